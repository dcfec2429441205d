import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { matchMarkets } from '@arbkit/core'
import { listingOfTicker, parseEvents } from '@arbkit/kalshi'
import { parseOdds } from '@arbkit/odds'

const DATA = path.join(import.meta.dirname, '../../shared/data')
const FILES = {
  events: 'kalshi/events_sports_nested.json',
  stream: 'kalshi/ws_orderbook_stream.json',
  odds: 'oddsapi/mlb_20260807_us_eu_h2h_spreads_totals.json',
} as const

const hasRecordings = Object.values(FILES).every((file) => existsSync(path.join(DATA, file)))
if (!hasRecordings) {
  process.stderr.write(
    'WARNING: no recordings beside this checkout: their matching is not tested\n',
  )
}

const read = (file: string): string => readFileSync(path.join(DATA, file), 'utf8')

/** Markets of the stream, known by ticker alone. */
const MONEYLINES = [
  'KXMLBGAME-26AUG071840NYMPIT-NYM > New York Mets',
  'KXMLBGAME-26AUG071840TORPHI-PHI > Philadelphia Phillies',
  'KXMLBGAME-26AUG071905ATLNYY-ATL > Atlanta Braves',
  'KXMLBGAME-26AUG071905ATLNYY-NYY > New York Yankees',
  'KXMLBGAME-26AUG071910ATHBOS-BOS > Boston Red Sox',
  'KXMLBGAME-26AUG071910LAAMIA-MIA > Miami Marlins',
  'KXMLBGAME-26AUG071940MINMIL-MIL > Milwaukee Brewers',
  'KXMLBGAME-26AUG071940MINMIL-MIN > Minnesota Twins',
  'KXMLBGAME-26AUG072140HOUSD-SD > San Diego Padres',
  'KXMLBGAME-26AUG072140LADAZ-LAD > Los Angeles Dodgers',
  'KXMLBGAME-26AUG072145TBSEA-TB > Tampa Bay Rays',
]

const LINES = [
  'KXMLBSPREAD-26AUG072015COLSTL-STL2 > St. Louis Cardinals -1.5',
  'KXMLBSPREAD-26AUG072140HOUSD-HOU2 > Houston Astros -1.5',
  'KXMLBSPREAD-26AUG072140HOUSD-SD2 > San Diego Padres -1.5',
  'KXMLBSPREAD-26AUG072145TBSEA-SEA2 > Seattle Mariners -1.5',
  'KXMLBSPREAD-26AUG072145TBSEA-TB2 > Tampa Bay Rays -1.5',
  'KXMLBTOTAL-26AUG072015COLSTL-9 > Over 8.5',
  'KXMLBTOTAL-26AUG072140HOUSD-8 > Over 7.5',
  'KXMLBTOTAL-26AUG072140HOUSD-9 > Over 8.5',
  'KXMLBTOTAL-26AUG072145TBSEA-7 > Over 6.5',
  'KXMLBTOTAL-26AUG072145TBSEA-8 > Over 7.5',
]

describe.skipIf(!hasRecordings)('the recordings of 2026-08-07', () => {
  const recorded = () => {
    const events = parseEvents(JSON.parse(read(FILES.events)), { source: FILES.events, path: '$' })
    const tickers = [...read(FILES.stream).matchAll(/"market_ticker":\s*"([^"]+)"/g)]
    const contracts = [
      ...events.flatMap(({ markets }) => markets.map(({ listing }) => listing)),
      ...new Set(tickers.map(([, ticker = '']) => ticker)),
    ].map((item) => (typeof item === 'string' ? listingOfTicker(item) : item))
    const odds = parseOdds(JSON.parse(read(FILES.odds)), { source: FILES.odds, path: '$' })
    return matchMarkets({ contracts, odds })
  }

  test('pair eleven moneylines and ten lines, each on its side', () => {
    const { pairs, suggestions } = recorded()
    const found = pairs.map(({ contract, target: { outcome, point } }) =>
      `${contract.marketId} > ${outcome} ${point ?? ''}`.trimEnd(),
    )
    expect(found).toEqual([...MONEYLINES, ...LINES])
    expect(suggestions).toEqual([])
  })

  test('the ones known by ticker alone say so and stay at 0.90 or less', () => {
    for (const { contract, confidence, evidence } of recorded().pairs) {
      const parts = evidence.map(({ part }) => part)
      if (!contract.marketId.startsWith('KXMLBGAME')) continue
      expect(parts).toContain('ticker')
      expect(parts).not.toContain('title')
      expect(confidence).toBeLessThanOrEqual(0.9)
    }
  })

  test('the games of 9 August are other games of the same teams', () => {
    const { unpaired } = recorded()
    const later = unpaired.filter(({ contract }) => contract.marketId.includes('-26AUG09'))
    const games = later.filter(({ contract }) => contract.seriesId === 'KXMLBGAME')
    expect(games).toHaveLength(6)
    expect(games.every(({ reason }) => reason === 'start-differs')).toBe(true)
    expect(games.every(({ nearest }) => (nearest?.differenceMs ?? 0) < -40 * 3_600_000)).toBe(true)
  })
})
