/**
 * What was recorded of real books (`../shared/data/README.md`): a stream of twelve winners' books, lists of
 * markets, best prices of July 2026, trades by the minute, and polls of the odds feed.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { addChanges, addPoll, type PolledEvent } from './odds-samples.ts'
import { addTo, type Measure, type Samples } from './samples.ts'

const DATA = path.join(import.meta.dirname, '../../../shared/data')
/** What is read; all of it is needed. */
const SOURCES = {
  stream: 'kalshi/ws_orderbook_stream.json',
  lists: 'kalshi/events_sports_nested.json',
  trades: 'kalshi/candlesticks_mlb.json',
  best: 'series/kalshi-x-books-2026-07-first.jsonl.gz',
  polls: 'oddsapi/mlb_repeat_poll_20260811',
  baseball: 'oddsapi/mlb_2026_series',
} as const
const HOUR_MS = 3_600_000

/** True where the recordings are beside the checkout. */
export const hasRecordedBooks = Object.values(SOURCES).every((one) =>
  existsSync(path.join(DATA, one)),
)

/** Returns what the recordings say. @throws {Error} a file is not there or not what it was. */
export function recordedSamples(): Samples {
  const samples: Samples = new Map()
  addStream(samples)
  addLists(samples)
  addTrades(samples)
  addBest(samples)
  addFeed(samples)
  return samples
}

function read(file: string): unknown {
  const whole = readFileSync(path.join(DATA, file))
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(whole) : whole).toString())
}

type Level = readonly [price: string, size: string]
interface Frame {
  readonly type: string
  readonly msg: {
    readonly market_ticker: string
    readonly yes_dollars_fp?: readonly Level[]
    readonly no_dollars_fp?: readonly Level[]
    readonly side?: 'yes' | 'no'
    readonly price_dollars?: string
    readonly delta_fp?: string
  }
}

const centsOf = (dollars: string): number => Math.round(Number(dollars) * 1000) / 10

function addStream(samples: Samples): void {
  const { frames } = read(SOURCES.stream) as {
    frames: readonly { readonly received_ms: number; readonly frame: Frame }[]
  }
  const minutes = ((frames.at(-1)?.received_ms ?? 0) - (frames[0]?.received_ms ?? 0)) / 60_000
  const books = new Map<string, Map<number, number>>()
  const changes = new Map<string, number>()
  for (const { frame } of frames) {
    const { market_ticker: ticker, side = 'yes', price_dollars: price, delta_fp: delta } = frame.msg
    if (frame.type === 'orderbook_snapshot') {
      for (const one of ['yes', 'no'] as const) {
        const levels = frame.msg[`${one}_dollars_fp`] ?? []
        const sizes = levels.map(([at, size]) => [centsOf(at), Number(size)] as const)
        books.set(`${ticker} ${one}`, new Map(sizes))
      }
      changes.set(ticker, 0)
    }
    if (frame.type !== 'orderbook_delta' || price === undefined) continue
    changes.set(ticker, (changes.get(ticker) ?? 0) + 1)
    addTo(samples, 'winner size of a change, contracts', Math.abs(Number(delta)))
    const levels = books.get(`${ticker} ${side}`) ?? new Map<number, number>()
    const cents = centsOf(price)
    addTo(samples, 'winner change behind the best, cents', Math.max(...levels.keys()) - cents)
    const size = (levels.get(cents) ?? 0) + Number(delta)
    if (size > 0.001) levels.set(cents, size)
    else levels.delete(cents)
  }
  addTo(samples, 'winner changes a minute', ...[...changes.values()].map((one) => one / minutes))
  for (const levels of books.values()) {
    addTo(samples, 'winner levels a side', levels.size)
    const depth = [...levels.values()].reduce((sum, size) => sum + size, 0)
    addTo(samples, 'winner depth a side, contracts', depth)
  }
}

interface ListedMarket {
  readonly yes_bid_dollars: string
  readonly yes_ask_dollars: string
  readonly yes_bid_size_fp: string
  readonly yes_ask_size_fp: string
}

/** No list of basketball's men was recorded in season: the women's stand for them. */
const LISTED = {
  KXMLBSPREAD: 'MLB line',
  KXMLBTOTAL: 'MLB line',
  KXWNBASPREAD: 'NBA line',
  KXWNBATOTAL: 'NBA line',
} as const

function addLists(samples: Samples): void {
  type Listed = { readonly series_ticker: string; readonly markets: readonly ListedMarket[] }
  for (const { series_ticker: series, markets } of read(SOURCES.lists) as readonly Listed[]) {
    const kind = LISTED[series as keyof typeof LISTED] as 'MLB line' | 'NBA line' | undefined
    if (kind === undefined) continue
    for (const market of markets) {
      const [bid, ask] = [centsOf(market.yes_bid_dollars), centsOf(market.yes_ask_dollars)]
      if (bid <= 0 || ask <= 0 || ask >= 100) continue
      addTo(samples, `${kind} spread, cents`, ask - bid)
      const sizes = [market.yes_bid_size_fp, market.yes_ask_size_fp].map(Number)
      addTo(samples, `${kind} best size, contracts`, ...sizes)
    }
  }
}

function addTrades(samples: Samples): void {
  type Candles = { readonly candlesticks: readonly { readonly volume_fp: string }[] }
  const { markets } = read(SOURCES.trades) as {
    markets: Readonly<Record<string, Candles>>
  }
  for (const { candlesticks } of Object.values(markets)) {
    const volumes = candlesticks.map(({ volume_fp: volume }) => Number(volume))
    addTo(samples, 'winner traded a minute, contracts', ...volumes)
  }
}

interface BestRow {
  readonly captured_at: string
  readonly commence_time: string
  readonly league: string
  readonly pregame: boolean
  readonly kalshi: Readonly<
    Record<
      string,
      {
        readonly yes_bid?: number
        readonly yes_ask?: number
        readonly yes_bid_size?: number
        readonly yes_ask_size?: number
      }
    >
  >
}

function addBest(samples: Samples): void {
  const lines = gunzipSync(readFileSync(path.join(DATA, SOURCES.best)))
    .toString()
    .trim()
  for (const line of lines.split('\n')) {
    const row = JSON.parse(line) as BestRow
    const hours = (Date.parse(row.commence_time) - Date.parse(row.captured_at)) / HOUR_MS
    if (row.league !== 'MLB' || !row.pregame || hours < 0 || hours >= 48) continue
    const kind = hours < 6 ? 'winner 0-6 h' : hours < 24 ? 'winner' : 'winner 24-48 h'
    for (const { yes_bid: bid, yes_ask: ask, ...sizes } of Object.values(row.kalshi)) {
      if (bid === undefined || ask === undefined || bid <= 0 || ask >= 1) continue
      addTo(samples, `${kind} spread, cents`, Math.round((ask - bid) * 1000) / 10)
      const best: Measure = `${kind} best size, contracts`
      for (const size of [sizes.yes_bid_size, sizes.yes_ask_size]) {
        if (size !== undefined) addTo(samples, best, size)
      }
    }
  }
}

function addFeed(samples: Samples): void {
  const polls = ([0, 60, 300, 900] as const).map((seconds, index) => ({
    seconds,
    events: read(
      `${SOURCES.polls}/p${index + 1}_offset${seconds}s.json.gz`,
    ) as readonly PolledEvent[],
  }))
  const [first] = polls
  for (const { seconds, events } of polls) {
    if (first !== undefined && seconds !== 0)
      addChanges(samples, first.events, { after: events, seconds })
  }
  const files = readdirSync(path.join(DATA, SOURCES.baseball)).filter((one) => one.endsWith('.gz'))
  for (const file of files) {
    const events = read(`${SOURCES.baseball}/${file}`) as readonly PolledEvent[]
    // No capture time inside: the newest stamp of any book stands for it.
    const stamps = events.flatMap(({ bookmakers }) =>
      bookmakers.flatMap((book) => book.markets.map((one) => one.last_update ?? book.last_update)),
    )
    const nowMs = Math.max(...stamps.map((stamp) => Date.parse(stamp ?? '1970-01-01T00:00:00Z')))
    addPoll(samples, events, nowMs)
  }
}
