/**
 * The socket as an argument: what a stream needs of it, and the one that is used where none is given.
 * @module
 */
import diagnostics from 'node:diagnostics_channel'
import { isRecord } from '@arbkit/core'
import { WebSocket } from 'undici'

/** What a socket tells. After `onClose` it tells nothing. */
export interface SocketHandlers {
  onOpen(): void
  /** One text message; what is not text comes as an empty one, which no one can read. */
  onFrame(text: string): void
  /** The other side sent a ping; the socket has answered it. */
  onHeartbeat(): void
  /** The connection is gone, or could not be opened. Once. */
  onClose(): void
}

/** An open or opening connection. */
export interface StreamSocket {
  send(text: string): void
  /** Closes politely; `onClose` follows, but may take its time. */
  close(): void
}

/** Where to connect, with which headers. */
export interface SocketRequest {
  readonly url: string
  /** Signed: they hold no secret, but must not be sent anywhere else. */
  readonly headers: Readonly<Record<string, string>>
}

/** Opens a socket. It must not call a handler before it has returned. */
export type OpenSocket = (request: SocketRequest, handlers: SocketHandlers) => StreamSocket

/** The channel on which undici tells of pings, `{ payload, websocket }` (undici 8, WebSocket docs). */
const PINGS = 'undici:websocket:ping'

/** Opens a socket with undici, whose `WebSocket` takes the headers that a signed handshake needs. */
export const openUndiciSocket: OpenSocket = ({ url, headers }, handlers) => {
  const socket = new WebSocket(url, { headers: { ...headers } })
  const onPing = (message: unknown): void => {
    if (isRecord(message) && message['websocket'] === socket) handlers.onHeartbeat()
  }
  diagnostics.subscribe(PINGS, onPing)
  let isOver = false
  const over = (): void => {
    if (isOver) return
    isOver = true
    diagnostics.unsubscribe(PINGS, onPing)
    handlers.onClose()
  }
  socket.addEventListener('open', () => handlers.onOpen())
  socket.addEventListener('message', ({ data }: { readonly data: unknown }) => {
    if (!isOver) handlers.onFrame(typeof data === 'string' ? data : '')
  })
  socket.addEventListener('close', over)
  socket.addEventListener('error', () => {
    // A handshake that fails is told by an error, and not always by a close.
    if (socket.readyState !== WebSocket.OPEN) over()
  })
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(),
  }
}
