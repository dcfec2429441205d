import { describe, expect, it } from 'vitest'
import { answerChecker, hasSpecification } from './spec-validators.test.ts'
import {
  ALICE,
  BOB,
  BUF,
  EVENT,
  KC,
  MILESTONE,
  NBA,
  newOrder,
  order,
  type Started,
  startVenue,
  TARGET,
} from './started-venue.test.ts'

const check = hasSpecification ? answerChecker() : undefined

/** Asks, and holds the answer to the specification where there is one. */
async function asked(
  { ask }: Started,
  line: string,
  options?: Parameters<Started['ask']>[1],
): Promise<Record<string, unknown>> {
  const answer = await ask(line, options)
  const [method = '', path = ''] = line.split(' ')
  expect([line, answer]).toMatchObject([line, { status: expect.toSatisfy((n) => n < 300) }])
  expect(check?.(method, path.split('?')[0] ?? '', answer) ?? []).toEqual([])
  return (answer.body ?? {}) as Record<string, unknown>
}

async function traded(): Promise<Started> {
  const venue = await startVenue()
  for (const [side, price, count] of [
    ['bid', 4300, 1000],
    ['bid', 4200, 500],
    ['ask', 4600, 2000],
  ] as const) {
    venue.server.apply(order('bob', side, price, count))
  }
  await asked(venue, 'POST /portfolio/events/orders', {
    as: ALICE,
    body: newOrder({ price: '0.4600', count: '3.50', client_order_id: 'a' }),
  })
  return venue
}

describe('market data', () => {
  it('shows books, best last, both sides as bids', async () => {
    const venue = await traded()
    const book = {
      yes_dollars: [
        ['0.4200', '5.00'],
        ['0.4300', '10.00'],
      ],
      no_dollars: [['0.5400', '16.50']],
    }
    expect(await asked(venue, `GET /markets/${BUF}/orderbook`)).toEqual({ orderbook_fp: book })
    expect(await asked(venue, `GET /markets/${BUF}/orderbook?depth=1`)).toEqual({
      orderbook_fp: { ...book, yes_dollars: [['0.4300', '10.00']] },
    })
    const many = `GET /markets/orderbooks?tickers=${BUF}&tickers=X&tickers=${KC}`
    expect(await asked(venue, many, { as: ALICE })).toEqual({
      orderbooks: [
        { ticker: BUF, orderbook_fp: book },
        { ticker: KC, orderbook_fp: { yes_dollars: [], no_dollars: [] } },
      ],
    })
  })

  it('shows markets with quotes, filters and pages', async () => {
    const venue = await traded()
    expect(await asked(venue, `GET /markets/${BUF}`)).toMatchObject({
      market: {
        status: 'active',
        yes_bid_dollars: '0.4300',
        yes_ask_dollars: '0.4600',
        no_bid_dollars: '0.5400',
        no_ask_dollars: '0.5700',
        yes_bid_size_fp: '10.00',
        yes_ask_size_fp: '16.50',
        last_price_dollars: '0.4600',
        volume_fp: '3.50',
        yes_sub_title: 'Buffalo',
        price_level_structure: 'linear_cent',
      },
    })
    const first = await asked(venue, 'GET /markets?limit=2&mve_filter=exclude')
    expect(first['markets']).toMatchObject([{ ticker: BUF }, { ticker: KC }])
    const rest = await asked(venue, `GET /markets?limit=2&cursor=${String(first['cursor'])}`)
    expect(rest).toMatchObject({ markets: [{ ticker: NBA }], cursor: '' })
    const listed = async (query: string) =>
      ((await asked(venue, `GET /markets?${query}`))['markets'] as { ticker: string }[]).map(
        ({ ticker }) => ticker,
      )
    expect(await listed(`event_ticker=${EVENT}`)).toEqual([BUF, KC])
    expect(await listed('series_ticker=KXNBAGAME')).toEqual([NBA])
    expect(await listed(`tickers=${KC},${NBA}`)).toEqual([KC, NBA])
    expect(await listed('status=open')).toEqual([BUF, KC, NBA])
    expect(await listed('status=settled')).toEqual([])
    expect(await listed('mve_filter=only')).toEqual([])
    expect(await listed('min_close_ts=1795608000')).toEqual([])
    for (const query of [
      'status=active',
      'limit=1001',
      'cursor=x',
      'min_close_ts=1&max_created_ts=2',
    ]) {
      expect(await venue.ask(`GET /markets?${query}`)).toMatchObject({ status: 400 })
    }
    expect(await venue.ask('GET /markets/NONE')).toMatchObject({ status: 404 })
  })

  it('shows trades, events, series, games and the exchange', async () => {
    const venue = await traded()
    expect(await asked(venue, `GET /markets/trades?ticker=${BUF}`)).toMatchObject({
      trades: [
        {
          yes_price_dollars: '0.4600',
          no_price_dollars: '0.5400',
          count_fp: '3.50',
          taker_outcome_side: 'yes',
          taker_book_side: 'bid',
        },
      ],
    })
    const events = 'GET /events?with_nested_markets=true&with_milestones=true&status=open'
    expect(await asked(venue, events)).toMatchObject({
      events: [{ event_ticker: EVENT, markets: [{ ticker: BUF }, { ticker: KC }] }, {}],
      milestones: [{ id: MILESTONE }],
    })
    expect(await asked(venue, `GET /events/${EVENT}`)).toMatchObject({
      event: { title: 'Buffalo at Kansas City', mutually_exclusive: true },
      markets: [{ ticker: BUF }, { ticker: KC }],
    })
    expect(await asked(venue, 'GET /series?category=Sports&tags=Football')).toMatchObject({
      series: [{ ticker: 'KXNFLGAME', fee_type: 'quadratic_with_maker_fees', fee_multiplier: 1 }],
    })
    for (const path of [
      '/series/KXNFLGAME',
      '/series/fee_changes',
      '/events/fee_changes',
      '/milestones?limit=10&type=football_game',
      `/milestones/${MILESTONE}`,
      `/structured_targets?ids=${TARGET}`,
      `/structured_targets/${TARGET}`,
      `/live_data/milestone/${MILESTONE}`,
      `/live_data/batch?milestone_ids=${MILESTONE}`,
      `/live_data/events/${EVENT}`,
      '/exchange/status',
      '/exchange/schedule',
      '/account/endpoint_costs',
      `/series/KXNFLGAME/markets/${BUF}/candlesticks?start_ts=1795000000&end_ts=1796000000&period_interval=60`,
    ]) {
      expect(Object.keys(await asked(venue, `GET ${path}`))).not.toEqual([])
    }
    expect(await venue.ask('GET /milestones')).toMatchObject({
      status: 400,
      body: { msg: 'Query argument limit is required, but not found' },
    })
  })
})

describe('an account', () => {
  it('places, changes and takes back orders', async () => {
    const venue = await startVenue()
    const created = await asked(venue, 'POST /portfolio/events/orders', {
      as: BOB,
      body: newOrder({ client_order_id: 'mine', post_only: true }),
    })
    const id = String(created['order_id'])
    expect(created).toMatchObject({
      client_order_id: 'mine',
      fill_count: '0.00',
      remaining_count: '10.00',
    })
    expect(created).not.toHaveProperty('average_fill_price')
    const terms = { ticker: BUF, side: 'bid', price: '0.5500', count: '8.00', exchange_index: 0 }
    expect(
      await asked(venue, `POST /portfolio/events/orders/${id}/amend`, { as: BOB, body: terms }),
    ).toMatchObject({ order_id: id, remaining_count: '8.00' })
    const decrease = { reduce_to: '2.50', market_ticker: BUF }
    expect(
      await asked(venue, `POST /portfolio/events/orders/${id}/decrease`, {
        as: BOB,
        body: decrease,
      }),
    ).toMatchObject({ remaining_count: '2.50' })
    expect(await asked(venue, `GET /portfolio/orders/${id}`, { as: BOB })).toMatchObject({
      order: { status: 'resting', yes_price_dollars: '0.5500', remaining_count_fp: '2.50' },
    })
    expect(await venue.ask(`GET /portfolio/orders/${id}`, { as: ALICE })).toMatchObject({
      status: 404,
    })
    const cancel = `DELETE /portfolio/events/orders/${id}`
    expect(await asked(venue, `${cancel}?market_ticker=${BUF}`, { as: BOB })).toMatchObject({
      reduced_by: '2.50',
    })
    expect(await venue.ask(cancel, { as: BOB })).toMatchObject({ status: 404 })
    expect(await asked(venue, 'GET /portfolio/orders?status=canceled', { as: BOB })).toMatchObject({
      orders: [{ order_id: id }],
    })
  })

  it('finds an order of another shard only where it is told the market or the shard', async () => {
    const venue = await startVenue()
    const body = newOrder({ ticker: NBA, exchange_index: 3, price: '0.4550' })
    const { order_id: id } = await asked(venue, 'POST /portfolio/events/orders', { as: BOB, body })
    const line = `DELETE /portfolio/events/orders/${String(id)}`
    expect(await venue.ask(line, { as: BOB })).toMatchObject({ status: 404 })
    expect(await venue.ask(`${line}?exchange_index=3`, { as: BOB })).toMatchObject({ status: 200 })
  })

  it('has fills, positions, cash and settlements', async () => {
    const venue = await traded()
    expect(await asked(venue, 'GET /portfolio/fills', { as: ALICE })).toMatchObject({
      fills: [{ count_fp: '3.50', is_taker: true, outcome_side: 'yes', fee_cost: '0.0609' }],
    })
    expect(await asked(venue, 'GET /portfolio/positions', { as: BOB })).toMatchObject({
      market_positions: [{ ticker: BUF, position_fp: '-3.50', market_exposure_dollars: '1.8900' }],
      event_positions: [{ event_ticker: EVENT, total_cost_shares_fp: '3.50' }],
    })
    const before = await asked(venue, 'GET /portfolio/balance', { as: ALICE })
    expect(before).toMatchObject({
      balance: 199_832,
      balance_dollars: '1998.3291',
      balance_breakdown: [
        { exchange_index: 0, balance: '998.3291' },
        { exchange_index: 1, balance: '0.0000' },
        { exchange_index: 2, balance: '0.0000' },
        { exchange_index: 3, balance: '1000.0000' },
      ],
    })
    venue.server.apply({ kind: 'determine-market', marketId: BUF, result: { kind: 'yes' } })
    venue.server.apply({ kind: 'settle-market', marketId: BUF })
    expect(await asked(venue, 'GET /portfolio/settlements', { as: ALICE })).toMatchObject({
      settlements: [
        { ticker: BUF, market_result: 'yes', yes_count_fp: '3.50', revenue: 350, value: 100 },
      ],
    })
    expect(await asked(venue, 'GET /portfolio/balance', { as: ALICE })).toMatchObject({
      balance_dollars: '2001.8291',
    })
    expect(
      await asked(venue, 'GET /portfolio/positions?settlement_status=settled', { as: ALICE }),
    ).toMatchObject({ market_positions: [{ ticker: BUF, position_fp: '0.00' }] })
  })

  it('sends batches, each item with its own end', async () => {
    const venue = await startVenue()
    const batch = { orders: [newOrder(), newOrder({ price: '0.0050' }), newOrder({ side: 'x' })] }
    const created = await asked(venue, 'POST /portfolio/events/orders/batched', {
      as: BOB,
      body: batch,
    })
    expect(created).toMatchObject({
      orders: [
        { remaining_count: '10.00' },
        { error: { code: 'invalid_order' } },
        { error: { code: 'invalid_parameters' } },
      ],
    })
    const [{ order_id }] = created['orders'] as [{ order_id: string }]
    const orders = [{ order_id }, { order_id: 'none' }]
    expect(
      await asked(venue, 'DELETE /portfolio/events/orders/batched', { as: BOB, body: { orders } }),
    ).toMatchObject({
      orders: [
        { order_id, reduced_by: '10.00' },
        { order_id: 'none', reduced_by: '0.00', error: { code: 'not_found' } },
      ],
    })
    await asked(venue, 'POST /portfolio/events/orders', { as: BOB, body: newOrder() })
    expect(await venue.ask('DELETE /portfolio/events/orders', { as: BOB })).toMatchObject({
      status: 204,
      body: undefined,
    })
    expect(venue.exchange.ordersOf('bob').some(({ status }) => status === 'resting')).toBe(false)
  })

  it('has groups, transfers, shares and limits', async () => {
    const venue = await startVenue()
    const group = { contracts_limit_fp: '5.00', exchange_index: 0 }
    const { order_group_id: id } = await asked(venue, 'POST /portfolio/order_groups/create', {
      as: ALICE,
      body: group,
    })
    const at = `/portfolio/order_groups/${String(id)}`
    await asked(venue, 'POST /portfolio/events/orders', {
      as: ALICE,
      body: newOrder({ order_group_id: id }),
    })
    const { orders } = await asked(venue, `GET ${at}`, { as: ALICE })
    expect(orders).toHaveLength(1)
    expect(await asked(venue, 'GET /portfolio/order_groups', { as: ALICE })).toMatchObject({
      order_groups: [{ id, contracts_limit_fp: '5.00', is_auto_cancel_enabled: true }],
    })
    await asked(venue, `PUT ${at}/limit`, { as: ALICE, body: { contracts_limit_fp: '7.00' } })
    await asked(venue, `PUT ${at}/trigger`, { as: ALICE })
    expect(await asked(venue, `GET ${at}`, { as: ALICE })).toMatchObject({
      contracts_limit_fp: '7.00',
      orders: [],
    })
    await asked(venue, `PUT ${at}/reset`, { as: ALICE })
    await asked(venue, `DELETE ${at}`, { as: ALICE })
    expect(await venue.ask(`GET ${at}`, { as: ALICE })).toMatchObject({ status: 404 })
    const transfer = {
      source: 'event_contract',
      destination: 'event_contract',
      amount: 1_000_000,
      source_exchange_shard: 0,
      destination_exchange_shard: 3,
      client_transfer_id: '6d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c99',
    }
    for (const _ of [1, 2]) {
      await asked(venue, 'POST /portfolio/intra_exchange_instance_transfer', {
        as: ALICE,
        body: transfer,
      })
    }
    const transfers = '/portfolio/intra_exchange_instance_transfers'
    expect(await asked(venue, `GET ${transfers}`, { as: ALICE })).toMatchObject({
      transfers: [{ amount: '100.0000', status: 'complete', destination_exchange_shard: 3 }],
    })
    await asked(venue, `GET ${transfers}/${transfer.client_transfer_id}`, { as: ALICE })
    expect(
      await asked(venue, 'GET /portfolio/balance?exchange_index=3', { as: ALICE }),
    ).toMatchObject({ balance_dollars: '1100.0000' })
    const shares = {
      allocations: [
        { exchange_index: 0, percent: 60 },
        { exchange_index: 3, percent: 40 },
      ],
    }
    const allocation = '/portfolio/target_balance_allocation'
    await asked(venue, `POST ${allocation}`, { as: ALICE, body: shares })
    expect(await asked(venue, `GET ${allocation}`, { as: ALICE })).toEqual(shares)
    expect(await asked(venue, 'GET /account/limits', { as: BOB })).toMatchObject({
      usage_tier: 'basic',
      read: { refill_rate: 200, bucket_capacity: 600 },
      write: { refill_rate: 100, bucket_capacity: 100 },
    })
    await asked(venue, 'GET /account/api_usage_level/volume_progress', { as: BOB })
  })
})
