import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { parseOdds } from '../parse-odds.ts'
import { MissingOutcomeError, MixedLinesError } from './errors.ts'
import {
  impliedOfMarket,
  type MarketOutcome,
  type MarketShape,
  type PricedOutcome,
} from './market.ts'

const outcome = (name: string, line?: number): MarketOutcome => ({ name, line })
const at = (name: string, odds: string, line?: number): PricedOutcome => ({
  ...outcome(name, line),
  price: parseOdds(odds),
})
const market = (type: MarketShape['type'], ...outcomes: MarketOutcome[]): MarketShape => ({
  type,
  outcomes,
})
const implied = (shape: MarketShape, ...prices: PricedOutcome[]) =>
  impliedOfMarket(shape, prices).map((p) => p.toSignificantDigits(6).toFixed())

const MONEYLINE = market('moneyline', outcome('Rams'), outcome('Bears'))
const THREE_WAY = market('moneyline', outcome('Leeds'), outcome('Draw'), outcome('Derby'))
const SPREAD = market('spread', outcome('Rams', -3), outcome('Bears', 3))
const TOTAL = market('total', outcome('Over', 44.5), outcome('Under', 44.5))

describe('impliedOfMarket', () => {
  it('gives the probabilities in the order of the market, not of the prices', () => {
    expect(implied(MONEYLINE, at('Bears', '+100'), at('Rams', '-110'))).toEqual(['0.52381', '0.5'])
    expect(implied(THREE_WAY, at('Draw', '3/1'), at('Derby', '25%'), at('Leeds', '1.6'))).toEqual([
      '0.625',
      '0.25',
      '0.25',
    ])
    expect(implied(SPREAD, at('Rams', '-110', -3), at('Bears', '-110', 3))).toHaveLength(2)
    expect(implied(TOTAL, at('Over', '-110', 44.5), at('Under', '-105', 44.5))).toEqual([
      '0.52381',
      '0.512195',
    ])
  })

  it('finds its lines among others of the same names', () => {
    const alternates = [at('Rams', '+150', -7), at('Bears', '-180', 7), at('Rams', '-300', 3)]
    const own = [at('Rams', '-110', -3), at('Bears', '+100', 3)]
    expect(implied(SPREAD, ...alternates, ...own)).toEqual(['0.52381', '0.5'])
  })

  it('takes a line of 0 whatever its sign', () => {
    const pick = market('spread', outcome('Rams', 0), outcome('Bears', -0))
    expect(implied(pick, at('Rams', '-110', -0), at('Bears', '-110', 0))).toHaveLength(2)
  })

  it.each([
    ['nothing priced', MONEYLINE, [], 'no price for Rams'],
    ['one side only', MONEYLINE, [at('Rams', '-110')], 'no price for Bears'],
    ['no draw', THREE_WAY, [at('Leeds', '2.5'), at('Derby', '3.0')], 'no price for Draw'],
    [
      'another name',
      TOTAL,
      [at('Over', '-110', 44.5), at('under', '-110', 44.5)],
      'no price for Under 44.5',
    ],
  ])('names a missing outcome: %s', (_what, shape, prices, message) => {
    const call = () => impliedOfMarket(shape, prices)
    expect(call).toThrow(MissingOutcomeError)
    expect(call).toThrow(
      expect.objectContaining({ message, name: 'MissingOutcomeError', code: 'missing-outcome' }),
    )
  })

  it.each([
    [
      '-3 with +3.5',
      SPREAD,
      [at('Rams', '-110', -3), at('Bears', '-110', 3.5)],
      'Bears 3 is not priced, only Bears 3.5',
    ],
    [
      'two totals',
      TOTAL,
      [at('Over', '-110', 44.5), at('Under', '-110', 45), at('Under', '+110', 43)],
      'Under 44.5 is not priced, only Under 45, Under 43',
    ],
    [
      'no line at all',
      TOTAL,
      [at('Over', '-110'), at('Under', '-110')],
      'Over 44.5 is not priced, only Over',
    ],
    [
      'a line on a moneyline',
      MONEYLINE,
      [at('Rams', '-110', -3), at('Bears', '-110')],
      'Rams is not priced, only Rams -3',
    ],
  ])('names mixed lines: %s', (_what, shape, prices, message) => {
    const call = () => impliedOfMarket(shape, prices)
    expect(call).toThrow(MixedLinesError)
    expect(call).toThrow(
      expect.objectContaining({ message, name: 'MixedLinesError', code: 'mixed-lines' }),
    )
  })

  it.each([
    ['a spread that is not opposite', market('spread', outcome('Rams', -3), outcome('Bears', 3.5))],
    ['a spread of one line', market('spread', outcome('Rams', -3), outcome('Bears', -3))],
    ['a spread without a line', market('spread', outcome('Rams'), outcome('Bears'))],
    ['a spread of three', market('spread', outcome('A', -3), outcome('B', 3), outcome('C', 3))],
    ['a total of two lines', market('total', outcome('Over', 44.5), outcome('Under', 45.5))],
    ['a total of opposite lines', market('total', outcome('Over', 44.5), outcome('Under', -44.5))],
    ['a total without a line', market('total', outcome('Over'), outcome('Under'))],
    [
      'a line that is no number',
      market('total', outcome('O', Number.NaN), outcome('U', Number.NaN)),
    ],
    ['a moneyline with a line', market('moneyline', outcome('Rams', 0), outcome('Bears'))],
  ])('refuses %s', (_what, shape) => {
    expect(() => impliedOfMarket(shape, [])).toThrow(MixedLinesError)
    expect(() => impliedOfMarket(shape, [])).toThrow(/^not the lines of one /)
  })

  it('refuses what is no market, and two prices for one outcome', () => {
    const refusals = [
      [market('moneyline'), [], /two outcomes or more, got 0/],
      [market('moneyline', outcome('Rams')), [at('Rams', '-110')], /two outcomes or more, got 1/],
      [market('moneyline', outcome('Rams'), outcome('Rams')), [], /names an outcome twice/],
      [MONEYLINE, [at('Rams', '-110'), at('Rams', '-115')], /Rams is priced twice/],
      [SPREAD, [at('Rams', '-110', -3), at('Rams', '+100', -3)], /Rams -3 is priced twice/],
    ] as const
    for (const [shape, prices, message] of refusals) {
      expect(() => impliedOfMarket(shape, prices)).toThrow(InvalidInputError)
      expect(() => impliedOfMarket(shape, prices)).toThrow(message)
    }
  })
})
