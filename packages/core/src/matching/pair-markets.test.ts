import { describe, expect, test } from 'vitest'
import type { BookMarket, ContractListing } from '../fixtures/listing.ts'
import { OUTCOMES_MAX } from './book-quotes.ts'
import { matchMarkets } from './match.ts'
import type { MatchResult } from './match-result.ts'
import {
  bookMarket,
  contractAbout,
  contractOf,
  oddsOf,
  outcomeOf,
  playerMarket,
  winnerMarket,
} from '../testing/listings.ts'

const AWAY = 'Tampa Bay Rays'
const HOME = 'Seattle Mariners'
const winner = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA')
const spread = contractOf('KXMLBSPREAD-26AUG072145TBSEA-SEA2')
const total = contractOf('KXMLBTOTAL-26AUG072145TBSEA-9')

function run(contract: ContractListing, markets: readonly BookMarket[]): MatchResult {
  const game = { away: AWAY, home: HOME, start: '2026-08-08T01:46:00Z', id: 'e' }
  return matchMarkets({ contracts: [contract], odds: [oddsOf('mlb', game, markets)] })
}

const spreads = (home: number, away: number): BookMarket =>
  bookMarket('spreads', [outcomeOf(HOME, home), outcomeOf(AWAY, away)])
const totals = (over: number, under: number): BookMarket =>
  bookMarket('totals', [outcomeOf('Over', over), outcomeOf('Under', under)])

describe('equal propositions', () => {
  test('"wins by over 1.5" is −1.5 of that team with +1.5 opposite', () => {
    const result = run(spread, [spreads(-1.5, 1.5)])
    expect(result.pairs).toMatchObject([
      {
        target: { marketKey: 'spreads', outcome: HOME, point: -1.5 },
        yes: { tag: 'spread', team: 'home', line: -1.5 },
        no: { tag: 'spread', team: 'away', line: 1.5 },
        quotes: [
          { yesOutcome: { name: HOME, point: -1.5 }, noOutcome: { name: AWAY, point: 1.5 } },
        ],
      },
    ])
  })

  test('"over 8.5" is Over at 8.5 with Under opposite, in either order', () => {
    for (const outcomes of [
      [outcomeOf('Over', 8.5), outcomeOf('Under', 8.5)],
      [outcomeOf('Under', 8.5), outcomeOf('Over', 8.5)],
    ]) {
      expect(run(total, [bookMarket('totals', outcomes)]).pairs).toMatchObject([
        {
          target: { marketKey: 'totals', outcome: 'Over', point: 8.5 },
          no: { direction: 'under', line: 8.5 },
          quotes: [{ yesOutcome: { name: 'Over' }, noOutcome: { name: 'Under' } }],
        },
      ])
    }
  })

  test('every book that quotes it is there, sorted, exchanges and lay markets too', () => {
    const result = run(winner, [
      winnerMarket(AWAY, HOME, { book: 'fanduel' }),
      winnerMarket(AWAY, HOME, { book: 'draftkings' }),
      winnerMarket(AWAY, HOME, {
        book: 'betfair_ex_eu',
        marketKey: 'h2h_lay',
        marketType: undefined,
        action: 'lay',
      }),
      bookMarket('player_hits', [outcomeOf('Over', 0.5), outcomeOf('Under', 0.5)]),
    ])
    const [pair] = result.pairs
    expect(pair?.quotes.map(({ market }) => `${market.book} ${market.action}`)).toEqual([
      'betfair_ex_eu lay',
      'draftkings back',
      'fanduel back',
    ])
    expect(result.rejectedMarkets).toEqual([])
  })

  test('one market may hold a ladder of lines', () => {
    const ladder = bookMarket('spreads', [
      outcomeOf(HOME, -1.5),
      outcomeOf(AWAY, 1.5),
      outcomeOf(HOME, -2.5),
      outcomeOf(AWAY, 2.5),
      outcomeOf(HOME, -3.5),
    ])
    const result = run(spread, [ladder])
    expect(result.pairs).toHaveLength(1)
    expect(result.rejectedMarkets.map(({ reason }) => reason)).toEqual(['malformed-market'])
  })

  test('an outcome’s name may be written otherwise than the event’s', () => {
    const market = bookMarket('h2h', [outcomeOf('SEA Mariners'), outcomeOf('Tampa Bay')])
    expect(run(winner, [market]).pairs).toMatchObject([
      { target: { outcome: HOME }, quotes: [{ yesOutcome: { name: 'SEA Mariners' } }] },
    ])
  })
})

describe('lines that are not equal', () => {
  test.each([
    ['another line', [spreads(-2.5, 2.5)], [-2.5]],
    ['the other side of the line', [spreads(1.5, -1.5)], [1.5]],
    ['a whole line', [spreads(-1, 1), spreads(-2, 2)], [-2, -1]],
    ['pick’em', [spreads(0, 0)], [0]],
  ])('%s', (_case, markets, quotedLines) => {
    const result = run(spread, markets)
    expect([...result.pairs, ...result.suggestions]).toEqual([])
    expect(result.unpaired).toMatchObject([{ reason: 'line-not-quoted', quotedLines }])
  })

  test('whole and half totals never meet', () => {
    const result = run(total, [totals(8, 8), totals(9, 9)])
    expect(result.unpaired).toMatchObject([{ reason: 'line-not-quoted', quotedLines: [8, 9] }])
    const strike = { tag: 'greater', floor: 8 } as const
    const whole = { ...total, outcomeCode: '8', strike }
    expect(run({ ...whole, outcomeCode: '' }, [totals(8, 8)]).unpaired).toMatchObject([
      { reason: 'whole-line' },
    ])
  })

  test('a moneyline is no spread and no total', () => {
    expect(run(winner, [spreads(-1.5, 1.5), totals(8.5, 8.5)]).unpaired).toMatchObject([
      { reason: 'market-not-quoted', quotedLines: [] },
    ])
    expect(run(winner, []).unpaired).toMatchObject([{ reason: 'market-not-quoted' }])
  })
})

describe('markets that quote nothing', () => {
  test('a draw beside the teams makes it three-way', () => {
    const market = bookMarket('h2h', [outcomeOf(AWAY), outcomeOf(HOME), outcomeOf('Draw')])
    const result = run(winner, [market])
    expect(result.unpaired).toMatchObject([{ reason: 'three-way-market' }])
    expect(result.rejectedMarkets).toMatchObject([{ reason: 'three-way-market', oddsEventId: 'e' }])
    // A two-way market of another book still does.
    expect(run(winner, [market, winnerMarket(AWAY, HOME, { book: 'z' })]).pairs).toHaveLength(1)
  })

  test.each<[string, ContractListing, BookMarket]>([
    ['points that do not sum to 0', spread, spreads(-1.5, 2.5)],
    ['a missing outcome', spread, bookMarket('spreads', [outcomeOf(HOME, -1.5)])],
    [
      'both lines of one team',
      spread,
      bookMarket('spreads', [outcomeOf(HOME, -1.5), outcomeOf(HOME, 1.5)]),
    ],
    [
      'one side twice',
      spread,
      bookMarket('spreads', [outcomeOf(HOME, -1.5), outcomeOf(HOME, -1.5), outcomeOf(AWAY, 1.5)]),
    ],
    [
      'the opposite twice',
      spread,
      bookMarket('spreads', [outcomeOf(HOME, -1.5), outcomeOf(AWAY, 1.5), outcomeOf(AWAY, 1.5)]),
    ],
    ['a spread without a point', spread, bookMarket('spreads', [outcomeOf(HOME), outcomeOf(AWAY)])],
    ['a point that is none', spread, spreads(Number.NaN, Number.NaN)],
    ['a point off the grid', total, totals(8.51, 8.51)],
    ['totals at two points', total, totals(8.5, 9.5)],
    ['only overs', total, bookMarket('totals', [outcomeOf('Over', 8.5), outcomeOf('Over', 8.5)])],
    [
      'a total of a team',
      total,
      bookMarket('totals', [outcomeOf(HOME, 8.5), outcomeOf('Under', 8.5)]),
    ],
    ['a third team', winner, bookMarket('h2h', [outcomeOf(AWAY), outcomeOf('Boston Red Sox')])],
    ['one team only', winner, bookMarket('h2h', [outcomeOf(HOME)])],
    ['one team twice', winner, bookMarket('h2h', [outcomeOf(HOME), outcomeOf(HOME)])],
    [
      'a moneyline with points',
      winner,
      bookMarket('h2h', [outcomeOf(HOME, 1.5), outcomeOf(AWAY, -1.5)]),
    ],
    ['no outcomes', winner, bookMarket('h2h', [])],
    [
      'more outcomes than a market has',
      winner,
      bookMarket(
        'h2h',
        Array.from({ length: OUTCOMES_MAX + 1 }, () => outcomeOf(HOME)),
      ),
    ],
  ])('%s', (_case, contract, market) => {
    const result = run(contract, [market])
    expect(result.pairs).toEqual([])
    expect(result.rejectedMarkets).toMatchObject([{ reason: 'malformed-market', market }])
    expect(result.unpaired).toMatchObject([{ reason: 'malformed-market' }])
  })
})

describe('players of one name', () => {
  const hits = { league: 'mlb', marketType: 'player-prop', stat: 'hits' } as const
  const smith = (code: string) =>
    contractAbout(hits, `KXMLBHIT-26AUG072145TBSEA-${code}WSMITH-1`, {
      yesPlayerName: 'Will Smith',
    })
  const odds = oddsOf('mlb', { away: AWAY, home: HOME, start: '2026-08-08T01:45:00Z' }, [
    playerMarket('hits', [['Will Smith', 0.5]]),
  ])

  test('one of them is the feed’s, two are nobody’s', () => {
    const alone = matchMarkets({ contracts: [smith('SEA')], odds: [odds] })
    expect(alone.pairs).toHaveLength(1)
    const both = matchMarkets({ contracts: [smith('SEA'), smith('TB')], odds: [odds] })
    expect(both.pairs).toEqual([])
    expect(both.suggestions).toHaveLength(2)
  })
})
