import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { parseOdds } from './parse-odds.ts'

describe('parseOdds tells the format from the text', () => {
  it.each([
    ['-110', 'american', '21/11'],
    ['\u2212110', 'american', '21/11'],
    ['+100', 'american', '2/1'],
    ['-100', 'american', '2/1'],
    ['+150', 'american', '5/2'],
    ['+10000', 'american', '101/1'],
    ['EVEN', 'american', '2/1'],
    ['Even', 'american', '2/1'],
    ['evens', 'american', '2/1'],
    ['EVS', 'american', '2/1'],
    ['EV', 'american', '2/1'],
    ['10/11', 'fractional', '21/11'],
    ['5-2', 'fractional', '7/2'],
    ['5\u20442', 'fractional', '7/2'],
    ['100-30', 'fractional', '13/3'],
    ['10 / 11', 'fractional', '21/11'],
    ['1.91', 'decimal', '191/100'],
    ['101.0', 'decimal', '101/1'],
    ['3', 'decimal', '3/1'],
    ['99', 'decimal', '99/1'],
    ['52.4%', 'percent', '250/131'],
    ['50 %', 'percent', '2/1'],
  ])('%j is %s and returns %s', (text, format, ratio) => {
    const price = parseOdds(`  ${text}\u00a0`)
    expect(price.format).toBe(format)
    expect(`${price.returnRatio.numerator}/${price.returnRatio.denominator}`).toBe(ratio)
    expect([price.original, price.exactness]).toEqual([text, 'exact'])
  })

  it.each(['100', '150', '2500'])('%s may be American or decimal, and is refused', (text) => {
    expect(() => parseOdds(text)).toThrow(
      `ambiguous odds ${JSON.stringify(text)}: put + before American odds, .0 behind decimal ones`,
    )
    expect(() => parseOdds(text)).toThrow(
      expect.objectContaining({ context: { readings: ['american', 'decimal'] } }),
    )
    expect(parseOdds(text, { format: 'american' }).returnRatio).toEqual(
      parseOdds(`+${text}`).returnRatio,
    )
    expect(parseOdds(text, { format: 'decimal' }).returnRatio).toEqual(
      parseOdds(`${text}.0`).returnRatio,
    )
  })

  it.each([
    ['+50', 'American odds can not lie between -100 and 100, got 50'],
    ['-99', 'American odds can not lie between -100 and 100, got -99'],
    ['+1.5', 'not American odds: "+1.5"'],
    ['-3', 'American odds can not lie between -100 and 100, got -3'],
    ['1', 'decimal odds must be above 1, got "1"'],
    ['0', 'decimal odds must be above 1, got "0"'],
    ['0.95', 'decimal odds must be above 1, got "0.95"'],
    ['1.00', 'decimal odds must be above 1, got "1.00"'],
    ['0/5', 'fractional odds need two numbers above 0: "0/5"'],
    ['100%', 'a probability must lie between 0 and 100 %, got "100%"'],
    ['1.2.3%', 'not a percentage: "1.2.3%"'],
  ])('%j is refused by name', (text, message) => {
    expect(() => parseOdds(text)).toThrow(InvalidInputError)
    expect(() => parseOdds(text)).toThrow(message)
  })

  it.each([
    '',
    ' ',
    'N/A',
    'OFF',
    '\u2014',
    'EVENT',
    'NaN',
    'Infinity',
    '1e3',
    '1,91',
    '+1,000',
    '1/2/3',
    '$1.91',
    '--110',
    '- 110',
    '110-',
    '\u0661\u0661\u0660',
    '0x10',
  ])('%j is no odds at all', (text) => {
    expect(() => parseOdds(text)).toThrow(InvalidInputError)
    expect(() => parseOdds(text)).toThrow(/^not (?:American )?odds: /)
  })
})

describe('what is known beforehand', () => {
  it('takes the format as given, and refuses text of another', () => {
    expect(parseOdds('EVS', { format: 'fractional' }).format).toBe('fractional')
    expect(parseOdds('2', { format: 'decimal' }).format).toBe('decimal')
    expect(() => parseOdds('1.91', { format: 'american' })).toThrow(/not American odds/)
    expect(() => parseOdds('-110', { format: 'decimal' })).toThrow(/not decimal odds/)
    expect(() => parseOdds('-110', { format: 'fractional' })).toThrow(/not fractional odds/)
    expect(() => parseOdds('50', { format: 'percent' })).toThrow(/not a percentage/)
  })

  it('prices a printed figure at the lowest return that prints so, where figures are rounded', () => {
    const printed = { reading: 'printed' } as const
    expect(parseOdds('1.91', printed)).toMatchObject({
      returnRatio: { numerator: 381, denominator: 200 },
      exactness: 'lowest',
    })
    expect(parseOdds('53.4%', printed)).toMatchObject({
      returnRatio: { numerator: 200, denominator: 107 },
      exactness: 'lowest',
    })
    expect(parseOdds('-110', printed)).toEqual(parseOdds('-110'))
    expect(parseOdds('10/11', printed)).toEqual(parseOdds('10/11'))
    expect(parseOdds('1.91', { reading: 'exact' })).toEqual(parseOdds('1.91'))
  })
})
