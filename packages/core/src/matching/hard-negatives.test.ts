import { describe, expect, test } from 'vitest'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { gameEvent, winnerContract } from '../testing/listings.ts'
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

const namesOf = (pairs: readonly MarketPair[]): readonly string[] =>
  pairs.map(({ contract, odds }) => `${contract.marketId} ${odds.eventId}`)

/** A contract, the odds event that it is about, and the one that it is not. */
type EventRow = readonly [string, ContractListing, OddsListing, OddsListing]

/** The ids taken of the right one alone, the wrong one alone, and of both in either order. */
function eventsTaken([, contract, right, wrong]: EventRow): readonly (readonly string[])[] {
  const [own, other] = [
    { ...right, eventId: 'right' },
    { ...wrong, eventId: 'wrong' },
  ]
  return [[own], [other], [own, other], [other, own]].map((listed) =>
    pairsOf([contract], listed).map(({ odds }) => odds.eventId),
  )
}

/** The wrong one is never taken, and never spoils the right one. */
const ONLY_RIGHT = [['right'], [], ['right'], ['right']]

const RAYS = 'Tampa Bay Rays @ Seattle Mariners'
const seattle = winnerContract(
  'mlb',
  'KXMLBGAME-26AUG072145TBSEA-SEA',
  'Tampa Bay v Seattle',
  'Seattle',
)
const boston = winnerContract('nhl', 'KXNHLGAME-26MAR07WSHBOS-BOS', 'Washington v Boston', 'Boston')
const arsenal = winnerContract('epl', 'KXEPLGAME-26APR11ARSCFC-ARS', 'Arsenal v Chelsea', 'Arsenal')
const ORIOLES = 'Baltimore Orioles @ Boston Red Sox'
const redSox = (clock: string): ContractListing =>
  winnerContract('mlb', `KXMLBGAME-26JUL22${clock}BALBOS-BOS`, 'Baltimore v Boston', 'Boston')
const LEG_ONE = 'Bayern Munich @ Real Madrid'
const LEG_TWO = 'Real Madrid @ Bayern Munich'
const firstLeg = winnerContract(
  'ucl',
  'KXUCLGAME-26APR07RMABMU-RMA',
  'Real Madrid v Bayern Munich',
  'Real Madrid',
)
const secondLeg = winnerContract(
  'ucl',
  'KXUCLGAME-26APR14BMURMA-RMA',
  'Bayern Munich v Real Madrid',
  'Real Madrid',
)

const OTHER_TIMES: readonly EventRow[] = [
  [
    'the next day',
    seattle,
    gameEvent('mlb', RAYS, '2026-08-08T01:46:00Z'),
    gameEvent('mlb', RAYS, '2026-08-09T01:46:00Z'),
  ],
  [
    'the day before',
    seattle,
    gameEvent('mlb', RAYS, '2026-08-08T01:40:00Z'),
    gameEvent('mlb', RAYS, '2026-08-07T01:40:00Z'),
  ],
  [
    'the next day, where no clock is known',
    boston,
    gameEvent('nhl', 'Washington Capitals @ Boston Bruins', '2026-03-07T20:00:00Z'),
    gameEvent('nhl', 'Washington Capitals @ Boston Bruins', '2026-03-08T20:00:00Z'),
  ],
  [
    'the season’s other meeting, at the other place',
    boston,
    gameEvent('nhl', 'Washington Capitals @ Boston Bruins', '2026-03-07T20:00:00Z'),
    gameEvent('nhl', 'Boston Bruins @ Washington Capitals', '2026-03-14T19:00:00Z'),
  ],
  [
    'the first game of a doubleheader for the second',
    redSox('1910'),
    gameEvent('mlb', ORIOLES, '2026-07-22T23:15:00Z'),
    gameEvent('mlb', ORIOLES, '2026-07-22T17:36:00Z'),
  ],
  [
    'the second game of a doubleheader for the first',
    redSox('1335'),
    gameEvent('mlb', ORIOLES, '2026-07-22T17:36:00Z'),
    gameEvent('mlb', ORIOLES, '2026-07-22T23:15:00Z'),
  ],
  [
    'the second leg of a tie for the first',
    firstLeg,
    gameEvent('ucl', LEG_ONE, '2026-04-07T19:00:00Z'),
    gameEvent('ucl', LEG_TWO, '2026-04-14T19:00:00Z'),
  ],
  [
    'the first leg of a tie for the second',
    secondLeg,
    gameEvent('ucl', LEG_TWO, '2026-04-14T19:00:00Z'),
    gameEvent('ucl', LEG_ONE, '2026-04-07T19:00:00Z'),
  ],
  [
    'a leg a week later at the same place',
    firstLeg,
    gameEvent('ucl', LEG_ONE, '2026-04-07T19:00:00Z'),
    gameEvent('ucl', LEG_ONE, '2026-04-14T19:00:00Z'),
  ],
]

const KICK_OFF = '2026-04-11T14:00:00Z'
const SUNDAY = '2026-09-13T20:25:00Z'
const SATURDAY = '2026-09-12T19:30:00Z'
const TIP_OFF = '2026-02-12T01:00:00Z'

const OTHER_TEAMS: readonly EventRow[] = [
  [
    'Giants at Cardinals of baseball',
    winnerContract('nfl', 'KXNFLGAME-26SEP13NYGARI-NYG', 'Giants v Cardinals', 'Giants'),
    gameEvent('nfl', 'New York Giants @ Arizona Cardinals', SUNDAY),
    gameEvent('mlb', 'San Francisco Giants @ St. Louis Cardinals', SUNDAY),
  ],
  [
    'Giants at Cardinals of football',
    winnerContract('mlb', 'KXMLBGAME-26SEP131625SFSTL-STL', 'Giants v Cardinals', 'Cardinals'),
    gameEvent('mlb', 'San Francisco Giants @ St. Louis Cardinals', SUNDAY),
    gameEvent('nfl', 'New York Giants @ Arizona Cardinals', SUNDAY),
  ],
  [
    'Jets at Panthers of ice hockey',
    winnerContract('nfl', 'KXNFLGAME-26SEP13NYJCAR-CAR', 'Jets v Panthers', 'Panthers'),
    gameEvent('nfl', 'New York Jets @ Carolina Panthers', SUNDAY),
    gameEvent('nhl', 'Winnipeg Jets @ Florida Panthers', SUNDAY),
  ],
  [
    'Jets at Panthers of football',
    winnerContract('nhl', 'KXNHLGAME-26SEP13WPGFLA-WPG', 'Jets v Panthers', 'Jets'),
    gameEvent('nhl', 'Winnipeg Jets @ Florida Panthers', SUNDAY),
    gameEvent('nfl', 'New York Jets @ Carolina Panthers', SUNDAY),
  ],
  [
    'Rangers of baseball',
    winnerContract('nhl', 'KXNHLGAME-26SEP13NYRLA-NYR', 'Rangers v Kings', 'Rangers'),
    gameEvent('nhl', 'New York Rangers @ Los Angeles Kings', SUNDAY),
    gameEvent('mlb', 'Texas Rangers @ Kansas City Royals', SUNDAY),
  ],
  [
    'Kings of ice hockey',
    winnerContract('nba', 'KXNBAGAME-26FEB11SACNYK-SAC', 'Kings v Knicks', 'Kings'),
    gameEvent('nba', 'Sacramento Kings @ New York Knicks', TIP_OFF),
    gameEvent('nhl', 'Los Angeles Kings @ New York Rangers', TIP_OFF),
  ],
  [
    'Lakers for Clippers',
    winnerContract(
      'nba',
      'KXNBAGAME-26FEB11LACHOU-LAC',
      'Los Angeles C v Houston',
      'Los Angeles C',
    ),
    gameEvent('nba', 'Los Angeles Clippers @ Houston Rockets', TIP_OFF),
    gameEvent('nba', 'Los Angeles Lakers @ Houston Rockets', TIP_OFF),
  ],
  [
    'Clippers for a bare Los Angeles',
    winnerContract('nba', 'KXNBAGAME-26FEB11LALHOU-LAL', 'Los Angeles v Houston', 'Los Angeles'),
    gameEvent('nba', 'Los Angeles Lakers @ Houston Rockets', TIP_OFF),
    gameEvent('nba', 'Los Angeles Clippers @ Houston Rockets', TIP_OFF),
  ],
  [
    'Manchester United for City',
    winnerContract('epl', 'KXEPLGAME-26APR11MCILFC-MCI', 'Manchester City v Liverpool', 'Man City'),
    gameEvent('epl', 'Liverpool @ Manchester City', KICK_OFF),
    gameEvent('epl', 'Liverpool @ Manchester United', KICK_OFF),
  ],
  [
    'Manchester City for a bare Manchester',
    winnerContract('epl', 'KXEPLGAME-26APR11MUNLFC-MUN', 'Manchester v Liverpool', 'Manchester'),
    gameEvent('epl', 'Liverpool @ Manchester United', KICK_OFF),
    gameEvent('epl', 'Liverpool @ Manchester City', KICK_OFF),
  ],
  [
    'Miami (OH) for Miami (FL)',
    winnerContract(
      'ncaaf',
      'KXNCAAFGAME-26SEP12MIAPITT-MIA',
      'Miami (FL) v Pittsburgh',
      'Miami (FL)',
    ),
    gameEvent('ncaaf', 'Miami Hurricanes @ Pittsburgh Panthers', SATURDAY),
    gameEvent('ncaaf', 'Miami (OH) RedHawks @ Pittsburgh Panthers', SATURDAY),
  ],
  [
    'Miami (FL) for Miami (OH)',
    winnerContract(
      'ncaaf',
      'KXNCAAFGAME-26SEP12MOHPITT-MOH',
      'Miami (OH) v Pittsburgh',
      'Miami (OH)',
    ),
    gameEvent('ncaaf', 'Miami (OH) RedHawks @ Pittsburgh Panthers', SATURDAY),
    gameEvent('ncaaf', 'Miami Hurricanes @ Pittsburgh Panthers', SATURDAY),
  ],
  [
    'South Carolina for Southern California',
    winnerContract('ncaaf', 'KXNCAAFGAME-26SEP12USCCLEM-USC', 'USC v Clemson', 'USC'),
    gameEvent('ncaaf', 'USC Trojans @ Clemson Tigers', SATURDAY),
    gameEvent('ncaaf', 'South Carolina Gamecocks @ Clemson Tigers', SATURDAY),
  ],
  [
    'Washington for Washington State',
    winnerContract(
      'ncaaf',
      'KXNCAAFGAME-26SEP12WSUORE-WSU',
      'Washington St. v Oregon',
      'Washington St.',
    ),
    gameEvent('ncaaf', 'Washington State Cougars @ Oregon Ducks', SATURDAY),
    gameEvent('ncaaf', 'Washington Huskies @ Oregon Ducks', SATURDAY),
  ],
  [
    'Washington State for Washington',
    winnerContract('ncaaf', 'KXNCAAFGAME-26SEP12WASHORE-WASH', 'Washington v Oregon', 'Washington'),
    gameEvent('ncaaf', 'Washington Huskies @ Oregon Ducks', SATURDAY),
    gameEvent('ncaaf', 'Washington State Cougars @ Oregon Ducks', SATURDAY),
  ],
  [
    'women of the same two schools',
    winnerContract(
      'ncaamb',
      'KXNCAAMBGAME-26FEB11CONNSCAR-CONN',
      'UConn v South Carolina',
      'UConn',
    ),
    gameEvent('ncaamb', 'UConn Huskies @ South Carolina Gamecocks', TIP_OFF),
    gameEvent('ncaawb', 'UConn Huskies @ South Carolina Gamecocks', TIP_OFF),
  ],
  [
    'men of the same two schools',
    winnerContract(
      'ncaawb',
      'KXNCAAWBGAME-26FEB11CONNSCAR-CONN',
      'UConn v South Carolina',
      'UConn',
    ),
    gameEvent('ncaawb', 'UConn Huskies @ South Carolina Gamecocks', TIP_OFF),
    gameEvent('ncaamb', 'UConn Huskies @ South Carolina Gamecocks', TIP_OFF),
  ],
  [
    'women of the same two nations',
    winnerContract('national-men', 'KXWCGAME-26JUN20ENGESP-ENG', 'England v Spain', 'England'),
    gameEvent('national-men', 'Spain @ England', '2026-06-20T19:00:00Z'),
    gameEvent('national-women', 'Spain @ England', '2026-06-20T19:00:00Z'),
  ],
  [
    'men under 21 of the same two nations',
    winnerContract('national-men', 'KXWCGAME-26JUN20ENGESP-ENG', 'England v Spain', 'England'),
    gameEvent('national-men', 'Spain @ England', '2026-06-20T19:00:00Z'),
    gameEvent('national-men', 'Spain U21 @ England U21', '2026-06-20T19:00:00Z'),
  ],
  [
    'one of the two under 21',
    winnerContract('national-men', 'KXWCGAME-26JUN20ENGESP-ENG', 'England v Spain', 'England'),
    gameEvent('national-men', 'Spain @ England', '2026-06-20T19:00:00Z'),
    gameEvent('national-men', 'Spain @ England U21', '2026-06-20T19:00:00Z'),
  ],
  [
    'second teams, II',
    winnerContract(
      'bundesliga',
      'KXBUNDESLIGAGAME-26APR11BMUBVB-BMU',
      'Bayern v Dortmund',
      'Bayern',
    ),
    gameEvent('bundesliga', 'Borussia Dortmund @ Bayern Munich', KICK_OFF),
    gameEvent('bundesliga', 'Borussia Dortmund II @ Bayern Munich II', KICK_OFF),
  ],
  [
    'second teams, B and Castilla',
    winnerContract(
      'laliga',
      'KXLALIGAGAME-26APR11BARRMA-RMA',
      'Barcelona v Real Madrid',
      'Real Madrid',
    ),
    gameEvent('laliga', 'Real Madrid @ Barcelona', KICK_OFF),
    gameEvent('laliga', 'Real Madrid Castilla @ Barcelona B', KICK_OFF),
  ],
  [
    'club women under the men’s key',
    arsenal,
    gameEvent('epl', 'Chelsea @ Arsenal', KICK_OFF),
    gameEvent('epl', 'Chelsea Women @ Arsenal Women', KICK_OFF),
  ],
  [
    'the same two clubs in another competition',
    winnerContract('ucl', 'KXUCLGAME-26APR11MCILFC-MCI', 'Manchester City v Liverpool', 'Man City'),
    gameEvent('ucl', 'Liverpool @ Manchester City', KICK_OFF),
    gameEvent('epl', 'Liverpool @ Manchester City', KICK_OFF),
  ],
  [
    'the same names under another sport’s key',
    arsenal,
    gameEvent('epl', 'Chelsea @ Arsenal', KICK_OFF),
    { ...gameEvent('epl', 'Chelsea @ Arsenal', KICK_OFF), sportKey: 'soccer_uefa_champs_league' },
  ],
  [
    'women of one city under the men’s key',
    winnerContract('mls', 'KXMLSGAME-26APR11HOUSKC-HOU', 'Houston v Kansas City', 'Houston'),
    gameEvent('mls', 'Sporting Kansas City @ Houston Dynamo', KICK_OFF),
    gameEvent('mls', 'Kansas City Current @ Houston Dash', KICK_OFF),
  ],
  [
    'second teams of MLS Next Pro',
    winnerContract('mls', 'KXMLSGAME-26APR11MIAORL-MIA', 'Miami v Orlando', 'Miami'),
    gameEvent('mls', 'Orlando City SC @ Inter Miami CF', KICK_OFF),
    gameEvent('mls', 'Orlando City B @ Inter Miami CF II', KICK_OFF),
  ],
]

describe('the same teams at another time', () => {
  test.each(OTHER_TIMES)('%s', (...row) => {
    expect(eventsTaken(row)).toEqual(ONLY_RIGHT)
  })
})

describe('other teams of like names', () => {
  test.each(OTHER_TEAMS)('%s', (...row) => {
    expect(eventsTaken(row)).toEqual(ONLY_RIGHT)
  })
})

describe('home and away the other way round', () => {
  const start = '2026-04-07T19:00:00Z'

  test('are another game where games have a home', () => {
    expect(namesOf(pairsOf([firstLeg], [gameEvent('ucl', LEG_ONE, start)]))).toHaveLength(1)
    expect(pairsOf([firstLeg], [gameEvent('ucl', LEG_TWO, start)])).toEqual([])
    const swapped = gameEvent('mlb', 'Seattle Mariners @ Tampa Bay Rays', '2026-08-08T01:45:00Z')
    expect(pairsOf([seattle], [swapped])).toEqual([])
  })

  test('are the same game of two nations, and each keeps its side', () => {
    const title = 'England v Spain'
    const contracts = ['ENG', 'ESP', 'TIE'].map((code) =>
      winnerContract('national-men', `KXWCGAME-26JUN20ENGESP-${code}`, title, labelOf[code] ?? ''),
    )
    for (const teams of ['Spain @ England', 'England @ Spain']) {
      const pairs = pairsOf(contracts, [gameEvent('national-men', teams, '2026-06-20T19:00:00Z')])
      expect(pairs.map(({ contract, target }) => [contract.outcomeCode, target.outcome])).toEqual([
        ['ENG', 'England'],
        ['ESP', 'Spain'],
        ['TIE', 'Draw'],
      ])
      expect(pairs.map(({ quotes }) => quotes[0]?.yesOutcome?.name)).toEqual([
        'England',
        'Spain',
        'Draw',
      ])
    }
  })
})

const labelOf: Readonly<Record<string, string>> = { ENG: 'England', ESP: 'Spain', TIE: 'Tie' }

/** An odds event, the contract that is about it, and the one that is not. */
type ContractRow = readonly [string, OddsListing, ContractListing, ContractListing]

const morocco = winnerContract(
  'national-men',
  'KXWCGAME-26JUL09FRAMAR-MAR',
  'France v Morocco',
  'Morocco',
)
const houston = winnerContract(
  'mls',
  'KXMLSGAME-26APR11HOUSKC-HOU',
  'Houston v Kansas City',
  'Houston',
)
const MLS_EVENT = gameEvent('mls', 'Sporting Kansas City @ Houston Dynamo', KICK_OFF)
const atlanta = winnerContract('nba', 'KXNBAGAME-26FEB11ATLHOU-ATL', 'Atlanta v Houston', 'Atlanta')
const HAWKS = gameEvent('nba', 'Atlanta Hawks @ Houston Rockets', TIP_OFF)

const OTHER_QUESTIONS: readonly ContractRow[] = [
  [
    'who goes through, whatever happens in 90 minutes',
    gameEvent('national-men', 'Morocco @ France', '2026-07-09T20:00:00Z'),
    morocco,
    {
      ...morocco,
      marketId: 'KXWCADVANCE-26JUL09FRAMAR-MAR',
      seriesId: 'KXWCADVANCE',
      subject: { tag: 'other', league: 'national-men', reason: 'to-advance' },
      yesLabel: 'Morocco advances',
    },
  ],
  [
    'who goes through, in a series that is taken for the game’s',
    gameEvent('national-men', 'Morocco @ France', '2026-07-09T20:00:00Z'),
    morocco,
    {
      ...morocco,
      marketId: 'KXWCADVANCE-26JUL09FRAMAR-MAR',
      yesLabel: 'Morocco advances',
      yesTeamName: 'Morocco advances',
    },
  ],
  [
    'the championship',
    HAWKS,
    atlanta,
    {
      ...atlanta,
      marketId: 'KXNBA-27-ATL',
      seriesId: 'KXNBA',
      subject: { tag: 'other', league: 'nba', reason: 'future' },
      teamCodes: undefined,
      teamNames: undefined,
      start: undefined,
    },
  ],
  [
    'a summer league',
    HAWKS,
    atlanta,
    {
      ...atlanta,
      marketId: 'KXNBASUMMERGAME-26FEB11ATLHOU-ATL',
      subject: { tag: 'other', league: 'nba', reason: 'exhibition' },
    },
  ],
  [
    'a series nobody knows, as the women’s cup is',
    gameEvent('ucl', LEG_ONE, '2026-04-07T19:00:00Z'),
    firstLeg,
    { ...firstLeg, marketId: 'KXUCLWGAME-26APR07RMABMU-RMA', subject: { tag: 'unknown' } },
  ],
  [
    'a parlay of this game and another',
    HAWKS,
    atlanta,
    {
      ...atlanta,
      marketId: 'KXMVENBASINGLEGAME-S2025-77BF',
      subject: { tag: 'other', reason: 'parlay' },
    },
  ],
  [
    'women of the city',
    MLS_EVENT,
    houston,
    winnerContract('nwsl', 'KXNWSLGAME-26APR11HDAKC-HDA', 'Houston v Kansas City', 'Houston'),
  ],
  [
    'the city’s club of a lower league',
    gameEvent('mls', 'Orlando City SC @ Inter Miami CF', KICK_OFF),
    winnerContract('mls', 'KXMLSGAME-26APR11MIAORL-MIA', 'Miami v Orlando', 'Miami'),
    winnerContract('usl', 'KXUSLGAME-26APR11MIATAM-MIA', 'Miami v Tampa Bay', 'Miami'),
  ],
  [
    'another league’s game of the same printed names',
    MLS_EVENT,
    houston,
    winnerContract('nba', 'KXNBAGAME-26APR11HOUSKC-HOU', 'Houston v Kansas City', 'Houston'),
  ],
]

describe('another question about the same teams', () => {
  test.each(OTHER_QUESTIONS)('%s', (_case, odds, right, wrong) => {
    const own = `${right.marketId} ${odds.eventId}`
    expect(namesOf(pairsOf([right], [odds]))).toEqual([own])
    expect(pairsOf([wrong], [odds])).toEqual([])
    expect(namesOf(pairsOf([wrong, right], [odds]))).toEqual([own])
  })
})
