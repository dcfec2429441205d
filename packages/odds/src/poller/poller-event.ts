/**
 * What happens to a poller, and what it wants done.
 * @module
 */
import type { CreditUsage } from '../rest/usage-headers.ts'
import type { NearEdge, PlannedCall, PollCredits, PollFixture, PollSport } from './world.ts'

/** A fixture as an answer has it. */
export type SeenFixture = Pick<PollFixture, 'eventId' | 'sportKey' | 'startMs'>

/**
 * `retry`: it failed, and may not the next time. `gone`: there is no such event any more. `spent`: the
 * account has no credits. `not-sent`: it never left, and costs nothing.
 */
export type FailureCause = 'retry' | 'gone' | 'spent' | 'not-sent'

/** What happens to a poller. Times are Unix ms. */
export type PollerEvent =
  | { readonly type: 'tick'; readonly nowMs: number }
  | {
      readonly type: 'answer'
      readonly nowMs: number
      readonly callId: number
      /** Left out where the answer does not say: it then counts as its most. */
      readonly usage?: CreditUsage | undefined
      readonly fixtures: readonly SeenFixture[]
    }
  | {
      readonly type: 'failure'
      readonly nowMs: number
      readonly callId: number
      readonly cause: FailureCause
      readonly usage?: CreditUsage | undefined
      readonly retryAfterMs?: number | undefined
    }
  /** No call that costs until then; the end of the month where it is left out. */
  | { readonly type: 'budget-stop'; readonly nowMs: number; readonly untilMs?: number | undefined }
  /** Somebody else keeps the books: these are the credits. */
  | { readonly type: 'credits'; readonly nowMs: number; readonly credits: PollCredits }
  | {
      readonly type: 'near-edge'
      readonly nowMs: number
      readonly eventId: string
      readonly edge: NearEdge
    }
  /** Markets of one fixture in place of its sport's; left out: its sport's again. */
  | {
      readonly type: 'wish'
      readonly nowMs: number
      readonly eventId: string
      readonly markets?: readonly string[] | undefined
    }
  | { readonly type: 'sports'; readonly nowMs: number; readonly sports: readonly PollSport[] }

/** What a poller wants done. */
export type PollerCommand =
  | { readonly type: 'call'; readonly callId: number; readonly call: PlannedCall }
  /** A tick at this moment, in place of any asked for before. */
  | { readonly type: 'wake'; readonly atMs: number }
