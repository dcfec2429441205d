/**
 * What trades earned over time, and how far below its best that ever was. Only trades that are over
 * count: an open one has earned nothing yet, however good it looks.
 * @module
 */
import { type Microdollars, microdollars } from '../../units/money.ts'

/** Something earned or lost at a moment. */
export interface Earning {
  /** Unix ms. */
  readonly atMs: number
  readonly profit: Microdollars
}

/** The curve after one earning. */
export interface EquityPoint {
  readonly atMs: number
  readonly equity: Microdollars
  /** Best so far less equity, 0 or more. */
  readonly drawdown: Microdollars
}

/** The deepest fall. */
export interface Drawdown {
  readonly amount: Microdollars
  /** When the best before it was reached; undefined where that is the start. */
  readonly peakMs: number | undefined
  readonly troughMs: number
  /** When the best was reached again; undefined where it never was. */
  readonly recoveredMs: number | undefined
}

/** An equity curve; earnings of one moment are one point. */
export interface EquityCurve {
  readonly start: Microdollars
  readonly points: readonly EquityPoint[]
  readonly final: Microdollars
  /** The first of the deepest ones; undefined where it never fell. */
  readonly deepest: Drawdown | undefined
}

/** Returns the curve; earnings may come in any order. */
export function equityCurveOf(
  earnings: readonly Earning[],
  start: Microdollars = microdollars(0),
): EquityCurve {
  const points: EquityPoint[] = []
  let [equity, peak]: [number, number] = [start, start]
  let peakMs: number | undefined
  let deepest: Drawdown | undefined
  for (const { atMs, profit } of momentsOf(earnings)) {
    equity += profit
    if (equity >= peak) {
      if (deepest !== undefined && deepest.recoveredMs === undefined) {
        deepest = { ...deepest, recoveredMs: atMs }
      }
      ;[peak, peakMs] = [equity, atMs]
    } else if (peak - equity > (deepest?.amount ?? 0)) {
      const amount = microdollars(peak - equity)
      deepest = { amount, peakMs, troughMs: atMs, recoveredMs: undefined }
    }
    points.push({
      atMs,
      equity: microdollars(equity),
      drawdown: microdollars(peak - equity),
    })
  }
  return { start, points, final: microdollars(equity), deepest }
}

/** Earnings in order of time, those of one moment added up: nobody saw the order within it. */
function momentsOf(earnings: readonly Earning[]): readonly { atMs: number; profit: number }[] {
  const moments = new Map<number, number>()
  for (const { atMs, profit } of earnings) moments.set(atMs, (moments.get(atMs) ?? 0) + profit)
  return [...moments]
    .map(([atMs, profit]) => ({ atMs, profit }))
    .toSorted((a, b) => a.atMs - b.atMs)
}
