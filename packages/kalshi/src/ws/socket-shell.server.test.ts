import { createSeededRng } from '@arbkit/core/testing'
import type { Rng } from '@arbkit/core'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createKalshiStream, type KalshiStream, TICK_MS } from './socket-shell.ts'
import type { StreamEffect } from './stream-effect.ts'
import { DATA_TIMEOUT_MS, HEARTBEAT_TIMEOUT_MS } from './stream-reducer.ts'
import { STREAM_PATH } from '../auth/signature.ts'
import { printedBook, VenueModel } from '../testing/venue-model.ts'
import { createVirtualTimers } from '../testing/virtual-timers.ts'

const MARKETS = ['KXA-1', 'KXA-2', 'KXB-1', 'KXB-2', 'KXC-1']
const ROUNDS = process.env['ARBKIT_LONG'] === '1' ? 600 : 60

/** A WebSocket server with books of its own, and the client that is to have the same. */
class Rig {
  readonly venue = new VenueModel(MARKETS)
  readonly time = createVirtualTimers(1_786_085_188_000)
  readonly effects: StreamEffect[] = []
  readonly headers: (string | undefined)[] = []
  stream!: KalshiStream
  connections = 0
  private readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  private socket: WebSocket | undefined
  private sent = 0
  private received = 0
  private isMute = false
  private isDeaf = false
  private readonly unanswered: string[] = []
  private waiting: (() => void) | undefined

  static async start(rng: Rng): Promise<Rig> {
    const rig = new Rig()
    await once(rig.server, 'listening')
    rig.server.on('connection', (socket, request) => {
      rig.accept(socket, request.headers['kalshi-access-key']?.toString(), request.url)
    })
    const address = rig.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    rig.stream = createKalshiStream({
      clock: rig.time,
      timers: rig.time,
      rng,
      sign: () => ({ 'KALSHI-ACCESS-KEY': 'a key' }),
      host: { streamUrl: `ws://127.0.0.1:${address.port}${STREAM_PATH}` },
      marketIds: MARKETS,
      listener: {
        onFrame: () => rig.note(),
        onEffect: (effect) => rig.effects.push(effect),
      },
    })
    await rig.connected(1)
    await rig.settle()
    return rig
  }

  /** Sends frames and waits until the client has worked on each. */
  async send(frames: readonly string[]): Promise<void> {
    for (const frame of frames) this.write(frame)
    await this.arrived()
  }

  /** Waits until nobody has anything to say: what the client asked is answered, and it has heard it. */
  async settle(): Promise<void> {
    for (let sent = -1; sent !== this.sent; ) {
      sent = this.sent
      await this.ping()
      await this.arrived()
    }
  }

  /** Pings; the pong comes behind every command that the client sent before. */
  async ping(): Promise<void> {
    const { socket } = this
    if (socket === undefined) throw new Error('not connected')
    const pong = once(socket, 'pong')
    socket.ping('heartbeat')
    await pong
  }

  /** While deaf, commands wait; answering them afterwards ends that. */
  deaf(): void {
    this.isDeaf = true
  }

  async listen(): Promise<void> {
    this.isDeaf = false
    for (const text of this.unanswered.splice(0)) this.reply(text)
    await this.settle()
  }

  /** Nothing but pings is sent any more on this connection. */
  mute(): void {
    this.isMute = true
  }

  /** Cuts the connection and waits until the client has noticed. */
  async cut(): Promise<void> {
    const before = this.effects.length
    this.socket?.terminate()
    await this.until(() => this.effects.slice(before).some(({ tag }) => tag === 'reconnect'))
  }

  /** Lets the wait pass that the client has chosen, and waits for its next connection. */
  async reconnect(): Promise<void> {
    const next = this.connections + 1
    const last = this.effects.findLast(({ tag }) => tag === 'reconnect')
    this.time.advance(last?.tag === 'reconnect' ? last.afterMs : 0)
    await this.connected(next)
    await this.settle()
  }

  async connected(count: number): Promise<void> {
    await this.until(() => this.connections >= count)
  }

  async stop(): Promise<void> {
    await Promise.all([this.stream.close(), this.advanceClose()])
    for (const socket of this.server.clients) socket.terminate()
    this.server.close()
    await once(this.server, 'close')
  }

  /** The client's books in sync, printed. */
  clientBooks(): ReadonlyMap<string, string> {
    const books = new Map<string, string>()
    for (const marketId of MARKETS) {
      const status = this.stream.bookOf(marketId)
      if (status?.tag !== 'in-sync') continue
      const levels = (['yes', 'no'] as const).flatMap((side) =>
        status.book
          .bidLevels(side)
          .map(({ price, size }): [string, number] => [`${side} ${price}`, size]),
      )
      books.set(marketId, printedBook(levels))
    }
    return books
  }

  /** The venue's books, printed. */
  trueBooks(): ReadonlyMap<string, string> {
    return new Map([...this.venue.books].map(([id, book]) => [id, printedBook(book)]))
  }

  private accept(socket: WebSocket, key: string | undefined, path: string | undefined): void {
    expect(path).toBe(STREAM_PATH)
    this.headers.push(key)
    this.socket = socket
    this.connections += 1
    this.isMute = false
    this.isDeaf = false
    this.unanswered.length = 0
    this.sent = 0
    this.received = 0
    this.venue.connect()
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8')
      if (this.isDeaf) this.unanswered.push(text)
      else this.reply(text)
    })
    socket.on('error', () => {})
    this.waiting?.()
  }

  private reply(text: string): void {
    for (const frame of this.venue.answer(text)) this.write(frame)
  }

  private write(frame: string): void {
    if (this.isMute) return
    this.sent += 1
    this.socket?.send(frame)
  }

  private note(): void {
    this.received += 1
    this.waiting?.()
  }

  private async arrived(): Promise<void> {
    await this.until(() => this.received >= this.sent)
  }

  private async advanceClose(): Promise<void> {
    this.time.advance(10_000)
    await Promise.resolve()
  }

  /** Waits for what a socket's event will make true; looks after each of them and at the next turns. */
  private async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        this.waiting = resolve
        setImmediate(resolve)
      })
    }
  }
}

let rig: Rig | undefined
afterEach(async () => {
  await rig?.stop()
  rig = undefined
})

const FAULTS = [
  'drop',
  'duplicate',
  'reorder',
  'delay',
  'garble',
  'error',
  'cut',
  'silence',
  'no-pings',
] as const

/** Does one thing wrong and returns once the client must have noticed, before it is made good. */
const BREAK: Readonly<Record<(typeof FAULTS)[number], (rig: Rig, rng: Rng) => Promise<void>>> = {
  drop: async (rig, rng) => {
    rig.venue.change(rng)
    await rig.send(rig.venue.change(rng))
  },
  duplicate: async (rig, rng) => {
    const frames = rig.venue.change(rng)
    await rig.send([...frames, ...frames])
  },
  reorder: async (rig, rng) => {
    const frames = [...rig.venue.change(rng), ...rig.venue.change(rng), ...rig.venue.change(rng)]
    await rig.send(frames.toReversed())
  },
  delay: async (rig, rng) => {
    const late = rig.venue.change(rng)
    const others = Array.from({ length: 40 }, () => rig.venue.change(rng)).flat()
    await rig.send([...others, ...late])
  },
  garble: async (rig, rng) => {
    await rig.send(rig.venue.change(rng).map((frame) => frame.replace('"side"', '"edis"')))
  },
  error: async (rig) => {
    await rig.send(rig.venue.endSubscriptions(25))
  },
  cut: async (rig, rng) => {
    await rig.cut()
    rig.venue.change(rng)
  },
  silence: async (rig, rng) => {
    rig.mute()
    for (let ms = 0; ms < DATA_TIMEOUT_MS; ms += 10_000) {
      rig.venue.change(rng)
      await rig.ping()
      rig.time.advance(10_000)
    }
    rig.time.advance(TICK_MS)
  },
  'no-pings': async (rig, rng) => {
    rig.mute()
    rig.venue.change(rng)
    rig.time.advance(HEARTBEAT_TIMEOUT_MS + TICK_MS)
  },
}

/** Faults after which the client has to come over a new connection. */
const RECONNECTS: ReadonlySet<string> = new Set(['cut', 'silence', 'no-pings'])

describe('against a server that does things wrong', () => {
  it('signs the handshake and has the books of the server', async () => {
    const rng = createSeededRng(7)
    rig = await Rig.start(rng)
    expect(rig.headers).toEqual(['a key'])
    for (let i = 0; i < 200; i += 1) await rig.send(rig.venue.change(rng))
    expect(rig.clientBooks()).toEqual(rig.trueBooks())
    expect(rig.clientBooks().size).toBe(MARKETS.length)
    expect(rig.stream.counts().faults).toBe(0)
  })

  it(`flags every book while it is in doubt and has the server's again after (${ROUNDS} faults)`, async () => {
    const rng = createSeededRng(20_261_123)
    rig = await Rig.start(rng)
    const done = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let i = 0; i < 5; i += 1) await rig.send(rig.venue.change(rng))
      // Each once, then whatever chance brings.
      const chosen = Math.floor(rng.next() * FAULTS.length)
      const fault = FAULTS[round < FAULTS.length ? round : chosen]!
      rig.effects.length = 0
      rig.deaf()
      await BREAK[fault](rig, rng)
      const invalid = rig.effects.flatMap((effect) =>
        effect.tag === 'invalid' ? effect.marketIds : [],
      )
      // A message that comes twice is the one fault that leaves nothing in doubt.
      const doubted = fault === 'duplicate' ? [] : MARKETS
      const standing = fault === 'duplicate' ? rig.trueBooks() : new Map()
      expect({ fault, doubted: new Set(invalid), standing: rig.clientBooks() }).toEqual({
        fault,
        doubted: new Set(doubted),
        standing,
      })
      if (RECONNECTS.has(fault)) await rig.reconnect()
      else await rig.listen()
      // What was asked for while answers may have been among what was missed is asked for again.
      rig.time.advance(1_000)
      await rig.settle()
      expect([fault, rig.clientBooks()]).toEqual([fault, rig.trueBooks()])
      done.set(fault, (done.get(fault) ?? 0) + 1)
    }
    console.log(`server faults survived: ${JSON.stringify(Object.fromEntries(done))}`)
    expect(done.size).toBe(FAULTS.length)
  })

  it('ends politely', async () => {
    rig = await Rig.start(createSeededRng(3))
    await rig.stream.close()
    expect(rig.clientBooks().size).toBe(0)
    expect(rig.connections).toBe(1)
  })
})
