import {
  InvalidInputError,
  RateLimitedError,
  VenueNoAnswerError,
  VenueRejectedError,
} from '@arbkit/core'
import { PRODUCTION_HOST } from '@arbkit/kalshi'
import { type OddsAnswer, PRODUCTION_ODDS_HOST } from '@arbkit/odds'
import { describe, expect, it } from 'vitest'
import { accountFinding, balanceFinding, exchangeFinding } from './account-checks.ts'
import { canaryFindings } from './canary-checks.ts'
import { creditLogCheck, creditLogFinding, creditsFinding, HOUR_CREDITS } from './credit-checks.ts'
import type { DoctorSettings } from './doctor-ports.ts'
import { doctorReportOf, doctorReportSchema } from './doctor-report.ts'
import { fail, pass, skip, warn } from './finding.ts'
import { clockFinding, kalshiFinding, oddsApiFinding } from './reach-checks.ts'
import type { SeenAnswer } from './seen-answers.ts'
import type { Probe } from './venue-probes.ts'

const variable = { name: 'A_VARIABLE', isSet: false }
const SETTINGS: DoctorSettings = {
  variables: {
    oddsKey: variable,
    oddsUrl: variable,
    kalshiKeyId: variable,
    kalshiKeyFile: variable,
    kalshiHost: variable,
    home: variable,
  },
  kalshiHost: { tag: 'set', value: PRODUCTION_HOST },
  kalshiKey: { tag: 'unset' },
  oddsHost: { tag: 'set', value: PRODUCTION_ODDS_HOST },
  oddsKey: { tag: 'unset' },
}
const seenOf = (more: Partial<SeenAnswer> = {}): SeenAnswer => ({
  status: 200,
  askedMs: 10_000,
  answeredMs: 10_100,
  dateMs: 10_000,
  ...more,
})
const answered = <T>(value: T, seen?: SeenAnswer): Probe<T> => ({ tag: 'answered', value, seen })
const failed = (error: Extract<Probe<never>, { tag: 'failed' }>['error'], seen?: SeenAnswer) =>
  ({ tag: 'failed', error, seen }) as const

describe('credits', () => {
  const left = (remaining: number, used: number): Probe<OddsAnswer> =>
    answered({ text: '', body: [], usage: { remaining, used, last: 0 }, receivedMs: 0 })

  it.each([
    [2_000, 18_000, 'pass'],
    [1_999, 18_001, 'warn'],
    [HOUR_CREDITS, 0, 'pass'],
    [HOUR_CREDITS - 1, 0, 'warn'],
    [1, 499, 'warn'],
    [0, 500, 'fail'],
  ])('%i left and %i used: %s', (remaining, used, status) => {
    expect(creditsFinding(left(remaining, used)).status).toBe(status)
  })

  it('say what they are enough for', () => {
    expect(creditsFinding(left(65, 435))).toMatchObject({
      what: '65 of 500 left this month, 435 used',
      cure: expect.stringContaining('enough for 10 looks at one sport (6 credits each)'),
    })
  })

  it('that the headers keep to themselves are to be looked up', () => {
    const silent = answered({ text: '', body: [], usage: undefined, receivedMs: 0 })
    expect(creditsFinding(silent).status).toBe('warn')
  })

  it('are not known where nothing came', () => {
    const error = new VenueNoAnswerError('GET /v4/sports: gone', { isRead: true })
    expect(creditsFinding(failed(error)).status).toBe('skip')
  })
})

describe('the log of credits', () => {
  const LOG = {
    spentToday: 3,
    spentMonth: 9,
    openReservations: { count: 0, credits: 0 },
    account: undefined,
    leftToday: undefined,
    leftMonth: undefined,
    left: undefined,
  }

  it('is told where there is one', () => {
    expect(creditLogFinding(LOG)).toEqual({
      status: 'pass',
      what: '3 spent today, 9 this month',
    })
    expect(creditLogFinding({ ...LOG, spentToday: 0, spentMonth: 0 }).status).toBe('skip')
  })

  it('is not read where its folder can not be used, and the variable is named', async () => {
    let reads = 0
    const creditLog = async () => {
      reads += 1
      return LOG
    }
    const refused = async (): Promise<never> => {
      throw new InvalidInputError('no folder')
    }
    const ports = { creditLog, settings: SETTINGS }
    expect(await creditLogCheck({ ...ports, tryCreditsFolder: refused })).toEqual({
      status: 'fail',
      what: 'no folder',
      cure: 'set A_VARIABLE to a folder that you may write to, or leave it empty',
    })
    expect(reads).toBe(0)
    const tried = await creditLogCheck({ ...ports, tryCreditsFolder: async () => undefined })
    expect([tried.status, reads]).toEqual(['pass', 1])
  })

  it('warns where nothing is left, and of what was never settled', () => {
    expect(creditLogFinding({ ...LOG, left: 0 })).toMatchObject({
      status: 'warn',
      cure: expect.stringContaining('see credits'),
    })
    const openReservations = { count: 1, credits: 9 }
    expect(creditLogFinding({ ...LOG, left: 0, openReservations })).toMatchObject({
      status: 'warn',
      what: '3 spent today, 9 this month, 9 set aside, 0 may be spent',
      cure: expect.stringContaining('never settled'),
    })
  })
})

describe('reaching a venue', () => {
  it.each([
    [2_000, 'pass'],
    [2_001, 'warn'],
  ])('in %i ms: %s', (tookMs, status) => {
    const probe = answered(undefined, seenOf({ answeredMs: 10_000 + tookMs }))
    expect(kalshiFinding(probe, SETTINGS)).toMatchObject({
      status,
      what: `production: answered in ${tookMs} ms`,
    })
    expect(oddsApiFinding(probe, SETTINGS).status).toBe(status)
  })

  it('asked too often is no failure', () => {
    const probe = failed(new RateLimitedError('GET /exchange/status: status 429'), seenOf())
    expect(kalshiFinding(probe, SETTINGS).status).toBe('warn')
  })

  it('that answers with an error is told from one that does not answer', () => {
    const error = new VenueNoAnswerError('GET /exchange/status: status 503', { isRead: true })
    expect(kalshiFinding(failed(error, seenOf({ status: 503 })), SETTINGS)).toMatchObject({
      status: 'fail',
      cure: expect.stringContaining('it answers'),
    })
    expect(kalshiFinding(failed(error), SETTINGS)).toMatchObject({
      status: 'fail',
      cure: expect.stringContaining('check the network'),
    })
  })
})

describe('the clock', () => {
  const at = (aheadMs: number, tookMs = 0): ReturnType<typeof clockFinding> => {
    const askedMs = 100_000
    const dateMs = askedMs - aheadMs
    const probe = answered(undefined, seenOf({ askedMs, answeredMs: askedMs + tookMs, dateMs }))
    return clockFinding(probe, 'kalshi')
  }

  it.each([
    [0, 'pass'],
    [1_499, 'pass'],
    [1_500, 'warn'],
    [2_999, 'warn'],
    [3_000, 'fail'],
    [-500, 'pass'],
    [-501, 'warn'],
    [-2_000, 'warn'],
    [-2_001, 'fail'],
  ])('%i ms ahead of a date that counts seconds: %s', (aheadMs, status) => {
    expect(at(aheadMs).status).toBe(status)
  })

  it.each([
    [0, 0, 'kalshi: our clock agrees within 1 s'],
    [500, 37, 'kalshi: our clock agrees within 1 s'],
    [999, 1, 'kalshi: our clock agrees within 1 s'],
    [999, 2, 'kalshi: our clock agrees within 2 s'],
    [0, 1_001, 'kalshi: our clock agrees within 2 s'],
    [1_000, 0, 'kalshi: our clock is 1 to 1000 ms ahead'],
    [-1, 0, 'kalshi: our clock is 1 to 1000 ms behind'],
  ])('%i ms ahead, told by an answer of %i ms', (aheadMs, tookMs, what) => {
    expect(at(aheadMs, tookMs).what).toBe(what)
  })

  it('is not judged by an answer that was on its way too long', () => {
    expect(at(0, 5_000).status).toBe('pass')
    expect(at(0, 5_001).what).toContain('too slow to tell')
    expect(at(20_000, 6_000).status).toBe('fail')
  })
})

describe('Kalshi', () => {
  it('whose status can not be read is told once, by the check that reaches it', () => {
    const error = new VenueNoAnswerError('GET /exchange/status: gone', { isRead: true })
    expect(exchangeFinding(failed(error)).status).toBe('skip')
  })

  it.each([
    [401, 'belong together'],
    [403, 'the right to read'],
    [404, 'run arb doctor again'],
  ])('refuses with %i', (status, cure) => {
    const error = new VenueRejectedError('GET /account/limits: refused', { status })
    expect(accountFinding(failed(error), 0)).toMatchObject({
      status: 'fail',
      what: 'GET /account/limits: refused',
      cure: expect.stringContaining(cure),
    })
  })

  it('is not asked for its drift or its cash where it does not answer', async () => {
    const { signal } = new AbortController()
    const account = { tag: 'not-asked', because: 'no key' } as const
    const clock = { now: () => 0 }
    const options = { send: undefined, clock, account, probesOrders: false, signal }
    expect(await canaryFindings({ ...options, isAnswering: true })).toEqual([
      { status: 'skip', what: 'not asked: the venue does not answer' },
    ])
    const send = async (): Promise<never> => Promise.reject(new Error('was asked'))
    expect(await canaryFindings({ ...options, send, isAnswering: false })).toHaveLength(1)
    expect((await balanceFinding(account, send, signal)).what).toBe('not asked: no key')
  })
})

describe('the report', () => {
  it('counts lines by their verdict, and shows of every text only what may be shown', () => {
    const findings = [
      pass('a secret fact'),
      { ...warn('w', 'a secret cure'), part: 'units' },
      warn('w', 'c'),
      fail('f', 'c'),
      skip('s'),
    ]
    const results = [{ id: 'canary', title: 'canary', findings }] as const
    const report = doctorReportOf(results, (text) => text.replaceAll('secret', 'shown'))
    expect(doctorReportSchema.parse(report)).toEqual(report)
    expect(report).toMatchObject({ passed: 1, warned: 2, failed: 1, skipped: 1 })
    expect(report.checks.slice(0, 2)).toEqual([
      {
        id: 'canary',
        part: null,
        title: 'canary',
        status: 'pass',
        what: 'a shown fact',
        cure: null,
      },
      {
        id: 'canary',
        part: 'units',
        title: 'canary',
        status: 'warn',
        what: 'w',
        cure: 'a shown cure',
      },
    ])
  })
})
