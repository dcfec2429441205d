/**
 * What paper orders have taken of the books: a level leaves less for the next paper order for as long as the
 * book shows it unchanged. A level that shows another size has changed, and counts as it shows; so does one
 * that is first looked at after it went and came back at another size.
 *
 * Buying YES and selling NO meet the same resting orders: levels are known by the bid that rests.
 * @module
 */
import {
  type Centicontracts,
  centicontracts,
  complementTicks,
  type ContractSide,
  levelsLeft,
  otherContractSide,
  type PriceLevel,
  type PriceTicks,
  type Taking,
} from '@arbkit/core'

/** A level that was taken from. */
export interface TakenLevel {
  readonly marketId: string
  /** Side of the contract whose bid rests. */
  readonly side: ContractSide
  /** Price of that bid. */
  readonly price: PriceTicks
  /** What the book showed when it was taken from. */
  readonly shown: Centicontracts
  readonly taken: Centicontracts
}

/** Levels of one side of a market as an order sees them. */
export interface TakenFrom {
  readonly marketId: string
  /** Side that is bought or sold. */
  readonly side: ContractSide
  readonly action: 'buy' | 'sell'
}

/** Most levels that are kept in mind; past it the one taken from longest ago is forgotten. */
export const TAKEN_LEVELS_MAX = 10_000

/** Levels that paper orders took from. */
export class TakenLevels {
  private readonly levels = new Map<string, TakenLevel>()

  constructor(known: readonly TakenLevel[] = []) {
    for (const level of known) this.levels.set(keyOf(level), level)
  }

  /** Returns what of the levels is left, best first. */
  left(from: TakenFrom, shown: readonly PriceLevel[]): readonly PriceLevel[] {
    if (this.levels.size === 0) return shown
    const taken = shown.flatMap(({ price, size }) => {
      const known = this.levels.get(keyOf(bidOf(from, price)))
      return known?.shown === size ? [{ price, count: known.taken }] : []
    })
    return taken.length === 0 ? shown : levelsLeft(shown, taken)
  }

  /** Notes what an order took of the levels that the book showed. */
  note(from: TakenFrom, shown: readonly PriceLevel[], { fills }: Taking): void {
    for (const { price, count } of fills) {
      const size = shown.find((level) => level.price === price)?.size
      if (size === undefined) continue
      const bid = bidOf(from, price)
      const key = keyOf(bid)
      const known = this.levels.get(key)
      const before = known?.shown === size ? known.taken : 0
      this.levels.delete(key)
      this.levels.set(key, { ...bid, shown: size, taken: centicontracts(before + count) })
    }
    for (const key of this.levels.keys()) {
      if (this.levels.size <= TAKEN_LEVELS_MAX) break
      this.levels.delete(key)
    }
  }

  /** Returns them, the one taken from longest ago first. */
  list(): readonly TakenLevel[] {
    return [...this.levels.values()]
  }
}

type RestingBid = Pick<TakenLevel, 'marketId' | 'side' | 'price'>

function bidOf({ marketId, side, action }: TakenFrom, price: PriceTicks): RestingBid {
  return action === 'sell'
    ? { marketId, side, price }
    : { marketId, side: otherContractSide(side), price: complementTicks(price) }
}

function keyOf({ marketId, side, price }: RestingBid): string {
  return `${marketId} ${side} ${price}`
}
