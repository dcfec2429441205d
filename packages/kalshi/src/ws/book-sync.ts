/**
 * Order books from the frames of one connection, each either exactly what the exchange had at the last
 * frame of its subscription, or flagged. Knows nothing of commands: what to ask for when books are not
 * in sync is for `BookSubscription`. No clock and no I/O; mutable like the books.
 *
 * Rules (facts of a capture of 2026-08-07 and AsyncAPI of 2026-08-22):
 * numbers are counted a subscription, over everything numbered; a gap, a number passed already, or a
 * frame that can not be read makes every book of that subscription doubtful; only a snapshot cures. A
 * message repeated word for word is set aside, and so is one of an unknown type, unless it is numbered
 * among those about books. A change below zero makes its own book doubtful.
 * @module
 */
import { assertNever, CENTICONTRACTS_MAX, OrderBook } from '@arbkit/core'
import type { StreamMessage } from '../to-core/stream.ts'
import { decodeFrame, type Unreadable } from './decode-frame.ts'
import { meaningOfError } from './error-codes.ts'
import { Numbering } from './numbering.ts'
import type {
  BookStatus,
  IgnoredCause,
  ResyncCause,
  StreamCounts,
  StreamEffect,
  StreamFault,
} from './stream-effect.ts'

/** The channel that order books come on. */
export const BOOK_CHANNEL = 'orderbook_delta'

interface Subscription {
  readonly channel: string
  readonly numbering: Numbering
}

/** A market's book. `book` is undefined while it can not be relied on. */
interface Entry {
  sid: number
  book: OrderBook | undefined
  sinceMs: number
  because: ResyncCause
}

type Numbered = Extract<StreamMessage, { tag: 'snapshot' | 'delta' }>

/** The books of a connection. */
export class BookSync {
  private readonly subscriptions = new Map<number, Subscription>()
  private readonly entries = new Map<string, Entry>()
  private readonly usesYesPrices: boolean
  private applied = 0
  private faults = 0
  private readonly ignored: Record<IgnoredCause, number> = {
    repeated: 0,
    'unknown-type': 0,
    'unknown-subscription': 0,
    'awaiting-snapshot': 0,
    'not-connected': 0,
  }

  /** @param options what `use_yes_price` is on the subscriptions: wrong, and NO prices are mirrored. */
  constructor({ usesYesPrices }: { readonly usesYesPrices: boolean }) {
    this.usesYesPrices = usesYesPrices
  }

  /**
   * Takes a frame. What comes of it is added to `effects`.
   * @returns its message where it is read and not set aside, for those who wait for answers.
   */
  receive(text: string, atMs: number, effects: StreamEffect[]): StreamMessage | undefined {
    const message = decodeFrame(text, this.usesYesPrices)
    if (message.tag === 'unreadable') {
      this.unreadable(message, text, atMs, effects)
      return undefined
    }
    if (!this.isInOrder(message, text, atMs, effects)) return undefined
    switch (message.tag) {
      case 'delta':
        this.change(message, atMs, effects)
        return message
      case 'snapshot':
        this.replace(message, atMs, effects)
        return message
      case 'subscribed':
        this.begin(message.sid, message.channel, atMs, effects)
        break
      case 'unsubscribed':
        this.end(message.sid, atMs, effects)
        break
      case 'ok':
        this.keepListed(message, atMs, effects)
        break
      case 'error':
        this.refused(message, atMs, effects)
        break
      case 'other':
        this.ignored['unknown-type'] += 1
        return message
      case 'trade':
      case 'ticker':
      case 'fill':
      case 'user-order':
      case 'position':
      case 'lifecycle':
      case 'fee-update':
        effects.push({ tag: 'message', message })
        break
      default:
        assertNever(message)
    }
    this.applied += 1
    return message
  }

  /** Counts a frame that was set aside before it was read. */
  ignore(cause: IgnoredCause): void {
    this.ignored[cause] += 1
  }

  /** Takes up a subscription that was there already: its next number is the one after `seq`. */
  adopt(sid: number, channel: string, seq: number): void {
    this.subscriptions.set(sid, { channel, numbering: new Numbering(seq) })
  }

  /** Forgets the connection: no book is in sync, and no number is known. */
  disconnect(atMs: number, effects: StreamEffect[]): void {
    this.subscriptions.clear()
    this.doubt(() => true, 'disconnected', atMs, effects)
  }

  /** Ends a subscription; its books are doubtful. */
  end(sid: number, atMs: number, effects: StreamEffect[]): void {
    this.subscriptions.delete(sid)
    this.doubt((entry) => entry.sid === sid, 'subscription-over', atMs, effects)
  }

  /** Forgets a market. */
  forget(marketId: string): void {
    this.entries.delete(marketId)
  }

  /** Returns how a market's book stands; undefined where nothing was heard of it. */
  bookOf(marketId: string): BookStatus | undefined {
    const entry = this.entries.get(marketId)
    if (entry === undefined) return undefined
    const { book, sinceMs, because } = entry
    return book === undefined ? { tag: 'resyncing', sinceMs, because } : { tag: 'in-sync', book }
  }

  isInSync(marketId: string): boolean {
    return this.entries.get(marketId)?.book !== undefined
  }

  /** Returns the markets that were heard of. */
  marketIds(): readonly string[] {
    return [...this.entries.keys()]
  }

  /** Returns the channel of a subscription, undefined where it is not known. */
  channelOf(sid: number): string | undefined {
    return this.subscriptions.get(sid)?.channel
  }

  /** Returns what became of the frames so far. */
  counts(): StreamCounts {
    return { applied: this.applied, faults: this.faults, ignored: { ...this.ignored } }
  }

  /** Names a fault. */
  fault(fault: StreamFault, effects: StreamEffect[]): void {
    this.faults += 1
    effects.push({ tag: 'fault', fault })
  }

  /** True where a message is to be acted on: it is not numbered, or its number follows or leaves a gap. */
  private isInOrder(
    message: StreamMessage,
    text: string,
    atMs: number,
    effects: StreamEffect[],
  ): boolean {
    if (message.tag === 'subscribed') return true
    const { sid, seq } = message
    if (sid === undefined) return true
    const subscription = this.subscriptions.get(sid)
    if (subscription === undefined) {
      // An answer may name a subscription that is over; what a subscription tells may not.
      const isAnswer = message.tag === 'ok' || message.tag === 'error'
      if (!isAnswer) this.ignored['unknown-subscription'] += 1
      return isAnswer
    }
    const isOfBook = message.tag === 'delta' || message.tag === 'snapshot'
    if (isOfBook && subscription.channel !== BOOK_CHANNEL) {
      this.ignored['unknown-subscription'] += 1
      return false
    }
    if (seq === undefined) return true
    const { numbering, channel } = subscription
    const lastSeq = numbering.last
    const verdict = numbering.note(seq, text)
    if (verdict === 'repeated') {
      this.ignored.repeated += 1
      return false
    }
    if (verdict !== 'next') {
      this.doubt((entry) => entry.sid === sid, verdict, atMs, effects)
      this.fault(
        verdict === 'gap'
          ? { tag: 'gap', sid, channel, expectedSeq: lastSeq + 1, seq }
          : { tag: 'astray', sid, lastSeq, seq },
        effects,
      )
    }
    if (verdict === 'astray') return false
    if (channel === BOOK_CHANNEL && isStranger(message)) {
      // It counts among the messages about books, and nobody can say what it did to them.
      this.doubt((entry) => entry.sid === sid, 'unreadable', atMs, effects)
      this.fault({ tag: 'unknown-book-message', sid, seq }, effects)
      return false
    }
    return true
  }

  private begin(sid: number, channel: string, atMs: number, effects: StreamEffect[]): void {
    // Under a number that is known already, it is the old one that is dead.
    this.end(sid, atMs, effects)
    this.subscriptions.set(sid, { channel, numbering: new Numbering() })
  }

  private replace(
    { sid, marketId, book }: Extract<Numbered, { tag: 'snapshot' }>,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    this.applied += 1
    const known = this.entries.get(marketId)
    if (known === undefined) {
      const entry = { sid, book: OrderBook.of(book), sinceMs: atMs, because: 'awaiting-snapshot' }
      this.entries.set(marketId, entry as Entry)
      effects.push({ tag: 'synced', marketId })
      return
    }
    const before = known.book
    known.sid = sid
    known.book = OrderBook.of(book)
    effects.push({ tag: before === undefined ? 'synced' : 'changed', marketId })
    if (before !== undefined && !isSameBook(before, known.book)) {
      this.fault({ tag: 'diverged', marketId }, effects)
    }
  }

  private change(
    { sid, seq, marketId, delta }: Extract<Numbered, { tag: 'delta' }>,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    const entry = this.entries.get(marketId)
    if (entry?.book === undefined) {
      this.ignored['awaiting-snapshot'] += 1
      return
    }
    if (entry.sid !== sid) {
      // Its snapshot came on another subscription: one of the two is not what it seems.
      this.doubt((other) => other === entry, 'astray', atMs, effects)
      this.fault({ tag: 'astray', sid, lastSeq: seq, seq }, effects)
      return
    }
    const { side, price } = delta
    const size = entry.book.bidSize(side, price) + delta.change
    if (size < 0 || size > CENTICONTRACTS_MAX) {
      const because = size < 0 ? 'negative-size' : 'size-too-large'
      this.doubt((other) => other === entry, because, atMs, effects)
      this.fault({ tag: because, marketId, side, priceTicks: price, size }, effects)
      return
    }
    entry.book.apply(delta)
    this.applied += 1
    effects.push({ tag: 'changed', marketId })
  }

  /** `ok` lists every market of its subscription: the others are not told of any more. */
  private keepListed(
    { sid, marketIds }: Extract<StreamMessage, { tag: 'ok' }>,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    if (sid === undefined || marketIds === undefined) return
    if (this.channelOf(sid) !== BOOK_CHANNEL) return
    const listed = new Set(marketIds)
    this.doubt((entry, id) => entry.sid === sid && !listed.has(id), 'not-listed', atMs, effects)
  }

  private refused(
    { commandId, sid, code, message }: Extract<StreamMessage, { tag: 'error' }>,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    const { name, policy } = meaningOfError(code)
    this.fault({ tag: 'venue-error', code, name, message, sid, commandId }, effects)
    if (policy === 'refuse' || policy === 'retry') return
    // Without a subscription named, it may be any.
    const over = sid === undefined ? [...this.subscriptions.keys()] : [sid]
    for (const each of over) this.end(each, atMs, effects)
  }

  private unreadable(
    { error, sid, seq }: Unreadable,
    text: string,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    const known = sid === undefined ? undefined : this.subscriptions.get(sid)
    const isRepeated = known !== undefined && seq !== undefined && known.numbering.note(seq, text)
    if (isRepeated === 'repeated') {
      this.ignored.repeated += 1
      return
    }
    // What it said is not known, so neither is what the books are: of its subscription, or of all.
    const isDoubtful = (entry: Entry): boolean => known === undefined || entry.sid === sid
    this.doubt(isDoubtful, 'unreadable', atMs, effects)
    this.fault(
      error === undefined
        ? { tag: 'not-json', text: text.slice(0, UNREADABLE_TEXT_MAX) }
        : { tag: 'wire-format', error },
      effects,
    )
  }

  private doubt(
    isDoubtful: (entry: Entry, marketId: string) => boolean,
    because: ResyncCause,
    atMs: number,
    effects: StreamEffect[],
  ): void {
    const marketIds: string[] = []
    for (const [marketId, entry] of this.entries) {
      if (entry.book === undefined || !isDoubtful(entry, marketId)) continue
      entry.book = undefined
      entry.sinceMs = atMs
      entry.because = because
      marketIds.push(marketId)
    }
    if (marketIds.length > 0) effects.push({ tag: 'invalid', marketIds, because })
  }
}

/** Characters of an unreadable frame that a fault shows. */
const UNREADABLE_TEXT_MAX = 200

/** True for a message that has no business among the numbered ones about books. */
function isStranger(message: StreamMessage): boolean {
  switch (message.tag) {
    case 'snapshot':
    case 'delta':
    case 'ok':
    case 'error':
    case 'unsubscribed':
      return false
    case 'other':
      // A change at a price where nothing can trade is told as this: it only counts.
      return message.type !== 'orderbook_delta'
    default:
      return true
  }
}

function isSameBook(one: OrderBook, other: OrderBook): boolean {
  return JSON.stringify(one.snapshot()) === JSON.stringify(other.snapshot())
}
