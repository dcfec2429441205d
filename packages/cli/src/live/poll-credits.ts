/**
 * What a poller may spend, from where the log of credits and the account stand.
 * @module
 */
import type { CreditLimits, CreditState, PollCredits } from '@arbkit/odds'

/**
 * Returns the day's and the month's credits, as the budget counts them: the reserve is kept back of what the
 * account has, not of a limit of one's own. Without such a limit the month has what the account has; before
 * its first answer it has none to reckon with.
 */
export function pollCreditsOf(
  { perDay, perMonth, reserve = 0 }: CreditLimits,
  { spentToday, spentMonth, openReservations, account }: CreditState,
): PollCredits {
  const held = openReservations.credits
  const ofAccount =
    account === undefined ? undefined : Math.max(0, account.remaining + account.used - reserve)
  const limits = [perMonth, ofAccount].filter((limit) => limit !== undefined)
  return {
    day: perDay === undefined ? undefined : { limit: perDay, reserve: 0, spent: spentToday + held },
    month:
      limits.length === 0
        ? undefined
        : { limit: Math.min(...limits), reserve: 0, spent: spentMonth + held },
  }
}
