/**
 * Markets of which at most one, or exactly one, ends in YES. A venue's word "mutually exclusive"
 * says only the first; that the list is complete is for the caller to know.
 * @module
 */
import { type OneOfList, oneOfSpace } from '../../outcomes/one-of-space.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'

/** A list of markets, and how many of them come true. */
export interface ExclusiveEventInput {
  readonly markets: readonly RelationMarket[]
  /**
   * `exactly` only where the markets are declared to be all there is: both teams of a game that can
   * not tie, three ways with the tie among them. Kalshi's `mutually_exclusive` alone is `at-most`.
   */
  readonly kind: OneOfList['kind']
  /** True where the event's `collateral_return_type` gives collateral of NO back early. */
  readonly returnsCollateral: boolean
}

/**
 * Returns the event of a mutually exclusive list; outcomes are called by the market that is true.
 * @throws {InvalidInputError} what {@link oneOfSpace} refuses.
 * @throws {TooManyOutcomesError} more outcomes than a space may have.
 */
export function exclusiveEvent(input: ExclusiveEventInput): RelationEvent {
  const { markets, kind, returnsCollateral } = input
  return {
    space: oneOfSpace({ names: markets.map(({ id }) => id), kind }),
    markets,
    collateralGroups: returnsCollateral ? [[...markets.keys()]] : [],
  }
}
