import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { medianDeviationOf, medianOf } from './robust.ts'

const decimals = (values: readonly (number | string)[]) => values.map((each) => new Decimal(each))

describe('median and median deviation', () => {
  it.each([
    [[7], '7', '0'],
    [[3, 1], '2', '1'],
    [[5, 1, 3], '3', '2'],
    [[4, 1, 3, 2], '2.5', '1'],
    [[1, 1, 2, 2, 4, 6, 9], '2', '1'],
    [['0.1', '0.1', '0.9'], '0.1', '0'],
  ])('of %j are %s and %s', (values, median, deviation) => {
    expect(medianOf(decimals(values)).toFixed()).toBe(median)
    expect(medianDeviationOf(decimals(values)).toFixed()).toBe(deviation)
  })

  it('refuse no values', () => {
    expect(() => medianOf([])).toThrow(/needs a value/)
    expect(() => medianDeviationOf([])).toThrow(/needs a value/)
  })

  it('leave what they are given as it was', () => {
    const values = decimals([3, 1, 2])
    medianDeviationOf(values)
    expect(values.map(String)).toEqual(['3', '1', '2'])
  })

  const odd = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 15 })
  prop.prop([odd, fc.integer({ min: -1_000_000, max: 1_000_000 })])(
    'no one value can move the median past its neighbours',
    (values, wild) => {
      const sorted = values.toSorted((a, b) => a - b)
      const moved = medianOf(decimals([...values.slice(1), wild]))
      const middle = Math.floor((sorted.length - 1) / 2)
      expect(moved.gte(sorted[Math.max(middle - 1, 0)]!)).toBe(true)
      expect(moved.lte(sorted[Math.min(middle + 2, sorted.length - 1)]!)).toBe(true)
    },
  )
})
