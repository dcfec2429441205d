import { type Fetch, VenueNoAnswerError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { KalshiRequest } from '../rest/request.ts'
import { EMPTY_ORDER, UNKNOWN_CANCEL } from './canary-requests.ts'
import { CANARY_SERIES_MAX, canaryChecks, dateReader, runCanary } from './canary.ts'
import { clockSkewOf } from './checks/clock.ts'
import {
  AT_NO,
  AT_YES,
  changed,
  findingsOf,
  inMarket,
  type Json,
  market,
  MARKET,
  notPassed,
  NOW,
  portsOf,
  Refusal,
  renamed,
  run,
  snapshot,
  type Stream,
  todaysAnswers,
  todaysStream,
  type Venue,
  withAnswer,
} from './fake-venue.test.ts'
import { isCanaryHealthy, tradingGate } from './trading-gate.ts'

describe('a venue that answers as specified', () => {
  it('passes every check, and trading may go on', async () => {
    const report = await run()
    expect(findingsOf(report)).toEqual([])
    expect(report.results).toHaveLength(11)
    expect(report).toMatchObject({ startedMs: NOW })
    expect(report.endedMs).toBeGreaterThan(NOW)
    expect(tradingGate(report, report.endedMs)).toEqual({ tag: 'open', warnings: [] })
    expect(isCanaryHealthy(report)).toBe(true)
  })

  it('passes for an account that never traded', async () => {
    const answers = {
      ...todaysAnswers(),
      'GET /portfolio/fills': { fills: [], cursor: '' },
      'GET /portfolio/orders': { orders: [], cursor: '' },
      'GET /portfolio/positions': { market_positions: [], event_positions: [], cursor: '' },
    }
    expect(findingsOf(await run({ answers }))).toEqual([])
  })

  it('is asked every read once, and nothing that changes anything', async () => {
    const sent: KalshiRequest[] = []
    await run({ sent })
    const reads = sent.filter(({ method }) => method === 'GET')
    const keys = reads.map(({ path, query }) => JSON.stringify([path, query]))
    expect(new Set(keys).size).toBe(keys.length)
    expect(reads.every(({ isRead, cost }) => isRead && cost.bucket === 'read')).toBe(true)
    expect(sent.filter(({ method }) => method !== 'GET')).toEqual([EMPTY_ORDER, UNKNOWN_CANCEL])
    // No order, and never the path that cancels everything.
    expect(EMPTY_ORDER.body).toEqual({})
    expect(UNKNOWN_CANCEL.path).toMatch(/^\/portfolio\/events\/orders\/0{8}-0{4}-0{4}-0{4}-0{12}$/)
  })
})

describe('each drift is caught by the check meant for it', () => {
  const cases: readonly [string, Venue, string, string][] = [
    [
      'a field renamed',
      { answers: inMarket(renamed('rules_secondary', 'rules_further')) },
      'schemas: fail',
      'markets.markets[].rules_secondary: Invalid input: expected string, received undefined (1 times); beside it: rules_further',
    ],
    [
      'a price field removed',
      { answers: inMarket(renamed('yes_bid_dollars', 'yes_bid_price')) },
      'schemas: fail',
      'markets.markets[].yes_bid_dollars: is missing (1 times); beside it: yes_bid_price',
    ],
    [
      'a type changed',
      { answers: inMarket((row) => Object.assign(row, { can_close_early: 'true' })) },
      'schemas: fail',
      'markets.markets[].can_close_early: Invalid input: expected boolean, received string (1 times)',
    ],
    [
      'a listing that is empty',
      { answers: withAnswer('GET /events', { events: [], cursor: '' }) },
      'schemas: fail',
      'events: the list is empty',
    ],
    [
      'a strike without its number',
      { answers: changed(['GET /markets', 'markets', 0], renamed('floor_strike', 'strike')) },
      'schemas: fail',
      'markets[].floor_strike: is no number on KXNFLTOTAL-26NOV22KCDEN-45 (greater)',
    ],
    [
      'a new word',
      { answers: inMarket((row) => Object.assign(row, { strike_type: 'spiral' })) },
      'schemas: warn',
      'markets[].strike_type: new word "spiral"',
    ],
    [
      'cents back, as numbers',
      { answers: inMarket((row) => Object.assign(row, { yes_bid_dollars: 73 })) },
      'units: fail',
      'markets[].yes_bid_dollars: no string but number',
    ],
    [
      'cents back, as text',
      { answers: inMarket((row) => Object.assign(row, { yes_bid_dollars: '73.0000' })) },
      'units: fail',
      'markets[].yes_bid_dollars: "73.0000" is outside its unit',
    ],
    [
      'cents back, beside the dollars',
      { answers: inMarket((row) => Object.assign(row, { yes_bid: 73 })) },
      'units: warn',
      'yes_bid: a field of whole cents, removed in 2026, is back',
    ],
    [
      'cents back, in the book',
      {
        answers: changed([`GET /markets/${MARKET}/orderbook`, 'orderbook_fp'], (book) =>
          Object.assign(book, { yes_dollars: [[73, '13.00']] }),
        ),
      },
      'units: fail',
      'orderbook_fp.yes_dollars[][0]: no string but number',
    ],
    [
      'the order endpoint gone',
      {
        answers: {
          ...withAnswer('POST /portfolio/events/orders', new Refusal(410, 'deprecated_v2')),
          [`DELETE ${UNKNOWN_CANCEL.path}`]: new Refusal(410, 'deprecated_v2'),
        },
      },
      'order-endpoint: fail',
      'an empty order: refused with 410 deprecated_v2, expected 400',
    ],
    [
      'only the path of orders gone',
      { answers: withAnswer('POST /portfolio/events/orders', new Refusal(404)) },
      'order-endpoint: fail',
      'an empty order: refused with 404, expected 400',
    ],
    [
      'a key that may not trade',
      { answers: withAnswer('POST /portfolio/events/orders', new Refusal(403)) },
      'order-endpoint: fail',
      'an empty order: refused with 403, expected 400',
    ],
    [
      'an empty order that is taken',
      { answers: withAnswer('POST /portfolio/events/orders', { order_id: 'x' }) },
      'order-endpoint: fail',
      'an order with nothing in it was taken',
    ],
    [
      'cancellations gone',
      { answers: withAnswer(`DELETE ${UNKNOWN_CANCEL.path}`, new Refusal(410)) },
      'order-endpoint: fail',
      'a cancellation of nothing: refused with 410, expected 404',
    ],
    [
      'a cancellation that is not understood',
      { answers: withAnswer(`DELETE ${UNKNOWN_CANCEL.path}`, new Refusal(404)) },
      'order-endpoint: warn',
      'a cancellation of nothing: 404 without a code, so the path itself may be gone',
    ],
    [
      'a grid that leaves out whole cents',
      {
        answers: inMarket((row) =>
          Object.assign(row, { price_ranges: [{ start: '0', end: '1', step: '0.03' }] }),
        ),
      },
      'price-grids: fail',
      `${MARKET}: price_ranges leave out 66 of 99 whole cents`,
    ],
    [
      'a grid in cents',
      {
        answers: inMarket((row) =>
          Object.assign(row, { price_ranges: [{ start: '0', end: '100', step: '1' }] }),
        ),
      },
      'price-grids: fail',
      `${MARKET}: price_ranges[0].end: expected a price in dollars from 0 to 1, got "100"`,
    ],
    [
      'a grid with other keys',
      {
        answers: inMarket((row) =>
          Object.assign(row, { price_ranges: [{ start: '0', end: '1', tick: '0.01' }] }),
        ),
      },
      'price-grids: fail',
      `${MARKET}: price_ranges[0].step: expected string, got nothing`,
    ],
    [
      'a new fee type',
      {
        answers: changed(['GET /series/KXNFLGAME', 'series'], (row) =>
          Object.assign(row, { fee_type: 'cubic' }),
        ),
      },
      'fee-fields: fail',
      'KXNFLGAME: fee_type: unknown fee type "cubic"',
    ],
    [
      'a new fee type ahead',
      {
        answers: changed(['GET /series/fee_changes', 'series_fee_change_arr', 0], (row) =>
          Object.assign(row, { fee_type: 'cubic' }),
        ),
      },
      'fee-fields: warn',
      'series-changes: KXMLBGAME: unknown fee type "cubic"',
    ],
    [
      'a fee without a public table',
      {
        answers: changed(['GET /series/KXNFLGAME', 'series'], (row) =>
          Object.assign(row, { fee_type: 'flat' }),
        ),
      },
      'fee-fields: warn',
      'KXNFLGAME: fee_type: "flat" has no table here, its fee is assumed',
    ],
    [
      'a fee field renamed',
      {
        answers: changed(
          ['GET /series/KXNFLGAME', 'series'],
          renamed('fee_multiplier', 'multiplier'),
        ),
      },
      'fee-fields: fail',
      'KXNFLGAME: fee_multiplier: nothing is no number of 0 to 10',
    ],
    [
      'a multiplier beyond belief',
      {
        answers: changed(['GET /series/KXNFLGAME', 'series'], (row) =>
          Object.assign(row, { fee_multiplier: 50 }),
        ),
      },
      'fee-fields: fail',
      'KXNFLGAME: fee_multiplier: 50 is no number of 0 to 10',
    ],
    [
      'the fee of a fill renamed',
      { answers: changed(['GET /portfolio/fills', 'fills', 0], renamed('fee_cost', 'fee')) },
      'fee-fields: fail',
      'fills[].fee_cost: nothing is no sum in dollars',
    ],
    [
      'the key of fee changes renamed',
      {
        answers: changed(['GET /series/fee_changes'], renamed('series_fee_change_arr', 'changes')),
      },
      'fee-fields: fail',
      'series-changes: id: expected string, got nothing',
    ],
    [
      'open markets called otherwise',
      {
        answers: changed(['GET /markets'], (row) =>
          Object.assign(row, { markets: [{ ...market(), status: 'open' }] }),
        ),
      },
      'market-status: fail',
      'no open market is "active": none would be traded',
    ],
    [
      'a new status',
      {
        answers: changed(['GET /markets', 'markets', 0], (row) =>
          Object.assign(row, { status: 'frozen' }),
        ),
      },
      'market-status: warn',
      'markets[].status: new word "frozen"',
    ],
    [
      'a status filter that lets others through',
      {
        answers: changed(['GET /markets', 'markets', 0], (row) =>
          Object.assign(row, { status: 'finalized' }),
        ),
      },
      'market-status: warn',
      'status=open returned a market that is "finalized"',
    ],
    [
      'a filter of combos that is not heeded',
      {
        answers: changed(['GET /markets', 'markets', 0], (row) =>
          Object.assign(row, { ticker: 'KXMVESPORTS-1' }),
        ),
      },
      'combo-filter: fail',
      '1 combos in spite of mve_filter=exclude, as KXMVESPORTS-1',
    ],
    [
      'a default limit of milestones',
      { answers: withAnswer('GET /milestones (no limit)', { milestones: [] }) },
      'milestone-limit: warn',
      'milestones without a limit: answered, expected 400',
    ],
    [
      'a limit of milestones that is not heeded',
      {
        answers: changed(['GET /milestones'], (row) =>
          Object.assign(row, { milestones: Array(21).fill((row['milestones'] as Json[])[0]) }),
        ),
      },
      'milestone-limit: fail',
      '21 milestones, though 20 were asked for',
    ],
    [
      'the default of use_yes_price flipped',
      { stream: (asked) => (asked === false ? AT_NO : AT_YES) },
      'yes-price-default: fail',
      'the default of use_yes_price flipped: NO bids now come at YES prices',
    ],
    [
      'use_yes_price not heeded',
      { stream: () => AT_NO },
      'yes-price-default: fail',
      'use_yes_price=true is no longer heeded',
    ],
    [
      'a book that tells nothing',
      { stream: () => snapshot([]) },
      'yes-price-default: warn',
      'the book tells nothing about the prices of NO bids: not checked',
    ],
    [
      'no stream in use',
      { stream: undefined },
      'yes-price-default: warn',
      'no stream is used: not checked',
    ],
    [
      'a clock that is ahead',
      { date: new Date(NOW - 10_000).toUTCString() },
      'clock: fail',
      "our clock is 9441 to 10440 ms ahead of the venue's",
    ],
    [
      'a clock that is behind',
      { date: new Date(NOW + 4000).toUTCString() },
      'clock: fail',
      "our clock is -4559 to -3560 ms ahead of the venue's",
    ],
    [
      'a clock that is a little off',
      { date: new Date(NOW - 2000).toUTCString() },
      'clock: warn',
      "our clock is 1441 to 2440 ms ahead of the venue's",
    ],
    [
      'no Date header',
      { date: null },
      'clock: fail',
      'the answer has no Date header that can be read',
    ],
    [
      'a pause',
      {
        answers: changed(['GET /exchange/status'], (row) =>
          Object.assign(row, { trading_active: false }),
        ),
      },
      'exchange-status: fail',
      'trading_active is false',
    ],
    [
      'the status renamed',
      { answers: changed(['GET /exchange/status'], renamed('exchange_active', 'active')) },
      'exchange-status: fail',
      'exchange_active is nothing',
    ],
    [
      'a shard that is paused',
      {
        answers: changed(['GET /exchange/status', 'exchange_index_statuses', 0], (row) =>
          Object.assign(row, { trading_active: false }),
        ),
      },
      'exchange-status: warn',
      'shard 3 is not trading',
    ],
  ]

  it.each(cases)('%s', async (_name, venue, verdict, finding) => {
    const report = await run(venue)
    expect(notPassed(report)).toEqual([verdict])
    expect(findingsOf(report)).toContain(finding)
    const gate = tradingGate(report, report.endedMs)
    const isOptional = /^(?:combo-filter|milestone-limit)/.test(verdict)
    expect(gate.tag).toBe(verdict.endsWith('fail') && !isOptional ? 'refused' : 'open')
    const lines = gate.tag === 'open' ? gate.warnings : gate.reasons
    expect(lines.some((line) => line.includes(finding))).toBe(true)
  })

  it('the key of the book renamed is missed, and what is read out of the book can not be checked', async () => {
    const place = [`GET /markets/${MARKET}/orderbook`] as const
    const report = await run({ answers: changed(place, renamed('orderbook_fp', 'orderbook')) })
    expect(notPassed(report)).toEqual(['schemas: fail', 'yes-price-default: warn'])
    expect(findingsOf(report)).toEqual([
      'book.orderbook_fp: Invalid input: expected object, received undefined (1 times); beside it: orderbook',
      'the book tells nothing about the prices of NO bids: not checked',
    ])
  })

  it('a flipped default passes once the canary is told, and the old one fails', async () => {
    const told = { usesYesPricesByDefault: true }
    const flipped: Stream = (asked) => (asked === false ? AT_NO : AT_YES)
    expect(notPassed(await run({ stream: flipped }, told))).toEqual([])
    expect(notPassed(await run({}, told))).toEqual(['yes-price-default: fail'])
  })

  it('silence is never taken for a pass', async () => {
    const answers = Object.fromEntries(
      Object.keys(todaysAnswers()).map((key) => [
        key,
        new VenueNoAnswerError('HTTP 503', { isRead: true }),
      ]),
    )
    const readDate = async () => {
      throw new VenueNoAnswerError('no answer', { isRead: true })
    }
    const report = await runCanary({ ...portsOf({ answers, stream: todaysStream }), readDate })
    expect(report.results.filter(({ judgement }) => judgement.tag === 'pass')).toEqual([])
    expect(tradingGate(report, NOW + 1).tag).toBe('refused')
  })

  it('an error that is not of the venue ends the run without a report', async () => {
    const answers = withAnswer('GET /markets', new TypeError('a bug'))
    await expect(run({ answers })).rejects.toThrow('a bug')
  })
})

describe('ports and bounds', () => {
  it('reads the Date header of any answer, and calls silence by its name', async () => {
    const urls: string[] = []
    const fetch: Fetch = async (url) => {
      urls.push(url)
      return { status: 503, headers: { get: (name) => `${name}!` }, text: async () => '' }
    }
    expect(await dateReader(fetch, 'https://venue.example/exchange/status')()).toBe('date!')
    expect(urls).toEqual(['https://venue.example/exchange/status'])
    const broken = dateReader(
      async () => Promise.reject(new TypeError('reset')),
      'https://venue.example',
    )
    await expect(broken()).rejects.toThrow(VenueNoAnswerError)
  })

  it('knows the skew between bounds that hold the truth', () => {
    // Ours is 700 ms ahead; the venue answered at its 12:00:00.950, of which the header says 12:00:00.
    const dateMs = Date.UTC(2026, 10, 21, 12)
    const skew = clockSkewOf({ dateMs, askedMs: dateMs + 1600, answeredMs: dateMs + 1700 })
    expect(skew).toEqual({ least: 601, most: 1700 })
  })

  it('asks for no more series than it may, and for each once', async () => {
    const many = Array.from({ length: CANARY_SERIES_MAX + 1 }, (_, index) => `S${index}`)
    expect(() => canaryChecks({ seriesIds: many })).toThrow('no more than 30 series, got 31')
    expect(canaryChecks({ seriesIds: many.slice(1) })).toHaveLength(11)
  })
})
