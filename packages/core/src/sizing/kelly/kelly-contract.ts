/**
 * The Kelly size of a contract that pays a dollar, bought at one all-in cost (price and fee): the
 * fraction of the bankroll spent is (p − c)/(1 − c). It has no push: such a venue settles at a
 * price, it does not refund. Where cost depends on size, see `kelly-ladder.ts`.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import {
  type Centicontracts,
  CENTICONTRACTS_MAX,
  type Microdollars,
  MICRODOLLARS_PER_CENT,
} from '../../units/money.ts'
import { expectedLogGrowth } from './growth.ts'
import { checkCost, checkFractions, checkProbability } from './kelly-errors.ts'
import { type KellyContractPlan, lambdaOf, spendLimitOf, wholeOf } from './kelly-plan.ts'

/** A contract at one cost and what is believed about it. */
export interface KellyContract {
  /** Probability that it pays, in (0, 1). */
  readonly probability: Decimal
  /** What one contract costs, price and fee, dollars, in (0, 1). */
  readonly costDollars: Decimal
}

/** How many contracts at one cost. */
export interface KellyContractSize {
  /** Fraction of the bankroll spent, fee included, scaled by lambda, in [0, 1): before limit and step. */
  readonly fraction: Decimal
  /** What to buy: the fraction of the bankroll, cut to the limit, over the cost, floored to the step. */
  readonly size: Centicontracts
  /** What that size costs, rounded up to the microdollar; within fraction and limit. */
  readonly spend: Microdollars
  /** Expected profit per 1 spent: p/c − 1. */
  readonly edge: Decimal
  /** Expected profit of one contract, dollars: p − c. */
  readonly edgePerContract: Decimal
  /** Expected log growth of the bankroll at `fraction`, nats, 0 or more. */
  readonly growth: Decimal
}

const ONE = new Decimal(1)

/**
 * Returns the Kelly size of a contract; 0 where it costs what it is worth or more.
 * @throws {KellyInputError} `probability-out-of-range`, `cost-out-of-range`, `lambda-out-of-range`.
 * @throws {InvalidInputError} a bankroll or contract step of 0 or less, or a limit below 0.
 */
export function kellyContract(contract: KellyContract, plan: KellyContractPlan): KellyContractSize {
  checkContract(contract)
  const { probability, costDollars } = contract
  const edgePerContract = probability.minus(costDollars)
  const full = Decimal.max(edgePerContract.div(ONE.minus(costDollars)), 0)
  const fraction = full.times(lambdaOf(plan))
  return {
    fraction,
    ...boughtWith(fraction, costDollars, plan),
    edge: probability.div(costDollars).minus(1),
    edgePerContract,
    growth: growthOfContract(contract, fraction),
  }
}

/**
 * Returns the expected log growth if a fraction of the bankroll is spent, in nats: −Infinity at 1.
 * @throws {KellyInputError} as {@link kellyContract}; `fraction-out-of-range` outside [0, 1].
 */
export function growthOfContract(contract: KellyContract, fraction: Decimal): Decimal {
  checkContract(contract)
  checkFractions([fraction], 1)
  const { probability, costDollars } = contract
  const kept = ONE.minus(fraction)
  return expectedLogGrowth([
    { probability, wealth: kept.plus(fraction.div(costDollars)) },
    { probability: ONE.minus(probability), wealth: kept },
  ])
}

function checkContract({ probability, costDollars }: KellyContract): void {
  checkProbability(probability)
  checkCost(costDollars)
}

function boughtWith(
  fraction: Decimal,
  costDollars: Decimal,
  plan: KellyContractPlan,
): Pick<KellyContractSize, 'size' | 'spend'> {
  const limit = spendLimitOf(plan)
  const budget = Math.min(wholeOf(fraction.times(plan.bankroll)), limit)
  // A dollar a contract is a cent of 10,000 microdollars a centicontract.
  const perCenticontract = costDollars.times(MICRODOLLARS_PER_CENT)
  const affordable = Decimal.min(new Decimal(budget).div(perCenticontract), CENTICONTRACTS_MAX)
  const size = Math.floor(wholeOf(affordable) / plan.contractStep) * plan.contractStep
  return {
    size: size as Centicontracts,
    spend: wholeOf(perCenticontract.times(size).ceil()) as Microdollars,
  }
}
