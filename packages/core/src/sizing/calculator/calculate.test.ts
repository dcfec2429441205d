import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { americanOdds } from '../../odds/american.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { calculate, guaranteedProfit } from './calculate.ts'
import {
  CALCULATOR_LEGS_MAX,
  type CalculatorBet,
  type CalculatorContract,
  type CalculatorLay,
  type CalculatorLeg,
} from './calculator-leg.ts'
import type { CalculatorSizing } from './ideal-quantities.ts'

const KALSHI = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})
const oddsOf = (odds: number | string) =>
  typeof odds === 'number' ? americanOdds(odds) : exactDecimalOdds(odds)
const bet = (
  id: string,
  odds: number | string,
  changes: Partial<CalculatorBet> = {},
): CalculatorBet => ({
  tag: 'bet',
  id,
  price: oddsOf(odds),
  commission: rational(0),
  isFreeBet: false,
  step: cents(1),
  ...changes,
})
const lay = (id: string, odds: string, changes: Partial<CalculatorLay> = {}): CalculatorLay => ({
  tag: 'lay',
  id,
  price: oddsOf(odds),
  commission: rational(0),
  step: cents(1),
  ...changes,
})
const contract = (
  id: string,
  ticks: number,
  changes: Partial<CalculatorContract> = {},
): CalculatorContract => ({
  tag: 'contract',
  id,
  price: priceTicks(ticks),
  costs: KALSHI,
  step: centicontracts(100),
  ...changes,
})
const total = (dollars: number): CalculatorSizing => ({
  tag: 'total',
  total: microdollars(dollars * 1e6),
})
const fixed = (leg: number, quantity: number): CalculatorSizing => ({ tag: 'leg', leg, quantity })
const held = (...quantities: readonly number[]): CalculatorSizing => ({ tag: 'held', quantities })

const quantitiesOf = (legs: readonly CalculatorLeg[], sizing: CalculatorSizing) =>
  calculate({ legs, sizing }).legs.map(({ quantity }) => quantity)

describe('a bet on each side', () => {
  it('spreads a total, floors what the books pay and tells what that kept', () => {
    const answer = calculate({ legs: [bet('A', 150), bet('B', -120)], sizing: total(100) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([4231, 5769])
    expect(answer.legs.map(({ winPayout }) => winPayout)).toEqual([105_770_000, 105_760_000])
    expect(answer.outcomes.map(({ profit }) => profit)).toEqual([5_770_000, 5_760_000])
    expect(answer.outcomes.map(({ unflooredProfit }) => unflooredProfit.toFixed(4))).toEqual([
      '5.7750',
      '5.7650',
    ])
    expect(answer.totalCost).toBe(100_000_000)
    expect([answer.guaranteed, answer.best]).toEqual([5_760_000, 5_770_000])
    expect(answer.returnOnCost?.toFixed()).toBe('0.0576')
    expect(answer.idealTotalCost.toFixed(6)).toBe('100.000000')
    expect(answer.freeBetConversion).toBeUndefined()
    expect(answer.limitedBy).toBeUndefined()
  })

  it('tells the margin before and after what the venues take', () => {
    const commission = rational(2, 100)
    const legs = [bet('A', '2.00', { commission }), bet('B', '2.10')]
    const { margin, legs: placed } = calculate({ legs, sizing: total(100) })
    expect(margin.overround.toFixed(6)).toBe('-0.023810')
    expect(margin.hold.toFixed(6)).toBe('-0.024390')
    // 1/1.98 + 1/2.10
    expect(margin.costPerDollar.toFixed(6)).toBe('0.981241')
    expect(placed.map(({ effectiveOdds }) => effectiveOdds?.toFixed())).toEqual(['1.98', '2.1'])
  })

  it('finds no margin where there is none', () => {
    const { margin } = calculate({ legs: [bet('A', 110), bet('B', -110)], sizing: total(100) })
    expect(Object.values(margin).map(String)).toEqual(['0', '0', '1'])
  })

  it('covers a fixed stake, which is taken as it is', () => {
    const legs = [bet('A', '2.10', { step: cents(500) }), bet('B', '2.05', { step: cents(100) })]
    expect(quantitiesOf(legs, fixed(0, 9950))).toEqual([9950, 10_200])
    expect(quantitiesOf(legs, fixed(1, 10_000))).toEqual([10_000, 10_000])
  })

  it('sizes by the payout', () => {
    const legs = [bet('A', '2.00'), bet('B', '2.50'), bet('C', '10.00')]
    const answer = calculate({ legs, sizing: { tag: 'payout', payout: microdollars(1e9) } })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([50_000, 40_000, 10_000])
    expect(answer.guaranteed).toBe(0)
  })

  it('evaluates what is held, whatever the steps', () => {
    const legs = [bet('A', '2.10', { step: cents(500) }), bet('B', '2.05', { step: cents(500) })]
    const answer = calculate({ legs, sizing: held(10_033, 1) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([10_033, 1])
    expect(answer.outcomes.map(({ profit }) => profit)).toEqual([110_350_000, -100_320_000])
  })

  it('holds at least one step of each leg, however small the total', () => {
    const legs = [bet('A', '2.10', { step: cents(500) }), bet('B', '1.50', { step: cents(500) })]
    expect(quantitiesOf(legs, total(1))).toEqual([500, 500])
  })
})

describe('limits', () => {
  it('make everything smaller in proportion, and are named', () => {
    const legs = [bet('A', '2.10'), bet('B', '2.10', { most: cents(2000) })]
    const answer = calculate({ legs, sizing: total(100) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([2000, 2000])
    expect(answer.limitedBy).toBe(1)
  })

  it('are kept by the rounding, in whole steps', () => {
    const most = cents(2350)
    const legs = [bet('A', '2.10'), bet('B', '2.10', { step: cents(100), most })]
    const answer = calculate({ legs, sizing: total(100) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([2300, 2300])
  })

  it('cut their own leg alone beside a fixed one', () => {
    const legs = [bet('A', '2.10'), bet('B', '2.10', { most: cents(2000) })]
    const answer = calculate({ legs, sizing: fixed(0, 10_000) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([10_000, 2000])
    expect(answer.limitedBy).toBe(1)
    expect(answer.guaranteed).toBe(42_000_000 - 120_000_000)
  })

  it('do not touch what fits', () => {
    const legs = [bet('A', '2.10'), bet('B', '2.10', { most: cents(5000) })]
    expect(calculate({ legs, sizing: total(100) }).limitedBy).toBeUndefined()
  })
})

describe('a lay', () => {
  it('costs its liability, rounded up, and pays it back with what is won, rounded down', () => {
    const commission = rational(2, 100)
    const legs = [bet('A', '2.10'), lay('B', '2.04', { commission })]
    const answer = calculate({ legs, sizing: held(10_000, 10_396) })
    const [, placed] = answer.legs
    // 103.96 × 1.04 = 108.1184; 103.96 × 0.98 = 101.8808.
    expect(placed).toMatchObject({ cost: 108_120_000, fees: 0, winPayout: 210_000_000 })
    expect(answer.outcomes.map(({ profit }) => profit)).toEqual([1_880_000, 1_880_000])
    expect(answer.outcomes[1]?.unflooredProfit.toFixed(4)).toBe('1.8808')
  })

  it('of a cent at long odds on does not win more than the cent', () => {
    const answer = calculate({ legs: [bet('A', '1.01'), lay('B', '1.01')], sizing: held(100, 50) })
    // The liability is half a cent, so a cent; a ratio of 101 on it would pay 1.01.
    expect(answer.legs[1]).toMatchObject({ cost: 10_000, winPayout: 510_000 })
  })

  it('is sized like the same bet on the other outcome', () => {
    const legs = [bet('A', '2.10'), lay('B', '2.00')]
    expect(quantitiesOf(legs, fixed(0, 10_000))).toEqual([10_000, 10_500])
    const commission = rational(2, 100)
    const charged = [bet('A', '2.10'), lay('B', '2.04', { commission })]
    expect(quantitiesOf(charged, fixed(0, 10_000))).toEqual([10_000, 10_396])
  })

  it('has no margin against the same odds', () => {
    const answer = calculate({ legs: [bet('A', '3.00'), lay('B', '3.00')], sizing: total(100) })
    expect(Object.values(answer.margin).map(String)).toEqual(['0', '0', '1'])
  })
})

describe('a free bet', () => {
  const legs = [bet('A', 300, { isFreeBet: true }), bet('B', -350)]

  it('costs nothing, and pays without its stake', () => {
    const answer = calculate({ legs, sizing: fixed(0, 5000) })
    expect(answer.legs[0]).toMatchObject({ cost: 0, fees: 0, winPayout: 150_000_000 })
    expect(answer.legs[0]?.effectiveOdds).toBeUndefined()
    expect(answer.legs[1]?.quantity).toBe(11_666)
    expect(answer.totalCost).toBe(116_660_000)
    expect(answer.guaranteed).toBe(33_330_000)
    expect(answer.freeBetConversion?.toFixed()).toBe('0.6666')
  })

  it('is hedged out of a total of cash', () => {
    const answer = calculate({ legs, sizing: total(350) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([15_000, 35_000])
  })

  it('has no return on cost where every leg is one', () => {
    const both = [bet('A', 300, { isFreeBet: true }), bet('B', -350, { isFreeBet: true })]
    const answer = calculate({ legs: both, sizing: { tag: 'payout', payout: microdollars(3e7) } })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([1000, 10_500])
    expect([answer.totalCost, answer.guaranteed]).toEqual([0, 30_000_000])
    expect(answer.returnOnCost).toBeUndefined()
    expect(() => calculate({ legs: both, sizing: total(100) })).toThrow(/free bets alone/)
  })
})

describe('contracts', () => {
  it('are bought whole, at their fee at most, and the bet covers a whole number of them', () => {
    const answer = calculate({
      legs: [contract('yes', 4500), bet('B', 130)],
      sizing: total(100),
    })
    const [bought, placed] = answer.legs
    expect([bought?.quantity, placed?.quantity]).toEqual([11_100, 4826])
    // 0.07 × 0.01 × 0.45 × 0.55 = $0.00017325, up to 174 microdollars for each hundredth.
    expect(bought).toMatchObject({ cost: 49_950_000, fees: 1_931_400 })
    expect(answer.guaranteed).toBe(110_990_000 - 48_260_000 - 49_950_000 - 1_931_400)
  })

  it('on both sides are bought in equal numbers', () => {
    const legs = [contract('yes', 4500, { costs: FREE_OF_FEES }), contract('no', 5000)]
    const [a, b] = quantitiesOf(legs, total(1000))
    expect(a).toBe(b)
    expect(a! % 100).toBe(0)
  })

  it('are rounded for what will be paid, before what would be unfloored', () => {
    const legs = [contract('yes', 4400, { step: centicontracts(1) }), bet('B', '2.20')]
    const answer = calculate({ legs, sizing: total(202) })
    // One hundredth and one cent less would pay 19.5222 unfloored, and 19.5189 in fact.
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([22_153, 10_070])
    expect(answer.guaranteed).toBe(19_524_300)
  })

  it('let the others cover a whole number of them beside a fixed stake too', () => {
    const legs = [bet('A', '3.00'), contract('yes', 3000), bet('C', '3.50')]
    const answer = calculate({ legs, sizing: fixed(0, 3340) })
    // The stake pays 100.20 and the contracts 100: C is not made to cover more, with 28.63.
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([3340, 10_000, 2857])
  })

  it('come in hundredths where that is their step', () => {
    const legs = [contract('yes', 4500, { step: centicontracts(1) }), bet('B', '2.00')]
    expect(quantitiesOf(legs, fixed(1, 1017))).toEqual([2034, 1017])
  })

  it('stop at the depth', () => {
    const legs = [contract('yes', 4500, { most: centicontracts(1250) }), bet('B', '2.00')]
    const answer = calculate({ legs, sizing: total(100) })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([1200, 600])
    expect(answer.limitedBy).toBe(0)
  })
})

describe('legs without profit', () => {
  it('earn the total back, and leave the rest to the others', () => {
    const legs = [bet('A', '3.00'), bet('B', '4.00'), bet('C', '4.00')]
    const answer = calculate({ legs, sizing: total(120), zeroProfitLegs: [0, 2] })
    expect(answer.legs.map(({ quantity }) => quantity)).toEqual([4000, 5000, 3000])
    expect(answer.outcomes.map(({ profit }) => profit)).toEqual([0, 80_000_000, 0])
  })

  it('fit a fixed stake or a payout of the others', () => {
    const legs = [bet('A', '3.00'), bet('B', '4.00'), bet('C', '4.00')]
    const sizings = [fixed(0, 4000), fixed(1, 5000), { tag: 'payout', payout: 200_000_000 }]
    for (const sizing of sizings as CalculatorSizing[]) {
      const answer = calculate({ legs, sizing, zeroProfitLegs: [0, 2] })
      expect(answer.legs.map(({ quantity }) => quantity)).toEqual([4000, 5000, 3000])
    }
  })
})

describe('what is refused', () => {
  const pair = [bet('A', '2.10'), bet('B', '2.05')]
  const many = Array.from({ length: CALCULATOR_LEGS_MAX + 1 }, (_, i) => bet(`${i}`, '9.00'))
  const CASES: readonly (readonly [string, Parameters<typeof calculate>[0], RegExp])[] = [
    ['one leg', { legs: pair.slice(1), sizing: total(1) }, /has 2 to 6 legs, got 1/],
    ['too many', { legs: many, sizing: total(1) }, /has 2 to 6 legs, got 7/],
    ['a name twice', { legs: [bet('A', '2'), bet('A', '2')], sizing: total(1) }, /name of its own/],
    [
      'a lay beside two',
      { legs: [...pair, lay('C', '3.00')], sizing: total(1) },
      /goes with one other leg, got 3 legs/,
    ],
    [
      'a step of 0',
      { legs: [bet('A', '2', { step: cents(0) }), pair[1]!], sizing: total(1) },
      /the step of A must be above 0, got 0/,
    ],
    [
      'a limit below the step',
      { legs: [bet('A', '2', { step: cents(100), most: cents(50) }), pair[1]!], sizing: total(1) },
      /the limit of A \(0\.50\) is below its step \(1\.00\)/,
    ],
    [
      'a step that pays a fortune',
      { legs: [bet('A', '2', { step: cents(2_500_000_100) }), pair[1]!], sizing: total(1) },
      /one step of A \(25000001\.00\) would pay more than \$50 million/,
    ],
    ['no total', { legs: pair, sizing: total(0) }, /total must be above 0, got 0/],
    [
      'no payout',
      { legs: pair, sizing: { tag: 'payout', payout: microdollars(0) } },
      /payout must be above 0, got 0/,
    ],
    ['a leg that is not there', { legs: pair, sizing: fixed(2, 1) }, /there is no leg 3 to fix/],
    ['a stake of 0', { legs: pair, sizing: fixed(0, 0) }, /leg 1 must be whole and above 0, got 0/],
    [
      'half a cent',
      { legs: pair, sizing: held(1, 0.5) },
      /leg 2 must be whole and above 0, got 0.5/,
    ],
    ['a stake missing', { legs: pair, sizing: held(1) }, /for each of 2 legs is needed, got 1/],
    [
      'a fixed leg above its limit',
      { legs: [bet('A', '2', { most: cents(50) }), pair[1]!], sizing: fixed(0, 51) },
      /leg 1 is fixed above its own limit of 0\.50/,
    ],
    [
      'no leg to take the profit',
      { legs: pair, sizing: total(1), zeroProfitLegs: [0, 1] },
      /at least one leg must be left/,
    ],
    [
      'legs without profit that cost more than they pay',
      {
        legs: [bet('A', '1.50'), bet('B', '1.50'), bet('C', '9.00')],
        sizing: total(1),
        zeroProfitLegs: [0, 1],
      },
      /must cost less than they pay/,
    ],
    [
      'a leg without profit that is not there',
      { legs: pair, sizing: total(1), zeroProfitLegs: [2] },
      /there is no leg 3 to leave without profit/,
    ],
    [
      'a held position to be biased',
      { legs: pair, sizing: held(1, 1), zeroProfitLegs: [0] },
      /held is not sized/,
    ],
    ['a fortune', { legs: pair, sizing: total(48_300_000) }, /A would pay more than \$50 million/],
    [
      'a commission of all',
      { legs: [bet('A', '2', { commission: rational(1) }), pair[1]!], sizing: total(1) },
      /commission must be from 0 to below 1/,
    ],
  ]

  it.each(CASES)('%s', (_name, input, message) => {
    expect(() => calculate(input)).toThrow(message)
  })

  it('a fortune: the guarantee alone is not known then', () => {
    expect(guaranteedProfit({ legs: pair, sizing: total(48_300_000) })).toBeUndefined()
    expect(guaranteedProfit({ legs: pair, sizing: total(48_000_000) })).toBeGreaterThan(0)
  })
})
