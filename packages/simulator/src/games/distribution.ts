/**
 * Distributions over whole points as lists: the chance of k points stands at index k. Statistics, not
 * money: plain numbers.
 * @module
 */

/** Chances by number of points; they sum to 1 but for what {@link convolve} leaves out. */
export type Distribution = readonly number[]

/** A tail below this is left out: far below what any price could show. */
const TAIL_MIN = 1e-15

/** No points for certain. */
export const NO_POINTS: Distribution = [1]

/** Returns the distribution of a sum of two independent numbers of points. */
export function convolve(one: Distribution, other: Distribution): Distribution {
  const sum: number[] = Array.from<number>({ length: one.length + other.length - 1 }).fill(0)
  // Indexes, not iterators: most of a world's time is spent here.
  for (let points = 0; points < one.length; points += 1) {
    const chance = one[points] ?? 0
    for (let more = 0; more < other.length; more += 1) {
      sum[points + more] = (sum[points + more] ?? 0) + chance * (other[more] ?? 0)
    }
  }
  let length = sum.length
  while (length > 1 && (sum[length - 1] ?? 0) < TAIL_MIN) length -= 1
  return sum.slice(0, length)
}

/** Returns chances of scoring made larger or smaller; what is left is the chance of no points. */
export function scaled(base: Distribution, factor: number): Distribution {
  const scoring = base.slice(1).map((chance) => chance * factor)
  return [1 - scoring.reduce((sum, chance) => sum + chance, 0), ...scoring]
}

/** Returns the distributions of the sum of 0, 1, 2 … turns, up to `turns`. */
export function sumsOf(turn: Distribution, turns: number): readonly Distribution[] {
  const sums: Distribution[] = [NO_POINTS]
  for (let count = 1; count <= turns; count += 1) {
    sums.push(convolve(sums[count - 1] ?? NO_POINTS, turn))
  }
  return sums
}
