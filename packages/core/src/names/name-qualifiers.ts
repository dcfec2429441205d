/**
 * Which team of a club a name means: the women's, an age group's, the reserves. Such marks are read
 * from words and signs, and taken out of the name, because names with different marks are different
 * teams however alike the rest is.
 * @module
 */
import { foldedWords } from './fold-name.ts'

/** Age groups; `youth` where the name gives no age. */
export const NAME_AGES = [
  'u15',
  'u16',
  'u17',
  'u18',
  'u19',
  'u20',
  'u21',
  'u22',
  'u23',
  'youth',
] as const

/** An age group. */
export type NameAge = (typeof NAME_AGES)[number]

/** What a name says about which team of a club it means. Unsaid is `undefined`, not `men`. */
export interface NameQualifiers {
  readonly gender: 'women' | 'men' | undefined
  readonly age: NameAge | undefined
  /** A second (or third) team. */
  readonly isReserve: boolean
}

/** A name, its marks apart. */
export interface QualifiedName {
  readonly qualifiers: NameQualifiers
  /** The folded words that are no marks, in order. */
  readonly words: readonly string[]
  /** All folded words, in order. */
  readonly allWords: readonly string[]
  /** The folded words that stand in round or square brackets. */
  readonly bracketed: ReadonlySet<string>
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

function marking<const Mark>(mark: Mark, words: string): readonly (readonly [string, Mark])[] {
  return words.split(' ').map((word) => [word, mark])
}

/** What single words say wherever they stand. */
const MARK_WORDS: ReadonlyMap<string, 'women' | 'men' | 'youth' | 'reserve'> = new Map([
  ...marking(
    'women',
    'women womens woman ladies lady girls wfc fcw frauen damen dames donne femminile femenino ' +
      'femenina femenil feminino feminina feminin feminine feminines vrouwen kvinner naiset',
  ),
  ...marking('men', 'men mens herren hommes masculino masculin maschile'),
  ...marking('youth', 'youth juvenil juveniles jugend junioren'),
  // `Castilla` is Real Madrid's second team; `Jong` stands before Dutch second teams.
  ...marking('reserve', 'reserves reserve reservas castilla amateure jong'),
])
/** What single letters say in brackets. */
const BRACKETED_MARKS: ReadonlyMap<string, 'women' | 'men'> = new Map([
  ['w', 'women'],
  ['m', 'men'],
])
/** What a second word makes of `Next`: MLS Next Pro, Juventus Next Gen. */
const AFTER_NEXT = wordSet('pro gen')
/** A mark only as the last word, and behind another one. */
const TRAILING_RESERVES = wordSet('b ii 2 res')
const BEFORE_AGE = wordSet('u under sub')
const AGE_NUMBER = /^(1[5-9]|2[0-3])s?$/
const AGE_WORD = /^u(1[5-9]|2[0-3])s?$/
/** First teams whose own name ends like a reserve mark: Willem II, of Tilburg. */
const NO_RESERVE_BEFORE = wordSet('willem')

const NO_WORDS: ReadonlySet<string> = new Set()

interface Marks {
  gender: NameQualifiers['gender']
  age: NameQualifiers['age']
  isReserve: boolean
}

/** Returns the marks of a name: `England U-21 (W)` is women, u21, no reserve. Never throws. */
export function qualifiersOf(text: string): NameQualifiers {
  return splitQualifiers(text).qualifiers
}

/** Returns whether two names mean the same kind of team. What is unsaid is not `men`. */
export function sameQualifiers(a: NameQualifiers, b: NameQualifiers): boolean {
  return a.gender === b.gender && a.age === b.age && a.isReserve === b.isReserve
}

/**
 * Returns the marks of a name and its other folded words. A `B`, `II` or `2` is a mark only as the
 * last word behind another, `W` so or in brackets, `M` only in brackets (`Texas A&M`). Of a third
 * team (`III`) the numeral stays a word, so that it is never the second one.
 */
export function splitQualifiers(text: string): QualifiedName {
  const allWords = foldedWords(text)
  const bracketed = bracketedWords(text)
  const marks: Marks = { gender: undefined, age: undefined, isReserve: false }
  const words: string[] = []
  for (let at = 0; at < allWords.length; at += 1) {
    const word = allWords[at] ?? ''
    const taken = markLength(word, allWords[at + 1] ?? '', bracketed.has(word), marks)
    if (taken === 0) words.push(word)
    else at += taken - 1
  }
  while (words.length > 1 && isTrailingMark(words, marks)) words.pop()
  if (words.length > 1 && words.at(-1) === 'iii') marks.isReserve = true
  return { qualifiers: marks, words, allWords, bracketed }
}

/** Returns how many words from here on are a mark, 0 to 2, and notes it. */
function markLength(word: string, next: string, isBracketed: boolean, marks: Marks): number {
  const age = word.startsWith('u') ? AGE_WORD.exec(word)?.[1] : undefined
  const ageAfter = BEFORE_AGE.has(word) ? AGE_NUMBER.exec(next)?.[1] : undefined
  if (age !== undefined || ageAfter !== undefined) {
    marks.age = NAME_AGES.find((known) => known === `u${age ?? ageAfter}`)
    return age === undefined ? 2 : 1
  }
  if (word === 'next' && AFTER_NEXT.has(next)) {
    marks.isReserve = true
    return 2
  }
  const mark = isBracketed
    ? (BRACKETED_MARKS.get(word) ?? MARK_WORDS.get(word))
    : MARK_WORDS.get(word)
  if (mark === undefined) return 0
  if (mark === 'women') marks.gender = 'women'
  else if (mark === 'men') marks.gender ??= 'men'
  else if (mark === 'youth') marks.age ??= 'youth'
  else marks.isReserve = true
  return 1
}

/** Returns whether the last word is a mark, and notes it. */
function isTrailingMark(words: readonly string[], marks: Marks): boolean {
  const last = words.at(-1) ?? ''
  if (last === 'w') {
    marks.gender = 'women'
    return true
  }
  if (!TRAILING_RESERVES.has(last) || NO_RESERVE_BEFORE.has(words.at(-2) ?? '')) return false
  marks.isReserve = true
  return true
}

function bracketedWords(text: string): ReadonlySet<string> {
  if (!text.includes('(') && !text.includes('[')) return NO_WORDS
  const words = new Set<string>()
  for (const [inside] of text.matchAll(/[([][^()[\]]*[)\]]/g)) {
    for (const word of foldedWords(inside)) words.add(word)
  }
  return words
}
