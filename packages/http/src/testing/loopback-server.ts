/**
 * A real HTTP server on this machine that answers as a test says, and remembers what it was asked.
 * @module
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request, whole. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query as they stood in the request line. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/**
 * Answers a request; `index` counts from 0. Doing nothing is a server that is silent; throwing is status
 * 500, or a connection that breaks where an answer was begun.
 */
export type Responder = (response: ServerResponse, request: ReceivedRequest, index: number) => void

/** A server that listens. */
export interface LoopbackServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string
  /** In the order they were complete. */
  readonly received: readonly ReceivedRequest[]
  /** Breaks every connection and ends. */
  close(): Promise<void>
}

/**
 * Starts a server on a free port.
 * @param isRemembering false: nothing is kept in `received`, for a server that runs for long.
 */
export async function startLoopbackServer(
  respond: Responder,
  { isRemembering = true }: { readonly isRemembering?: boolean } = {},
): Promise<LoopbackServer> {
  const received: ReceivedRequest[] = []
  let count = 0
  // Connections are never closed for being idle: a client that is slow to ask again would meet its end.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const whole = { method, url, headers, body: Buffer.concat(chunks).toString() }
      if (isRemembering) received.push(whole)
      count += 1
      try {
        respond(response, whole, count - 1)
      } catch {
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end()
      }
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
