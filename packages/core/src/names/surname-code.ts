/**
 * Whether a person's code in a ticker (`KXATPMATCH-26MAR06ALCDIM-ALC`) can stand for a name. Codes
 * are no key: brothers share one, and `WALBRO` and `WALJBRO` are two matches, so a code confirms a
 * name that was found otherwise and never finds one.
 * @module
 */
import { personPartsOf, personsOf } from './person-parts.ts'
import { remembered } from './remembered.ts'

/** Two to five letters, as seen in tickers (2026-03 to 2026-08): `DE`, `ALC`, `JBRO`. */
const CODE_SHAPE = /^[A-Za-z]{2,5}$/
/** The particle of `O'Connell` and `D'Agostino`, before folding closes it up. */
const ELIDED_PARTICLE = /(?<!\p{L})([OD])['’‘ʼ`´]\s*(?=\p{L})/giu
const partedParticle = remembered((name) => name.replaceAll(ELIDED_PARTICLE, '$1 '))

/**
 * Returns whether a code is the beginning of the surname, of the surname from any later word or
 * particle on (`Reinier de Ridder`: `DER`, `RID`; `O'Connell`: `OCO`, `CON`; `McDonald`: `MCD`,
 * `DON`), or the first letter of the name and the beginning of one of these (`JBRO`). A middle name
 * can not be told from a surname and counts as one. False for pairs, and for what is no code.
 */
export function surnameCodeFits(name: string, code: string): boolean {
  if (!CODE_SHAPE.test(code) || personsOf(name).length !== 1) return false
  const parts = personPartsOf(partedParticle(name))
  if (parts === undefined) return false
  const wanted = code.toLowerCase()
  const { words, surnameFrom } = parts
  const initial = surnameFrom > 0 ? (words[0]?.[0] ?? '') : ''
  return surnamesFrom(words.slice(surnameFrom)).some(
    (surname) => surname.startsWith(wanted) || `${initial}${surname}`.startsWith(wanted),
  )
}

/** The surname from each of its words on, words glued. */
function surnamesFrom(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const glued = words.slice(at).join('')
    return word.startsWith('mc') && word.length > 2 ? [glued, glued.slice(2)] : [glued]
  })
}
