/**
 * The state of all markets of a session: a fold over its frames, in order. Reading it never changes
 * it. It holds no clock: `nowMs` is the time of the last frame.
 * @module
 */
import {
  type ContractEvent,
  type ContractListing,
  type ContractMarket,
  type KalshiFeeRate,
  isRecord,
  type OddsListing,
  printable,
  SessionError,
} from '@arbkit/core'
import {
  listingOfTicker,
  type Milestone,
  parseEvents,
  parseExchangeStatus,
  parseFeeChanges,
  parseMarkets,
  parseMilestones,
  parseOrderBooks,
  parseSeries,
  parseStreamMessage,
  parseStructuredTargets,
  type StreamMessage,
} from '@arbkit/kalshi'
import { parseOdds } from '@arbkit/odds'
import type { Frame } from '@arbkit/store'
import { ContractBooks } from './contract-books.ts'
import { FeeBook } from './fee-book.ts'
import {
  type Arrival,
  type FrameRequest,
  parseFrameRequest,
  type PayloadShape,
} from './frame-request.ts'
import type { ContractBook, MarketBook } from './market-book.ts'
import { MilestoneBook } from './milestone-book.ts'
import { type OddsEvent, OddsQuotes } from './odds-quotes.ts'
import { ResultBook } from './result-book.ts'
import { SettledFees } from './settled-fees.ts'
import { ChangeNotes, type StateChanges } from './state-changes.ts'
import { plainDelta } from './stream-delta.ts'
import { TradingBook } from './trading-book.ts'

/** A contract as far as the session told. */
export interface ContractState {
  readonly listing: ContractListing
  /** Undefined where only the ticker was seen. */
  readonly market: ContractMarket | undefined
  /** What the stream last said of its life since the market was read. */
  readonly lastEvent: LifecycleEvent | undefined
  /** Undefined where no quote was seen. */
  readonly book: ContractBook | undefined
}

/** What an event says of itself; its markets are the contracts whose listing names it. */
export type EventState = Omit<ContractEvent, 'markets'>

/** A market began or ceased to trade. */
export interface LifecycleEvent {
  /** The venue's word, `deactivated`. */
  readonly eventType: string
  readonly isTrading: boolean
}

type LifecycleMessage = Extract<StreamMessage, { tag: 'lifecycle' }>

/** What a lifecycle event means for trading; other events mean nothing (AsyncAPI, 2026-08-22). */
const TRADING_BY_EVENT: ReadonlyMap<string, boolean> = new Map([
  ['activated', true],
  ['deactivated', false],
  ['determined', false],
  ['settled', false],
])

/** A frame's payload with its place, for messages. */
interface Received {
  readonly body: unknown
  readonly request: FrameRequest
  readonly arrival: Arrival
  readonly at: { readonly source: string; readonly path: string }
}

/** The fold. */
export class MarketState {
  private readonly milestones = new MilestoneBook()
  private readonly listings = new Map<string, ContractListing>()
  private readonly markets = new Map<string, ContractMarket>()
  private readonly events = new Map<string, EventState>()
  private readonly books = new ContractBooks()
  private readonly fees = new FeeBook()
  private readonly odds = new OddsQuotes()
  private readonly lifecycles = new Map<string, LifecycleEvent>()
  private readonly trading = new TradingBook()
  private readonly notes = new ChangeNotes()
  /** What markets were settled at. */
  readonly results = new ResultBook()
  private readonly settledFees = new SettledFees(this.fees)
  private lastRequest: { readonly given: unknown; readonly read: FrameRequest } | undefined
  private lastMs = 0
  private count = 0

  /** Time of the last frame, Unix ms; 0 before the first. */
  get nowMs(): number {
    return this.lastMs
  }

  /** Frames applied. */
  get frames(): number {
    return this.count
  }

  /**
   * Applies the next frame.
   * @throws {WireFormatError} its payload is not of the shape it was recorded as.
   * @throws {SessionError} a frame this version can not read.
   */
  apply(frame: Frame): void {
    if ('text' in frame) throw new SessionError(`frame ${frame.seq} holds text, not JSON`)
    const request = this.requestOf(frame)
    const { shape, file, path, timeSource } = request
    const arrival = { frameSeq: frame.seq, atMs: frame.t, file, path, timeSource }
    if (!this.takeDelta(frame.body, request, arrival)) {
      if (!Object.hasOwn(this.handlers, shape)) {
        throw new SessionError(`frame ${frame.seq} has an unknown shape: ${printable(shape)}`)
      }
      const at = { source: file, path }
      this.handlers[shape as PayloadShape]({ body: frame.body, request, arrival, at })
    }
    this.lastMs = Math.max(this.lastMs, frame.t)
    this.count += 1
  }

  /** A reader gives frames of the same request the same object. */
  private requestOf({ request }: Frame): FrameRequest {
    const { lastRequest } = this
    if (request !== undefined && lastRequest?.given === request) return lastRequest.read
    const read = parseFrameRequest(request)
    this.lastRequest = { given: request, read }
    return read
  }

  /** Takes the one message that a stream sends all day; false of every other. */
  private takeDelta(body: unknown, request: FrameRequest, arrival: Arrival): boolean {
    if (request.shape !== 'kalshi-ws-stream') return false
    const delta = plainDelta(body, request.usesYesPrices === true)
    if (delta === undefined) return false
    this.noteTicker(delta.marketId)
    this.books.apply(delta, request.file, arrival)
    return true
  }

  /** Returns what has changed since this was last asked. */
  takeChanges(): StateChanges {
    const [books, oddsEvents] = [this.books.takeTouched(), this.odds.takeTouched()]
    return this.notes.take({ books, oddsEvents })
  }

  /** Returns one contract's listing, as {@link contractListings} has it. */
  contractListingOf(marketId: string): ContractListing | undefined {
    const listing = this.listings.get(marketId)
    return listing && this.milestones.listingWith(listing)
  }

  /** Every contract seen. */
  contractListings(): readonly ContractListing[] {
    return [...this.listings.values()].map((listing) => this.milestones.listingWith(listing))
  }

  /** Every event whose record was seen, as last seen. */
  contractEvents(): readonly EventState[] {
    return [...this.events.values()]
  }

  /** Every odds event still listed. */
  oddsListings(): readonly OddsListing[] {
    return this.odds.listings()
  }

  /** Returns a contract, its market and its book. */
  contractOf(marketId: string): ContractState | undefined {
    const listing = this.listings.get(marketId)
    if (listing === undefined) return undefined
    return {
      listing,
      market: this.markets.get(marketId),
      lastEvent: this.lastEventOf(listing),
      book: this.books.bookOf(marketId),
    }
  }

  /** What speaks against trading goes before what a contract last said of itself. */
  private lastEventOf({ marketId, seriesId }: ContractListing): LifecycleEvent | undefined {
    const exchangeIndex = this.markets.get(marketId)?.exchangeIndex
    const eventType = this.trading.problemOf({ seriesId, marketId, exchangeIndex })
    return eventType === undefined ? this.lifecycles.get(marketId) : { eventType, isTrading: false }
  }

  /** Returns a number that grows with everything new that is said about fees. */
  feesVersion(): number {
    return this.fees.version
  }

  /**
   * Returns the last moment at which whatever fee began to hold, Unix ms, -Infinity before the first: since
   * then no fee has changed.
   */
  lastFeeChangeMs(): number {
    return this.fees.lastChangeMs(this.lastMs)
  }

  /** Returns until when a contract's fee is waived, Unix ms; undefined where nothing was said of it. */
  feeWaiverUntilMs(marketId: string): number | undefined {
    return this.markets.get(marketId)?.feeWaiverUntilMs
  }

  /** Returns a contract's book, as {@link contractOf} has it: the same object whenever it is asked for. */
  marketBookOf(marketId: string): MarketBook {
    return this.books.of(marketId)
  }

  /** Returns where an odds event was last listed. */
  oddsArrivalOf(eventId: string): Arrival | undefined {
    return this.odds.arrivalOf(eventId)
  }

  /** Returns an odds event as last seen. */
  oddsEventOf(eventId: string): OddsEvent | undefined {
    return this.odds.eventOf(eventId)
  }

  /**
   * Returns the fee to reckon with: the dearer of what was in force when the book was right and what
   * is in force at the end of the session, when an order would be sent.
   * @throws {InvalidInputError} a multiplier that is not believed.
   */
  feeRateOf({ listing, market, book }: ContractState): KalshiFeeRate {
    const { seriesId, eventId, marketId } = listing
    const contract = { marketId, eventId, seriesId, waiverUntilMs: market?.feeWaiverUntilMs }
    return this.settledFees.rateOf(contract, book?.asOfMs ?? this.lastMs, this.lastMs)
  }

  private readonly handlers: Readonly<Record<PayloadShape, (received: Received) => void>> = {
    'kalshi-events': ({ body, at, arrival }) => {
      const hasMilestones = isRecord(body) && 'milestones' in body
      const milestones = hasMilestones ? parseMilestones(body, at) : []
      for (const event of parseEvents(body, at)) this.noteEvent(event, arrival)
      this.noteMilestones(milestones)
    },
    'kalshi-markets': ({ body, at, request, arrival }) => {
      const markets = parseMarkets(body, at)
      for (const market of markets) this.noteMarket(market, arrival)
      const { openMarketsOf } = request
      if (openMarketsOf === undefined) return
      const isLast = !isRecord(body) || (body['cursor'] ?? '') === ''
      const marketIds = markets.map(({ listing }) => listing.marketId)
      this.trading.noteList({ ...openMarketsOf, isLast, marketIds })
      if (isLast) this.notes.noteTrading()
    },
    'kalshi-order-books': ({ body, at, request, arrival }) => {
      for (const { marketId, book } of parseOrderBooks(namedBook(body, request), at)) {
        this.noteTicker(marketId)
        this.books.replace(marketId, book, 'order-book', arrival)
      }
    },
    'kalshi-ws-stream': ({ body, at, request, arrival }) => {
      const usesYesPrices = request.usesYesPrices === true
      const message = parseStreamMessage(body, at, { usesYesPrices })
      if (message.tag === 'snapshot' || message.tag === 'delta') this.noteTicker(message.marketId)
      if (message.tag === 'lifecycle') this.noteLifecycle(message)
      if (message.tag === 'fee-update') {
        this.notes.noteFees(this.fees.noteUpdate(message, arrival.atMs))
      }
      this.books.apply(message, request.file, arrival)
    },
    'kalshi-series': ({ body, at, arrival }) => {
      for (const series of parseSeries(body, at)) {
        this.notes.noteFees(this.fees.noteSeries(series, arrival.atMs))
      }
    },
    'kalshi-fee-changes': ({ body, at, arrival }) => {
      for (const change of parseFeeChanges(body, at)) {
        this.notes.noteFees(this.fees.noteChange(change, arrival.atMs))
      }
    },
    'kalshi-milestones': ({ body, at }) => {
      this.noteMilestones(parseMilestones(body, at))
    },
    'kalshi-structured-targets': ({ body, at }) => {
      for (const target of parseStructuredTargets(body, at)) this.milestones.noteTarget(target)
      // Any milestone may point to them.
      for (const marketId of this.listings.keys()) this.notes.noteListing(marketId)
    },
    'kalshi-settlements': () => {},
    'kalshi-candlesticks': () => {},
    'kalshi-exchange-status': ({ body, at }) => {
      this.trading.noteStatus(parseExchangeStatus(body, at))
      this.notes.noteTrading()
    },
    tick: () => {},
    'engine-start': () => {},
    'pair-decisions': () => {},
    'kalshi-ws-command': () => {},
    // The feed says that there is no such event any more: nothing of it is quoted.
    'odds-gone': ({ request, arrival }) => {
      if (request.asked !== undefined) this.odds.replaceAsked([], request.asked, arrival)
    },
    'odds-sports': () => {},
    'odds-events': () => {},
    'odds-list': (received) => this.noteSports(received),
    'odds-historical': (received) => this.noteSports(received),
    'odds-event': (received) => {
      const { asked } = received.request
      if (asked !== undefined) this.odds.replaceAsked(oddsOf(received), asked, received.arrival)
      else {
        for (const listing of oddsOf(received)) this.odds.replaceEvent(listing, received.arrival)
      }
    },
  }

  private noteSports(received: Received): void {
    const { asked } = received.request
    if (asked === undefined) this.odds.replaceSports(oddsOf(received), received.arrival)
    else this.odds.replaceAsked(oddsOf(received), asked, received.arrival)
  }

  /** Contracts of the events that a milestone is about, and was about before, may read otherwise. */
  private noteMilestones(milestones: readonly Milestone[]): void {
    if (milestones.length === 0) return
    const events = new Set(milestones.flatMap((each) => this.milestones.noteMilestone(each)))
    for (const { eventId, marketId } of this.listings.values()) {
      if (events.has(eventId)) this.notes.noteListing(marketId)
    }
  }

  private noteEvent(event: ContractEvent, arrival: Arrival): void {
    this.notes.noteFees(this.fees.noteEvent(event, arrival.atMs))
    const { markets, ...head } = event
    this.events.set(event.eventId, head)
    for (const market of markets) this.noteMarket(market, arrival)
  }

  private noteMarket(market: ContractMarket, arrival: Arrival): void {
    const { marketId } = market.listing
    // A list that is read again says the same of nearly all: what is matched already is left alone.
    if (!isSameListing(this.listings.get(marketId), market.listing)) {
      this.listings.set(marketId, market.listing)
      this.notes.noteListing(marketId)
    }
    this.notes.noteContract(marketId)
    this.results.noteMarket(market)
    this.markets.set(marketId, market)
    this.lifecycles.delete(marketId)
    this.books.replace(marketId, market.topOfBook, 'best-quotes', arrival)
  }

  private noteLifecycle(message: LifecycleMessage): void {
    const { marketId, eventType, gridChange } = message
    this.results.noteEvent(message)
    this.notes.noteContract(marketId)
    const isTrading = TRADING_BY_EVENT.get(eventType)
    if (isTrading !== undefined) this.lifecycles.set(marketId, { eventType, isTrading })
    const market = this.markets.get(marketId)
    if (gridChange === undefined || market === undefined) return
    // A grid that is known to be another one, but not which, has no price on it.
    this.markets.set(marketId, { ...market, priceGrid: gridChange.grid ?? [] })
  }

  /** A market known by its ticker alone, unless more is known. */
  private noteTicker(marketId: string): void {
    if (this.listings.has(marketId)) return
    this.listings.set(marketId, listingOfTicker(marketId))
    this.notes.noteListing(marketId)
  }
}

/** Listings are plain data without functions or dates. */
function isSameListing(a: ContractListing | undefined, b: ContractListing): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

/** The answer about one market's book does not name the market: the call did. */
function namedBook(body: unknown, { marketId }: FrameRequest): unknown {
  return marketId === undefined || !isRecord(body) ? body : { ticker: marketId, ...body }
}

function oddsOf({ body, at, request }: Received): readonly OddsListing[] {
  const { oddsFormat } = request
  return parseOdds(body, at, oddsFormat === undefined ? {} : { format: oddsFormat })
}
