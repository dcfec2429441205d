import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame, type NewFrame, SOURCE_LENGTH_MAX, TIME_MS_MAX } from './frame.ts'

const PLACE = { file: 'frames-0001.ndjson.zst', line: 7 }
const T = 1786085188416
/** Fixed, so that every run is the same; a change of it must not matter. */
const SEED = 20260807

function newFrame(payload: string, rest: Partial<NewFrame> = {}): NewFrame {
  return { turn: 1, t: T, source: 'kalshi/ws', payload, ...rest }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '"', '\\', '\n', '\u2028', 'a', '😀') }),
)

describe('a JSON payload', () => {
  it.each([
    '{"price":0.10,"size":1e400,"big":12345678901234567890,"zero":-0.0}',
    '"caf\\u00e9 café 😀 \\ud83d\\ude00 \u2028"',
    'null',
    '[]',
    '  {"a" : 1 }  ',
    '{"a":1,"a":2,"__proto__":{"b":1},"seq":9,"text":"no"}',
  ])('stands in the line as its own text: %s', (payload) => {
    const line = encodeFrame(3, newFrame(payload))
    expect(line).toBe(`{"seq":3,"turn":1,"t":${T},"source":"kalshi/ws","body":${payload}}`)
    expect(decodeFrame(line, PLACE)).toEqual({
      seq: 3,
      turn: 1,
      t: T,
      source: 'kalshi/ws',
      body: JSON.parse(payload),
    })
  })

  it('loses its line breaks and nothing else', () => {
    const line = encodeFrame(1, newFrame('{\r\n  "a\\n": [\n1,\t2]\r}'))
    expect(line.endsWith('"body":{    "a\\n": [ 1,\t2] }}')).toBe(true)
  })

  it('keeps a half surrogate pair, which UTF-8 can not carry, as an escape', () => {
    const line = encodeFrame(1, newFrame('"a\ud800b\udc00😀"'))
    expect(line.endsWith('"body":"a\\ud800b\\udc00😀"}')).toBe(true)
  })

  prop.prop([fc.json({ noUnicodeString: false }), fc.constantFrom(0, 2, '\t')], { seed: SEED })(
    'comes back as the same value, from one line',
    (json, indent) => {
      const payload = JSON.stringify(JSON.parse(json), null, indent)
      const line = encodeFrame(1, newFrame(payload))
      expect(line).not.toMatch(/[\r\n]/)
      expect(Buffer.from(line).toString()).toBe(line)
      expect(decodeFrame(line, PLACE)).toMatchObject({ body: JSON.parse(payload) })
    },
  )
})

describe('any payload', () => {
  prop.prop([anyText], { seed: SEED })(
    'comes back as it was or as the value it stands for',
    (payload) => {
      const line = encodeFrame(1, newFrame(payload))
      expect(line).not.toMatch(/[\r\n]/)
      const frame = decodeFrame(Buffer.from(line).toString(), PLACE)
      if ('text' in frame) expect(frame.text).toBe(payload)
      else expect(frame.body).toEqual(JSON.parse(payload))
    },
  )

  it.each(['', ' ', 'PING', '{"a":1', '{"a":NaN}', '1,"seq":5', '{}{}', '\ufeff{}', '\ud800'])(
    'is text when it is not JSON: %j',
    (payload) => {
      const line = encodeFrame(1, newFrame(payload))
      expect(decodeFrame(line, PLACE)).toEqual({
        seq: 1,
        turn: 1,
        t: T,
        source: 'kalshi/ws',
        text: payload,
      })
    },
  )
})

describe('the header', () => {
  it('carries the request', () => {
    const request = { method: 'GET', path: '/markets', query: { limit: '100' } }
    const line = encodeFrame(1, newFrame('{}', { request }))
    expect(line).toContain('"request":{"method":"GET","path":"/markets","query":{"limit":"100"}},')
    expect(decodeFrame(line, PLACE).request).toEqual(request)
  })

  it('keeps every key of the request', () => {
    const request: unknown = JSON.parse('{"__proto__":1,"constructor":null,"":[]}')
    const line = encodeFrame(1, newFrame('{}', { request: request as Record<string, unknown> }))
    expect(JSON.stringify(decodeFrame(line, PLACE).request)).toBe(JSON.stringify(request))
  })

  it.each([
    { turn: -1 },
    { turn: 1.5 },
    { t: -1 },
    { t: 1.5 },
    { t: Number.NaN },
    { t: TIME_MS_MAX + 1 },
    { source: '' },
    { source: 'x'.repeat(SOURCE_LENGTH_MAX + 1) },
    { request: { size: 1n } },
  ])('is checked before it is written: %o', (rest) => {
    expect(() => encodeFrame(1, newFrame('{}', rest))).toThrow(InvalidInputError)
  })

  it('may stand at its bounds', () => {
    const rest = { turn: 0, t: TIME_MS_MAX, source: 'x'.repeat(SOURCE_LENGTH_MAX) }
    expect(decodeFrame(encodeFrame(1, newFrame('{}', rest)), PLACE)).toMatchObject(rest)
  })

  it('has a number from 1', () => {
    expect(() => encodeFrame(0, newFrame('{}'))).toThrow(InvalidInputError)
  })
})

describe('a line that is not a frame', () => {
  it.each([
    ['', 'not JSON: ""'],
    ['{"seq":1', 'not JSON: "{\\"seq\\":1"'],
    ['[]', '$: Invalid input: expected object, received array, got []'],
    ['{"seq":0,"turn":1,"t":1,"source":"a","body":1}', '$.seq: Too small'],
    ['{"seq":1,"turn":"1","t":1,"source":"a","body":1}', '$.turn: Invalid input'],
    ['{"seq":1,"turn":1,"t":1.5,"source":"a","body":1}', '$.t: Invalid input'],
    ['{"seq":1,"turn":1,"source":"a","body":1}', '$.t: Invalid input'],
    ['{"turn":1,"t":1,"source":"a","body":1}', '$.seq: Invalid input'],
    ['{"seq":1,"t":1,"source":"a","body":1}', '$.turn: Invalid input'],
    ['{"seq":1,"turn":1,"t":1,"body":1}', '$.source: Invalid input'],
    ['{"seq":1.5,"turn":1,"t":1,"source":"a","body":1}', '$.seq: Invalid input'],
    ['{"seq":1,"turn":-1,"t":1,"source":"a","body":1}', '$.turn: Too small'],
    ['{"seq":1,"turn":1,"t":8640000000000001,"source":"a","body":1}', '$.t: Too big'],
    [`{"seq":1,"turn":1,"t":1,"source":"${'a'.repeat(201)}","body":1}`, '$.source: Too big'],
    ['{"seq":1,"turn":1,"t":1,"source":5,"body":1}', '$.source: Invalid input'],
    ['{"seq":1,"turn":1,"t":1,"source":"a","request":null,"body":1}', '$.request: expected an'],
    ['{"seq":1,"turn":1,"t":1,"source":"a","body":1,"__proto__":1}', '$: Unrecognized key'],
    ['{"seq":1,"turn":1,"t":1,"source":"","body":1}', '$.source: Too small'],
    [
      '{"seq":1,"turn":1,"t":1,"source":"a","request":[],"body":1}',
      '$.request: expected an object',
    ],
    ['{"seq":1,"turn":1,"t":1,"source":"a","body":1,"x":1}', '$: Unrecognized key: "x"'],
    ['{"seq":1,"turn":1,"t":1,"source":"a","text":5}', '$.text: Invalid input'],
    ['{"seq":1,"turn":1,"t":1,"source":"a"}', 'expected either body or text'],
    ['{"seq":1,"turn":1,"t":1,"source":"a","body":1,"text":""}', 'expected either body or text'],
  ])('is an error of one line with file and line number: %s', (line, what) => {
    expect(() => decodeFrame(line, PLACE)).toThrow(SessionError)
    expect(() => decodeFrame(line, PLACE)).toThrow(`frames-0001.ndjson.zst:7: ${what}`)
    expect(() => decodeFrame(line, PLACE)).toThrow(/^[^\n]+$/)
  })
})
