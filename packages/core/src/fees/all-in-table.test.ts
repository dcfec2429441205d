import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import type { PriceTicks } from '../units/money.ts'
import { allInTableOf, KALSHI_TABLES_MAX, kalshiTakerTable } from './all-in-table.ts'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from './contract-costs.ts'
import type { KalshiFeeTerms } from './kalshi.ts'
import { KALSHI_ROUNDINGS, type Membership } from './kalshi-schedule.ts'

const termsOf = (
  multiplier: string,
  membership: Membership = 'direct',
  rounding = KALSHI_ROUNDINGS[0],
): KalshiFeeTerms => ({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(multiplier),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: rounding as (typeof KALSHI_ROUNDINGS)[number],
  membership,
})

const PRICES = Array.from({ length: 9999 }, (_, index) => (index + 1) as PriceTicks)

const anyTerms = fc.record({
  multiplier: fc.constantFrom('0', '0.1', '0.5', '0.37', '0.123456', '1', '1.5', '2', '7.77', '10'),
  membership: fc.constantFrom<Membership>('direct', 'non-direct'),
  rounding: fc.constantFrom(...KALSHI_ROUNDINGS),
})

describe('the table of a Kalshi taker order', () => {
  it('knows the example: a contract at .60 costs .6168', () => {
    const table = kalshiTakerTable(termsOf('1'))
    expect(table.perCenticontract(6000 as PriceTicks)).toBe(6168)
    expect([table.leastFrom(6000), table.totalStepMicrodollars]).toEqual([6168, 100])
  })

  prop.prop([anyTerms, fc.array(fc.constantFrom(...PRICES), { minLength: 60, maxLength: 60 })], {
    numRuns: 150,
  })('says at every price what decimal arithmetic says', (t, prices) => {
    const terms = termsOf(t.multiplier, t.membership, t.rounding)
    const [table, costs] = [kalshiTakerTable(terms), kalshiTakerCosts(terms)]
    for (const price of [1, 9999, ...prices] as PriceTicks[]) {
      expect(table.perCenticontract(price)).toBe(costs.perCenticontract(price))
    }
    expect(table.totalStepMicrodollars).toBe(costs.totalStepMicrodollars)
  })

  it('takes a multiplier of more digits than whole numbers carry', () => {
    const terms = termsOf('1.2345678901234567890123')
    const costs = kalshiTakerCosts(terms)
    for (const price of [1, 1234, 5000, 9999] as PriceTicks[]) {
      expect(kalshiTakerTable(terms).perCenticontract(price)).toBe(costs.perCenticontract(price))
    }
  })

  it('refuses what the costs refuse', () => {
    const table = kalshiTakerTable(termsOf('1'))
    for (const price of [0, 10_000, -1]) {
      expect(() => table.perCenticontract(price as PriceTicks)).toThrow(InvalidInputError)
    }
  })

  it('is one object for all markets of the same terms, and made anew once it was dropped', () => {
    const first = kalshiTakerTable(termsOf('3'))
    expect(kalshiTakerTable({ ...termsOf('3.0') })).toBe(first)
    expect(kalshiTakerTable(termsOf('3', 'non-direct'))).not.toBe(first)
    expect(kalshiTakerTable(termsOf('3', 'direct', KALSHI_ROUNDINGS[1]))).not.toBe(first)
    for (let n = 0; n < KALSHI_TABLES_MAX; n += 1) kalshiTakerTable(termsOf(`4.${100 + n}`))
    const again = kalshiTakerTable(termsOf('3'))
    expect(again).not.toBe(first)
    expect(again.leastFrom(5000)).toBe(first.leastFrom(5000))
  })
})

describe('the least cost from a price on', () => {
  it('is that of the next price on the grid of the balance, where that is cheaper', () => {
    // Without a fee .8699 still may keep 99 microdollars a hundredth; .87 keeps nothing.
    const table = kalshiTakerTable(termsOf('0'))
    expect(table.perCenticontract(8699 as PriceTicks)).toBe(8798)
    expect([table.leastFrom(8699), table.leastFrom(8700), table.leastFrom(8701)]).toEqual([
      8700, 8700, 8800,
    ])
  })

  prop.prop([anyTerms, fc.constantFrom(...PRICES), fc.constantFrom(...PRICES)])(
    'is never above the cost of that price or a higher one, and is one of them or a dollar',
    (t, a, b) => {
      const table = kalshiTakerTable(termsOf(t.multiplier, t.membership, t.rounding))
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const least = table.leastFrom(low)
      expect(least).toBeLessThanOrEqual(table.perCenticontract(high as PriceTicks))
      const costs = PRICES.slice(low - 1).map((price) => table.perCenticontract(price))
      expect(least).toBe(Math.min(10_000, ...costs))
    },
  )

  it('is known from nothing to a dollar, and no number elsewhere', () => {
    const table = kalshiTakerTable(termsOf('1'))
    expect([table.leastFrom(0), table.leastFrom(10_000)]).toEqual([table.leastFrom(1), 10_000])
    for (const price of [-1, 10_001, 0.5, Number.NaN]) {
      expect(table.leastFrom(price)).toBe(Number.NaN)
    }
  })
})

describe('the table of any costs', () => {
  it('is those costs', () => {
    const table = allInTableOf(FREE_OF_FEES)
    expect(PRICES.every((price) => table.perCenticontract(price) === price)).toBe(true)
    expect(table.perCenticontract(10_000 as PriceTicks)).toBe(10_000)
    expect([table.leastFrom(77), table.totalStepMicrodollars]).toEqual([77, 1])
  })

  it.each([
    ['below the price', (price: number) => price - 1],
    ['with a fraction', (price: number) => price + 0.5],
    ['that are no number', () => Number.NaN],
    ['beyond any belief', () => 1e12],
  ])('refuses costs %s', (_what, perCenticontract) => {
    const costs: ContractCosts = { perCenticontract, totalStepMicrodollars: 1 }
    expect(() => allInTableOf(costs)).toThrow(InvalidInputError)
  })
})
