import type { BookMarket, OddsListing } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { Arrival, AskedOdds } from './frame-request.ts'
import { OddsQuotes } from './odds-quotes.ts'

const T = Date.UTC(2026, 10, 21)

const arrivalAt = (ms: number): Arrival => ({
  frameSeq: ms,
  atMs: T + ms,
  file: 'GET /v4/sports/mlb/odds',
  path: '$',
  timeSource: 'received',
})
const market = (text: string, updatedMs = T): BookMarket => {
  const [book = '', marketKey = ''] = text.split(' ')
  const period = 'full-game' as const
  return { book, marketKey, marketType: undefined, period, action: 'back', outcomes: [], updatedMs }
}
const listing = (eventId: string, ...markets: readonly BookMarket[]): OddsListing => ({
  feed: 'the-odds-api',
  eventId,
  sportKey: 'mlb',
  league: 'mlb',
  homeName: 'Home',
  awayName: 'Away',
  startMs: T,
  markets,
})
const asked = (more: Partial<AskedOdds> = {}): AskedOdds => ({
  sportKey: 'mlb',
  markets: ['h2h', 'totals'],
  regions: ['us'],
  ...more,
})
const quoted = (quotes: OddsQuotes): readonly string[] =>
  quotes
    .listings()
    .flatMap(({ eventId, markets }) => markets.map((m) => `${eventId} ${m.book} ${m.marketKey}`))
    .toSorted()

function filled(): OddsQuotes {
  const quotes = new OddsQuotes()
  const a = listing('a', market('dk h2h'), market('fd h2h'), market('dk totals'))
  quotes.replaceAsked([a, listing('b', market('dk h2h'))], asked(), arrivalAt(0))
  quotes.replaceAsked(
    [listing('a', market('dk player_points'))],
    asked({ markets: ['player_points'], eventIds: ['a'] }),
    arrivalAt(1),
  )
  return quotes
}

describe('the answer to a call that is known', () => {
  it('keeps what it did not ask for', () => {
    expect(quoted(filled())).toEqual([
      'a dk h2h',
      'a dk player_points',
      'a dk totals',
      'a fd h2h',
      'b dk h2h',
    ])
  })

  it('drops a book, a market and an event that are not in it, however soon it comes', () => {
    const quotes = filled()
    quotes.replaceAsked([listing('a', market('dk h2h'))], asked(), arrivalAt(2))
    expect(quoted(quotes)).toEqual(['a dk h2h', 'a dk player_points'])
  })

  it('empties a sport when it is empty, and nothing of another sport', () => {
    const quotes = filled()
    quotes.replaceAsked([], asked({ sportKey: 'nfl' }), arrivalAt(2))
    expect(quoted(quotes)).toHaveLength(5)
    quotes.replaceAsked([], asked(), arrivalAt(3))
    expect(quoted(quotes)).toEqual(['a dk player_points'])
  })

  it('speaks for the bookmakers it named only', () => {
    const quotes = filled()
    quotes.replaceAsked([], asked({ regions: undefined, bookmakers: ['fd'] }), arrivalAt(2))
    expect(quoted(quotes)).not.toContain('a fd h2h')
    expect(quoted(quotes)).toContain('a dk h2h')
  })

  it('speaks for the events it named only', () => {
    const quotes = filled()
    quotes.replaceAsked([], asked({ eventIds: ['b'] }), arrivalAt(2))
    expect(quoted(quotes)).not.toContain('b dk h2h')
    expect(quoted(quotes)).toContain('a dk h2h')
  })

  it('drops lay prices with the market that they came with', () => {
    const quotes = new OddsQuotes()
    quotes.replaceAsked(
      [listing('a', market('ex h2h'), market('ex h2h_lay'))],
      asked(),
      arrivalAt(0),
    )
    quotes.replaceAsked([listing('a', market('ex h2h'))], asked(), arrivalAt(1))
    expect(quoted(quotes)).toEqual(['a ex h2h'])
  })

  it('is believed whatever the clock of the feed says', () => {
    const quotes = filled()
    const older = listing('a', market('dk h2h', T - 60_000))
    quotes.replaceAsked([older], asked(), arrivalAt(2))
    expect(quotes.eventOf('a')?.listing.markets.find((m) => m.marketKey === 'h2h')).toMatchObject({
      updatedMs: T - 60_000,
    })
  })
})
