import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { cents, microdollars } from '../../units/money.ts'
import { kellyBet, type KellyStake } from './kelly-bet.ts'
import { growthOfExclusive, kellyExclusive } from './kelly-exclusive.ts'
import type { KellyStakePlan } from './kelly-plan.ts'

const PLAN: KellyStakePlan = { bankroll: microdollars(1_000_000_000), stakeStep: cents(1) }
const SLACK = '1e-30'
const ONE = new Decimal(1)

/** Weights make probabilities that sum to 1 or, with a share left over, to less. */
const outcomes = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 7 }),
    none: fc.integer({ min: 0, max: 60 }),
    returns: fc.array(fc.integer({ min: 500, max: 1400 }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ weights, none, returns }) => {
    const sum = weights.reduce((total, weight) => total + weight, none)
    return weights.map((weight, index) => ({
      probability: new Decimal(weight).div(sum),
      // Expected return of 0.5 to 1.4 per 1 staked.
      decimalOdds: new Decimal(returns[index] as number).div(1000).times(sum).div(weight),
    }))
  })
  .filter((all) => all.every((o) => o.decimalOdds.gt('1.001') && o.probability.lt(1)))

describe('properties of exclusive bets', () => {
  prop.prop([outcomes])('satisfies the conditions of an optimum, in every outcome', (all) => {
    const { bets, reserve } = kellyExclusive(all, PLAN)
    const covered = all.reduce((sum, { probability }) => sum.plus(probability), new Decimal(0))
    const none = ONE.minus(covered)
    // E[1/wealth] is what cash earns: 1 where cash is held, at most 1 where none is.
    const wealths = all.map(({ decimalOdds }, index) =>
      reserve.plus((bets[index] as KellyStake).fraction.times(decimalOdds)),
    )
    const ofCash = all.reduce(
      (sum, { probability }, index) => sum.plus(probability.div(wealths[index] as Decimal)),
      none.gt('1e-30') ? none.div(reserve) : new Decimal(0),
    )
    expect(ofCash.lte(ONE.plus(SLACK))).toBe(true)
    if (reserve.gt(0)) expect(ofCash.gte(ONE.minus(SLACK))).toBe(true)
    for (const [index, { probability, decimalOdds }] of all.entries()) {
      const ofBet = probability.times(decimalOdds).div(wealths[index] as Decimal)
      expect(ofBet.lte(ONE.plus(SLACK))).toBe(true)
      if (bets[index]?.fraction.gt(0)) expect(ofBet.gte(ONE.minus(SLACK))).toBe(true)
    }
  })

  prop.prop([
    outcomes,
    fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 8, maxLength: 8 }),
  ])('no other fractions grow faster', (all, weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 1)
    const others = all.map((_outcome, index) => new Decimal(weights[index] as number).div(total))
    const { growth } = kellyExclusive(all, PLAN)
    expect(growth.plus(SLACK).gte(growthOfExclusive(all, others))).toBe(true)
  })

  prop.prop([outcomes])('nearby fractions do not grow faster either', (all) => {
    const { bets, growth } = kellyExclusive(all, PLAN)
    const step = new Decimal('1e-6')
    for (const index of all.keys()) {
      for (const change of [step, step.negated()]) {
        const moved = bets.map(({ fraction }, at) =>
          at === index ? fraction.plus(change) : fraction,
        )
        const sum = moved.reduce((total, fraction) => total.plus(fraction), new Decimal(0))
        if (moved[index]?.lt(0) || sum.gt(1)) continue
        expect(growth.plus(SLACK).gte(growthOfExclusive(all, moved))).toBe(true)
      }
    }
  })

  prop.prop([outcomes])('fractions are 0 or more and sum with the reserve to 1', (all) => {
    const { bets, reserve } = kellyExclusive(all, PLAN)
    const sum = bets.reduce((total, { fraction }) => total.plus(fraction), reserve)
    expect(sum.minus(1).abs().lt(SLACK)).toBe(true)
    expect(bets.every(({ fraction }) => fraction.gte(0)) && reserve.gte(0)).toBe(true)
    const stakes = bets.reduce((total, { stake }) => total + stake, 0)
    expect(stakes).toBeLessThanOrEqual(100_000)
  })

  prop.prop([
    fc.integer({ min: 1, max: 999_999 }).map((n) => new Decimal(n).div(1e6)),
    fc.integer({ min: 1_000_100, max: 30_000_000 }).map((n) => new Decimal(n).div(1e6)),
  ])('one outcome is a single bet', (probability, decimalOdds) => {
    const single = kellyBet({ winProbability: probability, decimalOdds }, PLAN)
    const { bets, reserve, growth } = kellyExclusive([{ probability, decimalOdds }], PLAN)
    expect(bets[0]?.fraction.minus(single.fraction).abs().lt(SLACK)).toBe(true)
    expect(reserve.plus(single.fraction).minus(1).abs().lt(SLACK)).toBe(true)
    expect(growth.minus(single.growth).abs().lt(SLACK)).toBe(true)
  })

  prop.prop([outcomes, fc.integer({ min: 0, max: 6 })])(
    'the order of the outcomes does not matter, and one more never lowers growth',
    (all, cut) => {
      const size = kellyExclusive(all, PLAN)
      const turned = kellyExclusive(all.toReversed(), PLAN)
      for (const [index, { fraction }] of turned.bets.toReversed().entries()) {
        expect(
          fraction
            .minus(size.bets[index]?.fraction as Decimal)
            .abs()
            .lt(SLACK),
        ).toBe(true)
      }
      const fewer = all.filter((_outcome, index) => index !== cut)
      fc.pre(fewer.length > 0)
      expect(size.growth.plus(SLACK).gte(kellyExclusive(fewer, PLAN).growth)).toBe(true)
    },
  )
})
