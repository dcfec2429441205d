import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Recent } from './recent.ts'
import { Timers } from './timers.ts'

describe('timers', () => {
  prop.prop([fc.array(fc.record({ atMs: fc.nat(20), nowMs: fc.nat(20) }))])(
    'come due by time, then in the order they were set, and each once',
    (given) => {
      const timers = new Timers()
      const told: [number, number][] = []
      let waiting: [number, number][] = []
      for (const [serial, { atMs, nowMs }] of given.entries()) {
        timers.set(atMs, () => told.push([atMs, serial]))
        waiting.push([atMs, serial])
        for (let due = timers.takeDue(nowMs); due; due = timers.takeDue(nowMs)) due.run()
        const wanted = waiting.filter(([time]) => time <= nowMs)
        expect(told.splice(0)).toEqual(wanted.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
        waiting = waiting.filter(([time]) => time > nowMs)
      }
    },
  )
})

describe('a recent list', () => {
  prop.prop([fc.array(fc.nat()), fc.integer({ min: 1, max: 5 })])(
    'holds the newest and gives up the oldest',
    (entries, lengthMax) => {
      const recent = new Recent<number>(lengthMax)
      const forgotten = entries.map((entry) => recent.push(entry))
      expect(recent.values()).toEqual(entries.slice(-lengthMax))
      expect(forgotten.filter((entry) => entry !== undefined)).toEqual(
        entries.slice(0, Math.max(0, entries.length - lengthMax)),
      )
    },
  )
})
