import type { BookMarket, OddsListing } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Arrival } from './frame-request.ts'
import { OddsQuotes } from './odds-quotes.ts'

const T = Date.UTC(2026, 7, 7, 12)

let quotes: OddsQuotes
beforeEach(() => {
  quotes = new OddsQuotes()
})

const arrivalAt = (seconds: number): Arrival => ({
  frameSeq: seconds,
  atMs: T + seconds * 1000,
  file: 'odds.json',
  path: '$',
  timeSource: 'file',
})
const market = (text: string, seconds = 0): BookMarket => {
  const [book = '', marketKey = ''] = text.split(' ')
  return {
    book,
    marketKey,
    marketType: undefined,
    period: 'full-game',
    action: 'back',
    outcomes: [],
    updatedMs: T + seconds * 1000,
  }
}
const listing = (eventId: string, markets: readonly BookMarket[], sport = 'mlb'): OddsListing => ({
  feed: 'the-odds-api',
  eventId,
  sportKey: sport,
  league: 'mlb',
  homeName: 'Home',
  awayName: 'Away',
  startMs: T,
  markets,
})
/** What is quoted now: `event: book key@second, ...`. */
const quoted = (): readonly string[] =>
  quotes.listings().map(({ eventId, markets }) => {
    const each = markets.map((m) => `${m.book} ${m.marketKey}@${(m.updatedMs - T) / 1000}`)
    return `${eventId}: ${each.toSorted().join(', ')}`
  })

describe('a response that lists a sport', () => {
  const both = () => [listing('a', [market('dk h2h', 1), market('fd h2h', 1)])]

  it('replaces what it quotes', () => {
    quotes.replaceSports(both(), arrivalAt(1))
    quotes.replaceSports(
      [listing('a', [market('dk h2h', 60), market('fd h2h', 60)])],
      arrivalAt(60),
    )
    expect(quoted()).toEqual(['a: dk h2h@60, fd h2h@60'])
    expect(quotes.eventOf('a')?.arrival.frameSeq).toBe(60)
  })

  it('lets vanish a book, a market key and an event that it no longer lists', () => {
    quotes.replaceSports(
      [...both(), listing('b', [market('dk h2h')]), listing('c', [market('dk totals')])],
      arrivalAt(1),
    )
    quotes.replaceSports([listing('a', [market('dk h2h', 60)]), listing('c', [])], arrivalAt(60))
    expect(quoted()).toEqual(['a: dk h2h@60', 'c: '])
    expect(quotes.eventOf('b')).toBeUndefined()
  })

  it('completes one of the same poll: other regions or markets, asked for within ten seconds', () => {
    quotes.replaceSports(both(), arrivalAt(1))
    const rest = [listing('a', [market('pin h2h', 3), market('dk totals', 3)]), listing('b', [])]
    quotes.replaceSports(rest, arrivalAt(11))
    expect(quoted()).toEqual(['a: dk h2h@1, dk totals@3, fd h2h@1, pin h2h@3', 'b: '])
    // Ten seconds and a bit after the first, but not after the second.
    quotes.replaceSports([listing('a', [market('fd totals', 12)])], arrivalAt(12))
    expect(quoted()).toEqual(['a: dk totals@3, fd totals@12, pin h2h@3'])
  })

  it('never replaces a quote by an older one', () => {
    quotes.replaceSports([listing('a', [market('dk h2h', 5)])], arrivalAt(6))
    quotes.replaceSports([listing('a', [market('dk h2h', 4)])], arrivalAt(7))
    expect(quoted()).toEqual(['a: dk h2h@5'])
  })

  it('leaves other sports alone', () => {
    quotes.replaceSports([listing('a', [market('dk h2h', 1)], 'nfl')], arrivalAt(1))
    quotes.replaceSports([listing('b', [market('dk h2h', 60)])], arrivalAt(60))
    expect(quoted()).toEqual(['a: dk h2h@1', 'b: dk h2h@60'])
  })

  it('takes the newer names and start', () => {
    quotes.replaceSports(both(), arrivalAt(1))
    quotes.replaceSports(
      both().map((each) => ({ ...each, startMs: T + 1 })),
      arrivalAt(60),
    )
    expect(quotes.eventOf('a')?.listing.startMs).toBe(T + 1)
  })
})

describe('a response about one event', () => {
  beforeEach(() => {
    const [h2h, totals] = [market('dk h2h'), market('dk totals')]
    quotes.replaceSports([listing('a', [h2h, market('fd h2h'), totals])], arrivalAt(1))
    quotes.replaceSports([listing('b', [h2h])], arrivalAt(1))
  })

  it("replaces the event's own quotes of its market keys and keeps the others", () => {
    quotes.replaceEvent(listing('a', [market('dk h2h', 9), market('dk props', 9)]), arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9, dk props@9, dk totals@0', 'b: dk h2h@0'])
    expect(quotes.eventOf('a')?.arrival.frameSeq).toBe(9)
    expect(quotes.eventOf('b')?.arrival.frameSeq).toBe(1)
  })

  it('that quotes nothing says that nobody does', () => {
    quotes.replaceEvent(listing('a', []), arrivalAt(9))
    expect(quoted()).toEqual(['a: ', 'b: dk h2h@0'])
  })

  it('may be the first that is heard of an event, and gives way to a later list', () => {
    quotes.replaceEvent(listing('c', [market('dk props', 2)]), arrivalAt(2))
    expect(quoted()).toEqual(['a: dk h2h@0, dk totals@0, fd h2h@0', 'b: dk h2h@0', 'c: dk props@2'])
    quotes.replaceSports([listing('c', [market('dk h2h', 60)])], arrivalAt(60))
    expect(quoted()).toEqual(['c: dk h2h@60'])
  })
})

const anyResponse = fc.record({
  gap: fc.integer({ min: 0, max: 15 }),
  events: fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      markets: fc.uniqueArray(fc.constantFrom('dk h2h', 'dk totals', 'fd h2h', 'fd totals')),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

prop.prop([fc.array(anyResponse, { maxLength: 6 })], { seed: 11 })(
  'a quote stands exactly where a response of the last poll has it',
  (responses) => {
    const all = new OddsQuotes()
    const expected = new Map<string, number>()
    let second = 0
    for (const { gap, events } of responses) {
      second += gap
      const byId = new Map(events.map(({ id, markets }) => [id, markets]))
      const listings = [...byId].map(([id, markets]) =>
        listing(
          id,
          markets.map((text) => market(text, second)),
        ),
      )
      all.replaceSports(listings, arrivalAt(second))
      for (const [id, markets] of byId) {
        for (const text of markets) expected.set(`${id} ${text}`, second)
      }
    }
    const standing = [...expected].filter(([, at]) => at >= second - 10)
    const actual = all
      .listings()
      .flatMap(({ eventId, markets }) =>
        markets.map((m) => `${eventId} ${m.book} ${m.marketKey}@${(m.updatedMs - T) / 1000}`),
      )
    expect(actual.toSorted()).toEqual(standing.map(([key, at]) => `${key}@${at}`).toSorted())
  },
)
