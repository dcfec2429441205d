import { describe, expect, it } from 'vitest'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import { SETTLEMENT_MARKET_TYPES, sportOf, SPORTS } from './scope.ts'

describe('sportOf', () => {
  it.each(Object.values(LEAGUES).map(({ id, sport }) => [id, sport] as const))(
    '%s is %s',
    (league, sport) => {
      expect(sportOf(league)).toBe(sport)
      expect(SPORTS).toContain(sport)
    },
  )

  it('a sport is itself', () => {
    expect(SPORTS.map(sportOf)).toEqual(SPORTS)
  })

  it('no league has the name of a sport, and no list says anything twice', () => {
    const leagues = Object.keys(LEAGUES) as LeagueId[]
    const names = [...leagues, ...SPORTS, 'any']
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(SETTLEMENT_MARKET_TYPES).size).toBe(SETTLEMENT_MARKET_TYPES.length)
  })
})
