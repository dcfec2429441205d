import { describe, expect, test } from 'vitest'
import { personPartsOf, personsOf } from './person-parts.ts'

describe('personsOf', () => {
  test.each([
    ['Krawietz / Puetz', ['Krawietz', 'Puetz']],
    ['Krawietz&Puetz', ['Krawietz', 'Puetz']],
    ['Carlos Alcaraz', ['Carlos Alcaraz']],
    ['A / B / C', ['A', 'B', 'C']],
    ['Krawietz /', []],
    ['', []],
  ])('%s', (text, persons) => {
    expect(personsOf(text)).toEqual(persons)
  })
})

describe('personPartsOf', () => {
  test.each([
    ['Carlos Alcaraz', ['carlos', 'alcaraz'], 1, undefined],
    ['Alcaraz Garfia, Carlos', ['carlos', 'alcaraz', 'garfia'], 1, undefined],
    ['Alcaraz Garfia C. M.', ['c', 'm', 'alcaraz', 'garfia'], 2, undefined],
    ['Carabelli, Camilo Ugo', ['camilo', 'ugo', 'carabelli'], 2, undefined],
    ['Alcaraz', ['alcaraz'], 0, undefined],
    ['C. Alcaraz G.', ['c', 'alcaraz', 'g'], 1, undefined],
    ['J.J.Wolf', ['j', 'j', 'wolf'], 1, undefined],
    ['Damm Jr., Martin', ['martin', 'damm'], 1, 'jr'],
    ['Davis Love III', ['davis', 'love'], 1, 'iii'],
    ['Mc Donald', ['mcdonald'], 0, undefined],
    ['Jr.', ['jr'], 0, undefined],
  ])('%s', (text, words, surnameFrom, suffix) => {
    expect(personPartsOf(text)).toEqual({ words, surnameFrom, suffix })
  })

  test('nobody', () => {
    expect(personPartsOf('')).toBeUndefined()
    expect(personPartsOf(',')).toBeUndefined()
  })
})
