import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../fixtures/league.ts'
import type { BookMarket, ContractListing, OddsListing } from '../fixtures/listing.ts'
import {
  bookMarket,
  contractAbout,
  contractOf,
  gameEvent,
  outcomeOf,
  playerMarket,
  threeWayMarket,
  winnerContract,
  winnerMarket,
} from '../testing/listings.ts'
import { MATCH_CONFIDENCE_MIN } from './confidence.ts'
import { matchMarkets } from './match.ts'
import type { MarketPair } from './pair-markets.ts'

// Each table puts what must never pair beside what must, so that a row can fail both ways.

function pairsOf(
  contracts: readonly ContractListing[],
  odds: readonly OddsListing[],
): readonly MarketPair[] {
  const { pairs, suggestions } = matchMarkets({ contracts, odds })
  expect(pairs.every(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN)).toBe(true)
  expect(suggestions.every(({ confidence }) => confidence < MATCH_CONFIDENCE_MIN)).toBe(true)
  return pairs
}

const RAYS_AT = ['Tampa Bay Rays', 'Seattle Mariners'] as const
const seattle = winnerContract(
  'mlb',
  'KXMLBGAME-26AUG072145TBSEA-SEA',
  'Tampa Bay v Seattle',
  'Seattle',
)
const boston = winnerContract('nhl', 'KXNHLGAME-26MAR07WSHBOS-BOS', 'Washington v Boston', 'Boston')
const arsenal = winnerContract('epl', 'KXEPLGAME-26APR11ARSCFC-ARS', 'Arsenal v Chelsea', 'Arsenal')
const RAYS = 'Tampa Bay Rays @ Seattle Mariners'
const KICK_OFF = '2026-04-11T14:00:00Z'
const TIP_OFF = '2026-02-12T01:00:00Z'

/** A contract, the market that quotes it, and one that does not, both of the right game. */
type MarketRow = readonly [string, ContractListing, BookMarket, BookMarket]

const GAMES: Readonly<Partial<Record<LeagueId, OddsListing>>> = {
  mlb: gameEvent('mlb', RAYS, '2026-08-08T01:45:00Z'),
  nba: gameEvent('nba', 'Los Angeles Clippers @ Houston Rockets', TIP_OFF),
  nfl: gameEvent('nfl', 'Cincinnati Bengals @ Buffalo Bills', '2025-12-07T18:00:00Z'),
  nhl: gameEvent('nhl', 'Washington Capitals @ Boston Bruins', '2026-03-07T20:00:00Z'),
  epl: gameEvent('epl', 'Chelsea @ Arsenal', KICK_OFF),
}

function gameOf({ subject }: ContractListing): OddsListing {
  const game = subject.tag === 'game' ? GAMES[subject.league] : undefined
  if (game === undefined) throw new Error('no game of this league')
  return { ...game, eventId: 'e' }
}

/** The books whose quotes are taken: the right one's alone, the wrong one's alone, both in either order. */
function booksTaken([, contract, right, wrong]: MarketRow): readonly (readonly string[])[] {
  const [own, other] = [
    { ...right, book: 'right' },
    { ...wrong, book: 'wrong' },
  ]
  return [[own], [other], [own, other], [other, own]].map((markets) =>
    pairsOf([contract], [{ ...gameOf(contract), markets }]).flatMap(({ quotes }) =>
      quotes.map(({ market }) => market.book),
    ),
  )
}

/** The wrong one is never taken, and never spoils the right one. */
const ONLY_RIGHT = [['right'], [], ['right'], ['right']]

const [CHELSEA, ARSENAL] = ['Chelsea', 'Arsenal']
const regulation = { period: 'regulation' } as const
const goals = (over: number, under = over, more: Partial<BookMarket> = regulation): BookMarket =>
  bookMarket('totals', [outcomeOf('Over', over), outcomeOf('Under', under)], more)
const handicap = (home: number, away = -home, more: Partial<BookMarket> = {}): BookMarket =>
  bookMarket('spreads', [outcomeOf(ARSENAL, home), outcomeOf(CHELSEA, away)], {
    ...regulation,
    ...more,
  })
const ofArsenal = contractAbout(
  { league: 'epl', marketType: 'spread' },
  'KXEPLSPREAD-26APR11ARSCFC-ARS2',
  { yesLabel: 'Arsenal wins by more than 1.5 goals', yesTeamName: 'Arsenal' },
)
const overTwo = contractAbout(
  { league: 'epl', marketType: 'total' },
  'KXEPLTOTAL-26APR11ARSCFC-3',
  { yesLabel: 'Over 2.5 goals scored' },
)
const arsenalOverOne = contractAbout(
  { league: 'epl', marketType: 'team-total' },
  'KXEPLTEAMTOTAL-26APR11ARSCFC-ARS2',
  { yesLabel: 'Arsenal over 1.5 goals', yesTeamName: 'Arsenal' },
)
const teamGoals = (team: string, line: number): BookMarket =>
  bookMarket('team_totals', [outcomeOf('Over', line, team), outcomeOf('Under', line, team)], {
    ...regulation,
  })
const threeWay = threeWayMarket(CHELSEA, ARSENAL)
const soccerDraw = winnerContract('epl', 'KXEPLGAME-26APR11ARSCFC-TIE', 'Arsenal v Chelsea', 'Tie')

const OTHER_LINES: readonly MarketRow[] = [
  ['a steeper spread', ofArsenal, handicap(-1.5), handicap(-2.5)],
  ['a flatter spread', ofArsenal, handicap(-1.5), handicap(-0.5)],
  ['the other side of the spread', ofArsenal, handicap(-1.5), handicap(1.5)],
  ['a whole line below', ofArsenal, handicap(-1.5), handicap(-1)],
  ['a whole line above', ofArsenal, handicap(-1.5), handicap(-2)],
  ['a quarter line below', ofArsenal, handicap(-1.5), handicap(-1.25)],
  ['a quarter line above', ofArsenal, handicap(-1.5), handicap(-1.75)],
  ['pick’em', ofArsenal, handicap(-1.5), handicap(0, 0)],
  ['a total off by one', overTwo, goals(2.5), goals(3.5)],
  ['a whole total below', overTwo, goals(2.5), goals(2)],
  ['a whole total above', overTwo, goals(2.5), goals(3)],
  ['a quarter total below', overTwo, goals(2.5), goals(2.25)],
  ['a quarter total above', overTwo, goals(2.5), goals(2.75)],
  ['two totals in one market', overTwo, goals(2.5), goals(2.5, 3.5)],
  [
    'the alternate ladder without the line',
    overTwo,
    bookMarket(
      'alternate_totals',
      [1.5, 2.5].flatMap((line) => [outcomeOf('Over', line), outcomeOf('Under', line)]),
      regulation,
    ),
    bookMarket(
      'alternate_totals',
      [1.5, 3.5].flatMap((line) => [outcomeOf('Over', line), outcomeOf('Under', line)]),
      regulation,
    ),
  ],
  ['the game’s total for a team’s', arsenalOverOne, teamGoals(ARSENAL, 1.5), goals(1.5)],
  ['a team’s total for the game’s', overTwo, goals(2.5), teamGoals(ARSENAL, 2.5)],
  ['the other team’s total', arsenalOverOne, teamGoals(ARSENAL, 1.5), teamGoals(CHELSEA, 1.5)],
]

const AWAY = 'Los Angeles Clippers'
const HOME = 'Houston Rockets'
const firstHalf = { period: 'first-half' } as const
const points = (line: number, more: Partial<BookMarket> = {}): BookMarket => goals(line, line, more)
const nbaTotal = (series: string, period?: BookMarket['period']): ContractListing =>
  contractAbout(
    { league: 'nba', marketType: 'total', ...(period === undefined ? {} : { period }) },
    `${series}-26FEB11LACHOU-112`,
  )
const halfTime = contractAbout(
  { league: 'nba', marketType: 'three-way', period: 'first-half' },
  'KXNBA1HWINNER-26FEB11LACHOU-HOU',
  { teamNames: ['Los Angeles C', 'Houston'], yesLabel: 'Houston', yesTeamName: 'Houston' },
)
const rockets = winnerContract(
  'nba',
  'KXNBAGAME-26FEB11LACHOU-HOU',
  'Los Angeles C v Houston',
  'Houston',
)
const bills = winnerContract(
  'nfl',
  'KXNFLGAME-25DEC07CINBUF-BUF',
  'Cincinnati v Buffalo',
  'Buffalo',
)
const [BENGALS, BILLS] = ['Cincinnati Bengals', 'Buffalo Bills']
const [CAPITALS, BRUINS] = ['Washington Capitals', 'Boston Bruins']
const firstFive = { period: 'first-5-innings' } as const

const OTHER_PARTS: readonly MarketRow[] = [
  [
    'the game’s total for the half’s',
    nbaTotal('KXNBA1HTOTAL', 'first-half'),
    points(111.5, firstHalf),
    points(111.5),
  ],
  [
    'the half’s total for the game’s',
    nbaTotal('KXNBATOTAL'),
    points(111.5),
    points(111.5, firstHalf),
  ],
  [
    'the other half’s',
    nbaTotal('KXNBA1HTOTAL', 'first-half'),
    points(111.5, firstHalf),
    points(111.5, { period: 'second-half' }),
  ],
  [
    'a quarter’s for a half’s',
    nbaTotal('KXNBA1HTOTAL', 'first-half'),
    points(111.5, firstHalf),
    points(111.5, { period: 'first-quarter' }),
  ],
  [
    'the game’s winner for the half’s leader',
    halfTime,
    threeWayMarket(AWAY, HOME, firstHalf),
    winnerMarket(AWAY, HOME),
  ],
  [
    'the half’s leader for the game’s winner',
    rockets,
    winnerMarket(AWAY, HOME),
    winnerMarket(AWAY, HOME, firstHalf),
  ],
  [
    'the half’s two-way winner for its leader',
    halfTime,
    threeWayMarket(AWAY, HOME, firstHalf),
    winnerMarket(AWAY, HOME, firstHalf),
  ],
  ['five innings for nine', seattle, winnerMarket(...RAYS_AT), winnerMarket(...RAYS_AT, firstFive)],
  [
    'regulation for overtime and shoot-out',
    boston,
    winnerMarket(CAPITALS, BRUINS),
    threeWayMarket(CAPITALS, BRUINS, { marketKey: 'h2h_3_way' }),
  ],
  [
    'a two-way regulation for overtime and shoot-out',
    boston,
    winnerMarket(CAPITALS, BRUINS),
    winnerMarket(CAPITALS, BRUINS, regulation),
  ],
  [
    'football’s regulation for the game',
    bills,
    winnerMarket(BENGALS, BILLS),
    threeWayMarket(BENGALS, BILLS, { marketKey: 'h2h_3_way' }),
  ],
  [
    'a draw beside the two of a game that may tie',
    bills,
    winnerMarket(BENGALS, BILLS),
    bookMarket('h2h', [outcomeOf(BENGALS), outcomeOf('Draw'), outcomeOf(BILLS)]),
  ],
  [
    'stakes back on a draw',
    arsenal,
    threeWay,
    bookMarket('draw_no_bet', [outcomeOf(ARSENAL), outcomeOf(CHELSEA)], {
      ...regulation,
      marketType: 'draw-no-bet',
    }),
  ],
  ['soccer with two outcomes', arsenal, threeWay, winnerMarket(CHELSEA, ARSENAL, regulation)],
  [
    'soccer’s half for its 90 minutes',
    arsenal,
    threeWay,
    threeWayMarket(CHELSEA, ARSENAL, firstHalf),
  ],
  ['a draw at half-time', soccerDraw, threeWay, threeWayMarket(CHELSEA, ARSENAL, firstHalf)],
  ['a draw where none is sold', soccerDraw, threeWay, winnerMarket(CHELSEA, ARSENAL, regulation)],
]

const hitsOf = (player: string, count = 1): ContractListing =>
  contractAbout(
    { league: 'mlb', marketType: 'player-prop', stat: 'hits' },
    `KXMLBHIT-26AUG072145TBSEA-SEAPLAYER16-${count}`,
    { yesPlayerName: player, yesLabel: `${player}: ${count}+` },
  )
const hits = (player: string, line = 0.5): BookMarket => playerMarket('hits', [[player, line]])

const OTHER_PROPS: readonly MarketRow[] = [
  ['another of the surname', hitsOf('Will Smith'), hits('Will Smith'), hits('Dalton Smith')],
  ['the son', hitsOf('Will Smith'), hits('Will Smith'), hits('Will Smith Jr.')],
  ['the father', hitsOf('Ronald Acuña Jr.'), hits('Ronald Acuna Jr'), hits('Ronald Acuna')],
  ['an initial', hitsOf('Will Smith'), hits('Will Smith'), hits('W. Smith')],
  ['a surname alone', hitsOf('Will Smith'), hits('Will Smith'), hits('Smith')],
  ['a line off by one', hitsOf('Will Smith', 2), hits('Will Smith', 1.5), hits('Will Smith', 2.5)],
  ['a whole line', hitsOf('Will Smith', 2), hits('Will Smith', 1.5), hits('Will Smith', 2)],
  [
    'another count',
    hitsOf('Will Smith', 2),
    hits('Will Smith', 1.5),
    playerMarket('total-bases', [['Will Smith', 1.5]]),
  ],
  [
    'the first five innings',
    hitsOf('Will Smith'),
    hits('Will Smith'),
    playerMarket('hits', [['Will Smith', 0.5]], firstFive),
  ],
  [
    'two of one name in the market',
    hitsOf('Will Smith'),
    hits('Will Smith'),
    playerMarket('hits', [
      ['Will Smith', 0.5],
      ['Will Smith', 0.5],
    ]),
  ],
  [
    'a team of the player’s name',
    hitsOf('Seattle Mariners'),
    hits('Seattle Mariners'),
    bookMarket('team_totals', [
      outcomeOf('Over', 0.5, 'Seattle Mariners'),
      outcomeOf('Under', 0.5, 'Seattle Mariners'),
    ]),
  ],
]

describe('another line of the same game', () => {
  test.each(OTHER_LINES)('%s', (...row) => {
    expect(booksTaken(row)).toEqual(ONLY_RIGHT)
  })

  test.each([1, 2, 3])('a contract on the whole line %d pairs with nothing', (floor) => {
    const strike = { tag: 'greater', floor } as const
    const whole = { ...overTwo, outcomeCode: '', strike, yesLabel: undefined }
    const game = { ...gameOf(whole), markets: [goals(floor), goals(2.5)] }
    expect(pairsOf([whole], [game])).toEqual([])
    expect(pairsOf([overTwo], [game])).toHaveLength(1)
  })

  test('a first touchdown is not a touchdown', () => {
    const [player, suffix] = ['Josh Allen', 'BUFJALLEN17']
    const asked = { league: 'nfl', marketType: 'player-prop' } as const
    const printed = { yesPlayerName: player, yesLabel: player }
    const strike = { tag: 'greater', floor: 0.5 } as const
    const any = contractAbout(
      { ...asked, stat: 'touchdowns' },
      `KXNFLANYTD-25DEC07CINBUF-${suffix}`,
      { ...printed, strike },
    )
    const first = contractAbout(
      { ...asked, stat: 'first-touchdown' },
      `KXNFLFIRSTTD-25DEC07CINBUF-${suffix}`,
      { ...printed, strike: undefined },
    )
    const yes = (stat: 'touchdowns' | 'first-touchdown'): BookMarket =>
      bookMarket(stat, [outcomeOf('Yes', undefined, player)], { marketType: 'player-prop', stat })
    const rows: readonly MarketRow[] = [
      ['', any, yes('touchdowns'), yes('first-touchdown')],
      ['', first, yes('first-touchdown'), yes('touchdowns')],
    ]
    expect(rows.map(booksTaken)).toEqual([ONLY_RIGHT, ONLY_RIGHT])
  })
})

describe('another part of the same game, or other ways to end', () => {
  test.each(OTHER_PARTS)('%s', (...row) => {
    expect(booksTaken(row)).toEqual(ONLY_RIGHT)
  })

  test('the winner of a half never pairs: what a level one pays is not on record', () => {
    const asked = { league: 'nba', marketType: 'moneyline', period: 'first-half' } as const
    const contract = contractAbout(asked, 'KXNBA1HWINNER-26FEB11LACHOU-HOU', {
      teamNames: ['Los Angeles C', 'Houston'],
      yesLabel: 'Houston',
      yesTeamName: 'Houston',
    })
    const markets = [winnerMarket(AWAY, HOME, firstHalf), winnerMarket(AWAY, HOME)]
    expect(pairsOf([contract], [{ ...gameOf(contract), markets }])).toEqual([])
    expect(pairsOf([rockets], [{ ...gameOf(contract), markets }])).toHaveLength(1)
  })

  test('a draw pays with the draw’s contract, a win with the winner’s', () => {
    const chelsea = winnerContract(
      'epl',
      'KXEPLGAME-26APR11ARSCFC-CFC',
      'Arsenal v Chelsea',
      'Chelsea',
    )
    const game = { ...gameOf(arsenal), markets: [threeWay] }
    const pairs = pairsOf([arsenal, soccerDraw, chelsea], [game])
    expect(pairs.map(({ contract, quotes }) => [contract.outcomeCode, quotes])).toMatchObject([
      ['ARS', [{ yesOutcome: { name: ARSENAL }, noOutcome: undefined }]],
      ['CFC', [{ yesOutcome: { name: CHELSEA }, noOutcome: undefined }]],
      ['TIE', [{ yesOutcome: { name: 'Draw' }, noOutcome: undefined }]],
    ])
  })

  test('a double chance pays with NO', () => {
    const names = ['Arsenal or Draw', 'Draw or Chelsea', 'Arsenal or Chelsea']
    const market = bookMarket(
      'double_chance',
      names.map((name) => outcomeOf(name)),
      { ...regulation, marketType: 'three-way' },
    )
    const game = { ...gameOf(arsenal), markets: [market] }
    const pairs = pairsOf([arsenal, soccerDraw], [game])
    expect(pairs.map(({ quotes, target }) => [quotes, target])).toMatchObject([
      [
        [{ yesOutcome: undefined, noOutcome: { name: 'Draw or Chelsea' } }],
        { side: 'no', outcome: 'Draw or Chelsea' },
      ],
      [
        [{ yesOutcome: undefined, noOutcome: { name: 'Arsenal or Chelsea' } }],
        { side: 'no', outcome: 'Arsenal or Chelsea' },
      ],
    ])
    // Of the half it is no answer to the 90 minutes.
    const half = { ...market, period: 'first-half' } as const
    expect(pairsOf([arsenal, soccerDraw], [{ ...game, markets: [half] }])).toEqual([])
  })

  test.each([
    'Arsenal wins the 1H by more than 1.5 goals',
    'Arsenal wins the 2nd half by more than 1.5 goals',
    'Arsenal wins the first half by more than 1.5 goals',
  ])('a label of a part ends it, whatever the series says: %s', (yesLabel) => {
    const game = { ...gameOf(ofArsenal), markets: [handicap(-1.5)] }
    expect(pairsOf([ofArsenal], [game])).toHaveLength(1)
    expect(pairsOf([{ ...ofArsenal, yesLabel }], [game])).toEqual([])
  })
})

describe('a prop of another player, count or line', () => {
  test.each(OTHER_PROPS)('%s', (...row) => {
    expect(booksTaken(row)).toEqual(ONLY_RIGHT)
  })

  test('the prop is not the game’s, nor the game’s the prop’s', () => {
    const strikeouts = hitsOf('Will Smith')
    const markets = [winnerMarket(...RAYS_AT), hits('Will Smith')]
    const game = { ...gameOf(strikeouts), markets }
    const pairs = pairsOf([strikeouts, seattle], [game])
    expect(pairs.map(({ quotes }) => quotes[0]?.market.marketKey)).toEqual(['h2h', 'player_hits'])
    expect(pairsOf([strikeouts], [{ ...game, markets: markets.slice(0, 1) }])).toEqual([])
    expect(pairsOf([seattle], [{ ...game, markets: markets.slice(1) }])).toEqual([])
  })

  test('nor is it a namesake’s in another game of the day', () => {
    const other = gameEvent('mlb', 'Atlanta Braves @ Los Angeles Dodgers', '2026-08-08T01:45:00Z')
    const contract = hitsOf('Will Smith')
    const markets = [hits('Will Smith')]
    expect(pairsOf([contract], [{ ...other, markets }])).toEqual([])
    expect(pairsOf([contract], [{ ...gameOf(contract), markets }])).toHaveLength(1)
  })

  test('two shortened names of one text may be two players', () => {
    const game = { ...gameOf(boston), ...GAMES.mlb, markets: [hits('W. Smith')] }
    expect(pairsOf([hitsOf('W. Smith')], [game])).toEqual([])
    expect(pairsOf([hitsOf('W.J. Smith')], [{ ...game, markets: [hits('WJ Smith')] }])).toEqual([])
    expect(
      pairsOf([hitsOf('W.J. Smith')], [{ ...game, markets: [hits('W. J. Smith')] }]),
    ).toHaveLength(1)
  })
})

test('a spread of a ticker alone is nobody’s without its title', () => {
  const known = contractOf('KXMLBSPREAD-26AUG072145TBSEA-SEA2')
  const spreads = bookMarket('spreads', [
    outcomeOf('Seattle Mariners', -1.5),
    outcomeOf('Tampa Bay Rays', 1.5),
  ])
  const game = { ...gameOf(known), markets: [spreads] }
  expect(pairsOf([known], [game])).toHaveLength(1)
  expect(pairsOf([{ ...known, teamNames: undefined }], [game])).toEqual([])
})
