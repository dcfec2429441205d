/**
 * The fee of each contract, reckoned once while no fee changes: it is asked for at every change of a book.
 * @module
 */
import { dearerFeeRate, type KalshiFeeRate, kalshiFeeRateAt } from '@arbkit/core'
import type { FeeBook } from './fee-book.ts'

/** Whose fee is asked for. */
export interface ChargedContract {
  readonly marketId: string
  readonly eventId: string
  readonly seriesId: string
  /** Until when its fee is waived, Unix ms; undefined where nothing was said of it. */
  readonly waiverUntilMs: number | undefined
}

/** The one rate of a market since fees last changed. */
interface SettledRate {
  readonly rate: KalshiFeeRate
  readonly version: number
  readonly sinceMs: number
}

/** Rates by market. */
export class SettledFees {
  private readonly fees: FeeBook
  private readonly rates = new Map<string, SettledRate>()

  constructor(fees: FeeBook) {
    this.fees = fees
  }

  /**
   * Returns the dearer of the rates at both moments, Unix ms; `bookMs` is not the later one.
   * @throws {InvalidInputError} a multiplier that is not believed.
   */
  rateOf(contract: ChargedContract, bookMs: number, lastMs: number): KalshiFeeRate {
    const { marketId, waiverUntilMs } = contract
    const { version } = this.fees
    const sinceMs = this.fees.lastChangeMs(lastMs)
    // Where no fee has changed since the book was right there is one rate, as long as none does.
    const isSettled = bookMs >= sinceMs && waiverUntilMs === undefined
    const known = isSettled ? this.rates.get(marketId) : undefined
    if (known?.version === version && known.sinceMs === sinceMs) return known.rate
    const rateAt = (atMs: number) => kalshiFeeRateAt(this.fees.sourcesOf(contract, atMs), atMs)
    const rate = dearerFeeRate(rateAt(bookMs), rateAt(lastMs))
    if (isSettled) this.rates.set(marketId, { rate, version, sinceMs })
    return rate
  }
}
