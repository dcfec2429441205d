/**
 * Tail exposure: what a position earns in the irregular outcomes, where the venues part ways. Two
 * figures for each: the worst that the settlement rules allow, and what happens if a price that the
 * venue sets equals the price paid. Each names the rules that cause it.
 * @module
 */
import { type Claim, payoffsOf } from '../outcomes/claim.ts'
import type { Outcome, OutcomeSpace } from '../outcomes/space.ts'
import type { Payoff } from '../settlement/payoff.ts'
import type { GameState, SettlementRule } from '../settlement/rule.ts'
import { type PositionLegs, profitUnder } from '../sizing/two-leg-position.ts'
import type { Microdollars } from '../units/money.ts'

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

/** Returns the tail exposure of a position, or undefined for a space without irregular outcomes. */
export function tailExposureOf(
  legs: PositionLegs,
  claims: TwoClaims,
  space: OutcomeSpace,
): TailExposure | undefined {
  const states = new Map<GameState, TailState>()
  for (const outcome of space) {
    if (outcome.kind === 'regular') continue
    const found = tailStateOf(legs, claims, outcome)
    const known = states.get(outcome.state)
    states.set(outcome.state, known === undefined ? found : worseOf(known, found))
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

function tailStateOf(legs: PositionLegs, claims: TwoClaims, outcome: Outcome): TailState {
  const contract = payoffsOf(claims.contract, outcome)
  const bet = payoffsOf(claims.bet, outcome)
  return {
    state: outcome.state,
    worst: worstProfit(legs, contract.possible, bet.possible),
    atFairPrice: worstProfit(legs, contract.atFairPrice, bet.atFairPrice),
    contractRule: contract.rule,
    betRule: bet.rule,
  }
}

function worstProfit(
  legs: PositionLegs,
  contracts: readonly Payoff[],
  bets: readonly Payoff[],
): Microdollars {
  const profits = contracts.flatMap((contract) =>
    bets.map((bet) => profitUnder(legs, { contract, bet }).profit),
  )
  return Math.min(...profits) as Microdollars
}

function worseOf(a: TailState, b: TailState): TailState {
  return {
    ...a,
    worst: a.worst < b.worst ? a.worst : b.worst,
    atFairPrice: a.atFairPrice < b.atFairPrice ? a.atFairPrice : b.atFairPrice,
  }
}
