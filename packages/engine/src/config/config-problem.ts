/**
 * What is wrong with a configuration: where it stands, which key, what was expected and what is there. What
 * may be a secret is never part of it.
 * @module
 */
import { InvalidInputError, printable } from '@arbkit/core'
import { looksSecret } from './secret-text.ts'

/** Where something stands. */
export interface ConfigPlace {
  readonly from: 'file' | 'env-file' | 'environment' | 'flag'
  /** Name of the file, of the variable, or of the flag with its hyphens. */
  readonly name: string
  /** From 1, in a file. */
  readonly line?: number
  /** From 1, in characters, in a file. */
  readonly column?: number
}

/** Returns a place in short: `arb.config.yaml:12`, `--min-profit`. */
export const whereText = ({ name, line }: ConfigPlace): string =>
  line === undefined ? name : `${name}:${line}`

/** One problem. */
export interface ConfigProblem {
  /** A warning leaves a configuration that can be used. */
  readonly severity: 'error' | 'warning'
  readonly place: ConfigPlace
  /** Path of the key, `thresholds.minProfit`; empty for the file as a whole. */
  readonly key: string
  /** One line. */
  readonly message: string
  readonly expected?: string
  readonly got?: string
}

/** Returns a value for a message. What looks like a secret, or stands where one may, is `(hidden)`. */
export function gotText(raw: unknown): string {
  if (raw === null || raw === undefined) return 'nothing'
  if (Array.isArray(raw)) return 'a list'
  if (typeof raw === 'object') return 'a map'
  return typeof raw === 'string' && looksSecret(raw) ? '(hidden)' : printable(raw)
}

/** Returns a key as messages show it: it may be a secret on the wrong side of a colon. */
export function shownKey(key: string): string {
  return looksSecret(key) ? '(hidden)' : printable(key).slice(1, -1)
}

/** What a problem is made of. */
export interface MismatchFacts {
  readonly place: ConfigPlace
  readonly key: string
  readonly expected: string
  readonly raw: unknown
  readonly hint?: string | undefined
}

/** Returns the problem that something else was expected. */
export function mismatch({ place, key, expected, raw, hint }: MismatchFacts): ConfigProblem {
  const got = gotText(raw)
  const end = hint === undefined ? '' : `; ${hint}`
  return {
    severity: 'error',
    place,
    key,
    message: `expected ${expected}, got ${got}${end}`,
    expected,
    got,
  }
}

/** Returns one line: `arb.config.yaml:12:15: thresholds.minProfit: expected ..., got ...`. */
export function problemText({ severity, place, key, message }: ConfigProblem): string {
  const { from, name, line, column } = place
  const at =
    line === undefined ? name : `${name}:${line}${column === undefined ? '' : `:${column}`}`
  const where = from === 'environment' ? `variable ${at}` : at
  const what = key === '' ? '' : `${key}: `
  return `${where}: ${severity === 'warning' ? 'warning: ' : ''}${what}${message}`
}

const PLACES = ['file', 'env-file', 'environment', 'flag'] as const

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sorts by place: the file from its top, then `.env`, variables, flags. */
export function sortedProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted(
    (a, b) =>
      PLACES.indexOf(a.place.from) - PLACES.indexOf(b.place.from) ||
      byText(a.place.name, b.place.name) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0) ||
      byText(a.key, b.key) ||
      byText(a.message, b.message),
  )
}

/** A configuration that can not be used; the problems are all of them. */
export class ConfigError extends InvalidInputError {
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    const [first] = errors
    const more = errors.length - 1
    const end = more <= 0 ? '' : ` (and ${more} more: arb config check)`
    super(first === undefined ? 'configuration: no problem' : `${problemText(first)}${end}`)
    this.problems = problems
  }
}
