/**
 * How a book's odds move while nobody looks: a feed shows them now and then, a bet is prepared and asked
 * for in between. Modelled as a random walk of the implied probability, in steps of the standard normal
 * distribution that are drawn when the trade begins.
 *
 * It starts at the decision, or at the feed's own stamp where that is later: what was decided on is taken
 * to stand, and what a newer quote shows is not moved again. It goes both ways alike. Assumed: nobody
 * trades on knowing better; odds that pay because a book is late move against whoever takes them, and
 * that is not in it. Odds are rounded down to four decimals, so nothing is gained by rounding.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Rng } from '../ports.ts'
import { type Rational, rational } from '../units/rational.ts'
import type { PaperQuote } from './bet-acceptance.ts'
import { drawNormal } from './latency.ts'

/** The walk of one trade. */
export interface OddsDrift {
  /** Standard deviation of the implied probability after a minute, 0 to {@link ODDS_DRIFT_MAX}; 0: none. */
  readonly perMinute: number
  /** Standard normal: the way until the slip is read. */
  readonly prepare: number
  /** Standard normal: the way from there until the book decides. */
  readonly commit: number
}

/** Largest deviation a minute. */
export const ODDS_DRIFT_MAX = 0.5

/** Random numbers that a walk takes. */
export const DRIFT_CHANCES = 2

/** Nothing moves beyond what the feed shows. */
export const NO_DRIFT: OddsDrift = { perMinute: 0, prepare: 0, commit: 0 }

/** Implied probabilities stay inside. */
const PROBABILITY_MIN = 0.001
const MINUTE_MS = 60_000
const ODDS_STEPS = 10_000

/** Moments of a trade, Unix ms. */
export interface DriftMoments {
  readonly decidedMs: number
  /** When the slip was read; undefined while it is being read. */
  readonly preparedMs: number | undefined
  readonly nowMs: number
}

/** Returns the figure itself. @throws {InvalidInputError} one out of range. */
export function checkOddsDrift(perMinute: number): number {
  assertInput(
    perMinute >= 0 && perMinute <= ODDS_DRIFT_MAX,
    `odds drift must lie between 0 and ${ODDS_DRIFT_MAX} a minute, got ${perMinute}`,
  )
  return perMinute
}

/** Returns the walk of one trade. Takes {@link DRIFT_CHANCES} numbers, also where nothing moves. */
export function drawOddsDrift(perMinute: number, rng: Rng): OddsDrift {
  const prepare = drawNormal(rng)
  return { perMinute: checkOddsDrift(perMinute), prepare, commit: drawNormal(rng) }
}

/** Returns what the book quotes now, where the feed shows `quote`. */
export function driftedQuote(
  quote: PaperQuote,
  drift: OddsDrift,
  moments: DriftMoments,
): PaperQuote {
  const shift = shiftOf(drift, moments, moments.nowMs - quote.ageMs)
  return shift === 0 ? quote : { ...quote, returnRatio: shifted(quote.returnRatio, shift) }
}

function shiftOf(
  { perMinute, prepare, commit }: OddsDrift,
  { decidedMs, preparedMs, nowMs }: DriftMoments,
  stampedMs: number,
): number {
  const fromMs = Math.max(decidedMs, stampedMs)
  const over = (untilMs: number, sinceMs: number): number =>
    perMinute * Math.sqrt(Math.max(untilMs - sinceMs, 0) / MINUTE_MS)
  if (preparedMs === undefined) return over(nowMs, fromMs) * prepare
  const before = over(preparedMs, fromMs) * prepare
  return before + over(nowMs, Math.max(fromMs, preparedMs)) * commit
}

function shifted({ numerator, denominator }: Rational, shift: number): Rational {
  const moved = denominator / numerator + shift
  const inside = Math.min(Math.max(moved, PROBABILITY_MIN), 1 - PROBABILITY_MIN)
  return rational(Math.floor(ODDS_STEPS / inside), ODDS_STEPS)
}
