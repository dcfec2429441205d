/**
 * Matching as a whole: contracts and odds events in, pairs out, with a reason for everything that
 * did not pair. Deterministic, independent of the order of its inputs, and close to linear in their
 * number: both sides are indexed by the two teams that meet.
 * @module
 */
import type { MatchResult } from './match-result.ts'
import { createMatcher, type MatchInput } from './matcher.ts'

/** Returns what pairs, what may, and what does not and why. All lists are sorted by id. */
export function matchMarkets(listings: MatchInput): MatchResult {
  const matcher = createMatcher()
  matcher.update(listings)
  return matcher.result()
}
