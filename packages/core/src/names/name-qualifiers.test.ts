import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { qualifiersOf, sameQualifiers, splitQualifiers } from './name-qualifiers.ts'

describe('qualifiersOf', () => {
  test.each([
    'Arsenal Women',
    'Arsenal (W)',
    'Arsenal [w]',
    'Arsenal W',
    'Arsenal Ladies FC',
    'Arsenal WFC',
    "Women's Arsenal",
    'América Femenil',
    'Sevilla Femenino',
    'OL Féminine',
    'VfL Wolfsburg Frauen',
  ])('%s is a women’s team', (text) => {
    expect(qualifiersOf(text)).toEqual({ gender: 'women', age: undefined, isReserve: false })
  })

  test.each(['Duke (M)', "Duke Men's", 'Köln Herren'])('%s is a men’s team', (text) => {
    expect(qualifiersOf(text)).toEqual({ gender: 'men', age: undefined, isReserve: false })
  })

  test.each([
    ['England U21', 'u21'],
    ['England U-19', 'u19'],
    ['England U.20', 'u20'],
    ['England Under 23s', 'u23'],
    ['España Sub-17', 'u17'],
    ['Kashiwa Youth', 'youth'],
    ['Sevilla Juvenil', 'youth'],
    ['Youth Arsenal U18', 'u18'],
  ])('%s is %s', (text, age) => {
    expect(qualifiersOf(text)).toEqual({ gender: undefined, age, isReserve: false })
  })

  test.each([
    'Bayern München II',
    'Barcelona B',
    'Mainz 05 2',
    'Everton Reserves',
    'Real Madrid Castilla',
    'Inter Miami Next Pro',
    'Juventus Next Gen',
    'Jong Ajax',
    'Arsenal III',
  ])('%s is a second team', (text) => {
    expect(qualifiersOf(text)).toEqual({ gender: undefined, age: undefined, isReserve: true })
  })

  test.each([
    'B',
    'II',
    '2',
    'W',
    'Texas A&M',
    'B Team United',
    '2 de Mayo',
    'W Kentucky',
    'Willem II',
    'Boca Juniors',
    'Young Boys',
    'Under Armour 30',
    'Real Madrid',
    'Liverpool',
    '',
  ])('%j says nothing', (text) => {
    expect(qualifiersOf(text)).toEqual({ gender: undefined, age: undefined, isReserve: false })
  })

  test('marks add up, whatever their order', () => {
    const expected = { gender: 'women', age: 'u19', isReserve: true }
    expect(qualifiersOf('Barcelona U19 B (W)')).toEqual(expected)
    expect(qualifiersOf('Barcelona Women B U-19')).toEqual(expected)
    expect(qualifiersOf('Barcelona B W U19')).toEqual(expected)
  })
})

test('marks are taken out of the words, a third team keeps its numeral', () => {
  expect(splitQualifiers('FC Barcelona B (W) Under-19').words).toEqual(['fc', 'barcelona'])
  expect(splitQualifiers('Willem II').words).toEqual(['willem', 'ii'])
  expect(splitQualifiers('Bayern III').words).toEqual(['bayern', 'iii'])
  expect(splitQualifiers('Women').words).toEqual([])
})

test('unsaid is not men, and every part counts', () => {
  const none = qualifiersOf('Arsenal')
  expect(sameQualifiers(none, qualifiersOf('Chelsea'))).toBe(true)
  for (const other of ['Arsenal (M)', 'Arsenal (W)', 'Arsenal U21', 'Arsenal II']) {
    expect(sameQualifiers(none, qualifiersOf(other))).toBe(false)
  }
})

test('any text has qualifiers, and no word is made up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { words, allWords, qualifiers } = splitQualifiers(text)
      expect(allWords).toEqual(expect.arrayContaining([...words]))
      expect(sameQualifiers(qualifiers, qualifiersOf(text))).toBe(true)
    }),
  )
})
