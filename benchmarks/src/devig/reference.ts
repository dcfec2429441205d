/**
 * What devigging comes to, in plain floats: each method's own equation, solved by halving an
 * interval until it can be halved no more. Nothing of it is shared with the methods timed.
 * @module
 */
import type { DevigMethod } from '@arbkit/core'

/** Returns the fair probabilities; good to about 1e-12. */
export function referenceDevig(method: DevigMethod, implied: readonly number[]): number[] {
  const sum = implied.reduce((total, r) => total + r, 0)
  switch (method) {
    case 'multiplicative':
      return implied.map((r) => r / sum)
    case 'additive':
      return implied.map((r) => r - (sum - 1) / implied.length)
    case 'goto': {
      const share = (sum - 1) / implied.reduce((total, r) => total + Math.sqrt(1 - r), 0)
      return implied.map((r) => r - share * Math.sqrt(1 - r))
    }
    case 'power':
      return solved(implied, [1, 64], (r, exponent) => r ** exponent)
    case 'odds-ratio':
      return solved(implied, [1, 1e6], (r, ratio) => r / (ratio + r - ratio * r))
    case 'shin':
      return solved(implied, [0, 0.999], (r, z) => shinProbability(r, z, sum))
    case 'probit':
      return solved(implied, [0, 8], (r, shift) => normal(normalQuantile(r) - shift))
    default:
      return method satisfies never
  }
}

/** Finds the parameter at which probabilities that fall with it sum to 1. */
function solved(
  implied: readonly number[],
  [from, to]: readonly [number, number],
  probability: (r: number, parameter: number) => number,
): number[] {
  let [low, high] = [from, to]
  const at = (parameter: number): number[] => implied.map((r) => probability(r, parameter))
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return at(middle)
    const sum = at(middle).reduce((total, p) => total + p, 0)
    if (sum > 1) low = middle
    else high = middle
  }
}

function shinProbability(r: number, z: number, sum: number): number {
  return (Math.sqrt(z * z + (4 * (1 - z) * r * r) / sum) - z) / (2 * (1 - z))
}

/** The normal distribution function by Simpson's rule from 0, 400 steps. */
function normal(x: number): number {
  const steps = 400
  const width = x / steps
  let area = 0
  for (let index = 0; index <= steps; index += 1) {
    const weight = index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2
    const at = index * width
    area += weight * Math.exp((-at * at) / 2)
  }
  return 0.5 + (area * width) / 3 / Math.sqrt(2 * Math.PI)
}

function normalQuantile(p: number): number {
  let [low, high] = [-9, 9]
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (normal(middle) < p) low = middle
    else high = middle
  }
}
