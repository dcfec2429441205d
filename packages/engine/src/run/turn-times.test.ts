import { expect, it } from 'vitest'
import { TurnTimes } from './turn-times.ts'

it('has no figures before the first turn', () => {
  expect(new TurnTimes().figures()).toEqual({ p50: 0, p99: 0, max: 0 })
})

it('says what most turns stay below', () => {
  const times = new TurnTimes()
  for (let ms = 1; ms <= 100; ms += 1) times.note(101 - ms)
  expect(times.figures()).toEqual({ p50: 51, p99: 100, max: 100 })
})

it('forgets the oldest', () => {
  const times = new TurnTimes(2)
  for (const ms of [900, 1, 2]) times.note(ms)
  expect(times.figures()).toEqual({ p50: 2, p99: 2, max: 2 })
})
