import { centicontracts, priceTicks } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { TradingGate } from '../drift/trading-gate.ts'
import type { Grant } from '../limits/buckets.ts'
import type { RequestQueue } from '../limits/request-queue.ts'
import {
  cancelAllOrdersRequest,
  cancelOrdersRequest,
  createOrdersRequest,
} from '../rest/endpoints/order-batches.ts'
import {
  createOrderGroupRequest,
  deleteOrderGroupRequest,
  resetOrderGroupRequest,
  setOrderGroupLimitRequest,
  triggerOrderGroupRequest,
} from '../rest/endpoints/order-groups.ts'
import {
  amendOrderRequest,
  cancelOrderRequest,
  createOrderRequest,
  decreaseOrderRequest,
} from '../rest/endpoints/order-writes.ts'
import type { NewOrder } from '../rest/endpoints/new-order.ts'
import { getBalanceRequest } from '../rest/endpoints/portfolio.ts'
import { AUTO_EXCHANGE_INDEX } from '../rest/endpoints/exchange-route.ts'
import { guardedQueue, needsOpenGate } from './order-guard.ts'
import { TradingRefusedError } from './trading-refused-error.ts'

const ORDER: NewOrder = {
  marketId: 'KXNFLGAME-26NOV22KCDEN-KC',
  action: 'buy',
  side: 'yes',
  price: priceTicks(5600),
  count: centicontracts(1000),
  priceGrid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
  clientOrderId: 'c-1',
  timeInForce: 'good_till_canceled',
  selfTradePrevention: 'taker_at_cross',
  exchangeIndex: 0,
}
const GROUP = { orderGroupId: 'g', exchangeIndex: 0 }
const CANCEL = { orderId: 'o', exchangeIndex: 0 }

describe('needsOpenGate', () => {
  it.each([
    ['a new order', createOrderRequest(ORDER)],
    ['new orders', createOrdersRequest({ orders: [ORDER] })],
    ['an amendment', amendOrderRequest({ ...ORDER, orderId: 'o' })],
    [
      'a new group',
      createOrderGroupRequest({ contractsLimit: centicontracts(100), exchangeIndex: 0 }),
    ],
    ['a group let in again', resetOrderGroupRequest(GROUP)],
    [
      'a group of another limit',
      setOrderGroupLimitRequest({ ...GROUP, contractsLimit: centicontracts(100) }),
    ],
    [
      'a transfer',
      { method: 'POST' as const, path: '/portfolio/intra_exchange_instance_transfer' },
    ],
    ['a change that nobody knows', { method: 'DELETE' as const, path: '/portfolio/everything' }],
    [
      'a cancellation of no order there is',
      { method: 'DELETE' as const, path: '/portfolio/events/orders/a/b' },
    ],
  ])('holds back %s', (_name, request) => {
    expect(needsOpenGate(request)).toBe(true)
  })

  it.each([
    ['a cancellation', cancelOrderRequest(CANCEL)],
    ['cancellations', cancelOrdersRequest({ orders: [CANCEL] })],
    ['the cancellation of all', cancelAllOrdersRequest({})],
    ['a decrease', decreaseOrderRequest({ ...CANCEL, reduceBy: centicontracts(100) })],
    ['the end of a group', deleteOrderGroupRequest(GROUP)],
    ['the stop of a group', triggerOrderGroupRequest(GROUP)],
    ['a read', getBalanceRequest({})],
  ])('lets %s through', (_name, request) => {
    expect(needsOpenGate(request)).toBe(false)
  })
})

describe('guardedQueue', () => {
  const grant: Grant = { number: 1, bucketNames: ['write'] }

  it('asks again when a call may go at last', async () => {
    const answers: readonly TradingGate[] = [
      { tag: 'open', warnings: [] },
      { tag: 'refused', reasons: ['clock: off (set it)'] },
    ]
    let asked = 0
    let acquired = 0
    const queue = { acquire: async () => ((acquired += 1), grant) } as unknown as RequestQueue
    const guarded = guardedQueue(queue, () => answers[asked++] as TradingGate)
    const refused = guarded.acquire(createOrderRequest(ORDER))
    await expect(refused).rejects.toMatchObject({
      name: 'TradingRefusedError',
      resend: 'safe',
      reasons: ['clock: off (set it)'],
    })
    await expect(refused).rejects.toBeInstanceOf(TradingRefusedError)
    expect([asked, acquired]).toEqual([2, 1])
    expect(await guarded.acquire(cancelOrderRequest(CANCEL))).toBe(grant)
    expect(asked).toBe(2)
  })

  it('keeps a call that is refused out of the queue', async () => {
    let acquired = 0
    const queue = { acquire: async () => ((acquired += 1), grant) } as unknown as RequestQueue
    const guarded = guardedQueue(queue, () => ({ tag: 'refused', reasons: ['a (b)', 'c (d)'] }))
    await expect(guarded.acquire(createOrderRequest(ORDER))).rejects.toThrow(
      'POST /portfolio/events/orders: not sent, the canary allows no trading: a (b); c (d)',
    )
    expect(acquired).toBe(0)
  })

  it('is for routes as well', () => {
    expect(needsOpenGate(createOrderRequest({ ...ORDER, exchangeIndex: 'auto' }))).toBe(true)
    expect(AUTO_EXCHANGE_INDEX).toBe(-1)
  })
})
