/**
 * The books that a client says are in sync, beside those of the exchange.
 * @module
 */
import type { BookSnapshot, PriceLevel } from '@arbkit/core'
import type { KalshiStream } from '@arbkit/kalshi'
import type { Simulation } from '@arbkit/simulator'

/** What a look at all books came to. */
export interface BookCheck {
  /** In sync, and compared. */
  readonly compared: number
  /** In sync, but a message about them is under way, or was lost and can not be missed yet. */
  readonly unheard: number
  /** Not in sync, and the client says so. */
  readonly resyncing: number
  /** Markets whose book is another. */
  readonly diverged: readonly string[]
}

/** Compares every book. */
export function checkBooks(
  simulation: Pick<Simulation, 'exchange' | 'kalshi'>,
  stream: Pick<KalshiStream, 'bookOf'>,
  tickers: readonly string[],
): BookCheck {
  const { exchange, kalshi } = simulation
  const hidden = kalshi.unheard()
  const diverged: string[] = []
  let [compared, unheard, resyncing] = [0, 0, 0]
  for (const ticker of tickers) {
    const status = stream.bookOf(ticker)
    if (status?.tag !== 'in-sync') {
      resyncing += 1
      continue
    }
    if (hidden.has(ticker)) {
      unheard += 1
      continue
    }
    compared += 1
    if (!isSameBook(status.book.snapshot(), exchange.bookOf(ticker))) diverged.push(ticker)
  }
  return { compared, unheard, resyncing, diverged }
}

/** True where both sides have the same sizes at the same prices; a market that is gone has none. */
export function isSameBook(one: BookSnapshot, other: BookSnapshot | undefined): boolean {
  return (
    isSameSide(one.yesBids, other?.yesBids ?? []) && isSameSide(one.noBids, other?.noBids ?? [])
  )
}

/** Returns a book as it is compared: best first. Over REST the cheapest comes first. */
export function bestFirst({ yesBids, noBids }: BookSnapshot): BookSnapshot {
  return { yesBids: dearestFirst(yesBids), noBids: dearestFirst(noBids) }
}

function dearestFirst(levels: readonly PriceLevel[]): readonly PriceLevel[] {
  return levels.toSorted((a, b) => b.price - a.price)
}

function isSameSide(one: readonly PriceLevel[], other: readonly PriceLevel[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ price, size }, index) => {
      const level = other[index]
      return level?.price === price && level.size === size
    })
  )
}
