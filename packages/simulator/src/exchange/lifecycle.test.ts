import { type KalshiFeeRecord, priceTicks } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk, dollars, HOUR_MS, MARKET, price, START_MS } from './desk.test.ts'
import { TIE_VALUE } from './lifecycle.ts'
import type { MarketConfig, MarketResult } from './protocol.ts'

const { marketId } = MARKET

/** Ann has 10 YES that cost .40, Bob 10 NO; each rests an order. */
function traded(market: Partial<MarketConfig> = {}): Desk {
  const desk = new Desk({}, market).fund('ann', 'bob')
  desk.bid('ann', 40, 10)
  desk.ask('bob', 40, 10)
  desk.bid('ann', 30, 5)
  desk.ask('bob', 70, 5, { isCancelledOnPause: true })
  return desk
}

const statusOf = (desk: Desk) => desk.exchange.marketOf(marketId)?.status
const move = (desk: Desk, kind: 'open' | 'pause' | 'close' | 'settle') =>
  codeOf(desk.send({ kind: `${kind}-market`, marketId }))
const determine = (desk: Desk, result: MarketResult) =>
  codeOf(desk.send({ kind: 'determine-market', marketId, result }))

describe('listing', () => {
  it.each<[string, Partial<MarketConfig>]>([
    ['no id', { marketId: '' }],
    ['closes before it opens', { opensMs: START_MS + 2, closesMs: START_MS + 1 }],
    ['closed already', { opensMs: 0, closesMs: START_MS }],
    ['no such shard', { exchangeIndex: 7 }],
    ['no grid', { grid: [] }],
    ['no timer', { settlementTimerMs: -1 }],
    [
      'a fee that is no number when its time comes',
      {
        fees: {
          series: [{ feeType: 'quadratic', feeMultiplier: 'x', knownFromMs: START_MS + 9 }],
        },
      },
    ],
  ])('refuses %s', (_what, change) => {
    const desk = new Desk()
    const market = { ...MARKET, marketId: 'M', ...change }
    expect(codeOf(desk.send({ kind: 'list-market', market }))).toBe('invalid_parameters')
  })

  it('refuses a market that is there', () => {
    expect(codeOf(new Desk().send({ kind: 'list-market', market: MARKET }))).toBe('already_exists')
  })

  it('opens by itself at its time, and closes at its time', () => {
    const desk = new Desk({}, { opensMs: START_MS + 10, closesMs: START_MS + 20 }).fund('ann')
    expect([statusOf(desk), codeOf(desk.bid('ann', 50, 1))]).toEqual([
      'initialized',
      'MARKET_INACTIVE',
    ])
    desk.wait(10)
    expect([statusOf(desk), codeOf(desk.bid('ann', 50, 1))]).toEqual(['active', 'ok'])
    desk.wait(500)
    expect([statusOf(desk), desk.status('order-2')]).toEqual([
      'closed',
      ['canceled', 'market-closed'],
    ])
    const told = desk.events.flatMap((e) =>
      e.kind === 'lifecycle' ? [[e.status, e.cause, e.atMs - START_MS]] : [],
    )
    expect(told).toEqual([
      ['initialized', 'command', 0],
      ['active', 'schedule', 10],
      ['closed', 'schedule', 20],
    ])
  })

  it('opens early by command and then not again', () => {
    const desk = new Desk({}, { opensMs: START_MS + 10 }).fund('ann')
    expect([move(desk, 'open'), move(desk, 'open')]).toEqual(['ok', 'invalid_state'])
    desk.bid('ann', 50, 1)
    desk.wait(10)
    expect(desk.status('order-1')).toEqual(['resting', 'placed'])
  })
})

describe('pausing', () => {
  it('stops placing and amending, not cancelling; orders that asked for it go', () => {
    const desk = traded()
    expect(move(desk, 'pause')).toBe('ok')
    expect(desk.book()).toEqual([[[30, 5]], []])
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('trading_is_paused')
    const amend = { kind: 'amend', accountId: 'ann', orderId: 'order-3', marketId } as const
    const amended = desk.send({ ...amend, side: 'bid', price: price(30), count: contracts(4) })
    expect(codeOf(amended)).toBe('trading_is_paused')
    expect(codeOf(desk.send({ kind: 'cancel', accountId: 'ann', orderId: 'order-3' }))).toBe('ok')
    expect(move(desk, 'pause')).toBe('invalid_state')
  })

  it('trading that starts again finds an empty book', () => {
    const desk = traded()
    move(desk, 'pause')
    move(desk, 'open')
    expect([desk.book(), desk.status('order-3'), statusOf(desk)]).toEqual([
      [[], []],
      ['canceled', 'reopened'],
      'active',
    ])
  })

  it('after the close even cancelling fails', () => {
    const desk = traded()
    expect([move(desk, 'close'), move(desk, 'close'), move(desk, 'open')]).toEqual([
      'ok',
      'invalid_state',
      'invalid_state',
    ])
    const cancel = desk.send({ kind: 'cancel', accountId: 'ann', orderId: 'order-3' })
    expect(codeOf(cancel)).toBe('MARKET_INACTIVE')
    expect([desk.balance('ann').reserved, desk.book()]).toEqual([0, [[], []]])
  })
})

describe('settling', () => {
  it.each<[MarketResult, number]>([
    [{ kind: 'yes' }, 1],
    [{ kind: 'no' }, 0],
    [{ kind: 'scalar', value: TIE_VALUE }, 0.5],
    [{ kind: 'scalar', value: priceTicks(3333) }, 0.3333],
  ])('%j pays %s a YES contract, once', (result, value) => {
    const desk = traded()
    const before = ['ann', 'bob'].map((id) => desk.balance(id).cash)
    expect(move(desk, 'settle')).toBe('invalid_state')
    expect(determine(desk, result)).toBe('ok')
    expect(desk.exchange.totals().collateral).toBe(dollars(10))
    expect([move(desk, 'settle'), move(desk, 'settle')]).toEqual(['ok', 'invalid_state'])
    expect(determine(desk, { kind: 'yes' })).toBe('invalid_state')
    const paid = ['ann', 'bob'].map((id, n) => desk.balance(id).cash - (before[n] ?? 0))
    expect(paid).toEqual([dollars(10 * value), dollars(10 * (1 - value))])
    expect(desk.exchange.settlementsOf('ann')).toMatchObject([
      {
        result,
        value: value * 10_000,
        yesCount: contracts(10),
        noCount: 0,
        yesCost: dollars(4),
        noCost: 0,
        revenue: dollars(10 * value),
        feeCost: dollars(0.042),
        settledMs: START_MS,
      },
    ])
    expect(desk.exchange.settlementsOf('bob')).toMatchObject([
      { yesCount: 0, noCount: contracts(10), noCost: dollars(6), yesCost: 0 },
    ])
    expect(desk.exchange.positionsOf('ann')).toMatchObject([
      { position: 0, cost: 0, isSettled: true, realizedPnl: dollars(10 * value - 4) },
    ])
    expect(desk.exchange.totals().collateral).toBe(0)
    expect(statusOf(desk)).toBe('finalized')
  })

  it('a result may be corrected until it is paid, which starts the wait anew', () => {
    const desk = traded({ settlementTimerMs: 1000 })
    determine(desk, { kind: 'yes' })
    desk.wait(900)
    determine(desk, { kind: 'no' })
    desk.wait(999)
    expect(statusOf(desk)).toBe('determined')
    desk.wait(1)
    expect(statusOf(desk)).toBe('finalized')
    expect(desk.exchange.settlementsOf('ann')).toMatchObject([{ revenue: 0 }])
  })

  it('a determination closes first, and refuses values that are none', () => {
    const desk = traded()
    expect(determine(desk, { kind: 'scalar', value: 10_001 as never })).toBe('invalid_parameters')
    expect(determine(desk, { kind: 'scalar', value: 0.5 as never })).toBe('invalid_parameters')
    expect(statusOf(desk)).toBe('active')
    determine(desk, { kind: 'yes' })
    const told = desk.events.flatMap((e) => (e.kind === 'lifecycle' ? [e.status] : []))
    expect(told.slice(-2)).toEqual(['closed', 'determined'])
    expect(codeOf(desk.send({ kind: 'close-market', marketId: 'X' }))).toBe('market_not_found')
  })
})

describe('shards', () => {
  it('one that does not trade takes cancels only, one that is not active nothing', () => {
    const desk = traded()
    const set = (isActive: boolean, isTrading: boolean, exchangeIndex?: number) =>
      codeOf(desk.send({ kind: 'set-exchange-status', isActive, isTrading, exchangeIndex }))
    expect([set(true, false, 9), set(true, false, 3)]).toEqual(['invalid_parameters', 'ok'])
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('ok')
    set(true, false, 0)
    expect(desk.status('order-4')).toEqual(['canceled', 'pause'])
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('trading_is_paused')
    set(false, false)
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('exchange_is_paused')
    const cancel = () => codeOf(desk.send({ kind: 'cancel', accountId: 'ann', orderId: 'order-3' }))
    expect(cancel()).toBe('exchange_is_paused')
    const all = () => desk.send({ kind: 'cancel-all', accountId: 'ann' })
    expect(all()).toEqual({ ok: { kind: 'cancelled', orders: [] } })
    const move1 = {
      kind: 'transfer',
      accountId: 'ann',
      transferId: 't',
      amount: dollars(1),
    } as const
    const transfer = () => codeOf(desk.send({ ...move1, fromIndex: 0, toIndex: 1 }))
    expect(transfer()).toBe('exchange_is_paused')
    set(true, false)
    expect([cancel(), transfer()]).toEqual(['ok', 'ok'])
  })

  it('the maintenance of Thursday stops trading and goes by itself', () => {
    const desk = traded()
    // Wednesday 13:00 in New York; the pause is from 03:00 to 05:00.
    desk.wait(14 * HOUR_MS - 1)
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('ok')
    desk.wait(1)
    expect(desk.status('order-4')).toEqual(['canceled', 'pause'])
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('trading_is_paused')
    expect(desk.exchange.shards()[0]).toMatchObject({ isActive: true, isTrading: false })
    expect(codeOf(desk.send({ kind: 'cancel', accountId: 'ann', orderId: 'order-3' }))).toBe('ok')
    desk.wait(2 * HOUR_MS)
    expect(codeOf(desk.bid('ann', 20, 1))).toBe('ok')
    const told = desk.events.flatMap((e) =>
      e.kind === 'exchange-status' && e.exchangeIndex === 0 ? [e.isTrading] : [],
    )
    expect(told).toEqual([false, true])
  })

  it('a jump over the pause leaves its traces, also a week later', () => {
    const desk = traded({ closesMs: START_MS + 900 * HOUR_MS })
    desk.wait(48 * HOUR_MS)
    expect(desk.status('order-4')).toEqual(['canceled', 'pause'])
    desk.bid('ann', 20, 1, { isCancelledOnPause: true })
    desk.wait(168 * HOUR_MS)
    expect(desk.status('order-5')).toEqual(['canceled', 'pause'])
  })
})

describe('fees that change', () => {
  const record = (feeMultiplier: string, knownFromMs: number): KalshiFeeRecord => ({
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier,
    knownFromMs,
  })
  const multiplierOf = (desk: Desk) =>
    desk.exchange.marketOf(marketId)?.feeRate.multiplier.toFixed()
  const change = (desk: Desk, feeMultiplier: string, knownFromMs: number) =>
    codeOf(
      desk.send({
        kind: 'change-series-fees',
        seriesId: MARKET.seriesId,
        record: record(feeMultiplier, knownFromMs),
      }),
    )

  it('take effect at their time, and are told then', () => {
    const desk = traded()
    expect(change(desk, '0.5', START_MS + 10)).toBe('ok')
    desk.wait(9)
    expect(multiplierOf(desk)).toBe('1')
    desk.wait(5)
    expect(multiplierOf(desk)).toBe('0.5')
    const told = desk.events.flatMap((e) => (e.kind === 'fee-updated' ? [e.atMs - START_MS] : []))
    expect(told).toEqual([10])
    desk.ask('bob', 30, 5)
    expect(desk.exchange.fillsOf('bob').at(-1)?.fee).toBe(dollars(0.0368))
    expect([change(desk, 'x', 0), change(desk, '11', 0)]).toEqual([
      'invalid_parameters',
      'invalid_parameters',
    ])
  })

  it('an override of the event goes before the series, until it is cleared', () => {
    const desk = traded({ fees: { series: [record('1', 0)], waiverUntilMs: START_MS + 5 } })
    const { eventId } = MARKET
    const override = (of: KalshiFeeRecord | undefined, id = eventId) =>
      codeOf(desk.send({ kind: 'change-event-fees', eventId: id, override: of }))
    expect([multiplierOf(desk), override(record('0.3', 0), 'X')]).toEqual(['0', 'market_not_found'])
    override(record('0.3', 0))
    desk.wait(5)
    expect(multiplierOf(desk)).toBe('0.3')
    override(undefined)
    expect(multiplierOf(desk)).toBe('1')
  })

  it('an override is told when it begins and when it ends, each once', () => {
    const desk = new Desk()
    const { eventId } = MARKET
    const told = () => desk.events.flatMap((e) => (e.kind === 'fee-updated' ? [e.rate.origin] : []))
    const override = (of: KalshiFeeRecord | undefined) =>
      desk.send({ kind: 'change-event-fees', eventId, override: of })
    override(record('1', 0))
    override(record('1.0', 0))
    override(record('1', START_MS))
    expect(told()).toEqual(['event-override'])
    override(undefined)
    override(undefined)
    expect(told()).toEqual(['event-override', 'series'])
    override(record('0.5', START_MS + 5))
    override(record('0.5', START_MS + 5))
    desk.wait(10)
    expect(told()).toEqual(['event-override', 'series', 'event-override'])
  })

  it('a market that was paid tells of no fee any more', () => {
    const desk = traded()
    change(desk, '0.5', START_MS + 10)
    desk.send({ kind: 'determine-market', marketId, result: { kind: 'yes' } })
    desk.send({ kind: 'settle-market', marketId })
    desk.wait(20)
    change(desk, '0.7', START_MS + 20)
    expect(desk.events.filter((e) => e.kind === 'fee-updated')).toEqual([])
  })

  it('orders that the account no longer covers are cancelled, the newest first', () => {
    const desk = new Desk()
    const amount = dollars(10.2)
    desk.send({ kind: 'deposit', accountId: 'ann', exchangeIndex: 0, amount })
    desk.bid('ann', 50, 10)
    desk.wait(1)
    desk.bid('ann', 50, 10)
    change(desk, '3', desk.nowMs)
    expect([desk.status('order-1')?.[0], desk.status('order-2')]).toEqual([
      'resting',
      ['canceled', 'balance-too-low'],
    ])
    expect(desk.balance('ann').reserved).toBe(dollars(5 + 10 * 0.0132))
  })
})
