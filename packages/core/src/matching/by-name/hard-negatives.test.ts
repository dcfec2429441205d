import { describe, expect, test } from 'vitest'
import type { ContractListing, OddsListing } from '../../fixtures/listing.ts'
import { gameEvent, personContract } from '../../testing/listings.ts'
import { MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import { matchMarkets } from '../match.ts'
import type { MarketPair } from '../pair-markets.ts'

// Each table puts what must never pair beside what must, so that a row can fail both ways.

function pairsOf(
  contracts: readonly ContractListing[],
  odds: readonly OddsListing[],
): readonly MarketPair[] {
  const { pairs, suggestions } = matchMarkets({ contracts, odds })
  expect(pairs.every(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN)).toBe(true)
  expect(suggestions.every(({ confidence }) => confidence < MATCH_CONFIDENCE_MIN)).toBe(true)
  return pairs
}

const namesOf = (pairs: readonly MarketPair[]): readonly string[] =>
  pairs.map(({ contract, odds }) => `${contract.marketId} ${odds.eventId}`)

/** A contract, the odds event that it is about, and the one that it is not. */
type EventRow = readonly [string, ContractListing, OddsListing, OddsListing]

/** The ids taken of the right one alone, the wrong one alone, and of both in either order. */
function eventsTaken([, contract, right, wrong]: EventRow): readonly (readonly string[])[] {
  const [own, other] = [
    { ...right, eventId: 'right' },
    { ...wrong, eventId: 'wrong' },
  ]
  return [[own], [other], [own, other], [other, own]].map((listed) =>
    pairsOf([contract], listed).map(({ odds }) => odds.eventId),
  )
}

/** The wrong one is never taken, and never spoils the right one. */
const ONLY_RIGHT = [['right'], [], ['right'], ['right']]

const alcaraz = personContract(
  'atp',
  'KXATPMATCH-26MAR06ALCDIM-ALC',
  ['Carlos Alcaraz', 'Grigor Dimitrov'],
  'Carlos Alcaraz',
)
const zverev = personContract(
  'atp',
  'KXATPMATCH-26MAR06ZVEDIM-ZVE',
  ['Alexander Zverev', 'Grigor Dimitrov'],
  'Alexander Zverev',
)
const NOON = '2026-03-06T17:00:00Z'
const borralho = personContract(
  'ufc',
  'KXUFCFIGHT-26MAR07BORSIL-BOR',
  ['Caio Borralho', 'Bruno Silva'],
  'Caio Borralho',
)

const OTHER_PERSONS: readonly EventRow[] = [
  [
    'the brother',
    zverev,
    gameEvent('atp', 'Grigor Dimitrov @ Alexander Zverev', NOON),
    gameEvent('atp', 'Grigor Dimitrov @ Mischa Zverev', NOON),
  ],
  [
    'a doubles match with both of them',
    alcaraz,
    gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON),
    gameEvent('atp', 'Grigor Dimitrov / Holger Rune @ Carlos Alcaraz / Jannik Sinner', NOON),
  ],
  [
    'another tour',
    alcaraz,
    gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON),
    gameEvent('wta', 'Grigor Dimitrov @ Carlos Alcaraz', NOON),
  ],
  [
    'the same two, two days later',
    alcaraz,
    gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON),
    gameEvent('atp', 'Carlos Alcaraz @ Grigor Dimitrov', '2026-03-08T17:00:00Z'),
  ],
  [
    'another opponent',
    alcaraz,
    gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON),
    gameEvent('atp', 'Holger Rune @ Carlos Alcaraz', NOON),
  ],
  [
    'a namesake’s fight on the same card',
    borralho,
    gameEvent('ufc', 'Caio Borralho @ Bruno Silva', '2026-03-08T03:00:00Z'),
    gameEvent('ufc', 'Caio Borralho @ Joaquim Silva', '2026-03-08T02:00:00Z'),
  ],
  [
    'the rematch, a card later',
    borralho,
    gameEvent('ufc', 'Caio Borralho @ Bruno Silva', '2026-03-08T03:00:00Z'),
    gameEvent('ufc', 'Caio Borralho @ Bruno Silva', '2026-03-15T03:00:00Z'),
  ],
]

describe('other persons', () => {
  test.each(OTHER_PERSONS)('%s', (...row) => {
    expect(eventsTaken(row)).toEqual(ONLY_RIGHT)
  })

  test('a doubles contract is no singles match', () => {
    const title = ['Carlos Alcaraz / Jannik Sinner', 'Grigor Dimitrov / Holger Rune'] as const
    const ticker = 'KXATPMATCH-26MAR06ALCDIM-ALC'
    const doubles = personContract('atp', ticker, title, title[0])
    const singles = gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON)
    expect(pairsOf([doubles], [singles])).toEqual([])
    expect(pairsOf([alcaraz], [singles])).toHaveLength(1)
  })

  test('two who meet on neighbouring days never pair with the wrong day, in any order', () => {
    const next = personContract(
      'atp',
      'KXATPMATCH-26MAR07ALCDIM-ALC',
      ['Carlos Alcaraz', 'Grigor Dimitrov'],
      'Carlos Alcaraz',
    )
    const odds = ['2026-03-06T17:00:00Z', '2026-03-07T17:00:00Z'].map((start) => ({
      ...gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', start),
      eventId: start.slice(0, 10),
    }))
    expect(pairsOf([alcaraz, next], odds)).toEqual([])
    expect(pairsOf([next], odds)).toEqual([])
    expect(pairsOf([alcaraz, next], odds.slice(0, 1))).toEqual([])
    // One match on either side: the days may differ by one, because matches follow one another.
    expect(namesOf(pairsOf([alcaraz], odds.slice(0, 1)))).toEqual([
      `${alcaraz.marketId} 2026-03-06`,
    ])
  })

  test('a title the other way round than the codes never turns the sides', () => {
    const title = ['Grigor Dimitrov', 'Carlos Alcaraz'] as const
    const unlabelled = { teamNames: title, yesLabel: undefined, yesTeamName: undefined }
    const game = gameEvent('atp', 'Grigor Dimitrov @ Carlos Alcaraz', NOON)
    const [pair] = pairsOf([{ ...alcaraz, ...unlabelled, teamNames: alcaraz.teamNames }], [game])
    expect(pair?.quotes[0]?.yesOutcome?.name).toBe('Carlos Alcaraz')
    expect(pairsOf([{ ...alcaraz, ...unlabelled }], [game])).toEqual([])
    const [labelled] = pairsOf([{ ...alcaraz, teamNames: title }], [game])
    expect(labelled?.quotes[0]?.yesOutcome?.name).toBe('Carlos Alcaraz')
  })

  test('a card with two men of one surname: a code alone finds the one with the right opponent', () => {
    const ofCodes = (ticker: string, yes: string): ContractListing => ({
      ...personContract('ufc', ticker, ['', ''], yes),
      teamNames: undefined,
    })
    const card = [
      gameEvent('ufc', 'Bruno Silva @ Caio Borralho', '2026-03-08T02:00:00Z'),
      gameEvent('ufc', 'Joaquim Silva @ Marcos Souza', '2026-03-08T03:00:00Z'),
    ]
    const souza = ofCodes('KXUFCFIGHT-26MAR07SILSOU-SOU', 'Marcos Souza')
    expect(namesOf(pairsOf([souza], card))).toEqual([`${souza.marketId} ${card[1]?.eventId}`])
    expect(pairsOf([souza], card.slice(0, 1))).toEqual([])
    // By the surname alone it may be either, and by no name at all it is nobody.
    const silva = ofCodes('KXUFCFIGHT-26MAR07SILSOU-SIL', 'Silva')
    expect(pairsOf([silva], card)).toEqual([])
    expect(pairsOf([{ ...silva, yesLabel: undefined, yesTeamName: undefined }], card)).toEqual([])
    // Two of one surname against each other: a code is no telling who is who.
    const both = [gameEvent('ufc', 'Bruno Silva @ Joaquim Silva', '2026-03-08T02:00:00Z')]
    const bruno = ofCodes('KXUFCFIGHT-26MAR07SILSIL-SIL', 'Bruno Silva')
    expect(pairsOf([bruno], both)).toEqual([])
  })
})
