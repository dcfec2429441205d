import type { Decimal } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk, dollars, HOUR_MS, MARKET, START_MS } from './desk.test.ts'
import { createExchange, HISTORY_MAX, SETTLED_MARKETS_MAX, TRADES_MAX } from './exchange.ts'
import { rememberId } from './recent.ts'
import { FEE_RECORDS_MAX, limitsOf, RESTING_ORDERS_MAX, TRANSFER_IDS_MAX } from './retention.ts'
import { Timers, TIMERS_UNSWEPT_MAX } from './timers.ts'

const OTHER = { ...MARKET, marketId: `${MARKET.eventId}-DEN` }

describe('what is remembered', () => {
  it('has bounds that have names, each 1 or more', () => {
    const { restingOrdersMax, historyMax, tradesMax, settledMarketsMax } = limitsOf({})
    expect([restingOrdersMax, historyMax]).toEqual([RESTING_ORDERS_MAX, HISTORY_MAX])
    expect([tradesMax, settledMarketsMax]).toEqual([TRADES_MAX, SETTLED_MARKETS_MAX])
    for (const name of ['historyMax', 'tradesMax', 'settledMarketsMax']) {
      expect(() => createExchange({ [name]: 0 })).toThrow(name)
    }
  })

  it('of ended orders and fills: the newest of each account', () => {
    const desk = new Desk({ historyMax: 3 }).fund('ann', 'bob')
    for (let n = 0; n < 5; n += 1) {
      desk.bid('ann', 50, 1, { clientOrderId: `c${n}` })
      desk.ask('bob', 50, 1)
    }
    const { exchange } = desk
    const ids = exchange.ordersOf('ann').map(({ orderId }) => orderId)
    expect(ids).toEqual(['order-5', 'order-7', 'order-9'])
    expect([exchange.fillsOf('ann').length, exchange.fillsOf('bob').length]).toEqual([3, 3])
    expect(exchange.orderOf('order-1')).toBeUndefined()
  })

  it('of client ids: as long as the order rests or is remembered', () => {
    const desk = new Desk({ historyMax: 2 }).fund('ann')
    const place = (clientOrderId: string) => codeOf(desk.bid('ann', 50, 1, { clientOrderId }))
    const end = (n: number) =>
      desk.send({ kind: 'cancel', accountId: 'ann', orderId: `order-${n}` })
    expect(['a', 'b', 'c', 'a'].map(place)).toEqual(['ok', 'ok', 'ok', 'order_already_exists'])
    end(1)
    end(2)
    expect(place('a')).toBe('order_already_exists')
    end(3)
    expect(['a', 'b'].map(place)).toEqual(['ok', 'order_already_exists'])
  })

  it('of trades: the newest of all markets together', () => {
    const desk = new Desk({ tradesMax: 4, historyMax: 3 }).fund('ann', 'bob')
    desk.send({ kind: 'list-market', market: OTHER })
    const trade = (marketId: string) => {
      desk.bid('ann', 50, 1, { marketId })
      desk.ask('bob', 50, 1, { marketId })
    }
    const ids = (marketId: string) =>
      desk.exchange.tradesOf(marketId).map(({ tradeId }) => tradeId.replace('trade-', ''))
    for (const market of [OTHER, MARKET, OTHER, OTHER]) trade(market.marketId)
    expect([ids(OTHER.marketId), ids(MARKET.marketId)]).toEqual([['1', '3', '4'], ['2']])
    trade(OTHER.marketId)
    // The bound of the market took trade 1 before the bound of all could.
    expect(ids(OTHER.marketId)).toEqual(['3', '4', '5'])
    trade(MARKET.marketId)
    expect([ids(OTHER.marketId), ids(MARKET.marketId)]).toEqual([['3', '4', '5'], ['6']])
    trade(MARKET.marketId)
    expect([ids(OTHER.marketId), ids(MARKET.marketId)]).toEqual([
      ['4', '5'],
      ['6', '7'],
    ])
  })

  it('of markets that were paid: the newest, with all that was held there', () => {
    const desk = new Desk({ settledMarketsMax: 1 }).fund('ann', 'bob')
    desk.send({ kind: 'set-netting', accountId: 'bob', isNetting: true })
    desk.send({ kind: 'list-market', market: OTHER })
    for (const { marketId } of [MARKET, OTHER]) {
      desk.bid('ann', 50, 1, { marketId })
      desk.ask('bob', 50, 1, { marketId })
    }
    const pay = (marketId: string) => {
      desk.send({ kind: 'determine-market', marketId, result: { kind: 'no' } })
      desk.send({ kind: 'settle-market', marketId })
    }
    pay(MARKET.marketId)
    expect(desk.exchange.marketOf(MARKET.marketId)?.status).toBe('finalized')
    expect(desk.exchange.positionsOf('ann').length).toBe(2)
    pay(OTHER.marketId)
    expect(desk.exchange.markets().map(({ config }) => config.marketId)).toEqual([OTHER.marketId])
    expect(desk.exchange.positionsOf('bob').map(({ marketId }) => marketId)).toEqual([
      OTHER.marketId,
    ])
    expect(desk.exchange.totals()).toMatchObject({ deposits: dollars(2000), collateral: 0 })
    expect(desk.exchange.settlementsOf('bob').length).toBe(2)
    expect(desk.exchange.orderOf('order-1')?.marketId).toBe(MARKET.marketId)
  })

  it('of an event: what its markets paid, until the last of them is forgotten', () => {
    const desk = new Desk({ settledMarketsMax: 1 }).fund('ann', 'bob')
    desk.send({ kind: 'set-netting', accountId: 'ann', isNetting: true })
    const third = { ...MARKET, marketId: `${MARKET.eventId}-TIE` }
    for (const market of [OTHER, third]) desk.send({ kind: 'list-market', market })
    const pay = (marketId: string, kind: 'yes' | 'no') => {
      desk.send({ kind: 'determine-market', marketId, result: { kind } })
      desk.send({ kind: 'settle-market', marketId })
    }
    pay(MARKET.marketId, 'yes')
    pay(OTHER.marketId, 'no')
    expect(desk.exchange.marketOf(MARKET.marketId)).toBeUndefined()
    // Another one has ended YES: NO of the third is sure.
    desk.bid('bob', 50, 1, { marketId: third.marketId })
    desk.ask('ann', 50, 1, { marketId: third.marketId })
    expect(desk.exchange.totals().returned).toBe(dollars(1))
  })

  it('of transfers: the newest ids of an account', () => {
    const ids = new Set<string>()
    for (const id of ['a', 'b', 'c', 'b']) rememberId(ids, id, 2)
    expect([...ids]).toEqual(['b', 'c'])
    const desk = new Desk().fund('ann')
    const move = (n: number) =>
      desk.send({
        kind: 'transfer',
        accountId: 'ann',
        transferId: `t${n}`,
        fromIndex: 0,
        toIndex: 3,
        amount: dollars(0.01),
      })
    for (let n = 0; n <= TRANSFER_IDS_MAX; n += 1) move(n)
    const moved = desk.balance('ann', 3).cash
    move(1)
    expect(desk.balance('ann', 3).cash).toBe(moved)
    move(0)
    expect(desk.balance('ann', 3).cash).toBe(moved + dollars(0.01))
  })

  it('of fee records: the newest of a series, the one in force among them', () => {
    const desk = new Desk()
    for (let n = 0; n < FEE_RECORDS_MAX + 9; n += 1) {
      const record = { feeType: 'quadratic', feeMultiplier: `1.${n}`, knownFromMs: START_MS }
      desk.send({ kind: 'change-series-fees', seriesId: MARKET.seriesId, record })
    }
    const market = desk.exchange.marketOf(MARKET.marketId)
    expect(market?.config.fees.series).toHaveLength(FEE_RECORDS_MAX)
    const rate = market?.feeRate.multiplier as Decimal
    expect(rate.toFixed()).toBe(`1.${FEE_RECORDS_MAX + 8}`)
  })

  it('of group matches: one entry a millisecond, for 15 seconds', () => {
    const desk = new Desk().fund('ann', 'bob')
    const limit = contracts(100)
    desk.send({ kind: 'create-group', accountId: 'ann', groupId: 'g', exchangeIndex: 0, limit })
    for (let n = 0; n < 6; n += 1) {
      desk.bid('ann', 50, 10, { groupId: 'g' })
      desk.ask('bob', 50, 10)
      desk.wait(n % 2 === 0 ? 0 : 6000)
    }
    expect(desk.exchange.groupsOf('ann')[0]?.isTriggered).toBe(false)
    const lower = (count: number) =>
      desk.send({ kind: 'limit-group', accountId: 'ann', groupId: 'g', limit: contracts(count) })
    // 20 went at 12 and at 6 seconds ago each; those of 18 seconds ago count no more.
    lower(40.01)
    expect(desk.exchange.groupsOf('ann')[0]?.isTriggered).toBe(false)
    lower(40)
    expect(desk.exchange.groupsOf('ann')[0]?.isTriggered).toBe(true)
  })
})

describe('timers', () => {
  it('that are no longer needed are dropped', () => {
    const timers = new Timers()
    let sizeMost = 0
    for (let n = 0; n < 20 * TIMERS_UNSWEPT_MAX; n += 1) {
      timers.set(
        n,
        () => undefined,
        () => n % 100 === 0,
      )
      sizeMost = Math.max(sizeMost, timers.size)
    }
    expect(sizeMost).toBeLessThanOrEqual(TIMERS_UNSWEPT_MAX)
    const due: number[] = []
    for (let next = timers.takeDue(Infinity); next; next = timers.takeDue(Infinity)) {
      due.push(next.atMs)
    }
    expect(due).toEqual(due.toSorted((a, b) => a - b))
    const needed = due.filter((atMs) => atMs % 100 === 0)
    expect(needed).toHaveLength(Math.ceil((20 * TIMERS_UNSWEPT_MAX) / 100))
  })

  it('of orders that were amended go off at the last expiry alone', () => {
    const desk = new Desk().fund('ann')
    const at = (ms: number) => START_MS + ms
    desk.bid('ann', 50, 1, { expiresMs: at(10) })
    const { marketId } = MARKET
    const amend = (expiresMs: number | null) =>
      desk.send({
        kind: 'amend',
        accountId: 'ann',
        orderId: 'order-1',
        marketId,
        side: 'bid',
        price: 5000 as never,
        count: contracts(1),
        expiresMs,
      })
    for (const expiresMs of [at(20), null, at(10), at(HOUR_MS), at(30)]) amend(expiresMs)
    desk.wait(29)
    expect(desk.status('order-1')?.[0]).toBe('resting')
    desk.wait(1)
    expect(desk.status('order-1')).toEqual(['canceled', 'expired'])
  })
})
