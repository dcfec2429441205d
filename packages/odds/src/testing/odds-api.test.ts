/** The stand-in without sockets: what it replies as data, and what its faults do to it. */
import { createSeededRng, createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it, test } from 'vitest'
import {
  type ApiEvent,
  createOddsApi,
  ODDS_FAULTS_MAX,
  ODDS_REWRITES,
  type OddsApi,
  type OddsApiOptions,
  type OddsApiReply,
  type OddsTrouble,
  STALE_MS,
  TEST_API_KEY,
} from './index.ts'
import { CALLS_KEPT_MAX } from './odds-api.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const LOOKED = '2026-11-21T17:59:30Z'

const eventOf = (n: number): ApiEvent => ({
  id: n.toString(16).padStart(32, '0'),
  sport_key: 'basketball_nba',
  sport_title: 'NBA',
  commence_time: '2026-11-21T20:00:00Z',
  home_team: 'Boston Celtics',
  away_team: 'Detroit Pistons',
  bookmakers: ['draftkings', 'fanduel'].map((key) => ({
    key,
    title: key,
    last_update: LOOKED,
    markets: [
      {
        key: 'h2h',
        last_update: LOOKED,
        outcomes: [
          { name: 'Boston Celtics', price: -130 },
          { name: 'Detroit Pistons', price: 110 },
        ],
      },
    ],
  })),
})
const EVENTS = [eventOf(1), eventOf(2)]
const ODDS = '/v4/sports/basketball_nba/odds'
const QUERY = 'regions=us&markets=h2h&oddsFormat=american'

function made(options: Partial<OddsApiOptions> = {}) {
  const clock = createVirtualClock(NOW)
  return { clock, api: createOddsApi({ clock, data: { events: EVENTS }, ...options }) }
}

const ask = (api: OddsApi, path = ODDS): OddsApiReply =>
  api.reply({ method: 'GET', url: `${path}?${QUERY}&apiKey=${TEST_API_KEY}` })

function bodyOf(reply: OddsApiReply): unknown {
  if (reply.tag !== 'whole') throw new Error(`a reply that is ${reply.tag}`)
  return JSON.parse(reply.text) as unknown
}

const statusOf = (reply: OddsApiReply): number => ('status' in reply ? reply.status : 0)
const HONEST = JSON.stringify(bodyOf(ask(made().api)))

describe('a reply', () => {
  it('is whole, with the headers as they are sent', () => {
    const { api } = made()
    expect(ask(api)).toEqual({
      tag: 'whole',
      status: 200,
      delayMs: 0,
      text: HONEST,
      headers: {
        'content-type': 'application/json',
        'content-length': String(HONEST.length),
        date: 'Sat, 21 Nov 2026 18:00:00 GMT',
        'x-requests-remaining': '499',
        'x-requests-used': '1',
        'x-requests-last': '1',
      },
    })
    expect(api.calls()).toEqual([
      {
        path: ODDS,
        query: [
          ['regions', 'us'],
          ['markets', 'h2h'],
          ['oddsFormat', 'american'],
        ],
      },
    ])
  })

  it('is, of what was told for the next call, that and nothing else, once', () => {
    const { api } = made({ faults: [{ on: 'request', trouble: { tag: 'status', status: 500 } }] })
    api.failNext('held', 'torn', 'silent', 'not-json', { status: 418, body: 'tea' })
    const replies = Array.from({ length: 6 }, () => ask(api))
    expect(replies.map((reply) => [reply.tag, statusOf(reply)])).toEqual([
      ['held', 200],
      ['torn', 200],
      ['silent', 0],
      ['whole', 200],
      ['whole', 418],
      ['whole', 500],
    ])
    expect(replies[0]).toMatchObject({ text: HONEST })
    expect(api.usage()).toEqual({ remaining: 498, used: 2, last: 0 })
  })

  test.each<readonly [OddsTrouble, object, used: number]>([
    [{ tag: 'latency', ms: 40 }, { tag: 'whole', delayMs: 40, text: HONEST }, 1],
    [{ tag: 'drop' }, { tag: 'broken' }, 0],
    [{ tag: 'lost-answer' }, { tag: 'broken' }, 1],
    [{ tag: 'silent' }, { tag: 'silent' }, 0],
    [{ tag: 'duplicate' }, { tag: 'whole', text: HONEST }, 2],
    [{ tag: 'torn' }, { tag: 'torn', text: HONEST.slice(0, HONEST.length / 2) }, 1],
    [{ tag: 'slow', ms: 9 }, { tag: 'pieces', pieceMs: 9, status: 200 }, 1],
    [{ tag: 'status', status: 429 }, { status: 429 }, 0],
    [{ tag: 'status', status: 500 }, { status: 500 }, 0],
    [{ tag: 'status', status: 503, body: '{}' }, { status: 503, text: '{}' }, 0],
    [{ tag: 'wrong', rewrite: () => ({ a: 1 }) }, { status: 200, text: '{"a":1}' }, 1],
    [{ tag: 'wrong', rewrite: () => 'page' }, { status: 200, text: 'page' }, 1],
  ])('of %j', (trouble, expected, used) => {
    const { api } = made({ faults: [{ on: 'request', times: 1, trouble }] })
    expect(ask(api)).toMatchObject(expected)
    expect(api.usage().used).toBe(used)
    expect(ask(api)).toMatchObject({ tag: 'whole', status: 200, delayMs: 0, text: HONEST })
  })

  it('comes in so many pieces, which are the answer', () => {
    const slow = { tag: 'slow', ms: 9, pieces: 3 } as const
    const { api } = made({ faults: [{ on: 'request', trouble: slow }] })
    const reply = ask(api)
    expect(reply.tag === 'pieces' && [reply.pieces.length, reply.pieces.join('')]).toEqual([
      3,
      HONEST,
    ])
  })

  it('of a refusal is in the words of the API where it is its own, and a page where it is not', () => {
    const { api } = made()
    const refused = (status: number) => {
      api.inject({ on: 'request', times: 1, trouble: { tag: 'status', status } })
      const reply = ask(api)
      return reply.tag === 'whole' ? reply : undefined
    }
    const tooOften = refused(429)
    expect(JSON.parse(tooOften?.text ?? '')).toMatchObject({ error_code: 'EXCEEDED_FREQ_LIMIT' })
    expect(tooOften?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-requests-last': '0',
    })
    for (const status of [502, 503, 504]) {
      expect(refused(status)).toMatchObject({
        text: expect.stringContaining(String(status)),
        headers: { 'content-type': 'text/html', 'content-length': expect.any(String) },
      })
      expect(Object.keys(refused(status)?.headers ?? {})).toHaveLength(2)
    }
    expect(refused(500)?.headers).toMatchObject({
      'content-type': 'text/html',
      'x-requests-last': '0',
    })
  })
})

describe('faults', () => {
  it('hit what begins with their path, within their time', () => {
    const { api, clock } = made()
    const trouble = { tag: 'status', status: 500 } as const
    const [fromMs, untilMs] = [NOW + 10, NOW + 20]
    api.inject({ on: 'request', path: '/v4/sports/basketball_nba', fromMs, untilMs, trouble })
    const seen: number[] = []
    for (const ms of [9, 1, 9, 1]) {
      clock.advance(ms)
      seen.push(statusOf(ask(api)), statusOf(ask(api, '/v4/sports')))
    }
    expect(seen).toEqual([200, 200, 500, 200, 500, 200, 200, 200])
  })

  it('are the same for the same seed', () => {
    const run = (seed: number): string => {
      const trouble = { tag: 'status', status: 500 } as const
      const { api } = made({
        rng: createSeededRng(seed),
        faults: [{ on: 'request', probability: 0.5, trouble }],
      })
      return Array.from({ length: 40 }, () => statusOf(ask(api))).join()
    }
    expect(run(5)).toContain('200')
    expect(run(5)).toContain('500')
    expect(run(5)).toBe(run(5))
    expect(run(6)).not.toBe(run(5))
  })

  it('that are wrong by chance are wrong in another way each time', () => {
    const { api } = made({
      faults: [{ on: 'request', trouble: { tag: 'wrong', rewrite: 'price' } }],
    })
    const texts = Array.from({ length: 20 }, () => JSON.stringify(bodyOf(ask(api))))
    expect(new Set(texts).size).toBeGreaterThan(3)
    expect(texts).not.toContain(HONEST)
  })

  it('end when told, those of the next calls too', () => {
    const { api } = made()
    api.inject({ on: 'request', trouble: { tag: 'drop' } })
    api.inject({ on: 'account', state: 'deactivated' })
    api.failNext('silent')
    expect(ask(api).tag).toBe('silent')
    api.failNext('silent')
    api.heal()
    expect(ask(api)).toMatchObject({ tag: 'whole', status: 200 })
  })

  it('are so many at once and no more', () => {
    const { api, clock } = made()
    const trouble = { tag: 'drop' } as const
    for (let count = 1; count < ODDS_FAULTS_MAX; count += 1) {
      api.inject({ on: 'request', untilMs: NOW + 1, trouble })
    }
    api.inject({ on: 'clock', ms: 0 })
    expect(() => api.inject({ on: 'request', trouble })).toThrow('at most 1000 faults')
    clock.advance(1)
    ask(api)
    // Those that are over have made room.
    api.inject({ on: 'request', trouble })
    expect(ask(api).tag).toBe('broken')
  })
})

describe('a long run', () => {
  it('makes room by itself: 200 hours of faults that are over, and no request', () => {
    const { api, clock } = made()
    const hourMs = 3_600_000
    for (let hour = 0; hour < 200; hour += 1) {
      const [fromMs, untilMs] = [NOW + hour * hourMs, NOW + (hour + 1) * hourMs]
      for (let count = 0; count < 10; count += 1) {
        const trouble = { tag: 'drop' } as const
        api.inject({ on: 'request', fromMs, untilMs, trouble })
        api.inject({ on: 'clock', fromMs, untilMs, ms: 1 })
        api.inject({ on: 'account', fromMs, untilMs, state: 'deactivated' })
      }
      clock.advance(hourMs)
    }
    expect(ask(api)).toMatchObject({ tag: 'whole', status: 200 })
  })

  it('forgets nothing that is not over', () => {
    const { api, clock } = made()
    api.inject({ on: 'account', state: 'deactivated', untilMs: NOW + 2 })
    api.inject({ on: 'request', trouble: { tag: 'drop' }, fromMs: NOW + 1, untilMs: NOW + 2 })
    clock.advance(1)
    api.inject({ on: 'clock', ms: 1 })
    expect(ask(api).tag).toBe('broken')
    api.failNext('not-json')
    ask(api)
    clock.advance(1)
    expect(ask(api)).toMatchObject({ tag: 'whole', status: 200 })
  })
})

describe('what is no address', () => {
  const key = `apiKey=${TEST_API_KEY}`

  it.each(['//', '///', '//other/v4/sports', 'http://', 'http://[', '*', '\\\\', ''])(
    '%j is found nowhere',
    (path) => {
      const { api } = made()
      const reply = api.reply({ method: 'GET', url: `${path}?${key}` })
      expect(reply).toMatchObject({ tag: 'whole', status: 404 })
      expect(bodyOf(reply)).toMatchObject({ error_code: 'NOT_FOUND' })
      expect(api.reply({ method: 'GET', url: path })).toMatchObject({ status: 401 })
    },
  )

  it('takes a query as it stands, a mark within it too', () => {
    const { api } = made()
    expect(api.reply({ method: 'GET', url: `${ODDS}?${QUERY}&a=b?c&${key}` })).toMatchObject({
      status: 200,
    })
    expect(api.calls()[0]?.query.at(-1)).toEqual(['a', 'b?c'])
  })
})

describe('the clock', () => {
  const seen = (api: OddsApi) => {
    const reply = ask(api)
    const [event] = bodyOf(reply) as readonly ApiEvent[]
    const [book] = event?.bookmakers ?? []
    const date = 'headers' in reply ? reply.headers['date'] : undefined
    return [
      date?.slice(17, 25),
      book?.last_update.slice(11),
      book?.markets[0]?.last_update.slice(11),
    ]
  }

  it('may be off, in all it says or in one of both', () => {
    const { api } = made()
    expect(seen(api)).toEqual(['18:00:00', '17:59:30Z', '17:59:30Z'])
    api.inject({ on: 'clock', ms: 3000, untilMs: NOW + 1 })
    expect(seen(api)).toEqual(['18:00:03', '17:59:33Z', '17:59:33Z'])
    api.inject({ on: 'clock', ms: -60_000, shows: 'date' })
    expect(seen(api)).toEqual(['17:59:03', '17:59:33Z', '17:59:33Z'])
    api.inject({ on: 'clock', ms: 7000, shows: 'last-update' })
    expect(seen(api)).toEqual(['17:59:03', '17:59:40Z', '17:59:40Z'])
  })

  it('is right again behind the span', () => {
    const { api, clock } = made({ faults: [{ on: 'clock', ms: 3000, untilMs: NOW + 1000 }] })
    clock.advance(1000)
    expect(seen(api)[0]).toBe('18:00:01')
  })
})

describe('the account', () => {
  const codeOf = (reply: OddsApiReply) => (bodyOf(reply) as { error_code?: string }).error_code

  it('may be deactivated for a while', () => {
    const { api, clock } = made()
    api.inject({ on: 'account', state: 'deactivated', untilMs: NOW + 1 })
    expect([codeOf(ask(api)), api.usage().used]).toEqual(['DEACTIVATED_KEY', 0])
    const unknown = api.reply({ method: 'GET', url: `${ODDS}?apiKey=other` })
    expect(codeOf(unknown)).toBe('INVALID_KEY')
    clock.advance(1)
    expect(statusOf(ask(api))).toBe(200)
  })

  it('may be out of credits for a while; what is free is answered', () => {
    const { api, clock } = made()
    ask(api)
    api.inject({ on: 'account', state: 'out-of-credits', untilMs: NOW + 1 })
    const refused = ask(api)
    expect(codeOf(refused)).toBe('OUT_OF_USAGE_CREDITS')
    expect(refused).toMatchObject({
      status: 401,
      headers: {
        'x-requests-remaining': '0',
        'x-requests-used': '500',
        'x-requests-last': '0',
      },
    })
    expect(statusOf(ask(api, '/v4/sports'))).toBe(200)
    expect(api.usage().remaining).toBe(0)
    clock.advance(1)
    expect(ask(api)).toMatchObject({ status: 200, headers: { 'x-requests-remaining': '498' } })
  })
})

describe('what is wrong', () => {
  const honest = (): readonly ApiEvent[] => JSON.parse(HONEST) as readonly ApiEvent[]
  const wrong = (word: keyof typeof ODDS_REWRITES, body: unknown = honest(), seed = 1): unknown =>
    ODDS_REWRITES[word](body, createSeededRng(seed))
  const pricesOf = (body: unknown) =>
    (body as readonly ApiEvent[]).flatMap(({ bookmakers }) =>
      bookmakers.flatMap(({ markets }) => markets[0]?.outcomes.map(({ price }) => price) ?? []),
    )

  it('is a page, or a text that ends too early', () => {
    expect(wrong('html')).toMatch(/^<html>/)
    expect(() => JSON.parse(String(wrong('not-json'))) as unknown).toThrow(SyntaxError)
    expect(`${String(wrong('not-json'))}]`).toBe(HONEST)
  })

  it('is one price with the other sign, any of them', () => {
    const changed = new Set<number>()
    for (let seed = 0; seed < 60; seed += 1) {
      const prices = pricesOf(wrong('price', honest(), seed))
      const usual = pricesOf(honest())
      const others = prices.flatMap((price, index) => (price === usual[index] ? [] : [index]))
      expect(others).toHaveLength(1)
      for (const index of others) {
        expect(prices[index]).toBe(-(usual[index] ?? 0))
        changed.add(index)
      }
    }
    expect(changed.size).toBe(8)
  })

  it('is one event with its teams exchanged, any of them', () => {
    const changed = new Set<string>()
    for (let seed = 0; seed < 20; seed += 1) {
      const events = wrong('swapped', honest(), seed) as readonly ApiEvent[]
      const turned = events.filter(({ home_team: home }) => home === 'Detroit Pistons')
      expect(turned).toMatchObject([{ away_team: 'Boston Celtics' }])
      for (const { id } of turned) changed.add(id)
      expect(pricesOf(events)).toEqual(pricesOf(honest()))
    }
    expect(changed.size).toBe(2)
  })

  it('is an hour old', () => {
    const text = JSON.stringify(wrong('stale'))
    expect(STALE_MS).toBe(3_600_000)
    expect(text).toBe(HONEST.replaceAll('17:59:30Z', '16:59:30Z'))
  })

  it('is without one book, any of them', () => {
    const left = new Set<string>()
    for (let seed = 0; seed < 20; seed += 1) {
      const events = wrong('missing-book', honest(), seed) as readonly ApiEvent[]
      expect(events.map(({ bookmakers }) => bookmakers.length)).toEqual([1, 1])
      for (const { bookmakers } of events) left.add(bookmakers.map(({ key }) => key).join())
    }
    expect([...left].toSorted()).toEqual(['draftkings', 'fanduel'])
  })

  it('is found in one event and in a snapshot too, and nowhere else', () => {
    const [event] = honest()
    expect(wrong('swapped', event)).toMatchObject({ home_team: 'Detroit Pistons' })
    expect(wrong('swapped', { timestamp: 'x', data: [event] })).toMatchObject({
      timestamp: 'x',
      data: [{ home_team: 'Detroit Pistons' }],
    })
    for (const word of ['price', 'swapped', 'stale', 'missing-book'] as const) {
      for (const body of [[], [{ key: 'basketball_nba', title: 'NBA' }], { last_update: null }]) {
        expect(wrong(word, body)).toEqual(body)
      }
    }
  })
})

it('remembers so many calls and no more', () => {
  const { api } = made()
  for (let count = 0; count <= CALLS_KEPT_MAX; count += 1) {
    api.reply({ method: 'GET', url: count === 0 ? '/first' : '/v4/sports' })
  }
  expect(api.calls()).toHaveLength(CALLS_KEPT_MAX)
  expect(api.calls()[0]?.path).toBe('/v4/sports')
})
