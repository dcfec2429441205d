import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { americanOdds } from './american.ts'
import { fractionalOddsOf, parseFractionalOdds } from './fractional.ts'

describe('parseFractionalOdds', () => {
  it.each([
    ['10/11', 21, 11],
    ['1/5', 6, 5],
    ['5-2', 7, 2],
    ['5\u20442', 7, 2],
    [' 10 / 11 ', 21, 11],
    ['4/2', 3, 1],
    ['100/1', 101, 1],
    ['9007199254740989/2', 9_007_199_254_740_991, 2],
    ['EV', 2, 1],
    ['EVS', 2, 1],
    ['evens', 2, 1],
    ['Even', 2, 1],
  ])('%j returns %i per %i', (text, numerator, denominator) => {
    expect(parseFractionalOdds(text).returnRatio).toEqual({ numerator, denominator })
  })

  it('keeps the figure as it was printed', () => {
    const { original, format, exactness } = parseFractionalOdds(' EVS ')
    expect([original, format, exactness]).toEqual(['EVS', 'fractional', 'exact'])
  })

  it('refuses what is too long to stay exact', () => {
    expect(() => parseFractionalOdds('9007199254740991/2')).toThrow(/too large to be exact/)
    expect(() => parseFractionalOdds('10000000000000000/1')).toThrow(/not fractional odds/)
  })

  it.each(['0/5', '5/0', '0/0'])('%j needs two numbers above 0', (text) => {
    expect(() => parseFractionalOdds(text)).toThrow(/two numbers above 0/)
  })

  it.each([
    '',
    '10',
    '1.91',
    '1/2/3',
    '-1/2',
    '1/-2',
    '1.5/2',
    'a/b',
    '1e3/2',
    '10/',
    '/11',
    'NaN',
  ])('%j is refused by name', (text) => {
    expect(() => parseFractionalOdds(text)).toThrow(InvalidInputError)
    expect(() => parseFractionalOdds(text)).toThrow(`not fractional odds: ${JSON.stringify(text)}`)
  })
})

describe('fractionalOddsOf', () => {
  it('gives the winnings per 1 staked, reduced', () => {
    expect(fractionalOddsOf(americanOdds(-110))).toEqual({ numerator: 10, denominator: 11 })
    expect(fractionalOddsOf(americanOdds(150))).toEqual({ numerator: 3, denominator: 2 })
    expect(fractionalOddsOf(americanOdds(-100))).toEqual({ numerator: 1, denominator: 1 })
  })

  const side = fc.integer({ min: 1, max: 9_999_999 })
  prop.prop([side, side])('reads back what was printed, in lowest terms', (won, staked) => {
    const read = fractionalOddsOf(parseFractionalOdds(`${won}/${staked}`))
    expect(BigInt(read.numerator) * BigInt(staked)).toBe(BigInt(read.denominator) * BigInt(won))
    const printed = `${read.numerator}/${read.denominator}`
    expect(fractionalOddsOf(parseFractionalOdds(printed))).toEqual(read)
  })
})
