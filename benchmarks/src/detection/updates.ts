/**
 * Updates of many order books, as parsed: which market, and the change of one level. They come near
 * the best prices; now and then a best level goes or a better one appears.
 * @module
 */
import {
  type BookDelta,
  centicontracts,
  type ContractSide,
  OrderBook,
  priceTicks,
  type Rng,
} from '@arbkit/core'
import type { SlateMarket } from './slate.ts'

/** One parsed update. */
export interface Update {
  readonly market: number
  readonly delta: BookDelta
}

/** Returns copies of the order books of a slate, to be changed. */
export const copiesOf = (slate: readonly SlateMarket[]): readonly OrderBook[] =>
  slate.map(({ book }) => OrderBook.of(book.snapshot()))

/** Returns so many updates that fit the slate one after another; no book gets crossed or empty. */
export function createUpdates(
  rng: Rng,
  slate: readonly SlateMarket[],
  count: number,
): readonly Update[] {
  const books = copiesOf(slate)
  return Array.from({ length: count }, () => {
    const market = Math.floor(rng.next() * slate.length)
    const book = books[market] as OrderBook
    const delta = nextDelta(rng, book)
    book.apply(delta)
    return { market, delta }
  })
}

function nextDelta(rng: Rng, book: OrderBook): BookDelta {
  const side: ContractSide = rng.next() < 0.5 ? 'yes' : 'no'
  const levels = book.bidLevels(side)
  const best = levels[0]?.price ?? 100
  const roll = rng.next()
  const added = centicontracts(100 * (1 + Math.floor(rng.next() * 50)))
  // Two cents below the ask: as near as the books of a slate ever come.
  if (roll < 0.01 && best + 300 <= (book.bestAsk(side) ?? 0)) {
    return { side, price: priceTicks(best + 100), change: added }
  }
  if (roll < 0.02 && levels.length > 2) {
    return { side, price: priceTicks(best), change: centicontracts(-(levels[0]?.size ?? 0)) }
  }
  const level = levels[Math.floor(rng.next() * Math.min(5, levels.length))]
  if (level === undefined) return { side, price: priceTicks(best), change: added }
  const reduced = -100 * Math.floor((rng.next() * level.size) / 200)
  const change = rng.next() < 0.5 || reduced === 0 ? added : centicontracts(reduced)
  return { side, price: level.price, change }
}
