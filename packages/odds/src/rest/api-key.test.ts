import { inspect } from 'node:util'
import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it, test } from 'vitest'
import { OddsApiKey } from './api-key.ts'

const TEXT = '0123456789abcdef0123456789abcdef'

/** Any key that is taken. */
const keyText = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)),
  minLength: 8,
  maxLength: 60,
})

describe('a key', () => {
  it('is cut of the line end it was read with', () => {
    const key = new OddsApiKey(` ${TEXT}\r\n`)
    expect(key.addedTo('https://a.example/v4/sports')).toBe(
      `https://a.example/v4/sports?apiKey=${TEXT}`,
    )
    expect(key.addedTo('https://a.example/v4?b=1')).toBe(`https://a.example/v4?b=1&apiKey=${TEXT}`)
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['too short', 'abcdefg'],
    ['too long', 'a'.repeat(201)],
    ['a blank inside', 'abcdefgh ijkl'],
    ['a line end inside', 'abcdefgh\nijkl'],
    ['a control character', 'abcdefgh\u0001ijkl'],
    ['beyond ASCII', 'abcdefghé'],
  ])('is refused: %s, and not shown', (_what, text) => {
    const make = (): OddsApiKey => new OddsApiKey(text)
    expect(make).toThrow(InvalidInputError)
    expect(make).toThrow(/^API key: expected [a-z0-9 ,]+$/)
  })

  it('is hidden in whatever way it is printed', () => {
    const key = new OddsApiKey(TEXT)
    const shown = [
      String(key),
      key.toString(),
      JSON.stringify({ key }),
      inspect(key, { depth: 10, showHidden: true }),
      inspect({ a: { key } }, { depth: 10 }),
      Object.keys(key).join(),
      JSON.stringify(Object.entries(key)),
    ]
    for (const text of shown) expect(text).not.toContain(TEXT)
    expect(shown.slice(0, 3)).toEqual(['(hidden)', '(hidden)', '{"key":"(hidden)"}'])
    expect(() => structuredClone(key)).not.toThrow()
    expect(inspect(structuredClone(key), { showHidden: true })).not.toContain(TEXT)
  })

  prop.prop([keyText])('stands in an address so that it is read back as it is', (text) => {
    const url = new URL(new OddsApiKey(text).addedTo('https://a.example/v4?b=1'))
    expect([...url.searchParams]).toEqual([
      ['b', '1'],
      ['apiKey', text],
    ])
  })
})

describe('a text that repeats it', () => {
  const around = fc.string({ maxLength: 20 })
  const form = fc.constantFrom<(text: string) => string>(
    (text) => text,
    encodeURIComponent,
    (text) => encodeURIComponent(encodeURIComponent(text)),
    (text) => encodeURIComponent(text).toLowerCase(),
    (text) => new URLSearchParams([['k', text]]).toString(),
    (text) => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
    (text) => text.toUpperCase(),
    (text) => text.slice(0, 8),
    (text) => text.slice(-8),
  )

  prop.prop([keyText, around, form, around])('is seen through', (text, before, written, after) => {
    expect(new OddsApiKey(text).isShownIn(`${before} ${written(text)} ${after}`)).toBe(true)
  })

  prop.prop([keyText, around, around])('loses it', (text, before, after) => {
    const key = new OddsApiKey(text)
    const whole = JSON.stringify({ before, text, url: `?a=${encodeURIComponent(text)}&b`, after })
    const struck = key.struckFrom(whole)
    if (!'(hidden)'.includes(text)) expect(struck).not.toContain(text)
    expect(struck).not.toContain(`"${encodeURIComponent(text)}"`)
  })

  it('is left alone otherwise', () => {
    const key = new OddsApiKey(TEXT)
    expect(key.isShownIn('Invalid market: h2h 0123456')).toBe(false)
    expect(key.struckFrom('{"a":"%41 %zz 0123456"}')).toBe('{"a":"%41 %zz 0123456"}')
    expect(key.struckFrom(`{"a":"${TEXT}","b":"${TEXT}"}`)).toBe('{"a":"(hidden)","b":"(hidden)"}')
  })
})
