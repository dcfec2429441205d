import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type BookMarket, decimalOddsOf, easternDateOf, type OddsListing } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { bookKindOf, detectOddsFormat, parseOdds, recogniseOdds } from './index.ts'

/** Other people's recordings beside the repository; nothing of them is copied into it. */
const SHARED = new URL('../../../../shared/data/oddsapi/', import.meta.url)
const isHere = existsSync(SHARED)
if (!isHere) {
  console.warn(
    '\nSKIPPED: no recordings in ../shared/data/oddsapi, nothing was checked against them\n',
  )
}

const FILES = isHere
  ? readdirSync(SHARED, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.json(?:\.gz)?$/.test(name) && name !== 'team_names_seen.json')
      .toSorted()
  : []

function jsonOf(name: string): unknown {
  const bytes = readFileSync(new URL(name, SHARED))
  return JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
}

function listingsOf(name: string): readonly OddsListing[] {
  const frames = recogniseOdds(jsonOf(name))?.frames ?? []
  return frames.flatMap(({ payload, path }) => parseOdds(payload, { source: name, path }))
}

/** Soccer was recorded only beside labelled pairs. */
const PAIRS = new URL('../matching/pairs.jsonl', SHARED)
const hasPairs = existsSync(PAIRS)
if (!hasPairs) {
  console.warn('\nSKIPPED: no ../shared/data/matching/pairs.jsonl, no soccer odds were read\n')
}

const MLB = 'mlb_20260807_us_eu_h2h_spreads_totals.json'

describe.skipIf(!isHere)('recordings of The Odds API', () => {
  it('recognises every file', () => {
    const shapes = FILES.map((name) => recogniseOdds(jsonOf(name))?.shape)
    const count = (shape: string | undefined): number => shapes.filter((s) => s === shape).length
    expect(FILES).toHaveLength(198)
    expect(['odds-list', 'odds-event', 'odds-historical', undefined].map(count)).toEqual([
      93, 1, 104, 0,
    ])
    expect(recogniseOdds(jsonOf('team_names_seen.json'))).toBeUndefined()
  })

  it('tells the format of every file that has a price', () => {
    const formats = FILES.map((name) => detectOddsFormat(jsonOf(name)))
    const count = (format: string | undefined): number => formats.filter((f) => f === format).length
    expect(['american', 'decimal', undefined].map(count)).toEqual([138, 58, 2])
  })

  it('turns every event into a listing, and every price into odds', () => {
    const all = FILES.flatMap(listingsOf)
    expect(all).toHaveLength(6461)
    const markets = all.flatMap((listing) => listing.markets)
    expect(markets).toHaveLength(48_258)
    const outcomes = markets.flatMap((market) => market.outcomes)
    expect(outcomes).toHaveLength(96_620)
    expect(outcomes.filter(({ price }) => price.format === 'american')).toHaveLength(54_040)
    const ofType = (type: string | undefined): number =>
      markets.filter(({ marketType }) => marketType === type).length
    expect(['moneyline', 'spread', 'total', 'player-prop', undefined].map(ofType)).toEqual([
      20_143, 17_216, 10_492, 16, 391,
    ])
    expect(all.filter(({ league }) => league === undefined)).toEqual([])
  })

  it('reads every market key but that of lay prices', () => {
    const counts = new Map<string, number>()
    for (const { sportKey, markets } of FILES.flatMap(listingsOf)) {
      const [sport = ''] = sportKey.split('_')
      for (const { marketKey, marketType, period, stat, action } of markets) {
        const what = marketType === undefined ? action : (stat ?? `${marketType} ${period}`)
        const row = `${sport} ${marketKey}: ${what}`
        counts.set(row, (counts.get(row) ?? 0) + 1)
      }
    }
    expect(Object.fromEntries(counts)).toEqual({
      'americanfootball h2h: moneyline full-game': 8405,
      'americanfootball spreads: spread full-game': 8850,
      'americanfootball totals: total full-game': 243,
      'baseball h2h: moneyline full-game': 7249,
      'baseball h2h_lay: lay': 150,
      'baseball pitcher_strikeouts: pitcher-strikeouts': 7,
      'baseball pitcher_strikeouts_alternate: pitcher-strikeouts': 9,
      'baseball spreads: spread full-game': 6495,
      'baseball totals: total full-game': 6639,
      'basketball h2h: moneyline full-game': 3931,
      'basketball h2h_lay: lay': 113,
      'basketball spreads: spread full-game': 1867,
      'basketball totals: total full-game': 3225,
      'icehockey h2h: moneyline full-game': 4,
      'icehockey spreads: spread full-game': 4,
      'icehockey totals: total full-game': 4,
      'tennis h2h: moneyline full-game': 554,
      'tennis h2h_lay: lay': 128,
      'tennis totals: total full-game': 381,
    })
  })

  it('knows every bookmaker of every recording', () => {
    const keys = new Set(
      FILES.flatMap(listingsOf).flatMap(({ markets }) => markets.map(({ book }) => book)),
    )
    expect(keys.size).toBeGreaterThanOrEqual(40)
    expect([...keys].filter((key) => bookKindOf(key) === undefined)).toEqual([])
  })

  it('reads exact spot values of the slate of August 7', () => {
    const listings = listingsOf(MLB)
    expect(listings).toHaveLength(15)
    expect(listings.every(({ league }) => league === 'mlb')).toBe(true)
    expect(new Set(listings.map(({ startMs }) => easternDateOf(startMs)))).toEqual(
      new Set(['2026-08-07']),
    )
    const [first] = listings
    expect(first).toMatchObject({
      eventId: 'b16edbe527767ab334db0995f39c8a5d',
      homeName: 'Pittsburgh Pirates',
      awayName: 'New York Mets',
      startMs: Date.parse('2026-08-07T22:41:00Z'),
    })
    const [h2h, spreads, totals] = first?.markets.filter(({ book }) => book === 'fanduel') ?? []
    expect(h2h).toMatchObject({
      marketType: 'moneyline',
      updatedMs: Date.parse('2026-08-07T13:49:00Z'),
      outcomes: [
        { name: 'New York Mets', price: { original: '2.22', exactness: 'lowest' } },
        { name: 'Pittsburgh Pirates', price: { original: '1.76' } },
      ],
    })
    expect(spreads?.outcomes.map(({ point }) => point)).toEqual([1.5, -1.5])
    expect(totals?.outcomes.map(({ name, point }) => [name, point])).toEqual([
      ['Over', 8.5],
      ['Under', 8.5],
    ])
    const [mets] = h2h?.outcomes ?? []
    expect(mets && decimalOddsOf(mets.price).toString()).toBe('2.215')
    expect(recogniseOdds(jsonOf(MLB))?.newestMs).toBe(Date.parse('2026-08-07T13:49:13Z'))
  })

  it('reads the props of one event, whose books have no time of their own', () => {
    const [listing, ...others] = listingsOf('mlb_20260814_event_odds_player_props.json')
    expect(others).toEqual([])
    expect(listing?.markets).toHaveLength(16)
    for (const market of listing?.markets ?? []) {
      expect(market).toMatchObject({
        marketType: 'player-prop',
        period: 'full-game',
        stat: 'pitcher-strikeouts',
        action: 'back',
      })
    }
    expect(listing?.markets[0]).toMatchObject({
      book: 'draftkings',
      marketKey: 'pitcher_strikeouts',
      updatedMs: Date.parse('2026-08-14T17:17:55Z'),
    })
    const quotes = listing?.markets[0]?.outcomes.map(({ name, participant, point, price }) => [
      participant,
      name,
      point,
      price.original,
    ])
    expect(quotes).toEqual([
      ['Matthew Liberatore', 'Over', 4.5, '2.03'],
      ['Matthew Liberatore', 'Under', 4.5, '1.76'],
      ['Clay Holmes', 'Over', 3.5, '1.68'],
      ['Clay Holmes', 'Under', 3.5, '2.15'],
    ])
    const outcomes = listing?.markets.flatMap((market) => market.outcomes) ?? []
    expect(outcomes).toHaveLength(136)
    expect(new Set(outcomes.map(({ participant }) => participant))).toEqual(
      new Set(['Matthew Liberatore', 'Clay Holmes']),
    )
    expect(outcomes.filter(({ name }) => name === 'Under')).toHaveLength(13)
    expect(outcomes.every(({ point }) => point !== undefined && point % 1 === 0.5)).toBe(true)
  })

  it('reads historical snapshots with their own time', () => {
    const name = 'nfl_historical_2025/2026-02-08T16-30-00Z.json.gz'
    const recognised = recogniseOdds(jsonOf(name))
    expect(recognised).toMatchObject({
      shape: 'odds-historical',
      capturedMs: Date.parse('2026-02-08T16:25:37Z'),
      newestMs: Date.parse('2026-02-08T16:25:27Z'),
    })
    const [listing] = listingsOf(name)
    expect(listing).toMatchObject({
      league: 'nfl',
      homeName: 'New England Patriots',
      awayName: 'Seattle Seahawks',
    })
    const [market] = listing?.markets ?? []
    expect(market?.outcomes.map(({ price }) => price.original)).toEqual(['+195', '-238'])
    expect(market?.outcomes.map(({ price }) => price.returnRatio)).toEqual([
      { numerator: 59, denominator: 20 },
      { numerator: 169, denominator: 119 },
    ])
  })

  it('reads the same slate polled four times', () => {
    const polls = FILES.filter((name) => name.startsWith('mlb_repeat_poll_20260811/'))
    expect(polls).toHaveLength(4)
    const newest = polls.map((name) => recogniseOdds(jsonOf(name))?.newestMs ?? 0)
    expect(newest.toSorted((a, b) => a - b)).toEqual(newest)
  })
})

describe.skipIf(!hasPairs)('odds beside the labelled pairs', () => {
  it('reads the draw and the 90 minutes of the World Cup', () => {
    const listings = readFileSync(PAIRS, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"sport_key": "soccer_fifa_world_cup"'))
      .flatMap((line): unknown => JSON.parse(line).odds.raw ?? [])
      .flatMap((raw) => parseOdds(raw, { source: 'pairs.jsonl', path: '$' }))
    expect(listings).toHaveLength(94)
    const markets = listings.flatMap((listing) => listing.markets)
    expect(new Set(markets.map(({ period }) => period))).toEqual(new Set(['regulation']))
    const ofType = (type: string | undefined): readonly BookMarket[] =>
      markets.filter(({ marketType }) => marketType === type)
    expect(['three-way', 'total', undefined].map((type) => ofType(type).length)).toEqual([
      282, 194, 7,
    ])
    expect(ofType(undefined).every(({ action }) => action === 'lay')).toBe(true)
    for (const { outcomes } of ofType('three-way')) {
      expect(outcomes.map(({ name }) => name)).toContain('Draw')
      expect(outcomes).toHaveLength(3)
    }
    const lines = new Set(ofType('total').flatMap((m) => m.outcomes.map(({ point }) => point)))
    expect(lines).toEqual(new Set([1.5, 2, 2.5, 2.75, 3.5]))
  })
})
