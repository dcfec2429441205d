/**
 * Whether a finding stands although its ladder has changed: most changes of a book lie beyond what the
 * position takes, and sizing it anew would say the same. It is only ever said where that is sure.
 * @module
 */
import type { AskLadder } from '../book/ladder.ts'
import type { AllInTable } from '../fees/all-in-table.ts'
import { type PreparedProblem, prepareProblem } from '../sizing/two-leg-problem.ts'
import { unroundedWorstWithin } from '../sizing/two-leg-stake.ts'
import { CENTICONTRACTS_MAX, centicontracts, MICRODOLLARS_MAX, priceTicks } from '../units/money.ts'
import type { Finding, TwoLegInput } from './two-leg.ts'
import { twoLegTermsOf } from './two-leg-terms.ts'

/** What two legs came to, with what it was reckoned from. */
export interface FoundBefore {
  readonly input: TwoLegInput
  readonly finding: Finding
  /** What bounds larger positions; undefined until it is asked for. */
  problem: PreparedProblem | undefined
}

/** Keeps a finding, to be asked about with {@link findingStands}. */
export function foundBefore(input: TwoLegInput, finding: Finding): FoundBefore {
  return { input, finding, problem: undefined }
}

/** What bounds larger positions of what was found. */
function boundsOf({ contract, bet, bankroll, league, question }: TwoLegInput): PreparedProblem {
  const { venue, side, step, costs } = contract
  const { totalStepMicrodollars } = costs
  const { regular } = twoLegTermsOf({ league, question, venue, side, book: bet.book })
  return prepareProblem({
    // Only bounds are asked of it, and those bring their own costs.
    contracts: { segments: [], depth: centicontracts(0), totalStepMicrodollars },
    contractStep: step,
    betReturn: bet.returnRatio,
    stakeStep: bet.stakeStep,
    stakeMax: bet.stakeMax,
    bankroll,
    outcomes: regular,
  })
}

/** The levels that two ladders have in common from the best one on. */
interface CommonLevels {
  readonly count: number
  /** Centicontracts. */
  readonly size: number
  /** What all of them cost all in, microdollars. */
  readonly cost: number
  /** The least that 0.01 contract costs on one of them. */
  readonly leastUnitCost: number
}

/**
 * Returns true where `findTwoLeg` is sure to say the same of another ladder, everything else being as it was:
 * the ladders agree as far as the position reaches and a step beyond, and what lies beyond is so dear that
 * no position that reaches there is as good. Of a miss the best level alone decides. False where it may not.
 * @param costs those of the input.
 */
export function findingStands(before: FoundBefore, ladder: AskLadder, costs: AllInTable): boolean {
  const { input, finding } = before
  const { contract } = input
  const common = commonLevels(contract.ladder, ladder, costs)
  if (common.count === 0 || !isPriceable(ladder, costs)) return false
  const beyond = leastBeyond(contract.ladder, ladder, { from: common.count, costs })
  // The margin is that of the level that costs least.
  if (beyond < common.leastUnitCost) return false
  const [first] = ladder
  if (finding.tag === 'miss') {
    return finding.margin.unit.lte(0) && first !== undefined && first.size >= contract.step
  }
  if (finding.tag !== 'locked' || !finding.isProvenBest) return false
  const { position } = finding
  if (position.size + contract.step > common.size) return false
  before.problem ??= boundsOf(input)
  return bestBeyond(before.problem, common, beyond) < position.guaranteed
}

/** Sums out of every bound are left to the checks that name them. */
function isPriceable(ladder: AskLadder, costs: AllInTable): boolean {
  let cost = 0
  for (const { price, size } of ladder) cost += size * costs.perCenticontract(price)
  return cost <= MICRODOLLARS_MAX
}

function commonLevels(a: AskLadder, b: AskLadder, costs: AllInTable): CommonLevels {
  let [count, size, cost, leastUnitCost] = [0, 0, 0, Infinity]
  for (; count < a.length; count += 1) {
    const level = a[count]
    const other = b[count]
    if (level === undefined || level.price !== other?.price || level.size !== other.size) break
    const unitCost = costs.perCenticontract(level.price)
    size += level.size
    cost += level.size * unitCost
    leastUnitCost = Math.min(leastUnitCost, unitCost)
  }
  return { count, size, cost, leastUnitCost }
}

/** The least that 0.01 contract can cost past the common levels of either ladder. */
function leastBeyond(
  a: AskLadder,
  b: AskLadder,
  { from, costs }: { readonly from: number; readonly costs: AllInTable },
): number {
  const [left, right] = [a[from], b[from]]
  return Math.min(
    left === undefined ? Infinity : costs.leastFrom(left.price),
    right === undefined ? Infinity : costs.leastFrom(right.price),
  )
}

/** At least what any position guarantees that takes the common levels and some of what is beyond. */
function bestBeyond(
  problem: PreparedProblem,
  { size, cost }: CommonLevels,
  unitCost: number,
): number {
  if (unitCost === Infinity) return -Infinity
  const to = CENTICONTRACTS_MAX
  const segment = { price: priceTicks(0), from: size, to, unitCost, costBefore: cost }
  const low = Math.floor(size / problem.contractStep) + 1
  return unroundedWorstWithin(problem, {
    segment,
    low,
    high: Math.floor(to / problem.contractStep),
  })
}
