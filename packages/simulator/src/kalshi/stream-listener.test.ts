import { once } from 'node:events'
import { signStreamHandshake } from '@arbkit/kalshi'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { frameChecker, hasSpecification } from './spec-validators.test.ts'
import { ALICE, BUF, START_MS, type Started, startVenue } from './started-venue.test.ts'

const check = hasSpecification ? frameChecker() : undefined
/** A message, parsed. */
export type Frame = Readonly<Record<string, unknown>>

/** A client that only listens; every message is held to the specification. */
export class Listener {
  readonly frames: Frame[] = []
  private readonly socket: WebSocket

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame)
    })
  }

  static async open({ server }: Started, as = ALICE, timestampMs = START_MS): Promise<Listener> {
    const headers = { ...signStreamHandshake(as, timestampMs) }
    const socket = new WebSocket(server.streamUrl, { headers })
    opened.push(socket)
    const listener = new Listener(socket)
    await once(socket, 'open')
    return listener
  }

  /** Returns what came since the last call, once the venue has answered a ping behind it. */
  async heard(): Promise<readonly Frame[]> {
    const pong = once(this.socket, 'pong')
    this.socket.ping()
    await pong
    const heard = this.frames.splice(0)
    for (const frame of heard) expect(check?.(frame) ?? []).toEqual([])
    return heard
  }

  async command(cmd: string, params?: object): Promise<readonly Frame[]> {
    this.socket.send(JSON.stringify({ id: 7, cmd, ...(params !== undefined && { params }) }))
    return this.heard()
  }

  raw(text: string): void {
    this.socket.send(text)
  }

  async closed(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close')
  }
}

const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

/** Subscribes to one channel. */
export const subscribe = async (
  listener: Listener,
  channel: string,
  more: object = {},
): Promise<readonly Frame[]> => listener.command('subscribe', { channels: [channel], ...more })

describe('a listener', () => {
  it('hears the answer to a command', async () => {
    const listener = await Listener.open(await startVenue())
    const heard = await subscribe(listener, 'ticker', { market_tickers: [BUF] })
    expect(heard).toMatchObject([{ id: 7, type: 'subscribed', msg: { channel: 'ticker' } }])
  })
})
