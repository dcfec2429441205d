/**
 * A book's prices: a margin put on chances, and American odds on the steps that books use. Rounded in
 * the book's favour, never against it.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Longest price written. */
const AMERICAN_MAX = 5000
/** What −5000 implies, nearly: for what is likelier a book has no price, and takes the market down. */
export const IMPLIED_MAX = 0.98
const HALVINGS = 60

/**
 * Returns implied probabilities of the sum asked for: each chance to one power, so that long shots
 * carry more of the margin and nothing reaches 1.
 * @param chances above 0, below 1, of sum 1.
 */
export function withMargin(chances: readonly number[], overround: number): readonly number[] {
  let [low, high] = [0, 1]
  for (let step = 0; step < HALVINGS; step += 1) {
    const power = (low + high) / 2
    const sum = chances.reduce((total, chance) => total + chance ** power, 0)
    if (sum > overround) low = power
    else high = power
  }
  return chances.map((chance) => chance ** high)
}

/**
 * Returns the longest American odds that imply no less than a probability, on the book's steps; −100
 * is written +100.
 * @param implied above 0, at most {@link IMPLIED_MAX}.
 * @throws {InvalidInputError} outside of that.
 */
export function americanAtLeast(implied: number, hasFineSteps: boolean): number {
  assertInput(
    implied > 0 && implied <= IMPLIED_MAX,
    `a price must imply above 0 and at most ${IMPLIED_MAX}, got ${implied}`,
  )
  const isFavourite = implied > 0.5
  const exact = isFavourite ? (100 * implied) / (1 - implied) : (100 * (1 - implied)) / implied
  const step = hasFineSteps ? 1 : stepAt(exact)
  // A hair off, so that a number that is whole but for float noise stays what it is.
  const rounded = isFavourite
    ? Math.ceil(exact / step - 1e-9) * step
    : Math.floor(exact / step + 1e-9) * step
  const size = Math.min(AMERICAN_MAX, Math.max(100, rounded))
  return isFavourite && size > 100 ? -size : size
}

/** Returns the probability that American odds imply. */
export function impliedOf(american: number): number {
  return american > 0 ? 100 / (100 + american) : -american / (100 - american)
}

/** Single steps near even money, larger ones further out. */
function stepAt(size: number): number {
  if (size < 160) return 1
  if (size < 400) return 5
  return size < 1000 ? 10 : 50
}
