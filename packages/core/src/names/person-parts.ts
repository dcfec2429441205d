/**
 * The name of a person taken apart: words with the given name first, whatever order it was printed
 * in, and a suffix. Two persons in one text are a doubles pair.
 * @module
 */
import { foldedWords } from './fold-name.ts'
import { remembered } from './remembered.ts'

/** What tells a father from his son. */
export type PersonSuffix = 'jr' | 'sr' | 'ii' | 'iii' | 'iv'

/** The name of one person. */
export interface PersonParts {
  /** Folded words, given names first; at least one. A single letter is an initial. */
  readonly words: readonly string[]
  /** From this word on, words may be surnames; a middle name can not be told from one. */
  readonly surnameFrom: number
  readonly suffix: PersonSuffix | undefined
}

/** Most words of a person's name; a longer text names nobody. */
export const PERSON_WORDS_MAX = 12

const SUFFIXES: ReadonlyMap<string, PersonSuffix> = new Map([
  ['jr', 'jr'],
  ['sr', 'sr'],
  ['ii', 'ii'],
  ['iii', 'iii'],
  ['iv', 'iv'],
])
/** Written out, only behind another word: `dos Santos, Junior` is a given name. */
const LONG_SUFFIXES: ReadonlyMap<string, PersonSuffix> = new Map([
  ['junior', 'jr'],
  ['senior', 'sr'],
])

/** `J.J.Wolf`: the point behind an initial parts words, others are closed up (`St.` to st). */
const POINT_BEHIND_INITIAL = /(?<!\p{L})(\p{L})\.(?=\p{L})/gu

/**
 * Returns the persons that a text names, as printed: two for `Krawietz / Puetz`, parted by `/` or
 * `&`. Nobody if a part has no letters or digits.
 */
export const personsOf = remembered((text: string): readonly string[] => {
  const persons = text.split(/[/&]/).map((person) => person.trim())
  return persons.every((person) => foldedWords(person).length > 0) ? persons : []
})

/**
 * Returns the parts of one person's name, `undefined` if there are none or too many. Reads
 * `Carlos Alcaraz`, `C. Alcaraz`, `Alcaraz, Carlos`, `Alcaraz C.` and `Martin Damm Jr.`
 */
export const personPartsOf = remembered((text: string): PersonParts | undefined => {
  let suffix: PersonSuffix | undefined
  const pieces: (readonly string[])[] = []
  for (const [at, piece] of text.split(',').entries()) {
    const words = personWords(piece)
    const found = suffixOf(words, at > 0)
    if (found === undefined) pieces.push(words)
    else {
      suffix = found
      pieces.push(words.slice(0, -1))
    }
  }
  const named = pieces.filter((words) => words.length > 0)
  const [first = [], second] = named
  const isSurnameFirst = named.length === 2 && second !== undefined
  const words = isSurnameFirst ? [...second, ...first] : named.flat()
  if (words.length === 0 || words.length > PERSON_WORDS_MAX) return undefined
  if (isSurnameFirst) return { words, surnameFrom: second.length, suffix }
  return { ...givenFirst(words), suffix }
})

/** Returns the suffix that the words between two commas end in; the first word of all is none. */
function suffixOf(words: readonly string[], isBehindComma: boolean): PersonSuffix | undefined {
  const last = words.at(-1) ?? ''
  const isBehindWord = words.length > 1
  if (isBehindWord || isBehindComma) {
    return SUFFIXES.get(last) ?? (isBehindWord ? LONG_SUFFIXES.get(last) : undefined)
  }
  return undefined
}

/** `Alcaraz C.`: initials at the end are given names, moved to the front. */
function givenFirst(words: readonly string[]): Omit<PersonParts, 'suffix'> {
  const surnameEnd = words.findLastIndex((word) => word.length > 1) + 1
  const isRotated = surnameEnd > 0 && surnameEnd < words.length && words[0]?.length !== 1
  if (!isRotated) return { words, surnameFrom: words.length > 1 ? 1 : 0 }
  return {
    words: [...words.slice(surnameEnd), ...words.slice(0, surnameEnd)],
    surnameFrom: words.length - surnameEnd,
  }
}

/** `Mc Donald` is one word, `McDonald`. */
function personWords(piece: string): readonly string[] {
  const words: string[] = []
  const parted = piece.includes('.') ? piece.replaceAll(POINT_BEHIND_INITIAL, '$1 ') : piece
  for (const word of foldedWords(parted)) {
    if (words.at(-1) === 'mc') words[words.length - 1] = `mc${word}`
    else words.push(word)
  }
  return words
}
