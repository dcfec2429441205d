import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { LEAGUES } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { twoSidedSpace } from './space.ts'

const FULL = { period: 'full-game' } as const
const MONEYLINE: Proposition = { tag: 'moneyline', ...FULL, team: 'home' }
const spread = (line: number): Proposition => ({ tag: 'spread', ...FULL, team: 'home', line })
const total = (line: number): Proposition => ({ tag: 'total', ...FULL, direction: 'over', line })

const IRREGULAR = [
  ['postponed-and-played/yes', 'postponed-and-played', 'yes'],
  ['postponed-and-played/no', 'postponed-and-played', 'no'],
  ['shortened/yes', 'shortened', 'yes'],
  ['shortened/no', 'shortened', 'no'],
  ['cancelled', 'cancelled', undefined],
]

/** Persons retire and withdraw: their states are asked about below. */
const TEAM_LEAGUES = Object.values(LEAGUES)
  .filter(({ competitors }) => competitors === 'teams')
  .map(({ id }) => id)

const CASES = TEAM_LEAGUES.flatMap((league) =>
  [...(LEAGUES[league].sport === 'soccer' ? [] : [MONEYLINE]), spread(-1.5), total(8.5)].map(
    (question) => [league, question.tag, question] as const,
  ),
)

describe('the outcome space of a two-sided market', () => {
  it.each(CASES)('%s %s', (league, tag, question) => {
    const space = twoSidedSpace(LEAGUES[league], question)
    const part = (kind: string) =>
      space.filter((o) => o.kind === kind).map(({ id, state, result }) => [id, state, result])
    const decided = [
      ['yes', 'completed', 'yes'],
      ['no', 'completed', 'no'],
    ]
    const tie = LEAGUES[league].canTie && tag === 'moneyline' ? [['tie', 'tied', 'neither']] : []
    expect(part('regular')).toEqual([...decided, ...tie])
    expect(part('irregular')).toEqual(IRREGULAR)
    expect(new Set(space.map(({ id }) => id)).size).toBe(space.length)
    const kinds = space.map(({ kind }) => kind)
    expect(kinds.lastIndexOf('regular')).toBeLessThan(kinds.indexOf('irregular'))
  })

  it.each([-3, 0, 3, 0.25, -2.75, Number.NaN])(
    'refuses the line %d: a push is an outcome this space does not have',
    (line) => {
      for (const question of [spread(line), total(line)]) {
        expect(() => twoSidedSpace(LEAGUES.nfl, question)).toThrow(InvalidInputError)
        expect(() => twoSidedSpace(LEAGUES.nfl, question)).toThrow(/half-point line/)
      }
    },
  )
})
