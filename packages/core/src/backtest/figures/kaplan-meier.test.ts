import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { kaplanMeier, type Lifetime, medianLifetime, survivalAt } from './kaplan-meier.ts'

const ended = (...durations: readonly number[]): readonly Lifetime[] =>
  durations.map((duration) => ({ duration, isEnded: true }))
const censored = (...durations: readonly number[]): readonly Lifetime[] =>
  durations.map((duration) => ({ duration, isEnded: false }))

describe('remissions of leukaemia in weeks, Freireich et al., Blood 21 (1963)', () => {
  // Estimates and Greenwood's errors of the 6-MP group as in Klein & Moeschberger, "Survival
  // Analysis" (2nd ed. 2003), table 4.1A; of the placebo group as in Kleinbaum & Klein, ch. 2.
  const treated = kaplanMeier([
    ...ended(6, 6, 6, 7, 10, 13, 16, 22, 23),
    ...censored(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
  ])
  const placebo = kaplanMeier(
    ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23),
  )

  it.each([
    [6, 21, 3, 0.857, 0.076],
    [7, 17, 1, 0.807, 0.087],
    [10, 15, 1, 0.753, 0.096],
    [13, 12, 1, 0.69, 0.107],
    [16, 11, 1, 0.627, 0.114],
    [22, 7, 1, 0.538, 0.128],
    [23, 6, 1, 0.448, 0.135],
  ])('6-MP at week %d', (duration, atRisk, gone, survival, error) => {
    const point = treated.points.find((candidate) => candidate.duration === duration)
    expect(point).toMatchObject({ atRisk, ended: gone })
    expect(point?.survival).toBeCloseTo(survival, 3)
    expect(point?.standardError).toBeCloseTo(error, 3)
  })

  it('6-MP has seven steps and a median of 23 weeks', () => {
    expect(treated.points).toHaveLength(7)
    expect(medianLifetime(treated)).toBe(23)
    expect(treated).toMatchObject({ total: 21, censored: 12, longest: 35 })
  })

  it('placebo, where nobody is censored, is the plain share', () => {
    expect(placebo.points.map(({ survival }) => Number((survival * 21).toFixed(9)))).toEqual([
      19, 17, 16, 14, 12, 8, 6, 4, 3, 2, 1, 0,
    ])
    expect(medianLifetime(placebo)).toBe(8)
    expect(placebo.points.at(-1)?.standardError).toBe(0)
  })

  it('reads between the steps, and knows nothing past the longest life', () => {
    expect(survivalAt(treated, 5.9)).toBe(1)
    expect(survivalAt(treated, 9)).toBeCloseTo(0.807, 3)
    expect(survivalAt(treated, 35)).toBeCloseTo(0.448, 3)
    expect(survivalAt(treated, 35.1)).toBeUndefined()
    expect(survivalAt(placebo, 99)).toBe(0)
  })
})

it('has no median where more than half outlast the data, one at exactly half', () => {
  expect(medianLifetime(kaplanMeier([...ended(1), ...censored(2, 2)]))).toBeUndefined()
  expect(medianLifetime(kaplanMeier([...ended(1), ...censored(2)]))).toBe(1)
})

it('is at one of nothing, and knows nothing of it', () => {
  const curve = kaplanMeier([])
  expect(curve).toEqual({ points: [], total: 0, censored: 0, longest: 0 })
  expect(survivalAt(curve, 0)).toBe(1)
  expect(survivalAt(curve, 1)).toBeUndefined()
})

it.each([-1, Number.NaN, Infinity])('refuses a duration of %d', (duration) => {
  expect(() => kaplanMeier(ended(duration))).toThrow(InvalidInputError)
})

const anyLives = fc.array(fc.record({ duration: fc.nat(40), isEnded: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
})

prop.prop([anyLives])('falls from one towards zero, one step for each end', (lives) => {
  const { points, total, censored: open } = kaplanMeier(lives)
  expect(points.reduce((sum, point) => sum + point.ended, 0)).toBe(total - open)
  let before = 1
  for (const { survival, atRisk, ended: gone, duration, standardError } of points) {
    expect(survival).toBeCloseTo(before * (1 - gone / atRisk), 12)
    expect(survival).toBeLessThan(before)
    expect(survival).toBeGreaterThanOrEqual(0)
    expect(atRisk).toBe(lives.filter((life) => life.duration >= duration).length)
    expect(standardError).toBeGreaterThanOrEqual(0)
    before = survival
  }
})

prop.prop([fc.array(fc.nat(40), { minLength: 1, maxLength: 60 }), fc.nat(45)])(
  'is the plain share of survivors where nobody is censored',
  (durations, at) => {
    const left = durations.filter((duration) => duration > at).length
    expect(survivalAt(kaplanMeier(ended(...durations)), at)).toBeCloseTo(
      left / durations.length,
      12,
    )
  },
)

prop.prop([anyLives, fc.integer({ min: 1, max: 5 })])(
  'is not moved by the order of lives, nor by each being there several times',
  (lives, times) => {
    const once = kaplanMeier(lives).points.map(({ survival }) => survival)
    expect(kaplanMeier(lives.toReversed()).points.map(({ survival }) => survival)).toEqual(once)
    const many = kaplanMeier(Array.from({ length: times }, () => lives).flat())
    for (const [index, { survival }] of many.points.entries()) {
      expect(survival).toBeCloseTo(once[index] as number, 12)
    }
  },
)
