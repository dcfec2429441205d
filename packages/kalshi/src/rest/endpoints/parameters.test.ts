import { centicontracts, InvalidInputError, microdollars, priceTicks } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getEventsRequest } from './events.ts'
import { getLiveDataBatchRequests } from './live-data.ts'
import { getMarketRequest, getMarketsRequest } from './markets.ts'
import { getMilestonesRequest, getStructuredTargetsRequest } from './milestones.ts'
import type { NewOrder } from './new-order.ts'
import {
  cancelAllOrdersRequest,
  cancelOrdersRequest,
  createOrdersRequest,
} from './order-batches.ts'
import { getOrderBookRequest, getOrderBooksRequests } from './order-books.ts'
import { createOrderGroupRequest, setOrderGroupLimitRequest } from './order-groups.ts'
import {
  amendOrderRequest,
  cancelOrderRequest,
  createOrderRequest,
  decreaseOrderRequest,
} from './order-writes.ts'
import { getOrderRequest, getOrdersRequest } from './orders.ts'
import {
  checkId,
  commaSeparated,
  LIST_IDS_MAX,
  MOMENT_MS_MAX,
  MOMENT_MS_MIN,
  partsOf,
  queryOf,
  secondsAfter,
  secondsBefore,
  segmentOf,
} from './parameters.ts'
import { getBalanceRequest, getFillsRequest, getPositionsRequest } from './portfolio.ts'
import { getEventFeeChangesRequest } from './series.ts'
import { getCandlesticksRequest, getTradesRequest } from './trades.ts'
import { getTransfersRequest, setAllocationRequest, transferRequest } from './transfers.ts'

const AT = Date.UTC(2026, 9, 10, 12)
const ORDER: NewOrder = {
  marketId: 'KXNFLGAME-26OCT11DETCIN-CIN',
  clientOrderId: '8c35ecb3-328f-4f52-8c7c-0f4b9862f8d1',
  action: 'buy',
  side: 'no',
  price: priceTicks(4400),
  count: centicontracts(1000),
  priceGrid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
  timeInForce: 'good_till_canceled',
  selfTradePrevention: 'taker_at_cross',
  exchangeIndex: 3,
}
const UUID = '3b23c1c7-f4ef-4f0d-8b9a-9e53c61f1a0d'
const TRANSFER = {
  clientTransferId: UUID,
  fromExchangeIndex: 0,
  toExchangeIndex: 3,
  amount: microdollars(12_500_000),
}
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `KX-${i}`)
const badly = (value: unknown): never => value as never

describe('a bad parameter is refused by name before anything is sent', () => {
  it.each<[string, () => unknown]>([
    ['marketId', () => getMarketRequest({ marketId: '' })],
    ['marketId', () => getMarketRequest({ marketId: 'orderbooks' })],
    ['marketId', () => getMarketRequest({ marketId: 'trades' })],
    ['marketId', () => getMarketRequest({ marketId: '..' })],
    ['marketId', () => getMarketRequest({ marketId: 'A/B' })],
    ['marketId', () => getMarketRequest({ marketId: 'A?limit=1' })],
    ['marketId', () => getMarketRequest({ marketId: 'KX A' })],
    ['marketId', () => getMarketRequest({ marketId: 'K'.repeat(201) })],
    ['orderId', () => cancelOrderRequest({ orderId: 'batched', exchangeIndex: 0 })],
    ['orderId', () => getOrderRequest({ orderId: 'queue_positions' })],
    ['limit', () => getMarketsRequest({ limit: 0 })],
    ['limit', () => getMarketsRequest({ limit: 1001 })],
    ['limit', () => getEventsRequest({ limit: 201 })],
    ['limit', () => getMilestonesRequest({ limit: 501 })],
    ['limit', () => getMilestonesRequest(badly({}))],
    ['limit', () => getStructuredTargetsRequest({ limit: 2001 })],
    ['limit', () => getTradesRequest({ limit: 1.5 })],
    ['limit', () => getTradesRequest({ limit: 1001 })],
    ['limit', () => getOrdersRequest({ limit: 1001 })],
    ['limit', () => getFillsRequest({ limit: 1001 })],
    ['limit', () => getEventFeeChangesRequest({ limit: 1001 })],
    ['limit', () => getTransfersRequest({ limit: 501 })],
    ['cursor', () => getMarketsRequest({ cursor: '' })],
    ['cursor', () => getMarketsRequest({ cursor: 'c'.repeat(4097) })],
    ['status', () => getMarketsRequest({ status: badly('active') })],
    ['status', () => getEventsRequest({ status: badly('paused') })],
    ['status', () => getOrdersRequest({ status: badly('cancelled') })],
    ['combos', () => getMarketsRequest({ combos: badly('mve') })],
    ['marketIds', () => getMarketsRequest({ marketIds: [] })],
    ['marketIds', () => getMarketsRequest({ marketIds: many(101) })],
    ['marketIds', () => getMarketsRequest({ marketIds: ['KX-1,KX-2'] })],
    ['marketIds', () => getMarketsRequest({ marketIds: ['KX-1', 'KX-1'] })],
    ['marketIds', () => getFillsRequest({ marketIds: many(101) })],
    ['marketIds', () => getOrderBooksRequests({ marketIds: [] })],
    ['marketIds', () => getOrderBooksRequests({ marketIds: many(10_001) })],
    ['milestoneIds', () => getLiveDataBatchRequests({ milestoneIds: many(10_001) })],
    ['targetIds', () => getStructuredTargetsRequest({ targetIds: many(2001) })],
    ['eventIds', () => getOrdersRequest({ eventIds: many(11) })],
    ['category', () => getMilestonesRequest({ limit: 1, category: '' })],
    ['category', () => getMilestonesRequest({ limit: 1, category: 'a\nb' })],
    ['depth', () => getOrderBookRequest({ marketId: 'KX', depth: 101 })],
    ['depth', () => getOrderBookRequest({ marketId: 'KX', depth: -1 })],
    ['minCloseMs', () => getEventsRequest({ minCloseMs: AT / 1000 })],
    ['minCloseMs', () => getEventsRequest({ minCloseMs: AT * 1000 })],
    ['minCloseMs', () => getEventsRequest({ minCloseMs: AT + 0.5 })],
    ['minTradedMs', () => getTradesRequest({ minTradedMs: AT + 5000, maxTradedMs: AT })],
    ['minCloseMs', () => getMarketsRequest({ minCreatedMs: AT, minCloseMs: AT })],
    ['minUpdatedMs', () => getMarketsRequest({ maxSettledMs: AT, minUpdatedMs: AT })],
    ['minCreatedMs', () => getMarketsRequest({ minCreatedMs: AT, status: 'settled' })],
    ['minCloseMs', () => getMarketsRequest({ minCloseMs: AT, status: 'open' })],
    ['maxSettledMs', () => getMarketsRequest({ maxSettledMs: AT, status: 'closed' })],
    ['minUpdatedMs', () => getMarketsRequest({ minUpdatedMs: AT, status: 'open' })],
    ['minUpdatedMs', () => getMarketsRequest({ minUpdatedMs: AT, eventId: 'KX' })],
    ['minUpdatedMs', () => getMarketsRequest({ minUpdatedMs: AT, combos: 'only' })],
    [
      'periodMinutes',
      () =>
        getCandlesticksRequest({
          seriesId: 'KX',
          marketId: 'KX-1',
          fromMs: AT,
          toMs: AT,
          periodMinutes: badly(5),
        }),
    ],
    ['subaccount', () => getBalanceRequest({ subaccount: 64 })],
    ['subaccount', () => cancelAllOrdersRequest({ subaccount: -1 })],
    ['exchangeIndex', () => getBalanceRequest({ exchangeIndex: -1 })],
    ['notZero', () => getPositionsRequest({ notZero: [badly('count')] })],
    ['settlementStatus', () => getPositionsRequest({ settlementStatus: badly('open') })],
    ['toExchangeIndex', () => transferRequest({ ...TRANSFER, toExchangeIndex: 0 })],
    ['fromExchangeIndex', () => transferRequest({ ...TRANSFER, fromExchangeIndex: 101 })],
    ['clientTransferId', () => transferRequest({ ...TRANSFER, clientTransferId: 'mine' })],
    ['amount', () => transferRequest({ ...TRANSFER, amount: microdollars(0) })],
    ['amount', () => transferRequest({ ...TRANSFER, amount: microdollars(-100) })],
    ['amount', () => transferRequest({ ...TRANSFER, amount: microdollars(150) })],
    [
      'allocations',
      () => setAllocationRequest({ allocations: [{ exchangeIndex: 0, percent: 99 }] }),
    ],
    [
      'allocations',
      () =>
        setAllocationRequest({
          allocations: [
            { exchangeIndex: 0, percent: 50 },
            { exchangeIndex: 0, percent: 50 },
          ],
        }),
    ],
    ['percent', () => setAllocationRequest({ allocations: [{ exchangeIndex: 0, percent: 101 }] })],
    [
      'contractsLimit',
      () => createOrderGroupRequest({ contractsLimit: centicontracts(0), exchangeIndex: 0 }),
    ],
    [
      'exchangeIndex',
      () =>
        setOrderGroupLimitRequest({
          orderGroupId: UUID,
          contractsLimit: centicontracts(1),
          exchangeIndex: badly('auto'),
        }),
    ],
  ])('%s', (parameter, build) => {
    expect(build).toThrow(InvalidInputError)
    expect(build).toThrow(new RegExp(`^${parameter} must `))
  })

  it.each<[string, Partial<NewOrder>]>([
    ['price', { price: priceTicks(4450) }],
    ['price', { price: priceTicks(10_000) }],
    ['count', { count: centicontracts(0) }],
    ['marketId', { marketId: '' }],
    ['clientOrderId', { clientOrderId: '' }],
    ['clientOrderId', { clientOrderId: badly(undefined) }],
    ['timeInForce', { timeInForce: badly('gtt') }],
    ['selfTradePrevention', { selfTradePrevention: badly(undefined) }],
    ['exchangeIndex', { exchangeIndex: badly(undefined) }],
    ['exchangeIndex', { exchangeIndex: -1 }],
    ['subaccount', { subaccount: 64 }],
    ['orderGroupId', { orderGroupId: '' }],
    ['expiresMs', { expiresMs: 1_760_000_000 }],
    ['expiresMs', { expiresMs: AT, timeInForce: 'immediate_or_cancel' }],
    ['expiresMs', { expiresMs: AT, timeInForce: 'fill_or_kill' }],
    ['postOnly', { postOnly: true, timeInForce: 'immediate_or_cancel' }],
    ['reduceOnly', { reduceOnly: true }],
    ['reduceOnly', { reduceOnly: true, timeInForce: 'fill_or_kill' }],
  ])('%s of an order', (parameter, change) => {
    const order = { ...ORDER, ...change }
    expect(() => createOrderRequest(order)).toThrow(InvalidInputError)
    expect(() => createOrderRequest(order)).toThrow(new RegExp(`^${parameter} must `))
    const orders = [{ ...ORDER, clientOrderId: 'another' }, order]
    expect(() => createOrdersRequest({ orders })).toThrow(`${parameter} must `)
  })

  it('reduceBy and reduceTo: exactly one, above 0', () => {
    const at = { orderId: UUID, exchangeIndex: 0 }
    const count = centicontracts(100)
    expect(() => decreaseOrderRequest(at)).toThrow('exactly one of reduceBy and reduceTo')
    expect(() => decreaseOrderRequest({ ...at, reduceBy: count, reduceTo: count })).toThrow(
      'exactly one of reduceBy and reduceTo',
    )
    const none = centicontracts(0)
    expect(() => decreaseOrderRequest({ ...at, reduceTo: none })).toThrow('reduceTo must be')
    expect(() => decreaseOrderRequest({ ...at, reduceBy: none })).toThrow('reduceBy must be')
  })

  it('a route of auto without a market', () => {
    const place = { orderId: UUID, exchangeIndex: 'auto' as const }
    const message = 'marketId must be given where exchangeIndex is auto'
    expect(() => cancelOrderRequest(place)).toThrow(message)
    expect(() => cancelOrdersRequest({ orders: [place] })).toThrow(message)
    expect(() => decreaseOrderRequest({ ...place, reduceBy: centicontracts(1) })).toThrow(message)
  })

  it('a batch of none, of too many, or with an id twice', () => {
    const cancel = { orderId: UUID, exchangeIndex: 0 }
    expect(() => createOrdersRequest({ orders: [] })).toThrow('orders must be 1 to 1000, got 0')
    expect(() =>
      cancelOrdersRequest({ orders: Array.from({ length: 1001 }, () => cancel) }),
    ).toThrow('orders must be 1 to 1000, got 1001')
    expect(() => createOrdersRequest({ orders: [ORDER, ORDER] })).toThrow('clientOrderId must name')
    expect(() => cancelOrdersRequest({ orders: [cancel, cancel] })).toThrow('orderId must name')
  })
})

describe('calls as they are built', () => {
  it('an order stands on the YES book, and its shard pays', () => {
    const expiresMs = AT + 999
    expect(createOrderRequest({ ...ORDER, expiresMs, postOnly: false })).toEqual({
      method: 'POST',
      path: '/portfolio/events/orders',
      query: [],
      body: {
        ticker: 'KXNFLGAME-26OCT11DETCIN-CIN',
        side: 'ask',
        price: '0.5600',
        count: '10.00',
        client_order_id: '8c35ecb3-328f-4f52-8c7c-0f4b9862f8d1',
        expiration_time: AT / 1000,
        time_in_force: 'good_till_canceled',
        post_only: false,
        self_trade_prevention_type: 'taker_at_cross',
        exchange_index: 3,
      },
      isRead: false,
      isSigned: true,
      cost: { bucket: 'write', tokens: 10, exchangeIndex: 3 },
    })
  })

  it('shard 0 and the automatic route are paid from the bucket of all', () => {
    const cost = { bucket: 'write', tokens: 10 }
    expect(createOrderRequest({ ...ORDER, exchangeIndex: 0 }).cost).toEqual(cost)
    const auto = createOrderRequest({ ...ORDER, exchangeIndex: 'auto' })
    expect(auto.cost).toEqual(cost)
    expect(auto.body).toMatchObject({ exchange_index: -1 })
  })

  it('a cancel costs 2, a batch costs its orders, reading one order costs 2', () => {
    const cancel = { orderId: UUID, exchangeIndex: 3 }
    expect(cancelOrderRequest(cancel).cost).toEqual({
      bucket: 'write',
      tokens: 2,
      exchangeIndex: 3,
    })
    const other = { orderId: 'b', exchangeIndex: 'auto' as const, marketId: 'KX-1' }
    expect(cancelOrdersRequest({ orders: [cancel, other] }).cost).toEqual({
      bucket: 'write',
      tokens: 4,
    })
    const orders = [ORDER, { ...ORDER, clientOrderId: 'b' }, { ...ORDER, clientOrderId: 'c' }]
    expect(createOrdersRequest({ orders }).cost).toEqual({ bucket: 'write', tokens: 30 })
    expect(cancelAllOrdersRequest({}).cost).toEqual({ bucket: 'write', tokens: 2 })
    expect(getOrderRequest({ orderId: UUID }).cost).toEqual({ bucket: 'read', tokens: 2 })
    expect(getMarketsRequest({}).cost).toEqual({ bucket: 'read', tokens: 10 })
  })

  it('an id in a batch is not encoded, one in a path is', () => {
    const orders = [{ orderId: 'a:b', exchangeIndex: 0 }]
    expect(cancelOrdersRequest({ orders }).body).toEqual({
      orders: [{ order_id: 'a:b', exchange_index: 0 }],
    })
    expect(getOrderRequest({ orderId: 'a:b' }).path).toBe('/portfolio/orders/a%3Ab')
  })

  it('amend: no end, a new end, or as it is', () => {
    const params = { ...ORDER, orderId: UUID, clientOrderId: undefined }
    const bodyOf = (expiresMs: number | 'never' | undefined): unknown =>
      amendOrderRequest({ ...params, expiresMs }).body
    expect(bodyOf('never')).toMatchObject({ expiration_time: 0 })
    expect(bodyOf(AT + 1)).toMatchObject({ expiration_time: AT / 1000 })
    expect(bodyOf(undefined)).toEqual({
      ticker: ORDER.marketId,
      side: 'ask',
      price: '0.5600',
      count: '10.00',
      exchange_index: 3,
    })
  })

  it('combos are left out unless they are asked for', () => {
    const filterOf = (combos?: 'exclude' | 'only' | 'include'): unknown =>
      getMarketsRequest({ combos }).query.find(([name]) => name === 'mve_filter')?.[1]
    expect(filterOf()).toBe('exclude')
    expect(filterOf('exclude')).toBe('exclude')
    expect(filterOf('only')).toBe('only')
    expect(filterOf('include')).toBeUndefined()
  })

  it('a transfer is counted in hundredths of a cent', () => {
    expect(transferRequest(TRANSFER).body).toMatchObject({ amount: 125_000 })
    const least = transferRequest({ ...TRANSFER, amount: microdollars(100) })
    expect(least.body).toMatchObject({ amount: 1 })
  })

  it('books are asked for in as few calls as hold them, in order', () => {
    const requests = getOrderBooksRequests({ marketIds: many(250) })
    expect(requests.map(({ query }) => query.length)).toEqual([100, 100, 50])
    expect(requests.flatMap(({ query }) => query.map(([, ticker]) => ticker))).toEqual(many(250))
    expect(new Set(requests.flatMap(({ query }) => query.map(([name]) => name)))).toEqual(
      new Set(['tickers']),
    )
  })
})

describe('parts of calls', () => {
  it('a range of time is never narrower than asked, by less than a second', () => {
    const moments = fc.integer({ min: MOMENT_MS_MIN, max: MOMENT_MS_MAX })
    fc.assert(
      fc.property(moments, (ms) => {
        const before = (secondsBefore('a', ms) ?? 0) * 1000
        const after = (secondsAfter('a', ms) ?? 0) * 1000
        expect(before <= ms && ms - before < 1000).toBe(true)
        expect(after >= ms && after - ms < 1000).toBe(true)
      }),
    )
    expect(() => secondsBefore('a', MOMENT_MS_MIN - 1)).toThrow('a must be')
    expect(() => secondsAfter('a', MOMENT_MS_MAX + 1)).toThrow('a must be')
  })

  const likelyIds = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.string({ maxLength: 30 }),
    fc.stringMatching(/^[!-~]{1,20}$/),
  )
  /** The segment of an id; undefined where it is refused, as it must be, by name. */
  function acceptedSegment(text: string): string | undefined {
    try {
      return segmentOf('id', text)
    } catch (error) {
      if (error instanceof InvalidInputError && error.message.startsWith('id must '))
        return undefined
      throw error
    }
  }

  it('an id that passes is one segment of a path, and comes back', () => {
    fc.assert(
      fc.property(likelyIds, (text) => {
        const segment = acceptedSegment(text)
        fc.pre(segment !== undefined)
        const { pathname } = new URL(`https://host.example/a/${segment}/b`)
        expect(pathname).toBe(`/a/${segment}/b`)
        expect(pathname.split('/')).toHaveLength(4)
        expect(decodeURIComponent(segment)).toBe(text)
      }),
    )
  })

  it('lists: commas, the bound, and parts', () => {
    expect(commaSeparated('ids', many(LIST_IDS_MAX))?.split(',')).toEqual(many(LIST_IDS_MAX))
    expect(() => commaSeparated('ids', many(LIST_IDS_MAX + 1))).toThrow('ids must be 1 to 100 ids')
    expect(() => checkId('ids', 'a,b')).toThrow('ids must be an id')
    expect(partsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(partsOf([], 2)).toEqual([])
  })

  it('a query leaves out what is not given and repeats lists', () => {
    expect(queryOf({ a: 0, b: false, c: undefined, d: ['x', 'y'], e: 't' })).toEqual([
      ['a', '0'],
      ['b', 'false'],
      ['d', 'x'],
      ['d', 'y'],
      ['e', 't'],
    ])
  })
})
