import { describe, expect, it } from 'vitest'
import { InvalidInputError, InvariantError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import { DEVIG_METHODS } from './devig-all.ts'
import { DEVIG_OUTCOMES_MAX, devigBy, type DevigMethod } from './devig.ts'
import { UnderroundError } from './errors.ts'

const methods = Object.entries(DEVIG_METHODS)
const impliedOf = (odds: readonly number[]) => odds.map((each) => new Decimal(1).div(each))
const decimals = (values: readonly (number | string)[]) => values.map((each) => new Decimal(each))

describe('the methods', () => {
  it('are seven, and each names itself', () => {
    expect(methods.map(([name]) => name)).toEqual([
      'multiplicative',
      'additive',
      'power',
      'shin',
      'odds-ratio',
      'probit',
      'goto',
    ])
    for (const [name, devig] of methods) {
      expect(devig(impliedOf([1.5, 2.5])).method).toBe(name)
      expect(devig(impliedOf([1.9, 3.5, 4.1])).method).toBe(name)
    }
  })
})

describe.each(methods)('%s', (name, devig) => {
  it('refuses an underround by name, unless told otherwise', () => {
    for (const odds of [
      [3.2, 3.4, 2.9],
      [2.1, 2.05],
    ]) {
      const implied = impliedOf(odds)
      expect(() => devig(implied)).toThrow(UnderroundError)
      expect(() => devig(implied)).toThrow(/sum to 0\.9\d{5}, below 1/)
      expect(() => devig(implied, { allowUnderround: false })).toThrow(UnderroundError)
      const { probabilities } = devig(implied, { allowUnderround: true })
      expect(probabilities.every((p, index) => p.gt(implied[index]!) && p.lt(1))).toBe(true)
      expect(
        probabilities
          .reduce((a, b) => a.plus(b))
          .minus(1)
          .abs()
          .lt('1e-30'),
      ).toBe(true)
    }
  })

  it('names the underround with its prices', () => {
    expect(() => devig(decimals(['0.5', '0.25']))).toThrow(
      expect.objectContaining({
        name: 'UnderroundError',
        code: 'underround',
        resend: 'never',
        message: 'implied probabilities sum to 0.750000, below 1',
        context: { implied: ['0.5', '0.25'] },
      }),
    )
  })

  it.each([[[3, 3, 3]], [[7, 7, 7, 7, 7, 7, 7]], [[1.5, 3]], [[2, 2]], [[2, 3, 6]]])(
    'takes a set without any margin as fair, though thirds do not end: %j',
    (odds) => {
      const implied = impliedOf(odds)
      const { probabilities, parameter } = devig(implied)
      expect(probabilities).toEqual(implied)
      expect(probabilities).not.toBe(implied)
      const neutral = ['multiplicative', 'power', 'odds-ratio'].includes(name) ? 1 : 0
      expect(parameter.eq(neutral)).toBe(true)
    },
  )

  it.each([
    ['no price', [], /two prices or more, got 0/],
    ['a single one', ['0.5'], /two prices or more, got 1/],
    ['odds of exactly 1', ['1', '1'], /between 0 and 1 \(odds above 1\), got 1$/],
    ['odds below 1', ['1.111', '0.1'], /got 1\.111/],
    ['odds a trillionth above 1', ['0.9999999999995', '0.1'], /got 0\.9999999999995/],
    ['an impossible outcome', ['0', '1.05'], /got 0$/],
    ['odds above a trillion', ['0.99', '0.02', '1e-13'], /got 0\.0000000000001/],
    ['a negative one', ['-0.1', '1.2'], /got -0\.1/],
    ['NaN', ['NaN', '0.9'], /got NaN/],
    ['an infinite one', ['Infinity', '0.5'], /got Infinity/],
  ])('refuses %s', (_what, implied, message) => {
    const call = () => devig(decimals(implied), { allowUnderround: true })
    expect(call).toThrow(InvalidInputError)
    expect(call).toThrow(message)
  })

  it('takes the longest odds that are accepted, either way', () => {
    // Methods that subtract leave the long shot nothing; the others still tell it from nothing.
    if (name === 'additive' || name === 'goto') return
    const { probabilities } = devig(decimals(['0.999999999999', '1e-12', '0.9']))
    expect(probabilities.every((p) => p.gt(0) && p.lt(1))).toBe(true)
    expect(probabilities[1]?.lt('1e-12')).toBe(true)
  })

  it('takes a long field', () => {
    const implied = Array.from({ length: 60 }, (_, index) => new Decimal(index + 60).div(5000))
    const { probabilities } = devig(implied)
    expect(
      probabilities
        .reduce((a, b) => a.plus(b))
        .minus(1)
        .abs()
        .lt('1e-30'),
    ).toBe(true)
  })
})

describe('the longest field', () => {
  const field = (count: number) => decimals(Array.from({ length: count }, () => '0.0011'))
  it.each(['multiplicative', 'shin', 'odds-ratio'] as const)(
    '%s takes it, not one more',
    (name) => {
      const most = DEVIG_METHODS[name](field(DEVIG_OUTCOMES_MAX)).probabilities
      expect(most[0]?.toSignificantDigits(20).toFixed()).toBe('0.001')
      expect(() => DEVIG_METHODS[name](field(DEVIG_OUTCOMES_MAX + 1))).toThrow(
        /more than 1000 prices: 1001/,
      )
    },
  )
})

describe('devigBy', () => {
  const broken = (probabilities: readonly string[]) =>
    devigBy({
      method: 'broken' as DevigMethod,
      neutral: 0,
      solve: () => ({ probabilities: decimals(probabilities), parameter: new Decimal(0) }),
    })

  it.each([
    ['a sum that is not 1', ['0.5', '0.4'], /must sum to 1/],
    ['a sum that is hardly 1', ['0.5', '0.5000000000000000000000000001'], /must sum to 1/],
    ['a probability of 0', ['0', '1'], /must lie between 0 and 1/],
    ['one above 1', ['1.2', '-0.2'], /must lie between 0 and 1/],
    ['NaN', ['NaN', '1'], /must lie between 0 and 1/],
    ['one too few', ['1'], /a probability for every price/],
  ])('lets no formula return %s', (_what, probabilities, message) => {
    const call = () => broken(probabilities)(decimals(['0.6', '0.6']))
    expect(call).toThrow(InvariantError)
    expect(call).toThrow(message)
    expect(call).toThrow(expect.objectContaining({ context: { probabilities } }))
  })
})
