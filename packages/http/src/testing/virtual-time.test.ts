import { expect, it } from 'vitest'
import { createVirtualTime } from './virtual-time.ts'

it('wakes sleepers at their own moments, in order, those of one moment as they came', async () => {
  const time = createVirtualTime(1000)
  const { clock, sleep } = time
  const woken: string[] = []
  const nap = async (name: string, ms: number): Promise<void> => {
    await sleep(ms)
    woken.push(`${name} ${clock.now()}`)
    if (name === 'b') await nap('again', 5)
  }
  const naps = [nap('a', 20), nap('b', 10), nap('c', 20), nap('late', 31)]
  await time.advance(9)
  expect([woken, clock.now(), time.sleepers()]).toEqual([[], 1009, 4])
  await time.advance(21)
  expect(woken).toEqual(['b 1010', 'again 1015', 'a 1020', 'c 1020'])
  await time.advance(1)
  await Promise.all(naps)
  expect([woken.at(-1), time.sleepers()]).toEqual(['late 1031', 0])
})

it('wakes an aborted sleeper by an error', async () => {
  const time = createVirtualTime(0)
  const { sleep } = time
  const controller = new AbortController()
  const nap = sleep(10, controller.signal)
  controller.abort()
  await expect(nap).rejects.toThrow('aborted')
  await expect(sleep(10, controller.signal)).rejects.toThrow('aborted')
  expect(time.sleepers()).toBe(0)
})
