import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import {
  firstMoments,
  gainsOver,
  jointOutcomesOf,
  KELLY_JOINT_OUTCOMES_MAX,
  secondMoments,
} from './joint-outcomes.ts'
import type { KellyBet } from './kelly-bet.ts'

const bet: fc.Arbitrary<KellyBet> = fc
  .tuple(
    fc.integer({ min: 1, max: 80 }),
    fc.constantFrom(0, 5, 19),
    fc.integer({ min: 101, max: 900 }),
  )
  .map(([win, push, odds]) => ({
    winProbability: new Decimal(win).div(100),
    pushProbability: new Decimal(push).div(100),
    decimalOdds: new Decimal(odds).div(100),
  }))
const bets = fc.array(bet, { maxLength: 4 })
const integers = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 81, maxLength: 81 })
const unit = (length: number, at: number) =>
  Array.from({ length }, (_, index) => new Decimal(index === at ? 1 : 0))

it('lists win before loss before push, the last bet varying fastest', () => {
  const [even, pushed] = [
    { winProbability: new Decimal('0.5'), decimalOdds: new Decimal(2) },
    {
      winProbability: new Decimal('0.4'),
      pushProbability: new Decimal('0.1'),
      decimalOdds: new Decimal(3),
    },
  ]
  const joint = jointOutcomesOf([even, pushed])
  expect(joint.probabilities.map(String)).toEqual(['0.2', '0.25', '0.05', '0.2', '0.25', '0.05'])
  const weights = [new Decimal(10), new Decimal(1)]
  expect(gainsOver(joint, weights).map(String)).toEqual(['12', '9', '10', '-8', '-11', '-10'])
})

it('is one outcome without bets, and bounded with many', () => {
  expect(jointOutcomesOf([]).probabilities.map(String)).toEqual(['1'])
  expect(gainsOver({ gains: [] }, []).map(String)).toEqual(['0'])
  const even = { winProbability: new Decimal('0.5'), decimalOdds: new Decimal(2) }
  const many = (count: number) => Array.from({ length: count }, () => even)
  expect(jointOutcomesOf(many(10)).probabilities).toHaveLength(KELLY_JOINT_OUTCOMES_MAX)
  expect(() => jointOutcomesOf(many(11))).toThrow(/11 bets can end together in more than 1024 ways/)
})

prop.prop([bets, integers])('moments are plain sums over the joint outcomes', (all, numbers) => {
  const joint = jointOutcomesOf(all)
  const values = joint.probabilities.map((_p, index) => new Decimal(numbers[index] as number))
  // The gain of one bet in each joint outcome: all the weight on it.
  const gains = all.map((_bet, index) => gainsOver(joint, unit(all.length, index)))
  const plain = (...factors: (readonly Decimal[])[]) =>
    values.reduce(
      (sum, value, at) =>
        sum.plus(factors.reduce((product, f) => product.times(f[at] as Decimal), value)),
      new Decimal(0),
    )
  const first = firstMoments(joint, values)
  const second = secondMoments(joint, values)
  for (const [i, own] of gains.entries()) {
    expect(first[i]?.eq(plain(own))).toBe(true)
    for (const [j, other] of gains.entries()) {
      expect(second[i]?.[j]?.eq(plain(own, other))).toBe(true)
    }
  }
})

prop.prop([bets])('probabilities sum to 1, and the expected gain is the edge', (all) => {
  const joint = jointOutcomesOf(all)
  const sum = joint.probabilities.reduce((total, p) => total.plus(p), new Decimal(0))
  expect(sum.eq(1)).toBe(true)
  const edges = all.map(({ winProbability, pushProbability, decimalOdds }) =>
    winProbability
      .times(decimalOdds)
      .plus(pushProbability as Decimal)
      .minus(1),
  )
  expect(firstMoments(joint, joint.probabilities).map(String)).toEqual(edges.map(String))
})
