import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import { polymarketTakerCosts } from '../../fees/polymarket.ts'
import { parseOdds } from '../../odds/parse-odds.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { breakEven } from './break-even.ts'
import { calculate, type CalculatorInput } from './calculate.ts'
import type { CalculatorBet, CalculatorContract, CalculatorLeg } from './calculator-leg.ts'
import {
  type PriceNotation,
  type PriceScale,
  priceScaleOf,
  SCALE_ODDS_MAX,
  SCALE_PLACES_MAX,
  type ScalePrice,
} from './price-scale.ts'

const bet = (id: string, text: string, changes: Partial<CalculatorBet> = {}): CalculatorBet => ({
  tag: 'bet',
  id,
  price: parseOdds(text),
  commission: rational(0),
  isFreeBet: false,
  step: cents(1),
  ...changes,
})
const contract = (ticks: number): CalculatorContract => ({
  tag: 'contract',
  id: 'yes',
  price: priceTicks(ticks),
  costs: FREE_OF_FEES,
  step: centicontracts(1),
})
const HUNDRED = { tag: 'total', total: microdollars(1e8) } as const
const exact = (tag: 'decimal' | 'percent', places: number): PriceNotation => ({
  tag,
  places,
  reading: 'exact',
})
const textOf = (input: CalculatorInput, leg: number, notation: PriceNotation) => {
  const scale = priceScaleOf(input.legs[leg] as CalculatorLeg, notation)
  const found = breakEven({ input, leg, scale })
  return found.tag === 'price' ? found.price.text : found.tag
}

/** Where a price stands, found by what a dollar on it costs. */
const placeOf = (scale: PriceScale, { text, leg }: ScalePrice): number => {
  const costOf = (at: CalculatorLeg) =>
    at.tag === 'contract'
      ? new Decimal(at.price)
      : new Decimal(at.price.returnRatio.denominator).div(at.price.returnRatio.numerator)
  let [low, high] = [0, scale.last]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (costOf(scale.at(middle).leg).gt(costOf(leg))) low = middle + 1
    else high = middle
  }
  expect(scale.at(low).text).toBe(text)
  return low
}

describe('a scale of prices', () => {
  it.each<readonly [CalculatorLeg, PriceNotation, readonly string[]]>([
    [bet('A', '-110'), { tag: 'american' }, ['-111', '-110', '-109']],
    [bet('A', 'EVEN'), { tag: 'american' }, ['-101', '+100', '+101']],
    [bet('A', '1.91'), exact('decimal', 2), ['1.90', '1.91', '1.92']],
    [bet('A', '1.915'), exact('decimal', 2), ['1.90', '1.91', '1.92']],
    [bet('A', '52.4%'), exact('percent', 1), ['52.5%', '52.4%', '52.3%']],
    [bet('A', '10/11'), { tag: 'fractional' }, ['89/100', '9/10', '91/100']],
    [contract(4500), { tag: 'contract', stepTicks: 100 }, ['0.4600', '0.4500', '0.4400']],
    [contract(4550), { tag: 'contract', stepTicks: 10 }, ['0.4560', '0.4550', '0.4540']],
    [{ ...bet('A', '2.04'), tag: 'lay' }, exact('decimal', 2), ['2.05', '2.04', '2.03']],
  ])('of %o runs from worse to better around its own', (leg, notation, texts) => {
    const scale = priceScaleOf(leg, notation)
    expect([-1, 0, 1].map((by) => scale.at(scale.own + by).text)).toEqual(texts)
  })

  it.each<readonly [CalculatorLeg, PriceNotation, string, string]>([
    [bet('A', '-110'), { tag: 'american' }, '-100000', '+100000'],
    [bet('A', '2.00'), exact('decimal', 2), '1.01', `${SCALE_ODDS_MAX}.00`],
    [bet('A', '2.00'), exact('decimal', SCALE_PLACES_MAX), '1.000001', `${SCALE_ODDS_MAX}.000000`],
    [bet('A', '50%'), exact('percent', 1), '99.8%', '0.1%'],
    [bet('A', '50%'), { tag: 'percent', places: 1, reading: 'printed' }, '99.8%', '0.1%'],
    [bet('A', '1/1'), { tag: 'fractional' }, '1/100', '1000/1'],
    [contract(5000), { tag: 'contract', stepTicks: 100 }, '0.9900', '0.0100'],
    [contract(5000), { tag: 'contract', stepTicks: 1 }, '0.9999', '0.0001'],
    [{ ...bet('A', '2.00'), tag: 'lay' }, exact('decimal', 2), `${SCALE_ODDS_MAX}.00`, '1.01'],
  ])('of %o ends where odds end', (leg, notation, worst, best) => {
    const scale = priceScaleOf(leg, notation)
    expect([scale.at(0).text, scale.at(scale.last).text]).toEqual([worst, best])
  })

  it('prices printed figures at the lowest value that prints so', () => {
    const scale = priceScaleOf(bet('A', '2.00'), { tag: 'decimal', places: 2, reading: 'printed' })
    const { text, leg } = scale.at(90)
    expect([text, (leg as CalculatorBet).price.returnRatio]).toEqual(['1.91', rational(381, 200)])
  })

  it.each<readonly [CalculatorLeg, PriceNotation, RegExp]>([
    [bet('A', '2.00'), exact('decimal', 0), /1 to 6 decimals, got 0/],
    [bet('A', '2.00'), exact('percent', 7), /1 to 6 decimals, got 7/],
    [bet('A', '2.00'), { tag: 'contract', stepTicks: 100 }, /a bet has no scale of contract/],
    [contract(5000), { tag: 'american' }, /a contract has no scale of american prices/],
    [contract(5000), { tag: 'contract', stepTicks: 30 }, /must divide a dollar, got 30 ticks/],
  ])('%o is refused %o', (leg, notation, message) => {
    expect(() => priceScaleOf(leg, notation)).toThrow(message)
  })
})

describe('a leg breaks even', () => {
  const sure = { legs: [bet('A', '2.10'), bet('B', '+105')], sizing: HUNDRED }
  const lost = { legs: [bet('A', '-110'), bet('B', '-110')], sizing: HUNDRED }

  it.each<readonly [string, CalculatorInput, number, PriceNotation, string]>([
    // 1/2.10 leaves 11/21, odds of 21/11: −110 unrounded, −109 once stakes are whole cents.
    ['worse than it is', sure, 1, { tag: 'american' }, '-109'],
    ['worse than it is, decimal', sure, 0, exact('decimal', 2), '1.96'],
    ['finer', sure, 0, exact('decimal', 3), '1.953'],
    ['better than it is', lost, 0, { tag: 'american' }, '+111'],
    [
      'at the prices of a contract',
      { legs: [contract(4500), bet('B', '2.00')], sizing: HUNDRED },
      0,
      { tag: 'contract', stepTicks: 100 },
      '0.5000',
    ],
    [
      'nowhere',
      { legs: [contract(4500), bet('B', '1.01'), bet('C', '2.00')], sizing: HUNDRED },
      0,
      { tag: 'contract', stepTicks: 100 },
      'none',
    ],
    [
      'everywhere',
      {
        legs: [bet('A', '3.00', { isFreeBet: true }), bet('B', '2.00')],
        sizing: { tag: 'leg', leg: 0, quantity: 100 },
      },
      1,
      exact('decimal', 2),
      'any',
    ],
    [
      'with the stakes held',
      {
        legs: [bet('A', '2.10'), bet('B', '2.05')],
        sizing: { tag: 'held', quantities: [50_000, 50_000] },
      },
      1,
      exact('decimal', 2),
      '2.00',
    ],
  ])('%s', (_name, input, leg, notation, expected) => {
    expect(textOf(input, leg, notation)).toBe(expected)
  })

  it('leaves legs without profit out of account', () => {
    const input = { ...sure, zeroProfitLegs: [0] }
    expect(textOf(input, 1, { tag: 'american' })).toBe('-109')
    // On the way prices are tried at which these two alone would cost more than they pay.
    const legs = [bet('A', '2.10'), bet('B', '2.10'), bet('C', '100.0')]
    const three = { legs, sizing: HUNDRED, zeroProfitLegs: [0, 1] }
    expect(textOf(three, 0, exact('decimal', 2))).toBe('1.95')
  })

  it('says none where the price would have to pay more than is evaluated', () => {
    const legs = [bet('A', '1.01'), bet('B', '1.001')]
    const sizing = { tag: 'leg', leg: 0, quantity: 4_000_000_000 } as const
    expect(textOf({ legs, sizing }, 0, exact('decimal', 2))).toBe('none')
  })

  it('refuses a leg that is not there', () => {
    const scale = priceScaleOf(sure.legs[0] as CalculatorLeg, { tag: 'american' })
    expect(() => breakEven({ input: sure, leg: 2, scale })).toThrow(/there is no leg 3/)
  })

  const inAmerican: PriceNotation = { tag: 'american' }
  const american = fc
    .oneof(fc.integer({ min: -2000, max: -101 }), fc.integer({ min: 100, max: 2000 }))
    .map((odds) => [odds > 0 ? `+${odds}` : `${odds}`, inAmerican] as const)
  const decimal = fc
    .integer({ min: 101, max: 2000 })
    .map((odds) => [(odds / 100).toFixed(2), exact('decimal', 2)] as const)
  const percent = fc
    .integer({ min: 20, max: 990 })
    .map((odds) => [`${(odds / 10).toFixed(1)}%`, exact('percent', 1)] as const)
  const priced = fc.oneof(american, decimal, percent)

  prop.prop(
    [
      priced,
      fc.integer({ min: 3, max: 97 }),
      fc.nat(1),
      fc.constantFrom(1, 100),
      fc.constantFrom('0', '0.05'),
      fc.integer({ min: 100, max: 1_000_000 }),
    ],
    { numRuns: 50 },
  )(
    'that price loses nothing, and the next worse one does',
    (odds, cents_, leg, step, rate, total) => {
      const legs: readonly CalculatorLeg[] = [
        bet('A', odds[0], { step: cents(step) }),
        { ...contract(cents_ * 100), costs: polymarketTakerCosts(new Decimal(rate)) },
      ]
      const input = { legs, sizing: { tag: 'total', total: microdollars(total * 1e4) } } as const
      const notation = leg === 0 ? odds[1] : ({ tag: 'contract', stepTicks: 100 } as const)
      const scale = priceScaleOf(legs[leg] as CalculatorLeg, notation)
      const found = breakEven({ input, leg, scale })
      const guaranteedAt = (place: number) =>
        calculate({ ...input, legs: legs.with(leg, scale.at(place).leg) }).guaranteed
      if (found.tag === 'any') expect(guaranteedAt(0)).toBeGreaterThanOrEqual(0)
      else if (found.tag === 'none') expect(guaranteedAt(scale.last)).toBeLessThan(0)
      else {
        const place = placeOf(scale, found.price)
        expect(guaranteedAt(place)).toBeGreaterThanOrEqual(0)
        expect(guaranteedAt(place - 1)).toBeLessThan(0)
      }
    },
  )
})
