/**
 * The mix of columns whose least row is greatest: weights of 1 in all, found by a linear program in
 * floats. It steers and bounds; figures are computed again from the weights.
 * @module
 */
import { type Model, type Options, solve } from 'yalps'
import { Decimal } from '../units/decimal.ts'

/** A mix, and how good one could be. */
export interface Mix {
  /** By column, 0 or more, 1 in all. */
  readonly weights: readonly Decimal[]
  /** Least row of the best mix, a float; infinite where the solver gave up. */
  readonly bound: number
}

/** Solver settings, in the order to try them: it rounds its answer to the precision. */
const ATTEMPTS: readonly Options[] = [{ precision: 1e-11 }, { precision: 1e-8 }]

/** Largest difference between what the solver says and what its weights come to, to be believed. */
const ANSWER_TOLERANCE = 1e-6

/**
 * Returns the best mix.
 * @param rows by row, then by column: figures of 0 or more; at least one row and one column. Rows that
 *   are alike are looked at once.
 */
export function bestMix(rows: readonly (readonly number[])[]): Mix {
  const distinct = [...new Map(rows.map((row) => [row.join(' '), row])).values()]
  const model = modelOf(distinct)
  const columns = [...(distinct[0] as readonly number[]).keys()]
  for (const options of ATTEMPTS) {
    const { status, result, variables } = solve(model, options)
    if (status !== 'optimal') continue
    const found = new Map<number, number>(variables)
    const floats = columns.map((column) => found.get(column) ?? 0)
    // Nothing can be gained in some row whatever is held: one column is as good as another.
    if (!floats.some((weight) => weight > 0)) floats[0] = 1
    if (Math.abs(leastRow(distinct, floats) - result) > ANSWER_TOLERANCE) continue
    const total = Decimal.sum(...floats)
    return { weights: floats.map((weight) => new Decimal(weight).div(total)), bound: result }
  }
  return { weights: columns.map((column) => new Decimal(column === 0 ? 1 : 0)), bound: Infinity }
}

const GOAL = -1

/** Feasible at zero: the goal is at most every row, and the weights are 1 in all at most. */
function modelOf(rows: readonly (readonly number[])[]): Model<number, number> {
  const columns = [...(rows[0] as readonly number[]).keys()]
  const sum = rows.length
  return {
    direction: 'maximize',
    objective: GOAL,
    constraints: [...rows.map((_, row) => [row, { min: 0 }] as const), [sum, { max: 1 }] as const],
    variables: [
      [GOAL, [[GOAL, 1], ...rows.map((_, row) => [row, -1] as const)]] as const,
      ...columns.map(
        (column) =>
          [
            column,
            [[sum, 1] as const, ...rows.map((row, at) => [at, row[column] as number] as const)],
          ] as const,
      ),
    ],
  }
}

function leastRow(rows: readonly (readonly number[])[], weights: readonly number[]): number {
  const values = rows.map((row) =>
    row.reduce((sum, figure, column) => sum + figure * (weights[column] as number), 0),
  )
  return Math.min(...values)
}
