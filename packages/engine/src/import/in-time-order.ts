/**
 * Several sequences, each in order of time, as one.
 * @module
 */

type Sequence<T> = Iterable<T> | AsyncIterable<T>

/**
 * Gives the items of all sequences in order of time, those of one moment in the order of their sequences.
 * Holds one item of each. When it ends early, so do the sequences.
 */
export async function* mergeInTime<T>(
  sequences: readonly Sequence<T>[],
  timeOf: (item: T) => number,
): AsyncGenerator<T> {
  const iterators = sequences.map(iteratorOf)
  try {
    const heads: IteratorResult<T, unknown>[] = []
    for (const iterator of iterators) heads.push(await iterator.next())
    for (;;) {
      const index = earliest(heads, timeOf)
      const head = heads[index]
      const iterator = iterators[index]
      if (head === undefined || head.done === true || iterator === undefined) return
      yield head.value
      heads[index] = await iterator.next()
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.()
  }
}

function iteratorOf<T>(sequence: Sequence<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in sequence
    ? sequence[Symbol.asyncIterator]()
    : sequence[Symbol.iterator]()
}

/** Returns the index of the earliest head, the first of several; -1 where all are done. */
function earliest<T>(
  heads: readonly IteratorResult<T, unknown>[],
  timeOf: (item: T) => number,
): number {
  let found = -1
  let foundMs = Infinity
  for (const [index, head] of heads.entries()) {
    if (head.done === true) continue
    const ms = timeOf(head.value)
    if (found === -1 || ms < foundMs) [found, foundMs] = [index, ms]
  }
  return found
}
