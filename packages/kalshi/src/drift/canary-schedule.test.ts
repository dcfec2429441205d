import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  CANARY_INTERVAL_MS,
  CANARY_JITTER_SHARE,
  CANARY_RETRY_MS_MAX,
  CANARY_RETRY_MS_MIN,
  CANARY_RUN_MS_MAX,
  type CanarySchedule,
  type CanaryScheduleEvent,
  newCanarySchedule,
  stepCanarySchedule,
} from './canary-schedule.ts'
import { CANARY_AGE_MS_MAX } from './trading-gate.ts'

const START = 1_000_000
const tick = (nowMs: number): CanaryScheduleEvent => ({ tag: 'tick', nowMs, chance: 0 })
const ended = (startedMs: number, nowMs: number, isHealthy = true, chance = 0) =>
  ({ tag: 'ended', startedMs, nowMs, isHealthy, chance }) as const
const step = (schedule: CanarySchedule, ...events: readonly CanaryScheduleEvent[]) =>
  events.reduce((before, event) => stepCanarySchedule(before.schedule, event), {
    schedule,
    startsRun: false,
  })

describe('the schedule of the canary', () => {
  const fresh = newCanarySchedule(START)

  it('runs at once, and not twice at a time', () => {
    const first = step(fresh, tick(START))
    expect(first.startsRun).toBe(true)
    expect(step(first.schedule, tick(START + 1)).startsRun).toBe(false)
    expect(step(fresh, tick(START - 1)).startsRun).toBe(false)
  })

  it('runs an hour after a good run ended, a little sooner by chance', () => {
    const good = step(fresh, tick(START), ended(START, START + 500)).schedule
    expect(good).toEqual({
      nextMs: START + 500 + CANARY_INTERVAL_MS,
      runningSinceMs: undefined,
      failures: 0,
    })
    expect(step(good, tick(good.nextMs - 1)).startsRun).toBe(false)
    expect(step(good, tick(good.nextMs)).startsRun).toBe(true)
    const early = step(fresh, tick(START), ended(START, START, true, 0.5)).schedule
    expect(early.nextMs).toBe(START + CANARY_INTERVAL_MS * 0.95)
  })

  it('runs sooner after a failure, more patiently after each further one, hourly again after a good one', () => {
    let schedule = fresh
    let now = START
    const waits: number[] = []
    for (let run = 0; run < 7; run += 1) {
      schedule = step(schedule, tick(now), ended(now, now, false)).schedule
      waits.push(schedule.nextMs - now)
      now = schedule.nextMs
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000])
    expect(waits[0]).toBe(CANARY_RETRY_MS_MIN)
    expect(waits.at(-1)).toBe(CANARY_RETRY_MS_MAX)
    const good = step(schedule, tick(now), ended(now, now)).schedule
    expect(good).toMatchObject({ failures: 0, nextMs: now + CANARY_INTERVAL_MS })
  })

  it('takes a run that never ends for a failure, and heeds its end no more', () => {
    const running = step(fresh, tick(START)).schedule
    expect(step(running, tick(START + CANARY_RUN_MS_MAX)).schedule).toBe(running)
    const lostAt = START + CANARY_RUN_MS_MAX + 1
    const lost = step(running, tick(lostAt))
    expect(lost).toEqual({
      schedule: { nextMs: lostAt + CANARY_RETRY_MS_MIN, runningSinceMs: undefined, failures: 1 },
      startsRun: false,
    })
    expect(step(lost.schedule, ended(START, lostAt + 1)).schedule).toBe(lost.schedule)
    const again = step(lost.schedule, tick(lost.schedule.nextMs)).schedule
    expect(step(again, ended(START, again.nextMs + 1)).schedule).toBe(again)
  })

  it('refuses a chance that is none', () => {
    expect(() => stepCanarySchedule(fresh, { tag: 'tick', nowMs: START, chance: 1 })).toThrow(
      'chance must lie in [0, 1), got 1',
    )
  })

  it('leaves a report valid until the next good run has ended', () => {
    expect(CANARY_RUN_MS_MAX + CANARY_INTERVAL_MS + CANARY_RUN_MS_MAX).toBeLessThan(
      CANARY_AGE_MS_MAX,
    )
  })
})

prop.prop([
  fc.array(
    fc.record({
      waitMs: fc.nat(2 * CANARY_INTERVAL_MS),
      chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
      ends: fc.boolean(),
      isHealthy: fc.boolean(),
    }),
    { maxLength: 60 },
  ),
])('never runs twice at once, never too soon, never later than an hour after an end', (events) => {
  let schedule = newCanarySchedule(0)
  let now = 0
  for (const { waitMs, chance, ends, isHealthy } of events) {
    now += waitMs
    const { runningSinceMs, nextMs } = schedule
    const event: CanaryScheduleEvent =
      ends && runningSinceMs !== undefined
        ? { tag: 'ended', startedMs: runningSinceMs, nowMs: now, chance, isHealthy }
        : { tag: 'tick', nowMs: now, chance }
    const after = stepCanarySchedule(schedule, event)
    if (after.startsRun) {
      expect(runningSinceMs).toBeUndefined()
      expect(now).toBeGreaterThanOrEqual(nextMs)
    }
    if (runningSinceMs !== undefined && after.schedule.runningSinceMs === undefined) {
      const waits = after.schedule.nextMs - now
      expect(waits).toBeGreaterThanOrEqual(
        Math.floor(CANARY_RETRY_MS_MIN * (1 - CANARY_JITTER_SHARE)),
      )
      expect(waits).toBeLessThanOrEqual(CANARY_INTERVAL_MS)
    }
    schedule = after.schedule
  }
})
