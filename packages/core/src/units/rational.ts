/**
 * Ratios of safe integers, for what a decimal can not hold exactly: American −110 returns 21/11 of
 * the stake. Always reduced, denominator above zero.
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from './decimal.ts'

/** A reduced fraction; `denominator` is at least 1, both are safe integers. */
export interface Rational {
  readonly numerator: number
  readonly denominator: number
}

/** @throws {InvalidInputError} not integers, denominator 0, or too large to stay exact once reduced. */
export function rational(numerator: number | bigint, denominator: number | bigint = 1): Rational {
  assertInput(isWhole(numerator), `numerator must be whole, got ${numerator}`)
  assertInput(isWhole(denominator), `denominator must be whole, got ${denominator}`)
  let n = BigInt(numerator)
  let d = BigInt(denominator)
  assertInput(d !== 0n, 'denominator must not be zero')
  if (d < 0n) [n, d] = [-n, -d]
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d)
  const reduced = { numerator: Number(n / divisor), denominator: Number(d / divisor) }
  assertInput(
    Number.isSafeInteger(reduced.numerator) && Number.isSafeInteger(reduced.denominator),
    `fraction ${numerator}/${denominator} is too large to be exact`,
  )
  return reduced
}

/** Returns a + b, exactly. */
export function addRational(a: Rational, b: Rational): Rational {
  return rational(
    BigInt(a.numerator) * BigInt(b.denominator) + BigInt(b.numerator) * BigInt(a.denominator),
    BigInt(a.denominator) * BigInt(b.denominator),
  )
}

/** Returns a × b, exactly. */
export function multiplyRational(a: Rational, b: Rational): Rational {
  return rational(
    BigInt(a.numerator) * BigInt(b.numerator),
    BigInt(a.denominator) * BigInt(b.denominator),
  )
}

/** Returns −1, 0 or 1 as `a` is below, equal to or above `b`. */
export function compareRational(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = BigInt(a.numerator) * BigInt(b.denominator)
  const right = BigInt(b.numerator) * BigInt(a.denominator)
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Returns ⌊value × ratio⌋ for a whole `value`; towards minus infinity, exact at any size. */
export function floorTimes(value: number, ratio: Rational): number {
  const product = value * ratio.numerator
  if (Number.isSafeInteger(product)) return floorQuotient(product, ratio.denominator)
  return Number(floorDivide(BigInt(value) * BigInt(ratio.numerator), BigInt(ratio.denominator)))
}

/** Returns ⌈value ÷ ratio⌉ for a whole `value` and a ratio above zero; exact at any size. */
export function ceilDivide(value: number, ratio: Rational): number {
  assertInput(ratio.numerator > 0, 'ratio must be above zero')
  const product = -BigInt(value) * BigInt(ratio.denominator)
  return -Number(floorDivide(product, BigInt(ratio.numerator)))
}

/** Returns the ratio as a decimal number of 40 digits. */
export function rationalToDecimal(value: Rational): Decimal {
  return new Decimal(value.numerator).div(value.denominator)
}

/** Floor of a quotient of safe integers, decided by the remainder and never by a float division. */
function floorQuotient(numerator: number, denominator: number): number {
  const remainder = numerator % denominator
  const whole = (numerator - remainder) / denominator
  return remainder < 0 ? whole - 1 : whole
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator !== 0n && numerator < 0n ? quotient - 1n : quotient
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
