import { gradeOfStatement, type GameStatement } from '@arbkit/core'
import { describe, expect, test } from 'vitest'
import type { Forecast } from './forecast.ts'
import {
  chanceOf,
  fairPriceOf,
  fairValueOf,
  type MarketQuestion,
  propositionOf,
  resultOf,
} from './market-question.ts'

const QUESTIONS: readonly MarketQuestion[] = [
  { tag: 'winner', team: 'home' },
  { tag: 'winner', team: 'away' },
  { tag: 'tie' },
  { tag: 'spread', team: 'home', line: 1.5 },
  { tag: 'spread', team: 'away', line: 2.5 },
  { tag: 'total', line: 4.5 },
]
const SCORES = [
  { home: 3, away: 1 },
  { home: 1, away: 3 },
  { home: 0, away: 3 },
  { home: 2, away: 2 },
  { home: 3, away: 2 },
]

/** A forecast of one score, for certain. */
function certain({ home, away }: { home: number; away: number }): Forecast {
  const margin = home - away
  const one = (isSo: boolean): number => (isSo ? 1 : 0)
  return {
    home: one(margin > 0),
    away: one(margin < 0),
    tie: one(margin === 0),
    winsBy: (team, line) => one((team === 'home' ? margin : -margin) > line),
    totalOver: (line) => one(home + away > line),
    expectedMargin: margin,
    expectedTotal: home + away,
  }
}

describe.each(SCORES)('at $home:$away', (score) => {
  test.each(QUESTIONS)('a certain forecast is the result: %j', (question) => {
    for (const league of ['nfl', 'epl'] as const) {
      const value = fairValueOf(league, question, certain(score))
      const result = resultOf(league, question, score)
      const paid = result.kind === 'scalar' ? result.value / 10_000 : result.kind === 'yes' ? 1 : 0
      expect(value).toBe(paid)
    }
  })

  test.each(QUESTIONS)('core grades the proposition likewise: %j', (question) => {
    const proposition = propositionOf('epl', question)
    const statement = proposition as GameStatement
    const grade = gradeOfStatement(statement, score)
    const { kind } = resultOf('epl', question, score)
    expect(grade).toBe(kind === 'yes' ? 'win' : 'lose')
  })
})

test('an NFL tie pays half, and counts half before', () => {
  const result = resultOf('nfl', { tag: 'winner', team: 'home' }, { home: 20, away: 20 })
  expect(result).toEqual({ kind: 'scalar', value: 5000 })
  const forecast = { ...certain({ home: 1, away: 0 }), home: 0.5, away: 0.4, tie: 0.1 }
  expect(fairValueOf('nfl', { tag: 'winner', team: 'away' }, forecast)).toBeCloseTo(0.45, 12)
  expect(fairValueOf('epl', { tag: 'winner', team: 'away' }, forecast)).toBe(0.4)
  expect(chanceOf({ tag: 'tie' }, forecast)).toBe(0.1)
})

test('a fair price is whole cents within 1 and 99', () => {
  expect(fairPriceOf(0.4251)).toBe(4300)
  expect(fairPriceOf(0)).toBe(100)
  expect(fairPriceOf(1)).toBe(9900)
  expect(() => fairPriceOf(1.1)).toThrow('0 to 1')
})
