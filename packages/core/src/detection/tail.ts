/**
 * Tail exposure: what a position earns in the irregular outcomes, where the venues part ways. Two
 * figures for each: the worst that the settlement rules allow, and what happens if a price that the
 * venue sets equals the price paid. Each names the rules that cause it.
 * @module
 */
import { type Claim, type ClaimPayoffs, payoffsOf } from '../outcomes/claim.ts'
import type { OutcomeSpace } from '../outcomes/space.ts'
import type { Payoff } from '../settlement/payoff.ts'
import type { GameState, SettlementRule } from '../settlement/rule.ts'
import { betPayoutOf, contractPayoutOf, type PositionLegs } from '../sizing/two-leg-position.ts'
import { type Microdollars, microdollars } from '../units/money.ts'

/** What a position earns in one irregular state, over its results. */
export interface TailState {
  readonly state: GameState
  /** The worst joint choice of what both venues may do. */
  readonly worst: Microdollars
  /** The worst, if every price a venue sets equals the price paid. */
  readonly atFairPrice: Microdollars
  readonly contractRule: SettlementRule
  readonly betRule: SettlementRule
}

/** The tail of one position; `states` in the order of the outcome space. */
export interface TailExposure {
  readonly worst: Microdollars
  readonly worstState: GameState
  readonly atFairPrice: Microdollars
  readonly atFairPriceState: GameState
  readonly states: readonly TailState[]
}

/** The two claims of a position. */
export interface TwoClaims {
  readonly contract: Claim
  readonly bet: Claim
}

/** What both legs may be paid in one irregular outcome. */
export interface TailRow {
  readonly state: GameState
  readonly contract: ClaimPayoffs
  readonly bet: ClaimPayoffs
}

/** Returns the irregular outcomes of a space, for any position of these claims. */
export function tailRowsOf(claims: TwoClaims, space: OutcomeSpace): readonly TailRow[] {
  return space
    .filter(({ kind }) => kind !== 'regular')
    .map((outcome) => ({
      state: outcome.state,
      contract: payoffsOf(claims.contract, outcome),
      bet: payoffsOf(claims.bet, outcome),
    }))
}

/** Returns the tail exposure of a position, or undefined for a space without irregular outcomes. */
export function tailExposureOf(
  legs: PositionLegs,
  claims: TwoClaims,
  space: OutcomeSpace,
): TailExposure | undefined {
  return tailExposureOfRows(legs, tailRowsOf(claims, space))
}

/** Returns the tail exposure of a position, or undefined where there is no row. */
export function tailExposureOfRows(
  legs: PositionLegs,
  rows: readonly TailRow[],
): TailExposure | undefined {
  const payouts = payoutsOf(legs)
  const states = new Map<GameState, TailState>()
  for (const row of rows) {
    const found = tailStateOf(payouts, row)
    const known = states.get(row.state)
    states.set(row.state, known === undefined ? found : worseOf(known, found))
  }
  const all = [...states.values()]
  const [first] = all
  if (first === undefined) return undefined
  const worst = all.reduce((a, b) => (b.worst < a.worst ? b : a), first)
  const fair = all.reduce((a, b) => (b.atFairPrice < a.atFairPrice ? b : a), first)
  return {
    worst: worst.worst,
    worstState: worst.state,
    atFairPrice: fair.atFairPrice,
    atFairPriceState: fair.state,
    states: all,
  }
}

/** What each leg of one position is paid; every payoff is worked out once. */
interface Payouts {
  readonly totalCost: Microdollars
  readonly contract: (payoff: Payoff) => number
  readonly bet: (payoff: Payoff) => number
}

function payoutsOf(legs: PositionLegs): Payouts {
  return {
    totalCost: legs.totalCost,
    contract: remembered((payoff) => contractPayoutOf(legs, payoff)),
    bet: remembered((payoff) => betPayoutOf(legs, payoff)),
  }
}

function remembered(of: (payoff: Payoff) => number): (payoff: Payoff) => number {
  const known = new Map<Payoff, number>()
  return (payoff) => {
    const found = known.get(payoff) ?? of(payoff)
    known.set(payoff, found)
    return found
  }
}

function tailStateOf(payouts: Payouts, { state, contract, bet }: TailRow): TailState {
  return {
    state,
    worst: worstProfit(payouts, contract.possible, bet.possible),
    atFairPrice: worstProfit(payouts, contract.atFairPrice, bet.atFairPrice),
    contractRule: contract.rule,
    betRule: bet.rule,
  }
}

/** The venues choose apart from each other, so the worst joint choice is the worst of each. */
function worstProfit(
  payouts: Payouts,
  contracts: readonly Payoff[],
  bets: readonly Payoff[],
): Microdollars {
  const contract = leastOf(contracts, payouts.contract)
  return microdollars(contract + leastOf(bets, payouts.bet) - payouts.totalCost)
}

function leastOf(payoffs: readonly Payoff[], payout: (payoff: Payoff) => number): number {
  let least = Infinity
  for (const payoff of payoffs) least = Math.min(least, payout(payoff))
  return least
}

function worseOf(a: TailState, b: TailState): TailState {
  return {
    ...a,
    worst: a.worst < b.worst ? a.worst : b.worst,
    atFairPrice: a.atFairPrice < b.atFairPrice ? a.atFairPrice : b.atFairPrice,
  }
}
