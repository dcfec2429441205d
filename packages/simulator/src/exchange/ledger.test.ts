import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk, dollars } from './desk.test.ts'

const desk3 = () => new Desk().fund('ann', 'bob', 'cleo')

describe('what an order holds', () => {
  it('a bid its price, an ask 1 − its price, and the fee of a maker', () => {
    const desk = desk3()
    desk.bid('ann', 40, 10)
    // 0.0175 × 10 × .4 × .6 = .042, in fills of 0.01 at most 0.000042 each.
    expect(desk.balance('ann')).toMatchObject({
      cash: dollars(1000),
      reserved: dollars(4 + 0.042),
      available: dollars(1000 - 4 - 0.042),
    })
    desk.ask('bob', 60, 10)
    expect(desk.balance('bob').reserved).toBe(dollars(4 + 0.042))
    desk.send({ kind: 'cancel', accountId: 'ann', orderId: 'order-1' })
    expect(desk.balance('ann').reserved).toBe(0)
  })

  it('to the last microdollar: enough is enough, one less is not', () => {
    const desk = new Desk()
    const fund = (accountId: string, amount: number) =>
      desk.send({ kind: 'deposit', accountId, exchangeIndex: 0, amount: dollars(amount) })
    fund('ann', 4.042)
    expect(codeOf(desk.bid('ann', 40, 10))).toBe('ok')
    fund('bob', 4.041999)
    expect(codeOf(desk.bid('bob', 40, 10))).toBe('insufficient_balance')
    fund('cleo', 6.168)
    fund('dan', 6.167999)
    // As a taker: 0.07 × 10 × .4 × .6 = .168.
    expect(codeOf(desk.ask('dan', 40, 10))).toBe('insufficient_balance')
    expect(codeOf(desk.ask('cleo', 40, 10))).toBe('ok')
    expect(desk.balance('cleo')).toMatchObject({ cash: 0, reserved: 0 })
  })

  it('cash of another shard does not count', () => {
    const desk = new Desk()
    desk.send({ kind: 'deposit', accountId: 'ann', exchangeIndex: 3, amount: dollars(100) })
    expect(codeOf(desk.bid('ann', 40, 1))).toBe('insufficient_balance')
    const move = (transferId: string, amount: number) =>
      desk.send({
        kind: 'transfer',
        accountId: 'ann',
        transferId,
        fromIndex: 3,
        toIndex: 0,
        amount: dollars(amount),
      })
    expect(codeOf(move('t1', 100.000001))).toBe('available_balance_too_low')
    expect(codeOf(move('t1', 60))).toBe('ok')
    expect(codeOf(move('t1', 60))).toBe('ok')
    expect([desk.available('ann', 0), desk.available('ann', 3)]).toEqual([dollars(60), dollars(40)])
    expect(codeOf(desk.bid('ann', 40, 1))).toBe('ok')
  })

  it('moves between accounts of one owner, and to no other', () => {
    const desk = new Desk().fund('ann', 'bob')
    const membership = 'direct'
    desk.send({ kind: 'open-account', accountId: 'ann#1', ownerId: 'ann', membership })
    const move = (toAccountId: string, transferId: string) =>
      codeOf(
        desk.send({
          kind: 'transfer',
          accountId: 'ann',
          toAccountId,
          transferId,
          fromIndex: 0,
          toIndex: 0,
          amount: dollars(10),
        }),
      )
    const codes = [move('ann#1', 't1'), move('ann#1', 't1'), move('bob', 't2'), move('x', 't3')]
    expect(codes).toEqual(['ok', 'ok', 'not_found', 'not_found'])
    expect(move('ann', 't4')).toBe('invalid_parameters')
    expect([desk.available('ann'), desk.available('ann#1')]).toEqual([dollars(990), dollars(10)])
    expect(desk.exchange.accountOf('ann#1')).toEqual({
      accountId: 'ann#1',
      ownerId: 'ann',
      membership,
      isNetting: false,
    })
  })

  it('cash that orders hold can not be moved', () => {
    const desk = desk3()
    desk.bid('ann', 50, 1000)
    const common = { kind: 'transfer', accountId: 'ann', fromIndex: 0, toIndex: 1 } as const
    const held = desk.send({ ...common, transferId: 'a', amount: dollars(500) })
    expect(codeOf(held)).toBe('available_balance_too_low')
    expect(codeOf(desk.send({ ...common, transferId: 'b', amount: dollars(495) }))).toBe('ok')
  })

  it('what closes a position holds nothing, what goes beyond it does', () => {
    const desk = desk3()
    desk.bid('ann', 50, 10)
    desk.ask('bob', 50, 10)
    desk.ask('ann', 60, 10)
    expect(desk.balance('ann').reserved).toBe(0)
    desk.ask('ann', 70, 10)
    // Both may fill: 10 of the 20 close. 10 × (.4 + .3) + fees − 10 × 1 is below 0.
    expect(desk.balance('ann').reserved).toBe(0)
    desk.ask('ann', 70, 20)
    // 4 + 3 + 6 less 10, and the fees of all 40, rounded up for every 0.01.
    expect(desk.balance('ann').reserved).toBe(dollars(3 + 0.042 + 0.037 + 0.074))
    desk.bid('ann', 40, 10)
    expect(desk.balance('ann').reserved).toBe(dollars(3 + 0.153 + 4 + 0.042))
  })
})

describe('what a fill changes in it', () => {
  it('what one side would earn by closing lends nothing to the other', () => {
    const desk = desk3()
    desk.bid('ann', 50, 10)
    desk.ask('bob', 50, 10)
    desk.ask('ann', 60, 10)
    desk.bid('ann', 40, 10)
    expect(desk.balance('ann').reserved).toBe(dollars(4 + 0.042))
  })

  it('a position that is opened frees the orders that would close it, at once', () => {
    const desk = desk3()
    desk.ask('ann', 60, 10)
    desk.ask('bob', 50, 10)
    desk.bid('ann', 50, 10)
    expect(desk.balance('ann').reserved).toBe(0)
  })

  it('and counts already when it is asked whether the order can be paid', () => {
    const desk = new Desk().fund('bob')
    const amount = dollars(9.3)
    desk.send({ kind: 'deposit', accountId: 'ann', exchangeIndex: 0, amount })
    desk.ask('ann', 60, 10)
    desk.ask('bob', 50, 12)
    expect(codeOf(desk.bid('ann', 50, 12))).toBe('ok')
    expect(desk.balance('ann')).toMatchObject({ cash: dollars(9.3 - 6.21), reserved: 0 })
  })

  it('a fee that was charged is held no longer', () => {
    const desk = desk3()
    desk.bid('ann', 40, 10)
    desk.ask('bob', 40, 4)
    expect(desk.balance('ann').reserved).toBe(dollars(2.4 + 0.042 - 0.0168))
  })
})

describe('YES and NO in one account', () => {
  it('are a dollar at once, and what was earned is told', () => {
    const desk = desk3()
    desk.bid('ann', 40, 10)
    desk.ask('bob', 40, 10)
    desk.bid('cleo', 45, 4)
    desk.ask('ann', 45, 4)
    const [position] = desk.exchange.positionsOf('ann')
    const takerFee = 0.0693
    expect(position).toMatchObject({
      position: contracts(6),
      cost: dollars(2.4),
      realizedPnl: dollars(0.2),
      totalTraded: dollars(4 + 2.2),
      feesPaid: dollars(0.042 + takerFee),
    })
    expect(desk.balance('ann').cash).toBe(dollars(1000 - 4 + 1.8 - 0.042 - takerFee))
    expect(desk.exchange.totals()).toMatchObject({ collateral: dollars(10) })
  })

  it('a fill that turns a position closes it first', () => {
    const desk = desk3()
    desk.bid('ann', 40, 3)
    desk.ask('bob', 40, 3)
    desk.bid('cleo', 50, 10)
    desk.ask('ann', 50, 10)
    expect(desk.exchange.positionsOf('ann')).toMatchObject([
      { position: contracts(-7), cost: dollars(3.5), realizedPnl: dollars(0.3) },
    ])
    expect(desk.exchange.marketOf('KXNFLGAME-26NOV22KCDEN-KC')?.openInterest).toBe(contracts(10))
  })

  it('an average cost is rounded down once, and nothing of it is lost', () => {
    const desk = desk3()
    desk.bid('ann', 33, 0.01)
    desk.bid('ann', 34, 0.02)
    desk.ask('bob', 33, 0.03)
    desk.bid('bob', 50, 0.03)
    desk.ask('ann', 50, 0.01)
    const [after] = desk.exchange.positionsOf('ann')
    expect([after?.cost, after?.realizedPnl]).toEqual([10_100 - 3366, 5000 - 3366])
    desk.ask('ann', 50, 0.02)
    expect(desk.exchange.positionsOf('ann')).toMatchObject([
      { position: 0, cost: 0, realizedPnl: 15_000 - 10_100 },
    ])
  })
})

describe('accounts', () => {
  it('open once; a deposit opens one too', () => {
    const desk = desk3()
    const open = (accountId: string) =>
      codeOf(desk.send({ kind: 'open-account', accountId, membership: 'direct' }))
    expect([open('ann'), open('dora'), open('dora'), open('')]).toEqual([
      'already_exists',
      'ok',
      'already_exists',
      'invalid_parameters',
    ])
    expect(desk.exchange.accountIds()).toEqual(['ann', 'bob', 'cleo', 'dora'])
    expect(desk.exchange.balancesOf('dora').map(({ exchangeIndex }) => exchangeIndex)).toEqual([
      0, 1, 2, 3,
    ])
    expect(desk.exchange.balancesOf('none')).toEqual([])
  })

  it.each([
    [0, 0],
    [0, -1],
    [0, 0.5],
    [9, 1],
    [0, 2e15],
  ])('refuse a deposit to shard %s of %s microdollars', (exchangeIndex, amount) => {
    const desk = new Desk()
    const deposit = { kind: 'deposit', accountId: 'ann', exchangeIndex } as const
    expect(codeOf(desk.send({ ...deposit, amount: amount as never }))).toBe('invalid_parameters')
    expect(desk.exchange.accountIds()).toEqual([])
  })

  it('who clears through a broker is charged to the cent', () => {
    const desk = new Desk().fund('ann')
    desk.send({ kind: 'open-account', accountId: 'fcm', membership: 'non-direct' })
    desk.fund('fcm')
    desk.ask('ann', 50, 1)
    desk.bid('fcm', 50, 1)
    expect(desk.exchange.fillsOf('fcm')).toMatchObject([{ fee: dollars(0.02), isTaker: true }])
    expect(desk.exchange.fillsOf('ann')).toMatchObject([{ fee: dollars(0.0044), isTaker: false }])
  })

  it('a balance is told once a command, as it is then', () => {
    const desk = desk3()
    desk.ask('ann', 50, 1)
    desk.ask('ann', 51, 1)
    desk.events.length = 0
    desk.bid('bob', 60, 2)
    const told = desk.events.flatMap((e) => (e.kind === 'balance-changed' ? [e.balance] : []))
    expect(told.map(({ accountId }) => accountId).toSorted()).toEqual(['ann', 'bob'])
    for (const balance of told) expect(desk.balance(balance.accountId)).toEqual(balance)
    desk.events.length = 0
    desk.bid('bob', 60, 1, { timeInForce: 'immediate_or_cancel' })
    expect(desk.events.map(({ kind }) => kind)).toEqual(['order-updated'])
  })
})
