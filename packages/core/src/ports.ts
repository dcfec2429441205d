/**
 * What the pure code needs from the world, as types only. Shells pass real ones; tests pass
 * doubles from `@arbkit/core/testing`.
 * @module
 */

/** The time. Reading it is an effect: pure code takes a number instead. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
}

/** Uniform randomness in [0, 1). */
export interface Rng {
  /** The next number, from 0 (included) to 1 (not included). */
  next(): number
}

/** Fresh identifiers, unique within the process at least. */
export interface Ids {
  /** An identifier that was not given out before. */
  next(): string
}

/** The part of a fetch response that the clients read. */
export interface FetchResponse {
  readonly status: number
  readonly headers: {
    /** The value of a header, its name in any case; null where there is none. */
    get(name: string): string | null
  }
  /** The whole body as text; may be read once. */
  text(): Promise<string>
}

/** The part of a fetch request that the clients write. */
export interface FetchInit {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** HTTP as an argument: `undici`, the platform's `fetch`, or a double. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>
