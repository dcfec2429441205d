import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { microdollars, NO_DECISIONS, rational } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  bookFrame,
  LISTS,
  oddsFrame,
  STANDING,
  TICK,
  timedFrames,
  writeFrames,
} from '../backtest/test-support/made-up-session.ts'
import { profileChanges, usualPaper } from '../replay/paper-defaults.ts'
import { sweepReportHtml } from '../report/sweep-report-html.ts'
import { sweepReportSchema } from '../report/sweep-report-schema.ts'
import { sweepReportText } from '../report/sweep-report-text.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import { runSweep, type SweepProgress } from './run-sweep.ts'
import {
  checkSweepAxes,
  SWEEP_COMBINATIONS_MAX,
  SWEEP_VALUES_MAX,
  type SweepAxis,
  sweepCombinations,
} from './sweep-axes.ts'
import { runSweepTask } from './sweep-task.ts'

const edge = (percent: number): SweepAxis['values'][number] => ({
  text: `${percent}%`,
  changes: { scan: { minReturn: rational(percent, 100) } },
})
const latency = (latencyMs: number): SweepAxis['values'][number] => ({
  text: String(latencyMs),
  changes: { paper: { latencyMs } },
})
const EDGES: SweepAxis = { name: 'minEdge', values: [edge(0), edge(4), edge(5)] }
const LATENCIES: SweepAxis = { name: 'latencyMs', values: [latency(50), latency(200_000)] }
const OTHERS = {
  scan: MADE_UP_OPTIONS,
  decisions: NO_DECISIONS,
  paper: usualPaper(MADE_UP_OPTIONS),
}

describe('the combinations of a sweep', () => {
  it('come in the order of the grid, the last option changing fastest', () => {
    const all = sweepCombinations([EDGES, LATENCIES])
    expect(all.map(({ name }) => name)).toEqual([
      'minEdge=0%, latencyMs=50',
      'minEdge=0%, latencyMs=200000',
      'minEdge=4%, latencyMs=50',
      'minEdge=4%, latencyMs=200000',
      'minEdge=5%, latencyMs=50',
      'minEdge=5%, latencyMs=200000',
    ])
    expect(all.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(all[3]).toMatchObject({
      places: [1, 1],
      changes: { scan: { minReturn: rational(4, 100) }, paper: { latencyMs: 200_000 } },
    })
  })

  it('take the place of what was said before, and of a profile in whatever order', () => {
    const profile = {
      name: 'profile',
      values: [{ text: 'p', changes: profileChanges('aggressive') }],
    }
    const before = { scan: { minReturn: rational(1, 2), minProfit: microdollars(7) } }
    const [, own] = sweepCombinations([EDGES, profile], before)
    expect(own?.changes.scan?.minReturn).toEqual(rational(4, 100))
    expect(own?.changes.scan?.minProfit).toBe(10_000)
    expect(own?.changes.paper).toMatchObject({ limits: { perGame: 20_000_000_000 } })
  })

  it('are bounded, and each is one', () => {
    const axis = (name: string, count: number): SweepAxis => ({
      name,
      values: Array.from({ length: count }, (_, index) => ({ text: String(index), changes: {} })),
    })
    expect(() => checkSweepAxes([])).toThrow(/at least one option/)
    expect(() => checkSweepAxes([axis('a', 0)])).toThrow(/1 to 40 values, got 0/)
    expect(checkSweepAxes([axis('a', SWEEP_VALUES_MAX), axis('b', 25)])).toHaveLength(2)
    expect(SWEEP_VALUES_MAX * 25).toBe(SWEEP_COMBINATIONS_MAX)
    expect(() => checkSweepAxes([axis('a', SWEEP_VALUES_MAX + 1)])).toThrow(/got 41/)
    expect(() => checkSweepAxes([axis('a', 40), axis('b', 26)])).toThrow(/at most 1000.*1040/)
    expect(() => checkSweepAxes([EDGES, EDGES])).toThrow(/each option of a sweep once/)
    const twice = { name: 'minEdge', values: [edge(1), edge(1)] }
    expect(() => checkSweepAxes([twice])).toThrow(/minEdge: each value once/)
  })
})

describe('a sweep', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'arb-sweep-'))
  })
  afterEach(async () => {
    await rm(root, { recursive: true })
  })

  async function sessionOf(frames = timedFrames(STANDING)) {
    const dir = path.join(root, 'made-up')
    await writeFrames(dir, frames)
    return { dir, name: 'made-up' }
  }
  const request = { others: OTHERS, axes: [EDGES, LATENCIES], seed: 1, version: '1.2.3' }

  it('comes to the same in threads, in whatever number, as one after the other', async () => {
    const sessions = [await sessionOf()]
    const heard: SweepProgress[] = []
    const report = sweepReportSchema.parse(
      await runSweep({ ...request, sessions, jobs: 3, onProgress: (at) => heard.push(at) }),
    )
    expect(await runSweep({ ...request, sessions, jobs: 1 })).toEqual(report)
    const combinations = sweepCombinations(request.axes)
    for (const [index, { changes, name }] of combinations.entries()) {
      const own = await runSweepTask({
        sessions,
        others: OTHERS,
        changes,
        seed: 1,
        combinations: 6,
      })
      expect(report.cells[index]).toMatchObject({
        name,
        candidates: own.candidates,
        taken: own.taken,
        trades: own.trades,
        filled: own.filled,
      })
    }
    // Nothing is found beyond the edge that there is; an order that takes so long meets another book.
    expect(report.cells.map(({ taken }) => taken)).toEqual([1, 1, 1, 1, 0, 0])
    expect(report.cells.map(({ filled }) => filled)).toEqual([1, 0, 1, 0, 0, 0])
    expect(report.best).toBe(0)
    expect(heard.at(-1)).toEqual({ done: 6, total: 6, share: 1 })
  }, 120_000)

  it('counts what a trade that is over has realised', async () => {
    const frames = timedFrames([
      [0, ...LISTS, oddsFrame(108, 0), bookFrame(54, 1, 45)],
      [3, oddsFrame(-125, 3)],
      [60, TICK],
    ])
    const sessions = [await sessionOf(frames)]
    const changes = { paper: { latencyMs: 100, bookDelayMs: 4000 } }
    const own = await runSweepTask({ sessions, others: OTHERS, changes, seed: 1, combinations: 2 })
    expect(own).toMatchObject({ filled: 1, naked: 1, open: 0, openGuaranteed: 0 })
    expect(own.realised).toBeLessThan(0)
    expect([own.result, own.mean.mean]).toEqual([own.realised, own.realised])
  })

  it('says how many were tried, in all its forms', async () => {
    const report = await runSweep({ ...request, sessions: [await sessionOf()], jobs: 2 })
    expect(report.warnings[0]).toMatchObject({ code: 'best-of-many' })
    expect(report.warnings[0]?.text).toMatch(
      /^6 combinations were tried .*minEdge=0%, latencyMs=50 made/,
    )
    const text = sweepReportText(report, { columns: 80 })
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(text).toMatch(/\n {2}\* +0% +50 /)
    const page = sweepReportHtml(report)
    expect(page).toMatch(/^<!doctype html>/)
    expect(page.match(/<svg/g)).toHaveLength(2)
    expect(sweepReportHtml(report)).toBe(page)
  }, 120_000)

  it('names the combination that a session fails in', async () => {
    const gone = { dir: path.join(root, 'gone'), name: 'gone' }
    await expect(runSweep({ ...request, sessions: [gone], jobs: 2 })).rejects.toThrow(
      /^minEdge=0%, latencyMs=(50|200000): .*gone: no such session/,
    )
  }, 120_000)

  it('names the combination whose thread breaks off', async () => {
    const unreadable = { name: 'bad', values: [{ text: '1', changes: { scan: { minReturn: 5 } } }] }
    const axes = [unreadable] as unknown as readonly SweepAxis[]
    await expect(
      runSweep({ ...request, axes, sessions: [await sessionOf()], jobs: 1 }),
    ).rejects.toThrow(/^bad=1: /)
  }, 120_000)
})
