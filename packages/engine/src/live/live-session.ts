/**
 * A session while it happens: every answer that arrives is applied to the market state, and handed on
 * to be recorded, as the same frame. What a scan says of it is what a scan of the recording says.
 * @module
 */
import { isArbError } from '@arbkit/core'
import type { NewFrame } from '@arbkit/store'
import { MarketState } from '../session/market-state.ts'
import type { FrameRequest } from '../session/frame-request.ts'

/** An answer as a frame: what came, when, and what it answers. */
export interface LiveAnswer {
  /** `kalshi/rest` or `the-odds-api/rest`. */
  readonly source: string
  readonly request: FrameRequest
  /** The body, exactly as received. */
  readonly text: string
  /** Unix ms. */
  readonly receivedMs: number
}

/** Takes each frame in its order; what it does with it may take its time. */
export type FrameRecorder = (frame: NewFrame) => void

/** A session that grows. */
export interface LiveSession {
  readonly state: MarketState
  /**
   * Applies an answer. One that can not be applied is left out of the recording too, and named among the
   * problems: a recording that can not be replayed is none.
   */
  note(answer: LiveAnswer): void
  /** Begins the next turn: everything noted until now was seen together. */
  nextTurn(): void
  /** Calls whose last answer could not be applied, one line each. */
  problems(): readonly string[]
}

/** Returns a session without a frame. */
export function createLiveSession(record?: FrameRecorder): LiveSession {
  const state = new MarketState()
  /** By the call: one that succeeds is forgiven. */
  const problems = new Map<string, string>()
  let turn = 0
  return {
    state,
    note: ({ source, request, text, receivedMs }) => {
      // Frames of concurrent calls arrive in an order of their own; the session's clock never falls.
      const frame = { turn, t: receivedMs, source, request }
      try {
        state.apply({ ...frame, seq: state.frames + 1, body: JSON.parse(text) as unknown })
        record?.({ ...frame, payload: text })
        problems.delete(request.file)
      } catch (error) {
        if (!isArbError(error) && !(error instanceof SyntaxError)) throw error
        problems.set(request.file, `${request.file}: ${error.message}`)
      }
    },
    nextTurn: () => {
      turn += 1
    },
    problems: () => [...problems.values()],
  }
}
