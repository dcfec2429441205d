/**
 * Work that ends in time: by its result, by its limit, or because the person asked to stop.
 * @module
 */
import { ArbError } from '@arbkit/core'
import type { DoctorPorts } from './doctor-ports.ts'

/** A check took longer than it may. */
export class CheckTimeoutError extends ArbError {
  override readonly name = 'CheckTimeoutError'
  override readonly resend = 'safe'
}

/** The person asked to stop. */
export class CheckStoppedError extends ArbError {
  override readonly name = 'CheckStoppedError'
  override readonly resend = 'safe'
}

/**
 * Returns what the work returns; its signal is aborted as soon as nobody waits for it any more.
 * @throws {CheckTimeoutError} after `limitMs`. @throws {CheckStoppedError} @throws what the work throws.
 */
export async function within<T>(
  { sleep, stop }: Pick<DoctorPorts, 'sleep' | 'stop'>,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController()
  const signal = stop === undefined ? ended.signal : AbortSignal.any([stop, ended.signal])
  const late = sleep(limitMs, signal).then(
    () => {
      throw new CheckTimeoutError(`no result in ${limitMs / 1000} s`)
    },
    () => {
      throw new CheckStoppedError('stopped before it was done')
    },
  )
  try {
    return await Promise.race([work(signal), late])
  } finally {
    ended.abort()
  }
}
