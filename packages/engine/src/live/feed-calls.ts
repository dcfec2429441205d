/**
 * What became of the feed's calls that a poller makes: whether the feed fails, or a sport of it.
 * @module
 */
import type { ArbError } from '@arbkit/core'
import { isForGood } from './odds-polling.ts'

/** The last outcome of each path. */
export class FeedCalls {
  private readonly last = new Map<string, ArbError | undefined>()

  note(path: string, error: ArbError | undefined): void {
    this.last.set(path, error)
  }

  /** The whole feed fails: a refusal that every call would meet, or the last call of each path failed. */
  failure(): ArbError | undefined {
    const errors = this.errors()
    const [first] = errors
    const isAll = errors.length > 0 && errors.length === this.last.size
    return errors.find(isForGood) ?? (isAll ? first : undefined)
  }

  /** Paths that failed while others did not, one line each. */
  problems(): readonly string[] {
    if (this.failure() !== undefined) return []
    return this.errors().map(({ message }) => `the-odds-api: ${message}`)
  }

  private errors(): readonly ArbError[] {
    return [...this.last.values()].filter((error) => error !== undefined)
  }
}
