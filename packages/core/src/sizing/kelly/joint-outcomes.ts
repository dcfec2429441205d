/**
 * Every way in which several independent bets can end together. Values over them stand in one
 * list, the last bet varying fastest, so that sums over a bet's ends are sums of blocks: moments of
 * all pairs of bets take a few additions for each joint outcome, whatever the number of pairs.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { chancesOf, type KellyBet } from './kelly-bet.ts'
import { KellyInputError } from './kelly-errors.ts'

/** The joint outcomes of some bets. */
export interface JointOutcomes {
  /** For each bet the profit per 1 staked of each of its ends: O − 1, −1, and 0 where it can be pushed. */
  readonly gains: readonly (readonly Decimal[])[]
  /** For each joint outcome its probability, above 0; they sum to 1. */
  readonly probabilities: readonly Decimal[]
}

/** Most joint outcomes that are gone through: ten bets that win or lose, six that may be pushed. */
export const KELLY_JOINT_OUTCOMES_MAX = 1024

const ZERO = new Decimal(0)

/**
 * Returns all joint outcomes of independent bets: 2 for each bet, 3 where it can be pushed,
 * multiplied. One, with nothing in it, for no bets.
 * @throws {KellyInputError} `count-out-of-range` past {@link KELLY_JOINT_OUTCOMES_MAX}, and as `kellyBet`.
 */
export function jointOutcomesOf(bets: readonly KellyBet[]): JointOutcomes {
  const gains: (readonly Decimal[])[] = []
  let probabilities: readonly Decimal[] = [new Decimal(1)]
  for (const bet of bets) {
    const { win, push, lose } = chancesOf(bet)
    const ends = [
      { probability: win, gain: bet.decimalOdds.minus(1) },
      { probability: lose, gain: new Decimal(-1) },
      { probability: push, gain: ZERO },
    ].filter(({ probability }) => probability.gt(0))
    if (probabilities.length * ends.length > KELLY_JOINT_OUTCOMES_MAX) {
      const message = `${bets.length} bets can end together in more than ${KELLY_JOINT_OUTCOMES_MAX} ways`
      throw new KellyInputError('count-out-of-range', message)
    }
    gains.push(ends.map(({ gain }) => gain))
    probabilities = probabilities.flatMap((before) =>
      ends.map(({ probability }) => before.times(probability)),
    )
  }
  return { gains, probabilities }
}

/** Returns Σ weightᵢ·gainᵢ for each joint outcome: with fractions for weights, what the bankroll gains. */
export function gainsOver(
  { gains }: Pick<JointOutcomes, 'gains'>,
  weights: readonly Decimal[],
): readonly Decimal[] {
  return gains.reduce<readonly Decimal[]>(
    (sums, ends, index) => {
      const weighted = ends.map((gain) => gain.times(weights[index] as Decimal))
      return sums.flatMap((sum) => weighted.map((gain) => sum.plus(gain)))
    },
    [ZERO],
  )
}

/** Returns Σ value·gainᵢ over the joint outcomes, for each bet i. */
export function firstMoments(
  { gains }: Pick<JointOutcomes, 'gains'>,
  values: readonly Decimal[],
): readonly Decimal[] {
  let left = values
  return gains.map((ends) => {
    const blocks = blocksOf(left, ends.length)
    left = addBlocks(blocks)
    return weightedSum(blocks.map(totalOf), ends)
  })
}

/** Returns the symmetric matrix of Σ value·gainᵢ·gainⱼ over the joint outcomes. */
export function secondMoments(
  { gains }: Pick<JointOutcomes, 'gains'>,
  values: readonly Decimal[],
): readonly (readonly Decimal[])[] {
  let left = values
  const upper = gains.map((ends, index) => {
    const blocks = blocksOf(left, ends.length)
    left = addBlocks(blocks)
    const squares = ends.map((gain) => gain.times(gain))
    const weighted = blocks.map((block, end) =>
      block.map((value) => value.times(ends[end] as Decimal)),
    )
    const withLater = firstMoments({ gains: gains.slice(index + 1) }, addBlocks(weighted))
    return [weightedSum(blocks.map(totalOf), squares), ...withLater]
  })
  return upper.map((_row, i) =>
    upper.map((_column, j) => upper[Math.min(i, j)]?.[Math.abs(i - j)] as Decimal),
  )
}

/** Returns Σ aᵢ·bᵢ of two lists of one length. */
export function weightedSum(a: readonly Decimal[], b: readonly Decimal[]): Decimal {
  return a.reduce((sum, value, index) => sum.plus(value.times(b[index] as Decimal)), ZERO)
}

/** Cuts a list into `count` blocks of one length: one for each end of the bet that varies slowest. */
function blocksOf(values: readonly Decimal[], count: number): readonly (readonly Decimal[])[] {
  const length = values.length / count
  return Array.from({ length: count }, (_, end) => values.slice(end * length, (end + 1) * length))
}

/** Adds blocks entry by entry: sums over the ends of the bet that varies slowest. */
function addBlocks(blocks: readonly (readonly Decimal[])[]): readonly Decimal[] {
  return blocks.reduce((sums, block) => sums.map((sum, at) => sum.plus(block[at] as Decimal)))
}

function totalOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), ZERO)
}
