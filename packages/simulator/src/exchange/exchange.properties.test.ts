import {
  feeOfFill,
  type KalshiFeeAccumulator,
  type KalshiFeeRate,
  kalshiRoundingAt,
  type Membership,
  NEW_ORDER,
  OrderBook,
  priceTicks,
} from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { HOUR_MS, MARKET, START_MS } from './desk.test.ts'
import type { ExchangeEvent } from './events.ts'
import { type CommandOutcome, createExchange, type Exchange } from './exchange.ts'
import type { ExchangeCommand, MarketConfig, PlaceOrder } from './protocol.ts'
import { ReferenceMatcher } from './reference-matcher.test.ts'
import type { FillView } from './views.ts'

const CENTS = MARKET
const FINE: MarketConfig = {
  ...MARKET,
  marketId: 'KXMLBGAME-26NOV182005BOSNYY-NYY',
  eventId: 'KXMLBGAME-26NOV182005BOSNYY',
  seriesId: 'KXMLBGAME',
  grid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(10) }],
  exchangeIndex: 3,
  closesMs: START_MS + 9 * 24 * HOUR_MS,
  settlementTimerMs: 2000,
  fees: { series: [{ feeType: 'quadratic', feeMultiplier: '0.5', knownFromMs: 0 }] },
}
const MARKETS = [CENTS, FINE]

const OWNERS: Readonly<Record<string, string>> = {
  ann: 'ann',
  'ann#1': 'ann',
  bob: 'bob',
  cleo: 'cleo',
  fcm: 'fcm',
}
const MEMBERSHIPS: Readonly<Record<string, Membership>> = { fcm: 'non-direct' }
const ACCOUNTS = Object.keys(OWNERS)
/** Centicontracts. */
const GROUP_LIMIT = 700

/** A command that is made concrete when it comes to it: `pick` names one of the orders so far. */
type Draft = (at: {
  nowMs: number
  orderId: string
  pick: PlaceOrder | undefined
  index: number
}) => ExchangeCommand | undefined

const account = fc.constantFrom(...ACCOUNTS)
const market = fc.constantFrom(...MARKETS)
const side = fc.constantFrom('bid' as const, 'ask' as const)
const ticks = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 46, max: 54 }).map((cents) => cents * 100) },
  { weight: 2, arbitrary: fc.integer({ min: 480, max: 520 }).map((tenths) => tenths * 10) },
  { weight: 1, arbitrary: fc.constantFrom(100, 2000, 8000, 9900, 9990) },
)
const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 2000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 200_000 }) },
)
const flags = fc.constantFrom<Partial<PlaceOrder>>(
  ...Array.from({ length: 8 }, (): Partial<PlaceOrder> => ({})),
  { isPostOnly: true },
  { isPostOnly: true },
  { timeInForce: 'immediate_or_cancel' },
  { timeInForce: 'immediate_or_cancel', isReduceOnly: true },
  { timeInForce: 'immediate_or_cancel', isReduceOnly: true },
  { timeInForce: 'fill_or_kill' },
  { timeInForce: 'fill_or_kill' },
  { isCancelledOnPause: true },
  { groupId: 'group' },
  { groupId: 'group' },
)
const place: fc.Arbitrary<Draft> = fc
  .record({
    accountId: account,
    market,
    side,
    ticks,
    count,
    flags,
    prevention: fc.constantFrom('maker' as const, 'taker_at_cross' as const),
    lastsMs: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }) },
    ),
  })
  .map((given) => ({ nowMs, orderId }) => ({
    kind: 'place',
    nowMs,
    orderId,
    accountId: given.accountId,
    clientOrderId: `client-${orderId}`,
    marketId: given.market.marketId,
    side: given.side,
    price: given.ticks as PlaceOrder['price'],
    count: given.count as PlaceOrder['count'],
    timeInForce: 'good_till_canceled',
    selfTradePrevention: given.prevention,
    ...(given.lastsMs === null || given.flags.timeInForce !== undefined
      ? {}
      : { expiresMs: nowMs + given.lastsMs }),
    ...given.flags,
  }))

const change: fc.Arbitrary<Draft> = fc
  .record({
    kind: fc.constantFrom(
      'cancel',
      'cancel',
      'decrease',
      'decrease',
      'amend',
      'amend',
      'amend',
      'amend',
      'cancel-all',
    ),
    ticks,
    count,
  })
  .map((given) => ({ nowMs, pick }) => {
    if (pick === undefined) return undefined
    const { accountId, orderId, marketId } = pick
    const common = { nowMs, accountId, orderId }
    switch (given.kind) {
      case 'cancel':
        return { ...common, kind: 'cancel' }
      case 'decrease':
        return { ...common, kind: 'decrease', by: { reduceBy: given.count as PlaceOrder['count'] } }
      case 'amend':
        return {
          ...common,
          kind: 'amend',
          marketId,
          side: pick.side,
          price: given.ticks as PlaceOrder['price'],
          count: given.count as PlaceOrder['count'],
        }
      default:
        return { nowMs, kind: 'cancel-all', accountId, marketId }
    }
  })

const rare: fc.Arbitrary<Draft> = fc
  .record({ accountId: account, market, multiplier: fc.integer({ min: 0, max: 30 }) })
  .chain(({ accountId, market: { marketId, seriesId }, multiplier }) =>
    fc.constantFrom<Draft>(
      ({ nowMs }) => ({ kind: 'pause-market', nowMs, marketId }),
      ...Array<Draft>(4).fill(({ nowMs }) => ({ kind: 'open-market', nowMs, marketId })),
      ({ nowMs }) => ({ kind: 'reset-group', nowMs, accountId, groupId: 'group' }),
      ({ nowMs }) => ({
        kind: 'transfer',
        nowMs,
        accountId,
        transferId: `transfer-${nowMs}-${multiplier}`,
        fromIndex: 0,
        toIndex: 3,
        amount: (multiplier * 1_000_000) as never,
      }),
      ({ nowMs }) => ({
        kind: 'change-series-fees',
        nowMs,
        seriesId,
        record: {
          feeType: 'quadratic_with_maker_fees',
          feeMultiplier: `${Math.floor(multiplier / 10)}.${multiplier % 10}`,
          knownFromMs: nowMs + multiplier * 10,
        },
      }),
    ),
  )

const end: fc.Arbitrary<Draft> = fc
  .record({ market, value: fc.integer({ min: 0, max: 10_000 }), kind: fc.nat(2) })
  .chain(({ market: { marketId }, value, kind }) =>
    fc.constantFrom<Draft>(
      // Late, so that there is something to pay.
      ({ nowMs, index }) =>
        index < 60
          ? undefined
          : {
              kind: 'determine-market',
              nowMs,
              marketId,
              result:
                kind === 0
                  ? { kind: 'scalar', value: priceTicks(value) }
                  : { kind: kind === 1 ? 'yes' : 'no' },
            },
      ({ nowMs }) => ({ kind: 'settle-market', nowMs, marketId }),
    ),
  )

const step = fc.record({
  draft: fc.oneof(
    { weight: 60, arbitrary: place },
    { weight: 25, arbitrary: change },
    { weight: 9, arbitrary: rare },
    { weight: 3, arbitrary: end },
  ),
  pick: fc.nat(11),
  waitMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 7, 400, 3000),
})
const session = fc.record({
  steps: fc.array(step, { minLength: 60, maxLength: 160, size: 'max' }),
  wealth: fc.constantFrom(20, 200, 100_000),
})
type Session = typeof session extends fc.Arbitrary<infer T> ? T : never

/** Begins: accounts, cash, groups, markets. */
function opening(wealth: number): ExchangeCommand[] {
  const nowMs = START_MS
  return [
    ...MARKETS.map((config): ExchangeCommand => ({ kind: 'list-market', nowMs, market: config })),
    ...ACCOUNTS.flatMap((accountId): ExchangeCommand[] => [
      {
        kind: 'open-account',
        nowMs,
        accountId,
        membership: MEMBERSHIPS[accountId] ?? 'direct',
        ownerId: OWNERS[accountId],
      },
      ...[0, 3].map(
        (exchangeIndex): ExchangeCommand => ({
          kind: 'deposit',
          nowMs,
          accountId,
          exchangeIndex,
          amount: (wealth * 1_000_000) as never,
        }),
      ),
      {
        kind: 'create-group',
        nowMs,
        accountId,
        groupId: 'group',
        exchangeIndex: 0,
        limit: GROUP_LIMIT as never,
      },
    ]),
  ]
}

type Look = (exchange: Exchange, command: ExchangeCommand, outcome: CommandOutcome) => void

/** Runs a session, letting someone look at each command before and after; returns the exchange. */
function run(
  { steps, wealth }: Session,
  {
    before,
    after,
  }: { before?: (exchange: Exchange, command: ExchangeCommand) => void; after: Look },
): Exchange {
  const exchange = createExchange()
  const placed: PlaceOrder[] = []
  let nowMs = START_MS
  const apply = (command: ExchangeCommand): void => {
    before?.(exchange, command)
    const outcome = exchange.apply(command)
    if (command.kind === 'place' && 'ok' in outcome.result) placed.push(command)
    after(exchange, command, outcome)
  }
  for (const command of opening(wealth)) apply(command)
  for (const [index, { draft, pick, waitMs }] of steps.entries()) {
    nowMs += waitMs
    const picked = placed[Math.max(0, placed.length - 1 - pick)]
    const command = draft({ nowMs, orderId: `o-${index}`, pick: picked, index })
    if (command !== undefined) apply(command)
  }
  return exchange
}

/** The seed is enough to find a failure again; to shrink a session takes longer than a test may. */
const RUNS = { numRuns: 50, endOnFailure: true }

describe('whatever is sent', () => {
  prop.prop([session], RUNS)(
    'money and contracts are conserved, and no balance falls below 0',
    (given) => {
      run(given, {
        after(exchange, command) {
          const { deposits, cash, collateral, fees } = exchange.totals()
          expect([command.kind, cash + collateral + fees]).toEqual([command.kind, deposits])
          let held = 0
          for (const { config, openInterest, status } of exchange.markets()) {
            const positions = ACCOUNTS.flatMap((id) => exchange.positionsOf(id))
              .filter(({ marketId }) => marketId === config.marketId)
              .map(({ position }) => position)
            const yes = positions.reduce((sum, position) => sum + Math.max(0, position), 0)
            const no = positions.reduce((sum, position) => sum + Math.max(0, -position), 0)
            expect([yes, no]).toEqual([openInterest, openInterest])
            if (status === 'finalized') expect(openInterest).toBe(0)
            held += yes * 10_000
          }
          expect(held).toBe(collateral)
          const resting = new Set(
            exchange.markets().flatMap(({ config }) => ownersIn(exchange, config.marketId)),
          )
          const wrong = ACCOUNTS.flatMap((id) => exchange.balancesOf(id)).filter(
            ({ accountId, cash, reserved, available }) =>
              available < 0 ||
              reserved < 0 ||
              cash - reserved !== available ||
              (reserved > 0 && !resting.has(accountId)),
          )
          expect(wrong).toEqual([])
        },
      })
    },
  )

  prop.prop([session], RUNS)(
    'the deltas add up to the book, which is the resting orders and never crossed',
    (given) => {
      const books = new Map(MARKETS.map(({ marketId }) => [marketId, new OrderBook()]))
      run(given, {
        after(exchange, _command, { events }) {
          for (const event of events) {
            if (event.kind !== 'book-delta') continue
            const { side: on, price: at, delta } = event
            books.get(event.marketId)?.apply({ side: on, price: at, change: delta })
          }
          for (const [marketId, replayed] of books) {
            const book = exchange.bookOf(marketId)
            if (book === undefined) continue
            expect(book).toEqual(replayed.snapshot())
            expect(replayed.isCrossed()).toBe(false)
          }
          const resting = ACCOUNTS.flatMap((id) => exchange.ordersOf(id)).filter(
            ({ status }) => status === 'resting',
          )
          const size = [...books.values()]
            .flatMap((book) => [...book.bidLevels('yes'), ...book.bidLevels('no')])
            .reduce((sum, level) => sum + level.size, 0)
          expect(resting.reduce((sum, { remainingCount }) => sum + remainingCount, 0)).toBe(size)
        },
      })
    },
  )

  prop.prop([session], RUNS)(
    'trades are those of a list sorted by price and time, and never with oneself',
    (given) => {
      const references = new Map(
        MARKETS.map(({ marketId }) => [
          marketId,
          new ReferenceMatcher((accountId) => OWNERS[accountId] as string, GROUP_LIMIT),
        ]),
      )
      let filledBefore = 0
      let positionBefore = 0
      run(given, {
        before(exchange, command) {
          if (command.kind === 'amend') {
            filledBefore = exchange.orderOf(command.orderId)?.fillCount ?? 0
          }
          if (command.kind === 'place') {
            const held = exchange.positionsOf(command.accountId)
            positionBefore =
              held.find(({ marketId }) => marketId === command.marketId)?.position ?? 0
          }
        },
        after(exchange, command, { result, events }) {
          const drop = (isMatching: boolean): void => {
            for (const event of events) {
              if (event.kind !== 'order-updated' || event.order.status !== 'canceled') continue
              const { reason, marketId, orderId } = event.order
              if (['expired', 'pause', 'reopened', 'market-closed'].includes(reason) !== isMatching)
                references.get(marketId)?.remove(orderId)
            }
          }
          drop(false)
          if (command.kind === 'reset-group') {
            for (const reference of references.values()) reference.apply(command, 0)
          }
          const told = 'orderId' in command ? exchange.orderOf(command.orderId) : undefined
          const reference = 'ok' in result ? references.get(told?.marketId ?? '') : undefined
          const wanted = reference?.apply(reduced(command), filledBefore) ?? []
          const fills = fillsIn(events)
          const trades = fills
            .filter(({ isTaker }) => !isTaker)
            .map((maker) => {
              const taker = fills.find((f) => f.isTaker && f.tradeId === maker.tradeId) as FillView
              expect(OWNERS[maker.accountId]).not.toBe(OWNERS[taker.accountId])
              expect([taker.count, taker.yesPrice]).toEqual([maker.count, maker.yesPrice])
              const { orderId: makerId, yesPrice: at, count: size } = maker
              return { makerId, takerId: taker.orderId, price: at, count: size }
            })
          expect(trades).toEqual(wanted)
          drop(true)
          for (const [marketId, reference] of references) {
            const resting = ACCOUNTS.flatMap((id) => exchange.ordersOf(id)).filter(
              (order) => order.marketId === marketId && order.status === 'resting',
            )
            expect(new Map(resting.map((o) => [o.orderId, o.remainingCount]))).toEqual(
              reference.remaining(),
            )
          }
          function reduced(sent: ExchangeCommand): ExchangeCommand {
            if (sent.kind !== 'place' || sent.isReduceOnly !== true) return sent
            const closing = sent.side === 'bid' ? -positionBefore : positionBefore
            return { ...sent, count: Math.min(sent.count, closing) as PlaceOrder['count'] }
          }
        },
      })
    },
  )

  prop.prop([session], RUNS)(
    "fees are those of the venue's algorithm over each order's fills",
    (given) => {
      const rates = new Map<string, KalshiFeeRate>()
      const accumulators = new Map<string, KalshiFeeAccumulator>()
      const charged = new Map<string, number>()
      const exchange = run(given, {
        after(seen, _command, { events }) {
          for (const event of events) {
            if (event.kind === 'fee-updated') rates.set(event.marketId, event.rate)
          }
          for (const { config, feeRate } of seen.markets()) {
            if (!rates.has(config.marketId)) rates.set(config.marketId, feeRate)
          }
          for (const fill of fillsIn(events)) {
            const terms = {
              rate: rates.get(fill.marketId) as KalshiFeeRate,
              rounding: kalshiRoundingAt(fill.atMs),
              membership: MEMBERSHIPS[fill.accountId] ?? ('direct' as const),
            }
            // A closing fill is a sale of the other side; the venue charges it the same.
            const asSale = feeOfFill(terms, accumulators.get(fill.orderId) ?? NEW_ORDER, {
              action: 'sell',
              liquidity: fill.isTaker ? 'taker' : 'maker',
              price: priceTicks(fill.side === 'bid' ? 10_000 - fill.yesPrice : fill.yesPrice),
              count: fill.count,
            })
            expect(fill.fee).toBe(asSale.netFee)
            accumulators.set(fill.orderId, asSale.accumulator)
            charged.set(fill.orderId, (charged.get(fill.orderId) ?? 0) + fill.fee)
          }
        },
      })
      let total = 0
      for (const order of ACCOUNTS.flatMap((id) => exchange.ordersOf(id))) {
        expect(order.takerFees + order.makerFees).toBe(charged.get(order.orderId) ?? 0)
        total += order.takerFees + order.makerFees
      }
      expect(exchange.totals().fees).toBe(total)
    },
  )

  prop.prop([session], RUNS)(
    'orders keep their promises: post only never takes, all or nothing, reduce only reduces',
    (given) => {
      const positions = new Map<string, number>()
      run(given, {
        after(exchange, command, { result, events }) {
          for (const fill of fillsIn(events)) {
            const order = exchange.orderOf(fill.orderId)
            const key = `${fill.accountId} ${fill.marketId}`
            const before = positions.get(key) ?? 0
            positions.set(key, fill.postPosition)
            expect(fill.postPosition - before).toBe(fill.side === 'bid' ? fill.count : -fill.count)
            if (order?.isPostOnly === true) expect(fill.isTaker).toBe(false)
            if (order?.isReduceOnly === true) {
              expect(Math.abs(fill.postPosition)).toBeLessThan(Math.abs(before))
              expect(fill.postPosition * before).toBeGreaterThanOrEqual(0)
            }
            const isBetter =
              fill.side === 'bid'
                ? fill.yesPrice <= (order?.price ?? 0)
                : fill.yesPrice >= (order?.price ?? 0)
            expect(isBetter).toBe(true)
          }
          for (const event of events) {
            if (event.kind === 'settled') {
              const { accountId, marketId } = event.settlement
              positions.set(`${accountId} ${marketId}`, 0)
            }
          }
          if (command.kind !== 'place' || 'refused' in result) return
          const order = exchange.orderOf(command.orderId)
          if (command.timeInForce !== 'good_till_canceled') expect(order?.remainingCount).toBe(0)
          if (command.timeInForce === 'fill_or_kill' && order?.reason !== 'self-trade') {
            expect(order?.fillCount).toBe(command.count)
          }
        },
      })
    },
  )

  prop.prop([session], RUNS)('no group is matched past its limit within 15 seconds', (given) => {
    const matches: { accountId: string; atMs: number; count: number }[] = []
    run(given, {
      after(exchange, command, { events }) {
        if (command.kind === 'reset-group') {
          const { accountId } = command
          const kept = matches.filter((match) => match.accountId !== accountId)
          matches.splice(0, matches.length, ...kept)
        }
        for (const { orderId, accountId, atMs, count: size } of fillsIn(events)) {
          if (exchange.orderOf(orderId)?.groupId === undefined) continue
          matches.push({ accountId, atMs, count: size })
          const counted = matches.filter(
            (match) => match.accountId === accountId && match.atMs > atMs - 15_000,
          )
          const matched = counted.reduce((sum, match) => sum + match.count, 0)
          expect(matched).toBeLessThanOrEqual(GROUP_LIMIT)
        }
      },
    })
  })

  prop.prop([session], RUNS)('a market pays each account once, what it is worth', (given) => {
    const paid = new Set<string>()
    run(given, {
      after(_exchange, _command, { events }) {
        for (const event of events) {
          if (event.kind !== 'settled') continue
          const { accountId, marketId, revenue, value, yesCount, noCount } = event.settlement
          expect(paid.has(`${accountId} ${marketId}`)).toBe(false)
          paid.add(`${accountId} ${marketId}`)
          expect(revenue).toBe(value * yesCount + (10_000 - value) * noCount)
          expect(Math.min(yesCount, noCount)).toBe(0)
        }
      },
    })
  })

  prop.prop([session], RUNS)(
    'what is refused changes nothing, and told twice ends the same',
    (given) => {
      const first: CommandOutcome[] = []
      run(given, {
        after(_exchange, command, outcome) {
          first.push(outcome)
          const { result, events } = outcome
          if (!('refused' in result)) return
          // Only what time brought may be told beside a refusal.
          const untimed = events.filter((event) => event.kind === 'trade' || event.kind === 'fill')
          expect([command.kind, untimed]).toEqual([command.kind, []])
        },
      })
      const second: CommandOutcome[] = []
      run(given, { after: (_exchange, _command, outcome) => second.push(outcome) })
      expect(JSON.stringify(second)).toBe(JSON.stringify(first))
    },
  )
})

describe('the sessions', () => {
  it('come across everything that the properties are about', () => {
    const seen = new Map<string, number>()
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
    for (const given of fc.sample(session, { seed: 7, numRuns: 80 })) {
      run(given, {
        after(_exchange, command, { result, events }) {
          if ('refused' in result) count(result.refused.code)
          else if (command.kind === 'place' && command.isReduceOnly === true) count('reduced')
          else if (command.kind === 'place' && command.isPostOnly === true) count('post only')
          else if (command.kind === 'place') count(command.timeInForce)
          else count(command.kind)
          for (const event of events) {
            if (event.kind === 'order-updated') count(event.order.reason)
            else count(event.kind)
            if (event.kind === 'fill' && event.fill.postPosition === 0) count('closed')
          }
        },
      })
    }
    const wanted = [
      'insufficient_balance, invalid_order, order_group_triggered, trading_is_paused',
      'fill_or_kill_insufficient_resting_volume, MARKET_INACTIVE, reduced, post only',
      'fill_or_kill, immediate_or_cancel, amend, decrease, cancel, settled, closed, transfer',
      'filled, not-filled, expired, self-trade, group-triggered, pause, reopened, market-closed',
      'fee-updated',
    ].flatMap((line) => line.split(', '))
    expect(wanted.filter((what) => (seen.get(what) ?? 0) < 3)).toEqual([])
    expect(seen.get('fill') ?? 0).toBeGreaterThan(1000)
  })
})

/** Accounts with an order resting in a market. */
function ownersIn(exchange: Exchange, marketId: string): string[] {
  return ACCOUNTS.filter((id) =>
    exchange
      .ordersOf(id)
      .some((order) => order.marketId === marketId && order.status === 'resting'),
  )
}

function fillsIn(events: readonly ExchangeEvent[]): FillView[] {
  return events.flatMap((event) => (event.kind === 'fill' ? [event.fill] : []))
}
