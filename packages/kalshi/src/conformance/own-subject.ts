/**
 * Our own books as a subject of the conformance cases.
 * @module
 */
import { formatCenticontracts, formatPriceTicks } from '@arbkit/core'
import { BookSync } from '../ws/book-sync.ts'
import type {
  ConformanceBook,
  ConformanceLevel,
  ConformanceSubject,
  CreateConformanceSubject,
} from './conformance.ts'

/** Makes a subject of the books that the stream keeps. */
export const createOwnSubject: CreateConformanceSubject = ({ useYesPrice }): ConformanceSubject => {
  const sync = new BookSync({ usesYesPrices: useYesPrice })
  let atMs = 0
  return {
    feed(frameText) {
      sync.receive(frameText, (atMs += 1), [])
    },
    reconnect() {
      sync.disconnect((atMs += 1), [])
    },
    books: () =>
      Object.fromEntries(sync.marketIds().map((marketId) => [marketId, bookIn(sync, marketId)])),
  }
}

function bookIn(sync: BookSync, marketId: string): ConformanceBook | null {
  const status = sync.bookOf(marketId)
  if (status?.tag !== 'in-sync') return null
  const levels = (side: 'yes' | 'no'): readonly ConformanceLevel[] =>
    status.book
      .bidLevels(side)
      .map(({ price, size }) => [formatPriceTicks(price), formatCenticontracts(size)])
  return { yes: levels('yes'), no: levels('no') }
}
