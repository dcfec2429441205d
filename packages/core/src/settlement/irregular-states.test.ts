import { describe, expect, it } from 'vitest'
import { irregularStatesOf } from './irregular-states.ts'
import { type GameState, IRREGULAR_STATES, REGULAR_STATES } from './rule.ts'
import { SETTLEMENT_MARKET_TYPES, type SettlementMarketType, type Sport, SPORTS } from './scope.ts'

const QUESTIONS = SPORTS.flatMap((sport) =>
  SETTLEMENT_MARKET_TYPES.map((marketType) => ({ sport, marketType })),
)

describe('irregularStatesOf', () => {
  it.each<[Sport, SettlementMarketType, readonly GameState[]]>([
    ['baseball', 'total', ['postponed-and-played', 'shortened', 'cancelled']],
    ['soccer', 'three-way', ['postponed-and-played', 'shortened', 'cancelled']],
    [
      'basketball',
      'player-prop',
      ['postponed-and-played', 'shortened', 'cancelled', 'did-not-play'],
    ],
    [
      'tennis',
      'moneyline',
      ['postponed-and-played', 'shortened', 'retired', 'cancelled', 'walkover'],
    ],
    ['mma', 'moneyline', ['postponed-and-played', 'cancelled', 'no-contest']],
    [
      'golf',
      'outright',
      ['postponed-and-played', 'shortened', 'retired', 'cancelled', 'walkover', 'dead-heat'],
    ],
    ['esports', 'spread', ['postponed-and-played', 'retired', 'cancelled', 'walkover']],
    ['other', 'total', ['postponed-and-played', 'cancelled']],
  ])('%s %s', (sport, marketType, states) => {
    expect(irregularStatesOf(sport, marketType)).toEqual(states)
  })

  it('names no regular state, none twice, and everything may be cancelled', () => {
    expect(QUESTIONS).toHaveLength(10 * 8)
    for (const { sport, marketType } of QUESTIONS) {
      const states = irregularStatesOf(sport, marketType)
      expect(states).toContain('cancelled')
      expect(new Set(states).size).toBe(states.length)
      expect(
        states.filter((state) => (REGULAR_STATES as readonly string[]).includes(state)),
      ).toEqual([])
    }
  })

  it('every irregular state can occur somewhere', () => {
    const found = new Set(QUESTIONS.flatMap((q) => irregularStatesOf(q.sport, q.marketType)))
    expect(IRREGULAR_STATES.filter((state) => !found.has(state))).toEqual([])
  })
})
