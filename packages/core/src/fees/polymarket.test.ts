import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, priceTicks } from '../units/money.ts'
import {
  POLYMARKET_FEE_STEP_MICRODOLLARS,
  POLYMARKET_RATE_MAX,
  POLYMARKET_SPORTS_RATE,
  polymarketFeeDollars,
  polymarketTakerCosts,
} from './polymarket.ts'

const RATES = ['0', '0.03', '0.05', '0.07', '1'].map((rate) => new Decimal(rate))
const ticks = fc.integer({ min: 1, max: 9999 })

describe('the fee of the formula', () => {
  it.each([
    // The published example: 100 shares at 0.54, sports.
    [5400, 10_000, '0.05', '1.242'],
    [5000, 100, '0.05', '0.0125'],
    [5400, 10_000, '0.03', '0.7452'],
    [9900, 1, '0.07', '0.00000693'],
    [5400, 10_000, '0', '0'],
  ])('at %i ticks for %i hundredths at rate %s is $%s', (price, count, rate, fee) => {
    const fill = { price: priceTicks(price), count: centicontracts(count) }
    expect(polymarketFeeDollars(new Decimal(rate), fill).toFixed()).toBe(fee)
  })

  it.each([
    [0, 100, '0.05', /price must lie between 0 and 1, got 0 ticks/],
    [10_000, 100, '0.05', /price must lie between 0 and 1, got 10000 ticks/],
    [5000, 0, '0.05', /count must be above 0, got 0/],
    [5000, 100, '-0.01', /rate must be from 0 to 1, got -0.01/],
    [5000, 100, '1.01', /rate must be from 0 to 1, got 1.01/],
    [5000, 100, 'NaN', /rate must be from 0 to 1, got NaN/],
  ])('at %i ticks for %i hundredths at rate %s is refused', (price, count, rate, message) => {
    const fill = { price: priceTicks(price), count: centicontracts(count) }
    expect(() => polymarketFeeDollars(new Decimal(rate), fill)).toThrow(message)
  })
})

describe('the costs of a taker', () => {
  it.each([
    // 0.01 share at 0.54: 0.05 × 0.01 × 0.2484 = $0.0001242, up to $0.00013.
    [5400, '0.05', 5400 + 130],
    [5000, '0.05', 5000 + 130],
    [100, '0.05', 100 + 10],
    [2000, '0.05', 2000 + 80],
    [5400, '0', 5400],
  ])('of 0.01 share at %i ticks and rate %s are %i microdollars', (price, rate, cost) => {
    const costs = polymarketTakerCosts(new Decimal(rate))
    expect(costs.perCenticontract(priceTicks(price))).toBe(cost)
    expect(costs.totalStepMicrodollars).toBe(1)
  })

  it('accepts rates up to the largest believed, and none beyond', () => {
    expect(() => polymarketTakerCosts(new Decimal(POLYMARKET_RATE_MAX))).not.toThrow()
    expect(() => polymarketTakerCosts(new Decimal('1.0001'))).toThrow(/fee rate/)
    expect(POLYMARKET_SPORTS_RATE.toString()).toBe('0.05')
  })

  prop.prop([
    ticks,
    fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
    fc.constantFrom(...RATES),
  ])('cover what an order pays, however it is matched', (price, parts, rate) => {
    const step = POLYMARKET_FEE_STEP_MICRODOLLARS
    const paid = parts.reduce((sum, part) => {
      const fill = { price: priceTicks(price), count: centicontracts(part) }
      const fee = polymarketFeeDollars(rate, fill).times(1e6).div(step).ceil().times(step)
      return fee.plus(sum).plus(price * part)
    }, new Decimal(0))
    const size = parts.reduce((a, b) => a + b, 0)
    const most = polymarketTakerCosts(rate).perCenticontract(priceTicks(price)) * size
    expect(paid.lte(most)).toBe(true)
  })

  prop.prop([ticks, fc.constantFrom(...RATES)])(
    'are whole, never below the price and at most 0.00001 a hundredth above the formula',
    (price, rate) => {
      const cost = polymarketTakerCosts(rate).perCenticontract(priceTicks(price))
      const fill = { price: priceTicks(price), count: centicontracts(1) }
      const above = polymarketFeeDollars(rate, fill)
        .times(1e6)
        .minus(cost - price)
      expect(Number.isInteger(cost)).toBe(true)
      expect(cost).toBeGreaterThanOrEqual(price)
      expect(above.lte(0) && above.gt(-POLYMARKET_FEE_STEP_MICRODOLLARS)).toBe(true)
    },
  )
})
