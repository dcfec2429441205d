/**
 * The backtest of one or many sessions, and its report: every session by itself, their candidates and
 * trades together.
 * @module
 */
import { backtestFigures, createSeededRng, type TradeRecord } from '@arbkit/core'
import { parityVerdict } from '../replay/parity-text.ts'
import type { SettingsOf } from '../replay/replay-settings.ts'
import { backtestReportOf, type TradeNotes } from '../report/backtest-report.ts'
import type { BacktestReport } from '../report/backtest-report-schema.ts'
import type { FrameSource } from '../scan/run-scan.ts'
import { backtestHeadOf, type NamedRun } from './backtest-head.ts'
import { type BacktestProgress, type BacktestRun, runBacktest } from './run-backtest.ts'
import type { BacktestTrade } from './trade-collector.ts'

/** What is backtested. */
export interface BacktestRequest {
  /** One at least; read one after the other. */
  readonly sources: readonly FrameSource[]
  /** What each is replayed with. */
  readonly settings: SettingsOf
  /** Of the resampling behind intervals. */
  readonly seed: number
  /** Version of the program. */
  readonly version: string
  readonly onProgress?: ((session: string, progress: BacktestProgress) => void) | undefined
}

type Warning = BacktestReport['warnings'][number]

const NO_TRADES: Warning = {
  code: 'no-paper-trades',
  text: 'Trades are not simulated: a candidate counts as taken when it is first seen, and no delay, refusal, fill or naked leg is in any figure.',
}

/**
 * Runs the backtest.
 * @throws {SessionError} a session without a frame, or with one that can not be read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function backtestSessions(request: BacktestRequest): Promise<BacktestReport> {
  const runs: NamedRun[] = []
  for (const source of request.sources) {
    runs.push({ name: source.name, run: await runOne(source, request) })
  }
  const candidates = runs.flatMap(({ run }) => run.candidates.map(({ record }) => record))
  const trades = joinedTrades(runs)
  const records = trades.map(({ record }) => record)
  const notes = new Map<TradeRecord, TradeNotes>(trades.map((each) => [each.record, each.notes]))
  const isTraded = runs.some(({ run }) => run.settings.paper !== undefined)
  const figures = backtestFigures({
    candidates,
    trades: records,
    source: sourceFacts(runs),
    rng: createSeededRng(request.seed),
  })
  return backtestReportOf({
    head: backtestHeadOf(runs, request),
    figures,
    candidates,
    trades: records,
    skips: skipsOf(runs),
    notesOf: (trade) => notes.get(trade) ?? { fixture: '', question: '', explanation: [] },
    warnings: [
      ...runs.flatMap(({ name, run }) => parityProblems(name, run)),
      ...(isTraded ? [] : [NO_TRADES]),
      ...runs.flatMap(({ name, run }) => problemsOf(name, run)),
    ],
  })
}

/**
 * A trade that an earlier session left open and a later one went on with is one trade: as it stood last, with
 * what was explained when it began.
 */
function joinedTrades(runs: readonly NamedRun[]): readonly BacktestTrade[] {
  const trades = new Map<string, BacktestTrade>()
  for (const { run } of runs.toSorted((a, b) => a.run.startMs - b.run.startMs)) {
    for (const trade of run.trades) {
      const { id } = trade.record
      const began = trades.get(id)
      trades.set(id, began === undefined ? trade : { ...trade, notes: began.notes })
    }
  }
  return [...trades.values()]
}

async function runOne(
  source: FrameSource,
  { settings, onProgress }: BacktestRequest,
): Promise<BacktestRun> {
  const steps = runBacktest(source, { settings })
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
    onProgress?.(source.name, step.value)
  }
}

function sourceFacts(runs: readonly NamedRun[]) {
  const models = runs.flatMap(({ run }) => run.settings.paper?.models ?? [])
  return {
    hasDepth: runs.every(({ run }) => run.hasDepth),
    hasResults: runs.some(({ run }) => run.hasResults),
    modelsId: [...new Set(models.map(({ id }) => id))].join(', '),
    areModelsAssumed: models.some(({ isAssumed }) => isAssumed),
  }
}

function skipsOf(runs: readonly NamedRun[]): Readonly<Record<string, number>> {
  const all: Record<string, number> = {}
  for (const { run } of runs) {
    for (const [code, count] of Object.entries(run.skips)) all[code] = (all[code] ?? 0) + count
  }
  return all
}

function parityProblems(name: string, { parity, settings }: BacktestRun): readonly Warning[] {
  const { verdict, detail } = parityVerdict(parity, settings)
  return verdict === 'different' ? [{ code: 'parity', text: `${name}: ${detail}` }] : []
}

function problemsOf(name: string, run: BacktestRun): readonly Warning[] {
  const { problems, dropped, droppedTrades } = run
  const lost = [
    ...(dropped === 0 ? [] : [`${dropped} candidates more than are kept were only counted`]),
    ...(droppedTrades === 0
      ? []
      : [`${droppedTrades} trades more than are kept are in no figure and not listed`]),
  ]
  return [...problems, ...lost].map((text) => ({ code: 'session', text: `${name}: ${text}` }))
}
