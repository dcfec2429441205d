import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { Decimal } from '../../units/decimal.ts'
import { formatFixedPoint } from '../../units/fixed-point.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { calculate } from './calculate.ts'
import type {
  CalculatorBet,
  CalculatorContract,
  CalculatorLay,
  CalculatorLeg,
} from './calculator-leg.ts'

const RUNS = { numRuns: 100 }
const costsAt = (multiplier: string) =>
  kalshiTakerCosts({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(multiplier),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: 'direct',
  })

/** Decimal odds in hundredths. */
const odds = fc.integer({ min: 101, max: 2000 })
const step = fc.constantFrom(1, 1, 100, 500)
const priced = (hundredths: number) => exactDecimalOdds(formatFixedPoint(hundredths, 2))
const betOf = (id: string, hundredths: number, by = 1): CalculatorBet => ({
  tag: 'bet',
  id,
  price: priced(hundredths),
  commission: rational(0),
  isFreeBet: false,
  step: cents(by),
})
const bets = fc
  .array(fc.tuple(odds, step), { minLength: 2, maxLength: 3 })
  .map((list) => list.map(([hundredths, by], index) => betOf(`${index}`, hundredths, by)))
const contractOf = (id: string, price: number, multiplier: string): CalculatorContract => ({
  tag: 'contract',
  id,
  price: priceTicks(price),
  costs: costsAt(multiplier),
  step: centicontracts(100),
})
const contract = fc.integer({ min: 1, max: 99 }).map((price) => contractOf('yes', price * 100, '1'))
const anyLegs: fc.Arbitrary<readonly CalculatorLeg[]> = fc.oneof(
  bets,
  fc.tuple(contract, bets).map(([leg, list]) => [leg, ...list.slice(1)]),
)
const totals = fc.integer({ min: 1000, max: 10_000_000 })
const totalOf = (amount: number) => ({ tag: 'total', total: microdollars(amount * 1e4) }) as const

/** Payouts less costs of whole stakes at odds in hundredths, in ten-thousandths: nothing floored. */
const worstOf = (hundredths: readonly number[], stakes: readonly number[]): bigint => {
  const spent = stakes.reduce((sum, stake) => sum + BigInt(stake) * 100n, 0n)
  const profits = stakes.map((stake, i) => BigInt(stake) * BigInt(hundredths[i] as number) - spent)
  return profits.reduce((least, profit) => (profit < least ? profit : least))
}

describe('before rounding', () => {
  prop.prop([anyLegs, totals], RUNS)('every outcome pays the same', (legs, total) => {
    const answer = calculate({ legs, sizing: totalOf(total) })
    const payouts = answer.legs.map(({ idealQuantity }, index) => {
      const leg = legs[index] as CalculatorLeg
      const each =
        leg.tag === 'contract'
          ? new Decimal(1)
          : new Decimal(leg.price.returnRatio.numerator).div(leg.price.returnRatio.denominator)
      return idealQuantity.times(each)
    })
    for (const payout of payouts) {
      expect(
        payout
          .div(payouts[0] as Decimal)
          .minus(1)
          .abs()
          .lt('1e-35'),
      ).toBe(true)
    }
    expect(answer.idealTotalCost.times(100).minus(total).abs().lt('1e-25')).toBe(true)
  })

  prop.prop([bets, totals, fc.nat(2)], RUNS)(
    'a leg without profit pays exactly the total',
    (legs, total, place) => {
      const index = place % legs.length
      const answer = calculate({ legs, sizing: totalOf(total), zeroProfitLegs: [index] })
      const { numerator, denominator } = (legs[index] as CalculatorBet).price.returnRatio
      const paid = answer.legs[index]!.idealQuantity.times(numerator).div(denominator)
      expect(paid.minus(total).abs().lt('1e-25')).toBe(true)
    },
  )
})

describe('rounded', () => {
  prop.prop([fc.array(fc.tuple(odds, step), { minLength: 2, maxLength: 3 }), totals], RUNS)(
    'the worst case is the best among the neighbours of every stake',
    (list, total) => {
      const hundredths = list.map(([price]) => price)
      const legs = list.map(([price, by], index) => betOf(`${index}`, price, by))
      const answer = calculate({ legs, sizing: totalOf(total) })
      // Stakes in proportion to the inverse odds, over their common product: whole numbers.
      const product = hundredths.reduce((all, price) => all * BigInt(price), 1n)
      const shares = hundredths.map((price) => product / BigInt(price))
      const sum = shares.reduce((all, share) => all + share, 0n)
      const choices = list.map(([, by], index) => {
        const [whole, unit] = [BigInt(total) * (shares[index] as bigint), sum * BigInt(by)]
        const low = Number(whole / unit) * by
        const high = whole % unit === 0n ? low : low + by
        return low === 0 ? [by] : [low, high]
      })
      const best = choices
        .reduce<number[][]>((all, few) => all.flatMap((head) => few.map((n) => [...head, n])), [[]])
        .map((stakes) => worstOf(hundredths, stakes))
        .reduce((most, worst) => (worst > most ? worst : most))
      const stakes = answer.legs.map(({ quantity }) => quantity)
      for (const [index, stake] of stakes.entries()) expect(choices[index]).toContain(stake)
      expect(worstOf(hundredths, stakes)).toBe(best)
    },
  )

  prop.prop([anyLegs, totals], RUNS)(
    'profits add up from what each leg costs and pays',
    (legs, total) => {
      const answer = calculate({ legs, sizing: totalOf(total) })
      const spent = answer.legs.reduce((sum, { cost, fees }) => sum + cost + fees, 0)
      expect(answer.totalCost).toBe(spent)
      for (const [index, { profit, unflooredProfit }] of answer.outcomes.entries()) {
        expect(profit).toBe(answer.legs[index]!.winPayout - spent)
        const kept = unflooredProfit.times(1e6).minus(profit)
        expect(kept.gte(0) && kept.lt(10_000)).toBe(true)
      }
      const profits = answer.outcomes.map(({ profit }) => profit)
      expect([answer.guaranteed, answer.best]).toEqual([Math.min(...profits), Math.max(...profits)])
    },
  )

  prop.prop([anyLegs, totals], RUNS)('the order of the legs changes nothing', (legs, total) => {
    const sizing = totalOf(total)
    const [a, b] = [calculate({ legs, sizing }), calculate({ legs: legs.toReversed(), sizing })]
    expect(b.guaranteed).toBe(a.guaranteed)
    expect(b.margin.costPerDollar.minus(a.margin.costPerDollar).abs().lt('1e-35')).toBe(true)
  })

  prop.prop([anyLegs, totals, fc.integer({ min: 500, max: 100_000 }), fc.nat(2)], RUNS)(
    'no leg exceeds its limit, and a limit never lets more be bought',
    (legs, total, most, place) => {
      const index = place % legs.length
      const limited = legs.with(index, { ...legs[index], most } as CalculatorLeg)
      const [free, bound] = [legs, limited].map((list) =>
        calculate({ legs: list, sizing: totalOf(total) }),
      )
      expect(bound!.legs[index]!.quantity).toBeLessThanOrEqual(most)
      expect(bound!.idealTotalCost.lte(free!.idealTotalCost)).toBe(true)
    },
  )
})

describe('what venues take', () => {
  const quantity = fc.integer({ min: 1, max: 100_000 })
  const share = fc.integer({ min: 0, max: 99 })

  prop.prop([odds, odds, quantity, quantity, share, share], RUNS)(
    'a commission never raises the guarantee',
    (a, b, stakeA, stakeB, k, l) => {
      const [low, high] = [Math.min(k, l), Math.max(k, l)]
      const [less, more] = [low, high].map((per) =>
        calculate({
          legs: [{ ...betOf('A', a), commission: rational(per, 100) }, betOf('B', b)],
          sizing: { tag: 'held', quantities: [stakeA, stakeB] },
        }),
      )
      expect(more!.guaranteed).toBeLessThanOrEqual(less!.guaranteed)
      expect(more!.margin.costPerDollar.gte(less!.margin.costPerDollar)).toBe(true)
    },
  )

  prop.prop([odds, odds, quantity, quantity, share], RUNS)(
    'nor does one on a lay',
    (a, b, stakeA, stakeB, per) => {
      const layOf = (commission: number): CalculatorLay => ({
        tag: 'lay',
        id: 'B',
        price: priced(b),
        commission: rational(commission, 100),
        step: cents(1),
      })
      const [less, more] = [0, per].map((commission) =>
        calculate({
          legs: [betOf('A', a), layOf(commission)],
          sizing: { tag: 'held', quantities: [stakeA, stakeB] },
        }),
      )
      expect(more!.guaranteed).toBeLessThanOrEqual(less!.guaranteed)
      expect(more!.margin.costPerDollar.gte(less!.margin.costPerDollar)).toBe(true)
    },
  )

  prop.prop([fc.integer({ min: 1, max: 9999 }), odds, quantity, quantity], RUNS)(
    'nor does a fee',
    (price, other, count, stake) => {
      const answers = ['0', '0.5', '1', '2'].map((multiplier) =>
        calculate({
          legs: [contractOf('yes', price, multiplier), betOf('B', other)],
          sizing: { tag: 'held', quantities: [count, stake] },
        }),
      )
      for (const [index, answer] of answers.slice(1).entries()) {
        expect(answer.guaranteed).toBeLessThanOrEqual(answers[index]!.guaranteed)
        expect(answer.legs[0]!.fees).toBeGreaterThanOrEqual(answers[index]!.legs[0]!.fees)
      }
    },
  )
})

describe('lays and free bets', () => {
  prop.prop(
    [odds, odds, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 99_999 })],
    RUNS,
  )(
    'a lay at O without commission is the bet at O/(O − 1) on the other outcome',
    (a, laid, units, stake) => {
      // A stake of whole hundreds has a liability of whole cents: 100 × (O − 1).
      const lay: CalculatorLay = {
        tag: 'lay',
        id: 'B',
        price: priced(laid),
        commission: rational(0),
        step: cents(1),
      }
      const back = { ...betOf('B', laid), price: { returnRatio: rational(laid, laid - 100) } }
      const [asLay, asBet] = [
        calculate({
          legs: [betOf('A', a), lay],
          sizing: { tag: 'held', quantities: [stake, units * 100] },
        }),
        calculate({
          legs: [betOf('A', a), back],
          sizing: { tag: 'held', quantities: [stake, units * (laid - 100)] },
        }),
      ]
      expect(asLay.outcomes).toEqual(asBet.outcomes)
      expect(asLay.totalCost).toBe(asBet.totalCost)
      const difference = asLay.margin.costPerDollar.minus(asBet.margin.costPerDollar).abs()
      expect(difference.lt('1e-38')).toBe(true)
    },
  )

  prop.prop([odds, odds, fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 })], RUNS)(
    'a free bet never costs anything, and is never worse than paying for it',
    (a, b, stakeA, stakeB) => {
      const sizing = { tag: 'held', quantities: [stakeA, stakeB] } as const
      const paid = calculate({ legs: [betOf('A', a), betOf('B', b)], sizing })
      const free = calculate({
        legs: [{ ...betOf('A', a), isFreeBet: true }, betOf('B', b)],
        sizing,
      })
      expect(free.legs[0]).toMatchObject({ cost: 0, fees: 0 })
      expect(free.totalCost).toBe(stakeB * 10_000)
      expect(free.guaranteed).toBeGreaterThanOrEqual(paid.guaranteed)
      // If it loses, the stake that was not paid is all the difference; if it wins, none is.
      expect(free.outcomes[1]!.profit - paid.outcomes[1]!.profit).toBe(stakeA * 10_000)
      expect(free.outcomes[0]!.profit).toBe(paid.outcomes[0]!.profit)
    },
  )
})
