/**
 * The standard normal distribution in 40-digit arithmetic: density, distribution function and
 * quantile. Lower tails keep their relative precision.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { InvariantError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'

/** 1/√(2π). */
const DENSITY_AT_ZERO = new Decimal('0.39894228040143267793994605993438186847585863116493')
/** Up to here the series converges quickly and gives nothing away; beyond it the continued fraction. */
const SERIES_ABS_MAX = 4
/** Most terms of the series: at {@link SERIES_ABS_MAX} about 80 are needed for 40 digits. */
const SERIES_TERMS_MAX = 200
/** A term below this adds nothing to a sum of 40 digits. */
const TERM_MIN = new Decimal('1e-45')
/** Depth of the continued fraction: at {@link SERIES_ABS_MAX} about 70 give 40 digits, less beyond. */
const FRACTION_DEPTH = 150
/** Most steps to refine a quantile; the third is the last that changes it. */
const QUANTILE_STEPS_MAX = 4
const QUANTILE_TOLERANCE = new Decimal('1e-20')

/** Furthest place accepted; beyond it lies less than 10^-545 of the distribution. */
export const NORMAL_ABS_MAX = 50

/** The normal distribution at one place. */
export interface NormalPoint {
  /** φ(x), above 0. */
  readonly density: Decimal
  /** Φ(x), the probability of a value of x or less; above 0, and 1 at 40 digits from x = 13.4 on. */
  readonly probability: Decimal
}

/**
 * Returns φ(x) and Φ(x) to 35 significant digits.
 *
 * Series: Marsaglia, "Evaluating the Normal Distribution", J. Stat. Software 11(4), 2004. Tail: the
 * continued fraction of Laplace, Abramowitz & Stegun (1964) 26.2.14.
 * @throws {InvalidInputError} NaN, or further from 0 than {@link NORMAL_ABS_MAX}.
 */
export function normalAt(x: Decimal): NormalPoint {
  const distance = x.abs()
  assertInput(
    distance.lte(NORMAL_ABS_MAX),
    `a normal deviate must lie within ±${NORMAL_ABS_MAX}, got ${x.toString()}`,
  )
  const density = DENSITY_AT_ZERO.times(x.times(x).div(-2).exp())
  if (distance.lte(SERIES_ABS_MAX)) {
    return { density, probability: density.times(seriesOf(x)).plus('0.5') }
  }
  const tail = density.div(fractionOf(distance))
  return { density, probability: x.isNegative() ? tail : new Decimal(1).minus(tail) }
}

/** x + x³/3 + x⁵/(3·5) + …: all terms of one sign. */
function seriesOf(x: Decimal): Decimal {
  const square = x.times(x)
  let term = x
  let sum = x
  for (let count = 1; count < SERIES_TERMS_MAX; count += 1) {
    term = term.times(square).div(2 * count + 1)
    sum = sum.plus(term)
    if (term.abs().lte(TERM_MIN)) return sum
  }
  throw unconverged(sum)
}

/** x + 1/(x + 2/(x + 3/(x + …))), from the inside. */
function fractionOf(x: Decimal): Decimal {
  let value = x
  for (let depth = FRACTION_DEPTH; depth >= 1; depth -= 1) {
    value = x.plus(new Decimal(depth).div(value))
  }
  return value
}

/**
 * Returns Φ⁻¹(p), the place that a share p of the distribution lies below, to 35 digits.
 * A first guess within 0.00045 (Abramowitz & Stegun 26.2.23), then Halley's method, which triples
 * the digits with every step.
 * @param probability in (0, 1), both ends left out.
 * @throws {InvalidInputError} outside that range, NaN, or beyond {@link NORMAL_ABS_MAX} deviations.
 */
export function normalQuantile(probability: Decimal): Decimal {
  assertInput(
    probability.gt(0) && probability.lt(1),
    `a probability must lie between 0 and 1, got ${probability.toString()}`,
  )
  if (probability.gt('0.5')) return normalQuantile(new Decimal(1).minus(probability)).neg()
  let x = guessOf(probability)
  for (let count = 0; count < QUANTILE_STEPS_MAX; count += 1) {
    const { density, probability: reached } = normalAt(x)
    const newton = reached.minus(probability).div(density)
    const halley = newton.div(newton.times(x).div(2).plus(1))
    x = x.minus(halley)
    if (halley.abs().lte(QUANTILE_TOLERANCE)) return x
  }
  throw unconverged(x)
}

function guessOf(probability: Decimal): Decimal {
  const t = probability.ln().times(-2).sqrt()
  const above = t.times('0.010328').plus('0.802853').times(t).plus('2.515517')
  const below = t.times('0.001308').plus('0.189269').times(t).plus('1.432788').times(t).plus(1)
  return above.div(below).minus(t)
}

/** Every bound above is out of reach for the places that are accepted. */
function unconverged(reached: Decimal): InvariantError {
  const context = { reached: String(reached) }
  return new InvariantError('the normal distribution must converge', { context })
}
