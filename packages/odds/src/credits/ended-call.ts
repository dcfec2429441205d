/**
 * What is known of a call once it is over: which answers had headers, and how often it may have been
 * charged unseen.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import { OddsApiError } from '../rest/errors.ts'
import { OddsRequestNotSentError } from '../rest/in-flight.ts'
import type { OddsAnswer } from '../rest/request.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import type { CreditCost } from './cost.ts'
import type { EndedCall } from './credit-charge.ts'

/** How a call ended: with an answer or with an error. */
export type CallOutcome = { readonly answer: OddsAnswer } | { readonly error: unknown }

/** What was seen of a call. */
export interface SeenCall {
  readonly cost: CreditCost
  /** One for each attempt that was told of, undefined where no header came back. */
  readonly notes: readonly (CreditUsage | undefined)[]
  /** Times it was sent at most. */
  readonly attempts: number
}

/** Says whether a call failed before anything left. */
export function isNeverSent({ notes }: SeenCall, outcome: CallOutcome): boolean {
  if (notes.length > 0 || !('error' in outcome)) return false
  const { error } = outcome
  return error instanceof OddsRequestNotSentError || error instanceof InvalidInputError
}

/** Returns the facts by which a call is counted. Of attempts that nobody told of it assumes the most. */
export function endedCallOf({ cost, notes, attempts }: SeenCall, outcome: CallOutcome): EndedCall {
  const answered = 'answer' in outcome ? outcome.answer.usage : undefined
  if (notes.length === 0) {
    const refused = refusedWith(outcome)
    const seen = refused.length + (answered === undefined ? 0 : 1)
    return { cost, answered, refused, unanswered: Math.max(0, attempts - seen) }
  }
  // The answer's own headers were told of like those of any attempt.
  const own = notes.findLastIndex((note) => note !== undefined && isSame(note, answered))
  const refused = notes.filter((note, index) => note !== undefined && index !== own)
  const unanswered = notes.filter((note) => note === undefined).length
  return { cost, answered, refused: refused.filter((note) => note !== undefined), unanswered }
}

/** Returns the newest headers of a call. */
export function newestUsageOf({ answered, refused }: EndedCall): CreditUsage | undefined {
  return answered ?? refused.at(-1)
}

function refusedWith(outcome: CallOutcome): readonly CreditUsage[] {
  const error = 'error' in outcome ? outcome.error : undefined
  return error instanceof OddsApiError && error.usage !== undefined ? [error.usage] : []
}

const isSame = (a: CreditUsage, b: CreditUsage | undefined): boolean =>
  a.remaining === b?.remaining && a.used === b.used && a.last === b.last
