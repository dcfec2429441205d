/**
 * The gate between a payload and our code: a schema says what a payload must be, and the first
 * problem becomes a one-line error that names source, path and value. Unknown extra fields pass.
 * @module
 */
import {
  assertInvariant,
  InvalidInputError,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import type { z } from 'zod'

/** A step into a payload: a key of an object or an index of an array. */
export type Step = string | number

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

/** Returns the place some steps further in: `[3].yes_bid_dollars`, `payloads["KXNBA-27"]`. */
export function inside(at: WireLocation, ...steps: readonly Step[]): WireLocation {
  const path = steps.reduce<string>(joined, at.path === '$' ? '' : at.path)
  return { source: at.source, path: path === '' ? '$' : path }
}

function joined(path: string, step: Step): string {
  if (typeof step === 'number') return `${path}[${step}]`
  if (!PLAIN_KEY.test(step)) return `${path}[${JSON.stringify(step)}]`
  return path === '' ? step : `${path}.${step}`
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Returns the payload as its schema reads it.
 * @throws {WireFormatError} at the first field that is missing or of another type.
 */
export function checkWire<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
  at: WireLocation,
): z.output<Schema> {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  assertInvariant(issue !== undefined, 'a failed check names no issue')
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  throw new WireFormatError(inside(at, ...steps), {
    expected: expectedOf(issue),
    got: valueAt(payload, steps),
  })
}

/**
 * Returns what `read` makes of one field's value.
 * @throws {WireFormatError} naming the field, when `read` refuses the value.
 */
export function convert<In, Out>(
  field: { readonly at: WireLocation; readonly key: Step; readonly expected: string },
  value: In,
  read: (value: In) => Out,
): Out {
  try {
    return read(value)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const problem = { expected: field.expected, got: value }
    throw new WireFormatError(inside(field.at, field.key), problem, { cause: error })
  }
}

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return issue.expected === 'int' ? 'whole number' : issue.expected
  if (issue.code === 'invalid_value') return issue.values.map((v) => JSON.stringify(v)).join(' or ')
  if (issue.code === 'too_small') {
    return issue.origin === 'string'
      ? 'string that is not empty'
      : `${issue.origin} of at least ${issue.minimum}`
  }
  if (issue.code !== 'invalid_union') return issue.message
  const branches = issue.errors.map(([first]) => (first === undefined ? '' : expectedOf(first)))
  return [...new Set(branches)].join(' or ')
}

function valueAt(payload: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<Step, unknown>>)[step]
        : undefined,
    payload,
  )
}
