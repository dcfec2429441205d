import { priceTicks } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk, dollars, MARKET, price, START_MS } from './desk.test.ts'

const two = () => new Desk().fund('ann', 'bob', 'cleo')

describe('price and time', () => {
  it('the better price goes first, then the earlier order, all at the resting price', () => {
    const desk = two()
    desk.ask('ann', 56, 10)
    desk.ask('bob', 55, 4)
    desk.ask('ann', 55, 5)
    expect(desk.bid('cleo', 60, 12)).toEqual({
      ok: {
        kind: 'order',
        order: {
          orderId: 'order-4',
          clientOrderId: undefined,
          fillCount: contracts(12),
          remainingCount: 0,
          yesValue: dollars(4 * 0.55 + 5 * 0.55 + 3 * 0.56),
          // Each fill is rounded up to $0.0001; the last gets back $0.0001 that was gathered.
          fees: dollars(0.0693 + 0.0867 + 0.0517),
        },
      },
    })
    expect(desk.trades()).toEqual([
      [55, 4, 'order-2'],
      [55, 5, 'order-3'],
      [56, 3, 'order-1'],
    ])
    expect(desk.book()).toEqual([[], [[44, 7]]])
  })

  it('what is left rests at its own price and does not cross', () => {
    const desk = two()
    desk.ask('ann', 55, 3)
    desk.bid('bob', 60, 5)
    expect(desk.book()).toEqual([[[60, 2]], []])
    expect(desk.exchange.marketOf(MARKET.marketId)).toMatchObject({
      lastPrice: price(55),
      lastCount: contracts(3),
      volume: contracts(3),
      openInterest: contracts(3),
    })
    expect(desk.exchange.tradesOf(MARKET.marketId)).toMatchObject([
      { tradeId: 'trade-1', takerSide: 'bid', yesPrice: price(55), count: contracts(3) },
    ])
  })

  it('buying NO at q is an ask at 1 − q: one book', () => {
    const desk = two()
    desk.bid('ann', 56, 1)
    desk.ask('bob', 52, 1)
    expect([desk.position('ann'), desk.position('bob')]).toEqual([100, -100])
    // The venue's demo: NO, 1 at .44 here, fee .0173 (0.07 × .56 × .44 = .017248).
    expect(desk.available('bob')).toBe(dollars(1000 - 0.44 - 0.0173))
    expect(desk.available('ann')).toBe(dollars(1000 - 0.56 - 0.0044))
  })

  it('says how much stands before an order', () => {
    const desk = two()
    desk.bid('ann', 51, 1)
    desk.bid('ann', 50, 2)
    desk.bid('bob', 50, 4)
    desk.bid('cleo', 49, 8)
    const before = [1, 2, 3, 4, 5].map((n) => desk.exchange.queuePositionOf(`order-${n}`))
    expect(before).toEqual([0, 100, 300, 700, undefined])
    desk.ask('cleo', 50, 2)
    expect(desk.exchange.queuePositionOf('order-3')).toBe(100)
  })

  it('takes fractions of contracts and prices of a fine grid, and no others', () => {
    const fine = new Desk({}, { grid: [{ ...MARKET.grid[0]!, step: priceTicks(10) }] })
    fine.fund('ann')
    expect(codeOf(fine.bid('ann', 50.1, 0.01))).toBe('ok')
    expect(codeOf(fine.bid('ann', 50.11, 1))).toBe('invalid_order')
    const desk = two()
    expect(codeOf(desk.bid('ann', 50.1, 1))).toBe('invalid_order')
    expect(codeOf(desk.bid('ann', 0, 1))).toBe('invalid_order')
    expect(codeOf(desk.bid('ann', 100, 1))).toBe('invalid_order')
    expect(codeOf(desk.bid('ann', 50, 0))).toBe('invalid_order_size')
    expect(codeOf(desk.bid('ann', 50, -1))).toBe('invalid_order_size')
    expect(codeOf(desk.bid('ann', 50, 1, { count: 1.5 as never }))).toBe('invalid_order_size')
  })
})

describe('how long an order stands', () => {
  it('immediate or cancel takes what there is and cancels the rest', () => {
    const desk = two()
    desk.ask('ann', 55, 3)
    desk.bid('bob', 60, 5, { timeInForce: 'immediate_or_cancel' })
    expect(desk.exchange.orderOf('order-2')).toMatchObject({
      status: 'canceled',
      reason: 'not-filled',
      fillCount: contracts(3),
      remainingCount: 0,
      initialCount: contracts(5),
    })
    expect(desk.book()).toEqual([[], []])
    expect(desk.balance('bob').reserved).toBe(0)
  })

  it('fill or kill is filled to the last or not at all', () => {
    const desk = two()
    desk.ask('ann', 55, 3)
    desk.ask('ann', 61, 3)
    const killed = desk.bid('bob', 60, 3.01, { timeInForce: 'fill_or_kill' })
    expect(codeOf(killed)).toBe('fill_or_kill_insufficient_resting_volume')
    expect([desk.trades(), desk.exchange.orderOf('order-3')]).toEqual([[], undefined])
    expect(codeOf(desk.bid('bob', 61, 6, { timeInForce: 'fill_or_kill' }))).toBe('ok')
    expect(desk.position('bob')).toBe(contracts(6))
  })

  it('an expiry is a time to come, and the order is gone at that time', () => {
    const desk = two()
    expect(codeOf(desk.bid('ann', 50, 1, { expiresMs: START_MS }))).toBe('invalid_order')
    desk.bid('ann', 50, 1, { expiresMs: START_MS + 10 })
    desk.wait(9)
    expect(desk.status('order-2')).toEqual(['resting', 'placed'])
    // It is gone before the order that comes at that time.
    desk.nowMs += 1
    expect(desk.ask('bob', 50, 1)).toMatchObject({ ok: { order: { fillCount: 0 } } })
    expect(desk.status('order-2')).toEqual(['canceled', 'expired'])
    expect(desk.exchange.orderOf('order-2')?.updatedMs).toBe(START_MS + 10)
    expect(desk.available('ann')).toBe(dollars(1000))
  })

  it.each([
    [{ isPostOnly: true, timeInForce: 'immediate_or_cancel' as const }],
    [{ isPostOnly: true, timeInForce: 'fill_or_kill' as const }],
    [{ expiresMs: START_MS + 10, timeInForce: 'immediate_or_cancel' as const }],
    [{ isReduceOnly: true }],
    [{ isReduceOnly: true, timeInForce: 'fill_or_kill' as const }],
  ])('refuses what does not go together: %j', (options) => {
    expect(codeOf(two().bid('ann', 50, 1, options))).toBe('invalid_order')
  })
})

describe('post only and reduce only', () => {
  it('post only is refused where it would trade, also with oneself', () => {
    const desk = two()
    desk.ask('ann', 55, 3)
    expect(desk.bid('bob', 55, 1, { isPostOnly: true })).toEqual({
      refused: { code: 'invalid_order', message: 'post only cross' },
    })
    const own = { isPostOnly: true, selfTradePrevention: 'maker' } as const
    expect(codeOf(desk.bid('ann', 55, 1, own))).toBe('invalid_order')
    expect(codeOf(desk.bid('bob', 54, 1, { isPostOnly: true }))).toBe('ok')
  })

  it('reduce only is cut to the position, and needs one', () => {
    const desk = two()
    desk.ask('ann', 50, 5)
    desk.bid('bob', 50, 5)
    desk.bid('cleo', 40, 20)
    const options = { isReduceOnly: true, timeInForce: 'immediate_or_cancel' } as const
    expect(codeOf(desk.bid('bob', 60, 1, options))).toBe('invalid_order')
    expect(codeOf(desk.bid('cleo', 60, 1, options))).toBe('invalid_order')
    desk.ask('bob', 40, 9, options)
    expect(desk.position('bob')).toBe(0)
    expect(desk.exchange.orderOf('order-6')).toMatchObject({
      initialCount: contracts(5),
      status: 'executed',
    })
  })
})

describe('self-trades', () => {
  const crossed = (options = {}) => {
    const desk = two()
    desk.ask('bob', 50, 1)
    desk.ask('ann', 51, 1)
    desk.ask('bob', 52, 1)
    desk.bid('ann', 60, 3, options)
    return desk
  }

  it('taker at cross stops the taker and keeps what was filled', () => {
    const desk = crossed()
    expect(desk.trades()).toEqual([[50, 1, 'order-1']])
    expect(desk.status('order-4')).toEqual(['canceled', 'self-trade'])
    expect(desk.book()).toEqual([
      [],
      [
        [49, 1],
        [48, 1],
      ],
    ])
  })

  it('maker cancels the resting order and goes on', () => {
    const desk = crossed({ selfTradePrevention: 'maker' })
    expect(desk.trades().map(([, , maker]) => maker)).toEqual(['order-1', 'order-3'])
    expect(desk.status('order-2')).toEqual(['canceled', 'self-trade'])
    expect(desk.book()).toEqual([[[60, 1]], []])
  })

  it('a fill or kill that meets itself keeps what was filled', () => {
    const desk = crossed({ timeInForce: 'fill_or_kill' })
    expect(desk.trades()).toEqual([[50, 1, 'order-1']])
    expect(desk.status('order-4')).toEqual(['canceled', 'self-trade'])
  })

  it('a fill or kill that is short even with its own orders does nothing', () => {
    const desk = two()
    desk.ask('bob', 50, 1)
    desk.ask('ann', 51, 1)
    desk.bid('ann', 60, 3, { timeInForce: 'fill_or_kill' })
    expect(desk.trades()).toEqual([])
  })

  it('one that cancels its own counts only what others rest, and cancels none when killed', () => {
    const desk = crossed({ timeInForce: 'fill_or_kill', selfTradePrevention: 'maker' })
    expect([desk.trades(), desk.status('order-2')]).toEqual([[], ['resting', 'placed']])
  })

  it('accounts of one owner do not trade with each other', () => {
    const desk = two()
    const owned = { membership: 'direct', ownerId: 'ann' } as const
    desk.send({ kind: 'open-account', accountId: 'ann#1', ...owned })
    desk.fund('ann#1')
    desk.ask('ann', 50, 1)
    desk.bid('ann#1', 50, 1, { selfTradePrevention: 'maker' })
    expect([desk.trades(), desk.status('order-1')?.[1]]).toEqual([[], 'self-trade'])
  })
})

describe('what is refused before it trades', () => {
  it('ids that were used, markets and accounts that are not there', () => {
    const desk = two()
    desk.bid('ann', 50, 1, { clientOrderId: 'mine' })
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: 'mine' }))).toBe('order_already_exists')
    expect(codeOf(desk.bid('bob', 50, 1, { clientOrderId: 'mine' }))).toBe('ok')
    expect(codeOf(desk.bid('ann', 50, 1, { orderId: 'order-1' }))).toBe('order_already_exists')
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: '' }))).toBe('ok')
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: '' }))).toBe('ok')
    expect(codeOf(desk.bid('ann', 50, 1, { marketId: 'X' }))).toBe('market_not_found')
    expect(codeOf(desk.bid('ann', 50, 1, { exchangeIndex: 3 }))).toBe('market_not_found')
    expect(codeOf(desk.bid('ann', 50, 1, { exchangeIndex: 0 }))).toBe('ok')
    expect(codeOf(desk.bid('dora', 50, 1))).toBe('not_found')
    expect(codeOf(desk.bid('ann', 50, 1, { groupId: 'none' }))).toBe('not_found')
  })

  it('more resting orders than an account may have, but not one that fills', () => {
    const desk = new Desk({ restingOrdersMax: 2 }).fund('ann', 'bob')
    desk.bid('ann', 50, 1)
    desk.bid('ann', 50, 1)
    expect(codeOf(desk.bid('ann', 50, 1))).toBe('too_many_orders')
    desk.ask('bob', 60, 1)
    expect(codeOf(desk.bid('ann', 60, 1))).toBe('ok')
  })

  it('a refusal leaves the ids free', () => {
    const desk = two()
    expect(codeOf(desk.bid('ann', 50, 3000, { clientOrderId: 'mine' }))).toBe(
      'insufficient_balance',
    )
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: 'mine' }))).toBe('ok')
  })

  it('only the newest ended orders are remembered, with their client ids', () => {
    const desk = new Desk({ historyMax: 2 }).fund('ann')
    for (const clientOrderId of ['a', 'b', 'c', 'd']) {
      desk.bid('ann', 50, 1, { clientOrderId, timeInForce: 'immediate_or_cancel' })
    }
    const clientIds = () => desk.exchange.ordersOf('ann').map((order) => order.clientOrderId)
    expect(clientIds()).toEqual(['c', 'd'])
    expect([desk.exchange.orderOf('order-1'), desk.exchange.ordersOf('x')]).toEqual([undefined, []])
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: 'a' }))).toBe('ok')
    expect(codeOf(desk.bid('ann', 50, 1, { clientOrderId: 'd' }))).toBe('order_already_exists')
  })
})
