import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import { HALF, LOSE, type Payoff, WIN } from '../../settlement/payoff.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import type { BetPart, ContractPart, PortfolioPart, PortfolioProblem } from './portfolio.ts'
import { mostOffered, preparePortfolio } from './prepare-portfolio.ts'

function contract(id: string, contracts: number, ticks = 5000): ContractPart {
  const ladder = [{ price: priceTicks(ticks), size: centicontracts(contracts * 100) }]
  return {
    tag: 'contract',
    id,
    account: 'kalshi/0',
    cost: ladderCostOf(ladder, FREE_OF_FEES),
    step: centicontracts(100),
    payoutStepMicrodollars: 100,
  }
}

function bet(id: string, more: Partial<BetPart> = {}): BetPart {
  return {
    tag: 'bet',
    id,
    account: id,
    returnRatio: rational(2),
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(100_000),
    isFreeBet: false,
    ...more,
  }
}

function problem(
  parts: readonly PortfolioPart[],
  outcomes: readonly (readonly Payoff[])[],
  more: Partial<PortfolioProblem> = {},
): PortfolioProblem {
  return {
    parts,
    outcomes: outcomes.map((payoffs, n) => ({
      id: `${n}`,
      payoffs: payoffs.map((each) => [each]),
    })),
    cash: new Map(),
    bankroll: microdollars(1e11),
    capitalReturns: [],
    ...more,
  }
}
const mostOf = (p: PortfolioProblem) => preparePortfolio(p).most
const EITHER = [
  [WIN, LOSE],
  [LOSE, WIN],
]

describe('what is worth trying of a part', () => {
  it('is what limits, depth and steps leave', () => {
    const parts = [
      { ...contract('a', 10), sizeMax: centicontracts(750) },
      bet('b', { stakeMax: cents(599), stakeStep: cents(100) }),
    ]
    expect(mostOf(problem(parts, EITHER))).toEqual([700, 500])
    const short = bet('b', { stakeMax: cents(1000), stakeMin: cents(1001) })
    expect(mostOf(problem([contract('a', 10), short], EITHER))).toEqual([100, 0])
  })

  it('is what the cash of its account and the bankroll buy', () => {
    const parts = [contract('a', 100), bet('b')]
    const cash = new Map([['kalshi/0', microdollars(3_200_000)]])
    expect(mostOf(problem(parts, EITHER, { cash, bankroll: microdollars(5_500_000) }))).toEqual([
      600, 550,
    ])
  })

  it('is more where capital comes back to the account', () => {
    const parts = [contract('yes', 100), contract('no', 100)]
    const bankroll = microdollars(10_000_000)
    expect(mostOf(problem(parts, EITHER, { bankroll }))).toEqual([2000, 2000])
    const capitalReturns = [{ tag: 'pair', yes: 0, no: 1 } as const]
    expect(mostOf(problem(parts, EITHER, { bankroll, capitalReturns }))).toEqual([10_000, 10_000])
  })

  it('is cut well above what the others match', () => {
    // Ten contracts pay $10: of the bet, what pays $20 and 2 cents for each part.
    expect(mostOf(problem([contract('a', 10), bet('b')], EITHER))).toEqual([1000, 1001])
    const little = bet('b', { stakeMax: cents(900) })
    expect(mostOf(problem([contract('a', 10), little], EITHER))).toEqual([1000, 900])
  })

  it('is cut only where it is too much wherever it pays', () => {
    const p = problem(
      [contract('a', 10), contract('b', 1000)],
      [
        [WIN, LOSE],
        [LOSE, WIN],
        [WIN, HALF],
      ],
    )
    expect(mostOf(p)).toEqual([1000, 4000])
  })

  it('is all there is of a free bet, and of what nets', () => {
    const free = bet('b', { isFreeBet: true })
    expect(mostOf(problem([contract('a', 10), free], EITHER))).toEqual([1000, 100_000])
    const capitalReturns = [{ tag: 'pair', yes: 0, no: 1 } as const]
    const pair = [contract('a', 10), contract('b', 1000)]
    expect(mostOf(problem(pair, EITHER, { capitalReturns }))).toEqual([1000, 100_000])
    expect(mostOf(problem(pair, EITHER))).toEqual([1000, 2000])
  })

  it('pays no sum that is out of range', () => {
    const huge = bet('b', { returnRatio: rational(1000), stakeMax: cents(1e11) })
    expect(mostOffered(huge)).toBe(1e8)
    expect(mostOf(problem([contract('a', 10), huge], EITHER))).toEqual([1000, 2])
  })
})

describe('outcomes', () => {
  it('in which every part has the same payoffs are one', () => {
    const again: Payoff = { quantity: rational(2, 2), cost: rational(0) }
    const p = problem(
      [contract('a', 10), bet('b')],
      [...EITHER, [HALF, LOSE], [again, LOSE], [LOSE, WIN]],
    )
    const { rows, sets } = preparePortfolio(p)
    expect(rows.map((row) => row.map((set, part) => sets[part]?.[set]))).toEqual([
      [[WIN], [LOSE]],
      [[LOSE], [WIN]],
      [[HALF], [LOSE]],
    ])
  })

  it('with several payoffs are told apart by all of them', () => {
    const parts = [contract('a', 10)]
    const outcomes = [[WIN, HALF], [WIN], [WIN, LOSE], [WIN, HALF]].map((set, n) => ({
      id: `${n}`,
      payoffs: [set],
    }))
    expect(preparePortfolio({ ...problem(parts, []), outcomes }).rows).toHaveLength(3)
  })
})
