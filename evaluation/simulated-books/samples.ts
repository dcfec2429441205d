/**
 * Numbers about books, recorded or simulated, by what they measure.
 * @module
 */

/** What is measured, and in which unit. */
export type Measure =
  | `${'winner' | 'winner 0-6 h' | 'winner 24-48 h' | 'MLB line' | 'NBA line'} ${'spread, cents' | 'best size, contracts'}`
  | 'winner levels a side'
  | 'winner depth a side, contracts'
  | 'winner changes a minute'
  | 'winner size of a change, contracts'
  | 'winner change behind the best, cents'
  | 'winner traded a minute, contracts'
  | `${'h2h' | 'spreads' | 'totals'} margin, points`
  | `${'h2h' | 'spreads' | 'totals'} margin in play, points`
  | `${'h2h' | 'spreads' | 'totals'} disagreement, log-odds`
  | 'move of a price, points'
  | `markets changed within ${60 | 300 | 900} s, %`
  | `age of a quote${'' | ' in play'}, s`
  | 'markets missing before, %'
  | 'markets missing in play, %'

/** Numbers by measure. */
export type Samples = Map<Measure, number[]>

/** Adds numbers to a measure. */
export function addTo(samples: Samples, measure: Measure, ...numbers: readonly number[]): void {
  const list = samples.get(measure)
  if (list === undefined) samples.set(measure, [...numbers])
  else for (const one of numbers) list.push(one)
}

/**
 * Returns the number below which a share of some numbers lies.
 * @param share 0 to 1.
 */
export function quantileOf(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Returns the mean. */
export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** Returns the standard deviation. */
export function deviationOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers)
  return Math.sqrt(meanOf(numbers.map((one) => (one - mean) ** 2)))
}

/** Returns what decimal or American odds imply. */
export function impliedOf(odds: number): number {
  if (odds > 1 && odds < 100) return 1 / odds
  return odds > 0 ? 100 / (100 + odds) : -odds / (100 - odds)
}
