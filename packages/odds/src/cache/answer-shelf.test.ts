import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { OddsAnswer } from '../rest/request.ts'
import { AnswerShelf } from './answer-shelf.ts'

const kept = (text: string) => {
  const answer: OddsAnswer = { text, body: undefined, usage: undefined, receivedMs: 0 }
  return { answer, firstStartMs: undefined }
}
const textOf = (shelf: AnswerShelf, key: string) => shelf.take(key)?.answer.text

describe('a shelf', () => {
  it('lets go of what was not asked for longest', () => {
    const shelf = new AnswerShelf({ entriesMax: 2, bytesMax: 100 })
    shelf.put('a', kept('A'))
    shelf.put('b', kept('B'))
    expect(textOf(shelf, 'a')).toBe('A')
    shelf.put('c', kept('C'))
    expect(['a', 'b', 'c'].map((key) => textOf(shelf, key))).toEqual(['A', undefined, 'C'])
  })

  it('counts bytes of UTF-8, and makes room for the newest', () => {
    const shelf = new AnswerShelf({ entriesMax: 9, bytesMax: 5 })
    shelf.put('a', kept('éé'))
    shelf.put('b', kept('x'))
    expect(shelf.size()).toEqual({ entries: 2, bytes: 5 })
    shelf.put('c', kept('y'))
    expect(shelf.size()).toEqual({ entries: 2, bytes: 2 })
    shelf.put('d', kept('123456'))
    expect([shelf.size().bytes, textOf(shelf, 'd')]).toEqual([2, undefined])
  })

  it('lets go of the old answer even where the new one is too large', () => {
    const shelf = new AnswerShelf({ entriesMax: 9, bytesMax: 2 })
    shelf.put('a', kept('x'))
    shelf.put('a', kept('123'))
    expect([shelf.size(), textOf(shelf, 'a')]).toEqual([{ entries: 0, bytes: 0 }, undefined])
  })

  it.each([
    { entriesMax: 0, bytesMax: 1 },
    { entriesMax: 1, bytesMax: 0.5 },
    { entriesMax: Number.NaN, bytesMax: 1 },
  ])('of %o is refused', (bounds) => {
    expect(() => new AnswerShelf(bounds)).toThrow(/^odds cache: \w+: expected a whole number of 1/)
  })
})

prop.prop(
  [
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 20 }),
    fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        text: fc.option(fc.string({ unit: 'grapheme', maxLength: 6 }), { nil: undefined }),
      }),
    ),
  ],
  { seed: 7 },
)('keeps within its bounds, and gives back what was put last', (entriesMax, bytesMax, steps) => {
  const shelf = new AnswerShelf({ entriesMax, bytesMax })
  const put = new Map<string, string>()
  for (const { key, text } of steps) {
    if (text === undefined) {
      const given = textOf(shelf, key)
      if (given !== undefined) expect(given).toBe(put.get(key))
      continue
    }
    shelf.put(key, kept(text))
    put.set(key, text)
    const isTooLarge = Buffer.byteLength(text) > bytesMax
    expect(textOf(shelf, key)).toBe(isTooLarge ? undefined : text)
    const { entries, bytes } = shelf.size()
    expect(entries).toBeLessThanOrEqual(entriesMax)
    expect(bytes).toBeLessThanOrEqual(bytesMax)
  }
  const left = [...put.keys()].map((key) => textOf(shelf, key)).filter((text) => text !== undefined)
  const bytes = left.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  expect(shelf.size()).toEqual({ entries: left.length, bytes })
})
