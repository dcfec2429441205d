import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import {
  KELLY_ITERATIONS_MAX,
  KELLY_RESERVE_MIN,
  KELLY_SHORTFALL_MAX,
  maximiseGrowth,
  shortfallBound,
} from './growth-maximum.ts'
import type { KellyBet } from './kelly-bet.ts'

const ONE = new Decimal(1)
const betOf = (win: string, odds: string): KellyBet => ({
  winProbability: new Decimal(win),
  decimalOdds: new Decimal(odds),
})

describe('maximiseGrowth', () => {
  it('refuses by name to return what it can not prove', () => {
    const two = [betOf('0.6', '2'), betOf('0.55', '2.4')]
    const failed = { name: 'KellyConvergenceError', resend: 'never' }
    expect(() => maximiseGrowth(two, 1)).toThrow(expect.objectContaining(failed))
    expect(() => maximiseGrowth(two, 1)).toThrow(/no proven optimum within 1 steps/)
    expect(maximiseGrowth(two, KELLY_ITERATIONS_MAX).fractions).toHaveLength(2)
    // Bets so nearly certain that 40 digits can not hold what should be kept.
    const certain = betOf('0.999999999999999', '1.2')
    expect(() => maximiseGrowth([certain, certain])).toThrow(expect.objectContaining(failed))
    const sure = betOf('0.99999999999', '2')
    expect(() => maximiseGrowth([sure, sure])).toThrow(expect.objectContaining(failed))
  })

  it('takes bets that are nearly certain as long as something is kept', () => {
    const nearly = betOf('0.99999', '2')
    const { fractions } = maximiseGrowth([nearly, nearly])
    const kept = fractions.reduce((left, fraction) => left.minus(fraction), ONE)
    expect(kept.gt(KELLY_RESERVE_MIN) && kept.lt('1e-9')).toBe(true)
  })

  it('has nothing to stake without bets', () => {
    expect(maximiseGrowth([])).toEqual({ fractions: [], shortfallMax: new Decimal(0) })
  })
})

describe('shortfallBound', () => {
  const decimals = (values: readonly number[]) => values.map((value) => new Decimal(value))

  it('is 0 at an optimum: slopes of 0 where something is staked, below 0 where not', () => {
    expect(shortfallBound(decimals([0, 0, -0.3]), decimals([0.2, 0.1, 0])).toFixed()).toBe('0')
  })

  it('counts a slope left over, and a stake on a falling slope', () => {
    expect(shortfallBound(decimals([0.5]), decimals([0])).toFixed()).toBe('0.5')
    expect(shortfallBound(decimals([-0.5]), decimals([0.2])).toFixed()).toBe('0.1')
  })
})

describe('convergence', () => {
  const wild = fc
    .record({
      exponent: fc.integer({ min: -5000, max: -5 }),
      isLikely: fc.boolean(),
      worth: fc.integer({ min: 1001, max: 1_000_000 }),
    })
    .map(({ exponent, isLikely, worth }) => {
      const small = new Decimal(10).pow(new Decimal(exponent).div(1000)).toDecimalPlaces(9)
      const win = isLikely ? ONE.minus(Decimal.max(small, '0.01')) : small
      const odds = Decimal.min(new Decimal(worth).div(1000).div(win), 1_000_000)
      return { winProbability: win, decimalOdds: odds.toDecimalPlaces(9) }
    })
    .filter(({ winProbability, decimalOdds }) => winProbability.times(decimalOdds).gt(1))

  prop.prop([fc.array(wild, { minLength: 1, maxLength: 5 })])(
    'is reached within a third of the bound, whatever the odds',
    (all) => {
      const { shortfallMax } = maximiseGrowth(all, KELLY_ITERATIONS_MAX / 3)
      expect(shortfallMax.gte(0) && shortfallMax.lte(KELLY_SHORTFALL_MAX)).toBe(true)
    },
  )
})
