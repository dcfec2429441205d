/**
 * What brings frames into a running engine, and what the engine is to it: a session to note answers in, a
 * place to say how a feed does, and what is worth asking for.
 * @module
 */
import type { DecidedMatch } from '@arbkit/core'
import type { PollPlan } from '@arbkit/odds'
import type { LiveSession } from '../live/live-session.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { FeedName } from './engine-event.ts'

/** Something that brings frames. */
export interface EngineSource {
  /** For people. */
  readonly name: string
  /** Feeds that it reads: they are watched from the beginning. */
  readonly feeds: readonly FeedName[]
  /**
   * Brings frames until the signal is aborted, and then resolves once nothing of it is open. What it throws
   * ends the engine.
   */
  run(port: EnginePort, signal: AbortSignal): Promise<void>
}

/** The engine as a source sees it. */
export interface EnginePort {
  /** Notes answers; each is a frame, and a turn ends when nothing more is waiting. */
  readonly session: LiveSession
  /** Something of a feed was heard just now. */
  heard(feed: FeedName): void
  /** A feed can not be read; `detail` in one line. */
  lost(feed: FeedName, detail: string): void
  /** Says all problems of a kind that there are now, one line each: those that were and are not are over. */
  problems(kind: string, lines: readonly string[]): void
  /** Says that what the venues list was looked at. */
  discovered(sports: readonly string[]): void
  /** Says how credits are going to be spent. */
  planned(plan: PollPlan): void
  /** Says what an answer told of the account's credits. */
  creditsLeft(count: number): void
  /** Returns pairs and suggestions as they were matched last. */
  matched(): DecidedMatch
  /** Is told after each turn that matched anew, until the returned function is called. */
  onMatched(listener: () => void): () => void
  /** Returns what pays or nearly does, as of the last turn. */
  candidates(): readonly Candidate[]
  /** Returns the contracts that paper trades hold or wait for: what becomes of them is wanted. */
  heldMarkets(): readonly string[]
}
