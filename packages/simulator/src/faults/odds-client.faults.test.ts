/** What becomes of every fault of the feed in the hands of our own transport. */
import { createSeededRng, createVirtualClock } from '@arbkit/core/testing'
import {
  createUndiciFetch,
  NO_RETRY,
  sleep as realSleep,
  type RetryPolicy,
  type Sleep,
} from '@arbkit/http'
import {
  createOddsTransport,
  type CreditUsage,
  customOddsHost,
  getOdds,
  getSports,
  ODDS_RETRY,
  OddsApiKey,
} from '@arbkit/odds'
import {
  type ApiEvent,
  type OddsApiServer,
  startOddsApiServer,
  TEST_API_KEY,
} from '@arbkit/odds/testing'
import { afterEach, describe, expect, it, test } from 'vitest'
import { FAULT_NAMES } from './fault-kinds.ts'
import { faultsOf } from './faults-of.ts'
import { parseFaults } from './parse-faults.ts'

const START_MS = Date.UTC(2026, 10, 21, 18)
const HOUR_MS = 3_600_000
const LOOKED_MS = START_MS - 30_000
const SILENCE_MS = 400
const sport = 'basketball_nba'

const stamp = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

const EVENT: ApiEvent = {
  id: '1'.padStart(32, '0'),
  sport_key: sport,
  sport_title: 'NBA',
  commence_time: stamp(START_MS + HOUR_MS),
  home_team: 'Boston Celtics',
  away_team: 'Detroit Pistons',
  bookmakers: ['draftkings', 'fanduel'].map((key) => ({
    key,
    title: key,
    last_update: stamp(LOOKED_MS),
    markets: [
      {
        key: 'h2h',
        last_update: stamp(LOOKED_MS),
        outcomes: [
          { name: 'Boston Celtics', price: -130 },
          { name: 'Detroit Pistons', price: 110 },
        ],
      },
    ],
  })),
}

const servers: OddsApiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function bench(
  faults: string,
  {
    retry = NO_RETRY,
    seed = 1,
    credits = 500,
  }: {
    readonly retry?: RetryPolicy
    readonly seed?: number
    readonly credits?: number
  } = {},
) {
  const clock = createVirtualClock(START_MS)
  // Waits pass on the clock; but for the end of patience, which ends when the call does.
  const patience: Sleep = async (ms, signal) => {
    if (ms === SILENCE_MS) await realSleep(ms, signal)
    else clock.advance(ms)
  }
  const waits: number[] = []
  const untilMs = START_MS + HOUR_MS
  const schedule = parseFaults(faults, { where: 'test' })
  const server = await startOddsApiServer({
    clock,
    credits,
    rng: createSeededRng(seed),
    data: { events: [EVENT] },
    faults: faultsOf(schedule, { seed, startMs: START_MS, untilMs }).odds,
    sleep: async (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  servers.push(server)
  const usages: (CreditUsage | undefined)[] = []
  const send = createOddsTransport({
    host: customOddsHost(server.url),
    key: new OddsApiKey(TEST_API_KEY),
    fetch: createUndiciFetch(),
    clock,
    rng: createSeededRng(seed),
    sleep: patience,
    retry,
    answerTimeoutMs: SILENCE_MS,
    onUsage: (usage) => usages.push(usage),
  })
  const ask = async () => getOdds(send, { sport, markets: ['h2h'], books: { regions: ['us'] } })
  return { clock, waits, server, usages, send, ask }
}

const outcomeOf = async (call: Promise<unknown>): Promise<object> =>
  call.then(
    () => ({ name: 'answered' }),
    (error: unknown) => error as object,
  )

const UNREAD = { name: 'VenueNoAnswerError', resend: 'safe' }
const ANSWERED = { name: 'answered' }
const matching = (text: string): unknown => expect.stringContaining(text)
const refused = (kind: string, code: string): object => ({
  name: 'OddsApiError',
  resend: 'never',
  kind,
  code,
  status: 401,
})

/** What comes of a call, the credits that are gone, and whether the answer says so. */
const ROWS: readonly (readonly [fault: string, outcome: object, used: number, isTold: boolean])[] =
  [
    ['latency=200ms', ANSWERED, 1, true],
    ['429', { name: 'RateLimitedError', retryAfterMs: 2000 }, 0, true],
    ['500', { ...UNREAD, message: matching('status 500') }, 0, true],
    ['502', { ...UNREAD, message: matching('status 502') }, 0, false],
    ['503', { ...UNREAD, message: matching('status 503') }, 0, false],
    ['504', { ...UNREAD, message: matching('status 504') }, 0, false],
    ['drop', { ...UNREAD, message: matching('connection failed') }, 0, false],
    ['lost-answer', { ...UNREAD, message: matching('connection failed') }, 1, false],
    ['duplicate', ANSWERED, 2, true],
    ['torn', { ...UNREAD, message: matching('connection failed') }, 1, false],
    ['slow=40ms', ANSWERED, 1, true],
    ['silent', { ...UNREAD, message: matching('no answer in') }, 0, false],
    ['wrong=html', { ...UNREAD, message: matching('not JSON') }, 1, true],
    ['wrong=not-json', { ...UNREAD, message: matching('not JSON') }, 1, true],
    ['wrong=price', ANSWERED, 1, true],
    ['clock=+3s', ANSWERED, 1, true],
    ['date=+3s', ANSWERED, 1, true],
    ['last-update=+3s', ANSWERED, 1, true],
    ['key', refused('bad-key', 'DEACTIVATED_KEY'), 0, true],
    ['credits', refused('out-of-credits', 'OUT_OF_USAGE_CREDITS'), 500, true],
  ]

describe('a request', () => {
  test.each(ROWS)('meets %s', async (fault, outcome, used, isTold) => {
    const { ask, server, usages } = await bench(`odds.${fault}`)
    expect(await outcomeOf(ask())).toMatchObject(outcome)
    expect(server.usage()).toMatchObject({ used, remaining: 500 - used })
    expect(usages).toHaveLength(1)
    expect(usages[0]?.used).toBe(isTold ? used : undefined)
  })

  it('meets every fault that there is', () => {
    const met = new Set(ROWS.map(([fault]) => `odds.${fault.split('=')[0] ?? ''}`))
    expect([...met].toSorted()).toEqual(
      FAULT_NAMES.filter((name) => name.startsWith('odds.')).toSorted(),
    )
  })

  it('waits as long as it is said to', async () => {
    const late = await bench('odds.latency=200ms')
    await late.ask()
    expect(late.waits).toEqual([200])
    const slow = await bench('odds.slow=40ms,odds.latency=5ms')
    await slow.ask()
    expect(slow.waits).toEqual([5, 40, 40, 40, 40])
  })

  test.each(['429=0.4', '503=0.4', 'drop=0.4', 'torn=0.4', 'lost-answer=0.4', 'wrong=html:0.4'])(
    'is sent again: %s',
    async (fault) => {
      const { ask, usages } = await bench(`odds.${fault}`, {
        retry: { ...ODDS_RETRY, attempts: 10 },
      })
      for (let count = 0; count < 20; count += 1) expect((await ask()).value).toHaveLength(1)
      expect(usages.length).toBeGreaterThan(20)
    },
  )

  it('is refused for as long as the span lasts', async () => {
    const { ask, clock, send } = await bench('odds.credits=1m+1m,odds.key=3m+1m')
    const seen: unknown[] = []
    for (let minute = 0; minute < 5; minute += 1) {
      const outcome = await outcomeOf(ask())
      seen.push('kind' in outcome ? outcome.kind : 'answered')
      // The list of sports is free.
      if (minute === 1) seen.push((await getSports(send)).value.length)
      clock.advance(60_000)
    }
    expect(seen).toEqual(['answered', 'out-of-credits', 1, 'answered', 'bad-key', 'answered'])
  })
})

describe('an answer', () => {
  const seenOf = async (fault: string) => {
    const { value, answer } = await (await bench(fault)).ask()
    const [listing] = value
    const market = listing?.markets.find(({ book }) => book === 'fanduel') ?? listing?.markets[0]
    return {
      names: [listing?.homeName, listing?.awayName],
      books: listing?.markets.map(({ book }) => book),
      ages: [START_MS - (market?.updatedMs ?? 0), (answer.serverMs ?? 0) - START_MS],
      text: answer.text,
    }
  }
  const USUAL = {
    names: ['Boston Celtics', 'Detroit Pistons'],
    books: ['draftkings', 'fanduel'],
    ages: [30_000, 0],
  }

  it('is of its time, and right', async () => {
    expect(await seenOf('none')).toMatchObject(USUAL)
  })

  test.each<readonly [string, object]>([
    ['clock=+3s', { ...USUAL, ages: [27_000, 3000] }],
    ['clock=-20s', { ...USUAL, ages: [50_000, -20_000] }],
    ['date=+3s', { ...USUAL, ages: [30_000, 3000] }],
    ['last-update=-3s', { ...USUAL, ages: [33_000, 0] }],
    ['wrong=stale', { ...USUAL, ages: [30_000 + HOUR_MS, 0] }],
    ['wrong=swapped', { ...USUAL, names: ['Detroit Pistons', 'Boston Celtics'] }],
  ])('is wrong: %s', async (fault, expected) => {
    expect(await seenOf(`odds.${fault}`)).toMatchObject(expected)
  })

  it('is without a book, or has a price that lies', async () => {
    const usual = await seenOf('none')
    expect((await seenOf('odds.wrong=missing-book')).books).toHaveLength(1)
    const { text } = await seenOf('odds.wrong=price')
    expect(text).not.toBe(usual.text)
    expect(text.replaceAll('-', '')).toBe(usual.text.replaceAll('-', ''))
  })
})

test('heavy trouble comes to answers and errors that have a name, and to nothing else', async () => {
  const { ask, clock } = await bench('heavy', { retry: ODDS_RETRY, seed: 4, credits: 10_000 })
  const seen = new Map<unknown, number>()
  for (let count = 0; count < 250; count += 1) {
    clock.advance(5000)
    const outcome = await outcomeOf(ask())
    const name = 'kind' in outcome ? outcome.kind : 'name' in outcome ? outcome.name : outcome
    seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  expect(new Set(seen.keys())).toEqual(
    new Set([
      'RateLimitedError',
      'VenueNoAnswerError',
      'answered',
      'bad-key',
      'out-of-credits',
      // A refusal whose body was torn or another: its status alone is known.
      'unknown',
    ]),
  )
  expect(seen.get('answered')).toBeGreaterThan(125)
})
