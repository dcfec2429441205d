/**
 * Optimal one-to-one assignment of two lists of moments: as many pairs within a tolerance as
 * possible, and among those the least total difference. On a line no optimum needs two pairs to
 * cross, so dynamic programming over both sorted lists finds it: doubleheaders stay in order.
 * @module
 */

/** Assignments are only sought for this many meetings of two teams at once; a season has fewer. */
export const MEETINGS_MAX = 200

/** Positions in the two lists that belong together. */
export interface StartPair {
  readonly left: number
  readonly right: number
}

/** Best result for the first `l` left and `r` right moments. */
interface Cell {
  readonly pairs: number
  readonly differenceMs: number
  readonly step: 'pair' | 'skip-left' | 'skip-right' | 'end'
}

const EMPTY: Cell = { pairs: 0, differenceMs: 0, step: 'end' }

/**
 * Returns the optimal assignment of two ascending lists of moments. Lists beyond
 * {@link MEETINGS_MAX} are not assigned at all.
 */
export function assignStarts(
  left: readonly number[],
  right: readonly number[],
  toleranceMs: number,
): readonly StartPair[] {
  if (left.length === 0 || right.length === 0) return []
  if (left.length > MEETINGS_MAX || right.length > MEETINGS_MAX) return []
  const table: Cell[][] = [Array.from({ length: right.length + 1 }, () => EMPTY)]
  for (const [l, leftMs] of left.entries()) {
    const above = table[l] ?? []
    const row: Cell[] = [EMPTY]
    for (const [r, rightMs] of right.entries()) {
      const differenceMs = Math.abs(leftMs - rightMs)
      const diagonal = above[r] ?? EMPTY
      let best: Cell = { ...(above[r + 1] ?? EMPTY), step: 'skip-left' }
      const skipRight: Cell = { ...(row[r] ?? EMPTY), step: 'skip-right' }
      if (isBetter(skipRight, best)) best = skipRight
      if (differenceMs <= toleranceMs) {
        const pair: Cell = {
          pairs: diagonal.pairs + 1,
          differenceMs: diagonal.differenceMs + differenceMs,
          step: 'pair',
        }
        if (isBetter(pair, best)) best = pair
      }
      row.push(best)
    }
    table.push(row)
  }
  return pairsOf(table, left.length, right.length)
}

function isBetter(a: Cell, b: Cell): boolean {
  return a.pairs === b.pairs ? a.differenceMs < b.differenceMs : a.pairs > b.pairs
}

function pairsOf(table: readonly (readonly Cell[])[], l: number, r: number): readonly StartPair[] {
  const pairs: StartPair[] = []
  let left = l
  let right = r
  while (left > 0 && right > 0) {
    const step = table[left]?.[right]?.step
    if (step === 'pair') pairs.push({ left: left - 1, right: right - 1 })
    if (step !== 'skip-right') left -= 1
    if (step !== 'skip-left') right -= 1
  }
  return pairs.toReversed()
}
