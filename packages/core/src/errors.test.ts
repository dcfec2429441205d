import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  InvalidInputError,
  InvariantError,
  isArbError,
  PRINTABLE_LENGTH_MAX,
  printable,
  SessionError,
  WireFormatError,
} from './errors.ts'

const LOCATION = { source: 'odds.json', path: '[3].bookmakers[0].key' }

describe('the hierarchy', () => {
  it.each([
    ['InvalidInputError', new InvalidInputError('x')],
    ['InvariantError', new InvariantError('x')],
    ['SessionError', new SessionError('x')],
    ['WireFormatError', new WireFormatError(LOCATION, { expected: 'text', got: 1 })],
  ])('%s has its literal name and must not be sent again', (name, error) => {
    expect(error.name).toBe(name)
    expect(error.resend).toBe('never')
    expect(isArbError(error)).toBe(true)
    expect(String(error).startsWith(`${name}: `)).toBe(true)
  })

  it('anything else is a bug of ours', () => {
    for (const other of [new Error('x'), new TypeError('x'), 'x', undefined, null, {}]) {
      expect(isArbError(other)).toBe(false)
    }
  })

  it('carries what was said, facts for the log, and the cause', () => {
    const cause = new Error('under it')
    const error = new SessionError('torn', { context: { file: 'frames-0001' }, cause })
    expect([error.message, error.context, error.cause]).toEqual([
      'torn',
      { file: 'frames-0001' },
      cause,
    ])
    expect(new SessionError('torn').context).toEqual({})
    expect('cause' in new SessionError('torn')).toBe(false)
  })
})

describe('WireFormatError', () => {
  it('says in one line where, what was expected and what came', () => {
    const error = new WireFormatError(LOCATION, { expected: 'text', got: { a: [1] } })
    expect(error.message).toBe('odds.json: [3].bookmakers[0].key: expected text, got {"a":[1]}')
    expect(error.location).toBe(LOCATION)
  })
})

describe('printable', () => {
  it.each([
    ['text', '"text"'],
    [undefined, 'nothing'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [12n, '12'],
    [Symbol('secret'), 'symbol'],
    [() => 1, 'function'],
    [[1, 'a'], '[1,"a"]'],
    [{ a: 1n }, '[object Object]'],
  ])('%s', (value, text) => {
    expect(printable(value)).toBe(text)
  })

  it('survives a value that contains itself', () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    expect(printable(circular)).toBe('[object Object]')
  })

  it('ends a long one in an ellipsis', () => {
    const exact = 'a'.repeat(PRINTABLE_LENGTH_MAX - 2)
    expect(printable(exact)).toBe(`"${exact}"`)
    const cut = printable(`${exact}a`)
    expect(cut).toHaveLength(PRINTABLE_LENGTH_MAX)
    expect(cut.endsWith('…')).toBe(true)
  })

  it.each(['\u001b[31mred', 'two\nlines', '\u009b31mred', 'two\u2028lines', 'nul\u0000', '\u007f'])(
    'lets no control character of %j through',
    (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      expect(printable({ [text]: text })).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
    },
  )

  prop.prop([fc.anything()])('is one short line for any value', (value) => {
    const text = printable(value)
    expect(text.length).toBeGreaterThan(0)
    expect(text.length).toBeLessThanOrEqual(PRINTABLE_LENGTH_MAX)
    expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
  })
})
