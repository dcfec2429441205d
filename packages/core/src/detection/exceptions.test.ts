import { describe, expect, it } from 'vitest'
import type { TableClaim, TableOutcome } from '../outcomes/payoff-table.ts'
import { EXCEPTION_EVENTS_MAX, type ExceptionEvent, exceptionSetsOf } from './exceptions.ts'

const regular: readonly TableOutcome[] = [
  { id: 'home', kind: 'regular', state: 'completed' },
  { id: 'away', kind: 'regular', state: 'completed' },
  { id: '0 : 0', kind: 'regular', state: 'tied' },
  { id: '1 : 1', kind: 'regular', state: 'tied' },
]

const claimsOf = (...types: TableClaim['marketType'][]) => claimsIn('nfl', types)
const claimsIn = (
  scope: TableClaim['scope'],
  types: readonly TableClaim['marketType'][],
): readonly TableClaim[] =>
  types.map((marketType, statement) => ({
    venue: 'draftkings',
    instrument: 'bet',
    scope,
    marketType,
    statement,
    side: 'yes',
  }))

const setsOf = (
  claims: readonly TableClaim[],
  mayExcept: readonly ExceptionEvent[] = [],
  outcomes: readonly TableOutcome[] = regular,
) => exceptionSetsOf({ regular: outcomes, claims, mayExcept }).map((ids) => [...ids])

const TIES = ['0 : 0', '1 : 1']

describe('what a conditional position may leave open', () => {
  it('is a tie as a whole where a moneyline is among the claims', () => {
    expect(setsOf(claimsOf('moneyline'))).toEqual([[], TIES])
    expect(setsOf(claimsOf('moneyline', 'spread'))).toEqual([[], TIES])
  })

  it.each([
    ['spreads and totals, which grade a level score like any other', ['spread', 'total']],
    ['a market that sells the draw', ['moneyline', 'three-way']],
    [
      'a market that gives stakes back on the draw it sells elsewhere',
      ['moneyline', 'draw-no-bet'],
    ],
  ] as const)('is nothing for %s', (_, types) => {
    expect(setsOf(claimsOf(...types))).toEqual([[]])
  })

  it.each(['soccer', 'tennis', 'other'] as const)(
    'is nothing in %s: a draw is no rarity there',
    (scope) => {
      expect(setsOf(claimsIn(scope, ['moneyline']))).toEqual([[]])
    },
  )

  it('is what the caller names besides: fewer events first, then fewer outcomes, the tie first', () => {
    const named = [
      { name: 'away wins', outcomes: ['away'] },
      { name: 'nil', outcomes: ['0 : 0'] },
    ]
    expect(setsOf(claimsOf('total'), named)).toEqual([[], ['away'], ['0 : 0'], ['away', '0 : 0']])
    expect(setsOf(claimsOf('moneyline'), named.slice(0, 1))).toEqual([
      [],
      ['away'],
      TIES,
      [...TIES, 'away'],
    ])
  })

  it('is never everything', () => {
    const all = [{ name: 'the game', outcomes: ['home', 'away', ...TIES] }]
    expect(setsOf(claimsOf('total'), all)).toEqual([[]])
    expect(setsOf(claimsOf('moneyline'), [], regular.slice(2))).toEqual([[]])
  })

  it('is bounded', () => {
    const events = Array.from({ length: EXCEPTION_EVENTS_MAX }, (_, n) => ({
      name: `${n}`,
      outcomes: ['home'],
    }))
    expect(setsOf(claimsOf('total'), events)).toHaveLength(2 ** EXCEPTION_EVENTS_MAX)
  })
})
