import { describe, expect, it } from 'vitest'
import type { EngineEvent } from './engine-event.ts'
import { Followers } from './followers.ts'

const problem = (atMs: number): EngineEvent => ({ tag: 'problem', atMs, where: 'x', text: 'y' })
const stopped: EngineEvent = { tag: 'stopped', atMs: 99, because: 'asked', session: undefined }

async function all(events: AsyncIterable<EngineEvent>): Promise<readonly EngineEvent[]> {
  const read: EngineEvent[] = []
  for await (const event of events) read.push(event)
  return read
}

describe('followers', () => {
  it('each hear everything from when they began, in order, and end with the engine', async () => {
    const followers = new Followers()
    const first = followers.follow()
    followers.tell(problem(1))
    const second = followers.follow()
    followers.tell(problem(2))
    followers.tell(stopped)
    followers.end()
    expect((await all(first)).map(({ atMs }) => atMs)).toEqual([1, 2, 99])
    expect((await all(second)).map(({ atMs }) => atMs)).toEqual([2, 99])
    expect(await all(followers.follow())).toEqual([])
  })

  it('wait for what comes', async () => {
    const followers = new Followers()
    const reading = all(followers.follow())
    await Promise.resolve()
    followers.tell(problem(1))
    await new Promise((resolve) => setImmediate(resolve))
    followers.tell(problem(2))
    followers.end()
    expect((await reading).map(({ atMs }) => atMs)).toEqual([1, 2])
  })

  it('that are slow are told how much they missed, and never miss the end', async () => {
    const followers = new Followers(2)
    const slow = followers.follow()
    for (let atMs = 1; atMs <= 5; atMs += 1) followers.tell(problem(atMs))
    followers.tell(stopped)
    followers.end()
    expect(await all(slow)).toEqual([
      problem(1),
      problem(2),
      { tag: 'left-out', atMs: 99, count: 3 },
      stopped,
    ])
  })

  it('hear again once there is room', async () => {
    const followers = new Followers(1)
    const iterator = followers.follow()[Symbol.asyncIterator]()
    followers.tell(problem(1))
    followers.tell(problem(2))
    expect((await iterator.next()).value).toEqual(problem(1))
    followers.tell(problem(3))
    expect((await iterator.next()).value).toEqual({ tag: 'left-out', atMs: 3, count: 1 })
    expect((await iterator.next()).value).toEqual(problem(3))
  })

  it('that leave are told nothing more', async () => {
    const followers = new Followers()
    const seen: number[] = []
    const events = followers.follow()
    followers.tell(problem(1))
    followers.tell(problem(2))
    for await (const { atMs } of events) {
      seen.push(atMs)
      break
    }
    followers.tell(problem(3))
    expect(await all(events)).toEqual([])
    expect(seen).toEqual([1])
  })
})
