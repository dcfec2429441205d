import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { displayWidth, fitted, fittedLeft, fittedRight, plainLine } from './display-width.ts'

describe('cells of a text', () => {
  it.each([
    ['', 0],
    ['Bundesliga', 10],
    ['São Paulo', 9],
    ['Sa\u0303o', 3],
    ['東京', 4],
    ['서울', 4],
    ['⚽', 2],
    ['ｱ', 1],
    ['Ａ', 2],
  ])('%j takes %i', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('text that fits', () => {
  it.each([
    ['abc', 5, 'abc', 'abc  ', '  abc'],
    ['abcd', 3, 'ab…', 'ab…', 'ab…'],
    ['東京都', 6, '東京都', '東京都', '東京都'],
    ['東京都', 5, '東京…', '東京…', '東京…'],
    ['東京都', 4, '東…', '東… ', ' 東…'],
    ['abc', 1, '…', '…', '…'],
    ['abc', 0, '', '', ''],
  ])('%s in %i', (text, width, ...expected) => {
    expect([fitted(text, width), fittedLeft(text, width), fittedRight(text, width)]).toEqual(
      expected,
    )
  })

  prop.prop([fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(30)], { seed: 2 })(
    'never takes more, and exactly as much where it is aligned',
    (text, width) => {
      expect(displayWidth(fitted(text, width))).toBeLessThanOrEqual(width)
      expect(displayWidth(fittedLeft(text, width))).toBe(width)
      expect(displayWidth(fittedRight(text, width))).toBe(width)
    },
  )
})

describe('text that would steer', () => {
  it.each([
    'a\u001b[2Jb',
    'a\u001b[1mb',
    'a\nb',
    'a\rb',
    'a\u009b2Jb',
    'a\u202eb',
    'a\u2028b',
    'a\u0000b',
  ])('%j is made plain', (text) => {
    expect(plainLine(text)).toMatch(/^a [[\dJm]*b$/)
    expect(fitted(text, 20)).toBe(plainLine(text))
  })

  it('half a letter is a replacement character', () => {
    expect(plainLine('a\ud800b')).toBe('a\ufffdb')
  })
})
