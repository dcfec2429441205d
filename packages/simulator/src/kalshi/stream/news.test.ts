import { centicontracts, microdollars, priceTicks } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { createExchange } from '../../exchange/exchange.ts'
import { market, START_MS, uuids } from '../started-venue.test.ts'
import type { TimelessCommand } from '../venue-state.ts'
import { type Hears, newsMemoryOf, newsOf } from './news.ts'
import type { StreamNews } from './stream-session.ts'

const TICKER = 'KXA-1-A'

/** An exchange with a market, and the news of each command. */
function desk(hears: Hears) {
  const exchange = createExchange()
  const memory = newsMemoryOf([])
  let nowMs = START_MS
  const apply = (command: TimelessCommand) => exchange.apply({ ...command, nowMs })
  const context = { exchange, catalog: {}, ids: uuids('0'), apply, toldMs: () => nowMs }
  const tell = (command: TimelessCommand): readonly StreamNews[] => {
    nowMs += 1000
    return newsOf(apply(command).events, { context, memory, hears })
  }
  tell({ kind: 'list-market', market: market(TICKER, 0, START_MS) })
  for (const accountId of ['alice', 'bob']) {
    tell({ kind: 'deposit', accountId, exchangeIndex: 0, amount: microdollars(1_000_000_000) })
  }
  const place = (accountId: string, side: 'bid' | 'ask'): readonly string[] =>
    tell({
      kind: 'place',
      accountId,
      orderId: accountId,
      marketId: TICKER,
      side,
      price: priceTicks(4000),
      count: centicontracts(100),
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'maker',
    }).map((news) => (news.tag === 'book' ? 'book' : news.channel))
  return { memory, tell, place }
}

describe('news', () => {
  it('are made for those who hear them', () => {
    const all = desk(() => true)
    expect(all.place('alice', 'bid')).toEqual(['book', 'user_orders', 'ticker'])
    expect(new Set(all.place('bob', 'ask'))).toEqual(
      new Set(['trade', 'fill', 'user_orders', 'market_positions', 'book', 'ticker']),
    )
    const books = desk((channel) => channel === 'orderbook_delta')
    expect(books.place('alice', 'bid')).toEqual(['book'])
    const own = desk((channel, accountId) => channel === 'fill' && accountId === 'bob')
    own.place('alice', 'bid')
    expect(own.place('bob', 'ask').filter((channel) => channel === 'fill')).toHaveLength(1)
    expect(desk(() => false).place('alice', 'bid')).toEqual([])
  })

  it('of a market that is over are remembered no longer', () => {
    const { memory, tell } = desk(() => false)
    expect([...memory.markets.keys()]).toEqual([TICKER])
    tell({ kind: 'determine-market', marketId: TICKER, result: { kind: 'yes' } })
    expect(memory.markets.size).toBe(1)
    tell({ kind: 'settle-market', marketId: TICKER })
    expect(memory.markets.size).toBe(0)
  })
})
