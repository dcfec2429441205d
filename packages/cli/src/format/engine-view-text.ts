/**
 * A running engine as one page of a terminal: as many lines and columns as there are, nothing beyond.
 * @module
 */
import { formatMicrodollars } from '@arbkit/core'
import {
  type EngineView,
  type FeedView,
  type OpportunityReport,
  opportunityOf,
} from '@arbkit/engine'
import { createPaint, type Paint } from './columns.ts'
import { displayWidth, fitted, fittedLeft, fittedRight } from './display-width.ts'
import { FEED_NAMES } from './feed-names.ts'
import { contractWords, betWords } from './leg-words.ts'
import { problemWords } from './problem-words.ts'
import { ageText, costText, countText, percentText, profitText, utcText } from './values.ts'

/** The page. */
export interface ViewPage {
  /** Cells of a line, 1 or more. */
  readonly columns: number
  /** Lines, 1 or more. */
  readonly rows: number
  readonly isColoured: boolean
}

/** With fewer lines than this there are no blank ones between the parts, and no word of the work. */
const ROOMY_ROWS = 20
/** Ages of quotes are shown from this width on. */
const WIDE_COLUMNS = 100
/** Label of a line of figures. */
const LABEL_WIDTH = 10

/**
 * Returns the page: at most `rows` lines of at most `columns` cells, without a newline at its end. Profits
 * are rounded down, costs up.
 */
export function engineViewText(view: EngineView, { columns, rows, isColoured }: ViewPage): string {
  const paint = createPaint(isColoured)
  const page = { columns, paint }
  const isRoomy = rows >= ROOMY_ROWS
  const gap = isRoomy ? [''] : []
  const top = [
    headLine(view, page),
    ...gap,
    ...feedLines(view.feeds, page),
    ...gap,
    ...figureLines(view, page).slice(0, isRoomy ? undefined : -1),
    ...gap,
  ]
  // A head each, a line between them and the last line are taken.
  const room = rows - top.length - gap.length - 3
  const problemRoom = Math.min(view.problems.length, Math.max(1, Math.floor(room / 3)))
  const opportunities = opportunityLines(view, page, Math.max(0, room - Math.max(1, problemRoom)))
  const lines = [...top, ...opportunities, ...gap, ...problemLines(view, page, problemRoom)]
  const end = paint.dim(fitted('Ctrl-C stops it in order; a second one at once.', columns))
  return [...lines.slice(0, Math.max(0, rows - 1)), end].join('\n')
}

interface Page {
  readonly columns: number
  readonly paint: Paint
}

/** What it is on the left, since when and when on the right. */
function headLine({ atMs, startedMs }: EngineView, { columns, paint }: Page): string {
  const what = 'arb run --dry-run: paper trades only'
  const time = utcText(new Date(atMs).toISOString())
  const when = `up ${ageText(Math.max(0, atMs - startedMs))}   ${time}`
  const room = columns - displayWidth(what) - displayWidth(when)
  if (room < 2) return paint.bold(fitted(what, columns))
  return `${paint.bold(what)}${' '.repeat(room)}${when}`
}

const FEED = { name: 16, status: 10, age: 8, frames: 12, outages: 9 } as const

interface FeedRow {
  readonly name: string
  readonly status: string
  readonly rest: string
}

function feedRow(cells: Readonly<Record<keyof typeof FEED, string>>, detail: string): FeedRow {
  return {
    name: fittedLeft(cells.name, FEED.name),
    status: fittedLeft(cells.status, FEED.status),
    rest: `${fittedRight(cells.age, FEED.age)}${fittedRight(cells.frames, FEED.frames)}${fittedRight(cells.outages, FEED.outages)}  ${detail}`,
  }
}

function feedLines(feeds: readonly FeedView[], { columns, paint }: Page): string[] {
  const joined = ({ name, status, rest }: FeedRow, tint?: Paint['green']) => {
    const line = fitted(`${name}${status}${rest}`.trimEnd(), columns)
    const isWhole = tint !== undefined && columns >= FEED.name + FEED.status
    return isWhole ? `${name}${tint(status)}${line.slice(name.length + status.length)}` : line
  }
  const head = feedRow(
    { name: 'FEED', status: 'STATUS', age: 'AGE', frames: 'FRAMES', outages: 'OUTAGES' },
    '',
  )
  return [
    paint.dim(joined(head)),
    ...feeds
      .filter(({ status }) => status !== 'off')
      .map(({ feed, status, ageMs, frames, outages, detail }) =>
        joined(
          feedRow(
            {
              name: FEED_NAMES[feed],
              status,
              age: ageMs === undefined ? '' : ageText(Math.max(0, ageMs)),
              frames: countText(String(frames)),
              outages: String(outages),
            },
            status === 'down' ? (detail ?? '') : '',
          ),
          tintOf(status, paint),
        ),
      ),
  ]
}

function tintOf(status: FeedView['status'], paint: Paint): Paint['green'] {
  if (status === 'up') return (text) => paint.green(text)
  return status === 'down' ? (text) => paint.red(text) : (text) => paint.yellow(text)
}

const dollars = (amount: EngineView['paper']['realised']): string => formatMicrodollars(amount)
const number = (count: number): string => countText(String(count))
const ms = (value: number): string => `${value.toFixed(1)} ms`

/** Markets, paper money, credits and, last, work: each with its label. */
function figureLines(view: EngineView, { columns, paint }: Page): string[] {
  const { contracts, oddsEvents, pairs, nearMisses, paper, creditsLeft, turnMs } = view
  const naked = `${paper.naked} naked`
  const lines: readonly (readonly [label: string, text: string, isAlarm?: boolean])[] = [
    [
      'markets',
      `${number(contracts)} contracts, ${number(oddsEvents)} odds events, ${number(pairs)} pairs, ${number(nearMisses)} near misses`,
    ],
    [
      'profit',
      `${profitText(dollars(paper.realised))} realised, ${profitText(dollars(paper.realisedToday))} today, ${profitText(dollars(paper.guaranteedOpen))} guaranteed by open trades`,
    ],
    [
      'trades',
      `${number(paper.finished)} finished, ${number(paper.underWay)} under way, ${number(paper.open)} open, ${naked}; ${costText(dollars(paper.exposure))} at stake`,
      paper.naked > 0,
    ],
    ['credits', creditsLeft === undefined ? 'not known yet' : `${number(creditsLeft)} left`],
    [
      'work',
      `${number(view.frames)} frames, ${number(view.turns)} turns; p50 ${ms(turnMs.p50)}, p99 ${ms(turnMs.p99)}, longest ${ms(turnMs.max)}`,
    ],
  ]
  return lines.map(([label, text, isAlarm]) => {
    const shown = fitted(text, Math.max(0, columns - LABEL_WIDTH))
    const name = fittedLeft(label, Math.min(LABEL_WIDTH, columns))
    return `${paint.dim(name)}${isAlarm === true ? paint.yellow(shown) : shown}`.trimEnd()
  })
}

const OPPORTUNITY = { gain: 7, profit: 11, cost: 11, ages: 12 } as const
/** With less room what is beyond is only counted in the head. */
const MORE_ROOM_MIN = 3

function opportunityLines(view: EngineView, { columns, paint }: Page, room: number): string[] {
  const found = view.opportunities.filter(({ finding }) => finding.tag !== 'miss')
  const count =
    found.length === 0
      ? 'no opportunity now'
      : `${found.length} ${found.length === 1 ? 'opportunity' : 'opportunities'} now`
  const isWide = columns >= WIDE_COLUMNS
  const head = `${fittedRight('RETURN', OPPORTUNITY.gain)}${fittedRight('PROFIT', OPPORTUNITY.profit)}${fittedRight('COST', OPPORTUNITY.cost)}${isWide ? fittedRight('AGES', OPPORTUNITY.ages) : ''}  ${count}`
  const isCut = found.length > room && room >= MORE_ROOM_MIN
  const listed = found.slice(0, isCut ? room - 1 : room)
  const lines = listed.map((candidate, index) => {
    const report = opportunityOf(candidate, index + 1)
    const line = fitted(opportunityLine(report, isWide), columns)
    return report.kind === 'locked' ? paint.green(line) : paint.yellow(line)
  })
  const more = isCut ? [fitted(`  and ${found.length - listed.length} more`, columns)] : []
  return [paint.dim(fitted(head, columns)), ...lines, ...more]
}

function opportunityLine(report: OpportunityReport, isWide: boolean): string {
  const { legs, fixture, kind, returnOnCost, guaranteedProfit, totalCost } = report
  const [contract, bet] = legs
  const ages = `${ageText(Math.max(0, contract.quoteAgeMs))}/${ageText(Math.max(0, bet.quoteAgeMs))}`
  const figures = `${fittedRight(percentText(returnOnCost), OPPORTUNITY.gain)}${fittedRight(profitText(guaranteedProfit), OPPORTUNITY.profit)}${fittedRight(costText(totalCost), OPPORTUNITY.cost)}`
  const condition = kind === 'locked' ? '' : ' (cond.)'
  const words = `${fixture.shortName}${condition}: ${contractWords(contract)} + ${betWords(bet)}`
  return `${figures}${isWide ? fittedRight(ages, OPPORTUNITY.ages) : ''}  ${words}`
}

function problemLines(
  { problems, atMs }: EngineView,
  { columns, paint }: Page,
  room: number,
): string[] {
  if (problems.length === 0) return [paint.dim(fitted('no problem', columns))]
  const shown = problems.slice(0, room)
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return [
    paint.dim(fitted(`${count}, the latest first`, columns)),
    ...shown.map((problem) => {
      const age = ageText(Math.max(0, atMs - problem.atMs))
      const text = `${fittedRight(age, LABEL_WIDTH - 2)}  ${problemWords(problem)}`
      return paint.yellow(fitted(text, columns))
    }),
  ]
}
