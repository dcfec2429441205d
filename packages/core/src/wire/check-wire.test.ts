import { InvalidInputError, WireFormatError } from '../errors.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { checkWire, convertWire, insideWire } from './check-wire.ts'

const ROOT = { source: 'a.json', path: '$' }

describe('inside', () => {
  it('writes a path as one would in code', () => {
    expect(insideWire(ROOT, 0, 'markets', 3, 'yes_bid_dollars').path).toBe(
      '[0].markets[3].yes_bid_dollars',
    )
    expect(insideWire(ROOT, 'payloads', 'KXNBA-27', 'series').path).toBe(
      'payloads["KXNBA-27"].series',
    )
    expect(insideWire(insideWire(ROOT, 'events'), 2).path).toBe('events[2]')
    expect(insideWire(ROOT)).toEqual(ROOT)
  })
})

describe('checkWire', () => {
  const schema = z.array(
    z.looseObject({
      name: z.string().min(1),
      count: z.int(),
      side: z.enum(['yes', 'no']),
      level: z.tuple([z.string(), z.string()]).optional(),
      at: z.union([z.string(), z.int()]),
    }),
  )
  const valid = { name: 'a', count: 1, side: 'yes', at: 'x' }

  it('passes unknown extra fields on', () => {
    expect(checkWire(schema, [{ ...valid, extra: { deep: 1 } }], ROOT)).toEqual([
      { ...valid, extra: { deep: 1 } },
    ])
  })

  it.each([
    [{ ...valid, name: 5 }, 'a.json: [0].name: expected string, got 5'],
    [{ ...valid, name: '' }, 'a.json: [0].name: expected string that is not empty, got ""'],
    [{ ...valid, count: 1.5 }, 'a.json: [0].count: expected whole number, got 1.5'],
    [{ ...valid, count: Number.NaN }, 'a.json: [0].count: expected number, got NaN'],
    [{ ...valid, side: 'maybe' }, 'a.json: [0].side: expected "yes" or "no", got "maybe"'],
    [{ ...valid, level: ['1'] }, 'a.json: [0].level: expected array of at least 2, got ["1"]'],
    [{ ...valid, at: {} }, 'a.json: [0].at: expected string or number, got {}'],
    [{ count: 1, side: 'no', at: 1 }, 'a.json: [0].name: expected string, got nothing'],
    ['text', 'a.json: [0]: expected object, got "text"'],
  ])('names source, path and value of %j', (item, message) => {
    expect(refusal(() => checkWire(schema, [item], ROOT))).toBe(message)
  })

  it('names the root where the whole is wrong', () => {
    expect(() => checkWire(schema, null, ROOT)).toThrow('a.json: $: expected array, got null')
  })

  it('says where in a structure a caller can use', () => {
    const location = { source: 'b.json', path: 'data' }
    expect(() => checkWire(schema, [valid, { ...valid, count: 'x' }], location)).toThrow(
      expect.objectContaining({ location: { source: 'b.json', path: 'data[1].count' } }),
    )
  })
})

describe('convert', () => {
  const field = { at: ROOT, key: 'price', expected: 'a price' }

  it('names the field whose value was refused and keeps the cause', () => {
    const refuse = (): never => {
      throw new InvalidInputError('no')
    }
    expect(() => convertWire(field, '2', refuse)).toThrow(
      'a.json: price: expected a price, got "2"',
    )
    expect(() => convertWire(field, '2', refuse)).toThrow(WireFormatError)
  })

  it('lets a bug of ours through as it is', () => {
    const broken = (): never => {
      throw new TypeError('bug')
    }
    expect(() => convertWire(field, '2', broken)).toThrow(TypeError)
  })
})

/** The message of the WireFormatError that a call throws. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof WireFormatError) return error.message
    throw error
  }
  return 'nothing thrown'
}
