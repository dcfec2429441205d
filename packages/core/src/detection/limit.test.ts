import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { LOSE, WIN } from '../settlement/payoff.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { bestTwoLeg } from '../sizing/two-leg.ts'
import type { TwoLegPosition } from '../sizing/two-leg-position.ts'
import type { TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { limitOf } from './limit.ts'

interface Limits {
  readonly depth?: number
  readonly stakeMax?: number
  readonly bankroll?: number
  readonly stakeStep?: number
}

/** Without fees: contracts at .40, later at .70, against 2.00: 10 cents of each dollar are left. */
function problemOf({
  depth = 10,
  stakeMax = 100_000,
  bankroll = 1_000_000,
  stakeStep = 1,
}: Limits): TwoLegProblem {
  const ladder = [
    { price: priceTicks(4000), size: centicontracts(1000) },
    { price: priceTicks(7000), size: centicontracts(1000) },
  ]
  const cut =
    depth <= 10 ? [{ price: priceTicks(4000), size: centicontracts(depth * 100) }] : ladder
  return {
    contracts: ladderCostOf(cut, FREE_OF_FEES),
    contractStep: centicontracts(100),
    betReturn: exactDecimalOdds('2.00').returnRatio,
    stakeStep: cents(stakeStep),
    stakeMax: cents(stakeMax),
    bankroll: microdollars(bankroll * 1_000_000),
    outcomes: [
      { id: 'yes', contract: WIN, bet: LOSE },
      { id: 'no', contract: LOSE, bet: WIN },
    ],
  }
}

function found(limits: Limits): [contracts: number, stake: number, limitedBy: string] {
  const problem = problemOf(limits)
  const position = bestTwoLeg(problem)?.position as TwoLegPosition
  return [position.size / 100, position.stake, limitOf(problem, position)]
}

describe('what keeps a position from being larger', () => {
  it('the depth: every contract is taken', () => {
    expect(found({ depth: 10 })).toEqual([10, 500, 'depth'])
  })

  it('the price: the next contract costs more than it brings', () => {
    expect(found({ depth: 20 })).toEqual([10, 500, 'price'])
  })

  it('the limit of the book, to the cent', () => {
    // The sixth contract needs a stake of $3.00; a cent less still is worth it, 30 cents are not.
    expect(found({ stakeMax: 300 })).toEqual([6, 300, 'stake-limit'])
    expect(found({ stakeMax: 299 })).toEqual([6, 299, 'stake-limit'])
    expect(found({ stakeMax: 270 })).toEqual([5, 250, 'stake-limit'])
  })

  it('the limit of the book, in whole steps of stake', () => {
    // Stakes in whole dollars: a third pair of contracts would need $3.
    expect(found({ stakeMax: 299, stakeStep: 100 })).toEqual([4, 200, 'stake-limit'])
  })

  it('the bankroll, to the cent', () => {
    // A pair of .40 and .50 costs 90 cents: six cost $5.40.
    expect(found({ bankroll: 5.4 })).toEqual([6, 300, 'bankroll'])
    expect(found({ bankroll: 5.2 })).toEqual([5, 250, 'bankroll'])
  })

  it('the first of several, in that order', () => {
    expect(found({ depth: 5, stakeMax: 250, bankroll: 4.5 })[2]).toBe('depth')
    expect(found({ stakeMax: 250, bankroll: 4.5 })[2]).toBe('stake-limit')
    expect(found({ depth: 20, bankroll: 9.3 })).toEqual([10, 500, 'bankroll'])
  })
})
