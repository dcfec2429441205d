/**
 * At most so many calls are on the wire at once; the others wait in the order they came. Users were refused
 * at some eight in parallel, well under the documented rate of 30 a second (reports of 2026).
 * @module
 */
import { ArbError, assertInput, type Clock } from '@arbkit/core'
import type { SendOptions, Sleep } from '@arbkit/http'
import type { OddsRequest } from './request.ts'

/** Calls on the wire at once unless said otherwise. */
export const IN_FLIGHT_MAX = 4

/** Most calls that may wait for their turn. */
export const WAITING_MAX = 1000

/** Why a call was not sent. */
export type OddsNotSentReason = 'deadline' | 'aborted' | 'queue-full'

const WHY: Readonly<Record<OddsNotSentReason, string>> = {
  deadline: 'its deadline passed',
  aborted: 'it was aborted',
  'queue-full': `more than ${WAITING_MAX} calls wait`,
}

/** Not sent, so nothing was charged; whether it is still worth sending is the caller's to say. */
export class OddsRequestNotSentError extends ArbError {
  override readonly name = 'OddsRequestNotSentError'
  override readonly resend = 'safe'
  readonly reason: OddsNotSentReason

  constructor({ path }: Pick<OddsRequest, 'path'>, reason: OddsNotSentReason) {
    super(`GET ${path}: not sent, ${WHY[reason]}`, { context: { path, reason } })
    this.reason = reason
  }
}

/** Gives out places on the wire. */
export interface InFlightLimit {
  /**
   * Resolves when there is a place, to what gives it back; call that once.
   * @throws {OddsRequestNotSentError} its deadline passes or it is aborted first, or too many wait.
   */
  enter(request: Pick<OddsRequest, 'path'>, options?: SendOptions): Promise<() => void>
  /** How many wait. */
  waiting(): number
}

/** What the limit needs. */
export interface InFlightOptions {
  readonly clock: Clock
  readonly sleep: Sleep
  /** Places, 1 or more. */
  readonly max: number
}

/** Returns a limit with all places free. @throws {InvalidInputError} no whole number of 1 or more. */
export function createInFlightLimit({ clock, sleep, max }: InFlightOptions): InFlightLimit {
  assertInput(Number.isSafeInteger(max) && max >= 1, 'in flight: expected 1 or more', { max })
  let free = max
  const queue = new Set<() => void>()

  const leave = (): void => {
    const [next] = queue
    if (next === undefined) free += 1
    else next()
  }
  const wait = async (
    request: Pick<OddsRequest, 'path'>,
    { deadlineMs, signal }: SendOptions,
  ): Promise<void> =>
    new Promise((resolve, reject) => {
      const ended = new AbortController()
      const end = (): void => {
        queue.delete(admit)
        signal?.removeEventListener('abort', onAbort)
        ended.abort()
      }
      const admit = (): void => {
        end()
        resolve()
      }
      const refuse = (reason: OddsNotSentReason): void => {
        end()
        reject(new OddsRequestNotSentError(request, reason))
      }
      const onAbort = (): void => refuse('aborted')
      queue.add(admit)
      signal?.addEventListener('abort', onAbort, { once: true })
      if (deadlineMs === undefined) return
      void sleep(deadlineMs - clock.now(), ended.signal).then(
        () => {
          if (!ended.signal.aborted) refuse('deadline')
        },
        () => undefined,
      )
    })

  return {
    async enter(request, options = {}) {
      checkInTime(request, options, clock.now())
      if (free > 0) {
        free -= 1
        return leave
      }
      if (queue.size >= WAITING_MAX) throw new OddsRequestNotSentError(request, 'queue-full')
      await wait(request, options)
      return leave
    },
    waiting: () => queue.size,
  }
}

/** @throws {OddsRequestNotSentError} its deadline has passed, or it was aborted. */
export function checkInTime(
  request: Pick<OddsRequest, 'path'>,
  { deadlineMs = Infinity, signal }: SendOptions,
  nowMs: number,
): void {
  if (signal?.aborted === true) throw new OddsRequestNotSentError(request, 'aborted')
  if (nowMs >= deadlineMs) throw new OddsRequestNotSentError(request, 'deadline')
}
