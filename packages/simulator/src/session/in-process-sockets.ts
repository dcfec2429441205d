/**
 * The stream without sockets: connections whose messages are delivered one after the other at the moment
 * they are sent, and pings as the venue sends them.
 * @module
 */
import { HEARTBEAT_MS, STREAM_PATH } from '../kalshi/kalshi-server.ts'
import type { KalshiVenue } from '../kalshi/kalshi-venue.ts'
import type { Timeline } from './timeline.ts'

/** What a connection tells its client. After `onClose` it tells nothing. */
export interface InProcessHandlers {
  onOpen(): void
  onFrame(text: string): void
  /** The venue sent a ping. */
  onHeartbeat(): void
  /** Gone, or refused. Once. */
  onClose(): void
}

/** The client's end. */
export interface InProcessSocket {
  send(text: string): void
  close(): void
}

/** Opens a connection; no handler is called before it has returned. */
export type OpenInProcessSocket = (
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  handlers: InProcessHandlers,
) => InProcessSocket

/** Returns what opens connections to a venue; `origin` is that of its stream. */
export function createInProcessSockets(
  venue: KalshiVenue,
  timeline: Timeline,
  origin: string,
): OpenInProcessSocket {
  const pings = new Set<() => void>()
  const beat = (): void => {
    timeline.after(HEARTBEAT_MS, beat)
    // Lets time have its effects where nobody asks anything.
    venue.tick()
    for (const ping of pings) timeline.soon(ping)
  }
  timeline.after(HEARTBEAT_MS, beat)
  return ({ url, headers }, handlers) => {
    const { pathname, origin: asked } = new URL(url)
    const accountId = venue.accountOf({ method: 'GET', path: STREAM_PATH, headers: lower(headers) })
    let isOpen = true
    const ping = (): void => {
      if (isOpen) handlers.onHeartbeat()
    }
    const over = (): void => {
      if (!isOpen) return
      isOpen = false
      pings.delete(ping)
      connection?.close()
      handlers.onClose()
    }
    const isTaken = accountId !== undefined && pathname === STREAM_PATH && asked === origin
    const connection = isTaken
      ? venue.connect(accountId, {
          send: (text) => timeline.soon(() => isOpen && handlers.onFrame(text)),
          terminate: () => timeline.soon(over),
        })
      : undefined
    timeline.soon(() => {
      if (connection === undefined) {
        over()
        return
      }
      if (!isOpen) return
      pings.add(ping)
      handlers.onOpen()
    })
    return {
      send: (text) => timeline.soon(() => isOpen && connection?.receive(text)),
      close: () => timeline.soon(over),
    }
  }
}

function lower(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}
