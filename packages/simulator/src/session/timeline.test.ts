import { describe, expect, it } from 'vitest'
import { createTimeline, ROUNDS_MAX, type Timeline } from './timeline.ts'

/** Runs what is due up to a time, as a simulation does. */
async function pass(timeline: Timeline, toMs: number): Promise<void> {
  await timeline.settle()
  while (timeline.runNext(toMs)) await timeline.settle()
  timeline.moveTo(toMs)
}

describe('virtual time', () => {
  it('runs timers at their own moments, those of one moment as they came', async () => {
    const timeline = createTimeline(1000)
    const seen: string[] = []
    const note = (name: string): void => {
      seen.push(`${name} ${timeline.now()}`)
    }
    timeline.after(20, () => note('a'))
    timeline.after(10, () => {
      note('b')
      timeline.after(5, () => note('again'))
      timeline.after(0, () => note('now'))
    })
    timeline.after(20, () => note('c'))
    timeline.after(21, () => note('late'))
    const callOff = timeline.after(12, () => note('never'))
    callOff()
    await pass(timeline, 1020)
    expect(seen).toEqual(['b 1010', 'now 1010', 'again 1015', 'a 1020', 'c 1020'])
    expect(timeline.now()).toBe(1020)
  })

  it('never runs early: a part of a millisecond is a whole one', async () => {
    const timeline = createTimeline(0)
    const seen: number[] = []
    timeline.after(1.2, () => seen.push(timeline.now()))
    timeline.after(-5, () => seen.push(timeline.now()))
    await pass(timeline, 1)
    expect(seen).toEqual([0])
    await pass(timeline, 2)
    expect(seen).toEqual([0, 2])
  })

  it('never goes back', () => {
    const timeline = createTimeline(10)
    timeline.moveTo(5)
    expect(timeline.now()).toBe(10)
  })

  it('lets a sleeper do all it wants before time moves on', async () => {
    const timeline = createTimeline(0)
    const seen: string[] = []
    const nap = async (): Promise<void> => {
      await timeline.sleep(10)
      for (let step = 0; step < 50; step += 1) await Promise.resolve()
      seen.push(`woken ${timeline.now()}`)
      timeline.soon(() => seen.push(`soon ${timeline.now()}`))
      await timeline.sleep(5)
      seen.push(`again ${timeline.now()}`)
    }
    const done = nap()
    timeline.after(11, () => seen.push(`timer ${timeline.now()}`))
    await pass(timeline, 20)
    await done
    expect(seen).toEqual(['woken 10', 'soon 10', 'timer 11', 'again 15'])
  })

  it('runs what is begun in order, and what comes of it behind', async () => {
    const timeline = createTimeline(0)
    const seen: string[] = []
    timeline.soon(() => {
      seen.push('a')
      timeline.soon(() => seen.push('of a'))
    })
    timeline.soon(() => seen.push('b'))
    await timeline.settle()
    expect(seen).toEqual(['a', 'b', 'of a'])
  })

  it('wakes an aborted sleeper by an error, and nobody twice', async () => {
    const timeline = createTimeline(0)
    const controller = new AbortController()
    const nap = timeline.sleep(10, controller.signal)
    const done = timeline.sleep(5, controller.signal)
    await pass(timeline, 6)
    await done
    controller.abort()
    await expect(nap).rejects.toThrow('aborted')
    await expect(timeline.sleep(10, controller.signal)).rejects.toThrow('aborted')
    await pass(timeline, 100)
    expect(timeline.now()).toBe(100)
  })

  it('says so where something asks without end while time stands still', async () => {
    const timeline = createTimeline(0)
    let rounds = 0
    const again = (): void => {
      rounds += 1
      void Promise.resolve().then(() => timeline.soon(again))
    }
    timeline.soon(again)
    await expect(timeline.settle()).rejects.toThrow('time stands still')
    expect(Math.abs(rounds - ROUNDS_MAX)).toBeLessThan(10)
  })
})
