/**
 * Frames of the stream as the venue prints them, made up from a seed: one subscription to order books,
 * one to best quotes and one to trades. Books begin with a snapshot, then sizes come and go near the
 * best price. NO bids stand at YES prices, as our subscriptions ask for.
 * @module
 */
import type { Rng } from '@arbkit/core'

/** Frames of a kind, and how often one comes, of a thousand after the snapshots. */
export const KINDS = { delta: 900, ticker: 60, trade: 36, ok: 4 } as const

/** Frames in the order sent, and the markets they are about. */
export interface FrameStream {
  readonly texts: readonly string[]
  readonly marketIds: readonly string[]
}

/** Sids of the three subscriptions. */
const BOOKS = 1
const TICKERS = 2
const TRADES = 3

const CENTS = 100
const SIZE_MAX = 100_000
const START_MS = 1_786_085_188_000

/** Returns frames about so many markets: a beginning, a snapshot each, then `count` more. */
export function createFrames(rng: Rng, markets: number, count: number): FrameStream {
  const venue = new Venue(rng, markets)
  const texts = venue.begin()
  for (let index = 0; index < count; index += 1) texts.push(venue.next())
  return { texts, marketIds: venue.marketIds }
}

/** Sizes by cent, in hundredths of a contract; 0 where nothing rests. */
interface Book {
  readonly yes: Int32Array
  readonly no: Int32Array
  /** YES bids stand below it, NO bids below its complement, cents. */
  readonly middle: number
}

class Venue {
  readonly marketIds: readonly string[]
  private readonly rng: Rng
  private readonly books: readonly Book[]
  private readonly seqs = new Map<number, number>()
  private atMs = START_MS

  constructor(rng: Rng, markets: number) {
    this.rng = rng
    this.marketIds = Array.from(
      { length: markets },
      (_, index) => `KXMLBGAME-26AUG07${1840 + index}NYMPIT-${index % 2 === 0 ? 'NYM' : 'PIT'}`,
    )
    this.books = this.marketIds.map(() => this.drawBook())
  }

  /** The answers to three commands, then every book. */
  begin(): string[] {
    const channels = ['orderbook_delta', 'ticker', 'trade']
    return [
      ...channels.map((channel, index) =>
        JSON.stringify({ type: 'subscribed', id: index + 1, msg: { channel, sid: index + 1 } }),
      ),
      ...this.marketIds.map((_, market) => this.snapshot(market)),
    ]
  }

  next(): string {
    this.atMs += 1 + this.below(20)
    const market = this.below(this.marketIds.length)
    const share = this.below(1000)
    if (share < KINDS.delta) return this.delta(market)
    if (share < KINDS.delta + KINDS.ticker) return this.ticker(market)
    if (share < KINDS.delta + KINDS.ticker + KINDS.trade) return this.trade(market)
    return this.numbered(BOOKS, 'ok', { market_tickers: this.marketIds })
  }

  private drawBook(): Book {
    const middle = 20 + this.below(60)
    const side = (): Int32Array => {
      const sizes = new Int32Array(CENTS)
      for (let cent = 1; cent < CENTS; cent += 1) sizes[cent] = 100 * (1 + this.below(SIZE_MAX))
      return sizes
    }
    const book = { yes: side(), no: side(), middle }
    book.yes.fill(0, middle)
    book.no.fill(0, CENTS - middle)
    return book
  }

  private snapshot(market: number): string {
    const { yes, no } = this.books[market] as Book
    return this.numbered(BOOKS, 'orderbook_snapshot', {
      ...this.named(market),
      yes_dollars_fp: levelsOf(yes, false),
      no_dollars_fp: levelsOf(no, true).toReversed(),
    })
  }

  /** A size near the best bid of one side grows, shrinks or goes. */
  private delta(market: number): string {
    const book = this.books[market] as Book
    const isYes = this.rng.next() < 0.5
    const most = (isYes ? book.middle : CENTS - book.middle) - 1
    const cent = Math.max(1, most - Math.floor(-Math.log(1 - this.rng.next()) * 3))
    const sizes = isYes ? book.yes : book.no
    const before = sizes[cent] as number
    const isGoing = before > 0 && this.rng.next() < 0.02
    const after = isGoing ? 0 : 1 + this.below(SIZE_MAX * (this.rng.next() < 0.1 ? 1 : 100))
    sizes[cent] = after
    return this.numbered(BOOKS, 'orderbook_delta', {
      ...this.named(market),
      price_dollars: dollarsOf(isYes ? cent : CENTS - cent),
      delta_fp: contractsOf(after - before),
      side: isYes ? 'yes' : 'no',
      ts: new Date(this.atMs).toISOString(),
      ts_ms: this.atMs,
    })
  }

  private ticker(market: number): string {
    const { middle } = this.books[market] as Book
    return JSON.stringify({
      type: 'ticker',
      sid: TICKERS,
      msg: {
        ...this.named(market),
        price_dollars: dollarsOf(middle),
        yes_bid_dollars: dollarsOf(middle - 1),
        yes_ask_dollars: dollarsOf(middle),
        volume_fp: contractsOf(this.below(10_000_000)),
        open_interest_fp: contractsOf(this.below(10_000_000)),
        dollar_volume: this.below(100_000),
        dollar_open_interest: this.below(100_000),
        yes_bid_size_fp: contractsOf(this.below(SIZE_MAX)),
        yes_ask_size_fp: contractsOf(this.below(SIZE_MAX)),
        last_trade_size_fp: contractsOf(this.below(SIZE_MAX)),
        ts: Math.floor(this.atMs / 1000),
        ts_ms: this.atMs,
        time: new Date(this.atMs).toISOString(),
      },
    })
  }

  private trade(market: number): string {
    const { middle } = this.books[market] as Book
    const isYes = this.rng.next() < 0.5
    return this.numbered(TRADES, 'trade', {
      trade_id: `d91bc706-ee49-470d-82d8-${String(this.atMs).padStart(12, '0')}`,
      market_ticker: this.marketIds[market],
      yes_price_dollars: dollarsOf(middle),
      no_price_dollars: dollarsOf(CENTS - middle),
      count_fp: contractsOf(1 + this.below(SIZE_MAX)),
      taker_outcome_side: isYes ? 'yes' : 'no',
      taker_book_side: isYes ? 'bid' : 'ask',
      is_block_trade: false,
      ts_ms: this.atMs,
    })
  }

  private named(market: number): object {
    return {
      market_ticker: this.marketIds[market],
      market_id: `957ed958-9b9b-4a98-b024-${String(market).padStart(12, '0')}`,
    }
  }

  private numbered(sid: number, type: string, msg: object): string {
    const seq = (this.seqs.get(sid) ?? 0) + 1
    this.seqs.set(sid, seq)
    return JSON.stringify({ type, sid, seq, msg })
  }

  private below(limit: number): number {
    return Math.floor(this.rng.next() * limit)
  }
}

function levelsOf(sizes: Int32Array, isNo: boolean): readonly (readonly string[])[] {
  return [...sizes.entries()]
    .filter(([, size]) => size > 0)
    .map(([cent, size]) => [dollarsOf(isNo ? CENTS - cent : cent), contractsOf(size)])
}

const dollarsOf = (cents: number): string => `${(cents / CENTS).toFixed(2)}00`

const contractsOf = (hundredths: number): string => (hundredths / 100).toFixed(2)
