/**
 * orderbook-synchronizer's order book: sorted arrays of price and size.
 * @module
 */
import { type BookContender, ticksOf } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { weightOf } from '../oracle.ts'
import { importPeer, versionOf } from '../../runner/peer.ts'

type Order = [price: number, size: number]
interface SynchronizedBook {
  updateOrderBook(asks: readonly Order[], bids: readonly Order[]): void
  getOrderBook(): { readonly asks: readonly Order[]; readonly bids: readonly Order[] }
}
interface OrderBookModule {
  readonly Orderbook: new () => SynchronizedBook
}

const NONE: readonly Order[] = []

/** Returns the contender. It is given the size after each change. */
export async function createSynchronizerContender(): Promise<BookContender> {
  const file = 'orderbook-synchronizer/lib/orderbook.js'
  const { Orderbook } = await importPeer<OrderBookModule>(file)
  let book = new Orderbook()
  return {
    name: `orderbook-synchronizer ${versionOf('orderbook-synchronizer')}`,
    unit: 'dollars',
    run: (stream) => {
      book = new Orderbook()
      return applyAll(book, stream)
    },
    levels: () => {
      const { bids, asks } = book.getOrderBook()
      return [
        ...bids.map(([price, size]) => ['yes', ticksOf(price), size] as const),
        ...asks.map(([price, size]) => ['no', 10_000 - ticksOf(price), size] as const),
      ]
    },
  }
}

function applyAll(
  book: SynchronizedBook,
  { length, isYes, dollars, sizeAfter }: DeltaStream,
): number {
  let readings = 0
  for (let index = 0; index < length; index += 1) {
    const orders: Order[] = [[dollars[index] as number, sizeAfter[index] as number]]
    if (isYes[index] === 1) book.updateOrderBook(NONE, orders)
    else book.updateOrderBook(orders, NONE)
    const { bids, asks } = book.getOrderBook()
    const bid = bids[0]?.[0] ?? 0
    const ask = asks[0]?.[0] ?? 1
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}
