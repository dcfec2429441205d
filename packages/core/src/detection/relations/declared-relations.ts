/**
 * Markets of any events with relations between them that someone declared: the winner of the final
 * is among the finalists. A relation declared wrongly makes a guarantee that is none.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { printable } from '../../errors.ts'
import type { Relation } from '../../outcomes/relation.ts'
import { relationSpace, type RelationSpace } from '../../outcomes/relation-space.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'

/** Markets and what is declared about them. */
export interface DeclaredRelationsInput {
  /** Relations call them by id. */
  readonly markets: readonly RelationMarket[]
  readonly relations: readonly Relation[]
  /** Ids of mutually exclusive markets of one event whose collateral comes back early. */
  readonly collateralGroups: readonly (readonly string[])[]
}

/** Related markets, and what the relations leave no choice on. */
export interface DeclaredEvent extends RelationEvent {
  readonly space: RelationSpace
}

/**
 * Returns the event of declared relations.
 * @throws {InvalidInputError} what {@link relationSpace} refuses, or a group that names no market.
 * @throws {TooManyOutcomesError} more outcomes than a space may have.
 * @throws {ContradictoryRelationsError} relations that can not all hold.
 * @throws {UndecidedRelationsError} relations that are too tangled to search.
 */
export function declaredRelations(input: DeclaredRelationsInput): DeclaredEvent {
  const { markets, relations } = input
  const propositions = markets.map(({ id }) => id)
  const collateralGroups = input.collateralGroups.map((group) =>
    group.map((id) => {
      const index = propositions.indexOf(id)
      assertInput(index >= 0, `collateral group names an unknown market ${printable(id)}`)
      return index
    }),
  )
  return { space: relationSpace({ propositions, relations }), markets, collateralGroups }
}
