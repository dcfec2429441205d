import { describe, expect, it } from 'vitest'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt, type Membership } from '../../fees/kalshi-schedule.ts'
import { InvalidInputError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import { type LadderCost, ladderCostOf } from '../ladder-cost.ts'
import { kellyContract } from './kelly-contract.ts'
import { KELLY_CANDIDATES_MAX, kellyLadder } from './kelly-ladder.ts'
import type { KellyContractPlan } from './kelly-plan.ts'
import type { KellyLadder } from './ladder-growth.ts'

function kalshiCosts(membership: Membership): ContractCosts {
  const rounding = kalshiRoundingAt(Date.UTC(2026, 10, 21))
  const multiplier = new Decimal(1)
  const rate = {
    feeType: 'quadratic',
    multiplier,
    origin: 'series',
    assumedBecause: undefined,
  } as const
  return kalshiTakerCosts({ rate, rounding, membership })
}
const DIRECT = kalshiCosts('direct')
const NON_DIRECT = kalshiCosts('non-direct')

/** Levels as ticks and whole contracts. */
type Levels = readonly (readonly [ticks: number, contracts: number])[]

function contractsOf(levels: Levels, costs: ContractCosts): LadderCost {
  return ladderCostOf(
    levels.map(([ticks, contracts]) => ({
      price: priceTicks(ticks),
      size: centicontracts(Math.round(contracts * 100)),
    })),
    costs,
  )
}
function ladderOf(probability: string, levels: Levels, costs = DIRECT): KellyLadder {
  return { contracts: contractsOf(levels, costs), probability: new Decimal(probability) }
}
function planOf(dollars: number, more: Partial<KellyContractPlan> = {}): KellyContractPlan {
  return {
    bankroll: microdollars(Math.round(dollars * 1e6)),
    contractStep: centicontracts(100),
    ...more,
  }
}

describe('kellyLadder', () => {
  it('comes to the fraction of one contract where there is one price and no rounding', () => {
    // f = (0.6 − 0.5)/0.5 = 0.2: $200 at $0.50.
    const size = kellyLadder(ladderOf('0.6', [[5000, 10_000]], FREE_OF_FEES), planOf(1000))
    expect([size.size, size.spend]).toEqual([40_000, 200_000_000])
    expect(size.fraction.toFixed()).toBe('0.2')
    expect(size.edge?.toFixed()).toBe('0.2')
    expect(size.growth.toFixed(15)).toBe('0.020135513550689')
    expect(size.isProvenBest).toBe(true)
  })

  it('pays the fee: fewer contracts, spend with fees, at most the fraction', () => {
    const size = kellyLadder(ladderOf('0.6', [[5000, 10_000]]), planOf(1000))
    // 0.5175 all in: f = 0.0825/0.4825.
    const { fraction } = kellyContract(
      { probability: new Decimal('0.6'), costDollars: new Decimal('0.5175') },
      planOf(1000),
    )
    expect([size.size, size.spend]).toEqual([33_000, 170_775_000])
    expect(size.fraction.minus(fraction).abs().lt('0.0005')).toBe(true)
  })

  it('buys nothing without an edge, and says what the first contract would earn', () => {
    const size = kellyLadder(ladderOf('0.51', [[5000, 100]]), planOf(1000))
    expect([size.size, size.spend, size.growth.toFixed()]).toEqual([0, 0, '0'])
    expect(size.fraction.toFixed()).toBe('0')
    expect(size.edge?.lt(0)).toBe(true)
  })

  it('buys nothing where there is nothing, too little or no money', () => {
    for (const [levels, dollars] of [
      [[], 1000],
      [[[1000, 0.99]], 1000],
      [[[1000, 50]], 0.1],
    ] as [Levels, number][]) {
      const size = kellyLadder(ladderOf('0.6', levels), planOf(dollars))
      expect([size.size, size.spend, size.isProvenBest]).toEqual([0, 0, true])
    }
    expect(kellyLadder(ladderOf('0.6', []), planOf(1000)).edge).toBeUndefined()
    expect(kellyLadder(ladderOf('0.6', [[1000, 0.99]]), planOf(1000)).edge).toBeUndefined()
    const crumb = planOf(0.000001, { lambda: new Decimal('0.5') })
    expect(kellyLadder(ladderOf('0.6', [[1000, 50]]), crumb).size).toBe(0)
  })

  it('takes lambda as a share of the bankroll to play with, and shows growth of the whole', () => {
    const half = planOf(1000, { lambda: new Decimal('0.5') })
    const ladder = ladderOf('0.6', [[5000, 10_000]], FREE_OF_FEES)
    const size = kellyLadder(ladder, half)
    expect([size.size, size.fraction.toFixed()]).toEqual([20_000, '0.1'])
    // 0.6 ln 1.1 + 0.4 ln 0.9.
    expect(size.growth.toFixed(15)).toBe('0.015041901619464')
  })

  it('says where the search was cut short, which no real ladder is', () => {
    const ladder = ladderOf('0.6', [[5000, 10_000]])
    const cut = kellyLadder(ladder, planOf(1000), 1)
    expect(cut.isProvenBest).toBe(false)
    expect(cut.size).toBeGreaterThan(0)
    const millions = kellyLadder(
      ladderOf('0.6', [[5000, 1_000_000]], NON_DIRECT),
      planOf(1_000_000),
    )
    expect(millions.isProvenBest).toBe(true)
    expect(KELLY_CANDIDATES_MAX).toBe(20_000)
  })

  it('refuses by name what it can not size', () => {
    const fine = ladderOf('0.6', [[5000, 100]])
    const refused = (problem: string) =>
      expect.objectContaining({ name: 'KellyInputError', problem })
    for (const text of ['0', '1', 'NaN']) {
      const run = () => kellyLadder({ ...fine, probability: new Decimal(text) }, planOf(1000))
      expect(run).toThrow(refused('probability-out-of-range'))
    }
    expect(() => kellyLadder(fine, planOf(1000, { lambda: new Decimal(2) }))).toThrow(
      refused('lambda-out-of-range'),
    )
    const free = { perCenticontract: () => 0, totalStepMicrodollars: 1 }
    for (const run of [
      () => kellyLadder(ladderOf('0.6', [[5000, 1]], free), planOf(1000)),
      () => kellyLadder(fine, planOf(1000, { contractStep: centicontracts(0) })),
      () => kellyLadder(fine, planOf(0)),
      () => kellyLadder(fine, planOf(1000, { spendMax: microdollars(-1) })),
    ]) {
      expect(run).toThrow(InvalidInputError)
    }
  })
})
