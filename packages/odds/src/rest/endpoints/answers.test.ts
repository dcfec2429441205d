/** Every endpoint against the stand-in: what is asked for is what comes back, read and priced. */
import { createSeededRng } from '@arbkit/core/testing'
import { createUndiciFetch, NO_RETRY } from '@arbkit/http'
import { createVirtualTime } from '@arbkit/http/testing'
import { afterEach, describe, expect, it, test } from 'vitest'
import {
  type ApiEvent,
  type OddsApiData,
  type OddsApiServer,
  startOddsApiServer,
  TEST_API_KEY,
} from '../../testing/index.ts'
import { OddsApiKey } from '../api-key.ts'
import { customOddsHost } from '../hosts.ts'
import type { SendOdds } from '../request.ts'
import { createOddsTransport } from '../transport.ts'
import { getEventMarkets } from './event-markets.ts'
import { getEventOdds } from './event-odds.ts'
import { getEvents } from './events.ts'
import { getHistoricalEventOdds } from './historical-event-odds.ts'
import { getHistoricalEvents } from './historical-events.ts'
import { getHistoricalOdds } from './historical-odds.ts'
import { getOdds } from './odds.ts'
import { getParticipants } from './participants.ts'
import { getScores } from './scores.ts'
import { getSports } from './sports.ts'

const NOW = Date.UTC(2026, 7, 7, 20)
const sport = 'baseball_mlb'
const eventId = '0fbd4eb0aa3a7f0d1cf1a5d3e4c2b1a0'
const nextId = '1fbd4eb0aa3a7f0d1cf1a5d3e4c2b1a0'
const missingId = 'ffbd4eb0aa3a7f0d1cf1a5d3e4c2b1a0'
const at = '2026-08-07T19:59:00Z'
const us = { regions: ['us'] }

const EVENT: ApiEvent = {
  id: eventId,
  sport_key: sport,
  sport_title: 'MLB',
  commence_time: '2026-08-07T22:41:00Z',
  home_team: 'Pittsburgh Pirates',
  away_team: 'New York Mets',
  home_rotation: 902,
  away_rotation: 901,
  bookmakers: [
    {
      key: 'draftkings',
      title: 'DraftKings',
      last_update: at,
      link: 'https://sportsbook.draftkings.com/event/33',
      sid: '33',
      markets: [
        {
          key: 'h2h',
          last_update: at,
          link: null,
          sid: '1_85398709',
          outcomes: [
            {
              name: 'New York Mets',
              price: 122,
              sid: '0ML85398709_3',
              link: 'https://sportsbook.draftkings.com/?outcomes=0ML85398709_3',
            },
            { name: 'Pittsburgh Pirates', price: -132, sid: '0ML85398709_1', link: null },
          ],
        },
        {
          key: 'pitcher_strikeouts',
          last_update: at,
          outcomes: [
            { name: 'Over', description: 'Clay Holmes', price: -110, point: 4.5 },
            { name: 'Under', description: 'Clay Holmes', price: -110, point: 4.5 },
          ],
        },
      ],
    },
    {
      key: 'novig',
      title: 'Novig',
      last_update: at,
      markets: [
        {
          key: 'h2h',
          last_update: at,
          outcomes: [
            { name: 'New York Mets', price: 125, bet_limit: 250.5 },
            { name: 'Pittsburgh Pirates', price: -126, bet_limit: 1000 },
          ],
        },
        {
          key: 'h2h_lay',
          last_update: at,
          outcomes: [{ name: 'New York Mets', price: 130 }],
        },
      ],
    },
  ],
}
const NEXT: ApiEvent = {
  ...EVENT,
  id: nextId,
  commence_time: '2026-08-08T22:41:00Z',
  home_rotation: null,
  away_rotation: null,
  bookmakers: [],
}
const TOURNAMENT: ApiEvent = {
  ...EVENT,
  id: 'efbd4eb0aa3a7f0d1cf1a5d3e4c2b1a0',
  home_team: null,
  away_team: null,
  bookmakers: [],
}
const SCORE = {
  id: eventId,
  sport_key: sport,
  sport_title: 'MLB',
  commence_time: EVENT.commence_time,
  completed: false,
  home_team: EVENT.home_team,
  away_team: EVENT.away_team,
  scores: null,
  last_update: null,
}
const DATA: OddsApiData = {
  sports: [
    {
      key: sport,
      group: 'Baseball',
      title: 'MLB',
      description: 'Major League Baseball',
      active: true,
      has_outrights: false,
    },
    {
      key: 'icehockey_nhl',
      group: 'Ice Hockey',
      title: 'NHL',
      description: 'US Ice Hockey',
      active: false,
      has_outrights: true,
    },
  ],
  events: [EVENT, NEXT, TOURNAMENT],
  scores: [
    SCORE,
    {
      ...SCORE,
      id: nextId,
      completed: true,
      commence_time: '2026-08-06T22:41:00Z',
      scores: [
        { name: 'Pittsburgh Pirates', score: '3' },
        { name: 'New York Mets', score: '10' },
      ],
      last_update: '2026-08-07T02:00:00Z',
    },
  ],
  participants: [
    { sport_key: sport, id: 'par_1', full_name: 'New York Mets' },
    { sport_key: 'icehockey_nhl', id: 'par_2', full_name: 'Boston Bruins' },
  ],
  snapshots: [
    { timestamp: '2026-08-01T00:00:00Z', events: [] },
    { timestamp: '2026-08-01T00:05:00Z', events: [EVENT] },
    { timestamp: '2026-08-01T00:10:00Z', events: [NEXT] },
  ],
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function bench(
  data = DATA,
): Promise<{ readonly send: SendOdds; readonly server: OddsApiServer }> {
  const time = createVirtualTime(NOW)
  const server = await startOddsApiServer({ data, clock: time.clock })
  closers.push(async () => server.close())
  const send = createOddsTransport({
    host: customOddsHost(server.url),
    key: new OddsApiKey(TEST_API_KEY),
    fetch: createUndiciFetch(),
    rng: createSeededRng(1),
    retry: NO_RETRY,
    ...time,
  })
  return { send, server }
}

describe('what is free', () => {
  it('is the list of sports', async () => {
    const { send } = await bench()
    const { value, answer } = await getSports(send)
    expect(value).toEqual([
      {
        sportKey: sport,
        group: 'Baseball',
        title: 'MLB',
        description: 'Major League Baseball',
        isActive: true,
        hasOutrights: false,
        league: 'mlb',
      },
    ])
    expect(answer.usage).toEqual({ remaining: 500, used: 0, last: 0 })
    expect(answer.serverMs).toBe(NOW)
    const all = await getSports(send, { isAll: true })
    expect(all.value.map(({ sportKey, isActive }) => [sportKey, isActive])).toEqual([
      [sport, true],
      ['icehockey_nhl', false],
    ])
  })

  it('is the list of events, without tournaments', async () => {
    const { send } = await bench()
    const { value, answer } = await getEvents(send, { sport, includeRotationNumbers: true })
    expect(value).toEqual([
      {
        eventId,
        sportKey: sport,
        league: 'mlb',
        startMs: Date.parse(EVENT.commence_time),
        homeName: 'Pittsburgh Pirates',
        awayName: 'New York Mets',
        homeRotation: 902,
        awayRotation: 901,
      },
      expect.objectContaining({
        eventId: nextId,
        homeRotation: undefined,
        awayRotation: undefined,
      }),
    ])
    expect(answer.usage?.last).toBe(0)
    const plain = await getEvents(send, { sport, eventIds: [eventId] })
    expect(plain.value.map((event) => [event.eventId, event.homeRotation])).toEqual([
      [eventId, undefined],
    ])
    const late = await getEvents(send, { sport, commenceFromMs: Date.UTC(2026, 7, 8) })
    expect(late.value.map((event) => event.eventId)).toEqual([nextId])
  })
})

describe('odds', () => {
  it('of a sport carry links, ids and limits, and cost by markets and regions', async () => {
    const { send } = await bench()
    const books = { regions: ['us', 'us_ex'] }
    const { value, answer } = await getOdds(send, { sport, markets: ['h2h', 'totals'], books })
    expect(value.map((listing) => [listing.eventId, listing.markets.length])).toEqual([
      [eventId, 3],
      [nextId, 0],
    ])
    const [draftkings, novig, lay] = value[0]?.markets ?? []
    expect(draftkings?.outcomes[0]).toMatchObject({
      price: { original: '+122' },
      link: {
        url: 'https://sportsbook.draftkings.com/?outcomes=0ML85398709_3',
        opens: 'bet-slip',
      },
      selectionId: '0ML85398709_3',
    })
    expect(draftkings?.outcomes[1]?.link?.opens).not.toBe('bet-slip')
    expect(novig?.outcomes.map(({ betLimit }) => String(betLimit))).toEqual(['25050', '100000'])
    expect([lay?.marketKey, lay?.action]).toEqual(['h2h_lay', 'lay'])
    expect(answer.usage).toEqual({ remaining: 496, used: 4, last: 4 })
    expect(answer.text).toContain('"sid":"0ML85398709_3"')
    const { answer: bare } = await getOdds(send, {
      sport,
      markets: ['h2h'],
      books,
      includeLinks: false,
      includeSids: false,
      includeBetLimits: false,
    })
    expect(bare.text).not.toMatch(/"(?:link|sid|bet_limit)"/)
  })

  it('of what is live and next come from all sports', async () => {
    const { send } = await bench()
    const { value } = await getOdds(send, { sport: 'upcoming', markets: ['h2h'], books: us })
    expect(value.map((listing) => listing.eventId)).toEqual([eventId, nextId])
  })

  it('are not charged where no event comes', async () => {
    const { send } = await bench()
    const { value, answer } = await getOdds(send, {
      sport,
      markets: ['h2h'],
      books: us,
      eventIds: [missingId],
    })
    expect([value, answer.usage?.last]).toEqual([[], 0])
  })

  it('of one event cost by the markets that come back', async () => {
    const { send } = await bench()
    const markets = ['h2h', 'pitcher_strikeouts', 'batter_hits']
    const { value, answer } = await getEventOdds(send, { sport, eventId, markets, books: us })
    expect(value?.markets.map(({ marketKey }) => marketKey)).toEqual(['h2h', 'pitcher_strikeouts'])
    expect(value?.markets[1]?.outcomes[0]).toMatchObject({ participant: 'Clay Holmes', point: 4.5 })
    expect(answer.usage?.last).toBe(2)
    const none = await getEventOdds(send, { sport, eventId: nextId, markets, books: us })
    expect([none.value?.markets, none.answer.usage?.last]).toEqual([[], 0])
  })

  it('of an event that is gone are refused by name', async () => {
    const { send } = await bench()
    const call = getEventOdds(send, { sport, eventId: missingId, markets: ['h2h'], books: us })
    await expect(call).rejects.toMatchObject({
      name: 'OddsApiError',
      kind: 'event-gone',
      status: 404,
      usage: { remaining: 500, used: 0, last: 0 },
    })
  })
})

describe('the rest', () => {
  it('says which markets were seen of an event', async () => {
    const { send } = await bench()
    const { value, answer } = await getEventMarkets(send, { sport, eventId, books: us })
    expect(value.event?.eventId).toBe(eventId)
    expect(value.books).toEqual([
      {
        book: 'draftkings',
        markets: [
          { marketKey: 'h2h', updatedMs: Date.parse(at) },
          { marketKey: 'pitcher_strikeouts', updatedMs: Date.parse(at) },
        ],
      },
    ])
    expect(answer.usage?.last).toBe(1)
  })

  it('says how games stand', async () => {
    const { send } = await bench()
    const live = await getScores(send, { sport })
    expect(live.value).toMatchObject([
      { event: { eventId }, isCompleted: false, scores: undefined, updatedMs: undefined },
    ])
    expect(live.answer.usage?.last).toBe(1)
    const back = await getScores(send, { sport, daysFrom: 1 })
    expect(back.value[1]).toMatchObject({
      event: { eventId: nextId },
      isCompleted: true,
      scores: [
        { name: 'Pittsburgh Pirates', score: '3' },
        { name: 'New York Mets', score: '10' },
      ],
      updatedMs: Date.UTC(2026, 7, 7, 2),
    })
    expect(back.answer.usage?.last).toBe(2)
  })

  it('names participants', async () => {
    const { send } = await bench()
    const { value } = await getParticipants(send, { sport })
    expect(value).toEqual([{ participantId: 'par_1', fullName: 'New York Mets' }])
  })
})

describe('the past', () => {
  const atMs = Date.UTC(2026, 7, 1, 0, 7)

  it('is the closest snapshot at or before a moment, ten times as dear', async () => {
    const { send } = await bench()
    const { value, answer } = await getHistoricalOdds(send, {
      sport,
      markets: ['h2h'],
      books: us,
      atMs,
    })
    expect(value).toMatchObject({
      takenMs: Date.UTC(2026, 7, 1, 0, 5),
      previousMs: Date.UTC(2026, 7, 1),
      nextMs: Date.UTC(2026, 7, 1, 0, 10),
      data: [{ eventId, markets: [{ book: 'draftkings' }] }],
    })
    expect(answer.usage?.last).toBe(10)
  })

  it('has events, free where there were none', async () => {
    const { send } = await bench()
    const then = await getHistoricalEvents(send, { sport, atMs })
    expect(then.value.data.map((event) => event.eventId)).toEqual([eventId])
    expect(then.answer.usage?.last).toBe(1)
    const first = await getHistoricalEvents(send, { sport, atMs: Date.UTC(2026, 7, 1) })
    expect(first.value).toEqual({
      takenMs: Date.UTC(2026, 7, 1),
      previousMs: undefined,
      nextMs: Date.UTC(2026, 7, 1, 0, 5),
      data: [],
    })
    expect(first.answer.usage?.last).toBe(0)
  })

  it('has odds of one event', async () => {
    const { send } = await bench()
    const { value, answer } = await getHistoricalEventOdds(send, {
      sport,
      eventId,
      markets: ['h2h', 'pitcher_strikeouts'],
      books: us,
      atMs,
    })
    expect(value.data?.markets.map(({ marketKey }) => marketKey)).toEqual([
      'h2h',
      'pitcher_strikeouts',
    ])
    expect(answer.usage?.last).toBe(20)
  })
})

describe('an answer that is not as documented', () => {
  const params = { sport, eventId, markets: ['h2h'], books: us }
  const event = { ...EVENT, bookmakers: [] }
  const snapshot = { timestamp: at, data: [] }
  const reads = {
    sports: async (send: SendOdds) => getSports(send),
    events: async (send: SendOdds) => getEvents(send, { sport }),
    odds: async (send: SendOdds) => getOdds(send, params),
    'event odds': async (send: SendOdds) => getEventOdds(send, params),
    'event markets': async (send: SendOdds) => getEventMarkets(send, params),
    scores: async (send: SendOdds) => getScores(send, { sport }),
    participants: async (send: SendOdds) => getParticipants(send, { sport }),
    'past odds': async (send: SendOdds) => getHistoricalOdds(send, { ...params, atMs: NOW }),
    'past events': async (send: SendOdds) => getHistoricalEvents(send, { sport, atMs: NOW }),
    'past event odds': async (send: SendOdds) =>
      getHistoricalEventOdds(send, { ...params, atMs: NOW }),
  }
  test.each<readonly [keyof typeof reads, string, unknown]>([
    ['sports', '$', {}],
    ['sports', '[0].active', [{ key: 'a', group: 'b', title: 'c', has_outrights: true }]],
    ['sports', '[1].key', [DATA.sports?.[0], DATA.sports?.[0]]],
    ['events', '$', { data: [] }],
    ['events', '[0].commence_time', [{ ...event, commence_time: 'soon' }]],
    ['events', '[0].home_team', [{ ...event, home_team: null }]],
    ['events', '[0].home_rotation', [{ ...event, home_rotation: '902' }]],
    ['events', '[1].id', [event, event]],
    ['odds', '$', event],
    ['odds', '$', snapshot],
    ['odds', '[0].sport_key', [{ ...event, sport_key: 'basketball_nba' }]],
    ['odds', '[0].bookmakers', [{ ...event, bookmakers: null }]],
    [
      'odds',
      '[0].bookmakers[0].markets[0].outcomes[0].price',
      [
        {
          ...event,
          bookmakers: [
            {
              key: 'a',
              title: 'A',
              markets: [{ key: 'h2h', last_update: at, outcomes: [{ name: 'x', price: 1.91 }] }],
            },
          ],
        },
      ],
    ],
    ['event odds', '$', [event]],
    ['event odds', '$', snapshot],
    ['event odds', 'id', { ...event, id: nextId }],
    ['event markets', 'id', { ...event, id: nextId }],
    ['event markets', 'bookmakers', { ...event, bookmakers: undefined }],
    [
      'event markets',
      'bookmakers[1].key',
      {
        ...event,
        bookmakers: [
          { key: 'a', markets: [] },
          { key: 'a', markets: [] },
        ],
      },
    ],
    [
      'event markets',
      'bookmakers[0].markets[1].key',
      { ...event, bookmakers: [{ key: 'a', markets: [{ key: 'h2h' }, { key: 'h2h' }] }] },
    ],
    ['scores', '[0].scores[0].score', [{ ...SCORE, scores: [{ name: 'a', score: 3 }] }]],
    ['scores', '[0].completed', [{ ...SCORE, completed: 'yes' }]],
    ['scores', '[0].last_update', [{ ...SCORE, last_update: 'now' }]],
    ['scores', '[1].id', [SCORE, SCORE]],
    ['participants', '[0].full_name', [{ id: 'par_1', full_name: '' }]],
    [
      'participants',
      '[1].id',
      [
        { id: 'a', full_name: 'x' },
        { id: 'a', full_name: 'y' },
      ],
    ],
    ['past odds', 'timestamp', { ...snapshot, timestamp: 'then' }],
    ['past odds', 'previous_timestamp', { ...snapshot, previous_timestamp: 'then' }],
    ['past odds', 'next_timestamp', { ...snapshot, next_timestamp: 'then' }],
    ['past odds', 'data', { ...snapshot, data: event }],
    ['past events', '$', []],
    ['past event odds', 'data.id', { ...snapshot, data: { ...event, id: nextId } }],
    ['past event odds', 'data', { ...snapshot, data: [event] }],
  ])('is none: %s at %s', async (name, place, body) => {
    const send: SendOdds = async () => ({
      text: JSON.stringify(body),
      body: JSON.parse(JSON.stringify(body)),
      usage: undefined,
      receivedMs: NOW,
    })
    await expect(reads[name](send)).rejects.toMatchObject({
      name: 'VenueNoAnswerError',
      resend: 'safe',
      context: { place },
      message: expect.stringMatching(/^GET \/v4\/\S+: answer is not as documented at /),
    })
  })

  it('is a tournament nowhere, though it is passed by', async () => {
    const send: SendOdds = async () => ({
      text: '',
      body: { ...TOURNAMENT, id: eventId },
      usage: undefined,
      receivedMs: NOW,
    })
    expect((await getEventOdds(send, params)).value).toBeUndefined()
    expect((await getEventMarkets(send, params)).value).toEqual({ event: undefined, books: [] })
  })
})
