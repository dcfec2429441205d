import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import {
  centicontracts,
  type Fetch,
  type FetchResponse,
  priceTicks,
  type PriceGrid,
} from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import {
  cancelOrder,
  createCredentials,
  createKalshiStream,
  createOrder,
  createRequestQueue,
  createTransport,
  customHost,
  getBalance,
  getOrderBook,
  getOrders,
  type KalshiStream,
  parseSigningKey,
  signStreamHandshake,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import { createOddsTransport, customOddsHost, getOdds, OddsApiKey } from '@arbkit/odds'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import { describe, expect, it } from 'vitest'
import { countedIds } from './counted-ids.ts'
import type { OpenInProcessSocket } from './in-process-sockets.ts'
import type { Simulation } from './simulation.ts'

/** A key that is the same each time, so that its signatures are: RFC 8410's wrapping of 32 bytes. */
const SECRET: KeyObject = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})
const PEM = SECRET.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Whose bot it is. */
export const BOT = createCredentials('key-of-bot', parseSigningKey(PEM))
export const BOT_ACCOUNT = {
  keyId: 'key-of-bot',
  publicKey: createPublicKey(SECRET),
  accountId: 'bot',
  tier: 'prestige',
} as const

/** Everything that a session's clients and venues told each other, with its time. */
export interface Transcript {
  readonly lines: string[]
  readonly fetch: Fetch
  readonly openSocket: OpenInProcessSocket
}

/** Records what passes, both ways. */
export function recordOf({ clock, fetch, openSocket }: Simulation): Transcript {
  const lines: string[] = []
  const note = (...parts: readonly unknown[]): void => {
    lines.push(`${clock.now()} ${parts.map((part) => JSON.stringify(part)).join(' ')}`)
  }
  let count = 0
  return {
    lines,
    fetch: async (url, init) => {
      const number = (count += 1)
      const { method, headers, body } = init
      note('>', number, method, url, headers, body)
      try {
        return heard(await fetch(url, init), (...parts) => note('<', number, ...parts))
      } catch (error) {
        note('!', number, String(error))
        throw error
      }
    },
    openSocket: (request, handlers) => {
      const number = (count += 1)
      note('open', number, request)
      const socket = openSocket(request, {
        onOpen: () => {
          note('opened', number)
          handlers.onOpen()
        },
        onFrame: (text) => {
          note('<', number, text)
          handlers.onFrame(text)
        },
        onHeartbeat: () => {
          note('ping', number)
          handlers.onHeartbeat()
        },
        onClose: () => {
          note('closed', number)
          handlers.onClose()
        },
      })
      return {
        send: (text) => {
          note('>', number, text)
          socket.send(text)
        },
        close: () => {
          note('close', number)
          socket.close()
        },
      }
    },
  }
}

function heard(
  response: FetchResponse,
  note: (...parts: readonly unknown[]) => void,
): FetchResponse {
  const { status, headers } = response
  const names = ['date', 'content-type', 'content-length', 'x-requests-remaining']
  note(
    status,
    names.map((name) => headers.get(name)),
  )
  return {
    status,
    headers,
    text: async () => {
      try {
        const text = await response.text()
        note('body', text)
        return text
      } catch (error) {
        note('body !', String(error))
        throw error
      }
    },
  }
}

const GRID: PriceGrid = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]
const books = { bookmakers: ['draftkings', 'fanduel'] }

/** Clients as a bot has them: they listen, read, and order by what they read. */
export function startBot(
  simulation: Simulation,
  { transcript, seed }: { readonly transcript: Transcript; readonly seed: number },
): KalshiStream {
  const { clock, sleep, timers, kalshi, odds, world } = simulation
  const { fetch, openSocket } = transcript
  const rng = createSeededRng(seed)
  const limits = createRequestQueue({ clock, rng, sleep, limits: TIER_LIMITS.prestige })
  const host = customHost(kalshi)
  const send = createTransport({ host, fetch, clock, rng, sleep, credentials: BOT, limits })
  const key = new OddsApiKey(TEST_API_KEY)
  const oddsHost = customOddsHost(odds.url)
  const sendOdds = createOddsTransport({ host: oddsHost, key, fetch, clock, rng, sleep })
  const ids = countedIds(seed + 1)
  const marketIds = [...world.catalog.markets.keys()].slice(0, 8)
  const trade = async (round: number): Promise<void> => {
    const marketId = marketIds[round % marketIds.length] ?? ''
    const { book } = await getOrderBook(send, { marketId })
    const best = book.noBids.at(-1) ?? book.noBids[0]
    if (best === undefined) return
    const exchangeIndex = world.catalog.markets.get(marketId)?.config.exchangeIndex ?? 0
    const placed = await createOrder(send, {
      marketId,
      action: 'buy',
      side: 'yes',
      price: priceTicks(round % 2 === 0 ? 10_000 - best.price : 100),
      count: centicontracts(300),
      priceGrid: GRID,
      exchangeIndex,
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'taker_at_cross',
      clientOrderId: ids.next(),
    })
    if (round % 4 === 3) await cancelOrder(send, { orderId: placed.orderId, exchangeIndex })
  }
  const rounds = async (everyMs: number, act: (round: number) => Promise<unknown>) => {
    for (let round = 0; ; round += 1) {
      await sleep(everyMs)
      await act(round).catch(() => undefined)
    }
  }
  void rounds(7000, trade)
  void rounds(20_000, async () => getBalance(send, {}))
  void rounds(31_000, async () => getOrders(send, {}))
  void rounds(60_000, async () => {
    return getOdds(sendOdds, { sport: 'icehockey_nhl', markets: ['h2h', 'totals'], books })
  })
  return createKalshiStream({
    clock,
    timers,
    rng: createSeededRng(seed + 2),
    sign: ({ atMs }) => ({ ...signStreamHandshake(BOT, atMs) }),
    host: kalshi,
    marketIds,
    channels: [{ channel: 'fill' }, { channel: 'ticker' }, { channel: 'market_lifecycle_v2' }],
    listener: {},
    openSocket,
  })
}

describe('the key of the bot', () => {
  it('signs the same text alike', () => {
    expect(signStreamHandshake(BOT, 1)).toEqual(signStreamHandshake(BOT, 1))
  })
})
