/**
 * Every trade with its explanation, folded: a line to scan, everything beneath it. The page is bounded, so
 * of very many trades those are shown that won or lost most, and how many are not is said.
 * @module
 */
import type { BacktestReport, ReportedTrade } from './backtest-report-schema.ts'
import { DROPPED } from './fill-picture.ts'
import { markup, type Markup } from './markup.ts'
import { filledText } from './report-tables.ts'
import {
  contractsText,
  countText,
  exactText,
  millionthsOf,
  plural,
  profitText,
  utcText,
} from './values.ts'

/** Most trades on a page. */
export const TRADES_SHOWN_MAX = 1_000
/** Most characters that trades may take on a page in all, markup included. */
export const TRADES_CHARACTERS_MAX = 8_000_000
/** Most lines of one trade's explanation; the rest is counted. */
export const EXPLANATION_LINES_MAX = 200

/** The trades of a page, and how many there was no room for. */
export interface ShownTrades {
  readonly shown: readonly Markup[]
  readonly left: number
}

/** Returns the trades that a page has room for, in order of time. */
export function shownTrades(trades: BacktestReport['trades']): ShownTrades {
  const byWeight =
    trades.length > TRADES_SHOWN_MAX
      ? trades.toSorted((a, b) => tradeWeight(b) - tradeWeight(a) || (a.at < b.at ? -1 : 1))
      : trades
  const chosen: { readonly at: string; readonly item: Markup }[] = []
  let characters = 0
  for (const trade of byWeight.slice(0, TRADES_SHOWN_MAX)) {
    const item = tradeItem(trade)
    characters += item.text.length
    if (characters > TRADES_CHARACTERS_MAX) break
    chosen.push({ at: trade.at, item })
  }
  const inTime = chosen.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { shown: inTime.map(({ item }) => item), left: trades.length - chosen.length }
}

/** Returns the list, or words where there is none. */
export function tradeList(trades: BacktestReport['trades']): Markup {
  if (trades.length === 0) return markup`<p>no trades</p>`
  const { shown, left } = shownTrades(trades)
  const said =
    left === 0
      ? `${plural(trades.length, 'trade')}, in order of time.`
      : `${countText(shown.length)} of ${countText(trades.length)} trades, those that won or lost most, in ` +
        `order of time. ${countText(left)} are not shown here; the report's JSON has every one.`
  return markup`<p class="soft">${said}</p>${shown}`
}

/** Returns what a trade won or lost, or has guaranteed while it is open: millionths of a dollar, 0 or more. */
export function tradeWeight({ realised, guaranteed }: ReportedTrade): number {
  return Math.abs(millionthsOf(realised ?? guaranteed))
}

/** Returns how a trade ended, in words. */
export function tradeStateText({ stage, dropReason, naked }: ReportedTrade): string {
  if (dropReason !== null) return `nothing bought: ${DROPPED[dropReason]}`
  const words = STAGES[stage]
  return millionthsOf(naked) > 0 ? `${words}, one leg naked` : words
}

const STAGES: Readonly<Record<ReportedTrade['stage'], string>> = {
  preparing: 'preparing',
  sent: 'order sent',
  committing: 'bet asked',
  unwinding: 'selling back',
  both: 'both legs, open',
  unwound: 'sold back',
  held: 'held',
  settled: 'settled',
  dropped: 'nothing bought',
}

function tradeItem(trade: ReportedTrade): Markup {
  const { realised, guaranteed } = trade
  const amount =
    realised === null ? `${profitText(guaranteed)} at worst, open` : profitText(realised)
  return markup`<details class="trade"><summary>${utcText(trade.at)} · ${trade.fixture} · ${trade.question} · ${trade.book} · ${tradeStateText(trade)} · <span class="amount">${amount}</span></summary>${rowsTable(factsOf(trade))}${explanationOf(trade)}</details>
`
}

type Row = readonly [what: string, value: string, why: string]

function factsOf(trade: ReportedTrade): readonly Row[] {
  return [
    ['trade', trade.id, `candidate ${trade.candidateId}`],
    ['game', trade.fixture, `${trade.league}, ${trade.fixtureId}`],
    ['market', trade.question, `${trade.marketType}, ${trade.book}`],
    ['decided', utcText(trade.at), trade.at],
    ['over', trade.closedAt === null ? 'open' : utcText(trade.closedAt), trade.closedAt ?? ''],
    ['bought', filledText(trade.filled, trade.planned), `${contractsText(trade.naked)} left naked`],
    ['paid', exactText(trade.paid), 'contracts, fees and stake'],
    ['guaranteed', exactText(trade.guaranteed), `planned ${exactText(trade.plannedGuaranteed)}`],
    [
      'slippage',
      exactText(trade.priceSlippage),
      `of the contract; of the odds ${exactText(trade.oddsSlippage)}`,
    ],
    ['naked leg cost', exactText(trade.nakedCost), 'selling back what had no bet'],
    ['realised', trade.realised === null ? 'open' : exactText(trade.realised), ''],
  ]
}

function rowsTable(rows: readonly Row[]): Markup {
  const lines = rows.map(
    ([what, value, why]) =>
      markup`<tr><th scope="row">${what}</th><td>${value}</td><td class="why">${why}</td></tr>`,
  )
  return markup`<table><tbody>${lines}</tbody></table>`
}

function explanationOf({ explanation }: ReportedTrade): Markup {
  let room = EXPLANATION_LINES_MAX
  const parts = explanation.map(({ title, lines }) => {
    const shown = lines.slice(0, Math.max(0, room))
    room -= lines.length
    if (shown.length === 0) return markup``
    return markup`<h4>${title}</h4>${rowsTable(shown.map(({ what, value, why }) => [what, value, why]))}`
  })
  const more =
    room < 0
      ? markup`<p class="soft">${`${plural(-room, 'more line')} of explanation.`}</p>`
      : markup``
  return markup`${parts}${more}`
}
