/**
 * How much of an opportunity a desk trades: all of it, or as many contracts as its limits leave, if that is
 * still worth it.
 * @module
 */
import {
  type Centicontracts,
  centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  centsToMicrodollars,
  formatCents,
  type Microdollars,
  paperReserveOf,
} from '@arbkit/core'
import { moneyOf } from '../scan/report.ts'
import type { SkipCode } from './paper-decision.ts'
import type { PaperLimits } from './paper-options.ts'
import { type PlannedTrade, plannedTrade, type PlanTerms, type Tradable } from './trade-plan.ts'

/** What is taken already, microdollars; what is set aside for trades under way included. */
export interface Standing {
  /** Cash that is free. */
  readonly contractCash: number
  readonly betCash: number
  /** At stake on this game, and on all. */
  readonly onGame: number
  readonly atRisk: number
  /** Paid today (UTC). */
  readonly today: number
}

/** Why there is no trade. */
export interface Skip {
  readonly code: SkipCode
  readonly detail: string
}

/** What a size has to keep within. */
export interface SizeLimits {
  readonly limits: PaperLimits
  readonly standing: Standing
}

/** Returns the plan of the most contracts that keep within the limits, or why there is none. */
export function sizedTrade(
  tradable: Tradable,
  terms: PlanTerms,
  within: SizeLimits,
): PlannedTrade | Skip {
  const { countMost, stakeMax, candidate } = tradable
  if (countMost === 0) {
    return stakeMax < candidate.stakeMax
      ? { code: 'bet-limit', detail: `$${formatCents(stakeMax)} of the book's limit is left` }
      : { code: 'no-size', detail: 'paper orders took what stood there' }
  }
  const whole = plannedTrade(tradable, countMost, terms)
  if (whole === undefined) return { code: 'no-size', detail: 'not one contract with its bet' }
  const against = limitAgainst(whole, within)
  const planned = against === undefined ? whole : smallerTrade(tradable, terms, within)
  if (planned === undefined) return against ?? NO_ROOM
  const { guaranteed } = planned.plan
  if (guaranteed > 0 && guaranteed >= terms.minProfit) return planned
  const detail = `${planned === whole ? '' : 'what the limits leave '}guarantees $${moneyOf(guaranteed)}`
  return { code: against?.code ?? 'no-size', detail }
}

const NO_ROOM: Skip = { code: 'no-size', detail: 'the limits leave nothing' }

/** A size that was looked at fits; those above it may not. */
function smallerTrade(
  tradable: Tradable,
  terms: PlanTerms,
  within: SizeLimits,
): PlannedTrade | undefined {
  let found: PlannedTrade | undefined
  let [low, high] = [0, tradable.countMost / CENTICONTRACTS_PER_CONTRACT - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const planned = plannedTrade(tradable, contractsOf(middle), terms)
    if (planned !== undefined && limitAgainst(planned, within) === undefined) {
      found = planned
      low = middle
    } else high = middle - 1
  }
  return found
}

function contractsOf(whole: number): Centicontracts {
  return centicontracts(whole * CENTICONTRACTS_PER_CONTRACT)
}

/** The first limit that the most a plan can cost does not keep within. */
function limitAgainst({ plan }: PlannedTrade, { limits, standing }: SizeLimits): Skip | undefined {
  const { contract, stakeCents } = paperReserveOf(plan)
  const bet = centsToMicrodollars(stakeCents)
  const both = contract + bet
  const checks: readonly (readonly [SkipCode, needed: number, left: number, of: string])[] = [
    ['cash', contract, standing.contractCash, 'cash at kalshi'],
    ['cash', bet, standing.betCash, 'cash at the book'],
    ['per-game', both, limits.perGame - standing.onGame, 'the limit of a game'],
    ['at-risk', both, limits.atRisk - standing.atRisk, 'the limit of all games'],
    ['per-day', both, limits.perDay - standing.today, 'the limit of a day'],
  ]
  const broken = checks.find(([, needed, left]) => needed > left)
  if (broken === undefined) return undefined
  const [code, needed, left, of] = broken
  return { code, detail: `needs $${money(needed)}, $${money(Math.max(left, 0))} of ${of} is left` }
}

function money(amount: number): string {
  return moneyOf(amount as Microdollars)
}
