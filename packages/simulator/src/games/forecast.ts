/**
 * The true chances of a game's end from any state of it, computed exactly from the model: no sampling.
 * What is left out of tails is below 1e-12 in all.
 * @module
 */
import type { HomeAway } from '@arbkit/core'
import { type Distribution, scaled, sumsOf } from './distribution.ts'
import type { SportModel } from './sport-model.ts'

/** How a game stands: turns that were played and the points so far. */
export interface ScoreState {
  /** Turns played; one more than the model has once overtime was played. */
  readonly turnsPlayed: number
  readonly home: number
  readonly away: number
}

/** Factors on what an average team scores in a turn. */
export interface ScoringRates {
  readonly home: number
  readonly away: number
}

/** True chances of how a game ends. Each lies in [0, 1]; home, away and tie sum to 1. */
export interface Forecast {
  readonly home: number
  readonly away: number
  readonly tie: number
  /** Chance that a team wins by more than the line, `1.5`; a line below 0 gives it points. */
  winsBy(team: HomeAway, line: number): number
  /** Chance that both together score more than the line. */
  totalOver(line: number): number
  readonly expectedMargin: number
  readonly expectedTotal: number
}

/** Chances of the final margin (home less away) and total. */
export interface EndChances {
  readonly byMargin: ReadonlyMap<number, number>
  readonly byTotal: ReadonlyMap<number, number>
}

/** Distributions of what is still to come, made once for a game's rates. */
export interface Remaining {
  readonly model: SportModel
  /** Share of overtime that the home team wins. */
  readonly homeShare: number
  readonly homeTurn: Distribution
  /** By number of turns. */
  readonly homeSums: readonly Distribution[]
  readonly awaySums: readonly Distribution[]
}

/** Returns what the rest of a game can bring, by turns that remain. */
export function remainingOf(model: SportModel, rates: ScoringRates): Remaining {
  const homeTurn = scaled(model.turnPoints, rates.home)
  const turnsOf = (side: HomeAway): number =>
    model.turns.filter((turn) => turn === side || turn === 'both').length
  return {
    model,
    homeShare: rates.home / (rates.home + rates.away),
    homeTurn,
    homeSums: sumsOf(homeTurn, turnsOf('home')),
    awaySums: sumsOf(scaled(model.turnPoints, rates.away), turnsOf('away')),
  }
}

/** Returns what both teams score on average from the beginning, overtime and a walk-off left out. */
export function expectedScoreOf(
  model: SportModel,
  rates: ScoringRates,
): { readonly home: number; readonly away: number } {
  const mean = model.turnPoints.reduce((sum, chance, points) => sum + chance * points, 0)
  const turnsOf = (side: HomeAway): number =>
    model.turns.filter((turn) => turn === side || turn === 'both').length
  return {
    home: mean * rates.home * turnsOf('home'),
    away: mean * rates.away * turnsOf('away'),
  }
}

/** Returns whether nothing is left to play. */
export function isDecided(model: SportModel, state: ScoreState): boolean {
  const { turnsPlayed, home, away } = state
  const count = model.turns.length
  if (model.hasWalkOff && turnsPlayed === count - 1) return home > away
  return turnsPlayed > count || (turnsPlayed === count && (home !== away || isDrawEnd(model)))
}

const isDrawEnd = (model: SportModel): boolean => model.overtime.length === 0

/** Returns the chances of every end from a state. */
export function endChancesOf(remaining: Remaining, state: ScoreState): EndChances {
  const { model } = remaining
  const ends = createEnds(mostPoints(remaining, state))
  if (isDecided(model, state)) ends.add(state.home, state.away, 1)
  else afterFreeTurns(remaining, state, ends)
  return ends.chances()
}

/** More than both teams together can still reach. */
function mostPoints({ model, homeSums, awaySums }: Remaining, { home, away }: ScoreState): number {
  const rest = (homeSums.at(-1)?.length ?? 0) + (awaySums.at(-1)?.length ?? 0)
  const overtime = Math.max(0, ...model.overtime.map(({ winner, loser }) => winner + loser))
  return home + away + rest + overtime + model.turnPoints.length
}

/** Adds up the turns that depend on nothing, then what depends on the score. */
function afterFreeTurns(remaining: Remaining, state: ScoreState, ends: Ends): void {
  const { model, homeSums, awaySums } = remaining
  const freeCount = model.turns.length - (model.hasWalkOff ? 1 : 0)
  const free = model.turns.slice(state.turnsPlayed, freeCount)
  const homeTurns = free.filter((turn) => turn !== 'away').length
  const awayTurns = free.filter((turn) => turn !== 'home').length
  const isBeforeLast = model.hasWalkOff && state.turnsPlayed < model.turns.length
  const homeSum = homeSums[homeTurns] ?? []
  const awaySum = awaySums[awayTurns] ?? []
  for (let more = 0; more < homeSum.length; more += 1) {
    for (let awayMore = 0; awayMore < awaySum.length; awayMore += 1) {
      const [home, away] = [state.home + more, state.away + awayMore]
      const chance = (homeSum[more] ?? 0) * (awaySum[awayMore] ?? 0)
      if (isBeforeLast && home <= away) walkOff(remaining, { home, away, chance }, ends)
      else if (home === away) atEnd(remaining, { home, away, chance }, ends)
      else ends.add(home, away, chance)
    }
  }
}

interface Standing {
  readonly home: number
  readonly away: number
  readonly chance: number
}

/** The home team's last turn: it ends with the run that leads. */
function walkOff(remaining: Remaining, { home, away, chance }: Standing, ends: Ends): void {
  for (const [points, own] of remaining.homeTurn.entries()) {
    const end = Math.min(home + points, away + 1)
    atEnd(remaining, { home: end, away, chance: chance * own }, ends)
  }
}

function atEnd(remaining: Remaining, { home, away, chance }: Standing, ends: Ends): void {
  const { model, homeShare } = remaining
  if (home !== away || isDrawEnd(model)) {
    ends.add(home, away, chance)
    return
  }
  for (const { winner, loser, chance: own } of model.overtime) {
    ends.add(home + winner, away + loser, chance * own * homeShare)
    ends.add(home + loser, away + winner, chance * own * (1 - homeShare))
  }
}

interface Ends {
  add(home: number, away: number, chance: number): void
  chances(): EndChances
}

/** Sums by margin and total, which both stay within `most` points. */
function createEnds(most: number): Ends {
  const margins = new Float64Array(2 * most + 1)
  const totals = new Float64Array(most + 1)
  return {
    add(home, away, chance) {
      const margin = home - away + most
      margins[margin] = (margins[margin] ?? 0) + chance
      totals[home + away] = (totals[home + away] ?? 0) + chance
    },
    chances: () => ({ byMargin: listed(margins, -most), byTotal: listed(totals, 0) }),
  }
}

function listed(chances: Float64Array, first: number): ReadonlyMap<number, number> {
  const rows = new Map<number, number>()
  for (const [index, chance] of chances.entries()) if (chance > 0) rows.set(first + index, chance)
  return rows
}

/** A share of several ends: how likely they are together. */
export interface WeightedEnds {
  readonly ends: EndChances
  readonly weight: number
}

/** Returns the forecast of a mixture of ends. */
export function forecastOf(mixture: readonly WeightedEnds[]): Forecast {
  const margins = mixed(mixture, ({ byMargin }) => byMargin)
  const totals = mixed(mixture, ({ byTotal }) => byTotal)
  const home = chanceAbove(margins, 0)
  const tie = margins.find(([margin]) => margin === 0)?.[1] ?? 0
  return {
    home,
    tie,
    away: Math.max(0, 1 - home - tie),
    winsBy: (team, line) =>
      team === 'home' ? chanceAbove(margins, line) : 1 - chanceFrom(margins, -line),
    totalOver: (line) => chanceAbove(totals, line),
    expectedMargin: meanOf(margins),
    expectedTotal: meanOf(totals),
  }
}

type Rows = readonly (readonly [value: number, chance: number])[]

/** Ascending by value, of sum 1. */
function mixed(
  mixture: readonly WeightedEnds[],
  of: (ends: EndChances) => ReadonlyMap<number, number>,
): Rows {
  const sums = new Map<number, number>()
  let whole = 0
  for (const { ends, weight } of mixture) {
    for (const [value, chance] of of(ends)) {
      sums.set(value, (sums.get(value) ?? 0) + chance * weight)
      whole += chance * weight
    }
  }
  const rows = [...sums].map(([value, chance]) => [value, chance / whole] as const)
  return rows.toSorted(([a], [b]) => a - b)
}

function chanceAbove(rows: Rows, line: number): number {
  return bounded(rows.reduce((sum, [value, chance]) => (value > line ? sum + chance : sum), 0))
}

function chanceFrom(rows: Rows, line: number): number {
  return bounded(rows.reduce((sum, [value, chance]) => (value >= line ? sum + chance : sum), 0))
}

/** Sums of rounded numbers leave [0, 1] by less than 1e-12. */
function bounded(chance: number): number {
  if (chance < 1e-12) return 0
  return chance > 1 - 1e-12 ? 1 : chance
}

function meanOf(rows: Rows): number {
  return rows.reduce((sum, [value, chance]) => sum + value * chance, 0)
}
