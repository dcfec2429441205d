import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { kalshiTakerTable } from '../../fees/all-in-table.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { Decimal } from '../../units/decimal.ts'
import { rational } from '../../units/rational.ts'
import { betUnitCost, canPayTogether, contractUnitCost, NOT_OFFERED } from './unit-cost.ts'

const tableOf = (multiplier: number) =>
  kalshiTakerTable({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(multiplier),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: 'direct',
  })

describe('what a dollar costs at least', () => {
  it('of contracts at .60: .6168, price and fee', () => {
    expect(contractUnitCost(tableOf(1), 6000)).toBe(616_800)
  })

  it('of contracts whose next price costs less all in: that price', () => {
    // Without a fee .8699 may keep 99 microdollars a hundredth; on the grid .87 is .87.
    expect(contractUnitCost(tableOf(0), 8699)).toBe(870_000)
  })

  it('of a bet: its stake, rounded down', () => {
    expect(betUnitCost(rational(27, 10))).toBe(370_370)
    expect(betUnitCost(rational(21, 11))).toBe(523_809)
    expect(betUnitCost(rational(2))).toBe(500_000)
  })

  it('of what is not offered: dearer than anything', () => {
    expect(contractUnitCost(tableOf(1), undefined)).toBe(NOT_OFFERED)
    expect(betUnitCost(undefined)).toBe(NOT_OFFERED)
    expect(NOT_OFFERED).toBe(Infinity)
  })

  it.each([0, -1])('of what is no price: no number (%d)', (numerator) => {
    expect(betUnitCost({ numerator, denominator: 1 })).toBe(Number.NaN)
    expect(betUnitCost({ numerator: 2, denominator: numerator })).toBe(Number.NaN)
    expect(contractUnitCost(tableOf(1), numerator - 1)).toBe(Number.NaN)
    expect(contractUnitCost(tableOf(1), 5000.5)).toBe(Number.NaN)
  })

  const large = fc.oneof(
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  )
  prop.prop([large, large], { numRuns: 1000 })(
    'of a bet is never above the exact stake, and less than 2 microdollars below it',
    (numerator, denominator) => {
      fc.pre(denominator <= numerator * 1000)
      const unitCost = BigInt(betUnitCost({ numerator, denominator }))
      const exact = (BigInt(denominator) * 1_000_000n) / BigInt(numerator)
      expect(unitCost).toBeLessThanOrEqual(exact)
      expect(exact - unitCost).toBeLessThanOrEqual(1n)
    },
  )
})

describe('two claims of opposite sides', () => {
  it('can pay only below the dollar, and where neither cost is unknown', () => {
    expect(canPayTogether(616_800, 383_199)).toBe(true)
    expect(canPayTogether(616_800, 383_200)).toBe(false)
    expect(canPayTogether(616_800, NOT_OFFERED)).toBe(false)
    // What can not be judged is left to full evaluation.
    expect(canPayTogether(616_800, Number.NaN)).toBe(true)
  })
})
