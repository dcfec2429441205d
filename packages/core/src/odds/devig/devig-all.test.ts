import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import { DEVIG_METHODS, devigAll } from './devig-all.ts'
import { NonPositiveProbabilityError, UnderroundError } from './errors.ts'

const impliedOf = (odds: readonly number[]) => odds.map((each) => new Decimal(1).div(each))
/** The six runners of Clarke, Kovalchik & Ingram (2017): long shots in a book of 125 %. */
const RUNNERS = ['0.87', '0.2', '0.1', '0.05', '0.02', '0.01'].map((r) => new Decimal(r))

describe('devigAll', () => {
  it('gives what each method gives by itself, in their order', () => {
    const implied = impliedOf([2.05, 3.2, 3.8])
    const { results, failures } = devigAll(implied)
    expect(failures).toEqual([])
    expect(results).toEqual(Object.values(DEVIG_METHODS).map((devig) => devig(implied)))
  })

  it('shows how far the methods lie apart', () => {
    const { results, spread } = devigAll(impliedOf([1.01, 26]))
    const longShot = results.map(({ probabilities }) => probabilities[1]!)
    expect(spread[1]?.lowest).toEqual(Decimal.min(...longShot))
    expect(spread[1]?.highest).toEqual(Decimal.max(...longShot))
    // Multiplicative says 3.7 %, goto 1.3 %.
    expect(spread[1]?.width.toFixed(3)).toBe('0.025')
    expect(spread[0]?.width.toFixed(20)).toBe(spread[1]?.width.toFixed(20))
  })

  it('is of one mind about even prices and about fair ones', () => {
    for (const odds of [
      [1.9, 1.9],
      [2.7, 2.7, 2.7],
      [1.5, 3],
    ]) {
      const { spread } = devigAll(impliedOf(odds))
      expect(spread.every(({ width }) => width.lt('1e-30'))).toBe(true)
    }
  })

  it('keeps the errors of the methods that failed, with their raw values', () => {
    const { results, failures, spread } = devigAll(RUNNERS)
    expect(results.map(({ method }) => method)).toEqual([
      'multiplicative',
      'power',
      'shin',
      'odds-ratio',
      'probit',
    ])
    expect(failures.map(({ method, error }) => [method, error.name])).toEqual([
      ['additive', 'NonPositiveProbabilityError'],
      ['goto', 'NonPositiveProbabilityError'],
    ])
    const [additive] = failures
    expect(additive?.error).toBeInstanceOf(NonPositiveProbabilityError)
    expect(additive?.error.context['probabilities']).toHaveLength(6)
    // What failed has no say in the spread.
    expect(spread.every(({ lowest }) => lowest.gt(0))).toBe(true)
    expect(spread).toHaveLength(6)
  })

  it('refuses what no method can serve', () => {
    expect(() => devigAll(impliedOf([3.2, 3.4, 2.9]))).toThrow(UnderroundError)
    expect(() => devigAll(impliedOf([1, 2]))).toThrow(InvalidInputError)
    expect(() => devigAll([])).toThrow(InvalidInputError)
    const { results } = devigAll(impliedOf([3.2, 3.4, 2.9]), { allowUnderround: true })
    expect(results).toHaveLength(7)
  })

  const implied = fc
    .array(fc.integer({ min: 20_000, max: 900_000 }), { minLength: 2, maxLength: 4 })
    .map((millionths) => millionths.map((n) => new Decimal(n).div(1e6)))
  prop.prop([implied], { numRuns: 30 })('every method is a result or a failure', (prices) => {
    const { results, failures, spread } = devigAll(prices, { allowUnderround: true })
    const named = [...results, ...failures].map(({ method }) => method)
    expect(named.toSorted()).toEqual(Object.keys(DEVIG_METHODS).toSorted())
    expect(results[0]?.method).toBe('multiplicative')
    for (const { probabilities } of results) {
      for (const [index, p] of probabilities.entries()) {
        const { lowest, highest, width } = spread[index]!
        expect(p.gte(lowest) && p.lte(highest) && width.eq(highest.minus(lowest))).toBe(true)
      }
    }
  })
})
