/**
 * A sweep's report as one page that needs nothing else, as a backtest's: heat maps, and every combination.
 * @module
 */
import { heatMapPicture, type HeatMapCell } from './heat-map.ts'
import { markup, type Markup, NOTHING } from './markup.ts'
import { pageOf, warningList } from './page.ts'
import { tableOf } from './report-tables.ts'
import type { ReportedCell, SweepReport } from './sweep-report-schema.ts'
import { costText, countText, millionthsOf, percentText, plural, profitText } from './values.ts'

/** Most heat maps of one figure; combinations of further options are in the table only. */
export const HEAT_MAPS_MAX = 24

/** Returns the page. The same report gives the same bytes. */
export function sweepReportHtml(report: SweepReport): string {
  const { head } = report
  const about = `${plural(head.combinations, 'combination')} over ${plural(head.sessions.length, 'session')} (${head.sessions.join(', ')}), ${plural(head.frames, 'frame')} each`
  return pageOf(
    'Sweep',
    markup`<h1>Sweep</h1>
<p class="soft">${about}</p>
${warningList(report.warnings)}
<section><h2>Pictures</h2>${mapsOf(report)}</section>
<section><h2>Every combination</h2>${cellTable(report)}</section>
<section><h2>What was read</h2><p>${`seed ${head.seed}; ${head.versions.map(({ name, version }) => `${name} ${version}`).join(', ')}. The same sessions, options and seed give the same report.`}</p></section>`,
  )
}

interface Figure {
  readonly title: string
  readonly unit: string
  readonly caption: string
  readonly cellOf: (cell: ReportedCell) => Pick<HeatMapCell, 'value' | 'text'>
}

const FIGURES: readonly Figure[] = [
  {
    title: 'Result',
    unit: 'realised, and guaranteed by what is open, $',
    caption: 'Blue: gained; orange: lost; the stronger, the more. Hatched: nothing was bought.',
    cellOf: ({ filled, result }) => valueOf(filled === 0 ? null : result),
  },
  {
    title: 'Result of a trade',
    unit: 'mean of trades that bought something, $',
    caption: 'The same, for each trade that bought something.',
    cellOf: ({ mean }) => valueOf(mean.mean),
  },
]

function valueOf(dollars: string | null): Pick<HeatMapCell, 'value' | 'text'> {
  return dollars === null
    ? { value: undefined, text: '–' }
    : { value: millionthsOf(dollars), text: profitText(dollars) }
}

/** The two options with most values lie on the axes; of the others each combination has a map. */
function mapsOf({ head, cells }: SweepReport): Markup {
  const { axes } = head
  const order = axes
    .map((_, axis) => axis)
    .toSorted((a, b) => (axes[b]?.values.length ?? 0) - (axes[a]?.values.length ?? 0) || a - b)
  const [across = 0, down] = order
  const others = order.slice(2).toSorted((a, b) => a - b)
  const keyOf = ({ places }: ReportedCell): string => others.map((axis) => places[axis]).join(' ')
  const groups = new Map<string, ReportedCell[]>()
  for (const cell of cells) {
    const group = groups.get(keyOf(cell))
    if (group === undefined) groups.set(keyOf(cell), [cell])
    else group.push(cell)
  }
  const drawn = [...groups.values()].slice(0, HEAT_MAPS_MAX)
  const maps = FIGURES.flatMap((figure) =>
    drawn.map((group) => {
      const fixed = others.map(
        (axis) =>
          `${axes[axis]?.name ?? ''}=${axes[axis]?.values[group[0]?.places[axis] ?? 0] ?? ''}`,
      )
      return mapOf(figure, group, {
        title: [figure.title, ...fixed].join(', '),
        across: axisOf(axes[across]),
        down: axisOf(down === undefined ? undefined : axes[down]),
        places: ({ places }) => [places[across] ?? 0, down === undefined ? 0 : (places[down] ?? 0)],
      })
    }),
  )
  const left = groups.size - drawn.length
  const more =
    left > 0
      ? markup`<p class="soft">${`${countText(left)} more maps of each figure are not drawn; the table below has every combination.`}</p>`
      : NOTHING
  return markup`<div class="pictures">${maps}</div>${more}`
}

function axisOf(axis: SweepReport['head']['axes'][number] | undefined) {
  return axis === undefined
    ? { title: '', values: [''] }
    : { title: axis.name, values: axis.values }
}

function mapOf(
  { unit, caption, cellOf }: Figure,
  cells: readonly ReportedCell[],
  given: {
    readonly title: string
    readonly across: ReturnType<typeof axisOf>
    readonly down: ReturnType<typeof axisOf>
    readonly places: (cell: ReportedCell) => readonly [column: number, row: number]
  },
): Markup {
  const { title, across, down, places } = given
  const drawing = heatMapPicture({
    title,
    figure: unit,
    across,
    down,
    cells: cells.map((cell) => {
      const [column, row] = places(cell)
      return { column, row, ...cellOf(cell) }
    }),
  })
  return markup`<figure class="column">${drawing}<figcaption><p>${caption}</p></figcaption></figure>
`
}

function rangeText(interval: ReportedCell['amongAll']): string {
  return interval === null
    ? 'too few games'
    : `${profitText(interval.low)} to ${profitText(interval.high)}`
}

function cellTable({ head, cells, best }: SweepReport): Markup {
  const numbers = [
    'candidates',
    'taken',
    'trades',
    'both legs',
    'fill rate',
    'naked',
    'open',
    'not traded',
    'paid',
    'realised',
    'guaranteed by open',
    'result',
    'a trade',
    'by itself, 95 %',
    `as one of ${head.combinations}, 95 %`,
  ]
  return tableOf(
    [
      { name: '' },
      ...head.axes.map(({ name }) => ({ name })),
      ...numbers.map((name) => ({ name, isNumber: true })),
    ],
    cells.map((cell, index) => [
      index === best ? 'best' : '',
      ...head.axes.map(({ values }, axis) => values[cell.places[axis] ?? 0] ?? ''),
      countText(cell.candidates),
      countText(cell.taken),
      countText(cell.trades),
      countText(cell.both),
      cell.fillRate === null ? '–' : percentText(cell.fillRate),
      countText(cell.naked),
      countText(cell.open),
      countText(cell.skipped),
      costText(cell.paid),
      profitText(cell.realised),
      profitText(cell.openGuaranteed),
      profitText(cell.result),
      cell.mean.mean === null ? '–' : profitText(cell.mean.mean),
      rangeText(cell.mean.interval),
      rangeText(cell.amongAll),
    ]),
  )
}
