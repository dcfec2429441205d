import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { HomeAway } from '../fixtures/team.ts'
import type { Grade } from '../settlement/grade.ts'
import { cutsOf, type GameStatement, gradeOfStatement, questionOf } from './game-statement.ts'

const period = 'full-game' as const
const moneyline = (team: HomeAway): GameStatement => ({ tag: 'moneyline', period, team })
const drawNoBet = (team: HomeAway): GameStatement => ({ tag: 'draw-no-bet', period, team })
const spread = (team: HomeAway, line: number): GameStatement => ({
  tag: 'spread',
  period,
  team,
  line,
})
const over = (line: number): GameStatement => ({ tag: 'total', period, direction: 'over', line })
const under = (line: number): GameStatement => ({ tag: 'total', period, direction: 'under', line })
const threeWay = (result: HomeAway | 'draw'): GameStatement => ({
  tag: 'three-way',
  period,
  result,
})
const teamTotal = (team: HomeAway, direction: 'over' | 'under', line: number): GameStatement => ({
  tag: 'team-total',
  period,
  team,
  direction,
  line,
})

const CASES: readonly (readonly [GameStatement, number, number, Grade])[] = [
  [moneyline('home'), 24, 17, 'win'],
  [moneyline('home'), 17, 24, 'lose'],
  [moneyline('away'), 17, 24, 'win'],
  [moneyline('home'), 20, 20, 'push'],
  [moneyline('away'), 0, 0, 'push'],
  [drawNoBet('home'), 2, 2, 'push'],
  [drawNoBet('away'), 1, 2, 'win'],
  [drawNoBet('away'), 2, 1, 'lose'],
  [threeWay('home'), 2, 1, 'win'],
  [threeWay('home'), 1, 1, 'lose'],
  [threeWay('away'), 1, 1, 'lose'],
  [threeWay('away'), 1, 2, 'win'],
  [threeWay('draw'), 1, 1, 'win'],
  [threeWay('draw'), 1, 2, 'lose'],
  [spread('home', -3), 24, 20, 'win'],
  [spread('home', -3), 23, 20, 'push'],
  [spread('home', -3), 22, 20, 'lose'],
  [spread('away', 3), 23, 20, 'push'],
  [spread('away', 3), 22, 20, 'win'],
  [spread('away', -1.5), 3, 5, 'win'],
  [spread('away', -1.5), 3, 4, 'lose'],
  // Half on −2.5 and half on −3.
  [spread('home', -2.75), 24, 20, 'win'],
  [spread('home', -2.75), 23, 20, 'half-win'],
  [spread('home', -2.75), 22, 20, 'lose'],
  [spread('away', 2.75), 23, 20, 'half-lose'],
  // Half on −3 and half on −3.5.
  [spread('home', -3.25), 23, 20, 'half-lose'],
  [spread('away', 3.25), 23, 20, 'half-win'],
  [spread('home', -3.25), 24, 20, 'win'],
  // Half on 0 and half on −0.5.
  [spread('home', -0.25), 1, 1, 'half-lose'],
  [spread('away', 0.25), 1, 1, 'half-win'],
  [spread('home', 0), 1, 1, 'push'],
  [over(8.5), 5, 4, 'win'],
  [over(8.5), 4, 4, 'lose'],
  [under(8.5), 4, 4, 'win'],
  [over(47), 27, 20, 'push'],
  [under(47), 27, 20, 'push'],
  [under(47), 27, 21, 'lose'],
  [over(2.25), 1, 1, 'half-lose'],
  [under(2.25), 1, 1, 'half-win'],
  [over(2.75), 2, 1, 'half-win'],
  [under(2.75), 2, 1, 'half-lose'],
  [teamTotal('home', 'over', 4.5), 5, 0, 'win'],
  [teamTotal('home', 'over', 4.5), 4, 9, 'lose'],
  [teamTotal('away', 'under', 4.5), 9, 4, 'win'],
  [teamTotal('away', 'over', 4), 9, 4, 'push'],
]

describe('the grade of a statement at a final score', () => {
  it.each(CASES)('%j at %d–%d: %s', (statement, home, away, grade) => {
    expect(gradeOfStatement(statement, { home, away })).toBe(grade)
  })

  it.each([
    [-1, 0],
    [0, -1],
    [1.5, 0],
    [0, Number.NaN],
    [Infinity, 0],
  ])('refuses the score %d–%d', (home, away) => {
    expect(() => gradeOfStatement(over(8.5), { home, away })).toThrow(InvalidInputError)
  })

  it.each([spread('home', 0.1), over(Number.NaN), teamTotal('away', 'over', 1000.25), over(-1001)])(
    'refuses the line of %j',
    (statement) => {
      expect(() => gradeOfStatement(statement, { home: 1, away: 0 })).toThrow(InvalidInputError)
    },
  )
})

describe('where the grade of a statement changes', () => {
  it.each<[GameStatement, number[]]>([
    [moneyline('away'), [0, 1]],
    [threeWay('draw'), [0, 1]],
    [threeWay('home'), [1]],
    [threeWay('away'), [0]],
    [spread('home', -3), [3, 4]],
    [spread('home', -3.5), [4]],
    [spread('away', -3.5), [-3]],
    [over(2.25), [2, 3]],
    [under(2.75), [3, 4]],
  ])('%j: %j', (statement, cuts) => {
    expect(cutsOf(questionOf(statement)).map((cut) => cut + 0)).toEqual(cuts)
  })
})
