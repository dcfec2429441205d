/**
 * The largest packing: weights of 0 or more whose sum is greatest while no constraint's weighted sum
 * passes 1. A dense simplex over floats in memory of its own; it starts from nothing weighted, which
 * is always allowed, so it needs no first phase. What comes out is a proposal: whoever relies on it
 * checks it in whole numbers.
 * @module
 */

/** A packing problem of up to some size, and room to solve it in. */
export interface PackingSimplex {
  readonly variables: number
  /**
   * Coefficients at `constraint × (variables + 1) + variable`, 0 or more, to be filled in before
   * each {@link largestPacking}, which overwrites them; the last place of each constraint is left alone.
   */
  readonly tableau: Float64Array
  /** Weights by variable, as the last {@link largestPacking} left them. */
  readonly weights: Float64Array
  /** By constraint, the variable that its row holds: a weight, or from `variables` on a slack. */
  readonly inRow: Int32Array
  /** By column, the variable that stands in it, held at 0. */
  readonly inColumn: Int32Array
}

/** Most exchanges of one solution; what was found until then is returned. */
export const SIMPLEX_PIVOTS_MAX = 2000

/** Smaller coefficients are taken for nothing: what rounding left of one. */
const EPSILON = 1e-11

/** Returns room for problems of up to `constraintsMax` constraints over `variables` variables. */
export function createPackingSimplex(constraintsMax: number, variables: number): PackingSimplex {
  return {
    variables,
    tableau: new Float64Array((constraintsMax + 1) * (variables + 1)),
    weights: new Float64Array(variables),
    inRow: new Int32Array(constraintsMax),
    inColumn: new Int32Array(variables),
  }
}

/**
 * Finds the weights and returns their sum; `Infinity` where a variable may grow without end: its
 * weight is then 1 and every other one 0. Allocates nothing.
 * @param constraintCount how many constraints, from the first, were filled in.
 */
export function largestPacking(simplex: PackingSimplex, constraintCount: number): number {
  const { variables, weights } = simplex
  weights.fill(0)
  const free = freeVariable(simplex, constraintCount)
  if (free >= 0) {
    weights[free] = 1
    return Infinity
  }
  begin(simplex, constraintCount)
  for (let pivots = 0; pivots < SIMPLEX_PIVOTS_MAX; pivots += 1) {
    const column = enteringColumn(simplex, constraintCount, pivots > SIMPLEX_PIVOTS_MAX / 2)
    if (column < 0) break
    const row = leavingRow(simplex, constraintCount, column)
    if (row < 0) break
    exchange(simplex, constraintCount, row, column)
  }
  let sum = 0
  for (let row = 0; row < constraintCount; row += 1) {
    const variable = simplex.inRow[row] as number
    if (variable >= variables) continue
    const weight = Math.max(0, simplex.tableau[row * (variables + 1) + variables] as number)
    weights[variable] = weight
    sum += weight
  }
  return sum
}

/** A variable that no constraint holds back; −1 where there is none. */
function freeVariable({ variables, tableau }: PackingSimplex, constraintCount: number): number {
  for (let variable = 0; variable < variables; variable += 1) {
    let most = 0
    for (let row = 0; row < constraintCount; row += 1) {
      most = Math.max(most, tableau[row * (variables + 1) + variable] as number)
    }
    if (most === 0) return variable
  }
  return -1
}

/** Every row holds its slack, every weight is 0; the last row is what is gained by raising one. */
function begin(simplex: PackingSimplex, constraintCount: number): void {
  const { variables, tableau, inRow, inColumn } = simplex
  const width = variables + 1
  for (let row = 0; row < constraintCount; row += 1) {
    inRow[row] = variables + row
    tableau[row * width + variables] = 1
  }
  for (let column = 0; column < variables; column += 1) {
    inColumn[column] = column
    tableau[constraintCount * width + column] = -1
  }
  tableau[constraintCount * width + variables] = 0
}

/** The column that gains most, or, cautious, the first variable that gains: that never goes in circles. */
function enteringColumn(
  { variables, tableau, inColumn }: PackingSimplex,
  constraintCount: number,
  isCautious: boolean,
): number {
  let best = -1
  let least = Infinity
  for (let column = 0; column < variables; column += 1) {
    const cost = tableau[constraintCount * (variables + 1) + column] as number
    if (cost >= -EPSILON) continue
    const rank = isCautious ? (inColumn[column] as number) : cost
    if (rank >= least) continue
    best = column
    least = rank
  }
  return best
}

/** The constraint that is met first; of equal ones the one that holds the first variable. */
function leavingRow(
  { variables, tableau, inRow }: PackingSimplex,
  constraintCount: number,
  column: number,
): number {
  let best = -1
  let least = Infinity
  for (let row = 0; row < constraintCount; row += 1) {
    const from = row * (variables + 1)
    const coefficient = tableau[from + column] as number
    if (coefficient <= EPSILON) continue
    const ratio = (tableau[from + variables] as number) / coefficient
    const isTie = ratio === least && (inRow[row] as number) < (inRow[best] as number)
    if (ratio >= least && !isTie) continue
    best = row
    least = ratio
  }
  return best
}

/** The variable of the column goes into the row, and the row's out of it. */
function exchange(
  { variables, tableau, inRow, inColumn }: PackingSimplex,
  constraintCount: number,
  row: number,
  column: number,
): void {
  const width = variables + 1
  const pivot = row * width
  const inverse = 1 / (tableau[pivot + column] as number)
  for (let at = 0; at < width; at += 1) {
    tableau[pivot + at] = (tableau[pivot + at] as number) * inverse
  }
  tableau[pivot + column] = inverse
  for (let other = 0; other <= constraintCount; other += 1) {
    const from = other * width
    const factor = tableau[from + column] as number
    if (other === row || factor === 0) continue
    for (let at = 0; at < width; at += 1) {
      tableau[from + at] = (tableau[from + at] as number) - factor * (tableau[pivot + at] as number)
    }
    tableau[from + column] = -factor * inverse
  }
  const entering = inColumn[column] as number
  inColumn[column] = inRow[row] as number
  inRow[row] = entering
}
