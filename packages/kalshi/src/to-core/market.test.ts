import { fc, test as prop } from '@fast-check/vitest'
import {
  type ContractMarket,
  formatPriceTicks,
  isOnGrid,
  parsePriceTicks,
  priceTicks,
  WireFormatError,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseEvents } from './event.ts'
import { parseMarkets } from './market.ts'

const AT = { source: 'm.json', path: '$' }
type Json = Record<string, unknown>

/** A run line, as GET /markets would send it. */
const market = (changes: Json = {}): Json => ({
  ticker: 'KXMLBSPREAD-26AUG072145TBSEA-SEA2',
  event_ticker: 'KXMLBSPREAD-26AUG072145TBSEA',
  market_type: 'binary',
  status: 'active',
  title: 'Seattle wins by over 1.5 runs?',
  yes_sub_title: 'Seattle wins by over 1.5 runs',
  no_sub_title: 'Seattle wins by over 1.5 runs',
  strike_type: 'greater',
  floor_strike: 1.5,
  yes_bid_dollars: '0.3600',
  yes_ask_dollars: '0.3800',
  no_bid_dollars: '0.6200',
  no_ask_dollars: '0.6400',
  yes_bid_size_fp: '120.00',
  yes_ask_size_fp: '75.50',
  price_level_structure: 'linear_cent',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  rules_primary:
    'If Seattle wins by more than 1.5 runs in the Tampa Bay vs Seattle professional baseball game ' +
    'originally scheduled for Aug 7, 2026 at 9:45 PM EDT, then the market resolves to Yes.',
  rules_secondary: '',
  exchange_index: 3,
  close_time: '2026-08-11T01:45:00Z',
  occurrence_datetime: '2026-08-08T04:45:00Z',
  brand_new_field: { anything: true },
  ...changes,
})

const event = (changes: Json = {}): Json => ({
  event_ticker: 'KXMLBSPREAD-26AUG072145TBSEA',
  series_ticker: 'KXMLBSPREAD',
  title: 'Tampa Bay vs Seattle: Spread',
  sub_title: 'TB vs SEA (Aug 7)',
  mutually_exclusive: false,
  markets: [market()],
  ...changes,
})

const one = (payload: unknown): ContractMarket => {
  const [first] = parseMarkets(payload, AT)
  if (first === undefined) throw new Error('no market')
  return first
}

describe('parseMarkets', () => {
  it('turns a market into our nouns', () => {
    expect(one(market())).toEqual({
      listing: {
        venue: 'kalshi',
        marketId: 'KXMLBSPREAD-26AUG072145TBSEA-SEA2',
        eventId: 'KXMLBSPREAD-26AUG072145TBSEA',
        seriesId: 'KXMLBSPREAD',
        subject: { tag: 'game', league: 'mlb', marketType: 'spread', period: 'full-game' },
        start: {
          easternDate: '2026-08-07',
          startMs: Date.UTC(2026, 7, 8, 1, 45),
          source: 'ticker',
        },
        otherStarts: [
          {
            easternDate: '2026-08-07',
            startMs: Date.UTC(2026, 7, 8, 1, 45),
            source: 'rules',
          },
        ],
        teamCodes: 'TBSEA',
        teamNames: ['Tampa Bay', 'Seattle'],
        outcomeCode: 'SEA2',
        yesLabel: 'Seattle wins by over 1.5 runs',
        yesTeamName: 'Seattle',
        strike: { tag: 'greater', floor: 1.5 },
      },
      isTrading: true,
      status: 'active',
      priceGrid: [{ start: 0, end: 10_000, step: 100 }],
      topOfBook: {
        yesBids: [{ price: 3600, size: 12_000 }],
        noBids: [{ price: 6200, size: 7550 }],
      },
      feeWaiverUntilMs: undefined,
      exchangeIndex: 3,
      strike: { type: 'greater', floor: '1.5', cap: undefined },
      rulesText: market()['rules_primary'],
    })
  })

  it.each([
    ['bare', market()],
    ['list', [market()]],
    ['{market}', { market: market() }],
    ['{markets, cursor}', { markets: [market()], cursor: '' }],
  ])('takes it %s', (_name, payload) => {
    expect(parseMarkets(payload, AT)).toEqual([one(market())])
  })

  it('takes an empty page', () => {
    expect(parseMarkets({ markets: [], cursor: '' }, AT)).toEqual([])
  })

  it.each([
    'initialized',
    'inactive',
    'paused',
    'closed',
    'determined',
    'finalized',
    'open',
    'new',
  ])('does not trade while %s', (status) => {
    expect(one(market({ status }))).toMatchObject({ status, isTrading: false })
  })

  it('keeps both rules and reads the start of either', () => {
    const secondary = 'The game originally scheduled for Aug 8, 2026. Fair price otherwise.'
    const parsed = one(market({ rules_secondary: secondary }))
    expect(parsed.rulesText).toBe(`${market()['rules_primary'] as string}\n${secondary}`)
    expect(parsed.listing.otherStarts.map(({ easternDate }) => easternDate)).toEqual([
      '2026-08-07',
      '2026-08-08',
    ])
  })

  it('states the same start of two rules once', () => {
    const { rules_primary: rules } = market()
    expect(one(market({ rules_secondary: rules })).listing.otherStarts).toHaveLength(1)
    expect(
      one(market({ rules_primary: 'Yes.', rules_secondary: rules })).listing.otherStarts,
    ).toHaveLength(1)
    expect(one(market({ rules_primary: 'Yes.' })).listing.otherStarts).toEqual([])
  })

  it('never takes the start from close_time or occurrence_datetime', () => {
    const bare = one(market({ close_time: 'whenever', occurrence_datetime: 'whenever' }))
    expect(bare.listing.start).toEqual(one(market()).listing.start)
  })

  it('keeps what YES was settled at as it is printed, and nothing before the venue says', () => {
    const settled = market({ status: 'finalized', settlement_value_dollars: '0.3700' })
    expect(parseMarkets([settled], AT)[0]?.settlementValue).toBe('0.3700')
    for (const none of [{}, { settlement_value_dollars: null }]) {
      expect(parseMarkets([market(none)], AT)[0]).not.toHaveProperty('settlementValue')
    }
  })

  it('reads a fee waiver', () => {
    const waived = one(market({ fee_waiver_expiration_time: '2026-08-09T00:00:00Z' }))
    expect(waived.feeWaiverUntilMs).toBe(Date.UTC(2026, 7, 9))
    expect(one(market({ fee_waiver_expiration_time: null })).feeWaiverUntilMs).toBeUndefined()
  })

  it('reads a grid of several ranges', () => {
    const price_ranges = [
      { start: '0.0000', end: '0.1000', step: '0.0010' },
      { start: '0.1000', end: '0.9000', step: '0.0100' },
      { start: '0.9000', end: '1.0000', step: '0.0010' },
    ]
    const { priceGrid } = one(market({ price_ranges }))
    expect(priceGrid).toHaveLength(3)
    expect(isOnGrid(priceGrid, priceTicks(55))).toBe(false)
    expect(isOnGrid(priceGrid, priceTicks(50))).toBe(true)
  })
})

describe('what an event says of its markets together', () => {
  it.each([
    [{ mutually_exclusive: true, collateral_return_type: 'MECNET' }, true, 'MECNET'],
    [{ mutually_exclusive: null, collateral_return_type: '' }, false, ''],
    [{}, false, undefined],
  ])('%j', (changes, isMutuallyExclusive, collateralReturnType) => {
    expect(parseEvents(event(changes), AT)[0]).toMatchObject({
      isMutuallyExclusive,
      collateralReturnType,
    })
  })
})

describe('the strike as printed', () => {
  it.each([
    [{ strike_type: 'between', floor_strike: -3, cap_strike: 2.25 }, 'between', '-3', '2.25'],
    [{ strike_type: 'less', floor_strike: null, cap_strike: 70000 }, 'less', undefined, '70000'],
    [{ strike_type: 'a new word' }, 'a new word', '1.5', undefined],
  ])('%j', (changes, type, floor, cap) => {
    expect(one(market(changes)).strike).toEqual({ type, floor, cap })
  })

  it.each([{ strike_type: 'structured', floor_strike: null }, { strike_type: null }])(
    'has none: %j',
    (changes) => {
      expect(one(market(changes)).strike).toBeUndefined()
    },
  )

  it('refuses a number that has no plain decimals', () => {
    const payload = market({ floor_strike: 1e21 })
    expect(() => parseMarkets(payload, AT)).toThrow(/floor_strike: expected a number in plain/)
  })
})

describe('quotes', () => {
  const quoted = (changes: Json): ContractMarket['topOfBook'] => one(market(changes)).topOfBook

  it.each([
    [{ yes_bid_dollars: '0.0000', yes_bid_size_fp: '0.00' }],
    [{ yes_bid_dollars: '0.0000' }],
    [{ yes_bid_dollars: '1.0000' }],
    [{ yes_bid_size_fp: '0.00' }],
  ])('has no YES bid: %j', (changes) => {
    expect(quoted(changes)).toEqual({ yesBids: [], noBids: [{ price: 6200, size: 7550 }] })
  })

  it.each([
    [{ yes_ask_dollars: '1.0000', yes_ask_size_fp: '0.00' }],
    [{ yes_ask_dollars: '1.0000' }],
    [{ yes_ask_dollars: '0.0000' }],
    [{ yes_ask_size_fp: '0.00' }],
  ])('has no YES ask, so no NO bid: %j', (changes) => {
    expect(quoted(changes)).toEqual({ yesBids: [{ price: 3600, size: 12_000 }], noBids: [] })
  })

  it.each([
    [{ yes_bid_dollars: '-0.3600' }, 'yes_bid_dollars: expected a price in dollars from 0 to 1'],
    [{ yes_ask_dollars: '1.0100' }, 'yes_ask_dollars: expected a price in dollars from 0 to 1'],
    [{ yes_ask_dollars: '0.36005' }, 'yes_ask_dollars: expected a price in dollars from 0 to 1'],
    [{ yes_bid_dollars: 'NaN' }, 'yes_bid_dollars: expected a price in dollars from 0 to 1'],
    [{ yes_bid_dollars: '' }, 'yes_bid_dollars: expected a price in dollars from 0 to 1'],
    [{ yes_bid_dollars: 0.36 }, 'yes_bid_dollars: expected string, got 0.36'],
    [{ yes_bid_size_fp: '-5.00' }, 'yes_bid_size_fp: expected a count of contracts of 0 or more'],
    [{ yes_ask_size_fp: '1e3' }, 'yes_ask_size_fp: expected a count of contracts of 0 or more'],
    [{ yes_ask_size_fp: undefined }, 'yes_ask_size_fp: expected string, got nothing'],
    [{ ticker: undefined }, 'ticker: expected string, got nothing'],
    [{ status: 3 }, 'status: expected string, got 3'],
    [{ price_ranges: [] }, 'price_ranges: expected ascending price ranges with a step each'],
    [{ floor_strike: '1.5' }, 'floor_strike: expected number, got "1.5"'],
    [
      { price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0000' }] },
      'price_ranges: expected ascending price ranges with a step each',
    ],
    [
      { fee_waiver_expiration_time: 'soon' },
      'fee_waiver_expiration_time: expected a time with its zone, got "soon"',
    ],
  ])('names what is wrong: %j', (changes, message) => {
    const payload = { markets: [market(), market(changes)] }
    expect(refusal(() => parseMarkets(payload, AT))).toContain(`m.json: markets[1].${message}`)
  })

  prop.prop([fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })])(
    'writes any two prices the way the venue does and reads them back',
    (bid, ask) => {
      const { yesBids, noBids } = quoted({
        yes_bid_dollars: formatPriceTicks(priceTicks(bid)),
        yes_ask_dollars: formatPriceTicks(priceTicks(ask)),
      })
      expect(yesBids[0]?.price).toBe(bid)
      expect(noBids[0]?.price).toBe(10_000 - ask)
    },
  )

  it('reads prices of any number of trailing zeros', () => {
    expect(quoted({ yes_bid_dollars: '0.36' })).toEqual(quoted({ yes_bid_dollars: '0.360000' }))
    expect(parsePriceTicks('0.360')).toBe(3600)
  })
})

describe('listings', () => {
  const listing = (changes: Json): ContractMarket['listing'] => one(market(changes)).listing

  it('names a conflict between strike and ticker, and pairs on neither', () => {
    const conflicting = listing({ floor_strike: 2.5 })
    expect(conflicting.subject).toEqual({ tag: 'other', league: 'mlb', reason: 'strike-conflict' })
    expect(conflicting.strike).toBeUndefined()
    expect(listing({ yes_sub_title: 'Seattle wins by over 2.5 runs' }).subject).toMatchObject({
      reason: 'strike-conflict',
    })
    expect(listing({ strike_type: 'less' }).subject).toMatchObject({ reason: 'strike-not-greater' })
  })

  it('names a market that is not of its event', () => {
    const moved = listing({ event_ticker: 'KXMLBSPREAD-26AUG091610TBSEA' })
    expect(moved.subject).toEqual({ tag: 'other', league: 'mlb', reason: 'ticker-mismatch' })
    const [nested] = parseEvents(event({ event_ticker: 'KXMLBSPREAD-26AUG091610TBSEA' }), AT)
    expect(nested?.markets[0]?.listing.subject).toMatchObject({ reason: 'ticker-mismatch' })
    const [foreign] = parseEvents(event({ series_ticker: 'KXMLBTOTAL' }), AT)
    expect(foreign?.markets[0]?.listing.subject).toMatchObject({ reason: 'ticker-mismatch' })
  })

  it('takes the names from the rules where no title has them', () => {
    expect(listing({}).teamNames).toEqual(['Tampa Bay', 'Seattle'])
    expect(listing({ rules_primary: 'Yes or No.' }).teamNames).toBeUndefined()
    expect(listing({ title: 'Tampa Bay vs Seattle Winner?', rules_primary: '' }).teamNames).toEqual(
      ['Tampa Bay', 'Seattle'],
    )
  })

  it('puts no team on a total', () => {
    const total = listing({
      ticker: 'KXMLBTOTAL-26AUG072145TBSEA-9',
      event_ticker: 'KXMLBTOTAL-26AUG072145TBSEA',
      yes_sub_title: 'Over 8.5 runs scored',
      floor_strike: 8.5,
    })
    expect(total).toMatchObject({
      subject: { tag: 'game', marketType: 'total' },
      outcomeCode: '9',
      yesTeamName: undefined,
      strike: { tag: 'greater', floor: 8.5 },
    })
  })

  it('takes a label for a team only where it is one', () => {
    const cfl = {
      ticker: 'KXCFLGAME-26AUG13BCCGY-BC',
      event_ticker: 'KXCFLGAME-26AUG13BCCGY',
      title: 'BC vs Calgary Winner?',
      strike_type: 'structured',
      floor_strike: null,
    }
    expect(listing({ ...cfl, yes_sub_title: 'BC' }).yesTeamName).toBe('BC')
    expect(listing({ ...cfl, yes_sub_title: 'Some Player: 2+' }).yesTeamName).toBeUndefined()
    expect(listing({ ...cfl, yes_sub_title: 'BC' }).subject).toMatchObject({ league: 'cfl' })
    const summer = {
      ...cfl,
      ticker: 'KXNBASUMMERGAME-26JUL09CHAORL-CHA',
      event_ticker: 'KXNBASUMMERGAME-26JUL09CHAORL',
      title: 'Charlotte vs Orlando Winner?',
    }
    expect(listing({ ...summer, yes_sub_title: 'Charlotte' }).yesTeamName).toBe('Charlotte')
    expect(listing({ ...summer, yes_sub_title: 'Nobody' }).yesTeamName).toBeUndefined()
  })

  it('reads a draw of 90 minutes as no team', () => {
    const tie = listing({
      ticker: 'KXMLSGAME-26AUG19LAGSJ-TIE',
      event_ticker: 'KXMLSGAME-26AUG19LAGSJ',
      title: 'Los Angeles G vs San Jose Winner?',
      yes_sub_title: 'Reg Time: Tie',
      strike_type: 'structured',
      floor_strike: null,
    })
    expect(tie).toMatchObject({
      subject: { league: 'mls', marketType: 'three-way', period: 'regulation' },
      teamNames: ['Los Angeles G', 'San Jose'],
      outcomeCode: 'TIE',
      yesTeamName: undefined,
      strike: undefined,
    })
  })

  it("reads a player's market, structured around the player", () => {
    const boyd = listing({
      ticker: 'KXMLBKS-26AUG151420STLCHC-CHCMBOYD16-2',
      event_ticker: 'KXMLBKS-26AUG151420STLCHC',
      title: 'Matthew Boyd: 2+ strikeouts?',
      yes_sub_title: 'Matthew Boyd: 2+',
      strike_type: 'structured',
      floor_strike: 1.5,
      rules_primary:
        'If Matthew Boyd records 2+ strikeouts in the St. Louis vs Chicago C professional baseball ' +
        'game originally scheduled for Aug 15, 2026 at 2:20 PM EDT, then the market resolves to Yes.',
    })
    expect(boyd).toMatchObject({
      subject: {
        tag: 'game',
        league: 'mlb',
        marketType: 'player-prop',
        period: 'full-game',
        stat: 'pitcher-strikeouts',
      },
      teamNames: ['St. Louis', 'Chicago C'],
      yesTeamName: undefined,
      yesPlayerName: 'Matthew Boyd',
      strike: { tag: 'greater', floor: 1.5 },
    })
    expect('yesPlayerName' in listing({})).toBe(false)
  })

  it("reads one team's total", () => {
    const total = listing({
      ticker: 'KXMLBTEAMTOTAL-26AUG072145TBSEA-SEA4',
      event_ticker: 'KXMLBTEAMTOTAL-26AUG072145TBSEA',
      title: 'Seattle over 3.5 runs scored',
      yes_sub_title: 'Seattle over 3.5 runs scored',
      floor_strike: 3.5,
    })
    expect(total).toMatchObject({
      subject: { marketType: 'team-total', period: 'full-game' },
      yesTeamName: 'Seattle',
      strike: { tag: 'greater', floor: 3.5 },
    })
  })

  it('names two persons as printed', () => {
    const match = listing({
      ticker: 'KXATPMATCH-26APR25CERDAR-DAR',
      event_ticker: 'KXATPMATCH-26APR25CERDAR',
      title: 'Will Luciano Darderi win the Cerundolo vs Darderi: Round Of 64 match?',
      yes_sub_title: 'Luciano Darderi',
      strike_type: 'structured',
      floor_strike: null,
      rules_primary: 'If Luciano Darderi wins …',
    })
    expect(match).toMatchObject({
      subject: { league: 'atp', marketType: 'moneyline' },
      teamNames: ['Cerundolo', 'Darderi'],
      yesTeamName: 'Luciano Darderi',
      strike: undefined,
    })
  })

  it('gives a future no start, codes or teams', () => {
    const future = listing({
      ticker: 'KXNBA-27-ATL',
      event_ticker: 'KXNBA-27',
      title: 'Will Atlanta win the 2027 Pro Basketball Finals?',
      yes_sub_title: 'Atlanta',
    })
    expect(future).toMatchObject({
      subject: { tag: 'other', league: 'nba', reason: 'future' },
      start: undefined,
      teamCodes: undefined,
      teamNames: undefined,
      yesTeamName: undefined,
      strike: undefined,
    })
  })
})

describe('parseEvents', () => {
  it('turns an event with its markets into our nouns', () => {
    const [parsed] = parseEvents({ events: [event()], cursor: 'x' }, AT)
    expect(parsed).toMatchObject({
      eventId: 'KXMLBSPREAD-26AUG072145TBSEA',
      seriesId: 'KXMLBSPREAD',
      title: 'Tampa Bay vs Seattle: Spread',
      isMutuallyExclusive: false,
      collateralReturnType: undefined,
      feeTypeOverride: undefined,
      feeMultiplierOverride: undefined,
    })
    expect(parsed?.markets).toEqual([one(market())])
  })

  it('takes an event bare, in a list, in {event}, with markets beside it, or without any', () => {
    const expected = parseEvents([event()], AT)
    expect(parseEvents(event(), AT)).toEqual(expected)
    expect(parseEvents({ event: event() }, AT)).toEqual(expected)
    const beside = { event: event({ markets: undefined }), markets: [market()] }
    expect(parseEvents(beside, AT)).toEqual(expected)
    expect(parseEvents([event({ markets: undefined })], AT)[0]?.markets).toEqual([])
    expect(parseEvents([event({ markets: null })], AT)[0]?.markets).toEqual([])
    expect(parseEvents({ events: [], cursor: '' }, AT)).toEqual([])
  })

  it('reads the fee override as text', () => {
    const [parsed] = parseEvents(
      [event({ fee_type_override: 'quadratic', fee_multiplier_override: 0.5 })],
      AT,
    )
    expect(parsed).toMatchObject({ feeTypeOverride: 'quadratic', feeMultiplierOverride: '0.5' })
    const [cleared] = parseEvents(
      [event({ fee_type_override: null, fee_multiplier_override: null })],
      AT,
    )
    expect(cleared).toMatchObject({ feeTypeOverride: undefined, feeMultiplierOverride: undefined })
  })

  it.each([
    [{ events: [event({ title: 1 })] }, 'm.json: events[0].title: expected string, got 1'],
    [{ events: {} }, 'm.json: events: expected array, got {}'],
    [
      [event({ markets: [market(), market({ status: undefined })] })],
      'm.json: [0].markets[1].status: expected string, got nothing',
    ],
    [
      { event: event({ markets: undefined }), markets: [market({ ticker: 7 })] },
      'm.json: markets[0].ticker: expected string, got 7',
    ],
    [
      { event: event({ markets: [market({ yes_bid_dollars: '7' })] }) },
      'm.json: event.markets[0].yes_bid_dollars: expected a price in dollars from 0 to 1, got "7"',
    ],
    [
      [event({ fee_multiplier_override: -1 })],
      'm.json: [0].fee_multiplier_override: expected a multiplier of 0 or more, got -1',
    ],
    [null, 'm.json: $: expected object, got null'],
    [[[]], 'm.json: [0]: expected object, got []'],
  ])('names source, path and value: %#', (payload, message) => {
    expect(refusal(() => parseEvents(payload, AT))).toBe(message)
  })
})

/** The message of the WireFormatError that a call throws. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof WireFormatError) return error.message
    throw error
  }
  return 'nothing thrown'
}
