import type { CreditState } from '@arbkit/odds'
import { expect, it } from 'vitest'
import { pollCreditsOf } from './poll-credits.ts'

const STATE: CreditState = {
  spentToday: 0,
  spentMonth: 0,
  openReservations: { count: 0, credits: 0 },
  account: undefined,
  leftToday: undefined,
  leftMonth: undefined,
  left: undefined,
}
const account = (remaining: number, used: number) => ({
  ...STATE,
  account: { remaining, used, atMs: 0 },
})

it.each([
  // The reserve is kept back of the account, not of a limit of one's own.
  [{ perMonth: 100, reserve: 300 }, account(498, 0), 100],
  [{ perMonth: 400, reserve: 300 }, account(498, 0), 198],
  [{ perMonth: 400, reserve: 300 }, account(490, 8), 198],
  [{ reserve: 300 }, account(498, 0), 198],
  [{ perMonth: 100 }, account(498, 0), 100],
  [{ reserve: 499 }, account(498, 0), 0],
  [{ perMonth: 100, reserve: 499 }, account(498, 0), 0],
  // What the account has is not known yet.
  [{ perMonth: 100, reserve: 300 }, STATE, 100],
])('%o: the month has what the budget lets go', (limits, state, limit) => {
  expect(pollCreditsOf(limits, state).month).toEqual({ limit, reserve: 0, spent: 0 })
})

it('has no month to reckon with before anything is known of it', () => {
  expect(pollCreditsOf({ reserve: 5 }, STATE)).toEqual({ day: undefined, month: undefined })
})

it('counts what is set aside as spent', () => {
  const openReservations = { count: 2, credits: 9 }
  const state = { ...account(400, 100), spentToday: 3, spentMonth: 100, openReservations }
  expect(pollCreditsOf({ perDay: 20, reserve: 7 }, state)).toEqual({
    day: { limit: 20, reserve: 0, spent: 12 },
    month: { limit: 493, reserve: 0, spent: 109 },
  })
})
