import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  ANY_MARGIN,
  ANY_POINTS,
  holdsScore,
  isInCell,
  type ScoreCell,
  type WholeRange,
} from './score-cell.ts'

const anyScore: ScoreCell = {
  margin: [ANY_MARGIN],
  total: ANY_POINTS,
  home: ANY_POINTS,
  away: ANY_POINTS,
}
const at = (value: number): WholeRange => ({ low: value, high: value })

describe('a cell of scores', () => {
  it.each<[string, Partial<ScoreCell>, boolean]>([
    ['any score', {}, true],
    ['0–0', { margin: [at(0)], total: at(0) }, true],
    ['margin 2, total 1', { margin: [at(2)], total: at(1) }, false],
    ['margin −2, total 1', { margin: [at(-2)], total: at(1) }, false],
    ['margin 1, total 2', { margin: [at(1)], total: at(2) }, false],
    ['margin 1 or 2, total 2', { margin: [{ low: 1, high: 2 }], total: at(2) }, true],
    ['margin 1 or 3, total 2', { margin: [at(1), at(3)], total: at(2) }, false],
    ['margin 1 or 2 apart, total 2', { margin: [at(1), at(2)], total: at(2) }, true],
    ['no margin', { margin: [] }, false],
    [
      'margin 1, home 2 or 3, away 0',
      { margin: [at(1)], home: { low: 2, high: 3 }, away: at(0) },
      false,
    ],
    [
      'total 7, home and away 3 or fewer',
      { total: at(7), home: { low: 0, high: 3 }, away: { low: 0, high: 3 } },
      false,
    ],
    [
      'margin 1001 or more, away 1001 or more',
      { margin: [{ low: 1001, high: Infinity }], away: { low: 1001, high: Infinity } },
      true,
    ],
    [
      'margin −1001 or less, home 1001 or more',
      { margin: [{ low: -Infinity, high: -1001 }], home: { low: 1001, high: Infinity } },
      true,
    ],
  ])('%s: holds a score: %s', (_, part, holds) => {
    expect(holdsScore({ ...anyScore, ...part })).toBe(holds)
  })

  const BOUND = 9
  const ends = (min: number, open: WholeRange) =>
    fc
      .tuple(
        fc.oneof(fc.constant(open.low), fc.integer({ min, max: BOUND })),
        fc.oneof(fc.constant(Infinity), fc.integer({ min, max: BOUND })),
      )
      .map(([a, b]) => (a <= b ? { low: a, high: b } : { low: b, high: a }))
  const margins = fc.array(ends(-BOUND, ANY_MARGIN), { minLength: 1, maxLength: 2 })
  const points = ends(0, ANY_POINTS)
  const cells = fc.record({ margin: margins, total: points, home: points, away: points })
  const scores = Array.from({ length: 4 * BOUND + 1 }, (_, home) =>
    Array.from({ length: 4 * BOUND + 1 }, (_, away) => ({ home, away })),
  ).flat()

  prop.prop([cells], { numRuns: 500 })(
    'holds a score just where trying all of them finds one',
    (cell) => {
      expect(holdsScore(cell)).toBe(scores.some((score) => isInCell(cell, score)))
    },
  )
})
