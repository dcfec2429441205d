/**
 * tardis-dev's order book: balanced trees, updated by book change messages.
 * @module
 */
import { type BookContender, ticksOf } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { weightOf } from '../oracle.ts'
import { importPeer, versionOf } from '../../runner/peer.ts'

interface Level {
  readonly price: number
  readonly amount: number
}
interface BookChange {
  readonly isSnapshot: boolean
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}
interface TardisOrderBook {
  update(change: BookChange): void
  bestBid(): Level | undefined
  bestAsk(): Level | undefined
  bids(): Iterable<Level>
  asks(): Iterable<Level>
}
interface OrderBookModule {
  readonly OrderBook: new () => TardisOrderBook
}

const NONE: readonly Level[] = []

/** Returns the contender. It is given the size after each change, one level a message. */
export async function createTardisContender(): Promise<BookContender> {
  const { OrderBook } = await importPeer<OrderBookModule>('tardis-dev/dist/orderbook.js')
  let book = new OrderBook()
  return {
    name: `tardis-dev ${versionOf('tardis-dev')}`,
    unit: 'dollars',
    run: (stream) => {
      book = new OrderBook()
      book.update({ isSnapshot: true, bids: NONE, asks: NONE })
      return applyAll(book, stream)
    },
    levels: () => [
      ...Array.from(book.bids(), (level) => ['yes', ticksOf(level.price), level.amount] as const),
      ...Array.from(
        book.asks(),
        (level) => ['no', 10_000 - ticksOf(level.price), level.amount] as const,
      ),
    ],
  }
}

function applyAll(
  book: TardisOrderBook,
  { length, isYes, dollars, sizeAfter }: DeltaStream,
): number {
  let readings = 0
  for (let index = 0; index < length; index += 1) {
    const levels = [{ price: dollars[index] as number, amount: sizeAfter[index] as number }]
    if (isYes[index] === 1) book.update({ isSnapshot: false, bids: levels, asks: NONE })
    else book.update({ isSnapshot: false, bids: NONE, asks: levels })
    const bid = book.bestBid()?.price ?? 0
    const ask = book.bestAsk()?.price ?? 1
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}
