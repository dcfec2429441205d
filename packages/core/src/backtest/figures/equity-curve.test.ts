import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { microdollars } from '../../units/money.ts'
import { equityCurveOf } from './equity-curve.ts'

const earning = (atMs: number, profit: number) => ({ atMs, profit: microdollars(profit) })

it('adds up in the order of time, with the fall from the best so far', () => {
  const curve = equityCurveOf(
    [earning(3, -70), earning(1, 100), earning(2, 50), earning(4, 30), earning(5, 60)],
    microdollars(1_000),
  )
  expect(curve.points.map(({ equity, drawdown }) => [equity, drawdown])).toEqual([
    [1_100, 0],
    [1_150, 0],
    [1_080, 70],
    [1_110, 40],
    [1_170, 0],
  ])
  expect(curve).toMatchObject({ start: 1_000, final: 1_170 })
  expect(curve.deepest).toEqual({ amount: 70, peakMs: 2, troughMs: 3, recoveredMs: 5 })
})

it('keeps the first of the deepest falls, and when it was made good', () => {
  const curve = equityCurveOf([
    earning(1, -10),
    earning(2, 10),
    earning(3, -30),
    earning(4, 10),
    earning(5, -10),
    earning(6, 40),
    earning(7, -20),
    earning(8, 100),
  ])
  expect(curve.deepest).toEqual({ amount: 30, peakMs: 2, troughMs: 3, recoveredMs: 6 })
})

it('falls from the start where it never rose, and may never recover', () => {
  expect(equityCurveOf([earning(1, -10), earning(2, -5), earning(3, 14)]).deepest).toEqual({
    amount: 15,
    peakMs: undefined,
    troughMs: 2,
    recoveredMs: undefined,
  })
})

it('takes earnings of one moment as one point', () => {
  const curve = equityCurveOf([earning(1, -100), earning(1, 110)])
  expect(curve.points).toEqual([{ atMs: 1, equity: 10, drawdown: 0 }])
  expect(curve.deepest).toBeUndefined()
})

it('is its start where nothing was earned', () => {
  expect(equityCurveOf([])).toEqual({ start: 0, points: [], final: 0, deepest: undefined })
})

prop.prop([fc.array(fc.tuple(fc.nat(30), fc.integer({ min: -500, max: 500 })), { maxLength: 40 })])(
  'ends at the sum, and its deepest fall is the largest of all pairs of points',
  (earnings) => {
    const curve = equityCurveOf(earnings.map(([atMs, profit]) => earning(atMs, profit)))
    expect(curve.final).toBe(earnings.reduce((sum, [, profit]) => sum + profit, 0))
    const values = [0, ...curve.points.map(({ equity }) => equity as number)]
    let deepest = 0
    for (const [index, high] of values.entries()) {
      for (const low of values.slice(index)) deepest = Math.max(deepest, high - low)
    }
    expect(curve.deepest?.amount ?? 0).toBe(deepest)
    expect(Math.max(0, ...curve.points.map(({ drawdown }) => drawdown as number))).toBe(deepest)
    const times = curve.points.map(({ atMs }) => atMs)
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
  },
)
