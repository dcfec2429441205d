/**
 * How alike two team names are, for the teams that no registry knows. A suggestion at best: it reads
 * names, not what they stand for (`Dundee` and `Dundee United` are two clubs of one league), so the
 * caller has to check league, time and that no other name comes as near.
 * @module
 */
import { sameQualifiers } from './name-qualifiers.ts'
import type { PreparedName } from './prepared-name.ts'
import { matchTokens, shareCoreWord } from './token-set.ts'

/** Below, a similarity is not even suggested. */
export const NAME_SIMILARITY_MIN = 0.8

/** Most words of a name that is compared; longer texts are no names. */
export const NAME_WORDS_MAX = 24

/** The same letters, written in other words: `LAFC`, `LA FC`. */
const SAME_LETTERS = 0.98
/** Names that are not the same words are never quite 1. */
const NOT_EQUAL_MAX = 0.99
/** What is left where each name says something that the other does not. */
const CONTRADICTION_FACTOR = 0.5

/**
 * Returns how alike two names are, 0 to 1, the same in both directions.
 *
 * - 0 if they mean different teams of a club ({@link sameQualifiers}), share no telling word, or
 *   have no letters and digits;
 * - 1 if and only if they have the same folded words in any order (and the same qualifiers);
 * - 0.98 for the same letters in the same order with other spaces;
 * - the weighted Dice coefficient of their words (`matchTokens`), at most 0.99, if every telling
 *   word of both has a partner and at most one name has a club word that the other lacks;
 * - below {@link NAME_SIMILARITY_MIN} otherwise: 0.8 of the coefficient if only one name says more
 *   (`Texas`, `Texas State`), and half of that if both do (`Real Madrid`, `Real Betis`).
 */
export function nameSimilarity(a: PreparedName, b: PreparedName): number {
  if (a.sortedKey === '' || b.sortedKey === '') return 0
  if (!sameQualifiers(a.qualifiers, b.qualifiers)) return 0
  if (a.sortedKey === b.sortedKey) return 1
  if (a.glued === b.glued) return SAME_LETTERS
  if (a.words.length > NAME_WORDS_MAX || b.words.length > NAME_WORDS_MAX) return 0
  if (!shareCoreWord(a, b)) return 0
  const { dice, onlyInFirst, onlyInSecond } = matchTokens(a, b)
  const firstSaysMore = onlyInFirst.core + onlyInFirst.club > 0
  const secondSaysMore = onlyInSecond.core + onlyInSecond.club > 0
  if (firstSaysMore && secondSaysMore) return dice * NAME_SIMILARITY_MIN * CONTRADICTION_FACTOR
  if (onlyInFirst.core + onlyInSecond.core > 0) return dice * NAME_SIMILARITY_MIN
  return Math.min(dice, NOT_EQUAL_MAX)
}
