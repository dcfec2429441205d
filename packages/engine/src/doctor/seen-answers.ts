/**
 * Notes when a venue answered, and by which clock of its own: of any answer, refusals too.
 * @module
 */
import type { Clock, Fetch } from '@arbkit/core'

/** The head of an answer. Times are Unix ms, ours unless said. */
export interface SeenAnswer {
  readonly status: number
  readonly askedMs: number
  readonly answeredMs: number
  /** The venue's, by its `Date` header, whole seconds; undefined where it has none that can be read. */
  readonly dateMs: number | undefined
}

/** A fetch that remembers. */
export interface SeenAnswers {
  readonly fetch: Fetch
  /** The latest answer; undefined before the first. */
  readonly latest: () => SeenAnswer | undefined
}

/** Returns a fetch that notes each answer when its head has come. */
export function seenAnswers(fetch: Fetch, clock: Clock): SeenAnswers {
  let latest: SeenAnswer | undefined
  return {
    fetch: async (url, init) => {
      const askedMs = clock.now()
      const response = await fetch(url, init)
      const dateMs = Date.parse(response.headers.get('date') ?? '')
      latest = {
        status: response.status,
        askedMs,
        answeredMs: clock.now(),
        dateMs: Number.isNaN(dateMs) ? undefined : dateMs,
      }
      return response
    },
    latest: () => latest,
  }
}
