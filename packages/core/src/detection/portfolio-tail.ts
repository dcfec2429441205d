/**
 * Tail exposure of a portfolio: what it earns in the irregular outcomes, where the venues part
 * ways. Two figures for each state: the worst joint choice that the settlement rules allow, and the
 * worst if every price that a venue sets equals the price paid. Each names the rules that cause it.
 * @module
 */
import type { ClaimPayoffs } from '../outcomes/claim.ts'
import type { PayoffTable } from '../outcomes/payoff-table.ts'
import type { GameState, SettlementRule } from '../settlement/rule.ts'
import { PORTFOLIO_OUTCOMES_MAX } from '../sizing/portfolio/check-portfolio.ts'
import { evaluatePortfolio } from '../sizing/portfolio/evaluate-portfolio.ts'
import type { PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import type { Microdollars } from '../units/money.ts'

/** The rule by which one leg is settled in a state. */
export interface LegRule {
  /** Id of the leg's part. */
  readonly leg: string
  readonly rule: SettlementRule
}

/** What a portfolio earns in one irregular state, at worst over its outcomes. */
export interface PortfolioTailState {
  readonly state: GameState
  /** The worst joint choice of what all venues may do. */
  readonly worst: Microdollars
  /** The outcome of the table in which it is that. */
  readonly worstOutcome: string
  /** The worst, if every price a venue sets equals the price paid. */
  readonly atFairPrice: Microdollars
  /** One entry a leg, in the order of the legs. */
  readonly rules: readonly LegRule[]
}

/** The tail of one portfolio; `states` in the order of the payoff table. */
export interface PortfolioTail {
  readonly worst: Microdollars
  readonly worstState: GameState
  readonly atFairPrice: Microdollars
  readonly atFairPriceState: GameState
  readonly states: readonly PortfolioTailState[]
}

/** What was bought: a problem of the held parts alone, how much of each, and their payoff table. */
export interface HeldPortfolio {
  readonly problem: PortfolioProblem
  /** By part. */
  readonly quantities: readonly number[]
  /** Its claims are the parts, in the same order. */
  readonly table: PayoffTable
}

/** Returns the tail of a portfolio, or undefined where its table has no irregular outcome. */
export function portfolioTailOf(held: HeldPortfolio): PortfolioTail | undefined {
  const worst = profitsOf(held, 'possible')
  const atFairPrice = profitsOf(held, 'atFairPrice')
  const states = new Map<GameState, PortfolioTailState>()
  let at = 0
  for (const [row, { id, kind, state }] of held.table.outcomes.entries()) {
    if (kind === 'regular') continue
    const found: PortfolioTailState = {
      state,
      worst: worst[at] as Microdollars,
      worstOutcome: id,
      atFairPrice: atFairPrice[at] as Microdollars,
      rules: rulesOf(held, row),
    }
    const known = states.get(state)
    states.set(state, known === undefined ? found : worseOf(known, found))
    at += 1
  }
  return summaryOf([...states.values()])
}

/** The profit of each irregular outcome, in the order of the table. */
function profitsOf(
  { problem, quantities, table }: HeldPortfolio,
  which: 'possible' | 'atFairPrice',
): readonly Microdollars[] {
  const outcomes = table.outcomes.flatMap(({ id, kind }, row) =>
    kind === 'regular'
      ? []
      : [{ id, payoffs: (table.payoffs[row] as ClaimPayoffs[]).map((claim) => claim[which]) }],
  )
  const profits: Microdollars[] = []
  // A table has more irregular rows than a problem may have outcomes.
  for (let from = 0; from < outcomes.length; from += PORTFOLIO_OUTCOMES_MAX) {
    const part = { ...problem, outcomes: outcomes.slice(from, from + PORTFOLIO_OUTCOMES_MAX) }
    for (const { profit } of evaluatePortfolio(part, quantities).outcomes) profits.push(profit)
  }
  return profits
}

function rulesOf({ problem, table }: HeldPortfolio, row: number): readonly LegRule[] {
  const payoffs = table.payoffs[row] as readonly ClaimPayoffs[]
  return problem.parts.map(({ id }, index) => ({
    leg: id,
    rule: (payoffs[index] as ClaimPayoffs).rule,
  }))
}

function worseOf(a: PortfolioTailState, b: PortfolioTailState): PortfolioTailState {
  const atFairPrice = a.atFairPrice < b.atFairPrice ? a.atFairPrice : b.atFairPrice
  return { ...(b.worst < a.worst ? b : a), atFairPrice }
}

function summaryOf(states: readonly PortfolioTailState[]): PortfolioTail | undefined {
  const [first] = states
  if (first === undefined) return undefined
  const worst = states.reduce((a, b) => (b.worst < a.worst ? b : a), first)
  const fair = states.reduce((a, b) => (b.atFairPrice < a.atFairPrice ? b : a), first)
  return {
    worst: worst.worst,
    worstState: worst.state,
    atFairPrice: fair.atFairPrice,
    atFairPriceState: fair.state,
    states,
  }
}
