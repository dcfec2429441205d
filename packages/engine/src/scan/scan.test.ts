import { cents, microdollars, rational } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  type ScanOptions,
  UNLIMITED_BANKROLL,
} from './options.ts'
import { REJECTION_REASONS } from './reasons.ts'
import { scanReportSchema } from './report-schema.ts'
import { runScan } from './run-scan.ts'

const NOW = Date.UTC(2026, 10, 22, 17, 30)
const START = '2026-11-23T00:40:00Z'
const EVENT = 'KXNBAGAME-26NOV22BOSNYK'
const MARKET = `${EVENT}-NYK`
const HOME = 'New York Knicks'
const AWAY = 'Boston Celtics'

type Json = Record<string, unknown>
type Prices = readonly [away: number, home: number]

/** What a case changes of a session in which New York at 0.46 stands against Boston at +108. */
interface Case {
  /** NO bids are YES asks: 0.54 sells New York at 0.46. Price and size in dollars and contracts. */
  readonly yesBids?: readonly (readonly [string, string])[]
  readonly noBids?: readonly (readonly [string, string])[]
  readonly market?: Json
  readonly odds?: Readonly<Record<string, Prices>>
  readonly betLimit?: number
  readonly feeMultiplier?: number
  readonly bookAgeMs?: number
  readonly oddsAgeMs?: number
  readonly start?: string
  readonly isSwapped?: boolean
  readonly isGapped?: boolean
  /** What the stream says of the market's life. */
  readonly event?: string
}

const OPTIONS: ScanOptions = {
  books: undefined,
  maxAge: DEFAULT_MAX_AGE,
  maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
  bankroll: UNLIMITED_BANKROLL,
  minProfit: microdollars(0),
  minReturn: rational(0),
  maxReturn: DEFAULT_MAX_RETURN,
  limit: undefined,
}

function framesOf(given: Case): Frame[] {
  const { yesBids = [['0.44', '500.00']], noBids = [['0.54', '300.00']], bookAgeMs = 0 } = given
  const market = {
    ticker: MARKET,
    event_ticker: EVENT,
    status: 'active',
    yes_sub_title: 'New York',
    yes_bid_dollars: '0.0000',
    yes_ask_dollars: '1.0000',
    yes_bid_size_fp: '0.00',
    yes_ask_size_fp: '0.00',
    rules_primary: '',
    rules_secondary: '',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
    ...given.market,
  }
  const event = { event_ticker: EVENT, series_ticker: 'KXNBAGAME', title: 'Boston vs New York' }
  const series = {
    ticker: 'KXNBAGAME',
    fee_type: 'quadratic',
    fee_multiplier: given.feeMultiplier ?? 1,
  }
  const sides = { market_ticker: MARKET, yes_dollars_fp: yesBids, no_dollars_fp: noBids }
  const bodies: [shape: string, ageMs: number, body: unknown][] = [
    ['kalshi-series', 3_600_000, [series]],
    ['kalshi-events', 3_600_000, [{ ...event, markets: [market] }]],
    ['kalshi-ws-stream', bookAgeMs, { type: 'orderbook_snapshot', sid: 1, seq: 1, msg: sides }],
    ...more(given).map((message): [string, number, unknown] => ['kalshi-ws-stream', 0, message]),
    ['odds-list', 0, [oddsEvent(given)]],
  ]
  return bodies.map(([shape, ageMs, body], index) => ({
    seq: index + 1,
    turn: index + 1,
    t: NOW - ageMs,
    source: 'test',
    request: { shape, file: 'a.json', path: '$', timeSource: 'file', oddsFormat: 'american' },
    body,
  }))
}

function more({ isGapped, event }: Case): Json[] {
  const msg = { market_ticker: MARKET, event_type: event }
  return [
    ...(isGapped ? [{ type: 'ok', sid: 1, seq: 3 }] : []),
    ...(event === undefined ? [] : [{ type: 'market_lifecycle_v2', sid: 2, msg }]),
  ]
}

function oddsEvent({
  odds = { draftkings: [108, -128] },
  betLimit,
  oddsAgeMs = 10_000,
  start = START,
  isSwapped,
}: Case): Json {
  const limit = betLimit === undefined ? {} : { bet_limit: betLimit }
  return {
    id: 'e1',
    sport_key: 'basketball_nba',
    commence_time: start,
    home_team: isSwapped ? AWAY : HOME,
    away_team: isSwapped ? HOME : AWAY,
    bookmakers: Object.entries(odds).map(([key, [away, home]]) => ({
      key,
      title: key,
      last_update: new Date(NOW - oddsAgeMs).toISOString(),
      markets: [
        {
          key: 'h2h',
          outcomes: [
            { name: AWAY, price: away, ...limit },
            { name: HOME, price: home, ...limit },
          ],
        },
      ],
    })),
  }
}

async function scan(given: Case, options: Partial<ScanOptions> = {}) {
  const source = { name: 'test', frames: () => framesOf(given), problems: () => [] }
  const { report } = await runScan(source, { ...OPTIONS, ...options }, { withRejected: true })
  return scanReportSchema.parse(JSON.parse(JSON.stringify(report)))
}
/** Reasons of the candidate that buys New York and bets on Boston at a book; empty for an opportunity. */
async function reasonsOf(given: Case, options: Partial<ScanOptions> = {}, book = 'draftkings') {
  const { opportunities, rejected = [] } = await scan(given, options)
  const entry = [...opportunities, ...rejected].find(
    ({ legs: [contract, bet] }) => contract.side === 'yes' && bet.venue === book,
  )
  if (entry === undefined) return ['not listed']
  return 'reasons' in entry ? entry.reasons.map(({ code }) => code) : []
}

const FAR: Prices = [-230, 190]

/** One case for each reason, with all the reasons it gives. */
type Row = readonly [
  codes: readonly string[],
  given: Case,
  options?: Partial<ScanOptions>,
  book?: string,
]
const CASES: readonly Row[] = [
  [[], {}],
  [['commission-unknown'], { odds: { novig: [108, -128] } }, {}, 'novig'],
  [['clock-skew'], { oddsAgeMs: -5001 }],
  [[], { oddsAgeMs: -5000 }],
  [['stale'], { oddsAgeMs: 120_001 }],
  [[], { oddsAgeMs: 120_000 }],
  [['stale'], { bookAgeMs: 30_001 }],
  [[], { bookAgeMs: 30_000 }],
  [['stale'], { oddsAgeMs: 45_001, start: '2026-11-22T17:30:00Z' }],
  [[], { oddsAgeMs: 45_000, start: '2026-11-22T17:30:00Z' }],
  [[], { oddsAgeMs: 45_001, start: '2026-11-22T17:30:01Z' }],
  [['match-unsure'], { isSwapped: true }],
  [['not-trading'], { market: { status: 'paused' } }],
  [['not-trading'], { event: 'deactivated' }],
  [[], { market: { status: 'paused' }, event: 'activated' }],
  [['out-of-sync'], { isGapped: true }],
  [['crossed-book'], { yesBids: [['0.46', '5.00']] }],
  [['off-grid'], { noBids: [['0.5450', '300.00']] }],
  [
    [],
    {
      noBids: [['0.5450', '300.00']],
      market: { price_ranges: [{ start: '0', end: '1', step: '0.005' }] },
    },
  ],
  [['placeholder'], { yesBids: [] }],
  [['underround'], { odds: { draftkings: [108, 101] } }],
  [['outlier'], { odds: { draftkings: [108, -128], fanduel: FAR, betmgm: FAR, bovada: FAR } }],
  [['too-good'], { yesBids: [['0.40', '5.00']], noBids: [['0.58', '300.00']] }],
  [
    [],
    { yesBids: [['0.40', '5.00']], noBids: [['0.58', '300.00']] },
    { maxReturn: rational(15, 100) },
  ],
  [
    ['price'],
    { noBids: [['0.50', '300.00']], odds: { draftkings: [-101, -110] }, feeMultiplier: 0 },
  ],
  [['fees'], { noBids: [['0.49', '300.00']] }],
  [
    ['rounding'],
    { noBids: [['0.54', '1.00']], odds: { draftkings: [-116, -104] }, feeMultiplier: 0 },
  ],
  [['unaffordable'], { noBids: [['0.54', '0.99']] }],
  [['unaffordable'], {}, { bankroll: microdollars(900_000) }],
  [['unaffordable'], {}, { bankroll: microdollars(0) }],
  [['unaffordable'], { betLimit: 0 }],
  [['below-min-profit'], {}, { minProfit: microdollars(1_000_000_000) }],
  [['below-min-return'], {}, { minReturn: rational(6, 100) }],
  [
    [
      'stale',
      'not-trading',
      'placeholder',
      'underround',
      'too-good',
      'below-min-profit',
      'below-min-return',
    ],
    {
      oddsAgeMs: 600_000,
      market: { status: 'paused' },
      yesBids: [],
      odds: { draftkings: [150, 101] },
    },
    { minProfit: microdollars(1_000_000_000), minReturn: rational(1, 2) },
  ],
  [['not listed'], { noBids: [] }],
  [['not listed'], { odds: { bovada: [108, -128] } }, {}, 'bovada'],
  [['not listed'], { noBids: [['0.40', '300.00']] }],
]

describe('a candidate', () => {
  it.each(CASES.map((row) => ({ row, codes: row[0].join(', ') || 'none' })))(
    'has the reasons: $codes (%#)',
    async ({ row: [expected, given, options = {}, book] }) => {
      expect(await reasonsOf(given, options, book)).toEqual(expected)
    },
  )

  it('can be turned down for every reason there is', () => {
    const reached = new Set(CASES.flatMap(([codes]) => codes))
    expect([...reached]).toEqual(expect.arrayContaining(Object.keys(REJECTION_REASONS)))
  })
})

describe('what is not listed', () => {
  it('is counted: what is far from paying, and what is not selected', async () => {
    const odds = { draftkings: [108, -400], bovada: [108, -400] } as const
    const far = await scan({ noBids: [['0.40', '300.00']], odds })
    expect(far.counts).toMatchObject({ candidates: 2, farFromPaying: 2, rejected: 0 })
    expect(far.counts.excludedQuotes).toEqual({ 'not selected: bovada': 1 })
  })

  it('is named where its figures are out of every bound, and holds nothing up', async () => {
    const { opportunities, rejected, counts, notes } = await scan({ feeMultiplier: 12 })
    expect([opportunities, rejected, counts.candidates]).toEqual([[], [], 0])
    expect(notes.filter((note) => note.startsWith('not priced: '))).toEqual([
      `not priced: ${MARKET} yes against draftkings: fee multiplier must be at most 10, got "12"`,
      `not priced: ${MARKET} no against draftkings: fee multiplier must be at most 10, got "12"`,
    ])
  })
})

describe('the largest stake', () => {
  const stakeOf = async (
    betLimit: number | undefined,
    maxStake: ScanOptions['maxStake'],
    books?: ScanOptions['books'],
  ) => {
    const deep: Case = {
      noBids: [['0.54', '100000.00']],
      ...(betLimit === undefined ? {} : { betLimit }),
    }
    const [found] = (await scan(deep, { maxStake, books })).opportunities
    const { stake, stakeMax } = found!.legs[1]
    // Whole contracts: less than what one more would take is left.
    expect(Number(stakeMax) - Number(stake)).toBeGreaterThanOrEqual(0)
    expect(Number(stakeMax) - Number(stake)).toBeLessThan(0.49)
    return [stakeMax, found?.limitedBy]
  }
  const unsaid = { amount: DEFAULT_MAX_STAKE, isDefault: true }
  const said = (amount: number) => ({ amount: cents(amount * 100), isDefault: false })

  it.each([
    ['$500 where neither says', undefined, unsaid, '500.00'],
    ["the feed's, were it larger than $500", 2000, unsaid, '2000.00'],
    ["the feed's, were it smaller", 120.5, unsaid, '120.50'],
    ["the user's, were it larger than $500", undefined, said(900), '900.00'],
    ["the feed's under the user's", 300, said(900), '300.00'],
    ["the user's under the feed's", 2000, said(900), '900.00'],
    ["the user's $500 under the feed's", 2000, said(500), '500.00'],
  ] as const)('is %s', async (_name, betLimit, maxStake, expected) => {
    expect(await stakeOf(betLimit, maxStake)).toEqual([expected, 'stake-limit'])
  })

  it.each([
    ["the book's own before the one for all", undefined, said(900), 250, '250.00'],
    ["the book's own, were it larger", undefined, unsaid, 700, '700.00'],
    ["the feed's under the book's own", 300, unsaid, 700, '300.00'],
    ['the one for all where the book has none', undefined, said(900), undefined, '900.00'],
  ] as const)('is %s', async (_name, betLimit, maxStake, own, expected) => {
    const maxStakeCents = own === undefined ? undefined : cents(own * 100)
    const books = [{ key: 'draftkings', commission: undefined, maxStakeCents }]
    expect(await stakeOf(betLimit, maxStake, books)).toEqual([expected, 'stake-limit'])
  })
})
