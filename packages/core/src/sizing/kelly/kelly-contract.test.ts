import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import {
  centicontracts,
  CENTICONTRACTS_MAX,
  MICRODOLLARS_MAX,
  microdollars,
} from '../../units/money.ts'
import { kellyBet } from './kelly-bet.ts'
import { growthOfContract, kellyContract } from './kelly-contract.ts'
import type { KellyContractPlan } from './kelly-plan.ts'

const PLAN: KellyContractPlan = {
  bankroll: microdollars(1_000_000_000),
  contractStep: centicontracts(100),
}
const SLACK = '1e-34'

const contractOf = (probability: string, costDollars: string) => ({
  probability: new Decimal(probability),
  costDollars: new Decimal(costDollars),
})
const part = fc.integer({ min: 1, max: 999_999 }).map((n) => new Decimal(n).div(1_000_000))
const contract = fc.record({ probability: part, costDollars: part })

describe('kellyContract', () => {
  it('spends (p − c)/(1 − c) of the bankroll, in whole contracts', () => {
    const size = kellyContract(contractOf('0.6', '0.52'), PLAN)
    expect(size.fraction.toFixed(15)).toBe('0.166666666666667')
    // $166.66 at $0.52: 320 contracts for $166.40.
    expect([size.size, size.spend]).toEqual([32_000, 166_400_000])
    expect(size.edgePerContract.toFixed()).toBe('0.08')
    expect(size.edge.toFixed(15)).toBe('0.153846153846154')
    const asBet = { winProbability: new Decimal('0.6'), decimalOdds: new Decimal(1).div('0.52') }
    const { growth } = kellyBet(asBet, { bankroll: PLAN.bankroll, stakeStep: 1 as never })
    expect(size.growth.minus(growth).abs().lt(SLACK)).toBe(true)
  })

  it('rounds what an uneven cost comes to up to the microdollar', () => {
    const size = kellyContract(contractOf('0.3', '0.263125'), {
      ...PLAN,
      contractStep: centicontracts(1),
    })
    // $50.0424… at $0.263125: 190.18 contracts, $50.0411125.
    expect([size.size, size.spend]).toEqual([19_018, 50_041_113])
  })

  it.each(['0.5', '0.4'])('buys nothing that is worth what it costs or less: p = %s', (p) => {
    const size = kellyContract(contractOf(p, '0.5'), PLAN)
    expect([size.fraction.toFixed(), size.size, size.spend]).toEqual(['0', 0, 0])
    expect([size.growth.toFixed(), size.edge.lte(0)]).toEqual(['0', true])
  })

  it('keeps to the limit, and to what an order may hold', () => {
    const limited = kellyContract(contractOf('0.6', '0.52'), {
      ...PLAN,
      spendMax: microdollars(10_000_000),
    })
    expect([limited.size, limited.spend]).toEqual([1900, 9_880_000])
    expect(limited.fraction.toFixed(6)).toBe('0.166667')
    const rich = { ...PLAN, bankroll: microdollars(MICRODOLLARS_MAX) }
    expect(kellyContract(contractOf('0.5', '0.001'), rich).size).toBe(CENTICONTRACTS_MAX)
  })

  it.each(['0', '1', '-0.2', '1.5', 'NaN'])('refuses a cost of %s by name', (cost) => {
    const refused = { name: 'KellyInputError', problem: 'cost-out-of-range' }
    const run = () => kellyContract(contractOf('0.5', cost), PLAN)
    expect(run).toThrow(expect.objectContaining(refused))
    expect(run).toThrow(/all-in cost must lie between 0 and 1 dollar/)
  })

  it('refuses other nonsense', () => {
    const fine = contractOf('0.6', '0.5')
    expect(() => kellyContract(contractOf('1', '0.5'), PLAN)).toThrow(
      expect.objectContaining({ problem: 'probability-out-of-range' }),
    )
    expect(() => growthOfContract(fine, new Decimal('1.5'))).toThrow(
      expect.objectContaining({ problem: 'fraction-out-of-range' }),
    )
    const steps = { ...PLAN, contractStep: centicontracts(0) }
    expect(() => kellyContract(fine, steps)).toThrow(InvalidInputError)
    const limit = { ...PLAN, spendMax: microdollars(-1) }
    expect(() => kellyContract(fine, limit)).toThrow(InvalidInputError)
  })
})

describe('properties of a contract', () => {
  prop.prop([contract, part])('no other fraction grows faster', (c, other) => {
    const { growth } = kellyContract(c, PLAN)
    expect(growth.plus(SLACK).gte(growthOfContract(c, other))).toBe(true)
  })

  prop.prop([contract])('is a bet at odds of 1/cost', (c) => {
    const bet = { winProbability: c.probability, decimalOdds: new Decimal(1).div(c.costDollars) }
    const asBet = kellyBet(bet, { bankroll: PLAN.bankroll, stakeStep: 1 as never })
    const found = kellyContract(c, PLAN)
    expect(found.fraction.minus(asBet.fraction).abs().lt(SLACK)).toBe(true)
    expect(found.edge.minus(asBet.edge).abs().lt('1e-30')).toBe(true)
  })

  prop.prop([contract, part])('a fee never raises fraction, size or growth', (c, more) => {
    const costDollars = c.costDollars.plus(new Decimal(1).minus(c.costDollars).times(more))
    fc.pre(costDollars.lt(1))
    const [free, charged] = [kellyContract(c, PLAN), kellyContract({ ...c, costDollars }, PLAN)]
    expect(charged.fraction.lte(free.fraction)).toBe(true)
    expect(charged.size).toBeLessThanOrEqual(free.size)
    expect(charged.growth.lte(free.growth.plus(SLACK))).toBe(true)
  })

  prop.prop([contract, part, fc.constantFrom(1, 100, 700), fc.integer({ min: 0, max: 1e9 })])(
    'buys whole steps within fraction and limit, and not one step less',
    (c, lambda, step, limit) => {
      const plan = {
        ...PLAN,
        lambda,
        contractStep: centicontracts(step),
        spendMax: microdollars(limit),
      }
      const { fraction, size, spend } = kellyContract(c, plan)
      const allowed = Decimal.min(fraction.times(PLAN.bankroll), limit)
      const perCenticontract = c.costDollars.times(10_000)
      expect(size % step).toBe(0)
      expect(allowed.gte(spend)).toBe(true)
      expect(perCenticontract.times(size).ceil().eq(spend)).toBe(true)
      // The budget is whole microdollars: up to one of them is left.
      const isDearer = perCenticontract.times(size + step).gt(allowed.minus(1))
      expect(isDearer || size + step > CENTICONTRACTS_MAX).toBe(true)
    },
  )
})
