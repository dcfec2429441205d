/**
 * Charged against predicted fees, summed up by series: how many fills, how many of them off, the worst
 * and since when. Pure.
 * @module
 */
import { type Microdollars, microdollars } from '@arbkit/core'
import type { FeeCheck } from './charged-fee.ts'
import { driftCausesOf } from './drift-causes.ts'

/** How one series' fills came out. */
export interface SeriesFeeDrift {
  readonly seriesId: string
  readonly fills: number
  /** Fills predicted to the microdollar; the others within a bound. */
  readonly exactFills: number
  /** Fills whose fee had to be assumed: nothing was known about the series. */
  readonly assumedFills: number
  /** Fills charged otherwise than predicted, assumed ones left out. */
  readonly driftedFills: number
  /** Signed sum of what was charged too much. */
  readonly driftSum: Microdollars
  /** The one furthest off either way; undefined where none is. */
  readonly worst: FeeCheck | undefined
  /** What would explain the worst one. */
  readonly causes: readonly string[]
  /** Unix ms of the first fill that was off. */
  readonly firstDriftMs: number | undefined
}

/** All series. */
export interface FeeDriftReport {
  /** By series, those that are off first, the furthest first; then by name. */
  readonly series: readonly SeriesFeeDrift[]
  readonly fills: number
  readonly driftedFills: number
  /** True where no fill was off: the algorithm still is the venue's. */
  readonly isClean: boolean
}

/** Sums checks up; the order of the checks does not matter. */
export function feeDriftOf(checks: readonly FeeCheck[]): FeeDriftReport {
  const bySeries = new Map<string, FeeCheck[]>()
  for (const check of checks) {
    const list = bySeries.get(check.fill.seriesId)
    if (list === undefined) bySeries.set(check.fill.seriesId, [check])
    else list.push(check)
  }
  const series = [...bySeries]
    .map(([seriesId, own]) => seriesDriftOf(seriesId, own))
    .toSorted((a, b) => worstOf(b) - worstOf(a) || (a.seriesId < b.seriesId ? -1 : 1))
  const driftedFills = series.reduce((sum, one) => sum + one.driftedFills, 0)
  return { series, fills: checks.length, driftedFills, isClean: driftedFills === 0 }
}

function seriesDriftOf(seriesId: string, checks: readonly FeeCheck[]): SeriesFeeDrift {
  const known = checks.filter(({ assumedBecause }) => assumedBecause === undefined)
  const drifted = known.filter(({ drift }) => drift !== 0)
  const [worst] = drifted.toSorted(
    (a, b) => Math.abs(b.drift) - Math.abs(a.drift) || (a.fill.fillId < b.fill.fillId ? -1 : 1),
  )
  return {
    seriesId,
    fills: checks.length,
    exactFills: known.filter(({ isExact }) => isExact).length,
    assumedFills: checks.length - known.length,
    driftedFills: drifted.length,
    driftSum: microdollars(drifted.reduce((sum, { drift }) => sum + drift, 0)),
    worst,
    causes: worst === undefined ? [] : driftCausesOf(worst),
    firstDriftMs:
      worst === undefined ? undefined : Math.min(...drifted.map(({ fill }) => fill.atMs)),
  }
}

function worstOf({ worst }: SeriesFeeDrift): number {
  return Math.abs(worst?.drift ?? 0)
}
