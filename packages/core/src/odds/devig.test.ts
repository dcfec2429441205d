import { existsSync, readFileSync } from 'node:fs'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { americanOdds } from './american.ts'
import { devigMultiplicative, holdOf, overroundOf, UnderroundError } from './devig.ts'
import { impliedProbabilityOf } from './price.ts'

function impliedOf(decimalOdds: readonly number[]): Decimal[] {
  return decimalOdds.map((odds) => new Decimal(1).div(odds))
}

function american(...prices: number[]): Decimal[] {
  return prices.map((n) => impliedProbabilityOf(americanOdds(n)))
}

describe('overround and hold', () => {
  it('of -110 both ways are 1/21 and 1/22', () => {
    const both = american(-110, -110)
    expect(overroundOf(both).toSignificantDigits(15).toFixed()).toBe('0.0476190476190476')
    expect(holdOf(both).toSignificantDigits(15).toFixed()).toBe('0.0454545454545455')
  })

  it('are below zero for an underround', () => {
    expect(overroundOf(american(150, 150)).toFixed()).toBe('-0.2')
    expect(holdOf(american(150, 150)).toFixed()).toBe('-0.25')
  })
})

describe('devigMultiplicative', () => {
  it('names itself and keeps the order of the prices', () => {
    const { method, probabilities } = devigMultiplicative(american(-300, 200))
    // 0.75 and 1/3 sum to 13/12.
    expect(method).toBe('multiplicative')
    expect(probabilities.map((p) => p.toSignificantDigits(15).toFixed())).toEqual([
      '0.692307692307692',
      '0.307692307692308',
    ])
  })

  it('refuses an underround by name, unless told otherwise', () => {
    const implied = impliedOf([3.2, 3.4, 2.9])
    expect(() => devigMultiplicative(implied)).toThrow(UnderroundError)
    expect(() => devigMultiplicative(implied)).toThrow(/sum to 0\.951445, below 1/)
    const { probabilities } = devigMultiplicative(implied, { allowUnderround: true })
    expect(probabilities.every((p, index) => p.gt(implied[index] as Decimal))).toBe(true)
    expect(new UnderroundError('x')).toMatchObject({ name: 'UnderroundError', resend: 'never' })
  })

  it.each([[[3, 3, 3]], [[7, 7, 7, 7, 7, 7, 7]], [[1.5, 3]], [[2, 2]]])(
    'takes a set without any margin as fair, though thirds do not end: %j',
    (odds) => {
      const { probabilities } = devigMultiplicative(impliedOf(odds))
      expect(probabilities.map((p) => p.toFixed(20))).toEqual(
        odds.map((o) => new Decimal(1).div(o).toFixed(20)),
      )
    },
  )

  it.each([
    ['no price', []],
    ['a single one', [0.5]],
    ['a certain outcome', [1, 0.1]],
    ['a probability above 1', [1.111, 10]],
    ['an impossible outcome', [0, 1.05]],
    ['a negative one', [-0.1, 1.2]],
    ['NaN', [Number.NaN, 0.9]],
    ['an infinite one', [Number.POSITIVE_INFINITY, 0.5]],
  ])('refuses %s', (_what, implied) => {
    const call = () => devigMultiplicative(implied.map((p) => new Decimal(p)))
    expect(call).toThrow(InvalidInputError)
    expect(call).toThrow(/two prices or more|must lie between 0 and 1/)
  })
})

const implied = fc
  .array(fc.integer({ min: 1, max: 999_999 }), { minLength: 2, maxLength: 12 })
  .map((millionths) => millionths.map((n) => new Decimal(n).div(1e6)))
const anySum = { allowUnderround: true }

describe('properties of the multiplicative method', () => {
  prop.prop([implied])('probabilities lie in (0, 1) and sum to 1', (prices) => {
    const { probabilities } = devigMultiplicative(prices, anySum)
    expect(probabilities.every((p) => p.gt(0) && p.lt(1))).toBe(true)
    const sum = probabilities.reduce((a, b) => a.plus(b))
    expect(sum.minus(1).abs().lt('1e-30')).toBe(true)
  })

  prop.prop([implied, fc.infiniteStream(fc.nat())])(
    'does not depend on the order of the prices',
    (prices, keys) => {
      const order = prices
        .map((_, index) => ({ index, key: keys.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ index }) => index)
      const straight = devigMultiplicative(prices, anySum).probabilities
      const shuffled = devigMultiplicative(
        order.map((index) => prices[index] as Decimal),
        anySum,
      ).probabilities
      const [printed, expected] = [
        shuffled.map((p) => p.toSignificantDigits(30).toString()),
        order.map((index) => (straight[index] as Decimal).toSignificantDigits(30).toString()),
      ]
      expect(printed).toEqual(expected)
    },
  )

  prop.prop([implied])('refuses every underround and no overround', (prices) => {
    const isUnder = prices.reduce((a, b) => a.plus(b)).lt(1)
    const call = () => devigMultiplicative(prices)
    if (isUnder) expect(call).toThrow(UnderroundError)
    else expect(call).not.toThrow()
  })

  prop.prop([implied])('what is fair already stays as it is', (prices) => {
    const once = devigMultiplicative(prices, anySum).probabilities
    const twice = devigMultiplicative(once).probabilities
    expect(twice.map((p) => p.toSignificantDigits(30).toString())).toEqual(
      once.map((p) => p.toSignificantDigits(30).toString()),
    )
  })
})

const vectorsFile = new URL('../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')
const vectors = hasVectors
  ? JSON.parse(readFileSync(vectorsFile, 'utf8'))
  : { devig: [], arbitrage: [] }
const twoBook = vectors.arbitrage.filter(
  (row: { type: string }) => row.type === 'two_book_equal_payout',
)

describe.skipIf(!hasVectors)('published vectors', () => {
  it(`agrees with the reference implementations on all ${vectors.devig.length} sets`, () => {
    expect(vectors.devig.length).toBeGreaterThanOrEqual(10)
    for (const row of vectors.devig) {
      const prices = impliedOf(row.decimal_odds)
      const { probabilities } = devigMultiplicative(prices, anySum)
      const expected: number[] = row.methods.multiplicative.p
      const errors = probabilities.map((p, index) => p.minus(expected[index] as number).abs())
      expect([row.name, errors.length]).toEqual([row.name, expected.length])
      expect([row.name, errors.every((error) => error.lt('1e-14'))]).toEqual([row.name, true])
      expect(overroundOf(prices).minus(row.overround).abs().lt('1e-14')).toBe(true)
    }
  })

  it(`tells an arbitrage of two books by its underround, ${twoBook.length} cases`, () => {
    expect(twoBook.length).toBeGreaterThanOrEqual(3)
    for (const row of twoBook) {
      const prices = impliedOf(row.decimal)
      expect(overroundOf(prices).plus(1).minus(row.sum_inverse).abs().lt('1e-14')).toBe(true)
      expect(overroundOf(prices).lt(0)).toBe(row.is_arb)
      // The margin on the total staked is the hold turned round: 1/S − 1 = −hold.
      expect(holdOf(prices).times(-100).minus(row.margin_pct_on_total).abs().lt('1e-12')).toBe(true)
    }
  })
})
