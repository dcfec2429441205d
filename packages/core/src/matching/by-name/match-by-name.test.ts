import { describe, expect, test } from 'vitest'
import type { OddsListing } from '../../fixtures/listing.ts'
import { EVIDENCE_SCORES, confidenceOf, type EvidencePart } from '../confidence.ts'
import { oddsOf } from '../../testing/listings.ts'
import { matchByName, namedOddsOf, RIVALS_MAX } from './match-by-name.ts'
import type { NamedGame } from './named-game.ts'
import type { NamedLink } from './named-link.ts'

const S = EVIDENCE_SCORES
const NOON = '2026-03-06T17:00:00Z'

function game(
  league: NamedGame['league'],
  names: string,
  more: Partial<NamedGame> = {},
): NamedGame {
  const [first = '', second = ''] = names.split(' v ')
  return {
    league,
    competitors: [
      { name: first, code: undefined },
      { name: second, code: undefined },
    ],
    easternDate: '2026-03-06',
    startMs: undefined,
    startEvidence: [],
    contracts: [],
    ...more,
  }
}

function event(league: NamedGame['league'], names: string, start = NOON, id = names): OddsListing {
  const [home = '', away = ''] = names.split(' v ')
  return oddsOf(league, { home, away, start, id })
}

function linksOf(games: readonly NamedGame[], odds: readonly OddsListing[]): readonly NamedLink[] {
  return matchByName(
    games,
    odds.flatMap((listing) => namedOddsOf(listing) ?? []),
  )
}

const idsOf = (links: readonly NamedLink[]): readonly string[] =>
  links.map(({ odds }) => odds.eventId)

const scoreOf = (link: NamedLink | undefined, part: EvidencePart): number | undefined =>
  link?.evidence.find((own) => own.part === part)?.score

const ALC_DIM = 'Carlos Alcaraz v Grigor Dimitrov'
const DIM_ALC = 'Grigor Dimitrov v Carlos Alcaraz'

describe('days and clocks', () => {
  test.each([
    ['2026-03-06T17:00:00Z', S.startDayOnly],
    ['2026-03-07T04:30:00Z', S.startDayOnly],
    ['2026-03-07T17:00:00Z', S.startDayBeside],
    ['2026-03-05T17:00:00Z', S.startDayBeside],
    ['2026-03-08T17:00:00Z', undefined],
    ['2026-03-04T17:00:00Z', undefined],
  ])('a tennis match of the 6th at %s', (start, score) => {
    const [link] = linksOf([game('atp', ALC_DIM)], [event('atp', ALC_DIM, start)])
    expect(scoreOf(link, 'start')).toBe(score)
  })

  test('a fight may run past midnight, and no further', () => {
    const scoreAt = (start: string): number | undefined =>
      scoreOf(linksOf([game('ufc', ALC_DIM)], [event('ufc', ALC_DIM, start)])[0], 'start')
    expect(scoreAt(NOON)).toBe(S.startDayOnly)
    expect(scoreAt('2026-03-07T05:30:00Z')).toBe(S.startDayBeside)
    expect(scoreAt('2026-03-08T05:30:00Z')).toBeUndefined()
  })

  test.each([
    [0, S.certain],
    [15, S.certain],
    [16, S.startWithinTolerance],
    [720, S.startWithinTolerance],
    [721, undefined],
  ])('a clock %d minutes apart', (minutes, score) => {
    const startMs = Date.parse('2026-03-06T05:30:00Z')
    const start = new Date(startMs + minutes * 60_000).toISOString()
    const [link] = linksOf([game('ufc', ALC_DIM, { startMs })], [event('ufc', ALC_DIM, start)])
    expect(scoreOf(link, 'start')).toBe(score)
  })

  test('a time that is none is no event', () => {
    expect(namedOddsOf({ ...event('atp', ALC_DIM), startMs: Number.NaN })).toBeUndefined()
  })
})

describe('sides', () => {
  test('persons have no home: either order, and who is who is kept', () => {
    const [straight] = linksOf([game('atp', ALC_DIM)], [event('atp', ALC_DIM)])
    const [crossed] = linksOf([game('atp', ALC_DIM)], [event('atp', DIM_ALC)])
    expect([straight?.isFirstHome, crossed?.isFirstHome]).toEqual([true, false])
    expect(confidenceOf(crossed?.evidence ?? [])).toBe(confidenceOf(straight?.evidence ?? []))
  })

  test('teams have one: the other order is a doubt', () => {
    const [own] = linksOf(
      [game('usl', 'Rochester Rhinos v Syracuse Salt')],
      [event('usl', 'Rochester Rhinos v Syracuse Salt')],
    )
    const [swapped] = linksOf(
      [game('usl', 'Rochester Rhinos v Syracuse Salt')],
      [event('usl', 'Syracuse Salt v Rochester Rhinos')],
    )
    expect(scoreOf(own, 'home-away')).toBe(S.certain)
    expect(scoreOf(swapped, 'home-away')).toBe(S.swapped)
  })

  test('two who could be either of the two are nobody', () => {
    expect(
      linksOf([game('atp', 'Zverev v Zverev')], [event('atp', 'A. Zverev v M. Zverev')]),
    ).toEqual([])
    expect(
      linksOf([game('atp', ALC_DIM)], [event('atp', 'Carlos Alcaraz v Jannik Sinner')]),
    ).toEqual([])
  })
})

describe('of several', () => {
  test('each game and each event is taken once, by the best as a whole', () => {
    const games = [game('atp', ALC_DIM), game('atp', 'Jannik Sinner v Holger Rune')]
    const odds = [event('atp', 'Holger Rune v Jannik Sinner'), event('atp', DIM_ALC)]
    const links = linksOf(games, odds)
    expect(idsOf(links)).toEqual([DIM_ALC, 'Holger Rune v Jannik Sinner'])
    expect(links.map((link) => scoreOf(link, 'only-candidate'))).toEqual([S.certain, S.certain])
  })

  test('what could be meant as well is named, and keeps the link from being sure', () => {
    const odds = [
      event('atp', ALC_DIM, NOON, 'same-day'),
      event('atp', ALC_DIM, '2026-03-07T17:00:00Z', 'next-day'),
    ]
    const [link, ...more] = linksOf([game('atp', ALC_DIM)], odds)
    expect([link?.odds.eventId, more]).toEqual(['same-day', []])
    expect(scoreOf(link, 'only-candidate')).toBe(S.severalCandidates)
    expect(link?.evidence.at(-1)?.detail).toBe('could also be next-day')
  })

  test('a rival for the event counts as much as one for the game', () => {
    const next = game('atp', ALC_DIM, { easternDate: '2026-03-07' })
    const [link, ...more] = linksOf([game('atp', ALC_DIM), next], [event('atp', ALC_DIM)])
    expect([link?.game.easternDate, more]).toEqual(['2026-03-06', []])
    expect(scoreOf(link, 'only-candidate')).toBe(S.severalCandidates)
  })

  test('the better fit has the event, not the first', () => {
    const odds = [
      event('atp', 'C. Alcaraz v G. Dimitrov', NOON, 'a-short'),
      event('atp', ALC_DIM, NOON, 'b-whole'),
    ]
    expect(idsOf(linksOf([game('atp', ALC_DIM)], odds))).toEqual(['b-whole'])
    expect(idsOf(linksOf([game('atp', ALC_DIM)], odds.toReversed()))).toEqual(['b-whole'])
  })

  test('only so many rivals are named', () => {
    const odds = Array.from({ length: RIVALS_MAX + 3 }, (_, at) =>
      event('atp', ALC_DIM, NOON, `e${at}`),
    )
    const [link] = linksOf([game('atp', ALC_DIM)], odds)
    expect(link?.evidence.at(-1)?.detail.split(', ')).toHaveLength(RIVALS_MAX)
  })
})
