import { fc, test as prop } from '@fast-check/vitest'
import { WireFormatError, type WireLocation } from '@arbkit/core'
import { describe, expect } from 'vitest'
import {
  parseEventMarkets,
  parseEvents,
  parseOdds,
  parseParticipants,
  parseScores,
  parseSnapshot,
  parseSports,
  recogniseOdds,
} from './index.ts'

/** Whatever one field of a payload turns into, the parser accepts it or names it; it never breaks. */
const eventOf = (prices: readonly [number, number]): object => ({
  id: 'e1',
  sport_key: 'baseball_mlb',
  sport_title: 'MLB',
  commence_time: '2026-08-08T01:46:00Z',
  home_team: 'Seattle Mariners',
  away_team: 'Tampa Bay Rays',
  bookmakers: [
    {
      key: 'draftkings',
      title: 'DraftKings',
      last_update: '2026-08-07T13:49:01Z',
      markets: [
        {
          key: 'totals',
          last_update: '2026-08-07T13:49:00Z',
          outcomes: [
            {
              name: 'Over',
              price: prices[0],
              point: 7.5,
              bet_limit: 500,
              link: 'https://b.example',
            },
            { name: 'Under', price: prices[1], point: 7.5, sid: 's', description: 'd' },
          ],
        },
      ],
    },
  ],
})

const CASES: readonly (readonly [name: string, payload: object])[] = [
  ['list, American', [eventOf([-110, 105])]],
  ['list, decimal', [eventOf([1.91, 2.05])]],
  ['event', eventOf([1.91, 2.05])],
  ['historical', { timestamp: '2026-08-07T13:45:00Z', data: [eventOf([-110, 105])] }],
]

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    -1,
    0,
    50,
    1e21,
    '',
    '-110',
    'x\ny',
    [],
    {},
  ),
  fc.double(),
  fc.jsonValue(),
)

describe.each(CASES)('%s', (_name, payload) => {
  const at = { source: 'odds.json', path: '$' }
  const anyPlace = fc.constantFrom(...placesOf(payload))

  prop.prop([anyPlace, junk], { numRuns: 600 })('names any one corrupted field', (place, value) => {
    const corrupted = replaced(payload, place, value)
    recogniseOdds(corrupted)
    try {
      parseOdds(corrupted, at)
    } catch (error) {
      expect(error).toBeInstanceOf(WireFormatError)
      expect((error as Error).message).toMatch(/^odds\.json: \S+: expected .+, got .+$/)
    }
  })
})

const bare = {
  id: 'e1',
  sport_key: 'baseball_mlb',
  sport_title: 'MLB',
  commence_time: '2026-08-08T01:46:00Z',
  home_team: 'Seattle Mariners',
  away_team: 'Tampa Bay Rays',
  home_rotation: 902,
  away_rotation: 901,
}
const seen = { key: 'h2h', last_update: '2026-08-07T13:49:00Z' }

const OTHERS: readonly (readonly [
  name: string,
  payload: unknown,
  parse: (payload: unknown, at: WireLocation) => unknown,
])[] = [
  [
    'sports',
    [
      {
        key: 'baseball_mlb',
        group: 'Baseball',
        title: 'MLB',
        description: 'd',
        active: true,
        has_outrights: false,
      },
    ],
    parseSports,
  ],
  ['events', [bare, { ...bare, id: 'e2' }], parseEvents],
  ['event markets', { ...bare, bookmakers: [{ key: 'a', markets: [seen] }] }, parseEventMarkets],
  [
    'scores',
    [
      {
        ...bare,
        completed: true,
        scores: [{ name: 'Seattle Mariners', score: '3' }],
        last_update: '2026-08-07T13:49:00Z',
      },
    ],
    parseScores,
  ],
  ['participants', [{ id: 'par_1', full_name: 'Seattle Mariners' }], parseParticipants],
  [
    'snapshot',
    {
      timestamp: '2026-08-07T13:45:00Z',
      previous_timestamp: '2026-08-07T13:40:00Z',
      next_timestamp: null,
      data: [bare],
    },
    (payload, at) => parseSnapshot(payload, at, parseEvents),
  ],
]

describe.each(OTHERS)('%s', (_name, payload, parse) => {
  const at = { source: 'odds.json', path: '$' }
  const anyPlace = fc.constantFrom(...placesOf(payload))

  prop.prop([anyPlace, junk], { numRuns: 400 })('names any one corrupted field', (place, value) => {
    try {
      parse(replaced(payload, place, value), at)
    } catch (error) {
      expect(error).toBeInstanceOf(WireFormatError)
      expect((error as Error).message).toMatch(/^odds\.json: \S+: expected .+, got .+$/)
    }
  })
})

prop.prop([fc.dictionary(fc.stringMatching(/^x_[a-z]+$/), fc.jsonValue())])(
  'passes by what it does not know',
  (extras) => {
    const at = { source: 'odds.json', path: '$' }
    const event = eventOf([-110, 105])
    // A format of one's own choice: extra fields may hold prices of any kind.
    const format = 'american'
    expect(parseOdds({ ...event, ...extras }, at, { format })).toEqual(parseOdds(event, at))
  },
)

type Place = readonly (string | number)[]

/** Every place inside a payload, its root included. */
function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inner = keys.flatMap((key) =>
    placesOf((value as Record<string | number, unknown>)[key], [...place, key]),
  )
  return [place, ...inner]
}

/** A copy with one place changed. */
function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  const fields = copy as Record<string | number, unknown>
  fields[key] = replaced(fields[key], rest, by)
  return copy
}
