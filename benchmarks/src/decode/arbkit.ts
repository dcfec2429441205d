/**
 * Our stream: frames decoded, validated, checked for gaps and applied.
 * @module
 */
import type * as Kalshi from '@arbkit/kalshi'
import type { BookStatus } from '@arbkit/kalshi'
import { importPeer } from '../runner/peer.ts'
import { printedLevels, type PrintedBooks } from './fold.ts'

/** Not a dependency of this folder: reached by file, as built. */
const PACKAGE = '../../packages/kalshi/dist/index.js'

/** What a run of frames came to. */
export interface Outcome {
  /** Frames applied. */
  readonly applied: number
  /** What went wrong, by name. */
  readonly faults: number
  readonly books: PrintedBooks
}

/** Our ways to take frames. */
export interface OurStream {
  /** The whole stream, its beginning told first. Returns its state, opaque. */
  readonly reduce: (texts: readonly string[], marketIds: readonly string[]) => StreamRun
  /** The books alone, NO bids at NO prices. */
  readonly sync: (texts: readonly string[]) => StreamRun
}

/** A run that is over; what came of it is looked up apart from the timing. */
export interface StreamRun {
  readonly applied: number
  readonly outcome: () => Outcome
}

const AT_MS = 1_786_085_188_000

/** Loads the built package. */
export async function loadOurStream(): Promise<OurStream> {
  const kalshi = await importPeer<typeof Kalshi>(PACKAGE)
  const { createStreamState, reduceStream, countsOf, bookStatusOf, BookSync } = kalshi
  return {
    reduce: (texts, marketIds) => {
      const state = createStreamState({ channels: [{ channel: 'ticker' }, { channel: 'trade' }] })
      reduceStream(state, { tag: 'wanted', atMs: AT_MS, marketIds })
      reduceStream(state, { tag: 'connecting', atMs: AT_MS })
      reduceStream(state, { tag: 'opened', atMs: AT_MS })
      for (const text of texts) reduceStream(state, { tag: 'frame', atMs: AT_MS, text })
      const { applied, faults } = countsOf(state)
      const bookOf = (id: string): BookStatus | undefined => bookStatusOf(state, id)
      return { applied, outcome: () => ({ applied, faults, books: printed(marketIds, bookOf) }) }
    },
    sync: (texts) => {
      const sync = new BookSync({ usesYesPrices: false })
      for (const text of texts) sync.receive(text, AT_MS, [])
      const { applied, faults } = sync.counts()
      const bookOf = (id: string): BookStatus | undefined => sync.bookOf(id)
      return {
        applied,
        outcome: () => ({ applied, faults, books: printed(sync.marketIds(), bookOf) }),
      }
    },
  }
}

function printed(
  marketIds: readonly string[],
  bookOf: (id: string) => BookStatus | undefined,
): PrintedBooks {
  const books = new Map<string, string>()
  for (const id of marketIds) {
    const status = bookOf(id)
    if (status?.tag !== 'in-sync') continue
    const levels = (['yes', 'no'] as const).flatMap((side) =>
      status.book
        .bidLevels(side)
        .map(({ price, size }) => [`${side} ${price}`, BigInt(size)] as const),
    )
    books.set(id, printedLevels(levels))
  }
  return books
}
