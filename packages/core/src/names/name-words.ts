/**
 * What single words of team names are worth: which are decoration (`FC`), which say that it is a
 * club but hardly which (`United`), and which are other spellings of a better known word
 * (`München`). Lists by judgement; what is not listed tells names apart.
 * @module
 */

/**
 * `core`: tells names apart. `club`: may be left out, but two different ones are two clubs
 * (`Manchester United`, `Manchester City`). `ornament`: may be left out and added freely.
 */
export type NameWordKind = 'core' | 'club' | 'ornament'

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const ORNAMENTS = wordSet(
  'fc cf sc ac afc cfc ssc acf as rc rcd cd ud sv vfb vfl tsg tsv fsv bc bk fk sk nk krc cp club ' +
    'calcio futbol football soccer the and of de del la le el los las der den und et',
)

const CLUBS = wordSet(
  'united city town county rovers wanderers albion hove hotspur athletic argyle deportivo',
)

const NUMBER = /^\d+$/

/** Places whose name ends in `City`: another place or team than the word before it. */
const CITY_BEHIND = wordSet('kansas oklahoma york mexico jersey lake iowa panama guatemala')

/** Best known spelling: others, folded. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  antwerp: 'antwerpen',
  belgrade: 'beograd',
  bruges: 'brugge',
  bucharest: 'bucuresti',
  cologne: 'koln koeln',
  copenhagen: 'kobenhavn',
  dynamo: 'dinamo',
  fort: 'ft',
  genoa: 'genova',
  ghent: 'gent',
  inter: 'internazionale',
  kyiv: 'kiev',
  lisbon: 'lisboa',
  manchester: 'man',
  milan: 'milano',
  monchengladbach: 'mgladbach gladbach',
  moscow: 'moskva',
  mount: 'mt',
  munich: 'munchen muenchen',
  naples: 'napoli',
  nottingham: 'nottm',
  prague: 'praha',
  rome: 'roma',
  seville: 'sevilla',
  turin: 'torino',
  united: 'utd',
  vienna: 'wien',
  warsaw: 'warszawa',
}

const KNOWN_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(OTHER_SPELLINGS).flatMap(([known, others]) =>
    others.split(' ').map((other): [string, string] => [other, known]),
  ),
)

/** Returns the spelling under which a folded word is compared; itself if none is better known. */
export function knownSpelling(word: string): string {
  return KNOWN_SPELLING.get(word) ?? word
}

/**
 * Returns what a word is worth in its place. A word in brackets always tells apart
 * (`Loyola (LA)`). Numbers (`Mainz 05`, `1. FC Köln`) count as club words.
 */
export function nameWordKind(word: string, before: string, isBracketed: boolean): NameWordKind {
  if (isBracketed) return 'core'
  if (ORNAMENTS.has(word)) return 'ornament'
  if (word === 'city' && CITY_BEHIND.has(before)) return 'core'
  return CLUBS.has(word) || NUMBER.test(word) ? 'club' : 'core'
}

/** Returns whether two different words may stand for one: `St` is Saint or State. */
export function mayAbbreviate(a: string, b: string): boolean {
  if (a === 'st') return b === 'saint' || b === 'state'
  return b === 'st' && (a === 'saint' || a === 'state')
}
