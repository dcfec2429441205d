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
  next(): number
}

/** Fresh identifiers, unique within the process at least. */
export interface Ids {
  next(): string
}

/** The part of a fetch response that the clients read. */
export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
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
