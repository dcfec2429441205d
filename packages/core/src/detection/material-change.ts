/**
 * When an opportunity has become another one for whoever was told of it: another kind, another leg,
 * or a profit that differs by more than is worth a second message. What was last told is the measure,
 * not what was last seen, so that many small steps in one direction do not go unsaid.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Decimal } from '../units/decimal.ts'
import { type Microdollars, microdollars } from '../units/money.ts'
import { floorTimes, type Rational, rational } from '../units/rational.ts'

/** What an opportunity is. */
export type OpportunityKind = 'locked' | 'conditional' | 'middle' | 'value'

/** One leg as a listener is told of it. */
export interface FingerprintLeg {
  /** `kalshi`, `draftkings`. */
  readonly venue: string
  /** What is bought there, as the venue names it: ticker and side, or the selection. */
  readonly instrument: string
  /** As the venue prints it: `0.4300`, `-110`. */
  readonly price: string
  /** Contracts or stake, as it is shown. */
  readonly quantity: string
}

/** What a listener is told of an opportunity. */
export interface Fingerprint {
  /** The same for as long as it is the same opportunity. */
  readonly id: string
  readonly tag: OpportunityKind
  /** The figure of its kind: guaranteed profit, or what a model expects of a value. */
  readonly profit: Microdollars
  /** `profit` over capital. */
  readonly returnOnCapital: Decimal
  /** In any order. */
  readonly legs: readonly FingerprintLeg[]
}

/** By how much a profit must have changed; both must be exceeded. */
export interface MaterialityRules {
  /** Change that is never material (included), 0 or more. */
  readonly profitChangeMax: Microdollars
  /** Share of the profit last told by which it may change (included), 0 or more. */
  readonly profitChangeShareMax: Rational
}

/** Half a dollar, and a twentieth of what was told. */
export const MATERIALITY_RULES: MaterialityRules = {
  profitChangeMax: microdollars(500_000),
  profitChangeShareMax: rational(1, 20),
}

/** `legs`: another venue, another instrument, or another number of legs. */
export type MaterialChange = 'kind' | 'profit' | 'legs'

/**
 * Returns what has changed since an opportunity was told; empty where nothing is worth telling again.
 * A price or a quantity is never material by itself: what matters of it is in the profit.
 * @throws {InvalidInputError} a rule below 0.
 */
export function materialChangesOf(
  told: Fingerprint,
  seen: Fingerprint,
  rules: MaterialityRules = MATERIALITY_RULES,
): readonly MaterialChange[] {
  const changes: MaterialChange[] = []
  if (told.tag !== seen.tag) changes.push('kind')
  if (Math.abs(seen.profit - told.profit) > profitChangeMaxOf(told, rules)) changes.push('profit')
  if (legsKey(told) !== legsKey(seen)) changes.push('legs')
  return changes
}

/** The larger of both rules, whole microdollars: a whole change above the share is above its floor. */
function profitChangeMaxOf(
  { profit }: Fingerprint,
  { profitChangeMax, profitChangeShareMax }: MaterialityRules,
): number {
  assertInput(profitChangeMax >= 0, `a change must be 0 or more, got ${profitChangeMax}`)
  assertInput(profitChangeShareMax.numerator >= 0, 'a share of a change must be 0 or more', {
    profitChangeShareMax,
  })
  return Math.max(profitChangeMax, floorTimes(Math.abs(profit), profitChangeShareMax))
}

function legsKey({ legs }: Fingerprint): string {
  return legs
    .map(({ venue, instrument }) => JSON.stringify([venue, instrument]))
    .toSorted()
    .join('\n')
}
