/**
 * Which markets each book was lately seen to have of one event. Not complete: what is missing here may be
 * sold all the same.
 * @module
 */
import { checkWire, insideWire, type WireLocation } from '@arbkit/core'
import { eventMarketsSchema } from '../wire/event-markets.ts'
import { type FeedEvent, parseEvent } from './feed-event.ts'
import { checkOnce } from './list.ts'
import { readInstant } from './read.ts'

/** One market key of one book. */
export interface SeenMarket {
  readonly marketKey: string
  /** When it was last seen, Unix ms; undefined where the feed does not say. */
  readonly updatedMs: number | undefined
}

/** The markets of one event, by book. */
export interface EventMarkets {
  /** Undefined for a tournament. */
  readonly event: FeedEvent | undefined
  readonly books: readonly {
    /** Key of the bookmaker, `draftkings`. */
    readonly book: string
    readonly markets: readonly SeenMarket[]
  }[]
}

/**
 * Parses the market keys of one event.
 * @throws {WireFormatError} a field missing or of another type, a bookmaker or a market key twice.
 */
export function parseEventMarkets(payload: unknown, at: WireLocation): EventMarkets {
  const event = parseEvent(payload, at)
  const { bookmakers } = checkWire(eventMarketsSchema, payload, at)
  const seenBooks = new Set<string>()
  const books = bookmakers.map(({ key: book, markets }, index) => {
    const place = insideWire(at, 'bookmakers', index)
    checkOnce(seenBooks, book, insideWire(place, 'key'), 'bookmaker')
    const seenMarkets = new Set<string>()
    return {
      book,
      markets: markets.map(({ key: marketKey, last_update: update = null }, order) => {
        const market = insideWire(place, 'markets', order)
        checkOnce(seenMarkets, marketKey, insideWire(market, 'key'), 'market key')
        const updatedMs = update === null ? undefined : readInstant(market, 'last_update', update)
        return { marketKey, updatedMs }
      }),
    }
  })
  return { event, books }
}
