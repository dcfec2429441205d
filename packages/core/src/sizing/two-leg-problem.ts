/**
 * What to size: a ladder of contracts, a bet at fixed odds, and the regular outcomes that a
 * guarantee has to cover.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError } from '../errors.ts'
import type { Payoff } from '../settlement/payoff.ts'
import {
  type Centicontracts,
  type Cents,
  type Microdollars,
  MICRODOLLARS_PER_CENT,
} from '../units/money.ts'
import type { Rational } from '../units/rational.ts'
import type { LadderCost } from './ladder-cost.ts'

/** The payoffs of both legs in one regular outcome. */
export interface TwoLegOutcome {
  readonly id: string
  readonly contract: Payoff
  readonly bet: Payoff
}

/** What to size. */
export interface TwoLegProblem {
  readonly contracts: LadderCost
  /** Contracts are bought in multiples of this, centicontracts. */
  readonly contractStep: Centicontracts
  /** What 1 staked returns if the bet wins, commission taken off. */
  readonly betReturn: Rational
  /** Stakes are multiples of this. */
  readonly stakeStep: Cents
  /** Largest stake the book takes. */
  readonly stakeMax: Cents
  /** Most that both legs may cost together. */
  readonly bankroll: Microdollars
  /** Regular outcomes that the guarantee covers; at least one. */
  readonly outcomes: readonly TwoLegOutcome[]
}

/** What the contracts pay, as a share of a dollar, by how the bet ends. */
export interface ContractShares {
  /** Least share paid where the bet loses. */
  readonly whenLost: number
  /** Least share paid where the bet wins. */
  readonly whenWon: number
  /** Shares paid where the stake comes back. */
  readonly whenRefunded: readonly number[]
}

/** What one outcome pays, in the whole numbers that comparing positions takes. */
export interface OutcomePay {
  /** Microdollars paid for 0.01 contract. */
  readonly perCenticontract: number
  readonly betEnd: BetEnd
}

/** How a bet can end in a regular outcome. */
export type BetEnd = 'wins' | 'loses' | 'refunded'

/** A problem that was checked, with what the closed form reads of its outcomes. */
export interface PreparedProblem extends TwoLegProblem {
  readonly shares: ContractShares
  /** One entry for each outcome. */
  readonly pays: readonly OutcomePay[]
  /** Stake for each dollar that the bet returns: the return, upside down. */
  readonly stakePerReturn: Rational
}

/** @throws {InvalidInputError} no outcome, steps of zero, or a payoff the closed form does not know. */
export function prepareProblem(problem: TwoLegProblem): PreparedProblem {
  const { contractStep, stakeStep, betReturn, outcomes } = problem
  assertInput(contractStep > 0, `contract step must be above 0, got ${contractStep}`)
  assertInput(stakeStep > 0, `stake step must be above 0, got ${stakeStep}`)
  assertInput(outcomes.length > 0, 'sizing needs at least one outcome')
  let [whenLost, whenWon] = [1, 1]
  const whenRefunded: number[] = []
  const pays = outcomes.map(({ contract, bet }): OutcomePay => {
    const share = contractShare(contract)
    const end = betEndOf(bet)
    if (end === 'loses') whenLost = Math.min(whenLost, share)
    else if (end === 'wins') whenWon = Math.min(whenWon, share)
    else whenRefunded.push(share)
    return { perCenticontract: share * MICRODOLLARS_PER_CENT, betEnd: end }
  })
  return {
    ...problem,
    shares: { whenLost, whenWon, whenRefunded },
    pays,
    stakePerReturn: { numerator: betReturn.denominator, denominator: betReturn.numerator },
  }
}

/** Halves and whole dollars are exact as floats; nothing else is a regular payoff of a contract. */
function contractShare({ quantity, cost }: Payoff): number {
  if (cost.numerator !== 0 || quantity.denominator > 2) {
    throw new InvalidInputError('a contract pays 0, a half or 1 in a regular outcome')
  }
  return quantity.numerator / quantity.denominator
}

function betEndOf({ quantity, cost }: Payoff): BetEnd {
  const [q, c] = [quantity.numerator / quantity.denominator, cost.numerator / cost.denominator]
  if (q === 1 && c === 0) return 'wins'
  if (q === 0 && c === 0) return 'loses'
  if (q === 0 && c === 1) return 'refunded'
  throw new InvalidInputError('a bet wins, loses or is refunded in a regular outcome')
}
