import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../fixtures/league.ts'
import type { BookMarket } from '../fixtures/listing.ts'
import {
  bookMarket,
  oddsOf,
  outcomeOf,
  playerMarket,
  threeWayMarket,
  winnerMarket,
} from '../testing/listings.ts'
import { type BookQuotes, bookQuotesOf, OUTCOMES_MAX } from './book-quotes.ts'
import { resolveOdds } from './resolve-odds.ts'

const TEAMS = {
  mlb: { away: 'Tampa Bay Rays', home: 'Seattle Mariners' },
  epl: { away: 'Chelsea', home: 'Arsenal' },
} as const satisfies Partial<Record<LeagueId, unknown>>

function quotesOf(league: keyof typeof TEAMS, markets: readonly BookMarket[]): BookQuotes {
  const start = '2026-08-08T01:45:00Z'
  const odds = resolveOdds(oddsOf(league, { ...TEAMS[league], start }, markets))
  if (odds.tag === 'rejected') throw new Error(odds.detail)
  return bookQuotesOf(odds)
}

/** `key: YES outcome / NO outcome` of everything that is quoted, by key. */
function linesOf({ byProposition }: BookQuotes): readonly string[] {
  return [...byProposition]
    .flatMap(([key, quotes]) =>
      quotes.map(({ yesOutcome, noOutcome }) => {
        const [yes, no] = [yesOutcome, noOutcome].map((outcome) => outcome?.name ?? '-')
        return `${key}: ${yes} / ${no}`
      }),
    )
    .toSorted()
}

const problemsOf = ({ rejected }: BookQuotes): readonly string[] =>
  rejected.map(({ reason, marketType }) => `${marketType} ${reason}`)

const RESULTS = [
  'regulation:three-way/away: Chelsea / -',
  'regulation:three-way/draw: Draw / -',
  'regulation:three-way/home: Arsenal / -',
  'regulation:three-way/not-away: - / Chelsea',
  'regulation:three-way/not-draw: - / Draw',
  'regulation:three-way/not-home: - / Arsenal',
]

describe('three results', () => {
  test('each is a quote on itself, and the other side of its opposite', () => {
    const book = quotesOf('epl', [threeWayMarket('Chelsea', 'Arsenal')])
    expect(linesOf(book)).toEqual(RESULTS)
    expect(book.rejected).toEqual([])
    const all = [...book.byProposition.values()].flat()
    expect(all.every(({ outcomes }) => outcomes.length === 3)).toBe(true)
  })

  test.each(['full-game', 'regulation'] as const)(
    'a winner’s market of the %s is one where the draw is sold',
    (period) => {
      const market = threeWayMarket('Chelsea', 'Arsenal', { marketType: 'moneyline', period })
      expect(linesOf(quotesOf('epl', [market]))).toEqual(RESULTS)
    },
  )

  test('a winner’s market of a part stays one of that part', () => {
    const of = { marketType: 'moneyline', period: 'first-half' } as const
    const { byProposition } = quotesOf('epl', [threeWayMarket('Chelsea', 'Arsenal', of)])
    expect([...byProposition.keys()].every((key) => key.startsWith('first-half:'))).toBe(true)
    expect(byProposition.size).toBe(6)
  })

  test('a winner’s market of two is none there, and one of three none elsewhere', () => {
    const two = quotesOf('epl', [winnerMarket('Chelsea', 'Arsenal')])
    expect([linesOf(two), problemsOf(two)]).toEqual([[], ['three-way malformed-market']])
    const outcomes = ['Tampa Bay Rays', 'Draw', 'Seattle Mariners'].map((name) => outcomeOf(name))
    const three = quotesOf('mlb', [bookMarket('h2h', outcomes)])
    expect([linesOf(three), problemsOf(three)]).toEqual([[], ['moneyline three-way-market']])
  })

  test('a double chance is the other side of each result, and prices no whole', () => {
    const names = ['Arsenal or Draw', 'Draw or Chelsea', 'Arsenal or Chelsea']
    const market = threeWayMarket('', '', { outcomes: names.map((name) => outcomeOf(name)) })
    const book = quotesOf('epl', [market])
    expect(linesOf(book)).toEqual([
      'regulation:three-way/away: - / Arsenal or Draw',
      'regulation:three-way/draw: - / Arsenal or Chelsea',
      'regulation:three-way/home: - / Draw or Chelsea',
      'regulation:three-way/not-away: Arsenal or Draw / -',
      'regulation:three-way/not-draw: Arsenal or Chelsea / -',
      'regulation:three-way/not-home: Draw or Chelsea / -',
    ])
    expect([...book.byProposition.values()].flat().every((q) => q.outcomes.length === 0)).toBe(true)
  })

  test.each([
    ['one is missing', ['Arsenal', 'Draw']],
    ['one is there twice', ['Arsenal', 'Arsenal', 'Draw', 'Chelsea']],
    ['two for one', ['Arsenal', 'Draw', 'Tie']],
    ['a fourth', ['Arsenal', 'Draw', 'Chelsea', 'Liverpool']],
    ['results among double chances', ['Arsenal', 'Draw', 'Arsenal or Draw']],
    ['two double chances', ['Arsenal or Draw', 'Draw or Chelsea']],
    ['nothing', []],
  ])('%s: no market', (_case, names) => {
    const market = threeWayMarket('', '', { outcomes: names.map((name) => outcomeOf(name)) })
    const book = quotesOf('epl', [market])
    expect([linesOf(book), problemsOf(book)]).toEqual([[], ['three-way malformed-market']])
  })
})

describe('stakes back on a draw', () => {
  test('are a market of two, apart from the winner’s', () => {
    const outcomes = [outcomeOf('Arsenal'), outcomeOf('Chelsea')]
    const more = { marketType: 'draw-no-bet', period: 'regulation' } as const
    expect(linesOf(quotesOf('epl', [bookMarket('draw_no_bet', outcomes, more)]))).toEqual([
      'regulation:draw-no-bet/away: Chelsea / Arsenal',
      'regulation:draw-no-bet/home: Arsenal / Chelsea',
    ])
    const drawn = bookMarket('draw_no_bet', [...outcomes, outcomeOf('Draw')], more)
    expect(problemsOf(quotesOf('epl', [drawn]))).toEqual(['draw-no-bet three-way-market'])
  })
})

describe('teams’ totals', () => {
  const of = (team: string | undefined, name: string, line = 3.5) => outcomeOf(name, line, team)

  test('each team’s own, both in one market', () => {
    const outcomes = ['Seattle Mariners', 'Tampa Bay Rays'].flatMap((team) => [
      of(team, 'Over'),
      of(team, 'Under'),
    ])
    expect(linesOf(quotesOf('mlb', [bookMarket('team_totals', outcomes)]))).toEqual([
      'team-total/away/over/3.5: Over / Under',
      'team-total/away/under/3.5: Under / Over',
      'team-total/home/over/3.5: Over / Under',
      'team-total/home/under/3.5: Under / Over',
    ])
  })

  test.each([
    ['of one team over, of the other under', ['Seattle Mariners', 'Tampa Bay Rays']],
    ['of nobody', [undefined, undefined]],
    ['of a team that does not play', ['Boston Red Sox', 'Boston Red Sox']],
  ])('%s: no market', (_case, [one, other]) => {
    const market = bookMarket('team_totals', [of(one, 'Over'), of(other, 'Under')])
    const book = quotesOf('mlb', [market])
    expect([linesOf(book), problemsOf(book)]).toEqual([[], ['team-total malformed-market']])
  })
})

describe('players', () => {
  const of = (name: string, player: string, line?: number) => outcomeOf(name, line, player)
  const props = (outcomes: BookMarket['outcomes'], stat: BookMarket['stat'] = 'hits'): BookMarket =>
    bookMarket('player_x', outcomes, { marketType: 'player-prop', stat })

  test('one side alone is a quote on itself and the other side of its opposite', () => {
    const book = quotesOf('mlb', [props([of('Yes', 'Will Smith')], 'first-touchdown')])
    expect(linesOf(book)).toEqual([
      'player-prop/first-touchdown/smith will/over/0.5: Yes / -',
      'player-prop/first-touchdown/smith will/under/0.5: - / Yes',
    ])
    expect([...book.byProposition.values()].flat().every((q) => q.outcomes.length === 0)).toBe(true)
  })

  test('a ladder of lines, some with one side', () => {
    const ladder = [
      of('Over', 'Will Smith', 0.5),
      of('Under', 'Will Smith', 0.5),
      of('Over', 'Will Smith', 1.5),
    ]
    expect(linesOf(quotesOf('mlb', [props(ladder)]))).toEqual([
      'player-prop/hits/smith will/over/0.5: Over / Under',
      'player-prop/hits/smith will/over/1.5: Over / -',
      'player-prop/hits/smith will/under/0.5: Under / Over',
      'player-prop/hits/smith will/under/1.5: - / Over',
    ])
  })

  test('two of one name are quoted by nobody, the others all the same', () => {
    const market = playerMarket('hits', [
      ['Will Smith', 0.5],
      ['Dalton Smith', 0.5],
      ['Will Smith', 0.5],
    ])
    const book = quotesOf('mlb', [market])
    expect(linesOf(book)).toEqual([
      'player-prop/hits/dalton smith/over/0.5: Over / Under',
      'player-prop/hits/dalton smith/under/0.5: Under / Over',
    ])
    expect(problemsOf(book)).toEqual(['player-prop malformed-market'])
  })

  test('two of one name with one side each are quoted by nobody', () => {
    for (const names of [
      ['Over', 'Over'],
      ['Over', 'Over', 'Under'],
      ['Over', 'Under', 'Under'],
    ]) {
      const market = props(names.map((name) => of(name, 'Will Smith', 0.5)))
      expect(linesOf(quotesOf('mlb', [market]))).toEqual([])
    }
  })

  test('a name that says nothing does not spoil the others; nothing but such is no market', () => {
    const good = [of('Over', 'Will Smith', 0.5), of('Under', 'Will Smith', 0.5)]
    const bad = of('Over', '?', 0.5)
    expect(linesOf(quotesOf('mlb', [props([...good, bad])]))).toHaveLength(2)
    expect(problemsOf(quotesOf('mlb', [props([bad])]))).toEqual(['player-prop malformed-market'])
  })
})

test('parts of the game are apart', () => {
  const markets = (['full-game', 'first-5-innings', 'first-inning'] as const).map((period) =>
    bookMarket('totals', [outcomeOf('Over', 0.5), outcomeOf('Under', 0.5)], { period }),
  )
  expect([...quotesOf('mlb', markets).byProposition.keys()].toSorted()).toEqual([
    'first-5-innings:total/over/0.5',
    'first-5-innings:total/under/0.5',
    'first-inning:total/over/0.5',
    'first-inning:total/under/0.5',
    'total/over/0.5',
    'total/under/0.5',
  ])
})

test('a market of nobody’s kind is passed over, one that is too long is named', () => {
  const unknown = bookMarket('batter_doubles', [outcomeOf('Over', 0.5), outcomeOf('Under', 0.5)])
  expect(quotesOf('mlb', [unknown])).toEqual({ byProposition: new Map(), rejected: [] })
  const ladder = Array.from({ length: OUTCOMES_MAX / 2 + 1 }, (_, index) => index + 0.5)
  const outcomes = ladder.flatMap((line) => [outcomeOf('Over', line), outcomeOf('Under', line)])
  expect(problemsOf(quotesOf('mlb', [bookMarket('totals', outcomes)]))).toEqual([
    'total malformed-market',
  ])
  const most = bookMarket('totals', outcomes.slice(0, OUTCOMES_MAX))
  expect(linesOf(quotesOf('mlb', [most]))).toHaveLength(OUTCOMES_MAX)
})

test('no proposition is quoted twice by one market, whatever its outcomes', () => {
  const [home, away] = ['Arsenal', 'Chelsea']
  const outcomesOf = {
    'three-way': [home, 'Draw', away, `${home} or Draw`, `Draw or ${away}`].map((n) =>
      outcomeOf(n),
    ),
    'draw-no-bet': [outcomeOf(home), outcomeOf(away), outcomeOf('Draw')],
    spread: [-1.5, 1.5].flatMap((line) => [outcomeOf(home, line), outcomeOf(away, line)]),
    total: [1.5, 2.5].flatMap((line) => [outcomeOf('Over', line), outcomeOf('Under', line)]),
    'team-total': [home, away].flatMap((team) =>
      ['Over', 'Under'].map((name) => outcomeOf(name, 1.5, team)),
    ),
  } as const
  const types = ['three-way', 'draw-no-bet', 'spread', 'total', 'team-total'] as const
  const market = fc.constantFrom(...types).chain((marketType) =>
    fc.record({
      marketType: fc.constant(marketType),
      outcomes: fc.array(fc.constantFrom(...outcomesOf[marketType]), { maxLength: 5 }),
    }),
  )
  let quoted = 0
  fc.assert(
    fc.property(market, ({ outcomes, marketType }) => {
      const of = bookMarket('any', outcomes, { marketType, period: 'regulation' })
      for (const [key, quotes] of quotesOf('epl', [of]).byProposition) {
        expect(`${key} ${quotes.length}`).toBe(`${key} 1`)
        quoted += 1
      }
    }),
    { numRuns: 1000 },
  )
  expect(quoted).toBeGreaterThan(200)
})

test('each rung of a ladder can end in its own two ways, YES first', () => {
  const rung = (line: number) => [
    outcomeOf('Seattle Mariners', line),
    outcomeOf('Tampa Bay Rays', -line),
  ]
  for (const outcomes of [rung(-1.5), [...rung(-1.5), ...rung(-2.5), ...rung(3.5)]]) {
    const market = bookMarket('alternate_spreads', outcomes, { marketType: 'spread' })
    const { byProposition, rejected } = quotesOf('mlb', [market])
    expect(rejected).toEqual([])
    expect(byProposition.size).toBe(outcomes.length)
    for (const quote of [...byProposition.values()].flat()) {
      expect(quote.outcomes).toEqual([quote.yesOutcome, quote.noOutcome])
    }
  }
})
