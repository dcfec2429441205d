/**
 * Simulated books beside recorded ones, measure by measure.
 * @module
 */
import { type Measure, meanOf, quantileOf, type Samples } from './samples.ts'

/** One statistic of a measure. */
export interface ComparedRow {
  readonly measure: Measure
  readonly statistic: string
  readonly recorded: number
  readonly simulated: number
  /** Simulated over recorded; 1 where both are 0. */
  readonly ratio: number
}

const QUANTILES = [
  ['25 %', 0.25],
  ['median', 0.5],
  ['75 %', 0.75],
  ['90 %', 0.9],
] as const

/** Returns a row for each statistic of each measure that both have: shares in % by their means. */
export function compareSamples(recorded: Samples, simulated: Samples): readonly ComparedRow[] {
  return [...recorded].flatMap(([measure, numbers]) => {
    const others = simulated.get(measure)
    if (others === undefined) return []
    const row = (statistic: string, of: (list: readonly number[]) => number): ComparedRow => {
      const [one, other] = [of(numbers), of(others)]
      const ratio = one === other ? 1 : other / one
      return { measure, statistic, recorded: one, simulated: other, ratio }
    }
    if (measure.endsWith('%')) return [row('mean', meanOf)]
    return QUANTILES.map(([name, share]) => row(name, (list) => quantileOf(list, share)))
  })
}
