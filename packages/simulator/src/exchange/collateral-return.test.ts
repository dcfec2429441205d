import { priceTicks } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { codeOf, Desk, dollars, MARKET, price, START_MS } from './desk.test.ts'
import { createExchange, type Exchange } from './exchange.ts'
import type { ExchangeCommand, MarketConfig, MarketResult, PlaceOrder } from './protocol.ts'

const OTHERS = ['DEN', 'TIE'].map(
  (team): MarketConfig => ({
    ...MARKET,
    marketId: `${MARKET.eventId}-${team}`,
  }),
)
const MARKETS = [MARKET, ...OTHERS]
const [DEN, TIE] = OTHERS.map(({ marketId }) => ({ marketId })) as [
  { marketId: string },
  { marketId: string },
]

/** Ann has collateral given back; bob and cleo do not. Nobody pays fees. */
function exclusive(): Desk {
  const fees = { series: [{ feeType: 'quadratic', feeMultiplier: '0', knownFromMs: 0 }] }
  const desk = new Desk({}, { fees }).fund('ann', 'bob', 'cleo')
  for (const market of OTHERS) desk.send({ kind: 'list-market', market: { ...market, fees } })
  desk.send({ kind: 'set-netting', accountId: 'ann', isNetting: true })
  return desk
}

/** Lets an account buy NO at 1 − `cents`: bob buys the YES. */
function buyNo(desk: Desk, accountId: string, cents: number, count: number, of = {}): void {
  desk.bid('bob', cents, count, of)
  desk.ask(accountId, cents, count, of)
}

const cashOf = (desk: Desk, accountId = 'ann') => desk.balance(accountId).cash - dollars(1000)

function pay(desk: Desk, marketId: string, result: MarketResult): void {
  desk.send({ kind: 'determine-market', marketId, result })
  desk.send({ kind: 'settle-market', marketId })
}

describe('collateral of markets that exclude each other', () => {
  it('is given back at once: NO for 60c and NO for 70c cost 30c', () => {
    const desk = exclusive()
    buyNo(desk, 'ann', 40, 10)
    expect(cashOf(desk)).toBe(dollars(-6))
    buyNo(desk, 'ann', 30, 10, DEN)
    expect(cashOf(desk)).toBe(dollars(-3))
    buyNo(desk, 'ann', 20, 4, TIE)
    expect(cashOf(desk)).toBe(dollars(-3 - 3.2 + 4))
    expect(desk.exchange.totals()).toMatchObject({
      returned: dollars(14),
      collateral: dollars(24 - 14),
      shortfall: 0,
    })
  })

  it('is not, for who did not choose so, and for YES', () => {
    const desk = exclusive()
    buyNo(desk, 'cleo', 40, 10)
    buyNo(desk, 'cleo', 30, 10, DEN)
    expect(cashOf(desk, 'cleo')).toBe(dollars(-13))
    for (const of of [{}, DEN]) {
      desk.ask('bob', 40, 1, of)
      desk.bid('ann', 40, 1, of)
    }
    expect([cashOf(desk), desk.exchange.totals().returned]).toEqual([dollars(-0.8), 0])
  })

  it('nor across events', () => {
    const desk = exclusive()
    const elsewhere = { ...MARKET, marketId: 'KXNFLGAME-X-A', eventId: 'KXNFLGAME-X' }
    desk.send({ kind: 'list-market', market: elsewhere })
    buyNo(desk, 'ann', 40, 10)
    buyNo(desk, 'ann', 30, 10, { marketId: elsewhere.marketId })
    expect(desk.exchange.totals().returned).toBe(0)
  })

  it('the choice counts for events that the account comes into after it', () => {
    const desk = exclusive()
    const choose = (isNetting: boolean) =>
      codeOf(desk.send({ kind: 'set-netting', accountId: 'ann', isNetting }))
    choose(false)
    buyNo(desk, 'ann', 40, 10)
    expect([choose(true), desk.exchange.accountOf('ann')?.isNetting]).toEqual(['ok', true])
    buyNo(desk, 'ann', 30, 10, DEN)
    expect(cashOf(desk)).toBe(dollars(-13))
    desk.bid('ann', 40, 10)
    desk.ask('bob', 40, 10)
    desk.bid('ann', 30, 10, DEN)
    desk.ask('bob', 30, 10, DEN)
    expect([desk.position('ann'), cashOf(desk)]).toEqual([0, 0])
    buyNo(desk, 'ann', 40, 10)
    choose(false)
    buyNo(desk, 'ann', 30, 10, DEN)
    expect(cashOf(desk)).toBe(dollars(-3))
    expect(codeOf(desk.send({ kind: 'set-netting', accountId: 'x', isNetting: true }))).toBe(
      'not_found',
    )
  })

  it('a contract whose dollar was given back costs its price to close', () => {
    const desk = exclusive()
    buyNo(desk, 'ann', 40, 10)
    buyNo(desk, 'ann', 30, 4, DEN)
    expect(cashOf(desk)).toBe(dollars(-6 - 2.8 + 4))
    desk.bid('ann', 39, 10)
    // 6 stand above the other position and give their dollar, 4 do not.
    expect(desk.balance('ann').reserved).toBe(0)
    desk.bid('ann', 29, 4, DEN)
    expect(desk.balance('ann').reserved).toBe(dollars(4 * 0.29))
    desk.ask('bob', 39, 10)
    expect(cashOf(desk)).toBe(dollars(-6 - 2.8 + 4 - 3.9 + 10 - 4))
    // What is left is the largest alone.
    expect(desk.balance('ann').reserved).toBe(0)
    desk.ask('bob', 29, 4, DEN)
    expect(cashOf(desk)).toBe(dollars(-6 - 2.8 - 3.9 - 1.16 + 14))
    expect(desk.exchange.totals().returned).toBe(0)
  })

  it('an order is refused where closing needs cash that is not there', () => {
    const desk = exclusive()
    buyNo(desk, 'ann', 40, 1000)
    buyNo(desk, 'ann', 10, 1000, DEN)
    expect(desk.available('ann')).toBe(dollars(1000 - 600 - 900 + 1000))
    expect(codeOf(desk.bid('ann', 51, 1000, DEN))).toBe('insufficient_balance')
    expect(codeOf(desk.bid('ann', 50, 1000, DEN))).toBe('ok')
  })

  it.each<[string, [MarketResult, MarketResult, MarketResult], number]>([
    ['the first', [{ kind: 'yes' }, { kind: 'no' }, { kind: 'no' }], 20],
    ['the second', [{ kind: 'no' }, { kind: 'yes' }, { kind: 'no' }], 20],
    ['none', [{ kind: 'no' }, { kind: 'no' }, { kind: 'no' }], 30],
    [
      'two by half',
      [{ kind: 'scalar', value: price(50) }, { kind: 'scalar', value: price(50) }, { kind: 'no' }],
      20,
    ],
  ])('in the end it is what the contracts pay: %s', (_name, results, paid) => {
    const desk = exclusive()
    for (const { marketId } of MARKETS) buyNo(desk, 'ann', 30, 10, { marketId })
    expect(cashOf(desk)).toBe(dollars(-21 + 20))
    for (const [index, result] of results.entries()) {
      const { cash } = desk.balance('ann')
      pay(desk, MARKETS[index]?.marketId ?? '', result)
      expect(desk.balance('ann').cash).toBeGreaterThanOrEqual(cash)
    }
    expect(cashOf(desk)).toBe(dollars(-21 + paid))
    expect(desk.exchange.totals()).toMatchObject({ returned: 0, shortfall: 0, collateral: 0 })
  })

  it('two that both end YES take back what was given, orders first, and the rest is told', () => {
    const desk = exclusive()
    buyNo(desk, 'ann', 30, 1000)
    buyNo(desk, 'ann', 30, 1000, DEN)
    desk.bid('ann', 50, 1000, TIE)
    expect(desk.available('ann')).toBe(dollars(1000 - 1400 + 1000 - 500))
    pay(desk, MARKET.marketId, { kind: 'yes' })
    expect([cashOf(desk), desk.status('order-5')?.[0]]).toEqual([dollars(-400), 'resting'])
    pay(desk, DEN.marketId, { kind: 'yes' })
    expect(desk.status('order-5')).toEqual(['canceled', 'balance-too-low'])
    expect(desk.balance('ann')).toMatchObject({ cash: 0, reserved: 0 })
    expect(desk.exchange.totals().shortfall).toBe(dollars(400))
  })
})

const ACCOUNTS = ['ann', 'ann#1', 'bob', 'cleo'] as const
type Draft = (nowMs: number, orderId: string, placed: readonly PlaceOrder[]) => ExchangeCommand[]

const place: fc.Arbitrary<Draft> = fc
  .record({
    accountId: fc.constantFrom(...ACCOUNTS),
    marketId: fc.constantFrom(...MARKETS.map((market) => market.marketId)),
    side: fc.constantFrom('bid' as const, 'ask' as const),
    cents: fc.integer({ min: 30, max: 40 }),
    count: fc.integer({ min: 1, max: 3000 }),
  })
  .map(({ cents, count, ...given }) => (nowMs, orderId) => [
    {
      ...given,
      kind: 'place',
      nowMs,
      orderId,
      price: price(cents),
      count: count as PlaceOrder['count'],
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'maker',
    },
  ])
const change: fc.Arbitrary<Draft> = fc
  .record({ pick: fc.nat(9), cents: fc.integer({ min: 30, max: 40 }), isCancel: fc.boolean() })
  .map(({ pick, cents, isCancel }) => (nowMs, _orderId, placed) => {
    const order = placed.at(-1 - pick)
    if (order === undefined) return []
    const { accountId, orderId, marketId, side, count } = order
    return isCancel
      ? [{ kind: 'cancel', nowMs, accountId, orderId }]
      : [{ kind: 'amend', nowMs, accountId, orderId, marketId, side, count, price: price(cents) }]
  })
const choose: fc.Arbitrary<Draft> = fc
  .record({ accountId: fc.constantFrom(...ACCOUNTS), isNetting: fc.boolean() })
  .map((given) => (nowMs) => [{ kind: 'set-netting', nowMs, ...given }])
const move: fc.Arbitrary<Draft> = fc
  .record({ toOther: fc.boolean(), cents: fc.integer({ min: 1, max: 4000 }) })
  .map(({ toOther, cents }) => (nowMs, transferId) => [
    {
      kind: 'transfer',
      nowMs,
      transferId,
      accountId: toOther ? 'ann' : 'ann#1',
      toAccountId: toOther ? 'ann#1' : 'ann',
      fromIndex: 0,
      toIndex: 0,
      amount: dollars(cents / 100),
    },
  ])
const session = fc.record({
  drafts: fc.array(
    fc.oneof(
      { weight: 70, arbitrary: place },
      { weight: 20, arbitrary: change },
      { weight: 5, arbitrary: choose },
      { weight: 5, arbitrary: move },
    ),
    { minLength: 60, maxLength: 150, size: 'max' },
  ),
  wealth: fc.constantFrom(30, 300),
  /** Ticks that each market pays; a dollar at most together. */
  values: fc.constantFrom([10_000, 0, 0], [0, 10_000, 0], [0, 0, 0], [5000, 5000, 0], [100, 0, 77]),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
})
type Session = Omit<typeof session extends fc.Arbitrary<infer T> ? T : never, 'wealth'> & {
  readonly wealth: number
}

function* commandsOf({ drafts, wealth, values, order }: Session): Generator<ExchangeCommand> {
  const nowMs = START_MS
  for (const market of MARKETS) yield { kind: 'list-market', nowMs, market }
  for (const accountId of ACCOUNTS) {
    const ownerId = accountId.slice(0, 3)
    yield { kind: 'open-account', nowMs, accountId, ownerId, membership: 'direct' }
    yield { kind: 'deposit', nowMs, accountId, exchangeIndex: 0, amount: dollars(wealth) }
    yield { kind: 'set-netting', nowMs, accountId, isNetting: accountId !== 'cleo' }
  }
  const placed: PlaceOrder[] = []
  for (const [index, draft] of drafts.entries()) {
    for (const command of draft(nowMs + 1 + index, `o-${index}`, placed)) {
      if (command.kind === 'place') placed.push(command)
      yield command
    }
  }
  for (const index of order) {
    const marketId = MARKETS[index]?.marketId ?? ''
    const value = priceTicks(values[index] ?? 0)
    const at = { nowMs: nowMs + 1000, marketId }
    yield { kind: 'determine-market', ...at, result: { kind: 'scalar', value } }
    yield { kind: 'settle-market', ...at }
  }
}

const cashes = (exchange: Exchange): number[] =>
  ACCOUNTS.map((id) => exchange.balancesOf(id)[0]?.cash ?? NaN)

const RUNS = { numRuns: 150, endOnFailure: true }

describe('whatever is traded', () => {
  prop.prop([session], RUNS)('money is conserved and no free cash is below 0', (given) => {
    const exchange = createExchange()
    for (const command of commandsOf(given)) {
      exchange.apply(command)
      const { deposits, cash, collateral, fees, shortfall } = exchange.totals()
      expect([command, cash + collateral + fees, shortfall]).toEqual([command, deposits, 0])
      const free = ACCOUNTS.map((id) => exchange.balancesOf(id)[0]?.available ?? 0)
      expect([command, Math.min(...free) >= 0]).toEqual([command, true])
    }
    expect(exchange.totals()).toMatchObject({ collateral: 0, returned: 0 })
    const reserved = ACCOUNTS.map((id) => exchange.balancesOf(id)[0]?.reserved)
    expect(reserved).toEqual(ACCOUNTS.map(() => 0))
  })

  prop.prop([session], RUNS)('what is given back is all NO but the largest', (given) => {
    const exchange = createExchange()
    for (const command of commandsOf(given)) {
      if (command.kind === 'set-netting' && command.nowMs > START_MS) continue
      if (command.kind === 'determine-market') break
      exchange.apply(command)
      let returned = 0
      for (const accountId of ACCOUNTS.slice(0, 3)) {
        const counts = exchange.positionsOf(accountId).map(({ position }) => Math.max(0, -position))
        returned += counts.reduce((sum, count) => sum + count, 0) - Math.max(0, ...counts)
      }
      expect([command, exchange.totals().returned]).toEqual([command, returned * 10_000])
    }
  })

  prop.prop([session], RUNS)('in the end everyone has what they have without it', (given) => {
    const [netted, plain] = [createExchange(), createExchange()]
    const rich = { ...given, wealth: 100_000 }
    for (const command of commandsOf(rich)) {
      netted.apply(command)
      if (command.kind !== 'set-netting') plain.apply(command)
    }
    expect(cashes(netted)).toEqual(cashes(plain))
  })

  it('the sessions give collateral back, and need cash to close', () => {
    let most = 0
    let refused = 0
    for (const given of fc.sample(session, { seed: 3, numRuns: 60 })) {
      const exchange = createExchange()
      for (const command of commandsOf(given)) {
        const { result } = exchange.apply(command)
        most = Math.max(most, exchange.totals().returned)
        if (codeOf(result) === 'insufficient_balance') refused += 1
      }
    }
    expect(most).toBeGreaterThan(dollars(20))
    expect(refused).toBeGreaterThan(20)
  })
})
