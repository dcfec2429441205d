/**
 * Solves small symmetric positive definite systems by elimination. No pivoting is needed for such
 * a matrix; a pivot that is not above 0 says it is none, at 40 digits.
 * @module
 */
import type { Decimal } from '../../units/decimal.ts'

/**
 * Returns x with `matrix`·x = `right`, or undefined where the matrix is not positive definite at
 * the precision of the arithmetic. Neither argument is changed.
 */
export function solvePositiveDefinite(
  matrix: readonly (readonly Decimal[])[],
  right: readonly Decimal[],
): readonly Decimal[] | undefined {
  const size = right.length
  const rows = matrix.map((row, index) => [...row, right[index] as Decimal])
  for (let pivot = 0; pivot < size; pivot += 1) {
    const pivotRow = rows[pivot] as Decimal[]
    const head = pivotRow[pivot] as Decimal
    if (!head.gt(0)) return undefined
    for (let below = pivot + 1; below < size; below += 1) {
      subtractMultiple(rows[below] as Decimal[], pivotRow, pivot)
    }
  }
  const solution: Decimal[] = []
  for (let index = size - 1; index >= 0; index -= 1) {
    const row = rows[index] as readonly Decimal[]
    let value = row[size] as Decimal
    for (let known = index + 1; known < size; known += 1) {
      value = value.minus((row[known] as Decimal).times(solution[known] as Decimal))
    }
    solution[index] = value.div(row[index] as Decimal)
  }
  return solution
}

/** Takes the multiple of `pivotRow` from `row` that makes its entry in column `from` vanish. */
function subtractMultiple(row: Decimal[], pivotRow: readonly Decimal[], from: number): void {
  const factor = (row[from] as Decimal).div(pivotRow[from] as Decimal)
  for (let column = from; column < row.length; column += 1) {
    row[column] = (row[column] as Decimal).minus(factor.times(pivotRow[column] as Decimal))
  }
}
