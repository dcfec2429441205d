/**
 * What happens next: a queue by time, first in first out among equals.
 * @module
 */

/** A queue. */
export interface EventQueue<T> {
  /** Adds what happens at a time, Unix ms; never where the time is infinite. */
  add(atMs: number, event: T): void
  /** Takes the next one at or before a time, or undefined. */
  takeUntil(toMs: number): { readonly atMs: number; readonly event: T } | undefined
}

interface Entry<T> {
  readonly atMs: number
  readonly order: number
  readonly event: T
}

/** Returns an empty queue: a binary heap. */
export function createEventQueue<T>(): EventQueue<T> {
  const heap: Entry<T>[] = []
  let added = 0
  return {
    add(atMs, event) {
      if (atMs === Infinity) return
      heap.push({ atMs, order: added, event })
      added += 1
      rise(heap, heap.length - 1)
    },
    takeUntil(toMs) {
      const [first] = heap
      if (first === undefined || first.atMs > toMs) return undefined
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        heap[0] = last
        sink(heap)
      }
      return first
    },
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs
}

function swap<T>(heap: Entry<T>[], one: number, other: number): void {
  const [a, b] = [heap[one], heap[other]]
  if (a === undefined || b === undefined) return
  heap[one] = b
  heap[other] = a
}

function rise<T>(heap: Entry<T>[], from: number): void {
  let index = from
  while (index > 0) {
    const parent = (index - 1) >> 1
    const [own, above] = [heap[index], heap[parent]]
    if (own === undefined || above === undefined || !isBefore(own, above)) return
    swap(heap, index, parent)
    index = parent
  }
}

function sink<T>(heap: Entry<T>[]): void {
  let index = 0
  for (;;) {
    let least = index
    for (const child of [2 * index + 1, 2 * index + 2]) {
      const [below, best] = [heap[child], heap[least]]
      if (below !== undefined && best !== undefined && isBefore(below, best)) least = child
    }
    if (least === index) return
    swap(heap, index, least)
    index = least
  }
}
