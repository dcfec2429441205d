import { rational, rationalToDecimal } from '@arbkit/core'
import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import {
  parseBooks,
  parseCount,
  parseDollars,
  parseDuration,
  parseFileInstant,
  parseFileOddsFormat,
  parseInstant,
  parseReturn,
  parseStake,
} from './flags.ts'

const refuses = (parse: (text: string) => unknown, expected: string, texts: readonly string[]) => {
  it.each(texts)('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(InvalidArgumentError)
    expect(() => parse(text)).toThrow(`expected ${expected}`)
  })
}

describe('dollars', () => {
  it.each([
    ['0', 0],
    ['25', 25_000_000],
    ['37.04', 37_040_000],
    ['$500', 500_000_000],
    ['0.000001', 1],
  ])('%s are %i millionths', (text, value) => {
    expect(parseDollars(text)).toBe(value)
  })
  refuses(parseDollars, 'dollars such as 25 or 37.04', [
    '',
    '$',
    '-5',
    '1e3',
    '1,000',
    '0.0000001',
    'NaN',
    '$$5',
    ' 5',
    '99999999999999',
  ])
})

describe('a stake', () => {
  it.each([
    ['250', 25_000],
    ['99.5', 9950],
    ['$0.01', 1],
  ])('of %s is %i cents', (text, value) => {
    expect(parseStake(text)).toBe(value)
  })
  refuses(parseStake, 'dollars and whole cents above 0, such as 250 or 99.50', [
    '0',
    '0.001',
    '-1',
    '',
    'all',
  ])
})

describe('a return', () => {
  it.each([
    ['1%', '0.01'],
    ['1.5%', '0.015'],
    ['0.01', '0.01'],
    ['0.015', '0.015'],
    ['0', '0'],
    ['0%', '0'],
    ['150%', '1.5'],
    ['0.999999', '0.999999'],
  ])('of %s is a share of %s', (text, share) => {
    expect(rationalToDecimal(parseReturn(text)).toFixed()).toBe(share)
  })
  // A bare 1 could be one per cent or a doubling.
  refuses(parseReturn, 'a return such as 1.5% or 0.015', [
    '1',
    '1.5',
    '15',
    '-1%',
    '-0.01',
    '%',
    '',
    'x',
    '0.0000001',
  ])
})

describe('a duration', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1500],
    ['90s', 90_000],
    ['5m', 300_000],
    ['5min', 300_000],
    ['2h', 7_200_000],
    ['0.5h', 1_800_000],
    ['14d', 1_209_600_000],
    ['1000d', 86_400_000_000],
  ])('of %s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })
  refuses(parseDuration, 'seconds, or a duration such as 90s, 5m, 2h, 14d', [
    '',
    '-5',
    '5 m',
    '5w',
    'm',
    '1e3',
    '1.2345',
    'Infinity',
    '1234567890',
    '5S',
  ])
})

describe('a count', () => {
  it.each([
    ['1', 1],
    ['20', 20],
  ])('of %s', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })
  refuses(parseCount, 'a whole number of 1 or more', ['0', '-1', '1.5', '', 'all'])
})

describe('a moment', () => {
  it.each([
    ['2026-08-07T13:49:00Z', Date.UTC(2026, 7, 7, 13, 49)],
    ['2026-08-07T13:49Z', Date.UTC(2026, 7, 7, 13, 49)],
    ['2026-08-07T13:49:00.25Z', Date.UTC(2026, 7, 7, 13, 49, 0, 250)],
    ['2026-08-07T09:49:00-04:00', Date.UTC(2026, 7, 7, 13, 49)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ])('%s', (text, ms) => {
    expect(parseInstant(text)).toBe(ms)
  })
  refuses(parseInstant, 'an ISO 8601 time with its zone', [
    '2026-08-07',
    '2026-08-07T13:49:00',
    '13:49Z',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-08-07T25:00:00Z',
    'now',
    '1786110553',
    '',
  ])
})

describe('books', () => {
  it('are keys, with a commission or without', () => {
    expect(parseBooks('draftkings, betfair_ex_eu=5%,novig=0,prophetx=0.02')).toEqual([
      { key: 'draftkings', commission: undefined },
      { key: 'betfair_ex_eu', commission: rational(5, 100) },
      { key: 'novig', commission: rational(0) },
      { key: 'prophetx', commission: rational(2, 100) },
    ])
  })
  refuses(parseBooks, 'keys of books, such as draftkings,fanduel,betfair_ex_eu=5%', [
    '',
    ',',
    'draftkings,',
    'Draft Kings',
    'DraftKings',
    'a=1%=2%',
    '=5%',
  ])
  refuses(parseBooks, 'a commission below 100%, such as 5% or 0.05', [
    'a=',
    'a=1',
    'a=5',
    'a=100%',
    'a=-1%',
    'a=x',
  ])
  refuses(parseBooks, 'each book once', ['a,a', 'a,b,a=5%'])
})

describe('a value for a file', () => {
  const at = Date.UTC(2026, 7, 7)

  it('is one for every file without a name, and a name may hold equals signs', () => {
    expect(parseFileInstant('2026-08-07T00:00Z')).toEqual({ file: undefined, value: at })
    expect(parseFileInstant('a.json=2026-08-07T00:00Z')).toEqual({ file: 'a.json', value: at })
    expect(parseFileInstant('a=b=2026-08-07T00:00Z')).toEqual({ file: 'a=b', value: at })
    expect(parseFileOddsFormat('a=b=decimal')).toEqual({ file: 'a=b', value: 'decimal' })
  })
  refuses(parseFileInstant, 'an ISO 8601 time with its zone', [
    'a.json',
    'a.json=',
    '=2026-08-07T00:00Z',
    'a.json=today',
  ])
  refuses(parseFileOddsFormat, 'FILE=american or FILE=decimal', [
    'american',
    '=american',
    'a=fractional',
    'a=',
    'a',
  ])
})
