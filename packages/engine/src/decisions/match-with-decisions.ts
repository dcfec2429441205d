/**
 * Matching as everything that trades should see it: the matcher's result with people's decisions
 * applied.
 * @module
 */
import {
  applyDecisions,
  type DecidedMatch,
  type DecisionState,
  forcedPinsOf,
  matchMarkets,
  type MatchInput,
  type MatchResult,
  orderedCandidates,
} from '@arbkit/core'

/** Matches, and applies what was decided. */
export function matchWithDecisions(input: MatchInput, state: DecisionState): DecidedMatch {
  return decideMatch(matchMarkets(input), input, state)
}

/**
 * Applies what was decided to what matching found in an input. A pin of which there is no candidate
 * becomes one where both listings name the same two teams, whatever their times.
 */
export function decideMatch(
  found: MatchResult,
  input: MatchInput,
  state: DecisionState,
): DecidedMatch {
  const ordered = orderedCandidates(forcedPinsOf(state, found), input)
  if (ordered.length === 0) return applyDecisions(found, state)
  const isOrdered = new Set(ordered.map(({ contract }) => contract.marketId))
  const unpaired = found.unpaired.filter(({ contract }) => !isOrdered.has(contract.marketId))
  const suggestions = [...found.suggestions, ...ordered]
  return applyDecisions({ ...found, suggestions, unpaired }, state)
}
