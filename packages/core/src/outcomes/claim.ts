/**
 * A claim: one side of one instrument at one venue, and what it may pay in each outcome.
 * @module
 */
import { assertInvariant, assertNever } from '../assert.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import type { SettlementRule } from '../settlement/rule.ts'
import { settlementRuleOf } from '../settlement/rule-lookup.ts'
import type { Outcome } from './space.ts'

/** Something that can be bought and pays if its side comes true. */
export interface Claim {
  /** `kalshi` or a bookmaker's key. */
  readonly venue: string
  readonly instrument: 'contract' | 'bet'
  readonly league: LeagueId
  readonly marketType: MarketType
  /** The side of the question on which it wins. */
  readonly wins: 'yes' | 'no'
}

/** What a claim may pay in one outcome. More than one entry where the venue's rule leaves it open. */
export interface ClaimPayoffs {
  /** Every payoff to be reckoned with, extremes of a range included; at least one. */
  readonly possible: readonly Payoff[]
  /** The payoff if a price the venue sets equals the price paid; the same as `possible` elsewhere. */
  readonly atFairPrice: readonly Payoff[]
  readonly rule: SettlementRule
}

/** Returns what a claim may pay in an outcome, by the settlement-rule table. */
export function payoffsOf(claim: Claim, outcome: Outcome): ClaimPayoffs {
  const rule = settlementRuleOf({
    venue: claim.venue,
    league: claim.league,
    marketType: claim.marketType,
    state: outcome.state,
  })
  switch (rule.effect) {
    case 'graded':
      return certain(gradedPayoff(claim, outcome), rule)
    case 'half':
      return certain(HALF, rule)
    case 'void':
      return certain(REFUND, rule)
    case 'fair-price':
      return { possible: [LOSE, WIN], atFairPrice: [REFUND], rule }
    case 'unknown':
      return claim.instrument === 'contract'
        ? { possible: [LOSE, WIN], atFairPrice: [REFUND], rule }
        : { possible: [LOSE, REFUND, WIN], atFairPrice: [LOSE, REFUND, WIN], rule }
    default:
      return assertNever(rule.effect)
  }
}

function certain(payoff: Payoff, rule: SettlementRule): ClaimPayoffs {
  return { possible: [payoff], atFairPrice: [payoff], rule }
}

function gradedPayoff(claim: Claim, outcome: Outcome): Payoff {
  assertInvariant(outcome.result !== undefined, 'a graded outcome has a result', { outcome })
  return outcome.result === claim.wins ? WIN : LOSE
}
