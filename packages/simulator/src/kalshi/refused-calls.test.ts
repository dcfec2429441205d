import { isRecord } from '@arbkit/core'
import { encodeQuery } from '@arbkit/http'
import {
  createCredentials,
  type Credentials,
  getOrderRequest,
  type KalshiRequest,
  parseSigningKey,
  REST_PREFIX,
  signCall,
} from '@arbkit/kalshi'
import { beforeAll, describe, expect, it } from 'vitest'
import { liveDay, problemsOf, startWorld, type World } from './call-world.test.ts'
import { CALLS, DRIVEN } from './driven-calls.test.ts'
import { SIGNATURE_AGE_MS_MAX } from './signature-check.ts'
import { ALICE, BUF, newOrder, RSA_PEM } from './started-venue.test.ts'

/** What a call says wrongly, and what refuses it. */
interface Wrong {
  readonly what: string
  /** Of the call as it is right. */
  readonly change: (call: KalshiRequest) => Partial<KalshiRequest>
  readonly status: number
  /** Undefined for the form without a code. */
  readonly code: string | undefined
}

const BAD = [400, 'invalid_parameters'] as const
const GONE = [404, 'not_found'] as const
const wrong = (
  what: string,
  [status, code]: readonly [number, string | undefined],
  change: Wrong['change'],
): Wrong => ({ what, status, code, change })

/** Puts one parameter in the place of those of its name. */
const asking = (name: string, ...values: readonly string[]): Wrong =>
  wrong(
    `${name} ${(values[0] ?? '').slice(0, 20)}, ${values.length} of them`,
    BAD,
    ({ query }) => ({
      query: [
        ...query.filter(([key]) => key !== name),
        ...values.map((each) => [name, each] as const),
      ],
    }),
  )
/** Puts another text in the place of one of the path's, `before` which it stood. */
const another = (before: RegExp, refusal: readonly [number, string] = GONE): Wrong =>
  wrong(`another name ${before.source}`, refusal, ({ path }) => ({
    path: path.replace(before, (_, head: string) => `${head}NONE`),
  }))
const saying = (
  change: Readonly<Record<string, unknown>>,
  refusal: readonly [number, string] = BAD,
): Wrong =>
  wrong(JSON.stringify(change).slice(0, 60), refusal, ({ body }) => ({
    body: { ...(isRecord(body) ? body : {}), ...change },
  }))
const many = (count: number): string[] => Array.from({ length: count }, (_, each) => `T${each}`)

const CURSOR = asking('cursor', '???')
const PAGED = [CURSOR, asking('limit', '1001'), asking('limit', '0'), asking('limit', 'x')]
const TIMES = [asking('min_ts', '-1'), asking('max_ts', '1.5')]
const OTHERS = [asking('subaccount', '64'), asking('subaccount', '-1')]
const NO_BODY = wrong('no body', BAD, () => ({ body: undefined }))
const NEW_ORDER: readonly Wrong[] = [
  NO_BODY,
  saying({ ticker: 'NONE' }, [404, 'market_not_found']),
  saying({ price: '0.4650', ticker: BUF }, [400, 'invalid_order']),
  saying({ price: '0.0000' }, [400, 'invalid_order']),
  saying({ price: '1.0000' }, [400, 'invalid_order']),
  saying({ price: '1.0001' }),
  saying({ price: '-0.10' }),
  saying({ price: 0.46 }),
  saying({ price: '0.46001' }),
  saying({ price: undefined }),
  saying({ count: '0.00' }, [400, 'invalid_order_size']),
  saying({ count: '-1.00' }),
  saying({ count: '1.005' }),
  saying({ count: '100000.00' }, [400, 'insufficient_balance']),
  saying({ count: '99999999999999999999' }),
  saying({ side: 'yes' }),
  saying({ time_in_force: 'GTT' }),
  saying({ time_in_force: 'immediate_or_cancel', post_only: true }, [400, 'invalid_order']),
  saying({ reduce_only: true }, [400, 'invalid_order']),
  saying({ self_trade_prevention_type: 'none' }),
  saying({ expiration_time: 1 }, [400, 'invalid_order']),
  saying({ order_group_id: 'NONE' }, [404, 'not_found']),
  saying({ exchange_index: 3 }, [404, 'market_not_found']),
  saying({ subaccount: 64 }),
  saying({ post_only: 'yes' }),
]
const GROUP = another(/^(\/portfolio\/order_groups\/)[^/]+/)
const CHANGED_GROUP = [
  GROUP,
  asking('exchange_index', '2'),
  asking('exchange_index', '-1'),
  ...OTHERS,
]
const ELSEWHERE = CHANGED_GROUP.map((each) =>
  each.what.startsWith('exchange_index 2') ? { ...each, status: 404, code: 'not_found' } : each,
)
const ORDER = another(/^(\/portfolio\/events\/orders\/)[^/]+/)

/** Every call with what it can be asked wrongly; an empty list is a call that is asked nothing. */
const REFUSED: Readonly<Record<string, readonly Wrong[]>> = {
  getExchangeStatus: [],
  getExchangeSchedule: [],
  getEndpointCosts: [],
  getAccountLimits: [],
  getVolumeProgress: [],
  getAllocation: [],
  getMarkets: [
    CURSOR,
    asking('limit', '1001'),
    asking('limit', 'x'),
    asking('status', 'active'),
    asking('min_close_ts', 'x'),
    wrong('two ranges of time', BAD, () => ({
      query: [
        ['min_close_ts', '1'],
        ['max_created_ts', '2'],
      ],
    })),
  ],
  getMarket: [another(/^(\/markets\/).*/)],
  getEvents: [CURSOR, asking('limit', '201'), asking('limit', '0'), asking('status', 'active')],
  getEvent: [another(/^(\/events\/).*/)],
  getSeriesList: [asking('min_updated_ts', 'x')],
  getSeries: [another(/^(\/series\/).*/)],
  getSeriesFeeChanges: [asking('show_historical', 'perhaps')],
  getEventFeeChanges: PAGED,
  getOrderBook: [another(/^(\/markets\/)[^/]+/), asking('depth', '101'), asking('depth', 'x')],
  getOrderBooks: [asking('tickers'), asking('tickers', ...many(101))],
  getTrades: [CURSOR, asking('limit', '1001'), ...TIMES],
  getCandlesticks: [
    another(/^(\/series\/[^/]+\/markets\/)[^/]+/),
    another(/^(\/series\/)[^/]+/),
    asking('period_interval', '2'),
    asking('period_interval'),
    asking('start_ts'),
    asking('end_ts', 'x'),
  ],
  getMilestones: [
    CURSOR,
    asking('limit', '501'),
    asking('limit', '0'),
    asking('minimum_start_date', 'tomorrow'),
    asking('min_updated_ts', 'x'),
    wrong('no limit', [400, undefined], () => ({ query: [] })),
  ],
  getMilestone: [another(/^(\/milestones\/).*/)],
  getStructuredTargets: [CURSOR, asking('page_size', '2001'), asking('ids', ...many(2001))],
  getStructuredTarget: [another(/^(\/structured_targets\/).*/)],
  getLiveData: [another(/^(\/live_data\/milestone\/).*/)],
  getLiveDataBatch: [asking('milestone_ids'), asking('milestone_ids', ...many(101))],
  getEventLiveData: [another(/^(\/live_data\/events\/).*/)],
  getBalance: [asking('exchange_index', 'x'), ...OTHERS],
  getPositions: [...PAGED, ...OTHERS, asking('settlement_status', 'open')],
  getFills: [...PAGED, ...OTHERS, ...TIMES, asking('ticker', many(101).join(','))],
  getSettlements: [...PAGED, ...OTHERS, ...TIMES],
  getOrders: [
    ...PAGED,
    ...OTHERS,
    ...TIMES,
    asking('status', 'open'),
    asking('event_ticker', many(11).join(',')),
  ],
  getOrder: [another(/^(\/portfolio\/orders\/).*/)],
  createOrder: NEW_ORDER,
  createOrders: [
    NO_BODY,
    saying({ orders: [] }),
    saying({ orders: [7] }),
    saying({ orders: 'all' }),
  ],
  cancelOrder: [ORDER, asking('exchange_index', 'x'), ...OTHERS],
  cancelOrders: [NO_BODY, saying({ orders: [] }), saying({ orders: [{}] })],
  cancelAllOrders: OTHERS,
  amendOrder: [
    ORDER,
    NO_BODY,
    saying({ ticker: 'KXNONE' }, [400, 'order_ticker_mismatch']),
    saying({ side: 'ask' }, [400, 'order_side_mismatch']),
    saying({ client_order_id: 'x' }, [400, 'order_id_and_client_order_id_mismatch']),
    saying({ price: '0.3050' }, [400, 'invalid_order']),
    saying({ price: '7' }),
    saying({ count: undefined }),
    saying({ count: '100000.00' }, [400, 'insufficient_balance']),
    saying({ expiration_time: -1 }),
  ],
  decreaseOrder: [
    ORDER,
    NO_BODY,
    saying({ reduce_by: '1.00', reduce_to: '1.00' }),
    saying({ reduce_by: undefined, reduce_to: undefined }),
    saying({ reduce_by: '0.00', reduce_to: undefined }, [400, 'invalid_order_size']),
    saying({ reduce_by: undefined, reduce_to: '900.00' }, [400, 'invalid_order_size']),
  ],
  createOrderGroup: [
    NO_BODY,
    saying({ contracts_limit_fp: '0.00' }),
    saying({ contracts_limit_fp: undefined }),
    saying({ exchange_index: 99 }),
    saying({ subaccount: 64 }),
  ],
  getOrderGroups: OTHERS,
  getOrderGroup: [GROUP, ...OTHERS],
  deleteOrderGroup: ELSEWHERE,
  resetOrderGroup: ELSEWHERE,
  triggerOrderGroup: ELSEWHERE,
  setOrderGroupLimit: [
    ...ELSEWHERE,
    saying({ contracts_limit_fp: '0.00' }),
    saying({ contracts_limit_fp: undefined }),
  ],
  transfer: [
    NO_BODY,
    saying({ amount: 0 }),
    saying({ amount: '1.00' }),
    saying({ source: 'margined' }),
    saying({ destination_exchange_shard: 99, client_transfer_id: 'a' }),
    saying({ destination_exchange_shard: 0, client_transfer_id: 'b' }),
    saying({ amount: 99_999_999_999, client_transfer_id: 'c' }, [400, 'available_balance_too_low']),
  ],
  getTransfer: [another(/^(\/portfolio\/intra_exchange_instance_transfers\/).*/)],
  getTransfers: [CURSOR, asking('limit', '501')],
  setAllocation: [
    NO_BODY,
    saying({ allocations: [{ exchange_index: 0, percent: 99 }] }),
    saying({ allocations: [{ exchange_index: 0, percent: 101 }] }),
    saying({ allocations: 'even' }),
  ],
}

/** Calls that an account that is asked about must have something for at the moment. */
const FRESH = new Set([
  'amendOrder',
  'decreaseOrder',
  'setOrderGroupLimit',
  'resetOrderGroup',
  'triggerOrderGroup',
  'deleteOrderGroup',
])

const STRANGER = createCredentials('key-of-nobody', parseSigningKey(RSA_PEM))
const THIEF = createCredentials('key-of-bob', parseSigningKey(RSA_PEM))

describe('every call, asked wrongly', () => {
  let world: World
  const calls = new Map<string, KalshiRequest>()

  beforeAll(async () => {
    world = await startWorld()
    liveDay(world)
    for (const name of CALLS) {
      const from = world.sent.length
      await DRIVEN[name]?.(world)
      calls.set(name, callOf(name, world.sent.slice(from)))
    }
  })

  /** The call of that name among those that were sent for it. */
  function callOf(name: string, sent: readonly KalshiRequest[]): KalshiRequest {
    const end = { resetOrderGroup: '/reset', triggerOrderGroup: '/trigger' }[name] ?? ''
    const isPost = /^(?:create|transfer|setAllocation)/.test(name)
    const found = isPost
      ? sent.find(({ method }) => method === 'POST')
      : sent.findLast(
          ({ path, method }) => path.endsWith(end) && (method === 'GET') === name.startsWith('get'),
        )
    if (found === undefined) throw new Error(`nothing was sent for ${name}`)
    if (!isRecord(found.body)) return found
    // A second order under the same id is refused for that, whatever else is wrong with it.
    const { client_order_id: _, updated_client_order_id: __, ...body } = found.body
    return { ...found, body }
  }

  async function ask(
    call: KalshiRequest,
    as: Credentials | undefined,
    agoMs = 0,
  ): Promise<{ status: number; body: unknown }> {
    const { method, path, query, body } = call
    const timestampMs = world.clock.now() - agoMs
    const signed = { timestampMs, method, path: `${REST_PREFIX}${path}` }
    const response = await fetch(`${world.server.restUrl}${path}${encodeQuery(query)}`, {
      method,
      headers: as === undefined ? {} : { ...signCall(as, signed) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    }
    expect(problemsOf(method, path, answer)).toEqual([])
    return answer
  }
  const refused = (status: number, code: string | undefined): object =>
    code === undefined
      ? { status, body: { msg: expect.any(String) } }
      : { status, body: { error: { code, message: expect.any(String) } } }

  it('has a list for each', () => {
    expect(Object.keys(REFUSED).toSorted()).toEqual(CALLS.toSorted())
    const silent = Object.keys(REFUSED).filter((name) => REFUSED[name]?.length === 0)
    for (const name of silent) {
      expect(calls.get(name)).toMatchObject({ query: [] })
      expect(calls.get(name)?.body).toBeUndefined()
    }
  })

  it.each(CALLS)('%s: unsigned, old, by a stranger and by a thief', async (name) => {
    const call = calls.get(name)
    if (call === undefined) throw new Error(name)
    const failure = refused(401, 'token_authentication_failure')
    for (const as of [STRANGER, THIEF]) expect(await ask(call, as)).toMatchObject(failure)
    for (const agoMs of [SIGNATURE_AGE_MS_MAX + 1, -SIGNATURE_AGE_MS_MAX - 1]) {
      const answer = await ask(call, ALICE, agoMs)
      expect(answer).toMatchObject(refused(401, 'header_timestamp_expired'))
    }
    const unsigned = await ask(call, undefined)
    expect(unsigned).toMatchObject(call.isSigned ? failure : { status: 200 })
  })

  it.each(CALLS)('%s: what it says', async (name) => {
    const { exchange } = world
    for (const { what, change, status, code } of REFUSED[name] ?? []) {
      if (FRESH.has(name)) {
        const from = world.sent.length
        await DRIVEN[name]?.(world)
        calls.set(name, callOf(name, world.sent.slice(from)))
      }
      const right = calls.get(name)
      if (right === undefined) throw new Error(name)
      const before = JSON.stringify([exchange.totals(), exchange.balancesOf('alice')])
      const answer = await ask({ ...right, ...change(right) }, ALICE)
      expect([name, what, answer]).toMatchObject([name, what, refused(status, code)])
      expect(JSON.stringify([exchange.totals(), exchange.balancesOf('alice')])).toBe(before)
    }
  })

  it('no JSON, no such path, an order of somebody else', async () => {
    const { restUrl } = world.server
    const path = '/portfolio/events/orders'
    const signed = { timestampMs: world.clock.now(), method: 'POST' } as const
    const headers = { ...signCall(ALICE, { ...signed, path: `${REST_PREFIX}${path}` }) }
    const torn = await fetch(`${restUrl}${path}`, { method: 'POST', headers, body: '{"ticker"' })
    expect(torn.status).toBe(400)
    expect(await torn.json()).toMatchObject({ error: { code: 'invalid_parameters' } })
    expect((await fetch(`${restUrl}/nowhere`)).status).toBe(404)
    expect((await fetch(`${restUrl}/markets/%E0%A4%A`)).status).toBe(400)
    const { orderId = '' } = world.exchange.ordersOf('bob')[0] ?? {}
    expect(await ask(getOrderRequest({ orderId }), ALICE)).toMatchObject(refused(404, 'not_found'))
    expect(newOrder()).toHaveProperty('ticker', BUF)
  })
})
