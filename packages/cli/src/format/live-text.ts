/**
 * What a live scan says of sports and credits, and what of a report is news.
 * @module
 */
import { type LiveSports, pollCost, type ScanRun, type WantedOdds } from '@arbkit/engine'
import type { CreditEvent } from '@arbkit/odds'
import { WIDTH, wrap } from './columns.ts'

/** Returns what is going to be paid, `the-odds-api: odds of nba, nfl: up to 6 credits`, in lines. */
export function sportsText(
  { sports, kalshiOnly, oddsOnly, unread }: LiveSports,
  odds: WantedOdds,
): string {
  if (unread.length > 0) return `${unread.join(' and ')} could not be asked: nothing to pay for`
  const without = [
    ...(kalshiOnly.length === 0 ? [] : [`only at Kalshi: ${kalshiOnly.join(', ')}`]),
    ...(oddsOnly.length === 0 ? [] : [`only in the feed: ${oddsOnly.join(', ')}`]),
  ]
  const names = [...new Set(sports.map(({ league }) => league))].join(', ')
  const paid =
    sports.length === 0
      ? 'no sport has games at both venues: nothing to pay for'
      : `the-odds-api: odds of ${names}: up to ${pollCost(sports.length, odds)} credits`
  return [paid, ...without].flatMap((line) => wrap(line, { width: WIDTH, indent: '' })).join('\n')
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
