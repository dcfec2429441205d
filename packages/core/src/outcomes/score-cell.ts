/**
 * Cells of scores: sets of final scores that are given by ranges of the margin, the total and each
 * team's points. Whether a cell holds a score that can be reached is decided exactly, parity of
 * margin and total included.
 * @module
 */
import { LINE_ABS_MAX } from '../fixtures/proposition.ts'
import type { GameScore } from './game-statement.ts'

/** Whole numbers from `low` to `high`, both included; ±Infinity where it is open. */
export interface WholeRange {
  readonly low: number
  readonly high: number
}

/** All scores whose four numbers lie in these ranges. */
export interface ScoreCell {
  /** Home − away: one range, or the two around a 0 that is impossible. */
  readonly margin: readonly WholeRange[]
  /** Home + away. */
  readonly total: WholeRange
  readonly home: WholeRange
  readonly away: WholeRange
}

/** Points of one team, or of both: 0 or more. */
export const ANY_POINTS: WholeRange = { low: 0, high: Infinity }
/** Any margin at all. */
export const ANY_MARGIN: WholeRange = { low: -Infinity, high: Infinity }

/**
 * A cell that holds any score holds one with no team above this. All finite bounds of its ranges are
 * at most LINE_ABS_MAX + 1, call it B. Where both teams have more than 2B, taking a point from each
 * leaves the margin and breaks no bound; where then only one has more than 4B, its points alone can
 * be taken away, since the margin is beyond B.
 */
const SCORE_MAX = 4 * (LINE_ABS_MAX + 1)

/** Returns true if the score lies in the cell. */
export function isInCell({ margin, total, home, away }: ScoreCell, score: GameScore): boolean {
  return (
    margin.some((range) => isInRange(range, score.home - score.away)) &&
    isInRange(total, score.home + score.away) &&
    isInRange(home, score.home) &&
    isInRange(away, score.away)
  )
}

function isInRange({ low, high }: WholeRange, value: number): boolean {
  return low <= value && value <= high
}

/** Returns true if any score of whole numbers, 0 or more, lies in the cell. */
export function holdsScore(cell: ScoreCell): boolean {
  return cell.margin.some((margin) => holdsScoreAt(margin, cell))
}

/**
 * For a given score of the home team the possible scores of the away team are a range. Its length is
 * concave in the home score, with straight pieces between the turning points where one bound takes
 * over from another: if it is 0 or more anywhere, it is so at a turning point or a whole number next
 * to one.
 */
function holdsScoreAt(margin: WholeRange, { total, home, away }: ScoreCell): boolean {
  const homeHigh = Math.min(home.high, SCORE_MAX)
  const isPossible = (homeScore: number): boolean => {
    if (!(home.low <= homeScore && homeScore <= homeHigh)) return false
    const least = Math.max(away.low, homeScore - margin.high, total.low - homeScore)
    const most = Math.min(away.high, homeScore - margin.low, total.high - homeScore)
    return least <= most
  }
  const turningPoints = [
    home.low,
    homeHigh,
    away.low + margin.high,
    total.low - away.low,
    (total.low + margin.high) / 2,
    away.high + margin.low,
    total.high - away.high,
    (total.high + margin.low) / 2,
  ]
  return turningPoints.some((at) => isPossible(Math.floor(at)) || isPossible(Math.ceil(at)))
}
