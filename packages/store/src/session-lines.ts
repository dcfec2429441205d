/**
 * The lines of a session as they are made: frames are numbered, turns never fall, and no decision comes
 * before the frames of its turn. Writes nothing.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { encodeFrame, type NewFrame, TIME_MS_MAX } from './frame.ts'
import { LINE_LENGTH_MAX } from './line-writer.ts'
import type { SessionManifest } from './manifest.ts'

/** When a decision was made. */
export interface DecisionTime {
  readonly turn: number
  /** Session time, Unix ms: decides which file the line goes to. */
  readonly t: number
}

/** The lines of one session, one after the other. */
export interface SessionLines {
  /** Takes the next frame. @throws {InvalidInputError} out of bounds, or its turn falls; more may follow. */
  ofFrame(frame: NewFrame): { readonly seq: number; readonly line: string }
  /** @throws {InvalidInputError} no line of JSON, or of a turn that has no frame yet or is over. */
  checkDecision(line: string, made: DecisionTime): void
  /** Returns how many frames were taken, and the times of the first and the last. */
  frames(): SessionManifest['frames']
}

/** Returns the lines of a session that has none. */
export function createSessionLines(): SessionLines {
  let lastTurn = 0
  let decidedTurn = 0
  let frames: SessionManifest['frames'] = { count: 0 }
  return {
    ofFrame(frame) {
      const { turn, t } = frame
      assertInput(turn >= lastTurn, 'turn must not fall', { turn, lastTurn })
      const seq = frames.count + 1
      const line = encodeFrame(seq, frame)
      assertFits(line, 'a frame')
      lastTurn = turn
      frames = { count: seq, firstMs: frames.firstMs ?? t, lastMs: t }
      return { seq, line }
    },
    checkDecision(line, { turn, t }) {
      assertInput(frames.count > 0, 'a decision has to come after the frames it was made from')
      assertInput(
        Number.isSafeInteger(turn) && turn >= decidedTurn && turn <= lastTurn,
        'a decision is of a turn between the last decision and the last frame',
        { turn, decidedTurn, lastTurn },
      )
      assertInput(
        Number.isSafeInteger(t) && t >= 0 && t <= TIME_MS_MAX,
        `t must be whole Unix milliseconds, got ${t}`,
      )
      const isObject = line.startsWith('{') && !/[\r\n]/.test(line)
      assertInput(isObject, 'a decision is a JSON object on one line')
      assertFits(line, 'a decision')
      decidedTurn = turn
    },
    frames: () => frames,
  }
}

function assertFits(line: string, what: string): void {
  assertInput(
    Buffer.byteLength(line) <= LINE_LENGTH_MAX,
    `${what} takes at most ${LINE_LENGTH_MAX} bytes`,
  )
}
