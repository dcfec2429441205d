import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeQuery } from './query.ts'

describe('encodeQuery', () => {
  it.each([
    [[], ''],
    [[['a', '1']], '?a=1'],
    [
      [
        ['b', '2'],
        ['a', '1'],
      ],
      '?b=2&a=1',
    ],
    [
      [
        ['t', 'X'],
        ['t', 'Y'],
      ],
      '?t=X&t=Y',
    ],
    [[['ids', 'a,b']], '?ids=a%2Cb'],
    [[['name', 'a b+c&d=é']], '?name=a+b%2Bc%26d%3D%C3%A9'],
    [[['empty', '']], '?empty='],
  ] as const)('writes %j', (query, text) => {
    expect(encodeQuery(query)).toBe(text)
  })

  it('is read back as it was, in order', () => {
    const pair = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (query) => {
        const url = new URL(`http://x/${encodeQuery(query)}`)
        expect([...url.searchParams]).toEqual(query)
      }),
    )
  })
})
