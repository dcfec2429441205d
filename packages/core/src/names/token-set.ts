/**
 * Which words of two names go together, and how much of both names that is. Words go together if
 * they are equal, if one abbreviates the other, or if they are long and differ by a single letter
 * behind the first; single letters are all that is forgiven, because `Northwestern` and
 * `Northeastern` differ by two.
 * @module
 */
import { distance } from 'fastest-levenshtein'
import { jaroWinkler } from './jaro-winkler.ts'
import { mayAbbreviate, type NameWordKind } from './name-words.ts'
import type { NameWord, PreparedName } from './prepared-name.ts'

/** Shortest word that may be misspelt: of five letters, `Lecce` and `Lecco` are two clubs. */
const MISSPELT_LENGTH_MIN = 6
/** Longest word that may be misspelt: longer ones are no words. */
const MISSPELT_LENGTH_MAX = 32
const ABBREVIATION_SIMILARITY = 0.9

/** How the words of two names go together. */
export interface TokenSetMatch {
  /**
   * Dice coefficient, 0 to 1: the weight of the words that have a partner, times how alike they
   * are, over the weight of all words of both names.
   */
  readonly dice: number
  /** Words of the first name that the second has no partner for. */
  readonly onlyInFirst: Readonly<Record<NameWordKind, number>>
  readonly onlyInSecond: Readonly<Record<NameWordKind, number>>
}

/** Returns whether two names have any core word in common, spelt alike or nearly so. */
export function shareCoreWord(a: PreparedName, b: PreparedName): boolean {
  if ((a.initials & b.initials) === 0) return false
  for (const text of a.coreTexts) {
    for (const other of b.coreTexts) {
      if (text === other || wordSimilarity(text, other) > 0) return true
    }
  }
  return false
}

/** Returns how the words of two names go together; the same with the names exchanged. */
export function matchTokens(a: PreparedName, b: PreparedName): TokenSetMatch {
  const leftOfB = [...b.words]
  const leftOfA: NameWord[] = []
  let matched = 0
  for (const word of a.words) {
    const at = leftOfB.findIndex((other) => other.text === word.text)
    const partner = leftOfB[at]
    if (partner === undefined) {
      leftOfA.push(word)
      continue
    }
    leftOfB.splice(at, 1)
    matched += word.weight + partner.weight
  }
  for (;;) {
    const best = mostAlike(leftOfA, leftOfB)
    if (best === undefined) break
    leftOfA.splice(leftOfA.indexOf(best.first), 1)
    leftOfB.splice(leftOfB.indexOf(best.second), 1)
    matched += best.similarity * (best.first.weight + best.second.weight)
  }
  return {
    dice: matched / (a.weight + b.weight),
    onlyInFirst: countKinds(leftOfA),
    onlyInSecond: countKinds(leftOfB),
  }
}

/**
 * Returns how alike two different words are if they may be one: 0.9 for an abbreviation, the mean of
 * Jaro-Winkler and Levenshtein ratio for a misspelling, otherwise 0. Words that may be one begin with
 * the same letter.
 */
export function wordSimilarity(a: string, b: string): number {
  if (a.charCodeAt(0) !== b.charCodeAt(0)) return 0
  if (mayAbbreviate(a, b)) return ABBREVIATION_SIMILARITY
  if (a.length < MISSPELT_LENGTH_MIN || b.length < MISSPELT_LENGTH_MIN) return 0
  if (Math.abs(a.length - b.length) > 1) return 0
  const longest = Math.max(a.length, b.length)
  if (longest > MISSPELT_LENGTH_MAX || distance(a, b) > 1) return 0
  return (jaroWinkler(a, b) + 1 - 1 / longest) / 2
}

interface AlikeWords {
  readonly first: NameWord
  readonly second: NameWord
  readonly similarity: number
}

/** Words are sorted, so that ties fall alike in both directions. */
function mostAlike(
  leftOfA: readonly NameWord[],
  leftOfB: readonly NameWord[],
): AlikeWords | undefined {
  let best: AlikeWords | undefined
  for (const first of leftOfA) {
    if (first.kind !== 'core') continue
    for (const second of leftOfB) {
      if (second.kind !== 'core') continue
      const similarity = wordSimilarity(first.text, second.text)
      if (similarity > (best?.similarity ?? 0)) best = { first, second, similarity }
    }
  }
  return best
}

function countKinds(words: readonly NameWord[]): Record<NameWordKind, number> {
  const counts = { core: 0, club: 0, ornament: 0 }
  for (const { kind } of words) counts[kind] += 1
  return counts
}
