/**
 * pmxt-core's Kalshi book: arrays of levels, searched from the front and sorted when one is added.
 * @module
 */
import { type BookContender, ticksOf } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { weightOf } from '../oracle.ts'
import { importPeer, versionOf } from '../../runner/peer.ts'

interface Level {
  readonly price: number
  readonly size: number
}
interface KalshiSocket {
  applyDelta(levels: Level[], price: number, delta: number, order: 'asc' | 'desc'): void
}
interface WebSocketModule {
  readonly KalshiWebSocket: new (auth: object, config: object) => KalshiSocket
}

/** Returns the contender. It is given the signed change, straight to the method that applies it. */
export async function createPmxtContender(): Promise<BookContender> {
  const file = 'pmxt-core/dist/exchanges/kalshi/websocket.js'
  const { KalshiWebSocket } = await importPeer<WebSocketModule>(file)
  const socket = new KalshiWebSocket({}, {})
  let bids: Level[] = []
  let asks: Level[] = []
  return {
    name: `pmxt-core ${versionOf('pmxt-core')}`,
    unit: 'dollars',
    run: (stream) => {
      bids = []
      asks = []
      return applyAll(socket, { bids, asks }, stream)
    },
    levels: () => [
      ...bids.map(({ price, size }) => ['yes', ticksOf(price), size] as const),
      ...asks.map(({ price, size }) => ['no', 10_000 - ticksOf(price), size] as const),
    ],
  }
}

function applyAll(
  socket: KalshiSocket,
  { bids, asks }: { readonly bids: Level[]; readonly asks: Level[] },
  { length, isYes, dollars, change }: DeltaStream,
): number {
  let readings = 0
  for (let index = 0; index < length; index += 1) {
    const price = dollars[index] as number
    const by = change[index] as number
    if (isYes[index] === 1) socket.applyDelta(bids, price, by, 'desc')
    else socket.applyDelta(asks, price, by, 'asc')
    const bid = bids[0]?.price ?? 0
    const ask = asks[0]?.price ?? 1
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}
