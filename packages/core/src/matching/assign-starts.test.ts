import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignStarts, MEETINGS_MAX, type StartPair } from './assign-starts.ts'

const sorted = (max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(max), { maxLength: 5 }).map((list) => list.toSorted((a, b) => a - b))

/** Every one-to-one assignment within the tolerance, the long way. */
function allAssignments(
  left: readonly number[],
  right: readonly number[],
  tolerance: number,
): readonly (readonly StartPair[])[] {
  const extend = (index: number, used: ReadonlySet<number>): readonly StartPair[][] => {
    if (index === left.length) return [[]]
    const without = extend(index + 1, used).map((pairs) => [...pairs])
    const withOne = right.flatMap((moment, r) => {
      const isFit = !used.has(r) && Math.abs(moment - (left[index] ?? 0)) <= tolerance
      if (!isFit) return []
      return extend(index + 1, new Set([...used, r])).map((pairs) => [
        { left: index, right: r },
        ...pairs,
      ])
    })
    return [...without, ...withOne]
  }
  return extend(0, new Set())
}

function costOf(pairs: readonly StartPair[], left: readonly number[], right: readonly number[]) {
  return pairs.reduce(
    (sum, { left: l, right: r }) => sum + Math.abs((left[l] ?? 0) - (right[r] ?? 0)),
    0,
  )
}

describe('assignStarts', () => {
  test('is one-to-one, within tolerance, and as good as the best of all assignments', () => {
    fc.assert(
      fc.property(sorted(100), sorted(100), fc.nat(40), (left, right, tolerance) => {
        const pairs = assignStarts(left, right, tolerance)
        expect(new Set(pairs.map((pair) => pair.left)).size).toBe(pairs.length)
        expect(new Set(pairs.map((pair) => pair.right)).size).toBe(pairs.length)
        for (const pair of pairs) {
          expect(costOf([pair], left, right)).toBeLessThanOrEqual(tolerance)
        }
        const all = allAssignments(left, right, tolerance)
        const most = Math.max(...all.map(({ length }) => length))
        const costs = all.filter(({ length }) => length === most)
        expect(pairs).toHaveLength(most)
        expect(costOf(pairs, left, right)).toBe(
          Math.min(...costs.map((some) => costOf(some, left, right))),
        )
      }),
    )
  })

  test('is not greedy: the nearest pair gives way to two', () => {
    expect(assignStarts([0, 30], [25, 60], 40)).toEqual([
      { left: 0, right: 0 },
      { left: 1, right: 1 },
    ])
  })

  test('gives up beyond its limit', () => {
    const many = Array.from({ length: MEETINGS_MAX + 1 }, (_item, index) => index)
    expect(assignStarts(many.slice(1), many.slice(1), 0)).toHaveLength(MEETINGS_MAX)
    expect(assignStarts(many, [1], 0)).toEqual([])
    expect(assignStarts([1], many, 0)).toEqual([])
  })
})
