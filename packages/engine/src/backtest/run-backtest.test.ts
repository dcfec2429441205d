import { NO_DECISIONS } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { ownSettings } from '../replay/replay-settings.ts'
import { type Decision, decisionLine } from '../turns/decision.ts'
import { anySession } from '../turns/any-session.test.ts'
import {
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  marketOf,
  oddsEventOf,
  snapshotFrame,
  streamFrame,
  tickerOf,
} from '../turns/test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import {
  type BacktestOptions,
  type BacktestProgress,
  type BacktestRun,
  PROGRESS_FRAMES,
  runBacktest,
} from './run-backtest.ts'

const SETTINGS = ownSettings({ scan: MADE_UP_OPTIONS, decisions: NO_DECISIONS })
const [NFL, GAME] = MADE_UP_GAMES
const TICKER = tickerOf(GAME, 1)
const MARKET = { yesBid: 30, yesAsk: 70, status: 'active', waiver: undefined }
const LISTS = [GAME, NFL].map((game) =>
  eventsFrame(game, [marketOf(game, 0, MARKET), marketOf(game, 1, MARKET)]),
)
const TICK: MadeUpFrame = { shape: 'tick', body: {} }
const HEARD = streamFrame('one', { type: 'heartbeat', sid: 9 })

/** Frames with the second that each arrived in, a turn a second. */
type Timed = readonly (readonly [seconds: number, ...frames: readonly MadeUpFrame[]])[]

function framesOf(timed: Timed): readonly Frame[] {
  let seq = 0
  return timed.flatMap(([seconds, ...frames], index) =>
    frames.map((each) => {
      seq += 1
      return frameAt(each, { seq, turn: index + 1, t: MADE_UP_MS + seconds * 1000 })
    }),
  )
}

async function run(
  frames: readonly Frame[],
  more: Partial<BacktestOptions> = {},
): Promise<{ readonly run: BacktestRun; readonly progress: readonly BacktestProgress[] }> {
  const source = { name: 'made up', frames: () => frames, problems: () => ['torn'] }
  const going = runBacktest(source, { settings: SETTINGS, ...more })
  const progress: BacktestProgress[] = []
  for (;;) {
    const step = await going.next()
    if (step.done === true) return { run: step.value, progress }
    progress.push(step.value)
  }
}

let numbers = 0
const book = (noBid: number): MadeUpFrame => {
  numbers += 1
  return snapshotFrame('one', numbers, { ticker: TICKER, yesBid: 40, noBid })
}
const odds = (away: number, seconds = 0): MadeUpFrame => {
  const updatedMs = MADE_UP_MS + seconds * 1000
  const quote = { book: 'draftkings', prices: [away, -away - 20] as const, updatedMs }
  return {
    shape: 'odds-list',
    body: [oddsEventOf(GAME, [quote])],
    request: { oddsFormat: 'american' },
  }
}
const at = (seconds: number): number => MADE_UP_MS + seconds * 1000
const START_S = (GAME.startMs - MADE_UP_MS) / 1000

describe('the record of a candidate', () => {
  it('tells what it was, when it was there and when it was missed', async () => {
    const { run: done } = await run(
      framesOf([
        [0, ...LISTS, odds(108), book(54)],
        [5, odds(108, 4), HEARD],
        [9, HEARD],
        [10, book(40)],
      ]),
    )
    expect(done.candidates).toHaveLength(1)
    const [{ record, bestEdgePpm, decay }] = done.candidates as [BacktestRun['candidates'][number]]
    expect(record).toEqual({
      id: record.id,
      league: 'nba',
      book: 'draftkings',
      marketType: 'moneyline',
      fixtureId: record.fixtureId,
      foundMs: at(0),
      // The book was heard of at nine seconds, the odds at five.
      lastSeenMs: at(5),
      endedMs: at(10),
      edgePpm: 43_623,
      state: { tag: 'taken' },
      quoteAgeMs: 0,
      odds: { numerator: 52, denominator: 25 },
      closingOdds: undefined,
      price: 4600,
      closingPrice: undefined,
    })
    expect(bestEdgePpm).toBe(43_623)
    expect(decay).toMatchObject({ firstSeenMs: at(0), goneMs: at(10), appearances: 1 })
    expect(done.decay).toMatchObject({ halved: 1, censored: 0 })
    expect(done).toMatchObject({
      frames: 8,
      turns: 4,
      startMs: at(0),
      endMs: at(10),
      dropped: 0,
      hasDepth: true,
      problems: ['torn'],
    })
  })

  it('is censored where the data end before it does, and seen until then', async () => {
    const { run: done } = await run(
      framesOf([
        [0, ...LISTS, odds(108), book(54)],
        [20, odds(108, 18), HEARD],
        [25, HEARD],
      ]),
    )
    expect(done.candidates[0]?.record).toMatchObject({ lastSeenMs: at(20), endedMs: undefined })
    expect(done.decay).toMatchObject({ halved: 0, censored: 1 })
  })

  it('does not end by growing stale: nobody has looked', async () => {
    const frames: Timed = [
      [0, ...LISTS, odds(108), book(54)],
      [300, TICK],
    ]
    const { run: stale } = await run(framesOf(frames))
    expect(stale.candidates[0]?.record).toMatchObject({ lastSeenMs: at(0), endedMs: undefined })
    const { run: ended } = await run(framesOf([...frames, [400, odds(108, 399), book(30)]]))
    expect(ended.candidates[0]?.record).toMatchObject({ lastSeenMs: at(0), endedMs: at(400) })
  })

  it('keeps its best edge, and its first end where it comes back', async () => {
    const { run: done } = await run(
      framesOf([
        [0, ...LISTS, odds(108), book(53)],
        [1, book(54)],
        [2, book(30)],
        [3, book(53)],
        [4, book(30)],
      ]),
    )
    const [life] = done.candidates
    expect(life?.record.endedMs).toBe(at(2))
    expect(life?.bestEdgePpm).toBe(43_623)
    expect(life?.record.edgePpm).toBeLessThan(43_623)
    expect(life?.decay?.appearances).toBe(2)
  })

  it('tells of what was turned down why, and of what paid later as found then', async () => {
    const rejected = framesOf([
      [0, ...LISTS, odds(108), book(49)],
      [3, book(30)],
    ])
    const { run: never } = await run(rejected)
    expect(never.candidates.map(({ record }) => record)).toMatchObject([
      { state: { tag: 'rejected', reason: 'fees' }, foundMs: at(0), endedMs: at(3), price: 5100 },
    ])
    expect(never.candidates[0]?.record.edgePpm).toBeLessThan(0)
    expect(never.candidates[0]?.decay).toBeUndefined()
    const { run: later } = await run(
      framesOf([
        [0, ...LISTS, odds(108), book(49)],
        [3, book(54)],
      ]),
    )
    expect(later.candidates.map(({ record }) => record)).toMatchObject([
      { state: { tag: 'taken' }, foundMs: at(3), price: 4600 },
    ])
  })

  it('ends where the exchange stops: it can no longer be bought', async () => {
    const status = { exchange_active: true, trading_active: false }
    const { run: done } = await run(
      framesOf([
        [0, ...LISTS, odds(108), book(54)],
        [1, { shape: 'kalshi-exchange-status', body: status }],
      ]),
    )
    expect(done.candidates[0]?.record.endedMs).toBe(at(1))
  })

  it('says that there is no depth where only best prices were recorded', async () => {
    const market = marketOf(GAME, 1, { ...MARKET, yesBid: 44, yesAsk: 46 })
    const { run: done } = await run(framesOf([[0, eventsFrame(GAME, [market]), odds(108)]]))
    expect(done.candidates).toHaveLength(1)
    expect(done.hasDepth).toBe(false)
  })
})

describe('closing quotes', () => {
  const closing = async (...timed: Timed) => {
    const { run: done } = await run(framesOf([[0, ...LISTS, odds(108), book(54)], ...timed]))
    const { closingOdds, closingPrice } = done.candidates[0]?.record ?? {}
    return [closingOdds && closingOdds.numerator / closingOdds.denominator, closingPrice]
  }

  it('are the last before the game, also of what was gone long before', async () => {
    expect(
      await closing(
        [10, book(30)],
        [START_S - 60, odds(-125, START_S - 60)],
        [START_S - 30, book(45)],
        [START_S - 1, HEARD],
        [START_S, odds(150, START_S), book(20)],
        [START_S + 60, TICK],
      ),
    ).toEqual([1.8, 5500])
  })

  it('are not known where the session ends before the game begins', async () => {
    expect(await closing([START_S - 1, odds(-125, START_S - 1), book(45)])).toEqual([
      undefined,
      undefined,
    ])
  })

  it('are not those of long before', async () => {
    expect(
      await closing([10, odds(-125, 10), book(45)], [START_S - 3601, HEARD], [START_S + 1, TICK]),
    ).toEqual([undefined, undefined])
    // A stream that is heard confirms its books; nobody confirmed the odds.
    expect(
      await closing([10, odds(-125, 10), book(45)], [START_S - 3600, HEARD], [START_S + 1, TICK]),
    ).toEqual([undefined, 5500])
  })

  it('are what stood before quotes vanished', async () => {
    const gone = {
      shape: 'odds-list',
      body: [oddsEventOf(GAME, [])],
      request: { asked: { sportKey: GAME.sport, markets: ['h2h'] }, oddsFormat: 'american' },
    }
    expect(
      await closing(
        [START_S - 90, odds(-125, START_S - 90), book(45)],
        [START_S - 60, gone, book(0)],
        [START_S, TICK],
      ),
    ).toEqual([1.8, 5500])
  })
})

describe('a run', () => {
  it('keeps no more candidates than it may, and counts the others', async () => {
    const second = snapshotFrame('two', 1, { ticker: tickerOf(GAME, 0), yesBid: 54, noBid: 40 })
    const frames = framesOf([[0, ...LISTS, odds(108), book(54), second]])
    expect((await run(frames)).run).toMatchObject({ candidates: [{}, {}], dropped: 0 })
    const { run: less } = await run(frames, { candidatesMax: 1 })
    expect(less).toMatchObject({ candidates: [{}], dropped: 1 })
  })

  it('says how far it is', async () => {
    const ticks = Array.from({ length: PROGRESS_FRAMES * 2 + 5 }, (_, i): Timed[number] => [
      i,
      TICK,
    ])
    const { progress, run: done } = await run(framesOf(ticks))
    expect(progress).toEqual(
      [PROGRESS_FRAMES, PROGRESS_FRAMES * 2].map((frames) => ({
        frames,
        turns: frames - 1,
        t: at(frames - 1),
        position: undefined,
      })),
    )
    expect(done.turns).toBe(ticks.length)
  })

  it('refuses a session without frames', async () => {
    await expect(run([])).rejects.toThrow('made up: the session holds no frame')
  })
})

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 2000 : 60

async function linesOf(frames: readonly Frame[]): Promise<readonly string[]> {
  const decisions: Decision[] = []
  await run(frames, { onDecision: (decision) => decisions.push(decision) })
  return decisions.map(decisionLine)
}

prop.prop([anySession(50), anySession(20)], { seed: 31, numRuns: RUNS })(
  'nothing that comes later changes what was decided before',
  async (frames, others) => {
    const lines = await linesOf(frames)
    const cut = frames[Math.floor(frames.length / 2)]?.turn ?? 0
    const prefix = frames.filter(({ turn }) => turn <= cut)
    const decided = await linesOf(prefix)
    expect(lines.slice(0, decided.length)).toEqual(decided)
    // Another future: the same until then, whatever follows.
    const last = prefix.at(-1)
    const future = others.map((frame, index) => ({
      ...frame,
      seq: prefix.length + index + 1,
      turn: cut + frame.turn,
      t: (last?.t ?? 0) + frame.t - MADE_UP_MS,
    }))
    const otherLines = await linesOf([...prefix, ...future])
    expect(otherLines.slice(0, decided.length)).toEqual(decided)
  },
  600_000,
)

prop.prop([anySession(50)], { seed: 32, numRuns: RUNS })(
  'every life is found, seen and missed in that order',
  async (frames) => {
    const { run: done } = await run(frames)
    for (const { record, bestEdgePpm, decay } of done.candidates) {
      const { foundMs, lastSeenMs, endedMs = Infinity, edgePpm, state } = record
      expect(foundMs).toBeLessThanOrEqual(lastSeenMs)
      expect(lastSeenMs).toBeLessThanOrEqual(endedMs)
      expect(edgePpm).toBeLessThanOrEqual(bestEdgePpm)
      expect(decay !== undefined).toBe(state.tag === 'taken')
    }
    expect(done.decay.halved + done.decay.censored).toBe(
      done.candidates.filter(({ record }) => record.state.tag === 'taken').length,
    )
  },
  600_000,
)
