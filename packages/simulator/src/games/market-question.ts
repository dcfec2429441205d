/**
 * What a contract of the catalog asks about its game: its chance in a forecast, its end by a score, and
 * the same as a proposition of core.
 * @module
 */
import {
  assertInput,
  type HomeAway,
  LEAGUES,
  type Period,
  type PriceTicks,
  type Proposition,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { MarketResult } from '../exchange/protocol.ts'
import type { Forecast } from './forecast.ts'
import type { SimulatedLeague } from './sport-model.ts'

/** A question; lines are K − 0.5. */
export type MarketQuestion =
  | { readonly tag: 'winner'; readonly team: HomeAway }
  | { readonly tag: 'tie' }
  /** The team wins by more than the line. */
  | { readonly tag: 'spread'; readonly team: HomeAway; readonly line: number }
  /** Both together score more than the line. */
  | { readonly tag: 'total'; readonly line: number }

/** True where the draw is sold beside the teams: soccer. */
export function sellsDraw(league: SimulatedLeague): boolean {
  return LEAGUES[league].sport === 'soccer'
}

/** Returns the chance that the answer is yes, a level game counted as no. */
export function chanceOf(question: MarketQuestion, forecast: Forecast): number {
  switch (question.tag) {
    case 'winner':
      return forecast[question.team]
    case 'tie':
      return forecast.tie
    case 'spread':
      return forecast.winsBy(question.team, question.line)
    case 'total':
      return forecast.totalOver(question.line)
  }
}

/**
 * Returns what a YES contract is worth, 0 to 1: its chance, and half of a tie's where a winner's
 * contract pays $0.50 then (NFL).
 */
export function fairValueOf(
  league: SimulatedLeague,
  question: MarketQuestion,
  forecast: Forecast,
): number {
  const chance = chanceOf(question, forecast)
  return question.tag === 'winner' && !sellsDraw(league) ? chance + forecast.tie / 2 : chance
}

/** Returns how a question ends by the final score. */
export function resultOf(
  league: SimulatedLeague,
  question: MarketQuestion,
  score: { readonly home: number; readonly away: number },
): MarketResult {
  const margin = score.home - score.away
  if (question.tag === 'winner' && margin === 0 && !sellsDraw(league)) {
    return { kind: 'scalar', value: priceTicks(TICKS_PER_DOLLAR / 2) }
  }
  return { kind: isYes(question, score.home, score.away) ? 'yes' : 'no' }
}

function isYes(question: MarketQuestion, home: number, away: number): boolean {
  switch (question.tag) {
    case 'winner':
      return question.team === 'home' ? home > away : away > home
    case 'tie':
      return home === away
    case 'spread':
      return (question.team === 'home' ? home - away : away - home) > question.line
    case 'total':
      return home + away > question.line
  }
}

/** Returns the venue's "fair price" of a game that is not played: whole cents, 1 to 99. */
export function fairPriceOf(value: number): PriceTicks {
  assertInput(value >= 0 && value <= 1, `a chance must lie in 0 to 1, got ${value}`)
  return priceTicks(Math.min(99, Math.max(1, Math.round(value * 100))) * 100)
}

/** Returns the question as a proposition of core. */
export function propositionOf(league: SimulatedLeague, question: MarketQuestion): Proposition {
  const period: Period = sellsDraw(league) ? 'regulation' : 'full-game'
  switch (question.tag) {
    case 'winner':
      return sellsDraw(league)
        ? { tag: 'three-way', period, result: question.team }
        : { tag: 'moneyline', period, team: question.team }
    case 'tie':
      return { tag: 'three-way', period, result: 'draw' }
    case 'spread':
      return { tag: 'spread', period, team: question.team, line: -question.line }
    case 'total':
      return { tag: 'total', period, direction: 'over', line: question.line }
  }
}
