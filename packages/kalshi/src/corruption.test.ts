import { fc, test as prop } from '@fast-check/vitest'
import { WireFormatError, type WireLocation } from '@arbkit/core'
import { describe, expect } from 'vitest'
import {
  parseCandlesticks,
  parseEvents,
  parseFeeChanges,
  parseMarkets,
  parseMilestones,
  parseOrderBooks,
  parseSeries,
  parseSettlements,
  parseStreamMessage,
  parseStructuredTargets,
  recogniseKalshi,
} from './index.ts'

/** Whatever one field of a payload turns into, a parser accepts it or names it; it never breaks. */
const market = {
  ticker: 'KXMLBTOTAL-26AUG072145TBSEA-9',
  event_ticker: 'KXMLBTOTAL-26AUG072145TBSEA',
  status: 'active',
  title: 'Tampa Bay vs Seattle Total Runs?',
  yes_sub_title: 'Over 8.5 runs scored',
  strike_type: 'greater',
  floor_strike: 8.5,
  yes_bid_dollars: '0.4000',
  yes_ask_dollars: '0.4200',
  yes_bid_size_fp: '10.00',
  yes_ask_size_fp: '12.00',
  rules_primary: 'If … game originally scheduled for Aug 7, 2026 at 9:45 PM EDT, then Yes.',
  rules_secondary: '',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  fee_waiver_expiration_time: '2026-08-07T00:00:00Z',
  exchange_index: 3,
  updated_time: '2026-08-07T00:00:00Z',
}
const event = {
  event_ticker: 'KXMLBTOTAL-26AUG072145TBSEA',
  series_ticker: 'KXMLBTOTAL',
  title: 'Tampa Bay vs Seattle: Total Runs',
  fee_type_override: 'quadratic',
  fee_multiplier_override: 0.5,
  last_updated_ts: '2026-08-07T00:00:00Z',
  markets: [market],
}
const levels = [
  ['0.4000', '10.00'],
  ['0.4100', '5.50'],
]
const ohlc = {
  open_dollars: '0.33',
  high_dollars: '0.34',
  low_dollars: '0.33',
  close_dollars: '0.34',
}

type Case = readonly [
  name: string,
  payload: unknown,
  parse: (p: unknown, at: WireLocation) => unknown,
]

const milestone = {
  id: 'm',
  title: 'Syracuse vs Pittsburgh',
  type: 'football_game',
  start_date: '2026-09-17T23:30:00Z',
  details: { league: 'NCAAFB', status: 'scheduled', home_team_id: 'h', away_team_id: 'a' },
  primary_event_tickers: ['KXNCAAFGAME-26SEP17SYRPITT'],
  related_event_tickers: ['KXNCAAFTOTAL-26SEP17SYRPITT'],
}

const CASES: readonly Case[] = [
  ['events', { events: [event], cursor: '' }, parseEvents],
  ['single event', { event, markets: [market] }, parseEvents],
  ['markets', { markets: [market] }, parseMarkets],
  [
    'order books',
    { orderbooks: [{ ticker: 'T', orderbook_fp: { yes_dollars: levels, no_dollars: levels } }] },
    parseOrderBooks,
  ],
  [
    'snapshot',
    {
      type: 'orderbook_snapshot',
      sid: 1,
      seq: 1,
      msg: { market_ticker: 'T', yes_dollars_fp: levels, no_dollars_fp: levels },
    },
    parseStreamMessage,
  ],
  [
    'delta',
    {
      type: 'orderbook_delta',
      sid: 1,
      seq: 2,
      msg: {
        market_ticker: 'T',
        price_dollars: '0.4',
        delta_fp: '-1.00',
        side: 'yes',
        ts_ms: 1_786_085_188_978,
      },
    },
    parseStreamMessage,
  ],
  ['ok', { type: 'ok', id: 1, sid: 1, seq: 3, msg: { market_tickers: ['T'] } }, parseStreamMessage],
  ['error', { type: 'error', id: 1, msg: { code: 8, msg: 'x' } }, parseStreamMessage],
  [
    'series',
    {
      series: {
        ticker: 'KXMLBTOTAL',
        fee_type: 'quadratic',
        fee_multiplier: 0.5,
        last_updated_ts: '2026-08-07T00:00:00Z',
      },
    },
    parseSeries,
  ],
  [
    'fee changes',
    {
      series_fee_change_arr: [
        {
          id: '1',
          series_ticker: 'KXMLBTOTAL',
          fee_type: 'quadratic',
          fee_multiplier: 1,
          scheduled_ts: '2026-08-07T00:00:00Z',
        },
      ],
    },
    parseFeeChanges,
  ],
  [
    'settlements',
    {
      settlements: [
        {
          ticker: 'T',
          event_ticker: 'E',
          market_result: 'yes',
          yes_count_fp: '1.00',
          no_count_fp: '0.00',
          yes_total_cost_dollars: '0.500000',
          no_total_cost_dollars: '0.000000',
          revenue: 100,
          value: 100,
          fee_cost: '0.017500',
          settled_time: '2026-08-07T00:00:00Z',
        },
      ],
    },
    parseSettlements,
  ],
  ['milestones', { milestones: [milestone], cursor: '' }, parseMilestones],
  [
    'structured targets',
    { structured_targets: [{ id: 't', name: 'Syracuse', type: 'football_team' }], cursor: '' },
    parseStructuredTargets,
  ],
  [
    'candlesticks',
    {
      ticker: 'T',
      candlesticks: [
        {
          end_period_ts: 60,
          yes_bid: ohlc,
          yes_ask: ohlc,
          price: ohlc,
          volume_fp: '1.00',
          open_interest_fp: '2.00',
        },
      ],
    },
    parseCandlesticks,
  ],
]

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    -1,
    0,
    1e21,
    '',
    '0',
    '-1.00',
    'x\ny',
    [],
    {},
  ),
  fc.jsonValue(),
)

describe.each(CASES)('%s', (_name, payload, parse) => {
  const places = placesOf(payload)
  const at = { source: 'file.json', path: '$' }

  prop.prop([fc.constantFrom(...places), junk], { numRuns: 400 })(
    'names any one corrupted field',
    (place, value) => {
      const corrupted = replaced(payload, place, value)
      recogniseKalshi(corrupted)
      try {
        parse(corrupted, at)
      } catch (error) {
        expect(error).toBeInstanceOf(WireFormatError)
        expect((error as Error).message).toMatch(/^file\.json: \S+: expected .+, got .+$/)
      }
    },
  )

  prop.prop([fc.dictionary(fc.stringMatching(/^x_[a-z]+$/), fc.jsonValue())])(
    'passes by what it does not know',
    (extras) => {
      expect(parse({ ...(payload as object), ...extras }, at)).toEqual(parse(payload, at))
    },
  )
})

type Place = readonly (string | number)[]

/** Every place inside a payload, its root included. */
function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inner = keys.flatMap((key) =>
    placesOf((value as Record<string | number, unknown>)[key], [...place, key]),
  )
  return [place, ...inner]
}

/** A copy with one place changed. */
function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  const fields = copy as Record<string | number, unknown>
  fields[key] = replaced(fields[key], rest, by)
  return copy
}
