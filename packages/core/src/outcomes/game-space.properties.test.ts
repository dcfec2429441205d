import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { HomeAway } from '../fixtures/team.ts'
import type { Grade } from '../settlement/grade.ts'
import { type GameSpace, gameSpace } from './game-space.ts'
import { type GameScore, type GameStatement, gradeOfStatement } from './game-statement.ts'
import { isInCell } from './score-cell.ts'

const period = 'full-game' as const
/** Lines reach ±4, so that no cell's bound is beyond 5 and every cell that holds a score holds one to 20. */
const POINTS_MAX = 20
const team = fc.constantFrom<HomeAway>('home', 'away')
const direction = fc.constantFrom<'over' | 'under'>('over', 'under')
const spreadLine = fc.integer({ min: -16, max: 16 }).map((quarters) => quarters / 4)
const totalLine = fc.integer({ min: -2, max: 16 }).map((quarters) => quarters / 4)

const anyLeague: fc.Arbitrary<GameStatement> = fc.oneof(
  team.map((team) => ({ tag: 'moneyline' as const, period, team })),
  fc
    .record({ team, line: spreadLine })
    .map((parts) => ({ tag: 'spread' as const, period, ...parts })),
  fc
    .record({ direction, line: totalLine })
    .map((parts) => ({ tag: 'total' as const, period, ...parts })),
  fc
    .record({ team, direction, line: totalLine })
    .map((parts) => ({ tag: 'team-total' as const, period, ...parts })),
)
const withDraws: fc.Arbitrary<GameStatement> = fc.oneof(
  { weight: 3, arbitrary: anyLeague },
  fc
    .constantFrom<HomeAway | 'draw'>('home', 'away', 'draw')
    .map((result) => ({ tag: 'three-way' as const, period, result })),
  team.map((team) => ({ tag: 'draw-no-bet' as const, period, team })),
)

interface Asked {
  readonly statements: readonly GameStatement[]
  readonly canTie: boolean
  readonly isOnePeriod: boolean
}
const asked: fc.Arbitrary<Asked> = fc
  .boolean()
  .chain((canTie) =>
    fc
      .array(canTie ? withDraws : anyLeague, { minLength: 1, maxLength: 6 })
      .map((statements) => ({ statements, canTie, isOnePeriod: true })),
  )

const scoresTo = (max: number, canTie: boolean): GameScore[] => {
  const points = Array.from({ length: max + 1 }, (_, index) => index)
  const all = points.flatMap((home) => points.map((away) => ({ home, away })))
  return canTie ? all : all.filter(({ home, away }) => home !== away)
}
const outcomesWith = ({ outcomes }: GameSpace, score: GameScore): number[] =>
  outcomes.flatMap(({ cell }, index) => (isInCell(cell, score) ? [index] : []))
const asksMargin = (statements: readonly GameStatement[]) =>
  statements.some(({ tag }) => tag !== 'total' && tag !== 'team-total')

/** Another way to grade: two half bets, each on the nearest line that no quarter is left in. */
function gradeByHalves(statement: GameStatement, { home, away }: GameScore): Grade {
  const own = 'team' in statement && statement.team === 'away' ? away : home
  const other = home + away - own
  if (statement.tag === 'three-way') {
    const happened = home > away ? 'home' : home < away ? 'away' : 'draw'
    return happened === statement.result ? 'win' : 'lose'
  }
  const ahead = (line: number): number => {
    if (statement.tag === 'spread') return own + line - other
    if (statement.tag === 'total' || statement.tag === 'team-total') {
      const points = statement.tag === 'total' ? home + away : own
      return statement.direction === 'over' ? points - line : line - points
    }
    return own - other
  }
  const line = 'line' in statement ? statement.line : 0
  const lines = Number.isInteger(line * 2) ? [line, line] : [line - 0.25, line + 0.25]
  const results = lines.map((half) => Math.sign(ahead(half)))
  const sum = results.reduce((a, b) => a + b, 0)
  const names: Record<number, Grade> = {
    2: 'win',
    1: 'half-win',
    0: 'push',
    [-1]: 'half-lose',
    [-2]: 'lose',
  }
  return names[sum] as Grade
}

describe('a game space is a partition of the scores', () => {
  prop.prop([asked], { numRuns: 100 })(
    'every score that the league allows is in exactly one outcome',
    (questions) => {
      const space = gameSpace(questions)
      const scores = scoresTo(POINTS_MAX, questions.canTie)
      expect(scores.filter((score) => outcomesWith(space, score).length !== 1)).toEqual([])
    },
  )

  prop.prop([asked], { numRuns: 100 })('every outcome holds a score', (questions) => {
    const space = gameSpace(questions)
    const reached = new Set(
      scoresTo(POINTS_MAX, questions.canTie).flatMap((score) => outcomesWith(space, score)),
    )
    expect(reached.size).toBe(space.outcomes.length)
  })

  prop.prop([asked], { numRuns: 100 })(
    'a statement has the grade of the outcome at every score in it',
    (questions) => {
      const space = gameSpace(questions)
      for (const score of scoresTo(9, questions.canTie)) {
        const [index = -1] = outcomesWith(space, score)
        const byScore = questions.statements.map((statement) => gradeByHalves(statement, score))
        expect(space.grades[index]).toEqual(byScore)
        expect(questions.statements.map((statement) => gradeOfStatement(statement, score))).toEqual(
          byScore,
        )
      }
    },
  )

  prop.prop([asked], { numRuns: 100 })(
    'the state is tied for a level score and no other, wherever the margin is asked about',
    (questions) => {
      const space = gameSpace(questions)
      for (const score of scoresTo(8, questions.canTie)) {
        const [index = -1] = outcomesWith(space, score)
        const isTied = score.home === score.away && asksMargin(questions.statements)
        expect(space.outcomes[index]?.state).toBe(isTied ? 'tied' : 'completed')
      }
    },
  )

  prop.prop([asked])('ids are unique', (questions) => {
    const { outcomes } = gameSpace(questions)
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(outcomes.length)
  })
})

describe('game spaces of more and of fewer statements', () => {
  prop.prop([asked, fc.nat()], { numRuns: 100 })(
    'leaving a statement out joins outcomes and splits none',
    ({ statements, canTie, isOnePeriod }, choice) => {
      fc.pre(statements.length > 1)
      const left = choice % statements.length
      const fewer = statements.toSpliced(left, 1)
      const fine = gameSpace({ statements, canTie, isOnePeriod })
      const coarse = gameSpace({ statements: fewer, canTie, isOnePeriod })
      const joinedTo = new Map<number, Set<number>>()
      for (const score of scoresTo(POINTS_MAX, canTie)) {
        const [from = -1] = outcomesWith(fine, score)
        const [to = -1] = outcomesWith(coarse, score)
        joinedTo.set(from, (joinedTo.get(from) ?? new Set()).add(to))
      }
      expect([...joinedTo.values()].every((found) => found.size === 1)).toBe(true)
      for (const [from, [to = -1]] of joinedTo) {
        expect(coarse.grades[to]).toEqual(fine.grades[from]?.toSpliced(left, 1))
      }
      expect(coarse.outcomes.length).toBeLessThanOrEqual(fine.outcomes.length)
    },
  )

  prop.prop([asked, fc.nat()], { numRuns: 100 })(
    'the order of the statements does not matter',
    ({ statements, canTie, isOnePeriod }, choice) => {
      const turn = choice % statements.length
      const turned = [...statements.slice(turn), ...statements.slice(0, turn)]
      const a = gameSpace({ statements, canTie, isOnePeriod })
      const b = gameSpace({ statements: turned, canTie, isOnePeriod })
      expect(b.outcomes).toEqual(a.outcomes)
      const turnedGrades = a.grades.map((row) => [...row.slice(turn), ...row.slice(0, turn)])
      expect(b.grades).toEqual(turnedGrades)
    },
  )
})
