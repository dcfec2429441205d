/**
 * What a live scan says of sports and credits, and what of a report is news.
 * @module
 */
import { type LiveSports, pollCost, type ScanRun, type WantedOdds } from '@arbkit/engine'
import type { CreditEvent } from '@arbkit/odds'

/** Returns what is going to be paid, `the-odds-api: odds of 2 sports (nba, nfl): up to 6 credits`. */
export function sportsText({ sports, kalshiOnly, oddsOnly }: LiveSports, odds: WantedOdds): string {
  const without = [
    ...(kalshiOnly.length === 0 ? [] : [`only at Kalshi: ${kalshiOnly.join(', ')}`]),
    ...(oddsOnly.length === 0 ? [] : [`only in the feed: ${oddsOnly.join(', ')}`]),
  ]
  const rest = without.length === 0 ? '' : ` (${without.join('; ')})`
  if (sports.length === 0) return `no sport has games at both venues: nothing to pay for${rest}`
  const names = [...new Set(sports.map(({ league }) => league))].join(', ')
  return `the-odds-api: odds of ${names}: up to ${pollCost(sports.length, odds)} credits${rest}`
}

/** What the budget noticed: a call that was charged otherwise than documented, or could not be logged. */
export function creditText(event: CreditEvent): string {
  if (event.tag === 'unlogged') return `the log of credits: ${event.problem}`
  const { endpoint, predicted, charged } = event
  return `${endpoint} was charged ${charged} credits, ${predicted.min} to ${predicted.max} were expected`
}

/** What of a report is news: not that time has passed. */
export function newsOf({ report }: ScanRun): string {
  const { counts, opportunities, notes } = report
  const found = opportunities.map(({ id, guaranteedProfit }) => [id, guaranteedProfit])
  return JSON.stringify([counts.locked, counts.conditional, counts.pairs, found, notes])
}
