import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { HISTOGRAM_BINS_MAX, histogramBinsOf, histogramOf } from './histogram.ts'

const counted = (count: number) => Array.from({ length: count }, (_, index) => index)

it('takes a width by Freedman and Diaconis, rounded up to a round one', () => {
  // 1,000 values from 0 to 999: 2 · 499.5 ÷ 10 = 99.9.
  expect(histogramBinsOf(counted(1_000))).toEqual({ width: 100, from: 0, count: 10 })
  // 8 values: 2 · 3.5 ÷ 2 = 3.5.
  expect(histogramBinsOf(counted(8))).toEqual({ width: 5, from: 0, count: 2 })
})

it('has zero as an end of a bin', () => {
  const { width, from } = histogramBinsOf(counted(900).map((value) => value - 333))
  expect(Math.abs(from % width)).toBe(0)
  expect(from).toBeLessThan(0)
})

it('counts what lies far out beside the bins', () => {
  const values = [...counted(900), 1_000_000, -1_000_000]
  const bins = histogramBinsOf(values)
  expect(bins).toEqual({ width: 100, from: 0, count: 9 })
  const histogram = histogramOf(values, bins)
  expect(histogram).toMatchObject({ below: 1, above: 1, total: 902 })
  expect(histogram.bins[0]).toEqual({ from: 0, to: 100, count: 100 })
})

it('puts a value on an end into the bin that begins there', () => {
  const histogram = histogramOf([0, 10, 20], { width: 10, from: 0, count: 2 })
  expect(histogram.bins.map(({ count }) => count)).toEqual([1, 1])
  expect(histogram.above).toBe(1)
})

it('has one bin for nothing, and for many of the same', () => {
  expect(histogramBinsOf([])).toEqual({ width: 1, from: 0, count: 1 })
  expect(histogramBinsOf([42, 42, 42])).toEqual({ width: 1, from: 42, count: 1 })
})

it('stays within its bins where nearly all are the same', () => {
  const values = [...counted(100).map(() => 0), ...counted(20).map((value) => value * 1_000)]
  expect(histogramBinsOf(values).count).toBeLessThanOrEqual(HISTOGRAM_BINS_MAX)
})

it.each([Number.NaN, Infinity])('refuses %d', (value) => {
  expect(() => histogramBinsOf([1, value])).toThrow(InvalidInputError)
})

prop.prop([fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { maxLength: 200 })])(
  'counts every value once, in bins whose width and ends are round',
  (values) => {
    const layout = histogramBinsOf(values)
    const { bins, below, above, total } = histogramOf(values, layout)
    expect(below + above + bins.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    expect(total).toBe(values.length)
    expect(bins.length).toBeLessThanOrEqual(HISTOGRAM_BINS_MAX)
    expect(String(layout.width)).toMatch(/^[125]0*$/)
    expect(Math.abs(layout.from % layout.width)).toBe(0)
    expect(below + above).toBeLessThanOrEqual(Math.ceil(values.length * 0.02) + 2)
    for (const { from, to, count } of bins) {
      expect(count).toBe(values.filter((value) => value >= from && value < to).length)
    }
  },
)
