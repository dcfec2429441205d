import { describe, expect, test } from 'vitest'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { MATCH_CONFIDENCE_MIN } from './confidence.ts'
import { matchMarkets } from './match.ts'
import type { MatchResult, UnpairedReason } from './match-result.ts'
import { contractOf, oddsOf } from '../testing/listings.ts'

const run = (contracts: readonly ContractListing[], odds: readonly OddsListing[]): MatchResult =>
  matchMarkets({ contracts, odds })

/** `ticker > odds event > outcome` of every pair. */
const pairsOf = (result: MatchResult): readonly string[] =>
  result.pairs.map(
    ({ contract, odds, target }) => `${contract.outcomeCode} > ${odds.eventId} > ${target.outcome}`,
  )

const reasonsOf = (result: MatchResult): readonly UnpairedReason[] =>
  result.unpaired.map(({ reason }) => reason)

/** The odds events suggested, where nothing else came of it. */
function onlySuggested({ pairs, unpaired, suggestions }: MatchResult): readonly string[] {
  const isBelow = suggestions.every(({ confidence }) => confidence < MATCH_CONFIDENCE_MIN)
  if (pairs.length > 0 || unpaired.length > 0 || !isBelow) return ['more than suggestions']
  return suggestions.map(({ odds }) => odds.eventId)
}

const RAYS_MARINERS = { away: 'Tampa Bay Rays', home: 'Seattle Mariners' }
const AUG_7 = '2026-08-08T01:45:00Z'
const seattle = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA', {
  teamNames: ['Tampa Bay', 'Seattle'],
})

describe('the same game', () => {
  test('pairs the right side, either way round', () => {
    const tampa = contractOf('KXMLBGAME-26AUG072145TBSEA-TB')
    const result = run(
      [seattle, tampa],
      [oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7, id: 'e' })],
    )
    expect(pairsOf(result)).toEqual(['SEA > e > Seattle Mariners', 'TB > e > Tampa Bay Rays'])
    expect(result.pairs[0]).toMatchObject({
      fixture: { id: 'mlb:2026-08-07:tb@sea:2145', startMs: Date.parse(AUG_7) },
      yes: { tag: 'moneyline', team: 'home' },
      no: { tag: 'moneyline', team: 'away' },
      quotes: [{ yesOutcome: { name: 'Seattle Mariners' }, noOutcome: { name: 'Tampa Bay Rays' } }],
      confidence: 0.99,
    })
  })

  test.each(['2026-08-08T01:46:00Z', '2026-08-08T01:30:00Z', '2026-08-08T02:30:00Z'])(
    'pairs with the feed’s clock at %s',
    (start) => {
      const result = run([seattle], [oddsOf('mlb', { ...RAYS_MARINERS, start })])
      expect(result.pairs).toHaveLength(1)
      // The id does not follow the feed's clock.
      expect(result.pairs[0]?.fixture.id).toBe('mlb:2026-08-07:tb@sea:2145')
    },
  )

  test('one day only is enough where it is the only meeting', () => {
    const boston = contractOf('KXNHLGAME-26MAR07WSHBOS-BOS', { yesTeamName: 'BOS Bruins' })
    const game = { away: 'Washington Capitals', home: 'Boston Bruins' }
    const result = run([boston], [oddsOf('nhl', { ...game, start: '2026-03-07T20:00:00Z' })])
    expect(result.pairs).toHaveLength(1)
    expect(result.pairs[0]?.fixture).toMatchObject({
      id: 'nhl:2026-03-07:wsh@bos',
      startMs: Date.parse('2026-03-07T20:00:00Z'),
    })
  })

  test('the Eastern day counts: a late game in the west is of the day before in UTC', () => {
    const kings = contractOf('KXNHLGAME-26APR02NSHLA-NSH', {
      teamNames: ['Nashville', 'Los Angeles'],
    })
    const game = { away: 'Nashville Predators', home: 'Los Angeles Kings' }
    expect(
      run([kings], [oddsOf('nhl', { ...game, start: '2026-04-03T02:30:00Z' })]).pairs,
    ).toHaveLength(1)
    expect(run([kings], [oddsOf('nhl', { ...game, start: '2026-04-03T04:30:00Z' })]).pairs).toEqual(
      [],
    )
  })

  test('events of one game with and without a clock go together', () => {
    const start = {
      easternDate: '2026-02-11',
      startMs: Date.parse('2026-02-12T00:30:00Z'),
      source: 'milestone',
    }
    const winner = contractOf('KXNBAGAME-26FEB11DETTOR-DET', {
      start,
      teamNames: ['Detroit', 'Toronto'],
    })
    const spread = contractOf('KXNBASPREAD-26FEB11DETTOR-DET2')
    const game = {
      away: 'Detroit Pistons',
      home: 'Toronto Raptors',
      start: '2026-02-12T00:40:00Z',
      id: 'e',
    }
    const result = run([winner, spread], [oddsOf('nba', game)])
    expect(pairsOf(result)).toEqual(['DET > e > Detroit Pistons'])
    expect(reasonsOf(result)).toEqual(['market-not-quoted'])
  })
})

describe('hard negatives', () => {
  test.each(['2026-08-09T01:45:00Z', '2026-08-07T01:45:00Z', '2026-08-10T20:10:00Z'])(
    'the same teams at %s are another game, named with the difference',
    (start) => {
      const result = run([seattle], [oddsOf('mlb', { ...RAYS_MARINERS, start, id: 'other' })])
      expect([...result.pairs, ...result.suggestions]).toEqual([])
      expect(result.unpaired).toMatchObject([
        {
          reason: 'start-differs',
          nearest: {
            odds: { eventId: 'other' },
            differenceMs: Date.parse(start) - Date.parse(AUG_7),
          },
        },
      ])
    },
  )

  test('the nearest meeting is the one carried', () => {
    const odds = ['2026-08-10T01:45:00Z', '2026-08-07T01:45:00Z', '2026-08-11T01:45:00Z'].map(
      (start) => oddsOf('mlb', { ...RAYS_MARINERS, start, id: start }),
    )
    expect(run([seattle], odds).unpaired[0]?.nearest?.odds.eventId).toBe('2026-08-07T01:45:00Z')
  })

  test('a game of which only the day is known says whole days', () => {
    const boston = contractOf('KXNHLGAME-26MAR07WSHBOS-BOS', { yesTeamName: 'BOS Bruins' })
    const game = {
      away: 'Boston Bruins',
      home: 'Washington Capitals',
      start: '2026-03-14T19:00:00Z',
    }
    const result = run([boston], [oddsOf('nhl', game)])
    expect(result.unpaired[0]).toMatchObject({
      reason: 'start-differs',
      nearest: { differenceMs: 7 * 86_400_000 },
    })
  })

  test.each([
    ['Giants', 'KXNFLGAME-26SEP13DALNYG-NYG', 'mlb', 'Los Angeles Dodgers', 'San Francisco Giants'],
    ['Jets', 'KXNFLGAME-25DEC07MIANYJ-MIA', 'nhl', 'Winnipeg Jets', 'Florida Panthers'],
    ['Rangers', 'KXNHLGAME-26APR02NYRDAL-NYR', 'mlb', 'Texas Rangers', 'New York Yankees'],
    ['Kings', 'KXNBAGAME-26MAR08LALSAC-SAC', 'nhl', 'Los Angeles Kings', 'San Jose Sharks'],
    ['Panthers', 'KXNFLGAME-25NOV30LACAR-CAR', 'nhl', 'Florida Panthers', 'Los Angeles Kings'],
    ['Cardinals', 'KXNFLGAME-26SEP13SEAARI-ARI', 'mlb', 'St. Louis Cardinals', 'Chicago Cubs'],
  ] as const)('%s of another league', (_name, ticker, league, away, home) => {
    for (const start of ['2026-09-13T17:00:00Z', '2025-12-07T18:00:00Z', '2026-04-02T23:00:00Z']) {
      const result = run([contractOf(ticker)], [oddsOf(league, { away, home, start })])
      expect([...result.pairs, ...result.suggestions]).toEqual([])
    }
  })

  test.each([
    ['Lakers for Clippers', 'KXNBAGAME-26FEB11LACHOU-LAC', 'Los Angeles Lakers', 'Houston Rockets'],
    ['Knicks for Nets', 'KXNBAGAME-26FEB11INDBKN-BKN', 'Indiana Pacers', 'New York Knicks'],
  ])('%s', (_name, ticker, away, home) => {
    const result = run(
      [contractOf(ticker)],
      [oddsOf('nba', { away, home, start: '2026-02-12T01:00:00Z' })],
    )
    expect(reasonsOf(result)).toEqual(['no-odds-event'])
    expect(result.suggestions).toEqual([])
  })

  test('Yankees for Mets', () => {
    const mets = contractOf('KXMLBGAME-26AUG071840NYMPIT-NYM', {
      teamNames: ['New York M', 'Pittsburgh'],
    })
    const game = {
      away: 'New York Yankees',
      home: 'Pittsburgh Pirates',
      start: '2026-08-07T22:40:00Z',
    }
    expect(reasonsOf(run([mets], [oddsOf('mlb', game)]))).toEqual(['no-odds-event'])
  })

  test('parts of games, futures, unknown series and contradictions keep their reasons', () => {
    const odds = [oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7 })]
    const contracts = [
      {
        ...seattle,
        marketId: 'a',
        subject: { tag: 'other', league: 'mlb', reason: 'partial-game' },
      },
      { ...seattle, marketId: 'b', subject: { tag: 'other', league: 'mlb', reason: 'future' } },
      { ...seattle, marketId: 'c', subject: { tag: 'unknown' } },
      { ...seattle, marketId: 'd', teamNames: ['New York Y', 'Seattle'] },
      { ...seattle, marketId: 'e', yesTeamName: 'Tampa Bay' },
      { ...seattle, marketId: 'f', outcomeCode: 'TIE' },
    ] as const
    const result = run(contracts, odds)
    expect([...result.pairs, ...result.suggestions]).toEqual([])
    expect(reasonsOf(result)).toEqual([
      'not-a-game',
      'not-a-game',
      'unknown-series',
      'conflicting-evidence',
      'conflicting-evidence',
      'tie-market',
    ])
  })

  test('odds events that are no game of ours', () => {
    const event = oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7, id: 'x' })
    const bad: readonly OddsListing[] = [
      { ...event, eventId: '1', league: undefined, sportKey: 'soccer_epl' },
      { ...event, eventId: '2', homeName: 'National League' },
      { ...event, eventId: '3', homeName: 'New York' },
      { ...event, eventId: '4', homeName: 'Rays' },
      { ...event, eventId: '5', startMs: Number.NaN },
      { ...event, eventId: '6', sportKey: 'basketball_nba' },
    ]
    const result = run([seattle], bad)
    expect(result.rejectedOdds.map(({ reason }) => reason)).toEqual([
      'unknown-sport',
      'unknown-team',
      'ambiguous-team',
      'conflicting-evidence',
      'no-start',
      'conflicting-evidence',
    ])
    expect(reasonsOf(result)).toEqual(['no-odds-event'])
  })
})

describe('what could be meant is suggested, not paired', () => {
  test('home and away swapped', () => {
    const swapped = {
      away: 'Seattle Mariners',
      home: 'Tampa Bay Rays',
      start: AUG_7,
      id: 'swapped',
    }
    const result = run([seattle], [oddsOf('mlb', swapped)])
    expect(onlySuggested(result)).toEqual(['swapped'])
    // The suggestion still names the right team.
    expect(result.suggestions[0]).toMatchObject({
      target: { outcome: 'Seattle Mariners' },
      quotes: [{ yesOutcome: { name: 'Seattle Mariners' } }],
    })
  })

  test('a start that moved within the day', () => {
    const moved = { ...RAYS_MARINERS, start: '2026-08-07T19:00:00Z', id: 'moved' }
    expect(onlySuggested(run([seattle], [oddsOf('mlb', moved)]))).toEqual(['moved'])
    // Just over the tolerance of 45 minutes.
    const late = { ...RAYS_MARINERS, start: '2026-08-08T02:31:00Z', id: 'late' }
    expect(onlySuggested(run([seattle], [oddsOf('mlb', late)]))).toEqual(['late'])
  })

  test('two odds events of the same teams and start, whichever is nearer', () => {
    const first = oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7, id: 'one' })
    const twin = oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7, id: 'two' })
    const near = oddsOf('mlb', { ...RAYS_MARINERS, start: '2026-08-08T02:20:00Z', id: 'near' })
    expect(run([seattle], [first, twin]).pairs).toEqual([])
    expect(run([seattle], [first, near]).pairs).toEqual([])
    expect(run([seattle], [first, twin]).suggestions.map(({ odds }) => odds.eventId)).toEqual([
      'one',
      'two',
    ])
    const reversed = { away: 'Seattle Mariners', home: 'Tampa Bay Rays', start: AUG_7 }
    expect(run([seattle], [first, oddsOf('mlb', reversed)]).pairs).toEqual([])
  })

  test('two odds events nearer to each other than two games can be', () => {
    const early = contractOf('KXMLBGAME-26AUG071800TBSEA-SEA')
    const late = contractOf('KXMLBGAME-26AUG071900TBSEA-SEA')
    const odds = ['2026-08-07T22:20:00Z', '2026-08-07T22:45:00Z'].map((start) =>
      oddsOf('mlb', { ...RAYS_MARINERS, start }),
    )
    expect(run([early, late], odds).pairs).toEqual([])
  })

  test('one odds event before the game and one behind it', () => {
    const odds = ['2026-08-08T01:10:00Z', '2026-08-08T02:25:00Z'].map((start) =>
      oddsOf('mlb', { ...RAYS_MARINERS, start, id: start }),
    )
    expect(onlySuggested(run([seattle], odds))).toEqual(odds.map(({ eventId }) => eventId))
  })

  test('but not where the day has two meetings, or the only one is taken', () => {
    const odds = ['2026-08-07T17:10:00Z', '2026-08-07T21:25:00Z'].map((start) =>
      oddsOf('mlb', { ...RAYS_MARINERS, start }),
    )
    expect(reasonsOf(run([seattle], odds))).toEqual(['start-differs'])
    const beforeMidnight = contractOf('KXMLBGAME-26AUG062355TBSEA-TB')
    const behindMidnight = oddsOf('mlb', {
      ...RAYS_MARINERS,
      start: '2026-08-07T04:10:00Z',
      id: 'e',
    })
    const result = run([seattle, beforeMidnight], [behindMidnight])
    expect(pairsOf(result)).toEqual(['TB > e > Tampa Bay Rays'])
    expect(reasonsOf(result)).toEqual(['start-differs'])
  })

  test('an odds event between two games', () => {
    const early = contractOf('KXMLBGAME-26AUG071900TBSEA-SEA')
    const late = contractOf('KXMLBGAME-26AUG072000TBSEA-SEA')
    const between = oddsOf('mlb', { ...RAYS_MARINERS, start: '2026-08-07T23:30:00Z' })
    expect(run([early, late], [between]).pairs).toEqual([])
  })
})

describe('doubleheaders', () => {
  const teams = { away: 'Baltimore Orioles', home: 'Boston Red Sox' }
  const day = oddsOf('mlb', { ...teams, start: '2026-07-22T17:36:00Z', id: 'day' })
  const night = oddsOf('mlb', { ...teams, start: '2026-07-22T23:15:00Z', id: 'night' })
  const dayGame = contractOf('KXMLBGAME-26JUL221335BALBOS-BOS')
  const nightGame = contractOf('KXMLBGAME-26JUL221910BALBOS-BAL')

  test('with clocks each game has its own event', () => {
    const expected = ['BOS > day > Boston Red Sox', 'BAL > night > Baltimore Orioles']
    expect(pairsOf(run([nightGame, dayGame], [night, day]))).toEqual(expected)
    expect(pairsOf(run([nightGame], [day, night]))).toEqual([expected[1]])
  })

  test('one event left never serves the other game', () => {
    const result = run([dayGame, nightGame], [day])
    expect(pairsOf(result)).toEqual(['BOS > day > Boston Red Sox'])
    expect(reasonsOf(result)).toEqual(['start-differs'])
    expect(run([nightGame], [day]).pairs).toEqual([])
  })

  test('without a clock nothing tells the games apart', () => {
    const dateless = contractOf('KXMLBGAME-26JUL22BALBOS-BOS', {
      teamNames: ['Baltimore', 'Boston'],
    })
    expect(onlySuggested(run([dateless], [day, night]))).toEqual(['day', 'night'])
    expect(pairsOf(run([dateless], [day]))).toEqual(['BOS > day > Boston Red Sox'])
    // The day has a second game, which the feed does not list at its time.
    expect(run([dateless, dayGame], [night]).pairs).toEqual([])
    // The clock of the other game leaves one event, but two games were listed for the day.
    const both = run([dateless, contractOf('KXMLBGAME-26JUL221335BALBOS-BAL')], [day, night])
    expect(pairsOf(both)).toEqual(['BAL > day > Baltimore Orioles'])
    expect(both.suggestions.map(({ odds }) => odds.eventId)).toEqual(['night'])
  })

  test('a numbered game goes by order, where both events are there', () => {
    const label = { yesTeamName: 'Boston' }
    const first = contractOf('KXMLBGAME-26JUL22BALBOSG1-BOS', label)
    const second = contractOf('KXMLBGAME-26JUL22BALBOSG2-BOS', label)
    expect(run([first, second], [night, day]).pairs.map(({ odds }) => odds.eventId)).toEqual([
      'day',
      'night',
    ])
    expect(run([second], [night, day]).pairs[0]?.odds.eventId).toBe('night')
    expect(run([second], [night, day]).pairs[0]?.fixture.id).toBe('mlb:2026-07-22:bal@bos:g2')
    expect(onlySuggested(run([second], [night]))).toEqual(['night'])
    expect(onlySuggested(run([first], [night]))).toEqual(['night'])
    const third = oddsOf('mlb', { ...teams, start: '2026-07-22T20:10:00Z', id: 'third' })
    expect(run([first], [day, third, night]).pairs).toEqual([])
    const tooNear = oddsOf('mlb', { ...teams, start: '2026-07-22T17:50:00Z', id: 'near' })
    expect(run([first, second], [day, tooNear]).pairs).toEqual([])
    const unnumbered = contractOf('KXMLBGAME-26JUL22BALBOS-BAL', { yesTeamName: 'Baltimore' })
    expect(run([first, unnumbered], [day, night]).pairs).toEqual([])
    const twin = contractOf('KXMLBGAME-26JUL22BOSBALG1-BOS', label)
    expect(run([first, twin], [day, night]).pairs).toEqual([])
    const afterMidnight = contractOf('KXMLBGAME-26JUL230010BALBOS-BOS')
    const late = oddsOf('mlb', { ...teams, start: '2026-07-23T03:50:00Z', id: 'late' })
    const taken = run([first, second, afterMidnight], [day, late])
    expect(taken.pairs.map(({ contract }) => contract.marketId)).toEqual([afterMidnight.marketId])
    const ninth = contractOf('KXMLBGAME-26JUL22BALBOSG9-BOS', label)
    expect(run([ninth], [day, night]).pairs).toEqual([])
  })

  test('an event that a clock has taken is not given to a game without one', () => {
    const dateless = contractOf('KXMLBGAME-26JUL23BALBOS-BOS')
    const midnight = oddsOf('mlb', { ...teams, start: '2026-07-23T04:10:00Z', id: 'midnight' })
    const lateGame = contractOf('KXMLBGAME-26JUL222355BALBOS-BAL')
    const result = run([dateless, lateGame], [midnight])
    expect(pairsOf(result)).toEqual(['BAL > midnight > Baltimore Orioles'])
    expect(reasonsOf(result)).toEqual(['odds-event-taken'])
  })
})

test('clocks count, whatever the order of the tickers', () => {
  const at = (time: string): Partial<ContractListing> => ({
    start: { easternDate: '2026-08-07', startMs: Date.parse(time), source: 'milestone' },
  })
  const night = contractOf('KXMLBGAME-26AUG07TBSEA-SEA', at('2026-08-08T01:45:00Z'))
  const day = contractOf('KXMLBGAME-26AUG07TBSEA-TB', at('2026-08-07T17:10:00Z'))
  const odds = ['2026-08-07T17:10:00Z', '2026-08-08T01:45:00Z'].map((start) =>
    oddsOf('mlb', { ...RAYS_MARINERS, start, id: start }),
  )
  expect(run([night, day], odds).pairs.map(({ odds: { eventId } }) => eventId)).toEqual([
    '2026-08-08T01:45:00Z',
    '2026-08-07T17:10:00Z',
  ])
})

test('a contract that one of its possible events quotes is suggested, not unpaired', () => {
  const odds = ['2026-08-07T17:10:00Z', '2026-08-08T01:45:00Z'].map((start, index) => {
    const event = oddsOf('mlb', { ...RAYS_MARINERS, start, id: start })
    return index === 0 ? event : { ...event, markets: [] }
  })
  const dateless = contractOf('KXMLBGAME-26AUG07TBSEA-SEA')
  expect(onlySuggested(run([dateless], odds))).toEqual(['2026-08-07T17:10:00Z'])
})

describe('snapshots of one listing', () => {
  test('the newest odds and the fullest contract stand for all', () => {
    const old = oddsOf('mlb', { ...RAYS_MARINERS, start: AUG_7, id: 'e' })
    const moved = { ...old, startMs: old.startMs + 60_000, markets: [] }
    const bare = contractOf('KXMLBGAME-26AUG072145TBSEA-SEA')
    for (const odds of [
      [old, moved],
      [moved, old],
    ]) {
      for (const contracts of [
        [bare, seattle],
        [seattle, bare],
      ]) {
        const result = run(contracts, odds)
        expect(result.pairs).toHaveLength(1)
        expect(result.pairs[0]).toMatchObject({ confidence: 0.99, odds: { startMs: old.startMs } })
      }
    }
  })
})

test('nothing in, nothing out', () => {
  expect(run([], [])).toEqual({
    pairs: [],
    suggestions: [],
    unpaired: [],
    rejectedOdds: [],
    rejectedMarkets: [],
  })
})
