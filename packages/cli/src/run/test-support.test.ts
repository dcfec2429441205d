/** Hand-made engines, views and events for the tests of what shows them. */
import { microdollars } from '@arbkit/core'
import type { Engine, EngineEvent, EngineView, TurnDecision } from '@arbkit/engine'
import { expect, it } from 'vitest'

/** The moment of these tests. */
export const AT_MS = Date.UTC(2026, 10, 21, 14, 3, 22)

const OPENED: Extract<TurnDecision, { tag: 'opened' }> = {
  tag: 'opened',
  turn: 7,
  t: AT_MS,
  id: 'rsalp7nq',
  legs: [
    {
      venue: 'kalshi',
      marketId: 'KXNHLGAME-26NOV22NSHANA-ANA',
      side: 'yes',
      bestPrice: '0.6200',
      limitPrice: '0.6300',
      contracts: '1460.00',
      ageMs: 200,
    },
    {
      venue: 'betmgm',
      oddsEventId: 'a1',
      marketKey: 'h2h',
      outcome: 'Nashville Predators',
      point: null,
      odds: '+192',
      stake: '500.00',
      ageMs: 41_000,
    },
  ],
  figures: {
    kind: 'locked',
    guaranteed: '16.256000',
    cost: '1443.744000',
    returnOnCost: '0.011259',
    marginReturn: '0.011300',
  },
  reasons: ['new'],
}

/** An opportunity that begins. */
export function opened(
  changes: Partial<Extract<TurnDecision, { tag: 'opened' }>> = {},
): Extract<TurnDecision, { tag: 'opened' }> {
  return { ...OPENED, ...changes }
}

/** Returns an event of a decision. */
export const decided = (decision: TurnDecision): EngineEvent => ({
  tag: 'decision',
  atMs: AT_MS,
  decision,
})

/** An engine that has just begun and found nothing. */
export function viewOf(changes: Partial<EngineView> = {}): EngineView {
  return {
    atMs: AT_MS,
    startedMs: AT_MS - 8_040_000,
    feeds: [
      feed('kalshi/rest', 'up', 3_200),
      feed('kalshi/ws', 'up', 120),
      { ...feed('the-odds-api', 'down', 61_000), outages: 2, detail: 'status 500' },
    ],
    contracts: 1204,
    oddsEvents: 96,
    pairs: 410,
    opportunities: [],
    nearMisses: 12,
    paper: {
      finished: 23,
      underWay: 1,
      open: 4,
      realised: microdollars(12_405_000),
      realisedToday: microdollars(-3_101_000),
      guaranteedOpen: microdollars(5_209_999),
      exposure: microdollars(1_204_100_001),
      naked: 0,
    },
    creditsLeft: 19_204,
    problems: [],
    frames: 120_113,
    turns: 60_050,
    decisions: 812,
    turnMs: { p50: 0.21, p99: 0.94, max: 12.04 },
    ...changes,
  }
}

/** A feed that was heard so long ago. */
export function feed(
  name: EngineView['feeds'][number]['feed'],
  status: EngineView['feeds'][number]['status'],
  ageMs: number | undefined,
): EngineView['feeds'][number] {
  return { feed: name, status, ageMs, frames: 1204, outages: 0, detail: undefined }
}

/** An engine that tells what it is given, and runs until it is stopped. */
export interface HandMadeEngine extends Engine {
  /** Tells an event now. */
  tell(event: EngineEvent): void
  /** Ends it: `run` resolves, or throws the error. */
  end(error?: Error): void
  readonly stops: () => number
  readonly runs: () => number
}

/** Returns one. `session` is the folder that it says it records in. */
export function handMadeEngine({
  view = () => viewOf(),
  session,
  onStop,
}: {
  readonly view?: () => EngineView
  readonly session?: string | undefined
  readonly onStop?: () => void
} = {}): HandMadeEngine {
  const events: EngineEvent[] = []
  let wake = (): void => undefined
  let isOver = false
  let [stops, runs] = [0, 0]
  let finish: (error?: Error) => void = () => undefined
  const over = new Promise<Error | undefined>((resolve) => {
    finish = resolve
  })
  const tell = (event: EngineEvent): void => {
    events.push(event)
    wake()
  }
  const end = (error?: Error): void => {
    if (isOver) return
    tell({
      tag: 'stopped',
      atMs: AT_MS,
      because: error === undefined ? 'asked' : 'failed',
      session,
    })
    isOver = true
    wake()
    finish(error)
  }
  return {
    tell,
    end,
    stops: () => stops,
    runs: () => runs,
    view,
    stop: () => {
      stops += 1
      if (onStop === undefined) end()
      else onStop()
    },
    run: async () => {
      runs += 1
      tell({ tag: 'started', atMs: AT_MS, session, resumedTrades: 0 })
      const error = await over
      if (error !== undefined) throw error
    },
    events: () => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          await new Promise<void>((resolve) => {
            wake = resolve
            if (events.length > 0 || isOver) resolve()
          })
          const value = events.shift()
          return value === undefined ? { done: true, value } : { done: false, value }
        },
      }),
    }),
  }
}

it('a hand-made engine tells all it was given, in order, and ends', async () => {
  const engine = handMadeEngine()
  const seen: string[] = []
  const following = (async () => {
    for await (const { tag } of engine.events()) seen.push(tag)
  })()
  const running = engine.run()
  engine.stop()
  await Promise.all([running, following])
  expect([seen, engine.stops(), engine.runs()]).toEqual([['started', 'stopped'], 1, 1])
})
