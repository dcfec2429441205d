/**
 * What can keep statements from becoming an outcome space. Nothing is cut to fit: a space that
 * left an outcome out would promise a profit that is not there.
 * @module
 */
import { ArbError } from '../errors.ts'
import { SPACE_OUTCOMES_MAX } from './graded-space.ts'
import { listText, type Relation, relationText } from './relation.ts'

/** The statements leave more outcomes than {@link SPACE_OUTCOMES_MAX}. */
export class TooManyOutcomesError extends ArbError {
  override readonly name = 'TooManyOutcomesError'
  override readonly resend = 'never'

  /** @param statements what was asked, counted: `20 propositions`. */
  constructor(statements: string) {
    super(`${statements} leave more than ${SPACE_OUTCOMES_MAX} outcomes`, {
      context: { statements, outcomesMax: SPACE_OUTCOMES_MAX },
    })
  }
}

/** No assignment keeps all declared relations: at least one of those named is wrong. */
export class ContradictoryRelationsError extends ArbError {
  override readonly name = 'ContradictoryRelationsError'
  override readonly resend = 'never'
  readonly #relations: readonly Relation[]

  constructor(relations: readonly Relation[]) {
    const texts = relations.map(relationText)
    super(`relations contradict each other: ${listText(texts, '; ')}`, {
      context: { relations: texts },
    })
    this.#relations = relations
  }

  /** Relations that can not all hold, in the order they were declared: a small set of all of them. */
  get relations(): readonly Relation[] {
    return this.#relations
  }
}

/** The search for consistent assignments reached its bound on steps: nothing is known about them. */
export class UndecidedRelationsError extends ArbError {
  override readonly name = 'UndecidedRelationsError'
  override readonly resend = 'never'

  constructor(propositionCount: number, stepsMax: number) {
    super(`relations of ${propositionCount} propositions are undecided after ${stepsMax} steps`, {
      context: { propositionCount, stepsMax },
    })
  }
}
