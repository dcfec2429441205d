/** A scan that goes on says what a scan of everything says, over sessions of simulated worlds. */
import {
  decisionStateOf,
  type DecisionState,
  OrderBook,
  type PairDecision,
  rational,
} from '@arbkit/core'
import {
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  MarketState,
  type ScanOptions,
  scanMarkets,
  UNLIMITED_BANKROLL,
} from '@arbkit/engine'
import type { SimulatedLeague } from '@arbkit/simulator'
import { describe, expect, it } from 'vitest'
import { IncrementalScan } from '../packages/engine/src/turns/incremental-scan.ts'
import { framesOf, recordSimulatedSession } from './support/simulated-session.ts'

const SEEDS = process.env['ARBKIT_LONG'] === '1' ? 500 : 10
const LEAGUES: readonly (readonly SimulatedLeague[])[] = [
  ['nhl'],
  ['nba'],
  ['mlb'],
  ['epl'],
  ['nfl'],
]

const OPTIONS: ScanOptions = {
  books: undefined,
  maxAge: DEFAULT_MAX_AGE,
  maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
  bankroll: UNLIMITED_BANKROLL,
  minProfit: DEFAULT_MIN_PROFIT,
  minReturn: rational(0),
  maxReturn: DEFAULT_MAX_RETURN,
  limit: undefined,
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof OrderBook ? each.snapshot() : each))

/** What somebody may have decided of a session's first pairs. */
function decisionsOf(state: MarketState, seed: number): DecisionState {
  const { matching } = scanMarkets({ state, nowMs: state.nowMs, options: OPTIONS })
  const actions = ['pin', 'reject', 'pause', 'approve'] as const
  return decisionStateOf(
    matching.pairs.slice(0, 4).map(
      ({ contract, odds }, index): PairDecision => ({
        id: `decision ${index}`,
        action: actions[(index + seed) % actions.length] ?? 'pin',
        subject: {
          contract: { venue: 'kalshi', eventId: contract.eventId, marketId: contract.marketId },
          odds: { feed: 'the-odds-api', eventId: odds.eventId },
        },
        atMs: 0,
        by: 'somebody',
        reason: 'tried',
      }),
    ),
  )
}

const all = { turns: 0, compared: 0, opportunities: 0, rejected: 0, evaluated: 0, whole: 0 }

describe.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', (seed) => {
  it('agrees after every turn', async () => {
    const frames = framesOf(
      await recordSimulatedSession({
        seed,
        leagues: LEAGUES[seed % LEAGUES.length] ?? ['nhl'],
        gamesPerDay: 1,
        startsWithinMs: 600_000,
        scan: OPTIONS,
        rounds: 6,
        roundMs: 20_000,
        activity: 0.15,
      }),
    )
    const first = new MarketState()
    for (const frame of frames.slice(0, Math.floor(frames.length / 2))) first.apply(frame)
    const decisions = decisionsOf(first, seed)
    const options = { ...OPTIONS, withinMs: seed % 3 === 0 ? 400_000 : undefined }
    const state = new MarketState()
    const scan = new IncrementalScan(state, options, decisions)
    let [compared, turns] = [0, 0]
    for (const [index, frame] of frames.entries()) {
      state.apply(frame)
      if (frames[index + 1]?.turn === frame.turn) continue
      const { evaluated } = scan.turn()
      turns += 1
      all.evaluated += evaluated
      const whole = scanMarkets({ state, nowMs: state.nowMs, options, decisions })
      expect(textOf(scan.result())).toBe(textOf(whole))
      compared += 1
      all.opportunities += whole.opportunities.length
      all.rejected += whole.rejected.length
      all.whole += whole.matching.pairs.length
    }
    expect(compared).toBeGreaterThan(20)
    all.compared += compared
    all.turns += turns
  }, 120_000)
})

it('the sessions above held what they are about, and took a small part of the work', () => {
  expect(all.turns).toBeGreaterThan(SEEDS * 100)
  expect(all.opportunities).toBeGreaterThan(SEEDS)
  expect(all.rejected).toBeGreaterThan(SEEDS * 10)
  expect(all.evaluated).toBeLessThan(all.whole / 5)
})
