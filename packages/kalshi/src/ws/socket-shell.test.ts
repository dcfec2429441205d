import { createSeededRng } from '@arbkit/core/testing'
import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { SocketHandlers, SocketRequest } from './socket-port.ts'
import {
  CLOSE_TIMEOUT_MS,
  createKalshiStream,
  EVENTS_QUEUED_MAX,
  type KalshiStreamOptions,
  TICK_MS,
} from './socket-shell.ts'
import type { StreamEffect } from './stream-effect.ts'
import { DEMO_HOST } from '../rest/hosts.ts'
import { createVirtualTimers } from '../testing/virtual-timers.ts'

const A = 'KXA-1'

/** A socket in the test's hands. */
interface FakeSocket {
  readonly request: SocketRequest
  readonly on: SocketHandlers
  readonly sent: string[]
  isClosed: boolean
}

function benchOf(more: Partial<KalshiStreamOptions> = {}) {
  const time = createVirtualTimers(1_786_085_188_000)
  const sockets: FakeSocket[] = []
  const effects: StreamEffect[] = []
  const frames: string[] = []
  const stream = createKalshiStream({
    clock: time,
    timers: time,
    rng: createSeededRng(1),
    sign: ({ method, path, atMs }) => ({ 'KALSHI-ACCESS-SIGNATURE': `${atMs}${method}${path}` }),
    host: DEMO_HOST,
    marketIds: [A],
    listener: {
      onFrame: (text) => frames.push(text),
      onEffect: (effect) => effects.push(effect),
    },
    openSocket: (request, on) => {
      const socket: FakeSocket = { request, on, sent: [], isClosed: false }
      sockets.push(socket)
      return {
        send: (text) => socket.sent.push(text),
        close: () => {
          socket.isClosed = true
        },
      }
    },
    ...more,
  })
  const socket = (): FakeSocket => sockets.at(-1) as FakeSocket
  const hear = (frame: object): void => socket().on.onFrame(JSON.stringify(frame))
  const sync = (): void => {
    socket().on.onOpen()
    hear({ type: 'subscribed', id: 1, msg: { channel: 'orderbook_delta', sid: 1 } })
    hear({ type: 'orderbook_snapshot', sid: 1, seq: 1, msg: { market_ticker: A } })
  }
  const tags = (): readonly string[] => effects.map(({ tag }) => tag)
  return { time, sockets, socket, effects, frames, stream, hear, sync, tags }
}

const delta = (seq: number): object => ({
  type: 'orderbook_delta',
  sid: 1,
  seq,
  msg: { market_ticker: A, price_dollars: '0.4100', delta_fp: '1.00', side: 'yes' },
})

describe('createKalshiStream', () => {
  it('connects with a signed handshake and subscribes once the socket is open', () => {
    const { socket, stream, sync, effects } = benchOf()
    expect(socket().request).toEqual({
      url: 'wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2',
      headers: { 'KALSHI-ACCESS-SIGNATURE': '1786085188000GET/trade-api/ws/v2' },
    })
    expect(socket().sent).toEqual([])
    sync()
    expect(socket().sent.map((text) => JSON.parse(text).cmd)).toEqual(['subscribe'])
    expect(stream.bookOf(A)?.tag).toBe('in-sync')
    expect(effects.at(-1)).toEqual({ tag: 'synced', marketId: A })
    expect(stream.counts().applied).toBe(2)
  })

  it('hands on every frame as it came', () => {
    const { sync, frames, socket } = benchOf()
    sync()
    socket().on.onFrame('{')
    expect(frames).toHaveLength(3)
    expect(frames[2]).toBe('{')
  })

  it('connects again after the wait, signed anew, and hears nothing of the old socket', () => {
    const { sync, time, sockets, socket, stream, tags, hear } = benchOf()
    sync()
    const [old] = sockets
    old?.on.onClose()
    expect(stream.bookOf(A)).toMatchObject({ tag: 'resyncing', because: 'disconnected' })
    expect(tags().slice(-2)).toEqual(['invalid', 'reconnect'])
    time.advance(999)
    expect(sockets).toHaveLength(1)
    time.advance(1_001)
    expect(sockets).toHaveLength(2)
    expect(socket().request.headers).not.toEqual(old?.request.headers)
    sync()
    expect(stream.bookOf(A)?.tag).toBe('in-sync')
    old?.on.onFrame('{')
    old?.on.onHeartbeat()
    old?.on.onClose()
    expect(stream.bookOf(A)?.tag).toBe('in-sync')
    hear(delta(2))
    expect(tags().at(-1)).toBe('changed')
  })

  it('closes a socket without pings and does not wait for it to be gone', () => {
    const { sync, time, sockets, stream } = benchOf()
    sync()
    time.advance(25 * TICK_MS)
    expect(sockets[0]?.isClosed).toBe(true)
    expect(stream.bookOf(A)?.tag).toBe('resyncing')
    time.advance(2_000)
    expect(sockets).toHaveLength(2)
  })

  it('keeps a quiet socket with pings', () => {
    const { sync, time, sockets } = benchOf({ marketIds: [] })
    sync()
    for (let i = 0; i < 20; i += 1) {
      time.advance(10_000)
      sockets[0]?.on.onHeartbeat()
    }
    expect(sockets).toHaveLength(1)
    expect(sockets[0]?.isClosed).toBe(false)
  })

  it('tries again where the socket can not even be made, and tells who asked', () => {
    let isBroken = false
    const { sockets, time } = benchOf({
      sign: () => {
        if (isBroken) throw new RangeError('no key')
        return {}
      },
    })
    isBroken = true
    expect(() => sockets[0]?.on.onClose()).not.toThrow()
    expect(() => time.advance(2_000)).toThrow('no key')
    isBroken = false
    time.advance(5_000)
    expect(sockets).toHaveLength(2)
  })

  it('takes calls from the listener after the event that is told', () => {
    const order: string[] = []
    const bench = benchOf({
      listener: {
        onEffect: ({ tag }) => {
          order.push(tag)
          if (tag !== 'synced') return
          bench.stream.setMarkets([A, 'KXB-1'])
          bench.hear(delta(2))
          order.push('back')
        },
      },
    })
    bench.sync()
    expect(order).toEqual(['send', 'synced', 'back', 'send', 'changed'])
  })

  it('bounds what waits, and begins anew rather than miss something', () => {
    const bench = benchOf({
      listener: {
        onEffect: (effect) => {
          if (effect.tag !== 'synced') return
          for (let seq = 2; seq < EVENTS_QUEUED_MAX + 3; seq += 1) bench.hear(delta(seq))
        },
      },
    })
    bench.sync()
    expect(bench.sockets[0]?.isClosed).toBe(true)
    expect(bench.stream.bookOf(A)?.tag).toBe('resyncing')
    expect(bench.stream.counts().applied).toBe(EVENTS_QUEUED_MAX + 2)
  })

  it('lets nothing of that happen while all that waits fits', () => {
    const bench = benchOf({
      listener: {
        onEffect: (effect) => {
          if (effect.tag !== 'synced') return
          for (let seq = 2; seq < EVENTS_QUEUED_MAX + 2; seq += 1) bench.hear(delta(seq))
        },
      },
    })
    bench.sync()
    expect(bench.sockets[0]?.isClosed).toBe(false)
    expect(bench.stream.bookOf(A)?.tag).toBe('in-sync')
  })

  it('passes on what a listener throws, with its own state whole', () => {
    let isAngry = false
    const bench = benchOf({
      listener: {
        onEffect: () => {
          if (isAngry) throw new RangeError('listener')
        },
      },
    })
    bench.sync()
    isAngry = true
    expect(() => bench.hear(delta(2))).toThrow('listener')
    isAngry = false
    bench.hear(delta(3))
    const status = bench.stream.bookOf(A)
    expect(status?.tag === 'in-sync' && status.book.bidLevels('yes')).toEqual([
      { price: 4100, size: 200 },
    ])
  })

  it('refuses a market without a name', () => {
    const { stream } = benchOf()
    expect(() => stream.setMarkets([''])).toThrow(InvalidInputError)
    expect(stream.bookOf(A)).toBeDefined()
  })

  it('lets time stand still where the clock is set back', () => {
    const time = createVirtualTimers(1_000_000)
    let shift = 0
    const bench = benchOf({ timers: time, clock: { now: () => time.now() + shift } })
    bench.sync()
    time.advance(20_000)
    shift = -999_000
    time.advance(1_000)
    bench.sockets[0]?.on.onClose()
    expect(bench.stream.bookOf(A)).toMatchObject({ tag: 'resyncing', sinceMs: 1_020_000 })
  })
})

describe('close', () => {
  it('trusts no book, closes the socket and resolves when it is gone', async () => {
    const { sync, stream, socket, sockets, time, hear } = benchOf()
    sync()
    const closed = stream.close()
    expect(stream.bookOf(A)?.tag).toBe('resyncing')
    expect(socket().isClosed).toBe(true)
    hear(delta(2))
    socket().on.onClose()
    await closed
    await stream.close()
    stream.setMarkets(['KXB-1'])
    time.advance(600_000)
    expect(sockets).toHaveLength(1)
    expect(stream.bookOf('KXB-1')).toBeUndefined()
  })

  it('does not wait for ever', async () => {
    const { sync, stream, time } = benchOf()
    sync()
    const closed = stream.close()
    time.advance(CLOSE_TIMEOUT_MS)
    await expect(closed).resolves.toBeUndefined()
  })

  it('calls a reconnection off', async () => {
    const { sync, stream, socket, sockets, time } = benchOf()
    sync()
    socket().on.onClose()
    await stream.close()
    time.advance(600_000)
    expect(sockets).toHaveLength(1)
  })
})
