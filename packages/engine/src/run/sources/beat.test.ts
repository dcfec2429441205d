import { expect, it } from 'vitest'
import { onBeat } from './beat.ts'

/** Sleeps that are over at once, and are counted. */
function sleeps(onSleep: (count: number) => void = () => undefined) {
  const paused: number[] = []
  const sleep = async (ms: number): Promise<void> => {
    paused.push(ms)
    onSleep(paused.length)
    await Promise.resolve()
  }
  return { sleep, paused }
}

it('does rounds with the pause that each says, until it is ended', async () => {
  const stop = new AbortController()
  const { sleep, paused } = sleeps((count) => {
    if (count === 3) stop.abort()
  })
  let rounds = 0
  await onBeat(sleep, stop.signal, async () => {
    rounds += 1
    return Promise.resolve(rounds * 10)
  })
  expect(paused).toEqual([10, 20, 30])
  expect(rounds).toBe(3)
})

it('throws what a round throws', async () => {
  const { sleep } = sleeps()
  await expect(
    onBeat(sleep, new AbortController().signal, async () => Promise.reject(new Error('round'))),
  ).rejects.toThrow('round')
})

it('takes what a round throws for its end once it was ended', async () => {
  const stop = new AbortController()
  const { sleep, paused } = sleeps()
  await onBeat(sleep, stop.signal, async () => {
    stop.abort()
    return Promise.reject(new Error('aborted'))
  })
  expect(paused).toEqual([])
  expect(stop.signal.aborted).toBe(true)
})
