import { describe, expect, it } from 'vitest'
import type { ContractCosts } from '../../fees/contract-costs.ts'
import { LOSE, WIN } from '../../settlement/payoff.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { type Candidate, pricerOf } from './candidate.ts'
import type { BetPart, ContractPart, PortfolioPart } from './portfolio.ts'
import { preparePortfolio } from './prepare-portfolio.ts'

function contract(id: string, costStep: number, payoutStep: number): ContractPart {
  const costs: ContractCosts = {
    perCenticontract: (price) => price,
    totalStepMicrodollars: costStep,
  }
  return {
    tag: 'contract',
    id,
    account: 'kalshi/0',
    cost: ladderCostOf([{ price: priceTicks(4001), size: centicontracts(1000) }], costs),
    step: centicontracts(1),
    payoutStepMicrodollars: payoutStep,
  }
}
const BET: BetPart = {
  tag: 'bet',
  id: 'bet',
  account: 'fanduel',
  returnRatio: rational(5, 2),
  stakeStep: cents(1),
  stakeMin: cents(0),
  stakeMax: cents(1000),
  isFreeBet: false,
}
const prepared = (parts: readonly PortfolioPart[], more = {}) =>
  preparePortfolio({
    parts,
    outcomes: parts.map((_, n) => ({
      id: `${n}`,
      payoffs: parts.map((__, part) => [part === n ? WIN : LOSE]),
    })),
    cash: new Map(),
    bankroll: microdollars(1e9),
    capitalReturns: [],
    ...more,
  })

describe('the step of profits', () => {
  it.each([
    [[BET], 10_000],
    [[contract('a', 100, 100)], 100],
    [[contract('a', 10_000, 100), BET], 100],
    [[contract('a', 10_000, 10_000), BET], 10_000],
    [[contract('a', 1, 100)], 1],
    [[contract('a', 100, 1)], 1],
    [[contract('a', 40, 100), contract('b', 60, 100)], 20],
  ])('of %o is what divides every cost and payout', (parts, step) => {
    expect(pricerOf(prepared(parts)).profitStep).toBe(step)
  })
})

describe('candidates', () => {
  const pricer = pricerOf(prepared([contract('a', 100, 100), BET]))

  it('are priced exactly', () => {
    // 100 hundredths at .4001 are 40.01 cents; 40 cents at 2.5 pay a dollar.
    expect(pricer.price([100, 40])).toEqual({
      quantities: [100, 40],
      guaranteed: 1_000_000 - 800_100,
      totalCost: 800_100,
    })
  })

  it('below what is asked for are none', () => {
    expect(pricer.price([100, 40], 199_900)).toBeDefined()
    expect(pricer.price([100, 40], 199_901)).toBeUndefined()
  })

  it('have to be affordable', () => {
    const parts = [contract('a', 100, 100), BET]
    const cash = new Map([['fanduel', microdollars(300_000)]])
    expect(pricerOf(prepared(parts, { cash })).price([100, 30])).toBeDefined()
    expect(pricerOf(prepared(parts, { cash })).price([100, 31])).toBeUndefined()
    const poor = pricerOf(prepared(parts, { bankroll: microdollars(800_100) }))
    expect(poor.price([100, 40])).toBeDefined()
    expect(poor.price([100, 41])).toBeUndefined()
  })

  it('are better by the worst outcome, then the next, then the cost', () => {
    const of = (...quantities: number[]) => pricer.price(quantities) as Candidate
    const isBetter = (a: Candidate, b: Candidate) => [pricer.isBetter(a, b), pricer.isBetter(b, a)]
    expect(isBetter(of(100, 40), of(100, 39))).toEqual([true, false])
    expect(isBetter(of(100, 40), of(100, 40))).toEqual([false, false])
    const dearer = { ...of(100, 40), totalCost: 900_000 }
    expect(isBetter(of(100, 40), dearer)).toEqual([true, false])
    // Both lose a dollar at worst; 300 of the one win more than 100 of the other.
    const low = { ...of(250, 0), guaranteed: -1 }
    const lower = { ...of(249, 0), guaranteed: -1 }
    expect(isBetter(low, lower)).toEqual([false, true])
  })
})
