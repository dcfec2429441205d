import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../../fixtures/league.ts'
import type { Team } from '../../fixtures/team.ts'
import type { NameBook } from '../name-book.ts'
import { localNames, localTeamOf } from './local-names.ts'

/** The names of a game: what the venue prints, the code, what the feed prints. */
type Row = readonly [name: string | undefined, code: string | undefined, printed: string]

function bookOf(league: LeagueId, ...rows: readonly [Row, Row]): NameBook & { teams: Team[] } {
  const [first, second] = rows.map(([name, code, printed]) => {
    const competitor = { name, code }
    return { competitor, team: localTeamOf(league, printed, competitor) }
  })
  if (first === undefined || second === undefined) throw new Error('two competitors')
  return { ...localNames(league, [first, second]), teams: [first.team, second.team] }
}

const nameOf = (names: NameBook, text: string): string => {
  const meaning = names.resolveName(text)
  return meaning.tag === 'team' ? meaning.team.fullName : meaning.tag
}

describe('two persons', () => {
  const names = bookOf(
    'atp',
    ['Carlos Alcaraz', 'ALC', 'Carlos Alcaraz Garfia'],
    [undefined, 'DIM', 'Grigor Dimitrov'],
  )

  test.each([
    ['Carlos Alcaraz', 'Carlos Alcaraz Garfia'],
    ['Alcaraz', 'Carlos Alcaraz Garfia'],
    ['G. Dimitrov', 'Grigor Dimitrov'],
    ['Dimitrov, Grigor', 'Grigor Dimitrov'],
    ['Jannik Sinner', 'unknown'],
    ['', 'unknown'],
  ])('%j is %s', (text, meant) => {
    expect(nameOf(names, text)).toBe(meant)
  })

  test('codes are theirs alone', () => {
    expect(names.teamOfCode('ALC')).toBe(names.teams[0])
    expect(names.teamOfCode('DIM')).toBe(names.teams[1])
    expect(['SIN', 'alc', ''].map((code) => names.teamOfCode(code))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('of one surname: the surname is both, the code neither', () => {
    const both = bookOf(
      'atp',
      ['Alexander Zverev', 'ZVE', 'Alexander Zverev'],
      ['Mischa Zverev', 'ZVE', 'Mischa Zverev'],
    )
    expect(['Zverev', 'M. Zverev'].map((text) => nameOf(both, text))).toEqual([
      'ambiguous',
      'Mischa Zverev',
    ])
    expect(both.teamOfCode('ZVE')).toBeUndefined()
  })

  test('without codes no code is theirs', () => {
    const none = bookOf('atp', ['A B', undefined, 'A B'], ['C D', undefined, 'C D'])
    expect(none.teamOfCode('')).toBeUndefined()
  })
})

describe('two teams', () => {
  const names = bookOf(
    'usl',
    ['Rochester', 'ROC', 'Rochester Rhinos'],
    ['Hartford', 'HAR', 'Hartford Athletic'],
  )

  test('are called what either venue prints, word for word', () => {
    const texts = ['Rochester', 'ROCHESTER RHINOS', 'Rhinos', 'Hartford', 'Rochester Rhinos II']
    expect(texts.map((text) => nameOf(names, text))).toEqual([
      'Rochester Rhinos',
      'Rochester Rhinos',
      'unknown',
      'Hartford Athletic',
      'unknown',
    ])
  })

  test('the registry’s team is that, another is made of its name', () => {
    const [rochester, hartford] = names.teams
    expect(hartford?.id).toBe('usl:har')
    expect(rochester).toMatchObject({
      id: 'usl:rochester-rhinos',
      league: 'usl',
      fullName: 'Rochester Rhinos',
      kalshiCodes: ['ROC'],
    })
    expect(localTeamOf('usl', 'X Y', { name: 'X', code: undefined }).kalshiCodes).toEqual([])
  })
})
