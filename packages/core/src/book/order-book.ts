/**
 * The L2 order book of a one-dollar contract: resting bids on YES and on NO. There are no asks on
 * the wire: the YES ask is 1 − the best NO bid, with that bid's size (Kalshi "orderbook responses").
 * A mutable structure on purpose: an update costs one array write. It holds no clock and no I/O.
 *
 * Sizes stand in arrays indexed by price. The resolution starts at whole cents and is refined once,
 * when the first finer price arrives.
 * @module
 */
import { assertInput } from '../assert.ts'
import {
  type Centicontracts,
  CENTICONTRACTS_MAX,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'
import type { AskLadder, PriceLevel } from './ladder.ts'

/** A side of a contract. */
export type ContractSide = 'yes' | 'no'

/** Resting bids of both sides; any order, one level a price. */
export interface BookSnapshot {
  readonly yesBids: readonly PriceLevel[]
  readonly noBids: readonly PriceLevel[]
}

/** A signed change of the size resting at one price. */
export interface BookDelta {
  readonly side: ContractSide
  readonly price: PriceTicks
  readonly change: Centicontracts
}

/** Returns the other side. */
export function otherContractSide(side: ContractSide): ContractSide {
  return side === 'yes' ? 'no' : 'yes'
}

const CENT_TICKS = 100
const FINE_TICKS = 1

/** One side's bids: sizes by price index and the best index, −1 when empty. */
class BidSide {
  private step = CENT_TICKS
  private sizes = new Float64Array(TICKS_PER_DOLLAR / CENT_TICKS + 1)
  private best = -1

  clear(): void {
    this.sizes.fill(0)
    this.best = -1
  }

  /** Adds to the size at a price; a level at or below zero is gone. */
  add(price: number, change: number): void {
    if (price % this.step !== 0) this.refine()
    const index = price / this.step
    const size = (this.sizes[index] as number) + change
    assertInput(size <= CENTICONTRACTS_MAX, `size at a price level is too large: ${size}`)
    this.sizes[index] = size > 0 ? size : 0
    if (size > 0) {
      if (index > this.best) this.best = index
    } else if (index === this.best) this.best = this.nextBelow(index)
  }

  bestPrice(): number {
    return this.best < 0 ? -1 : this.best * this.step
  }

  sizeAt(price: number): number {
    return price % this.step === 0 ? (this.sizes[price / this.step] as number) : 0
  }

  /** Levels from the best down. */
  levels(): PriceLevel[] {
    const levels: PriceLevel[] = []
    for (let index = this.best; index >= 0; index -= 1) {
      const size = this.sizes[index] as number
      if (size > 0) {
        levels.push({ price: (index * this.step) as PriceTicks, size: size as Centicontracts })
      }
    }
    return levels
  }

  private nextBelow(index: number): number {
    let next = index - 1
    while (next >= 0 && this.sizes[next] === 0) next -= 1
    return next
  }

  /** From cents to single ticks; happens at most once in a book's life. */
  private refine(): void {
    const fine = new Float64Array(TICKS_PER_DOLLAR / FINE_TICKS + 1)
    const factor = this.step / FINE_TICKS
    this.sizes.forEach((size, index) => {
      fine[index * factor] = size
    })
    this.sizes = fine
    if (this.best > 0) this.best *= factor
    this.step = FINE_TICKS
  }
}

/** An L2 order book of one market. */
export class OrderBook {
  private readonly bids: Readonly<Record<ContractSide, BidSide>> = {
    yes: new BidSide(),
    no: new BidSide(),
  }

  /** Returns a book holding a snapshot. */
  static of(snapshot: BookSnapshot): OrderBook {
    const book = new OrderBook()
    book.replace(snapshot)
    return book
  }

  /** Replaces everything by a snapshot. */
  replace(snapshot: BookSnapshot): void {
    this.bids.yes.clear()
    this.bids.no.clear()
    for (const { price, size } of snapshot.yesBids) this.bids.yes.add(price, size)
    for (const { price, size } of snapshot.noBids) this.bids.no.add(price, size)
  }

  /** Applies a change. A level that falls to zero or below is gone. */
  apply({ side, price, change }: BookDelta): void {
    this.bids[side].add(price, change)
  }

  /** Returns the highest bid for a side, or undefined when nobody bids. */
  bestBid(side: ContractSide): PriceTicks | undefined {
    const price = this.bids[side].bestPrice()
    return price < 0 ? undefined : (price as PriceTicks)
  }

  /** Returns the lowest price at which a side can be bought, or undefined when nobody sells. */
  bestAsk(side: ContractSide): PriceTicks | undefined {
    const opposite = this.bids[otherContractSide(side)].bestPrice()
    return opposite < 0 ? undefined : ((TICKS_PER_DOLLAR - opposite) as PriceTicks)
  }

  /** Returns the size bid at one price, 0 where there is none. */
  bidSize(side: ContractSide, price: PriceTicks): Centicontracts {
    return this.bids[side].sizeAt(price) as Centicontracts
  }

  /** Returns the bids of a side, best (highest) first. */
  bidLevels(side: ContractSide): readonly PriceLevel[] {
    return this.bids[side].levels()
  }

  /** Returns what a side can be bought at, cheapest first: the opposite bids at 1 − price. */
  askLadder(side: ContractSide): AskLadder {
    return this.bids[otherContractSide(side)].levels().map(({ price, size }) => ({
      price: (TICKS_PER_DOLLAR - price) as PriceTicks,
      size,
    }))
  }

  /** Returns everything, as a snapshot. */
  snapshot(): BookSnapshot {
    return { yesBids: this.bidLevels('yes'), noBids: this.bidLevels('no') }
  }

  /** True where nothing rests on either side. */
  isEmpty(): boolean {
    return this.bids.yes.bestPrice() < 0 && this.bids.no.bestPrice() < 0
  }

  /**
   * True where YES and NO could be bought together for a dollar or less: bids that should have
   * matched. Such a book is out of sync or a placeholder; it is named, not traded.
   */
  isCrossed(): boolean {
    const yes = this.bids.yes.bestPrice()
    const no = this.bids.no.bestPrice()
    return yes >= 0 && no >= 0 && yes + no >= TICKS_PER_DOLLAR
  }
}
