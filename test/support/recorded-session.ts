/**
 * Sessions as a running engine leaves them: what it began with, frames, and the decisions that it made.
 * @module
 */
import type { EngineStart } from '@arbkit/engine'
import {
  createPaperDesk,
  createTurnEngine,
  decisionLine,
  engineRequest,
  engineStartText,
  settingsOfStart,
} from '@arbkit/engine'
import { createSessionWriter, type NewFrame } from '@arbkit/store'
import { framesOf } from './simulated-session.ts'

/** Returns the frames of a session with what its engine began with in front. */
export function withStart(start: EngineStart, frames: readonly NewFrame[]): readonly NewFrame[] {
  const [first] = frames
  const head: NewFrame = {
    turn: first?.turn ?? 0,
    t: first?.t ?? 0,
    source: 'arbkit/engine',
    request: engineRequest('engine-start'),
    payload: engineStartText(start),
  }
  return [head, ...frames]
}

/** What is written, and how it ends. */
export interface RecordedSession {
  readonly dir: string
  readonly start: EngineStart
  /** Without the start. */
  readonly frames: readonly NewFrame[]
  /** Not closed, as after a kill, where true. */
  readonly isCut?: boolean
}

/** Writes a session as an engine does, and returns the lines of its decisions. */
export async function recordDecided({
  dir,
  start,
  frames,
  isCut = false,
}: RecordedSession): Promise<readonly string[]> {
  const all = withStart(start, frames)
  const { scan: options, decisions, rules, paper } = settingsOfStart(start)
  const desk = paper === undefined ? undefined : createPaperDesk(paper)
  const engine = createTurnEngine({ options, decisions, rules, paper: desk })
  const writer = await createSessionWriter({ dir, createdBy: 'a test', startedAtMs: 0 })
  const lines: string[] = []
  const read = framesOf(all)
  for (const [index, frame] of all.entries()) {
    await writer.append(frame)
    const [noted, next] = [read[index], read[index + 1]]
    if (noted !== undefined) engine.note(noted)
    if (next?.turn === frame.turn) continue
    for (const decision of engine.endTurn()) {
      const line = decisionLine(decision)
      lines.push(line)
      await writer.decide(line, { turn: frame.turn, t: decision.t })
    }
  }
  if (isCut) {
    await writer.flush()
    await writer.abort()
  } else await writer.close()
  return lines
}
