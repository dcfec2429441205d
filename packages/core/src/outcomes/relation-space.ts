/**
 * The space of declared relations: every way in which named propositions can be true and false
 * together. It knows nothing but what was declared; a relation that was declared wrongly is a
 * guarantee that is not one.
 * @module
 */
import {
  ContradictoryRelationsError,
  TooManyOutcomesError,
  UndecidedRelationsError,
} from './errors.ts'
import { type GradedSpace, SPACE_OUTCOMES_MAX } from './graded-space.ts'
import { idOfTrue } from './outcome-id.ts'
import { checkRelations, type Relation } from './relation.ts'
import { consistentAssignments } from './relation-search.ts'

/** Propositions and what is declared about them. */
export interface RelatedPropositions {
  /** Names, each one different; they are the statements of the space, in this order. */
  readonly propositions: readonly string[]
  readonly relations: readonly Relation[]
}

/** A proposition on whose truth the relations leave no choice. */
export interface DecidedProposition {
  readonly name: string
  readonly isTrue: boolean
}

/** A graded space, and what it takes for granted. */
export interface RelationSpace extends GradedSpace {
  /**
   * Propositions that are true in every outcome or false in every one. Where such a one is still
   * traded, a relation is more likely wrong than the market.
   */
  readonly decided: readonly DecidedProposition[]
}

/** Most truth values set in one search, those forced included. */
export const RELATION_STEPS_MAX = 10_000_000

/**
 * Returns every assignment of true and false that keeps all relations, as outcomes: true before
 * false in the order of the propositions. The id lists what is true.
 * @throws {InvalidInputError} no proposition, more than {@link RELATION_PROPOSITIONS_MAX}, more than
 *   {@link RELATIONS_MAX} relations, a name that is empty, repeated or unknown, a relation between
 *   fewer than two propositions, or a complement of more than two.
 * @throws {TooManyOutcomesError} more than {@link SPACE_OUTCOMES_MAX} assignments.
 * @throws {ContradictoryRelationsError} no assignment; it names relations that can not all hold, each
 *   of them needed for that unless the bound on steps ended the search for fewer.
 * @throws {UndecidedRelationsError} not known within {@link RELATION_STEPS_MAX} steps.
 */
export function relationSpace(
  { propositions, relations }: RelatedPropositions,
  stepsMax: number = RELATION_STEPS_MAX,
): RelationSpace {
  checkRelations(propositions, relations)
  const bounds = { countMax: SPACE_OUTCOMES_MAX + 1, stepsMax }
  const { found, isDecided } = consistentAssignments(propositions, relations, bounds)
  if (found.length > SPACE_OUTCOMES_MAX) {
    throw new TooManyOutcomesError(`${propositions.length} propositions`)
  }
  if (!isDecided) throw new UndecidedRelationsError(propositions.length, stepsMax)
  if (found.length === 0) {
    throw new ContradictoryRelationsError(conflictOf({ propositions, relations }, stepsMax))
  }
  return {
    outcomes: found.map((truths) => ({
      id: idOfTrue(propositions.filter((_, index) => truths[index])),
      state: 'completed',
    })),
    grades: found.map((truths) => truths.map((isTrue) => (isTrue ? 'win' : 'lose'))),
    decided: decidedOf(propositions, found),
  }
}

function decidedOf(
  propositions: readonly string[],
  found: readonly (readonly boolean[])[],
): DecidedProposition[] {
  return propositions.flatMap((name, index) => {
    const isTrue = found[0]?.[index] === true
    const isDecided = found.every((truths) => truths[index] === isTrue)
    return isDecided ? [{ name, isTrue }] : []
  })
}

/**
 * Takes relations away, many at a time and then one by one, as long as what is left contradicts
 * itself. What could not be decided stays; past the bound on steps, so does all the rest.
 */
function conflictOf(
  { propositions, relations }: RelatedPropositions,
  stepsMax: number,
): readonly Relation[] {
  let kept = relations
  let stepsLeft = stepsMax
  for (let size = relations.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const fewer = kept.toSpliced(start, size)
      const bounds = { countMax: 1, stepsMax: stepsLeft }
      const { found, isDecided, steps } = consistentAssignments(propositions, fewer, bounds)
      stepsLeft -= steps
      if (isDecided && found.length === 0) kept = fewer
      else start += size
    }
  }
  return kept
}
