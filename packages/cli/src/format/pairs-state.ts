/**
 * Where a contract stands, in a few words.
 * @module
 */
import type { PairState } from '@arbkit/engine'

/** Returns `paired 0.97`, `rejected 0.97 by desk: other game`, `unpaired: start-differs`. */
export function stateText({ state, confidence, why }: PairState): string {
  const score = confidence === null ? '' : ` ${confidence.toFixed(2)}`
  return `${state}${score}${why === '' ? '' : `${SEPARATORS[state]}${why}`}`
}

/** What stands between a state and its reason: who said so follows the word. */
const SEPARATORS = {
  paired: ', ',
  paused: ' ',
  suggested: ': ',
  rejected: ' ',
  'pinned-elsewhere': ' ',
  unpaired: ': ',
} as const
