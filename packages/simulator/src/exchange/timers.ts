/**
 * What comes due later: a binary heap of things to do, by time and then by the order they were set
 * in. What is no longer needed stays until it comes due, or until such timers are half of all.
 * @module
 */

interface Timer {
  readonly atMs: number
  readonly serial: number
  readonly run: () => void
  readonly isNeeded: (() => boolean) | undefined
}

/** Timers that are never searched for what is no longer needed. */
export const TIMERS_UNSWEPT_MAX = 1024

/** A queue of what comes due. */
export class Timers {
  private heap: Timer[] = []
  private serial = 0
  private sweepAt = TIMERS_UNSWEPT_MAX

  /** How many there are, those that are no longer needed included. */
  get size(): number {
    return this.heap.length
  }

  /**
   * Sets something to be done at a time, Unix ms.
   * @param isNeeded False where it would do nothing, now and ever after; undefined: it always is.
   */
  set(atMs: number, run: () => void, isNeeded?: () => boolean): void {
    this.serial += 1
    this.heap.push({ atMs, serial: this.serial, run, isNeeded })
    this.rise(this.heap.length - 1)
    if (this.heap.length > this.sweepAt) this.sweep()
  }

  /** Takes out the earliest that is due at `nowMs` (included); undefined: none is. */
  takeDue(nowMs: number): { readonly atMs: number; readonly run: () => void } | undefined {
    const [first] = this.heap
    if (first === undefined || first.atMs > nowMs) return undefined
    const last = this.heap.pop() as Timer
    if (this.heap.length > 0) {
      this.heap[0] = last
      this.sink(0)
    }
    return first
  }

  private sweep(): void {
    this.heap = this.heap.filter(({ isNeeded }) => isNeeded?.() !== false)
    // In order is a heap.
    this.heap.sort((a, b) => a.atMs - b.atMs || a.serial - b.serial)
    this.sweepAt = Math.max(TIMERS_UNSWEPT_MAX, this.heap.length * 2)
  }

  private rise(from: number): void {
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.isBefore(index, parent)) return
      this.swap(index, parent)
      index = parent
    }
  }

  private sink(from: number): void {
    let index = from
    for (;;) {
      const left = 2 * index + 1
      let least = index
      if (left < this.heap.length && this.isBefore(left, least)) least = left
      if (left + 1 < this.heap.length && this.isBefore(left + 1, least)) least = left + 1
      if (least === index) return
      this.swap(index, least)
      index = least
    }
  }

  private isBefore(a: number, b: number): boolean {
    const one = this.heap[a] as Timer
    const other = this.heap[b] as Timer
    return one.atMs === other.atMs ? one.serial < other.serial : one.atMs < other.atMs
  }

  private swap(a: number, b: number): void {
    const kept = this.heap[a] as Timer
    this.heap[a] = this.heap[b] as Timer
    this.heap[b] = kept
  }
}
