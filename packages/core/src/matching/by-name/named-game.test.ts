import { describe, expect, test } from 'vitest'
import type { ContractListing } from '../../fixtures/listing.ts'
import { contractAbout, personContract } from '../../testing/listings.ts'
import { type NamedCompetitor, namedGamesOf } from './named-game.ts'

const TITLE = ['Carlos Alcaraz', 'Grigor Dimitrov'] as const
const ALC = personContract('atp', 'KXATPMATCH-26MAR06ALCDIM-ALC', TITLE, 'Carlos Alcaraz')
const DIM = personContract('atp', 'KXATPMATCH-26MAR06ALCDIM-DIM', TITLE, 'Grigor Dimitrov')
const TOTAL = contractAbout({ league: 'atp', marketType: 'total' }, 'KXATPGTOTAL-26MAR06ALCDIM-23')
const UNLABELLED = { yesLabel: undefined, yesTeamName: undefined }
const UNTITLED = { teamNames: undefined }

/** `name code` of both competitors of each game. */
function competitorsOf(contracts: readonly ContractListing[]): readonly (readonly string[])[] {
  const textOf = ({ name = '-', code = '-' }: NamedCompetitor): string => `${name} ${code}`
  return namedGamesOf('atp', contracts).map(({ competitors }) => competitors.map(textOf))
}

const BOTH = [['Carlos Alcaraz ALC', 'Grigor Dimitrov DIM']]

describe('the competitors of a game', () => {
  test('are the title’s, with the codes that labels bear out', () => {
    expect(competitorsOf([ALC, DIM, TOTAL])).toEqual(BOTH)
    expect(competitorsOf([ALC])).toEqual(BOTH)
    expect(competitorsOf([DIM])).toEqual(BOTH)
  })

  test('without a title they are the labels’, one of which is enough', () => {
    const [alc, dim] = [
      { ...ALC, ...UNTITLED },
      { ...DIM, ...UNTITLED },
    ]
    expect(competitorsOf([alc, dim, TOTAL])).toEqual(BOTH)
    expect(competitorsOf([dim])).toEqual([['- ALC', 'Grigor Dimitrov DIM']])
    expect(competitorsOf([{ ...dim, ...UNLABELLED }])).toEqual([])
    expect(competitorsOf([TOTAL])).toEqual([])
  })

  test('a title of surnames takes the fuller name of a label', () => {
    const short = { teamNames: ['Alcaraz', 'Dimitrov'] as const }
    expect(
      competitorsOf([
        { ...ALC, ...short },
        { ...DIM, ...short },
      ]),
    ).toEqual(BOTH)
    expect(competitorsOf([{ ...ALC, ...short }])).toEqual([['Carlos Alcaraz ALC', 'Dimitrov DIM']])
  })

  test('a title in the other order than the codes loses them', () => {
    const turned = { teamNames: [TITLE[1], TITLE[0]] as const }
    const nameless = [['Grigor Dimitrov -', 'Carlos Alcaraz -']]
    expect(competitorsOf([{ ...ALC, ...turned }])).toEqual(nameless)
    expect(competitorsOf([{ ...ALC, ...turned, ...UNLABELLED }])).toEqual(nameless)
    expect(competitorsOf([{ ...ALC, ...UNLABELLED }])).toEqual(BOTH)
  })

  test('codes that begin either name in either order are nobody’s without a label', () => {
    const title = ['Ben Brown', 'Ann Brownlee'] as const
    const ticker = 'KXATPMATCH-26MAR06BROBRO-BRO'
    const own = { ...personContract('atp', ticker, title, ''), ...UNLABELLED }
    expect(competitorsOf([own])).toEqual([['Ben Brown -', 'Ann Brownlee -']])
  })

  test('a code that is no part of the name beside it says nothing', () => {
    const wrong = { ...ALC, yesLabel: 'Jannik Sinner', yesTeamName: 'Jannik Sinner' }
    expect(competitorsOf([wrong])).toEqual([['Carlos Alcaraz -', 'Grigor Dimitrov -']])
    expect(competitorsOf([{ ...wrong, ...UNTITLED }])).toEqual([])
  })

  test('a suffix that splits the codes in two ways gives none', () => {
    const ticker = 'KXATPMATCH-26MAR06ABABAB-AB'
    const own = { ...personContract('atp', ticker, TITLE, 'Ab'), ...UNTITLED }
    expect(competitorsOf([own])).toEqual([])
  })

  test('a title that names nobody, or no title and no codes, is no game', () => {
    expect(competitorsOf([{ ...ALC, teamNames: ['Carlos Alcaraz', '?'] }])).toEqual([])
    expect(competitorsOf([{ ...ALC, ...UNTITLED, teamCodes: undefined }])).toEqual([])
  })
})

describe('contracts of one game', () => {
  test('are gathered by the game’s part of the event, whatever their series', () => {
    const next = personContract('atp', 'KXATPMATCH-26MAR07ALCDIM-ALC', TITLE, 'Carlos Alcaraz')
    const games = namedGamesOf('atp', [next, TOTAL, DIM, ALC])
    expect(games.map(({ easternDate, contracts }) => [easternDate, contracts])).toEqual([
      ['2026-03-06', [TOTAL, ALC, DIM]],
      ['2026-03-07', [next]],
    ])
  })

  test('of two days, or of none, are no game', () => {
    const other = { ...DIM, start: { easternDate: '2026-03-07', source: 'rules' } }
    expect(namedGamesOf('atp', [ALC, other])).toEqual([])
    expect(namedGamesOf('atp', [ALC, { ...DIM, start: undefined }])).toEqual([])
    expect(namedGamesOf('atp', [])).toEqual([])
  })

  test('carry the clock and its doubts', () => {
    const at = (time: string) => ({
      easternDate: '2026-03-06',
      startMs: Date.parse(time),
      source: 'rules',
    })
    const [game] = namedGamesOf('atp', [
      { ...ALC, start: at('2026-03-06T19:00Z'), otherStarts: [at('2026-03-06T19:05Z')] },
    ])
    expect(game).toMatchObject({
      startMs: Date.parse('2026-03-06T19:00Z'),
      startEvidence: [{ part: 'own-start', agrees: false }],
    })
  })
})
