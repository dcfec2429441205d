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
  it('replaces what it quotes', () => {
    quotes.replaceSports([listing('a', [market('dk h2h', 1), market('fd h2h', 1)])], arrivalAt(1))
    quotes.replaceSports([listing('a', [market('dk h2h', 9), market('fd h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9, fd h2h@9'])
    expect(quotes.eventOf('a')?.arrival.frameSeq).toBe(9)
  })

  it('lets vanish a book that no longer quotes a market', () => {
    quotes.replaceSports([listing('a', [market('dk h2h'), market('fd h2h')])], arrivalAt(1))
    quotes.replaceSports([listing('a', [market('dk h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9'])
  })

  it('lets vanish a whole event that is no longer listed', () => {
    quotes.replaceSports(
      [listing('a', [market('dk h2h')]), listing('b', [market('dk h2h')])],
      arrivalAt(1),
    )
    quotes.replaceSports([listing('b', [market('dk h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['b: dk h2h@9'])
    expect(quotes.eventOf('a')).toBeUndefined()
  })

  it('leaves market keys alone that it does not hold: they stay and grow old', () => {
    quotes.replaceSports([listing('a', [market('dk h2h', 1), market('dk totals', 1)])], arrivalAt(1))
    quotes.replaceSports([listing('a', [market('dk h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9, dk totals@1'])
  })

  it('leaves other sports alone', () => {
    quotes.replaceSports([listing('a', [market('dk h2h', 1)], 'nfl')], arrivalAt(1))
    quotes.replaceSports([listing('b', [market('dk h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@1', 'b: dk h2h@9'])
  })

  it('lets a key vanish of every event of the sport as soon as one event holds it', () => {
    quotes.replaceSports(
      [listing('a', [market('dk h2h'), market('dk totals')]), listing('b', [market('dk totals')])],
      arrivalAt(1),
    )
    quotes.replaceSports([listing('a', []), listing('b', [market('fd totals', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@0', 'b: fd totals@9'])
  })

  it('takes the newer names and start', () => {
    quotes.replaceSports([listing('a', [market('dk h2h')])], arrivalAt(1))
    quotes.replaceSports([{ ...listing('a', [market('dk h2h')]), startMs: T + 1 }], arrivalAt(9))
    expect(quotes.eventOf('a')?.listing.startMs).toBe(T + 1)
  })
})

describe('a response about one event', () => {
  it("replaces the event's own quotes of its market keys and keeps the others", () => {
    quotes.replaceSports(
      [
        listing('a', [market('dk h2h'), market('fd h2h'), market('dk totals')]),
        listing('b', [market('dk h2h')]),
      ],
      arrivalAt(1),
    )
    quotes.replaceEvent(listing('a', [market('dk h2h', 9), market('dk props', 9)]), arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9, dk props@9, dk totals@0', 'b: dk h2h@0'])
    expect(quotes.eventOf('a')?.arrival.frameSeq).toBe(9)
    expect(quotes.eventOf('b')?.arrival.frameSeq).toBe(1)
  })

  it('may be the first that is heard of an event', () => {
    quotes.replaceEvent(listing('a', [market('dk props', 2)]), arrivalAt(2))
    expect(quoted()).toEqual(['a: dk props@2'])
  })

  it('is outlived by a later list only in keys that the list does not hold', () => {
    quotes.replaceEvent(listing('a', [market('dk h2h', 2), market('dk props', 2)]), arrivalAt(2))
    quotes.replaceSports([listing('a', [market('dk h2h', 9)])], arrivalAt(9))
    expect(quoted()).toEqual(['a: dk h2h@9, dk props@2'])
  })
})

const KEYS = ['h2h', 'totals']
const anyResponse = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    markets: fc.uniqueArray(
      fc.tuple(fc.constantFrom('dk', 'fd'), fc.constantFrom(...KEYS)).map((pair) => pair.join(' ')),
    ),
  }),
  { maxLength: 3 },
)

prop.prop([fc.array(anyResponse, { maxLength: 6 })], { seed: 11 })(
  'a quote stands exactly where the last response that holds its key has it',
  (responses) => {
    const all = new OddsQuotes()
    const bySecond = responses.map((events) => new Map(events.map((e) => [e.id, e.markets])))
    for (const [second, events] of bySecond.entries()) {
      const listings = [...events].map(([id, markets]) =>
        listing(
          id,
          markets.map((text) => market(text, second)),
        ),
      )
      all.replaceSports(listings, arrivalAt(second))
    }
    const expected = KEYS.flatMap((key) => {
      const second = bySecond.findLastIndex((events) =>
        [...events.values()].flat().some((text) => text.endsWith(key)),
      )
      return [...(bySecond[second] ?? [])].flatMap(([id, markets]) =>
        markets.filter((text) => text.endsWith(key)).map((text) => `${id} ${text}@${second}`),
      )
    })
    const actual = all
      .listings()
      .flatMap(({ eventId, markets }) =>
        markets.map((m) => `${eventId} ${m.book} ${m.marketKey}@${(m.updatedMs - T) / 1000}`),
      )
    expect(actual.toSorted()).toEqual(expected.toSorted())
  },
)
