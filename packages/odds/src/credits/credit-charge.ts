/**
 * What a call is counted as, once it is over: what its answers' headers say, and the most it can cost
 * for whatever was sent and not answered. Never less than was charged.
 * @module
 */
import type { OddsEndpoint } from '../rest/request.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import type { CreditCost } from './cost.ts'

/** A call that was charged otherwise than the guide says. It is counted by the larger of the two. */
export interface CreditDrift {
  readonly tag: 'drift'
  readonly endpoint: OddsEndpoint
  readonly predicted: CreditCost
  /** Whole credits. */
  readonly charged: number
}

/** A call that is over. */
export interface EndedCall {
  readonly cost: CreditCost
  /** Of the answer that was believed; undefined where there was none, or it had no headers. */
  readonly answered: CreditUsage | undefined
  /** Of attempts that were refused: such a one may cost less than a call at its least. */
  readonly refused: readonly CreditUsage[]
  /** Times it was sent and no header came back. */
  readonly unanswered: number
}

/** Returns the credits that a call counts as. */
export function chargeOf({ cost, answered, refused, unanswered }: EndedCall): number {
  const believed = answered === undefined ? 0 : Math.max(answered.last, cost.min)
  const others = refused.reduce((sum, { last }) => sum + last, 0)
  return believed + others + unanswered * cost.max
}

/** Returns where a call was charged otherwise than predicted. */
export function driftsOf(endpoint: OddsEndpoint, call: EndedCall): readonly CreditDrift[] {
  const { cost, answered, refused } = call
  const isTooLittle = answered !== undefined && answered.last < cost.min
  const all = answered === undefined ? refused : [...refused, answered]
  return all
    .filter((usage) => usage.last > cost.max || (usage === answered && isTooLittle))
    .map(({ last }) => ({ tag: 'drift', endpoint, predicted: cost, charged: last }))
}
