/**
 * The last quotes of claims before their games begin: followed for every claim that was once found, also
 * where nothing was to be found any more. Quotes of the turn in which a game begins count for nothing: it
 * is not known which side of the beginning they lie on.
 * @module
 */
import type { ContractSide, PriceTicks, Rational } from '@arbkit/core'
import { returnRatioOf } from '../scan/bet-terms.ts'
import type { MarketBook } from '../session/market-book.ts'
import type { MarketState } from '../session/market-state.ts'
import type { StateChanges } from '../session/state-changes.ts'

/** A quote last confirmed longer before the game than this is no closing quote, ms. */
export const CLOSING_AGE_MS_MAX = 3_600_000

/** Two claims against each other. */
export interface QuotedClaims {
  readonly marketId: string
  readonly side: ContractSide
  readonly oddsEventId: string
  readonly book: string
  readonly marketKey: string
  readonly outcome: string
  readonly point: number | undefined
  readonly commission: Rational | undefined
}

/** What claims were last quoted at; undefined where they were not quoted so near the beginning. */
export interface ClosingQuotes {
  readonly price: PriceTicks | undefined
  readonly odds: Rational | undefined
}

interface Confirmed<Value> {
  readonly value: Value
  /** Unix ms. */
  readonly atMs: number
}

interface Followed {
  readonly claims: QuotedClaims
  /** Of its contract. */
  readonly marketBook: MarketBook
  startMs: number
  price: (Confirmed<PriceTicks> & { readonly isStreamed: boolean }) | undefined
  odds: Confirmed<Rational> | undefined
  readonly onClose: (quotes: ClosingQuotes) => void
}

/** Follows claims until their games begin. It holds as many as are waiting for a game. */
export class ClosingBook {
  private readonly byId = new Map<string, Followed>()
  private readonly byMarket = new Map<string, Set<Followed>>()
  private readonly byEvent = new Map<string, Set<Followed>>()
  private nextStartMs = Infinity
  private lastMs = -Infinity

  /** Claims that wait for their game. */
  get size(): number {
    return this.byId.size
  }

  /**
   * Follows claims from this turn on. A game that has begun, or begins now, has no closing quote.
   * @param onClose told once, when the game begins.
   */
  follow(
    id: string,
    { claims, startMs }: { readonly claims: QuotedClaims; readonly startMs: number },
    { state, onClose }: { readonly state: MarketState; readonly onClose: Followed['onClose'] },
  ): void {
    if (this.byId.has(id) || state.nowMs >= startMs) return
    const marketBook = state.marketBookOf(claims.marketId)
    const quotes = { price: undefined, odds: undefined }
    const followed: Followed = { claims, marketBook, startMs, ...quotes, onClose }
    this.byId.set(id, followed)
    add(this.byMarket, claims.marketId, followed)
    add(this.byEvent, claims.oddsEventId, followed)
    this.nextStartMs = Math.min(this.nextStartMs, startMs)
    takePrice(followed)
    takeOdds(followed, state)
  }

  /** A game that is not begun is put off, or brought forward. */
  move(id: string, startMs: number): void {
    const followed = this.byId.get(id)
    if (followed === undefined) return
    followed.startMs = startMs
    this.nextStartMs = Math.min(this.nextStartMs, startMs)
  }

  /** Takes what a turn has changed. Games that have begun are closed first. */
  endTurn(changes: StateChanges, state: MarketState): void {
    if (state.nowMs >= this.nextStartMs) this.close(state.nowMs)
    for (const marketId of changes.contracts.keys()) {
      for (const followed of this.byMarket.get(marketId) ?? []) takePrice(followed)
    }
    for (const eventId of changes.oddsEvents) {
      for (const followed of this.byEvent.get(eventId) ?? []) takeOdds(followed, state)
    }
    this.lastMs = state.nowMs
  }

  private close(nowMs: number): void {
    this.nextStartMs = Infinity
    for (const [id, followed] of this.byId) {
      if (nowMs < followed.startMs) {
        this.nextStartMs = Math.min(this.nextStartMs, followed.startMs)
        continue
      }
      this.byId.delete(id)
      remove(this.byMarket, followed.claims.marketId, followed)
      remove(this.byEvent, followed.claims.oddsEventId, followed)
      followed.onClose(this.quotesOf(followed))
    }
  }

  /** A stream's book is confirmed by all that is heard, so up to the turn before. */
  private quotesOf({ startMs, price, odds }: Followed): ClosingQuotes {
    const isNear = (atMs: number): boolean => startMs - atMs <= CLOSING_AGE_MS_MAX
    const priceMs = price?.isStreamed === true ? this.lastMs : (price?.atMs ?? -Infinity)
    return {
      price: isNear(priceMs) ? price?.value : undefined,
      odds: odds !== undefined && isNear(odds.atMs) ? odds.value : undefined,
    }
  }
}

/** A book of which updates were missed says nothing; what it said before stands. */
function takePrice(followed: Followed): void {
  const { side } = followed.claims
  const book = followed.marketBook.book()
  const value = book?.levels.bestAsk(side)
  if (book === undefined || value === undefined || !book.isInSync) {
    if (followed.price?.isStreamed === true)
      followed.price = { ...followed.price, isStreamed: false }
    return
  }
  followed.price = { value, atMs: book.asOfMs, isStreamed: book.origin === 'stream' }
}

function takeOdds(followed: Followed, state: MarketState): void {
  const { oddsEventId, book, marketKey, outcome, point, commission } = followed.claims
  const event = state.oddsEventOf(oddsEventId)
  const market = event?.listing.markets.find(
    (each) => each.book === book && each.marketKey === marketKey,
  )
  const quoted = market?.outcomes.find((each) => each.name === outcome && each.point === point)
  if (event === undefined || quoted === undefined) return
  followed.odds = { value: returnRatioOf(quoted, commission), atMs: event.arrival.atMs }
}

function add(sets: Map<string, Set<Followed>>, key: string, followed: Followed): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([followed]))
  else set.add(followed)
}

function remove(sets: Map<string, Set<Followed>>, key: string, followed: Followed): void {
  const set = sets.get(key)
  set?.delete(followed)
  if (set?.size === 0) sets.delete(key)
}
