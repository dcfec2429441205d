/**
 * A list that remembers the newest entries only, so that a long session needs no more memory than a
 * short one.
 * @module
 */

/** The newest entries, oldest first. */
export class Recent<T> {
  private entries: T[] = []
  private first = 0
  private readonly lengthMax: number

  /** @param lengthMax 1 or more. */
  constructor(lengthMax: number) {
    this.lengthMax = lengthMax
  }

  /** Adds an entry, and returns the one that was forgotten for it. */
  push(entry: T): T | undefined {
    this.entries.push(entry)
    if (this.entries.length - this.first <= this.lengthMax) return undefined
    const forgotten = this.entries[this.first]
    this.first += 1
    if (this.first > this.lengthMax) {
      this.entries = this.entries.slice(this.first)
      this.first = 0
    }
    return forgotten
  }

  /** Returns a copy, oldest first. */
  values(): T[] {
    return this.entries.slice(this.first)
  }
}
