import { existsSync, readFileSync } from 'node:fs'
import type { ContractListing } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { listingOfTicker, parseEvents, parseMarkets, parseTicker } from './index.ts'
import { teamNamesOfTitle } from './to-core/labels.ts'

/** Records of 2025-11 to 2026-08, labelled by other people; nothing of them is copied here. */
const FILE = new URL('../../../../shared/data/matching/pairs.jsonl', import.meta.url)
const isHere = existsSync(FILE)
if (!isHere) {
  console.warn('\nSKIPPED: no ../shared/data/matching/pairs.jsonl, no labelled record was read\n')
}

interface Row {
  readonly label: 'match' | 'no_match'
  readonly category: string
  readonly kalshi: {
    readonly market_ticker: string
    readonly event_ticker: string
    readonly title?: string | null
    readonly yes_sub_title?: string | null
    readonly floor_strike?: number | null
    readonly strike_type?: string | null
    readonly rules_primary?: string | null
    readonly rules_secondary?: string | null
    readonly event?: { readonly title: string; readonly series_ticker: string } | null
  }
}

const rows = (): readonly Row[] =>
  readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)

/** A record through the parsers, with empty quotes filled in. */
function listingOf({ kalshi }: Row): ContractListing {
  const { market_ticker: ticker, event_ticker, event, title, yes_sub_title } = kalshi
  if ((title ?? yes_sub_title ?? kalshi.rules_primary ?? undefined) === undefined) {
    return listingOfTicker(ticker, event_ticker)
  }
  const market = {
    ticker,
    event_ticker,
    status: 'active',
    title: title ?? '',
    yes_sub_title: yes_sub_title ?? '',
    rules_primary: kalshi.rules_primary ?? '',
    rules_secondary: kalshi.rules_secondary ?? '',
    strike_type: kalshi.strike_type ?? null,
    floor_strike: kalshi.floor_strike ?? null,
    yes_bid_dollars: '0.0000',
    yes_ask_dollars: '1.0000',
    yes_bid_size_fp: '0.00',
    yes_ask_size_fp: '0.00',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  }
  const at = { source: ticker, path: '$' }
  const markets =
    event === undefined || event === null
      ? parseMarkets(market, at)
      : (parseEvents({ ...event, event_ticker, markets: [market] }, at)[0]?.markets ?? [])
  const listing = markets[0]?.listing
  if (listing === undefined) throw new Error(`no listing: ${ticker}`)
  return listing
}

function described({ subject }: ContractListing): string {
  if (subject.tag === 'unknown') return 'unknown'
  if (subject.tag === 'other') return `other ${subject.reason}`
  return `${subject.league} ${subject.marketType} ${subject.stat ?? subject.period}`
}

function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Reasons for which a record and a game's winner are not the same question. */
const OTHER_QUESTIONS = /^(?:futures|exhibition|parlay|partial_game|player_prop|regulation_vs)/

describe.skipIf(!isHere)('labelled pairs', () => {
  it('takes every recorded ticker apart', () => {
    const tickers = rows().map(({ kalshi }) =>
      parseTicker(kalshi.market_ticker, { eventTicker: kalshi.event_ticker }),
    )
    expect(tickers).toHaveLength(1712)
    expect(tickers.every(({ isConsistent }) => isConsistent)).toBe(true)
    const undated = new Set(tickers.filter(({ game }) => game === undefined).map((t) => t.seriesId))
    expect([...undated].toSorted()).toEqual([
      'KXMVECROSSCATEGORY',
      'KXMVENFLSINGLEGAME',
      'KXMVESPORTSMULTIGAMEEXTENDED',
      'KXNBA',
      'KXNFLMVP',
    ])
    const clocked = tickers.filter(({ game }) => game?.clock !== undefined)
    expect(clocked.every(({ seriesId }) => seriesId.startsWith('KXMLB'))).toBe(true)
    expect(clocked).toHaveLength(398)
  })

  it('says of every record what it asks', () => {
    expect(counted(rows().map((row) => described(listingOf(row))))).toEqual({
      'atp moneyline full-game': 10,
      'bundesliga three-way regulation': 13,
      'epl three-way regulation': 9,
      'laliga three-way regulation': 4,
      'ligue1 three-way regulation': 3,
      'mlb moneyline full-game': 329,
      'mlb player-prop pitcher-strikeouts': 2,
      'mlb player-prop total-bases': 2,
      'mlb spread first-5-innings': 6,
      'mlb spread full-game': 38,
      'mlb three-way first-3-innings': 2,
      'mlb three-way first-5-innings': 6,
      'mlb total first-5-innings': 5,
      'mlb total first-inning': 5,
      'mlb total full-game': 34,
      'mls three-way regulation': 66,
      'national-men three-way regulation': 102,
      'nba moneyline full-game': 186,
      'ncaaf moneyline full-game': 193,
      'ncaamb moneyline full-game': 256,
      'ncaawb moneyline full-game': 37,
      'nfl moneyline full-game': 92,
      'nhl moneyline full-game': 134,
      'nwsl three-way regulation': 13,
      'other exhibition': 11,
      'other future': 42,
      'other game-prop': 1,
      'other parlay': 8,
      'other to-advance': 2,
      'seriea three-way regulation': 6,
      'ucl three-way regulation': 14,
      'ufc moneyline full-game': 9,
      'usl three-way regulation': 3,
      'wnba moneyline full-game': 32,
      'wnba spread full-game': 19,
      'wnba three-way first-half': 2,
      'wnba three-way first-quarter': 1,
      'wnba three-way second-half': 2,
      'wnba total first-half': 2,
      'wnba total first-quarter': 2,
      'wnba total full-game': 9,
    })
  })

  it('reads no full-game winner into another question', () => {
    const others = rows().filter(({ category }) => OTHER_QUESTIONS.test(category))
    expect(others).toHaveLength(119)
    const winners = others.filter((row) =>
      described(listingOf(row)).endsWith(' moneyline full-game'),
    )
    // `KXNFLGAME` asks who wins a preseason game too; books list those under a key of their own.
    const preseason = winners.filter(
      ({ category, kalshi }) =>
        category === 'exhibition_or_youth_vs_senior' &&
        kalshi.event_ticker.startsWith('KXNFLGAME-'),
    )
    expect(preseason).toHaveLength(10)
    expect(winners).toEqual(preseason)
  })

  it('knows the series of every record that is some game', () => {
    const unknown = rows()
      .map(listingOf)
      .filter(({ subject }) => subject.tag === 'unknown')
    expect(unknown).toEqual([])
  })

  it('derives the recorded strike of every line from its ticker', () => {
    const listings = rows().map(({ kalshi }) => ({
      strike: listingOfTicker(kalshi.market_ticker, kalshi.event_ticker).strike,
      floor: kalshi.floor_strike ?? undefined,
    }))
    const known = listings.filter(
      ({ strike, floor }) => strike !== undefined && floor !== undefined,
    )
    expect(known.length).toBeGreaterThan(90)
    for (const { strike, floor } of known) expect(strike?.floor).toBe(floor)
  })

  it('reads the same game from a ticker alone as with its event', () => {
    for (const { kalshi } of rows()) {
      const alone = listingOfTicker(kalshi.market_ticker)
      // The hyphen of a college's code, and an event that is its own only market.
      if (/M-OH|TA&M/.test(kalshi.event_ticker)) continue
      expect(alone).toEqual(listingOfTicker(kalshi.market_ticker, kalshi.event_ticker))
    }
  })

  it('finds two sides in every title that names two', () => {
    const titles = rows().flatMap(({ kalshi }) =>
      /^KX(?!MVE)[A-Z0-9]+(?:GAME|MATCH|FIGHT)-/.test(kalshi.event_ticker)
        ? (kalshi.title ?? [])
        : [],
    )
    expect(titles.length).toBeGreaterThan(600)
    for (const title of titles) {
      const names = teamNamesOfTitle(title) ?? []
      const isClean = names.every((name) => !/winner|game|\bat\b|\bvs\b|:|\?|^ | $/i.test(name))
      expect({ title, count: names.length, isClean }).toEqual({ title, count: 2, isClean: true })
    }
  })

  it('cuts a clean name out of every label', () => {
    const listings = rows().map(listingOf)
    for (const { subject, yesLabel, yesTeamName, yesPlayerName } of listings) {
      if (subject.tag !== 'game' || (yesLabel ?? '') === '') continue
      const isTie = /^(?:Tie|Draw)$/.test(yesLabel ?? '')
      expect({
        yesLabel,
        isTeam: yesTeamName !== undefined,
        isPlayer: yesPlayerName !== undefined,
      }).toEqual({
        yesLabel,
        isTeam: subject.marketType !== 'total' && subject.marketType !== 'player-prop' && !isTie,
        isPlayer: subject.marketType === 'player-prop',
      })
      expect(yesTeamName ?? yesPlayerName ?? '').not.toMatch(/ wins |\d|:|\+|over|^ | $/)
    }
  })
})
