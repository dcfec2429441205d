import { existsSync, readdirSync, readFileSync } from 'node:fs'
import {
  type ContractEvent,
  type ContractListing,
  formatCenticontracts,
  formatPriceTicks,
  OrderBook,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import {
  listingOfTicker,
  parseCandlesticks,
  parseEvents,
  parseMarkets,
  parseOrderBooks,
  parseSeries,
  parseSettlements,
  parseStreamMessage,
  type KalshiRecognition,
  recogniseKalshi,
  type StreamMessage,
} from './index.ts'

/** Other people's recordings beside the repository; nothing of them is copied into it. */
const SHARED = new URL('../../../../shared/data/', import.meta.url)
const isHere = existsSync(new URL('kalshi/', SHARED))
if (!isHere) {
  console.warn(
    '\nSKIPPED: no recordings in ../shared/data/kalshi, nothing was checked against them\n',
  )
}

const textOf = (path: string): string => readFileSync(new URL(path, SHARED), 'utf8')
const jsonOf = (path: string): unknown => JSON.parse(textOf(path))
const linesOf = (path: string): readonly unknown[] =>
  textOf(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))

function recognised(name: string): KalshiRecognition {
  const recognition = recogniseKalshi(jsonOf(`kalshi/${name}`))
  if (recognition === undefined) throw new Error(`not recognised: ${name}`)
  return recognition
}

function parsedBy<T>(
  name: string,
  parse: (payload: unknown, at: { source: string; path: string }) => T,
): T[] {
  return recognised(name).frames.map(({ payload, path }) => parse(payload, { source: name, path }))
}

const eventsOf = (name: string): readonly ContractEvent[] => parsedBy(name, parseEvents).flat()
const listingsOf = (name: string): readonly ContractListing[] =>
  eventsOf(name).flatMap(({ markets }) => markets.map(({ listing }) => listing))

describe.skipIf(!isHere)('recordings of Kalshi', () => {
  it('recognises every response, and nothing that is none', () => {
    const shapes = readdirSync(new URL('kalshi/', SHARED))
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const recognition = recogniseKalshi(jsonOf(`kalshi/${name}`))
        return [name, recognition?.shape, recognition?.frames.length ?? 0]
      })
    expect(shapes).toEqual([
      ['candlesticks_mlb.json', 'kalshi-candlesticks', 3],
      ['combo_orderbooks.json', 'kalshi-order-books', 1],
      ['events_nfl_preseason.json', 'kalshi-events', 1],
      ['events_sports_nested.json', 'kalshi-events', 1],
      ['fee_vectors.json', undefined, 0],
      ['market_single.json', 'kalshi-markets', 2],
      ['occurrence_datetime_probe.json', undefined, 0],
      ['portfolio_settlements_redacted.json', 'kalshi-settlements', 1],
      ['price_grids.json', undefined, 0],
      ['series_fee_fields.json', 'kalshi-series', 4],
      ['ws_orderbook_stream.json', 'kalshi-ws-stream', 269],
    ])
  })

  it('reads the times of captures', () => {
    expect(recognised('events_sports_nested.json')).toMatchObject({
      capturedMs: undefined,
      newestMs: Date.parse('2026-08-07T03:30:33.423Z'),
    })
    expect(recognised('events_nfl_preseason.json').capturedMs).toBe(
      Date.parse('2026-08-09T21:23:44.243Z'),
    )
    expect(recognised('series_fee_fields.json').capturedMs).toBe(
      Date.parse('2026-08-20T17:37:36.774Z'),
    )
    expect(recognised('ws_orderbook_stream.json')).toMatchObject({
      capturedMs: 1_786_085_247_825,
      newestMs: Date.parse('2026-08-07T06:47:24.429Z'),
    })
  })

  describe('events', () => {
    it('reads every event and market', () => {
      const sports = eventsOf('events_sports_nested.json')
      const preseason = eventsOf('events_nfl_preseason.json')
      expect(sports).toHaveLength(32)
      expect(preseason).toHaveLength(32)
      expect(sports.flatMap(({ markets }) => markets)).toHaveLength(245)
      expect(preseason.flatMap(({ markets }) => markets)).toHaveLength(64)
      expect(sports.every(({ markets }) => markets.every(({ isTrading }) => isTrading))).toBe(true)
    })

    it('tells what each series is about', () => {
      const subjects = new Map<string, number>()
      for (const { seriesId, subject } of listingsOf('events_sports_nested.json')) {
        const key = `${seriesId} ${subject.tag === 'other' ? subject.reason : subject.tag}`
        subjects.set(key, (subjects.get(key) ?? 0) + 1)
      }
      expect(Object.fromEntries(subjects)).toEqual({
        'KXCFLSPREAD game': 30,
        'KXMLBGAME game': 6,
        'KXMLBSPREAD game': 18,
        'KXMLBTOTAL game': 33,
        'KXMLSGAME game': 9,
        'KXNBA future': 30,
        'KXNCAAFGAME game': 6,
        'KXNFLGAME game': 6,
        'KXNFLMVP future': 45,
        'KXWNBAGAME game': 6,
        'KXWNBASPREAD game': 29,
        'KXWNBATOTAL game': 27,
      })
    })

    it('reads a start, codes and both names of every game', () => {
      const games = [
        ...listingsOf('events_sports_nested.json'),
        ...listingsOf('events_nfl_preseason.json'),
      ].filter(({ subject }) => subject.tag === 'game')
      expect(games).toHaveLength(170 + 64)
      for (const { marketId, seriesId, start, otherStarts, teamCodes, teamNames } of games) {
        expect({
          marketId,
          hasClock: start?.startMs !== undefined,
          hasCodes: /^[A-Z]{4,7}$/.test(teamCodes ?? ''),
          hasNames: teamNames?.every((name) => /^[A-Z][A-Za-z.\- ]+$/.test(name)),
          // What the rules say again is the same start, in other words.
          restated: otherStarts.map(({ easternDate, startMs }) => ({ easternDate, startMs })),
        }).toEqual({
          marketId,
          hasClock: seriesId.startsWith('KXMLB'),
          hasCodes: true,
          hasNames: true,
          restated: [{ easternDate: start?.easternDate, startMs: start?.startMs }],
        })
      }
    })

    it('reads side and strike of every game market', () => {
      const games = listingsOf('events_sports_nested.json').flatMap((listing) =>
        listing.subject.tag === 'game' ? [{ ...listing, type: listing.subject.marketType }] : [],
      )
      for (const { marketId, type, teamNames, yesTeamName, strike } of games) {
        expect({
          marketId,
          isOnATeam: yesTeamName !== undefined && teamNames?.includes(yesTeamName),
          // The venue lists half points only: nothing pushes.
          half: strike && strike.floor % 1,
          ofTicker: listingOfTicker(marketId).strike,
        }).toEqual({
          marketId,
          isOnATeam: type !== 'total' && !marketId.endsWith('-TIE'),
          half: type === 'moneyline' || type === 'three-way' ? undefined : 0.5,
          ofTicker: strike,
        })
      }
    })

    it('reads exact spot values', () => {
      const tb = eventsOf('events_sports_nested.json').find(
        ({ eventId }) => eventId === 'KXMLBSPREAD-26AUG072145TBSEA',
      )
      const sea2 = tb?.markets.find(({ listing }) => listing.outcomeCode === 'SEA2')
      expect(sea2).toMatchObject({
        status: 'active',
        exchangeIndex: 0,
        priceGrid: [{ start: 0, end: 10_000, step: 100 }],
        listing: {
          teamNames: ['Tampa Bay', 'Seattle'],
          teamCodes: 'TBSEA',
          yesTeamName: 'Seattle',
          strike: { tag: 'greater', floor: 1.5 },
          start: { easternDate: '2026-08-07', startMs: Date.parse('2026-08-08T01:45:00Z') },
        },
      })
      const aug9 = eventsOf('events_sports_nested.json').find(
        ({ eventId }) => eventId === 'KXMLBGAME-26AUG092020HOUSD',
      )
      expect(aug9?.markets[0]?.listing.start?.startMs).toBe(Date.parse('2026-08-10T00:20:00Z'))
      const cin = eventsOf('events_nfl_preseason.json')[0]?.markets[0]
      expect(cin?.listing.marketId).toBe('KXNFLGAME-26AUG13DETCIN-CIN')
      expect(cin?.topOfBook).toEqual({
        yesBids: [{ price: 7300, size: 1_016_106 }],
        noBids: [{ price: 2600, size: 342_081 }],
      })
    })

    it('leaves placeholder quotes out', () => {
      const markets = eventsOf('events_sports_nested.json').flatMap((event) => event.markets)
      const atl = markets.find(({ listing }) => listing.marketId === 'KXNBA-27-ATL')
      expect(atl?.topOfBook).toEqual({
        yesBids: [],
        noBids: [{ price: 9900, size: 86_126_522 }],
      })
      for (const { topOfBook } of markets) expect(OrderBook.of(topOfBook).isCrossed()).toBe(false)
    })
  })

  it('reads one market and its book, which agree', () => {
    const frames = recognised('market_single.json').frames
    const [market] = parseMarkets(frames[0]?.payload, { source: 'm', path: 'single' })
    const [book] = parseOrderBooks(frames[1]?.payload, { source: 'm', path: 'orderbook' })
    expect(market?.listing.marketId).toBe('KXNCAAFGAME-26SEP19MSUND-ND')
    expect(book?.marketId).toBe(market?.listing.marketId)
    const full = OrderBook.of(book?.book ?? { yesBids: [], noBids: [] })
    const top = OrderBook.of(market?.topOfBook ?? { yesBids: [], noBids: [] })
    expect(full.bestBid('yes')).toBe(8900)
    expect(full.bestAsk('yes')).toBe(top.bestAsk('yes'))
    expect(full.bestBid('yes')).toBe(top.bestBid('yes'))
    expect(full.bidSize('yes', 8900 as never)).toBe(top.bidSize('yes', 8900 as never))
  })

  it('reads the books of combos, mostly empty on one side', () => {
    const books = parsedBy('combo_orderbooks.json', parseOrderBooks).flat()
    expect(books).toHaveLength(20)
    expect(books.every(({ book }) => book.yesBids.length === 0)).toBe(true)
    expect(books[0]?.book.noBids).toEqual([{ price: 8120, size: 36_900 }])
    for (const { marketId } of books) {
      expect(listingOfTicker(marketId).subject).toEqual({ tag: 'other', reason: 'parlay' })
    }
  })

  describe('the stream', () => {
    const messages = (): readonly StreamMessage[] =>
      parsedBy('ws_orderbook_stream.json', parseStreamMessage)

    it('reads every frame', () => {
      const count = (tag: string): number => messages().filter((m) => m.tag === tag).length
      expect(messages()).toHaveLength(269)
      expect(['subscribed', 'snapshot', 'ok', 'delta', 'error', 'other'].map(count)).toEqual([
        1, 12, 11, 245, 0, 0,
      ])
    })

    it('counts seq over snapshots, deltas and ok, from 1 without a gap', () => {
      const seqs = messages().flatMap((m) => ('seq' in m ? [m.seq] : []))
      expect(seqs).toEqual(Array.from({ length: 268 }, (_, index) => index + 1))
    })

    it('stamps each frame on receipt, in order', () => {
      const stamps = recognised('ws_orderbook_stream.json').frames.map(({ atMs }) => atMs ?? 0)
      expect(stamps[0]).toBe(1_786_085_188_416)
      expect(stamps.toSorted((a, b) => a - b)).toEqual(stamps)
    })

    it('keeps every book whole: no level below zero, none crossed', () => {
      const books = new Map<string, OrderBook>()
      for (const message of messages()) {
        if (message.tag === 'snapshot') books.set(message.marketId, OrderBook.of(message.book))
        if (message.tag !== 'delta') continue
        const { side, price, change } = message.delta
        const book = books.get(message.marketId)
        const before: number = book?.bidSize(side, price) ?? Number.NaN
        expect(before + change).toBeGreaterThanOrEqual(0)
        book?.apply(message.delta)
      }
      expect(books.size).toBe(12)
      for (const book of books.values()) expect(book.isCrossed()).toBe(false)
    })

    it('reads exact spot values', () => {
      const lad = messages().find((m) => m.tag === 'snapshot')
      expect(lad).toMatchObject({ marketId: 'KXMLBGAME-26AUG072140LADAZ-LAD', seq: 1 })
      const first = lad?.tag === 'snapshot' ? lad.book.yesBids[0] : undefined
      expect(first && formatPriceTicks(first.price)).toBe('0.0100')
      expect(first && formatCenticontracts(first.size)).toBe('966425.00')
      expect(messages().find((m) => 'seq' in m && m.seq === 24)).toMatchObject({
        tag: 'delta',
        marketId: 'KXMLBGAME-26AUG071840NYMPIT-NYM',
        delta: { side: 'yes', price: 4300, change: -10_000 },
        changedMs: 1_786_085_188_978,
      })
    })

    it('knows its markets by ticker alone: 11 of MLB, one of the WNBA', () => {
      const ids = messages().flatMap((m) => (m.tag === 'snapshot' ? [m.marketId] : []))
      const leagues = ids.map((id) => {
        const { subject } = listingOfTicker(id)
        return subject.tag === 'game' ? `${subject.league} ${subject.marketType}` : subject.tag
      })
      expect(leagues.filter((league) => league === 'mlb moneyline')).toHaveLength(11)
      expect(leagues.filter((league) => league === 'wnba moneyline')).toHaveLength(1)
    })
  })

  it('reads the fees of series', () => {
    const fees = parsedBy('series_fee_fields.json', parseSeries).flat()
    expect(
      fees.map(({ seriesId, feeType, feeMultiplier }) => [seriesId, feeType, feeMultiplier]),
    ).toEqual([
      ['KXMLBGAME', 'quadratic_with_maker_fees', '0.5'],
      ['KXMLBSPREAD', 'quadratic', '0.5'],
      ['KXATPDOUBLES', 'quadratic', '1'],
      ['KXWNBAGAME', 'quadratic_with_maker_fees', '1'],
    ])
    expect(fees[0]?.updatedMs).toBe(Date.parse('2026-08-19T15:45:47.523Z'))
  })

  it('reads settlements: what was paid is count times value, to the cent', () => {
    const settlements = parsedBy('portfolio_settlements_redacted.json', parseSettlements).flat()
    expect(settlements).toHaveLength(22)
    for (const { yesCount, noCount, valuePerYes = 0, revenue } of settlements) {
      expect(revenue * 100).toBe(yesCount * valuePerYes + noCount * (100 - valuePerYes))
    }
    expect(settlements.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(5000)
    expect(settlements.reduce((sum, { fees }) => sum + fees, 0)).toBe(1_898_800)
  })

  it('reads candlesticks', () => {
    const markets = parsedBy('candlesticks_mlb.json', parseCandlesticks)
    expect(markets.map(({ candlesticks }) => candlesticks.length)).toEqual([16, 16, 16])
    const all = markets.flatMap(({ candlesticks }) => candlesticks)
    expect(all.filter(({ traded }) => traded === undefined)).toHaveLength(2)
    expect(all[0]).toMatchObject({
      endMs: 1_786_137_900_000,
      yesBid: { close: 3300 },
      yesAsk: { close: 3400 },
      traded: { open: 3400 },
      volume: 2874,
    })
  })

  it('reads the market and the book of the demo exchange of July', () => {
    const lines = linesOf('kalshi/combo_scenario_accept_no.jsonl') as {
      step: string
      data: object
    }[]
    const dataOf = (step: string): object | undefined => lines.find((l) => l.step === step)?.data
    const [market] = parseMarkets(dataOf('market_payload'), { source: 'demo', path: '$' })
    expect(market?.listing).toMatchObject({
      marketId: 'KXMLBGAME-26JUL081840NYYTB-NYY',
      teamNames: ['New York Y', 'Tampa Bay'],
      yesTeamName: 'New York Y',
      start: { startMs: Date.parse('2026-07-08T22:40:00Z') },
    })
    expect(market?.topOfBook).toEqual({ yesBids: [], noBids: [] })
    const book = { ticker: 'T', ...dataOf('orderbook') }
    expect(parseOrderBooks(book, { source: 'demo', path: '$' })[0]?.book).toEqual({
      yesBids: [],
      noBids: [],
    })
  })

  it('reads the grid that was recorded apart', () => {
    const { grids } = jsonOf('kalshi/price_grids.json') as { grids: object[] }
    const [market] = recognised('market_single.json').frames.map(
      ({ payload }) => (payload as { market: object }).market,
    )
    const regridded = grids.map((grid) => ({ ...market, ...grid }))
    const parsed = parseMarkets(regridded, { source: 'grids', path: '$' })
    expect(parsed.map(({ priceGrid }) => priceGrid)).toEqual([
      [{ start: 0, end: 10_000, step: 100 }],
    ])
  })
})
