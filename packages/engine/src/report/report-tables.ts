/**
 * Tables of the page: by league, book, market type and hour, with small bars; why candidates were turned
 * down; what was read and assumed.
 * @module
 */
import type { BacktestReport, ReportedGroup } from './backtest-report-schema.ts'
import { markup, type Markup, NOTHING } from './markup.ts'
import {
  contractsText,
  costText,
  countText,
  decimalOf,
  exactText,
  millionthsOf,
  percentText,
  profitText,
  utcText,
} from './values.ts'

/** Most rows of one table; the rest is counted and said. */
export const ROWS_SHOWN_MAX = 200

const METER_WIDTH = 70

/** Returns a table with its head; what is past the most rows is said below. */
export function tableOf(
  columns: readonly { readonly name: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly (string | Markup)[])[],
  caption = '',
): Markup {
  const classOf = (index: number) => (columns[index]?.isNumber === true ? 'n' : 't')
  const head = columns.map(
    ({ name }, index) => markup`<th scope="col" class="${classOf(index)}">${name}</th>`,
  )
  const body = rows.slice(0, ROWS_SHOWN_MAX).map((row) => {
    const cells = row.map((cell, index) => markup`<td class="${classOf(index)}">${cell}</td>`)
    return markup`<tr>${cells}</tr>`
  })
  const left = rows.length - ROWS_SHOWN_MAX
  const more =
    left > 0
      ? markup`<p class="soft">${`${countText(left)} more rows are not shown.`}</p>`
      : NOTHING
  const titled = caption === '' ? NOTHING : markup`<caption>${caption}</caption>`
  return markup`<div class="wide" tabindex="0"><table>${titled}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more}`
}

/** Returns a bar from zero, to the right above it and to the left below; as long as a share of `most`. */
function meter(value: number, most: number, { isSigned }: { readonly isSigned: boolean }): Markup {
  const room = isSigned ? METER_WIDTH / 2 : METER_WIDTH
  const length = most === 0 ? 0 : Math.round((Math.abs(value) / most) * room * 100) / 100
  const zero = isSigned ? METER_WIDTH / 2 : 0
  const from = value < 0 ? zero - length : zero
  return markup`<svg class="meter" viewBox="0 0 ${METER_WIDTH} 10" aria-hidden="true"><rect class="${value < 0 ? 'rejected' : 'taken'}" x="${from}" y="1" width="${length}" height="8"/><line x1="${zero}" x2="${zero}" y1="0" y2="10"/></svg>`
}

/** Returns the table of one grouping, or words where there is nothing. */
export function groupTable(name: string, rows: readonly ReportedGroup[]): Markup {
  if (rows.length === 0) return markup`<p class="soft">no candidates, no trades</p>`
  const mostCandidates = Math.max(...rows.map(({ candidates }) => candidates))
  const mostRealised = Math.max(...rows.map(({ realised }) => Math.abs(millionthsOf(realised))))
  return tableOf(
    [
      { name },
      ...[
        'candidates',
        'taken',
        'median edge',
        'trades',
        'both legs',
        'naked',
        'contracts filled',
        'planned, guaranteed',
        'realised',
        'naked legs cost',
      ].map((column) => ({ name: column, isNumber: true })),
    ],
    rows.map((row) => [
      row.key,
      markup`${countText(row.candidates)}${meter(row.candidates, mostCandidates, { isSigned: false })}`,
      countText(row.taken),
      row.medianEdge === null ? '–' : percentText(row.medianEdge),
      countText(row.trades),
      countText(row.both),
      countText(row.naked),
      row.filledShare === null ? '–' : percentText(row.filledShare),
      profitText(row.plannedGuaranteed),
      markup`<span title="${exactText(row.realised)}">${profitText(row.realised)}</span>${meter(millionthsOf(row.realised), mostRealised, { isSigned: true })}`,
      costText(row.nakedCost),
    ]),
  )
}

/** Returns why candidates were turned down. */
export function rejectedTable({ rejected, figures }: BacktestReport): Markup {
  if (rejected.length === 0) return markup`<p class="soft">nothing was rejected</p>`
  const most = Math.max(...rejected.map(({ count }) => count))
  return tableOf(
    [
      { name: 'reason' },
      { name: 'candidates', isNumber: true },
      { name: 'of all', isNumber: true },
      { name: 'meaning' },
    ],
    rejected.map(({ reason, count, meaning }) => [
      reason,
      markup`${countText(count)}${meter(count, most, { isSigned: false })}`,
      percentText(decimalOf(Math.floor((count * 1e6) / Math.max(1, figures.candidates)))),
      meaning,
    ]),
  )
}

/** Returns what was read, with which options, seed and versions. */
export function sourceTables({ head }: BacktestReport): Markup {
  const sessions = tableOf(
    [
      { name: 'session' },
      { name: 'from' },
      { name: 'to' },
      { name: 'frames', isNumber: true },
      { name: 'turns', isNumber: true },
      { name: 'decisions against those recorded' },
    ],
    head.sessions.map(({ name, from, to, frames, turns, parity }) => [
      name,
      utcText(from),
      utcText(to),
      countText(frames),
      countText(turns),
      parity.detail,
    ]),
    'Sessions',
  )
  const options = tableOf(
    [{ name: 'option' }, { name: 'value' }, { name: 'set by' }],
    head.options.map(({ name, value, origin }) => [name, value, origin]),
    'Options',
  )
  const versions = tableOf(
    [{ name: 'what' }, { name: 'version' }],
    [['seed', head.seed], ...head.versions.map(({ name, version }) => [name, version] as const)],
    'Seed and versions: the same frames, options and seed give the same report',
  )
  return markup`${sessions}${options}${versions}`
}

/** Returns what was assumed, each with its day and source. */
export function assumptionTable({ head }: BacktestReport): Markup {
  if (head.assumptions.length === 0) return markup`<p class="soft">nothing was assumed</p>`
  return tableOf(
    [{ name: 'assumed' }, { name: 'value' }, { name: 'as of' }, { name: 'source' }, { name: '' }],
    head.assumptions.map(({ what, value, asOf, source, isMeasured }) => [
      what,
      value,
      asOf,
      source,
      isMeasured ? 'measured' : 'not measured',
    ]),
  )
}

/** Contracts bought of those planned. */
export function filledText(filled: string, planned: string): string {
  return `${contractsText(filled)} of ${contractsText(planned)} contracts`
}
