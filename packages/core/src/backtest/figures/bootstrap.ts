/**
 * Confidence intervals by the percentile bootstrap (Efron 1979), seeded. What is drawn with
 * replacement is not records but clusters of them: candidates of one game live and die together, and
 * drawing them one by one would call a figure surer than it is.
 *
 * Assumed: clusters are independent of each other and alike. The interval says nothing about days that
 * were not recorded.
 * @module
 */
import { assertInput } from '../../assert.ts'
import type { Rng } from '../../ports.ts'

/** An interval around a figure, in the figure's unit. */
export interface ConfidenceInterval {
  readonly low: number
  readonly high: number
  /** Share of resamples within, 0.95. */
  readonly level: number
  readonly resamples: number
  /** Independent groups that were drawn from. */
  readonly clusters: number
}

/** How to draw. */
export interface BootstrapOptions {
  readonly rng: Rng
  /** {@link BOOTSTRAP_RESAMPLES} if left out. */
  readonly resamples?: number
  /** In (0, 1); 0.95 if left out. */
  readonly level?: number
}

/** Resamples of an interval, where the data is not too large for as many. */
export const BOOTSTRAP_RESAMPLES = 1_000
/** Fewest resamples, however large the data. */
export const BOOTSTRAP_RESAMPLES_MIN = 200
/** Records looked at over all resamples of one interval, as long as that leaves the fewest. */
export const BOOTSTRAP_DRAWS_MAX = 50_000_000
/** Fewer clusters than this give no interval. */
export const BOOTSTRAP_CLUSTERS_MIN = 10
const LEVEL = 0.95

/** A value, and the group it hangs together with. */
export interface ClusteredValue {
  readonly value: number
  readonly cluster: string
}

/** A mean and how sure it is. */
export interface EstimatedMean {
  readonly count: number
  /** Undefined of nothing. */
  readonly mean: number | undefined
  /** Undefined where there are fewer than {@link BOOTSTRAP_CLUSTERS_MIN} clusters. */
  readonly interval: ConfidenceInterval | undefined
}

/** Returns the mean of all values, each counting once, with its interval. */
export function bootstrapMean(
  values: readonly ClusteredValue[],
  options: BootstrapOptions,
): EstimatedMean {
  const clusters = new Map<string, { sum: number; count: number }>()
  let total = 0
  for (const { value, cluster } of values) {
    const known = clusters.get(cluster) ?? { sum: 0, count: 0 }
    clusters.set(cluster, { sum: known.sum + value, count: known.count + 1 })
    total += value
  }
  const groups = [...clusters.values()]
  const [interval] = bootstrapIntervals(groups, options, {
    size: groups.length,
    figuresOf: (drawn) => {
      let [sum, count] = [0, 0]
      for (const group of drawn) {
        sum += group.sum
        count += group.count
      }
      return [sum / count]
    },
  })
  const count = values.length
  return { count, mean: count === 0 ? undefined : total / count, interval }
}

/** What is worked out of each resample. */
export interface BootstrapFigures<Cluster> {
  /** Records that one resample looks at: bounds how many resamples are made. */
  readonly size: number
  /** The figures of a resample; always as many. */
  readonly figuresOf: (drawn: readonly Cluster[]) => readonly number[]
}

/**
 * Returns one interval for each figure; none where there are too few clusters.
 * @throws {InvalidInputError} a level outside (0, 1), or resamples that are no whole number above 0.
 */
export function bootstrapIntervals<Cluster>(
  clusters: readonly Cluster[],
  options: BootstrapOptions,
  { size, figuresOf }: BootstrapFigures<Cluster>,
): readonly ConfidenceInterval[] {
  const { rng, resamples: wanted = BOOTSTRAP_RESAMPLES, level = LEVEL } = options
  assertInput(level > 0 && level < 1, `a level must lie between 0 and 1, got ${level}`)
  assertInput(
    Number.isInteger(wanted) && wanted > 0,
    `resamples must be a whole number above 0, got ${wanted}`,
  )
  if (clusters.length < BOOTSTRAP_CLUSTERS_MIN) return []
  const affordable = Math.floor(BOOTSTRAP_DRAWS_MAX / Math.max(size, clusters.length))
  const resamples = Math.min(wanted, Math.max(affordable, BOOTSTRAP_RESAMPLES_MIN))
  const drawn: Cluster[] = [...clusters]
  const byFigure: number[][] = []
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let index = 0; index < clusters.length; index += 1) {
      drawn[index] = clusters[Math.floor(rng.next() * clusters.length)] as Cluster
    }
    for (const [index, figure] of figuresOf(drawn).entries()) {
      const column = byFigure[index]
      if (column === undefined) byFigure[index] = [figure]
      else column.push(figure)
    }
  }
  return byFigure.map((column) => {
    const sorted = column.toSorted((a, b) => a - b)
    return {
      low: quantileOf(sorted, (1 - level) / 2),
      high: quantileOf(sorted, (1 + level) / 2),
      level,
      resamples,
      clusters: clusters.length,
    }
  })
}

/**
 * Returns a quantile of ascending values, straight lines between them (type 7 of Hyndman & Fan 1996).
 * @throws {InvalidInputError} no values.
 */
export function quantileOf(ascending: readonly number[], probability: number): number {
  assertInput(ascending.length > 0, 'a quantile needs a value')
  const place = probability * (ascending.length - 1)
  const below = ascending[Math.floor(place)] as number
  const above = ascending[Math.ceil(place)] as number
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}
