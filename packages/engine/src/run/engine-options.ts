/**
 * What a running engine is made of. Everything of the outside is an argument: time, timers, venues, files
 * and the database.
 * @module
 */
import type { Clock, EmissionRules, PairDecision } from '@arbkit/core'
import type { Database, Every, LeaseHolder } from '@arbkit/store'
import type { DecisionStore } from '../decisions/decision-store.ts'
import type { PaperDeskOptions } from '../paper/paper-options.ts'
import type { SessionRecordingOptions } from '../recording/session-recording.ts'
import type { ScanOptions } from '../scan/options.ts'
import type { EngineSource } from './engine-source.ts'

/** The time as an engine needs it. */
export interface EngineTime {
  readonly clock: Clock
  readonly every: Every
  /** Runs something when what is under way is over: `setImmediate`. */
  readonly soon: (run: () => void) => void
  /** Milliseconds of a clock that only measures: `performance.now`. */
  readonly stopwatch: () => number
}

/** The database, and who writes in it. */
export interface EngineStore {
  /** Migrated; whoever opened it closes it. */
  readonly database: Database
  readonly holder: LeaseHolder
}

/** What people decided about pairs. */
export interface EngineDecisions {
  /** Read at the start and again now and then. */
  readonly store: Pick<DecisionStore, 'read'>
  /** What a file of one's own says: it beats the store. */
  readonly overrides?: readonly PairDecision[] | undefined
}

/** What an engine is made of. */
export interface EngineOptions {
  /** Of the program, for the recording. */
  readonly version: string
  readonly sources: readonly EngineSource[]
  readonly time: EngineTime
  readonly scan: ScanOptions
  /** What is worth telling; core's own where left out. */
  readonly rules?: EmissionRules | undefined
  readonly decisions?: EngineDecisions | undefined
  /** Trades on paper what it finds; nothing is traded where left out. */
  readonly paper?: PaperDeskOptions | undefined
  /** Keeps what was decided, and resumes from there; nothing is kept where left out. */
  readonly store?: EngineStore | undefined
  /** Records what is heard and decided; nothing is recorded where left out. */
  readonly recording?: Omit<SessionRecordingOptions, 'clock' | 'every' | 'onNote'> | undefined
}

/** From one word of the time to the next: quotes age also while nothing arrives. */
export const TICK_EVERY_MS = 1_000
/** Between two looks at what people decided, ms. */
export const DECISIONS_EVERY_MS = 30_000
