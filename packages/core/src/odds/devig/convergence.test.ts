import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigOddsRatio } from './odds-ratio.ts'
import { devigPower } from './power.ts'
import { devigProbit } from './probit.ts'
import type { RootPoint, RootProblem } from './root.ts'
import { devigShin } from './shin.ts'

const evaluations = vi.hoisted(() => ({ count: 0 }))
vi.mock(import('./root.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    rootOfDecreasing: <Point extends RootPoint>(problem: RootProblem<Point>): Point =>
      original.rootOfDecreasing({
        ...problem,
        at: (x) => {
          evaluations.count += 1
          return problem.at(x)
        },
      }),
  }
})

const impliedOf = (odds: readonly number[]) => odds.map((each) => new Decimal(1).div(each))
const anySum = { allowUnderround: true }

describe.each([
  ['power', devigPower],
  ['shin', devigShin],
  ['odds-ratio', devigOddsRatio],
  ['probit', devigProbit],
])('%s', (_name, devig) => {
  beforeEach(() => {
    evaluations.count = 0
  })

  // A slope that is wrong would still be rescued by halving, after a hundred evaluations.
  it.each([
    ['a soccer match', [2.05, 3.2, 3.8], 7],
    ['a heavy favourite', [1.19, 7, 14], 8],
    ['a field', [3, 4, 5, 6, 8, 12, 15, 20], 8],
    ['a large margin', [1.1, 1.5, 2, 2.5, 10], 10],
    ['an underround', [3.2, 3.4, 2.9], 8],
    ['balanced prices', [2.7, 2.7, 2.7], 8],
  ])('takes few evaluations for %s', (_what, odds, most) => {
    devig(impliedOf(odds), anySum)
    expect(evaluations.count).toBeGreaterThan(0)
    expect(evaluations.count).toBeLessThanOrEqual(most)
  })

  it.each([
    ['two near-certainties', [1.000000001, 1.000000001, 1.01]],
    ['one among trillions', [1.000001, 1e11, 1e11]],
    ['hopes only', [1e11, 1e9, 1e11]],
    ['everything at once', [1.000000001, 2, 1e11, 1.5, 1e6]],
  ])('stays far from its bound for %s', (_what, odds) => {
    devig(impliedOf(odds), anySum)
    expect(evaluations.count).toBeLessThanOrEqual(150)
  })
})
