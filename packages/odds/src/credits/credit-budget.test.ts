import { type ArbError, VenueNoAnswerError } from '@arbkit/core'
import { createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { OddsApiError } from '../rest/errors.ts'
import { OddsRequestNotSentError } from '../rest/in-flight.ts'
import type { OddsAnswer, OddsRequest, SendOdds } from '../rest/request.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import {
  budgeted,
  createCreditBudget,
  type CreditBudget,
  type CreditEvent,
} from './credit-budget.ts'
import { CALL_MS_MAX } from './credit-calendar.ts'
import type { CreditEntry } from './credit-entry.ts'
import type { CreditLimits } from './credit-limits.ts'
import type { CreditStore } from './credit-store.ts'
import { CreditsExhaustedError } from './credits-exhausted-error.ts'
import { memoryCreditStore } from './memory-credit-store.ts'

const T = Date.parse('2026-11-21T12:00:00Z')
const MONTH = '2026-11'

const requestOf = (max: number, min = 0): OddsRequest => ({
  endpoint: max === 0 ? 'events' : 'odds',
  path: '/v4/sports/baseball_mlb/odds',
  query: [['markets', 'h2h']],
  cost: { min, max },
})
const usageOf = (last: number, used: number, remaining = 500 - used): CreditUsage => ({
  remaining,
  used,
  last,
})
const answerOf = (usage: CreditUsage | undefined): OddsAnswer => ({
  text: '[]',
  body: [],
  usage,
  receivedMs: T,
})

/** A budget over a store, with what the store holds and what was reported. */
function bench({
  limits = {},
  store = memoryCreditStore(),
  attempts = 1,
  name = 'p',
}: {
  limits?: CreditLimits
  store?: CreditStore
  attempts?: number
  name?: string
} = {}) {
  const clock = createVirtualClock(T)
  const events: CreditEvent[] = []
  let count = 0
  const ids = { next: () => `${name}${(count += 1)}` }
  const report = (event: CreditEvent): void => void events.push(event)
  const budget = createCreditBudget({ store, clock, ids, limits, attempts, report })
  const kinds = async () => (await entries(store)).map(({ kind }) => kind)
  return { budget, clock, events, store, kinds }
}
async function entries(store: CreditStore, month = MONTH): Promise<readonly CreditEntry[]> {
  return (await store.read(month, 0)).entries
}
const answering =
  (usage: CreditUsage | undefined): SendOdds =>
  async () =>
    answerOf(usage)
const failing =
  (error: unknown): SendOdds =>
  async () => {
    throw error
  }
const noAnswer = () => new VenueNoAnswerError('GET /x: no answer', { isRead: true })
const refusal = (usage: CreditUsage | undefined) =>
  new OddsApiError('GET /x: no', { kind: 'unknown', status: 422, cure: '', usage, path: '/x' })
const tell = (
  budget: CreditBudget,
  request: OddsRequest,
  notes: readonly (CreditUsage | undefined)[],
) => {
  for (const note of notes) budget.noteUsage(note, request)
}

describe('a call', () => {
  it('is set aside before it is sent, and settled by its headers after', async () => {
    const { budget, kinds, store } = bench({ limits: { perDay: 10 } })
    const answer = answerOf(usageOf(2, 12))
    const given = await budget.withCredits(requestOf(6), async () => {
      expect(await kinds()).toEqual(['reserve'])
      expect(await budget.state()).toMatchObject({
        openReservations: { count: 1, credits: 6 },
        left: 4,
      })
      return answer
    })
    expect(given).toBe(answer)
    expect(await entries(store)).toEqual([
      {
        v: 1,
        id: 'p1',
        atMs: T,
        kind: 'reserve',
        credits: 6,
        endpoint: 'odds',
        limits: { perDay: 10 },
      },
      {
        v: 1,
        id: 'p1',
        atMs: T,
        kind: 'settle',
        credits: 2,
        account: { remaining: 488, used: 12 },
      },
    ])
    expect(await budget.state()).toMatchObject({ spentToday: 2, spentMonth: 12, leftToday: 8 })
    expect(JSON.stringify(await entries(store))).not.toMatch(/v4|h2h|query|path/)
  })

  it('that could cost too much is not sent, and says so in one line', async () => {
    const { budget, store } = bench({ limits: { perDay: 5, reserve: 3 } })
    await budget.withCredits(requestOf(3), answering(usageOf(3, 3, 7)))
    const before = await entries(store)
    const sent: string[] = []
    const send = budgeted(async () => {
      sent.push('sent')
      return answerOf(undefined)
    }, budget)
    const error = await send(requestOf(3)).catch((thrown: ArbError) => thrown)
    expect(error).toBeInstanceOf(CreditsExhaustedError)
    expect(error).toMatchObject({
      name: 'CreditsExhaustedError',
      resend: 'never',
      message:
        'odds: not sent: it may cost 3 credits, and the limit of a day (5) leaves 2; ' +
        'free again at 2026-11-22T00:00:00.000Z',
      shortfall: { limit: 'day', leftCredits: 2 },
    })
    await expect(send(requestOf(6))).rejects.toThrow(
      'the limit of a day (5) leaves 2; it is never enough',
    )
    expect([sent, await entries(store)]).toEqual([[], before])
  })

  it.each([
    [
      { perMonth: 10 },
      'the limit of a month (10) leaves 7; free again at 2026-12-01T00:00:00.000Z',
    ],
    [{ reserve: 490 }, 'the account leaves 7, 490 being kept back; free again at 2026-12-01'],
  ])('is refused by %o too', async (limits, message) => {
    const { budget } = bench({ limits })
    await budget.withCredits(requestOf(3), answering(usageOf(3, 3)))
    await expect(budget.withCredits(requestOf(8), answering(undefined))).rejects.toThrow(message)
    await budget.withCredits(requestOf(7), answering(usageOf(7, 10)))
  })

  it('after call spends the limit to the last credit', async () => {
    const { budget } = bench({ limits: { perDay: 10 } })
    const call = async () => budget.withCredits(requestOf(2), answering(usageOf(2, 2)))
    const results = await Promise.allSettled(Array.from({ length: 8 }, call))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await budget.state()).toMatchObject({ spentToday: 10, left: 0 })
  })

  it('is free again the next day', async () => {
    const { budget, clock } = bench({ limits: { perDay: 3 } })
    await budget.withCredits(requestOf(3), answering(usageOf(3, 3)))
    clock.advance(86_400_000)
    await budget.withCredits(requestOf(3), answering(usageOf(3, 6)))
    expect(await budget.state()).toMatchObject({ spentToday: 3, spentMonth: 6 })
  })

  it('gets the deadline that its midnight allows, and keeps its own signal', async () => {
    const { budget } = bench()
    const seen: unknown[] = []
    const send: SendOdds = async (_request, options) => {
      seen.push(options)
      return answerOf(usageOf(1, 1))
    }
    const { signal } = new AbortController()
    await budget.withCredits(requestOf(1), send, { signal })
    await budget.withCredits(requestOf(1), send, { deadlineMs: T + 5 })
    expect(seen).toEqual([{ signal, deadlineMs: T + CALL_MS_MAX }, { deadlineMs: T + 5 }])
  })

  it('over the end of a month stands in both logs', async () => {
    const { budget, clock, store } = bench({ limits: { perDay: 4 } })
    clock.advance(Date.parse('2026-11-30T23:55:00Z') - T)
    await budget.withCredits(requestOf(3), async () => {
      clock.advance(CALL_MS_MAX - 1)
      return answerOf(usageOf(3, 3))
    })
    for (const month of ['2026-11', '2026-12']) {
      expect((await entries(store, month)).map(({ kind }) => kind)).toEqual(['reserve', 'settle'])
    }
    expect(await budget.state()).toMatchObject({ spentToday: 3, spentMonth: 3, leftToday: 1 })
    await expect(budget.withCredits(requestOf(2), answering(undefined))).rejects.toThrow('leaves 1')
  })

  it('that the new month has no room for leaves nothing behind in the old one', async () => {
    const { budget, clock, store } = bench({ limits: { perDay: 4 } })
    const lastMs = Date.parse('2026-11-30T23:55:00Z')
    await store.append('2026-12', [
      { v: 1, id: 'x', atMs: lastMs + 300_000, kind: 'usage', credits: 4 },
    ])
    clock.advance(lastMs - T)
    await expect(budget.withCredits(requestOf(1), answering(undefined))).rejects.toThrow(
      'free again at 2026-12-02T00:00:00.000Z',
    )
    expect(await entries(store)).toEqual([])
  })

  it('with a cost that is no whole number is not sent', async () => {
    const { budget } = bench()
    for (const max of [1.5, -1, Number.NaN]) {
      await expect(budget.withCredits(requestOf(max), answering(undefined))).rejects.toThrow(
        'whole cost',
      )
    }
  })
})

describe('what a call is counted as', () => {
  it.each([
    ['headers', answering(usageOf(2, 2)), 2],
    ['no headers', answering(undefined), 6],
    ['no answer', failing(noAnswer()), 6],
    ['an error that nobody knows', failing(new Error('?')), 6],
    ['a refusal with headers', failing(refusal(usageOf(0, 2))), 0],
    ['a refusal without', failing(refusal(undefined)), 6],
    ['nothing that left', failing(new OddsRequestNotSentError({ path: '/x' }, 'aborted')), 0],
  ])('after %s', async (_what, send, credits) => {
    const { budget, kinds } = bench()
    await budget.withCredits(requestOf(6), send).catch(() => undefined)
    expect(await budget.state()).toMatchObject({
      spentToday: credits,
      openReservations: { count: 0, credits: 0 },
    })
    expect((await kinds()).length).toBe(2)
  })

  it('throws on what was thrown', async () => {
    const error = noAnswer()
    const thrown = await bench()
      .budget.withCredits(requestOf(1), failing(error))
      .catch((caught: unknown) => caught)
    expect(thrown).toBe(error)
  })

  const last = usageOf(2, 9)
  it.each([
    ['its one attempt', [last], last, 2],
    ['a refusal and the answer', [usageOf(0, 7), last], last, 2],
    ['a refusal that was charged', [usageOf(2, 7), last], last, 4],
    ['one not answered and the answer', [undefined, last], last, 8],
    ['none answered', [undefined, undefined], undefined, 12],
    ['one answered, then none', [usageOf(1, 7), undefined], undefined, 7],
    ['an answer without headers', [undefined], undefined, 6],
  ])('told of %s', async (_what, notes, usage, credits) => {
    const { budget } = bench({ attempts: 3 })
    const send: SendOdds = async (request) => {
      tell(budget, request, notes)
      return answerOf(usage)
    }
    await budget.withCredits(requestOf(6), send)
    expect((await budget.state()).spentToday).toBe(credits)
  })

  it('told of attempts and then not sent again', async () => {
    const { budget } = bench({ attempts: 3 })
    const send: SendOdds = async (request) => {
      tell(budget, request, [undefined])
      throw new OddsRequestNotSentError(request, 'deadline')
    }
    await budget.withCredits(requestOf(6), send).catch(() => undefined)
    expect((await budget.state()).spentToday).toBe(6)
  })

  it('sets aside, and counts untold, as many times as it may be sent', async () => {
    const { budget } = bench({ attempts: 3, limits: { perDay: 20 } })
    await budget.withCredits(requestOf(6), async () => {
      expect((await budget.state()).openReservations.credits).toBe(18)
      return answerOf(usageOf(2, 2))
    })
    expect((await budget.state()).spentToday).toBe(14)
    expect(() => bench({ attempts: 0 })).toThrow('credits: expected 1 attempt or more')
  })

  it('keeps apart one request that is under way twice', async () => {
    const { budget, store } = bench()
    const request = requestOf(6)
    const send: SendOdds = async (own) => {
      tell(budget, own, [usageOf(1, 1)])
      return answerOf(usageOf(1, 1))
    }
    await Promise.all([budget.withCredits(request, send), budget.withCredits(request, send)])
    const settled = (await entries(store)).filter(({ kind }) => kind === 'settle')
    expect(settled).toMatchObject([{ credits: 1 }, { credits: 1 }])
  })
})

describe('drift', () => {
  it('is reported, and counted by the larger', async () => {
    const { budget, events } = bench()
    await budget.withCredits(requestOf(3, 1), answering(usageOf(5, 5)))
    await budget.withCredits(requestOf(3, 1), answering(usageOf(0, 5)))
    const predicted = { min: 1, max: 3 }
    expect(events).toEqual([
      { tag: 'drift', endpoint: 'odds', predicted, charged: 5 },
      { tag: 'drift', endpoint: 'odds', predicted, charged: 0 },
    ])
    expect((await budget.state()).spentToday).toBe(6)
  })

  it('is none within what was predicted, nor a refusal that costs nothing', async () => {
    const { budget, events } = bench()
    await budget.withCredits(requestOf(3, 1), answering(usageOf(1, 1)))
    await budget.withCredits(requestOf(3, 1), answering(usageOf(3, 4)))
    await budget
      .withCredits(requestOf(3, 1), failing(refusal(usageOf(0, 4))))
      .catch(() => undefined)
    expect(events).toEqual([])
  })
})

describe('a free call', () => {
  it('is sent whatever is left, and not logged', async () => {
    const { budget, kinds } = bench({ limits: { perDay: 0 } })
    await budget.withCredits(requestOf(0), answering(undefined))
    await expect(budget.withCredits(requestOf(0), failing(noAnswer()))).rejects.toThrow('no answer')
    expect(await budget.state()).toMatchObject({ spentToday: 0, left: 0 })
    expect(await kinds()).toEqual([])
  })

  it('is sent even where the log can not be read, and says so', async () => {
    const store: CreditStore = {
      read: async () => Promise.reject(new Error('unreadable')),
      append: async () => Promise.reject(new Error('unwritable')),
    }
    const { budget, events } = bench({ store })
    await budget.withCredits(requestOf(0), answering(usageOf(0, 3)))
    await expect(budget.state()).rejects.toThrow('unreadable')
    expect(events).toEqual([{ tag: 'unlogged', problem: 'unreadable' }])
  })

  it('that was charged is logged and reported', async () => {
    const { budget, events } = bench()
    await budget.withCredits(requestOf(0), answering(usageOf(1, 8)))
    expect(await budget.state()).toMatchObject({ spentToday: 1, spentMonth: 8 })
    expect(events).toMatchObject([{ tag: 'drift', endpoint: 'events', charged: 1 }])
  })

  it('is logged where it says something new of the account, so that a raised plan is noticed', async () => {
    const { budget, kinds } = bench({ limits: { reserve: 1 } })
    await budget.withCredits(requestOf(3), answering(usageOf(3, 500, 0)))
    await budget.withCredits(requestOf(0), answering(usageOf(0, 500, 0)))
    expect((await budget.state()).left).toBe(0)
    await budget.withCredits(requestOf(0), answering(usageOf(0, 500, 20_000)))
    expect((await budget.state()).left).toBe(19_999)
    expect(await kinds()).toEqual(['reserve', 'settle', 'usage'])
  })

  it('or any other past the budget is counted when the transport tells of it', async () => {
    const { budget } = bench()
    budget.noteUsage(usageOf(4, 4), requestOf(6))
    budget.noteUsage(undefined, requestOf(6))
    budget.noteUsage(undefined, requestOf(0))
    expect((await budget.state()).spentToday).toBe(10)
  })
})

describe('a log that fails', () => {
  /** A store that fails while it is told to. */
  function fragile() {
    const inner = memoryCreditStore()
    const broken = { read: false, append: false, afterAppend: false }
    const store: CreditStore = {
      async read(month, from) {
        if (broken.read) throw new Error('can not be read')
        return inner.read(month, from)
      },
      async append(month, added) {
        if (broken.append) throw new Error('can not be written')
        await inner.append(month, added)
        if (broken.afterAppend) throw new Error('power is gone')
      },
    }
    return { store, broken }
  }

  it.each(['read', 'append'] as const)('at %s: nothing is spent', async (what) => {
    const { store, broken } = fragile()
    const { budget } = bench({ store })
    broken[what] = true
    const sent: string[] = []
    const send: SendOdds = async () => {
      sent.push('sent')
      return answerOf(undefined)
    }
    await expect(budget.withCredits(requestOf(1), send)).rejects.toThrow('can not be')
    broken[what] = false
    expect(sent).toEqual([])
    await budget.withCredits(requestOf(1), send)
    expect(sent).toEqual(['sent'])
  })

  it('after the answer: it is handed out, and nothing more is spent until it is written', async () => {
    const { store, broken } = fragile()
    const { budget, events, kinds } = bench({ store })
    const answer = await budget.withCredits(requestOf(2), async () => {
      broken.append = true
      return answerOf(usageOf(7, 7))
    })
    expect(answer.usage?.last).toBe(7)
    expect(events.at(-1)).toEqual({ tag: 'unlogged', problem: 'can not be written' })
    await expect(budget.withCredits(requestOf(1), answering(undefined))).rejects.toThrow('written')
    broken.append = false
    await budget.withCredits(requestOf(1), answering(usageOf(1, 8)))
    expect(await kinds()).toEqual(['reserve', 'settle', 'reserve', 'settle'])
    expect((await budget.state()).spentToday).toBe(8)
  })

  it('without saying whether it was written: counted once, and what was set aside is given back', async () => {
    const { store, broken } = fragile()
    const { budget, kinds } = bench({ store })
    await budget.withCredits(requestOf(2), async () => {
      broken.afterAppend = true
      return answerOf(usageOf(2, 2))
    })
    broken.afterAppend = false
    expect((await budget.state()).spentToday).toBe(2)
    await budget.withCredits(requestOf(2), answering(usageOf(2, 4)))
    expect((await budget.state()).spentToday).toBe(4)
    broken.afterAppend = true
    await expect(budget.withCredits(requestOf(2), answering(undefined))).rejects.toThrow('power')
    broken.afterAppend = false
    await budget.withCredits(requestOf(1), answering(usageOf(1, 5)))
    expect((await budget.state()).openReservations.count).toBe(0)
    expect((await kinds()).filter((kind) => kind === 'withdraw').length).toBeGreaterThan(0)
  })

  it('with two processes of the same identifiers: both stop', async () => {
    const store = memoryCreditStore()
    const [one, two] = [bench({ store }), bench({ store })]
    await one.budget.withCredits(requestOf(1), answering(usageOf(1, 1)))
    await expect(two.budget.withCredits(requestOf(1), answering(undefined))).rejects.toThrow(
      'two entries of one identifier',
    )
    await expect(one.budget.withCredits(requestOf(1), answering(undefined))).rejects.toThrow(
      'two entries of one identifier',
    )
  })

  it('by losing what was appended: nothing is sent', async () => {
    const { budget } = bench({ store: { ...memoryCreditStore(), append: async () => undefined } })
    await expect(budget.withCredits(requestOf(1), answering(undefined))).rejects.toThrow(
      'the store lost what was appended',
    )
  })
})

it('limits out of range make no budget', () => {
  expect(() => bench({ limits: { perDay: -1 } })).toThrow(
    'credits: perDay: expected a whole number',
  )
})
