import type { Clock } from '@arbkit/core'
import { createVirtualTime } from '@arbkit/http/testing'
import { describe, expect, it } from 'vitest'
import { PIECE_MS_MAX, runSimulator } from './run-simulator.ts'

const START_MS = 1_000_000

/** A simulator that notes how far it was told to go. */
function noted(startMs = START_MS): {
  readonly clock: Clock
  readonly advance: (toMs: number) => void
  readonly steps: number[]
} {
  let nowMs = startMs
  const steps: number[] = []
  const advance = (toMs: number): void => {
    steps.push(toMs - nowMs)
    nowMs = toMs
  }
  return { clock: { now: () => nowMs }, advance, steps }
}

function started({ untilMs, startMs }: { untilMs?: number; startMs?: number } = {}) {
  const time = createVirtualTime(START_MS)
  const simulator = noted(startMs)
  const stop = new AbortController()
  const run = runSimulator(simulator, {
    everyMs: 50,
    untilMs,
    signal: stop.signal,
    sleep: time.sleep,
    nowMs: () => time.clock.now(),
  })
  return { time, simulator, stop, run }
}

describe('a simulator by a real clock', () => {
  it('goes on as the clock does, and ends by itself on the moment', async () => {
    const { time, simulator, run } = started({ untilMs: START_MS + 220 })
    await time.advance(170)
    expect(simulator.clock.now()).toBe(START_MS + 150)
    await time.advance(50)
    expect(await run).toEqual({ because: 'over', behindMsMax: 50 })
    expect(simulator.clock.now()).toBe(START_MS + 220)
    expect(simulator.steps).toEqual([50, 50, 50, 50, 20])
    expect(time.sleepers()).toBe(0)
  })

  it('ends when it is told to, asleep or not', async () => {
    const { time, simulator, stop, run } = started()
    await time.advance(75)
    stop.abort()
    expect(await run).toEqual({ because: 'aborted', behindMsMax: 50 })
    expect(simulator.clock.now()).toBe(START_MS + 50)
    const before = AbortSignal.abort()
    const { sleep, clock } = time
    const options = { everyMs: 50, signal: before, sleep, nowMs: () => clock.now() }
    const idle = noted()
    await runSimulator(idle, options)
    expect(idle.steps).toEqual([])
  })

  it('makes up for a stall in pieces, and lets others have their turn in between', async () => {
    const behindMs = 3 * PIECE_MS_MAX + 250
    const { time, simulator, stop, run } = started({ startMs: START_MS - behindMs })
    expect(simulator.steps).toEqual([PIECE_MS_MAX])
    await time.advance(0)
    await time.settle()
    await time.advance(0)
    await time.advance(0)
    expect(simulator.steps).toEqual([PIECE_MS_MAX, PIECE_MS_MAX, PIECE_MS_MAX, 250])
    expect(simulator.clock.now()).toBe(START_MS)
    stop.abort()
    expect((await run).behindMsMax).toBe(behindMs)
  })

  it('stands still while the clock is behind', async () => {
    const { time, simulator, stop, run } = started({ startMs: START_MS + 120 })
    await time.advance(100)
    expect(simulator.steps).toEqual([])
    await time.advance(50)
    expect(simulator.steps).toEqual([30])
    stop.abort()
    await run
  })

  it.each([0, -1, Number.NaN])('does not run every %s ms', async (everyMs) => {
    const { sleep, clock } = createVirtualTime(0)
    const { signal } = new AbortController()
    const run = runSimulator(noted(), { everyMs, signal, sleep, nowMs: () => clock.now() })
    await expect(run).rejects.toThrow('everyMs must be 1 or more')
  })

  it('hands on what sleep throws', async () => {
    const { signal } = new AbortController()
    const sleep = async (): Promise<void> => Promise.reject(new Error('broken'))
    const run = runSimulator(noted(), { everyMs: 5, signal, sleep, nowMs: () => START_MS })
    await expect(run).rejects.toThrow('broken')
  })
})
