import { describe, expect, it } from 'vitest'
import {
  CALL_MS_MAX,
  creditDaysOf,
  creditMonthsOf,
  endOfDayMs,
  endOfMonthMs,
} from './credit-calendar.ts'
import type { CreditEntry } from './credit-entry.ts'
import { ACCOUNT_OVERTAKING_MS, CreditLedger } from './credit-ledger.ts'
import { type CreditLimits, checkCreditLimits, CREDITS_MAX } from './credit-limits.ts'

const at = (text: string): number => Date.parse(`2026-${text}Z`)
const NOON = at('11-21T12:00:00')
const DAY = '2026-11-21'

const reserve = (id: string, credits: number, limits: CreditLimits, atMs = NOON): CreditEntry => ({
  v: 1,
  id,
  atMs,
  kind: 'reserve',
  credits,
  endpoint: 'odds',
  limits,
})
const settle = (
  id: string,
  credits: number,
  more: { atMs?: number; account?: { remaining: number; used: number } } = {},
): CreditEntry => ({ v: 1, id, atMs: NOON, kind: 'settle', credits, ...more })
const withdraw = (id: string, atMs = NOON): CreditEntry => ({ v: 1, id, atMs, kind: 'withdraw' })
const usage = (
  id: string,
  credits: number,
  account?: { remaining: number; used: number },
  atMs = NOON,
): CreditEntry => ({ v: 1, id, atMs, kind: 'usage', credits, ...(account && { account }) })

function ledgerOf(entries: readonly CreditEntry[], month = '2026-11'): CreditLedger {
  const ledger = new CreditLedger(month)
  for (const entry of entries) ledger.apply(entry)
  return ledger
}
const stateOf = (
  entries: readonly CreditEntry[],
  {
    limits = {},
    day = DAY,
    month = '2026-11',
  }: { limits?: CreditLimits; day?: string; month?: string } = {},
) => ledgerOf(entries, month).state(day, limits)

describe('the calendar', () => {
  it('is that of UTC, and a call near midnight belongs to both days', () => {
    expect(creditDaysOf(at('11-21T23:49:59.999'))).toEqual(['2026-11-21'])
    expect(creditDaysOf(at('11-21T23:50:00'))).toEqual(['2026-11-21', '2026-11-22'])
    expect(creditMonthsOf(at('12-31T23:50:00'))).toEqual(['2026-12', '2027-01'])
    expect(creditMonthsOf(at('11-21T23:55:00'))).toEqual(['2026-11'])
    expect(endOfDayMs('2026-11-30')).toBe(at('12-01T00:00:00'))
    expect(endOfMonthMs('2026-11')).toBe(at('12-01T00:00:00'))
    expect(endOfMonthMs('2026-12')).toBe(Date.parse('2027-01-01T00:00:00Z'))
    expect(CALL_MS_MAX).toBe(600_000)
  })
})

describe('limits', () => {
  it.each([
    { perDay: -1 },
    { perDay: 1.5 },
    { perMonth: Number.NaN },
    { reserve: CREDITS_MAX + 1 },
    { perMonth: Infinity },
  ])('%o are refused', (limits) => {
    expect(() => checkCreditLimits(limits)).toThrow(/^credits: \w+: expected a whole number from 0/)
  })

  it('may be none, or nothing at all', () => {
    checkCreditLimits({})
    checkCreditLimits({ perDay: 0, perMonth: CREDITS_MAX, reserve: undefined })
    expect(stateOf([])).toEqual({
      spentToday: 0,
      spentMonth: 0,
      openReservations: { count: 0, credits: 0 },
      account: undefined,
      leftToday: undefined,
      leftMonth: undefined,
      left: undefined,
    })
  })
})

describe('a reservation', () => {
  it('counts whole while it is open, then as what was charged', () => {
    const limits = { perDay: 10, perMonth: 20 }
    const entries = [reserve('a', 6, limits)]
    expect(stateOf(entries, { limits })).toMatchObject({
      spentToday: 0,
      spentMonth: 0,
      openReservations: { count: 1, credits: 6 },
      leftToday: 4,
      leftMonth: 14,
      left: 4,
    })
    expect(stateOf([...entries, settle('a', 2)], { limits })).toMatchObject({
      spentToday: 2,
      spentMonth: 2,
      openReservations: { count: 0, credits: 0 },
      leftToday: 8,
      leftMonth: 18,
    })
  })

  it('holds up to the limit exactly, and not for one more', () => {
    for (const limits of [{ perDay: 10 }, { perMonth: 10 }]) {
      const ledger = ledgerOf([reserve('a', 6, limits), reserve('b', 4, limits)])
      expect([ledger.holds('a'), ledger.holds('b')]).toEqual([true, true])
      expect(ledger.apply(reserve('c', 1, limits))).toMatchObject({
        limit: limits.perDay === undefined ? 'month' : 'day',
        limitCredits: 10,
        leftCredits: 0,
        neededCredits: 1,
        freesAtMs: limits.perDay === undefined ? at('12-01T00:00:00') : at('11-22T00:00:00'),
      })
      expect(ledger.holds('c')).toBe(false)
    }
  })

  it('that does not hold counts for nobody, before it is withdrawn and if it never is', () => {
    const limits = { perDay: 10 }
    const ledger = ledgerOf([
      reserve('a', 6, limits),
      reserve('b', 5, limits),
      reserve('c', 4, limits),
    ])
    expect(['a', 'b', 'c'].map((id) => ledger.holds(id))).toEqual([true, false, true])
    expect(ledger.apply(withdraw('b'))).toBeUndefined()
    expect(ledger.state(DAY, limits)).toMatchObject({ openReservations: { credits: 10 }, left: 0 })
  })

  it('is judged by the limits it names, so that a reader with others comes to the same', () => {
    const ledger = ledgerOf([reserve('a', 6, { perDay: 6 }), reserve('b', 6, { perDay: 12 })])
    expect(ledger.holds('b')).toBe(true)
    expect(ledger.state(DAY, { perDay: 6 })).toMatchObject({ leftToday: 0, left: 0 })
  })

  it('that was withdrawn is free again; charged nevertheless, it counts', () => {
    const limits = { perDay: 6 }
    const entries = [reserve('a', 6, limits), withdraw('a')]
    expect(stateOf(entries, { limits })).toMatchObject({
      leftToday: 6,
      openReservations: { count: 0 },
    })
    expect(stateOf([...entries, settle('a', 5)], { limits })).toMatchObject({ spentToday: 5 })
  })

  it('is settled once, however often it is written down', () => {
    const entries = [
      reserve('a', 6, {}),
      settle('a', 5),
      settle('a', 5),
      usage('x', 2),
      usage('x', 2),
    ]
    expect(stateOf(entries)).toMatchObject({ spentToday: 7, spentMonth: 7 })
  })

  it('with the identifier of another stops everybody', () => {
    for (const middle of [[], [settle('a', 1)], [withdraw('a')]]) {
      const ledger = ledgerOf([reserve('a', 1, {}), ...middle])
      expect(() => ledger.apply(reserve('a', 1, {}))).toThrow(
        'credits: 2026-11: two entries of one identifier: expected ids unique among all processes, got a',
      )
    }
  })

  it('that costs more than the whole limit is never free', () => {
    for (const limits of [{ perDay: 5 }, { perMonth: 5 }]) {
      expect(ledgerOf([]).shortfall({ atMs: NOON, credits: 6, limits })?.freesAtMs).toBeUndefined()
    }
  })

  it('charged more than was set aside leaves nothing, and never a negative rest', () => {
    const limits = { perDay: 5, perMonth: 5 }
    const state = stateOf([reserve('a', 3, limits), settle('a', 9)], { limits })
    expect(state).toMatchObject({ spentToday: 9, leftToday: 0, leftMonth: 0, left: 0 })
    const ledger = ledgerOf([reserve('a', 3, limits), settle('a', 9)])
    expect(ledger.shortfall({ atMs: NOON, credits: 1, limits })?.leftCredits).toBe(0)
  })
})

describe('midnight', () => {
  const evening = at('11-21T23:55:00')
  const limits = { perDay: 10, perMonth: 30 }
  const next = '2026-11-22'

  it('holds what is open against both days, and the month once', () => {
    const entries = [reserve('a', 6, limits, evening)]
    expect(stateOf(entries, { limits })).toMatchObject({ leftToday: 4, leftMonth: 24 })
    expect(stateOf(entries, { limits, day: next })).toMatchObject({ leftToday: 4, leftMonth: 24 })
    const full = ledgerOf([reserve('b', 10, limits, at('11-22T00:00:00'))])
    expect(full.shortfall({ atMs: evening, credits: 1, limits })).toMatchObject({
      limit: 'day',
      freesAtMs: at('11-23T00:00:00'),
    })
  })

  it('counts a call that ended before it on its own day', () => {
    const entries = [reserve('a', 6, limits, evening), settle('a', 6, { atMs: evening + 1 })]
    expect(stateOf(entries, { limits })).toMatchObject({ spentToday: 6, leftMonth: 24 })
    expect(stateOf(entries, { limits, day: next })).toMatchObject({ spentToday: 0, leftToday: 10 })
  })

  it('counts a call that ended after it on both, since either may have been charged', () => {
    const entries = [
      reserve('a', 6, limits, evening),
      settle('a', 5, { atMs: at('11-22T00:00:01') }),
    ]
    expect(stateOf(entries, { limits })).toMatchObject({ spentToday: 5, spentMonth: 5 })
    expect(stateOf(entries, { limits, day: next })).toMatchObject({ spentToday: 5, spentMonth: 5 })
  })

  it('of a month does the same in the logs of both', () => {
    const last = at('11-30T23:55:00')
    const open = [reserve('a', 6, limits, last)]
    const options = { limits, day: '2026-12-01', month: '2026-12' }
    expect(stateOf(open, options)).toMatchObject({ leftToday: 4, leftMonth: 24 })
    expect(stateOf(open, { limits, day: '2026-11-30' })).toMatchObject({
      leftToday: 4,
      leftMonth: 24,
    })
    const before = [...open, settle('a', 5, { atMs: last + 1, account: { remaining: 1, used: 9 } })]
    expect(stateOf(before, options)).toMatchObject({
      spentToday: 0,
      spentMonth: 0,
      openReservations: { count: 0 },
      account: undefined,
    })
    const after = [...open, settle('a', 5, { atMs: at('12-01T00:00:00') })]
    expect(stateOf(after, options)).toMatchObject({ spentToday: 5, spentMonth: 5 })
    expect(stateOf(after, { limits, day: '2026-11-30' })).toMatchObject({
      spentToday: 5,
      spentMonth: 5,
    })
  })

  it('is not gone back over by a clock that was set back', () => {
    const entries = [reserve('a', 6, limits, NOON), settle('a', 5, { atMs: at('11-20T12:00:00') })]
    expect(stateOf(entries, { limits })).toMatchObject({ spentToday: 5, leftToday: 5 })
    expect(stateOf(entries, { limits, day: '2026-11-20' })).toMatchObject({ spentToday: 0 })
  })

  it('counts a settlement of a reservation that is not in the log by itself', () => {
    expect(stateOf([settle('x', 4)], { limits })).toMatchObject({ spentToday: 4, spentMonth: 4 })
  })
})

describe('the account', () => {
  const limits = { perMonth: 100, reserve: 10 }

  it('counts what others spent from it', () => {
    const entries = [
      reserve('a', 3, limits),
      settle('a', 3, { account: { remaining: 40, used: 60 } }),
    ]
    expect(stateOf(entries, { limits })).toMatchObject({
      spentToday: 3,
      spentMonth: 60,
      account: { remaining: 40, used: 60, atMs: NOON },
      leftMonth: 40,
      left: 30,
    })
    expect(ledgerOf(entries).shortfall({ atMs: NOON, credits: 31, limits })).toEqual({
      limit: 'account',
      limitCredits: 10,
      leftCredits: 30,
      neededCredits: 31,
      freesAtMs: at('12-01T00:00:00'),
    })
    expect(ledgerOf(entries).shortfall({ atMs: NOON, credits: 30, limits })).toBeUndefined()
  })

  it('that says less than the own log is not believed over it', () => {
    const entries = [
      reserve('a', 30, limits),
      settle('a', 30),
      usage('u', 0, { remaining: 99, used: 1 }),
    ]
    expect(stateOf(entries, { limits })).toMatchObject({ spentMonth: 30, leftMonth: 70, left: 70 })
  })

  it('has less by what is open, and by what was charged without a word since', () => {
    const heard = usage('u', 0, { remaining: 50, used: 50 })
    const entries = [heard, reserve('a', 5, limits), reserve('b', 7, limits), settle('b', 7)]
    expect(stateOf(entries, { limits })).toMatchObject({ spentMonth: 57, leftMonth: 38, left: 28 })
    const again = [...entries, usage('v', 0, { remaining: 43, used: 57 })]
    expect(stateOf(again, { limits })).toMatchObject({ spentMonth: 57, leftMonth: 38, left: 28 })
  })

  it('is heard of in any order, and starts anew', () => {
    const first = usage('u', 0, { remaining: 1, used: 99 })
    const older = usage('v', 0, { remaining: 2, used: 98 }, NOON + ACCOUNT_OVERTAKING_MS)
    const reset = usage('w', 0, { remaining: 100, used: 0 }, NOON + ACCOUNT_OVERTAKING_MS + 1)
    expect(stateOf([first, older]).account).toMatchObject({ remaining: 1, used: 99 })
    expect(stateOf([first, older, reset]).account).toMatchObject({ remaining: 100, used: 0 })
    const raised = usage('x', 0, { remaining: 20_000, used: 99 })
    expect(stateOf([first, raised]).account).toMatchObject({ remaining: 20_000 })
  })

  it('is that of the month in which it was heard', () => {
    const late = { atMs: at('12-01T00:00:00'), account: { remaining: 499, used: 1 } }
    const entries = [reserve('a', 6, {}, at('11-30T23:55:00')), settle('a', 5, late)]
    expect(stateOf(entries, { day: '2026-11-30' }).account).toBeUndefined()
    const options = { day: '2026-12-01', month: '2026-12' }
    expect(stateOf(entries, options).account).toMatchObject({ used: 1 })
  })

  it('is kept back from only once it is known', () => {
    expect(stateOf([], { limits }).left).toBe(100)
    expect(stateOf([], { limits: { reserve: 10 } }).left).toBeUndefined()
  })
})
