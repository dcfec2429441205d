import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { createPaint, cut, left, right, wrap } from './columns.ts'

describe('cutting and padding', () => {
  it.each([
    ['abc', 5, 'abc', 'abc  ', '  abc'],
    ['abc', 3, 'abc', 'abc', 'abc'],
    ['abcd', 3, 'ab…', 'ab…', 'ab…'],
    ['abc', 1, '…', '…', '…'],
  ])('%s to %i', (text, width, ...expected) => {
    expect([cut(text, width), left(text, width), right(text, width)]).toEqual(expected)
  })
})

describe('wrapping', () => {
  it.each([
    ['one two three', 7, '', ['one two', 'three']],
    ['one two three', 9, '  ', ['  one two', '  three']],
    ['abcdefghij', 4, '', ['abcd', 'efgh', 'ij']],
    ['a abcdefghij b', 6, ' ', [' a', ' abcde', ' fghij', ' b']],
    ['', 10, '', []],
  ])('%j at %i after %j', (text, width, indent, lines) => {
    expect(wrap(text, { width, indent })).toEqual(lines)
  })

  prop.prop(
    [
      fc.array(fc.string({ minLength: 1, maxLength: 30 }).map((w) => w.replaceAll(' ', '_'))),
      fc.integer({ min: 5, max: 40 }),
      fc.nat(4),
    ],
    { seed: 1 },
  )('loses nothing and keeps to the width', (words, width, indentWidth) => {
    const lines = wrap(words.join(' '), { width, indent: ' '.repeat(indentWidth) })
    expect(lines.filter((line) => line.length > width)).toEqual([])
    expect(
      lines
        .map((line) => line.slice(indentWidth))
        .join('')
        .replaceAll(' ', ''),
    ).toBe(words.join(''))
  })
})

it('paints only where asked', () => {
  for (const name of ['bold', 'dim', 'green', 'yellow', 'red'] as const) {
    expect(createPaint(false)[name]('x')).toBe('x')
    expect(createPaint(true)[name]('x')).toMatch(/^\u001b\[\d+mx\u001b\[\d+m$/)
  }
})

describe('text that would steer a terminal', () => {
  it.each(['a\u001b[2Jb', 'a\nb', 'a\rb', 'a\u009b2Jb', 'a\u2028b', 'a\u001bc'])(
    '%j is made plain',
    (text) => {
      const steers = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
      expect(cut(text, 20)).not.toMatch(steers)
      expect(left(text, 20)).not.toMatch(steers)
      expect(wrap(text, { width: 20, indent: '' }).join('')).not.toMatch(steers)
    },
  )

  it('our own colours stay', () => {
    const text = createPaint(true).bold('found')
    expect(wrap(text, { width: 40, indent: '' })).toEqual([text])
  })
})
