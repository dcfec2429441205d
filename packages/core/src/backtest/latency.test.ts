import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { normalQuantile } from '../odds/devig/normal.ts'
import { rngOf } from '../testing/made-up-trades.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import { Decimal } from '../units/decimal.ts'
import {
  checkLatencyModel,
  drawLatencyMs,
  LATENCY_MS_MAX,
  LATENCY_QUANTILES_MAX,
  type LatencyModel,
  latencyQuantileMs,
} from './latency.ts'

const LOGNORMAL: LatencyModel = { tag: 'lognormal', p50Ms: 60, p99Ms: 500 }
const MEASURED: LatencyModel = {
  tag: 'empirical',
  quantiles: [
    { probability: 0.1, latencyMs: 20 },
    { probability: 0.5, latencyMs: 40 },
    { probability: 1, latencyMs: 140 },
  ],
}

const anyModel: fc.Arbitrary<LatencyModel> = fc.oneof(
  fc.record({ tag: fc.constant('fixed' as const), latencyMs: fc.nat(LATENCY_MS_MAX) }),
  fc
    .tuple(fc.integer({ min: 1, max: 1_000 }), fc.nat(50_000))
    .map(([p50Ms, more]) => ({ tag: 'lognormal' as const, p50Ms, p99Ms: p50Ms + more })),
  fc.constant(MEASURED),
)

describe('a lognormal', () => {
  it('has the quantiles it was given', () => {
    expect(latencyQuantileMs(LOGNORMAL, 0.5)).toBeCloseTo(60, 6)
    expect(latencyQuantileMs(LOGNORMAL, 0.99)).toBeCloseTo(500, 4)
  })

  it.each([0.0001, 0.01, 0.0242, 0.0243, 0.2, 0.5, 0.8, 0.9757, 0.9758, 0.999, 0.999999])(
    'agrees with the exact normal quantile at %d',
    (probability) => {
      const place = Number(normalQuantile(new Decimal(probability)).toFixed(15))
      const p99 = Number(normalQuantile(new Decimal('0.99')).toFixed(15))
      const exact = 60 * Math.exp((Math.log(500 / 60) / p99) * place)
      expect(latencyQuantileMs(LOGNORMAL, probability) / exact).toBeCloseTo(1, 7)
    },
  )

  it('is cut at the longest latency, and finite at both ends', () => {
    const slow: LatencyModel = { tag: 'lognormal', p50Ms: 1_000, p99Ms: LATENCY_MS_MAX }
    expect(latencyQuantileMs(slow, 1)).toBe(LATENCY_MS_MAX)
    expect(latencyQuantileMs(slow, 0)).toBeGreaterThanOrEqual(0)
    expect(latencyQuantileMs({ tag: 'lognormal', p50Ms: 50, p99Ms: 50 }, 0.999)).toBe(50)
  })
})

it('goes in straight lines between measured quantiles, never below the first', () => {
  const at = (probability: number) => latencyQuantileMs(MEASURED, probability)
  expect([0, 0.1, 0.3, 0.5, 0.75, 1].map(at)).toEqual([20, 20, 30, 40, 90, 140])
})

it('draws whole milliseconds, to the nearest', () => {
  expect(drawLatencyMs({ tag: 'fixed', latencyMs: 12.4 }, rngOf(0.3))).toBe(12)
  expect(drawLatencyMs({ tag: 'fixed', latencyMs: 12.6 }, rngOf(0.3))).toBe(13)
  expect(drawLatencyMs(MEASURED, rngOf(0.3))).toBe(30)
})

it('draws half of many at most at the median, and 99 of 100 at p99', () => {
  const rng = createSeededRng(7)
  const drawn = Array.from({ length: 20_000 }, () => drawLatencyMs(LOGNORMAL, rng))
  const share = (most: number) => drawn.filter((ms) => ms <= most).length / drawn.length
  expect(share(60)).toBeCloseTo(0.5, 1)
  expect(share(500)).toBeGreaterThan(0.986)
  expect(share(500)).toBeLessThan(0.994)
})

prop.prop([anyModel, fc.double({ min: 0, max: 0.999, noNaN: true })])(
  'takes one random number, whatever the model, and stays within bounds',
  (model, number) => {
    const rng = rngOf(number)
    const drawn = drawLatencyMs(model, rng)
    expect(rng.taken()).toBe(1)
    expect(Number.isInteger(drawn)).toBe(true)
    expect(drawn).toBeGreaterThanOrEqual(0)
    expect(drawn).toBeLessThanOrEqual(LATENCY_MS_MAX)
  },
)

prop.prop([
  anyModel,
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
])('never falls as the probability rises', (model, a, b) => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const slack = 1e-6
  expect(latencyQuantileMs(model, low)).toBeLessThanOrEqual(
    latencyQuantileMs(model, high) * (1 + slack),
  )
})

const many = Array.from({ length: LATENCY_QUANTILES_MAX + 1 }, (_, index) => ({
  probability: index / LATENCY_QUANTILES_MAX,
  latencyMs: index,
}))

it.each<LatencyModel>([
  { tag: 'fixed', latencyMs: -1 },
  { tag: 'fixed', latencyMs: Number.NaN },
  { tag: 'fixed', latencyMs: LATENCY_MS_MAX + 1 },
  { tag: 'lognormal', p50Ms: 0, p99Ms: 5 },
  { tag: 'lognormal', p50Ms: 6, p99Ms: 5 },
  { tag: 'empirical', quantiles: [] },
  { tag: 'empirical', quantiles: many },
  { tag: 'empirical', quantiles: [{ probability: 0.9, latencyMs: 5 }] },
  {
    tag: 'empirical',
    quantiles: [
      { probability: -0.1, latencyMs: 5 },
      { probability: 1, latencyMs: 5 },
    ],
  },
  {
    tag: 'empirical',
    quantiles: [
      { probability: 0.5, latencyMs: 5 },
      { probability: 0.5, latencyMs: 6 },
      { probability: 1, latencyMs: 6 },
    ],
  },
  {
    tag: 'empirical',
    quantiles: [
      { probability: 0.5, latencyMs: 5 },
      { probability: 1, latencyMs: 4 },
    ],
  },
])('refuses %j', (model) => {
  expect(() => checkLatencyModel(model)).toThrow(InvalidInputError)
  expect(() => drawLatencyMs(model, rngOf(0.5))).toThrow(InvalidInputError)
})

it('takes as many quantiles as it may', () => {
  const model: LatencyModel = { tag: 'empirical', quantiles: many.slice(1) }
  expect(checkLatencyModel(model)).toBe(model)
})

it.each([-0.1, 1.1, Number.NaN])('knows no quantile at %d', (probability) => {
  expect(() => latencyQuantileMs(LOGNORMAL, probability)).toThrow('between 0 and 1')
})
