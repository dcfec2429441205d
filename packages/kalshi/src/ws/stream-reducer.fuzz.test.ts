import { createSeededRng } from '@arbkit/core/testing'
import { isArbError, type Rng } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseStreamMessage } from '../to-core/stream.ts'
import type { StreamEffect, StreamFault } from './stream-effect.ts'
import {
  bookStatusOf,
  countsOf,
  createStreamState,
  reduceStream,
  type StreamState,
} from './stream-reducer.ts'
import { printedBook, VenueModel } from '../testing/venue-model.ts'

const FRAMES = process.env['ARBKIT_LONG'] === '1' ? 100_000 : 5_000
const MARKETS = ['KXA-1', 'KXA-2', 'KXB-1', 'KXB-2', 'KXC-1']

/** Every fault by name: another would not compile, and one that is not listed would not pass. */
const FAULTS: Readonly<Record<StreamFault['tag'], true>> = {
  'not-json': true,
  'wire-format': true,
  gap: true,
  astray: true,
  'unknown-book-message': true,
  'negative-size': true,
  'size-too-large': true,
  diverged: true,
  'venue-error': true,
  'not-listed': true,
  'no-snapshot': true,
  'command-timeout': true,
}

const pick = <T>(rng: Rng, items: readonly T[]): T =>
  items[Math.floor(rng.next() * items.length)] as T

function bookIn(state: StreamState, marketId: string): string | undefined {
  const status = bookStatusOf(state, marketId)
  if (status?.tag !== 'in-sync') return undefined
  return printedBook(
    (['yes', 'no'] as const).flatMap((side) =>
      status.book
        .bidLevels(side)
        .map(({ price, size }): [string, number] => [`${side} ${price}`, size]),
    ),
  )
}

/**
 * A client and a venue in one process. The wire between them is the test's: frames stand in `wire`
 * until the test delivers them, changed or not.
 */
class Session {
  readonly venue = new VenueModel(MARKETS)
  readonly state = createStreamState()
  wire: string[] = []
  /** What was delivered since the connection began. */
  onConnect = (): void => {}
  atMs = 0
  connections = 0
  private readonly rng: Rng

  constructor(rng: Rng) {
    this.rng = rng
    this.perform(reduceStream(this.state, { tag: 'wanted', atMs: 0, marketIds: MARKETS }))
    this.connect()
  }

  deliver(text: string): readonly StreamEffect[] {
    const effects = reduceStream(this.state, { tag: 'frame', atMs: this.atMs, text })
    this.perform(effects)
    return effects
  }

  pass(ms: number): void {
    this.atMs += ms
    reduceStream(this.state, { tag: 'heartbeat', atMs: this.atMs })
    this.perform(reduceStream(this.state, { tag: 'tick', atMs: this.atMs }))
  }

  private connect(): void {
    this.venue.connect()
    this.wire = []
    this.connections += 1
    this.onConnect()
    reduceStream(this.state, { tag: 'connecting', atMs: this.atMs })
    this.perform(reduceStream(this.state, { tag: 'opened', atMs: this.atMs }))
  }

  private perform(effects: readonly StreamEffect[]): void {
    for (const effect of effects) {
      if (effect.tag === 'send') this.wire.push(...this.venue.answer(effect.text))
      if (effect.tag !== 'close') continue
      const chance = this.rng.next()
      const closed = reduceStream(this.state, { tag: 'closed', atMs: this.atMs, chance })
      const again = closed.find(({ tag }) => tag === 'reconnect')
      expect(again).toBeDefined()
      this.atMs += again?.tag === 'reconnect' ? again.afterMs : 0
      this.connect()
      return
    }
  }
}

/** The frame with something wrong in it. Each keeps it from being mistaken for a true one. */
const BREAK: readonly ((rng: Rng, text: string) => string)[] = [
  (rng, text) => text.slice(0, Math.floor(rng.next() * text.length)),
  () => '',
  () => '[]',
  () => '{"type":7}',
  (rng, text) => text.replace(/"seq":\d+/, `"seq":${pick(rng, [0, -1, 1, 1.5, 1e15, '"x"'])}`),
  (rng, text) => text.replace(/"sid":\d+/, `"sid":${pick(rng, [0, 99, -1, '"1"', 'null'])}`),
  (_, text) => text.replace(/"market_ticker":"[^"]*"/, '"market_ticker":""'),
  (_, text) => text.replace(/"price_dollars":"[^"]*"/, '"price_dollars":0.5'),
  (_, text) => text.replace(/"delta_fp":"[^"]*"/, '"delta_fp":"1e3"'),
  (_, text) => text.replace(/"delta_fp":"[^"]*"/, '"delta_fp":"-99999999.00"'),
  (_, text) => text.replace(/"side":"[^"]*"/, '"side":"both"'),
  (_, text) => text.replace(/"msg":/, '"mgs":'),
  (_, text) => text.replace(/"type":"[^"]*"/, '"type":"invented_tomorrow"'),
]

/** Frames that the venue might send beside the others. */
const BESIDE: readonly string[] = [
  '{"type":"invented_tomorrow","sid":3}',
  '{"type":"ticker","sid":9,"msg":{"market_ticker":"KXA-1","price_dollars":"0.48","yes_bid_dollars":"0.45","yes_ask_dollars":"0.53"}}',
  '{"type":"ok","id":900,"msg":[{"channel":"ticker","sid":3}]}',
  '{"type":"error","id":900,"msg":{"code":8,"msg":"Unknown channel name"}}',
  '{"type":"error","id":900,"msg":{"code":18,"msg":"Command timeout"}}',
  '{"type":"error","msg":{"code":10,"msg":"Channel error"}}',
  '{"type":"error","msg":{"code":777,"msg":"?"}}',
  '{"type":"orderbook_delta","sid":77,"seq":1,"msg":{"market_ticker":"KXA-1","price_dollars":"0.10","delta_fp":"1.00","side":"yes"}}',
]

describe('mutated frames', () => {
  it(`never make a book that the venue did not have look in sync (${FRAMES} frames)`, () => {
    const rng = createSeededRng(20_261_121)
    const session = new Session(rng)
    /** The venue's books when it told each number, for the connection's subscription. */
    let truth = new Map<string, Map<string, string>>()
    let newest: Map<string, string> | undefined
    session.onConnect = () => {
      truth = new Map()
      newest = undefined
    }
    const printed = (): Map<string, string> =>
      new Map([...session.venue.books].map(([id, book]) => [id, printedBook(book)]))
    /** The venue's books now: made anew only when they change. */
    let current = printed()
    const faults = new Map<string, number>()
    const wrong: string[] = []
    const seen = { checked: 0, synced: 0, delivered: 0 }
    let order = 0
    const orders = new Map<string, number>()
    let newestOrder = 0
    /** Delivers, and checks the outcome of every frame as well as the books after a true one. */
    const deliver = (text: string, isTrue: boolean): void => {
      const before = countsOf(session.state)
      const { connections } = session
      const at = truth.get(text)
      const place = orders.get(text) ?? 0
      const effects = session.deliver(text)
      seen.delivered += 1
      for (const effect of effects) {
        if (effect.tag !== 'fault') continue
        expect(FAULTS[effect.fault.tag]).toBe(true)
        faults.set(effect.fault.tag, (faults.get(effect.fault.tag) ?? 0) + 1)
      }
      const after = countsOf(session.state)
      const total = (counts: typeof after): number =>
        counts.applied + counts.faults + Object.values(counts.ignored).reduce((a, b) => a + b, 0)
      expect(total(after)).toBeGreaterThan(total(before))
      if (connections !== session.connections || !isTrue || at === undefined) return
      if (place >= newestOrder) {
        newestOrder = place
        newest = at
      }
      for (const marketId of MARKETS) {
        const book = bookIn(session.state, marketId)
        seen.checked += 1
        if (book === undefined) continue
        seen.synced += 1
        if (book !== newest?.get(marketId)) {
          wrong.push(`${marketId} after ${text}: ${book} is not ${newest?.get(marketId)}`)
        }
      }
    }
    const told = new Set<string>()
    /** Answers tell the books as they are now, before anything changes. */
    const stamp = (): void => {
      for (const text of session.wire) {
        if (truth.has(text)) continue
        order += 1
        truth.set(text, current)
        orders.set(text, order)
      }
    }
    while (seen.delivered < FRAMES && wrong.length === 0) {
      stamp()
      if (session.wire.length === 0) {
        session.pass(50)
        stamp()
        for (let i = 0; i < 3; i += 1) {
          const frames = session.venue.change(rng)
          current = printed()
          for (const text of frames) {
            session.wire.push(text)
            order += 1
            truth.set(text, current)
            orders.set(text, order)
          }
        }
        if (rng.next() < 0.01) session.wire.push(...session.venue.endSubscriptions(25))
        if (session.wire.length === 0) session.pass(1_000)
        continue
      }
      const text = session.wire.shift() as string
      told.add(text)
      const dice = rng.next()
      if (dice < 0.9) deliver(text, true)
      else if (dice < 0.92) {
        // dropped
      } else if (dice < 0.94) {
        deliver(text, true)
        deliver(text, true)
      } else if (dice < 0.95 && session.wire.length > 0) {
        const later = session.wire.shift() as string
        deliver(later, true)
        deliver(text, true)
      } else if (dice < 0.97) {
        const broken = pick(rng, BREAK)(rng, text)
        deliver(broken, broken === text)
      } else if (dice < 0.99) {
        deliver(pick(rng, BESIDE), false)
        deliver(text, true)
      } else {
        deliver(pick(rng, [...told].slice(-200)), false)
        deliver(text, true)
      }
    }
    expect(wrong).toEqual([])
    console.log(
      `fuzz against the true books: ${seen.delivered} frames, ${seen.synced} of ${seen.checked} books in sync, ` +
        `${session.connections} connections, faults ${JSON.stringify(Object.fromEntries(faults))}`,
    )
    expect(seen.synced / seen.checked).toBeGreaterThan(0.3)
    for (const name of [
      'not-json',
      'wire-format',
      'gap',
      'astray',
      'negative-size',
      'venue-error',
    ]) {
      expect(faults.get(name) ?? 0).toBeGreaterThan(0)
    }
  })

  it(`come to what a fold by hand makes of the same frames (${FRAMES} frames)`, () => {
    const rng = createSeededRng(20_261_122)
    const session = new Session(rng)
    let fold = new HandFold()
    session.onConnect = () => {
      fold = new HandFold()
    }
    const wrong: string[] = []
    const seen = { delivered: 0, mutated: 0, synced: 0, checked: 0 }
    while (seen.delivered < FRAMES && wrong.length === 0) {
      if (session.wire.length === 0) {
        session.pass(50)
        for (let i = 0; i < 3; i += 1) session.wire.push(...session.venue.change(rng))
        if (rng.next() < 0.01) session.wire.push(...session.venue.endSubscriptions(25))
        if (session.wire.length === 0) session.pass(1_000)
        continue
      }
      const original = session.wire.shift() as string
      const text = rng.next() < 0.15 ? mutated(rng, original) : original
      if (text !== original) seen.mutated += 1
      seen.delivered += 1
      const { connections } = session
      fold.feed(text)
      session.deliver(text)
      // Which subscription it is after the venue merged two is for who sent the commands to say.
      fold.adopt(text, session.state.subscription.sid)
      if (connections !== session.connections) continue
      for (const marketId of MARKETS) {
        const book = bookIn(session.state, marketId)
        seen.checked += 1
        if (book !== undefined) seen.synced += 1
        if (book !== fold.bookOf(marketId)) {
          wrong.push(`${marketId} after ${text}: ${book} is not ${fold.bookOf(marketId)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    console.log(
      `fuzz against a fold by hand: ${seen.delivered} frames, ${seen.mutated} mutated, ` +
        `${seen.synced} of ${seen.checked} books in sync, ${session.connections} connections`,
    )
    expect(seen.mutated).toBeGreaterThan(FRAMES / 10)
    expect(seen.synced / seen.checked).toBeGreaterThan(0.1)
  })
})

const LETTERS = [...'0123456789.,:-"{}[]abcxyz NOYESyesno']

/** A character of the text changed, taken out or put in, or two of its values swapped. */
function mutated(rng: Rng, text: string): string {
  const at = Math.floor(rng.next() * text.length)
  const dice = rng.next()
  if (dice < 0.5) return text.slice(0, at) + pick(rng, LETTERS) + text.slice(at + 1)
  if (dice < 0.6) return text.slice(0, at) + text.slice(at + 1)
  if (dice < 0.7) return text.slice(0, at) + pick(rng, LETTERS) + text.slice(at)
  const digit = [...text.matchAll(/\d/g)][Math.floor(rng.next() * 40)]
  if (digit === undefined) return text
  return text.slice(0, digit.index) + pick(rng, LETTERS.slice(0, 10)) + text.slice(digit.index + 1)
}

/** The rules again, by the schemas and plain maps, as slowly as can be. */
class HandFold {
  private readonly numbers = new Map<number, { channel: string; last: number; texts: string[] }>()
  private readonly books = new Map<string, { sid: number; levels: Map<string, number> }>()

  bookOf(marketId: string): string | undefined {
    const book = this.books.get(marketId)
    return book === undefined ? undefined : printedBook(book.levels)
  }

  feed(text: string): void {
    const message = read(text)
    if (message.tag === 'refused') {
      const known = this.numbers.get(message.sid ?? Number.NaN)
      if (known === undefined) this.books.clear()
      else if (message.seq === undefined || this.count(known, message.seq, text) !== 'repeated') {
        this.lose(message.sid)
      }
      return
    }
    if (message.tag === 'subscribed') {
      this.lose(message.sid)
      this.numbers.set(message.sid, { channel: message.channel, last: 0, texts: [] })
      return
    }
    const { sid, seq } = message
    const known = sid === undefined ? undefined : this.numbers.get(sid)
    const isOfBook = message.tag === 'snapshot' || message.tag === 'delta'
    if (known === undefined && message.tag !== 'error') return
    if (known !== undefined && isOfBook && known.channel !== 'orderbook_delta') return
    if (known !== undefined && seq !== undefined) {
      const verdict = this.count(known, seq, text)
      if (verdict === 'repeated') return
      if (verdict !== 'next') this.lose(sid)
      if (verdict === 'astray') return
      const isUsual = ['snapshot', 'delta', 'ok', 'error', 'unsubscribed'].includes(message.tag)
      const isEdge = message.tag === 'other' && message.type === 'orderbook_delta'
      if (known.channel === 'orderbook_delta' && !isUsual && !isEdge) {
        this.lose(sid)
        return
      }
    }
    this.act(message)
  }

  adopt(text: string, sid: number | undefined): void {
    const message = read(text)
    if (message.tag !== 'ok' || sid === undefined || message.sid !== sid) return
    if (this.numbers.has(sid)) return
    this.numbers.set(sid, { channel: 'orderbook_delta', last: message.seq ?? 0, texts: [] })
  }

  private act(message: ReturnType<typeof parseStreamMessage>): void {
    switch (message.tag) {
      case 'snapshot': {
        const levels = (['yes', 'no'] as const).flatMap((side) =>
          (side === 'yes' ? message.book.yesBids : message.book.noBids).map(
            ({ price, size }): [string, number] => [`${side} ${price}`, size],
          ),
        )
        this.books.set(message.marketId, { sid: message.sid, levels: new Map(levels) })
        return
      }
      case 'delta': {
        const book = this.books.get(message.marketId)
        const { side, price, change } = message.delta
        const key = `${side} ${price}`
        const size = (book?.levels.get(key) ?? 0) + change
        if (book?.sid !== message.sid || size < 0 || size > 10_000_000_000) {
          this.books.delete(message.marketId)
        } else if (size === 0) book.levels.delete(key)
        else book.levels.set(key, size)
        return
      }
      case 'ok':
        for (const [marketId, { sid }] of this.books) {
          const isListed = message.marketIds?.includes(marketId) ?? true
          if (sid === message.sid && !isListed) this.books.delete(marketId)
        }
        return
      case 'unsubscribed':
        this.end(message.sid)
        return
      case 'error':
        if ([6, 7, 9, 10, 17, 25].includes(message.code) || message.code < 1 || message.code > 28) {
          if (message.sid === undefined) for (const each of this.numbers.keys()) this.end(each)
          else this.end(message.sid)
        }
        return
      default:
    }
  }

  private count(
    known: { last: number; texts: string[] },
    seq: number,
    text: string,
  ): 'next' | 'gap' | 'repeated' | 'astray' {
    if (seq <= known.last) return known.texts.slice(-32).includes(text) ? 'repeated' : 'astray'
    const isNext = seq === known.last + 1
    known.last = seq
    known.texts.push(text)
    return isNext ? 'next' : 'gap'
  }

  private end(sid: number): void {
    this.numbers.delete(sid)
    this.lose(sid)
  }

  private lose(sid: number | undefined): void {
    for (const [marketId, book] of this.books) if (book.sid === sid) this.books.delete(marketId)
  }
}

type Read =
  | ReturnType<typeof parseStreamMessage>
  | { readonly tag: 'refused'; readonly sid: number | undefined; readonly seq: number | undefined }

function read(text: string): Read {
  let payload: { readonly sid?: unknown; readonly seq?: unknown } | null = null
  try {
    payload = JSON.parse(text)
    return parseStreamMessage(payload, { source: 'fuzz', path: '$' }, { usesYesPrices: true })
  } catch (error) {
    if (!(error instanceof SyntaxError) && !isArbError(error)) throw error
    const whole = (value: unknown): number | undefined =>
      Number.isSafeInteger(value) ? Number(value) : undefined
    return { tag: 'refused', sid: whole(payload?.sid), seq: whole(payload?.seq) }
  }
}
