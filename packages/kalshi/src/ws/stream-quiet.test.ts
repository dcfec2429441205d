/** A stream whose books are quiet: one snapshot is asked for, and no more than that. */
import { InvalidInputError } from '@arbkit/core'
import { expect, it } from 'vitest'
import type { StreamEffect } from './stream-effect.ts'
import {
  createStreamState,
  DATA_PROBE_MS,
  reduceStream,
  type StreamState,
} from './stream-reducer.ts'

const MARKET = 'KXA-1'
const QUIET_MS = 400

/** A stream with one book in sync, at 0 ms. */
function synced(probeQuietMs?: number): StreamState {
  const state = createStreamState({ probeQuietMs })
  reduceStream(state, { tag: 'wanted', atMs: 0, marketIds: [MARKET] })
  reduceStream(state, { tag: 'connecting', atMs: 0 })
  reduceStream(state, { tag: 'opened', atMs: 0 })
  hear(state, 0, { type: 'subscribed', id: 1, msg: { channel: 'orderbook_delta', sid: 1 } })
  snapshot(state, 0, 1)
  return state
}

function hear(state: StreamState, atMs: number, frame: object): readonly StreamEffect[] {
  return reduceStream(state, { tag: 'frame', atMs, text: JSON.stringify(frame) })
}

function snapshot(state: StreamState, atMs: number, seq: number): readonly StreamEffect[] {
  const msg = { market_ticker: MARKET, yes_dollars_fp: [['0.4100', '10.00']] }
  return hear(state, atMs, { type: 'orderbook_snapshot', sid: 1, seq, msg })
}

/** Markets whose snapshot is asked for when a second has passed. */
const askedAt = (state: StreamState, atMs: number): readonly string[] =>
  reduceStream(state, { tag: 'tick', atMs }).flatMap((effect) => {
    if (effect.tag !== 'send') return []
    const { params } = JSON.parse(effect.text) as {
      readonly params: { readonly action: string; readonly market_tickers: readonly string[] }
    }
    expect(params.action).toBe('get_snapshot')
    return params.market_tickers
  })

it('asks once for each silence of its books', () => {
  const state = synced(QUIET_MS)
  expect(askedAt(state, QUIET_MS - 1)).toEqual([])
  expect(askedAt(state, QUIET_MS)).toEqual([MARKET])
  expect(askedAt(state, QUIET_MS + 500)).toEqual([])
  snapshot(state, 950, 2)
  expect(askedAt(state, 950 + QUIET_MS - 1)).toEqual([])
  expect(askedAt(state, 950 + QUIET_MS)).toEqual([MARKET])
})

it('is not put at ease by pings: they go on while data does not', () => {
  const state = synced(QUIET_MS)
  reduceStream(state, { tag: 'heartbeat', atMs: QUIET_MS - 1 })
  expect(askedAt(state, QUIET_MS)).toEqual([MARKET])
})

it('asks after half a minute unless it is told otherwise, and for nothing before a book is followed', () => {
  const state = synced()
  expect(askedAt(state, DATA_PROBE_MS - 6_000)).toEqual([])
  reduceStream(state, { tag: 'heartbeat', atMs: DATA_PROBE_MS - 6_000 })
  expect(askedAt(state, DATA_PROBE_MS)).toEqual([MARKET])
  const empty = createStreamState({ probeQuietMs: QUIET_MS })
  reduceStream(empty, { tag: 'connecting', atMs: 0 })
  reduceStream(empty, { tag: 'opened', atMs: 0 })
  expect(askedAt(empty, 5_000)).toEqual([])
})

it('refuses a silence of nothing', () => {
  expect(() => createStreamState({ probeQuietMs: 0 })).toThrow(InvalidInputError)
})
