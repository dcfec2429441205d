import { test as prop } from '@fast-check/vitest'
import { microdollars, NO_DECISIONS } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { describe, expect, it } from 'vitest'
import type { PaperDeskOptions } from '../paper/paper-options.ts'
import { usualPaper } from '../replay/paper-defaults.ts'
import type { EngineStart } from '../replay/engine-start.ts'
import { ownSettings, type SettingsChanges } from '../replay/replay-settings.ts'
import { backtestReportHtml } from '../report/backtest-report-html.ts'
import { backtestReportSchema } from '../report/backtest-report-schema.ts'
import { backtestReportText } from '../report/backtest-report-text.ts'
import { anySession } from '../turns/any-session.test.ts'
import { type Decision, decisionLine } from '../turns/decision.ts'
import { MADE_UP_MS } from '../turns/test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import { backtestSessions } from './backtest-sessions.ts'
import { type BacktestOptions, type BacktestRun, runBacktest } from './run-backtest.ts'
import {
  bookFrame,
  LISTS,
  oddsFrame,
  STANDING,
  TICK,
  timedFrames,
} from './test-support/made-up-session.ts'

const USUAL = usualPaper(MADE_UP_OPTIONS)
/** A book that takes every bet as it is, at delays that are known. */
const SURE: PaperDeskOptions = {
  ...USUAL,
  whenNaked: { tag: 'hold' },
  models: {
    ...USUAL.models,
    prepareLatency: { tag: 'fixed', latencyMs: 2000 },
    orderLatency: { tag: 'fixed', latencyMs: 100 },
    commitLatency: { tag: 'fixed', latencyMs: 3000 },
    oddsDriftPerMinute: 0,
    acceptance: {
      ...USUAL.models.acceptance,
      acceptProbability: 1,
      byDrift: { bands: [], beyond: 1 },
      byAgeMs: { bands: [], beyond: 1 },
      byStakeShare: { bands: [], beyond: 1 },
      changeProbability: 0,
      capProbability: 0,
    },
  },
}
const START: EngineStart = {
  version: '1.2.3',
  scan: MADE_UP_OPTIONS,
  decisions: [],
  paper: SURE,
}
const OTHERS = { scan: MADE_UP_OPTIONS, decisions: NO_DECISIONS, paper: SURE }

const sourceOf = (frames: readonly Frame[], name = 'made up') => ({
  name,
  frames: () => frames,
  problems: () => [],
})

async function run(
  frames: readonly Frame[],
  more: Partial<BacktestOptions> = {},
): Promise<BacktestRun> {
  const going = runBacktest(sourceOf(frames), { settings: ownSettings(OTHERS), ...more })
  for (;;) {
    const step = await going.next()
    if (step.done === true) return step.value
  }
}

const reportOf = async (frames: readonly Frame[], changes: SettingsChanges = {}) =>
  backtestSessions({
    sources: [sourceOf(frames)],
    settings: ownSettings(OTHERS, changes),
    seed: 1,
    version: '1.2.3',
  })

describe('trades in a backtest', () => {
  it('buy both legs at the end of their delays, and are told step by step', async () => {
    const { trades, hasResults, skips } = await run(timedFrames(STANDING))
    expect([trades.length, hasResults, skips]).toEqual([1, false, {}])
    const [{ record, notes }] = trades as [BacktestRun['trades'][number]]
    expect(record).toMatchObject({
      stage: 'both',
      atMs: MADE_UP_MS,
      closedMs: undefined,
      naked: 0,
      realised: undefined,
      priceSlippage: 0,
      oddsSlippage: 0,
      league: 'nba',
      book: 'draftkings',
    })
    expect(record.filled).toBe(record.planned)
    // What is planned counts the most that fees can come to.
    expect(record.guaranteed).toBeGreaterThanOrEqual(record.plannedGuaranteed)
    expect(notes.fixture).toMatch(/^\S+ @ \S+$/)
    const titles = notes.explanation.map(({ title }) => title)
    expect(titles).toEqual(expect.arrayContaining(['Quotes', 'Size', 'Trade as planned']))
    const steps = notes.explanation.at(-1)
    expect(steps?.lines.map(({ what }) => what)).toEqual(['slip', 'order', 'bet'])
    expect(steps?.lines.map(({ why }) => why.split(' after')[0])).toEqual(['2 s', '2.1 s', '5.1 s'])
  })

  it('are given up, or left with one leg, where the odds go before the bet', async () => {
    const frames = timedFrames([
      [0, ...LISTS, oddsFrame(108, 0), bookFrame(54, 1)],
      [1, oddsFrame(-125, 1)],
      [20, TICK],
    ])
    const report = await reportOf(frames)
    expect(report.figures.fills).toMatchObject({
      trades: 1,
      dropped: [{ reason: 'odds-below-minimum', count: 1 }],
    })
    const late = await reportOf(
      timedFrames([
        [0, ...LISTS, oddsFrame(108, 0), bookFrame(54, 1)],
        [3, oddsFrame(-125, 3)],
        [20, TICK],
      ]),
    )
    expect(late.figures.fills).toMatchObject({ trades: 1, filled: 1, naked: 1, both: 0, open: 1 })
    expect(late.figures.fills.openGuaranteed).toMatch(/^-/)
    const bet = late.trades[0]?.explanation.at(-1)?.lines.at(-1)
    expect([bet?.what, bet?.value]).toEqual(['bet', expect.stringContaining('refused')])
    expect(bet?.why).toContain('contracts without a bet')
  })

  it('are not made with --no-paper, which the report says', async () => {
    const report = await reportOf(timedFrames(STANDING), { paper: 'off' })
    expect(report.trades).toEqual([])
    expect(report.warnings.map(({ code }) => code)).toContain('no-paper-trades')
    const traded = await reportOf(timedFrames(STANDING))
    expect(traded.warnings.map(({ code }) => code)).not.toContain('no-paper-trades')
  })

  it('make a report that keeps to its schema, in all its forms', async () => {
    const report = backtestReportSchema.parse(await reportOf(timedFrames(STANDING)))
    expect(report.warnings.map(({ text }) => text).join('\n')).toContain(
      '1 of 1 trades have no result in the data: their profit is the guarantee, not a payout',
    )
    expect(report.head.assumptions.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['book answers a bet', 'cash of each account', 'most at stake']),
    )
    expect(backtestReportText(report, { columns: 80 })).toContain(
      '+$2.09 at worst from 1 open trade',
    )
    expect(backtestReportHtml(report)).toContain('at worst from 1 trade that')
  })

  it('are kept up to a bound; those beyond are counted', async () => {
    const frames = timedFrames(STANDING)
    expect(await run(frames, { tradesMax: 0 })).toMatchObject({ trades: [], droppedTrades: 1 })
    const { trades } = await run(frames, { explainedMax: 0 })
    expect(trades[0]?.notes.explanation.map(({ title }) => title)).toEqual([
      'Trade as planned',
      'Trade, step by step',
    ])
  })
})

describe('a session that says with what its engine began', () => {
  it('is replayed with that, whatever the usual options are', async () => {
    const strict = { ...MADE_UP_OPTIONS, minProfit: microdollars(900_000_000) }
    const own = await run(timedFrames(STANDING, { ...START, scan: strict }))
    expect(own.candidates.every(({ record }) => record.state.tag === 'rejected')).toBe(true)
    expect(own.settings).toMatchObject({ isRecorded: true, changed: [] })
    const report = await reportOf(timedFrames(STANDING, START))
    expect(new Set(report.head.options.map(({ origin }) => origin))).toEqual(
      new Set(['recorded with the session']),
    )
  })

  it('gives way in single fields to what flags say, and parity is not checked then', async () => {
    const frames = timedFrames(STANDING, START)
    const changes = { scan: { minProfit: microdollars(900_000_000), withinMs: undefined } }
    const report = await reportOf(frames, changes)
    expect(report.figures.taken).toBe(0)
    expect(report.head.sessions[0]?.parity).toEqual({
      verdict: 'not-checked',
      decisions: 0,
      detail: 'options changed (minProfit): parity not checked',
    })
    const origins = new Map(report.head.options.map(({ name, origin }) => [name, origin]))
    expect(origins.get('least profit')).toBe('flag')
    expect(origins.get('least return')).toBe('recorded with the session')
  })
})

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 1000 : 40

async function linesOf(frames: readonly Frame[]): Promise<readonly string[]> {
  const decisions: Decision[] = []
  await run(frames, { onDecision: (decision) => decisions.push(decision) })
  return decisions.map(decisionLine)
}

let stepsSeen = 0

prop.prop([anySession(60), anySession(20)], { seed: 41, numRuns: RUNS })(
  'nothing that comes later changes what was traded before',
  async (frames, others) => {
    const lines = await linesOf(frames)
    stepsSeen += lines.filter((line) => line.includes('"tag":"paper-')).length
    const cut = frames[Math.floor(frames.length / 2)]?.turn ?? 0
    const prefix = frames.filter(({ turn }) => turn <= cut)
    const decided = await linesOf(prefix)
    expect(lines.slice(0, decided.length)).toEqual(decided)
    const last = prefix.at(-1)
    const future = others.map((frame, index) => ({
      ...frame,
      seq: prefix.length + index + 1,
      turn: cut + frame.turn,
      t: (last?.t ?? 0) + frame.t - MADE_UP_MS,
    }))
    expect((await linesOf([...prefix, ...future])).slice(0, decided.length)).toEqual(decided)
  },
  600_000,
)

it('looked at paper trades', () => {
  expect(stepsSeen).toBeGreaterThan(0)
})
