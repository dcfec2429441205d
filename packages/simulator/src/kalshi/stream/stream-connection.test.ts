import type { Sleep } from '@arbkit/http'
import { createSeededRng } from '@arbkit/core/testing'
import { centicontracts, priceTicks } from '@arbkit/core'
import { createVirtualTime } from '@arbkit/http/testing'
import { describe, expect, it } from 'vitest'
import { FaultPlan } from '../faults/fault-plan.ts'
import type { StreamTrouble } from '../faults/fault.ts'
import { StreamConnection, WAITING_MAX } from './stream-connection.ts'
import { StreamSession, type StreamNews } from './stream-session.ts'

const SUBSCRIBE = JSON.stringify({
  id: 1,
  cmd: 'subscribe',
  params: { channels: ['orderbook_delta'], market_tickers: ['A', 'B'] },
})

const delta = (ticker: string): StreamNews => ({
  tag: 'book',
  ticker,
  marketId: ticker,
  side: 'yes',
  price: priceTicks(4000),
  delta: centicontracts(100),
  atMs: 0,
})

/** A connection that follows two books; what it sends, as `number ticker`, with the time. */
function opened({ sleep: given }: { readonly sleep?: Sleep } = {}) {
  const time = createVirtualTime(0)
  const faults = new FaultPlan(createSeededRng(1))
  const sent: string[] = []
  let isTerminated = false
  const session = new StreamSession(
    { bookOf: (marketId) => ({ marketId, yes: [], no: [] }), tickerOf: () => undefined },
    'alice',
  )
  const connection = new StreamConnection({
    session,
    faults,
    nowMs: () => time.clock.now(),
    sleep: given ?? time.sleep,
    port: {
      send: (text) => {
        sent.push(`${time.clock.now()} ${shown(text)}`)
      },
      terminate: () => {
        isTerminated = true
      },
    },
  })
  connection.receive(SUBSCRIBE)
  sent.length = 0
  const hit = (trouble: StreamTrouble, times = 1): void =>
    faults.add({ on: 'stream', times, trouble })
  const tell = (ticker: string): void => connection.tell(delta(ticker))
  return { time, connection, sent, hit, tell, isTerminated: () => isTerminated }
}

function shown(text: string): string {
  if (!text.endsWith('}')) return text
  const { seq, msg } = JSON.parse(text) as { seq?: number; msg?: { market_ticker?: string } }
  return `${seq} ${msg?.market_ticker}`
}

describe('messages that are late', () => {
  it('hold up those behind them, and no longer', async () => {
    const { time, sent, hit, tell } = opened()
    hit({ tag: 'latency', ms: 100 }, 2)
    tell('A')
    await time.advance(30)
    tell('B')
    tell('A')
    await time.advance(69)
    expect(sent).toEqual([])
    await time.advance(1)
    expect(sent).toEqual(['100 3 A'])
    await time.advance(30)
    expect(sent).toEqual(['100 3 A', '130 4 B', '130 5 A'])
    tell('B')
    expect(sent.at(-1)).toBe('130 6 B')
  })

  it('go one by one where the clock stands still, each after what it was late by', async () => {
    const waits: number[] = []
    const { sent, hit, tell } = opened({
      sleep: async (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
    })
    hit({ tag: 'latency', ms: 100 }, 3)
    for (const ticker of ['A', 'B', 'A', 'B']) tell(ticker)
    for (let step = 0; step < 20; step += 1) await Promise.resolve()
    expect(sent).toEqual(['0 3 A', '0 4 B', '0 5 A', '0 6 B'])
    expect(waits).toEqual([100])
  })

  it('end the connection where too many wait', async () => {
    const { time, sent, hit, tell, isTerminated } = opened()
    hit({ tag: 'latency', ms: 5000 })
    for (let count = 0; count < WAITING_MAX; count += 1) tell('A')
    expect(isTerminated()).toBe(false)
    tell('A')
    expect(isTerminated()).toBe(true)
    await time.advance(10_000)
    expect(sent).toEqual([])
  })

  it('are forgotten once they are sent, even if there are always some', async () => {
    const { time, sent, hit, tell, isTerminated } = opened()
    hit({ tag: 'latency', ms: 50 }, Infinity)
    for (let count = 0; count < 3000; count += 1) {
      tell('A')
      await time.advance(1)
    }
    await time.advance(50)
    expect(sent).toHaveLength(3000)
    expect(sent.at(-1)).toBe('3049 3002 A')
    expect(isTerminated()).toBe(false)
  })
})

describe('markets of which a client can not know all', () => {
  it('are those of messages under way', async () => {
    const { time, connection, hit, tell } = opened()
    expect(connection.unheard()).toEqual([])
    hit({ tag: 'latency', ms: 100 })
    tell('A')
    tell('B')
    expect(connection.unheard()).toEqual(['A', 'B'])
    await time.advance(100)
    expect(connection.unheard()).toEqual([])
  })

  it.each<StreamTrouble>([
    { tag: 'drop' },
    { tag: 'wrong', rewrite: () => '{"type":' },
    { tag: 'wrong', rewrite: (body) => ({ ...(body as object), msg: {} }) },
  ])('are those of messages that were lost, until a later number shows it: %j', (trouble) => {
    const { connection, hit, tell } = opened()
    hit(trouble)
    tell('A')
    expect(connection.unheard()).toEqual(['A'])
    tell('B')
    expect(connection.unheard()).toEqual([])
  })

  it('stay so while the later number is itself under way, or comes from before', async () => {
    const { time, connection, hit, tell } = opened()
    hit({ tag: 'latency', ms: 100 })
    tell('B')
    hit({ tag: 'drop' })
    tell('A')
    expect(connection.unheard()).toEqual(['B', 'A'])
    await time.advance(100)
    expect(connection.unheard()).toEqual(['A'])
    tell('B')
    expect(connection.unheard()).toEqual([])
  })

  it.each<StreamTrouble>([{ tag: 'duplicate' }, { tag: 'gap', by: 3 }, { tag: 'end', code: 10 }])(
    'are none where nothing is missed: %j',
    (trouble) => {
      const { connection, hit, tell } = opened()
      hit(trouble)
      tell('A')
      expect(connection.unheard()).toEqual([])
    },
  )

  it('are all of a subscription whose end is under way', async () => {
    const { time, connection, hit, tell } = opened()
    hit({ tag: 'latency', ms: 100 })
    hit({ tag: 'end', code: 25 })
    tell('A')
    // Not told any more, and the client does not know yet.
    tell('B')
    expect(new Set(connection.unheard())).toEqual(new Set(['A', 'B']))
    await time.advance(100)
    expect(connection.unheard()).toEqual([])
  })

  it('are none of a subscription or a connection that is over', () => {
    const { connection, hit, tell } = opened()
    hit({ tag: 'drop' })
    tell('A')
    connection.receive('{"id":2,"cmd":"unsubscribe","params":{"sids":[1]}}')
    expect(connection.unheard()).toEqual([])
    const other = opened()
    other.hit({ tag: 'latency', ms: 5 })
    other.tell('A')
    other.connection.end()
    expect(other.connection.unheard()).toEqual([])
  })
})

describe('a connection', () => {
  it('hears what it has subscribed to, and of its own account alone', () => {
    const { connection } = opened()
    expect(connection.hears('orderbook_delta')).toBe(true)
    expect(connection.hears('ticker')).toBe(false)
    connection.receive('{"id":2,"cmd":"subscribe","params":{"channels":["fill"]}}')
    expect([connection.hears('fill', 'alice'), connection.hears('fill', 'bob')]).toEqual([
      true,
      false,
    ])
    connection.end()
    expect(connection.hears('orderbook_delta')).toBe(false)
  })
})
