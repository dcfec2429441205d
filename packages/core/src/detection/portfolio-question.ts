/**
 * What detection asks of a set of claims: their payoff table and the sizing problem that goes with
 * it, cut to some outcomes, some parts, or to prices without fees.
 * @module
 */
import { assertInput } from '../assert.ts'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import type { ClaimPayoffs } from '../outcomes/claim.ts'
import type { GradedSpace } from '../outcomes/graded-space.ts'
import { type PayoffTable, payoffTableOf, type TableClaim } from '../outcomes/payoff-table.ts'
import { type CostSegment, type LadderCost } from '../sizing/ladder-cost.ts'
import type {
  CapitalReturn,
  PortfolioPart,
  PortfolioProblem,
} from '../sizing/portfolio/portfolio.ts'
import { type Microdollars, microdollars, MICRODOLLARS_MAX } from '../units/money.ts'

/** One thing that can be bought: what it says and where, and what it costs. */
export interface PortfolioClaim {
  /** Its statement is an index into the statements of the space. */
  readonly claim: TableClaim
  readonly part: PortfolioPart
}

/** Claims over one space, and what there is to pay for them. */
export interface PortfolioInput {
  readonly space: GradedSpace
  /** At least one; part ids are unique. */
  readonly claims: readonly PortfolioClaim[]
  /** Cash by account; an account that is not named has no limit of its own. */
  readonly cash: ReadonlyMap<string, Microdollars>
  /** Most capital in all. */
  readonly bankroll: Microdollars
  /** Indices are those of `claims`. */
  readonly capitalReturns: readonly CapitalReturn[]
}

/** What the claims pay, and how to size them over every regular outcome. */
export interface PortfolioQuestion {
  readonly table: PayoffTable
  readonly problem: PortfolioProblem
}

/** Most claims of one question. */
export const PORTFOLIO_CLAIMS_MAX = 2000

/** @throws {InvalidInputError} no claim, more than {@link PORTFOLIO_CLAIMS_MAX}, or an id twice. */
export function portfolioQuestionOf(input: PortfolioInput): PortfolioQuestion {
  const { space, claims, cash, bankroll, capitalReturns } = input
  assertInput(claims.length > 0, 'detection needs at least one claim, got none')
  assertInput(
    claims.length <= PORTFOLIO_CLAIMS_MAX,
    `at most ${PORTFOLIO_CLAIMS_MAX} claims, got ${claims.length}`,
  )
  const ids = new Set(claims.map(({ part }) => part.id))
  assertInput(ids.size === claims.length, 'each claim needs an id of its own', {
    ids: claims.map(({ part }) => part.id),
  })
  const table = payoffTableOf({ space, claims: claims.map(({ claim }) => claim) })
  const outcomes = table.outcomes.flatMap(({ id, kind }, row) => {
    const payoffs = table.payoffs[row] as readonly ClaimPayoffs[]
    return kind === 'regular' ? [{ id, payoffs: payoffs.map(({ possible }) => possible) }] : []
  })
  const parts = claims.map(({ part }) => part)
  return { table, problem: { parts, outcomes, cash, bankroll, capitalReturns } }
}

/**
 * Returns the input with the claims at these indices alone, in this order; the states that can occur
 * to the others are none of its business.
 */
export function inputOfHeld<Input extends PortfolioInput>(
  input: Input,
  indices: readonly number[],
): Input {
  return {
    ...input,
    claims: indices.map((index) => input.claims[index] as PortfolioClaim),
    capitalReturns: input.capitalReturns.flatMap((back) => renumbered(back, indices)),
  }
}

/** Returns the problem of the parts at these indices alone, in this order. */
export function problemOfParts(
  problem: PortfolioProblem,
  indices: readonly number[],
): PortfolioProblem {
  const pick = <Item>(items: readonly Item[]) => indices.map((index) => items[index] as Item)
  return {
    ...problem,
    parts: pick(problem.parts),
    outcomes: problem.outcomes.map(({ id, payoffs }) => ({ id, payoffs: pick(payoffs) })),
    capitalReturns: problem.capitalReturns.flatMap((back) => renumbered(back, indices)),
  }
}

/** Returns the problem without the outcomes of these ids; at least one is left. */
export function withoutOutcomes(
  problem: PortfolioProblem,
  ids: ReadonlySet<string>,
): PortfolioProblem {
  return { ...problem, outcomes: problem.outcomes.filter(({ id }) => !ids.has(id)) }
}

/** Returns the problem as if no venue charged a fee on contracts; commissions of books stay. */
export function withoutFees(problem: PortfolioProblem): PortfolioProblem {
  const parts = problem.parts.map((part) =>
    part.tag === 'contract' ? { ...part, cost: ladderWithoutFees(part.cost) } : part,
  )
  return { ...problem, parts }
}

/** Returns the problem as if cash and bankroll were without end. */
export function withoutCapitalLimits(problem: PortfolioProblem): PortfolioProblem {
  return { ...problem, cash: new Map(), bankroll: microdollars(MICRODOLLARS_MAX) }
}

function ladderWithoutFees({ segments, depth }: LadderCost): LadderCost {
  const free: CostSegment[] = []
  let costBefore = 0
  for (const segment of segments) {
    const unitCost = FREE_OF_FEES.perCenticontract(segment.price)
    free.push({ ...segment, unitCost, costBefore })
    costBefore += unitCost * (segment.to - segment.from)
  }
  return { segments: free, depth, totalStepMicrodollars: FREE_OF_FEES.totalStepMicrodollars }
}

/** A return whose parts are not held gives nothing back. */
function renumbered(back: CapitalReturn, indices: readonly number[]): readonly CapitalReturn[] {
  if (back.tag === 'pair') {
    const [yes, no] = [indices.indexOf(back.yes), indices.indexOf(back.no)]
    return yes < 0 || no < 0 ? [] : [{ tag: 'pair', yes, no }]
  }
  const noParts = back.noParts.map((part) => indices.indexOf(part)).filter((index) => index >= 0)
  return noParts.length < 2 ? [] : [{ tag: 'exclusive', noParts }]
}
