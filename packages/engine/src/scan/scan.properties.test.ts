import { fc, test as prop } from '@fast-check/vitest'
import { cents, microdollars, rational } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { expect, it } from 'vitest'
import { DEFAULT_MAX_AGE, type ScanOptions } from './options.ts'
import {
  type OpportunityReport,
  type RejectionReport,
  type ScanReport,
  scanReportSchema,
} from './report-schema.ts'
import { runScan } from './run-scan.ts'

const NOW = Date.UTC(2026, 10, 22, 17, 30)

/** A game in a league that plays to a tie, and one in a league that does not. */
const GAMES = [
  {
    event: 'KXNFLGAME-26NOV22DALPHI',
    code: 'PHI',
    title: 'Dallas vs Philadelphia',
    yes: 'Philadelphia',
    sport: 'americanfootball_nfl',
    away: 'Dallas Cowboys',
    home: 'Philadelphia Eagles',
  },
  {
    event: 'KXNBAGAME-26NOV22BOSNYK',
    code: 'NYK',
    title: 'Boston vs New York',
    yes: 'New York',
    sport: 'basketball_nba',
    away: 'Boston Celtics',
    home: 'New York Knicks',
  },
] as const

const anyBids = (from: number, to: number) =>
  fc.uniqueArray(
    fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 60_000 })),
    {
      selector: ([price]) => price,
      minLength: 1,
      maxLength: 4,
    },
  )
/** American odds of an even game: what the underdog pays, and how much more its opponent costs. */
const anyOdds = fc
  .tuple(fc.integer({ min: 100, max: 160 }), fc.integer({ min: 0, max: 30 }), fc.boolean())
  .map(([price, margin, isHome]): readonly [away: number, home: number] =>
    isHome ? [-price - margin, price] : [price, -price - margin],
  )
const anySession = fc
  .record({
    game: fc.constantFrom(...GAMES),
    /** Cents and hundredths of a contract. */
    yesBids: anyBids(32, 44),
    noBids: anyBids(42, 55),
    /** Away and home, a book each. */
    odds: fc.array(anyOdds, { minLength: 1, maxLength: 3 }),
    feeMultiplier: fc.constantFrom(0, 0.5, 1, 2, undefined),
    /** Whole dollars. */
    maxStake: fc.integer({ min: 1, max: 900 }),
    bankroll: fc.integer({ min: 1, max: 3000 }),
    isTurned: fc.boolean(),
  })
  .map(({ isTurned, ...session }) => (isTurned ? turned(session) : session))
interface Session {
  readonly game: (typeof GAMES)[number]
  readonly yesBids: readonly (readonly [number, number])[]
  readonly noBids: readonly (readonly [number, number])[]
  readonly odds: readonly (readonly [away: number, home: number])[]
  readonly feeMultiplier: number | undefined
  readonly maxStake: number
  readonly bankroll: number
}

/** The same with the other side of everything. */
function turned(session: Session): Session {
  const odds = session.odds.map(([away, home]) => [home, away] as const)
  return { ...session, odds, yesBids: session.noBids, noBids: session.yesBids }
}

const BOOKS = ['draftkings', 'fanduel', 'betmgm']

function framesOf({
  game,
  yesBids,
  noBids,
  odds,
  feeMultiplier,
}: Session): Omit<Frame, 'seq' | 'turn'>[] {
  const series = game.event.slice(0, game.event.indexOf('-'))
  const ticker = `${game.event}-${game.code}`
  const market = {
    ticker,
    event_ticker: game.event,
    status: 'active',
    yes_sub_title: game.yes,
    yes_bid_dollars: '0.0000',
    yes_ask_dollars: '1.0000',
    yes_bid_size_fp: '0.00',
    yes_ask_size_fp: '0.00',
    rules_primary: '',
    rules_secondary: '',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  }
  const wire = (bids: Session['noBids']) =>
    bids.map(([price, size]) => [(price / 100).toFixed(2), (size / 100).toFixed(2)])
  const bodies: [string, unknown][] = [
    [
      'kalshi-events',
      [{ event_ticker: game.event, series_ticker: series, title: game.title, markets: [market] }],
    ],
    [
      'kalshi-order-books',
      [{ ticker, orderbook_fp: { yes_dollars: wire(yesBids), no_dollars: wire(noBids) } }],
    ],
    ...(feeMultiplier === undefined
      ? []
      : [
          [
            'kalshi-series',
            [{ ticker: series, fee_type: 'quadratic', fee_multiplier: feeMultiplier }],
          ] as [string, unknown],
        ]),
    [
      'odds-list',
      [
        {
          id: 'e1',
          sport_key: game.sport,
          commence_time: '2026-11-22T21:25:00Z',
          home_team: game.home,
          away_team: game.away,
          bookmakers: odds.map(([away, home], index) => ({
            key: BOOKS[index],
            title: '',
            last_update: '2026-11-22T17:29:50Z',
            markets: [
              {
                key: 'h2h',
                outcomes: [
                  { name: game.away, price: away },
                  { name: game.home, price: home },
                ],
              },
            ],
          })),
        },
      ],
    ],
  ]
  return bodies.map(([shape, body]) => ({
    t: NOW,
    source: 'test',
    request: { shape, file: 'a.json', path: '$', timeSource: 'file', oddsFormat: 'american' },
    body,
  }))
}

async function scan(session: Session, order?: readonly number[]): Promise<ScanReport> {
  const frames = framesOf(session)
  const sorted = order === undefined ? frames : order.flatMap((index) => frames[index] ?? [])
  const options: ScanOptions = {
    books: undefined,
    maxAge: DEFAULT_MAX_AGE,
    maxStake: { amount: cents(session.maxStake * 100), isDefault: false },
    bankroll: microdollars(session.bankroll * 1_000_000),
    minProfit: microdollars(0),
    minReturn: rational(0),
    maxReturn: rational(1),
    limit: undefined,
  }
  const source = {
    name: 'test',
    frames: () => sorted.map((frame, index) => ({ ...frame, seq: index + 1, turn: 1 }) as Frame),
    problems: () => [],
  }
  const { report } = await runScan(source, options, { withRejected: true })
  return scanReportSchema.parse(JSON.parse(JSON.stringify(report)))
}

/** Decimal text as a whole number of millionths. */
function millionths(text: string): bigint {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  expect(part.length).toBeLessThanOrEqual(6)
  const value = BigInt(whole + part.padEnd(6, '0'))
  return sign === '-' ? -value : value
}
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** What a bet returns, floored to the cent, from the American price that was printed; millionths. */
function payoutOf(stake: bigint, american: string): bigint {
  const odds = BigInt(american)
  const won = odds > 0n ? (stake * odds) / 100n : (stake * 100n) / -odds
  return ((stake + won) / 10_000n) * 10_000n
}

/** Evaluates an entry again, from nothing but what it prints. */
function checkEntry(entry: OpportunityReport | RejectionReport, session: Session): void {
  const [contract, bet] = entry.legs
  if (entry.totalCost === undefined || entry.outcomes === undefined) return
  let [size, cost, model, most, last] = [0n, 0n, 0n, 0n, 0n]
  const fee = BigInt(Math.round(Number(contract.feeMultiplier) * 10)) * 7n
  for (const level of contract.levels) {
    const [price, hundredths] = [
      millionths(level.price) / 100n,
      millionths(level.contracts) / 10_000n,
    ]
    expect(price > last).toBe(true)
    last = price
    size += hundredths
    cost += price * hundredths
    // 0.07 × multiplier × 0.01 contract × P × (1 − P), in units of 10^−14 dollars.
    const each = fee * price * (10_000n - price) * 10n
    model += each * hundredths
    most += (price + ceilDiv(each, 10n ** 8n)) * hundredths
  }
  const fees = millionths(contract.fees)
  const total = millionths(entry.totalCost)
  const stake = millionths(bet.stake)
  const payout = millionths(bet.payout)
  const guaranteed = millionths(entry.guaranteedProfit ?? '0')
  const pays = size * 10_000n
  expect(millionths(contract.contracts)).toBe(pays)
  expect(pays % 1_000_000n).toBe(0n)
  expect(contract.limitPrice).toBe(contract.levels.at(-1)?.price)
  expect(millionths(contract.cost)).toBe(cost)
  expect(fees * 10n ** 8n >= model).toBe(true)
  expect(millionths(contract.allIn)).toBe(ceilDiv(most, 100n) * 100n)
  expect(millionths(contract.allIn)).toBe(cost + fees)
  expect(total).toBe(cost + fees + stake)
  expect(total <= BigInt(session.bankroll) * 1_000_000n).toBe(true)
  expect(stake <= BigInt(session.maxStake) * 1_000_000n && stake % 10_000n === 0n).toBe(true)
  expect(payout).toBe(payoutOf(stake, bet.odds.original))
  const outcomes = entry.outcomes.map(
    ({ outcome, profit }) => [outcome, millionths(profit)] as const,
  )
  const tie = ['tie', pays / 2n + stake - total] as const
  const decided = [
    [contract.wins, pays - total],
    [bet.wins, payout - total],
  ] as const
  const canTie = session.game.sport === 'americanfootball_nfl'
  const all = canTie ? [...decided, tie] : decided
  expect(new Map(outcomes)).toEqual(new Map<string, bigint>(all))
  const covered = entry.kind === 'locked' ? all : decided
  const least = covered.map(([, profit]) => profit).reduce((a, b) => (a < b ? a : b))
  expect(guaranteed).toBe(least)
  expect(Number(entry.returnOnCost)).toBeCloseTo(Number(least) / Number(total), 5)
  expect(guaranteed > 0n).toBe(entry.kind !== 'miss')
  const excepted = entry.exceptions.map(({ outcome, profit }) => [outcome, millionths(profit)])
  expect(excepted).toEqual(entry.kind === 'conditional' ? [[...tie]] : [])
  if (entry.kind === 'conditional') expect(canTie && tie[1] <= 0n).toBe(true)
}

let [locked, conditional, turnedDown] = [0, 0, 0]

prop.prop([anySession], { seed: 17, numRuns: 300 })(
  'every figure of a report follows from what it prints, to the millionth of a dollar',
  async (session) => {
    const report = await scan(session)
    for (const entry of [...report.opportunities, ...(report.rejected ?? [])]) {
      checkEntry(entry, session)
    }
    locked += report.counts.locked
    conditional += report.counts.conditional
    turnedDown += report.rejected?.length ?? 0
    const guaranteed = report.opportunities.map(
      (entry) => [entry.kind, millionths(entry.guaranteedProfit)] as const,
    )
    expect(guaranteed).toEqual(
      guaranteed.toSorted(([kind, a], [other, b]) =>
        kind === other ? Number(b - a) : kind === 'locked' ? -1 : 1,
      ),
    )
    expect(report.opportunities.map(({ rank }) => rank)).toEqual(
      report.opportunities.map((_, index) => index + 1),
    )
  },
)

it('the sessions of the property above hold what it is about', () => {
  expect(locked).toBeGreaterThan(50)
  expect(conditional).toBeGreaterThan(25)
  expect(turnedDown).toBeGreaterThan(50)
})

prop.prop([anySession, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })], {
  seed: 23,
  numRuns: 60,
})('the order of frames within one moment does not matter', async (session, order) => {
  expect(await scan(session, order)).toEqual(await scan(session))
})
