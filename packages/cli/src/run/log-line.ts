/**
 * One thing that a running command says: a level, a name for programs, a text for people, and figures.
 * @module
 */

/** Levels, as the configuration has them. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** A line. */
export interface LogLine {
  readonly level: LogLevel
  /** Unix ms. */
  readonly atMs: number
  /** What it is about, for programs: `opened`, `feed`, `status`. */
  readonly event: string
  /** One line. */
  readonly text: string
  /** What a program wants to know of it, in JSON; names beside `level`, `time`, `event` and `msg`. */
  readonly fields?: Readonly<Record<string, unknown>>
}
