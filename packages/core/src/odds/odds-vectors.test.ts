import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import {
  americanOdds,
  americanToDecimal,
  decimalToAmerican,
  parseAmericanOdds,
  payoutPerDollar,
} from './american.ts'
import { printedDecimalOdds } from './decimal.ts'
import {
  formatAmericanOdds,
  formatDecimalOdds,
  formatFractionalOdds,
  formatPercentOdds,
} from './format-odds.ts'
import { fractionalOddsOf, parseFractionalOdds } from './fractional.ts'
import { decimalToImplied, impliedToDecimal } from './implied.ts'
import { holdOf, overroundOf } from './overround.ts'
import { parseOdds } from './parse-odds.ts'
import { printedPercentOdds } from './percent.ts'
import { decimalOddsOf, impliedProbabilityOf } from './price.ts'

const vectorsFile = new URL('../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')
const vectors = hasVectors
  ? JSON.parse(readFileSync(vectorsFile, 'utf8'))
  : { conversions: [], arbitrage: [], devig: [], book_displayed_prices: {} }
const { draftkings = [], fanduel = [] } = vectors.book_displayed_prices
const twoBook = vectors.arbitrage.filter(
  (row: { type: string }) => row.type === 'two_book_equal_payout',
)

const digits = (value: Decimal) => value.toSignificantDigits(15).toNumber()
const impliedOf = (odds: readonly number[]) => odds.map((each) => new Decimal(1).div(each))

describe.skipIf(!hasVectors)('published conversions', () => {
  it(`agrees with all ${vectors.conversions.length} to 15 digits, from every format`, () => {
    expect(vectors.conversions.length).toBeGreaterThanOrEqual(16)
    for (const row of vectors.conversions) {
      const exact = americanOdds(row.american)
      expect(digits(decimalOddsOf(exact))).toBe(row.decimal)
      expect(digits(americanToDecimal(new Decimal(row.american)))).toBe(row.decimal)
      expect(digits(impliedProbabilityOf(exact))).toBe(row.implied)
      expect(digits(decimalToImplied(decimalOddsOf(exact)))).toBe(row.implied)
      expect(digits(impliedToDecimal(impliedProbabilityOf(exact)))).toBe(row.decimal)
      expect(payoutPerDollar(row.american)).toEqual(exact.returnRatio)
      const back = row.american === -100 ? 100 : row.american
      expect(digits(decimalToAmerican(decimalOddsOf(exact)))).toBe(back)
      const { numerator, denominator } = fractionalOddsOf(exact)
      // The file writes whole fractions without their denominator.
      const printed = row.fractional.includes('/') ? row.fractional : `${row.fractional}/1`
      expect(`${numerator}/${denominator}`).toBe(printed)
      expect(formatFractionalOdds(exact)).toBe(printed)
      expect(parseFractionalOdds(printed).returnRatio).toEqual(exact.returnRatio)
    }
  })

  it('prints and reads back every one of them, in the two ways of writing a minus', () => {
    for (const { american } of vectors.conversions) {
      const exact = americanOdds(american)
      const text = formatAmericanOdds(exact, { rounding: 'floor' })
      expect(text).toBe(american === -100 ? '+100' : `${american > 0 ? '+' : ''}${american}`)
      for (const form of [text, text.replace('-', '\u2212')]) {
        expect(parseOdds(form).returnRatio).toEqual(exact.returnRatio)
        expect(parseAmericanOdds(form).returnRatio).toEqual(exact.returnRatio)
      }
    }
  })

  it('takes no odds of 1 for a price, in any format (oddslib 2.1.1 gives 1.0 for moneyline 0)', () => {
    expect(() => americanOdds(0)).toThrow(/between -100 and 100/)
    for (const text of ['0', '1', '1.0', '0/1', '100%', '+0', '-0']) {
      expect(() => parseOdds(text)).toThrow(InvalidInputError)
    }
  })

  it(`finds the overround of all ${vectors.devig.length} sets`, () => {
    expect(vectors.devig.length).toBeGreaterThanOrEqual(10)
    for (const row of vectors.devig) {
      const implied = impliedOf(row.decimal_odds)
      expect(overroundOf(implied).minus(row.overround).abs().lt('1e-14')).toBe(true)
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

describe.skipIf(!hasVectors)('prices that books displayed', () => {
  it(`prints the ${draftkings.length} of DraftKings as it does: truncated`, () => {
    expect(draftkings.length).toBeGreaterThanOrEqual(11)
    for (const row of draftkings) {
      const exact = americanOdds(row.american)
      expect(formatDecimalOdds(exact, { places: 2, rounding: 'floor' })).toBe(row.displayed_decimal)
      const percentage = formatPercentOdds(exact, { places: 1, rounding: 'floor' })
      expect(percentage.replace('.0%', '%')).toBe(row.displayed_percentage)
      const trueOdds = formatDecimalOdds(exact, { places: 8, rounding: 'ceil' })
      expect(Number(trueOdds)).toBe(row.trueOdds)
    }
  })

  it('never promises more than the American price behind what DraftKings displays', () => {
    for (const row of draftkings) {
      const exact = decimalOddsOf(americanOdds(row.american))
      expect(decimalOddsOf(printedDecimalOdds(row.displayed_decimal)).lt(exact)).toBe(true)
      expect(decimalOddsOf(printedPercentOdds(row.displayed_percentage)).lt(exact)).toBe(true)
    }
  })

  it(`agrees with ${fanduel.length} full-precision ones of FanDuel`, () => {
    expect(fanduel.length).toBeGreaterThanOrEqual(9)
    for (const { american, decimalOdds } of fanduel) {
      expect(decimalOddsOf(americanOdds(american)).toSignificantDigits(16).toNumber()).toBe(
        decimalOdds,
      )
    }
  })
})
