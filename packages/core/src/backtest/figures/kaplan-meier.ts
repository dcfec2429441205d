/**
 * How long things last when some were still there at the end: the product-limit estimate of Kaplan and
 * Meier (1958), with Greenwood's standard error (1926).
 *
 * Assumed: what was censored would have lasted as the others did. Candidates that are censored because
 * the recording stopped are; those that are because a feed failed may not be.
 * @module
 */
import { assertInput } from '../../assert.ts'

/** One life. */
export interface Lifetime {
  /** 0 or more, any unit. */
  readonly duration: number
  /** False where it was still there at that time: censored. */
  readonly isEnded: boolean
}

/** The estimate from one duration on, until the next. */
export interface SurvivalPoint {
  readonly duration: number
  /** How many were there, and not censored, just before. */
  readonly atRisk: number
  /** How many ended exactly then; at least 1. */
  readonly ended: number
  /** Share that lasts longer than this, in [0, 1]. */
  readonly survival: number
  /** Greenwood's; 0 where nobody is left. */
  readonly standardError: number
}

/** A survival curve: 1 before the first point, a step at each. */
export interface SurvivalCurve {
  readonly points: readonly SurvivalPoint[]
  readonly total: number
  readonly censored: number
  /** Longest duration of all; beyond it nothing is known unless the curve is at 0. */
  readonly longest: number
}

/**
 * Returns the curve. One that is censored at the time of an end counts as at risk of it.
 * @throws {InvalidInputError} a duration that is below 0 or not finite.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): SurvivalCurve {
  for (const { duration } of lifetimes) {
    assertInput(
      Number.isFinite(duration) && duration >= 0,
      `a duration must be finite and 0 or more, got ${duration}`,
    )
  }
  const sorted = lifetimes.toSorted((a, b) => a.duration - b.duration)
  const points: SurvivalPoint[] = []
  let [survival, greenwood] = [1, 0]
  for (let from = 0; from < sorted.length; ) {
    const { duration } = sorted[from] as Lifetime
    let [to, ended] = [from, 0]
    for (; to < sorted.length && sorted[to]?.duration === duration; to += 1) {
      if (sorted[to]?.isEnded === true) ended += 1
    }
    const atRisk = sorted.length - from
    if (ended > 0) {
      survival *= (atRisk - ended) / atRisk
      if (ended < atRisk) greenwood += ended / (atRisk * (atRisk - ended))
      const standardError = survival * Math.sqrt(greenwood)
      points.push({ duration, atRisk, ended, survival, standardError })
    }
    from = to
  }
  return {
    points,
    total: sorted.length,
    censored: sorted.filter(({ isEnded }) => !isEnded).length,
    longest: sorted.at(-1)?.duration ?? 0,
  }
}

/**
 * Returns the share that lasts longer than a duration; undefined where it is not known: beyond the
 * longest, unless none was left.
 */
export function survivalAt(curve: SurvivalCurve, duration: number): number | undefined {
  const point = curve.points.findLast((candidate) => candidate.duration <= duration)
  const survival = point?.survival ?? 1
  return duration <= curve.longest || (point !== undefined && survival === 0) ? survival : undefined
}

/** Returns the least duration that no more than half outlast; undefined where more than half do. */
export function medianLifetime({ points }: SurvivalCurve): number | undefined {
  return points.find(({ survival }) => survival <= 0.5)?.duration
}
