import { existsSync, readFileSync } from 'node:fs'
import { centicontracts, isRecord, microdollars, priceTicks } from '@arbkit/core'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { getAccountLimits, getEndpointCosts, getVolumeProgress } from './account.ts'
import { getExchangeSchedule, getExchangeStatus } from './exchange.ts'
import { getEventLiveData, getLiveData, getLiveDataBatch } from './live-data.ts'
import { getMilestone, getMilestones, getStructuredTarget } from './milestones.ts'
import type { NewOrder } from './new-order.ts'
import { cancelOrders, createOrders } from './order-batches.ts'
import { getOrderBook, getOrderBooks } from './order-books.ts'
import { createOrderGroup, getOrderGroup, getOrderGroups, resetOrderGroup } from './order-groups.ts'
import { amendOrder, cancelOrder, createOrder, decreaseOrder } from './order-writes.ts'
import { getOrder, getOrders } from './orders.ts'
import { getBalance, getFills, getPositions, getSettlements } from './portfolio.ts'
import { getEventFeeChanges, getSeries, getSeriesFeeChanges, getSeriesList } from './series.ts'
import { getCandlesticks, getTrades } from './trades.ts'
import { getAllocation, getTransfer, getTransfers, setAllocation, transfer } from './transfers.ts'

const SPEC = new URL(
  '../../../../../../shared/spec/kalshi-openapi-2026-08-22.yaml',
  import.meta.url,
)
const isHere = existsSync(SPEC)
if (!isHere) {
  console.warn('\nSKIPPED: no specification in ../shared/spec, no answer was checked against it\n')
}

/** Answers with what it was given and keeps what it was asked. */
export function venue(answer: unknown): {
  readonly send: Send
  readonly sent: KalshiRequest[]
  readonly options: (SendOptions | undefined)[]
} {
  const sent: KalshiRequest[] = []
  const options: (SendOptions | undefined)[] = []
  return {
    sent,
    options,
    send: async (request, sendOptions) => {
      sent.push(request)
      options.push(sendOptions)
      return answer
    },
  }
}

export const MARKET = 'KXMLBGAME-26JUL081840NYYTB-NYY'
const EVENT = 'KXMLBGAME-26JUL081840NYYTB'
export const ORDER_ID = '3b23c1c7-f4ef-4f0d-8b9a-9e53c61f1a0d'
export const OTHER_ID = 'a6d6010d-6d5f-40a1-a7e7-5501386bb621'
const CLIENT_ID = '8c35ecb3-328f-4f52-8c7c-0f4b9862f8d1'
export const TS = 1_783_302_917
export const TS_MS = 1_715_793_600_123
export const ISO = '2026-07-06T01:55:17.343948Z'
export const ISO_MS = Date.parse(ISO)
export const NEW_ORDER: NewOrder = {
  marketId: MARKET,
  clientOrderId: CLIENT_ID,
  action: 'buy',
  side: 'no',
  price: priceTicks(4400),
  count: centicontracts(1000),
  priceGrid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
  timeInForce: 'immediate_or_cancel',
  selfTradePrevention: 'taker_at_cross',
  exchangeIndex: 3,
}

export const ORDER = {
  order_id: ORDER_ID,
  user_id: 'u',
  client_order_id: CLIENT_ID,
  ticker: MARKET,
  outcome_side: 'no',
  book_side: 'ask',
  type: 'limit',
  status: 'resting',
  yes_price_dollars: '0.5600',
  no_price_dollars: '0.4400',
  initial_count_fp: '10.00',
  fill_count_fp: '2.50',
  remaining_count_fp: '7.50',
  taker_fill_cost_dollars: '1.100000',
  maker_fill_cost_dollars: '0.000000',
  taker_fees_dollars: '0.043200',
  maker_fees_dollars: '0.000000',
  expiration_time: null,
  created_time: ISO,
  last_update_time: '2026-07-06T01:56:00Z',
  order_group_id: null,
  subaccount_number: 0,
  exchange_index: 3,
}
export const FILL = {
  fill_id: 'f1',
  trade_id: 'f1',
  order_id: ORDER_ID,
  exchange_index: 3,
  ticker: MARKET,
  market_ticker: MARKET,
  outcome_side: 'yes',
  book_side: 'bid',
  count_fp: '1.00',
  yes_price_dollars: '0.4800',
  no_price_dollars: '0.5200',
  is_taker: false,
  created_time: ISO,
  fee_cost: '0.017500',
}
export const TRADE = {
  trade_id: 't1',
  ticker: MARKET,
  count_fp: '22.56',
  yes_price_dollars: '0.2100',
  no_price_dollars: '0.7900',
  taker_outcome_side: 'no',
  taker_book_side: 'ask',
  created_time: ISO,
  is_block_trade: false,
}
export const MILESTONE = {
  id: 'a852dcb8',
  category: 'Sports',
  type: 'football_game',
  start_date: '2026-09-17T23:30:00Z',
  related_event_tickers: ['KXNCAAFGAME-26SEP17SYRPITT'],
  title: 'Syracuse vs Pittsburgh',
  notification_message: '',
  details: { league: 'NCAAFB', status: 'scheduled' },
  primary_event_tickers: ['KXNCAAFGAME-26SEP17SYRPITT'],
  last_updated_ts: ISO,
}
export const BOOK = {
  yes_dollars: [
    ['0.4100', '10.00'],
    ['0.4200', '13.00'],
  ],
  no_dollars: [],
}
const BATCHED = { order_id: OTHER_ID, client_order_id: 'b', reduced_by: '5.00', ts_ms: TS_MS }
export const PLACED = {
  order_id: ORDER_ID,
  client_order_id: CLIENT_ID,
  fill_count: '2.50',
  remaining_count: '0.00',
  average_fill_price: '0.561250',
  average_fee_paid: '0.0173',
  ts_ms: TS_MS,
}
export const SERIES = {
  ticker: 'KXMLBGAME',
  frequency: 'custom',
  title: 'MLB',
  category: 'Sports',
  tags: [],
  settlement_sources: [],
  contract_url: '',
  contract_terms_url: '',
  fee_type: 'quadratic_with_maker_fees',
  fee_multiplier: 0.5,
  additional_prohibitions: [],
}
const TRANSFER = {
  transfer_id: 'x1',
  source: 'event_contract',
  destination: 'event_contract',
  source_exchange_shard: 0,
  destination_exchange_shard: 3,
  amount: '12.5000',
  status: 'complete',
  created_ts: TS,
}
const QUOTES = {
  open_dollars: '0.3300',
  high_dollars: '0.3400',
  low_dollars: '0.3300',
  close_dollars: '0.3300',
}
const DAY = [
  { open_time: '00:00', close_time: '03:00' },
  { open_time: '05:00', close_time: '24:00' },
]
export const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
export const withId = { orderId: ORDER_ID, exchangeIndex: 3 }

/** The operation, the call, its answer as documented, and what is read of it. */
export const ANSWERS: readonly [string, (send: Send) => Promise<unknown>, unknown, unknown][] = [
  [
    'GetSeries',
    async (send) => getSeries(send, { seriesId: 'KXMLBGAME' }),
    { series: SERIES },
    { seriesId: 'KXMLBGAME', feeType: 'quadratic_with_maker_fees', feeMultiplier: '0.5' },
  ],
  [
    'GetSeriesList',
    async (send) => getSeriesList(send, { category: 'Sports' }),
    { series: [SERIES] },
    [{ seriesId: 'KXMLBGAME' }],
  ],
  [
    'GetSeriesFeeChanges',
    async (send) => getSeriesFeeChanges(send, {}),
    {
      series_fee_change_arr: [
        {
          id: 'c',
          series_ticker: 'KXA',
          fee_type: 'quadratic',
          fee_multiplier: 1,
          scheduled_ts: ISO,
        },
      ],
    },
    [{ seriesId: 'KXA', feeMultiplier: '1', effectiveMs: ISO_MS }],
  ],
  [
    'GetEventFeeChanges',
    async (send) => getEventFeeChanges(send, {}),
    {
      event_fee_changes: [
        {
          id: 'c',
          event_ticker: 'KXA-1',
          series_ticker: 'KXA',
          fee_type_override: null,
          fee_multiplier_override: null,
          scheduled_ts: ISO,
        },
      ],
      cursor: 'next',
    },
    { items: [{ eventId: 'KXA-1', feeType: undefined }], cursor: 'next' },
  ],
  [
    'GetMarketOrderbook',
    async (send) => getOrderBook(send, { marketId: MARKET, depth: 2 }),
    { orderbook_fp: BOOK },
    {
      marketId: MARKET,
      book: { yesBids: [{ price: 4100 }, { price: 4200, size: 1300 }], noBids: [] },
    },
  ],
  [
    'GetMarketOrderbooks',
    async (send) => getOrderBooks(send, { marketIds: [MARKET, 'KX-NONE'] }),
    { orderbooks: [{ ticker: MARKET, orderbook_fp: BOOK }] },
    [{ marketId: MARKET }],
  ],
  [
    'GetTrades',
    async (send) => getTrades(send, {}),
    { trades: [TRADE], cursor: '' },
    {
      items: [
        { tradeId: 't1', count: 2256, yesPrice: 2100, takerBookSide: 'ask', tradedMs: ISO_MS },
      ],
      cursor: undefined,
    },
  ],
  [
    'GetMarketCandlesticks',
    async (send) =>
      getCandlesticks(send, {
        seriesId: 'KXMLBGAME',
        marketId: MARKET,
        fromMs: ISO_MS,
        toMs: ISO_MS,
        periodMinutes: 60,
      }),
    {
      ticker: MARKET,
      candlesticks: [
        {
          end_period_ts: TS,
          yes_bid: QUOTES,
          yes_ask: QUOTES,
          price: {},
          volume_fp: '1.00',
          open_interest_fp: '2.00',
        },
      ],
    },
    { marketId: MARKET, candlesticks: [{ endMs: TS * 1000, traded: undefined, volume: 100 }] },
  ],
  [
    'GetMilestones',
    async (send) => getMilestones(send, { limit: 5 }),
    { milestones: [MILESTONE], cursor: 'c' },
    { items: [{ id: 'a852dcb8', league: 'NCAAFB' }], cursor: 'c' },
  ],
  [
    'GetMilestone',
    async (send) => getMilestone(send, { milestoneId: 'a852dcb8' }),
    { milestone: MILESTONE },
    { id: 'a852dcb8', startMs: Date.parse('2026-09-17T23:30:00Z') },
  ],
  [
    'GetStructuredTarget',
    async (send) => getStructuredTarget(send, { targetId: 's1' }),
    { structured_target: { id: 's1', name: 'Cincinnati', type: 'football_team' } },
    { id: 's1', name: 'Cincinnati', type: 'football_team' },
  ],
  [
    'GetLiveDataByMilestone',
    async (send) => getLiveData(send, { milestoneId: 'm' }),
    { live_data: { type: 'football', milestone_id: 'm', details: { home_points: 7 } } },
    { milestoneId: 'm', type: 'football', details: { home_points: 7 } },
  ],
  [
    'GetLiveDatas',
    async (send) => getLiveDataBatch(send, { milestoneIds: ['m', 'n'] }),
    { live_datas: [{ type: 'football', milestone_id: 'n', details: {} }] },
    [{ milestoneId: 'n' }],
  ],
  [
    'GetEventLiveData',
    async (send) => getEventLiveData(send, { eventId: EVENT }),
    { live_data: { type: 'chart', details: { range: '1h' } } },
    { type: 'chart', details: { range: '1h' } },
  ],
  [
    'GetExchangeStatus',
    async (send) => getExchangeStatus(send),
    {
      exchange_active: true,
      trading_active: false,
      exchange_estimated_resume_time: ISO,
      exchange_index_statuses: [
        {
          exchange_index: 3,
          description: 'tennis',
          exchange_active: true,
          trading_active: true,
          intra_exchange_transfers_active: false,
        },
      ],
    },
    {
      isActive: true,
      isTrading: false,
      isTransferring: undefined,
      resumesMs: ISO_MS,
      shards: [{ exchangeIndex: 3, isTrading: true, isTransferring: false }],
    },
  ],
  [
    'GetExchangeSchedule',
    async (send) => getExchangeSchedule(send),
    {
      schedule: {
        standard_hours: [
          { start_time: ISO, end_time: ISO, ...Object.fromEntries(WEEK.map((day) => [day, DAY])) },
        ],
        maintenance_windows: [{ start_datetime: ISO, end_datetime: ISO }],
      },
    },
    {
      weeks: [{ fromMs: ISO_MS, hours: { thursday: [{ closes: '03:00' }, { opens: '05:00' }] } }],
      maintenance: [{ fromMs: ISO_MS, untilMs: ISO_MS }],
    },
  ],
  [
    'GetBalance',
    async (send) => getBalance(send, {}),
    {
      balance: 99_946,
      balance_dollars: '999.4625',
      portfolio_value: 52,
      updated_ts: TS,
      balance_breakdown: [{ exchange_index: 0, balance: '999.4625' }],
    },
    {
      available: 999_462_500,
      portfolioValue: 52,
      shards: [{ exchangeIndex: 0, available: 999_462_500 }],
      updatedMs: TS * 1000,
    },
  ],
  [
    'GetPositions',
    async (send) => getPositions(send, {}),
    {
      cursor: '',
      market_positions: [
        {
          ticker: MARKET,
          exchange_index: 3,
          total_traded_dollars: '0.520000',
          position_fp: '-1.00',
          market_exposure_dollars: '0.520000',
          realized_pnl_dollars: '-0.040000',
          fees_paid_dollars: '0.017500',
          last_updated_ts: ISO,
        },
      ],
      event_positions: [
        {
          event_ticker: EVENT,
          total_cost_dollars: '0.520000',
          total_cost_shares_fp: '1.00',
          event_exposure_dollars: '0.520000',
          realized_pnl_dollars: '0.000000',
          fees_paid_dollars: '0.017500',
        },
      ],
    },
    {
      items: [{ marketId: MARKET, count: -100, realizedProfit: -40_000, fees: 17_500 }],
      events: [{ eventId: EVENT, cost: 520_000, costCount: 100 }],
      cursor: undefined,
    },
  ],
  [
    'GetFills',
    async (send) => getFills(send, {}),
    { fills: [FILL, { ...FILL, created_time: undefined, ts: TS }], cursor: '' },
    {
      items: [
        { fillId: 'f1', bookSide: 'bid', yesPrice: 4800, fee: 17_500, filledMs: ISO_MS },
        { filledMs: TS * 1000 },
      ],
    },
  ],
  [
    'GetSettlements',
    async (send) => getSettlements(send, {}),
    {
      settlements: [
        {
          ticker: MARKET,
          exchange_index: 0,
          event_ticker: EVENT,
          market_result: 'scalar',
          yes_count_fp: '10.00',
          yes_total_cost_dollars: '4.000000',
          no_count_fp: '0.00',
          no_total_cost_dollars: '0.000000',
          revenue: 500,
          value: 50,
          settled_time: ISO,
          fee_cost: '0.168000',
        },
      ],
    },
    { items: [{ result: 'scalar', valuePerYes: 50, revenue: 500 }], cursor: undefined },
  ],
  [
    'GetOrders',
    async (send) => getOrders(send, { status: 'resting' }),
    { orders: [ORDER], cursor: 'more' },
    {
      items: [
        {
          orderId: ORDER_ID,
          clientOrderId: CLIENT_ID,
          bookSide: 'ask',
          yesPrice: 5600,
          filledCount: 250,
          remainingCount: 750,
          takerCost: 1_100_000,
          expiresMs: undefined,
          orderGroupId: undefined,
        },
      ],
      cursor: 'more',
    },
  ],
  [
    'GetOrder',
    async (send) => getOrder(send, { orderId: ORDER_ID }),
    { order: ORDER },
    { orderId: ORDER_ID, status: 'resting', exchangeIndex: 3, subaccount: 0 },
  ],
  [
    'CreateOrderV2',
    async (send) => createOrder(send, NEW_ORDER),
    PLACED,
    {
      orderId: ORDER_ID,
      filledCount: 250,
      remainingCount: 0,
      averagePrice: 561_250,
      averageFee: 17_300,
      processedMs: TS_MS,
    },
  ],
  [
    'CancelOrderV2',
    async (send) => cancelOrder(send, withId),
    { order_id: ORDER_ID, client_order_id: CLIENT_ID, reduced_by: '10.00', ts_ms: TS_MS },
    { orderId: ORDER_ID, clientOrderId: CLIENT_ID, reducedBy: 1000, processedMs: TS_MS },
  ],
  [
    'AmendOrderV2',
    async (send) => amendOrder(send, { ...NEW_ORDER, clientOrderId: undefined, orderId: ORDER_ID }),
    { order_id: ORDER_ID, remaining_count: '8.00', ts_ms: TS_MS },
    { orderId: ORDER_ID, remainingCount: 800, filledCount: undefined, averagePrice: undefined },
  ],
  [
    'DecreaseOrderV2',
    async (send) => decreaseOrder(send, { ...withId, reduceBy: centicontracts(200) }),
    { order_id: ORDER_ID, remaining_count: '8.00', ts_ms: TS_MS },
    { orderId: ORDER_ID, clientOrderId: undefined, remainingCount: 800 },
  ],
  [
    'BatchCreateOrdersV2',
    async (send) =>
      createOrders(send, { orders: [{ ...NEW_ORDER, clientOrderId: 'b' }, NEW_ORDER] }),
    { orders: [PLACED, { error: { code: 'insufficient_balance', message: 'no', details: '' } }] },
    [
      {
        tag: 'refused',
        refusal: { code: 'insufficient_balance', message: 'no', details: undefined },
      },
      { tag: 'done', order: { orderId: ORDER_ID, clientOrderId: CLIENT_ID } },
    ],
  ],
  [
    'BatchCancelOrdersV2',
    async (send) =>
      cancelOrders(send, { orders: [withId, { orderId: OTHER_ID, exchangeIndex: 0 }] }),
    {
      orders: [
        BATCHED,
        { order_id: ORDER_ID, reduced_by: '0.00', error: { code: 'not_found', message: 'gone' } },
      ],
    },
    [
      { tag: 'refused', refusal: { code: 'not_found' } },
      { tag: 'done', order: { orderId: OTHER_ID, reducedBy: 500 } },
    ],
  ],
  [
    'CreateOrderGroup',
    async (send) =>
      createOrderGroup(send, { contractsLimit: centicontracts(5000), exchangeIndex: 3 }),
    { order_group_id: 'g', subaccount: 0, exchange_index: 3 },
    { orderGroupId: 'g', subaccount: 0, exchangeIndex: 3 },
  ],
  [
    'GetOrderGroup',
    async (send) => getOrderGroup(send, { orderGroupId: 'g' }),
    { is_auto_cancel_enabled: true, contracts_limit_fp: '50.00', orders: [ORDER_ID] },
    { orderGroupId: 'g', isAutoCancelEnabled: true, contractsLimit: 5000, orderIds: [ORDER_ID] },
  ],
  [
    'GetOrderGroups',
    async (send) => getOrderGroups(send, {}),
    { order_groups: [{ id: 'g', is_auto_cancel_enabled: false, exchange_index: 3 }] },
    [{ orderGroupId: 'g', contractsLimit: undefined, exchangeIndex: 3 }],
  ],
  [
    'ResetOrderGroup',
    async (send) => resetOrderGroup(send, { orderGroupId: 'g', exchangeIndex: 3 }),
    {},
    undefined,
  ],
  [
    'IntraExchangeInstanceTransfer',
    async (send) =>
      transfer(send, {
        clientTransferId: ORDER_ID,
        fromExchangeIndex: 0,
        toExchangeIndex: 3,
        amount: microdollars(12_500_000),
      }),
    { transfer_id: 'x1' },
    'x1',
  ],
  [
    'GetIntraExchangeInstanceTransfer',
    async (send) => getTransfer(send, { transferId: 'x1' }),
    { transfer: TRANSFER },
    { transferId: 'x1', fromExchangeIndex: 0, toExchangeIndex: 3, amount: 12_500_000 },
  ],
  [
    'GetIntraExchangeInstanceTransfers',
    async (send) => getTransfers(send, {}),
    { transfers: [TRANSFER] },
    { items: [{ status: 'complete' }], cursor: undefined },
  ],
  [
    'GetTargetBalanceAllocation',
    async (send) => getAllocation(send),
    { allocations: [{ exchange_index: 3, percent: 100 }] },
    [{ exchangeIndex: 3, percent: 100 }],
  ],
  [
    'SetTargetBalanceAllocation',
    async (send) => setAllocation(send, { allocations: [] }),
    {},
    undefined,
  ],
  [
    'GetAccountApiLimits',
    async (send) => getAccountLimits(send),
    {
      usage_tier: 'basic',
      read: { refill_rate: 200, bucket_capacity: 600 },
      write: { refill_rate: 100, bucket_capacity: 100 },
      grants: [{ exchange_instance: 'margined', level: 'prime', source: 'manual', expires_ts: TS }],
    },
    {
      tier: 'basic',
      read: { refillPerSecond: 200, capacity: 600 },
      write: { refillPerSecond: 100, capacity: 100 },
      grants: [{ level: 'prime', expiresMs: TS * 1000 }],
    },
  ],
  [
    'GetAccountEndpointCosts',
    async (send) => getEndpointCosts(send),
    { default_cost: 10, endpoint_costs: [{ method: 'GET', path: '/trade-api/v2/x', cost: 2 }] },
    { defaultTokens: 10, listed: [{ method: 'GET', path: '/trade-api/v2/x', tokens: 2 }] },
  ],
  [
    'GetAccountApiUsageLevelVolumeProgress',
    async (send) => getVolumeProgress(send),
    {
      volume_progress: [
        {
          computed_ts: TS,
          trailing_30d_volume_fp: '1234.50',
          goals: [{ level: 'expert', earn_volume_goal_fp: '2.00', keep_volume_goal_fp: '1.00' }],
        },
      ],
    },
    [{ computedMs: TS * 1000, volume: 123_450, goals: [{ toEarn: 200, toKeep: 100 }] }],
  ],
]

describe('answers as documented', () => {
  it.each(ANSWERS)('%s', async (_, call, answer, expected) => {
    expect({ result: await call(venue(answer).send) }).toMatchObject({ result: expected })
  })

  it.skipIf(!isHere)('are what the specification says', () => {
    const spec = parse(readFileSync(SPEC, 'utf8')) as Record<string, unknown>
    const ajv = addFormats.default(new Ajv({ strict: false }))
    ajv.addSchema({ $id: 'spec', components: nullable(spec['components']) })
    const operations = Object.values(spec['paths'] as object).flatMap((methods: object) =>
      Object.values(methods),
    ) as { operationId: string; responses: Record<string, { content?: Record<string, unknown> }> }[]
    for (const [operation, , answer] of ANSWERS) {
      const found = operations.find(({ operationId }) => operationId === operation)
      const response = found?.responses['200'] ?? found?.responses['201']
      const json = response?.content?.['application/json'] as { schema: unknown } | undefined
      if (json === undefined) throw new Error(`${operation} has no answer in the specification`)
      const text = JSON.stringify(nullable(json.schema)).replaceAll('"#/', '"spec#/')
      const validate = ajv.compile(JSON.parse(text) as object)
      validate(JSON.parse(JSON.stringify(answer)))
      expect(`${operation}: ${ajv.errorsText(validate.errors)}`).toBe(`${operation}: No errors`)
    }
  })
})

/** A schema of OpenAPI 3.0 as JSON schema: what may be null says so. */
function nullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nullable)
  if (!isRecord(schema)) return schema
  const entries = Object.entries(schema).filter(([key]) => key !== 'nullable' && key !== 'example')
  const copy = Object.fromEntries(entries.map(([key, value]) => [key, nullable(value)]))
  return schema['nullable'] === true ? { anyOf: [copy, { type: 'null' }] } : copy
}
