/**
 * Quotes of whole sports from The Odds API: one call a sport, and every answer becomes a frame.
 * @module
 */
import { type Clock, isArbError } from '@arbkit/core'
import {
  type BookScope,
  getOdds,
  oddsCost,
  type OddsAnswer,
  OddsApiError,
  type SendOdds,
} from '@arbkit/odds'
import { frameOfGone, frameOfOdds } from './answer-frames.ts'
import type { LiveAnswer, LiveSession } from './live-session.ts'
import type { OnProgress } from './progress.ts'

/** What of the feed is asked for. */
export interface WantedOdds {
  /** Featured market keys, `h2h`. */
  readonly markets: readonly string[]
  readonly books: BookScope
}

/** Returns a sender whose answers the session notes, also that an event is gone. */
export function notedSends(send: SendOdds, session: LiveSession, clock: Clock): SendOdds {
  const note = (frame: LiveAnswer | undefined): void => {
    if (frame !== undefined) session.note(frame)
  }
  /** An answer out of a cache was noted when it came. */
  const noted = new WeakSet<OddsAnswer>()
  return async (request, options) => {
    try {
      const answer = await send(request, options)
      if (!noted.has(answer)) note(frameOfOdds(request, answer))
      noted.add(answer)
      return answer
    } catch (error) {
      if (error instanceof OddsApiError && error.kind === 'event-gone') {
        note(frameOfGone(request, { code: error.code, receivedMs: Math.floor(clock.now()) }))
      }
      throw error
    }
  }
}

/** Returns what polling sports once can cost, in credits. @throws {InvalidInputError} nothing is asked for. */
export function pollCost(sports: number, wanted: WantedOdds): number {
  return sports * oddsCost(wanted).max
}

/**
 * Asks for the quotes of each sport. A sport that fails is named and the others go on; a refusal of the
 * key, or the end of the credits, ends it: the next call would be refused as well.
 * @throws {ArbError} a refusal of that kind, or nothing at all came.
 */
export async function pollOdds(
  {
    send,
    onProgress,
    signal,
  }: {
    readonly send: SendOdds
    readonly onProgress: OnProgress
    readonly signal?: AbortSignal | undefined
  },
  sports: readonly string[],
  { markets, books }: WantedOdds,
): Promise<readonly string[]> {
  const failures: { readonly sport: string; readonly error: Error }[] = []
  let done = 0
  await Promise.all(
    sports.map(async (sport) => {
      try {
        const { answer } = await getOdds(send, { sport, markets, books }, { signal })
        done += 1
        const creditsLeft = answer.usage?.remaining
        const step = { venue: 'the-odds-api', what: 'odds', done, total: sports.length } as const
        onProgress(creditsLeft === undefined ? step : { ...step, creditsLeft })
      } catch (error) {
        if (!isArbError(error)) throw error
        failures.push({ sport, error })
      }
    }),
  )
  const [first] = failures
  const forGood = failures.find(({ error }) => isForGood(error))
  if (forGood !== undefined) throw forGood.error
  if (first !== undefined && failures.length === sports.length) throw first.error
  return failures.map(({ sport, error }) => `the-odds-api: ${sport}: ${error.message}`)
}

/** True for a refusal that every other call would meet as well. */
export function isForGood(error: Error): boolean {
  if (error.name === 'CreditsExhaustedError') return true
  return (
    error instanceof OddsApiError && (error.kind === 'bad-key' || error.kind === 'out-of-credits')
  )
}
