/**
 * The log of a running command: lines for people, or pino's JSON, one line each. Known secrets are taken out
 * of every line, whatever wrote them.
 * @module
 */
import { scrub, type Secret } from '@arbkit/core'
import pino from 'pino'
import type { Paint } from '../format/columns.ts'
import { plainLine } from '../format/display-width.ts'
import type { LogLevel, LogLine } from './log-line.ts'

/** How it is written. */
export interface RunLogOptions {
  readonly level: LogLevel | 'silent'
  readonly format: 'text' | 'json'
  readonly write: (text: string) => void
  /** Never written. */
  readonly secrets: readonly Secret[]
  readonly paint: Paint
}

/** Takes lines. */
export type RunLog = (line: LogLine) => void

/**
 * Returns a log. JSON lines hold `level`, `time` (ISO 8601, UTC), `event`, what the line has of its own, and
 * `msg`.
 */
export function createRunLog({ level, format, write, secrets, paint }: RunLogOptions): RunLog {
  const written = (text: string): void => write(scrub(text, secrets))
  const log = pino(
    {
      level,
      // Whose machine and process it is, is nobody's business; the time is the line's own.
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: format === 'json' ? written : (json) => written(textOf(json, paint)) },
  )
  return ({ level: own, atMs, event, text, fields }) => {
    log[own]({ time: new Date(atMs).toISOString(), event, ...fields }, plainLine(text))
  }
}

const LEVEL_WIDTH = 5

/** Returns `2026-11-21 14:03:22Z info  a text`. */
function textOf(json: string, paint: Paint): string {
  const { level, time, msg } = JSON.parse(json) as { level: LogLevel; time: string; msg: string }
  const at = `${time.slice(0, 10)} ${time.slice(11, 19)}Z`
  return `${paint.dim(at)} ${painted(level, paint)} ${msg}\n`
}

function painted(level: LogLevel, paint: Paint): string {
  const text = level.padEnd(LEVEL_WIDTH)
  switch (level) {
    case 'debug':
      return paint.dim(text)
    case 'info':
      return text
    case 'warn':
      return paint.yellow(text)
    case 'error':
      return paint.red(text)
  }
}
