import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { foldedWords, foldName } from './fold-name.ts'

describe('foldName', () => {
  test.each([
    ['A’s', 'as'],
    ["A's", 'as'],
    ['St. Louis', 'st louis'],
    ["O'Connell", 'oconnell'],
    ['Hawaiʻi', 'hawaii'],
    ['Łódź', 'lodz'],
    ['Brøndby IF', 'brondby if'],
    ['Großaspach', 'grossaspach'],
    ['Cœur de Lion', 'coeur de lion'],
    ['Curaçao', 'curacao'],
    ['1. FC Köln', '1 fc koln'],
    ['Felix Auger-Aliassime', 'felix auger aliassime'],
    ['Texas A&M–Corpus Christi', 'texas a m corpus christi'],
    ['Miami (OH)', 'miami oh'],
    ['  Bodø/Glimt ', 'bodo glimt'],
    ['Демидов', 'demidov'],
    ['Ολυμπιακός', 'olympiakos'],
    ['Bog\u0306dan', 'bogdan'],
    ['⚽ Arsenal', 'arsenal'],
    ['Real\u200b Mad\u00adrid\u200f', 'real madrid'],
    ['Betis\ud800', 'betis'],
    ['', ''],
    ['\udfff ’.-', ''],
  ])('%j folds to %j', (text, folded) => {
    expect(foldName(text)).toBe(folded)
  })

  test('a letter and its mark are one letter, composed or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text.normalize('NFC')))
      }),
    )
  })

  test('never throws, gives letters, digits and single spaces only, and folds once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }), (a, b) => {
        for (const text of [a, b, `${a}\ud83d${b}`]) {
          const folded = foldName(text)
          expect(folded).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/)
          expect(foldName(folded)).toBe(folded)
          expect(foldedWords(text).join(' ')).toBe(folded)
        }
      }),
    )
  })
})
