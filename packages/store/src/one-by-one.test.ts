import { describe, expect, it } from 'vitest'
import { oneByOne } from './one-by-one.ts'

interface Watched {
  readonly batches: AsyncGenerator<Iterable<number>, void, undefined>
  readonly isEnded: () => boolean
}

/** Batches, and whether they were let go. */
function watched(batches: readonly Iterable<number>[], error?: Error): Watched {
  let isEnded = false
  async function* run(): AsyncGenerator<Iterable<number>, void, undefined> {
    try {
      yield* batches
      if (error !== undefined) throw error
    } finally {
      isEnded = true
    }
  }
  return { batches: run(), isEnded: () => isEnded }
}

function* failingAfter(...items: readonly number[]): Generator<number, void, undefined> {
  yield* items
  throw new Error('no such item')
}

/** What was read, and the message of what ended it. */
async function read(source: AsyncIterable<number>): Promise<readonly (number | string)[]> {
  const items: (number | string)[] = []
  try {
    for await (const item of source) items.push(item)
  } catch (error) {
    items.push(error instanceof Error ? error.message : 'no error')
  }
  return items
}

describe('oneByOne', () => {
  it('gives the items of all batches in order, whatever their number', async () => {
    const { batches, isEnded } = watched([[], [1, 2], [], [3], []])
    expect(await read(oneByOne(batches))).toEqual([1, 2, 3])
    expect(isEnded()).toBe(true)
  })

  it('has ended once it has, and stays so', async () => {
    const items = oneByOne(watched([[1]]).batches)
    expect(await read(items)).toEqual([1])
    expect(await items.next()).toEqual({ done: true, value: undefined })
  })

  it('takes an item only when it is asked for', async () => {
    const taken: number[] = []
    function* items(): Generator<number, void, undefined> {
      for (const item of [1, 2, 3]) {
        taken.push(item)
        yield item
      }
    }
    const source = oneByOne(watched([items()]).batches)
    await source.next()
    await source.next()
    expect(taken).toEqual([1, 2])
  })

  it.each([
    ['the first', [failingAfter()], ['no such item']],
    ['a later', [[1], failingAfter(2, 3), [4]], [1, 2, 3, 'no such item']],
  ])('throws where %s item can not be taken, and lets the batches go', async (_name, all, want) => {
    const { batches, isEnded } = watched(all)
    const items = oneByOne(batches)
    expect(await read(items)).toEqual(want)
    expect(isEnded()).toBe(true)
    expect(await items.next()).toEqual({ done: true, value: undefined })
  })

  it('throws what the batches throw, after their items', async () => {
    const { batches } = watched([[1]], new Error('torn'))
    expect(await read(oneByOne(batches))).toEqual([1, 'torn'])
  })

  it('lets the batches go when it is left early', async () => {
    const { batches, isEnded } = watched([[1, 2], [3]])
    for await (const item of oneByOne(batches)) {
      expect(item).toBe(1)
      break
    }
    expect(isEnded()).toBe(true)
  })
})
