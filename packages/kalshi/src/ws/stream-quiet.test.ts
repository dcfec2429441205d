/** A stream that is quiet: the venue is asked for a sign of life, and no more than that. */
import { InvalidInputError } from '@arbkit/core'
import { expect, it } from 'vitest'
import type { StreamEffect } from './stream-effect.ts'
import { createStreamState, reduceStream, type StreamState } from './stream-reducer.ts'

const MARKET = 'KXA-1'
const QUIET_MS = 400

/** A stream with one book in sync, at 0 ms. */
function synced(probeQuietMs = QUIET_MS): StreamState {
  const state = createStreamState({ probeQuietMs })
  const hear = (frame: object): void => {
    reduceStream(state, { tag: 'frame', atMs: 0, text: JSON.stringify(frame) })
  }
  reduceStream(state, { tag: 'wanted', atMs: 0, marketIds: [MARKET] })
  reduceStream(state, { tag: 'connecting', atMs: 0 })
  reduceStream(state, { tag: 'opened', atMs: 0 })
  hear({ type: 'subscribed', id: 1, msg: { channel: 'orderbook_delta', sid: 1 } })
  const msg = { market_ticker: MARKET, yes_dollars_fp: [['0.4100', '10.00']] }
  hear({ type: 'orderbook_snapshot', sid: 1, seq: 1, msg })
  return state
}

const tick = (state: StreamState, atMs: number): readonly StreamEffect[] =>
  reduceStream(state, { tag: 'tick', atMs })
const listed = (id: number) => [
  { tag: 'send', text: JSON.stringify({ id, cmd: 'list_subscriptions' }) },
]

it('asks once for each silence, and for nothing else', () => {
  const state = synced()
  expect(tick(state, QUIET_MS - 1)).toEqual([])
  expect(tick(state, QUIET_MS)).toEqual(listed(2))
  expect(tick(state, QUIET_MS + 1)).toEqual([])
  const answer = { type: 'ok', id: 2, msg: [{ channel: 'orderbook_delta', sid: 1 }] }
  const text = JSON.stringify(answer)
  expect(reduceStream(state, { tag: 'frame', atMs: 450, text })).toEqual([])
  expect(tick(state, 849)).toEqual([])
  expect(tick(state, 850)).toEqual(listed(3))
})

it('does not ask while the venue is heard', () => {
  const state = synced()
  reduceStream(state, { tag: 'heartbeat', atMs: 300 })
  expect(tick(state, 699)).toEqual([])
  expect(tick(state, 700)).toEqual(listed(2))
})

it('asks no more often where the venue stays silent', () => {
  const state = synced()
  const asked = [400, 600, 799, 800, 1200].filter((atMs) => tick(state, atMs).length > 0)
  expect(asked).toEqual([400, 800, 1200])
})

it('asks for nothing unless it is told to, or before a book is followed', () => {
  expect(tick(synced(Infinity), 20_000)).toEqual([])
  const state = createStreamState({ probeQuietMs: QUIET_MS })
  reduceStream(state, { tag: 'connecting', atMs: 0 })
  reduceStream(state, { tag: 'opened', atMs: 0 })
  expect(tick(state, 5_000)).toEqual([])
})

it('refuses a silence of nothing', () => {
  expect(() => createStreamState({ probeQuietMs: 0 })).toThrow(InvalidInputError)
})
