import { describe, expect, test } from 'vitest'
import type { ContractListing } from '../fixtures/listing.ts'
import { confidenceOf } from './confidence.ts'
import type { RejectedContract } from './rejection.ts'
import { resolveContract, type ResolvedContract } from './resolve-contract.ts'
import { contractOf } from '../testing/listings.ts'

const TB_SEA: Partial<ContractListing> = {
  teamNames: ['Tampa Bay', 'Seattle'],
  yesLabel: 'Seattle',
  yesTeamName: 'Seattle',
}

function resolved(listing: ContractListing): ResolvedContract {
  const outcome = resolveContract(listing)
  if (outcome.tag === 'rejected') throw new Error(`${outcome.reason}: ${outcome.detail}`)
  return outcome
}

function rejection(listing: ContractListing): RejectedContract['reason'] | undefined {
  const outcome = resolveContract(listing)
  return outcome.tag === 'rejected' ? outcome.reason : undefined
}

const scoreOf = (listing: ContractListing): number => confidenceOf(resolved(listing).evidence)

describe('a contract of which ticker, title and label are known', () => {
  test('moneyline', () => {
    const listing = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', TB_SEA)
    expect(resolved(listing)).toMatchObject({
      league: 'mlb',
      away: { id: 'mlb:tb' },
      home: { id: 'mlb:sea' },
      yes: { tag: 'moneyline', team: 'home', period: 'full-game' },
      easternDate: '2026-08-07',
      startMs: Date.parse('2026-08-08T01:45:00Z'),
    })
    expect(scoreOf(listing)).toBe(1)
  })

  test('says of each what its own series asks, whatever was read before it', () => {
    const listing = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', TB_SEA)
    const half = { tag: 'game', league: 'mlb', marketType: 'moneyline' } as const
    const detailOf = (own: ContractListing): string | undefined =>
      resolved(own).evidence.find(({ part }) => part === 'series')?.detail
    const part: ContractListing = { ...listing, subject: { ...half, period: 'first-5-innings' } }
    for (const [own, period] of [
      [listing, 'full-game'],
      [part, 'first-5-innings'],
      [listing, 'full-game'],
    ] as const) {
      expect(detailOf(own)).toBe(`KXMLBGAME: mlb moneyline, ${period}`)
    }
  })

  test('a spread "wins by over 1.5" is the line −1.5 of that team', () => {
    const listing = contractOf('KXMLBSPREAD-26AUG072145TBSEA-TB2', {
      teamNames: ['Tampa Bay', 'Seattle'],
      yesLabel: 'Tampa Bay wins by over 1.5 runs',
      yesTeamName: 'Tampa Bay',
    })
    expect(resolved(listing).yes).toEqual({
      tag: 'spread',
      period: 'full-game',
      team: 'away',
      line: -1.5,
    })
    expect(scoreOf(listing)).toBe(1)
  })

  test('a total "over 8.5" is the total over 8.5', () => {
    const listing = contractOf('KXMLBTOTAL-26AUG072145TBSEA-9', {
      teamNames: ['Tampa Bay', 'Seattle'],
      yesLabel: 'Over 8.5 runs scored',
    })
    expect(resolved(listing).yes).toEqual({
      tag: 'total',
      period: 'full-game',
      direction: 'over',
      line: 8.5,
    })
  })
})

describe('a ticker alone', () => {
  test('suffices at 0.90 at most', () => {
    const moneyline = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA')
    expect(scoreOf(moneyline)).toBeLessThanOrEqual(0.9)
    expect(scoreOf(moneyline)).toBeGreaterThan(0.85)
    expect(resolved(moneyline).evidence.map(({ part }) => part)).toContain('ticker')
  })

  test.each([
    ['KXMLBTOTAL-26AUG072145TBSEA-9', 0.8],
    ['KXMLBSPREAD-26AUG072145TBSEA-SEA2', 0.792],
  ])('does not suffice where the suffix of %s is no team', (ticker, score) => {
    expect(scoreOf(contractOf(ticker, { teamNames: undefined }))).toBe(score)
  })

  test('suffices for the draw of three results', () => {
    const subject = {
      tag: 'game',
      league: 'epl',
      marketType: 'three-way',
      period: 'regulation',
    } as const
    const tie = { ...contractOf('KXMLBGAME-26APR11TBSEA-TIE'), subject, teamCodes: 'LFCFUL' }
    expect(scoreOf(tie)).toBe(0.891)
  })

  test('is worth more where the label names one of the teams', () => {
    const labelled = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', { yesTeamName: 'Seattle' })
    expect(scoreOf(labelled)).toBe(0.95)
  })

  test('needs codes that split', () => {
    expect(rejection(contractOf('KXMLBGAME-26AUG072145XXSEA-SEA'))).toBe('unknown-team')
    expect(rejection(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', { teamCodes: undefined }))).toBe(
      'unknown-team',
    )
  })

  test('needs a suffix that is one of the two teams', () => {
    expect(rejection(contractOf('KXMLBGAME-26AUG072145TBSEA-NYY'))).toBe('conflicting-evidence')
    expect(rejection(contractOf('KXMLBGAME-26AUG072145TBSEA-ZZ'))).toBe('unknown-team')
  })

  test('numbers of a doubleheader are read', () => {
    const second = resolved(contractOf('KXMLBGAME-25APR26BALDETG2-DET'))
    expect(second).toMatchObject({ gameNumber: 2, away: { id: 'mlb:bal' }, startMs: undefined })
  })
})

describe('what is no full game of ours is named', () => {
  const base = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', TB_SEA)
  test.each([
    ['a series without a record', { subject: { tag: 'unknown' } }, 'unknown-series'],
    ['a future', { subject: { tag: 'other', reason: 'future' } }, 'not-a-game'],
    ['a part of a game', { subject: { tag: 'other', reason: 'partial-game' } }, 'not-a-game'],
    ['a tie leg', { outcomeCode: 'TIE' }, 'tie-market'],
    ['a label of an inning', { yesLabel: 'Seattle leads after 5 innings' }, 'not-a-game'],
    ['no start', { start: undefined }, 'no-start'],
    ['a start that is none', { start: { easternDate: '7 Aug', source: 'x' } }, 'no-start'],
    ['a 40th of August', { start: { easternDate: '2026-08-40', source: 'x' } }, 'no-start'],
    [
      'a time that is none',
      { start: { easternDate: '2026-08-07', startMs: Number.NaN, source: 'x' } },
      'no-start',
    ],
  ] as const)('%s', (_case, more, reason) => {
    expect(rejection({ ...base, ...more })).toBe(reason)
  })
})

describe('statements that contradict each other', () => {
  const base = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', TB_SEA)
  const at = (easternDate: string, time?: string): ContractListing['otherStarts'] => [
    time === undefined
      ? { easternDate, source: 'rules' }
      : { easternDate, startMs: Date.parse(time), source: 'rules' },
  ]
  test.each([
    ['title against ticker', { teamNames: ['Tampa Bay', 'Boston'] }],
    ['a shared name that the ticker rules out', { teamNames: ['Tampa Bay', 'New York'] }],
    ['label against suffix', { yesTeamName: 'Tampa Bay' }],
    ['a label of a third team', { yesTeamName: 'Boston' }],
    ['a winner with a line', { strike: { tag: 'greater', floor: 1.5 } }],
    ['a winner with a line in the label', { yesLabel: 'Seattle wins by over 1.5 runs' }],
    ['another day in the rules', { otherStarts: at('2026-08-08') }],
    ['another clock in the rules', { otherStarts: at('2026-08-07', '2026-08-08T00:10:00Z') }],
    [
      'a clock of another day than its own',
      { otherStarts: at('2026-08-07', '2026-08-09T01:45:00Z') },
    ],
  ] as const)('%s', (_case, more) => {
    expect(rejection(base)).toBeUndefined()
    expect(rejection({ ...base, ...more })).toBe('conflicting-evidence')
  })

  test.each([
    ['strike against suffix', { strike: { tag: 'greater', floor: 2.5 } }],
    ['strike against label', { yesLabel: 'Seattle wins by over 3.5 runs' }],
    ['label of the other team', { yesTeamName: 'Tampa Bay' }],
    ['the other direction', { yesLabel: 'Seattle loses by over 1.5 runs' }],
  ] as const)('of a spread: %s', (_case, more) => {
    const spread = contractOf('KXMLBSPREAD-26AUG072145TBSEA-SEA2', {
      ...TB_SEA,
      yesLabel: undefined,
    })
    expect(rejection(spread)).toBeUndefined()
    expect(rejection({ ...spread, ...more })).toBe('conflicting-evidence')
  })

  test.each([
    ['Under 8.5 runs scored', 'conflicting-evidence'],
    ['Over 7.5 runs scored', 'conflicting-evidence'],
    ['Seattle over 8.5 runs', 'not-a-game'],
    ['Over 8.5 runs in the first 5 innings', 'not-a-game'],
  ])('of a total: label %s', (yesLabel, reason) => {
    expect(rejection(contractOf('KXMLBTOTAL-26AUG072145TBSEA-9', { yesLabel }))).toBe(reason)
  })

  test('a total with a team in its suffix or label is that team’s', () => {
    const total = contractOf('KXMLBTOTAL-26AUG072145TBSEA-9')
    expect(rejection({ ...total, outcomeCode: 'SEA9' })).toBe('not-a-game')
    expect(rejection({ ...total, yesTeamName: 'Seattle' })).toBe('not-a-game')
  })

  test('a date and a clock of another day', () => {
    const startMs = Date.parse('2026-08-09T01:45:00Z')
    const start = { easternDate: '2026-08-07', startMs, source: 'x' }
    expect(rejection({ ...base, start })).toBe('conflicting-evidence')
  })

  test('a few minutes between the venue’s own clocks only lower the score', () => {
    const listing = { ...base, otherStarts: at('2026-08-07', '2026-08-08T01:40:00Z') }
    expect(scoreOf(listing)).toBeLessThan(1)
    expect(scoreOf(listing)).toBeGreaterThan(0.9)
    expect(scoreOf({ ...base, otherStarts: at('2026-08-07', '2026-08-08T01:45:00Z') })).toBe(1)
  })
})

describe('names', () => {
  test('a bare Los Angeles is decided by the ticker, and by nothing else', () => {
    const teamNames = ['Los Angeles', 'Denver'] as const
    const listing = contractOf('KXNBAGAME-26FEB11LALDEN-LAL', { teamNames })
    expect(resolved(listing).away.id).toBe('nba:lal')
    expect(rejection({ ...listing, teamCodes: undefined })).toBe('ambiguous-team')
    expect(rejection({ ...listing, teamCodes: 'XXDEN' })).toBe('ambiguous-team')
  })

  test('a title of the same teams in the other order keeps the ticker’s order', () => {
    const listing = contractOf('KXNBAGAME-26FEB11LACHOU-HOU', { teamNames: ['HOU', 'LAC'] })
    expect(resolved(listing)).toMatchObject({ away: { id: 'nba:lac' }, yes: { team: 'home' } })
    expect(resolved(listing).evidence.some(({ agrees }) => !agrees)).toBe(true)
  })

  test('an unknown name beside good codes keeps the contract below the threshold', () => {
    const title = { teamNames: ['Tampa Bay', 'Seatle Pilots'] as const }
    expect(scoreOf(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', title))).toBeLessThan(0.85)
    const label = { ...TB_SEA, yesTeamName: 'Pilots', yesLabel: 'Pilots' }
    expect(scoreOf(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', label))).toBeLessThan(0.85)
    const both = { teamNames: ['Pilots', 'Expos'] as const }
    expect(rejection(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', both))).toBe('unknown-team')
  })

  test('a title alone resolves; an All-Star title or one team twice does not', () => {
    const codeless = { ...TB_SEA, teamCodes: undefined }
    expect(scoreOf(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', codeless))).toBe(0.95)
    const stars = { teamNames: ['American League', 'National League'] as const }
    expect(rejection(contractOf('KXMLBGAME-26JUL142000ALNL-AL', stars))).toBe('unknown-team')
    const twice = { ...codeless, teamNames: ['Seattle', 'Mariners'] as const }
    expect(rejection(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', twice))).toBe(
      'conflicting-evidence',
    )
  })

  test('blank text is no text', () => {
    const blank = { yesLabel: ' ', yesTeamName: '' }
    const plain = scoreOf(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA'))
    expect(scoreOf(contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', blank))).toBe(plain)
  })

  test('an unknown suffix leaves the word to the label', () => {
    const label = { ...TB_SEA, outcomeCode: 'SEATTLE' }
    const listing = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', label)
    expect(resolved(listing).yes).toMatchObject({ team: 'home' })
    expect(scoreOf(listing)).toBeLessThan(1)
    const angeles = contractOf('KXNBAGAME-26FEB11LALLAC-LAL', {
      outcomeCode: 'X',
      yesTeamName: 'Los Angeles',
    })
    expect(rejection(angeles)).toBe('ambiguous-team')
  })
})

describe('lines', () => {
  const spread = contractOf('KXMLBSPREAD-26AUG072145TBSEA-SEA2')
  const total = contractOf('KXMLBTOTAL-26AUG072145TBSEA-9')

  test('come from the label where the strike is missing, never from the suffix alone', () => {
    const yesLabel = 'Seattle wins by over 1.5 runs'
    const labelled = { ...spread, strike: undefined, yesLabel }
    expect(resolved(labelled).yes).toMatchObject({ line: -1.5 })
    expect(scoreOf(labelled)).toBeLessThan(scoreOf({ ...spread, yesLabel }))
    expect(rejection({ ...spread, strike: undefined })).toBe('no-strike')
  })

  test.each([8, 100, 1])('a whole line of %d is not paired', (floor) => {
    const strike = { tag: 'greater', floor } as const
    expect(rejection({ ...total, outcomeCode: '', strike })).toBe('whole-line')
  })

  test.each([-1.5, 0.25, Number.NaN, Infinity, 1e6 + 0.5])('%d is no line', (floor) => {
    const strike = { tag: 'greater', floor } as const
    expect(rejection({ ...total, outcomeCode: '', strike })).toBe('no-strike')
  })
})
