import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '../errors.ts'
import { describe, expect, it } from 'vitest'
import {
  formatFixedPoint,
  parseCenticontracts,
  parseCenticontractsDelta,
  parseFixedPoint,
  parseMicrodollars,
  parsePriceTicks,
} from './fixed-point.ts'

describe('parseFixedPoint', () => {
  it.each([
    ['0.4300', 4, 4300],
    ['0.960', 4, 9600],
    ['1', 4, 10_000],
    ['-100.00', 2, -10_000],
    ['0.0010', 4, 10],
    ['0.430000', 4, 4300],
    ['-0.00', 2, 0],
  ])('reads %s with %i decimals as %i', (text, decimals, expected) => {
    expect(Object.is(parseFixedPoint(text, decimals), expected)).toBe(true)
  })

  it.each(['', ' 1', '1e3', 'NaN', 'Infinity', '+1', '.5', '1.', '0x10', '1,5', '9'.repeat(30)])(
    'refuses %j',
    (text) => {
      expect(() => parseFixedPoint(text, 4)).toThrow(/not a decimal number/)
    },
  )

  it('rounds nothing: a finer figure is refused', () => {
    expect(() => parseFixedPoint('0.43001', 4)).toThrow(/more than 4 decimals/)
  })

  it('refuses what a safe integer can not hold', () => {
    expect(() => parseFixedPoint('99999999999999.9999', 6)).toThrow(/too large/)
  })

  prop.prop([fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 6 })])(
    'reads back what was printed',
    (value, decimals) => {
      expect(parseFixedPoint(formatFixedPoint(value, decimals), decimals)).toBe(value)
    },
  )
})

/** What the text is by the rules alone: undefined where it is refused. */
function slowly(text: string, decimals: number): number | undefined {
  if (text.length > 24 || !/^-?\d+(\.\d+)?$/.test(text)) return undefined
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const [kept, rest] = [fraction.slice(0, decimals).padEnd(decimals, '0'), fraction.slice(decimals)]
  const value = BigInt(whole + kept)
  if (/[1-9]/.test(rest) || value > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return text.startsWith('-') && value !== 0n ? -Number(value) : Number(value)
}

describe('any text', () => {
  let [read, refused] = [0, 0]

  prop.prop(
    [
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...'0123456789.-'), maxLength: 20 }),
        fc.stringMatching(/^-?\d{1,14}(\.\d{1,8})?$/),
        fc.constantFrom('.', '-', '-.', '1.', '.5', '1.2.3', '--1', '1-', '\u0661', '1\n', '00.10'),
      ),
      fc.integer({ min: 0, max: 6 }),
    ],
    { seed: 20261122, numRuns: 5000 },
  )('is read digit by digit as it is read by the rules', (text, decimals) => {
    const expected = slowly(text, decimals)
    if (expected === undefined) {
      refused += 1
      expect(() => parseFixedPoint(text, decimals)).toThrow(InvalidInputError)
    } else {
      read += 1
      expect(Object.is(parseFixedPoint(text, decimals), expected)).toBe(true)
    }
  })

  it('was of both kinds', () => {
    expect(read).toBeGreaterThan(500)
    expect(refused).toBeGreaterThan(500)
  })
})

describe('the units of the venue', () => {
  it('keeps prices within a dollar and sizes at 0 or more', () => {
    expect(parsePriceTicks('0.4300')).toBe(4300)
    expect(() => parsePriceTicks('1.0001')).toThrow(/price must be/)
    expect(() => parsePriceTicks('-0.01')).toThrow(/price must be/)
    expect(parseCenticontracts('10.00')).toBe(1000)
    expect(() => parseCenticontracts('-1.00')).toThrow(/negative size/)
    expect(parseCenticontractsDelta('-1.00')).toBe(-100)
    expect(parseMicrodollars('0.026900')).toBe(26_900)
  })
})
