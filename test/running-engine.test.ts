/** The running engine on a simulated world over real sockets: what it finds, trades, writes and replays. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FILL_ASSUMPTIONS, microdollars, type PairDecision, rational } from '@arbkit/core'
import {
  checkParity,
  createEngine,
  DECISIONS_EVERY_MS,
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type Engine,
  type EngineEvent,
  type EngineOptions,
  type EngineSource,
  openReplay,
  type PaperDeskOptions,
  type ScanOptions,
} from '@arbkit/engine'
import { openDatabase, openSession } from '@arbkit/store'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshName, startSimulatedWorld, type SimulatedWorld } from './support/simulated-world.ts'

const SCAN: ScanOptions = {
  books: undefined,
  maxAge: { ...DEFAULT_MAX_AGE, exchangeMs: 2_000 },
  maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
  bankroll: microdollars(1_000_000_000),
  minProfit: DEFAULT_MIN_PROFIT,
  minReturn: rational(0),
  maxReturn: DEFAULT_MAX_RETURN,
  limit: undefined,
}
/** Fast, so that a test sees trades through. */
const PAPER: PaperDeskOptions = {
  models: {
    ...FILL_ASSUMPTIONS,
    prepareLatency: { tag: 'fixed', latencyMs: 200 },
    orderLatency: { tag: 'fixed', latencyMs: 50 },
    commitLatency: { tag: 'fixed', latencyMs: 200 },
  },
  seed: 7,
  limits: {
    perGame: microdollars(5_000_000_000),
    atRisk: microdollars(10_000_000_000),
    perDay: microdollars(25_000_000_000),
  },
  whenNaked: { tag: 'unwind', lossTicksMax: 300, attemptsMax: 3, retryAfterMs: 500 },
  cash: microdollars(10_000_000_000),
  bookAgeMsMax: 2_000,
  minProfit: DEFAULT_MIN_PROFIT,
}
const HOLDER = { pid: process.pid, host: 'here', command: 'arb run' }
/** For a busy machine. */
const PATIENT = { timeout: 120_000 }

let folder = ''
let world: SimulatedWorld
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'arbkit-engine-'))
  world = await startSimulatedWorld({ seed: 3 })
})
afterEach(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

function engineOn(more: Partial<EngineOptions> = {}): Engine {
  return createEngine({
    version: '1.2.3',
    sources: world.sources(),
    time: world.time,
    scan: SCAN,
    paper: PAPER,
    recording: {
      parent: path.join(folder, 'logs'),
      createdBy: 'arb 1.2.3 run',
      ids: { next: freshName },
    },
    ...more,
  })
}

/** Runs an engine until enough has happened, stops it, and returns everything that it told. */
async function runUntil(
  engine: Engine,
  isEnough: (events: readonly EngineEvent[]) => boolean,
): Promise<readonly EngineEvent[]> {
  const events: EngineEvent[] = []
  const following = (async () => {
    for await (const event of engine.events()) {
      events.push(event)
      if (isEnough(events)) engine.stop()
    }
  })()
  await engine.run()
  await following
  return events
}

const decisionTags = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) => (event.tag === 'decision' ? [event.decision.tag] : []))

it('finds what is planted, trades it on paper, and writes down both', PATIENT, async () => {
  const ticker = world.plant()
  const database = await openDatabase(
    { sqliteFile: path.join(folder, 'arb.sqlite') },
    { clock: world.time.clock, ids: { next: freshName } },
    { migrate: true },
  )
  const engine = engineOn({ store: { database, holder: HOLDER } })
  const events = await runUntil(engine, (all) =>
    all.some(
      (event) =>
        event.tag === 'decision' &&
        event.decision.tag === 'paper-step' &&
        event.decision.event === 'bet-asked',
    ),
  )
  const opened = events.flatMap((event) =>
    event.tag === 'decision' && event.decision.tag === 'opened' ? [event.decision] : [],
  )
  expect(opened.map(({ legs: [contract] }) => contract.marketId)).toContain(ticker)
  expect(decisionTags(events)).toContain('paper-started')
  expect(events[0]).toMatchObject({ tag: 'started', resumedTrades: 0 })
  expect(events.at(-1)).toMatchObject({ tag: 'stopped', because: 'asked' })
  const feeds = events.flatMap((event) => (event.tag === 'feed' ? [event.feed] : []))
  expect(new Set(feeds)).toEqual(new Set(['kalshi/rest', 'kalshi/ws', 'the-odds-api']))
  const kept = await database.opportunities.list({ mode: 'dry-run' })
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([opened[0]?.id]))
  expect(kept.every(({ status }) => status === 'expired')).toBe(true)
  await database.close()
  const [started] = events
  const session = await openSession(started?.tag === 'started' ? (started.session ?? '') : '')
  expect(session.manifest?.complete).toBe(true)
})

const isTraded = (all: readonly EngineEvent[]): boolean =>
  decisionTags(all).includes('paper-started')
const sessionOf = (events: readonly EngineEvent[]): string => {
  const [started] = events
  return started?.tag === 'started' ? (started.session ?? '') : ''
}
const openedStore = async () =>
  openDatabase(
    { sqliteFile: path.join(folder, 'arb.sqlite') },
    { clock: world.time.clock, ids: { next: freshName } },
    { migrate: true },
  )

it('replays to the same decisions, byte for byte, also where a run goes on', PATIENT, async () => {
  world.plant()
  const database = await openedStore()
  const store = { database, holder: HOLDER }
  const first = await runUntil(engineOn({ store }), isTraded)
  const second = await runUntil(engineOn({ store }), (all) =>
    all.some((event) => event.tag === 'feed' && event.feed === 'kalshi/ws'),
  )
  expect(second[0]).toMatchObject({ tag: 'started' })
  expect(second[0]?.tag === 'started' && second[0].resumedTrades).toBeGreaterThan(0)
  for (const session of [sessionOf(first), sessionOf(second)]) {
    const { difference, isWhole } = await checkParity(await openReplay(session, 'run'))
    expect([difference, isWhole]).toEqual([undefined, true])
  }
  await database.close()
})

it('is alone on its database', PATIENT, async () => {
  const database = await openedStore()
  const store = { database, holder: HOLDER }
  const engine = engineOn({ store })
  const running = runUntil(engine, (all) => all.some(({ tag }) => tag === 'discovered'))
  await expect(runUntil(engineOn({ store }), () => false)).rejects.toThrow(/holds this database/)
  expect((await running).at(-1)).toMatchObject({ tag: 'stopped', because: 'asked' })
  const again = await runUntil(engineOn({ store }), () => true)
  expect(again[0]).toMatchObject({ tag: 'started' })
  await database.close()
})

it('ends in order where a source fails, and says why', PATIENT, async () => {
  const broken: EngineSource = {
    name: 'broken',
    feeds: [],
    run: async () => Promise.reject(new Error('no such wire')),
  }
  const engine = engineOn({ sources: [...world.sources(), broken] })
  const events: EngineEvent[] = []
  const following = (async () => {
    for await (const event of engine.events()) events.push(event)
  })()
  await expect(engine.run()).rejects.toThrow('no such wire')
  await following
  expect(events.at(-1)).toMatchObject({ tag: 'stopped', because: 'failed' })
  const { manifest } = await openSession(sessionOf(events))
  expect(manifest?.complete).toBe(true)
  await expect(engine.run()).rejects.toThrow('an engine runs once')
})

it('takes what people decide while it runs, as a frame that replays', PATIENT, async () => {
  const ticker = world.plant()
  const pause: PairDecision = {
    id: 'd1',
    action: 'pause',
    subject: { contract: { venue: 'kalshi', eventId: ticker.slice(0, ticker.lastIndexOf('-')) } },
    atMs: world.time.clock.now(),
    by: 'somebody',
    reason: 'no word of the start',
  }
  let reads = 0
  const decisions = {
    store: {
      read: async () => {
        reads += 1
        return Promise.resolve(reads === 1 ? [] : [pause])
      },
    },
  }
  // Looked at a hundred times as often: a test need not wait.
  const time = {
    ...world.time,
    every: (intervalMs: number, run: () => void) =>
      world.time.every(intervalMs === DECISIONS_EVERY_MS ? intervalMs / 100 : intervalMs, run),
  }
  const engine = engineOn({ decisions, time })
  const events = await runUntil(engine, (all) => decisionTags(all).includes('expired'))
  const tags = decisionTags(events)
  expect(tags.indexOf('opened')).toBeLessThan(tags.indexOf('expired'))
  const parity = await checkParity(await openReplay(sessionOf(events), 'run'))
  expect(parity.difference).toBeUndefined()
})
