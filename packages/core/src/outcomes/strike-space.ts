/**
 * The space of nested strikes: several statements about one number, above, below or between. Its
 * outcomes are the stretches and points of the number line that the strikes tell apart, upwards.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import type { Decimal } from '../units/decimal.ts'
import { TooManyOutcomesError } from './errors.ts'
import { type GradedSpace, SPACE_OUTCOMES_MAX } from './graded-space.ts'
import {
  compareCuts,
  cutOnLine,
  type NumberLine,
  type Stretch,
  stretchLabel,
  type StrikeCut,
} from './strike-cut.ts'

/**
 * A statement about a number. Whether the ends of `between` count is the contract's own rule: Kalshi
 * calls `floor_strike` the minimum and `cap_strike` the maximum value that leads to YES (OpenAPI
 * document of 2026-08-22), but uses the same words for `greater`, whose floor does not.
 */
export type StrikeStatement =
  | {
      readonly tag: 'greater' | 'greater-or-equal' | 'less' | 'less-or-equal'
      readonly strike: Decimal
    }
  | {
      readonly tag: 'between'
      readonly floor: Decimal
      readonly cap: Decimal
      readonly includesFloor: boolean
      readonly includesCap: boolean
    }

/** Statements about one number, and which numbers there are. */
export interface StrikeQuestions extends NumberLine {
  /** At least one; the same one may be asked more than once. */
  readonly statements: readonly StrikeStatement[]
}

/** Largest strike accepted, of either sign. */
export const STRIKE_ABS_MAX = 1e15
/** Most digits after the point that the numbers can be said to have. */
export const STRIKE_DECIMALS_MAX = 15

/**
 * Returns the stretches of the number line between the strikes, from the lowest up: every number is
 * in exactly one, each holds at least one number, and each statement is true or false throughout.
 * @throws {InvalidInputError} no statement; a strike that is not finite or beyond
 *   {@link STRIKE_ABS_MAX}; `decimals` that is not a whole number from 0 to
 *   {@link STRIKE_DECIMALS_MAX}; or a `between` that holds no number.
 * @throws {TooManyOutcomesError} more than {@link SPACE_OUTCOMES_MAX} outcomes.
 */
export function strikeSpace({ statements, decimals }: StrikeQuestions): GradedSpace {
  assertInput(statements.length > 0, 'a space is about at least one statement, got none')
  checkDecimals(decimals)
  const stretches = statements.map((statement) => stretchOf(statement, { decimals }))
  const cuts = distinctCuts(stretches)
  if (cuts.length + 1 > SPACE_OUTCOMES_MAX) {
    throw new TooManyOutcomesError(`${statements.length} strikes`)
  }
  const outcomes = [undefined, ...cuts].map((from, index) => ({ from, to: cuts[index] }))
  const placeOf = new Map(cuts.map((cut, index) => [cutKey(cut), index]))
  const spans = stretches.map(({ from, to }) => ({
    first: from === undefined ? 0 : (placeOf.get(cutKey(from)) ?? 0) + 1,
    last: to === undefined ? cuts.length : (placeOf.get(cutKey(to)) ?? 0),
  }))
  return {
    outcomes: outcomes.map((stretch) => ({
      id: stretchLabel(stretch, { decimals }),
      state: 'completed',
    })),
    grades: outcomes.map((_, index) =>
      spans.map(({ first, last }) => (first <= index && index <= last ? 'win' : 'lose')),
    ),
  }
}

function checkDecimals(decimals: NumberLine['decimals']): void {
  const isCount =
    decimals === 'any' ||
    (Number.isInteger(decimals) && decimals >= 0 && decimals <= STRIKE_DECIMALS_MAX)
  assertInput(isCount, `decimals must be 0 to ${STRIKE_DECIMALS_MAX} or any, got ${decimals}`)
}

/** The numbers for which a statement is true. */
function stretchOf(statement: StrikeStatement, line: NumberLine): Stretch {
  const cut = (value: Decimal, side: StrikeCut['side']): StrikeCut => {
    const isStrike = value.isFinite() && value.abs().lte(STRIKE_ABS_MAX)
    assertInput(isStrike, `a strike must be within ±${STRIKE_ABS_MAX}, got ${value.toString()}`)
    return cutOnLine({ value, side }, line)
  }
  switch (statement.tag) {
    case 'greater':
      return { from: cut(statement.strike, 'after'), to: undefined }
    case 'greater-or-equal':
      return { from: cut(statement.strike, 'before'), to: undefined }
    case 'less':
      return { from: undefined, to: cut(statement.strike, 'before') }
    case 'less-or-equal':
      return { from: undefined, to: cut(statement.strike, 'after') }
    case 'between': {
      const from = cut(statement.floor, statement.includesFloor ? 'before' : 'after')
      const to = cut(statement.cap, statement.includesCap ? 'after' : 'before')
      const text = `${statement.floor.toString()} and ${statement.cap.toString()}`
      assertInput(compareCuts(from, to) < 0, `no number lies between ${text}`, { statement })
      return { from, to }
    }
    default:
      return assertNever(statement)
  }
}

/** Sorted upwards, each once. */
function distinctCuts(stretches: readonly Stretch[]): readonly StrikeCut[] {
  const all = stretches.flatMap(({ from, to }) => [from, to].filter((cut) => cut !== undefined))
  const distinct = new Map(all.map((cut) => [cutKey(cut), cut]))
  return [...distinct.values()].toSorted(compareCuts)
}

/** Equal for equal cuts: 2 and 2.0 are the same number. */
function cutKey({ value, side }: StrikeCut): string {
  return `${side} ${value.toString()}`
}
