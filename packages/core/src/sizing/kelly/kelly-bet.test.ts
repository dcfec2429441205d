import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError, isArbError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import { cents, microdollars } from '../../units/money.ts'
import { growthOfBet, type KellyBet, kellyBet } from './kelly-bet.ts'
import { KellyInputError } from './kelly-errors.ts'
import type { KellyStakePlan } from './kelly-plan.ts'

const PLAN: KellyStakePlan = { bankroll: microdollars(1_000_000_000), stakeStep: cents(1) }
const SLACK = '1e-34'

function betOf(win: string, odds: string, push?: string): KellyBet {
  const bet = { winProbability: new Decimal(win), decimalOdds: new Decimal(odds) }
  return push === undefined ? bet : { ...bet, pushProbability: new Decimal(push) }
}

const millionths = (min: number, max: number) =>
  fc.integer({ min, max }).map((n) => new Decimal(n).div(1_000_000))
const share = millionths(0, 999_999)
const odds = millionths(1_000_100, 30_000_000)
const bet: fc.Arbitrary<KellyBet> = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 999_998 }), odds)
  .map(([win, push, decimalOdds]) => ({
    winProbability: new Decimal(win).div(1_000_000),
    pushProbability: new Decimal(push % (1_000_000 - win)).div(1_000_000),
    decimalOdds,
  }))

describe('kellyBet', () => {
  it('says fraction, stake, edge and growth', () => {
    const size = kellyBet(betOf('0.6', '2'), PLAN)
    expect(size.fraction.toFixed()).toBe('0.2')
    expect(size.edge.toFixed()).toBe('0.2')
    expect(size.stake).toBe(20_000)
    // 0.6 ln 1.2 + 0.4 ln 0.8.
    expect(size.growth.toFixed(15)).toBe('0.020135513550689')
  })

  it('sizes what may be pushed by the odds of a win where it is not', () => {
    // Win 0.5, push 0.1: p′ = 5/9, f = (2·5/9 − 1)/1.
    const size = kellyBet(betOf('0.5', '2', '0.1'), PLAN)
    expect(size.fraction.toFixed(15)).toBe('0.111111111111111')
    expect(size.edge.toFixed()).toBe('0.1')
    const expected = new Decimal('0.5')
      .times(new Decimal(10).div(9).ln())
      .plus(new Decimal('0.4').times(new Decimal(8).div(9).ln()))
    expect(size.growth.minus(expected).abs().lt(SLACK)).toBe(true)
  })

  it.each(['0.4', '0.5'])('bets nothing without an edge: p = %s at 2', (win) => {
    const size = kellyBet(betOf(win, '2'), PLAN)
    expect([size.fraction.toFixed(), size.stake, size.growth.toFixed()]).toEqual(['0', 0, '0'])
    expect(size.edge.lte(0)).toBe(true)
  })

  it('stakes in the steps asked for, rounded down, never above the limit', () => {
    // f = 0.154545…: $154.5454 of $1000.
    const odd = betOf('0.57', '2.03')
    const stake = (plan: Partial<KellyStakePlan>) => kellyBet(odd, { ...PLAN, ...plan }).stake
    expect(stake({})).toBe(15_252)
    expect(stake({ stakeStep: cents(100) })).toBe(15_200)
    expect(stake({ stakeStep: cents(500) })).toBe(15_000)
    expect(stake({ stakeStep: cents(500), stakeMax: cents(9999) })).toBe(9500)
    expect(stake({ stakeMax: cents(0) })).toBe(0)
    expect(stake({ lambda: new Decimal('0.25') })).toBe(3813)
  })

  it('takes probabilities up to the margin', () => {
    const nearly = kellyBet(betOf('0.9999999999999999999999999', '1.01'), PLAN)
    expect(nearly.fraction.lt(1) && nearly.stake < 100_000).toBe(true)
    expect(nearly.growth.isFinite()).toBe(true)
    expect(kellyBet(betOf('1e-25', '1000000'), PLAN).fraction.isZero()).toBe(true)
  })

  it('keeps the stake at the fraction where the bankroll is a few microdollars', () => {
    const size = kellyBet(betOf('0.9', '100'), { ...PLAN, bankroll: microdollars(9999) })
    expect(size.stake).toBe(0)
  })
})

describe('what is refused, by name', () => {
  it.each([
    ['0', '2', undefined],
    ['1', '2', undefined],
    ['-0.1', '2', undefined],
    ['1.1', '2', undefined],
    ['NaN', '2', undefined],
    ['9e-26', '2', undefined],
    ['0.99999999999999999999999991', '2', undefined],
    ['0.5', '2', '-0.1'],
    ['0.5', '2', '0.5'],
    ['0.5', '2', '0.6'],
    ['0.5', '2', 'NaN'],
  ])('a win of %s at %s with a push of %s', (win, decimalOdds, push) => {
    const refused = expect.objectContaining({
      name: 'KellyInputError',
      problem: 'probability-out-of-range',
      resend: 'never',
    })
    expect(() => kellyBet(betOf(win, decimalOdds, push), PLAN)).toThrow(refused)
  })

  it.each(['1', '0.9', '0', '-2', 'NaN', 'Infinity', '1000001.1'])('odds of %s', (text) => {
    const run = () => kellyBet(betOf('0.5', text), PLAN)
    expect(run).toThrow(expect.objectContaining({ problem: 'odds-out-of-range' }))
    expect(run).toThrow(/decimal odds must be above 1/)
  })

  it.each(['0', '-0.5', '1.01', 'NaN'])('a share of full Kelly of %s', (text) => {
    const run = () => kellyBet(betOf('0.5', '3'), { ...PLAN, lambda: new Decimal(text) })
    expect(run).toThrow(expect.objectContaining({ problem: 'lambda-out-of-range' }))
  })

  it.each(['-0.1', '1.1', 'NaN'])('the growth at a fraction of %s', (text) => {
    const run = () => growthOfBet(betOf('0.5', '3'), new Decimal(text))
    expect(run).toThrow(expect.objectContaining({ problem: 'fraction-out-of-range' }))
  })

  it.each([
    { bankroll: microdollars(0) },
    { bankroll: microdollars(-1) },
    { stakeStep: cents(0) },
    { stakeMax: cents(-1) },
  ])('money that can not be staked: %j', (wrong) => {
    expect(() => kellyBet(betOf('0.6', '2'), { ...PLAN, ...wrong })).toThrow(InvalidInputError)
  })

  it('with an error of ours', () => {
    expect(isArbError(new KellyInputError('cost-out-of-range', 'x'))).toBe(true)
  })
})

describe('properties of a single bet', () => {
  prop.prop([bet, share])('no other fraction grows faster', (b, other) => {
    const { growth } = kellyBet(b, PLAN)
    expect(growth.plus(SLACK).gte(growthOfBet(b, other))).toBe(true)
  })

  prop.prop([bet])('the fraction lies in [0, 1), above 0 exactly where there is an edge', (b) => {
    const { fraction, edge, growth } = kellyBet(b, PLAN)
    expect(fraction.gte(0) && fraction.lt(1)).toBe(true)
    expect(fraction.gt(0)).toBe(edge.gt(0))
    expect(growth.gt(0)).toBe(edge.gt(0))
  })

  prop.prop([bet, fc.integer({ min: 0, max: 999_999 })])(
    'a likelier win, the push as it was, never gets less',
    (b, more) => {
      const room = new Decimal(1).minus(b.winProbability).minus(b.pushProbability as Decimal)
      const likelier = { ...b, winProbability: b.winProbability.plus(room.times(more).div(1e6)) }
      expect(kellyBet(likelier, PLAN).fraction.gte(kellyBet(b, PLAN).fraction)).toBe(true)
    },
  )

  prop.prop([bet, odds])('longer odds never get less', (b, other) => {
    const [short, long] = [
      Decimal.min(b.decimalOdds, other),
      Decimal.max(b.decimalOdds, other),
    ].map((decimalOdds) => kellyBet({ ...b, decimalOdds }, PLAN).fraction) as [Decimal, Decimal]
    expect(long.gte(short)).toBe(true)
  })

  prop.prop([bet, millionths(1, 1_000_000)])(
    'fractional Kelly scales the fraction',
    (b, lambda) => {
      const full = kellyBet(b, PLAN)
      const part = kellyBet(b, { ...PLAN, lambda })
      expect(part.fraction.eq(full.fraction.times(lambda))).toBe(true)
      expect(part.growth.lte(full.growth.plus(SLACK)) && part.growth.gte(0)).toBe(true)
      expect(part.stake).toBeLessThanOrEqual(full.stake)
    },
  )

  prop.prop([bet, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 200_000 })])(
    'the stake is a whole number of steps, at most fraction and limit, and the next is not',
    (b, step, limit) => {
      const plan = { ...PLAN, stakeStep: cents(step), stakeMax: cents(limit) }
      const { fraction, stake } = kellyBet(b, plan)
      const allowed = Decimal.min(fraction.times(100_000), limit)
      expect(stake % step).toBe(0)
      expect(allowed.gte(stake) && allowed.lt(stake + step)).toBe(true)
    },
  )
})
