import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { cents, microdollars } from '../../units/money.ts'
import { KELLY_SHORTFALL_MAX } from './growth-maximum.ts'
import { KELLY_JOINT_OUTCOMES_MAX } from './joint-outcomes.ts'
import { type KellyBet, kellyBet } from './kelly-bet.ts'
import {
  growthOfIndependent,
  KELLY_INDEPENDENT_BETS_MAX,
  kellyIndependent,
} from './kelly-independent.ts'
import type { KellyStakePlan } from './kelly-plan.ts'

const PLAN: KellyStakePlan = { bankroll: microdollars(1_000_000_000), stakeStep: cents(1) }
const SLACK = '1e-24'
const ONE = new Decimal(1)
const ZERO = new Decimal(0)

function betOf(win: string, odds: string, push = '0'): KellyBet {
  return {
    winProbability: new Decimal(win),
    decimalOdds: new Decimal(odds),
    pushProbability: new Decimal(push),
  }
}
const times = (count: number, bet: KellyBet) => Array.from({ length: count }, () => bet)
const fractionsOf = (bets: readonly KellyBet[], plan = PLAN) =>
  kellyIndependent(bets, plan).bets.map(({ fraction }) => fraction)

describe('kellyIndependent', () => {
  it('gives two even bets at 0.6 a little less than each alone: 5/26', () => {
    const size = kellyIndependent(times(2, betOf('0.6', '2')), PLAN)
    for (const { fraction, stake, edge } of size.bets) {
      expect(fraction.minus(new Decimal(5).div(26)).abs().lt('1e-20')).toBe(true)
      expect([stake, edge.toFixed()]).toEqual([19_230, '0.2'])
    }
    expect(size.reserve.toFixed(6)).toBe('0.615385')
    expect(size.shortfallMax.gte(0) && size.shortfallMax.lte(KELLY_SHORTFALL_MAX)).toBe(true)
  })

  it('backs only what has an edge; what has none does not count towards the bound', () => {
    const bets = [betOf('0.6', '2'), betOf('0.5', '2'), betOf('0.6', '2'), betOf('0.4', '2.1')]
    expect(fractionsOf(bets).map((f) => f.toFixed(6))).toEqual([
      '0.192308',
      '0.000000',
      '0.192308',
      '0.000000',
    ])
    const without = [...times(100, betOf('0.5', '1.9')), ...times(100, betOf('0.5', '2'))]
    const none = kellyIndependent(without, PLAN)
    expect(none.bets.every(({ fraction, stake }) => fraction.isZero() && stake === 0)).toBe(true)
    expect([none.reserve.toFixed(), none.growth.toFixed()]).toEqual(['1', '0'])
  })

  it('takes pushes into account: they leave more for the others', () => {
    const [pushed, plain] = fractionsOf([betOf('0.54', '2', '0.1'), betOf('0.6', '2')])
    // Alone both would be 0.2.
    expect(pushed?.gt('0.19') && pushed.lt('0.2')).toBe(true)
    expect(plain?.gt(new Decimal(5).div(26))).toBe(true)
  })

  it('scales with lambda and keeps stakes to steps and limit', () => {
    const plan = {
      ...PLAN,
      lambda: new Decimal('0.5'),
      stakeStep: cents(500),
      stakeMax: cents(9000),
    }
    const { bets, reserve } = kellyIndependent([betOf('0.6', '2'), betOf('0.6', '2')], plan)
    expect(bets.map(({ fraction }) => fraction.toFixed(6))).toEqual(['0.096154', '0.096154'])
    expect(bets.map(({ stake }) => stake)).toEqual([9000, 9000])
    expect(reserve.toFixed(6)).toBe('0.807692')
  })

  it('takes ten bets with an edge, six that may be pushed, and refuses one more by name', () => {
    expect(KELLY_JOINT_OUTCOMES_MAX).toBe(2 ** 10)
    const refused = { name: 'KellyInputError', problem: 'count-out-of-range' }
    const plain = betOf('0.55', '2')
    expect(fractionsOf(times(10, plain))).toHaveLength(10)
    expect(() => kellyIndependent(times(11, plain), PLAN)).toThrow(expect.objectContaining(refused))
    const pushed = betOf('0.55', '2', '0.05')
    expect(fractionsOf(times(6, pushed))).toHaveLength(6)
    expect(() => kellyIndependent(times(7, pushed), PLAN)).toThrow(expect.objectContaining(refused))
    for (const count of [0, KELLY_INDEPENDENT_BETS_MAX + 1]) {
      expect(() => kellyIndependent(times(count, betOf('0.5', '2')), PLAN)).toThrow(
        expect.objectContaining(refused),
      )
    }
  })

  it('refuses bets and fractions that are none, without an edge too', () => {
    const run = (bet: KellyBet) => () => kellyIndependent([betOf('0.6', '2'), bet], PLAN)
    expect(run(betOf('1', '2'))).toThrow(
      expect.objectContaining({ problem: 'probability-out-of-range' }),
    )
    expect(run(betOf('0.1', '1'))).toThrow(
      expect.objectContaining({ problem: 'odds-out-of-range' }),
    )
    const two = times(2, betOf('0.6', '2'))
    expect(() => growthOfIndependent(two, [ONE, ONE])).toThrow(
      expect.objectContaining({ problem: 'fraction-out-of-range' }),
    )
    const half = new Decimal('0.5')
    expect(growthOfIndependent(two, [half, half]).toString()).toBe('-Infinity')
  })
})

const bet: fc.Arbitrary<KellyBet> = fc
  .record({
    win: fc.integer({ min: 10, max: 970 }),
    push: fc.constantFrom(0, 0, 0, 10, 20),
    // Expected return per 1 staked where not pushed: 0.9 to 1.5.
    worth: fc.integer({ min: 900, max: 1500 }),
  })
  .map(({ win, push, worth }) => ({
    winProbability: new Decimal(win).div(1000),
    pushProbability: new Decimal(push).div(1000),
    decimalOdds: Decimal.max(new Decimal(worth).div(win), '1.01'),
  }))
const bets = fc.array(bet, { minLength: 1, maxLength: 4 })

/** Every way the bets can end, by a plain recursion of its own. */
function endsOf(all: readonly KellyBet[]): { p: Decimal; gains: Decimal[] }[] {
  const [first, ...rest] = all
  if (first === undefined) return [{ p: ONE, gains: [] }]
  const push = first.pushProbability as Decimal
  const ends: [Decimal, Decimal][] = [
    [first.winProbability, first.decimalOdds.minus(1)],
    [push, ZERO],
    [ONE.minus(first.winProbability).minus(push), new Decimal(-1)],
  ]
  return endsOf(rest).flatMap(({ p, gains }) =>
    ends.map(([chance, gain]) => ({ p: p.times(chance), gains: [gain, ...gains] })),
  )
}

describe('properties of independent bets', () => {
  prop.prop([bets])('satisfies the conditions of Karush, Kuhn and Tucker for every bet', (all) => {
    const fractions = fractionsOf(all)
    for (const [index, fraction] of fractions.entries()) {
      let slope = ZERO
      for (const { p, gains } of endsOf(all)) {
        const wealth = gains.reduce(
          (sum, gain, at) => sum.plus(gain.times(fractions[at] as Decimal)),
          ONE,
        )
        slope = slope.plus(p.times(gains[index] as Decimal).div(wealth))
      }
      expect(slope.lte('1e-20')).toBe(true)
      if (fraction.gt(0)) expect(slope.gte('-1e-20')).toBe(true)
    }
  })

  prop.prop([bets, fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 })])(
    'no other fractions grow faster',
    (all, weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 1)
      const others = all.map((_bet, index) => new Decimal(weights[index] as number).div(total))
      const { growth } = kellyIndependent(all, PLAN)
      expect(growth.plus(SLACK).gte(growthOfIndependent(all, others))).toBe(true)
    },
  )

  prop.prop([bets])('growth is what a plain sum over every end gives', (all) => {
    const size = kellyIndependent(all, PLAN)
    const plain = endsOf(all).reduce((sum, { p, gains }) => {
      const wealth = gains.reduce(
        (total, gain, at) => total.plus(gain.times(size.bets[at]?.fraction as Decimal)),
        ONE,
      )
      return sum.plus(p.times(wealth.ln()))
    }, ZERO)
    expect(size.growth.minus(plain).abs().lt('1e-34')).toBe(true)
  })

  prop.prop([bet])('one bet is a single bet', (one) => {
    const single = kellyBet(one, PLAN)
    const size = kellyIndependent([one], PLAN)
    expect(size.bets[0]?.fraction.minus(single.fraction).abs().lt('1e-35')).toBe(true)
    expect(size.bets[0]?.stake).toBe(single.stake)
    expect(size.growth.minus(single.growth).abs().lt('1e-35')).toBe(true)
  })

  prop.prop([bets])(
    'each is backed exactly where it has an edge, never above its size alone, all below 1',
    (all) => {
      const size = kellyIndependent(all, PLAN)
      let sum = ZERO
      for (const [index, { fraction, edge }] of size.bets.entries()) {
        expect(fraction.gt(0)).toBe(edge.gt(0))
        const alone = kellyBet(all[index] as KellyBet, PLAN).fraction
        expect(fraction.lte(alone.plus(SLACK))).toBe(true)
        sum = sum.plus(fraction)
      }
      expect(sum.lt(1) && size.reserve.gt(0)).toBe(true)
      expect(size.reserve.plus(sum).minus(1).abs().lt('1e-35')).toBe(true)
    },
  )

  prop.prop([bets])('the order of the bets does not matter', (all) => {
    const [forth, back] = [fractionsOf(all), fractionsOf(all.toReversed()).toReversed()]
    for (const [index, fraction] of forth.entries()) {
      expect(
        fraction
          .minus(back[index] as Decimal)
          .abs()
          .lt('1e-18'),
      ).toBe(true)
    }
  })
})
