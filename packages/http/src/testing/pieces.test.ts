import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { firstHalfOf, piecesOf } from './pieces.ts'

prop.prop([fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 9 })])(
  'pieces are as many as said at most, whole characters, and the text again',
  (text, count) => {
    const pieces = piecesOf(text, count)
    expect(pieces.join('')).toBe(text)
    expect(pieces.length).toBeLessThanOrEqual(Math.max(1, count))
    expect(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString()).toBe(text)
    expect(pieces).not.toContain('')
    expect(text.startsWith(firstHalfOf(text))).toBe(true)
  },
)

it('are of one length but for the last', () => {
  expect([piecesOf('abcdefg', 3), piecesOf('a😀b', 3)]).toEqual([
    ['abc', 'def', 'g'],
    ['a', '😀', 'b'],
  ])
  expect([firstHalfOf('abcde'), firstHalfOf('😀😀')]).toEqual(['ab', '😀'])
})
