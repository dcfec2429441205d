/**
 * One combination of a sweep: the sessions replayed with it, in constant memory, and what that comes to.
 * Tasks and figures are plain data: they cross from thread to thread.
 * @module
 */
import {
  bootstrapMean,
  createSeededRng,
  fillFiguresOf,
  type EstimatedMean,
  type Microdollars,
  microdollars,
  type TradeRecord,
} from '@arbkit/core'
import { runBacktest } from '../backtest/run-backtest.ts'
import {
  ownSettings,
  type ReplaySettings,
  type SettingsChanges,
} from '../replay/replay-settings.ts'
import { openReplay } from '../replay/replay-source.ts'

/** A session by its folder. */
export interface SweepSession {
  readonly dir: string
  /** For people. */
  readonly name: string
}

/** What is replayed, and with what. */
export interface SweepTask {
  readonly sessions: readonly SweepSession[]
  /** Of sessions that do not say with what their engine began. */
  readonly others: ReplaySettings
  readonly changes: SettingsChanges
  /** Of the resampling behind intervals. */
  readonly seed: number
  /** Combinations that are tried in all. */
  readonly combinations: number
}

/** What a combination comes to. */
export interface SweepFigures {
  readonly candidates: number
  readonly taken: number
  readonly trades: number
  /** Trades that bought something; that got both legs; with a naked leg; that are open. */
  readonly filled: number
  readonly both: number
  readonly naked: number
  readonly open: number
  /** Opportunities that were not traded. */
  readonly skipped: number
  readonly fillRate: number | undefined
  readonly paid: Microdollars
  readonly realised: Microdollars
  /** Guaranteed by what the open ones hold. */
  readonly openGuaranteed: Microdollars
  /** Realised, and guaranteed by what is open. */
  readonly result: Microdollars
  /** Result of a trade that bought something, microdollars, with its 95 % interval. */
  readonly mean: EstimatedMean
  /** The same, so wide that with 95 % all combinations lie in theirs (Bonferroni). */
  readonly amongAll: EstimatedMean['interval']
  /** Trades that there was no room for. */
  readonly droppedTrades: number
  /** What was incomplete, one line each. */
  readonly problems: readonly string[]
  /** Models that fills were simulated with; none where nothing was traded. */
  readonly modelIds: readonly string[]
  readonly hasResults: boolean
  readonly frames: number
}

/** Share of all resamples that lie outside intervals. */
const OUTSIDE = 0.05
const RESAMPLES_MAX = 20_000
const RESAMPLES_MIN = 1_000
/** So many resamples are to lie outside an interval at least. */
const RESAMPLES_OUTSIDE = 20

/** How far a task is: parts of one. */
export type OnTaskProgress = (share: number) => void

/**
 * Runs a task.
 * @throws {SessionError} a session without a frame, or with one that can not be read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function runSweepTask(
  task: SweepTask,
  onProgress: OnTaskProgress = () => undefined,
): Promise<SweepFigures> {
  const sum = { candidates: 0, taken: 0, skipped: 0, droppedTrades: 0, frames: 0 }
  const trades: TradeRecord[] = []
  const problems: string[] = []
  const modelIds = new Set<string>()
  let hasResults = false
  for (const [index, { dir, name }] of task.sessions.entries()) {
    const run = await replayed(task, { dir, name }, (share) =>
      onProgress((index + share) / task.sessions.length),
    )
    sum.candidates += run.candidates.length + run.dropped
    sum.taken += run.candidates.filter(({ record }) => record.state.tag === 'taken').length
    sum.skipped += Object.values(run.skips).reduce((total, count) => total + count, 0)
    sum.droppedTrades += run.droppedTrades
    sum.frames += run.frames
    trades.push(...run.trades.map(({ record }) => record))
    problems.push(...run.problems.map((text) => `${name}: ${text}`))
    hasResults ||= run.hasResults
    if (run.settings.paper !== undefined) modelIds.add(run.settings.paper.models.id)
  }
  return { ...sum, ...tradeFigures(trades, task), problems, modelIds: [...modelIds], hasResults }
}

async function replayed(
  { others, changes }: SweepTask,
  { dir, name }: SweepSession,
  onProgress: OnTaskProgress,
) {
  const source = await openReplay(dir, name)
  const steps = runBacktest(source, { settings: ownSettings(others, changes), explainedMax: 0 })
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
    const { position } = step.value
    if (position !== undefined) onProgress(position.readBytes / Math.max(1, position.totalBytes))
  }
}

function tradeFigures(trades: readonly TradeRecord[], { seed, combinations }: SweepTask) {
  const fills = fillFiguresOf(trades, { rng: createSeededRng(seed), resamples: 1 })
  const values = trades.flatMap((trade) =>
    trade.filled === 0
      ? []
      : [{ value: trade.realised ?? trade.guaranteed, cluster: trade.fixtureId }],
  )
  const outside = OUTSIDE / combinations
  const resamples = Math.min(
    RESAMPLES_MAX,
    Math.max(RESAMPLES_MIN, Math.ceil(RESAMPLES_OUTSIDE / outside)),
  )
  const amongAll = { rng: createSeededRng(seed), resamples, level: 1 - outside }
  const { filled, both, naked, open, paid, realised, openGuaranteed } = fills
  return {
    trades: trades.length,
    filled,
    both,
    naked,
    open,
    fillRate: fills.fillRate.mean,
    paid,
    realised,
    openGuaranteed,
    result: microdollars(realised + openGuaranteed),
    mean: bootstrapMean(values, { rng: createSeededRng(seed) }),
    amongAll: bootstrapMean(values, amongAll).interval,
  }
}
