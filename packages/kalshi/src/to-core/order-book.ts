/**
 * Order books: resting bids of both sides. Kalshi sends no asks; the YES ask is 1 − the best NO bid,
 * which is core's business.
 * @module
 */
import {
  type BookSnapshot,
  complementTicks,
  type PriceLevel,
  TICKS_PER_DOLLAR,
  WireFormatError,
  type WireLocation,
  checkWire,
  insideWire,
  type WireStep,
} from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { orderBookSchema, type WireLevel } from '../wire/order-book.ts'
import { readCount, readPrice } from './read.ts'

/** The book of one market. */
export interface MarketBook {
  /** The market's ticker. */
  readonly marketId: string
  readonly book: BookSnapshot
}

/**
 * Parses books over REST: `{orderbooks: […]}`, a bare list of `{ticker, orderbook_fp}`, or one such.
 * The answer of GET /markets/{ticker}/orderbook does not name its market: put its ticker beside it.
 * @throws {WireFormatError} another shape, a price outside 0 to 1, a negative size, a price twice.
 */
export function parseOrderBooks(payload: unknown, at: WireLocation): readonly MarketBook[] {
  return itemsOf(payload, at, { many: 'orderbooks' }).map((item) => {
    const { ticker, orderbook_fp: sides } = checkWire(orderBookSchema, item.value, item.at)
    const place = insideWire(item.at, 'orderbook_fp')
    return {
      marketId: ticker,
      book: {
        yesBids: bidsOf(sides.yes_dollars, place, 'yes_dollars'),
        noBids: bidsOf(sides.no_dollars, place, 'no_dollars'),
      },
    }
  })
}

/**
 * Returns one side's bids. Levels of no size, and at prices where nothing can trade (0 and 1), are
 * placeholders and left out.
 * @param inYesPrices the prices are those of YES, as `use_yes_price` asks for on the NO side.
 * @throws {WireFormatError} a price outside 0 to 1, a negative size, or the same price twice.
 */
export function bidsOf(
  levels: readonly WireLevel[] | null | undefined,
  at: WireLocation,
  key: WireStep,
  inYesPrices = false,
): readonly PriceLevel[] {
  const bids: PriceLevel[] = []
  const seen = new Set<number>()
  for (const [index, [price, size]] of (levels ?? []).entries()) {
    const place = insideWire(at, key, index)
    const stated = readPrice(place, 0, price)
    const level = {
      price: inYesPrices ? complementTicks(stated) : stated,
      size: readCount(place, 1, size),
    }
    if (seen.has(level.price)) {
      throw new WireFormatError(insideWire(place, 0), { expected: 'each price once', got: price })
    }
    seen.add(level.price)
    if (level.size > 0 && level.price > 0 && level.price < TICKS_PER_DOLLAR) bids.push(level)
  }
  return bids
}
