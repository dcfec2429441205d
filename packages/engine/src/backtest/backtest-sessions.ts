/**
 * The backtest of one or many sessions, and its report: every session by itself, their candidates together.
 * @module
 */
import {
  backtestFigures,
  createSeededRng,
  type DecisionState,
  formatCents,
  formatMicrodollars,
  rationalToDecimal,
} from '@arbkit/core'
import { backtestReportOf } from '../report/backtest-report.ts'
import type { BacktestReport } from '../report/backtest-report-schema.ts'
import { type ScanOptions, UNLIMITED_BANKROLL } from '../scan/options.ts'
import type { FrameSource } from '../scan/run-scan.ts'
import { type BacktestProgress, type BacktestRun, runBacktest } from './run-backtest.ts'

/** What is backtested. */
export interface BacktestRequest {
  /** One at least; read one after the other. */
  readonly sources: readonly FrameSource[]
  readonly scan: ScanOptions
  readonly decisions?: DecisionState | undefined
  /** Of the resampling behind intervals. */
  readonly seed: number
  /** Version of the program. */
  readonly version: string
  readonly onProgress?: ((session: string, progress: BacktestProgress) => void) | undefined
}

/** Beside candidates no trade is simulated yet: what is left out stands in every report. */
const NO_TRADES = {
  code: 'no-paper-trades',
  text: 'Trades are not simulated: a candidate counts as taken when it is first seen, and no delay, refusal, fill or naked leg is in any figure.',
}

/**
 * Runs the backtest.
 * @throws {SessionError} a session without a frame, or with one that can not be read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function backtestSessions(request: BacktestRequest): Promise<BacktestReport> {
  const runs: { readonly name: string; readonly run: BacktestRun }[] = []
  for (const source of request.sources) {
    runs.push({ name: source.name, run: await runOne(source, request) })
  }
  const candidates = runs.flatMap(({ run }) => run.candidates.map(({ record }) => record))
  const figures = backtestFigures({
    candidates,
    trades: [],
    source: {
      hasDepth: runs.every(({ run }) => run.hasDepth),
      hasResults: false,
      modelsId: 'none',
      areModelsAssumed: false,
    },
    rng: createSeededRng(request.seed),
  })
  return backtestReportOf({
    head: headOf(request, runs),
    figures,
    candidates,
    trades: [],
    notesOf: () => ({ fixture: '', question: '', explanation: [] }),
    warnings: [NO_TRADES, ...runs.flatMap(({ name, run }) => problemsOf(name, run))],
  })
}

async function runOne(
  source: FrameSource,
  { scan, decisions, onProgress }: BacktestRequest,
): Promise<BacktestRun> {
  const steps = runBacktest(source, { scan, decisions })
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
    onProgress?.(source.name, step.value)
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString()

function headOf(
  { scan, seed, version }: BacktestRequest,
  runs: readonly { readonly name: string; readonly run: BacktestRun }[],
): BacktestReport['head'] {
  const total = (count: (run: BacktestRun) => number): number =>
    runs.reduce((sum, { run }) => sum + count(run), 0)
  return {
    sessions: runs.map(({ name, run: { startMs, endMs, frames, turns } }) => ({
      name,
      from: isoOf(startMs),
      to: isoOf(endMs),
      frames,
      turns,
    })),
    from: isoOf(Math.min(...runs.map(({ run }) => run.startMs))),
    to: isoOf(Math.max(...runs.map(({ run }) => run.endMs))),
    frames: total(({ frames }) => frames),
    turns: total(({ turns }) => turns),
    options: optionsOf(scan),
    assumptions: [],
    seed: String(seed),
    versions: [{ name: 'arb', version }],
  }
}

const seconds = (ms: number): string => `${ms / 1000} s`
const percent = (share: ScanOptions['minReturn']): string =>
  `${rationalToDecimal(share).times(100).toFixed()} %`

/** What was looked for, as a person would say it. */
function optionsOf(scan: ScanOptions): BacktestReport['head']['options'] {
  const { maxAge, maxStake, bankroll, books } = scan
  return [
    ['books', books?.map(({ key }) => key).join(', ') ?? 'regulated US sportsbooks'],
    ['least profit', `$${formatMicrodollars(scan.minProfit)}`],
    ['least return', percent(scan.minReturn)],
    ['largest return believed', percent(scan.maxReturn)],
    [
      'largest bet',
      `$${formatCents(maxStake.amount)}${maxStake.isDefault ? ", or the feed's limit" : ''}`,
    ],
    ['bankroll', bankroll === UNLIMITED_BANKROLL ? 'no limit' : `$${formatMicrodollars(bankroll)}`],
    [
      'oldest quote',
      `books ${seconds(maxAge.feedPreGameMs)}, in play ${seconds(maxAge.feedInPlayMs)}; order books ${seconds(maxAge.exchangeMs)}`,
    ],
  ].map(([name = '', value = '']) => ({ name, value, origin: 'flags and defaults' }))
}

function problemsOf(
  name: string,
  { problems, dropped }: BacktestRun,
): readonly { readonly code: string; readonly text: string }[] {
  const lost = dropped === 0 ? [] : [`${dropped} candidates more than are kept were only counted`]
  return [...problems, ...lost].map((text) => ({ code: 'session', text: `${name}: ${text}` }))
}
