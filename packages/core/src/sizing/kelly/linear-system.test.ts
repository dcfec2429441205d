import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { solvePositiveDefinite } from './linear-system.ts'

const decimals = (values: readonly number[]) => values.map((value) => new Decimal(value))

it('solves a system, and leaves it as it was', () => {
  const matrix = [decimals([4, 2]), decimals([2, 3])]
  const right = decimals([10, 9])
  expect(solvePositiveDefinite(matrix, right)?.map(String)).toEqual(['1.5', '2'])
  expect(matrix.flat().map(String)).toEqual(['4', '2', '2', '3'])
  expect(right.map(String)).toEqual(['10', '9'])
  expect(solvePositiveDefinite([], [])).toEqual([])
})

it.each([
  [[[0]]],
  [[[-1]]],
  [[[Number.NaN]]],
  [
    [
      [1, 2],
      [2, 4],
    ],
  ],
  [
    [
      [1, 2],
      [2, 1],
    ],
  ],
])('says that %j is not positive definite', (rows) => {
  const right = decimals(rows.map(() => 1))
  expect(solvePositiveDefinite(rows.map(decimals), right)).toBeUndefined()
})

const entry = fc.integer({ min: -50, max: 50 })
const square = (size: number) =>
  fc.array(fc.array(entry, { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })
prop.prop([
  fc
    .integer({ min: 1, max: 6 })
    .chain((size) => fc.tuple(square(size), fc.array(entry, { minLength: size, maxLength: size }))),
])('what it solves, multiplied out, is the right side', ([factor, right]) => {
  // F·Fᵀ + 1 is positive definite, whatever F.
  const matrix = factor.map((row, i) =>
    factor.map((column, j) => {
      const sum = row.reduce((total, value, k) => total + value * (column[k] as number), 0)
      return new Decimal(sum + (i === j ? 1 : 0))
    }),
  )
  const solution = solvePositiveDefinite(matrix, decimals(right)) as readonly Decimal[]
  for (const [index, row] of matrix.entries()) {
    const product = row.reduce(
      (sum, value, k) => sum.plus(value.times(solution[k] as Decimal)),
      new Decimal(0),
    )
    expect(
      product
        .minus(right[index] as number)
        .abs()
        .lt('1e-20'),
    ).toBe(true)
  }
})
