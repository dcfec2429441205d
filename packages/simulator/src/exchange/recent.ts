/**
 * What is remembered of the past: the newest entries only, so that a long session needs no more memory
 * than a short one.
 * @module
 */

/** The newest entries, oldest first. */
export class Recent<T> {
  private entries: (T | undefined)[] = []
  private first = 0
  private readonly lengthMax: number

  /** @param lengthMax 1 or more. */
  constructor(lengthMax: number) {
    this.lengthMax = lengthMax
  }

  /** Adds an entry, and returns the one that was forgotten for it. */
  push(entry: T): T | undefined {
    this.entries.push(entry)
    return this.entries.length - this.first > this.lengthMax ? this.shift() : undefined
  }

  /** Forgets an entry where it is the oldest. */
  forgetOldest(entry: T): void {
    if (this.first < this.entries.length && this.entries[this.first] === entry) this.shift()
  }

  /** Returns a copy, oldest first. */
  values(): T[] {
    return this.entries.slice(this.first) as T[]
  }

  private shift(): T | undefined {
    const forgotten = this.entries[this.first]
    this.entries[this.first] = undefined
    this.first += 1
    if (this.first * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.first)
      this.first = 0
    }
    return forgotten
  }
}

/** Adds an id to those that are known, oldest first, and forgets the oldest past `sizeMax`. */
export function rememberId(ids: Set<string>, id: string, sizeMax: number): void {
  ids.add(id)
  if (ids.size <= sizeMax) return
  const [oldest] = ids
  if (oldest !== undefined) ids.delete(oldest)
}
