/**
 * ccxt's order book as its WebSocket clients use it: one price and size stored at a time.
 * @module
 */
import { type BookContender, ticksOf } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { weightOf } from '../oracle.ts'
import { importPeer, versionOf } from '../../runner/peer.ts'

type Row = [price: number, size: number]
interface BookSide extends ReadonlyArray<Row> {
  storeArray(row: Row): void
}
interface CcxtOrderBook {
  readonly bids: BookSide
  readonly asks: BookSide
}
interface OrderBookModule {
  readonly OrderBook: new (snapshot: object) => CcxtOrderBook
}

/** Returns the contender. ccxt is given the size after each change, which is what it takes. */
export async function createCcxtContender(): Promise<BookContender> {
  const { OrderBook } = await importPeer<OrderBookModule>('ccxt/js/src/base/ws/OrderBook.js')
  let book = new OrderBook({})
  return {
    name: `ccxt ${versionOf('ccxt')}`,
    unit: 'dollars',
    run: (stream) => {
      book = new OrderBook({})
      return applyAll(book, stream)
    },
    levels: () => [
      ...book.bids.map(([price, size]) => ['yes', ticksOf(price), size] as const),
      ...book.asks.map(([price, size]) => ['no', 10_000 - ticksOf(price), size] as const),
    ],
  }
}

function applyAll(book: CcxtOrderBook, { length, isYes, dollars, sizeAfter }: DeltaStream): number {
  const { bids, asks } = book
  let readings = 0
  for (let index = 0; index < length; index += 1) {
    const row: Row = [dollars[index] as number, sizeAfter[index] as number]
    if (isYes[index] === 1) bids.storeArray(row)
    else asks.storeArray(row)
    const bid = bids.length === 0 ? 0 : (bids[0] as Row)[0]
    const ask = asks.length === 0 ? 1 : (asks[0] as Row)[0]
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}
