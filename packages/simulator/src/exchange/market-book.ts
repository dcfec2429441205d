/**
 * The resting orders of one market: price levels, best first, and in each the orders in the order of
 * their arrival. Knows prices and sizes, not money.
 * @module
 */
import {
  type BookSnapshot,
  type Centicontracts,
  complementTicks,
  type PriceLevel,
  type PriceTicks,
} from '@arbkit/core'
import type { BookSide } from './protocol.ts'

/** What the book must know of an order. */
export interface BookOrder {
  readonly placed: { readonly side: BookSide }
  /** Of YES. */
  readonly price: number
  remaining: number
}

interface Level<O> {
  size: number
  /** A set keeps the order of insertion and gives up any member at once. */
  readonly orders: Set<O>
}

/** One side; prices stand from the worst to the best, so that the best is taken off the end. */
class RestingSide<O extends BookOrder> {
  readonly prices: number[] = []
  readonly levels = new Map<number, Level<O>>()
  /** 1 where a higher price is better, −1 where a lower one is. */
  readonly sign: 1 | -1

  constructor(sign: 1 | -1) {
    this.sign = sign
  }

  add(order: O): void {
    const level = this.levels.get(order.price)
    if (level !== undefined) {
      level.orders.add(order)
      level.size += order.remaining
      return
    }
    this.levels.set(order.price, { size: order.remaining, orders: new Set([order]) })
    this.prices.splice(this.placeOf(order.price), 0, order.price)
  }

  remove(order: O): void {
    const level = this.levels.get(order.price) as Level<O>
    level.orders.delete(order)
    level.size -= order.remaining
    if (level.orders.size > 0) return
    this.levels.delete(order.price)
    this.prices.splice(this.placeOf(order.price), 1)
  }

  best(): number | undefined {
    return this.prices.at(-1)
  }

  /** The index of the first price that is not worse. */
  private placeOf(price: number): number {
    let low = 0
    let high = this.prices.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.prices[middle] as number) * this.sign < price * this.sign) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** True where an order at `price` meets one at `resting` of the other side. */
function meets(side: BookSide, price: number, resting: number): boolean {
  return side === 'bid' ? price >= resting : price <= resting
}

/** Resting orders of one market. */
export class MarketBook<O extends BookOrder> {
  private readonly bids = new RestingSide<O>(1)
  private readonly asks = new RestingSide<O>(-1)

  /** Puts an order behind those at its price. */
  add(order: O): void {
    this.sideOf(order.placed.side).add(order)
  }

  /** Takes an order out, with all that remains of it. */
  remove(order: O): void {
    this.sideOf(order.placed.side).remove(order)
  }

  /** Makes an order smaller where it stands, and takes it out when nothing remains of it. */
  shrink(order: O, by: number): void {
    const side = this.sideOf(order.placed.side)
    if (by === order.remaining) side.remove(order)
    else (side.levels.get(order.price) as Level<O>).size -= by
    order.remaining -= by
  }

  /** The best price of a side, of YES; undefined: nothing rests. */
  best(side: BookSide): number | undefined {
    return this.sideOf(side).best()
  }

  /** The orders that an order of `side` at `price` would meet, in the order it meets them. */
  *met(side: BookSide, price: number): Generator<O> {
    const other = this.sideOf(side === 'bid' ? 'ask' : 'bid')
    for (let index = other.prices.length - 1; index >= 0; index -= 1) {
      const resting = other.prices[index] as number
      if (!meets(side, price, resting)) return
      yield* (other.levels.get(resting) as Level<O>).orders
    }
  }

  /** True where an order of `side` at `price` would meet another. */
  wouldMeet(side: BookSide, price: number): boolean {
    const best = this.best(side === 'bid' ? 'ask' : 'bid')
    return best !== undefined && meets(side, price, best)
  }

  /** What is matched before a resting order: better prices, then earlier orders at its own. */
  sizeBefore(order: O): number {
    const side = this.sideOf(order.placed.side)
    let size = 0
    for (const price of side.prices) {
      if ((price - order.price) * side.sign > 0) size += (side.levels.get(price) as Level<O>).size
    }
    for (const earlier of (side.levels.get(order.price) as Level<O>).orders) {
      if (earlier === order) break
      size += earlier.remaining
    }
    return size
  }

  /** Every resting order: bids, then asks, best first. */
  orders(): O[] {
    return [this.bids, this.asks].flatMap((side) =>
      side.prices.toReversed().flatMap((price) => [...(side.levels.get(price) as Level<O>).orders]),
    )
  }

  /** As the venue shows it: bids of YES and of NO, best first. */
  snapshot(): BookSnapshot {
    return {
      yesBids: levelsOf(this.bids, (price) => price),
      noBids: levelsOf(this.asks, complementTicks),
    }
  }

  private sideOf(side: BookSide): RestingSide<O> {
    return side === 'bid' ? this.bids : this.asks
  }
}

/** Levels, best first, at the prices they are shown with. */
function levelsOf(
  side: Pick<RestingSide<BookOrder>, 'prices'> & {
    readonly levels: ReadonlyMap<number, { readonly size: number }>
  },
  toShown: (price: PriceTicks) => PriceTicks,
): PriceLevel[] {
  return side.prices.toReversed().map((price) => ({
    price: toShown(price as PriceTicks),
    size: (side.levels.get(price)?.size ?? 0) as Centicontracts,
  }))
}
