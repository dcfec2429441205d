/**
 * `arb scan` over a session: replay the frames, scan once at the time of the last, report.
 * @module
 */
import { type DecisionState, NO_DECISIONS, SessionError } from '@arbkit/core'
import { describeSessionProblem, type Frame, openSession, type SessionProblem } from '@arbkit/store'
import { MarketState } from '../session/market-state.ts'
import type { Candidate } from './priced-candidate.ts'
import { notesOf } from './notes.ts'
import type { ScanOptions } from './options.ts'
import { reportOf } from './report.ts'
import type { ScanReport } from './report-schema.ts'
import { type ScanResult, scanMarkets } from './scan.ts'

/** Where frames come from: a recorded session, or frames made up in memory. */
export interface FrameSource {
  /** Name for people; not a path. */
  readonly name: string
  frames(): AsyncIterable<Frame> | Iterable<Frame>
  /** The same frames, many at a time; what can not give them so leaves it out. */
  frameBatches?(): AsyncIterable<Iterable<Frame>>
  /** What was incomplete; asked after the frames were read. */
  problems(): readonly string[]
}

/** A scan with everything it was computed from. */
export interface ScanRun {
  readonly state: MarketState
  readonly result: ScanResult
  readonly report: ScanReport
}

/** Opens a recorded session as a source of frames. @throws {SessionError} not a session. */
export async function sessionSource(dir: string, name: string): Promise<FrameSource> {
  const session = await openSession(dir)
  return {
    name,
    frames: () => session.frames(),
    frameBatches: () => session.frameBatches(),
    problems: () =>
      session.problems().map((problem: SessionProblem) => describeSessionProblem(problem)),
  }
}

/**
 * Replays a source to its end, or to a moment: frames after `untilMs` are left out.
 * @throws {SessionError} it holds no frame, or none until then.
 */
export async function replay(source: FrameSource, untilMs = Infinity): Promise<MarketState> {
  const state = new MarketState()
  let isEmpty = true
  for await (const frame of source.frames()) {
    isEmpty = false
    if (frame.t <= untilMs) state.apply(frame)
  }
  if (isEmpty) throw new SessionError(`${source.name}: the session holds no frame`)
  if (state.frames === 0) {
    throw new SessionError(`${source.name}: no frame until ${new Date(untilMs).toISOString()}`)
  }
  return state
}

/** Scans a source once, at the time of its last frame. */
export async function runScan(
  source: FrameSource,
  options: ScanOptions,
  {
    withRejected,
    untilMs,
    decisions = NO_DECISIONS,
  }: {
    readonly withRejected: boolean
    readonly untilMs?: number
    readonly decisions?: DecisionState
  },
): Promise<ScanRun> {
  const state = await replay(source, untilMs)
  const about = { session: source.name, problems: source.problems() }
  return scanState(state, options, { about, withRejected, decisions })
}

/** Scans a market state at the time of its last frame. */
export function scanState(
  state: MarketState,
  options: ScanOptions,
  {
    about,
    withRejected,
    decisions = NO_DECISIONS,
  }: {
    /** The session's name, and what was incomplete about it. */
    readonly about: { readonly session: string; readonly problems: readonly string[] }
    readonly withRejected: boolean
    readonly decisions?: DecisionState | undefined
  },
): ScanRun {
  const result = scanMarkets({ state, nowMs: state.nowMs, options, decisions })
  const report = reportOf(result, {
    session: about.session,
    nowMs: state.nowMs,
    frames: state.frames,
    contracts: state.contractListings().length,
    oddsEvents: state.oddsListings().length,
    limit: options.limit,
    withRejected,
    notes: [...about.problems, ...notesOf(state, { result, options })],
  })
  return { state, result, report }
}

/** Returns the candidate with an id, whether it is an opportunity or was turned down. */
export function findCandidate({ result }: ScanRun, id: string): Candidate | undefined {
  return [...result.opportunities, ...result.rejected].find((candidate) => candidate.id === id)
}
