/**
 * How long edges are there to be taken: the share of candidates left after 100 ms, 1 s, 10 s and a
 * minute, and the time after which half are gone, those still there at the end counted as censored.
 *
 * An edge is only known to have been there when it was last seen, and gone when it was next looked for.
 * So there are two readings: `earliest` lets it end when it was last seen, `latest` when it was missed.
 * Without censoring the truth lies between them. Where looks are further apart than a horizon, neither
 * can say anything about it, and the horizon is marked as not supported.
 * @module
 */
import { assertInput } from '../../assert.ts'
import {
  type BootstrapOptions,
  bootstrapIntervals,
  type ConfidenceInterval,
  quantileOf,
} from './bootstrap.ts'
import {
  kaplanMeier,
  type Lifetime,
  medianLifetime,
  survivalAt,
  type SurvivalCurve,
} from './kaplan-meier.ts'
import type { CandidateRecord } from './records.ts'

/** What of a candidate its life is told by. */
export type CandidateLife = Pick<
  CandidateRecord,
  'foundMs' | 'lastSeenMs' | 'endedMs' | 'fixtureId'
>

/** Durations at which survival is told, milliseconds. */
export const SURVIVAL_HORIZONS_MS: readonly number[] = [100, 1_000, 10_000, 60_000]

/** One reading of one horizon. */
export interface SurvivalEstimate {
  /** Share left, in [0, 1]; undefined where nobody was followed that long. */
  readonly share: number | undefined
  readonly interval: ConfidenceInterval | undefined
}

/** What is left after a horizon. */
export interface SurvivalHorizon {
  readonly horizonMs: number
  readonly earliest: SurvivalEstimate
  readonly latest: SurvivalEstimate
  /** False where half of the looks are further apart than the horizon. */
  readonly isSupported: boolean
}

/** How edges decay. */
export interface EdgeSurvival {
  readonly total: number
  readonly censored: number
  readonly horizons: readonly SurvivalHorizon[]
  /** Time after which half are gone, milliseconds; undefined where more than half outlast the data. */
  readonly halfLifeMs: {
    readonly earliest: number | undefined
    readonly latest: number | undefined
  }
  /** Median time between the last sighting and the look that missed it; undefined where none ended. */
  readonly gapMs: number | undefined
  readonly curves: { readonly earliest: SurvivalCurve; readonly latest: SurvivalCurve }
}

/**
 * Returns how edges decay.
 * @throws {InvalidInputError} a life that ends before it was last seen, or is last seen before found.
 */
export function edgeSurvivalOf(
  candidates: readonly CandidateLife[],
  options: BootstrapOptions & { readonly horizonsMs?: readonly number[] },
): EdgeSurvival {
  const { horizonsMs = SURVIVAL_HORIZONS_MS } = options
  const earliest = readingOf(candidates, 'earliest')
  const latest = readingOf(candidates, 'latest')
  const gaps = candidates
    .flatMap(({ lastSeenMs, endedMs }) => (endedMs === undefined ? [] : [endedMs - lastSeenMs]))
    .toSorted((a, b) => a - b)
  const gapMs = gaps.length === 0 ? undefined : quantileOf(gaps, 0.5)
  const curves = { earliest: kaplanMeier(earliest), latest: kaplanMeier(latest) }
  const intervals = {
    earliest: survivalIntervals(earliest, horizonsMs, options),
    latest: survivalIntervals(latest, horizonsMs, options),
  }
  const estimate = (reading: 'earliest' | 'latest', index: number): SurvivalEstimate => {
    const share = survivalAt(curves[reading], horizonsMs[index] as number)
    return { share, interval: share === undefined ? undefined : intervals[reading][index] }
  }
  return {
    total: curves.latest.total,
    censored: curves.latest.censored,
    horizons: horizonsMs.map((horizonMs, index) => ({
      horizonMs,
      earliest: estimate('earliest', index),
      latest: estimate('latest', index),
      isSupported: gapMs !== undefined && gapMs <= horizonMs,
    })),
    halfLifeMs: {
      earliest: medianLifetime(curves.earliest),
      latest: medianLifetime(curves.latest),
    },
    gapMs,
    curves,
  }
}

interface ClusteredLife extends Lifetime {
  readonly cluster: string
}

function readingOf(
  candidates: readonly CandidateLife[],
  reading: 'earliest' | 'latest',
): readonly ClusteredLife[] {
  return candidates.map(({ foundMs, lastSeenMs, endedMs, fixtureId }) => {
    assertInput(
      lastSeenMs >= foundMs && (endedMs === undefined || endedMs >= lastSeenMs),
      `a candidate is found, seen and missed in that order, got ${foundMs}, ${lastSeenMs}, ${String(endedMs)}`,
    )
    const untilMs = reading === 'latest' ? (endedMs ?? lastSeenMs) : lastSeenMs
    return { duration: untilMs - foundMs, isEnded: endedMs !== undefined, cluster: fixtureId }
  })
}

/** What one game adds to a resample: by the place of its duration among the distinct ones. */
interface GameLives {
  size: number
  readonly left: number[]
  readonly ended: number[]
}

/**
 * Drawn game by game. Durations are sorted once, and those past the last horizon left out: a resample
 * only counts how many lives leave, and how many end, at each of them.
 */
function survivalIntervals(
  lives: readonly ClusteredLife[],
  horizonsMs: readonly number[],
  options: BootstrapOptions,
): readonly ConfidenceInterval[] {
  const longest = Math.max(...horizonsMs)
  const within = lives.filter(({ duration }) => duration <= longest)
  const durations = [...new Set(within.map(({ duration }) => duration))].toSorted((a, b) => a - b)
  const places = new Map(durations.map((duration, place) => [duration, place]))
  const games = new Map<string, GameLives>()
  for (const { cluster, duration, isEnded } of lives) {
    const game = games.get(cluster) ?? { size: 0, left: [], ended: [] }
    games.set(cluster, game)
    game.size += 1
    const place = places.get(duration)
    if (place === undefined) continue
    game.left.push(place)
    if (isEnded) game.ended.push(place)
  }
  const stops = horizonsMs.map((ms) => durations.filter((duration) => duration <= ms).length)
  const counts = createLifeCounts(durations.length)
  return bootstrapIntervals([...games.values()], options, {
    size: lives.length,
    figuresOf: (drawn) => {
      const survival = counts.survivalOf(drawn)
      return stops.map((stop) => survival[stop] as number)
    },
  })
}

/** Reuses its arrays: there are as many resamples as a thousand, and one allocation each would show. */
function createLifeCounts(count: number) {
  const left = new Int32Array(count)
  const ended = new Int32Array(count)
  const survival = new Float64Array(count + 1)
  return {
    /** Survival before the first duration, then after each. */
    survivalOf(drawn: readonly GameLives[]): Float64Array {
      left.fill(0)
      ended.fill(0)
      let atRisk = 0
      for (const game of drawn) {
        atRisk += game.size
        for (const place of game.left) left[place] = (left[place] as number) + 1
        for (const place of game.ended) ended[place] = (ended[place] as number) + 1
      }
      survival[0] = 1
      for (let place = 0; place < count; place += 1) {
        const gone = ended[place] as number
        const before = survival[place] as number
        survival[place + 1] = gone === 0 ? before : (before * (atRisk - gone)) / atRisk
        atRisk -= left[place] as number
      }
      return survival
    },
  }
}
