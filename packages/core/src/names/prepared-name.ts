/**
 * A team name taken apart once, so that comparing it with thousands of others costs little.
 * @module
 */
import { splitQualifiers, type NameQualifiers } from './name-qualifiers.ts'
import { knownSpelling, nameWordKind, type NameWordKind } from './name-words.ts'

/** One word of a name. */
export interface NameWord {
  /** Folded, in its best known spelling. */
  readonly text: string
  readonly kind: NameWordKind
  /** How much of the name it is: more for longer words, little for club words and ornaments. */
  readonly weight: number
}

/** A name, ready to be compared. */
export interface PreparedName {
  readonly text: string
  /** The folded words, marks included, sorted. Empty for a name without letters and digits. */
  readonly sortedKey: string
  /** The folded words, marks included, in order and without spaces. */
  readonly glued: string
  readonly qualifiers: NameQualifiers
  /** Sorted; without the words that `qualifiers` were read from; at least one is `core`. */
  readonly words: readonly NameWord[]
  /** Sum of the words' weights. */
  readonly weight: number
  /** The texts of the core words, sorted. */
  readonly coreTexts: readonly string[]
  /** A bit for each first character of a core word: no common bit, no common core word. */
  readonly initials: number
}

/** What tells names apart, if there is any. */
const TELLING_FIRST = ['core', 'club', 'ornament'] as const
const CORE_WEIGHT_MIN = 3
const CLUB_WEIGHT_PER_LETTER = 0.25
const ORNAMENT_WEIGHT = 0.5

/** Returns a name ready to be compared. Never throws. */
export function prepareName(text: string): PreparedName {
  const { qualifiers, words: named, allWords, bracketed } = splitQualifiers(text)
  const words = asNameWords(named.length === 0 ? allWords : named, bracketed)
  let weight = 0
  let initials = 0
  const coreTexts: string[] = []
  for (const word of words) {
    weight += word.weight
    if (word.kind !== 'core') continue
    initials |= initialBit(word.text)
    coreTexts.push(word.text)
  }
  return {
    text,
    sortedKey: allWords.toSorted().join(' '),
    glued: allWords.join(''),
    qualifiers,
    words,
    weight,
    coreTexts,
    initials,
  }
}

/** Where no word would tell names apart (`The Town FC`), the best of them have to. */
function asNameWords(words: readonly string[], bracketed: ReadonlySet<string>): NameWord[] {
  const texts = words.map(knownSpelling)
  const kinds = words.map((word, at) =>
    nameWordKind(texts[at] ?? word, texts[at - 1] ?? '', bracketed.has(word)),
  )
  const telling = TELLING_FIRST.find((kind) => kinds.includes(kind))
  const named = texts.map((text, at): NameWord => {
    const found = kinds[at] ?? 'core'
    const kind = found === telling ? 'core' : found
    return { text, kind, weight: weightOf(text, kind) }
  })
  return named.toSorted(compareWords)
}

function compareWords(a: NameWord, b: NameWord): number {
  if (a.text === b.text) return 0
  return a.text < b.text ? -1 : 1
}

function weightOf(text: string, kind: NameWordKind): number {
  if (kind === 'core') return Math.max(text.length, CORE_WEIGHT_MIN)
  return kind === 'club' ? text.length * CLUB_WEIGHT_PER_LETTER : ORNAMENT_WEIGHT
}

/** 26 bits for letters, 5 for digits. */
function initialBit(word: string): number {
  const code = word.charCodeAt(0)
  return code >= 97 ? 1 << (code - 97) : 1 << (26 + (code % 5))
}
