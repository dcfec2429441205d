/**
 * One spelling for every way of writing the same letters: two names that differ only in case,
 * diacritics, script, apostrophes, points and other punctuation fold to the same text. Folding says
 * nothing about words: `Utd` and `United` stay different.
 * @module
 */
import anyAscii from 'any-ascii'

const ASCII_ONLY = /^[\0-\x7F]*$/
/** Pictures, which would be transliterated to English words: `⚽` to `:soccer:`. */
const PICTURES = /\p{Extended_Pictographic}/gu
const IS_FOLDED = /^[a-z0-9]+(?: [a-z0-9]+)*$/
/** Closed up: what any-ascii makes of every apostrophe, prime and soft sign, and the point. */
const CLOSED_UP = /['`.]+/g
const OTHER_SIGNS = /[^a-z0-9]+/g

/**
 * Returns a name in `a-z`, `0-9` and single spaces: transliterated to ASCII (`ł` l, `ø` o, `ß` ss,
 * Cyrillic and Greek by any-ascii's tables), lower case, apostrophes and points closed up (`A's` as,
 * `St. Louis` st louis), any other punctuation a space. Folding twice changes nothing. Never throws;
 * lone surrogates, direction marks and characters of no width vanish. Empty when nothing is left.
 */
export function foldName(text: string): string {
  const ascii = ASCII_ONLY.test(text)
    ? text
    : // Composed first: a letter and its mark are one letter however they were sent.
      anyAscii(text.normalize('NFC').replaceAll(PICTURES, ' '))
  const lower = ascii.toLowerCase()
  if (IS_FOLDED.test(lower)) return lower
  return lower.replaceAll(CLOSED_UP, '').replaceAll(OTHER_SIGNS, ' ').trim()
}

/** Returns the words of a folded name, in order; none for an empty one. */
export function foldedWords(text: string): readonly string[] {
  const folded = foldName(text)
  return folded === '' ? [] : folded.split(' ')
}
