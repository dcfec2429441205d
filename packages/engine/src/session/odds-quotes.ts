/**
 * The odds of a session while frames go by. What a newer response of the same feed no longer lists
 * is gone: carrying a vanished quote forward makes false arbitrage.
 * @module
 */
import type { BookMarket, OddsListing } from '@arbkit/core'
import type { Arrival } from './frame-request.ts'

/** An odds event as last seen. */
export interface OddsEvent {
  readonly listing: OddsListing
  /** The frame that last listed it. */
  readonly arrival: Arrival
}

/** Odds events by id. */
export class OddsQuotes {
  private readonly events = new Map<string, OddsEvent>()

  /**
   * Takes a response that lists a whole sport. For every market key it holds, the sport's earlier
   * quotes of that key are dropped; other keys stay and grow old.
   */
  replaceSports(listings: readonly OddsListing[], arrival: Arrival): void {
    const keysBySport = new Map<string, Set<string>>()
    for (const { sportKey, markets } of listings) {
      const keys = keysBySport.get(sportKey) ?? new Set()
      for (const { marketKey } of markets) keys.add(marketKey)
      keysBySport.set(sportKey, keys)
    }
    for (const [id, { listing, arrival: earlier }] of this.events) {
      const gone = keysBySport.get(listing.sportKey)
      if (gone === undefined) continue
      const markets = listing.markets.filter(({ marketKey }) => !gone.has(marketKey))
      if (markets.length === 0) this.events.delete(id)
      else this.events.set(id, { listing: { ...listing, markets }, arrival: earlier })
    }
    for (const listing of listings) this.merge(listing, arrival)
  }

  /** Takes a response about one event: its market keys replace the event's earlier ones. */
  replaceEvent(listing: OddsListing, arrival: Arrival): void {
    const keys = new Set(listing.markets.map(({ marketKey }) => marketKey))
    const known = this.events.get(listing.eventId)
    if (known !== undefined) {
      const markets = known.listing.markets.filter(({ marketKey }) => !keys.has(marketKey))
      this.events.set(listing.eventId, { listing: { ...known.listing, markets }, arrival })
    }
    this.merge(listing, arrival)
  }

  /** Returns an event as last seen. */
  eventOf(eventId: string): OddsEvent | undefined {
    return this.events.get(eventId)
  }

  /** Returns every event still listed. */
  listings(): readonly OddsListing[] {
    return [...this.events.values()].map(({ listing }) => listing)
  }

  /** The newer listing's head with the markets of both. */
  private merge(listing: OddsListing, arrival: Arrival): void {
    const kept: readonly BookMarket[] = this.events.get(listing.eventId)?.listing.markets ?? []
    this.events.set(listing.eventId, {
      listing: { ...listing, markets: [...kept, ...listing.markets] },
      arrival,
    })
  }
}
