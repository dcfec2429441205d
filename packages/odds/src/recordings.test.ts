import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { decimalOddsOf, easternDateOf, type OddsListing } from '@arbkit/core'
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
    expect(['moneyline', 'spread', 'total', undefined].map(ofType)).toEqual([
      20_143, 17_216, 10_492, 407,
    ])
    expect(markets.filter(({ action }) => action === 'lay')).toHaveLength(391)
    const unlisted = new Set(
      all.filter(({ league }) => league === undefined).map(({ sportKey }) => sportKey),
    )
    expect([...unlisted].toSorted()).toEqual([
      'tennis_atp_dubai',
      'tennis_atp_indian_wells',
      'tennis_atp_qatar_open',
      'tennis_wta_indian_wells',
    ])
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
    expect(listing?.markets.every(({ marketType }) => marketType === undefined)).toBe(true)
    expect(listing?.markets).toHaveLength(16)
    expect(listing?.markets[0]).toMatchObject({
      book: 'draftkings',
      marketKey: 'pitcher_strikeouts',
      updatedMs: Date.parse('2026-08-14T17:17:55Z'),
    })
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
