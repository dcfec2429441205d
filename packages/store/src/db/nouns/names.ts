/**
 * Names and bounds that callers need before a database is open; nothing is loaded with them.
 * @module
 */

/** The lease of whoever trades with a database. */
export const ENGINE_LEASE = 'engine'
/** Default time for which a lease lasts without renewal; renew three times as often. */
export const LEASE_TTL_MS = 10_000
/** Shortest time: below, a busy machine loses it. */
export const LEASE_TTL_MS_MIN = 100
/** The kill switch of everything; others are named by whoever uses them, `venue:kalshi`. */
export const KILL_EVERYTHING = 'all'
/** Most entries of one group of the journal; the writes of one turn are far fewer. */
export const JOURNAL_GROUP_MAX = 1_000
