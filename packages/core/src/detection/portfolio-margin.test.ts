import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import { americanOdds } from '../odds/american.ts'
import { LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import type { PortfolioPart, PortfolioProblem } from '../sizing/portfolio/portfolio.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { costOfDollar, portfolioMarginOf } from './portfolio-margin.ts'

const bet = (american: number, isFreeBet = false, stakeMax = 100): PortfolioPart => {
  const { returnRatio } = americanOdds(american)
  const { numerator, denominator } = returnRatio
  return {
    tag: 'bet',
    id: `${american}`,
    account: 'book',
    returnRatio: isFreeBet ? { numerator: numerator - denominator, denominator } : returnRatio,
    stakeStep: cents(1),
    stakeMin: cents(1),
    stakeMax: cents(stakeMax),
    isFreeBet,
  }
}

const contract = (...ticks: readonly number[]): PortfolioPart => ({
  tag: 'contract',
  id: 'contract',
  account: 'kalshi/0',
  cost: ladderCostOf(
    ticks.map((price) => ({ price: priceTicks(price), size: centicontracts(100) })),
    FREE_OF_FEES,
  ),
  step: centicontracts(100),
  payoutStepMicrodollars: 100,
})

const problemOf = (
  parts: readonly PortfolioPart[],
  ...rows: readonly (readonly Payoff[])[]
): PortfolioProblem => ({
  parts,
  outcomes: rows.map((row, index) => ({ id: `${index}`, payoffs: row.map((payoff) => [payoff]) })),
  cash: new Map(),
  bankroll: microdollars(1e12),
  capitalReturns: [],
})

const marginOf = (parts: readonly PortfolioPart[], ...rows: readonly (readonly Payoff[])[]) => {
  const margin = portfolioMarginOf(problemOf(parts, ...rows))
  if (margin === undefined) throw new Error('nothing is offered')
  const { returnOnCost, mix, canPay } = margin
  return {
    returnOnCost: returnOnCost.toFixed(6),
    mix: mix.map(({ part, share }) => [part, share.toFixed(4)]),
    canPay,
  }
}

describe('the margin of a mix', () => {
  it('is what is lost to the vig, and rejects', () => {
    expect(marginOf([bet(-110), bet(-110)], [WIN, LOSE], [LOSE, WIN])).toEqual({
      returnOnCost: '-0.045455',
      mix: [
        [0, '0.5000'],
        [1, '0.5000'],
      ],
      canPay: false,
    })
  })

  it('leaves what is even to exact sizing', () => {
    const even = marginOf([bet(100), bet(100)], [WIN, LOSE], [LOSE, WIN])
    expect([even.returnOnCost, even.canPay]).toEqual(['0.000000', true])
  })

  it('is −1 where an outcome is covered by nothing', () => {
    const open = marginOf([bet(-110)], [WIN], [LOSE])
    expect(open).toEqual({ returnOnCost: '-1.000000', mix: [[0, '1.0000']], canPay: false })
  })

  it('takes contracts at their cheapest price', () => {
    const { returnOnCost } = marginOf([contract(4000, 9000), bet(100)], [WIN, LOSE], [LOSE, WIN])
    // 1/(0.4 + 0.5) − 1
    expect(returnOnCost).toBe('0.111111')
  })

  it('looks at every price of a contract that may be refunded', () => {
    const { mix, returnOnCost } = marginOf([contract(4000, 9000)], [REFUND], [REFUND])
    expect([mix, returnOnCost]).toEqual([[[0, '1.0000']], '0.000000'])
  })

  it('counts the stake of a free bet as outlay that is not spent', () => {
    // x on the free bet, 1 − x on the other: 3x = x + (29/19)(1 − x).
    const { returnOnCost, mix } = marginOf([bet(200, true), bet(-190)], [WIN, LOSE], [LOSE, WIN])
    expect(returnOnCost).toBe('0.298507')
    expect(mix).toEqual([
      [0, '0.4328'],
      [1, '0.5672'],
    ])
  })

  it('is none where nothing is offered', () => {
    const parts = [bet(-110, false, 0), contract()]
    expect(portfolioMarginOf(problemOf(parts, [WIN, LOSE]))).toBeUndefined()
  })
})

describe('the cost of a dollar', () => {
  it('is that of the cheapest price, and none for what costs nothing or is not offered', () => {
    expect(costOfDollar(contract(4000, 9000))?.toFixed()).toBe('0.4')
    expect(costOfDollar(bet(100))?.toFixed()).toBe('0.5')
    expect(costOfDollar(bet(100, true))).toBeUndefined()
    expect(costOfDollar(contract())).toBeUndefined()
  })
})
