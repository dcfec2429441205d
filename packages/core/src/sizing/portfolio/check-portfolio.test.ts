import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import { LOSE, type Payoff, WIN } from '../../settlement/payoff.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import {
  checkPortfolio,
  PORTFOLIO_OUTCOMES_MAX,
  PORTFOLIO_PARTS_MAX,
  PORTFOLIO_PAYOFFS_MAX,
  PORTFOLIO_SEGMENTS_MAX,
} from './check-portfolio.ts'
import type { BetPart, CapitalReturn, ContractPart, PortfolioProblem } from './portfolio.ts'

function ladder(levels: number) {
  return ladderCostOf(
    Array.from({ length: levels }, (_, n) => ({
      price: priceTicks(n + 1),
      size: centicontracts(1),
    })),
    FREE_OF_FEES,
  )
}
const CONTRACT: ContractPart = {
  tag: 'contract',
  id: 'contract',
  account: 'kalshi/0',
  cost: ladder(2),
  step: centicontracts(1),
  payoutStepMicrodollars: 1,
}
const BET: BetPart = {
  tag: 'bet',
  id: 'bet',
  account: 'fanduel',
  returnRatio: rational(2),
  stakeStep: cents(1),
  stakeMin: cents(0),
  stakeMax: cents(100),
  isFreeBet: false,
}
const contract = (more: Partial<ContractPart>): ContractPart => ({ ...CONTRACT, ...more })
const bet = (more: Partial<BetPart>): BetPart => ({ ...BET, ...more })
const P: PortfolioProblem = {
  parts: [CONTRACT, contract({ id: 'other' }), BET],
  outcomes: [{ id: 'a', payoffs: [[WIN], [LOSE], [LOSE]] }],
  cash: new Map(),
  bankroll: microdollars(1e9),
  capitalReturns: [],
}
const problem = (more: Partial<PortfolioProblem>): PortfolioProblem => ({ ...P, ...more })
const outcomeOf = (payoffs: readonly (readonly Payoff[])[], id = 'a') => ({ id, payoffs })
const many = <Item>(count: number, item: (n: number) => Item) =>
  Array.from({ length: count }, (_, n) => item(n))
const pair = (yes: number, no: number): CapitalReturn => ({ tag: 'pair', yes, no })
const exclusive = (...noParts: number[]): CapitalReturn => ({ tag: 'exclusive', noParts })
const DEBT: Payoff = { quantity: rational(-1, 2), cost: rational(1) }
const DEBT_OF_COST: Payoff = { quantity: rational(1), cost: rational(-1) }

describe('problems that are refused', () => {
  it.each([
    ['no part', problem({ parts: [] }), /1 to 64 parts, got 0/],
    ['no outcome', problem({ outcomes: [] }), /1 to 4096 outcomes, got 0/],
    ['a part twice', problem({ parts: [CONTRACT, CONTRACT, BET] }), /part id twice: "contract"/],
    [
      'an outcome twice',
      problem({ outcomes: [...P.outcomes, ...P.outcomes] }),
      /outcome id twice: "a"/,
    ],
    [
      'a step of 0',
      problem({ parts: [contract({ step: centicontracts(0) })] }),
      /step of "contract"/,
    ],
    ['half a step', problem({ parts: [contract({ step: 0.5 as never })] }), /step of "contract"/],
    [
      'a payout step of 0',
      problem({ parts: [contract({ payoutStepMicrodollars: 0 })] }),
      /payout step of "contract"/,
    ],
    [
      'a size below 0',
      problem({ parts: [contract({ sizeMax: centicontracts(-1) })] }),
      /largest size/,
    ],
    [
      'a stake step of 0',
      problem({ parts: [bet({ stakeStep: cents(0) })] }),
      /stake step of "bet"/,
    ],
    ['a least stake below 0', problem({ parts: [bet({ stakeMin: cents(-1) })] }), /least stake/],
    [
      'a largest stake below 0',
      problem({ parts: [bet({ stakeMax: cents(-1) })] }),
      /largest stake/,
    ],
    ['no return', problem({ parts: [bet({ returnRatio: rational(0) })] }), /return of "bet"/],
    [
      'payoffs of too few parts',
      problem({ outcomes: [outcomeOf([[WIN], [LOSE]])] }),
      /outcome "a" needs payoffs for 3 parts, got 2/,
    ],
    [
      'a part without a payoff',
      problem({ outcomes: [outcomeOf([[WIN], [], [LOSE]])] }),
      /needs 1 to 16 payoffs for each part, got 0/,
    ],
    [
      'a payoff below 0',
      problem({ outcomes: [outcomeOf([[WIN], [LOSE], [WIN, DEBT]])] }),
      /can not owe/,
    ],
    [
      'a cost taken twice',
      problem({ outcomes: [outcomeOf([[WIN], [DEBT_OF_COST], [WIN]])] }),
      /can not owe/,
    ],
    ['cash below 0', problem({ cash: new Map([['x', microdollars(-1)]]) }), /cash of "x"/],
    ['a bankroll below 0', problem({ bankroll: microdollars(-1) }), /bankroll/],
    ['capital of a bet', problem({ capitalReturns: [pair(0, 2)] }), /contract parts.* number 2/],
    ['capital of no part', problem({ capitalReturns: [pair(0, 7)] }), /contract parts.* number 7/],
    ['a pair with itself', problem({ capitalReturns: [pair(1, 1)] }), /number 1 counts twice/],
    [
      'two pairs of one part',
      problem({
        parts: [CONTRACT, contract({ id: 'b' }), contract({ id: 'c' })],
        capitalReturns: [pair(0, 1), pair(1, 2)],
      }),
      /number 1 counts twice/,
    ],
    ['a group of one', problem({ capitalReturns: [exclusive(0)] }), /two parts or more/],
    ['a group with one part twice', problem({ capitalReturns: [exclusive(0, 1, 0)] }), /twice/],
    [
      'capital of two accounts',
      problem({
        parts: [CONTRACT, contract({ id: 'other', account: 'kalshi/3' }), BET],
        capitalReturns: [exclusive(0, 1)],
      }),
      /one account/,
    ],
  ])('%s', (_what, wrong, message) => {
    expect(() => checkPortfolio(wrong)).toThrow(InvalidInputError)
    expect(() => checkPortfolio(wrong)).toThrow(message)
  })

  it('a part may be in a pair and in a group, both parts of a pair not', () => {
    const parts = ['a', 'b', 'c'].map((id) => contract({ id }))
    const of = (...capitalReturns: CapitalReturn[]) => problem({ parts, capitalReturns })
    expect(() => checkPortfolio(of(pair(0, 1), exclusive(1, 2)))).not.toThrow()
    expect(() => checkPortfolio(of(exclusive(2, 0), pair(0, 1)))).not.toThrow()
    expect(() => checkPortfolio(of(pair(0, 1), exclusive(0, 1, 2)))).toThrow(/of one market/)
  })
})

describe('bounds', () => {
  const partsOf = (count: number) =>
    problem({
      parts: many(count, (n) => bet({ id: `${n}` })),
      outcomes: [outcomeOf(many(count, () => [WIN]))],
    })
  const outcomesOf = (count: number) =>
    problem({ parts: [BET], outcomes: many(count, (n) => outcomeOf([[WIN]], `${n}`)) })
  const payoffsOf = (count: number) =>
    problem({ parts: [BET], outcomes: [outcomeOf([many(count, () => WIN)])] })
  const levelsOf = (count: number) =>
    problem({
      parts: [contract({ cost: ladder(5000) }), contract({ id: 'b', cost: ladder(count - 5000) })],
      outcomes: [outcomeOf([[WIN], [WIN]])],
    })

  it.each([
    ['parts', PORTFOLIO_PARTS_MAX, partsOf],
    ['outcomes', PORTFOLIO_OUTCOMES_MAX, outcomesOf],
    ['payoffs', PORTFOLIO_PAYOFFS_MAX, payoffsOf],
    ['levels', PORTFOLIO_SEGMENTS_MAX, levelsOf],
  ])('of %s can be reached, not passed', (_what, most, build) => {
    expect(() => checkPortfolio(build(most))).not.toThrow()
    expect(() => checkPortfolio(build(most + 1))).toThrow(InvalidInputError)
  })
})
