/**
 * Fractions of any size. The unrounded stakes of a calculation are quotients of products of prices,
 * past what a `Rational` of safe integers holds; whether one of them is a whole cent already decides
 * what may be rounded, so nothing here is approximate. Always reduced, denominator above zero.
 * @module
 */
import { assertInvariant } from '../../assert.ts'
import { Decimal } from '../../units/decimal.ts'
import type { Rational } from '../../units/rational.ts'

/** A reduced fraction; `denominator` is at least 1. */
export interface ExactFraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Returns numerator/denominator, reduced. The denominator is never 0. */
export function exactFraction(numerator: bigint, denominator: bigint = 1n): ExactFraction {
  assertInvariant(denominator !== 0n, 'the denominator of a fraction is not zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = sign * greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** Returns a whole number as a fraction. */
export function wholeFraction(value: number): ExactFraction {
  return { numerator: BigInt(value), denominator: 1n }
}

/** Returns a ratio of safe integers as a fraction. */
export function fractionOf({ numerator, denominator }: Rational): ExactFraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) }
}

/** Returns a + b. */
export function plus(a: ExactFraction, b: ExactFraction): ExactFraction {
  return exactFraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  )
}

/** Returns a − b. */
export function minus(a: ExactFraction, b: ExactFraction): ExactFraction {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator })
}

/** Returns a × b. */
export function times(a: ExactFraction, b: ExactFraction): ExactFraction {
  return exactFraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Returns a ÷ b; `b` is never 0. */
export function over(a: ExactFraction, b: ExactFraction): ExactFraction {
  return exactFraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

/** Returns −1, 0 or 1 as `a` is below, equal to or above `b`. */
export function compareFractions(a: ExactFraction, b: ExactFraction): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** Returns the largest multiple of `step` that is not above the value; `step` is above 0. */
export function floorToStep(value: ExactFraction, step: number): number {
  const unit = value.denominator * BigInt(step)
  const remainder = ((value.numerator % unit) + unit) % unit
  return Number((value.numerator - remainder) / unit) * step
}

/** Returns the smallest multiple of `step` that is not below the value; `step` is above 0. */
export function ceilToStep(value: ExactFraction, step: number): number {
  const floored = floorToStep({ ...value, numerator: -value.numerator }, step)
  return floored === 0 ? 0 : -floored
}

/** Returns the fraction as a decimal number of 40 digits. */
export function fractionToDecimal({ numerator, denominator }: ExactFraction): Decimal {
  return new Decimal(String(numerator)).div(String(denominator))
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
