/**
 * Whether a person's name is printed short: an initial, a surname alone. Two equal short names need
 * not be one person, so no pair rests on them.
 * @module
 */
import { personPartsOf } from '../names/person-parts.ts'

/** True for `K. Allen` and `Allen`, which may be one of several; `A.J. Brown` is a whole name. */
export function isShortenedName(name: string): boolean {
  const { words } = personPartsOf(name) ?? { words: [] }
  return words.length < 2 || (words.length === 2 && words.some(({ length }) => length === 1))
}
