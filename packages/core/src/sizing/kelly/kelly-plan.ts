/**
 * Whose money is staked, how boldly and in what steps: from a Kelly fraction to an amount that can
 * be placed. Amounts are always rounded down and cut to the limits last, so that no stake exceeds
 * what the fraction or a limit allows.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import {
  type Centicontracts,
  type Cents,
  type Microdollars,
  MICRODOLLARS_PER_CENT,
} from '../../units/money.ts'
import { KellyInputError } from './kelly-errors.ts'

/** The money behind any bet. */
export interface KellyBankroll {
  /** Everything that the fraction is a fraction of, above 0. */
  readonly bankroll: Microdollars
  /** Share of full Kelly that is staked, in (0, 1]; 1 if left out. Profiles use 0.15 to 0.50. */
  readonly lambda?: Decimal
}

/** How bets at a book are staked. */
export interface KellyStakePlan extends KellyBankroll {
  /** Stakes are multiples of this: 1 for the cent, 100 "to the dollar", 500 "to the five dollars". */
  readonly stakeStep: Cents
  /** Largest stake of one bet; no limit if left out. */
  readonly stakeMax?: Cents
}

/** How contracts are bought. */
export interface KellyContractPlan extends KellyBankroll {
  /** Contracts are bought in multiples of this: 100 for whole contracts. */
  readonly contractStep: Centicontracts
  /** Most that may be spent, price and fees; the bankroll if left out. */
  readonly spendMax?: Microdollars
}

const FULL_KELLY = new Decimal(1)

/**
 * Returns the share of full Kelly asked for.
 * @throws {KellyInputError} `lambda-out-of-range`: not within (0, 1], or NaN.
 * @throws {InvalidInputError} a bankroll of 0 or less, or not whole microdollars.
 */
export function lambdaOf({ bankroll, lambda = FULL_KELLY }: KellyBankroll): Decimal {
  assertInput(
    Number.isSafeInteger(bankroll) && bankroll > 0,
    `bankroll must be above 0 microdollars, got ${bankroll}`,
  )
  if (lambda.gt(0) && lambda.lte(1)) return lambda
  const message = `the share of full Kelly must be above 0 and at most 1, got ${lambda.toString()}`
  throw new KellyInputError('lambda-out-of-range', message)
}

/**
 * Returns the stake of a fraction of the bankroll: floored to the stake step after the limit.
 * @throws {InvalidInputError} a stake step of 0 or less, or a limit below 0.
 */
export function stakeOf(fraction: Decimal, plan: KellyStakePlan): Cents {
  const { bankroll, stakeStep, stakeMax } = plan
  assertInput(stakeStep > 0, `stake step must be above 0, got ${stakeStep}`)
  assertInput(stakeMax === undefined || stakeMax >= 0, `stake limit is below 0: ${stakeMax}`)
  const cents = wholeOf(fraction.times(bankroll).div(MICRODOLLARS_PER_CENT))
  return (Math.floor(Math.min(cents, stakeMax ?? cents) / stakeStep) * stakeStep) as Cents
}

/**
 * Returns the most that may be spent on contracts, and asserts the steps they are bought in.
 * @throws {InvalidInputError} a contract step of 0 or less, or a limit below 0.
 */
export function spendLimitOf({ bankroll, contractStep, spendMax }: KellyContractPlan): number {
  assertInput(contractStep > 0, `contract step must be above 0, got ${contractStep}`)
  assertInput(spendMax === undefined || spendMax >= 0, `spending limit is below 0: ${spendMax}`)
  return Math.min(bankroll, spendMax ?? bankroll)
}

/** Returns the whole part of a number of 0 or more, within the safe integers. */
export function wholeOf(value: Decimal): number {
  return Number(value.toFixed(0, Decimal.ROUND_DOWN))
}
