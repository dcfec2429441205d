/**
 * What is bought of a value, and what it would bring by the model that found it. Costs are exact and
 * at most; what is expected stands or falls with the probability.
 * @module
 */
import type { KellyLadderSize } from '../sizing/kelly/kelly-ladder.ts'
import { type KellyContractPlan, spendLimitOf } from '../sizing/kelly/kelly-plan.ts'
import { allInCost, type LadderCost, takenLevels } from '../sizing/ladder-cost.ts'
import { Decimal } from '../units/decimal.ts'
import {
  type Centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  type Microdollars,
  MICRODOLLARS_PER_DOLLAR,
  type PriceTicks,
} from '../units/money.ts'

/**
 * What keeps the position from being larger. `depth`: no more is offered; `edge`: what is offered
 * beyond has less than the profile's edge; `spend-limit`; `kelly`: more would slow growth.
 */
export type ValueLimit = 'depth' | 'edge' | 'spend-limit' | 'kelly'

/** Contracts to buy, what they cost at most, and what the model expects of them. */
export interface ValuePosition {
  /** A multiple of the step, above 0. */
  readonly size: Centicontracts
  /** Price and fees at most, the order's rounding included: also all that can be lost. */
  readonly spend: Microdollars
  /** What is taken of each level, cheapest first. */
  readonly levels: readonly { readonly price: PriceTicks; readonly count: Centicontracts }[]
  /** `spend` over the bankroll, in (0, 1). */
  readonly fraction: Decimal
  /** Probability times payout less `spend`, dollars, above 0: by the model, not promised. */
  readonly expectedProfitDollars: Decimal
  /** Expected profit per 1 spent: by the model. */
  readonly expectedReturn: Decimal
  /**
   * Expected edge of a contract over the whole position, every rounding included, dollars. Below the
   * profile's edge only by the rounding of the order's total.
   */
  readonly averageEdgeDollars: Decimal
  /** Probability at which the position neither gains nor loses: `spend` over the payout, in (0, 1). */
  readonly breakEvenProbability: Decimal
  /** Expected log growth of the bankroll, nats: by the model. */
  readonly growth: Decimal
  readonly limitedBy: ValueLimit
  /** False only where Kelly's search hit its bound; the size stands, a better one may exist. */
  readonly isProvenBest: boolean
}

/** What a position is made from. */
export interface ValuePositionInput {
  /** Size above 0. */
  readonly kelly: KellyLadderSize
  /** Everything on offer. */
  readonly ladder: LadderCost
  /** The part of it that has the profile's edge. */
  readonly offered: LadderCost
  readonly plan: KellyContractPlan
  readonly probability: Decimal
}

/** Returns the position of a Kelly size above 0. */
export function valuePositionOf(input: ValuePositionInput): ValuePosition {
  const { kelly, offered, probability } = input
  const { size, spend, fraction, growth, isProvenBest } = kelly
  const contracts = contractsOf(size)
  const expected = expectedProfitDollars(kelly, probability)
  return {
    size,
    spend,
    levels: takenLevels(offered, size),
    fraction,
    expectedProfitDollars: expected,
    expectedReturn: expected.div(dollarsOf(spend)),
    averageEdgeDollars: expected.div(contracts),
    breakEvenProbability: dollarsOf(spend).div(contracts),
    growth,
    limitedBy: limitOf(input),
    isProvenBest,
  }
}

/** Returns probability times payout less cost, dollars: what a position brings on average if the probability is right. */
export function expectedProfitDollars(
  { size, spend }: Pick<ValuePosition, 'size' | 'spend'>,
  probability: Decimal,
): Decimal {
  return probability.times(contractsOf(size)).minus(dollarsOf(spend))
}

function limitOf({ kelly, ladder, offered, plan }: ValuePositionInput): ValueLimit {
  const next = kelly.size + plan.contractStep
  if (next > ladder.depth) return 'depth'
  if (next > offered.depth) return 'edge'
  return allInCost(offered, next) > spendLimitOf(plan) ? 'spend-limit' : 'kelly'
}

function contractsOf(size: Centicontracts): Decimal {
  return new Decimal(size).div(CENTICONTRACTS_PER_CONTRACT)
}

function dollarsOf(amount: Microdollars): Decimal {
  return new Decimal(amount).div(MICRODOLLARS_PER_DOLLAR)
}
