/**
 * What a bet returns and how much of it is taken.
 * @module
 */
import { type BookOutcome, type Cents, type Rational, returnAfterCommission } from '@arbkit/core'
import type { ScanOptions } from './options.ts'

/** Returns what 1 staked returns, the commission taken off where it is known. */
export function returnRatioOf({ price }: BookOutcome, commission: Rational | undefined): Rational {
  return commission === undefined
    ? price.returnRatio
    : returnAfterCommission(price.returnRatio, commission)
}

/** Returns the largest stake: what the feed says that the book takes, or what was asked for. */
export function stakeLimit({ betLimit }: BookOutcome, { maxStake }: ScanOptions): Cents {
  if (betLimit === undefined) return maxStake.amount
  return maxStake.isDefault ? betLimit : (Math.min(maxStake.amount, betLimit) as Cents)
}
