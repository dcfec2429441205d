/**
 * The venue over sockets: a real HTTP and WebSocket server on this machine that the venue's own clients
 * can not tell from it but by its address.
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sleep as realSleep, type Sleep } from '@arbkit/http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Reply } from './faults/rest-reply.ts'
import { createKalshiVenue, type KalshiVenue, type KalshiVenueOptions } from './kalshi-venue.ts'
import { REST_PREFIX } from './rest/rest-interface.ts'

/** Path of the stream. */
export const STREAM_PATH = '/trade-api/ws/v2'

/** How often the stream pings, ms, and with which body (docs.kalshi.com, websocket keep alive). */
export const HEARTBEAT_MS = 10_000
const HEARTBEAT_BODY = 'heartbeat'

/** Longest command and body that are taken, bytes. */
const MESSAGE_BYTES_MAX = 1_000_000

/** Longest request line with its headers, bytes: 2,000 ids of structured targets (OpenAPI 3.28.0). */
const HEADER_BYTES_MAX = 131_072

/** A server that listens. */
export interface KalshiServer extends Pick<KalshiVenue, 'apply' | 'tick' | 'inject' | 'heal'> {
  /** `http://127.0.0.1:port/trade-api/v2` */
  readonly restUrl: string
  /** `ws://127.0.0.1:port/trade-api/ws/v2` */
  readonly streamUrl: string
  /** Breaks every connection and ends. */
  close(): Promise<void>
}

/** Starts a venue on a free port. @throws {InvalidInputError} as {@link createKalshiVenue}. */
export async function startKalshiServer(options: KalshiVenueOptions): Promise<KalshiServer> {
  return serveKalshiVenue(createKalshiVenue(options), options.sleep)
}

/** Has a venue listen on a free port; `sleep` is real time by default. */
export async function serveKalshiVenue(
  venue: KalshiVenue,
  sleep: Sleep = realSleep,
): Promise<KalshiServer> {
  // Connections are never closed for being idle: a client that is slow to ask again would meet its end.
  const limits = { keepAliveTimeout: 0, maxHeaderSize: HEADER_BYTES_MAX }
  const server = createServer(limits, (request, response) => {
    void answer({ venue, sleep }, request, response)
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX })
  server.on('upgrade', (request, socket, head) => {
    // A client may reset its connection at any time, after a refusal too.
    socket.on('error', () => socket.destroy())
    const { headers, url = '' } = request
    const [pathname] = url.split('?', 1)
    const accountId = venue.accountOf({ method: 'GET', path: STREAM_PATH, headers })
    if (pathname !== STREAM_PATH || accountId === undefined) {
      socket.end(pathname === STREAM_PATH ? UNAUTHORIZED : NOT_FOUND)
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => join(venue, accountId, opened))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const stopped = new AbortController()
  void beat(sockets, { venue, sleep, signal: stopped.signal })
  return {
    restUrl: `http://127.0.0.1:${port}${REST_PREFIX}`,
    streamUrl: `ws://127.0.0.1:${port}${STREAM_PATH}`,
    apply: (command) => venue.apply(command),
    tick: () => venue.tick(),
    inject: (fault) => venue.inject(fault),
    heal: () => venue.heal(),
    close: async () => {
      stopped.abort()
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

const UNAUTHORIZED = refusedHandshake(
  '401 Unauthorized',
  '{"error":{"code":"token_authentication_failure","message":"authentication failed"}}',
)
const NOT_FOUND = refusedHandshake('404 Not Found', '{"error":{"code":"not_found"}}')

function refusedHandshake(status: string, body: string): string {
  const headers = `content-type: application/json\r\ncontent-length: ${body.length}`
  return `HTTP/1.1 ${status}\r\n${headers}\r\nconnection: close\r\n\r\n${body}`
}

function join(venue: KalshiVenue, accountId: string, socket: WebSocket): void {
  const connection = venue.connect(accountId, {
    send: (text) => socket.send(text),
    terminate: () => socket.terminate(),
  })
  socket.on('message', (data: Buffer) => connection.receive(data.toString()))
  socket.on('close', () => connection.close())
  socket.on('error', () => connection.close())
}

/** Pings all, and lets time have its effects where nobody asks anything. */
async function beat(
  sockets: WebSocketServer,
  world: { readonly venue: KalshiVenue; readonly sleep: Sleep; readonly signal: AbortSignal },
): Promise<void> {
  const { venue, sleep, signal } = world
  for (;;) {
    try {
      await sleep(HEARTBEAT_MS, signal)
    } catch {
      return
    }
    if (signal.aborted) return
    venue.tick()
    for (const client of sockets.clients) client.ping(HEARTBEAT_BODY)
  }
}

interface World {
  readonly venue: KalshiVenue
  readonly sleep: Sleep
}

async function answer(
  { venue, sleep }: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // What breaks here is a connection that its client gave up.
  request.on('error', () => response.destroy())
  response.on('error', () => response.destroy())
  try {
    const body = await wholeBody(request)
    const { method = 'GET', url = '', headers } = request
    const reply = await venue.reply({ method, url, headers, body })
    // Told in whole seconds, as the venue does.
    response.setHeader('date', new Date(venue.toldMs()).toUTCString())
    await write(reply, response, sleep)
  } catch {
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' })
    response.end('{"error":{"code":"internal_server_error","message":"internal server error"}}')
  }
}

async function wholeBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MESSAGE_BYTES_MAX) throw new RangeError('body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

async function write(reply: Reply, response: ServerResponse, sleep: Sleep): Promise<void> {
  switch (reply.tag) {
    case 'silent':
      return
    case 'broken':
      response.destroy()
      return
    case 'torn': {
      const length = Buffer.byteLength(reply.text) + 1000
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': length,
      })
      response.write(reply.text, () => response.destroy())
      return
    }
    case 'pieces':
      response.writeHead(reply.status, { 'content-type': 'application/json' })
      for (const piece of reply.pieces) {
        await sleep(reply.ms)
        response.write(piece)
      }
      response.end()
      return
    case 'whole': {
      const isEmpty = reply.text === ''
      response.writeHead(reply.status, isEmpty ? {} : { 'content-type': reply.contentType })
      response.end(reply.text)
    }
  }
}
