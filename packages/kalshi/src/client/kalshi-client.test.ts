import { InvalidInputError, priceTicks, centicontracts, type Fetch } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createUndiciFetch, NO_RETRY } from '@arbkit/http'
import { createVirtualTime, type VirtualTime } from '@arbkit/http/testing'
import { afterEach, describe, expect, it } from 'vitest'
import type { CanaryReport } from '../drift/canary.ts'
import { CANARY_INTERVAL_MS, CANARY_RUN_MS_MAX } from '../drift/canary-schedule.ts'
import { CANARY_AGE_MS_MAX } from '../drift/trading-gate.ts'
import type { NewOrder } from '../rest/endpoints/new-order.ts'
import { cancelAllOrders } from '../rest/endpoints/order-batches.ts'
import { cancelOrder, createOrder } from '../rest/endpoints/order-writes.ts'
import { getEvents } from '../rest/endpoints/events.ts'
import { getBalance } from '../rest/endpoints/portfolio.ts'
import { createStandInAccount } from '../testing/stand-in-account.ts'
import { standInPayloads, type StandInPayloads } from '../testing/stand-in-payloads.ts'
import { type KalshiStandIn, startKalshiStandIn } from '../testing/stand-in.ts'
import { createKalshiClient, type KalshiClient, type KalshiClientOptions } from './kalshi-client.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const EVENT = 'KXNFLGAME-26NOV22KCDEN'
const BOOK = { yes: [['0.5800', '21.81']], no: [['0.4000', '20.00']] } as const
const PAYLOADS = standInPayloads([
  {
    league: 'NFL',
    away: { code: 'KC', name: 'Kansas City', book: BOOK },
    home: { code: 'DEN', name: 'Denver', book: BOOK },
    startMs: Date.UTC(2026, 10, 23, 1, 20),
  },
])
const ORDER: NewOrder = {
  marketId: `${EVENT}-KC`,
  action: 'buy',
  side: 'yes',
  price: priceTicks(5600),
  count: centicontracts(1000),
  priceGrid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
  clientOrderId: 'c-1',
  timeInForce: 'good_till_canceled',
  selfTradePrevention: 'taker_at_cross',
  exchangeIndex: 0,
}

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

interface Bench {
  readonly time: VirtualTime
  readonly venue: KalshiStandIn
  readonly client: KalshiClient
  /** The next report, once it counts. */
  readonly nextReport: () => Promise<CanaryReport>
}

async function bench(
  more: {
    readonly payloads?: StandInPayloads
    readonly skewMs?: number
    readonly options?: Partial<KalshiClientOptions>
  } = {},
): Promise<Bench> {
  const time = createVirtualTime(NOW)
  const account = createStandInAccount()
  const clock = { now: () => time.clock.now() + (more.skewMs ?? 0) }
  const payloads = more.payloads ?? PAYLOADS
  const venue = await startKalshiStandIn({ payloads, clock, account })
  closers.push(async () => venue.close())
  const waiting: ((report: CanaryReport) => void)[] = []
  const client = createKalshiClient({
    ...time,
    host: venue.host,
    fetch: createUndiciFetch(),
    rng: createSeededRng(3),
    credentials: account.credentials,
    retry: NO_RETRY,
    onCanary: (report) => {
      for (const resolve of waiting.splice(0)) resolve(report)
    },
    ...more.options,
  })
  closers.push(() => client.stop())
  const nextReport = async (): Promise<CanaryReport> =>
    new Promise((resolve) => {
      waiting.push(resolve)
    })
  return { time, venue, client, nextReport }
}

/** Advances just to the next run: while it asks, time stands still. */
async function toNextRun({ time, client }: Pick<Bench, 'time' | 'client'>): Promise<void> {
  await time.advance((client.canary().nextMs ?? Number.NaN) - time.clock.now())
}

const ordersSent = ({ received }: KalshiStandIn): number =>
  received.filter(({ method, body }) => method === 'POST' && body !== '{}').length

describe('a client', () => {
  it('sends no order before the canary has run, and then it does', async () => {
    const { venue, client, nextReport } = await bench()
    expect(client.gate()).toEqual({ tag: 'refused', reasons: ['the canary has not run yet'] })
    await expect(createOrder(client.send, ORDER)).rejects.toMatchObject({
      name: 'TradingRefusedError',
      reasons: ['the canary has not run yet'],
    })
    expect(venue.received).toEqual([])
    // What changes nothing goes at any time, and so does taking back.
    expect((await getEvents(client.send, {})).items).toHaveLength(1)
    expect((await getBalance(client.send, {})).shards).toHaveLength(1)
    await cancelAllOrders(client.send, {})

    const report = nextReport()
    client.startCanary()
    client.startCanary()
    await report
    expect(venue.received.filter(({ url }) => url.endsWith('/account/limits'))).toHaveLength(1)
    expect(client.gate()).toMatchObject({ tag: 'open' })
    const placed = await createOrder(client.send, ORDER)
    expect(placed).toMatchObject({ orderId: 'order-1', remainingCount: 1000 })
    expect(ordersSent(venue)).toBe(1)
    const cancel = { orderId: 'order-1', exchangeIndex: 0 }
    expect(await cancelOrder(client.send, cancel)).toMatchObject({ orderId: 'order-1' })
  })

  it('names the check that failed and its cure, and still takes orders back', async () => {
    const { venue, client, nextReport } = await bench({
      payloads: { ...PAYLOADS, exchangeStatus: { exchange_active: true, trading_active: false } },
    })
    const report = nextReport()
    client.startCanary()
    await report
    const refused = createOrder(client.send, ORDER)
    await expect(refused).rejects.toThrow('exchange-status: trading_active is false (wait: ')
    expect(ordersSent(venue)).toBe(0)
    await cancelAllOrders(client.send, {})
    expect(client.canary()).toMatchObject({ isStarted: true, failures: 1, lastProblem: undefined })
  })

  it('opens again once the venue is as it was, half a minute later', async () => {
    const closed = { exchange_active: true, trading_active: false }
    const { time, venue, client, nextReport } = await bench({
      payloads: { ...PAYLOADS, exchangeStatus: closed },
    })
    const first = nextReport()
    client.startCanary()
    await first
    venue.setPayloads(PAYLOADS)
    const second = nextReport()
    await toNextRun({ time, client })
    await second
    expect(client.gate().tag).toBe('open')
    await createOrder(client.send, ORDER)
    expect(ordersSent(venue)).toBe(1)
  })

  it('runs hourly, and refuses when nothing came for too long', async () => {
    const { time, venue, client, nextReport } = await bench()
    const first = nextReport()
    client.startCanary()
    await first
    const { nextMs = 0 } = client.canary()
    expect(nextMs - NOW).toBeGreaterThan(CANARY_INTERVAL_MS * 0.89)
    expect(nextMs - NOW).toBeLessThanOrEqual(CANARY_INTERVAL_MS)
    const second = nextReport()
    await time.advance(nextMs - NOW - 1)
    expect(client.canary().runningSinceMs).toBeUndefined()
    await time.advance(1)
    expect((await second).startedMs).toBe(nextMs)

    client.stop()
    expect(client.canary()).toMatchObject({ isStarted: false, nextMs: undefined })
    expect(time.sleepers()).toBe(0)
    const asked = venue.received.length
    await time.advance(CANARY_AGE_MS_MAX)
    expect(client.gate().tag).toBe('open')
    await time.advance(1)
    expect(venue.received).toHaveLength(asked)
    await expect(createOrder(client.send, ORDER)).rejects.toThrow('90 minutes old')
    // It may be started anew.
    const third = nextReport()
    client.startCanary()
    await third
    expect(client.gate().tag).toBe('open')
  })

  it('takes a run that does not end for lost, and tries again', async () => {
    const { time, venue, client, nextReport } = await bench({
      options: { answerTimeoutMs: CANARY_RUN_MS_MAX * 2 },
    })
    venue.fail({ tag: 'silent' }, { path: '/milestones' })
    client.startCanary()
    while (!venue.received.some(({ url }) => url.includes('/milestones'))) await time.settle()
    expect(client.canary().runningSinceMs).toBe(NOW)
    await time.advance(CANARY_RUN_MS_MAX + 1)
    expect(client.canary()).toMatchObject({
      runningSinceMs: undefined,
      failures: 1,
      lastReport: undefined,
      lastProblem: 'the run took more than 120 s and was given up',
    })
    // Its call was let go of: all that is waited for is the next run.
    expect(time.sleepers()).toBe(1)
    venue.heal()
    const report = nextReport()
    await toNextRun({ time, client })
    await report
    expect(client.gate().tag).toBe('open')
    expect(client.canary()).toMatchObject({ failures: 0, lastProblem: undefined })
  })

  it('finds that its clock is wrong', async () => {
    const { client, nextReport } = await bench({ skewMs: -10_000 })
    const report = nextReport()
    client.startCanary()
    await report
    await expect(createOrder(client.send, ORDER)).rejects.toThrow('set the clock of the machine')
  })

  it('does not wait for the time of the venue for ever', async () => {
    const { time, venue, client, nextReport } = await bench()
    venue.fail({ tag: 'silent' }, { path: '/exchange/status' })
    const report = nextReport()
    client.startCanary()
    const status = (): number =>
      venue.received.filter(({ url }) => url.endsWith('/exchange/status')).length
    for (let asked = 1; asked <= 2; asked += 1) {
      while (status() < asked) await time.settle()
      await time.advance(10_000)
    }
    await report
    expect(client.gate()).toMatchObject({
      tag: 'refused',
      reasons: [
        expect.stringContaining('exchange-status: status: no answer'),
        expect.stringContaining('clock: date: no answer: no answer with a Date header'),
      ],
    })
  })
})

describe('the terms of the account', () => {
  it('are learned when the canary runs, and calls are sent by them', async () => {
    const { client, venue, nextReport, time } = await bench({
      payloads: {
        ...PAYLOADS,
        accountLimits: {
          usage_tier: 'premier',
          read: { refill_rate: 1200, bucket_capacity: 1200 },
          write: { refill_rate: 1000, bucket_capacity: 1000 },
          grants: [],
        },
        endpointCosts: {
          default_cost: 10,
          endpoint_costs: [
            { method: 'POST', path: '/trade-api/v2/portfolio/events/orders', cost: 600 },
          ],
        },
      },
    })
    expect(client.terms()).toMatchObject({ tag: 'assumed' })
    const report = nextReport()
    client.startCanary()
    await report
    expect(client.terms()).toEqual({ tag: 'learned', tier: 'premier', askedMs: NOW })
    // The canary spent 600 on its empty order and 10 on a cancellation: 210 are missing.
    const placed = createOrder(client.send, ORDER)
    await time.advance(1_000)
    await placed
    const sent = venue.received.at(-1)?.headers['kalshi-access-timestamp']
    expect(Number(sent)).toBe(NOW + 210)
  })

  it('are those of before where the account is silent', async () => {
    const { client, venue, nextReport, time } = await bench()
    venue.fail({ tag: 'status', status: 500 }, { path: '/account/limits', times: 1 })
    const first = nextReport()
    client.startCanary()
    await first
    expect(client.terms()).toMatchObject({
      tag: 'assumed',
      because: expect.stringContaining('500'),
    })
    expect(client.gate().tag).toBe('open')
    const second = nextReport()
    await toNextRun({ time, client })
    await second
    const { clock } = time
    const learned = { tag: 'learned', tier: 'basic', askedMs: clock.now() }
    expect(client.terms()).toEqual(learned)
    venue.fail({ tag: 'not-json' }, { path: '/account/limits', times: 1 })
    const third = nextReport()
    await toNextRun({ time, client })
    await third
    expect(client.terms()).toEqual(learned)
  })

  it('out of range change nothing', async () => {
    const { client, nextReport } = await bench({
      payloads: { ...PAYLOADS, endpointCosts: { default_cost: 0, endpoint_costs: [] } },
    })
    const report = nextReport()
    client.startCanary()
    await report
    expect(client.terms()).toMatchObject({
      tag: 'assumed',
      because: expect.stringContaining('cost'),
    })
  })
})

describe('a client without credentials', () => {
  it('reads what is public, and has no canary', async () => {
    const { client } = await bench({ options: { credentials: undefined } })
    expect((await getEvents(client.send, {})).items).toHaveLength(1)
    expect(() => client.startCanary()).toThrow(InvalidInputError)
    await expect(createOrder(client.send, ORDER)).rejects.toThrow('no credentials')
  })
})

it('says why a run came to no report, and keeps the one before', async () => {
  const bug = new TypeError('a bug')
  let isBroken = false
  const fetch: Fetch = async (url, init) => createUndiciFetch()(url, init)
  const { time, client, nextReport } = await bench({
    options: {
      fetch,
      canary: {
        readSnapshot: async () => {
          if (isBroken) throw bug
          return {}
        },
      },
    },
  })
  const first = nextReport()
  client.startCanary()
  await first
  isBroken = true
  const before = client.canary().lastReport
  await toNextRun({ time, client })
  while (client.canary().lastProblem === undefined) await time.settle()
  expect(client.canary()).toMatchObject({ failures: 1, lastProblem: 'TypeError: a bug' })
  expect(client.canary().lastReport).toBe(before)
})
