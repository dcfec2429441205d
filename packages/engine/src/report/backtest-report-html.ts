/**
 * A backtest's report as one page that needs nothing else: no script, no address, no font. It opens under
 * `default-src 'none'; style-src 'unsafe-inline'`, and says so itself.
 * @module
 */
import type { BacktestReport } from './backtest-report-schema.ts'
import { decayPicture, halfLifeText } from './decay-picture.ts'
import { edgesOutside, edgesPicture } from './edges-picture.ts'
import { equityPicture } from './equity-picture.ts'
import { fillPicture } from './fill-picture.ts'
import { markup, type Markup, NOTHING } from './markup.ts'
import {
  CENT_UNIT,
  DOLLAR_UNIT,
  meanPicture,
  meanText,
  type MeanUnit,
  SHARE_UNIT,
} from './mean-picture.ts'
import { pageOf, warningList } from './page.ts'
import { COLUMN_SIZE, PAGE_SIZE } from './plot.ts'
import {
  assumptionTable,
  groupTable,
  rejectedTable,
  sourceTables,
  tableOf,
} from './report-tables.ts'
import { spreadOutside, spreadPicture } from './spread-picture.ts'
import { tradeList } from './trade-list.ts'
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

/** Returns the page. The same report gives the same bytes. */
export function backtestReportHtml(report: BacktestReport): string {
  const { head, figures } = report
  const span =
    head.from === null || head.to === null
      ? 'no frames'
      : `${utcText(head.from)} to ${utcText(head.to)}`
  const body = markup`<h1>Backtest</h1>
<p class="soft">${`${plural(head.sessions.length, 'session')}, ${plural(head.frames, 'frame')}, ${span}`}</p>
${warningList(report.warnings)}
${tilesOf(report)}
${picturesOf(report)}
<section><h2>Why candidates were rejected</h2>${rejectedTable(report)}</section>
<section><h2>By league</h2>${groupTable('league', figures.tables.byLeague)}</section>
<section><h2>By book</h2>${groupTable('book', figures.tables.byBook)}</section>
<section><h2>By market type</h2>${groupTable('market type', figures.tables.byMarketType)}</section>
<section><h2>By hour of the day, US Eastern</h2>${groupTable('hour', figures.tables.byHour)}</section>
<section><h2>Trades</h2>${tradeList(report.trades)}</section>
<section><h2>Assumptions</h2>${assumptionTable(report)}</section>
<section><h2>What was read</h2>${sourceTables(report)}</section>`
  return pageOf('Backtest', body)
}

function tilesOf({ figures }: BacktestReport): Markup {
  const { fills, equity, survival } = figures
  const tiles: readonly (readonly [value: string, name: string])[] = [
    [
      profitText(fills.realised),
      `realised by ${plural(fills.trades - fills.open, 'trade')} now over`,
    ],
    [
      profitText(fills.openGuaranteed),
      `at worst from ${plural(fills.open, 'trade')} that are open`,
    ],
    [countText(fills.trades), `trades of ${plural(figures.candidates, 'candidate')}`],
    [
      fills.fillRate.mean === null ? 'no trades' : percentText(fills.fillRate.mean),
      'of trades got both legs',
    ],
    [
      fills.realisedMean.mean === null ? 'none over' : profitText(fills.realisedMean.mean),
      'a trade on average',
    ],
    [
      equity.deepest === null ? '$0.00' : costText(equity.deepest.amount),
      'deepest fall below the best',
    ],
    [survival.total === 0 ? 'unknown' : halfLifeText(survival), 'half-life of an edge'],
  ]
  const items = tiles.map(
    ([value, name]) => markup`<div class="tile"><b>${value}</b><span>${name}</span></div>`,
  )
  return markup`<section class="tiles">${items}</section>`
}

/** Which warnings cast doubt on which picture. */
const DOUBTS = {
  equity: ['few-trades', 'few-fixtures', 'open-trades', 'no-results', 'assumed-models'],
  edges: ['stale-quotes', 'few-fixtures'],
  decay: ['look-gap', 'heavy-censoring'],
  closing: ['no-closing-line'],
  fills: ['few-trades', 'no-depth', 'assumed-models'],
} as const

interface Figure {
  readonly title: string
  readonly drawing: Markup
  readonly doubts: keyof typeof DOUBTS
  readonly caption: string
  readonly below?: Markup
  readonly className?: string
}

function figureOf(report: BacktestReport, figure: Figure): Markup {
  const { title, drawing, doubts, caption, below = NOTHING, className = 'column' } = figure
  const codes: readonly string[] = DOUBTS[doubts]
  const numbers = report.warnings.flatMap(({ code }, index) =>
    codes.includes(code) ? [index + 1] : [],
  )
  const doubt =
    numbers.length === 0
      ? NOTHING
      : markup`<p class="doubt">${`Not sure: see ${numbers.length === 1 ? 'warning' : 'warnings'} ${numbers.join(', ')} at the top.`}</p>`
  return markup`<figure class="${className}"><h3>${title}</h3>${drawing}<figcaption><p>${caption}</p>${doubt}</figcaption>${below}</figure>
`
}

function picturesOf(report: BacktestReport): Markup {
  const { equity, edges, survival, fills } = report.figures
  const closing = closingFigure(report)
  return markup`<section><h2>Pictures</h2>
${figureOf(report, {
  title: 'Equity',
  drawing: markup`${equityPicture(report, PAGE_SIZE, 'page')}${equityPicture(report, COLUMN_SIZE, 'narrow')}`,
  doubts: 'equity',
  caption: equityCaption(equity),
  className: 'page',
})}<div class="pictures">
${figureOf(report, {
  title: 'Edges when found',
  drawing: edgesPicture(edges),
  doubts: 'edges',
  caption: `Guaranteed profit over cost of each candidate when it was found. ${edgesOutside(edges)}`,
})}${figureOf(report, {
  title: 'Edge decay',
  drawing: decayPicture(survival),
  doubts: 'decay',
  caption: decayCaption(survival),
  below: horizonTable(survival),
})}${closing}${figureOf(report, {
  title: 'Fill rate',
  drawing: fillPicture(fills),
  doubts: 'fills',
  caption: `${meanCaption(fills.fillRate, SHARE_UNIT, 'of trades got both legs')} Contracts bought of those planned: ${fills.filledShare === null ? 'none planned' : percentText(fills.filledShare)}.${skippedText(fills.skipped)}`,
})}${figureOf(report, {
  title: 'Slippage',
  drawing: spreadPicture({
    title: 'Slippage',
    axisTitle: 'worse than seen, $ a trade',
    amounts: fills.slippage,
    words: fills.trades === 0 ? 'no trades' : 'no trades that bought something',
  }),
  doubts: 'fills',
  caption: `Above zero: worse than seen. In all ${exactText(fills.priceSlippage)} on contracts and ${exactText(fills.oddsSlippage)} on odds. ${meanCaption(fills.slippage, DOLLAR_UNIT, 'a trade')} ${spreadOutside(fills.slippage.spread)}`,
})}${figureOf(report, {
  title: 'Cost of naked legs',
  drawing: spreadPicture({
    title: 'Cost of naked legs',
    axisTitle: 'lost by selling back, $ a trade',
    amounts: fills.nakedCosts,
    words: fills.trades === 0 ? 'no trades' : 'no trades with a naked leg',
  }),
  doubts: 'fills',
  caption: `Trades whose bet did not cover what was bought. In all ${exactText(fills.nakedCost)}. ${meanCaption(fills.nakedCosts, DOLLAR_UNIT, 'a trade')} ${spreadOutside(fills.nakedCosts.spread)}`,
})}</div></section>`
}

function skippedText(skipped: BacktestReport['figures']['fills']['skipped']): string {
  const told = skipped.map(({ reason, count }) => `${reason} ${countText(count)}`)
  return told.length === 0 ? '' : ` Opportunities that were not traded: ${told.join(', ')}.`
}

function meanCaption(
  mean: BacktestReport['figures']['fills']['fillRate'],
  unit: MeanUnit,
  what: string,
): string {
  return mean.mean === null ? '' : `${meanText(mean, unit)} ${what}.`
}

function equityCaption({ start, final, deepest }: BacktestReport['figures']['equity']): string {
  const fall =
    deepest === null
      ? 'It never fell below its best.'
      : `Deepest fall ${exactText(deepest.amount)}, at its lowest ${utcText(deepest.troughAt)}, ` +
        `${deepest.recoveredAt === null ? 'not made good' : `made good ${utcText(deepest.recoveredAt)}`}.`
  return `From ${exactText(start)} to ${exactText(final)}; only trades that are over count. ${fall}`
}

function decayCaption(survival: BacktestReport['figures']['survival']): string {
  if (survival.total === 0) return 'No candidates.'
  const looks =
    survival.gapMs === null
      ? 'none was seen to end'
      : `looks were ${durationText(survival.gapMs)} apart (median)`
  return (
    `Half-life ${halfLifeText(survival)}. ${plural(survival.total, 'candidate')}, ${countText(survival.censored)} ` +
    `still there when last seen (small ticks); ${looks}. Kaplan and Meier; band: 95 % by Greenwood; ` +
    `hollow marks: not known.`
  )
}

function horizonTable({ horizons, total }: BacktestReport['figures']['survival']): Markup {
  if (total === 0) return NOTHING
  const told = ({ share, interval }: (typeof horizons)[number]['latest']) =>
    share === null
      ? 'unknown'
      : `${percentText(share)}${interval === null ? '' : ` (${percentText(interval.low)} to ${percentText(interval.high)})`}`
  return tableOf(
    [
      { name: 'after' },
      { name: 'gone when missed', isNumber: true },
      { name: 'gone when last seen', isNumber: true },
      { name: '' },
    ],
    horizons.map(({ horizonMs, latest, earliest, isSupported }) => [
      durationText(horizonMs),
      told(latest),
      told(earliest),
      isSupported ? '' : 'not known',
    ]),
  )
}

function closingFigure(report: BacktestReport): Markup {
  const { taken, rejected } = report.figures.closing
  const words = report.figures.candidates === 0 ? 'no candidates' : 'no closing prices'
  const caption = (leg: 'odds' | 'price') =>
    (['taken', 'rejected'] as const)
      .map((group) => {
        const { count, beatShare, missing } = report.figures.closing[group][leg]
        const beat = beatShare === null ? '' : `, ${percentText(beatShare)} above zero`
        return `${group}: ${countText(count)} with a closing price${beat}, ${countText(missing)} without`
      })
      .join('; ')
  const bet = meanPicture({
    title: 'Closing-line value of the bet',
    axisTitle: 'bet: return when found over closing, less 1, %',
    unit: SHARE_UNIT,
    words,
    rows: [
      { name: 'taken', mark: 'taken', mean: taken.odds },
      { name: 'rejected', mark: 'rejected', mean: rejected.odds },
    ],
  })
  const contract = meanPicture({
    title: 'Closing-line value of the contract',
    axisTitle: 'contract: closing price less price when found, ¢',
    unit: CENT_UNIT,
    words,
    rows: [
      { name: 'taken', mark: 'taken', mean: taken.price },
      { name: 'rejected', mark: 'rejected', mean: rejected.price },
    ],
  })
  return figureOf(report, {
    title: 'Closing-line value',
    drawing: markup`${bet}${contract}`,
    doubts: 'closing',
    caption:
      "Above zero: better than the last price before the game. The venue's margin is in it: compare " +
      `taken with rejected. Bet, ${caption('odds')}. Contract, ${caption('price')}.`,
  })
}
