/**
 * One market of one bookmaker.
 * @module
 */
import type { BookMarket, BookOutcome, MarketType, WireLocation } from '@arbkit/core'
import { WireFormatError, insideWire } from '@arbkit/core'
import type { FeedOddsFormat } from '../odds-format.ts'
import type { WireBookmaker, WireMarket, WireOutcome } from '../wire/event.ts'
import { readInstant, readLimit, readOdds } from './read.ts'

/** Full-game markets that we trade. Everything else passes with an undefined type. */
const MARKET_TYPES: ReadonlyMap<string, MarketType> = new Map([
  ['h2h', 'moneyline'],
  ['spreads', 'spread'],
  ['totals', 'total'],
])

/** Exchanges add such keys unasked: prices at which one bets against the outcome. */
const LAY_SUFFIX = '_lay'

/**
 * Returns a bookmaker's markets.
 * @throws {WireFormatError} a market key twice, a price that is none, a line missing, no time.
 */
export function marketsOf(
  bookmaker: WireBookmaker,
  at: WireLocation,
  format: FeedOddsFormat,
): readonly BookMarket[] {
  const seen = new Set<string>()
  return bookmaker.markets.map((market, index) => {
    const place = insideWire(at, 'markets', index)
    if (seen.has(market.key)) {
      throw new WireFormatError(insideWire(place, 'key'), {
        expected: 'each market key once',
        got: market.key,
      })
    }
    seen.add(market.key)
    return marketOf(bookmaker, market, { at: place, bookAt: at, format })
  })
}

interface Place {
  readonly at: WireLocation
  readonly bookAt: WireLocation
  readonly format: FeedOddsFormat
}

function marketOf(bookmaker: WireBookmaker, market: WireMarket, place: Place): BookMarket {
  const marketType = MARKET_TYPES.get(market.key)
  return {
    book: bookmaker.key,
    marketKey: market.key,
    marketType,
    period: 'full-game',
    action: market.key.endsWith(LAY_SUFFIX) ? 'lay' : 'back',
    outcomes: market.outcomes.map((outcome, index) =>
      outcomeOf(outcome, insideWire(place.at, 'outcomes', index), place.format, marketType),
    ),
    updatedMs: updatedMsOf(bookmaker, market, place),
  }
}

/** The market's own clock, else the bookmaker's. */
function updatedMsOf(bookmaker: WireBookmaker, market: WireMarket, place: Place): number {
  const own = market.last_update ?? undefined
  if (own !== undefined) return readInstant(place.at, 'last_update', own)
  const book = bookmaker.last_update ?? undefined
  if (book !== undefined) return readInstant(place.bookAt, 'last_update', book)
  throw new WireFormatError(insideWire(place.at, 'last_update'), {
    expected: 'a time here or on the bookmaker',
    got: market.last_update,
  })
}

function outcomeOf(
  outcome: WireOutcome,
  at: WireLocation,
  format: FeedOddsFormat,
  marketType: MarketType | undefined,
): BookOutcome {
  const point = outcome.point ?? undefined
  if (point === undefined && (marketType === 'spread' || marketType === 'total')) {
    throw new WireFormatError(insideWire(at, 'point'), { expected: 'number', got: outcome.point })
  }
  const limit = outcome.bet_limit ?? undefined
  return {
    name: outcome.name,
    price: readOdds(at, 'price', outcome.price, format),
    point,
    betLimit: limit === undefined ? undefined : readLimit(at, 'bet_limit', limit),
    link: outcome.link ?? undefined,
  }
}
