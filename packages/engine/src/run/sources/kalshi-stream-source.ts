/**
 * Kalshi's stream: the books of everything that is paired, and what becomes of markets. Every message is a
 * frame, as it came; so are our own commands. Pings are none: they were seen to go on while data did not, so
 * they confirm no book. Where books are silent a snapshot is asked for.
 * @module
 */
import type { KalshiStream, StreamEffect } from '@arbkit/kalshi'
import { KALSHI_WS } from '../../session/frame-request.ts'
import type { EnginePort, EngineSource } from '../engine-source.ts'
import type { OpenKalshiStream } from './venue-sources-options.ts'

const FEED = 'kalshi/ws'
/** Silence of books after which one snapshot is asked for, ms: an engine believes books for two seconds. */
export const QUIET_PROBE_MS = 400

/** Returns the source. */
export function kalshiStreamSource(openStream: OpenKalshiStream): EngineSource {
  return {
    name: 'kalshi by stream',
    feeds: [FEED],
    run: async (port, signal) => {
      const listener = listenerOf(port)
      const stream = openStream({
        listener,
        channels: [{ channel: 'market_lifecycle_v2' }],
        probeQuietMs: QUIET_PROBE_MS,
      })
      const follow = (): void => followPairs(stream, port)
      const leave = port.onMatched(follow)
      follow()
      try {
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve()
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      } finally {
        leave()
        listener.isOver = true
        await stream.close()
      }
    },
  }
}

/** Asks for the books of everything that is paired or held. */
function followPairs(stream: KalshiStream, port: EnginePort): void {
  const { pairs, suggestions } = port.matched()
  const wanted = new Set(port.heldMarkets())
  for (const { contract } of [...pairs, ...suggestions]) wanted.add(contract.marketId)
  stream.setMarkets([...wanted].toSorted())
}

/** Turns what the stream tells into frames and words of its health. */
function listenerOf(port: EnginePort) {
  /** Which connection: books of an older one are not confirmed by a newer. */
  let connection = 1
  let lastMs = 0
  const frame = (text: string, atMs: number, shape: 'kalshi-ws-stream' | 'kalshi-ws-command') => {
    lastMs = Math.max(lastMs, Math.floor(atMs))
    port.session.note({
      source: KALSHI_WS,
      request: {
        shape,
        file: `stream ${connection}`,
        path: '$',
        timeSource: 'received',
        ...(shape === 'kalshi-ws-stream' ? { usesYesPrices: true } : {}),
      },
      text,
      receivedMs: lastMs,
    })
  }
  const listener = {
    isOver: false,
    onFrame: (text: string, atMs: number): void => {
      port.heard(FEED)
      frame(text, atMs, 'kalshi-ws-stream')
    },
    onHeartbeat: (): void => port.heard(FEED),
    onEffect: (effect: StreamEffect, atMs: number): void => {
      if (listener.isOver) return
      if (effect.tag === 'send') frame(effect.text, atMs, 'kalshi-ws-command')
      if (effect.tag === 'close') port.lost(FEED, `closed by us: ${effect.because}`)
      if (effect.tag === 'reconnect') {
        connection += 1
        port.lost(FEED, 'the connection is gone')
      }
      noteFault(port, effect)
    },
  }
  return listener
}

/** Faults that a person wants to know of; they are over when a book is in sync again. */
function noteFault(port: EnginePort, effect: StreamEffect): void {
  if (effect.tag === 'synced') {
    port.problems('kalshi: stream', [])
    return
  }
  if (effect.tag !== 'fault') return
  const { fault } = effect
  switch (fault.tag) {
    case 'gap':
      port.problems('kalshi: stream', ['messages of the stream were missed: books are read anew'])
      return
    case 'venue-error':
      port.problems('kalshi: stream', [`the stream refused a command: ${fault.name}`])
      return
    case 'diverged':
    case 'negative-size':
    case 'size-too-large':
      port.problems('kalshi: stream', [`the book of ${fault.marketId} was wrong and is read anew`])
      return
    case 'not-json':
    case 'wire-format':
    case 'astray':
    case 'unknown-book-message':
    case 'not-listed':
    case 'no-snapshot':
    case 'command-timeout':
      port.problems('kalshi: stream', [`the stream: ${fault.tag}`])
  }
}
