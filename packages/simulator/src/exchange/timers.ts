/**
 * What comes due later: a binary heap of things to do, by time and then by the order they were set
 * in. Nothing is ever taken out early; whoever runs late finds out that there is nothing left to do.
 * @module
 */

interface Timer {
  readonly atMs: number
  readonly serial: number
  readonly run: () => void
}

/** A queue of what comes due. */
export class Timers {
  private readonly heap: Timer[] = []
  private serial = 0

  /** Sets something to be done at a time, Unix ms. */
  set(atMs: number, run: () => void): void {
    this.serial += 1
    this.heap.push({ atMs, serial: this.serial, run })
    this.rise(this.heap.length - 1)
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
