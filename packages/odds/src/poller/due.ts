/**
 * When a stream is next due: once the rates since its last poll, each over its own time, add up to one
 * poll. So a poll that there is once a day falls where the day is busiest, not at its first hour.
 * @module
 */
import type { PollStream } from './streams.ts'
import { ratePerMs } from './stretch.ts'

/** Due a little before it is whole: the stretch is known to fewer digits than this leaves. */
const WHOLE_POLL = 1 - 1e-6

/** Returns when a stream is due, Unix ms; Infinity where it is not inside the horizon. */
export function dueMsOf(stream: PollStream, nowMs: number, stretch: number): number {
  let polls = 0
  for (const piece of stream.pieces) {
    const rate = ratePerMs(piece, stretch)
    const neededMs = (WHOLE_POLL - polls) / rate
    if (piece.fromMs + neededMs <= piece.toMs) {
      return boundedDueMs(stream, piece.fromMs + neededMs, nowMs)
    }
    polls += (piece.toMs - piece.fromMs) * rate
  }
  return Infinity
}

/** Returns the first moment from `dueMs` on at which the stream is wanted and its source may have moved. */
function boundedDueMs(stream: PollStream, dueMs: number, nowMs: number): number {
  const { lastMs = -Infinity } = stream
  for (const piece of stream.pieces) {
    const fromMs = Math.max(piece.fromMs, dueMs, nowMs, lastMs + 1 / piece.capPerMs)
    if (fromMs < piece.toMs) return fromMs
  }
  return Infinity
}

/** Returns the time between two polls as things stand, ms; Infinity where it is not polled. */
export function intervalMsAt(stream: PollStream, nowMs: number, stretch: number): number {
  const piece = stream.pieces.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)
  return piece === undefined ? Infinity : 1 / ratePerMs(piece, stretch)
}
