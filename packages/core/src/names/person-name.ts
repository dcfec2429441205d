/**
 * Whether two names can be of one person: tennis players, fighters, golfers. `compatible` is no
 * match by itself: `K. Pliskova` is compatible with Karolina and with Kristyna, so the caller has to
 * check that nobody else in the draw or on the card fits.
 * @module
 */
import { personPartsOf, personsOf, type PersonParts } from './person-parts.ts'

/** How two names of persons relate. */
export type PersonNameMatch =
  /** The same words in whatever order, and the same suffix. */
  | { readonly tag: 'same' }
  /** Nothing contradicts, but one of them leaves something out. */
  | { readonly tag: 'compatible' }
  | { readonly tag: 'different' }

const SAME: PersonNameMatch = { tag: 'same' }
const COMPATIBLE: PersonNameMatch = { tag: 'compatible' }
const DIFFERENT: PersonNameMatch = { tag: 'different' }

/** Shortest short form of a first name: `Alex` of Alexander. */
const SHORT_FIRST_NAME_MIN = 3

/**
 * Compares the names of two persons, or of two doubles pairs; the same in both directions. Case,
 * diacritics, punctuation, hyphens and order never matter.
 *
 * - `same`: all words equal, and the suffix (`Jr.`); of pairs, both persons in either order. Equal
 *   short forms (`K. Pliskova` twice) are the same name, which need not be one person;
 * - `compatible`: nothing contradicts, they share a whole surname, and what else the shorter name
 *   says fits in order: an initial, a short first name (the first three letters or more), left-out
 *   given or second names, a surname alone, a suffix that only one has, other spaces (`De Minaur`,
 *   `Deminaur`); of pairs, both persons so;
 * - `different` otherwise: other first names, two suffixes, a first name alone, a pair and one
 *   person, three persons, a text that names nobody.
 */
export function comparePersonNames(a: string, b: string): PersonNameMatch {
  const [ofA, ofB] = [preparedOf(a), preparedOf(b)]
  const [a1, a2] = ofA
  const [b1, b2] = ofB
  if (ofA.length === 1 && ofB.length === 1) return compareTwo(a1, b1)
  if (ofA.length !== 2 || ofB.length !== 2) return DIFFERENT
  const straight = both(compareTwo(a1, b1), compareTwo(a2, b2))
  return straight.tag === 'same'
    ? straight
    : better(straight, both(compareTwo(a1, b2), compareTwo(a2, b1)))
}

function both(one: PersonNameMatch, other: PersonNameMatch): PersonNameMatch {
  if (one.tag === 'different' || other.tag === 'different') return DIFFERENT
  return one.tag === 'same' ? other : one
}

function better(one: PersonNameMatch, other: PersonNameMatch): PersonNameMatch {
  return one.tag === 'different' || other.tag === 'same' ? other : one
}

/** Most names that are kept taken apart; past it they are taken apart anew. */
const PREPARED_PERSONS_MAX = 20_000

/** A text, taken apart once: it is compared with every name of its days. */
interface PreparedPersons {
  /** As many as the text names; at most three are looked at. */
  readonly persons: readonly (PreparedPerson | undefined)[]
}

interface PreparedPerson extends PersonParts {
  readonly sortedKey: string
  readonly glued: string
}

const prepared = new Map<string, PreparedPersons>()

function preparedOf(text: string): PreparedPersons['persons'] {
  const known = prepared.get(text)
  if (known !== undefined) return known.persons
  if (prepared.size >= PREPARED_PERSONS_MAX) prepared.clear()
  const persons = personsOf(text).map((person) => {
    const parts = personPartsOf(person)
    if (parts === undefined) return undefined
    const { words } = parts
    return { ...parts, sortedKey: words.toSorted().join(' '), glued: words.join('') }
  })
  prepared.set(text, { persons })
  return persons
}

function compareTwo(a: PreparedPerson | undefined, b: PreparedPerson | undefined): PersonNameMatch {
  if (a === undefined || b === undefined) return DIFFERENT
  if (a.suffix !== undefined && b.suffix !== undefined && a.suffix !== b.suffix) return DIFFERENT
  if (a.sortedKey === b.sortedKey) {
    return a.suffix === b.suffix ? SAME : COMPATIBLE
  }
  if (a.glued === b.glued) return COMPATIBLE
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a]
  return fitsFrom(short, long, 0, 0, false) ? COMPATIBLE : DIFFERENT
}

/**
 * Returns whether the words of `short` from `at` on each find a word of `long` from `other` on, in
 * order, with one whole surname among all that were found.
 */
function fitsFrom(
  short: PersonParts,
  long: PersonParts,
  at: number,
  other: number,
  hasSurname: boolean,
): boolean {
  const word = short.words[at]
  if (word === undefined) return hasSurname
  for (let place = other; place < long.words.length; place += 1) {
    const candidate = long.words[place] ?? ''
    const isWhole = word === candidate && word.length > 1
    const isSurname = isWhole && at >= short.surnameFrom && place >= long.surnameFrom
    const fits = isWhole || isInitial(word, candidate) || isShortFirstName(short, long, at, place)
    if (fits && fitsFrom(short, long, at + 1, place + 1, hasSurname || isSurname)) return true
  }
  return false
}

function isInitial(a: string, b: string): boolean {
  return (a.length === 1 || b.length === 1) && a[0] === b[0]
}

function isShortFirstName(a: PersonParts, b: PersonParts, atA: number, atB: number): boolean {
  if (atA !== 0 || atB !== 0 || a.surnameFrom === 0 || b.surnameFrom === 0) return false
  const [firstA = '', firstB = ''] = [a.words[0], b.words[0]]
  if (Math.min(firstA.length, firstB.length) < SHORT_FIRST_NAME_MIN) return false
  return firstA.startsWith(firstB) || firstB.startsWith(firstA)
}
