/**
 * The width of a middle in the numbers that people speak of: the totals and margins in which it
 * gains.
 * @module
 */
import { assertInput } from '../assert.ts'
import { printable } from '../errors.ts'
import type { GameSpace } from '../outcomes/game-space.ts'
import type { WholeRange } from '../outcomes/score-cell.ts'

/** Whole numbers in which outcomes lie, from the lowest to the highest, both included; ±Infinity where open. */
export interface MiddleWidth {
  /** Home − away. */
  readonly margin: WholeRange
  /** Home + away. */
  readonly total: WholeRange
}

/**
 * Returns the narrowest ranges that hold the given outcomes of a game: a total of 45 to 47 for an
 * over at 44.5 with an under at 47.5, at any margin.
 * @throws {InvalidInputError} no outcome, or an id that the space does not have.
 */
export function middleWidthOf(space: GameSpace, outcomeIds: readonly string[]): MiddleWidth {
  assertInput(outcomeIds.length > 0, 'a width is of at least one outcome, got none')
  const cells = outcomeIds.map((id) => {
    const outcome = space.outcomes.find((candidate) => candidate.id === id)
    assertInput(outcome !== undefined, `the space has no outcome ${printable(id)}`)
    return outcome.cell
  })
  return {
    margin: hullOf(cells.flatMap(({ margin }) => margin)),
    total: hullOf(cells.map(({ total }) => total)),
  }
}

function hullOf(ranges: readonly WholeRange[]): WholeRange {
  return {
    low: Math.min(...ranges.map(({ low }) => low)),
    high: Math.max(...ranges.map(({ high }) => high)),
  }
}
