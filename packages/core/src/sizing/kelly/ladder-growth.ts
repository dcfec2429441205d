/**
 * Expected log growth as a function of how many contracts of a ladder are bought: exact, and with
 * the order's final rounding left out, which bounds it from above and is concave within a level.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import { MICRODOLLARS_PER_CENT } from '../../units/money.ts'
import { allInCost, type LadderCost, linearCost } from '../ladder-cost.ts'
import { expectedLogGrowth } from './growth.ts'
import { checkProbability } from './kelly-errors.ts'
import { type KellyContractPlan, lambdaOf, spendLimitOf, wholeOf } from './kelly-plan.ts'

/** What can be bought and what is believed about it. */
export interface KellyLadder {
  /** The ladder with its fees, as `ladderCostOf` prepares it. */
  readonly contracts: LadderCost
  /** Probability that a contract pays, in (0, 1). */
  readonly probability: Decimal
}

/** A ladder that was checked, with the money in play. */
export interface PreparedLadder extends KellyLadder {
  readonly contractStep: number
  /** Lambda times the bankroll, whole microdollars: growth of this is maximised. */
  readonly playedBankroll: number
  /** Most that may be spent, microdollars. */
  readonly spendMax: number
  /** Least all-in cost of 0.01 contract at each level and all after it, microdollars. */
  readonly cheapestFrom: readonly number[]
}

const ONE = new Decimal(1)

/** @throws {KellyInputError} and {@link InvalidInputError} as `kellyLadder`. */
export function prepareLadder(ladder: KellyLadder, plan: KellyContractPlan): PreparedLadder {
  checkProbability(ladder.probability)
  const lambda = lambdaOf(plan)
  const spendMax = spendLimitOf(plan)
  const cheapestFrom: number[] = []
  let cheapest = Number.POSITIVE_INFINITY
  for (const { unitCost } of ladder.contracts.segments.toReversed()) {
    assertInput(unitCost > 0, `a contract's all-in cost must be above 0, got ${unitCost}`)
    cheapest = Math.min(cheapest, unitCost)
    cheapestFrom.push(cheapest)
  }
  return {
    ...ladder,
    contractStep: plan.contractStep,
    playedBankroll: wholeOf(lambda.times(plan.bankroll)),
    spendMax,
    cheapestFrom: cheapestFrom.toReversed(),
  }
}

/** Returns the largest number of steps within depth and limit that leaves something of the bankroll in play. */
export function affordableSteps(ladder: PreparedLadder): number {
  const { contracts, contractStep, playedBankroll, spendMax } = ladder
  const most = Math.min(spendMax, playedBankroll - 1)
  let low = 0
  let high = Math.floor(contracts.depth / contractStep)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (allInCost(contracts, middle * contractStep) <= most) low = middle
    else high = middle - 1
  }
  return low
}

/** Returns the exact growth of `bankroll` if `size` is bought, nats: costs rounded up. */
export function growthOfSize(
  ladder: PreparedLadder,
  size: number,
  bankroll: number = ladder.playedBankroll,
): Decimal {
  return growthAtCost(ladder, { size, cost: allInCost(ladder.contracts, size), bankroll })
}

/** Returns an upper bound of {@link growthOfSize} of the bankroll in play: nothing rounded; −Infinity past it. */
export function unroundedGrowth(ladder: PreparedLadder, size: number): Decimal {
  const cost = linearCost(ladder.contracts, size)
  return growthAtCost(ladder, { size, cost, bankroll: ladder.playedBankroll })
}

/**
 * True where another sliver of contracts at `unitCost` would raise unrounded growth: its gain times
 * p over wealth if it pays exceeds its cost times 1 − p over wealth if not. False where nothing is left.
 */
export function isRising(ladder: PreparedLadder, size: number, unitCost: number): boolean {
  const { contracts, probability, playedBankroll } = ladder
  const ifNot = playedBankroll - linearCost(contracts, size)
  if (ifNot <= 0) return false
  const ifPaid = new Decimal(ifNot).plus(new Decimal(size).times(MICRODOLLARS_PER_CENT))
  const gained = probability.times(MICRODOLLARS_PER_CENT - unitCost).times(ifNot)
  const lost = ONE.minus(probability).times(unitCost).times(ifPaid)
  return gained.gt(lost)
}

function growthAtCost(
  { probability }: PreparedLadder,
  {
    size,
    cost,
    bankroll,
  }: { readonly size: number; readonly cost: number; readonly bankroll: number },
): Decimal {
  const ifNot = new Decimal(Math.max(bankroll - cost, 0))
  const ifPaid = ifNot.plus(new Decimal(size).times(MICRODOLLARS_PER_CENT))
  return expectedLogGrowth([
    { probability, wealth: ifPaid.div(bankroll) },
    { probability: ONE.minus(probability), wealth: ifNot.div(bankroll) },
  ])
}
