/**
 * All that a stand-in of the venue answers from, as plain data in the venue's words: lists of games,
 * and an account that has money and has done nothing yet.
 * @module
 */
import {
  type GamePayloads,
  gamePayloads,
  type MadeUpGame,
  type WireRecord,
} from './game-payloads.ts'

/** What there is. Everything may be replaced by spreading: `{ ...payloads, balance: … }`. */
export interface StandInPayloads {
  /** Each with its `markets` inside. */
  readonly events: readonly WireRecord[]
  readonly milestones: readonly WireRecord[]
  readonly structuredTargets: readonly WireRecord[]
  readonly series: readonly WireRecord[]
  readonly seriesFeeChanges: readonly WireRecord[]
  readonly eventFeeChanges: readonly WireRecord[]
  /** `{yes_dollars, no_dollars}` by market ticker. */
  readonly orderBooks: Readonly<Record<string, WireRecord>>
  readonly exchangeStatus: WireRecord
  /** What stands inside `schedule`. */
  readonly exchangeSchedule: WireRecord
  readonly balance: WireRecord
  readonly accountLimits: WireRecord
  readonly endpointCosts: WireRecord
  readonly fills: readonly WireRecord[]
  readonly orders: readonly WireRecord[]
  readonly positions: readonly WireRecord[]
}

const ALL_DAY = [{ open_time: '00:00', close_time: '24:00' }]

const SCHEDULE: WireRecord = {
  standard_hours: [
    {
      start_time: '2026-01-01T00:00:00Z',
      end_time: '2030-01-01T00:00:00Z',
      monday: ALL_DAY,
      tuesday: ALL_DAY,
      wednesday: ALL_DAY,
      thursday: [
        { open_time: '00:00', close_time: '03:00' },
        { open_time: '05:00', close_time: '24:00' },
      ],
      friday: ALL_DAY,
      saturday: ALL_DAY,
      sunday: ALL_DAY,
    },
  ],
  maintenance_windows: [],
}

/** Limits of the lowest tier (docs.kalshi.com/getting_started/rate_limits, 2026-09-22). */
const BASIC_LIMITS: WireRecord = {
  usage_tier: 'basic',
  read: { refill_rate: 200, bucket_capacity: 600 },
  write: { refill_rate: 100, bucket_capacity: 100 },
  grants: [],
}

/** A part of `GET /account/endpoint_costs` on the demo exchange, 2026-07-06. */
const COSTS: WireRecord = {
  default_cost: 10,
  endpoint_costs: [
    { method: 'DELETE', path: '/trade-api/v2/portfolio/events/orders/:order_id', cost: 2 },
    { method: 'GET', path: '/trade-api/v2/portfolio/orders/:order_id', cost: 2 },
  ],
}

/** Returns everything for these games: an open exchange, an account of $1,000 at the lowest tier. */
export function standInPayloads(games: readonly MadeUpGame[]): StandInPayloads {
  const all: readonly GamePayloads[] = games.map(gamePayloads)
  return {
    events: all.map(({ event }) => event),
    milestones: all.map(({ milestone }) => milestone),
    structuredTargets: all.flatMap(({ structuredTargets }) => structuredTargets),
    series: ['KXNFLGAME', 'KXNBAGAME', 'KXMLBGAME', 'KXNHLGAME'].map(seriesOf),
    seriesFeeChanges: [],
    eventFeeChanges: [],
    orderBooks: Object.assign({}, ...all.map(({ orderBooks }) => orderBooks)) as Readonly<
      Record<string, WireRecord>
    >,
    exchangeStatus: {
      exchange_active: true,
      trading_active: true,
      intra_exchange_transfers_active: true,
      exchange_index_statuses: [
        {
          exchange_index: 0,
          description: 'default',
          exchange_active: true,
          trading_active: true,
          intra_exchange_transfers_active: true,
        },
      ],
    },
    exchangeSchedule: SCHEDULE,
    balance: {
      balance: 100_000,
      balance_dollars: '1000.0000',
      portfolio_value: 0,
      updated_ts: 1_790_000_000,
      balance_breakdown: [{ exchange_index: 0, balance: '1000.0000' }],
    },
    accountLimits: BASIC_LIMITS,
    endpointCosts: COSTS,
    fills: [],
    orders: [],
    positions: [],
  }
}

/** Series of games (live series, 2026-09). */
function seriesOf(ticker: string): WireRecord {
  return {
    ticker,
    frequency: 'custom',
    title: ticker,
    category: 'Sports',
    tags: [],
    settlement_sources: [],
    contract_url: '',
    contract_terms_url: '',
    additional_prohibitions: [],
    fee_type: 'quadratic_with_maker_fees',
    fee_multiplier: 1,
  }
}
