import { centicontracts, type Fetch, priceTicks, type PriceGrid } from '@arbkit/core'
import { createSeededRng, createVirtualClock, type VirtualClock } from '@arbkit/core/testing'
import { createUndiciFetch, NO_RETRY, sleep } from '@arbkit/http'
import {
  createRequestQueue,
  createTransport,
  type Credentials,
  customHost,
  type KalshiRequest,
  type NewOrder,
  type Send,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import type { MarketResult } from '../exchange/protocol.ts'
import type { Tier } from './limits/tiers.ts'
import { answerChecker, hasSpecification, refusalChecker } from './spec-validators.test.ts'
import {
  ALICE,
  BUF,
  market,
  order,
  START_MS,
  type Started,
  startVenue,
  uuids,
} from './started-venue.test.ts'
import type { TimelessCommand } from './venue-state.ts'

/** An event that is over: how each of its markets ended. */
export const OVER = 'KXNFLGAME-26NOV21DENLV'
export const RESULTS: Readonly<Record<string, MarketResult>> = {
  [`${OVER}-DEN`]: { kind: 'yes' },
  [`${OVER}-LV`]: { kind: 'no' },
  [`${OVER}-TIE`]: { kind: 'scalar', value: priceTicks(5000) },
  [`${OVER}-OT`]: { kind: 'scalar', value: priceTicks(3700) },
}

/** An event in which somebody trades for the first time. */
export const LATER = 'KXNFLGAME-26NOV29NYGDAL-DAL'

/** Prices in whole cents, as {@link market} has them on shard 0. */
export const CENTS: PriceGrid = [
  { start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) },
]

/** A venue in the middle of a day, and a client that asks it over real HTTP. */
export interface World extends Started {
  readonly clock: VirtualClock
  /** Sends as Alice; every answer is held to the specification. */
  readonly send: Send
  readonly sendAs: (credentials: Credentials | undefined) => Send
  /** Calls that were sent, by whomever, oldest first. */
  readonly sent: KalshiRequest[]
  /** What was wrong with answers. */
  readonly problems: string[]
  /** A new order of Alice's that rests, unless it is changed. */
  readonly newOrder: (change?: Partial<NewOrder>) => NewOrder
  /** Tells the exchange something that it must do. */
  readonly tell: (command: TimelessCommand) => void
}

const check = hasSpecification ? answerChecker() : undefined
const checkRefusal = hasSpecification ? refusalChecker() : undefined

/** Says what is wrong with an answer, by its status. */
export function problemsOf(
  method: string,
  path: string,
  answer: { readonly status: number; readonly body: unknown },
): readonly string[] {
  return (answer.status < 300 ? check : checkRefusal)?.(method, path, answer) ?? []
}

/** Returns a fetch that holds what it gets to the specification. */
function checkedFetch(problems: string[]): Fetch {
  const fetch = createUndiciFetch()
  return async (url, init) => {
    const response = await fetch(url, init)
    const { status, headers } = response
    const text = await response.text()
    const path = new URL(url).pathname.replace('/trade-api/v2', '')
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    problems.push(...problemsOf(init.method, path, { status, body }))
    return { status, headers, text: async () => text }
  }
}

/** Starts a venue without anything that happened; the tier is Alice's. */
export async function startWorld(tier: Tier = 'prestige'): Promise<World> {
  const clock = createVirtualClock(START_MS)
  const started = await startVenue({ clock, tier })
  const { restUrl, streamUrl } = started.server
  const problems: string[] = []
  const sent: KalshiRequest[] = []
  const fetch = checkedFetch(problems)
  const rng = createSeededRng(1)
  const sendAs = (credentials: Credentials | undefined): Send => {
    const limits = createRequestQueue({ clock, rng, sleep, limits: TIER_LIMITS.prestige })
    const host = customHost({ restUrl, streamUrl })
    const ports = { host, fetch, clock, rng, sleep, limits, credentials, retry: NO_RETRY }
    const transport = createTransport(ports)
    return async (request, options) => {
      sent.push(request)
      return transport(request, options)
    }
  }
  const clientIds = uuids('c')
  const tell = (command: TimelessCommand): void => {
    expect(started.server.apply(command).result).toHaveProperty('ok')
  }
  const newOrder: World['newOrder'] = (change = {}) => ({
    marketId: BUF,
    action: 'buy',
    side: 'yes',
    price: priceTicks(3000),
    count: centicontracts(500),
    priceGrid: CENTS,
    clientOrderId: clientIds.next(),
    timeInForce: 'good_till_canceled',
    selfTradePrevention: 'taker_at_cross',
    exchangeIndex: 0,
    ...change,
  })
  return { ...started, clock, send: sendAs(ALICE), sendAs, sent, problems, newOrder, tell }
}

/** Lets a day pass: trades in several minutes, markets that end in every way, quotes that stand. */
export function liveDay({ clock, server, tell }: World): void {
  for (const marketId of [...Object.keys(RESULTS), LATER]) {
    tell({ kind: 'list-market', market: market(marketId, 0, clock.now()) })
  }
  for (const [marketId, result] of Object.entries(RESULTS)) {
    tell(order('bob', 'ask', 4600, 1000, marketId))
    tell(order('alice', 'bid', 4600, 550, marketId))
    tell({ kind: 'determine-market', marketId, result })
    tell({ kind: 'settle-market', marketId })
  }
  for (const [price, count] of [
    [4600, 2000],
    [4700, 1000],
  ] as const) {
    tell(order('bob', 'ask', price, count))
  }
  for (const [price, count] of [
    [4600, 350],
    [4600, 200],
    [4700, 100],
  ] as const) {
    clock.advance(61_000)
    tell(order('alice', 'bid', price, count))
  }
  tell(order('bob', 'bid', 4300, 1000))
  tell(order('bob', 'bid', 4200, 500))
  clock.advance(1000)
  server.tick()
}

describe('a day at the venue', () => {
  it('keeps every microdollar', async () => {
    const world = await startWorld()
    liveDay(world)
    const { deposits, cash, collateral, fees } = world.exchange.totals()
    expect(cash + collateral + fees).toBe(deposits)
    expect(world.exchange.settlementsOf('alice')).toHaveLength(4)
  })
})
