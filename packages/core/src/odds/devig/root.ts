/**
 * The root of a decreasing function inside a bracket: Newton's method where it makes progress, else
 * halving. The bracket is known to hold the root, so it can not fail to be found: it is halved at
 * least once in every {@link NEWTON_RUN_MAX} + 1 evaluations.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import { NoConvergenceError } from './errors.ts'

/** Width of the last bracket, relative to the root where that is above 1. */
export const ROOT_TOLERANCE = new Decimal('1e-34')
/** Newton steps in a row that may leave the bracket wider than half of what it was. */
export const NEWTON_RUN_MAX = 8
/**
 * Most evaluations. The widest bracket of any method is 2·10^15 (C, a thousand outcomes at odds of a
 * trillionth): down to 10^-34 that is 164 halvings, each after {@link NEWTON_RUN_MAX} + 1 evaluations
 * at most, which makes 1476. Ordinary odds take seven.
 */
export const ROOT_EVALUATIONS_MAX = 1500

/** A decreasing function at one place. */
export interface RootPoint {
  readonly x: Decimal
  readonly value: Decimal
  /** First derivative. */
  readonly slope: Decimal
}

/** A decreasing function and where its root is. */
export interface RootProblem<Point extends RootPoint> {
  readonly at: (x: Decimal) => Point
  /** Where to begin, already evaluated: one end of the bracket. */
  readonly start: Point
  /** A place on the other side of the root: above `start.x` where its value is above 0, else below. */
  readonly end: Decimal
}

/**
 * Returns the function at its root, or at most {@link ROOT_TOLERANCE} beside it (relative where it is
 * above 1).
 * @throws {InvalidInputError} `end` is on the wrong side of `start`.
 * @throws {NoConvergenceError} {@link ROOT_EVALUATIONS_MAX} reached: the function does not decrease,
 *   or the bracket is wider than any of ours.
 */
export function rootOfDecreasing<Point extends RootPoint>({
  at,
  start,
  end,
}: RootProblem<Point>): Point {
  const isAbove = start.value.gt(0)
  let [lower, upper] = isAbove ? [start.x, end] : [end, start.x]
  assertInput(lower.lte(upper), 'the end of a bracket must lie beyond the root')
  let best = start
  let halfWidth = upper.minus(lower).div(2)
  let newtonRun = 0
  for (let count = 0; count < ROOT_EVALUATIONS_MAX; count += 1) {
    const width = upper.minus(lower)
    const tolerance = ROOT_TOLERANCE.times(Decimal.max(1, best.x.abs()))
    if (best.value.isZero() || width.lte(tolerance)) return best
    if (width.lte(halfWidth)) [halfWidth, newtonRun] = [width.div(2), 0]
    const guess = newtonRun < NEWTON_RUN_MAX ? newtonStep(best, tolerance) : undefined
    const isUsed = guess !== undefined && guess.gt(lower) && guess.lt(upper)
    newtonRun = isUsed ? newtonRun + 1 : 0
    const point = at(isUsed ? guess : lower.plus(upper).div(2))
    if (point.value.gt(0)) lower = point.x
    else upper = point.x
    if (point.value.abs().lte(best.value.abs())) best = point
  }
  throw new NoConvergenceError(`no root after ${ROOT_EVALUATIONS_MAX} evaluations`, {
    context: { lower: String(lower), upper: String(upper) },
  })
}

/** Half a tolerance at least, so that the last step lands beyond the root and closes the bracket. */
function newtonStep({ x, value, slope }: RootPoint, tolerance: Decimal): Decimal | undefined {
  if (!slope.lt(0)) return undefined
  const length = Decimal.max(value.div(slope).abs(), tolerance.div(2))
  return value.gt(0) ? x.plus(length) : x.minus(length)
}
