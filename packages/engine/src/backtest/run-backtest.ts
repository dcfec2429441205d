/**
 * A backtest: a session's frames through the engine, turn by turn, as they came. What a turn decides rests
 * on the frames up to its end and on nothing else.
 * @module
 */
import {
  type DecaySummary,
  decaySummaryOf,
  type DecisionState,
  type EmissionRules,
  SessionError,
} from '@arbkit/core'
import type { ScanOptions } from '../scan/options.ts'
import type { FrameSource } from '../scan/run-scan.ts'
import type { Decision } from '../turns/decision.ts'
import { createTurnEngine } from '../turns/turn-engine.ts'
import { CandidateCollector, type CollectedCandidates } from './candidate-collector.ts'

/** What a backtest is told. */
export interface BacktestOptions {
  readonly scan: ScanOptions
  /** What people decided about pairs; nothing where left out. */
  readonly decisions?: DecisionState | undefined
  readonly rules?: EmissionRules | undefined
  /** Told of every decision, in order. */
  readonly onDecision?: ((decision: Decision) => void) | undefined
  /** Most candidates that are kept. */
  readonly candidatesMax?: number | undefined
}

/** How far a backtest is. */
export interface BacktestProgress {
  readonly frames: number
  readonly turns: number
  /** Session time, Unix ms. */
  readonly t: number
}

/** What a backtest came to. */
export interface BacktestRun extends CollectedCandidates {
  readonly frames: number
  readonly turns: number
  readonly decisions: number
  /** Times of the first frame and at the end, Unix ms. */
  readonly startMs: number
  readonly endMs: number
  readonly decay: DecaySummary
  /** What was incomplete about the session. */
  readonly problems: readonly string[]
}

/** Frames from one word of progress to the next. */
export const PROGRESS_FRAMES = 4096

/**
 * Runs a backtest: yields how far it is, and returns what it came to.
 * @throws {SessionError} no frame, or one this version can not read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function* runBacktest(
  source: FrameSource,
  given: BacktestOptions,
): AsyncGenerator<BacktestProgress, BacktestRun, undefined> {
  const { scan: options, decisions, rules, onDecision } = given
  const collector = new CandidateCollector(given.candidatesMax)
  const engine = createTurnEngine({
    options,
    decisions,
    rules,
    onTurn: (turn) => collector.take(turn, engine.state),
  })
  let [frames, turns, decided] = [0, 0, 0]
  const endTurn = (): void => {
    turns += 1
    for (const decision of engine.endTurn()) {
      decided += 1
      onDecision?.(decision)
    }
  }
  let turn: number | undefined
  let startMs = 0
  for await (const frame of source.frames()) {
    if (turn === undefined) startMs = frame.t
    else if (frame.turn !== turn) endTurn()
    turn = frame.turn
    engine.note(frame)
    frames += 1
    if (frames % PROGRESS_FRAMES === 0) yield { frames, turns, t: engine.state.nowMs }
  }
  if (turn === undefined) throw new SessionError(`${source.name}: the session holds no frame`)
  endTurn()
  const endMs = engine.state.nowMs
  const collected = collector.finish(engine.candidates(), endMs)
  return {
    ...collected,
    frames,
    turns,
    decisions: decided,
    startMs,
    endMs,
    decay: decaySummaryOf(collected.candidates.flatMap(({ decay }) => decay ?? [])),
    problems: source.problems(),
  }
}
