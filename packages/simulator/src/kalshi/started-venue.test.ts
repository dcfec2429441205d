import { generateKeyPairSync } from 'node:crypto'
import { centicontracts, type Clock, type Ids, microdollars, priceTicks } from '@arbkit/core'
import { createSeededRng, createVirtualClock } from '@arbkit/core/testing'
import { createCredentials, parseSigningKey, signCall } from '@arbkit/kalshi'
import { afterAll, describe, expect, it } from 'vitest'
import { createExchange, type Exchange } from '../exchange/exchange.ts'
import type { MarketConfig } from '../exchange/protocol.ts'
import type { Catalog } from './catalog.ts'
import type { Fault } from './faults/fault.ts'
import { type KalshiServer, startKalshiServer } from './kalshi-server.ts'
import type { KalshiVenueOptions } from './kalshi-venue.ts'
import type { Tier } from './limits/tiers.ts'
import type { TimelessCommand } from './venue-state.ts'

/** A Saturday: no maintenance. */
export const START_MS = Date.UTC(2026, 10, 21, 12)
const DAY_MS = 86_400_000

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')
export const RSA_PEM = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const ED_PEM = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Whose requests there are. */
export const ALICE = createCredentials('key-of-alice', parseSigningKey(RSA_PEM))
export const BOB = createCredentials('key-of-bob', parseSigningKey(ED_PEM))
const accountsOf = (tier: Tier): KalshiVenueOptions['accounts'] => [
  { keyId: 'key-of-alice', publicKey: rsa.publicKey, accountId: 'alice', tier },
  {
    keyId: 'key-of-bob',
    publicKey: ed25519.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    accountId: 'bob',
    tier: 'basic',
  },
]

export const EVENT = 'KXNFLGAME-26NOV22BUFKC'
export const BUF = `${EVENT}-BUF`
export const KC = `${EVENT}-KC`
export const NBA = 'KXNBAGAME-26NOV22LALBOS-LAL'
export const MILESTONE = '0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c11'
export const TARGET = '6d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c12'

export const CATALOG: Catalog = {
  markets: { [BUF]: { yes_sub_title: 'Buffalo', no_sub_title: 'Buffalo', title: 'Buffalo wins' } },
  events: { [EVENT]: { title: 'Buffalo at Kansas City' } },
  series: { KXNFLGAME: { title: 'Pro football games', tags: ['Football'] } },
  milestones: [
    {
      id: MILESTONE,
      category: 'Sports',
      type: 'football_game',
      start_date: '2026-11-22T18:00:00Z',
      related_event_tickers: [EVENT],
      title: 'Buffalo vs Kansas City',
      notification_message: '',
      source_ids: {},
      details: { league: 'NFL', home_team_id: TARGET },
      primary_event_tickers: [EVENT],
      last_updated_ts: '2026-11-20T18:00:00Z',
    },
  ],
  structuredTargets: [
    { id: TARGET, name: 'Kansas City', type: 'football_team', details: {}, source_ids: {} },
  ],
  liveData: { [MILESTONE]: { status: 'live', home_points: 3 } },
  seriesFeeChanges: [
    {
      id: '1',
      series_ticker: 'KXNFLGAME',
      fee_type: 'quadratic',
      fee_multiplier: 1,
      scheduled_ts: '2027-01-01T00:00:00Z',
    },
  ],
  eventFeeChanges: [
    {
      id: '2',
      event_ticker: EVENT,
      series_ticker: 'KXNFLGAME',
      fee_type_override: null,
      fee_multiplier_override: null,
      scheduled_ts: '2026-12-01T00:00:00Z',
    },
  ],
}

/** UUIDs that count. */
export function uuids(prefix: string): Ids {
  let count = 0
  return {
    next: () => {
      count += 1
      return `${prefix.padEnd(8, '0')}-0000-4000-8000-${String(count).padStart(12, '0')}`
    },
  }
}

const cents = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }]
const halves = [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(50) }]

/** A market that opens at `atMs`. */
export function market(marketId: string, exchangeIndex: number, atMs: number): MarketConfig {
  const eventId = marketId.slice(0, marketId.lastIndexOf('-'))
  return {
    marketId,
    eventId,
    seriesId: marketId.split('-')[0] ?? '',
    grid: exchangeIndex === 0 ? cents : halves,
    opensMs: atMs,
    closesMs: atMs + 2 * DAY_MS,
    exchangeIndex,
    fees: {
      series: [{ feeType: 'quadratic_with_maker_fees', feeMultiplier: '1', knownFromMs: 0 }],
    },
    isMutuallyExclusive: true,
  }
}

/** A venue that listens, and what is behind it. */
export interface Started {
  readonly server: KalshiServer
  readonly exchange: Exchange
  /** Asks as somebody, or as nobody; the answer's body is parsed. */
  readonly ask: (
    line: string,
    options?: { readonly as?: typeof ALICE | undefined; readonly body?: unknown },
  ) => Promise<{ readonly status: number; readonly body: unknown; readonly date: string | null }>
}

const servers: KalshiServer[] = []
afterAll(async () => {
  await Promise.all(servers.map(async (server) => server.close()))
})

/** Starts a venue with three markets and two accounts of $1,000 on each of the shards 0 and 3. */
export async function startVenue({
  clock = createVirtualClock(START_MS),
  faults = [],
  seed = 1,
  sleep,
  tier = 'prestige',
}: {
  readonly clock?: Clock
  readonly faults?: readonly Fault[]
  readonly seed?: number
  readonly sleep?: KalshiVenueOptions['sleep']
  /** Of Alice; Bob's is basic. */
  readonly tier?: Tier
} = {}): Promise<Started> {
  const exchange = createExchange({ tradeIds: uuids('7') })
  const nowMs = clock.now()
  for (const [marketId, index] of [
    [BUF, 0],
    [KC, 0],
    [NBA, 3],
  ] as const) {
    exchange.apply({ kind: 'list-market', nowMs, market: market(marketId, index, nowMs) })
  }
  for (const accountId of ['alice', 'bob']) {
    exchange.apply({ kind: 'open-account', nowMs, accountId, membership: 'direct' })
    for (const exchangeIndex of [0, 3]) {
      const amount = microdollars(1_000_000_000)
      exchange.apply({ kind: 'deposit', nowMs, accountId, exchangeIndex, amount })
    }
  }
  const server = await startKalshiServer({
    exchange,
    clock,
    rng: createSeededRng(seed),
    ids: uuids('0'),
    sleep,
    accounts: accountsOf(tier),
    catalog: CATALOG,
    faults,
  })
  servers.push(server)
  const ask: Started['ask'] = async (line, { as, body } = {}) => {
    const [method = '', path = ''] = line.split(' ')
    const { pathname } = new URL(server.restUrl)
    const call = {
      timestampMs: clock.now(),
      method: method as 'GET',
      path: `${pathname}${path}`,
    }
    const response = await fetch(`${server.restUrl}${path}`, {
      method,
      headers: as === undefined ? {} : { ...signCall(as, call) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const parsed = text === '' ? undefined : (JSON.parse(text) as unknown)
    return { status: response.status, body: parsed, date: response.headers.get('date') }
  }
  return { server, exchange, ask }
}

/** An order of an account, straight to the exchange. */
export function order(
  accountId: string,
  side: 'bid' | 'ask',
  price: number,
  count: number,
  marketId = BUF,
): TimelessCommand {
  orderCount += 1
  return {
    kind: 'place',
    accountId,
    orderId: `11111111-0000-4000-8000-${String(orderCount).padStart(12, '0')}`,
    marketId,
    side,
    price: priceTicks(price),
    count: centicontracts(count),
    timeInForce: 'good_till_canceled',
    selfTradePrevention: 'taker_at_cross',
  }
}
let orderCount = 0

/** What is sent for a new order. */
export const newOrder = (change: object = {}): object => ({
  ticker: BUF,
  side: 'bid',
  count: '10.00',
  price: '0.5600',
  time_in_force: 'good_till_canceled',
  self_trade_prevention_type: 'taker_at_cross',
  exchange_index: 0,
  ...change,
})

describe('a started venue', () => {
  it('tells its own time', async () => {
    const { ask } = await startVenue()
    const { date, status } = await ask('GET /exchange/status')
    expect([status, date]).toEqual([200, new Date(START_MS).toUTCString()])
  })
})
