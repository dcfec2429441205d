/**
 * The grid of margin × total × home × away points, cut where a question changes its grade, without
 * the cells that no score can reach.
 * @module
 */
import { TooManyOutcomesError } from './errors.ts'
import { cutsOf, type ScoreAxis, type ScoreQuestion } from './game-statement.ts'
import { SPACE_OUTCOMES_MAX } from './graded-space.ts'
import {
  ANY_MARGIN,
  ANY_POINTS,
  holdsScore,
  type ScoreCell,
  type WholeRange,
} from './score-cell.ts'

/** Cells, and the axes along which they differ. */
export interface ScoreGrid {
  /** From the highest margin down, then upwards in total, home and away points. */
  readonly cells: readonly ScoreCell[]
  readonly axes: ReadonlySet<ScoreAxis>
}

/**
 * Returns the cells of scores on which every question has one grade: each possible score is in
 * exactly one, each holds at least one. Only axes that are asked about are cut. Where the margin is
 * asked about and games can end level, 0 is a cell of its own; where they can not, 0 is in none.
 * @throws {TooManyOutcomesError} more than {@link SPACE_OUTCOMES_MAX} cells.
 */
export function scoreGrid(questions: readonly ScoreQuestion[], canTie: boolean): ScoreGrid {
  const cuts = (axis: ScoreAxis) =>
    questions.filter((question) => question.axis === axis).flatMap(cutsOf)
  const marginCuts = cuts('margin')
  if (canTie && marginCuts.length > 0) marginCuts.push(0, 1)
  const margins = rangesOf(ANY_MARGIN, marginCuts)
    .map((range) => (canTie ? [range] : withoutZero(range)))
    .filter((ranges) => ranges.length > 0)
    .toReversed()
  const points = {
    total: rangesOf(ANY_POINTS, cuts('total')),
    home: rangesOf(ANY_POINTS, cuts('home')),
    away: rangesOf(ANY_POINTS, cuts('away')),
  }

  const whole = { total: ANY_POINTS, home: ANY_POINTS, away: ANY_POINTS }
  let cells: readonly ScoreCell[] = margins.map((margin) => ({ ...whole, margin }))
  const axes = new Set<ScoreAxis>(margins.length > 1 ? ['margin'] : [])
  const describe = `${questions.length} statements`
  for (const axis of ['total', 'home', 'away'] as const) {
    if (points[axis].length === 1) continue
    axes.add(axis)
    cells = refined(cells, axis, points[axis], describe)
  }
  return { cells, axes }
}

/** Every cell that can be reached holds at least one that can be after a cut: their number only grows. */
function refined(
  cells: readonly ScoreCell[],
  axis: 'total' | 'home' | 'away',
  ranges: readonly WholeRange[],
  statements: string,
): readonly ScoreCell[] {
  const finer: ScoreCell[] = []
  for (const cell of cells) {
    for (const range of ranges) {
      const part = { ...cell, [axis]: range }
      if (holdsScore(part)) finer.push(part)
      if (finer.length > SPACE_OUTCOMES_MAX) throw new TooManyOutcomesError(statements)
    }
  }
  return finer
}

/** Cuts a range: each cut is the first number of a new part. Cuts outside it cut nothing. */
function rangesOf(range: WholeRange, cuts: readonly number[]): readonly WholeRange[] {
  const inside = [...new Set(cuts)].filter((cut) => cut > range.low).toSorted((a, b) => a - b)
  const lows = [range.low, ...inside]
  return lows.map((low, index) => ({ low, high: (lows[index + 1] ?? range.high + 1) - 1 }))
}

/** The margins of a range in a league without ties: two ranges where it goes on across 0, none for 0 alone. */
function withoutZero({ low, high }: WholeRange): readonly WholeRange[] {
  const below = { low, high: Math.min(high, -1) }
  const above = { low: Math.max(low, 1), high }
  return [below, above].filter((range) => range.low <= range.high)
}
