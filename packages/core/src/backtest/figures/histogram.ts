/**
 * Histograms with bins that a reader can name: their width is 1, 2 or 5 times a power of ten, their
 * ends are multiples of it (so zero is always an end), and what lies far out is counted beside them.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { quantileOf } from './bootstrap.ts'

/** Values from `from` (included) to `to` (not included). */
export interface HistogramBin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Where bins lie. */
export interface HistogramBins {
  /** Width of a bin, above 0. */
  readonly width: number
  /** Start of the first bin, a multiple of the width. */
  readonly from: number
  /** Number of bins, 1 to {@link HISTOGRAM_BINS_MAX}. */
  readonly count: number
}

/** How values are spread. `below` + counts of the bins + `above` = `total`. */
export interface Histogram {
  readonly bins: readonly HistogramBin[]
  /** Values below the first bin, and at or above the end of the last. */
  readonly below: number
  readonly above: number
  readonly total: number
}

/** Most bins. */
export const HISTOGRAM_BINS_MAX = 60

/** Share of values at each end that does not decide where bins lie. */
const OUTLYING_SHARE = 0.01

/**
 * Returns bins for whole values: Freedman and Diaconis' width (2·IQR·n^(−1/3), 1981) rounded up to a
 * round one, over all but the outlying hundredth at each end. A single bin of 1 for nothing.
 * @throws {InvalidInputError} a value that is not finite.
 */
export function histogramBinsOf(values: readonly number[]): HistogramBins {
  assertInput(values.every(Number.isFinite), 'values of a histogram must be finite')
  if (values.length === 0) return { width: 1, from: 0, count: 1 }
  const sorted = values.toSorted((a, b) => a - b)
  const low = quantileOf(sorted, OUTLYING_SHARE)
  const high = quantileOf(sorted, 1 - OUTLYING_SHARE)
  const spread = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)
  const wanted = 2 * spread * values.length ** (-1 / 3)
  let width = roundWidth(Math.max(wanted, (high - low) / HISTOGRAM_BINS_MAX, 1))
  while (binsBetween(low, high, width) > HISTOGRAM_BINS_MAX) width = roundWidth(width * 1.01)
  const from = Math.floor(low / width) * width
  return { width, from, count: binsBetween(low, high, width) }
}

/** Returns how values fall into bins. */
export function histogramOf(values: readonly number[], layout: HistogramBins): Histogram {
  const counts = Array.from({ length: layout.count }, () => 0)
  let [below, above] = [0, 0]
  for (const value of values) {
    const index = Math.floor((value - layout.from) / layout.width)
    if (index < 0) below += 1
    else if (index >= layout.count) above += 1
    else counts[index] = (counts[index] as number) + 1
  }
  const bins = counts.map((count, index) => ({
    from: layout.from + index * layout.width,
    to: layout.from + (index + 1) * layout.width,
    count,
  }))
  return { bins, below, above, total: values.length }
}

function binsBetween(low: number, high: number, width: number): number {
  return Math.floor(high / width) - Math.floor(low / width) + 1
}

/** The least of 1, 2, 5, 10, 20, 50, … that is no less. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= width) ?? 10
  return factor * power
}
