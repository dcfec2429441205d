/**
 * The other side of the stream, for tests: an exchange with books of its own that answers commands and
 * tells of changes in the venue's words. It shares no code with what it tests beyond number formats:
 * its books are plain maps. What it says was taken from a capture of 2026-08-07.
 * @module
 */
import {
  formatCenticontracts,
  formatPriceTicks,
  type Centicontracts,
  type PriceTicks,
  type Rng,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'

/** Sizes by `yes 4300`, side and price ticks; no zeros. */
export type ModelBook = Map<string, number>

interface ModelSubscription {
  readonly channel: string
  readonly usesYesPrices: boolean
  readonly markets: Set<string>
  seq: number
}

interface ModelCommand {
  readonly id: number
  readonly cmd: string
  readonly params?: {
    readonly channels?: readonly string[]
    readonly market_tickers?: readonly string[]
    readonly use_yes_price?: boolean
    readonly sids?: readonly number[]
    readonly action?: string
  }
}

/** Largest size of a model's level, hundredths of a contract. */
const SIZE_MAX = 500_000

/** An exchange with one connection at a time. */
export class VenueModel {
  /** The books as they are. */
  readonly books = new Map<string, ModelBook>()
  private readonly subscriptions = new Map<number, ModelSubscription>()
  private nextSid = 1

  /** @param marketIds the markets there are; others are not known. */
  constructor(marketIds: readonly string[]) {
    for (const marketId of marketIds) this.books.set(marketId, new Map())
  }

  /** A new connection: nothing is subscribed to. */
  connect(): void {
    this.subscriptions.clear()
  }

  /** Returns the frames that answer a command. */
  answer(text: string): readonly string[] {
    const command = JSON.parse(text) as ModelCommand
    const { id, cmd, params = {} } = command
    if (cmd === 'subscribe') return this.subscribe(command)
    const sid = params.sids?.[0] ?? 0
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) return [errorFrame(id, 7, 'Unknown subscription ID')]
    if (cmd === 'unsubscribe') {
      this.subscriptions.delete(sid)
      return [JSON.stringify({ id, sid, seq: subscription.seq + 1, type: 'unsubscribed' })]
    }
    const named = params.market_tickers ?? []
    if (params.action === 'get_snapshot') {
      return named.filter((each) => this.books.has(each)).map((each) => this.snapshot(sid, each))
    }
    if (params.action === 'delete_markets') {
      for (const each of named) subscription.markets.delete(each)
      return [this.okFrame(id, sid)]
    }
    return [...this.grow(sid, named), this.okFrame(id, sid)]
  }

  /** Changes a book by chance and returns the frames that tell of it, and whose book it was. */
  change(rng: Rng): readonly string[] {
    const marketIds = [...this.books.keys()]
    const marketId = marketIds[below(rng, marketIds.length)] ?? ''
    const side = rng.next() < 0.5 ? 'yes' : 'no'
    const book = this.books.get(marketId) ?? new Map<string, number>()
    const price = this.somePrice(rng, book, side)
    const key = `${side} ${price}`
    const before = book.get(key) ?? 0
    const isGone = before > 0 && rng.next() < 0.4
    const after = isGone ? 0 : 1 + below(rng, SIZE_MAX)
    if (after === 0) book.delete(key)
    else book.set(key, after)
    return [...this.subscriptions].flatMap(([sid, subscription]) => {
      if (subscription.channel !== 'orderbook_delta') return []
      if (!subscription.markets.has(marketId)) return []
      const stated = stateOf(price, side, subscription.usesYesPrices)
      return [
        this.numbered(sid, 'orderbook_delta', {
          market_ticker: marketId,
          market_id: '957ed958-9b9b-4a98-b024-16a394cd214c',
          price_dollars: formatPriceTicks(stated as PriceTicks),
          delta_fp: formatCenticontracts((after - before) as Centicontracts),
          side,
        }),
      ]
    })
  }

  /** Ends every subscription with an error that asks to subscribe again. */
  endSubscriptions(code: number): readonly string[] {
    const frames = [...this.subscriptions].map(([sid, subscription]) => {
      subscription.seq += 1
      const msg = { code, msg: 'over' }
      return JSON.stringify({ type: 'error', sid, seq: subscription.seq, msg })
    })
    this.subscriptions.clear()
    return frames
  }

  /** The number that the subscription to books told last, and 0 where there is none. */
  lastSeq(): number {
    for (const { channel, seq } of this.subscriptions.values()) {
      if (channel === 'orderbook_delta') return seq
    }
    return 0
  }

  private subscribe({ id, params = {} }: ModelCommand): readonly string[] {
    const channel = params.channels?.[0] ?? ''
    const markets = params.market_tickers ?? []
    const existing = [...this.subscriptions].find(([, each]) => each.channel === channel)
    if (existing !== undefined) {
      const [sid] = existing
      return [...this.grow(sid, markets), this.okFrame(id, sid)]
    }
    const sid = this.nextSid
    this.nextSid += 1
    const usesYesPrices = params.use_yes_price === true
    this.subscriptions.set(sid, { channel, usesYesPrices, markets: new Set(), seq: 0 })
    const begun = JSON.stringify({ type: 'subscribed', id, msg: { channel, sid } })
    return [begun, ...(channel === 'orderbook_delta' ? this.grow(sid, markets) : [])]
  }

  private grow(sid: number, marketIds: readonly string[]): readonly string[] {
    const { markets } = this.at(sid)
    const added = marketIds.filter((each) => this.books.has(each) && !markets.has(each))
    return added.map((each) => {
      markets.add(each)
      return this.snapshot(sid, each)
    })
  }

  private snapshot(sid: number, marketId: string): string {
    const { usesYesPrices } = this.at(sid)
    const levels = (side: 'yes' | 'no'): readonly (readonly string[])[] | undefined => {
      const own = [...(this.books.get(marketId) ?? [])]
        .filter(([key]) => key.startsWith(`${side} `))
        .map(([key, size]): [number, number] => [
          stateOf(Number(key.slice(side.length + 1)), side, usesYesPrices),
          size,
        ])
        .toSorted(([a], [b]) => a - b)
      if (own.length === 0) return undefined
      return own.map(([price, size]) => [
        formatPriceTicks(price as PriceTicks),
        formatCenticontracts(size as Centicontracts),
      ])
    }
    return this.numbered(sid, 'orderbook_snapshot', {
      market_ticker: marketId,
      market_id: '957ed958-9b9b-4a98-b024-16a394cd214c',
      yes_dollars_fp: levels('yes'),
      no_dollars_fp: levels('no'),
    })
  }

  private okFrame(id: number, sid: number): string {
    const subscription = this.at(sid)
    subscription.seq += 1
    const msg = { market_tickers: [...subscription.markets].toSorted() }
    return JSON.stringify({ type: 'ok', id, sid, seq: subscription.seq, msg })
  }

  private numbered(sid: number, type: string, msg: object): string {
    const subscription = this.at(sid)
    subscription.seq += 1
    return JSON.stringify({ type, sid, seq: subscription.seq, msg })
  }

  private at(sid: number): ModelSubscription {
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) throw new Error(`no subscription ${sid}`)
    return subscription
  }

  /** A price that rests already, every other time: so levels also vanish. */
  private somePrice(rng: Rng, book: ModelBook, side: string): number {
    const own = [...book.keys()].filter((key) => key.startsWith(`${side} `))
    const key = rng.next() < 0.5 ? own[below(rng, own.length)] : undefined
    if (key !== undefined) return Number(key.slice(side.length + 1))
    const isFine = rng.next() < 0.3
    return isFine ? 1 + below(rng, TICKS_PER_DOLLAR - 1) : 100 * (1 + below(rng, 99))
  }
}

/** Returns a book as one line a level, in one order. */
export function printedBook(levels: Iterable<readonly [string, number]>): string {
  return [...levels]
    .map(([key, size]) => `${key} ${size}`)
    .toSorted()
    .join('\n')
}

function stateOf(price: number, side: string, usesYesPrices: boolean): number {
  return usesYesPrices && side === 'no' ? TICKS_PER_DOLLAR - price : price
}

function errorFrame(id: number, code: number, msg: string): string {
  return JSON.stringify({ id, type: 'error', msg: { code, msg } })
}

function below(rng: Rng, limit: number): number {
  return Math.floor(rng.next() * limit)
}
