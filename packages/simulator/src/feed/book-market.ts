/**
 * What one book quotes of one game: chances as it saw them at its last look, moved by its opinion, with
 * its margin, in American odds. It is never better than fair, neither at the moment it is asked for nor
 * by anything that was true since it looked or that a slow maker at the exchange may still go by: where
 * the game has run away from an old price, the book has it corrected, or suspended during a game if it ran
 * far. So for every contract and price there is one measure under which neither gains, and nothing is
 * locked that was not planted.
 * @module
 */
import type { Forecast } from '../games/forecast.ts'
import { hashOf, normalChoice, rngOf } from '../games/seeded-choice.ts'
import type { Game } from '../games/game.ts'
import { forecastsBetween, momentOf } from '../games/game-truth.ts'
import { sellsDraw } from '../games/market-question.ts'
import { MAKER_LAG_MS_MAX } from '../traders/trader-profile.ts'
import { americanAtLeast, IMPLIED_MAX, withMargin } from './american-price.ts'
import type { BookProfile, FeedMarketKey } from './book-profile.ts'

/** What an outcome pays on. */
export type FeedResult = 'home' | 'away' | 'draw' | 'over' | 'under'

/** One priced outcome. */
export interface BookOffer {
  readonly result: FeedResult
  /** Spread of the team or total; undefined at `h2h`. */
  readonly point: number | undefined
  readonly american: number
}

/** A market of a book; undefined elsewhere where it does not quote it. */
export interface BookOffers {
  readonly marketKey: FeedMarketKey
  readonly offers: readonly BookOffer[]
}

/** Whose quote, when. */
export interface BookAsked {
  readonly seed: number
  readonly game: Game
  readonly book: BookProfile
  readonly marketKey: FeedMarketKey
  /** When the feed last looked at the book, Unix ms. */
  readonly lookMs: number
  readonly nowMs: number
  /** Of the world, 1 unless given. */
  readonly speed?: number
}

/** An offer is worse than fair by at least this, as a probability. */
export const FAIR_DISTANCE_MIN = 0.002
/** A market of which a side is less likely than this is taken down. */
export const CHANCE_MIN = 0.01
/** A book's opinion lasts so long: measured, 7 to 11 % of markets change within 900 s, by news too. */
const OPINION_MS = 21_600_000
/** Opinions differ more on lines: measured on baseball of 2026. */
const OPINION_FACTORS = { h2h: 1, spreads: 1.4, totals: 1.1 } as const
/** In play a price is corrected by up to this, as a probability; beyond it the market is taken down. */
const CORRECTED_MAX = 0.02
/** What rounding in the book's favour adds to its margin where steps are coarse. */
const ROUNDING_ADDS = 0.004
/** Lines are looked for within this of what is expected. */
const LINE_SEARCH = 12

/** A side of a market at a line, with its chance in a forecast, pushes left out. */
export interface BookSide {
  readonly result: FeedResult
  readonly point: number | undefined
  chanceIn(forecast: Forecast): number
}

/** Returns what a book quotes, or undefined where it has nothing up. */
export function bookOffersOf(asked: BookAsked): BookOffers | undefined {
  const { game, book, marketKey, lookMs, nowMs, speed = 1 } = asked
  const seenMs = lookMs - book.lagMs / speed
  const seen = momentOf(game, seenMs)
  const now = momentOf(game, nowMs)
  if (now.status === 'final' || now.status === 'cancelled') return undefined
  const isLive = now.status !== 'scheduled'
  if (isSuspended(asked, isLive)) return undefined
  const sides = sidesOf(game, marketKey, seen.forecast)
  const believed = sides.map((side) => side.chanceIn(seen.forecast))
  const fair = sides.map((side) => fairSpanOf(side, standingsOf(game, { seenMs, nowMs, speed })))
  if (Math.min(...believed, ...fair.map(({ least }) => least)) < CHANCE_MIN) return undefined
  const implied = withMargin(
    moved(believed, opinionOf(asked)),
    overroundOf(book, marketKey, isLive),
  )
  const offers: BookOffer[] = []
  for (const [index, { result, point }] of sides.entries()) {
    const least = (fair[index]?.most ?? 1) + FAIR_DISTANCE_MIN
    const own = implied[index] ?? 1
    if (isLive && own < least - CORRECTED_MAX) return undefined
    const price = Math.max(own, least)
    if (price > IMPLIED_MAX) return undefined
    offers.push({ result, point, american: americanAtLeast(price, book.hasFineSteps) })
  }
  return { marketKey, offers }
}

/** Margins are larger in play: 6.2 points where 4.4 before, and 6.5 on lines (90 recordings of 2025 and 2026). */
const LIVE_MARGIN = 1.4

function overroundOf(book: BookProfile, marketKey: FeedMarketKey, isLive: boolean): number {
  const margin = book.overround[marketKey] - 1 - (book.hasFineSteps ? 0 : ROUNDING_ADDS)
  return 1 + (isLive ? margin * LIVE_MARGIN : margin)
}

/**
 * Returns every forecast that a book may not be better than: those since it looked, and those that a maker
 * at the exchange may still go by.
 * @param seenMs of what the book knows.
 */
export function standingsOf(
  game: Game,
  {
    seenMs,
    nowMs,
    speed,
  }: { readonly seenMs: number; readonly nowMs: number; readonly speed: number },
): readonly Forecast[] {
  return forecastsBetween(game, Math.min(seenMs, nowMs - MAKER_LAG_MS_MAX / speed), nowMs)
}

/** Returns the least and the greatest chance of a side in some forecasts. */
export function fairSpanOf(
  side: BookSide,
  forecasts: readonly Forecast[],
): { readonly least: number; readonly most: number } {
  const chances = forecasts.map((forecast) => side.chanceIn(forecast))
  return { least: Math.min(...chances), most: Math.max(...chances) }
}

/** Returns the chances that a market's sides have in a forecast; lines are the nearest to even. */
export function sidesOf(game: Game, marketKey: FeedMarketKey, seen: Forecast): readonly BookSide[] {
  switch (marketKey) {
    case 'h2h':
      return winnerSides(game)
    case 'spreads':
      return spreadSides(spreadLineOf(game, seen))
    case 'totals':
      return totalSides(nearestLine(seen.expectedTotal, (line) => seen.totalOver(line)))
  }
}

/** Returns the two sides of a spread at a line that the home team wins by more than. */
export function spreadSides(line: number): readonly BookSide[] {
  return [
    { result: 'home', point: -line, chanceIn: (forecast) => forecast.winsBy('home', line) },
    { result: 'away', point: line, chanceIn: (forecast) => 1 - forecast.winsBy('home', line) },
  ]
}

/** Returns over and under a line. */
export function totalSides(line: number): readonly BookSide[] {
  return [
    { result: 'over', point: line, chanceIn: (forecast) => forecast.totalOver(line) },
    { result: 'under', point: line, chanceIn: (forecast) => 1 - forecast.totalOver(line) },
  ]
}

/** Returns the sides of a winner's market: two, or three where the draw is sold. */
export function winnerSides({ league }: Game): readonly BookSide[] {
  const teams = (['home', 'away'] as const).map((team) => ({ result: team, point: undefined }))
  if (!sellsDraw(league)) {
    return teams.map((side) => ({
      ...side,
      chanceIn: (forecast: Forecast) =>
        forecast.tie >= 1 ? 0.5 : forecast[side.result] / (1 - forecast.tie),
    }))
  }
  const three = teams.map((side) => ({
    ...side,
    chanceIn: (forecast: Forecast) => forecast[side.result],
  }))
  return [...three, { result: 'draw', point: undefined, chanceIn: ({ tie }) => tie }]
}

/** Baseball and hockey have one spread, 1.5 to the favourite. */
function spreadLineOf(game: Game, seen: Forecast): number {
  if (game.league === 'mlb' || game.league === 'nhl') return seen.home >= seen.away ? 1.5 : -1.5
  return nearestLine(seen.expectedMargin, (line) => seen.winsBy('home', line))
}

/** Returns the half-point line near an expectation whose chance is the nearest to even. */
function nearestLine(expected: number, chanceOver: (line: number) => number): number {
  let best = { line: Math.floor(expected) + 0.5, gap: Infinity }
  for (let offset = -LINE_SEARCH; offset <= LINE_SEARCH; offset += 1) {
    const line = Math.floor(expected) + 0.5 + offset
    const gap = Math.abs(chanceOver(line) - 0.5)
    if (gap < best.gap) best = { line, gap }
  }
  return best.line
}

/** Before a game a book may not have the market at all; in play it is taken down at times. */
function isSuspended(
  { seed, game, book, marketKey, nowMs, speed = 1 }: BookAsked,
  isLive: boolean,
): boolean {
  const name = `${seed} ${book.key} ${game.id}`
  const share = (what: string): number => hashOf(`${name} ${what}`) / 2 ** 32
  if (share('game') >= book.coverage.games) return true
  if (share(marketKey) >= book.coverage.markets) return true
  const minute = Math.floor((nowMs * speed) / 60_000)
  return isLive && share(`${marketKey} ${minute}`) >= book.coverage.live
}

/** How a book sees the first side, log-odds off the truth; the same for hours. */
function opinionOf({ seed, game, book, marketKey, lookMs, speed = 1 }: BookAsked): number {
  const name = `opinion ${book.key} ${game.id} ${marketKey}`
  const phase = hashOf(name) % OPINION_MS
  const span = Math.floor((lookMs * speed + phase) / OPINION_MS)
  return normalChoice(rngOf(seed, `${name} ${span}`)) * book.opinionSd * OPINION_FACTORS[marketKey]
}

/** Returns chances with the first one's log-odds moved, the others in proportion. */
function moved(chances: readonly number[], shift: number): readonly number[] {
  const [first = 0.5, ...others] = chances
  const odds = (first / (1 - first)) * Math.exp(shift)
  const next = odds / (1 + odds)
  return [next, ...others.map((chance) => (chance * (1 - next)) / (1 - first))]
}
