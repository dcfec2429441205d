/**
 * One write after the other, and none after one that failed: a recording with a hole in it would
 * replay to something that never happened, so it stops instead.
 * @module
 */
import { SessionError } from '@arbkit/core'
import { reasonOf } from './file-sink.ts'

/** Most bytes that may wait to be written; more means that the disk does not keep up. */
export const PENDING_BYTES_MAX = 256 * 1024 * 1024

/** Operations in order, one at a time. */
export interface WriteQueue {
  /**
   * Runs `operation` after all earlier ones.
   * @throws {SessionError} the operation failed, or an earlier one did (it is then not run).
   */
  run<T>(operation: () => Promise<T>): Promise<T>
  /** As `run`, for an operation that holds `bytes` in memory until it has run. */
  runHolding<T>(bytes: number, operation: () => Promise<T>): Promise<T>
  /** Refuses everything from now on; resolves when the operation under way has ended. */
  stop(reason: SessionError): Promise<void>
}

/** Returns an empty queue; `name` says in messages what is being written. */
export function createWriteQueue(
  name: string,
  { pendingBytesMax = PENDING_BYTES_MAX }: { readonly pendingBytesMax?: number } = {},
): WriteQueue {
  let tail: Promise<unknown> = Promise.resolve()
  let failure: SessionError | undefined
  let pendingBytes = 0

  const refusal = (first: SessionError) =>
    new SessionError(`${name}: not written, an earlier write failed (${first.message})`, {
      cause: first,
    })

  const run = <T>(operation: () => Promise<T>): Promise<T> => {
    const result = tail.then(async () => {
      if (failure !== undefined) throw refusal(failure)
      try {
        return await operation()
      } catch (error) {
        failure = new SessionError(`${name}: can not be written: ${reasonOf(error)}`, {
          cause: error,
        })
        throw failure
      }
    })
    // Only the order hangs on `tail`; the caller of each operation gets its error.
    tail = result.catch(() => undefined)
    return result
  }

  return {
    run,
    async runHolding(bytes, operation) {
      if (failure !== undefined) throw refusal(failure)
      if (pendingBytes + bytes > pendingBytesMax) {
        failure = new SessionError(
          `${name}: over ${pendingBytesMax} bytes wait to be written: the disk is too slow`,
        )
        throw failure
      }
      pendingBytes += bytes
      try {
        return await run(operation)
      } finally {
        pendingBytes -= bytes
      }
    },
    async stop(reason) {
      failure ??= reason
      await tail
    },
  }
}
