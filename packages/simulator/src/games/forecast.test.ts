import { describe, expect, test } from 'vitest'
import { convolve, scaled, sumsOf } from './distribution.ts'
import {
  endChancesOf,
  type Forecast,
  forecastOf,
  isDecided,
  type Remaining,
  remainingOf,
  type ScoreState,
} from './forecast.ts'
import { createGame, type Game, NEWS_COUNT } from './game.ts'
import { finalScoreOf, forecastAt, forecastOfPoint } from './game-truth.ts'
import { scheduleOf } from './schedule.ts'
import { SIMULATED_LEAGUES, SPORT_MODELS, type SimulatedLeague } from './sport-model.ts'

const START_MS = Date.parse('2026-11-22T05:00:00Z')
const RATES = { home: 1.12, away: 0.93 }

const forecastFrom = (remaining: Remaining, state: ScoreState): Forecast =>
  forecastOf([{ ends: endChancesOf(remaining, state), weight: 1 }])

/** How likely a tie may be where there is one. */
const TIES: Readonly<Partial<Record<SimulatedLeague, readonly [number, number]>>> = {
  nfl: [0.0005, 0.01],
  epl: [0.15, 0.4],
  mls: [0.15, 0.4],
}

/** Figures of a forecast that have to be martingales. */
const figures = (forecast: Forecast): readonly number[] => [
  forecast.home,
  forecast.away,
  forecast.tie,
  forecast.winsBy('home', 1.5),
  forecast.winsBy('away', 2.5),
  forecast.winsBy('home', -3.5),
  forecast.totalOver(4.5),
  forecast.totalOver(44.5),
  forecast.totalOver(220.5),
  forecast.expectedMargin,
  forecast.expectedTotal,
]

/** Every state that one more turn may bring, worked out apart from the code under test. */
function nextStates(
  league: SimulatedLeague,
  state: ScoreState,
): readonly { readonly state: ScoreState; readonly chance: number }[] {
  const model = SPORT_MODELS[league]
  const { turnsPlayed, home, away } = state
  if (turnsPlayed === model.turns.length) {
    const share = RATES.home / (RATES.home + RATES.away)
    return model.overtime.flatMap(({ winner, loser, chance }) => [
      { state: after(state, winner, loser), chance: chance * share },
      { state: after(state, loser, winner), chance: chance * (1 - share) },
    ])
  }
  const turn = model.turns[turnsPlayed]
  const isLast = model.hasWalkOff && turnsPlayed === model.turns.length - 1
  const nothing = [1]
  const homePoints = turn === 'away' ? nothing : scaled(model.turnPoints, RATES.home)
  const awayPoints = turn === 'home' ? nothing : scaled(model.turnPoints, RATES.away)
  return homePoints.flatMap((homeChance, own) =>
    awayPoints.map((awayChance, other) => {
      const more = isLast ? Math.min(own, away + 1 - home) : own
      return { state: after(state, more, other), chance: homeChance * awayChance }
    }),
  )
}

function after({ turnsPlayed, home, away }: ScoreState, more: number, other: number): ScoreState {
  return { turnsPlayed: turnsPlayed + 1, home: home + more, away: away + other }
}

test('a distribution of sums is the distribution of sums', () => {
  expect(convolve([0.5, 0.5], [0.25, 0.75])).toEqual([0.125, 0.5, 0.375])
  expect(sumsOf([0.5, 0.5], 2)[2]).toEqual([0.25, 0.5, 0.25])
  expect(scaled([0.9, 0.06, 0.04], 2)).toEqual([0.8, 0.12, 0.08])
})

describe.each(SIMULATED_LEAGUES)('%s', (league) => {
  const model = SPORT_MODELS[league]
  const remaining = remainingOf(model, RATES)
  const count = model.turns.length
  const states: readonly ScoreState[] = [
    { turnsPlayed: 0, home: 0, away: 0 },
    { turnsPlayed: Math.floor(count / 3), home: 3, away: 0 },
    { turnsPlayed: count - 2, home: 2, away: 3 },
    { turnsPlayed: count - 1, home: 3, away: 3 },
    { turnsPlayed: count - 1, home: 2, away: 3 },
    { turnsPlayed: count - 1, home: 3, away: 4 },
    { turnsPlayed: count, home: 3, away: 3 },
  ]

  test.each(states)('chances sum to 1 and fall with the line: %j', (state) => {
    const forecast = forecastFrom(remaining, state)
    expect(forecast.home + forecast.away + forecast.tie).toBeCloseTo(1, 10)
    let before = 1
    for (let line = -20.5; line < 260; line += 1) {
      const over = forecast.totalOver(line)
      expect(over).toBeGreaterThanOrEqual(0)
      expect(over).toBeLessThanOrEqual(before + 1e-12)
      before = over
      const both = forecast.winsBy('home', line) + forecast.winsBy('away', -line)
      expect(both).toBeCloseTo(1, 10)
    }
    expect(forecast.winsBy('home', 0.5)).toBeCloseTo(forecast.home, 10)
    expect(forecast.winsBy('away', 0.5)).toBeCloseTo(forecast.away, 10)
  })

  test.each(states)('the next turn does not move them on average: %j', (state) => {
    if (isDecided(model, state)) return
    const now = figures(forecastFrom(remaining, state))
    const next = now.map(() => 0)
    for (const { state: then, chance } of nextStates(league, state)) {
      const own = figures(forecastFrom(remaining, then))
      for (const [index, figure] of own.entries()) {
        next[index] = (next[index] ?? 0) + figure * chance
      }
    }
    for (const [index, figure] of now.entries()) expect(next[index]).toBeCloseTo(figure, 9)
  })

  test('a decided game has no doubt left', () => {
    const over = { turnsPlayed: count + 1, home: 5, away: 3 }
    const forecast = forecastFrom(remaining, over)
    expect([forecast.home, forecast.tie, forecast.away]).toEqual([1, 0, 0])
    expect([forecast.winsBy('home', 1.5), forecast.winsBy('home', 2.5)]).toEqual([1, 0])
    expect([forecast.totalOver(7.5), forecast.totalOver(8.5)]).toEqual([1, 0])
  })

  test('only a league with ties can end level', () => {
    const { tie } = forecastFrom(remaining, { turnsPlayed: 0, home: 0, away: 0 })
    const [least, most] = TIES[league] ?? [0, 0]
    expect(tie).toBeGreaterThanOrEqual(least)
    expect(tie).toBeLessThanOrEqual(most)
  })
})

test('a home team that leads does not bat again, and stops when it leads', () => {
  const model = SPORT_MODELS.mlb
  expect(isDecided(model, { turnsPlayed: 17, home: 4, away: 3 })).toBe(true)
  expect(isDecided(model, { turnsPlayed: 17, home: 3, away: 3 })).toBe(false)
  const level = forecastFrom(remainingOf(model, RATES), { turnsPlayed: 17, home: 3, away: 3 })
  // Won in the ninth by one, or later by what extra innings bring.
  expect(level.winsBy('home', 0.5)).toBeGreaterThan(level.winsBy('home', 1.5))
  expect(level.winsBy('home', 3.5)).toBe(0)
})

test('news is a martingale before the start', () => {
  const [game] = scheduleOf({ seed: 3, leagues: ['nhl'], startMs: START_MS, gamesPerDay: 1 })
  expect(game).toBeDefined()
  if (game === undefined) return
  for (let out = 0; out < NEWS_COUNT; out += 1) {
    const point = { atMs: 0, turnsPlayed: 0, home: 0, away: 0, newsOut: out }
    const now = figures(forecastOfPoint(game, point))
    const next = [1, -1].map((sign) => {
      const news = game.news.map((one, index) => (index === out ? sign : one))
      return figures(forecastOfPoint({ ...game, news }, { ...point, newsOut: out + 1 }))
    })
    for (const [index, figure] of now.entries()) {
      const mean = ((next[0]?.[index] ?? 0) + (next[1]?.[index] ?? 0)) / 2
      expect(mean).toBeCloseTo(figure, 9)
    }
    expect(next[0]?.[0]).toBeGreaterThan(next[1]?.[0] ?? 1)
  }
})

/** Mean of (what came − what was forecast) over its standard error, for one figure of many games. */
function surprise(rows: readonly (readonly [chance: number, came: boolean])[]): number {
  let [sum, variance] = [0, 0]
  for (const [chance, came] of rows) {
    sum += (came ? 1 : 0) - chance
    variance += chance * (1 - chance)
  }
  return sum / Math.sqrt(variance)
}

test.each(['nhl', 'mlb', 'epl'] as const)('games end as often as forecast: %s', (league) => {
  const games: Game[] = []
  for (let seed = 0; seed < 60; seed += 1) {
    games.push(...scheduleOf({ seed, leagues: [league], startMs: START_MS, gamesPerDay: 8 }))
  }
  expect(games.length).toBeGreaterThan(400)
  for (const share of [0, 0.5, 0.9]) {
    const rows = games.map((game) => {
      const index = Math.floor((game.points.length - 1) * share)
      const { home = 0, away = 0 } = finalScoreOf(game) ?? {}
      return { forecast: forecastAt(game, index), home, away }
    })
    const checks = [
      surprise(rows.map(({ forecast, home, away }) => [forecast.home, home > away])),
      surprise(
        rows.map(({ forecast, home, away }) => [forecast.winsBy('away', 1.5), away > home + 1]),
      ),
      surprise(rows.map(({ forecast, home, away }) => [forecast.totalOver(5.5), home + away > 5])),
    ]
    // Three and a half standard errors; the seeds are fixed.
    for (const check of checks) expect(Math.abs(check)).toBeLessThan(3.5)
  }
})

test('the last forecast of a game is its end', () => {
  const games = scheduleOf({
    seed: 9,
    leagues: SIMULATED_LEAGUES,
    startMs: START_MS,
    gamesPerDay: 2,
  })
  for (const game of games) {
    const { home = 0, away = 0 } = finalScoreOf(game) ?? {}
    const last = forecastAt(game, game.points.length - 1)
    expect(last.home).toBe(home > away ? 1 : 0)
    expect(last.tie).toBe(home === away ? 1 : 0)
    expect(last.expectedTotal).toBeCloseTo(home + away, 9)
  }
})

test('a plan is one game, and another seed another', () => {
  const [game] = scheduleOf({ seed: 5, leagues: ['nba'], startMs: START_MS, gamesPerDay: 1 })
  if (game === undefined) throw new Error('no game')
  const { id, league, home, away, startMs, fate } = game
  const plan = { id, league, home, away, startMs, fate }
  expect(createGame({ seed: 5, ...plan })).toEqual(game)
  expect(createGame({ seed: 6, ...plan }).points).not.toEqual(game.points)
})

test('a home team that comes from behind in its last turn wins by one', () => {
  let walkOffs = 0
  for (let seed = 0; seed < 40; seed += 1) {
    const games = scheduleOf({ seed, leagues: ['mlb'], startMs: START_MS, gamesPerDay: 10 })
    for (const { points } of games) {
      const before = points.find(({ turnsPlayed }) => turnsPlayed === 17)
      const last = points.find(({ turnsPlayed }) => turnsPlayed === 18)
      if (before === undefined || last === undefined || last.home <= last.away) continue
      walkOffs += 1
      expect([before.home <= before.away, last.home - last.away]).toEqual([true, 1])
    }
  }
  expect(walkOffs).toBeGreaterThan(10)
})
