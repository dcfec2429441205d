import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, priceTicks } from '../units/money.ts'
import { FREE_OF_FEES, kalshiTakerCosts } from './contract-costs.ts'
import { feeOfOrder, type KalshiFeeTerms, type KalshiFill } from './kalshi.ts'
import { kalshiRoundingAt, type Membership } from './kalshi-schedule.ts'

const NOW = kalshiRoundingAt(Date.UTC(2026, 10, 21))
const OLD = kalshiRoundingAt(Date.UTC(2026, 5, 1))

function terms(
  multiplier: string,
  membership: Membership = 'direct',
  rounding = NOW,
): KalshiFeeTerms {
  return {
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(multiplier),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding,
    membership,
  }
}

describe('the costs of a Kalshi taker', () => {
  it.each([
    // 0.01 contract at 0.50: 0.07 × 0.01 × 0.25 = $0.000175.
    [5000, '1', 5000 + 175],
    // At 0.60: 0.07 × 0.01 × 0.24 = $0.000168; at 0.37: $0.00016317, rounded up.
    [6000, '1', 6000 + 168],
    [3700, '1', 3700 + 164],
    [5000, '0.5', 5000 + 88],
    [5000, '0', 5000],
    // Off the grid of the balance each fill may keep a step less a microdollar.
    [5050, '1', 5050 + 175 + 99],
  ])('0.01 contract at %i ticks, multiplier %s, is %i microdollars', (price, multiplier, cost) => {
    expect(kalshiTakerCosts(terms(multiplier)).perCenticontract(priceTicks(price))).toBe(cost)
  })

  it("rounds an order's total to the precision of the member's balance", () => {
    expect(kalshiTakerCosts(terms('1')).totalStepMicrodollars).toBe(100)
    expect(kalshiTakerCosts(terms('1', 'non-direct')).totalStepMicrodollars).toBe(10_000)
  })

  it('are nothing but the price without fees', () => {
    expect(FREE_OF_FEES.perCenticontract(priceTicks(6000))).toBe(6000)
    expect(FREE_OF_FEES.totalStepMicrodollars).toBe(1)
  })

  prop.prop([
    fc.integer({ min: 1, max: 9999 }),
    fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
    fc.constantFrom('0', '0.5', '1', '2'),
    fc.constantFrom<Membership>('direct', 'non-direct'),
    fc.constantFrom(NOW, OLD),
  ])(
    'cover what an order pays, however it is filled',
    (ticks, parts, multiplier, membership, r) => {
      const t = terms(multiplier, membership, r)
      const price = priceTicks(ticks)
      const fills = parts.map(
        (part): KalshiFill => ({
          action: 'buy',
          liquidity: 'taker',
          price,
          count: centicontracts(part),
        }),
      )
      const size = parts.reduce((a, b) => a + b, 0)
      const paid = size * price + feeOfOrder(t, fills).total
      const costs = kalshiTakerCosts(t)
      const step = costs.totalStepMicrodollars
      const slope = costs.perCenticontract(price)
      expect(Math.ceil((slope * size) / step) * step).toBeGreaterThanOrEqual(paid)
      expect(Number.isInteger(slope)).toBe(true)
    },
  )
})
