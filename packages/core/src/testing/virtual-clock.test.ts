import { describe, expect, it } from 'vitest'
import { createVirtualClock } from './virtual-clock.ts'

describe('the virtual clock', () => {
  it('stands still until it is moved', () => {
    const clock = createVirtualClock(1000)
    expect([clock.now(), clock.now()]).toEqual([1000, 1000])
    clock.advance(250)
    clock.advance(0)
    expect(clock.now()).toBe(1250)
  })

  it('is one of its own', () => {
    const [a, b] = [createVirtualClock(0), createVirtualClock(0)]
    a.advance(5)
    expect([a.now(), b.now()]).toEqual([5, 0])
  })
})
