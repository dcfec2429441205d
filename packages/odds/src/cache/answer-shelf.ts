/**
 * Answers kept within bounds: the ones not asked for longest make room.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { OddsAnswer } from '../rest/request.ts'
import type { FirstStart } from './odds-ttl.ts'

/** Most that is kept. */
export interface ShelfBounds {
  /** Answers; 1 or more. */
  readonly entriesMax: number
  /** Bytes of their bodies in UTF-8; 1 or more. Memory holds each parsed beside its text. */
  readonly bytesMax: number
}

/** 500 answers of 64 MiB in all: more than a poll of every sport, with the events of a day. */
export const DEFAULT_SHELF_BOUNDS: ShelfBounds = {
  entriesMax: 500,
  bytesMax: 64 * 1024 * 1024,
}

/** An answer, and when its first game begins. */
export interface Kept {
  readonly answer: OddsAnswer
  readonly firstStartMs: FirstStart
  readonly bytes: number
}

/** Kept answers by key, in the order in which they were last asked for. */
export class AnswerShelf {
  private readonly bounds: ShelfBounds
  private readonly entries = new Map<string, Kept>()
  private total = 0

  /** @throws {InvalidInputError} bounds that are no whole numbers of 1 or more. */
  constructor(bounds: ShelfBounds) {
    for (const [name, value] of Object.entries(bounds)) {
      assertInput(
        Number.isSafeInteger(value) && value >= 1,
        `odds cache: ${name}: expected a whole number of 1 or more, got ${value}`,
      )
    }
    this.bounds = bounds
  }

  /** Returns what is kept under a key, which then is the last to go. */
  take(key: string): Kept | undefined {
    const kept = this.entries.get(key)
    if (kept !== undefined) {
      this.entries.delete(key)
      this.entries.set(key, kept)
    }
    return kept
  }

  /** Keeps an answer in place of the one before; not at all where it alone is larger than everything. */
  put(key: string, { answer, firstStartMs }: Omit<Kept, 'bytes'>): void {
    this.drop(key)
    const bytes = Buffer.byteLength(answer.text)
    if (bytes > this.bounds.bytesMax) return
    this.entries.set(key, { answer, firstStartMs, bytes })
    this.total += bytes
    for (const [oldest] of this.entries) {
      if (this.entries.size <= this.bounds.entriesMax && this.total <= this.bounds.bytesMax) break
      this.drop(oldest)
    }
  }

  /** Lets go of an answer. */
  drop(key: string): void {
    this.total -= this.entries.get(key)?.bytes ?? 0
    this.entries.delete(key)
  }

  /** Returns what is kept. */
  size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.entries.size, bytes: this.total }
  }
}
