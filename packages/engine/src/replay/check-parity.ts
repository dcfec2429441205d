/**
 * A session replayed with its own settings, for what it decides: line by line, or held against what was
 * recorded. In memory that does not grow with the session.
 * @module
 */
import { SessionError } from '@arbkit/core'
import { type Decision, decisionLine } from '../turns/decision.ts'
import { type Parity, ParityCheck } from './parity-check.ts'
import {
  ownSettings,
  type ReplaySettings,
  type SettingsOf,
  settingsOfStart,
} from './replay-settings.ts'
import type { ReplaySource } from './replay-source.ts'
import { SessionReplay } from './session-replay.ts'

/** Frames from one word of progress to the next. */
export const PARITY_PROGRESS_FRAMES = 4096

/** How a session is replayed. */
export interface ReplayOptions {
  /** Where the session does not say with what its engine began; such a session can not be compared. */
  readonly others: ReplaySettings
  /** Frames after it are left out, Unix ms. */
  readonly untilMs?: number | undefined
}

/** A decision of a replay, and its line. */
export interface ReplayedDecision {
  readonly decision: Decision
  readonly line: string
}

/**
 * Gives what a session decides, in order.
 * @throws {SessionError} no frame, or none until then, or one that can not be read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function* replayDecisions(
  source: ReplaySource,
  { others, untilMs = Infinity }: ReplayOptions,
): AsyncGenerator<ReplayedDecision> {
  const replay = new SessionReplay(ownSettings(others))
  let isEmpty = true
  for await (const frame of source.frames()) {
    if (frame.t > untilMs) continue
    isEmpty = false
    yield* linesOf(replay.note(frame)?.decisions ?? [])
  }
  if (isEmpty) {
    const until = untilMs === Infinity ? '' : ` until ${new Date(untilMs).toISOString()}`
    throw new SessionError(`${source.name}: the session holds no frame${until}`)
  }
  yield* linesOf(replay.end().decisions)
}

function* linesOf(decisions: readonly Decision[]): Generator<ReplayedDecision> {
  for (const decision of decisions) yield { decision, line: decisionLine(decision) }
}

/**
 * Replays a session with its own settings and holds it against what was recorded. A torn session is compared
 * up to the last turn that is whole.
 * @throws {SessionError} no frame, one that can not be read, or no word of what its engine began with.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function checkParity(
  source: ReplaySource,
  onProgress: (at: { readonly frames: number; readonly t: number }) => void = () => undefined,
): Promise<Parity> {
  const replay = new SessionReplay(recordedSettings(source.name))
  const check = new ParityCheck(source.decisions())
  let frames = 0
  for await (const frame of source.frames()) {
    const ended = replay.note(frame)
    frames += 1
    if (frames % PARITY_PROGRESS_FRAMES === 0) onProgress({ frames, t: frame.t })
    if (ended !== undefined) await check.take(ended)
    if (check.isDone) break
  }
  if (frames === 0) throw new SessionError(`${source.name}: the session holds no frame`)
  // Of a torn session the last turn is not known to be whole.
  if (!check.isDone && source.ends().areFramesWhole) await check.take(replay.end())
  return check.finish(() => source.ends())
}

function recordedSettings(name: string): SettingsOf {
  return (start) => {
    if (start !== undefined) return { ...settingsOfStart(start), isRecorded: true, changed: [] }
    throw new SessionError(
      `${name}: the session does not say with what its engine began, so there is nothing to compare: ` +
        'arb run and arb record write sessions that do',
    )
  }
}
