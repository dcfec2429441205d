import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { ASSIGNMENT_SIZE_MAX, assignOptimally, type ScoredPair } from './assignment.ts'

const sumOf = (pairs: readonly ScoredPair[]): number =>
  pairs.reduce((sum, { score }) => sum + score, 0)

/** The best sum, by trying everything. */
function bestSum(candidates: readonly ScoredPair[]): number {
  const [first, ...rest] = candidates
  if (first === undefined) return 0
  const free = rest.filter(({ left, right }) => left !== first.left && right !== first.right)
  return Math.max(bestSum(rest), first.score + bestSum(free))
}

const candidates = fc.uniqueArray(
  fc.record({
    left: fc.nat({ max: 4 }),
    right: fc.nat({ max: 4 }),
    score: fc.integer({ min: 1, max: 16 }).map((sixteenths) => sixteenths / 16),
  }),
  { selector: ({ left, right }) => `${left} ${right}`, maxLength: 10 },
)

describe('the assignment', () => {
  it('gives up the best pair where the two others together are worth more', () => {
    const found = assignOptimally([
      { left: 0, right: 0, score: 0.9 },
      { left: 0, right: 1, score: 0.8 },
      { left: 1, right: 0, score: 0.8 },
    ])
    expect(found.map(({ left, right }) => [left, right])).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  prop.prop([candidates])('is worth as much as trying everything finds', (given) => {
    const found = assignOptimally(given)
    expect(sumOf(found)).toBe(bestSum(given))
    expect(new Set(found.map(({ left }) => left)).size).toBe(found.length)
    expect(new Set(found.map(({ right }) => right)).size).toBe(found.length)
    expect(found.every((pair) => given.includes(pair))).toBe(true)
  })

  prop.prop([candidates, fc.infiniteStream(fc.nat({ max: 99 }))])(
    'does not depend on the order of the candidates',
    (given, keys) => {
      const ranked = given.map((pair) => ({ pair, key: keys.next().value ?? 0 }))
      const shuffled = ranked.toSorted((a, b) => a.key - b.key).map(({ pair }) => pair)
      expect(assignOptimally(shuffled)).toEqual(assignOptimally(given))
    },
  )

  it('takes nothing that is worth nothing, and nothing of too many', () => {
    expect(assignOptimally([{ left: 0, right: 0, score: 0 }])).toEqual([])
    const all = Array.from({ length: ASSIGNMENT_SIZE_MAX + 1 }, (_, right) => ({
      left: 0,
      right,
      score: 0.5,
    }))
    expect(assignOptimally(all)).toEqual([])
    expect(assignOptimally(all.slice(1))).toHaveLength(1)
  })
})
