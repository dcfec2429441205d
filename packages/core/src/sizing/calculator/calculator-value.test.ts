import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { calculate } from './calculate.ts'
import type { CalculatorBet, CalculatorLeg } from './calculator-leg.ts'
import { type CalculatorBeliefs, calculatorValue } from './calculator-value.ts'

const bet = (id: string, odds: string, changes: Partial<CalculatorBet> = {}): CalculatorBet => ({
  tag: 'bet',
  id,
  price: exactDecimalOdds(odds),
  commission: rational(0),
  isFreeBet: false,
  step: cents(1),
  ...changes,
})
const contractAt = (ticks: number): CalculatorLeg => ({
  tag: 'contract',
  id: 'yes',
  price: priceTicks(ticks),
  costs: kalshiTakerCosts({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(1),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: 'direct',
  }),
  step: centicontracts(100),
})
const beliefs = (
  probabilities: readonly string[],
  changes: Partial<CalculatorBeliefs> = {},
): CalculatorBeliefs => ({
  probabilities: probabilities.map((value) => new Decimal(value)),
  lambda: new Decimal(1),
  ...changes,
})
const THOUSAND = microdollars(1e9)
const worth = (legs: readonly CalculatorLeg[], about: CalculatorBeliefs) => {
  const sizing = { tag: 'payout', payout: microdollars(1e8) } as const
  return calculatorValue(legs, calculate({ legs, sizing }), about)
}
const rows = (value: ReturnType<typeof worth>, pick: 'alone' | 'together') =>
  value.legs.map((leg) => leg[pick] && [leg[pick].fraction.toFixed(6), leg[pick].quantity])

describe('what it is worth', () => {
  const legs = [bet('A', '2.10'), bet('B', '1.90')]

  it('is the expected profit, the edge and the Kelly stakes', () => {
    const value = worth(legs, beliefs(['0.55', '0.45'], { bankroll: THOUSAND }))
    // Stakes of 47.62 and 52.63 pay 100.00 and 99.99: −0.25 and −0.26.
    expect(value.expectedProfit.toFixed(4)).toBe('-0.2545')
    expect(value.legs.map(({ edge }) => edge?.toFixed(4))).toEqual(['0.1550', '-0.1450'])
    // (0.55 × 2.1 − 1)/1.1
    expect(rows(value, 'alone')).toEqual([
      ['0.140909', 14_090],
      ['0.000000', 0],
    ])
    expect(rows(value, 'together')).toEqual([
      ['0.140909', 14_090],
      ['0.000000', 0],
    ])
  })

  it('scales by the share of full Kelly, and tells no stakes without a bankroll', () => {
    const value = worth(legs, beliefs(['0.55', '0.45'], { lambda: new Decimal('0.25') }))
    expect(rows(value, 'alone')[0]).toEqual(['0.035227', undefined])
  })

  it('is told without what divisions leave', () => {
    const three = ['A', 'B', 'C'].map((id) => bet(id, '3.00'))
    const third = new Decimal(1).div(3)
    const about = { probabilities: [third, third, third], lambda: new Decimal(1) }
    expect(worth(three, about).legs.map(({ edge }) => edge?.toString())).toEqual(['0', '0', '0'])
  })

  it('reckons with the commission', () => {
    const commission = rational(10, 100)
    const value = worth([bet('A', '2.10', { commission }), legs[1]!], beliefs(['0.55', '0.45']))
    expect(value.legs[0]?.edge?.toFixed(4)).toBe('0.0945')
  })

  it('spends on a contract no more than the fraction, fee included', () => {
    const both = [contractAt(4500), bet('B', '1.90')]
    const value = worth(both, beliefs(['0.55', '0.45'], { bankroll: THOUSAND }))
    // A contract costs 0.4674 at most: (0.55 − 0.4674)/(1 − 0.4674) of 1,000, over 0.4674.
    expect(rows(value, 'alone')[0]).toEqual(['0.155088', 33_100])
  })

  it('of a lay is a share of its liability', () => {
    const lay: CalculatorLeg = { ...bet('B', '3.00'), tag: 'lay' }
    const value = worth([bet('A', '3.20'), lay], beliefs(['0.3', '0.7'], { bankroll: THOUSAND }))
    // As a bet at 1.5: (0.7 × 1.5 − 1)/0.5 = 0.1, a liability of 100, so 50 is laid.
    expect(rows(value, 'alone')[1]).toEqual(['0.100000', 5000])
  })

  it('keeps to limits and steps', () => {
    const tight = [bet('A', '2.10', { most: cents(2500), step: cents(1000) }), legs[1]!]
    const value = worth(tight, beliefs(['0.55', '0.45'], { bankroll: THOUSAND }))
    expect(rows(value, 'alone')[0]).toEqual(['0.140909', 2000])
  })

  it('has no Kelly size for a free bet, nor beside one', () => {
    const free = [bet('A', '2.10', { isFreeBet: true }), legs[1]!]
    const value = worth(free, beliefs(['0.55', '0.45'], { bankroll: THOUSAND }))
    expect(value.legs[0]?.edge).toBeUndefined()
    expect(rows(value, 'alone')).toEqual([undefined, ['0.000000', 0]])
    expect(rows(value, 'together')).toEqual([undefined, undefined])
  })

  it('stakes nothing on what costs more than it pays', () => {
    const both = [contractAt(9999), bet('B', '1.90')]
    const value = worth(both, beliefs(['0.99', '0.01'], { bankroll: THOUSAND }))
    expect(rows(value, 'alone')).toEqual([
      ['0.000000', 0],
      ['0.000000', 0],
    ])
    expect(rows(value, 'together')[0]).toEqual(['0.000000', 0])
  })

  it.each([
    [['0.5'], /for each of 2 legs is needed, got 1/],
    [['0.5', '0.4'], /must sum to 1, got 0.9/],
    [['0.5', '0.6'], /must sum to 1, got 1.1/],
    [['1', '0'], /must lie between 0 and 1/],
  ])('of probabilities %j is refused', (probabilities, message) => {
    expect(() => worth(legs, beliefs(probabilities))).toThrow(message)
  })

  it('of a share of Kelly above 1 is refused', () => {
    const about = beliefs(['0.5', '0.5'], { lambda: new Decimal('1.01') })
    expect(() => worth(legs, about)).toThrow(/at most 1, got 1.01/)
  })

  prop.prop(
    [
      fc.integer({ min: 101, max: 1000 }),
      fc.integer({ min: 100, max: 9800 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.constantFrom('0.15', '0.5', '1'),
      fc.boolean(),
    ],
    { numRuns: 100 },
  )('no stake costs more than its share', (odds, ticks, per, dollars, lambda, isLay) => {
    const odd = bet('B', (odds / 100).toFixed(2))
    const legs = [contractAt(ticks), isLay ? { ...odd, tag: 'lay' as const } : odd]
    const bankroll = microdollars(dollars * 1e6)
    const probability = new Decimal(per).div(100)
    const value = worth(legs, {
      probabilities: [probability, new Decimal(1).minus(probability)],
      lambda: new Decimal(lambda),
      bankroll,
    })
    for (const [index, { alone, together }] of value.legs.entries()) {
      for (const size of [alone, together]) {
        if (size?.quantity === undefined || size.quantity === 0) continue
        const held = [1, 1].with(index, size.quantity)
        const placed = calculate({ legs, sizing: { tag: 'held', quantities: held } }).legs[index]!
        expect(size.fraction.times(bankroll).gte(placed.cost + placed.fees)).toBe(true)
      }
    }
  })
})
