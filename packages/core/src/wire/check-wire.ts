/**
 * The gate between a payload and our code: a schema says what a payload must be, and the first
 * problem becomes a one-line error that names source, path and value. The venue packages share it;
 * it knows a schema library only by the shape of what it answers (zod's), so core depends on none.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import { InvalidInputError, WireFormatError, type WireLocation } from '../errors.ts'

/** A step into a payload: a key of an object or an index of an array. */
export type WireStep = string | number

/** One problem as a schema states it. */
export interface WireIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string | undefined
}

/** A schema: says whether a value is what it describes, and what it reads of it. */
export interface WireSchema<Output> {
  /** What was read, or every way in which the value is not as described; never throws. */
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Output }
    | { readonly success: false; readonly error: { readonly issues: readonly WireIssue[] } }
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

/** Returns the place some steps further in: `[3].yes_bid_dollars`, `payloads["KXNBA-27"]`. */
export function insideWire(at: WireLocation, ...steps: readonly WireStep[]): WireLocation {
  const path = steps.reduce<string>(joined, at.path === '$' ? '' : at.path)
  return { source: at.source, path: path === '' ? '$' : path }
}

function joined(path: string, step: WireStep): string {
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
export function checkWire<Output>(
  schema: WireSchema<Output>,
  payload: unknown,
  at: WireLocation,
): Output {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  assertInvariant(issue !== undefined, 'a failed check names no issue')
  const steps = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  throw new WireFormatError(insideWire(at, ...steps), {
    expected: expectedOf(issue),
    got: valueAt(payload, steps),
  })
}

/**
 * Returns what `read` makes of one field's value.
 * @throws {WireFormatError} naming the field, when `read` refuses the value.
 */
export function convertWire<In, Out>(
  field: { readonly at: WireLocation; readonly key: WireStep; readonly expected: string },
  value: In,
  read: (value: In) => Out,
): Out {
  try {
    return read(value)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const problem = { expected: field.expected, got: value }
    throw new WireFormatError(insideWire(field.at, field.key), problem, { cause: error })
  }
}

/** What zod 4 says beside the message, by the code of the issue. */
interface IssueDetail {
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly errors?: readonly (readonly WireIssue[])[]
}

function expectedOf(issue: WireIssue): string {
  const { expected, values, origin, minimum, errors } = issue as WireIssue & IssueDetail
  switch (issue.code) {
    case 'invalid_type':
      return expected === 'int' ? 'whole number' : (expected ?? issue.message)
    case 'invalid_value':
      return (values ?? []).map((value) => JSON.stringify(value)).join(' or ')
    case 'too_small':
      return origin === 'string' ? 'string that is not empty' : `${origin} of at least ${minimum}`
    case 'invalid_union': {
      const branches = (errors ?? []).map(([first]) =>
        first === undefined ? '' : expectedOf(first),
      )
      return [...new Set(branches)].join(' or ')
    }
    default:
      return issue.message
  }
}

function valueAt(payload: unknown, steps: readonly WireStep[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<WireStep, unknown>>)[step]
        : undefined,
    payload,
  )
}
