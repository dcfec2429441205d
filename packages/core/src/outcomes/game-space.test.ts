import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { HomeAway } from '../fixtures/team.ts'
import { TooManyOutcomesError } from './errors.ts'
import { type GameSpace, gameSpace } from './game-space.ts'
import type { GameStatement } from './game-statement.ts'
import { SPACE_OUTCOMES_MAX } from './graded-space.ts'

const period = 'full-game' as const
const moneyline = (team: HomeAway): GameStatement => ({ tag: 'moneyline', period, team })
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
const drawNoBet = (team: HomeAway): GameStatement => ({ tag: 'draw-no-bet', period, team })
const teamOver = (team: HomeAway, line: number): GameStatement => ({
  tag: 'team-total',
  period,
  team,
  direction: 'over',
  line,
})

const rows = ({ outcomes, grades }: GameSpace): Record<string, string> =>
  Object.fromEntries(outcomes.map(({ id }, index) => [id, grades[index]?.join(' ') ?? '']))
const ids = ({ outcomes }: GameSpace): string[] => outcomes.map(({ id }) => id)
const playoff = (...statements: GameStatement[]) => gameSpace({ statements, canTie: false })
const mayTie = (...statements: GameStatement[]) =>
  gameSpace({ statements, canTie: true, isOnePeriod: true })

describe('spaces of the winner', () => {
  it('two-way: two outcomes', () => {
    const space = playoff(moneyline('home'), moneyline('away'))
    expect(rows(space)).toEqual({ 'home wins': 'win lose', 'away wins': 'lose win' })
    expect(space.outcomes.map(({ state }) => state)).toEqual(['completed', 'completed'])
  })

  it('regulation and overtime are not one game unless someone says so', () => {
    for (const other of [moneyline('home'), spread('home', -1.5), over(2.5)]) {
      for (const drawn of [threeWay('draw'), drawNoBet('home')]) {
        const statements = [other, drawn]
        const mixed = () => gameSpace({ statements, canTie: true })
        expect(mixed).toThrow(InvalidInputError)
        expect(mixed).toThrow(/ends with regulation/)
        expect(mayTie(...statements).outcomes.length).toBeGreaterThan(1)
      }
    }
    const sides = [threeWay('home'), threeWay('draw'), drawNoBet('away')]
    expect(gameSpace({ statements: sides, canTie: true }).outcomes).toHaveLength(3)
  })

  it('two-way with a tie: the moneyline pushes on a third', () => {
    const space = mayTie(moneyline('home'), moneyline('away'))
    expect(rows(space)).toEqual({
      'home wins': 'win lose',
      tie: 'push push',
      'away wins': 'lose win',
    })
    expect(space.outcomes.map(({ state }) => state)).toEqual(['completed', 'tied', 'completed'])
  })

  it('three-way: the draw is a side, and draw no bet pushes on it', () => {
    const space = mayTie(threeWay('home'), threeWay('draw'), threeWay('away'), drawNoBet('away'))
    expect(rows(space)).toEqual({
      'home wins': 'win lose lose lose',
      tie: 'lose win lose push',
      'away wins': 'lose lose win win',
    })
  })

  it.each([threeWay('draw'), threeWay('home'), drawNoBet('home')])(
    'refuses %j where no game ends level',
    (statement) => {
      expect(() => playoff(moneyline('home'), statement)).toThrow(InvalidInputError)
    },
  )
})

describe('spaces of one axis', () => {
  it('half line: two cells, whole line: three, the middle one a push', () => {
    expect(rows(mayTie(over(47.5)))).toEqual({ '47 or fewer in all': 'lose', '48+ in all': 'win' })
    expect(rows(mayTie(over(47), under(47)))).toEqual({
      '46 or fewer in all': 'lose win',
      '47 in all': 'push push',
      '48+ in all': 'win lose',
    })
  })

  it('quarter lines are two half bets', () => {
    expect(rows(mayTie(over(2.25), over(2.75)))).toEqual({
      '1 or fewer in all': 'lose lose',
      '2 in all': 'half-lose lose',
      '3 in all': 'win half-win',
      '4+ in all': 'win win',
    })
  })

  it('totals alone do not tell a tie apart', () => {
    const space = mayTie(over(47.5))
    expect(space.outcomes.every(({ state }) => state === 'completed')).toBe(true)
  })

  it('a spread where games can end level has the tie as a cell of its own', () => {
    const space = mayTie(spread('home', -3.5))
    expect(rows(space)).toEqual({
      'home by 4+': 'win',
      'home by 1 to 3': 'lose',
      tie: 'lose',
      'away wins': 'lose',
    })
    expect(space.outcomes.map(({ state }) => state === 'tied')).toEqual([false, false, true, false])
  })

  it('a spread where they can not has just its two sides', () => {
    expect(rows(playoff(spread('home', -1.5), spread('away', 1.5)))).toEqual({
      'home by 2+': 'win lose',
      'home by 1 or away wins': 'lose win',
    })
    expect(rows(playoff(spread('home', -1.5), spread('home', 1.5)))).toEqual({
      'home by 2+': 'win win',
      'home by 1 or away by 1': 'lose win',
      'away by 2+': 'lose lose',
    })
  })

  it('a push that takes a tie is no outcome where no game ends level', () => {
    expect(rows(playoff(spread('home', 0), spread('home', -0.5), spread('home', 0.25)))).toEqual({
      'home wins': 'win win win',
      'away wins': 'lose lose lose',
    })
  })

  it('a game without points is a tie', () => {
    expect(ids(mayTie(over(0.5)))).toEqual(['0 in all', '1+ in all'])
    expect(rows(playoff(over(0.5)))).toEqual({ '1+ in all': 'win' })
    expect(ids(mayTie(over(-5)))).toEqual(['any score'])
  })

  it('team totals', () => {
    expect(rows(mayTie(teamOver('home', 3), teamOver('away', 0.5)))).toEqual({
      'home scores 2 or fewer / away scores 0': 'lose lose',
      'home scores 2 or fewer / away scores 1+': 'lose win',
      'home scores 3 / away scores 0': 'push lose',
      'home scores 3 / away scores 1+': 'push win',
      'home scores 4+ / away scores 0': 'win lose',
      'home scores 4+ / away scores 1+': 'win win',
    })
  })
})

describe('grids', () => {
  it('margin × total, readable', () => {
    expect(ids(playoff(spread('home', -3.5), over(44.5), over(47.5)))).toEqual([
      'home by 4+ / 44 or fewer in all',
      'home by 4+ / 45 to 47 in all',
      'home by 4+ / 48+ in all',
      'home by 1 to 3 or away wins / 44 or fewer in all',
      'home by 1 to 3 or away wins / 45 to 47 in all',
      'home by 1 to 3 or away wins / 48+ in all',
    ])
  })

  it('no margin above the total', () => {
    expect(ids(mayTie(spread('home', -3.5), under(2.5)))).toEqual([
      'home by 4+ / 3+ in all',
      'home by 1 to 3 / 2 or fewer in all',
      'home by 1 to 3 / 3+ in all',
      'tie / 2 or fewer in all',
      'tie / 3+ in all',
      'away wins / 2 or fewer in all',
      'away wins / 3+ in all',
    ])
    expect(ids(playoff(spread('home', -3.5), under(3.5)))).toEqual([
      'home by 4+ / 4+ in all',
      'home by 1 to 3 or away wins / 3 or fewer in all',
      'home by 1 to 3 or away wins / 4+ in all',
    ])
  })

  it('a margin of 3 and a total of 46 do not go together: one is odd', () => {
    const space = ids(mayTie(spread('home', -3), over(46)))
    expect(space).toContain('home by 3 / 45 or fewer in all')
    expect(space).toContain('home by 3 / 47+ in all')
    expect(space).not.toContain('home by 3 / 46 in all')
    expect(ids(mayTie(moneyline('home'), over(47)))).not.toContain('tie / 47 in all')
  })

  it('both pushes at once where parity allows', () => {
    expect(rows(mayTie(spread('home', -3), over(47)))['home by 3 / 47 in all']).toBe('push push')
  })

  it('the points of both teams and the total bound each other', () => {
    const space = mayTie(teamOver('home', 3.5), teamOver('away', 3.5), over(7.5))
    expect(ids(space)).toEqual([
      '7 or fewer in all / home scores 3 or fewer / away scores 3 or fewer',
      '7 or fewer in all / home scores 3 or fewer / away scores 4+',
      '7 or fewer in all / home scores 4+ / away scores 3 or fewer',
      '8+ in all / home scores 3 or fewer / away scores 4+',
      '8+ in all / home scores 4+ / away scores 3 or fewer',
      '8+ in all / home scores 4+ / away scores 4+',
    ])
  })

  it('lines at their limits: scores above twice the limit are reached', () => {
    const space = mayTie(spread('home', -1000), teamOver('away', 1000), over(1000))
    expect(ids(space)).toContain('home by 1001+ / 1001+ in all / away scores 1001+')
    expect(ids(mayTie(spread('away', -1000), teamOver('home', 1000)))).toContain(
      'away by 1001+ / home scores 1001+',
    )
  })
})

describe('limits', () => {
  const spreads = (count: number) =>
    Array.from({ length: count }, (_, index) => spread('home', index + 0.5))
  const totals = (count: number) =>
    Array.from({ length: count }, (_, index) => over(800.5 + index * 2))

  it('a space of just the most outcomes is built, one more is refused by name', () => {
    // 63 half-point spreads cut the margins into 64, 63 totals the points into 64: 64 × 64 = 4096.
    const full = playoff(...spreads(63), ...totals(63))
    expect(full.outcomes).toHaveLength(SPACE_OUTCOMES_MAX)
    const more = () => playoff(...spreads(63), ...totals(64))
    expect(more).toThrow(TooManyOutcomesError)
    expect(more).toThrow('127 statements leave more than 4096 outcomes')
  })

  it('is about something', () => {
    expect(() => playoff()).toThrow(InvalidInputError)
  })

  it.each([spread('home', 0.3), over(Infinity), teamOver('home', 1000.5)])(
    'refuses the line of %j',
    (statement) => {
      expect(() => mayTie(statement)).toThrow(InvalidInputError)
    },
  )
})
