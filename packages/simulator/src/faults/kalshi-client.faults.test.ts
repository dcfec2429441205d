/** What becomes of every fault of Kalshi's REST interface in the hands of our own transport. */
import { centicontracts, priceTicks } from '@arbkit/core'
import { createSeededRng, createVirtualClock } from '@arbkit/core/testing'
import {
  createUndiciFetch,
  DEFAULT_RETRY,
  NO_RETRY,
  type RetryPolicy,
  sleep as realSleep,
  type Sleep,
} from '@arbkit/http'
import {
  cancelOrder,
  createOrder,
  createRequestQueue,
  createTransport,
  customHost,
  getBalance,
  getMarkets,
  getOrderBook,
  type ReceivedAnswer,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import { describe, expect, it, test } from 'vitest'
import { ALICE, BUF, order, START_MS, startVenue } from '../kalshi/started-venue.test.ts'
import { HEARTBEAT_MS } from '../kalshi/kalshi-server.ts'
import { FAULT_NAMES } from './fault-kinds.ts'
import { faultsOf } from './faults-of.ts'
import { parseFaults } from './parse-faults.ts'

const HOUR_MS = 3_600_000
/** A real wait, for what is never answered; nothing depends on its length. */
const SILENCE_MS = 400

const until = (text: string) =>
  faultsOf(parseFaults(text, { where: 'test' }), {
    seed: 1,
    startMs: START_MS,
    untilMs: START_MS + HOUR_MS,
  }).kalshi

async function bench(faults: string, { retry = NO_RETRY, seed = 1 } = {}) {
  const clock = createVirtualClock(START_MS)
  // Waits pass on the clock; but for the end of patience, which ends when the call does.
  const patience: Sleep = async (ms, signal) => {
    if (ms === SILENCE_MS) await realSleep(ms, signal)
    else clock.advance(ms)
  }
  const waits: number[] = []
  const venue = await startVenue({
    clock,
    seed,
    faults: until(faults),
    // The heartbeat waits for good; what the faults wait for passes on the clock of both.
    sleep: async (ms) => {
      if (ms === HEARTBEAT_MS) return new Promise<void>(() => {})
      waits.push(ms)
      clock.advance(ms)
      return undefined
    },
  })
  const rng = createSeededRng(seed)
  const answers: ReceivedAnswer[] = []
  const send = createTransport({
    host: customHost({ restUrl: venue.server.restUrl, streamUrl: venue.server.streamUrl }),
    fetch: createUndiciFetch(),
    clock,
    rng,
    sleep: patience,
    credentials: ALICE,
    limits: createRequestQueue({ clock, rng, sleep: patience, limits: TIER_LIMITS.prestige }),
    retry: retry satisfies RetryPolicy,
    answerTimeoutMs: SILENCE_MS,
    onAnswer: (answer) => answers.push(answer),
  })
  const place = async (clientOrderId = '0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c01') =>
    createOrder(send, {
      marketId: BUF,
      action: 'buy',
      side: 'yes',
      count: centicontracts(200),
      price: priceTicks(4000),
      priceGrid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
      exchangeIndex: 0,
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'taker_at_cross',
      clientOrderId,
    })
  const placed = (): number => venue.exchange.ordersOf('alice').length
  return { ...venue, clock, waits, answers, send, place, placed }
}

const outcomeOf = async (call: Promise<unknown>): Promise<object> =>
  call.then(
    () => ({ name: 'answered' }),
    (error: unknown) => error as object,
  )

const UNKNOWN = { name: 'VenueNoAnswerError', resend: 'reconcile-first' }
const UNREAD = { name: 'VenueNoAnswerError', resend: 'safe' }
const ANSWERED = { name: 'answered' }
const matching = (text: string): unknown => expect.stringContaining(text)

/** Of a read, of an order, and how many orders there are then. */
const ROWS: readonly (readonly [fault: string, read: object, write: object, placed: number])[] = [
  ['latency=200ms', ANSWERED, ANSWERED, 1],
  ['429', { name: 'RateLimitedError' }, { name: 'RateLimitedError' }, 0],
  ['500', { ...UNREAD, message: matching('status 500') }, UNKNOWN, 0],
  ['502', { ...UNREAD, message: matching('status 502') }, UNKNOWN, 0],
  ['503', { ...UNREAD, message: matching('status 503') }, UNKNOWN, 0],
  ['504', { ...UNREAD, message: matching('status 504') }, UNKNOWN, 0],
  ['drop', { ...UNREAD, message: matching('connection failed') }, UNKNOWN, 0],
  ['lost-answer', { ...UNREAD, message: matching('connection failed') }, UNKNOWN, 1],
  ['duplicate', ANSWERED, { ...UNKNOWN, message: matching('status 409') }, 1],
  ['torn', { ...UNREAD, message: matching('connection failed') }, UNKNOWN, 1],
  ['slow=40ms', ANSWERED, ANSWERED, 1],
  ['silent', { ...UNREAD, message: matching('no answer in') }, UNKNOWN, 0],
  ['wrong=html', { ...UNREAD, message: matching('not JSON') }, UNKNOWN, 1],
  ['wrong=not-json', { ...UNREAD, message: matching('not JSON') }, UNKNOWN, 1],
  ['wrong=empty', UNREAD, UNKNOWN, 1],
]

describe('a request', () => {
  test.each(ROWS)('meets %s', async (fault, read, write, count) => {
    const { send, place, placed } = await bench(`kalshi.rest.${fault}`)
    expect(await outcomeOf(getMarkets(send, { status: 'open' }))).toMatchObject(read)
    expect(await outcomeOf(place())).toMatchObject(write)
    expect(placed()).toBe(count)
  })

  it('meets every fault that there is', () => {
    const met = new Set(ROWS.map(([fault]) => `kalshi.rest.${fault.split('=')[0] ?? ''}`))
    const all = FAULT_NAMES.filter((name) => name.startsWith('kalshi.rest.'))
    expect([...met].toSorted()).toEqual(all.toSorted())
  })

  it('waits as long as it is said to', async () => {
    const late = await bench('kalshi.rest.latency=200ms')
    await getMarkets(late.send, {})
    expect(late.waits).toEqual([200])
    const slow = await bench('kalshi.rest.slow=40ms')
    await getMarkets(slow.send, {})
    expect(slow.waits).toEqual([40, 40, 40, 40])
  })

  it('shows a book with its sides exchanged: nothing in it says that it is wrong', async () => {
    const { send, server } = await bench('kalshi.rest.wrong=sides@1m..')
    server.apply(order('bob', 'bid', 4300, 1000))
    const { clock, ...rest } = await bench('kalshi.rest.wrong=sides')
    rest.server.apply(order('bob', 'bid', 4300, 1000))
    const honest = JSON.stringify(await getOrderBook(send, { marketId: BUF }))
    const exchanged = JSON.stringify(await getOrderBook(rest.send, { marketId: BUF }))
    expect([honest.includes('4300'), exchanged.includes('4300')]).toEqual([true, true])
    expect(exchanged).not.toBe(honest)
    expect(clock.now()).toBe(START_MS)
  })

  test.each(['429=0.4', '503=0.4', 'drop=0.4', 'torn=0.4', 'lost-answer=0.4', 'wrong=html:0.4'])(
    'that reads is sent again, one that orders never blindly: %s',
    async (fault) => {
      const bold = { ...DEFAULT_RETRY, attempts: 10 }
      const { send, place, placed } = await bench(`kalshi.rest.${fault}`, { retry: bold })
      for (let count = 0; count < 20; count += 1) {
        expect((await getMarkets(send, {})).items).toHaveLength(3)
      }
      const seen = new Set<unknown>()
      for (let count = 0; count < 20; count += 1) {
        const id = `0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c${count + 10}`
        const outcome = await outcomeOf(place(id))
        seen.add('name' in outcome ? outcome.name : undefined)
      }
      const failure = fault.startsWith('429') ? 'RateLimitedError' : 'VenueNoAnswerError'
      expect(seen).toEqual(new Set([failure, 'answered']))
      // No order stands twice, whatever became of its answer.
      expect(placed()).toBeLessThanOrEqual(20)
    },
  )
})

describe('the venue as a whole', () => {
  it('has another time: answers are stamped with it, and signatures are too old or too new', async () => {
    const { send, answers, clock } = await bench('kalshi.clock=+1m@0s..10s')
    await getMarkets(send, {})
    expect(answers.at(-1)?.venueMs).toBe(START_MS + 60_000)
    expect(await outcomeOf(getBalance(send, {}))).toMatchObject({
      name: 'VenueRejectedError',
      status: 401,
    })
    clock.advance(10_000)
    await getBalance(send, {})
    expect(answers.at(-1)?.venueMs).toBe(START_MS + 10_000)
  })

  it('pauses while an order is on its way: it is refused, and what rests can be cancelled', async () => {
    const { send, place, placed } = await bench('kalshi.pause=300ms+1h,kalshi.rest.latency=200ms')
    const { orderId } = await place()
    expect(await outcomeOf(place('0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c02'))).toMatchObject({
      message: matching('trading_is_paused'),
    })
    expect(placed()).toBe(1)
    expect(await cancelOrder(send, { orderId, exchangeIndex: 0 })).toMatchObject({ reducedBy: 200 })
  })

  it('closes while an order is on its way: not even what rests can be cancelled', async () => {
    const { send, place, clock, placed } = await bench(
      'kalshi.closed=300ms+1m,kalshi.rest.latency=200ms',
    )
    const { orderId } = await place()
    expect(await outcomeOf(place('0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f1c02'))).toMatchObject({
      ...UNKNOWN,
      message: matching('exchange_is_paused'),
    })
    const cancel = async () => outcomeOf(cancelOrder(send, { orderId, exchangeIndex: 0 }))
    expect(await cancel()).toMatchObject(UNKNOWN)
    clock.advance(60_000)
    expect(await cancel()).toMatchObject(ANSWERED)
    expect(placed()).toBe(1)
  })
})

test('heavy trouble comes to answers and errors that have a name, and to nothing else', async () => {
  const { send, place, clock } = await bench('heavy', { retry: DEFAULT_RETRY, seed: 3 })
  const seen = new Map<unknown, number>()
  for (let count = 0; count < 150; count += 1) {
    clock.advance(5000)
    const id = `0d9b6c86-4b0c-4e7e-8d4b-3f1d4f8f${String(1000 + count)}`
    for (const outcome of [await outcomeOf(getMarkets(send, {})), await outcomeOf(place(id))]) {
      const name = 'name' in outcome ? outcome.name : outcome
      seen.set(name, (seen.get(name) ?? 0) + 1)
    }
  }
  expect(new Set(seen.keys())).toEqual(
    new Set(['RateLimitedError', 'VenueNoAnswerError', 'answered']),
  )
  expect(seen.get('answered')).toBeGreaterThan(150)
})
