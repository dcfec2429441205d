/**
 * What a plan of polling is made from, and the calls it is made of: data only, so that the same world
 * always gives the same plan.
 * @module
 */
import type { BookScope, CreditCost } from '../credits/cost.ts'

/** How near to paying the last evaluation of a fixture was. */
export interface NearEdge {
  /** When it was evaluated, Unix ms. */
  readonly atMs: number
  /** What it missed by, in hundredths of a percent of the cost; 0 or less: it pays. */
  readonly missBps: number
}

/** One event of the feed. */
export interface PollFixture {
  readonly eventId: string
  readonly sportKey: string
  /** `commence_time`, Unix ms. */
  readonly startMs: number
  /** When it was seen to be over, Unix ms; left out where it was not: the sport's longest game counts. */
  readonly endedMs?: number | undefined
  /** Market keys wanted of it in place of its sport's; empty: it is not wanted. */
  readonly markets?: readonly string[] | undefined
  readonly nearEdge?: NearEdge | undefined
}

/** What is wanted of a sport. */
export interface PollSport {
  readonly sportKey: string
  /** Market keys, featured and additional, wanted of every fixture that has none of its own. */
  readonly markets: readonly string[]
  readonly books: BookScope
}

/** Credits of one day or month (UTC). Whole numbers of 0 or more. */
export interface CreditWindow {
  readonly limit: number
  /** Never spent: kept back for calls by hand. */
  readonly reserve: number
  /** Spent since the day or month began. */
  readonly spent: number
}

/** What may be spent; a window left out has no limit. */
export interface PollCredits {
  readonly day?: CreditWindow | undefined
  readonly month?: CreditWindow | undefined
}

/** The featured markets of all fixtures of a sport. */
export interface SportOddsCall {
  readonly kind: 'sport-odds'
  readonly sportKey: string
  readonly markets: readonly string[]
  readonly books: BookScope
  readonly cost: CreditCost
}

/** Any markets of one fixture. */
export interface EventOddsCall {
  readonly kind: 'event-odds'
  readonly sportKey: string
  readonly eventId: string
  readonly markets: readonly string[]
  readonly books: BookScope
  readonly cost: CreditCost
}

/** Which fixtures a sport has: free. */
export interface EventsCall {
  readonly kind: 'events'
  readonly sportKey: string
  readonly cost: CreditCost
}

/** A call that should be made now. Its cost is what to set aside. */
export type PlannedCall = SportOddsCall | EventOddsCall | EventsCall

/** Everything a plan depends on. */
export interface PollerWorld {
  readonly nowMs: number
  /** When polling began, Unix ms, at most `nowMs`: what was never asked for counts as old from there. */
  readonly startedMs: number
  readonly sports: readonly PollSport[]
  /** Of all sports; what ended stays a while, so that waiting done during it still counts. */
  readonly fixtures: readonly PollFixture[]
  readonly credits: PollCredits
  /** When quotes last came, Unix ms, by {@link sportQuoteKey} and {@link eventQuoteKey}. */
  readonly polled: ReadonlyMap<string, number>
  /** When a sport's fixtures were last listed, Unix ms, by sport key. */
  readonly listed: ReadonlyMap<string, number>
  /** Calls without an answer yet: their cost is set aside. */
  readonly inFlight: readonly PlannedCall[]
  /** Sports that failed and are left alone, until Unix ms, by sport key. */
  readonly pausedUntilMs: ReadonlyMap<string, number>
  /** No call that costs before this, Unix ms. */
  readonly stoppedUntilMs?: number | undefined
  /** How long an answer is served from the cache, ms: asking before tells nothing new. */
  readonly cacheTtlMs: number
}

/** Returns the key of a featured market of a sport in {@link PollerWorld.polled}. */
export function sportQuoteKey(sportKey: string, market: string): string {
  return `${sportKey} ${market}`
}

/** Returns the key of a market of one fixture in {@link PollerWorld.polled}. */
export function eventQuoteKey(eventId: string, market: string): string {
  return `#${eventId} ${market}`
}

/** Returns whose market a key of {@link PollerWorld.polled} is; undefined for a sport's. */
export function eventOfQuoteKey(key: string): string | undefined {
  return key.startsWith('#') ? key.slice(1, key.lastIndexOf(' ')) : undefined
}

/** Returns the keys of what a call asks for; the list of fixtures has one of its own. */
export function quoteKeysOf(call: PlannedCall): readonly string[] {
  switch (call.kind) {
    case 'events':
      return [eventsKey(call.sportKey)]
    case 'sport-odds':
      return call.markets.map((market) => sportQuoteKey(call.sportKey, market))
    case 'event-odds':
      return call.markets.map((market) => eventQuoteKey(call.eventId, market))
  }
}

/** Returns the key of a sport's list of fixtures among {@link quoteKeysOf}. */
export function eventsKey(sportKey: string): string {
  return `${sportKey} /events`
}
