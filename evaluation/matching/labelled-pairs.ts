/**
 * The labelled pairs of Kalshi markets and odds events (`../shared/data/matching/README.md`) as
 * listings: records go through the venues' own parsers, with empty prices filled in where a record
 * holds none.
 * @module
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  type ContractListing,
  InvalidInputError,
  isRecord,
  type OddsListing,
  printable,
} from '@arbkit/core'
import { listingOfTicker, parseEvents, parseMarkets } from '@arbkit/kalshi'
import { parseOdds } from '@arbkit/odds'

/** Which outcome of which odds market YES corresponds to. */
export interface LabelledTarget {
  readonly market_key: string
  readonly outcome: string
  readonly point: number | null
}

/** What was recorded of a Kalshi market. */
interface KalshiRecord {
  readonly market_ticker: string
  readonly event_ticker: string | null
  /** True where the whole market was recorded. */
  readonly record_is_verbatim_api?: boolean
  readonly title?: string | null
  readonly yes_sub_title?: string | null
  /** The label that the venue shows for it, filled in by hand where the record has none. */
  readonly yes_sub_title_constructed?: string | null
  readonly floor_strike?: number | null
  readonly strike_type?: string | null
  readonly rules_primary?: string | null
  readonly rules_secondary?: string | null
  readonly event?: { readonly title: string; readonly series_ticker: string } | null
}

/** What was recorded, or made up, of an odds event. */
interface OddsRecord {
  readonly id: string
  readonly sport_key: string
  readonly commence_time: string
  readonly home_team: string
  readonly away_team: string
  readonly snapshot_ts?: string | null
  readonly raw?: unknown
}

/** One labelled line. */
export interface LabelledRow {
  readonly id: string
  readonly label: 'match' | 'no_match'
  readonly league: string
  readonly category: string
  readonly target: LabelledTarget | null
  readonly why: string
  readonly kalshi: KalshiRecord
  readonly odds: OddsRecord
}

/** Where the labelled pairs stand, beside the checkout. */
export const LABELLED_PAIRS_FILE = path.join(
  import.meta.dirname,
  '../../../shared/data/matching/pairs.jsonl',
)

/**
 * Returns the labelled rows of a file, one JSON object a line.
 * @throws {InvalidInputError} a line that is no JSON, or lacks what a label needs; the message names it.
 */
export function readLabelledRows(file: string): readonly LabelledRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, index + 1)]))
}

function rowOf(line: string, number: number): LabelledRow {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    throw new InvalidInputError(`line ${number}: expected a JSON object, got ${printable(line)}`)
  }
  const { label, league, kalshi, odds } = isRecord(row) ? row : {}
  const isRow =
    (label === 'match' || label === 'no_match') &&
    typeof league === 'string' &&
    isRecord(kalshi) &&
    isRecord(odds)
  if (!isRow) {
    throw new InvalidInputError(
      `line ${number}: expected label, league, kalshi and odds, got ${printable(row)}`,
    )
  }
  return row as LabelledRow
}

/** Returns a Kalshi record as a listing; a record without any text is known by its ticker alone. */
export function contractOfRow({ kalshi, id }: LabelledRow): ContractListing {
  const at = { source: id, path: '$' }
  const eventTicker = kalshi.event_ticker ?? undefined
  if (eventTicker === undefined || !hasText(kalshi)) {
    return listingOfTicker(kalshi.market_ticker, eventTicker)
  }
  const market = {
    ...EMPTY_MARKET,
    ticker: kalshi.market_ticker,
    event_ticker: eventTicker,
    title: kalshi.title ?? '',
    yes_sub_title: labelOf(kalshi),
    floor_strike: kalshi.floor_strike ?? null,
    strike_type: kalshi.strike_type ?? null,
    rules_primary: kalshi.rules_primary ?? '',
    rules_secondary: kalshi.rules_secondary ?? '',
  }
  const { event } = kalshi
  const markets =
    event === undefined || event === null
      ? parseMarkets([market], at)
      : parseEvents([{ ...event, event_ticker: eventTicker, markets: [market] }], at)[0]?.markets
  const listing = markets?.[0]?.listing
  if (listing === undefined) throw new Error(`no listing from ${id}`)
  return listing
}

/**
 * The label as recorded. One filled in by hand counts only for persons, of whom the ticker says next to
 * nothing: a team's may be cut short (`Bowling`), and its codes do without.
 */
function labelOf({
  market_ticker,
  yes_sub_title,
  yes_sub_title_constructed,
}: KalshiRecord): string {
  const isPerson = /^KX(?:ATP|WTA|UFC)/.test(market_ticker)
  return yes_sub_title ?? (isPerson ? yes_sub_title_constructed : undefined) ?? ''
}

function hasText(record: KalshiRecord): boolean {
  const texts = [record.title, record.yes_sub_title, record.rules_primary]
  return labelOf(record) !== '' || texts.some((text) => text !== null && text !== undefined)
}

const EMPTY_MARKET = {
  status: 'active',
  yes_bid_dollars: '0.0000',
  yes_ask_dollars: '1.0000',
  yes_bid_size_fp: '0.00',
  yes_ask_size_fp: '0.00',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
}

/**
 * Returns an odds record as a listing. Where no response was recorded, one book quotes the winner on
 * it, as every book would: with the draw where soccer is played; the same where a recorded event
 * quotes other markets alone. A label about another market of an event that was made up quotes that one.
 */
export function oddsOfRow({ odds, id, target }: LabelledRow): OddsListing {
  const { sport_key, commence_time, home_team, away_team } = odds
  const { market_key: key = 'h2h' } = target ?? {}
  const isWinner = key === 'h2h' || key === 'spreads' || key === 'totals'
  const hasDraw = isWinner && sport_key.startsWith('soccer_')
  const names = [away_team, home_team, ...(hasDraw ? ['Draw'] : [])]
  const stated = { id: odds.id, sport_key, commence_time, home_team, away_team }
  const bookmakers = [
    {
      key: 'draftkings',
      title: 'DraftKings',
      last_update: commence_time,
      markets: [
        {
          key: isWinner ? 'h2h' : key,
          last_update: commence_time,
          outcomes: names.map(at110),
        },
      ],
    },
  ]
  const at = { source: id, path: '$' }
  const [made] = parseOdds({ ...stated, bookmakers }, at)
  const [recorded = made] =
    odds.raw === undefined || odds.raw === null ? [] : parseOdds(odds.raw, at)
  if (made === undefined || recorded === undefined) throw new Error(`no listing from ${id}`)
  const isQuoted = recorded.markets.some(({ marketKey }) => marketKey === 'h2h')
  const isAsked = key === 'h2h' && recorded.markets.length > 0
  // Who meets whom does not hang on whether a book happened to have the winner up when it was recorded.
  return isAsked && !isQuoted
    ? { ...recorded, markets: [...recorded.markets, ...made.markets] }
    : recorded
}

function at110(name: string): { readonly name: string; readonly price: number } {
  return { name, price: -110 }
}
