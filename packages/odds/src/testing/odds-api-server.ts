/**
 * The stand-in of The Odds API over sockets: a real HTTP server on this machine. It waits for nothing but
 * what a fault holds back; an answer that is held is one that the test lets go.
 * @module
 */
import type { ServerResponse } from 'node:http'
import { sleep as realSleep, type Sleep } from '@arbkit/http'
import { startLoopbackServer } from '@arbkit/http/testing'
import { createOddsApi, type OddsApi, type OddsApiOptions } from './odds-api.ts'
import type { OddsApiReply } from './odds-api-reply.ts'

/** What the server is made of. */
export interface OddsApiServerOptions extends OddsApiOptions {
  /** For what faults hold back. Real time by default. */
  readonly sleep?: Sleep | undefined
}

/** A stand-in that listens. */
export interface OddsApiServer extends Omit<OddsApi, 'reply'> {
  /** `http://127.0.0.1:port`, for `customOddsHost`. */
  readonly url: string
  /** Most calls that were open at once. */
  peakInFlight(): number
  /** Calls whose answers are held. */
  heldCount(): number
  /** Lets all answers go that are held. */
  release(): void
  /** Breaks every connection and ends. */
  close(): Promise<void>
}

/** Starts a stand-in on a free port. */
export async function startOddsApiServer(options: OddsApiServerOptions): Promise<OddsApiServer> {
  const api = createOddsApi(options)
  const { sleep = realSleep } = options
  const stopped = new AbortController()
  let [open, peak] = [0, 0]
  let held: readonly (() => void)[] = []
  const hold = (send: () => void): void => {
    held = [...held, send]
  }
  const server = await startLoopbackServer(
    (response, request) => {
      open += 1
      peak = Math.max(peak, open)
      response.once('close', () => {
        open -= 1
      })
      const reply = api.reply(request)
      void write(reply, response, {
        hold,
        wait: async (ms) => sleep(ms, stopped.signal),
      }).catch(() => response.destroy())
    },
    { isRemembering: false },
  )
  return {
    url: server.url,
    calls: () => api.calls(),
    usage: () => api.usage(),
    peakInFlight: () => peak,
    setData: (next) => api.setData(next),
    setCredits: (remaining) => api.setCredits(remaining),
    failNext: (...faults) => api.failNext(...faults),
    inject: (fault) => api.inject(fault),
    heal: () => api.heal(),
    heldCount: () => held.length,
    release: () => {
      const going = held
      held = []
      for (const send of going) send()
    },
    close: async () => {
      stopped.abort()
      await server.close()
    },
  }
}

interface Patience {
  readonly hold: (send: () => void) => void
  readonly wait: (ms: number) => Promise<void>
}

/** Writes a reply; at once where nothing is to be waited for. */
async function write(
  reply: OddsApiReply,
  response: ServerResponse,
  { hold, wait }: Patience,
): Promise<void> {
  if (reply.delayMs > 0) await wait(reply.delayMs)
  switch (reply.tag) {
    case 'silent':
      return
    case 'broken':
      response.destroy()
      return
    case 'torn':
      response.writeHead(reply.status, reply.headers)
      response.write(reply.text, () => response.destroy())
      return
    case 'pieces':
      response.writeHead(reply.status, reply.headers)
      for (const piece of reply.pieces) {
        await wait(reply.pieceMs)
        response.write(piece)
      }
      response.end()
      return
    case 'held':
      hold(() => response.writeHead(reply.status, reply.headers).end(reply.text))
      return
    case 'whole':
      response.writeHead(reply.status, reply.headers).end(reply.text)
  }
}
