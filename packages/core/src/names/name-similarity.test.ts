import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { foldedWords } from './fold-name.ts'
import { NAME_SIMILARITY_MIN, NAME_WORDS_MAX, nameSimilarity } from './name-similarity.ts'
import { qualifiersOf, sameQualifiers } from './name-qualifiers.ts'
import { prepareName } from './prepared-name.ts'

const similarity = (a: string, b: string): number => nameSimilarity(prepareName(a), prepareName(b))

const sortedWords = (text: string): string => foldedWords(text).toSorted().join(' ')

/** Real names without marks that depend on the place of a word. */
const NAMES = [
  'Manchester United',
  'Manchester City',
  'Atlético Madrid',
  'Real Madrid',
  'Bayern München',
  'Deportivo La Coruña',
  'Bodø/Glimt',
  "Saint Mary's Gaels",
  'Texas A&M-CC Islanders',
  'Brighton and Hove Albion',
  '1. FC Köln',
  'Paris Saint Germain',
  'Kansas City Royals',
  'Borussia Monchengladbach',
  'FC Schalke 04',
]

const aName = fc.constantFrom(...NAMES)

describe('nameSimilarity', () => {
  test.each([
    ['Manchester United', 'Manchester City'],
    ['Washington', 'Washington State'],
    ['Miami (FL)', 'Miami (OH)'],
    ['Loyola (LA)', 'Loyola'],
    ['USC', 'South Carolina'],
    ['Real Madrid', 'Real Betis'],
    ['Inter Miami', 'Inter Milan'],
    ['Inter Milan', 'AC Milan'],
    ['North Carolina', 'North Carolina State'],
    ['North Carolina', 'North Carolina A&T'],
    ['North Carolina', 'South Carolina'],
    ['Northwestern', 'Northeastern'],
    ['Texas', 'Texas State'],
    ['Texas A&M', 'Texas A&M-CC'],
    ['Texas A&M', 'Texas Tech'],
    ['Kansas', 'Kansas City'],
    ['New York City FC', 'New York Red Bulls'],
    ['New York', 'New York City FC'],
    ['Hull City', 'Hull Kingston Rovers'],
    ['Bristol City', 'Bristol Rovers'],
    ['FC Schalke 04', 'FC Schalke 05'],
    ['Paris FC', 'Paris Saint Germain'],
    ['Austria', 'Australia'],
    ['Slovakia', 'Slovenia'],
    ['Iran', 'Iraq'],
    ['Lecce', 'Lecco'],
    ['Zambia', 'Gambia'],
    ['FC United', 'FC City'],
    ['Los Angeles L', 'Los Angeles C'],
    ['AZ', 'AZ Alkmaar'],
  ])('%s and %s are not suggested', (a, b) => {
    expect(similarity(a, b)).toBeLessThan(NAME_SIMILARITY_MIN)
  })

  test.each([
    ['Bayern München', 'Bayern Munich'],
    ['Wolverhampton', 'Wolverhampton Wanderers'],
    ['Atlético Madrid', 'Atletico de Madrid'],
    ["Borussia M'gladbach", 'Borussia Monchengladbach'],
    ["Saint Mary's", "St Mary's"],
    ['Michigan St.', 'Michigan State'],
    ['Man Utd', 'Manchester United'],
    ['Leeds Utd', 'Leeds'],
    ['1. FC Köln', 'Cologne'],
    ['AS Roma', 'Roma'],
    ['FSV Mainz 05', 'Mainz'],
    ['LAFC', 'LA FC'],
    ['St.Pauli', 'St Pauli'],
    ['Brighton & Hove Albion', 'Brighton and Hove Albion'],
    ['Brighton', 'Brighton and Hove Albion'],
    ['Panathinaikos', 'Panathinaicos'],
    ['England U21', 'England Under-21'],
    ['Barcelona B', 'Barcelona II'],
  ])('%s and %s are, but are not the same', (a, b) => {
    expect(similarity(a, b)).toBeGreaterThanOrEqual(NAME_SIMILARITY_MIN)
    expect(similarity(a, b)).toBeLessThan(1)
  })

  test('what it can not do: one place, two clubs; one club, two places', () => {
    expect(similarity('Dundee', 'Dundee United')).toBeGreaterThanOrEqual(NAME_SIMILARITY_MIN)
    expect(similarity('Sporting CP', 'Sporting Lisbon')).toBeLessThan(NAME_SIMILARITY_MIN)
    expect(similarity('Vancouver', 'Vancouver Whitecaps')).toBeLessThan(NAME_SIMILARITY_MIN)
  })

  test('a contradiction is worse than a name that says more', () => {
    const saysMore = similarity('Manchester', 'Manchester Rangers')
    const contradicts = similarity('Manchester Racing', 'Manchester Rangers')
    // Dice 20/27 and 20/33, by letters.
    expect(saysMore).toBeCloseTo(0.8 * (20 / 27), 12)
    expect(contradicts).toBeCloseTo(0.4 * (20 / 33), 12)
  })

  test('values by hand: letters, a quarter of a club word’s, half a letter for an ornament', () => {
    expect(similarity('Wolverhampton', 'Wolverhampton Wanderers')).toBeCloseTo(26 / 28.25, 12)
    expect(similarity('Fulham', 'Fulham FC')).toBeCloseTo(12 / 12.5, 12)
    expect(similarity("Saint Mary's", "St Mary's")).toBeCloseTo((0.9 * 8 + 10) / 18, 12)
    // dynasty/dynasti: Jaro (6/7 + 6/7 + 1) / 3, four common letters, Levenshtein 1 of 7.
    const jaro = (12 / 7 + 1) / 3
    expect(similarity('Dynasty', 'Dynasti')).toBeCloseTo((jaro + 0.4 * (1 - jaro) + 6 / 7) / 2, 12)
  })

  test('a misspelling needs six letters and the same first one', () => {
    expect(similarity('Lisabon', 'Lisaban')).toBeGreaterThan(NAME_SIMILARITY_MIN)
    expect(similarity('Lisab', 'Lisaa')).toBe(0)
    expect(similarity('Orlando', 'Irlando')).toBe(0)
    expect(similarity('a'.repeat(33), `${'a'.repeat(32)}b`)).toBe(0)
  })

  test('of misspellings that fit several words, word order decides nothing', () => {
    const found = similarity('Dynamos Dinamot', 'Dynamot Dynamor')
    expect(found).toBeGreaterThan(NAME_SIMILARITY_MIN)
    expect(similarity('Dinamot Dynamos', 'Dynamor Dynamot')).toBe(found)
    expect(similarity('Dynamor Dynamot', 'Dynamos Dinamot')).toBe(found)
  })

  test('never across qualifiers, even for the same words in another order', () => {
    for (const mark of ['(W)', 'W', 'Women', '(M)', 'U21', 'Youth', 'II', 'B', 'Reserves']) {
      expect(similarity('Arsenal', `Arsenal ${mark}`)).toBe(0)
    }
    expect(similarity('Barcelona B', 'B Barcelona')).toBe(0)
    expect(similarity('Bayern II', 'Bayern III')).toBeLessThan(NAME_SIMILARITY_MIN)
  })

  test('too many words are no name, unless they are the same', () => {
    const words = Array.from({ length: NAME_WORDS_MAX }, (_, at) => `word${at}`)
    const long = [...words, 'fc'].join(' ')
    expect(similarity(words.join(' '), `${words.slice(1).join(' ')} fc word0`)).toBe(0)
    expect(similarity(words.slice(1).join(' '), `${words.slice(1).join(' ')} fc`)).toBeGreaterThan(
      0.9,
    )
    expect(similarity(long, long)).toBe(1)
  })

  test('nothing is like an empty name', () => {
    expect(similarity('', '')).toBe(0)
    expect(similarity('—', '...')).toBe(0)
    expect(similarity('', 'Arsenal')).toBe(0)
  })
})

describe('properties', () => {
  /** Words from a small stock, so that names meet in every way. */
  const someWord = fc.constantFrom(
    ...(
      'united city kansas fc st saint state man manchester 05 2 women b dynamo dynamos dynamic ' +
      '(la) la u21 real utd a'
    ).split(' '),
  )
  const madeUp = fc.array(someWord, { maxLength: 6 }).map((words) => words.join(' '))

  test('symmetric, within 0 and 1, 1 exactly for equal words and qualifiers', () => {
    const any = fc.oneof(madeUp, aName, fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(any, any, (a, b) => {
        const found = similarity(a, b)
        expect(similarity(b, a)).toBe(found)
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(1)
        const areEqual =
          foldedWords(a).length > 0 &&
          sortedWords(a) === sortedWords(b) &&
          sameQualifiers(qualifiersOf(a), qualifiersOf(b))
        expect(found === 1).toBe(areEqual)
        expect(similarity(a, a)).toBe(foldedWords(a).length > 0 ? 1 : 0)
      }),
      { numRuns: 2000 },
    )
  })

  test('a name in other case, punctuation, diacritics and word order is the same', () => {
    const disguise = fc.record({
      mark: fc.constantFrom('', '\u0301', '\u0308', '\u200b', "'", '’'),
      isUpper: fc.boolean(),
    })
    fc.assert(
      fc.property(
        aName,
        fc.infiniteStream(disguise),
        fc.constantFrom(' ', '-', ' – ', ', ', '/', ' & '),
        fc.nat(),
        (name, disguises, gap, seed) => {
          const words = foldedWords(name)
          const at = seed % words.length
          const turned = [...words.slice(at), ...words.slice(0, at)]
          const text = turned
            .map((word) =>
              [...word]
                .map((letter) => {
                  const { mark, isUpper } = disguises.next().value ?? { mark: '', isUpper: false }
                  return `${isUpper ? letter.toUpperCase() : letter}${mark}`
                })
                .join(''),
            )
            .join(gap)
          expect(similarity(name, text)).toBe(1)
        },
      ),
    )
  })

  test('garbage is never near a real name', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...'amn er-(.'), maxLength: 20 }),
    )
    fc.assert(
      fc.property(garbage, aName, (text, name) => {
        fc.pre(sortedWords(text) !== sortedWords(name))
        expect(similarity(text, name)).toBeLessThan(NAME_SIMILARITY_MIN)
      }),
      { numRuns: 1000 },
    )
  })
})
