/**
 * One market of one bookmaker.
 * @module
 */
import type { BetLink, BookMarket, BookOutcome, WireLocation } from '@arbkit/core'
import { WireFormatError, insideWire } from '@arbkit/core'
import type { FeedOddsFormat } from '../odds-format.ts'
import type { WireBookmaker, WireMarket, WireOutcome } from '../wire/event.ts'
import { betLinkOf } from './bet-link.ts'
import { readMarketKey, type Sport } from './market-key.ts'
import { readInstant, readLimit, readOdds } from './read.ts'

/** Exchanges add such keys unasked: prices at which one bets against the outcome. */
const LAY_SUFFIX = '_lay'

/** What a market's own payload does not say. */
export interface MarketContext {
  /** Undefined where the league is none of ours: no key is read then. */
  readonly sport: Sport | undefined
  readonly format: FeedOddsFormat
}

/**
 * Returns a bookmaker's markets. One whose key is not read passes without a type, and so does a lay
 * market: its prices are not those of the question.
 * @throws {WireFormatError} a market key twice, a price that is none, a line missing, no time.
 */
export function marketsOf(
  bookmaker: WireBookmaker,
  at: WireLocation,
  context: MarketContext,
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
    return marketOf(bookmaker, market, { at: place, bookAt: at, ...context })
  })
}

interface Place extends MarketContext {
  readonly at: WireLocation
  readonly bookAt: WireLocation
}

function marketOf(bookmaker: WireBookmaker, market: WireMarket, place: Place): BookMarket {
  const read = place.sport && readMarketKey(market.key, place.sport)
  const isLay = read?.isLay ?? market.key.endsWith(LAY_SUFFIX)
  const hasLine = read?.hasLine === true
  return {
    book: bookmaker.key,
    marketKey: market.key,
    marketType: isLay ? undefined : read?.marketType,
    period: read?.period ?? 'full-game',
    ...(read?.stat !== undefined && { stat: read.stat }),
    action: isLay ? 'lay' : 'back',
    outcomes: market.outcomes.map((outcome, index) =>
      outcomeOf(outcome, insideWire(place.at, 'outcomes', index), {
        format: place.format,
        hasLine,
        link: betLinkOf(outcome, market, bookmaker),
      }),
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
  {
    format,
    hasLine,
    link,
  }: {
    readonly format: FeedOddsFormat
    readonly hasLine: boolean
    readonly link: BetLink | undefined
  },
): BookOutcome {
  const point = outcome.point ?? undefined
  if (point === undefined && hasLine) {
    throw new WireFormatError(insideWire(at, 'point'), { expected: 'number', got: outcome.point })
  }
  const limit = outcome.bet_limit ?? undefined
  const participant = outcome.description ?? undefined
  const selectionId = outcome.sid ?? undefined
  return {
    name: outcome.name,
    ...(participant !== undefined && { participant }),
    price: readOdds(at, 'price', outcome.price, format),
    point,
    betLimit: limit === undefined ? undefined : readLimit(at, 'bet_limit', limit),
    link,
    ...(selectionId !== undefined && { selectionId }),
  }
}
