import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { cents, microdollars } from '../../units/money.ts'
import {
  growthOfExclusive,
  KELLY_EXCLUSIVE_OUTCOMES_MAX,
  kellyExclusive,
  type KellyOutcome,
} from './kelly-exclusive.ts'
import type { KellyStakePlan } from './kelly-plan.ts'

const PLAN: KellyStakePlan = { bankroll: microdollars(1_000_000_000), stakeStep: cents(1) }
const SLACK = '1e-30'
const ONE = new Decimal(1)

function outcomesOf(...pairs: readonly (readonly [string, string])[]): KellyOutcome[] {
  return pairs.map(([probability, decimalOdds]) => ({
    probability: new Decimal(probability),
    decimalOdds: new Decimal(decimalOdds),
  }))
}
const rounded = (outcomes: readonly KellyOutcome[], plan = PLAN) =>
  kellyExclusive(outcomes, plan).bets.map(({ fraction }) => fraction.toFixed(6))

describe('kellyExclusive', () => {
  const published = outcomesOf(['0.5', '2.2'], ['0.3', '3.1'], ['0.2', '4.0'])

  it('backs the second outcome though it loses money alone, as a hedge', () => {
    const size = kellyExclusive(published, PLAN)
    expect(size.bets.map(({ fraction }) => fraction.toFixed(6))).toEqual([
      '0.092105',
      '0.010526',
      '0.000000',
    ])
    expect(size.reserve.toFixed(6)).toBe('0.897368')
    expect(size.bets.map(({ stake }) => stake)).toEqual([9210, 1052, 0])
    expect(size.bets.map(({ edge }) => edge.toFixed())).toEqual(['0.1', '-0.07', '-0.2'])
    const fractions = size.bets.map(({ fraction }) => fraction)
    expect(growthOfExclusive(published, fractions).minus(size.growth).abs().lt(SLACK)).toBe(true)
  })

  it('stakes everything by probability where prices leave a sure profit', () => {
    const sure = outcomesOf(['0.45', '2.5'], ['0.35', '3'], ['0.2', '4.5'])
    expect(rounded(sure)).toEqual(['0.450000', '0.350000', '0.200000'])
    expect(kellyExclusive(sure, PLAN).reserve.toFixed()).toBe('0')
  })

  it('stakes nothing at fair prices or worse', () => {
    const thirds = [1, 2, 3].map(() => ({ probability: ONE.div(3), decimalOdds: new Decimal(3) }))
    for (const fair of [thirds, outcomesOf(['0.5', '2'], ['0.25', '4'], ['0.25', '3.9'])]) {
      const size = kellyExclusive(fair, PLAN)
      expect(size.bets.every(({ fraction, stake }) => fraction.isZero() && stake === 0)).toBe(true)
      expect([size.reserve.toFixed(), size.growth.toFixed()]).toEqual(['1', '0'])
    }
  })

  it.each([
    // Divisions that do not end, on the way up and on the way down.
    [
      ['2/3', '3/2'],
      ['1/3', '3/1'],
    ],
    [
      ['1/3', '3/1'],
      ['2/3', '3/2'],
    ],
    [
      ['5/7', '7/5'],
      ['1/7', '7/1'],
      ['1/7', '7/1'],
    ],
  ])('what rounding leaves of a fair price is no edge: %j', (...pairs) => {
    const ratio = (text: string) => {
      const [above = '', below = ''] = text.split('/')
      return new Decimal(above).div(below)
    }
    const size = kellyExclusive(
      pairs.map(([p = '', odds = '']) => ({
        probability: ratio(p),
        decimalOdds: ratio(odds),
      })),
      PLAN,
    )
    expect(size.bets.every(({ fraction }) => fraction.isZero())).toBe(true)
    expect([size.reserve.toFixed(), size.growth.toFixed()]).toEqual(['1', '0'])
  })

  it('takes what devig makes of a market: a sum off 1 by less than 1e-30', () => {
    const off = new Decimal('9e-31')
    for (const error of [off, off.negated()]) {
      const size = kellyExclusive(
        [
          { probability: new Decimal('0.6').plus(error), decimalOdds: new Decimal('2') },
          { probability: new Decimal('0.4'), decimalOdds: new Decimal('2.6') },
        ],
        PLAN,
      )
      expect(size.bets.map(({ fraction }) => fraction.toFixed(6))).toEqual(['0.600000', '0.400000'])
      expect([size.reserve.toFixed(), size.growth.isFinite()]).toEqual(['0', true])
    }
  })

  it('is not led on by such an error at fair prices', () => {
    const over = new Decimal('0.5').plus('9e-31')
    const even = new Decimal(2)
    const size = kellyExclusive(
      [over, new Decimal('0.5')].map((probability) => ({ probability, decimalOdds: even })),
      PLAN,
    )
    expect(size.bets.map(({ fraction }) => fraction.toFixed())).toEqual(['0', '0'])
    expect(size.reserve.toFixed()).toBe('1')
  })

  it('scales with lambda, the reserve taking the rest', () => {
    const size = kellyExclusive(published, { ...PLAN, lambda: new Decimal('0.5') })
    expect(size.bets.map(({ fraction }) => fraction.toFixed(6))).toEqual([
      '0.046053',
      '0.005263',
      '0.000000',
    ])
    expect(size.reserve.toFixed(6)).toBe('0.948684')
  })

  it('keeps each stake to steps and limit', () => {
    const plan = { ...PLAN, stakeStep: cents(500), stakeMax: cents(8000) }
    expect(kellyExclusive(published, plan).bets.map(({ stake }) => stake)).toEqual([8000, 1000, 0])
  })
})

describe('what is refused, by name', () => {
  const problem = (outcomes: readonly KellyOutcome[]) => {
    try {
      return kellyExclusive(outcomes, PLAN)
    } catch (error) {
      return error
    }
  }

  it.each([
    [
      [
        ['0.6', '2'],
        ['0.400001', '2'],
      ],
      'probabilities-above-one',
    ],
    [
      [
        ['0', '2'],
        ['0.5', '2'],
      ],
      'probability-out-of-range',
    ],
    [[['1', '2']], 'probability-out-of-range'],
    [
      [
        ['0.5', '2'],
        ['0.5', '1'],
      ],
      'odds-out-of-range',
    ],
    [[], 'count-out-of-range'],
  ] as const)('%j is %s', (pairs, expected) => {
    const found = problem(outcomesOf(...(pairs as unknown as [string, string][])))
    expect(found).toMatchObject({ name: 'KellyInputError', problem: expected, resend: 'never' })
  })

  it('says what the probabilities sum to', () => {
    expect(String(problem(outcomesOf(['0.6', '2'], ['0.5', '2'])))).toMatch(/sum to 1\.100000/)
  })

  it('more outcomes than the bound, not one at it', () => {
    const field = (count: number) =>
      Array.from({ length: count }, () => ({
        probability: ONE.div(count),
        decimalOdds: new Decimal(900),
      }))
    expect(kellyExclusive(field(KELLY_EXCLUSIVE_OUTCOMES_MAX), PLAN).bets).toHaveLength(1000)
    expect(problem(field(KELLY_EXCLUSIVE_OUTCOMES_MAX + 1))).toMatchObject({
      problem: 'count-out-of-range',
    })
  })

  it('fractions that are none', () => {
    const two = outcomesOf(['0.5', '2'], ['0.5', '2'])
    for (const fractions of [['0.5'], ['-0.1', '0.5'], ['0.6', '0.6'], ['NaN', '0']]) {
      expect(() =>
        growthOfExclusive(
          two,
          fractions.map((f) => new Decimal(f)),
        ),
      ).toThrow(expect.objectContaining({ problem: 'fraction-out-of-range' }))
    }
    expect(growthOfExclusive(two, [ONE, new Decimal(0)]).toString()).toBe('-Infinity')
  })
})
