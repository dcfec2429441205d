import { describe, expect, it } from 'vitest'
import { foldText, nearestNames, wordsTest } from './name-search.ts'

describe('words', () => {
  it.each([
    ['Montréal Canadiens', 'montreal canadiens'],
    ['  KXA-26NOV22TORMTL-6 ', 'kxa 26nov22tormtl 6'],
    ['A’s / Ñ', 'a s n'],
    ['***', ''],
  ])('%j folds to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('all have to occur, in whichever text and order', () => {
    const isMeant = wordsTest('MONTREAL tor')
    expect(isMeant(['Toronto Maple Leafs', undefined, 'Montréal'])).toBe(true)
    expect(isMeant(['Toronto Maple Leafs'])).toBe(false)
    expect(wordsTest('')(['anything'])).toBe(true)
  })
})

describe('nearestNames', () => {
  const names = ['KXNBAGAME-26NOV22BOSNYK-BOS', 'KXNBAGAME-26NOV22BOSNYK-NYK', 'approve', 'pin']
  it.each([
    ['aprove', ['approve']],
    ['PIN', ['pin']],
    ['KXNBAGAME-26NOV22BOSNYK-BO', [names[0], names[1]]],
    ['KXNBAGAME-26NOV22BOSNYK-NY', [names[1], names[0]]],
    ['something else', []],
    ['', []],
  ])('%j is nearest to %j', (name, expected) => {
    expect(nearestNames(name, names)).toEqual(expected)
  })

  it('are three at most, each once, equal ones by name', () => {
    expect(nearestNames('aaaa', ['aaad', 'aaac', 'aaab', 'aaae', 'aaab'])).toEqual([
      'aaab',
      'aaac',
      'aaad',
    ])
    expect(nearestNames('abcd', ['abxx', 'axxx'])).toEqual(['abxx'])
  })
})
