/**
 * Portfolios in whole steps, priced exactly and as fast as a search needs it: each quantity of a part
 * is priced once, and each different outcome is one sum.
 * @module
 */
import { MICRODOLLARS_PER_DOLLAR } from '../../units/money.ts'
import { returnedCapital } from './capital.ts'
import { holdingOf, leastPayout, payoutStepOf } from './holding.ts'
import type { PayoffSet, PreparedPortfolio } from './prepare-portfolio.ts'

/** A portfolio that limits, cash and bankroll allow. */
export interface Candidate {
  readonly quantities: readonly number[]
  /** Microdollars, as all sums here. */
  readonly guaranteed: number
  readonly totalCost: number
}

/** Prices candidates of one problem. */
export interface Pricer {
  /**
   * The candidate; undefined where it is not affordable, or guarantees less than `atLeast`. Quantities
   * have to be whole steps within the problem's limits.
   */
  price(quantities: readonly number[], atLeast?: number): Candidate | undefined
  /** True where `a` is to be preferred: the higher worst outcome, then the next worst and so on, then the lower cost. */
  isBetter(a: Candidate, b: Candidate): boolean
  /** Every profit of this problem is a multiple of this, microdollars. */
  readonly profitStep: number
}

/** What one quantity of a part costs and pays, by payoff set. */
interface PricedQuantity {
  readonly allIn: number
  readonly payouts: readonly number[]
}

/** Returns the pricer of a problem. */
export function pricerOf(prepared: PreparedPortfolio): Pricer {
  const { problem, rows } = prepared
  const priceOf = partPricer(prepared)
  const isAffordable = budgetCheck(prepared)
  const profitsOf = (quantities: readonly number[]): number[] => {
    const priced = quantities.map(priceOf)
    const cost = costOf(priced)
    return rows.map((row) => payoutIn(row, priced) - cost).toSorted((a, b) => a - b)
  }
  return {
    price: (quantities, atLeast = Number.NEGATIVE_INFINITY) => {
      const priced = quantities.map(priceOf)
      const totalCost = costOf(priced)
      let guaranteed = Number.POSITIVE_INFINITY
      for (const row of rows) {
        guaranteed = Math.min(guaranteed, payoutIn(row, priced) - totalCost)
        if (guaranteed < atLeast) return undefined
      }
      return isAffordable(quantities, priced) ? { quantities, guaranteed, totalCost } : undefined
    },
    isBetter: (a, b) => {
      if (a.guaranteed !== b.guaranteed) return a.guaranteed > b.guaranteed
      const [left, right] = [profitsOf(a.quantities), profitsOf(b.quantities)]
      for (const [index, profit] of left.entries()) {
        const other = right[index] as number
        if (profit !== other) return profit > other
      }
      return a.totalCost < b.totalCost
    },
    profitStep: problem.parts.reduce((step, part) => {
      const costStep = part.tag === 'contract' ? part.cost.totalStepMicrodollars : step
      return greatestCommonDivisor(greatestCommonDivisor(step, payoutStepOf(part)), costStep)
    }, MICRODOLLARS_PER_DOLLAR),
  }
}

function partPricer({
  problem,
  sets,
}: PreparedPortfolio): (quantity: number, index: number) => PricedQuantity {
  const known = problem.parts.map(() => new Map<number, PricedQuantity>())
  return (quantity, index) => {
    const own = known[index] as Map<number, PricedQuantity>
    const before = own.get(quantity)
    if (before !== undefined) return before
    const part = problem.parts[index] as (typeof problem.parts)[number]
    const holding = holdingOf(part, quantity)
    const priced = {
      allIn: holding.cost + holding.fees,
      payouts: (sets[index] as readonly PayoffSet[]).map((set) => leastPayout(part, holding, set)),
    }
    own.set(quantity, priced)
    return priced
  }
}

function costOf(priced: readonly PricedQuantity[]): number {
  let cost = 0
  for (const { allIn } of priced) cost += allIn
  return cost
}

function payoutIn(row: readonly number[], priced: readonly PricedQuantity[]): number {
  let payout = 0
  for (let index = 0; index < row.length; index += 1) {
    payout += (priced[index] as PricedQuantity).payouts[row[index] as number] as number
  }
  return payout
}

/** Returns the check of cash and bankroll, after what comes back at once. */
function budgetCheck({
  problem,
}: PreparedPortfolio): (
  quantities: readonly number[],
  priced: readonly PricedQuantity[],
) => boolean {
  const { parts, capitalReturns, cash, bankroll } = problem
  return (quantities, priced) => {
    const held = new Map<string, number>()
    let total = 0
    const add = (account: string, amount: number): void => {
      total += amount
      held.set(account, (held.get(account) ?? 0) + amount)
    }
    for (const [index, { allIn }] of priced.entries()) add(parts[index]?.account ?? '', allIn)
    for (const { account, microdollars } of returnedCapital(parts, capitalReturns, quantities)) {
      add(account, -microdollars)
    }
    if (total > bankroll) return false
    for (const [account, limit] of cash) if ((held.get(account) ?? 0) > limit) return false
    return true
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}
