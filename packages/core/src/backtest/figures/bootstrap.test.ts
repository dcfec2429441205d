import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import {
  BOOTSTRAP_CLUSTERS_MIN,
  BOOTSTRAP_DRAWS_MAX,
  BOOTSTRAP_RESAMPLES,
  BOOTSTRAP_RESAMPLES_MIN,
  bootstrapIntervals,
  bootstrapMean,
  type ClusteredValue,
  type ConfidenceInterval,
  quantileOf,
} from './bootstrap.ts'

const alone = (values: readonly number[]): readonly ClusteredValue[] =>
  values.map((value, index) => ({ value, cluster: String(index) }))
const counted = (count: number) => Array.from({ length: count }, (_, index) => index)
const seeded = (seed = 1) => ({ rng: createSeededRng(seed) })

describe('a mean', () => {
  it('is that of the values, its interval around it', () => {
    const { mean, count, interval } = bootstrapMean(alone(counted(101)), seeded())
    expect([mean, count]).toEqual([50, 101])
    // The mean of 101 uniform values has a standard error of 2.9.
    expect(interval?.low).toBeGreaterThan(50 - 2.9 * 2.5)
    expect(interval?.low).toBeLessThan(50 - 2.9 * 1.5)
    expect(interval?.high).toBeGreaterThan(50 + 2.9 * 1.5)
    expect(interval?.high).toBeLessThan(50 + 2.9 * 2.5)
    expect(interval).toMatchObject({ level: 0.95, resamples: BOOTSTRAP_RESAMPLES, clusters: 101 })
  })

  it('is the same under the same seed, another under another', () => {
    const of = (seed: number) => bootstrapMean(alone(counted(40)), seeded(seed)).interval
    expect(of(5)).toEqual(of(5))
    expect(of(5)).not.toEqual(of(6))
  })

  it('covers the truth about as often as it says', () => {
    const rng = createSeededRng(2)
    const runs = 300
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const values = Array.from({ length: 50 }, () => rng.next())
      const { interval } = bootstrapMean(alone(values), { rng, resamples: 300 })
      const { low, high } = interval as ConfidenceInterval
      if (low <= 0.5 && high >= 0.5) covered += 1
    }
    expect(covered / runs).toBeGreaterThan(0.88)
    expect(covered / runs).toBeLessThan(0.99)
  })

  it('is less sure of values that hang together', () => {
    const values = counted(200)
    const width = (cluster: (value: number) => string) => {
      const clustered = values.map((value) => ({ value, cluster: cluster(value) }))
      const { low, high } = bootstrapMean(clustered, seeded()).interval as ConfidenceInterval
      return high - low
    }
    const apart = width(String)
    const together = width((value) => String(Math.floor(value / 10)))
    expect(together / apart).toBeGreaterThan(2)
  })

  it('weighs values, not clusters', () => {
    const values = [
      ...alone(counted(20)),
      ...counted(20).map(() => ({ value: 100, cluster: 'one' })),
    ]
    expect(bootstrapMean(values, seeded()).mean).toBe((190 + 2_000) / 40)
  })

  it('has no width where all values are the same, however they hang together', () => {
    const values = counted(60).map((index) => ({
      value: 5,
      cluster: String(Math.floor(Math.sqrt(index * 5))),
    }))
    expect(bootstrapMean(values, seeded()).interval).toMatchObject({ low: 5, high: 5 })
  })

  it('has no interval of too few clusters, and is none of nothing', () => {
    const few = alone(counted(BOOTSTRAP_CLUSTERS_MIN - 1))
    expect(bootstrapMean(few, seeded()).interval).toBeUndefined()
    expect(bootstrapMean([...few, { value: 1, cluster: 'last' }], seeded()).interval).toBeDefined()
    expect(bootstrapMean([], seeded())).toEqual({ count: 0, mean: undefined, interval: undefined })
  })

  it('is narrower at a lower level', () => {
    const width = (level: number) => {
      const { interval } = bootstrapMean(alone(counted(60)), { ...seeded(), level })
      return (interval?.high ?? 0) - (interval?.low ?? 0)
    }
    expect(width(0.5)).toBeLessThan(width(0.95) / 2)
  })
})

describe('resamples', () => {
  const made = (size: number, resamples?: number) => {
    const options = resamples === undefined ? seeded() : { ...seeded(), resamples }
    return bootstrapIntervals(counted(20), options, { size, figuresOf: () => [1] })[0]?.resamples
  }

  it('become fewer with the size of the data, down to the fewest', () => {
    expect(made(BOOTSTRAP_DRAWS_MAX / BOOTSTRAP_RESAMPLES)).toBe(BOOTSTRAP_RESAMPLES)
    expect(made((2 * BOOTSTRAP_DRAWS_MAX) / BOOTSTRAP_RESAMPLES)).toBe(BOOTSTRAP_RESAMPLES / 2)
    expect(made(BOOTSTRAP_DRAWS_MAX)).toBe(BOOTSTRAP_RESAMPLES_MIN)
    expect(made(10, 33)).toBe(33)
  })

  it.each([0, -1, 1.5])('are no %d', (resamples) => {
    expect(() => made(10, resamples)).toThrow(InvalidInputError)
  })

  it.each([0, 1, Number.NaN])('have no level of %d', (level) => {
    expect(() => bootstrapMean(alone(counted(20)), { ...seeded(), level })).toThrow('level')
  })

  it('are cut by half of what is left out at each end', () => {
    let resample = -1
    const figuresOf = () => {
      resample += 1
      return [resample]
    }
    const [at95] = bootstrapIntervals(counted(20), seeded(), { size: 20, figuresOf })
    expect(at95?.low).toBeCloseTo(0.025 * 999, 9)
    expect(at95?.high).toBeCloseTo(0.975 * 999, 9)
  })

  it('give an interval for each figure', () => {
    const intervals = bootstrapIntervals(counted(20), seeded(), {
      size: 20,
      figuresOf: (drawn) => [Math.min(...drawn), 7, Math.max(...drawn)],
    })
    expect(intervals).toHaveLength(3)
    expect(intervals[1]).toMatchObject({ low: 7, high: 7 })
    expect(intervals[0]?.low).toBe(0)
    expect(intervals[2]?.high).toBe(19)
  })
})

describe('a quantile', () => {
  it('lies on straight lines between the values', () => {
    const values = [10, 20, 40]
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantileOf(values, p))).toEqual([10, 15, 20, 30, 40])
    expect(quantileOf([3], 0.9)).toBe(3)
  })

  it('needs a value', () => {
    expect(() => quantileOf([], 0.5)).toThrow(InvalidInputError)
  })
})
