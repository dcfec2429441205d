/**
 * A backtest's report for a terminal: the same figures as the page, in lines of a given width, without
 * colour. What would steer a terminal is a blank: names come from venues and files.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { BacktestReport, ReportedGroup } from './backtest-report-schema.ts'
import { halfLifeText } from './decay-picture.ts'
import { DROPPED } from './fill-picture.ts'
import { DOLLAR_UNIT, meanText, SHARE_UNIT } from './mean-picture.ts'
import { barText, columnsText, wrapText } from './text-lines.ts'
import { tradeStateText, tradeWeight } from './trade-list.ts'
import {
  costText,
  countText,
  durationText,
  exactText,
  percentText,
  plural,
  profitText,
  utcText,
} from './values.ts'

/** Most trades in the text; the page and the JSON have more. */
export const TEXT_TRADES_MAX = 20
/** Most rows of one table in the text. */
export const TEXT_ROWS_MAX = 30
/** Fewest columns that the text can be set in. */
export const TEXT_COLUMNS_MIN = 40

/** How wide the text may be. */
export interface ReportTextOptions {
  /** Characters of a line, {@link TEXT_COLUMNS_MIN} or more. */
  readonly columns: number
}

/**
 * Returns the report as text, each line at most `columns` wide and ended.
 * @throws {InvalidInputError} fewer columns than {@link TEXT_COLUMNS_MIN}.
 */
export function backtestReportText(report: BacktestReport, options: ReportTextOptions): string {
  const { columns } = options
  assertInput(
    Number.isInteger(columns) && columns >= TEXT_COLUMNS_MIN,
    `a report needs ${TEXT_COLUMNS_MIN} columns, got ${columns}`,
  )
  const wrap = (text: string, indent = '  ') => wrapText(text, { columns, indent })
  const { figures, warnings } = report
  const lines = [
    ...wrap(`Backtest of ${headText(report)}`, ''),
    ...(warnings.length === 0
      ? []
      : section(
          'What this data can not support',
          warnings.flatMap(({ text }) => wrapText(text, { columns, indent: '  ! ' })),
        )),
    ...section(
      'Result',
      resultLines(report).flatMap((line) => wrap(line)),
    ),
    ...section('Edges when found', edgeLines(report, columns)),
    ...section(
      'Edge decay',
      decayLines(report).flatMap((line) => wrap(line)),
    ),
    ...section(
      'Closing-line value',
      closingLines(report).flatMap((line) => wrap(line)),
    ),
    ...section(
      'Fills',
      fillLines(report).flatMap((line) => wrap(line)),
    ),
    ...section('Rejected', rejectedLines(report, columns)),
    ...section('By league', groupLines('league', figures.tables.byLeague, columns)),
    ...section('By book', groupLines('book', figures.tables.byBook, columns)),
    ...section('By market type', groupLines('type', figures.tables.byMarketType, columns)),
    ...section('By hour, US Eastern', groupLines('hour', figures.tables.byHour, columns)),
    ...section('Trades', tradeLines(report.trades, columns)),
    ...section(
      'Assumptions',
      assumptionLines(report).flatMap((line) => wrap(line)),
    ),
    ...section(
      'What was read',
      sourceLines(report).flatMap((line) => wrap(line)),
    ),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...lines]
}

function headText({ head }: BacktestReport): string {
  const span =
    head.from === null || head.to === null
      ? 'no frames'
      : `${utcText(head.from)} to ${utcText(head.to)}`
  return `${plural(head.sessions.length, 'session')}, ${plural(head.frames, 'frame')}, ${span}`
}

function resultLines({ figures }: BacktestReport): readonly string[] {
  const { equity, fills } = figures
  if (fills.trades === 0) return [`${plural(figures.candidates, 'candidate')}, no trades`]
  const fall =
    equity.deepest === null
      ? 'it never fell below its best'
      : `deepest fall ${costText(equity.deepest.amount)}, lowest ${utcText(equity.deepest.troughAt)}`
  return [
    `realised ${profitText(fills.realised)} by ${plural(fills.trades - fills.open, 'trade')} now over`,
    ...(fills.open === 0
      ? []
      : [
          `${profitText(fills.openGuaranteed)} at worst from ${plural(fills.open, 'open trade')}, with no result in the data`,
        ]),
    `cash from ${exactText(equity.start)} to ${exactText(equity.final)}, ${fall}`,
    `a trade: ${meanText(fills.realisedMean, DOLLAR_UNIT)}`,
    `planned, guaranteed ${profitText(fills.plannedGuaranteed)}; paid ${costText(fills.paid)}`,
  ]
}

function edgeLines({ figures }: BacktestReport, columns: number): readonly string[] {
  const { bins, below, above } = figures.edges
  if (figures.candidates === 0) return ['  no candidates']
  const first = { name: `below ${percentText(bins[0]?.from ?? '0')}`, ...below }
  const last = { name: `from ${percentText(bins.at(-1)?.to ?? '0')}`, ...above }
  const all = [
    first,
    ...bins.map((bin) => ({ name: `from ${percentText(bin.from)}`, ...bin })),
    last,
  ]
  const rows = all.filter(({ taken, rejected }, index) => {
    const isInner = index > 0 && index < all.length - 1
    return isInner || taken + rejected > 0
  })
  const most = Math.max(...rows.map(({ taken, rejected }) => taken + rejected))
  const room = columns - 46
  const head = ['edge', 'taken', 'rejected', ...(room > 0 ? [''] : [])]
  const cells = rows.map(({ name, taken, rejected }) => [
    name,
    countText(taken),
    countText(rejected),
    ...(room > 0 ? [barText([taken, rejected], most, room)] : []),
  ])
  return [
    ...columnsText(head, cells, { columns, left: [0, 3] }),
    ...(room > 0 ? ['  # taken, . rejected'] : []),
  ]
}

function decayLines({ figures: { survival } }: BacktestReport): readonly string[] {
  if (survival.total === 0) return ['no candidates']
  const told = ({ share, interval }: (typeof survival.horizons)[number]['latest']) => {
    if (share === null) return 'unknown'
    const sure =
      interval === null ? '' : ` (${percentText(interval.low)} to ${percentText(interval.high)})`
    return `${percentText(share)}${sure}`
  }
  return [
    `half-life ${halfLifeText(survival)}; ${survival.censored} of ${survival.total} still there when last seen`,
    ...survival.horizons.map(({ horizonMs, latest, isSupported }) => {
      const doubt = isSupported ? '' : ', but looks were too far apart to know'
      return `after ${durationText(horizonMs)}: ${told(latest)}${doubt}`
    }),
  ]
}

function closingLines({ figures: { closing } }: BacktestReport): readonly string[] {
  return (['taken', 'rejected'] as const).flatMap((group) => {
    const { odds, price } = closing[group]
    return [
      `${group}, bet: ${meanText(odds, SHARE_UNIT)}, ${countText(odds.missing)} without a closing price`,
      `${group}, contract: ${meanText(price, DOLLAR_UNIT)}, ${countText(price.missing)} without`,
    ]
  })
}

function fillLines({ figures: { fills } }: BacktestReport): readonly string[] {
  if (fills.trades === 0) return ['no trades', ...skippedLines(fills.skipped)]
  const dropped = fills.dropped.map(({ reason, count }) => `${DROPPED[reason]} ${countText(count)}`)
  return [
    `both legs: ${countText(fills.both)} of ${countText(fills.trades)}, ${meanText(fills.fillRate, SHARE_UNIT)}`,
    `one leg naked: ${countText(fills.naked)}, cost ${costText(fills.nakedCost)}` +
      (fills.nakedCosts.mean === null
        ? ''
        : `, a trade ${meanText(fills.nakedCosts, DOLLAR_UNIT)}`),
    ...(dropped.length === 0 ? [] : [`nothing bought: ${dropped.join(', ')}`]),
    ...skippedLines(fills.skipped),
    `contracts filled: ${fills.filledShare === null ? 'none planned' : percentText(fills.filledShare)}`,
    `slippage: ${exactText(fills.priceSlippage)} on contracts, ${exactText(fills.oddsSlippage)} on odds; ` +
      `a trade ${meanText(fills.slippage, DOLLAR_UNIT)}`,
  ]
}

function skippedLines(skipped: BacktestReport['figures']['fills']['skipped']): readonly string[] {
  const told = skipped.map(({ reason, count }) => `${reason} ${countText(count)}`)
  return told.length === 0 ? [] : [`opportunities not traded: ${told.join(', ')}`]
}

function rejectedLines({ rejected }: BacktestReport, columns: number): readonly string[] {
  if (rejected.length === 0) return ['  nothing was rejected']
  return columnsText(
    ['reason', 'candidates', 'meaning'],
    rejected.map(({ reason, count, meaning }) => [reason, countText(count), meaning]),
    { columns, left: [0, 2] },
  )
}

function groupLines(
  name: string,
  rows: readonly ReportedGroup[],
  columns: number,
): readonly string[] {
  if (rows.length === 0) return ['  no candidates, no trades']
  const cells = rows
    .slice(0, TEXT_ROWS_MAX)
    .map((row) => [
      row.key,
      countText(row.candidates),
      countText(row.taken),
      row.medianEdge === null ? '–' : percentText(row.medianEdge),
      countText(row.both),
      countText(row.naked),
      profitText(row.realised),
    ])
  const head = [name, 'found', 'taken', 'edge', 'both', 'naked', 'realised']
  const left = rows.length - TEXT_ROWS_MAX
  return [
    ...columnsText(head, cells, { columns, left: [0] }),
    ...(left > 0 ? [`  and ${countText(left)} more`] : []),
  ]
}

function tradeLines(trades: BacktestReport['trades'], columns: number): readonly string[] {
  if (trades.length === 0) return ['  no trades']
  const chosen = trades
    .toSorted((a, b) => tradeWeight(b) - tradeWeight(a))
    .slice(0, TEXT_TRADES_MAX)
  const cells = chosen.map((trade) => [
    trade.at.slice(5, 16).replace('T', ' '),
    trade.fixture,
    trade.book,
    tradeStateText(trade),
    trade.realised === null ? 'open' : profitText(trade.realised),
  ])
  const left = trades.length - chosen.length
  return [
    ...columnsText(['UTC', 'game', 'book', 'how', 'realised'], cells, {
      columns,
      left: [0, 1, 2, 3],
    }),
    ...(left > 0
      ? wrapText(
          `those that won or lost most; ${countText(left)} more are in the page and the JSON`,
          {
            columns,
            indent: '  ',
          },
        )
      : []),
  ]
}

function assumptionLines({ head }: BacktestReport): readonly string[] {
  if (head.assumptions.length === 0) return ['nothing was assumed']
  return head.assumptions.map(
    ({ what, value, asOf, source }) => `${what}: ${value} (${source}, ${asOf})`,
  )
}

function sourceLines({ head }: BacktestReport): readonly string[] {
  return [
    ...head.sessions
      .slice(0, TEXT_ROWS_MAX)
      .map(
        ({ name, frames, from, to, parity }) =>
          `${name}: ${plural(frames, 'frame')}, ${utcText(from)} to ${utcText(to)}; ${parity.detail}`,
      ),
    ...(head.sessions.length > TEXT_ROWS_MAX
      ? [`and ${countText(head.sessions.length - TEXT_ROWS_MAX)} more sessions`]
      : []),
    ...head.options.map(({ name, value, origin }) => `${name} = ${value} (${origin})`),
    `seed ${head.seed}; ${head.versions.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
  ]
}
