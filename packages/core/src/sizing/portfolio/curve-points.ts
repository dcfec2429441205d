/**
 * Which points of a part's curve a program is given. All of them where there are few; else some, which
 * are exchanged for nearer ones until none is missing where the solution lies.
 *
 * Why that is enough: the best worst case is a concave function of the quantities. Programs over fewer
 * points know less of it, but around a solution whose neighbouring points are all there they know all,
 * and a concave function that is highest among its neighbours is highest of all.
 * @module
 */
import type { Column } from './relaxation-model.ts'
import type { CurvePoint, RelaxedPart } from './relaxed-part.ts'

/** A part's whole curve between two quantities, and the numbers of the points in use, ascending. */
export interface CurveChoice {
  readonly base: CurvePoint
  readonly points: readonly CurvePoint[]
  readonly used: readonly number[]
}

/** Most points that are given at once before they are chosen. */
const WHOLE_CURVE_MAX = 6

/** Returns the curve from `low` to `high`, with all or the first choice of its points. */
export function curveChoice(
  part: RelaxedPart,
  { low, high }: { readonly low: number; readonly high: number },
): CurveChoice {
  const base = part.pointAt(low)
  if (high <= low) return { base, points: [], used: [] }
  const ends = [...part.levelEndsWithin(low, high), high].map((quantity) => part.pointAt(quantity))
  if (part.needsPrice) return wholeCurve({ base, points: ends, used: [] })
  const choice = { base, points: lowerHull(base, ends), used: [] }
  const last = choice.points.length - 1
  if (last < WHOLE_CURVE_MAX) return wholeCurve(choice)
  return { ...choice, used: [0, 1, 2, 3].map((third) => Math.round((last * third) / 3)) }
}

/** Returns the choice with every point in use. */
export function wholeCurve(choice: CurveChoice): CurveChoice {
  return { ...choice, used: choice.points.map((_, index) => index) }
}

/** Returns the points in use as a column of a program. */
export function columnOf({ base, points, used }: CurveChoice): Column {
  return { base, points: used.map((index) => points[index] as CurvePoint) }
}

/**
 * Returns a choice with nearer points around `winPayout`, where a solution lies; undefined where none
 * is missing.
 */
export function nearerChoice(choice: CurveChoice, winPayout: number): CurveChoice | undefined {
  const { base, points, used } = choice
  if (used.length === points.length) return undefined
  const last = points.length - 1
  const at = (index: number) => (index < 0 ? base : (points[index] as CurvePoint)).winPayout
  const tolerance = (at(last) - base.winPayout) * SHARE_TOLERANCE
  let below = -1
  for (const index of used) if (at(index) <= winPayout + tolerance) below = index
  const above = used.find((index) => index > below) ?? last
  const before = used.findLast((index) => index < below) ?? -1
  const isOnPoint = Math.abs(at(below) - winPayout) <= tolerance
  const needed = (isOnPoint ? [below - 1, below, below + 1] : [below, below + 1]).filter(
    (index) => index >= 0 && index <= last,
  )
  if (needed.every((index) => used.includes(index))) return undefined
  const middles = [
    Math.round((below + above) / 2),
    ...(isOnPoint
      ? [Math.round((before + below) / 2)]
      : [Math.round((3 * below + above) / 4), Math.round((below + 3 * above) / 4)]),
  ]
  const wanted = new Set([...needed, ...middles, before, above, last].filter((index) => index >= 0))
  return { ...choice, used: [...wanted].toSorted((a, b) => a - b) }
}

/** A solver's share is off by its precision at most, 1e-8; one that is nearer to a point is at the point. */
const SHARE_TOLERANCE = 1e-7

/** The points on the lower edge of cost over payout: mixtures of these have every other on or above. */
function lowerHull(base: CurvePoint, points: readonly CurvePoint[]): readonly CurvePoint[] {
  const hull = [base]
  for (const point of points) {
    while (hull.length > 1 && slopeTo(hull.at(-2), hull.at(-1)) >= slopeTo(hull.at(-1), point)) {
      hull.pop()
    }
    hull.push(point)
  }
  return hull.slice(1)
}

function slopeTo(from: CurvePoint | undefined, to: CurvePoint | undefined): number {
  if (from === undefined || to === undefined) return 0
  return (to.allIn - from.allIn) / (to.winPayout - from.winPayout)
}
