/**
 * The odds of a session while frames go by. What a newer poll of the same sport no longer lists is
 * gone: carrying a vanished quote forward makes false arbitrage. An answer to a call of ours replaces
 * what was asked for and nothing else. An imported response does not say which regions and markets were
 * asked for, so responses of one sport that lie within ten seconds are taken for one poll and complete
 * each other; a later one replaces them all.
 * @module
 */
import type { BookMarket, OddsListing } from '@arbkit/core'
import type { Arrival, AskedOdds } from './frame-request.ts'

/** An odds event as last seen. */
export interface OddsEvent {
  readonly listing: OddsListing
  /** The frame that last listed it. */
  readonly arrival: Arrival
}

/** Responses of one sport this close together are one poll. */
export const POLL_SPAN_MS = 10_000

const NONE: ReadonlySet<string> = new Set()

interface Quote {
  readonly market: BookMarket
  readonly atMs: number
}

interface Stored {
  readonly head: OddsListing
  readonly arrival: Arrival
  /** By book and market key. */
  readonly quotes: Map<string, Quote>
}

/** Odds events by id. */
export class OddsQuotes {
  private readonly events = new Map<string, Stored>()
  private touched = new Set<string>()

  /** Returns the events that may have changed or gone since this was last asked. */
  takeTouched(): ReadonlySet<string> {
    const { touched } = this
    if (touched.size === 0) return NONE
    this.touched = new Set()
    return touched
  }

  /** Takes a response that lists a whole sport: what an earlier poll of it quoted is gone. */
  replaceSports(listings: readonly OddsListing[], arrival: Arrival): void {
    const sports = new Set(listings.map(({ sportKey }) => sportKey))
    const pollFromMs = arrival.atMs - POLL_SPAN_MS
    for (const [id, { head, quotes }] of this.events) {
      if (!sports.has(head.sportKey)) continue
      this.touched.add(id)
      for (const [key, { atMs }] of quotes) if (atMs < pollFromMs) quotes.delete(key)
      if (quotes.size === 0) this.events.delete(id)
    }
    for (const listing of listings) this.merge(listing, arrival)
  }

  /**
   * Takes the answer to a call that is known: whatever it asked for and did not get is gone, an empty
   * answer empties all of it; quotes that it did not ask for stay.
   */
  replaceAsked(listings: readonly OddsListing[], asked: AskedOdds, arrival: Arrival): void {
    const answers = answersTo(asked)
    for (const [id, { head, quotes }] of this.events) {
      if (head.sportKey !== asked.sportKey) continue
      if (asked.eventIds !== undefined && !asked.eventIds.includes(id)) continue
      this.touched.add(id)
      for (const [key, { market }] of quotes) if (answers(market)) quotes.delete(key)
      if (quotes.size === 0) this.events.delete(id)
    }
    for (const listing of listings) this.merge(listing, arrival)
  }

  /**
   * Takes a response about one event. It may hold other markets than the lists do, so it replaces only
   * the market keys it quotes; one that quotes nothing says that nobody does.
   */
  replaceEvent(listing: OddsListing, arrival: Arrival): void {
    const keys = new Set(listing.markets.map(({ marketKey }) => marketKey))
    const quotes = this.events.get(listing.eventId)?.quotes
    for (const [key, { market }] of quotes ?? []) {
      if (keys.size === 0 || keys.has(market.marketKey)) quotes?.delete(key)
    }
    this.merge(listing, arrival)
  }

  /** Returns the frame that last listed an event. */
  arrivalOf(eventId: string): Arrival | undefined {
    return this.events.get(eventId)?.arrival
  }

  /** Returns an event as last seen. */
  eventOf(eventId: string): OddsEvent | undefined {
    const stored = this.events.get(eventId)
    return stored && { listing: listingOf(stored), arrival: stored.arrival }
  }

  /** Returns every event still listed. */
  listings(): readonly OddsListing[] {
    return [...this.events.values()].map(listingOf)
  }

  /** The newer listing's names and start with the quotes of both; of one market the newest. */
  private merge(listing: OddsListing, arrival: Arrival): void {
    this.touched.add(listing.eventId)
    const quotes = this.events.get(listing.eventId)?.quotes ?? new Map<string, Quote>()
    for (const market of listing.markets) {
      const key = `${market.book} ${market.marketKey}`
      const known = quotes.get(key)
      if (known !== undefined && known.market.updatedMs > market.updatedMs) continue
      quotes.set(key, { market, atMs: arrival.atMs })
    }
    this.events.set(listing.eventId, { head: listing, arrival, quotes })
  }
}

/** Markets that come unasked with those that were asked for (guide of 2025-09-10). */
const UNASKED: ReadonlyMap<string, string> = new Map([
  ['h2h', 'h2h_lay'],
  ['outrights', 'outrights_lay'],
])

/**
 * Says whether a quote could have stood in the answer. Which region lists a book is not known for sure
 * (several may), so that an answer by regions speaks for every book: ask for all regions in one call.
 */
function answersTo({ markets, bookmakers }: AskedOdds): (market: BookMarket) => boolean {
  const keys = new Set(markets.flatMap((key) => [key, UNASKED.get(key) ?? key]))
  const books = bookmakers === undefined ? undefined : new Set(bookmakers)
  return ({ marketKey, book }) => keys.has(marketKey) && books?.has(book) !== false
}

function listingOf({ head, quotes }: Stored): OddsListing {
  return { ...head, markets: [...quotes.values()].map(({ market }) => market) }
}
