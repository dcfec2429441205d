/**
 * What a ledger keeps in mind between two writes. A transaction changes a copy, which takes the place of
 * the original once it is committed.
 * @module
 */
import type { Cents, EasternDate, EdgeDecay, Microdollars } from '@arbkit/core'
import type { LedgerTrade } from './ledger-trade.ts'

/** A day so far. */
export interface DayFigures {
  readonly day: EasternDate
  readonly realised: Microdollars
  readonly fees: Microdollars
  readonly staked: Cents
  readonly orders: number
  readonly bets: number
  readonly opportunities: number
  readonly updatedAtMs: number
}

/** All of it. Maps are of this copy alone, what is in them is never changed. */
export interface LedgerBooks {
  /** Opportunities that are open, by id, with the life of their edge. */
  readonly open: Map<string, EdgeDecay>
  /** Paper trades that are not over, by id. */
  readonly trades: Map<string, LedgerTrade>
  /** Cash as it was last written, by account. */
  readonly cash: Map<string, Microdollars>
  /** Revision of the desk as it stands in the database; 0 where there is none. */
  deskRevision: number
  /** Trades that lost since the last that gained. */
  losingStreak: number
  day: DayFigures | undefined
  isDayChanged: boolean
}

/** Returns books with nothing in them. */
export function emptyBooks(): LedgerBooks {
  return {
    open: new Map(),
    trades: new Map(),
    cash: new Map(),
    deskRevision: 0,
    losingStreak: 0,
    day: undefined,
    isDayChanged: false,
  }
}

/** Returns a copy that can be changed. */
export function copyOfBooks(books: LedgerBooks): LedgerBooks {
  return {
    ...books,
    open: new Map(books.open),
    trades: new Map(books.trades),
    cash: new Map(books.cash),
  }
}
