/**
 * Answers of The Odds API shared and kept for a while, so that nobody pays twice for the same: it belongs
 * before the budget, and what it hands out costs nothing. It keeps no error, hands out nothing older than
 * its time, and changes nothing: how old an answer is counts from its `receivedMs`; the `last_update` inside
 * is when a book was looked at, not when its price changed, and says nothing of that.
 * @module
 */
import type { Clock } from '@arbkit/core'
import { encodeQuery, type SendOptions, type Sleep } from '@arbkit/http'
import type { OddsAnswer, OddsRequest, SendOdds } from '../rest/request.ts'
import { AnswerShelf, DEFAULT_SHELF_BOUNDS, type ShelfBounds } from './answer-shelf.ts'
import { checkOddsTtl, DEFAULT_ODDS_TTL, firstStartOf, type OddsTtl, ttlMsOf } from './odds-ttl.ts'
import { notWaited, SharedCall } from './shared-call.ts'

/** What a cache needs. */
export interface OddsCacheOptions {
  /** What it asks: the budgeted transport. */
  readonly send: SendOdds
  readonly clock: Clock
  readonly sleep: Sleep
  /** Times that differ from {@link DEFAULT_ODDS_TTL}. */
  readonly ttl?: Partial<OddsTtl> | undefined
  /** Bounds that differ from {@link DEFAULT_SHELF_BOUNDS}. */
  readonly bounds?: Partial<ShelfBounds> | undefined
}

/** A cache. */
export interface OddsCache {
  /**
   * Returns a kept answer that is young enough, or the one of a call under way for the same, or asks.
   * Callers share one answer, as it came: its `usage` is of the call that was paid.
   * @throws what `send` throws, to all who wait for it; it is not kept. @throws {VenueNoAnswerError} the
   * caller's own deadline or signal came first; the call ends when nobody waits for it any more.
   */
  readonly send: SendOdds
  /**
   * Resolves when no call is under way, those that nobody waits for any more included: until then the
   * budget may still be told what they cost.
   */
  settled(): Promise<void>
  /** Returns what is kept: answers, and bytes of their bodies. */
  size(): { readonly entries: number; readonly bytes: number }
}

/** Returns an empty cache. @throws {InvalidInputError} times or bounds out of range. */
export function createOddsCache(options: OddsCacheOptions): OddsCache {
  const { clock, send } = options
  const ttl = { ...DEFAULT_ODDS_TTL, ...options.ttl }
  checkOddsTtl(ttl)
  const shelf = new AnswerShelf({ ...DEFAULT_SHELF_BOUNDS, ...options.bounds })
  const calls = new Map<string, SharedCall>()
  const underWay = new Set<SharedCall>()

  const keptAnswer = (request: OddsRequest, key: string): OddsAnswer | undefined => {
    const kept = shelf.take(key)
    if (kept === undefined) return undefined
    const nowMs = clock.now()
    const ageMs = nowMs - kept.answer.receivedMs
    const { firstStartMs } = kept
    // An answer of the future: the clock was set back, and its age is not known.
    if (ageMs >= 0 && ageMs < ttlMsOf(ttl, request.endpoint, { firstStartMs, nowMs })) {
      return kept.answer
    }
    shelf.drop(key)
    return undefined
  }
  const begin = (request: OddsRequest, key: string): SharedCall => {
    const forget = (): void => {
      if (calls.get(key) === call) calls.delete(key)
    }
    const start = async (signal: AbortSignal): Promise<OddsAnswer> => {
      try {
        const answer = await send(request, { signal })
        shelf.put(key, { answer, firstStartMs: firstStartOf(answer) })
        return answer
      } finally {
        forget()
        underWay.delete(call)
      }
    }
    const call = new SharedCall(options, request, { start, onAbandoned: forget })
    calls.set(key, call)
    underWay.add(call)
    return call
  }

  return {
    async send(request, sendOptions = {}) {
      checkInTime(request, sendOptions, clock.now())
      const key = `${request.path}${encodeQuery(request.query)}`
      const kept = keptAnswer(request, key)
      if (kept !== undefined) return kept
      return (calls.get(key) ?? begin(request, key)).join(sendOptions)
    },
    settled: async () => {
      while (underWay.size > 0) {
        await Promise.all([...underWay].map(async (call) => call.ended()))
      }
    },
    size: () => shelf.size(),
  }
}

/** @throws {VenueNoAnswerError} the caller has left already. */
function checkInTime(
  { path }: OddsRequest,
  { deadlineMs = Infinity, signal }: SendOptions,
  nowMs: number,
): void {
  if (signal?.aborted === true) throw notWaited(path, 'aborted')
  if (nowMs >= deadlineMs) throw notWaited(path, 'its deadline passed')
}
