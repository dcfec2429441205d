import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../fixtures/league.ts'
import type { BookMarket, BookOutcome } from '../fixtures/listing.ts'
import { LINE_ABS_MAX, MARKET_TYPES, type Proposition } from '../fixtures/proposition.ts'
import { bookMarket, oddsOf, outcomeOf } from '../testing/listings.ts'
import { isDrawName, readOutcome } from './read-outcome.ts'
import { resolveOdds, type ResolvedOdds } from './resolve-odds.ts'

function resolved(league: LeagueId, away: string, home: string): ResolvedOdds {
  const outcome = resolveOdds(oddsOf(league, { away, home, start: '2026-08-08T01:45:00Z' }))
  if (outcome.tag === 'rejected') throw new Error(outcome.detail)
  return outcome
}

const BASEBALL = resolved('mlb', 'Tampa Bay Rays', 'Seattle Mariners')
const SOCCER = resolved('epl', 'Chelsea', 'Arsenal')

function read(
  odds: ResolvedOdds,
  marketType: Proposition['tag'],
  outcome: BookOutcome,
  more: Partial<BookMarket> = {},
): Proposition | undefined {
  return readOutcome(odds, { ...bookMarket('any', [], more), marketType }, outcome)
}

describe('a team', () => {
  test.each([
    ['Seattle Mariners', 'home'],
    ['Tampa Bay Rays', 'away'],
    ['SEA Mariners', 'home'],
    ['tampa bay', 'away'],
    ['Boston Red Sox', undefined],
    ['Draw', undefined],
    ['', undefined],
  ])('%s of a winner’s market', (name, team) => {
    const said = team && { tag: 'moneyline', period: 'full-game', team }
    expect(read(BASEBALL, 'moneyline', outcomeOf(name))).toEqual(said)
    const back = team && { tag: 'draw-no-bet', period: 'full-game', team }
    expect(read(BASEBALL, 'draw-no-bet', outcomeOf(name))).toEqual(back)
  })

  test('with points is no winner, and without points no spread', () => {
    expect(read(BASEBALL, 'moneyline', outcomeOf('Seattle Mariners', 0))).toBeUndefined()
    expect(read(BASEBALL, 'draw-no-bet', outcomeOf('Seattle Mariners', 0))).toBeUndefined()
    expect(read(BASEBALL, 'three-way', outcomeOf('Seattle Mariners', 0))).toBeUndefined()
    expect(read(BASEBALL, 'spread', outcomeOf('Seattle Mariners'))).toBeUndefined()
  })

  test('keeps its line and its part of the game', () => {
    const more = { period: 'first-5-innings' } as const
    expect(read(BASEBALL, 'spread', outcomeOf('Seattle Mariners', -0.5), more)).toEqual({
      tag: 'spread',
      period: 'first-5-innings',
      team: 'home',
      line: -0.5,
    })
  })
})

describe('three results', () => {
  test.each([
    ['Arsenal', 'home'],
    ['Chelsea', 'away'],
    ['Draw', 'draw'],
    [' tie ', 'draw'],
    ['Home', 'home'],
    ['away', 'away'],
    ['Arsenal or Draw', 'not-away'],
    ['Draw or Arsenal', 'not-away'],
    ['Chelsea/Draw', 'not-home'],
    ['Draw or Away', 'not-home'],
    ['Home or Away', 'not-draw'],
    ['Chelsea OR Arsenal', 'not-draw'],
    ['Arsenal or Arsenal', undefined],
    ['Draw or Tie', undefined],
    ['Arsenal or Draw or Chelsea', undefined],
    ['Arsenal or Liverpool', undefined],
    ['Arsenal or', undefined],
    ['or Draw', undefined],
    ['Neither', undefined],
    ['', undefined],
  ])('%j', (name, result) => {
    const said = result && { tag: 'three-way', period: 'regulation', result }
    const more = { period: 'regulation' } as const
    expect(read(SOCCER, 'three-way', outcomeOf(name), more)).toEqual(said)
  })

  test('the draw is known by its name alone', () => {
    expect(['Draw', 'TIE', ' draw '].every(isDrawName)).toBe(true)
    expect(['Drawn', 'Draw No Bet', 'Tiebreak', ''].some(isDrawName)).toBe(false)
  })
})

describe('over and under', () => {
  test.each([
    [outcomeOf('Over', 8.5), { direction: 'over', line: 8.5 }],
    [outcomeOf(' under ', 8), { direction: 'under', line: 8 }],
    [outcomeOf('Over', 2.25), { direction: 'over', line: 2.25 }],
    [outcomeOf('Over'), undefined],
    [outcomeOf('Over', 8.3), undefined],
    [outcomeOf('Over', Number.NaN), undefined],
    [outcomeOf('Over', LINE_ABS_MAX + 0.5), undefined],
    [outcomeOf('Exactly', 8.5), undefined],
    [outcomeOf('Yes', 8.5), undefined],
  ])('of the game: %o', (outcome, said) => {
    const total = said && { tag: 'total', period: 'full-game', ...said }
    expect(read(BASEBALL, 'total', outcome)).toEqual(total)
  })

  test.each([
    [outcomeOf('Over', 3.5, 'Seattle Mariners'), 'home'],
    [outcomeOf('Over', 3.5, 'Tampa Bay'), 'away'],
    [outcomeOf('Over', 3.5, 'Boston Red Sox'), undefined],
    [outcomeOf('Over', 3.5, ''), undefined],
    [outcomeOf('Over', 3.5), undefined],
    [outcomeOf('Seattle Mariners', 3.5), undefined],
  ])('of a team: %o', (outcome, team) => {
    const said = { tag: 'team-total', period: 'full-game', team, direction: 'over', line: 3.5 }
    expect(read(BASEBALL, 'team-total', outcome)).toEqual(team && said)
  })
})

describe('a player', () => {
  const hits = { stat: 'hits' } as const
  test.each([
    [outcomeOf('Over', 0.5, 'José Ramírez'), { direction: 'over', line: 0.5 }],
    [outcomeOf('Under', 1.5, 'Ramirez, Jose'), { direction: 'under', line: 1.5 }],
    [outcomeOf('Yes', undefined, 'JOSE RAMIREZ'), { direction: 'over', line: 0.5 }],
    [outcomeOf('no', undefined, 'Jose Ramirez'), { direction: 'under', line: 0.5 }],
    [outcomeOf('Yes', 0.5, 'Jose Ramirez'), undefined],
    [outcomeOf('Over', undefined, 'Jose Ramirez'), undefined],
    [outcomeOf('Jose Ramirez', 0.5), undefined],
    [outcomeOf('Over', 0.5, '—'), undefined],
    [outcomeOf('Over', 0.5), undefined],
  ])('%o', (outcome, said) => {
    const prop = { tag: 'player-prop', period: 'full-game', player: 'jose ramirez', stat: 'hits' }
    expect(read(BASEBALL, 'player-prop', outcome, hits)).toEqual(said && { ...prop, ...said })
  })

  test('of whom nothing is counted says nothing', () => {
    const outcome = outcomeOf('Over', 0.5, 'Jose Ramirez')
    expect(read(BASEBALL, 'player-prop', outcome)).toBeUndefined()
  })

  test('and his son are two', () => {
    const playerOf = (participant: string): string | undefined => {
      const said = read(BASEBALL, 'player-prop', outcomeOf('Over', 0.5, participant), hits)
      return said?.tag === 'player-prop' ? said.player : undefined
    }
    expect(playerOf('Jose Ramirez Jr.')).toBe('jose jr ramirez')
    expect(playerOf('Jose Ramirez, Jr')).toBe(playerOf('Jose Ramirez Jr.'))
    expect(playerOf('Jose Ramirez')).not.toBe(playerOf('Jose Ramirez Jr.'))
  })
})

test('whatever stands there is read as its market’s kind or not at all', () => {
  const names = ['Over', 'Yes', 'Draw', 'Seattle Mariners', 'Tampa Bay Rays or Draw']
  const text = fc.oneof(fc.string(), fc.constantFrom(...names))
  const point = fc.option(fc.oneof(fc.double(), fc.constantFrom(0, -1.5, 8.5)), { nil: undefined })
  const kinds = new Set<string>()
  fc.assert(
    fc.property(text, text, point, fc.constantFrom(...MARKET_TYPES), (name, who, at, type) => {
      const said = read(BASEBALL, type, outcomeOf(name, at, who), { stat: 'hits' })
      expect(said?.tag ?? type).toBe(type)
      if (said !== undefined) kinds.add(type)
    }),
    { numRuns: 2000 },
  )
  expect(kinds.size).toBeGreaterThan(4)
})
