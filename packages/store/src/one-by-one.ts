/**
 * Items that come many at a time, one by one. An async generator would do, at several promises an item:
 * with a hundred thousand items a second that is more than reading them.
 * @module
 */

/**
 * Returns the items of all batches in order. What the batches throw, and what taking an item throws, is
 * thrown where that item would have been; leaving early ends the batches. Calls must not overlap.
 */
export function oneByOne<Item>(
  batches: AsyncGenerator<Iterable<Item>, void, undefined>,
): AsyncIterableIterator<Item> {
  let current: Iterator<Item> | undefined

  const end = async (): Promise<IteratorResult<Item, undefined>> => {
    current = undefined
    await batches.return()
    return { done: true, value: undefined }
  }
  const nextBatch = async (): Promise<IteratorResult<Item, undefined>> => {
    for (;;) {
      const batch = await batches.next()
      if (batch.done === true) return end()
      current = batch.value[Symbol.iterator]()
      const item = current.next()
      if (item.done !== true) return item
    }
  }
  const failed = async (error: unknown): Promise<never> => {
    await end()
    throw error
  }

  return {
    next() {
      try {
        const item = current?.next()
        if (item !== undefined && item.done !== true) return Promise.resolve(item)
      } catch (error) {
        return failed(error)
      }
      return nextBatch().catch(failed)
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
