/**
 * From values to places on a picture and back: straight, or by logarithm. Places are units of a picture's
 * `viewBox`, not rounded here.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** A scale. Outside its bounds it goes on: clamp what must not leave the picture. */
export interface Scale {
  /** Bounds of the values, `low` below `high`. */
  readonly low: number
  readonly high: number
  /** Place of a value. */
  at(value: number): number
  /** Value at a place: the inverse of `at`. */
  valueAt(place: number): number
}

/** Where the bounds of a scale lie. */
export interface ScaleSpan {
  readonly low: number
  readonly high: number
  /** Places of `low` and of `high`; `to` may be below `from`. */
  readonly from: number
  readonly to: number
}

/** Returns a straight scale. @throws {InvalidInputError} `low` not below `high`. */
export function linearScale({ low, high, from, to }: ScaleSpan): Scale {
  assertInput(low < high, `a scale goes from a value to a greater one, got ${low} and ${high}`)
  return {
    low,
    high,
    at: (value) => from + ((value - low) / (high - low)) * (to - from),
    valueAt: (place) => low + ((place - from) / (to - from)) * (high - low),
  }
}

/** Returns a scale by logarithm. @throws {InvalidInputError} `low` of 0 or less, or not below `high`. */
export function logScale({ low, high, from, to }: ScaleSpan): Scale {
  assertInput(low > 0, `a scale by logarithm begins above 0, got ${low}`)
  const straight = linearScale({ low: Math.log(low), high: Math.log(high), from, to })
  return {
    low,
    high,
    at: (value) => straight.at(Math.log(value)),
    valueAt: (place) => Math.exp(straight.valueAt(place)),
  }
}

/** Least and greatest of values. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/**
 * Returns whole bounds that hold every value with a twentieth of their span around them, never `low =
 * high`: a single value, or none, stands in the middle of a span of `spanMin`.
 */
export function boundsAround(values: readonly number[], spanMin: number): Bounds {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = [0, 0]
  const missing = Math.max(0, spanMin - (high - low)) / 2
  const around = (high - low) / 20
  return { low: Math.floor(low - missing - around), high: Math.ceil(high + missing + around) }
}

/** Returns whole bounds around a span that is too narrow, as it is where it is not. */
export function widened({ low, high }: Bounds, spanMin: number): Bounds {
  const around = Math.max(0, spanMin - (high - low)) / 2
  return { low: Math.floor(low - around), high: Math.ceil(high + around) }
}
