import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import type { LeagueId } from '../../fixtures/league.ts'
import type { GameStatement } from '../../outcomes/game-statement.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import { type GameMarket, gameEvent } from './game-event.ts'
import { findRelationArbitrage } from './relation-arbitrage.ts'

const period = 'full-game' as const
const wins = (team: 'home' | 'away'): GameStatement => ({ tag: 'moneyline', period, team })
const winsBy = (team: 'home' | 'away', over: number): GameStatement => ({
  tag: 'spread',
  period,
  team,
  line: -over,
})
const over = (line: number): GameStatement => ({ tag: 'total', period, direction: 'over', line })

/** Asks in cents; 0 for none. */
function market(id: string, statement: GameStatement, yes: number, no: number): GameMarket {
  const ladder = (price: number) =>
    price === 0 ? [] : [{ price: priceTicks(price * 100), size: centicontracts(1000) }]
  return {
    id,
    statement,
    account: 'kalshi/3',
    yesLadder: ladder(yes),
    noLadder: ladder(no),
    costs: FREE_OF_FEES,
    step: centicontracts(100),
  }
}

const search = (league: LeagueId, ...markets: GameMarket[]) =>
  findRelationArbitrage({
    ...gameEvent({ league, markets }),
    venue: 'kalshi',
    cash: new Map(),
    bankroll: microdollars(1e12),
  })
const legsOf = (finding: ReturnType<typeof search>): string[] =>
  finding.tag === 'miss' ? [] : finding.legs.map(({ part }) => part.id)

describe('one game', () => {
  it('"by over 3.5" dearer than "wins": YES of the winner and NO of the spread', () => {
    const finding = search(
      'mlb',
      market('SEA', wins('home'), 45, 57),
      market('SEA4', winsBy('home', 3.5), 50, 52),
    )
    expect([finding.tag, legsOf(finding)]).toEqual(['locked', ['SEA yes', 'SEA4 no']])
    // Both win where Seattle wins by three or fewer: at least a dollar for 45 + 52 cents.
    expect(finding).toMatchObject({ position: { guaranteed: 300_000 } })
  })

  it('in order there is nothing', () => {
    const finding = search(
      'mlb',
      market('SEA', wins('home'), 57, 45),
      market('SEA4', winsBy('home', 3.5), 40, 62),
      market('8', over(8.5), 50, 52),
    )
    expect(finding.tag).toBe('miss')
  })

  it('both teams by over 1.5 exclude each other: NO of both pays a dollar at least', () => {
    const finding = search(
      'mlb',
      market('SEA2', winsBy('home', 1.5), 0, 55),
      market('TB2', winsBy('away', 1.5), 0, 43),
    )
    expect([finding.tag, legsOf(finding)]).toEqual(['locked', ['SEA2 no', 'TB2 no']])
  })

  it('a tie of the NFL pays half on both winners: NO of both is locked, YES of both too', () => {
    const finding = search(
      'nfl',
      market('DAL', wins('away'), 48, 0),
      market('PHI', wins('home'), 49, 0),
    )
    expect(finding.tag).toBe('locked')
    expect(finding).toMatchObject({ position: { outcomes: { length: 3 }, guaranteed: 300_000 } })
  })

  it('settles each market by its own rows', () => {
    const { markets } = gameEvent({
      league: 'mlb',
      markets: [market('SEA', wins('home'), 50, 51), market('8', over(8.5), 50, 51)],
    })
    expect(markets.map(({ settledAs }) => settledAs)).toEqual([
      { scope: 'mlb', marketType: 'moneyline' },
      { scope: 'mlb', marketType: 'total', direction: 'over' },
    ])
  })
})
