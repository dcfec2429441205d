import { existsSync, readFileSync } from 'node:fs'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { formatMicrodollars, parseCenticontracts, parsePriceTicks } from '../units/fixed-point.ts'
import { centicontracts, complementTicks, microdollars, priceTicks } from '../units/money.ts'
import {
  feeOfFill,
  feeOfOrder,
  type KalshiFeeTerms,
  type KalshiFill,
  maximumFee,
  modelFeeDollars,
  NEW_ORDER,
} from './kalshi.ts'
import type { KalshiFeeRate } from './kalshi-rates.ts'
import { KALSHI_ROUNDINGS, kalshiRoundingAt, type Membership } from './kalshi-schedule.ts'

const BEFORE = kalshiRoundingAt(Date.UTC(2026, 7, 25))
const NOW = kalshiRoundingAt(Date.UTC(2026, 10, 21))

function rateOf(
  multiplier: string,
  feeType: KalshiFeeRate['feeType'] = 'quadratic',
): KalshiFeeRate {
  return {
    feeType,
    multiplier: new Decimal(multiplier),
    origin: 'series',
    assumedBecause: undefined,
  }
}

function terms(
  multiplier: string,
  rounding = NOW,
  membership: Membership = 'direct',
): KalshiFeeTerms {
  return { rate: rateOf(multiplier, 'quadratic_with_maker_fees'), rounding, membership }
}

function buy(count: string, price: string, liquidity: 'taker' | 'maker' = 'taker'): KalshiFill {
  return {
    action: 'buy',
    liquidity,
    price: parsePriceTicks(price),
    count: parseCenticontracts(count),
  }
}

function singleFill(t: KalshiFeeTerms, fill: KalshiFill): string {
  return formatMicrodollars(feeOfFill(t, NEW_ORDER, fill).netFee)
}

describe('the fee of one fill', () => {
  it.each([
    ['1', '0.50', '1', '0.017500', '0.020000'],
    ['10', '0.50', '1', '0.175000', '0.180000'],
    ['100', '0.50', '1', '1.750000', '1.750000'],
    ['1', '0.92', '1', '0.005200', '0.010000'],
    ['2', '0.94', '1', '0.007900', '0.010000'],
    ['100', '0.05', '1', '0.332500', '0.340000'],
    ['1', '0.055', '1', '0.003700', '0.005000'],
    ['100', '0.50', '0.5', '0.875000', '0.880000'],
    ['33', '0.37', '1', '0.538500', '0.540000'],
  ])(
    '%s contracts at %s, multiplier %s: direct %s, non-direct %s',
    (count, price, m, direct, other) => {
      expect(singleFill(terms(m), buy(count, price))).toBe(direct)
      expect(singleFill(terms(m, NOW, 'non-direct'), buy(count, price))).toBe(other)
    },
  )

  it('charges makers a quarter of it, or half in combos, or nothing', () => {
    const maker = buy('100', '0.50', 'maker')
    expect(singleFill(terms('1'), maker)).toBe('0.437500')
    const combo = { ...terms('1'), rate: rateOf('1', 'quadratic_with_combo_maker_fees') }
    expect(singleFill(combo, maker)).toBe('0.875000')
    expect(singleFill({ ...terms('1'), rate: rateOf('1') }, maker)).toBe('0.000000')
  })

  it('follows the worked example of the venue for a member who clears through a broker', () => {
    const fee = feeOfFill(terms('1', NOW, 'non-direct'), NEW_ORDER, buy('1', '0.055'))
    expect(fee.tradeFee).toBe(3639)
    expect(fee.roundingFee).toBe(1361)
    expect(fee.netFee).toBe(5000)
  })

  it('aligns the proceeds of a sale downwards too', () => {
    const sale: KalshiFill = { ...buy('0.03', '0.3301'), action: 'sell' }
    const fee = feeOfFill(terms('1'), NEW_ORDER, sale)
    // Revenue 0.009903, model 0.000464...; credited 0.0094.
    expect(fee.tradeFee).toBe(465)
    expect(fee.roundingFee).toBe(38)
  })

  it('refuses a fill at 0, at 1, or of nothing', () => {
    expect(() =>
      feeOfFill(terms('1'), NEW_ORDER, { ...buy('1', '0.5'), price: priceTicks(0) }),
    ).toThrow(/between 0 and 1/)
    expect(() =>
      feeOfFill(terms('1'), NEW_ORDER, { ...buy('1', '0.5'), count: centicontracts(0) }),
    ).toThrow(/above 0/)
  })
})

describe('the accumulator of an order', () => {
  it.each([
    // The page prints trade fees of another multiplier; the rounding around them is what it shows.
    ['2.33', '1', '0.055', [15_000, 5000, 15_000]],
    ['0.78', '0.30', '0.50', [10_000, 0, 10_000]],
    ['1', '0.03', '0.3301', [10_097, 97, 97]],
  ])(
    'reproduces the worked examples of the older rule (multiplier %s, three fills of %s at %s)',
    (multiplier, count, price, netFees) => {
      const order = Array<KalshiFill>(3).fill(buy(count, price))
      const { fills } = feeOfOrder(terms(multiplier, BEFORE, 'non-direct'), order)
      expect(fills.map((fill) => fill.netFee)).toEqual(netFees)
    },
  )

  it('rebates in steps of the balance precision under the current rule', () => {
    const t = terms('1', NOW, 'non-direct')
    const { fills } = feeOfOrder(t, Array(4).fill(buy('1', '0.055')))
    const carried = fills.map((fill) => fill.accumulator.roundingMicrodollars)
    expect(carried).toEqual([1361, 2722, 4083, 5444])
    const later = feeOfFill(t, { roundingMicrodollars: microdollars(9500) }, buy('3', '0.055'))
    expect(later.rebate).toBe(Math.floor((9500 + later.roundingFee) / 10_000) * 10_000)
  })

  it('never rebates more than the fill was charged', () => {
    const rich = { roundingMicrodollars: microdollars(1_000_000) }
    const fee = feeOfFill(terms('1'), rich, buy('1', '0.50'))
    expect(fee.netFee).toBe(0)
    expect(fee.rebate).toBe(17_500)
  })
})

const price = fc.integer({ min: 1, max: 9999 }).map(priceTicks)
const centPrice = fc.integer({ min: 1, max: 99 }).map((c) => priceTicks(c * 100))
const count = fc.integer({ min: 1, max: 50_000 }).map(centicontracts)
const multiplier = fc.integer({ min: 0, max: 300 }).map((n) => new Decimal(n).div(100).toFixed())
const rounding = fc.constantFrom(...KALSHI_ROUNDINGS)
const membership = fc.constantFrom<Membership>('direct', 'non-direct')
const liquidity = fc.constantFrom('taker' as const, 'maker' as const)

describe('properties of the fee', () => {
  prop.prop([price, count, multiplier, liquidity])(
    'the model is symmetric in P and 1 − P and 0 or more',
    (p, c, m, l) => {
      const fill = { liquidity: l, price: p, count: c }
      const fee = modelFeeDollars(terms(m).rate, fill)
      expect(fee.gte(0)).toBe(true)
      expect(fee.eq(modelFeeDollars(terms(m).rate, { ...fill, price: complementTicks(p) }))).toBe(
        true,
      )
    },
  )

  prop.prop([price, count, multiplier, multiplier, rounding, membership, liquidity])(
    'a higher multiplier never charges less',
    (p, c, m1, m2, r, s, l) => {
      const fill: KalshiFill = { action: 'buy', liquidity: l, price: p, count: c }
      const [low, high] = new Decimal(m1).lte(m2) ? [m1, m2] : [m2, m1]
      const feeAt = (m: string) => feeOfFill(terms(m, r, s), NEW_ORDER, fill)
      expect(feeAt(low).netFee).toBeGreaterThanOrEqual(0)
      expect(feeAt(low).netFee).toBeLessThanOrEqual(feeAt(high).netFee)
      expect(maximumFee(terms(low, r, s), l, [fill])).toBeLessThanOrEqual(
        maximumFee(terms(high, r, s), l, [fill]),
      )
    },
  )

  const levels = fc.array(
    fc.record({
      price: fc.oneof(price, centPrice),
      parts: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  prop.prop([levels, multiplier, rounding, membership, liquidity, fc.infiniteStream(fc.nat())])(
    'an order is never charged less than the model nor more than shown before, however it is split',
    (split, m, r, s, l, shuffle) => {
      const t = terms(m, r, s)
      const fills = split.flatMap(({ price: p, parts }) =>
        parts.map(
          (part): KalshiFill => ({
            action: 'buy',
            liquidity: l,
            price: p,
            count: centicontracts(part),
          }),
        ),
      )
      const order = fills
        .map((fill) => ({ fill, key: shuffle.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ fill }) => fill)
      const { total, fills: charged } = feeOfOrder(t, order)
      const model = order.reduce(
        (sum, fill) => sum.plus(modelFeeDollars(t.rate, fill)),
        new Decimal(0),
      )
      expect(charged.every((fee) => fee.netFee >= 0)).toBe(true)
      expect(new Decimal(total).div(1_000_000).gte(model)).toBe(true)
      const shown = maximumFee(
        t,
        l,
        split.map(({ price: p, parts }) => ({
          price: p,
          count: centicontracts(parts.reduce((a, b) => a + b, 0)),
        })),
      )
      expect(total).toBeLessThanOrEqual(shown)
    },
  )

  it('is attained: whole-cent prices split to the smallest fill cost what was shown', () => {
    const t = terms('1')
    const fills = Array(100).fill(buy('0.01', '0.37'))
    expect(feeOfOrder(t, fills).total).toBe(maximumFee(t, 'taker', [buy('1', '0.37')]))
  })
})

const vectorsFile = new URL('../../../../../shared/data/kalshi/fee_vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/kalshi/fee_vectors.json is absent')

describe.skipIf(!hasVectors)('real fills and computed vectors', () => {
  const vectors = hasVectors
    ? JSON.parse(readFileSync(vectorsFile, 'utf8'))
    : { observed: [], computed: [] }

  it('reproduces every real fill under the rule of its day and the current one as recorded', () => {
    expect(vectors.observed.length).toBeGreaterThanOrEqual(17)
    for (const row of vectors.observed) {
      const side =
        row.outcome_side === 'yes' ? row.yes_price : new Decimal(1).minus(row.yes_price).toFixed(4)
      const fill = { ...buy(row.count, side), action: row.action }
      const at = (r: typeof NOW) => singleFill(terms(row.fee_multiplier, r), fill)
      expect([row.series, row.count, at(BEFORE)]).toEqual([
        row.series,
        row.count,
        row.fee_cost_observed,
      ])
      expect(at(NOW)).toBe(row.rule_post_2026_08_26)
      expect(modelFeeDollars(rateOf(row.fee_multiplier), fill).eq(row.model_fee)).toBe(true)
    }
  })

  it('reproduces every computed vector', () => {
    expect(vectors.computed.length).toBeGreaterThanOrEqual(11)
    for (const row of vectors.computed) {
      const fill = buy(row.count, row.price, row.role)
      expect(new Decimal(singleFill(terms(row.M), fill)).eq(row.direct_member_fee)).toBe(true)
      expect(
        new Decimal(singleFill(terms(row.M, NOW, 'non-direct'), fill)).eq(
          row.non_direct_member_fee,
        ),
      ).toBe(true)
      expect(
        new Decimal(feeOfFill(terms(row.M), NEW_ORDER, fill).tradeFee)
          .div(1e6)
          .eq(row.trade_fee_6dp),
      ).toBe(true)
    }
  })
})
