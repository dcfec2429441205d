import { type Centicontracts, isRecord, type Microdollars, priceTicks } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import * as kalshi from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import type { OrderView } from '../exchange/views.ts'
import { problemsOf, startWorld, type World } from './call-world.test.ts'
import { ALICE, BOB, BUF, EVENT, KC, market, NBA, newOrder } from './started-venue.test.ts'
import type { TimelessCommand } from './venue-state.ts'
import { bookTruth, fillTruth, orderTruth, positionTruth } from './venue-truth.test.ts'

const SEEDS = process.env['ARBKIT_LONG'] === '1' ? 50 : 1
const CALLS = 2000
/** Calls between two audits. */
const AUDIT_EVERY = 250
/** What both shards of an account began with, as `startVenue` has it. */
const DEPOSIT = 1_000_000_000n

const NAMES = { alice: ALICE, bob: BOB } as const
type Name = keyof typeof NAMES

/** A request in the making. */
interface Line {
  readonly line: string
  readonly body?: unknown
}

/** What chance decides of a session, and what it remembers to be wrong about. */
class Chance {
  private readonly rng: ReturnType<typeof createSeededRng>
  readonly orders: string[] = ['none']
  readonly groups: string[] = ['none']
  readonly transfers: string[] = ['6d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c99']
  readonly markets: string[] = [BUF, KC, NBA]
  /** Of the account that asks next. */
  resting: readonly OrderView[] = []
  private count = 0

  constructor(seed: number) {
    this.rng = createSeededRng(seed)
  }

  below(end: number): number {
    return Math.floor(this.rng.next() * end)
  }

  is(share: number): boolean {
    return this.rng.next() < share
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** One of the last few, which are more likely alive. */
  recent(list: readonly string[]): string {
    return this.of(this.is(0.7) ? list.slice(-12) : list)
  }

  /** A market that trades, mostly. */
  market(): string {
    return this.is(0.95) ? this.of(this.markets.slice(-4)) : this.of([...this.markets, 'NONE'])
  }

  /** An order of the asker's that rests, mostly; else any, and what else would have to be said of it. */
  order(): { readonly id: string; readonly terms: object } {
    const view = this.is(0.8) ? this.resting.at(this.below(this.resting.length)) : undefined
    if (view === undefined) return { id: this.recent(this.orders), terms: {} }
    const { orderId: id, marketId, side, exchangeIndex } = view
    const isRight = this.is(0.9)
    return {
      id,
      terms: isRight ? { ticker: marketId, side, exchange_index: exchangeIndex } : {},
    }
  }

  fresh(): string {
    this.count += 1
    return `own-${this.count}`
  }
}

const BAD_TEXTS = [
  '',
  'x',
  '-1',
  '1e3',
  '1.005',
  '0.46001',
  '99999999999999999999',
  null,
  7,
  true,
  [],
]
const cents = (count: number): string => `0.${String(count).padStart(2, '0')}00`

function priceOf(chance: Chance): unknown {
  if (chance.is(0.015)) return chance.of(BAD_TEXTS)
  if (chance.is(0.03)) return chance.of(['0.4550', '0.4651', '0.0000', '1.0000', '1.2000', '0.5'])
  return cents(40 + chance.below(16))
}

function countOf(chance: Chance): unknown {
  if (chance.is(0.015)) return chance.of(BAD_TEXTS)
  if (chance.is(0.03)) return chance.of(['0.00', '5000.00', '1000000.00', '90000000000.00'])
  return `${chance.below(30)}.${String(chance.below(100)).padStart(2, '0')}`
}

const shardOf = (chance: Chance, ticker: string): unknown =>
  chance.is(0.05) ? chance.of([-1, 0, 1, 3, 7, 101, 'x', null]) : ticker === NBA ? 3 : 0

function orderBody(chance: Chance): object {
  const ticker = chance.market()
  return newOrder({
    ticker,
    side: chance.is(0.01) ? chance.of(['yes', '', null]) : chance.of(['bid', 'ask']),
    price: priceOf(chance),
    count: countOf(chance),
    time_in_force: chance.is(0.8)
      ? 'good_till_canceled'
      : chance.of(['immediate_or_cancel', 'immediate_or_cancel', 'fill_or_kill', 'GTT']),
    self_trade_prevention_type: chance.is(0.99) ? chance.of(['taker_at_cross', 'maker']) : 'none',
    exchange_index: shardOf(chance, ticker),
    ...(chance.is(0.5) && { client_order_id: chance.is(0.95) ? chance.fresh() : 'own-1' }),
    ...(chance.is(0.1) && { post_only: true }),
    ...(chance.is(0.1) && { reduce_only: true, time_in_force: 'immediate_or_cancel' }),
    ...(chance.is(0.1) && { cancel_order_on_pause: true }),
    ...(chance.is(0.06) && { order_group_id: chance.recent(chance.groups) }),
    ...(chance.is(0.05) && {
      expiration_time: chance.of([0, 1, 1_795_262_500, 1_795_263_000, 'x']),
    }),
    ...(chance.is(0.02) && { subaccount: chance.of([0, 64, -1, 'x']) }),
  })
}

const ORDERS = '/portfolio/events/orders'
const GROUPS = '/portfolio/order_groups'
const TRANSFERS = '/portfolio/intra_exchange_instance_transfer'

/** Calls that change something. */
const WRITES: readonly ((chance: Chance) => Line)[] = [
  ...Array.from({ length: 24 }, () => (chance: Chance) => ({
    line: `POST ${ORDERS}`,
    body: orderBody(chance),
  })),
  ...Array.from({ length: 2 }, () => (chance: Chance): Line => {
    const { id, terms } = chance.order()
    const { ticker = NBA } = terms as { readonly ticker?: string }
    const query = chance.of(['', `?market_ticker=${ticker}`, '?exchange_index=x'])
    return { line: `DELETE ${ORDERS}/${id}${query}` }
  }),
  ...Array.from({ length: 2 }, () => (chance: Chance): Line => {
    const { id, terms } = chance.order()
    const body = {
      ticker: chance.market(),
      side: chance.of(['bid', 'ask']),
      price: priceOf(chance),
      count: countOf(chance),
      ...(chance.is(0.2) && { updated_client_order_id: chance.fresh() }),
      ...(chance.is(0.2) && { expiration_time: chance.of([0, 1_795_270_000, -1]) }),
      ...terms,
    }
    return { line: `POST ${ORDERS}/${id}/amend`, body }
  }),
  (chance) => {
    const { id, terms } = chance.order()
    const by = chance.is(0.9) ? chance.of(['reduce_by', 'reduce_to']) : 'reduce'
    const { ticker: market_ticker } = terms as { readonly ticker?: string }
    return { line: `POST ${ORDERS}/${id}/decrease`, body: { [by]: countOf(chance), market_ticker } }
  },
  (chance) => ({
    line: `POST ${ORDERS}/batched`,
    body: { orders: Array.from({ length: chance.below(5) }, () => orderBody(chance)) },
  }),
  (chance) => ({
    line: `DELETE ${ORDERS}/batched`,
    body: {
      orders: Array.from({ length: chance.below(5) }, () => ({
        order_id: chance.order().id,
        exchange_index: chance.of([0, 3, -1]),
      })),
    },
  }),
  (chance) => ({ line: chance.is(0.1) ? `DELETE ${ORDERS}` : 'GET /portfolio/balance' }),
  (chance) => ({
    line: `POST ${GROUPS}/create`,
    body: { contracts_limit_fp: countOf(chance), exchange_index: chance.of([0, 3]) },
  }),
  (chance) => {
    const at = `${GROUPS}/${chance.recent(chance.groups)}`
    const query = `?exchange_index=${chance.of(['0', '0', '3', 'x'])}`
    return chance.of<Line>([
      { line: `PUT ${at}/reset${query}` },
      { line: `PUT ${at}/trigger${query}`, body: {} },
      { line: `PUT ${at}/limit${query}`, body: { contracts_limit_fp: countOf(chance) } },
      { line: `DELETE ${at}${query}` },
    ])
  },
  (chance) => ({
    line: `POST ${TRANSFERS}`,
    body: {
      source: 'event_contract',
      destination: 'event_contract',
      amount: chance.of([1, 12_345, 500_000, 0, -1, 1.5, 99_999_999_999, '1']),
      source_exchange_shard: chance.of([0, 3, 3, 9]),
      destination_exchange_shard: chance.of([0, 3, 1]),
      ...(chance.is(0.2) && { client_transfer_id: chance.of(chance.transfers) }),
    },
  }),
  (chance) => ({
    line: 'POST /portfolio/target_balance_allocation',
    body: {
      allocations: [{ exchange_index: chance.below(4), percent: chance.of([100, 50, 101]) }],
    },
  }),
  (chance) => ({
    line: chance.of([`POST ${ORDERS}`, `POST ${GROUPS}/create`, `POST ${TRANSFERS}`]),
    body: chance.of<unknown>([[], null, 7, 'text', { orders: 7 }, undefined]),
  }),
  (chance) => ({
    line: chance.of(['POST /portfolio/orders', 'DELETE /portfolio/orders/x']),
    body: {},
  }),
]

const PATHS = [
  '/markets',
  '/markets/trades',
  '/events',
  `/events/${EVENT}`,
  '/series',
  '/series/KXNFLGAME',
  '/series/NONE',
  '/series/fee_changes',
  '/events/fee_changes',
  '/milestones',
  '/structured_targets',
  '/live_data/batch',
  '/exchange/status',
  '/exchange/schedule',
  '/account/limits',
  '/account/endpoint_costs',
  '/account/api_usage_level/volume_progress',
  '/portfolio/balance',
  '/portfolio/positions',
  '/portfolio/fills',
  '/portfolio/orders',
  '/portfolio/settlements',
  GROUPS,
  `${TRANSFERS}s`,
  '/portfolio/target_balance_allocation',
  '/markets/orderbooks',
] as const
const QUERIES = [
  'limit=1',
  'limit=1000',
  'limit=0',
  'limit=-1',
  'limit=1e3',
  'cursor=x',
  'cursor=YXQ6Mg',
  'cursor=YXQ6OTk5OTk5OTk5',
  `ticker=${BUF}`,
  `tickers=${BUF},${KC}`,
  `event_ticker=${EVENT}`,
  'status=open',
  'status=resting',
  'status=settled',
  'min_ts=1795262400',
  'max_ts=0',
  'max_ts=99999999999999999999',
  'exchange_index=3',
  'exchange_index=-1',
  'subaccount=0',
  'settlement_status=all',
  'with_nested_markets=true',
  'with_nested_markets=yes',
  'depth=1',
  'count_filter=position,total_traded',
  '%',
  '=&&=',
]

function readOf(chance: Chance): Line {
  const named = chance.of<string>([
    `/markets/${chance.recent(chance.markets)}`,
    `/markets/${chance.recent(chance.markets)}/orderbook`,
    `/series/KXNFLGAME/markets/${BUF}/candlesticks`,
    `/portfolio/orders/${chance.recent(chance.orders)}`,
    `${GROUPS}/${chance.recent(chance.groups)}`,
    `${TRANSFERS}s/${chance.recent(chance.transfers)}`,
    '/markets/%2e%2e',
    '/markets/%E0%A4%A',
  ])
  const path = chance.is(0.5) ? chance.of<string>(PATHS) : named
  const query = Array.from({ length: chance.below(4) }, () => chance.of(QUERIES))
  if (path.endsWith('candlesticks')) {
    query.push(
      'start_ts=1795262400',
      'end_ts=1795348800',
      `period_interval=${chance.of([1, 60, 7])}`,
    )
  }
  return { line: `GET ${path}${query.length === 0 ? '' : `?${query.join('&')}`}` }
}

/** What an operator does meanwhile. */
function operate(chance: Chance, { clock, server }: World): void {
  const pause = { kind: 'set-exchange-status', exchangeIndex: chance.of([0, 3]) } as const
  const eventId = EVENT
  const override = { feeType: 'quadratic', feeMultiplier: '0.5', knownFromMs: 0 }
  const commands: readonly TimelessCommand[] = [
    { ...pause, isActive: true, isTrading: false },
    { ...pause, isActive: false, isTrading: false },
    { kind: 'pause-market', marketId: chance.market() },
    { kind: 'open-market', marketId: chance.market() },
    { kind: 'change-event-fees', eventId, override: chance.is(0.5) ? override : undefined },
  ]
  server.apply(chance.of(commands))
  if (chance.is(0.3)) {
    const over = chance.market()
    const value = priceTicks(chance.below(101) * 100)
    const result = chance.of([{ kind: 'yes' }, { kind: 'no' }, { kind: 'scalar', value }] as const)
    server.apply({ kind: 'determine-market', marketId: over, result })
    server.apply({ kind: 'settle-market', marketId: over })
    const next = `KXNFLGAME-26DEC06GAME${chance.markets.length}-HOME`
    server.apply({ kind: 'list-market', market: market(next, 0, clock.now()) })
    chance.markets.push(next)
  }
}

/** Ends what an operator stopped. */
function resume(chance: Chance, { server, exchange }: World): void {
  server.apply({ kind: 'set-exchange-status', isActive: true, isTrading: true })
  for (const marketId of chance.markets) {
    if (exchange.marketOf(marketId)?.status !== 'inactive') continue
    server.apply({ kind: 'open-market', marketId })
  }
}

/** Holds everything that REST says of an account to what the exchange knows. */
async function audit(world: World, name: Name): Promise<void> {
  const { exchange, clock } = world
  const send = world.sendAs(NAMES[name])
  clock.advance(3000)
  world.server.tick()
  const all = async <T>(
    ask: (cursor: string | undefined) => Promise<kalshi.Page<T>>,
  ): Promise<readonly T[]> => kalshi.allItems(ask, { clock })
  const limit = 1000
  expect(await all(async (cursor) => kalshi.getOrders(send, { limit, cursor }))).toEqual(
    exchange.ordersOf(name).toReversed().map(orderTruth),
  )
  expect(await all(async (cursor) => kalshi.getFills(send, { limit, cursor }))).toEqual(
    exchange.fillsOf(name).toReversed().map(fillTruth),
  )
  const wanted = { settlementStatus: 'all', limit } as const
  expect(await all(async (cursor) => kalshi.getPositions(send, { ...wanted, cursor }))).toEqual(
    exchange.positionsOf(name).map(positionTruth),
  )
  const { shards } = await kalshi.getBalance(send, {})
  expect(shards).toEqual(
    exchange.balancesOf(name).map(({ exchangeIndex, available }) => ({ exchangeIndex, available })),
  )
  const groups = await kalshi.getOrderGroups(send, {})
  expect(groups.map((group) => [group.orderGroupId, group.contractsLimit])).toEqual(
    exchange.groupsOf(name).map((group) => [group.groupId, group.limit]),
  )
  const marketIds = exchange.markets().map(({ config }) => config.marketId)
  expect(await kalshi.getOrderBooks(send, { marketIds })).toEqual(
    marketIds.map((id) => bookTruth(world, id)),
  )
  expect(world.problems).toEqual([])
}

/**
 * Reckons an account's cash from what REST says was filled, paid and moved alone: a contract of NO is
 * one of YES sold, with a dollar put up where none was held.
 */
async function reckonedCash(world: World, name: Name): Promise<bigint> {
  const send = world.sendAs(NAMES[name])
  const { clock } = world
  const { items: settled } = await kalshi.getSettlements(send, { limit: 1000 })
  const fills = await kalshi.allItems(
    async (cursor) => kalshi.getFills(send, { limit: 1000, cursor }),
    { clock },
  )
  let cash = 2n * DEPOSIT
  const held = new Map<string, bigint>()
  for (const { marketId, bookSide, yesPrice, count, fee } of fills) {
    const signed = bookSide === 'bid' ? BigInt(count) : -BigInt(count)
    cash -= signed * BigInt(yesPrice) + BigInt(fee)
    held.set(marketId, (held.get(marketId) ?? 0n) + signed)
  }
  for (const [marketId, position] of held) {
    if (position < 0n) cash += position * 10_000n
    const end = settled.find((each) => each.marketId === marketId)
    if (end === undefined) continue
    expect(BigInt(end.yesCount - end.noCount)).toBe(position)
    const perYes = BigInt(end.valuePerYes ?? 0) * 100n
    cash += position > 0n ? position * perYes : -position * (10_000n - perYes)
  }
  return cash
}

const total = (amounts: readonly (Microdollars | Centicontracts)[]): bigint =>
  amounts.reduce((sum, each) => sum + BigInt(each), 0n)

/** Remembers ids that were given out. */
function note(chance: Chance, body: unknown): void {
  if (!isRecord(body)) return
  const { order_id: order, order_group_id: group, transfer_id: transfer, orders } = body
  if (typeof order === 'string') chance.orders.push(order)
  if (typeof group === 'string') chance.groups.push(group)
  if (typeof transfer === 'string') chance.transfers.push(transfer)
  if (Array.isArray(orders)) for (const each of orders) note(chance, each)
}

const SEED_NUMBERS = Array.from({ length: SEEDS }, (_, index) => index + 1)

describe('a long session at random', () => {
  it.each(SEED_NUMBERS)(
    'seed %i: every answer is as documented, no cent is lost',
    async (seed) => {
      const world = await startWorld()
      const { exchange, clock, server } = world
      const chance = new Chance(seed)
      const statuses = new Map<number, number>()
      const state = (): string =>
        JSON.stringify([
          exchange.totals(),
          exchange.balancesOf('alice'),
          exchange.balancesOf('bob'),
        ])
      for (let call = 1; call <= CALLS; call += 1) {
        if (chance.is(0.3)) clock.advance(chance.below(200))
        if (chance.is(0.015)) operate(chance, world)
        if (chance.is(0.3)) resume(chance, world)
        server.tick()
        const before = state()
        const name = chance.of<Name>(['alice', 'bob'])
        chance.resting = exchange.ordersOf(name).filter(({ status }) => status === 'resting')
        const { line, body } = chance.is(0.65) ? chance.of(WRITES)(chance) : readOf(chance)
        const as = chance.is(0.02) ? undefined : NAMES[name]
        const answer = await world.ask(line, { as, body })
        const [method = '', url = ''] = line.split(' ')
        const problems = problemsOf(method, url.split('?')[0] ?? '', answer)
        expect([call, line, answer.status, problems]).toEqual([call, line, answer.status, []])
        const mayChange = answer.status < 400 && method !== 'GET'
        expect([line, mayChange ? before : state()]).toEqual([line, before])
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (method === 'POST') note(chance, answer.body)
        const { deposits, cash, collateral, fees } = exchange.totals()
        expect([line, cash + collateral + fees]).toEqual([line, deposits])
        if (call % AUDIT_EVERY === 0)
          for (const each of ['alice', 'bob'] as const) await audit(world, each)
      }
      for (const status of [200, 201, 400, 401, 404, 429]) {
        expect([status, (statuses.get(status) ?? 0) > 0]).toEqual([status, true])
      }
      resume(chance, world)
      clock.advance(60_000)
      for (const name of ['alice', 'bob'] as const) {
        await kalshi.cancelAllOrders(world.sendAs(NAMES[name]), {})
        const { available } = await kalshi.getBalance(world.sendAs(NAMES[name]), {})
        expect(available).toBe(Number(total(exchange.balancesOf(name).map((each) => each.cash))))
        expect(BigInt(available)).toBe(await reckonedCash(world, name))
        expect(exchange.fillsOf(name).length).toBeGreaterThan(80)
      }
      expect(world.problems).toEqual([])
    },
    300_000,
  )
})
