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

/**
 * Returns the largest stake at a book: its own limit where the user set one, else what the feed says that
 * the book takes, or what was asked for. Never more than the feed says, but of a default.
 */
export function stakeLimit(
  { betLimit }: BookOutcome,
  book: string,
  { books, maxStake }: ScanOptions,
): Cents {
  const own = books?.find(({ key }) => key === book)?.maxStakeCents
  const chosen = own ?? (maxStake.isDefault ? undefined : maxStake.amount)
  if (betLimit === undefined) return chosen ?? maxStake.amount
  return chosen === undefined ? betLimit : (Math.min(chosen, betLimit) as Cents)
}
