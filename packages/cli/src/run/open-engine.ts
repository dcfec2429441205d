/**
 * How a command asks for an engine that runs against the venues.
 * @module
 */
import type { Config, Engine } from '@arbkit/engine'
import type { LogLine } from './log-line.ts'

/** Where people's decisions about pairs are, as flags say it. */
export interface DecisionsAsked {
  readonly decisions?: string
  readonly overrides?: string
  readonly store?: string
  readonly config?: string
}

/** What is wanted. */
export interface EngineRequest {
  /** `run` trades on paper and keeps what it decides in the database; `record` only records. */
  readonly kind: 'run' | 'record'
  readonly config: Config
  readonly decisions: DecisionsAsked
  /** Takes what is noticed beside the engine's own events. */
  readonly say: (line: LogLine) => void
}

/** An engine, and what has to be closed behind it. */
export interface OpenedEngine {
  readonly engine: Engine
  /** Closes what the engine was given: the database, the log of credits. */
  close(): Promise<void>
}

/**
 * Opens what an engine needs and returns one that does not run yet; nothing is sent.
 * @throws {ArbError} a key that is missing, a file or a database that can not be used.
 */
export type OpenEngine = (request: EngineRequest) => Promise<OpenedEngine>
