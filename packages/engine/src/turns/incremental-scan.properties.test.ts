import { fc, test as prop } from '@fast-check/vitest'
import {
  decisionStateOf,
  NO_DECISIONS,
  OrderBook,
  type PairDecision,
  type DecisionState,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { afterAll, expect } from 'vitest'
import type { ScanOptions } from '../scan/options.ts'
import { scanMarkets } from '../scan/scan.ts'
import { MarketState } from '../session/market-state.ts'
import { IncrementalScan } from './incremental-scan.ts'
import { anySession } from './any-session.test.ts'
import { MADE_UP_GAMES, MADE_UP_MS, tickerOf } from './test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from './test-support/made-up-options.ts'

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 5000 : 150

/** Everything, books by what stands in them. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof OrderBook ? each.snapshot() : each))

const anyDecision = fc
  .record({
    action: fc.constantFrom<PairDecision['action']>('approve', 'reject', 'pin', 'pause'),
    contract: fc.constantFrom(...MADE_UP_GAMES),
    side: fc.constantFrom<0 | 1 | undefined>(0, 1, undefined),
    odds: fc.constantFrom(...MADE_UP_GAMES),
  })
  .map(
    ({ action, contract, side, odds }, index = 0): PairDecision => ({
      id: `${action} ${contract.event} ${side ?? ''} ${odds.oddsId} ${index}`,
      action,
      subject: {
        contract: {
          venue: 'kalshi',
          eventId: contract.event,
          marketId: side === undefined ? undefined : tickerOf(contract, side),
        },
        odds: { feed: 'the-odds-api', eventId: odds.oddsId },
      },
      atMs: MADE_UP_MS,
      by: 'somebody',
      reason: 'made up',
    }),
  )
const anyDecisions = fc.oneof(
  fc.constant<DecisionState>(NO_DECISIONS),
  fc.array(anyDecision, { maxLength: 3 }).map((log) => decisionStateOf(log)),
)
const anyOptions = fc
  .constantFrom<number | undefined>(undefined, 3_600_000, 15_000_000)
  .map((withinMs): ScanOptions => ({ ...MADE_UP_OPTIONS, withinMs }))

let [turns, found, rejected, evaluated, pairs] = [0, 0, 0, 0, 0]

function follow(frames: readonly Frame[], options: ScanOptions, decisions: DecisionState): void {
  const state = new MarketState()
  const scan = new IncrementalScan(state, options, decisions)
  for (const [index, frame] of frames.entries()) {
    state.apply(frame)
    if (frames[index + 1]?.turn === frame.turn) continue
    const work = scan.turn()
    const whole = scanMarkets({ state, nowMs: state.nowMs, options, decisions })
    expect(textOf(scan.result())).toBe(textOf(whole))
    turns += 1
    found += whole.opportunities.length
    rejected += whole.rejected.length
    evaluated += work.evaluated
    pairs += whole.matching.pairs.length + whole.matching.suggestions.length
  }
}

prop.prop([anySession(60), anyOptions, anyDecisions], { seed: 5, numRuns: RUNS })(
  'after every turn it says what a scan of everything says',
  (frames, options, decisions) => {
    follow(frames, options, decisions)
  },
  600_000,
)

afterAll(() => {
  // It was about something, and it was less work.
  expect(turns).toBeGreaterThan(RUNS)
  expect(found).toBeGreaterThan(turns / 50)
  expect(rejected).toBeGreaterThan(turns / 4)
  expect(evaluated).toBeLessThan(pairs / 1.5)
})
