/**
 * Waiting, as an argument: real time outside, virtual time in tests.
 * @module
 */
import { setTimeout as timeout } from 'node:timers/promises'

/** Resolves after `ms` milliseconds; rejects when the signal is aborted before. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Longest single wait that Node's timers can do, in milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1

/** Waits in real time, at most 24.8 days. */
export const sleep: Sleep = async (ms, signal) => {
  await timeout(Math.min(ms, TIMER_MS_MAX), undefined, signal === undefined ? {} : { signal })
}
