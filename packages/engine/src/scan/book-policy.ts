/**
 * Which prices of a feed may be a leg. Not every name in a feed is a book one can bet at: exchanges,
 * prediction markets and daily-fantasy sites charge commissions the feed does not show, so they are
 * a leg only where the user named one.
 * @module
 */
import { NO_COMMISSION, type Rational } from '@arbkit/core'
import { bookKindOf } from '@arbkit/odds'
import type { BookChoice } from './options.ts'

/** What to do with a book's prices. */
export type BookPolicy =
  | { readonly tag: 'leg'; readonly commission: Rational }
  /** Looked at without any commission, so that a near miss can be shown; never an opportunity. */
  | { readonly tag: 'commission-unknown' }
  /** Not looked at. */
  | { readonly tag: 'excluded' }

const CHARGES_COMMISSION: ReadonlySet<string> = new Set(['exchange', 'prediction-market', 'dfs'])

/** Prediction markets whose quotes in the feed are copies of a venue's own book, seen late. */
export const COPIED_VENUES: ReadonlySet<string> = new Set(['kalshi', 'polymarket'])

/**
 * Returns the policy for a book.
 * @param choices the user's books; undefined: the regulated US sportsbooks.
 */
export function bookPolicyOf(key: string, choices: readonly BookChoice[] | undefined): BookPolicy {
  const kind = bookKindOf(key)
  const choice = choices?.find((candidate) => candidate.key === key)
  if (choices !== undefined && choice === undefined) return { tag: 'excluded' }
  if (choice?.commission !== undefined) return { tag: 'leg', commission: choice.commission }
  if (kind !== undefined && CHARGES_COMMISSION.has(kind)) return { tag: 'commission-unknown' }
  if (choice !== undefined) {
    return kind === undefined
      ? { tag: 'commission-unknown' }
      : { tag: 'leg', commission: NO_COMMISSION }
  }
  return kind === 'us-regulated' ? { tag: 'leg', commission: NO_COMMISSION } : { tag: 'excluded' }
}
