import { fc, test as prop } from '@fast-check/vitest'
import {
  centicontracts,
  cents,
  findTwoLeg,
  kalshiRoundingAt,
  kalshiTakerTable,
  microdollars,
  priceTicks,
  rational,
  Decimal,
} from '@arbkit/core'
import { afterAll, describe, expect, it } from 'vitest'
import { isFarFromPaying } from './far-bound.ts'
import { NEAR_MISS_RETURN } from './options.ts'

describe('the quick no', () => {
  it.each([
    // 0.50 and 0.50 come to a dollar.
    [5000, 2, 1, false],
    // 0.5101 and 0.50: a dollar back for 1.0101.
    [5101, 2, 1, false],
    [5102, 2, 1, true],
    // 1 / 0.99 is met: 0.5 and 101/198.
    [5000, 198, 101, false],
    [5001, 198, 101, true],
    [1, 1_000_001, 1_000_000, false],
    [9999, 100, 1, false],
    [9999, 50, 1, true],
  ])('%i ticks and %i for %i', (ask, numerator, denominator, isFar) => {
    expect(isFarFromPaying(priceTicks(ask), rational(numerator, denominator))).toBe(isFar)
  })

  it('counts the fee, except where prices cross without it', () => {
    const even = rational(2, 1)
    expect(isFarFromPaying(priceTicks(5000), even, 5175)).toBe(true)
    expect(isFarFromPaying(priceTicks(5000), even, 5101)).toBe(false)
    expect(isFarFromPaying(priceTicks(4999), even, 5175)).toBe(false)
  })

  it('is exact where products leave the safe integers', () => {
    // 0.5 and 101/198 with a large common part that does not divide out.
    const large = 9_000_000_000_000
    const [numerator, denominator] = [198 * large + 1, 101 * large]
    expect(isFarFromPaying(priceTicks(5000), { numerator, denominator })).toBe(false)
    expect(isFarFromPaying(priceTicks(5000), { numerator: 198 * large - 1, denominator })).toBe(
      true,
    )
  })
})

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 200_000 : 4000
let [far, near, farByFees] = [0, 0, 0]

const anyRatio = fc.oneof(
  fc.integer({ min: 100, max: 1000 }).map((american) => rational(100 + american, 100)),
  fc.integer({ min: 100, max: 1000 }).map((american) => rational(100 + american, american)),
  fc
    .tuple(fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 1, max: 5000 }))
    .map(([a, b]) => rational(Math.max(a, b) + 1, Math.min(a, b))),
)

prop.prop(
  [
    anyRatio,
    fc.integer({ min: -250, max: 250 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 50_000 })), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('0', '0.5', '1', '2'),
    fc.constantFrom<'nba' | 'nfl'>('nba', 'nfl'),
    fc.constantFrom<'yes' | 'no'>('yes', 'no'),
    fc.constantFrom(Date.UTC(2026, 5), Date.UTC(2026, 10)),
    fc.constantFrom(1, 50_000),
    fc.constantFrom(500_000, 1_000_000_000),
  ],
  { seed: 41, numRuns: RUNS },
)(
  'what it turns down is further from paying than a near miss, whatever fee, depth and limits',
  (returnRatio, offset, steps, multiplier, league, side, atMs, stake, bankroll) => {
    // Around the price at which 99 % comes back.
    const edge = 10_000 / 0.99 - (10_000 * returnRatio.denominator) / returnRatio.numerator
    let price = Math.round(edge) + offset
    const ladder = steps.flatMap(([step, size]) => {
      price += step
      return price > 0 && price < 10_000
        ? [{ price: priceTicks(price), size: centicontracts(size) }]
        : []
    })
    const [best] = ladder
    if (best === undefined) return
    const costs = kalshiTakerTable({
      rate: {
        feeType: 'quadratic',
        multiplier: new Decimal(multiplier),
        origin: 'series',
        assumedBecause: undefined,
      },
      rounding: kalshiRoundingAt(atMs),
      membership: 'direct',
    })
    const isFarWithFees = isFarFromPaying(best.price, returnRatio, costs.leastFrom(best.price))
    const isFar = isFarFromPaying(best.price, returnRatio)
    // What is far without fees is far with them.
    expect(isFarWithFees || !isFar).toBe(true)
    const finding = findTwoLeg({
      league,
      question: { tag: 'moneyline', team: 'home', period: 'full-game' },
      contract: {
        venue: 'kalshi',
        side,
        ladder,
        costs,
        step: centicontracts(100),
      },
      bet: { book: 'draftkings', returnRatio, stakeMax: cents(stake), stakeStep: cents(1) },
      bankroll: microdollars(bankroll),
    })
    if (!isFarWithFees) {
      near += 1
      return
    }
    far += 1
    if (!isFar) farByFees += 1
    expect(finding.tag).toBe('miss')
    if (finding.tag !== 'miss') return
    expect(['price', 'unaffordable']).toContain(finding.cause)
    expect(finding.margin.returnOnCost.lt(NEAR_MISS_RETURN)).toBe(true)
  },
)

afterAll(() => {
  expect(far).toBeGreaterThan(RUNS / 10)
  expect(near).toBeGreaterThan(RUNS / 20)
  expect(farByFees).toBeGreaterThan(RUNS / 50)
})
