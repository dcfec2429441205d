import { expect, it } from 'vitest'
import { freshnessOf, SOURCE_AGE_MS } from './freshness.ts'
import type { PlannedCall } from './world.ts'

const START = Date.UTC(2026, 10, 21, 18)
const HOUR = 60 * 60_000
const books = { regions: ['us'] }
const cost = { min: 0, max: 1 }
const game = { eventId: 'a', sportKey: 'basketball_nba', startMs: START, endedMs: START + HOUR }
const span = { fromMs: START - HOUR, toMs: START + 2 * HOUR }
const sportCall: PlannedCall = {
  kind: 'sport-odds',
  sportKey: 'basketball_nba',
  markets: ['h2h'],
  books,
  cost,
}

it('counts the time after a quote came, less the age it came with', () => {
  const at = freshnessOf([game], [{ atMs: START, call: sportCall }], span)['in-play']
  expect(at.totalMs).toBe(HOUR)
  expect(at.within60s).toBeCloseTo((60_000 - SOURCE_AGE_MS) / HOUR, 12)
  expect(at.within120s).toBeCloseTo((120_000 - SOURCE_AGE_MS) / HOUR, 12)
  expect(at.within15min).toBeCloseTo((15 * 60_000 - SOURCE_AGE_MS) / HOUR, 12)
})

it('counts no moment twice, none outside the span, and the quotes of the event itself', () => {
  const eventCall: PlannedCall = { ...sportCall, kind: 'event-odds', eventId: 'a' }
  const other: PlannedCall = { ...sportCall, kind: 'event-odds', eventId: 'b' }
  const listing: PlannedCall = { kind: 'events', sportKey: 'basketball_nba', cost }
  const receipts = [
    { atMs: START - HOUR - 20_000, call: sportCall },
    { atMs: START - HOUR + 10_000, call: eventCall },
    { atMs: START - HOUR + 20_000, call: other },
    { atMs: START - HOUR + 30_000, call: listing },
  ]
  const at = freshnessOf([game], receipts, span)['last-hour']
  // 10 s of the first, then 35 s of the second.
  expect(at.within60s).toBeCloseTo((10_000 + 60_000 - SOURCE_AGE_MS) / HOUR, 12)
})

it('is nothing where there is no time', () => {
  expect(freshnessOf([], [], span)['in-play']).toEqual({
    totalMs: 0,
    within60s: 0,
    within120s: 0,
    within15min: 0,
  })
})
