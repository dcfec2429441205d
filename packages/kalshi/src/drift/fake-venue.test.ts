import { VenueRejectedError } from '@arbkit/core'
import { createVirtualClock } from '@arbkit/core/testing'
import { expect, it } from 'vitest'
import type { KalshiRequest, Send } from '../rest/request.ts'
import type { CanaryPorts } from './canary-check.ts'
import { UNKNOWN_CANCEL } from './canary-requests.ts'
import {
  CANARY_SERIES,
  canaryChecks,
  type CanaryOptions,
  type CanaryReport,
  runCanary,
} from './canary.ts'

export type Json = Record<string, unknown>

export const NOW = Date.UTC(2026, 10, 21, 18, 0, 0, 400)
export const MARKET = 'KXNFLGAME-26NOV22KCDEN-KC'
export const EVENT = 'KXNFLGAME-26NOV22KCDEN'

export const market = (): Json => ({
  ticker: MARKET,
  event_ticker: EVENT,
  market_type: 'binary',
  status: 'active',
  result: '',
  title: 'Kansas City at Denver Winner?',
  yes_sub_title: 'Kansas City',
  no_sub_title: 'Kansas City',
  rules_primary: 'If Kansas City wins',
  rules_secondary: '',
  open_time: '2026-06-29T18:01:00Z',
  close_time: '2026-11-24T23:00:00Z',
  latest_expiration_time: '2026-11-24T23:00:00Z',
  created_time: '2026-06-29T18:00:00Z',
  updated_time: '2026-11-21T17:00:00Z',
  settlement_timer_seconds: 60,
  settlement_bounds_type: 'default',
  can_close_early: true,
  exchange_index: 0,
  expiration_value: '',
  strike_type: 'structured',
  custom_strike: { football_team: 'b007a1ab-bca6-42c7-8706-62607a605866' },
  price_level_structure: 'linear_cent',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  notional_value_dollars: '1.0000',
  yes_bid_dollars: '0.7300',
  yes_ask_dollars: '0.7400',
  no_bid_dollars: '0.2600',
  no_ask_dollars: '0.2700',
  last_price_dollars: '0.7300',
  previous_yes_bid_dollars: '0.7300',
  previous_yes_ask_dollars: '0.7400',
  previous_price_dollars: '0.7300',
  yes_bid_size_fp: '10161.06',
  yes_ask_size_fp: '3420.81',
  volume_fp: '1000.00',
  volume_24h_fp: '100.00',
  open_interest_fp: '500.00',
})
const total = (): Json => ({
  ...market(),
  ticker: 'KXNFLTOTAL-26NOV22KCDEN-45',
  event_ticker: 'KXNFLTOTAL-26NOV22KCDEN',
  strike_type: 'greater',
  floor_strike: 44.5,
  custom_strike: null,
  yes_bid_dollars: '0.5900',
  no_bid_dollars: '0.4000',
})
const fill = (): Json => ({
  fill_id: 'f',
  trade_id: 'f',
  order_id: 'o',
  ticker: MARKET,
  market_ticker: MARKET,
  exchange_index: 0,
  is_taker: true,
  outcome_side: 'yes',
  book_side: 'bid',
  count_fp: '1.00',
  yes_price_dollars: '0.5000',
  no_price_dollars: '0.5000',
  fee_cost: '0.017500',
  created_time: '2026-11-21T17:00:00Z',
})
const order = (): Json => ({
  order_id: 'o',
  user_id: 'u',
  client_order_id: 'c',
  ticker: MARKET,
  type: 'limit',
  status: 'executed',
  outcome_side: 'yes',
  book_side: 'bid',
  yes_price_dollars: '0.5000',
  no_price_dollars: '0.5000',
  initial_count_fp: '1.00',
  fill_count_fp: '1.00',
  remaining_count_fp: '0.00',
  taker_fees_dollars: '0.017500',
  maker_fees_dollars: '0.000000',
  taker_fill_cost_dollars: '0.500000',
  maker_fill_cost_dollars: '0.000000',
})
const series = (ticker: string): Json => ({
  ticker,
  frequency: 'custom',
  title: 'Football',
  category: 'Sports',
  tags: [],
  settlement_sources: [],
  contract_url: '',
  contract_terms_url: '',
  additional_prohibitions: [],
  fee_type: 'quadratic_with_maker_fees',
  fee_multiplier: 1,
})

/** What the venue answers, by method and path; a number refuses, with a code behind it. */
export type Answers = Record<string, unknown>

export class Refusal {
  readonly status: number
  readonly code: string | undefined
  constructor(status: number, code?: string) {
    this.status = status
    this.code = code
  }
}

/** Answers as specified in October 2026. */
export function todaysAnswers(): Answers {
  const book = {
    yes_dollars: [
      ['0.7200', '10.00'],
      ['0.7300', '13.00'],
    ],
    no_dollars: [
      ['0.2500', '17.00'],
      ['0.2600', '20.00'],
    ],
  }
  return {
    'GET /markets': { markets: [total(), market()], cursor: 'next' },
    'GET /events': {
      events: [
        {
          event_ticker: EVENT,
          series_ticker: 'KXNFLGAME',
          title: 'Kansas City at Denver',
          sub_title: 'KC at DEN',
          mutually_exclusive: true,
          collateral_return_type: 'MECNET',
          settlement_sources: [],
          // Required in August, removed on 2026-09-10.
          available_on_brokers: false,
          exchange_index: 0,
          markets: [market()],
        },
      ],
      cursor: '',
    },
    'GET /milestones': {
      milestones: [
        {
          id: 'm',
          category: 'Sports',
          title: 'Kansas City at Denver',
          type: 'football_game',
          start_date: '2026-11-22T21:25:00Z',
          last_updated_ts: '2026-11-21T17:00:00Z',
          notification_message: '',
          details: { league: 'NFL' },
          primary_event_tickers: [EVENT],
          related_event_tickers: [EVENT],
        },
      ],
      cursor: '',
    },
    'GET /milestones (no limit)': new Refusal(400),
    [`GET /markets/${MARKET}/orderbook`]: { orderbook_fp: book },
    // Looked at where the other market's quotes can not be read.
    'GET /markets/KXNFLTOTAL-26NOV22KCDEN-45/orderbook': { orderbook_fp: book },
    'GET /series/fee_changes': {
      series_fee_change_arr: [
        {
          id: 'c',
          series_ticker: 'KXMLBGAME',
          fee_type: 'quadratic',
          fee_multiplier: 0.5,
          scheduled_ts: '2026-12-01T00:00:00Z',
        },
      ],
    },
    'GET /events/fee_changes': {
      event_fee_changes: [
        {
          id: 'c',
          event_ticker: EVENT,
          series_ticker: 'KXNFLGAME',
          fee_type_override: null,
          fee_multiplier_override: null,
          scheduled_ts: '2026-12-01T00:00:00Z',
        },
      ],
      cursor: '',
    },
    ...Object.fromEntries(CANARY_SERIES.map((id) => [`GET /series/${id}`, { series: series(id) }])),
    'GET /exchange/status': {
      exchange_active: true,
      trading_active: true,
      exchange_index_statuses: [
        {
          exchange_index: 3,
          description: 'tennis, baseball, basketball',
          exchange_active: true,
          trading_active: true,
          intra_exchange_transfers_active: true,
        },
      ],
    },
    'GET /portfolio/fills': { fills: [fill()], cursor: '' },
    'GET /portfolio/orders': { orders: [order()], cursor: '' },
    'GET /portfolio/positions': {
      market_positions: [
        {
          ticker: MARKET,
          exchange_index: 0,
          position_fp: '-1.00',
          total_traded_dollars: '0.500000',
          market_exposure_dollars: '0.500000',
          realized_pnl_dollars: '-10.250000',
          fees_paid_dollars: '0.017500',
          last_updated_ts: '2026-11-21T17:00:00Z',
        },
      ],
      event_positions: [],
      cursor: '',
    },
    'GET /portfolio/balance': {
      balance: 99_946,
      balance_dollars: '999.4625',
      portfolio_value: 52,
      updated_ts: 1_783_302_917,
    },
    'POST /portfolio/events/orders': new Refusal(400, 'invalid_order'),
    [`DELETE ${UNKNOWN_CANCEL.path}`]: new Refusal(404, 'not_found'),
  }
}

/** A stream whose NO bids come at NO prices, or at YES prices where asked for. */
export type Stream = (usesYesPrices: boolean | undefined) => unknown
export const snapshot = (noBids: readonly (readonly [string, string])[]) => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq: 1,
  msg: { market_ticker: MARKET, yes_dollars_fp: [['0.7300', '13.00']], no_dollars_fp: noBids },
})
export const AT_NO = snapshot([
  ['0.2500', '17.00'],
  ['0.2600', '20.00'],
])
export const AT_YES = snapshot([
  ['0.750', '17.00'],
  ['0.740', '20.00'],
])
export const todaysStream: Stream = (usesYesPrices) => (usesYesPrices === true ? AT_YES : AT_NO)

export interface Venue {
  readonly answers?: Answers
  readonly stream?: Stream | undefined
  readonly date?: string | null
  readonly sent?: KalshiRequest[]
}

export function portsOf({
  answers = todaysAnswers(),
  stream,
  date,
  sent = [],
}: Venue): CanaryPorts {
  const clock = createVirtualClock(NOW)
  const send: Send = async (request) => {
    sent.push(request)
    clock.advance(40)
    const hasLimit = request.query.some(([name]) => name === 'limit')
    const name = `${request.method} ${request.path}`
    const key = name === 'GET /milestones' && !hasLimit ? `${name} (no limit)` : name
    const answer = key in answers ? answers[key] : new Refusal(404)
    if (answer instanceof Refusal) {
      throw new VenueRejectedError(`HTTP ${answer.status}`, {
        status: answer.status,
        code: answer.code,
      })
    }
    if (answer instanceof Error) throw answer
    return structuredClone(answer)
  }
  return {
    send,
    clock,
    readDate: async () => (date === undefined ? new Date(clock.now()).toUTCString() : date),
    readSnapshot:
      stream === undefined ? undefined : async (_marketId, usesYesPrices) => stream(usesYesPrices),
  }
}

export const run = (venue: Venue = {}, options?: CanaryOptions): Promise<CanaryReport> =>
  runCanary(portsOf({ stream: todaysStream, ...venue }), canaryChecks(options))

/** Checks that did not pass: `schemas: fail`. */
export const notPassed = ({ results }: CanaryReport): readonly string[] =>
  results
    .filter(({ judgement }) => judgement.tag !== 'pass')
    .map(({ id, judgement }) => `${id}: ${judgement.tag}`)
export const findingsOf = ({ results }: CanaryReport): readonly string[] =>
  results.flatMap(({ judgement }) => (judgement.tag === 'pass' ? [] : judgement.findings))

/** Today's answers with one place changed: `['GET /markets', 'markets', 1]` names a record. */
export function changed(
  place: readonly [string, ...(string | number)[]],
  change: (row: Json) => void,
): Answers {
  const answers = todaysAnswers()
  const row = place.reduce<unknown>((value, step) => (value as Json)[step], answers)
  change(row as Json)
  return answers
}
export const inMarket = (change: (row: Json) => void) =>
  changed(['GET /markets', 'markets', 1], change)
export const renamed = (from: string, to: string) => (row: Json) => {
  row[to] = row[from]
  delete row[from]
}
export const withAnswer = (key: string, answer: unknown): Answers => ({
  ...todaysAnswers(),
  [key]: answer,
})

it('a changed answer is changed once, and refusals are told apart by method', async () => {
  inMarket((row) => Object.assign(row, { status: 'gone' }))
  const { send } = portsOf({})
  const request = { ...UNKNOWN_CANCEL, method: 'GET', path: '/markets' } as const
  expect(JSON.stringify(await send(request))).not.toContain('gone')
  await expect(send({ ...request, method: 'DELETE' })).rejects.toThrow('HTTP 404')
})
