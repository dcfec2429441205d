/**
 * The L2 order book of a one-dollar contract: resting bids on YES and on NO. There are no asks on
 * the wire: the YES ask is 1 − the best NO bid, with that bid's size (Kalshi "orderbook responses").
 * A mutable structure on purpose: an update costs one array write. It holds no clock and no I/O.
 *
 * Sizes stand in arrays indexed by price. The resolution starts at whole cents and is refined when the
 * first finer price arrives: to tenths of a cent where that is enough, otherwise to single ticks, so
 * that a book of cents stays a hundred times smaller than one of ticks.
 * @module
 */
import { InvalidInputError } from '../errors.ts'
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

/** Resolutions a side may have, coarsest first: each divides the one before it. */
const CENT_TICKS = 100
const TENTH_CENT_TICKS = 10
const FINE_TICKS = 1

/** One side's bids: sizes by price index, and the best price, kept so that reading it costs nothing. */
class BidSide {
  private step = CENT_TICKS
  private sizes = new Float64Array(TICKS_PER_DOLLAR / CENT_TICKS + 1)
  /** Highest price bid, ticks; −1 where nobody bids. */
  best = -1
  /** Grows with every change. */
  changes = 0

  clear(): void {
    this.changes += 1
    this.sizes.fill(0)
    this.best = -1
  }

  /** Adds to the size at a price; a level at or below zero is gone. */
  add(price: number, change: number): void {
    // Multiplying back says whether the price is on a step without a second division.
    let index = (price / this.step) | 0
    if (index * this.step !== price) index = this.refine(price)
    const { sizes } = this
    const size = (sizes[index] as number) + change
    // Also catches what is not a number: a price outside of the book, or a change that is none.
    if (!(size <= CENTICONTRACTS_MAX)) refuse(price, size)
    this.changes += 1
    if (size > 0) {
      sizes[index] = size
      if (price > this.best) this.best = price
    } else {
      sizes[index] = 0
      if (price === this.best) this.best = this.nextBelow(index)
    }
  }

  sizeAt(price: number): number {
    return price % this.step === 0 ? (this.sizes[price / this.step] as number) : 0
  }

  /** Levels from the best down, at their prices or at what those leave of `complementOf`. */
  levels(complementOf?: number): PriceLevel[] {
    const levels: PriceLevel[] = []
    const { best, sizes, step } = this
    if (best < 0) return levels
    for (let index = best / step; index >= 0; index -= 1) {
      const size = sizes[index] as Centicontracts
      if (size <= 0) continue
      const bid = index * step
      const price = (complementOf === undefined ? bid : complementOf - bid) as PriceTicks
      levels.push({ price, size })
    }
    return levels
  }

  /** The highest price bid below an index, −1 where there is none. */
  private nextBelow(index: number): number {
    const { sizes } = this
    let next = index - 1
    while (next >= 0 && sizes[next] === 0) next -= 1
    return next < 0 ? -1 : next * this.step
  }

  /**
   * Takes the coarsest resolution that the price is on, and returns the price's index in it; happens
   * at most twice in a book's life. What is no whole price has no index: reading its size gives none.
   */
  private refine(price: number): number {
    const step = price % TENTH_CENT_TICKS === 0 ? TENTH_CENT_TICKS : FINE_TICKS
    const finer = new Float64Array(TICKS_PER_DOLLAR / step + 1)
    const factor = this.step / step
    this.sizes.forEach((size, index) => {
      finer[index * factor] = size
    })
    this.sizes = finer
    this.step = step
    return price / step
  }
}

/** Apart from the hot path, so that a message is only made when it is needed. */
function refuse(price: number, size: number): never {
  throw new InvalidInputError(
    Number.isNaN(size)
      ? `no such price level or change: price ${price}`
      : `size at a price level is too large: ${size}`,
  )
}

/** An L2 order book of one market. */
export class OrderBook {
  private readonly yes = new BidSide()
  private readonly no = new BidSide()

  /** Returns a book holding a snapshot. */
  static of(snapshot: BookSnapshot): OrderBook {
    const book = new OrderBook()
    book.replace(snapshot)
    return book
  }

  /** Replaces everything by a snapshot. */
  replace(snapshot: BookSnapshot): void {
    this.yes.clear()
    this.no.clear()
    for (const { price, size } of snapshot.yesBids) this.yes.add(price, size)
    for (const { price, size } of snapshot.noBids) this.no.add(price, size)
  }

  /** Applies a change. A level that falls to zero or below is gone. */
  apply({ side, price, change }: BookDelta): void {
    this.bids(side).add(price, change)
  }

  /** Returns the highest bid for a side, or undefined when nobody bids. */
  bestBid(side: ContractSide): PriceTicks | undefined {
    const price = this.bids(side).best
    return price < 0 ? undefined : (price as PriceTicks)
  }

  /** Returns the lowest price at which a side can be bought, or undefined when nobody sells. */
  bestAsk(side: ContractSide): PriceTicks | undefined {
    const opposite = this.opposite(side).best
    return opposite < 0 ? undefined : ((TICKS_PER_DOLLAR - opposite) as PriceTicks)
  }

  /** Returns the size bid at one price, 0 where there is none. */
  bidSize(side: ContractSide, price: PriceTicks): Centicontracts {
    return this.bids(side).sizeAt(price) as Centicontracts
  }

  /** Returns the bids of a side, best (highest) first. */
  bidLevels(side: ContractSide): readonly PriceLevel[] {
    return this.bids(side).levels()
  }

  /** Returns what a side can be bought at, cheapest first: the opposite bids at 1 − price. */
  askLadder(side: ContractSide): AskLadder {
    return this.opposite(side).levels(TICKS_PER_DOLLAR)
  }

  /** Returns a number that grows with every change of {@link askLadder}: where it is the same, so is that. */
  ladderVersion(side: ContractSide): number {
    return this.opposite(side).changes
  }

  /** Returns everything, as a snapshot. */
  snapshot(): BookSnapshot {
    return { yesBids: this.bidLevels('yes'), noBids: this.bidLevels('no') }
  }

  /** True where nothing rests on either side. */
  isEmpty(): boolean {
    return this.yes.best < 0 && this.no.best < 0
  }

  /**
   * True where YES and NO could be bought together for a dollar or less: bids that should have
   * matched. Such a book is out of sync or a placeholder; it is named, not traded.
   */
  isCrossed(): boolean {
    const yes = this.yes.best
    const no = this.no.best
    return yes >= 0 && no >= 0 && yes + no >= TICKS_PER_DOLLAR
  }

  private bids(side: ContractSide): BidSide {
    return side === 'yes' ? this.yes : this.no
  }

  private opposite(side: ContractSide): BidSide {
    return side === 'yes' ? this.no : this.yes
  }
}
