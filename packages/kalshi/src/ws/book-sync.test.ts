import { describe, expect, it } from 'vitest'
import { BookSync } from './book-sync.ts'
import type { StreamEffect } from './stream-effect.ts'

const A = 'KXA-1'

function benchOf() {
  const sync = new BookSync({ usesYesPrices: false })
  const hear = (frame: object): readonly StreamEffect[] => {
    const effects: StreamEffect[] = []
    sync.receive(JSON.stringify(frame), 1, effects)
    return effects
  }
  const begin = (sid: number): readonly StreamEffect[] =>
    hear({ type: 'subscribed', id: sid, msg: { channel: 'orderbook_delta', sid } })
  const snapshot = (sid: number, seq: number): readonly StreamEffect[] =>
    hear({ type: 'orderbook_snapshot', sid, seq, msg: { market_ticker: A } })
  const delta = (sid: number, seq: number): readonly StreamEffect[] =>
    hear({
      type: 'orderbook_delta',
      sid,
      seq,
      msg: { market_ticker: A, price_dollars: '0.4100', delta_fp: '1.00', side: 'yes' },
    })
  return { sync, hear, begin, snapshot, delta }
}

describe('BookSync (its other rules are held to by the conformance cases)', () => {
  it('distrusts a book that two subscriptions tell of', () => {
    const { sync, begin, snapshot, delta } = benchOf()
    begin(1)
    begin(2)
    snapshot(1, 1)
    snapshot(2, 1)
    expect(delta(2, 2)).toEqual([{ tag: 'changed', marketId: A }])
    expect(delta(1, 2)).toEqual([
      { tag: 'invalid', marketIds: [A], because: 'astray' },
      { tag: 'fault', fault: { tag: 'astray', sid: 1, lastSeq: 2, seq: 2 } },
    ])
    expect(sync.isInSync(A)).toBe(false)
  })

  it('counts on from where a subscription is taken up', () => {
    const { sync, snapshot } = benchOf()
    sync.adopt(4, 'orderbook_delta', 9)
    expect(snapshot(4, 10)).toEqual([{ tag: 'synced', marketId: A }])
    expect(sync.channelOf(4)).toBe('orderbook_delta')
  })

  it('forgets a market on demand', () => {
    const { sync, begin, snapshot } = benchOf()
    begin(1)
    snapshot(1, 1)
    sync.forget(A)
    expect(sync.bookOf(A)).toBeUndefined()
    expect(sync.marketIds()).toEqual([])
  })

  it('returns messages that are read and not set aside', () => {
    const { sync, begin } = benchOf()
    begin(1)
    const text = JSON.stringify({ type: 'ok', id: 3, sid: 1, seq: 1 })
    expect(sync.receive(text, 1, [])).toMatchObject({ tag: 'ok', commandId: 3 })
    expect(sync.receive(text, 1, [])).toBeUndefined()
    expect(sync.receive('', 1, [])).toBeUndefined()
    expect(sync.counts()).toMatchObject({ applied: 2, faults: 1, ignored: { repeated: 1 } })
  })
})
