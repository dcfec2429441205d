import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { isNestedTooDeeply, NESTING_MAX, parseExactJson } from './exact-json.ts'

const reprint = (text: string): string => {
  const json = parseExactJson(text)
  return json.print(json.value)
}

describe('printing what was parsed', () => {
  it.each([
    '{"price":0.10,"size":10.00}',
    '[1e400,-0,1E2,1e-7,0.30000000000000004000,12345678901234567890]',
    '[[0.50,[0.50]],{"a":[{"b":1.0}]}]',
    '{"__proto__":0.10,"toJSON":0.50,"length":1.0,"":2.0}',
    '{"a":"0.10","b":null,"c":true,"d":[],"e":{}}',
    '["\\ud800","\\u2028é😀"]',
  ])('keeps every digit of %s', (text) => {
    expect(reprint(text)).toBe(text.replaceAll('\\u2028', '\u2028'))
  })

  it('keeps the digits of any object or array inside, and prints it on one line', () => {
    const json = parseExactJson('{\n "a": {\n  "b": [ 0.10 ]\n },\n "c": 1.0\n}')
    const { a } = json.value as { a: { b: unknown } }
    expect(json.print(a)).toBe('{"b":[0.10]}')
    expect(json.print(a.b)).toBe('[0.10]')
    expect(json.print({ ticker: 'X', ...a })).toBe('{"ticker":"X","b":[0.10]}')
  })

  it('takes the last of a key that stands twice, with its own digits', () => {
    expect(reprint('{"a":0.10,"a":0.20}')).toBe('{"a":0.20}')
    expect(reprint('{"a":0.10,"a":1}')).toBe('{"a":1}')
    expect(reprint('{"a":[1.0],"a":[2.00]}')).toBe('{"a":[2.00]}')
  })

  it.each(['', '{', '{"a":1}}', '[01]', 'NaN', '{"a":NaN}', '[1,]', "{'a':1}"])(
    'refuses %s',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError)
    },
  )
})

describe('nesting', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

  it('is bounded', () => {
    expect(isNestedTooDeeply(nested(NESTING_MAX))).toBe(false)
    expect(isNestedTooDeeply(nested(NESTING_MAX + 1))).toBe(true)
    expect(isNestedTooDeeply('{"a":'.repeat(NESTING_MAX + 1))).toBe(true)
  })

  it('is not that of brackets in strings, nor of brackets that close', () => {
    expect(isNestedTooDeeply(JSON.stringify(`"\\${'['.repeat(500)}`))).toBe(false)
    expect(isNestedTooDeeply(`[${'[],'.repeat(500)}[]]`)).toBe(false)
    expect(isNestedTooDeeply(`"${'['.repeat(500)}`)).toBe(false)
  })
})

const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.tuple(fc.bigInt(), fc.nat(999)).map(([a, b]) => `${a}.${b}0`),
  fc.tuple(fc.integer(), fc.integer({ min: -400, max: 400 })).map(([a, b]) => `${a}e${b}`),
  fc.constantFrom('-0', '0.0', '-0.00', '1E+2', '1e0'),
)
const { jsonText } = fc.letrec<{ jsonText: string }>((tie) => ({
  jsonText: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    numberText,
    fc.constantFrom('null', 'true', 'false'),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.array(tie('jsonText'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    // No keys like `1`: an object puts those first.
    fc
      .uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), tie('jsonText')), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((pairs) => pairs.map(([key, item]) => `${JSON.stringify(`k${key}`)}:${item}`))
      .map((fields) => `{${fields.join(',')}}`),
  ),
}))

prop.prop([jsonText], { seed: 5, numRuns: 300 })(
  'a text without spaces prints as it was, digit for digit',
  (item) => {
    const text = `[${item}]`
    expect(reprint(text)).toBe(text)
    expect(parseExactJson(text).value).toEqual(JSON.parse(text))
  },
)
