/**
 * A graded space: the regular ways something can end, and how each of some statements ends in each
 * of them. Games, strikes, "one of N" and declared relations all come to this one form; what the
 * venues pay for it is the payoff table's business.
 * @module
 */
import type { Grade } from '../settlement/grade.ts'

/** One regular way it can end. */
export interface GradedOutcome {
  /** Unique in its space, and readable: `home by 4+ / 45 to 47 in all`. */
  readonly id: string
  /** `tied`: played to a level score, for which venues have rules of their own. */
  readonly state: 'completed' | 'tied'
}

/** Every regular way it can end, and the grade of every statement there. */
export interface GradedSpace {
  /** At least one, at most {@link SPACE_OUTCOMES_MAX}. */
  readonly outcomes: readonly GradedOutcome[]
  /** By outcome, then by statement in the order they were given. */
  readonly grades: readonly (readonly Grade[])[]
}

/** Most outcomes a space may have; more is an error by name, never a cut. */
export const SPACE_OUTCOMES_MAX = 4096
