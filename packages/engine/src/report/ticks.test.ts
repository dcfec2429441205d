import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { durationTicksOf, ticksOf, timeTicksOf } from './ticks.ts'

const bounds = fc
  .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 1e12 }))
  .map(([low, span]) => ({ low, high: low + span }))

describe('ticks of an axis', () => {
  it('stand at round numbers', () => {
    expect(ticksOf(0, 1_000_000, 6)).toEqual([0, 200_000, 400_000, 600_000, 800_000, 1_000_000])
    expect(ticksOf(-7, 7, 4)).toEqual([-5, 0, 5])
    expect(ticksOf(3, 3, 4)).toEqual([3])
    expect(Object.is(ticksOf(-1, 1, 1)[0], 0)).toBe(true)
  })

  test.prop([bounds, fc.integer({ min: 2, max: 12 })])(
    'are multiples of 1, 2 or 5 times a power of ten, within, all of them, and as many as fit',
    ({ low, high }, countMax) => {
      const ticks = ticksOf(low, high, countMax)
      expect(ticks.length).toBeLessThanOrEqual(countMax)
      const [first, second] = ticks
      if (first === undefined || second === undefined) return
      const step = second - first
      expect([1, 2, 5]).toContain(step / 10 ** Math.floor(Math.log10(step) + 1e-9))
      for (const [index, tick] of ticks.entries()) {
        expect(tick).toBe(first + index * step)
        expect(tick % step === 0 && tick >= low && tick <= high).toBe(true)
      }
      expect(first - step).toBeLessThan(low)
      expect((ticks.at(-1) ?? 0) + step).toBeGreaterThan(high)
      if (step === 1) return
      const lead = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9))
      const finer = lead === 5 ? (step / 5) * 2 : step / 2
      expect(Math.floor(high / finer) - Math.ceil(low / finer) + 1).toBeGreaterThan(countMax)
    },
  )

  it('are for whole bounds in order, and room for one at least', () => {
    expect(() => ticksOf(1, 0, 3)).toThrow(/axis goes/)
    expect(() => ticksOf(0.5, 1, 3)).toThrow(/axis goes/)
    expect(() => ticksOf(0, 1, 0)).toThrow(/room/)
  })
})

describe('ticks of time', () => {
  const at = (text: string) => Date.parse(text)

  it('stand at round hours, and a day begins with its name', () => {
    const ticks = timeTicksOf(at('2031-05-06T20:10:00Z'), at('2031-05-07T08:10:00Z'), 5)
    expect(ticks.map(({ label }) => label)).toEqual(['21:00', 'May 7', '03:00', '06:00'])
    expect(ticks[1]?.atMs).toBe(at('2031-05-07T00:00:00Z'))
  })

  it('have seconds where they are closer than a minute', () => {
    const ticks = timeTicksOf(at('2031-05-06T20:10:01Z'), at('2031-05-06T20:10:03Z'), 9)
    expect(ticks.map(({ label }) => label)).toEqual(['20:10:01', '20:10:02', '20:10:03'])
  })

  test.prop([bounds, fc.integer({ min: 1, max: 12 })])(
    'are within bounds, ascending, and no more than there is room for',
    ({ low, high }, countMax) => {
      const ticks = timeTicksOf(low, high, countMax)
      expect(ticks.length).toBeLessThanOrEqual(countMax)
      const times = ticks.map(({ atMs }) => atMs)
      expect(times.every((time) => time >= low && time <= high)).toBe(true)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    },
  )

  it('of durations are those that have a name', () => {
    expect(durationTicksOf(100, 60_000)).toEqual([
      { durationMs: 100, label: '100 ms' },
      { durationMs: 1_000, label: '1 s' },
      { durationMs: 10_000, label: '10 s' },
      { durationMs: 60_000, label: '1 min' },
    ])
  })
})
