import { existsSync, readFileSync } from 'node:fs'
import { createUndiciFetch, NO_RETRY } from '@arbkit/http'
import { createVirtualTime } from '@arbkit/http/testing'
import { createSeededRng } from '@arbkit/core/testing'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { canaryChecks, dateReader, runCanary } from '../drift/canary.ts'
import { isCanaryHealthy } from '../drift/trading-gate.ts'
import { createRequestQueue } from '../limits/request-queue.ts'
import { TIER_LIMITS } from '../limits/tiers.ts'
import { getAccountLimits, getEndpointCosts } from '../rest/endpoints/account.ts'
import { getEvent, getEvents } from '../rest/endpoints/events.ts'
import { getExchangeSchedule, getExchangeStatus } from '../rest/endpoints/exchange.ts'
import { getMarket, getMarkets } from '../rest/endpoints/markets.ts'
import {
  getMilestone,
  getMilestones,
  getStructuredTarget,
  getStructuredTargets,
} from '../rest/endpoints/milestones.ts'
import { getOrderBook, getOrderBooks } from '../rest/endpoints/order-books.ts'
import { getBalance } from '../rest/endpoints/portfolio.ts'
import {
  getEventFeeChanges,
  getSeries,
  getSeriesFeeChanges,
  getSeriesList,
} from '../rest/endpoints/series.ts'
import { allItems } from '../rest/pages.ts'
import type { KalshiRequest, Send } from '../rest/request.ts'
import { createTransport } from '../rest/transport.ts'
import { createStandInAccount } from './stand-in-account.ts'
import { gameEventTicker, gamePayloads, type MadeUpGame } from './game-payloads.ts'
import { type KalshiStandIn, startKalshiStandIn } from './stand-in.ts'
import { standInPayloads, type StandInPayloads } from './stand-in-payloads.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const GAME: MadeUpGame = {
  league: 'NFL',
  away: {
    code: 'KC',
    name: 'Kansas City',
    book: {
      yes: [
        ['0.5700', '3.00'],
        ['0.5800', '21.81'],
      ],
      no: [
        ['0.3900', '7.50'],
        ['0.4000', '20.00'],
      ],
    },
  },
  home: { code: 'DEN', name: 'Denver', book: { yes: [['0.4100', '9.00']], no: [] } },
  // 20:20 on 22 November, Eastern time.
  startMs: Date.UTC(2026, 10, 23, 1, 20),
}
const NBA_GAME: MadeUpGame = {
  ...GAME,
  league: 'NBA',
  away: { ...GAME.away, code: 'LAL', name: 'Los Angeles L' },
  home: { ...GAME.home, code: 'BOS', name: 'Boston' },
  startMs: Date.UTC(2026, 10, 22, 0, 30),
}
const EVENT = 'KXNFLGAME-26NOV22KCDEN'
const ACCOUNT = createStandInAccount()

const open: KalshiStandIn[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function standIn(
  change: (payloads: StandInPayloads) => StandInPayloads = (payloads) => payloads,
): Promise<{ readonly venue: KalshiStandIn; readonly send: Send; readonly anonymous: Send }> {
  const time = createVirtualTime(NOW)
  const payloads = change(standInPayloads([GAME, NBA_GAME]))
  const venue = await startKalshiStandIn({ payloads, clock: time.clock, account: ACCOUNT })
  open.push(venue)
  const rng = createSeededRng(1)
  const ports = { ...time, rng, fetch: createUndiciFetch(), host: venue.host, retry: NO_RETRY }
  const limits = createRequestQueue({ ...ports, limits: TIER_LIMITS.prestige })
  const { credentials } = ACCOUNT
  return {
    venue,
    send: createTransport({ ...ports, limits, credentials }),
    anonymous: createTransport({ ...ports, limits }),
  }
}

const signed = (path: string, query: KalshiRequest['query'] = []): KalshiRequest => ({
  method: 'GET',
  path,
  query,
  isRead: true,
  isSigned: true,
  cost: { bucket: 'read', tokens: 10 },
})
const unsigned = (path: string, query: KalshiRequest['query'] = []): KalshiRequest => ({
  ...signed(path, query),
  isSigned: false,
})

describe('lists', () => {
  it('give events with their markets and milestones, by series and status', async () => {
    const { send } = await standIn()
    const params = { seriesId: 'KXNFLGAME', status: 'open', withMarkets: true } as const
    const { items, milestones, cursor } = await getEvents(send, { ...params, withMilestones: true })
    expect(items.map(({ eventId, markets }) => [eventId, markets.length])).toEqual([[EVENT, 2]])
    expect(milestones.map(({ eventIds }) => eventIds)).toEqual([[EVENT]])
    expect(cursor).toBeUndefined()
    expect(items[0]?.markets[0]?.topOfBook).toEqual({
      yesBids: [{ price: 5800, size: 2181 }],
      noBids: [{ price: 4000, size: 2000 }],
    })
    expect((await getEvents(send, { ...params, status: 'settled' })).items).toEqual([])
    const bare = await getEvents(send, { seriesId: 'KXNFLGAME' })
    expect([bare.items[0]?.markets, bare.milestones]).toEqual([[], []])
    const named = await getEvents(send, { eventIds: ['KXNBAGAME-26NOV21LALBOS'] })
    expect(named.items).toHaveLength(1)
  })

  it('come in pages until the cursor is empty', async () => {
    const { send, venue } = await standIn()
    const clock = { now: () => NOW }
    const ask = async (cursor?: string) => getEvents(send, { limit: 1, cursor })
    const events = await allItems(ask, { clock })
    expect(events.map(({ eventId }) => eventId)).toEqual([EVENT, 'KXNBAGAME-26NOV21LALBOS'])
    expect(venue.received.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=1',
      'limit=1&cursor=at-1',
    ])
    for (const query of [[['limit', '0']], [['limit', '201']], [['cursor', 'x']]] as const) {
      await expect(send(unsigned('/events', query))).rejects.toMatchObject({ status: 400 })
    }
  })

  it('give markets, by event, ticker and status; no combos', async () => {
    const { send } = await standIn()
    expect((await getMarkets(send, { status: 'open' })).items).toHaveLength(4)
    expect((await getMarkets(send, { eventId: EVENT })).items).toHaveLength(2)
    expect((await getMarkets(send, { seriesId: 'KXNBAGAME' })).items).toHaveLength(2)
    expect((await getMarkets(send, { marketIds: [`${EVENT}-KC`] })).items).toHaveLength(1)
    expect((await getMarkets(send, { combos: 'only' })).items).toEqual([])
    expect((await getMarkets(send, { status: 'closed' })).items).toEqual([])
    expect((await getMarket(send, { marketId: `${EVENT}-DEN` })).listing.marketId).toBe(
      `${EVENT}-DEN`,
    )
    expect((await getEvent(send, { eventId: EVENT })).markets).toHaveLength(2)
    await expect(getEvent(send, { eventId: 'X' })).rejects.toMatchObject({
      status: 404,
      code: 'not_found',
    })
  })

  it('give milestones under a limit only, and targets by id', async () => {
    const { send } = await standIn()
    await expect(send(unsigned('/milestones'))).rejects.toThrow('limit is required')
    const all = await getMilestones(send, { limit: 10 })
    expect(all.items.map(({ league }) => league)).toEqual(['NFL', 'NBA'])
    const later = await getMilestones(send, { limit: 10, minStartMs: GAME.startMs })
    expect(later.items).toHaveLength(1)
    const about = await getMilestones(send, { limit: 10, relatedEventId: EVENT })
    const [milestone] = about.items
    expect(milestone).toMatchObject({ startMs: GAME.startMs, homeTargetId: 'target-nfl-den' })
    expect((await getMilestone(send, { milestoneId: milestone?.id ?? '' })).id).toBe(milestone?.id)
    const { items } = await getStructuredTargets(send, {
      targetIds: ['target-nfl-kc', 'target-nba-bos'],
    })
    expect(items.map(({ name }) => name)).toEqual(['Kansas City', 'Boston'])
    expect((await getStructuredTargets(send, { limit: 3 })).cursor).toBe('at-3')
    expect((await getStructuredTarget(send, { targetId: 'target-nba-lal' })).name).toBe(
      'Los Angeles L',
    )
  })

  it('give series and changes of fees', async () => {
    const change = {
      id: 'c',
      series_ticker: 'KXNFLGAME',
      fee_type: 'quadratic',
      fee_multiplier: 2,
      scheduled_ts: '2026-12-01T00:00:00Z',
    }
    const { send } = await standIn((payloads) => ({ ...payloads, seriesFeeChanges: [change] }))
    expect((await getSeries(send, { seriesId: 'KXNFLGAME' })).feeType).toBe(
      'quadratic_with_maker_fees',
    )
    expect(await getSeriesList(send, { category: 'Sports' })).toHaveLength(4)
    expect(await getSeriesList(send, { category: 'Politics' })).toEqual([])
    expect(await getSeriesFeeChanges(send, { seriesId: 'KXNFLGAME' })).toHaveLength(1)
    expect(await getSeriesFeeChanges(send, { seriesId: 'KXNBAGAME' })).toEqual([])
    expect((await getEventFeeChanges(send, {})).items).toEqual([])
  })

  it('say whether and when the exchange trades', async () => {
    const { send } = await standIn()
    expect(await getExchangeStatus(send)).toMatchObject({ isTrading: true })
    const { weeks } = await getExchangeSchedule(send)
    expect(weeks[0]?.hours.thursday).toHaveLength(2)
  })
})

describe('order books', () => {
  it('are public one by one, best levels last', async () => {
    const { anonymous } = await standIn()
    const { book } = await getOrderBook(anonymous, { marketId: `${EVENT}-KC` })
    expect(book.yesBids).toHaveLength(2)
    const short = await getOrderBook(anonymous, { marketId: `${EVENT}-KC`, depth: 1 })
    expect(short.book.yesBids).toEqual([{ price: 5800, size: 2181 }])
    await expect(getOrderBook(anonymous, { marketId: 'X' })).rejects.toMatchObject({ status: 404 })
  })

  it('are signed in batches, whose parameter is repeated; unknown ones are left out', async () => {
    const { send, venue } = await standIn()
    const marketIds = [`${EVENT}-DEN`, 'X', `${EVENT}-KC`]
    const books = await getOrderBooks(send, { marketIds })
    expect(books.map(({ marketId }) => marketId)).toEqual([`${EVENT}-DEN`, `${EVENT}-KC`])
    expect(venue.received[0]?.url).toContain(`tickers=${EVENT}-DEN&tickers=X&tickers=${EVENT}-KC`)
    await expect(send(signed('/markets/orderbooks'))).rejects.toMatchObject({ status: 400 })
  })
})

describe('the account', () => {
  it('tells the one whose key it is', async () => {
    const { send } = await standIn()
    expect((await getBalance(send, {})).shards).toHaveLength(1)
    expect(await getAccountLimits(send)).toMatchObject({ tier: 'basic' })
    expect(await getEndpointCosts(send)).toMatchObject({ defaultTokens: 10 })
  })

  it.each(['/portfolio/balance', '/account/limits', '/markets/orderbooks'])(
    '%s is refused without a signature, and with that of another',
    async (path) => {
      const { venue, anonymous } = await standIn()
      const wanted = { status: 401, code: 'token_authentication_failure' }
      await expect(anonymous(unsigned(path))).rejects.toMatchObject(wanted)
      const stranger = createStandInAccount()
      const send = createTransport({
        ...createVirtualTime(NOW),
        rng: createSeededRng(1),
        fetch: createUndiciFetch(),
        host: venue.host,
        credentials: stranger.credentials,
        limits: createRequestQueue({
          ...createVirtualTime(NOW),
          rng: createSeededRng(1),
          limits: TIER_LIMITS.basic,
        }),
      })
      await expect(send(signed(path))).rejects.toMatchObject(wanted)
    },
  )

  it('believes a signature of that path only', async () => {
    const { venue, send } = await standIn()
    await send(signed('/portfolio/balance'))
    const headers = venue.received[0]?.headers ?? {}
    const sent = Object.fromEntries(
      Object.entries(headers).filter(([name]) => name.startsWith('kalshi-access')),
    ) as Record<string, string>
    const fetch = createUndiciFetch()
    const init = { method: 'GET', headers: sent } as const
    expect((await fetch(`${venue.host.restUrl}/portfolio/balance?x=1`, init)).status).toBe(200)
    expect((await fetch(`${venue.host.restUrl}/account/limits`, init)).status).toBe(401)
    expect((await fetch(`${venue.host.restUrl}/events`, init)).status).toBe(401)
  })

  it('has orders that rest until they are taken back', async () => {
    const { send } = await standIn()
    const order = {
      ticker: `${EVENT}-KC`,
      client_order_id: 'c-1',
      side: 'bid',
      count: '10.00',
      price: '0.5600',
      time_in_force: 'good_till_canceled',
    }
    const write = { isRead: false, cost: { bucket: 'write', tokens: 10 } } as const
    const create = { ...signed('/portfolio/events/orders'), ...write, method: 'POST' } as const
    expect(await send({ ...create, body: order })).toMatchObject({
      order_id: 'order-1',
      remaining_count: '10.00',
    })
    await expect(send({ ...create, body: order })).rejects.toThrow('409')
    await expect(send({ ...create, body: {} })).rejects.toMatchObject({ status: 400 })
    const cancel = {
      ...create,
      path: '/portfolio/events/orders/order-1',
      method: 'DELETE',
    } as const
    expect(await send(cancel)).toMatchObject({ reduced_by: '10.00' })
    await expect(send(cancel)).rejects.toMatchObject({ status: 404, code: 'not_found' })
  })
})

describe('what it tells is believed', () => {
  it('by the canary', async () => {
    const { send, venue } = await standIn()
    const clock = { now: () => NOW }
    const readDate = dateReader(createUndiciFetch(), `${venue.host.restUrl}/exchange/status`)
    const report = await runCanary({ send, clock, readDate }, canaryChecks())
    expect(report.results.filter(({ judgement }) => judgement.tag === 'fail')).toEqual([])
    expect(isCanaryHealthy(report)).toBe(true)
  })

  it('and its clock may be wrong', async () => {
    const venue = await startKalshiStandIn({
      payloads: standInPayloads([]),
      clock: { now: () => NOW + 5_000 },
    })
    open.push(venue)
    const date = await dateReader(createUndiciFetch(), `${venue.host.restUrl}/exchange/status`)()
    expect(Date.parse(date ?? '')).toBe(NOW + 5_000)
  })
})

describe('faults', () => {
  it('hit the requests that were named, as often as was said', async () => {
    const { venue, anonymous } = await standIn()
    venue.fail({ tag: 'status', status: 500 }, { path: '/events', times: 1 })
    venue.fail({ tag: 'not-json' }, { method: 'GET', path: '/events', times: 1 })
    venue.fail({ tag: 'torn' }, { path: '/events', times: 1 })
    venue.fail({ tag: 'status', status: 503, body: { msg: 'busy' } }, { method: 'POST' })
    await anonymous(unsigned('/exchange/status'))
    const ask = async (): Promise<unknown> => anonymous(unsigned('/events'))
    await expect(ask()).rejects.toThrow('status 500')
    await expect(ask()).rejects.toThrow('not JSON')
    await expect(ask()).rejects.toMatchObject({ name: 'VenueNoAnswerError' })
    expect(await ask()).toHaveProperty('events')
    // Last, for the queue then waits in a time that stands still.
    venue.fail({ tag: 'status', status: 429 }, { path: '/events', times: 1 })
    await expect(ask()).rejects.toMatchObject({ name: 'RateLimitedError' })
    expect(venue.received).toHaveLength(6)
  })

  it('may be silence, slowness, or last until it is healed', async () => {
    const { venue, anonymous } = await standIn()
    let letGo: () => void = () => {}
    const until = new Promise<void>((resolve) => {
      letGo = resolve
    })
    venue.fail({ tag: 'slow', until }, { path: '/events', times: 1 })
    const slow = anonymous(unsigned('/events'))
    await anonymous(unsigned('/exchange/status'))
    letGo()
    expect(await slow).toHaveProperty('events')
    venue.fail({ tag: 'silent' }, { path: '/series' })
    const stop = new AbortController()
    const silent = anonymous(unsigned('/series'), { signal: stop.signal })
    while (venue.received.length < 3) await anonymous(unsigned('/exchange/schedule'))
    stop.abort()
    await expect(silent).rejects.toMatchObject({ name: 'VenueNoAnswerError' })
    venue.heal()
    expect(await anonymous(unsigned('/series'))).toHaveProperty('series')
  })

  it('can be other payloads as well', async () => {
    const { venue, anonymous } = await standIn()
    venue.setPayloads(standInPayloads([]))
    expect(await anonymous(unsigned('/events'))).toEqual({ events: [], cursor: '' })
    expect(
      (await createUndiciFetch()(new URL('/', venue.host.restUrl).href, { method: 'GET' })).status,
    ).toBe(404)
  })
})

const specFile = new URL(
  '../../../../../shared/spec/kalshi-openapi-2026-08-22.yaml',
  import.meta.url,
)
const hasSpec = existsSync(specFile)
if (!hasSpec)
  console.warn('\nSKIPPED: ../shared/spec is absent, made-up payloads were not checked\n')

/** OpenAPI's `nullable`, which stands beside references too, in the words of JSON Schema. */
function withNulls(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNulls)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...rest } = schema as Record<string, unknown>
  const own = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withNulls(one)]))
  return nullable === true ? { anyOf: [own, { type: 'null' }] } : own
}

describe.skipIf(!hasSpec)('made-up payloads are as specified', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  if (hasSpec) ajv.addSchema(withNulls(parse(readFileSync(specFile, 'utf8'))) as object, 'spec')

  it.each([
    ['/events?with_nested_markets=true&with_milestones=true', 'GetEventsResponse'],
    ['/markets', 'GetMarketsResponse'],
    [`/markets/${EVENT}-KC`, 'GetMarketResponse'],
    ['/milestones?limit=5', 'GetMilestonesResponse'],
    ['/structured_targets', 'GetStructuredTargetsResponse'],
    ['/series', 'GetSeriesListResponse'],
    ['/series/KXNFLGAME', 'GetSeriesResponse'],
    ['/series/fee_changes', 'GetSeriesFeeChangesResponse'],
    ['/events/fee_changes', 'GetEventFeeChangesResponse'],
    [`/markets/${EVENT}-KC/orderbook`, 'GetMarketOrderbookResponse'],
    ['/exchange/status', 'ExchangeStatus'],
    ['/exchange/schedule', 'GetExchangeScheduleResponse'],
    ['/account/endpoint_costs', 'GetAccountEndpointCostsResponse'],
  ])('%s is a %s', async (path, schema) => {
    const { venue } = await standIn()
    const answer = await createUndiciFetch()(`${venue.host.restUrl}${path}`, { method: 'GET' })
    const check = ajv.compile({ $ref: `spec#/components/schemas/${schema}` })
    check(JSON.parse(await answer.text()))
    expect(check.errors ?? []).toEqual([])
  })
})

it('names a game by its Eastern date, and its book says the quotes', () => {
  expect(gameEventTicker(GAME)).toBe(EVENT)
  const { event } = gamePayloads(GAME)
  expect((event['markets'] as readonly object[])[1]).toMatchObject({
    yes_bid_dollars: '0.4100',
    yes_bid_size_fp: '9.00',
    yes_ask_dollars: '1.0000',
    yes_ask_size_fp: '0.00',
    no_bid_dollars: '0.0000',
    no_ask_dollars: '0.5900',
  })
})
