import type { Centicontracts } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk, dollars, MARKET, price, START_MS } from './desk.test.ts'
import type { AmendOrder } from './protocol.ts'

/** Ann rests 10 at .50 before Bob's 10. */
function queued(): Desk {
  const desk = new Desk().fund('ann', 'bob', 'cleo')
  desk.bid('ann', 50, 10, { clientOrderId: 'mine' })
  desk.bid('bob', 50, 10)
  return desk
}

function amend(desk: Desk, cents: number, count: number, options: Partial<AmendOrder> = {}) {
  return desk.send({
    kind: 'amend',
    accountId: 'ann',
    orderId: 'order-1',
    marketId: MARKET.marketId,
    side: 'bid',
    price: price(cents),
    count: contracts(count),
    ...options,
  })
}

const firstMaker = (desk: Desk) => {
  desk.ask('cleo', 50, 1)
  return desk.trades().at(-1)?.[2]
}

describe('cancelling', () => {
  it('takes back what rests, once', () => {
    const desk = queued()
    const cancel = (exchangeIndex?: number, accountId = 'ann') =>
      desk.send({ kind: 'cancel', accountId, orderId: 'order-1', exchangeIndex })
    expect(codeOf(cancel(3))).toBe('not_found')
    expect(codeOf(cancel(0, 'bob'))).toBe('not_found')
    expect(cancel(0)).toEqual({
      ok: {
        kind: 'cancelled',
        orders: [{ orderId: 'order-1', clientOrderId: 'mine', reducedBy: contracts(10) }],
      },
    })
    expect(codeOf(cancel())).toBe('not_found')
    expect([desk.book(), desk.status('order-1')]).toEqual([
      [[[50, 10]], []],
      ['canceled', 'cancelled'],
    ])
  })

  it('all at once is of one account, and of one market where one is named', () => {
    const desk = queued()
    const other = { ...MARKET, marketId: 'OTHER' }
    desk.send({ kind: 'list-market', market: other })
    desk.bid('ann', 40, 1, { marketId: 'OTHER' })
    const all = (marketId?: string) =>
      desk.send({ kind: 'cancel-all', accountId: 'ann', marketId }) as never
    expect(all('OTHER')).toMatchObject({ ok: { orders: [{ orderId: 'order-3' }] } })
    expect(all()).toMatchObject({ ok: { orders: [{ orderId: 'order-1' }] } })
    expect(codeOf(all('NONE'))).toBe('market_not_found')
    expect(desk.book()).toEqual([[[50, 10]], []])
  })
})

describe('decreasing', () => {
  const decrease = (desk: Desk, by: { reduceBy: number } | { reduceTo: number }) =>
    desk.send({ kind: 'decrease', accountId: 'ann', orderId: 'order-1', by: by as never })

  it('keeps the place in the queue and gives cash back', () => {
    const desk = queued()
    expect(decrease(desk, { reduceBy: 300 })).toMatchObject({ ok: { remainingCount: 700 } })
    expect(decrease(desk, { reduceTo: 400 })).toMatchObject({ ok: { remainingCount: 400 } })
    expect([desk.book(), desk.available('ann')]).toEqual([
      [[[50, 14]], []],
      dollars(1000 - 2 - 4 * 0.0044),
    ])
    expect(desk.exchange.orderOf('order-1')).toMatchObject({ initialCount: contracts(10) })
    expect(firstMaker(desk)).toBe('order-1')
  })

  it('to nothing is a cancel; otherwise only downwards', () => {
    const desk = queued()
    for (const by of [{ reduceBy: 0 }, { reduceBy: -1 }, { reduceBy: 1001 }, { reduceTo: 1000 }]) {
      expect(codeOf(decrease(desk, by))).toBe('invalid_order_size')
    }
    expect(codeOf(decrease(desk, { reduceTo: -1 }))).toBe('invalid_order_size')
    expect(decrease(desk, { reduceTo: 0 })).toMatchObject({ ok: { remainingCount: 0 } })
    expect(desk.status('order-1')).toEqual(['canceled', 'cancelled'])
  })
})

describe('amending', () => {
  it('less size keeps the place in the queue', () => {
    const desk = queued()
    expect(amend(desk, 50, 4)).toMatchObject({ ok: { order: { remainingCount: 400 } } })
    expect([desk.book(), firstMaker(desk)]).toEqual([[[[50, 14]], []], 'order-1'])
  })

  it('more size, or another price and back, loses it', () => {
    const more = queued()
    amend(more, 50, 10.01)
    expect([more.book(), firstMaker(more)]).toEqual([[[[50, 20.01]], []], 'order-2'])
    const moved = queued()
    amend(moved, 49, 10)
    expect(moved.book()).toEqual([
      [
        [50, 10],
        [49, 10],
      ],
      [],
    ])
    amend(moved, 50, 10)
    expect(firstMaker(moved)).toBe('order-2')
  })

  it('counts what was filled: the count is filled + resting', () => {
    const desk = queued()
    desk.ask('cleo', 50, 4)
    expect(codeOf(amend(desk, 50, 4))).toBe('invalid_order_size')
    expect(amend(desk, 50, 5)).toMatchObject({ ok: { order: { remainingCount: contracts(1) } } })
    expect(desk.exchange.orderOf('order-1')).toMatchObject({
      initialCount: contracts(5),
      fillCount: contracts(4),
      remainingCount: contracts(1),
    })
    expect(amend(desk, 49, 8)).toMatchObject({ ok: { order: { remainingCount: contracts(4) } } })
  })

  it('a price that crosses trades at once; a post only order refuses that and stays', () => {
    const desk = queued()
    desk.ask('cleo', 55, 3)
    expect(amend(desk, 55, 10)).toMatchObject({
      ok: { order: { fillCount: contracts(3), remainingCount: contracts(7) } },
    })
    expect(desk.exchange.fillsOf('ann')).toMatchObject([{ isTaker: true, yesPrice: price(55) }])
    const shy = new Desk().fund('ann', 'bob')
    shy.bid('ann', 50, 10, { isPostOnly: true })
    shy.ask('bob', 55, 3)
    expect(codeOf(amend(shy, 55, 10))).toBe('invalid_order')
    expect([shy.book(), shy.status('order-1')]).toEqual([
      [[[50, 10]], [[45, 3]]],
      ['resting', 'placed'],
    ])
  })

  it('needs only what it holds more than before', () => {
    const desk = queued()
    desk.bid('ann', 1, 97_200)
    expect(desk.available('ann')).toBeLessThan(dollars(5))
    expect(codeOf(amend(desk, 51, 10))).toBe('ok')
    const before = desk.exchange.orderOf('order-1')
    expect(codeOf(amend(desk, 99, 20))).toBe('insufficient_balance')
    expect(desk.exchange.orderOf('order-1')).toEqual(before)
  })

  it('names the order rightly or not at all', () => {
    const desk = queued()
    expect(codeOf(amend(desk, 50, 5, { side: 'ask' }))).toBe('order_side_mismatch')
    expect(codeOf(amend(desk, 50, 5, { marketId: 'X' }))).toBe('order_ticker_mismatch')
    expect(codeOf(amend(desk, 50, 5, { clientOrderId: 'x' }))).toBe(
      'order_id_and_client_order_id_mismatch',
    )
    expect(codeOf(amend(desk, 50.5, 5))).toBe('invalid_order')
    expect(codeOf(amend(desk, 50, 0.5, { count: 0.5 as Centicontracts }))).toBe(
      'invalid_order_size',
    )
    expect(codeOf(amend(desk, 50, 5, { orderId: 'none' }))).toBe('not_found')
  })

  it('gives another client id; the old one is free again', () => {
    const desk = queued()
    desk.bid('ann', 40, 1, { clientOrderId: 'other' })
    const rename = (updatedClientOrderId: string) =>
      codeOf(amend(desk, 50, 10, { clientOrderId: 'mine', updatedClientOrderId }))
    expect([rename('other'), rename('mine'), rename('new')]).toEqual([
      'order_already_exists',
      'ok',
      'ok',
    ])
    expect(desk.exchange.orderOf('order-1')?.clientOrderId).toBe('new')
    expect(codeOf(desk.bid('ann', 40, 1, { clientOrderId: 'mine' }))).toBe('ok')
    expect(codeOf(desk.bid('ann', 40, 1, { clientOrderId: 'new' }))).toBe('order_already_exists')
  })

  it('another expiry keeps the place; null clears it', () => {
    const desk = queued()
    expect(codeOf(amend(desk, 50, 10, { expiresMs: START_MS }))).toBe('invalid_order')
    amend(desk, 50, 10, { expiresMs: START_MS + 10 })
    amend(desk, 50, 10, { expiresMs: START_MS + 30 })
    desk.wait(10)
    expect(desk.status('order-1')).toEqual(['resting', 'amended'])
    amend(desk, 50, 10, { expiresMs: null })
    desk.wait(100)
    expect(firstMaker(desk)).toBe('order-1')
    amend(desk, 50, 10, { expiresMs: desk.nowMs + 5 })
    desk.wait(5)
    expect(desk.status('order-1')).toEqual(['canceled', 'expired'])
  })
})
