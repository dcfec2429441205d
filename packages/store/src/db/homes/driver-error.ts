/**
 * Errors of the drivers, in our words: what happened, to which database, and what may be done again.
 * @module
 */
import { ArbError, printable, type Resend } from '@arbkit/core'
import { DatabaseError } from '../database-error.ts'

interface DriverProblem {
  readonly text: string
  readonly resend: Resend
}

const never = (text: string): DriverProblem => ({ text, resend: 'never' })
const safe = (text: string): DriverProblem => ({ text, resend: 'safe' })

const NOT_MIGRATED = never('its tables are not there; run `arb db migrate`')
const FULL = never('the disk is full')

/** SQLite's primary result codes (https://sqlite.org/rescode.html, 2026-11-21). */
const SQLITE: Readonly<Record<number, DriverProblem>> = {
  5: safe('another process has been writing to it for too long'),
  6: safe('it is locked'),
  8: never('it can not be written'),
  10: never('the disk failed'),
  11: never('it is damaged; restore a backup'),
  13: FULL,
  14: never('it can not be opened'),
  26: never('it is no SQLite database'),
}

/** SQLSTATE by code or class (PostgreSQL 18, appendix A). */
const POSTGRES: Readonly<Record<string, DriverProblem>> = {
  '28': never('the server refused the user or the password'),
  '3D000': never('there is no such database on the server'),
  '40001': safe('another transaction came first'),
  '40P01': safe('another transaction came first (deadlock)'),
  '53100': FULL,
  '53300': safe('the server has no connection left'),
  '55P03': safe('another transaction has been holding a lock for too long'),
  '57014': safe('a statement took too long'),
  '42P01': NOT_MIGRATED,
}

/** Codes of the system: nothing was ever sent. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const NO_CONNECTION = /timeout exceeded when trying to connect|driver has already been destroyed/

/** Returns what a driver threw as an error of ours; errors of ours as they are. */
export function databaseErrorOf(error: unknown, name: string): unknown {
  if (error instanceof ArbError || !(error instanceof Error)) return error
  const { text, resend } = problemOf(error)
  return new DatabaseError(`${name}: ${text}`, { resend, cause: error })
}

function problemOf(error: Error): DriverProblem {
  const said = printable(error.message).slice(1, -1)
  if ('errcode' in error && typeof error.errcode === 'number') {
    if (error.message.startsWith('no such table')) return NOT_MIGRATED
    return SQLITE[error.errcode & 0xff] ?? never(said)
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ERR_OUT_OF_RANGE') return never(`a number in it is too large: ${said}`)
  if (UNREACHABLE.has(code)) return safe(`the server can not be reached (${code})`)
  if (NO_CONNECTION.test(error.message)) return safe(said)
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08') && !code.startsWith('57P')) {
    return POSTGRES[code] ?? POSTGRES[code.slice(0, 2)] ?? never(said)
  }
  return { text: `the connection broke: ${said}`, resend: 'reconcile-first' }
}
