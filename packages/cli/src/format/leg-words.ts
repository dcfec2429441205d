/**
 * A leg in a few words: what is bought, where, at what.
 * @module
 */
import type { OpportunityReport, TurnDecision } from '@arbkit/engine'
import { BOOKS } from '@arbkit/odds'
import { costText, countText, priceText } from './values.ts'

type ReportedLegs = OpportunityReport['legs']
type DecidedLegs = Extract<TurnDecision, { tag: 'opened' }>['legs']

/** Returns a book's name, or its key where it has none. */
export function bookName(key: string): string {
  return BOOKS.get(key)?.title ?? key
}

/** Returns `YES (ANA) 0.63`; what stands in brackets has to happen for it to win. */
export function contractWords({ side, wins, limitPrice }: ReportedLegs[0]): string {
  return `${side.toUpperCase()} (${wins}) ${priceText(limitPrice)}`
}

/** Returns `BetMGM NSH +192`. */
export function betWords({ venue, wins, odds }: ReportedLegs[1]): string {
  return `${bookName(venue)} ${wins} ${odds.original}`
}

/** Returns `1,460 YES of KXNHLGAME-… at 0.63 and $500.00 on Nashville Predators +192 at BetMGM`. */
export function legsWords([contract, bet]: DecidedLegs): string {
  const count = countText(contract.contracts)
  const { side, marketId, limitPrice } = contract
  const point = bet.point === null ? '' : ` ${bet.point > 0 ? '+' : ''}${bet.point}`
  return `${count} ${side.toUpperCase()} of ${marketId} at ${priceText(limitPrice)} and ${costText(bet.stake)} on ${bet.outcome}${point} ${bet.odds} at ${bookName(bet.venue)}`
}
