/**
 * Daily figures as a ledger keeps them: summed while rows are written, and written with them. Days are US
 * Eastern, as the desk's own are.
 * @module
 */
import {
  cents,
  type Cents,
  type EasternDate,
  easternDateOf,
  microdollars,
  type Microdollars,
} from '@arbkit/core'
import type { Repositories } from '@arbkit/store'
import type { PaperSnapshot } from '../paper/paper-snapshot.ts'
import type { DayFigures, LedgerBooks } from './ledger-books.ts'
import type { Settled, Step } from './ledger-trade.ts'
import type { PaperRows, RowOwner } from './paper-rows.ts'

/** Where days are written. */
export interface DayPlace {
  readonly inside: Repositories
  readonly books: LedgerBooks
}

/** Makes the day of a time the one that is summed; the one before is written first. */
export async function openDay(
  atMs: number,
  owner: RowOwner,
  { inside, books }: DayPlace,
): Promise<DayFigures> {
  const day = easternDateOf(atMs)
  if (books.day?.day === day) return books.day
  await writeDay(owner, { inside, books })
  const kept = await inside.dailyFigures.read(owner.mode, owner.account, day)
  books.day = kept ?? emptyDay(day, atMs)
  return books.day
}

/** Takes the rows of a decision into the day that is open. */
export function noteRows(
  { orders, fills, bets }: PaperRows,
  { atMs }: Step | Settled,
  books: LedgerBooks,
): void {
  const { day } = books
  if (day === undefined) return
  const placed = bets.filter(({ status }) => status === 'placed')
  books.day = {
    ...day,
    fees: plus(
      day.fees,
      fills.map(({ feeMicrodollars }) => feeMicrodollars),
    ),
    staked: staked(
      day.staked,
      placed.map(({ stakeCents }) => stakeCents),
    ),
    orders: day.orders + orders.length,
    bets: day.bets + placed.length,
    updatedAtMs: Math.max(day.updatedAtMs, atMs),
  }
  books.isDayChanged = true
}

/** Takes what the desk has earned on the day that is open. */
export function noteRealised({ accounts }: PaperSnapshot, books: LedgerBooks): void {
  const { day } = books
  if (day === undefined) return
  books.day = { ...day, realised: accounts.realisedByDay[day.day] ?? microdollars(0) }
  books.isDayChanged = true
}

/** Counts an opportunity that began. */
export function noteOpened(books: LedgerBooks): void {
  const { day } = books
  if (day === undefined) return
  books.day = { ...day, opportunities: day.opportunities + 1 }
  books.isDayChanged = true
}

/** Writes the day that is open, where it has changed. */
export async function writeDay(owner: RowOwner, { inside, books }: DayPlace): Promise<void> {
  const { day, losingStreak, isDayChanged } = books
  if (day === undefined || !isDayChanged) return
  await inside.dailyFigures.save({ ...owner, ...day, losingStreak, body: {} })
  books.isDayChanged = false
}

function emptyDay(day: EasternDate, atMs: number): DayFigures {
  return {
    day,
    realised: microdollars(0),
    fees: microdollars(0),
    staked: cents(0),
    orders: 0,
    bets: 0,
    opportunities: 0,
    updatedAtMs: atMs,
  }
}

const plus = (sum: Microdollars, more: readonly Microdollars[]): Microdollars =>
  microdollars(more.reduce((total: number, each) => total + each, sum))

const staked = (sum: Cents, more: readonly Cents[]): Cents =>
  cents(more.reduce((total: number, each) => total + each, sum))
