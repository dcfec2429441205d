/**
 * What a backtest's report says of its sources: what was read, with which options, on which assumptions.
 * @module
 */
import { formatCents, formatMicrodollars, rationalToDecimal } from '@arbkit/core'
import type { PaperDeskOptions } from '../paper/paper-options.ts'
import { parityVerdict } from '../replay/parity-text.ts'
import type { ChosenSettings } from '../replay/replay-settings.ts'
import type { BacktestHead } from '../report/backtest-report-schema.ts'
import { fillAssumptionsOf, paperRulesOf } from '../report/fill-assumptions-of.ts'
import { type ScanOptions, UNLIMITED_BANKROLL } from '../scan/options.ts'
import type { BacktestRun } from './run-backtest.ts'

/** A session that was backtested. */
export interface NamedRun {
  readonly name: string
  readonly run: BacktestRun
}

type Option = BacktestHead['options'][number]

const isoOf = (ms: number): string => new Date(ms).toISOString()

/** Returns the head of the report of one run or more. */
export function backtestHeadOf(
  runs: readonly NamedRun[],
  { seed, version }: { readonly seed: number; readonly version: string },
): BacktestHead {
  const total = (count: (run: BacktestRun) => number): number =>
    runs.reduce((sum, { run }) => sum + count(run), 0)
  return {
    sessions: runs.map(({ name, run }) => ({
      name,
      from: isoOf(run.startMs),
      to: isoOf(run.endMs),
      frames: run.frames,
      turns: run.turns,
      parity: parityVerdict(run.parity, run.settings),
    })),
    from: isoOf(Math.min(...runs.map(({ run }) => run.startMs))),
    to: isoOf(Math.max(...runs.map(({ run }) => run.endMs))),
    frames: total(({ frames }) => frames),
    turns: total(({ turns }) => turns),
    options: optionsOf(runs),
    assumptions: assumptionsOf(runs),
    seed: String(seed),
    versions: [{ name: 'arb', version }],
  }
}

/** Options once where all sessions had the same; else those of each, with its name. */
function optionsOf(runs: readonly NamedRun[]): readonly Option[] & Option[] {
  const [first, ...others] = runs.map(({ run }) => sessionOptions(run.settings))
  const text = JSON.stringify(first)
  if (others.every((each) => JSON.stringify(each) === text)) return [...(first ?? [])]
  return runs.flatMap(({ name, run }) =>
    sessionOptions(run.settings).map((option) => ({ ...option, name: `${name}: ${option.name}` })),
  )
}

const seconds = (ms: number): string => `${ms / 1000} s`
const percent = (share: ScanOptions['minReturn']): string =>
  `${rationalToDecimal(share).times(100).toFixed()} %`
const dollars = (amount: PaperDeskOptions['cash']): string => `$${formatMicrodollars(amount)}`

/** What was looked for, as a person would say it, and who said so. */
function sessionOptions({ scan, paper, isRecorded, changed }: ChosenSettings): readonly Option[] {
  const { maxAge, maxStake, bankroll, books, withinMs } = scan
  const rows: readonly (readonly [field: string, name: string, value: string])[] = [
    ['books', 'books', books?.map(({ key }) => key).join(', ') ?? 'regulated US sportsbooks'],
    ['minProfit', 'least profit', dollars(scan.minProfit)],
    ['minReturn', 'least return', percent(scan.minReturn)],
    ['maxReturn', 'largest return believed', percent(scan.maxReturn)],
    [
      'maxStake',
      'largest bet',
      `$${formatCents(maxStake.amount)}${maxStake.isDefault ? ", or the feed's limit" : ''}`,
    ],
    ['bankroll', 'bankroll', bankroll === UNLIMITED_BANKROLL ? 'no limit' : dollars(bankroll)],
    [
      'maxAge',
      'oldest quote',
      `books ${seconds(maxAge.feedPreGameMs)}, in play ${seconds(maxAge.feedInPlayMs)}; order books ${seconds(maxAge.exchangeMs)}`,
    ],
    ...(withinMs === undefined
      ? []
      : [['withinMs', 'games that begin within', seconds(withinMs)] as const]),
    ['paper', 'trades on paper', paper === undefined ? 'none' : `with seed ${paper.seed}`],
  ]
  return rows.map(([field, name, value]) => ({
    name,
    value,
    origin: !isRecorded
      ? 'flags and defaults'
      : changed.includes(field)
        ? 'flag'
        : 'recorded with the session',
  }))
}

/** Each once: sessions of one configuration assume the same. */
function assumptionsOf(runs: readonly NamedRun[]): BacktestHead['assumptions'] {
  const rows = runs.flatMap(({ run }) => {
    const { paper } = run.settings
    return paper === undefined ? [] : [...fillAssumptionsOf(paper.models), ...paperRulesOf(paper)]
  })
  const byText = new Map(rows.map((row) => [JSON.stringify(row), row]))
  return [...byText.values()]
}
