import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { solve } from 'yalps'
import { createPackingSimplex, largestPacking, type PackingSimplex } from './packing-simplex.ts'

/** Fills in constraints and solves. */
function packed(
  simplex: PackingSimplex,
  constraints: readonly (readonly number[])[],
): { readonly sum: number; readonly weights: readonly number[] } {
  for (const [row, coefficients] of constraints.entries()) {
    simplex.tableau.set(coefficients, row * (simplex.variables + 1))
  }
  const sum = largestPacking(simplex, constraints.length)
  return { sum, weights: [...simplex.weights] }
}

const solved = (constraints: readonly (readonly number[])[], variables: number) =>
  packed(createPackingSimplex(constraints.length, variables), constraints)

describe('the largest packing', () => {
  it('of two weights that each have a constraint of their own', () => {
    expect(
      solved(
        [
          [2, 0],
          [0, 4],
        ],
        2,
      ),
    ).toEqual({ sum: 0.75, weights: [0.5, 0.25] })
  })

  it('shares what is between them', () => {
    // x + y ≤ 1, y + z ≤ 1, x + z ≤ 1: a half each.
    const { sum, weights } = solved(
      [
        [1, 1, 0],
        [0, 1, 1],
        [1, 0, 1],
      ],
      3,
    )
    expect(sum).toBeCloseTo(1.5, 12)
    expect(weights).toEqual([0.5, 0.5, 0.5])
  })

  it('has no end where nothing holds a weight back', () => {
    expect(solved([[1, 0]], 2)).toEqual({ sum: Infinity, weights: [0, 1] })
    expect(solved([], 2)).toEqual({ sum: Infinity, weights: [1, 0] })
  })

  it('is found anew in the same room', () => {
    const simplex = createPackingSimplex(2, 2)
    expect(
      packed(simplex, [
        [1, 0],
        [0, 1],
      ]).sum,
    ).toBe(2)
    expect(packed(simplex, [[0.5, 1]]).sum).toBe(2)
    expect(
      packed(simplex, [
        [1, 1],
        [1, 1],
      ]).sum,
    ).toBe(1)
  })
})

const coefficient = fc.constantFrom(0, 0, 0.5, 1, 1, 1.7, 2, 2.5, 3.2)
const problem = fc.integer({ min: 1, max: 8 }).chain((variables) =>
  fc.array(fc.array(coefficient, { minLength: variables, maxLength: variables }), {
    minLength: 1,
    maxLength: 10,
  }),
)

describe('properties', () => {
  prop.prop([problem], { numRuns: 500 })(
    'its sum is that of another solver, and its weights keep every constraint',
    (constraints) => {
      const variables = (constraints[0] as readonly number[]).length
      const { sum, weights } = solved(constraints, variables)
      const other = solve({
        objective: 'sum',
        constraints: constraints.map((_, row): [string, { max: number }] => [
          `c${row}`,
          { max: 1 },
        ]),
        variables: Array.from({ length: variables }, (_, v): [string, [string, number][]] => [
          `v${v}`,
          [
            ['sum', 1],
            ...constraints.map((row, c): [string, number] => [`c${c}`, row[v] as number]),
          ],
        ]),
      })
      if (sum === Infinity) {
        expect(other.status).toBe('unbounded')
      } else {
        expect(sum).toBeCloseTo(other.result, 6)
      }
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
      for (const row of constraints) {
        const used = row.reduce<number>((total, c, v) => total + c * (weights[v] as number), 0)
        expect(used).toBeLessThanOrEqual(1 + 1e-9)
      }
    },
  )
})
