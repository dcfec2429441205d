import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import type { Proposition } from '../../fixtures/proposition.ts'
import type { GradedSpace } from '../../outcomes/graded-space.ts'
import { payoffTableOf, type TableClaim } from '../../outcomes/payoff-table.ts'
import { LOSE, REFUND, WIN } from '../../settlement/payoff.ts'
import { type QuestionClaim, questionPayoffsOf, tablePayoffsOf } from './required-payoffs.ts'

const MONEYLINE: Proposition = { tag: 'moneyline', period: 'full-game', team: 'home' }
const CLAIMS: readonly QuestionClaim[] = [
  { venue: 'kalshi', instrument: 'contract', wins: 'yes' },
  { venue: 'kalshi', instrument: 'contract', wins: 'no' },
  { venue: 'draftkings', instrument: 'bet', wins: 'no' },
]

describe('what claims on a question pay', () => {
  it.each(['nfl', 'mlb'] as const)('where a side came true, without the tie (%s)', (league) => {
    expect(questionPayoffsOf(league, MONEYLINE, CLAIMS)).toEqual([
      [[WIN], [LOSE], [LOSE]],
      [[LOSE], [WIN], [WIN]],
    ])
  })

  it('is refused for a line that can push', () => {
    const question: Proposition = { tag: 'spread', period: 'full-game', team: 'home', line: -3 }
    expect(() => questionPayoffsOf('nfl', question, CLAIMS)).toThrow(InvalidInputError)
  })
})

/** Home wins, away wins, level. */
const SPACE: GradedSpace = {
  outcomes: [
    { id: 'home', state: 'completed' },
    { id: 'away', state: 'completed' },
    { id: 'level', state: 'tied' },
  ],
  grades: [
    ['win', 'win'],
    ['lose', 'lose'],
    ['push', 'lose'],
  ],
}
const claim = (marketType: 'moneyline' | 'three-way', statement: number): TableClaim => ({
  venue: 'draftkings',
  instrument: 'bet',
  scope: 'nfl',
  marketType,
  statement,
  side: 'yes',
})

describe('what claims over a space pay', () => {
  it('leaves out a tie that a conditional finding may leave out', () => {
    const claims = [claim('moneyline', 0)]
    const table = payoffTableOf({ space: SPACE, claims })
    expect(tablePayoffsOf({ table, claims })).toEqual([[[[WIN]], [[LOSE]]]])
  })

  it('keeps a tie where draws are sold', () => {
    const claims = [claim('three-way', 1)]
    const table = payoffTableOf({ space: SPACE, claims })
    expect(tablePayoffsOf({ table, claims })).toEqual([[[[WIN]], [[LOSE]], [[LOSE]]]])
  })

  it('leaves out what the caller may except, whatever the finding leaves out of it', () => {
    const claims = [claim('three-way', 1)]
    const table = payoffTableOf({ space: SPACE, claims })
    const mayExcept = [{ name: 'home wins', outcomes: ['home'] }]
    expect(tablePayoffsOf({ table, claims, mayExcept })).toEqual([[[[LOSE]], [[LOSE]]]])
  })

  it('are several where every outcome may be left out by one choice or another', () => {
    const claims = [claim('moneyline', 0)]
    const table = payoffTableOf({ space: SPACE, claims })
    const mayExcept = [
      { name: 'home wins', outcomes: ['home'] },
      { name: 'away wins', outcomes: ['away'] },
    ]
    const payoffs = tablePayoffsOf({ table, claims, mayExcept })
    // None, one of three, or two of three left out.
    expect(payoffs.map((rows) => rows.length)).toEqual([3, 2, 2, 2, 1, 1, 1])
    expect(payoffs.flat(2)).toContainEqual([REFUND])
  })
})
