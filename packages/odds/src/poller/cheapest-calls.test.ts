import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { cheapestCalls, type FixtureMarkets } from './cheapest-calls.ts'

const sport = { sportKey: 'basketball_nba', books: { regions: ['us', 'us2'] } }
const MARKETS = ['h2h', 'spreads', 'totals', 'team_totals', 'alternate_spreads']
const FEATURED = ['h2h', 'spreads', 'totals']

const wanted = fc.uniqueArray(
  fc.record({
    eventId: fc.constantFrom('a', 'b', 'c', 'd'),
    markets: fc.subarray(MARKETS),
  }),
  { selector: ({ eventId }) => eventId },
)

/** The least that any choice costs: whatever the sport's call has, each event's call brings the rest. */
function leastCredits(wants: readonly FixtureMarkets[]): number {
  const costs = Array.from({ length: 2 ** FEATURED.length }, (_, bits) => {
    const bySport = FEATURED.filter((_market, index) => (bits & (2 ** index)) > 0)
    const rest = wants.map(({ markets }) => markets.filter((m) => !bySport.includes(m)).length)
    return 2 * (bySport.length + rest.reduce((sum, count) => sum + count, 0))
  })
  return Math.min(...costs)
}

describe('the cheapest calls', () => {
  it('takes the sport for featured markets, at equal cost too, and the event for others', () => {
    const calls = cheapestCalls(sport, [
      { eventId: 'a', markets: ['totals', 'team_totals', 'h2h'] },
    ])
    expect(calls).toEqual([
      { kind: 'sport-odds', ...sport, markets: ['h2h', 'totals'], cost: { min: 0, max: 4 } },
      {
        kind: 'event-odds',
        ...sport,
        eventId: 'a',
        markets: ['team_totals'],
        cost: { min: 0, max: 2 },
      },
    ])
  })

  it('asks nothing where nothing is wanted', () => {
    expect(cheapestCalls(sport, [])).toEqual([])
    expect(cheapestCalls(sport, [{ eventId: 'a', markets: [] }])).toEqual([])
  })

  prop.prop([wanted])('brings everything for the least that any choice of calls costs', (wants) => {
    const calls = cheapestCalls(sport, wants)
    expect(calls.reduce((sum, { cost }) => sum + cost.max, 0)).toBe(leastCredits(wants))
    for (const { eventId, markets } of wants) {
      const brought = calls
        .filter((call) => call.kind === 'sport-odds' || call.eventId === eventId)
        .flatMap((call) => call.markets)
      expect(brought).toEqual(expect.arrayContaining([...markets]))
    }
    const isFeaturedOnly = calls
      .filter(({ kind }) => kind === 'sport-odds')
      .every(({ markets }) => markets.every((market) => FEATURED.includes(market)))
    expect(isFeaturedOnly).toBe(true)
  })
})
