/**
 * Our own `OrderBook`.
 * @module
 */
import { type BookDelta, OrderBook } from '@arbkit/core'
import type { BookContender } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { weightOf } from '../oracle.ts'

/** Returns the contender. It is given the signed change as a delta object, as parsed frames are. */
export function createArbkitContender(): BookContender {
  let book = new OrderBook()
  return {
    name: '@arbkit/core apply',
    unit: 'ticks',
    run: (stream) => {
      book = new OrderBook()
      return applyAll(book, stream)
    },
    levels: () => levelsOf(book),
  }
}

function applyAll(book: OrderBook, { length, isYes, ticks, change }: DeltaStream): number {
  let readings = 0
  for (let index = 0; index < length; index += 1) {
    const delta: BookDelta = {
      side: isYes[index] === 1 ? 'yes' : 'no',
      price: ticks[index] as BookDelta['price'],
      change: change[index] as BookDelta['change'],
    }
    book.apply(delta)
    const bid = book.bestBid('yes') ?? 0
    const ask = book.bestAsk('yes') ?? 10_000
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}

function levelsOf(book: OrderBook) {
  return (['yes', 'no'] as const).flatMap((side) =>
    book.bidLevels(side).map(({ price, size }) => [side, price, size] as const),
  )
}
