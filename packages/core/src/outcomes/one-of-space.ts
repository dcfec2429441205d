/**
 * The space of a list of which one, or at most one, comes true: the winner of a league, the bracket
 * a number falls into.
 * @module
 */
import { assertInput } from '../assert.ts'
import { TooManyOutcomesError } from './errors.ts'
import { type GradedSpace, SPACE_OUTCOMES_MAX } from './graded-space.ts'
import { idOfTrue } from './outcome-id.ts'
import { checkNames } from './relation.ts'

/** A list and how many of it come true. */
export interface OneOfList {
  /** Of the statements, in their order; each one different. */
  readonly names: readonly string[]
  /**
   * `exactly`: one of them will. `at-most`: none may, as where a venue calls an event mutually
   * exclusive without saying that its markets are all there is.
   */
  readonly kind: 'exactly' | 'at-most'
}

/**
 * Returns one outcome for each name, in which it is true and the others are false, and with
 * `at-most` a last one, `none`.
 * @throws {InvalidInputError} no name, an empty one, one given twice, or exactly one of a single name:
 *   that would say that it is true.
 * @throws {TooManyOutcomesError} more than {@link SPACE_OUTCOMES_MAX} outcomes.
 */
export function oneOfSpace({ names, kind }: OneOfList): GradedSpace {
  checkNames(names)
  assertInput(kind === 'at-most' || names.length >= 2, 'exactly one of a list needs two names', {
    names,
  })
  const trueIndexes = kind === 'exactly' ? [...names.keys()] : [...names.keys(), undefined]
  if (trueIndexes.length > SPACE_OUTCOMES_MAX) {
    throw new TooManyOutcomesError(`${names.length} names`)
  }
  return {
    outcomes: trueIndexes.map((index) => ({
      id: idOfTrue(names.filter((_, other) => other === index)),
      state: 'completed',
    })),
    grades: trueIndexes.map((index) => names.map((_, other) => (other === index ? 'win' : 'lose'))),
  }
}
