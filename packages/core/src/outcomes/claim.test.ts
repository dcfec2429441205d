import { describe, expect, it } from 'vitest'
import { InvalidInputError, InvariantError } from '../errors.ts'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { MarketType, Proposition } from '../fixtures/proposition.ts'
import { type Grade, HALF_LOSE, HALF_WIN } from '../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import type { SettlementEffect, SettlementRule } from '../settlement/rule.ts'
import {
  type Claim,
  DEAD_HEAT_SHARERS_MAX,
  payoffsOf,
  type SettlementCase,
  settlementPayoffsOf,
} from './claim.ts'
import { TWO_WAY_LEAGUES } from '../testing/leagues.ts'
import { type Outcome, twoSidedSpace } from './space.ts'

const NAMES = new Map<Payoff, string>([
  [WIN, 'win'],
  [LOSE, 'lose'],
  [REFUND, 'refund'],
  [HALF, 'half'],
  [HALF_WIN, 'half-win'],
  [HALF_LOSE, 'half-lose'],
])

function names(payoffs: readonly Payoff[]): string {
  return payoffs.map((payoff) => NAMES.get(payoff) ?? 'something else').join(' ')
}

function questionOf(marketType: MarketType): Proposition {
  if (marketType === 'moneyline') return { tag: 'moneyline', period: 'full-game', team: 'home' }
  if (marketType === 'spread') {
    return { tag: 'spread', period: 'full-game', team: 'home', line: -1.5 }
  }
  return { tag: 'total', period: 'full-game', direction: 'over', line: 8.5 }
}

function claimOf(
  venue: string,
  league: LeagueId,
  marketType: MarketType,
  wins: 'yes' | 'no',
): Claim {
  const instrument = venue === 'kalshi' ? 'contract' : 'bet'
  return { venue, instrument, league, marketType, wins }
}

function payoffsIn(claim: Claim, outcomeId: string): string[] {
  const space = twoSidedSpace(LEAGUES[claim.league], questionOf(claim.marketType))
  const outcome = space.find(({ id }) => id === outcomeId) as Outcome
  const { possible, atFairPrice } = payoffsOf(claim, outcome)
  return [names(possible), names(atFairPrice)]
}

describe('what a claim may pay, and what at a fair price', () => {
  const OPEN = 'lose refund win'
  // Whether enough was played to be official is not known from the state.
  const [WON, LOST] = ['win refund', 'lose refund']
  it.each([
    ['mlb', 'moneyline', 'yes', ['win', 'win'], ['lose', 'lose']],
    ['mlb', 'moneyline', 'no', ['lose', 'lose'], ['win', 'win']],
    ['nfl', 'moneyline', 'tie', ['half', 'half'], ['refund', 'refund']],
    ['mlb', 'moneyline', 'postponed-and-played/yes', ['win', 'win'], ['refund', 'refund']],
    ['mlb', 'moneyline', 'postponed-and-played/no', ['lose', 'lose'], ['refund', 'refund']],
    ['nba', 'total', 'postponed-and-played/no', ['lose', 'lose'], [OPEN, OPEN]],
    ['mlb', 'moneyline', 'shortened/yes', ['lose win', 'refund'], [LOST, LOST]],
    ['mlb', 'moneyline', 'shortened/no', ['lose win', 'refund'], [WON, WON]],
    ['mlb', 'total', 'shortened/no', ['lose win', 'refund'], ['refund win', 'refund win']],
    ['nfl', 'spread', 'shortened/no', ['lose win', 'refund'], [WON, WON]],
    ['nhl', 'spread', 'shortened/no', ['lose win', 'refund'], [OPEN, OPEN]],
    ['wnba', 'spread', 'cancelled', ['lose win', 'refund'], ['refund', 'refund']],
  ] as const)(
    '%s %s, %s: YES at Kalshi and the other side at a book',
    (league, type, id, kalshi, book) => {
      expect(payoffsIn(claimOf('kalshi', league, type, 'yes'), id)).toEqual(kalshi)
      expect(payoffsIn(claimOf('draftkings', league, type, 'no'), id)).toEqual(book)
    },
  )

  it('names the rule that decides', () => {
    const tie = twoSidedSpace(LEAGUES.nfl, questionOf('moneyline'))[2] as Outcome
    const { rule } = payoffsOf(claimOf('kalshi', 'nfl', 'moneyline', 'yes'), tie)
    expect([rule.venue, rule.state, rule.effect]).toEqual(['kalshi', 'tied', 'half'])
  })

  it('a state that is graded without a result is our mistake', () => {
    const outcome: Outcome = {
      id: 'x',
      kind: 'irregular',
      state: 'completed',
      result: undefined,
    }
    expect(() => payoffsOf(claimOf('kalshi', 'mlb', 'total', 'yes'), outcome)).toThrow(
      InvariantError,
    )
  })
})

const LEAGUE_IDS = Object.keys(LEAGUES) as LeagueId[]
const CASES = LEAGUE_IDS.flatMap((league) =>
  (['moneyline', 'spread', 'total'] as const)
    .filter((type) => type !== 'moneyline' || TWO_WAY_LEAGUES.includes(league))
    .flatMap((type) =>
      ['draftkings', 'fanduel', 'a-book-nobody-knows'].map((book) => [league, type, book] as const),
    ),
)

/** What a contract pays on a tie: two things where the venue's text was not read or is contradicted. */
function tieOf(league: LeagueId, side: 'yes' | 'no'): string {
  const lost = side === 'yes' ? 'lose' : 'win'
  if (league === 'cfl') return `${lost} half`
  return league === 'ufc' ? `half ${lost}` : 'half'
}

describe('a guarantee is well defined', () => {
  it.each(CASES)(
    '%s %s at Kalshi and %s: one payoff each in every regular outcome',
    (league, type, book) => {
      const regular = twoSidedSpace(LEAGUES[league], questionOf(type)).filter(
        ({ kind }) => kind === 'regular',
      )
      for (const outcome of regular) {
        for (const side of ['yes', 'no'] as const) {
          const contract = payoffsOf(claimOf('kalshi', league, type, side), outcome)
          const bet = payoffsOf(claimOf(book, league, type, side === 'yes' ? 'no' : 'yes'), outcome)
          const isOpen = outcome.id === 'tie' && ['cfl', 'ufc'].includes(league)
          expect([contract.possible.length, bet.possible.length]).toEqual([isOpen ? 2 : 1, 1])
          expect([contract.atFairPrice, bet.atFairPrice]).toEqual([contract.possible, bet.possible])
          const both = [names(contract.possible), names(bet.possible)]
          const graded = outcome.id === side ? ['win', 'lose'] : ['lose', 'win']
          expect(both).toEqual(outcome.id === 'tie' ? [tieOf(league, side), 'refund'] : graded)
        }
      }
    },
  )
})

/** A case about which a table of one made-up row says what happens. */
function caseUnder(
  effect: SettlementEffect,
  settled: Partial<SettlementCase> = {},
  rule: Partial<SettlementRule> = {},
): readonly [possible: string, atFairPrice: string] {
  const row: SettlementRule = {
    venue: settled.venue ?? 'draftkings',
    scope: 'any',
    marketType: 'any',
    state: settled.state ?? 'shortened',
    effect,
    summary: 'made up',
    source: 'made up',
    asOf: '2026-11-21',
    ...rule,
  }
  const { possible, atFairPrice } = settlementPayoffsOf(
    {
      venue: 'draftkings',
      instrument: settled.venue === undefined ? 'bet' : 'contract',
      scope: 'nfl',
      marketType: 'total',
      side: 'yes',
      state: 'shortened',
      grade: 'win',
      ...settled,
    },
    [row, { ...row, state: 'tied', effect: 'half', contractPush: 'half' }],
  )
  return [names(possible), names(atFairPrice)]
}

describe('what each effect pays', () => {
  it.each<[Grade, string]>([
    ['win', 'win'],
    ['lose', 'lose'],
    ['push', 'refund'],
    ['half-win', 'half-win'],
    ['half-lose', 'half-lose'],
  ])('a bet graded %s', (grade, paid) => {
    expect(caseUnder('graded', { grade })).toEqual([paid, paid])
  })

  it('a contract wins or loses, and ends level only where a row says what that pays', () => {
    const contract = { venue: 'kalshi', instrument: 'contract' } as const
    expect(caseUnder('graded', { ...contract, grade: 'win' })[0]).toBe('win')
    expect(caseUnder('graded', { ...contract, grade: 'lose' })[0]).toBe('lose')
    for (const grade of ['push', 'half-win', 'half-lose'] as const) {
      const settle = () => caseUnder('graded', { ...contract, grade })
      expect(settle).toThrow(InvalidInputError)
      expect(settle).toThrow(`a kalshi contract wins or loses, got the grade ${grade}`)
    }
    const polymarket = { venue: 'polymarket', instrument: 'contract' } as const
    const push = { contractPush: 'half' } as const
    expect(caseUnder('graded', { ...polymarket, grade: 'push' }, push)[0]).toBe('half')
    expect(() => caseUnder('graded', { ...polymarket, grade: 'half-win' }, push)).toThrow(
      InvalidInputError,
    )
  })

  it.each<[effect: SettlementEffect, contract: string[], bet: string[]]>([
    ['half', ['half', 'half'], ['half', 'half']],
    ['void', ['refund', 'refund'], ['refund', 'refund']],
    ['fair-price', ['lose win', 'refund'], ['lose win', 'refund']],
    ['unknown', ['lose win', 'refund'], ['lose refund win', 'lose refund win']],
    ['loses', ['lose', 'lose'], ['lose', 'lose']],
  ])('%s, whatever the score', (effect, contract, bet) => {
    for (const grade of ['win', 'push', undefined] as const) {
      expect(caseUnder(effect, { venue: 'kalshi', grade })).toEqual(contract)
      expect(caseUnder(effect, { grade })).toEqual(bet)
    }
  })

  it('where neither side comes true, NO of a contract pays and a bet loses on either side', () => {
    expect(caseUnder('loses', { venue: 'kalshi', side: 'no' })[0]).toBe('win')
    expect(caseUnder('loses', { side: 'no' })[0]).toBe('lose')
  })

  it.each<[SettlementCase['direction'], Grade, string]>([
    ['over', 'win', 'win'],
    ['over', 'lose', 'refund'],
    ['over', 'push', 'refund'],
    ['over', 'half-win', 'refund'],
    ['under', 'win', 'refund'],
    ['under', 'lose', 'lose refund'],
    ['under', 'half-lose', 'refund'],
    [undefined, 'win', 'win refund'],
    [undefined, 'lose', 'lose refund'],
    [undefined, 'push', 'refund'],
  ])('only what is decided: an %s that would end in %s', (direction, grade, paid) => {
    for (const marketType of ['total', 'team-total', 'player-prop'] as const) {
      expect(caseUnder('decided-only', { marketType, direction, grade })[0]).toBe(paid)
    }
    for (const marketType of ['moneyline', 'spread', 'three-way', 'outright'] as const) {
      expect(caseUnder('decided-only', { marketType, direction, grade })[0]).toBe('refund')
    }
  })

  it('a dead heat pays a share, down to a tenth, and nothing to who is not in it', () => {
    const split = (grade: Grade | undefined) =>
      settlementPayoffsOf(
        {
          venue: 'draftkings',
          instrument: 'bet',
          scope: 'golf',
          marketType: 'outright',
          side: 'yes',
          state: 'dead-heat',
          grade,
        },
        undefined,
      ).possible.map(({ quantity, cost }) => [
        quantity.numerator,
        quantity.denominator,
        cost.numerator,
      ])
    const shares = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((sharers) => [1, sharers, 0])
    expect(DEAD_HEAT_SHARERS_MAX).toBe(10)
    expect(split('win')).toEqual(shares)
    expect(split('lose')).toEqual([[0, 1, 0]])
    expect(split(undefined)).toEqual([[0, 1, 0], ...shares, [1, 1, 0]])
  })

  it('what it does instead is reckoned with too, and each payoff stands once', () => {
    const orElse = 'void' as const
    expect(caseUnder('graded', { grade: 'lose' }, { orElse })).toEqual([
      'lose refund',
      'lose refund',
    ])
    expect(caseUnder('graded', { grade: 'push' }, { orElse })[0]).toBe('refund')
    const open = { orElse: 'unknown' } as const
    expect(caseUnder('loses', { venue: 'kalshi' }, open)).toEqual(['lose win', 'lose refund'])
  })

  it('a state that needs a score and has none is our mistake', () => {
    for (const effect of ['graded', 'decided-only'] as const) {
      expect(() => caseUnder(effect, { grade: undefined })).toThrow(InvariantError)
    }
  })

  it('a contract has rules only at venues that sell contracts', () => {
    const settle = () => caseUnder('graded', { venue: 'draftkings', instrument: 'contract' })
    expect(settle).toThrow(InvalidInputError)
    expect(settle).toThrow(/kalshi and polymarket only, got draftkings/)
    expect(caseUnder('half', { venue: 'polymarket', instrument: 'bet' })[0]).toBe('half')
  })
})

describe('an irregular game that ends in a tie', () => {
  const postponed = { state: 'postponed-and-played', scope: 'nfl', grade: 'push' } as const
  const settled = (over: Partial<SettlementCase>) => {
    const { possible, rule } = settlementPayoffsOf({
      venue: 'kalshi',
      instrument: 'contract',
      marketType: 'moneyline',
      side: 'yes',
      ending: 'tied',
      ...postponed,
      ...over,
    })
    return [names(possible), rule.state]
  }

  it('is settled by the rule for ties where the result stands', () => {
    expect(settled({})).toEqual(['half', 'postponed-and-played'])
    expect(settled({ marketType: 'spread', grade: 'lose' })).toEqual([
      'lose',
      'postponed-and-played',
    ])
    const bet = { venue: 'draftkings', instrument: 'bet', state: 'shortened' } as const
    expect(settled(bet)).toEqual(['refund', 'shortened'])
    expect(settled({ ...bet, marketType: 'spread', grade: 'win' })).toEqual([
      'win refund',
      'shortened',
    ])
  })

  it('and by the rule of its state alone where it does not', () => {
    const book = { venue: 'fanduel', instrument: 'bet' } as const
    expect(settled(book)[0]).toBe('lose refund win')
    expect(settled({ ...book, scope: 'mlb' })[0]).toBe('refund')
  })
})
