/**
 * What every relaxation of one problem shares: its parts without roundings, its different outcomes,
 * the limits of capital that can bind, and the unit that keeps the solver's numbers near one.
 * @module
 */
import type { CapitalReturn } from './portfolio.ts'
import type { PreparedPortfolio } from './prepare-portfolio.ts'
import { leastOfTerms, type RelaxedPart, relaxedPartOf } from './relaxed-part.ts'

/** A limit on the capital of some parts. */
export interface Budget {
  /** Part numbers. */
  readonly parts: readonly number[]
  /** Numbers of the capital returns that count here. */
  readonly returns: readonly number[]
  readonly limit: number
}

/** What the relaxations of one problem share. */
export interface RelaxationFrame {
  readonly parts: readonly RelaxedPart[]
  readonly most: readonly number[]
  readonly rows: readonly (readonly number[])[]
  readonly budgets: readonly Budget[]
  readonly returns: readonly CapitalReturn[]
  /** Microdollars that are 1 to the solver: the largest payout or cost of any part, so that no figure is above 1. */
  readonly unit: number
}

/** Returns what every relaxation of this problem needs. */
export function relaxationFrameOf(prepared: PreparedPortfolio): RelaxationFrame {
  const { problem, most, sets, rows } = prepared
  const parts = problem.parts.map((part, index) =>
    relaxedPartOf(part, { sets: sets[index] ?? [], most: most[index] ?? 0 }),
  )
  let unit = 1
  for (const [index, part] of parts.entries()) {
    const { winPayout, allIn } = part.pointAt(most[index] ?? 0)
    unit = Math.max(unit, winPayout, allIn)
  }
  const budgets = budgetsOf(prepared, parts)
  return {
    parts,
    most,
    rows,
    budgets,
    returns: budgets.length === 0 ? [] : problem.capitalReturns,
    unit,
  }
}

/** Cash of each account, and the bankroll; those that everything together can not reach are left out. */
function budgetsOf(
  { problem, most }: PreparedPortfolio,
  parts: readonly RelaxedPart[],
): readonly Budget[] {
  const everything = problem.parts.map((_, index) => index)
  const everyReturn = problem.capitalReturns.map((_, index) => index)
  const budgets: Budget[] = [{ parts: everything, returns: everyReturn, limit: problem.bankroll }]
  for (const [account, limit] of problem.cash) {
    const isHere = (index: number) => problem.parts[index]?.account === account
    budgets.push({
      parts: everything.filter(isHere),
      returns: everyReturn.filter((index) => {
        const capitalReturn = problem.capitalReturns[index] as CapitalReturn
        return isHere(
          capitalReturn.tag === 'pair' ? capitalReturn.yes : (capitalReturn.noParts[0] as number),
        )
      }),
      limit,
    })
  }
  return budgets.filter(
    ({ parts: members, limit }) =>
      members.reduce(
        (sum, index) => sum + (parts[index]?.pointAt(most[index] ?? 0).allIn ?? 0),
        0,
      ) > limit,
  )
}

/** Returns what the parts pay together in the worst outcome, unrounded; microdollars. */
export function leastPayoutIn(
  { parts }: Pick<RelaxationFrame, 'parts'>,
  row: readonly number[],
  points: readonly { readonly winPayout: number; readonly price: number }[],
): number {
  let sum = 0
  for (const [index, set] of row.entries()) {
    const point = points[index]
    const terms = parts[index]?.terms[set]
    if (point !== undefined && terms !== undefined && point.winPayout > 0) {
      sum += leastOfTerms(terms, point)
    }
  }
  return sum
}
