import { InvalidInputError, microdollars, rational } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { describe, expect, it } from 'vitest'
import type { RelationOptions } from './find-relations.ts'
import { type RelationsReport, relationsReportSchema } from './relations-report.ts'
import { runRelations, type RelationsRequest } from './run-relations.ts'

const NOW = Date.UTC(2026, 10, 22, 17, 30)
type Json = Record<string, unknown>

const OPTIONS: RelationOptions = {
  bankroll: microdollars(1e12),
  minProfit: microdollars(10_000),
  maxReturn: rational(50, 100),
}

/** Asks of both sides in cents, for 100 contracts; 0 for none. */
interface Quote {
  readonly yes: number
  readonly no: number
  readonly more?: Json
}

const dollars = (cents: number): string => (cents / 100).toFixed(4)

function marketOf(event: string, code: string, { yes, no, more }: Quote): Json {
  return {
    ticker: `${event}-${code}`,
    event_ticker: event,
    status: 'active',
    yes_sub_title: code,
    yes_bid_dollars: no === 0 ? '0.0000' : dollars(100 - no),
    yes_ask_dollars: yes === 0 ? '1.0000' : dollars(yes),
    yes_bid_size_fp: no === 0 ? '0.00' : '100.00',
    yes_ask_size_fp: yes === 0 ? '0.00' : '100.00',
    rules_primary: '',
    rules_secondary: '',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
    ...more,
  }
}

function eventOf(ticker: string, quotes: Readonly<Record<string, Quote>>, more: Json = {}): Json {
  return {
    event_ticker: ticker,
    series_ticker: ticker.split('-')[0],
    title: `About ${ticker}`,
    markets: Object.entries(quotes).map(([code, quote]) => marketOf(ticker, code, quote)),
    ...more,
  }
}

async function run(
  events: readonly Json[],
  more: Partial<RelationsRequest> = {},
  ageMs = 0,
): Promise<RelationsReport> {
  const frame = (seq: number, body: unknown, t: number): Frame => ({
    seq,
    turn: seq,
    t,
    source: 'test',
    request: { shape: 'kalshi-events', file: 'a.json', path: '$', timeSource: 'file' },
    body,
  })
  const frames = [frame(1, events, NOW - ageMs), frame(2, [], NOW)]
  const report = await runRelations({
    source: { name: 'test', frames: () => frames, problems: () => [] },
    nowMs: NOW,
    exchangeAgeMsMax: 30_000,
    terms: { returnsCollateral: false },
    options: OPTIONS,
    withRejected: true,
    ...more,
  })
  return relationsReportSchema.parse(report)
}

const legsOf = ({ opportunities }: RelationsReport): string[][] =>
  opportunities.map(({ legs }) =>
    legs.map(({ marketId, side, contracts }) => `${contracts} ${marketId} ${side}`),
  )

describe('a mutually exclusive event', () => {
  const LIST = { A: { yes: 42, no: 60 }, B: { yes: 42, no: 60 }, C: { yes: 12, no: 90 } }

  it('NO of all of them pays all but one', async () => {
    const report = await run([eventOf('KXCUP-27', LIST, { mutually_exclusive: true })])
    expect(legsOf(report)).toEqual([])
    const cheap = { ...LIST, A: { yes: 55, no: 47 }, B: { yes: 55, no: 47 } }
    const found = await run([eventOf('KXCUP-27', cheap, { mutually_exclusive: true })])
    // Two of three pay whatever happens: $2.00 for 47 + 47 + 90 cents and fees.
    expect(legsOf(found)).toEqual([['A', 'B', 'C'].map((code) => `100.00 KXCUP-27-${code} no`)])
    expect(found.opportunities[0]).toMatchObject({
      tag: 'locked',
      kind: 'exclusive',
      relation: 'at most one comes true',
      reasons: [],
    })
  })

  it('never says that one of them will: every YES for less than a dollar is no arbitrage', async () => {
    const cheap = { A: { yes: 20, no: 0 }, B: { yes: 20, no: 0 }, C: { yes: 20, no: 0 } }
    const report = await run([eventOf('KXCUP-27', cheap, { mutually_exclusive: true })])
    expect(report.opportunities).toEqual([])
    expect(report.counts).toMatchObject({ groups: 1, markets: 3, farFromPaying: 1 })
  })

  it('takes less capital where the event and the account give collateral back', async () => {
    const cheap = { A: { yes: 55, no: 47 }, B: { yes: 55, no: 47 } }
    const more = { mutually_exclusive: true }
    const plain = await run([eventOf('KXCUP-27', cheap, more)])
    const event = eventOf('KXCUP-27', cheap, { ...more, collateral_return_type: 'MECNET' })
    expect((await run([event])).opportunities).toEqual(plain.opportunities)
    const netted = await run([event], { terms: { returnsCollateral: true } })
    const [a, b] = [plain, netted].map(({ opportunities }) => opportunities[0])
    expect(b?.guaranteedProfit).toBe(a?.guaranteedProfit)
    expect(Number(a?.capital) - Number(b?.capital)).toBe(100)
  })

  it('without the flag nothing is known of its markets together', async () => {
    const cheap = { A: { yes: 55, no: 47 }, B: { yes: 55, no: 47 } }
    expect((await run([eventOf('KXCUP-27', cheap)])).counts.groups).toBe(0)
  })
})

describe('a ladder of strikes', () => {
  const above = (floor: number, label: string): Json => ({
    strike_type: 'greater',
    floor_strike: floor,
    yes_sub_title: label,
  })
  const rung = (floor: number, yes: number, no: number, label = `Above ${floor}`): Quote => ({
    yes,
    no,
    more: above(floor, label),
  })

  it('out of order: YES below and NO above', async () => {
    const quotes = { T10: rung(10, 40, 62), T20: rung(20, 47, 54) }
    expect(legsOf(await run([eventOf('KXRAIN-27', quotes)]))).toEqual([
      ['100.00 KXRAIN-27-T10 yes', '100.00 KXRAIN-27-T20 no'],
    ])
  })

  it.each([
    [
      'K+ for over K − 0.5',
      { 'P-2': rung(1.5, 40, 62, '2+ hits'), 'P-3': rung(2.5, 47, 54, '3+ hits') },
    ],
    [
      'thousands',
      { T70000: rung(70000, 40, 62, 'Above 70,000'), T80000: rung(80000, 47, 54, 'Above 80,000') },
    ],
  ])('%s is a ladder', async (_what, quotes) => {
    expect((await run([eventOf('KXRAIN-27', quotes)])).opportunities).toHaveLength(1)
  })

  it.each([
    [
      'another district',
      {
        T10: rung(10, 40, 62, 'District 1 above 10'),
        T20: rung(20, 47, 54, 'District 2 above 20'),
      },
    ],
    [
      'a suffix that is no strike',
      { GOV1: rung(50, 40, 62, 'District above 50'), GOV2: rung(60, 47, 54, 'District above 60') },
    ],
    [
      'a label without the strike',
      { T10: rung(10, 40, 62, 'Week 1'), T20: rung(20, 47, 54, 'Week 2') },
    ],
    ['the same strike twice', { A10: rung(10, 40, 62), 'A-10': rung(10, 47, 54) }],
    [
      'no cap of a "less"',
      {
        T10: { yes: 40, no: 62, more: { ...above(10, 'Below 10'), strike_type: 'less' } },
        T20: { yes: 47, no: 54, more: { ...above(20, 'Below 20'), strike_type: 'less' } },
      },
    ],
    ['another label', { T10: rung(10, 40, 62, 'North above 10'), T20: rung(20, 47, 54) }],
    ['another suffix', { SEA10: rung(10, 40, 62), TB20: rung(20, 47, 54) }],
    [
      'another kind of strike',
      {
        T10: rung(10, 40, 62),
        T20: {
          yes: 47,
          no: 52,
          more: { ...above(20, 'Above 20'), strike_type: 'less', cap_strike: 20 },
        },
      },
    ],
    ['no strike', { T10: rung(10, 40, 62), T20: { yes: 47, no: 54 } }],
  ])('%s: another number, and no group', async (_what, quotes) => {
    expect((await run([eventOf('KXRAIN-27', quotes)])).counts.groups).toBe(0)
  })
})

describe('one game', () => {
  const GAME = '27JAN05BOSNYK'
  const winner = eventOf(
    `KXNBAGAME-${GAME}`,
    { NYK: { yes: 40, no: 62 } },
    { title: 'Boston vs New York' },
  )
  const spread = eventOf(
    `KXNBASPREAD-${GAME}`,
    {
      NYK4: {
        yes: 51,
        no: 50,
        more: {
          strike_type: 'greater',
          floor_strike: 3.5,
          yes_sub_title: 'New York wins by over 3.5 Points',
        },
      },
    },
    { title: 'Boston vs New York: Spread' },
  )

  it('a spread dearer than its winner', async () => {
    const report = await run([winner, spread])
    expect(legsOf(report)).toEqual([
      [`100.00 KXNBAGAME-${GAME}-NYK yes`, `100.00 KXNBASPREAD-${GAME}-NYK4 no`],
    ])
    expect(report.opportunities[0]).toMatchObject({ kind: 'game', relation: 'one final score' })
    expect(report.opportunities[0]?.tail).not.toBeNull()
  })

  it('old prices pay nothing: they are shown with the reason', async () => {
    const report = await run([winner, spread], {}, 60_000)
    expect(report.opportunities).toEqual([])
    const [rejected] = report.rejected ?? []
    expect(rejected?.reasons.map(({ code }) => code)).toEqual(['stale', 'stale'])
    expect(rejected?.reasons[0]?.detail).toMatch(/^KXNBA.*: 1 min old/)
  })

  it('a return too good to be true waits for a person', async () => {
    const options = { ...OPTIONS, maxReturn: rational(1, 100) }
    const report = await run([winner, spread], { options })
    expect(report.opportunities).toEqual([])
    expect(report.rejected?.[0]?.reasons.map(({ code }) => code)).toEqual(['too-good'])
  })

  it('two tickers of one meeting are two games', async () => {
    const other = structuredClone(spread) as Json & { markets: Json[] }
    const ticker = 'KXNBASPREAD-27JAN051900BOSNYK'
    other['event_ticker'] = ticker
    other.markets = other.markets.map((each) => ({
      ...each,
      ticker: `${ticker}-NYK4`,
      event_ticker: ticker,
    }))
    expect((await run([winner, other])).counts).toMatchObject({ groups: 0, opportunities: 0 })
  })

  it('a game that is not surely read is no group', async () => {
    const unsure = eventOf(
      `KXNBAGAME-${GAME}`,
      { NYK: { yes: 40, no: 62, more: { yes_sub_title: 'Foo Bars' } } },
      { title: 'Foo Bars vs New York' },
    )
    expect((await run([unsure, spread])).opportunities).toEqual([])
  })

  it('says which fee was assumed', async () => {
    const { notes } = await run([winner, spread])
    expect(notes).toEqual([
      expect.stringMatching(/^fee assumed for KXNBAGAME, multiplier 1: /),
      expect.stringMatching(/^fee assumed for KXNBASPREAD, multiplier 1: /),
    ])
  })

  it('a fee that is not believed is named, and the rest is searched', async () => {
    const bad = eventOf(
      'KXCUP-27',
      { A: { yes: 20, no: 81 }, B: { yes: 20, no: 81 } },
      { mutually_exclusive: true, fee_type_override: 'quadratic', fee_multiplier_override: 1000 },
    )
    const report = await run([bad, winner, spread])
    expect(report.opportunities).toHaveLength(1)
    expect(report.notes.filter((note) => note.startsWith('not priced: KXCUP-27-'))).toHaveLength(2)
  })

  it('a market that does not trade is not bought, the others are', async () => {
    const quotes = { NYK: { yes: 40, no: 62, more: { status: 'paused' } } }
    const paused = eventOf(`KXNBAGAME-${GAME}`, quotes, { title: 'Boston vs New York' })
    const report = await run([paused, spread])
    expect(report.opportunities).toEqual([])
    expect(report.rejected?.[0]?.reasons.map(({ code }) => code)).toEqual(['not-trading'])
  })
})

describe('declared relations', () => {
  const TYPED = `
propositions:
  title: { yes: 0.39, no: 0.62, size: 100 }
  west: { yes: 0.31, no: 0.72, size: 200 }
relations:
  - subset: [title, west]
`
  const alone = (text: string) =>
    runRelations({
      file: { name: 'r.yaml', text },
      nowMs: NOW,
      exchangeAgeMsMax: 30_000,
      terms: { returnsCollateral: false },
      options: OPTIONS,
      withRejected: true,
    })

  it('between typed prices', async () => {
    const report = relationsReportSchema.parse(await alone(TYPED))
    expect(legsOf(report)).toEqual([['100.00 title no', '100.00 west yes']])
    expect(report).toMatchObject({ session: null, now: null })
  })

  it('between markets of a session, by their names in the file', async () => {
    const events = [
      eventOf('KXNBA-27', { DEN: { yes: 39, no: 62 } }),
      eventOf('KXNBAWEST-27', { DEN: { yes: 31, no: 72 } }),
    ]
    const text = `
propositions: { title: KXNBA-27-DEN, west: KXNBAWEST-27-DEN }
relations: [{ subset: [title, west] }]
`
    const report = await run(events, { file: { name: 'r.yaml', text } })
    expect(legsOf(report)).toEqual([['100.00 KXNBA-27-DEN no', '100.00 KXNBAWEST-27-DEN yes']])
    expect(report.opportunities[0]?.legs.map(({ name }) => name)).toEqual(['title', 'west'])
  })

  it.each([
    [
      'a market without a session',
      'propositions: { title: KX-1, west: KX-2 }',
      /r\.yaml: "title" is the market KX-1: say/,
    ],
    [
      'an unknown name',
      'propositions: { title: { yes: 0.3, size: 1 }, b: { yes: 0.3, size: 1 } }',
      /r\.yaml: unknown proposition "west"/,
    ],
  ])('%s is refused in one line', async (_what, propositions, message) => {
    const refused = alone(`${propositions}\nrelations: [{ subset: [title, west] }]\n`)
    await expect(refused).rejects.toThrow(InvalidInputError)
    await expect(refused).rejects.toThrow(message)
  })

  it('a market that the session does not hold is named', async () => {
    const text = 'propositions: { a: KX-1, b: KX-2 }\nrelations: [{ subset: [a, b] }]\n'
    await expect(run([], { file: { name: 'r.yaml', text } })).rejects.toThrow(
      'r.yaml: the session does not hold the market KX-1',
    )
  })
})
