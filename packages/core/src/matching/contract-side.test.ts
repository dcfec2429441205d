import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../fixtures/league.ts'
import type { ContractListing } from '../fixtures/listing.ts'
import { PERIODS, type Period } from '../fixtures/period.ts'
import type { PlayerStat } from '../fixtures/player-stat.ts'
import type { MarketType, Proposition } from '../fixtures/proposition.ts'
import { contractAbout, type TestQuestion, winnerContract } from '../testing/listings.ts'
import { confidenceOf } from './confidence.ts'
import { namesOtherPart, withoutPart } from './contract-period.ts'
import { resolveContract } from './resolve-contract.ts'

/** The proposition of YES, or the reason why there is none. */
function yesOf(contract: ContractListing): Proposition | string {
  const outcome = resolveContract(contract)
  return outcome.tag === 'resolved' ? outcome.yes : outcome.reason
}

function scoreOf(contract: ContractListing): number {
  const outcome = resolveContract(contract)
  return outcome.tag === 'resolved' ? confidenceOf(outcome.evidence) : 0
}

const SOCCER = 'KXLALIGAX-26APR11BARRMA'
const TITLE = ['Barcelona', 'Real Madrid'] as const
const soccer = (
  marketType: MarketType,
  suffix: string,
  more: Partial<ContractListing> = {},
  period?: Period,
): ContractListing => {
  const asked = {
    league: 'laliga',
    marketType,
    ...(period === undefined ? {} : { period }),
  } as const
  return contractAbout(asked, `${SOCCER}-${suffix}`, { teamNames: TITLE, ...more })
}

describe('one of three results', () => {
  const regulation = { tag: 'three-way', period: 'regulation' }

  test.each([
    ['BAR', 'Barcelona', 'home'],
    ['RMA', 'Real Madrid', 'away'],
    ['TIE', 'Tie', 'draw'],
    ['TIE', 'Draw', 'draw'],
    ['DRAW', 'Reg Time: Tie', 'draw'],
    ['BAR', 'Reg Time: Barcelona', 'home'],
  ])('%s, %s', (suffix, yesLabel, result) => {
    const yesTeamName = result === 'draw' ? undefined : yesLabel.replace('Reg Time: ', '')
    const contract = soccer('three-way', suffix, { yesLabel, yesTeamName })
    expect(yesOf(contract)).toEqual({ ...regulation, result })
    expect(scoreOf(contract)).toBe(1)
  })

  test('the draw is known by its suffix or its label alone, at a lower score', () => {
    const coded = soccer('three-way', 'TIE')
    expect([yesOf(coded), scoreOf(coded)]).toEqual([{ ...regulation, result: 'draw' }, 0.99])
    const labelled = soccer('three-way', 'X', { yesLabel: 'Draw' })
    expect([yesOf(labelled), scoreOf(labelled)]).toEqual([{ ...regulation, result: 'draw' }, 0.92])
  })

  test.each([
    ['TIE', { yesLabel: 'Barcelona', yesTeamName: 'Barcelona' }],
    ['BAR', { yesLabel: 'Tie' }],
    ['BAR', { yesLabel: 'Real Madrid', yesTeamName: 'Real Madrid' }],
    ['RMA', { strike: { tag: 'greater', floor: 1.5 } }],
    ['ATM', {}],
  ] as const)('%s against %o', (suffix, more) => {
    expect(yesOf(soccer('three-way', suffix, more))).toBe('conflicting-evidence')
  })

  test('soccer has no winner of two, and no other sport’s winner a draw', () => {
    expect(yesOf(soccer('moneyline', 'BAR'))).toBe('conflicting-evidence')
    expect(yesOf(soccer('moneyline', 'TIE'))).toBe('conflicting-evidence')
    const label = 'Seattle'
    const own = winnerContract('mlb', 'KXMLBGAME-26AUG07TBSEA-TIE', 'Tampa Bay v Seattle', label)
    expect(yesOf({ ...own, yesLabel: 'Tie', yesTeamName: undefined })).toBe('tie-market')
  })

  test('stakes back on a draw is a question of two', () => {
    const own = soccer('draw-no-bet', 'RMA')
    expect(yesOf(own)).toEqual({ tag: 'draw-no-bet', period: 'regulation', team: 'away' })
    expect(yesOf(soccer('draw-no-bet', 'TIE'))).toBe('tie-market')
  })
})

describe('a team’s total', () => {
  test.each([
    ['BAR2', 'Barcelona over 1.5 goals scored', 'home', 1.5],
    ['RMA3', 'Reg Time: Real Madrid over 2.5 goals scored', 'away', 2.5],
    ['RMA1', 'Real Madrid: 1+', 'away', 0.5],
  ])('%s, %s', (suffix, yesLabel, team, line) => {
    const yesTeamName = team === 'home' ? 'Barcelona' : 'Real Madrid'
    const own = soccer('team-total', suffix, { yesLabel, yesTeamName })
    const said = { tag: 'team-total', period: 'regulation', team, direction: 'over', line }
    expect([yesOf(own), scoreOf(own)]).toEqual([said, 1])
  })

  test.each([
    ['BAR2', { yesLabel: 'Barcelona over 2.5 goals' }, 'conflicting-evidence'],
    ['BAR2', { strike: { tag: 'greater', floor: 2.5 } }, 'conflicting-evidence'],
    ['BAR2', { yesTeamName: 'Real Madrid' }, 'conflicting-evidence'],
    ['BAR2', { yesLabel: 'Barcelona under 1.5 goals' }, 'conflicting-evidence'],
    ['BAR', { strike: undefined }, 'unknown-team'],
    ['2', {}, 'unknown-team'],
    ['', { strike: { tag: 'greater', floor: 2 }, yesTeamName: 'Barcelona' }, 'whole-line'],
    ['', { strike: undefined, yesTeamName: 'Barcelona' }, 'no-strike'],
  ] as const)('%s with %o: %s', (suffix, more, reason) => {
    const own = { ...soccer('team-total', 'X', {}), outcomeCode: suffix, strike: undefined }
    const rung = /\d+$/.exec(suffix)?.[0]
    const strike =
      rung === undefined ? undefined : ({ tag: 'greater', floor: Number(rung) - 0.5 } as const)
    expect(yesOf({ ...own, strike, ...more })).toBe(reason)
  })

  test('is no total of the game, nor that one a team’s', () => {
    expect(yesOf(soccer('total', 'BAR2'))).toBe('not-a-game')
    expect(yesOf(soccer('total', '2', { yesLabel: 'Barcelona over 1.5 goals' }))).toBe('not-a-game')
    expect(yesOf(soccer('total', '2', { yesTeamName: 'Barcelona' }))).toBe('not-a-game')
    expect(yesOf(soccer('total', '2', { yesLabel: 'Over 1.5 goals scored' }))).toMatchObject({
      tag: 'total',
      line: 1.5,
    })
  })

  test('a code with digits is read by the registry, where one reading fits', () => {
    const asked = { league: 'bundesliga', marketType: 'team-total' } as const
    const mainz = contractAbout(asked, 'KXBUNDESLIGATEAMTOTAL-26APR11M05BVB-M052', {
      strike: { tag: 'greater', floor: 1.5 },
    })
    expect(yesOf(mainz)).toMatchObject({ team: 'home', line: 1.5 })
    expect(yesOf({ ...mainz, strike: { tag: 'greater', floor: 51.5 } })).toBe(
      'conflicting-evidence',
    )
  })
})

describe('parts of the game', () => {
  /** As the venue prints them (live captures of 2025-12 to 2026-10). */
  const LABELS: readonly (readonly [Period, readonly string[]])[] = [
    ['regulation', ['Reg Time: France', 'Regulation: Tie', 'Goal Diff Reg Time: Norway']],
    ['first-half', ['Over 1.5 1H goals scored', 'Spain wins 1st Half', 'First half: Spain']],
    ['second-half', ['New York wins 2nd half', 'Over 1.5 2H goals scored', 'Tie 2nd Half']],
    ['first-quarter', ['Cincinnati wins 1st Quarter', 'Over 9.5 1Q points']],
    ['second-quarter', ['Cincinnati wins 2nd Quarter', 'Over 9.5 2Q points']],
    ['third-quarter', ['Cincinnati wins 3rd Quarter', 'Over 9.5 3Q points']],
    ['fourth-quarter', ['Tie 4th Quarter', 'Over 9.5 4Q points']],
    ['first-period', ['Carolina wins 1st period', 'Over 1.5 1P goals']],
    ['second-period', ['Carolina wins 2nd period', 'Over 1.5 2P goals']],
    ['third-period', ['Carolina wins 3rd period', 'Over 1.5 3P goals']],
    ['first-inning', ['1st inning: Over 0.5 runs']],
    ['first-3-innings', ['Washington wins first 3 innings']],
    ['first-5-innings', ['First 5 innings: Over 6.5 runs', 'Over 6.5 runs in the first 5 innings']],
    ['first-7-innings', ['Washington wins first 7 innings']],
    ['first-set', ['Set 1: Over 9.5 games', 'Wins 1st set']],
    ['second-set', ['Set 2: Over 9.5 games', 'Wins 2nd set']],
  ]

  test.each(LABELS)('labels of the %s are of that part and no other', (own, labels) => {
    for (const label of labels) {
      const told = PERIODS.filter((period) => !namesOtherPart(label, period))
      expect([label, told]).toEqual([label, [own]])
    }
  })

  test('names of clubs, players and whole games say no part', () => {
    const names = ['Over 8.5 runs scored', 'Seattle', 'Philadelphia 76ers', 'M05', 'Schalke 04', '']
    for (const label of names) {
      expect(PERIODS.filter((period) => namesOtherPart(label, period))).toEqual([])
    }
  })

  test('a label without its part is the rest', () => {
    expect(withoutPart('Reg Time: France', 'regulation')).toBe('France')
    expect(withoutPart('Tie 2nd Half', 'second-half')).toBe('Tie')
    expect(withoutPart('1st inning: Over 0.5 runs', 'first-inning')).toBe('Over 0.5 runs')
    expect(withoutPart(' France ', 'full-game')).toBe('France')
  })

  test('stay with the proposition, and a label of another part ends it', () => {
    const label = 'Over 1.5 1H goals scored'
    const half = soccer('total', '2', { yesLabel: label }, 'first-half')
    expect(yesOf(half)).toMatchObject({ tag: 'total', period: 'first-half', line: 1.5 })
    expect(yesOf(soccer('total', '2', { yesLabel: label }))).toBe('not-a-game')
    expect(yesOf(soccer('total', '2', { yesLabel: label }, 'second-half'))).toBe('not-a-game')
  })

  test('only the winner of a part that may end level stays open', () => {
    const score = (marketType: MarketType, suffix: string, league: LeagueId = 'nba'): number => {
      const asked: TestQuestion = { league, marketType, period: 'first-half' }
      const title = ['Los Angeles C', 'Houston'] as const
      return scoreOf(contractAbout(asked, `KXNBAX-26FEB11LACHOU-${suffix}`, { teamNames: title }))
    }
    expect(score('moneyline', 'HOU')).toBeLessThan(0.85)
    expect(score('three-way', 'HOU')).toBe(0.99)
    expect(score('spread', 'HOU4')).toBe(0.99)
    expect(score('total', '112')).toBe(1)
  })
})

describe('a player', () => {
  const hits = (suffix: string, more: Partial<ContractListing>): ContractListing =>
    contractAbout(
      { league: 'mlb', marketType: 'player-prop', stat: 'hits' },
      `KXMLBHIT-26AUG072145TBSEA-${suffix}`,
      more,
    )

  test.each([
    ['Julio Rodríguez', 'julio rodriguez'],
    ['Rodriguez, Julio', 'julio rodriguez'],
    ['Ronald Acuña Jr.', 'acuna jr ronald'],
    ['C.J. Abrams', 'abrams c j'],
  ])('%s', (yesPlayerName, player) => {
    const own = hits('SEAX44-2', { yesPlayerName, yesLabel: `${yesPlayerName}: 2+` })
    expect([yesOf(own), scoreOf(own)]).toEqual([
      {
        tag: 'player-prop',
        period: 'full-game',
        player,
        stat: 'hits',
        direction: 'over',
        line: 1.5,
      },
      1,
    ])
  })

  test.each([
    ['nobody', 'SEAX44-2', { yesPlayerName: undefined }, 'unknown-player'],
    ['a text of no name', 'SEAX44-2', { yesPlayerName: '???' }, 'unknown-player'],
    ['a surname alone', 'SEAX44-2', { yesPlayerName: 'Rodriguez' }, 'unknown-player'],
    ['an initial', 'SEAX44-2', { yesPlayerName: 'J. Rodriguez' }, 'unknown-player'],
    ['an initial behind', 'SEAX44-2', { yesPlayerName: 'Rodriguez J.' }, 'unknown-player'],
    ['a son’s surname alone', 'SEAX44-2', { yesPlayerName: 'Acuña Jr.' }, 'unknown-player'],
    ['another team’s', 'BOSX44-2', {}, 'conflicting-evidence'],
    [
      'another count',
      'SEAX44-3',
      { strike: { tag: 'greater', floor: 1.5 } },
      'conflicting-evidence',
    ],
    ['another label', 'SEAX44-2', { yesLabel: 'Julio Rodriguez: 3+' }, 'conflicting-evidence'],
    ['no count at all', 'SEAX44', { strike: undefined }, 'no-strike'],
    ['another part', 'SEAX44-2', { yesLabel: '1st inning: 2+' }, 'not-a-game'],
  ] as const)('%s', (_case, suffix, more, reason) => {
    expect(yesOf(hits(suffix, { yesPlayerName: 'Julio Rodriguez', ...more }))).toBe(reason)
  })

  test('of whom it is not said what counts', () => {
    const own = hits('SEAX44-2', { yesPlayerName: 'Julio Rodriguez' })
    const subject: ContractListing['subject'] = {
      tag: 'game',
      league: 'mlb',
      marketType: 'player-prop',
      period: 'full-game',
    }
    expect(yesOf({ ...own, subject })).toBe('not-a-game')
  })

  test('what happens once or not at all has a line by its nature', () => {
    const of = (stat: PlayerStat): ContractListing =>
      contractAbout(
        { league: 'nba', marketType: 'player-prop', stat },
        'KXNBA2D-26FEB11LACHOU-HOUASENGUN28',
        { yesPlayerName: 'Alperen Sengun', strike: undefined },
      )
    for (const stat of ['double-double', 'triple-double', 'first-goal'] as const) {
      expect(yesOf(of(stat))).toMatchObject({ stat, direction: 'over', line: 0.5 })
    }
    expect(yesOf(of('points'))).toBe('no-strike')
  })

  test('without a title is known by the ticker’s codes alone: no pair', () => {
    const bare = hits('SEAX44-2', { yesPlayerName: 'Julio Rodriguez', teamNames: undefined })
    expect(scoreOf(bare)).toBeLessThan(0.85)
  })
})

test('no text turns one question into another kind, and none throws', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('TIE', 'BAR2', '3', 'Over 2.5', 'Barcelona'))
  const asked = ['three-way', 'draw-no-bet', 'spread', 'total', 'team-total'] as const
  const kinds = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...asked), text, text, text, (type, suffix, label, name) => {
      const own = { ...soccer(type, 'X'), outcomeCode: suffix, yesLabel: label, yesTeamName: name }
      const said = yesOf(own)
      const tag = typeof said === 'string' ? type : said.tag
      expect(tag).toBe(type)
      if (typeof said !== 'string') kinds.add(tag)
    }),
    { numRuns: 3000 },
  )
  expect(kinds.size).toBeGreaterThan(3)
})
