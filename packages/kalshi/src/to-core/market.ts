/**
 * Markets: listing, status, price grid, best quotes, rules.
 * @module
 */
import {
  type BookSnapshot,
  checkPriceGrid,
  complementTicks,
  type ContractMarket,
  type ContractStrike,
  type PriceGrid,
  type PriceLevel,
  TICKS_PER_DOLLAR,
  type WireLocation,
  checkWire,
  convertWire,
  insideWire,
} from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { marketSchema, type WireMarket } from '../wire/market.ts'
import { type EventHead, listingOfMarket } from './listing.ts'
import { readCount, readInstant, readNumber, readPrice } from './read.ts'

/** The one status in which orders are taken. The filter value `open` is never a status. */
const TRADING_STATUS = 'active'

/**
 * Parses markets: `{markets: […], cursor}`, `{market: …}`, a bare list, or a bare market.
 * @throws {WireFormatError} a field missing or of another type, a price outside 0 to 1, a negative
 *   size, a broken price grid.
 */
export function parseMarkets(payload: unknown, at: WireLocation): readonly ContractMarket[] {
  return itemsOf(payload, at, { many: 'markets', one: 'market' }).map((item) =>
    marketOf(checkWire(marketSchema, item.value, item.at), item.at),
  )
}

/** Returns a market that passed its schema. @throws {WireFormatError} a value that is no price, size or time. */
export function marketOf(market: WireMarket, at: WireLocation, event?: EventHead): ContractMarket {
  const { fee_waiver_expiration_time: waiver, exchange_index: exchangeIndex } = market
  const { settlement_value_dollars: settlementValue } = market
  return {
    listing: listingOfMarket(market, event),
    isTrading: market.status === TRADING_STATUS,
    status: market.status,
    priceGrid: priceGridOf(market, at),
    topOfBook: topOfBookOf(market, at),
    feeWaiverUntilMs:
      typeof waiver === 'string'
        ? readInstant(at, 'fee_waiver_expiration_time', waiver)
        : undefined,
    exchangeIndex: exchangeIndex ?? undefined,
    strike: strikeOf(market, at),
    ...(typeof settlementValue === 'string' ? { settlementValue } : {}),
    rulesText: [market.rules_primary, market.rules_secondary]
      .filter((text) => text !== '')
      .join('\n'),
  }
}

/** `structured`, `custom` and `functional` strikes turn on no number (OpenAPI 3.28.0, 2026-08-22). */
function strikeOf(market: WireMarket, at: WireLocation): ContractStrike | undefined {
  const { strike_type: type, floor_strike: floor, cap_strike: cap } = market
  const isNumbered = typeof floor === 'number' || typeof cap === 'number'
  if (typeof type !== 'string' || !isNumbered) return undefined
  return {
    type,
    floor: typeof floor === 'number' ? readNumber(at, 'floor_strike', floor) : undefined,
    cap: typeof cap === 'number' ? readNumber(at, 'cap_strike', cap) : undefined,
  }
}

/** The grid is `price_ranges`; `price_level_structure` is only its label (docs.kalshi.com, fixed point migration). */
function priceGridOf(market: WireMarket, at: WireLocation): PriceGrid {
  const ranges = market.price_ranges.map(({ start, end, step }, index) => {
    const place = insideWire(at, 'price_ranges', index)
    return {
      start: readPrice(place, 'start', start),
      end: readPrice(place, 'end', end),
      step: readPrice(place, 'step', step),
    }
  })
  const field = { at, key: 'price_ranges', expected: 'ascending price ranges with a step each' }
  return convertWire(field, ranges, checkPriceGrid)
}

/** YES bids as quoted; the YES ask is a NO bid at 1 − ask of the same size. */
function topOfBookOf(market: WireMarket, at: WireLocation): BookSnapshot {
  const bid = quoteOf(market, at, 'yes_bid')
  const ask = quoteOf(market, at, 'yes_ask')
  return {
    yesBids: bid,
    noBids: ask.map(({ price, size }) => ({ price: complementTicks(price), size })),
  }
}

/** One quote, or none: an absent one is printed as 0 or 1 dollar, or has no size (captures of 2026-08). */
function quoteOf(
  market: WireMarket,
  at: WireLocation,
  quote: 'yes_bid' | 'yes_ask',
): readonly PriceLevel[] {
  const price = readPrice(at, `${quote}_dollars`, market[`${quote}_dollars`])
  const size = readCount(at, `${quote}_size_fp`, market[`${quote}_size_fp`])
  return price > 0 && price < TICKS_PER_DOLLAR && size > 0 ? [{ price, size }] : []
}
