/**
 * How long something takes to arrive, as data: fixed, a lognormal given by two of its quantiles, or
 * quantiles that were measured. Assumed of every model: one latency is independent of the next, and
 * of what the market does meanwhile; a venue that slows down just when prices move is not in it.
 *
 * Latencies are no money: floats do. A draw takes exactly one random number whatever the model, so
 * that another model leaves every later draw of a seed where it was.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import type { Rng } from '../ports.ts'

/** A share of latencies in [0, 1], and what they are at most. */
export interface LatencyQuantile {
  readonly probability: number
  /** Milliseconds, 0 or more. */
  readonly latencyMs: number
}

/** A distribution of latencies, milliseconds. */
export type LatencyModel =
  | { readonly tag: 'fixed'; readonly latencyMs: number }
  /** Half of them are at most `p50Ms`, 99 of 100 at most `p99Ms`. */
  | { readonly tag: 'lognormal'; readonly p50Ms: number; readonly p99Ms: number }
  /**
   * Measured: ascending in probability, the last one at 1; straight lines between them. Nothing is
   * faster than the first one.
   */
  | { readonly tag: 'empirical'; readonly quantiles: readonly LatencyQuantile[] }

/** Longest latency: what a lognormal draws beyond it is cut to it. */
export const LATENCY_MS_MAX = 600_000
/** Most quantiles of an empirical model. */
export const LATENCY_QUANTILES_MAX = 1_000

/** Place of the 99th percentile of the standard normal distribution. */
const NORMAL_P99 = 2.3263478740408408
/** Keeps a draw of exactly 0 off the end of the distribution, where there is no finite place. */
const TAIL_PROBABILITY_MIN = 2 ** -33

/** Returns the model itself. @throws {InvalidInputError} latencies out of range, or quantiles out of order. */
export function checkLatencyModel(model: LatencyModel): LatencyModel {
  switch (model.tag) {
    case 'fixed':
      checkLatency(model.latencyMs)
      return model
    case 'lognormal':
      checkLatency(model.p50Ms)
      checkLatency(model.p99Ms)
      assertInput(model.p50Ms > 0, 'the median of a lognormal latency must be above 0')
      assertInput(
        model.p99Ms >= model.p50Ms,
        `p99 must not be below p50, got ${model.p99Ms} and ${model.p50Ms}`,
      )
      return model
    case 'empirical':
      checkQuantiles(model.quantiles)
      return model
    default:
      return assertNever(model)
  }
}

/**
 * Returns the latency that a share of all does not exceed, milliseconds, not rounded, 0 to
 * {@link LATENCY_MS_MAX}.
 * @param probability in [0, 1].
 * @throws {InvalidInputError} a probability outside, or a model that is none.
 */
export function latencyQuantileMs(model: LatencyModel, probability: number): number {
  assertInput(
    probability >= 0 && probability <= 1,
    `a probability must lie between 0 and 1, got ${probability}`,
  )
  checkLatencyModel(model)
  switch (model.tag) {
    case 'fixed':
      return model.latencyMs
    case 'lognormal':
      return lognormalQuantile(model.p50Ms, model.p99Ms, probability)
    case 'empirical':
      return interpolated(model.quantiles, probability)
    default:
      return assertNever(model)
  }
}

/** Returns one latency, whole milliseconds (to the nearest), 0 to {@link LATENCY_MS_MAX}. */
export function drawLatencyMs(model: LatencyModel, rng: Rng): number {
  return Math.round(latencyQuantileMs(model, rng.next()))
}

/** Returns one number of the standard normal distribution; takes one random number. */
export function drawNormal(rng: Rng): number {
  return normalPlace(insideOf(rng.next()))
}

function checkLatency(latencyMs: number): void {
  assertInput(
    latencyMs >= 0 && latencyMs <= LATENCY_MS_MAX,
    `a latency must lie between 0 and ${LATENCY_MS_MAX} ms, got ${latencyMs}`,
  )
}

function checkQuantiles(quantiles: readonly LatencyQuantile[]): void {
  assertInput(
    quantiles.length > 0 && quantiles.length <= LATENCY_QUANTILES_MAX,
    `an empirical latency has 1 to ${LATENCY_QUANTILES_MAX} quantiles, got ${quantiles.length}`,
  )
  let [probability, latencyMs] = [-1, 0]
  for (const quantile of quantiles) {
    checkLatency(quantile.latencyMs)
    assertInput(
      quantile.probability > probability && quantile.latencyMs >= latencyMs,
      `quantiles must ascend, got ${quantile.probability} after ${probability}`,
    )
    ;({ probability, latencyMs } = quantile)
  }
  assertInput(
    (quantiles[0] as LatencyQuantile).probability >= 0 && probability === 1,
    `quantiles must lie within [0, 1] and end at 1, got ${probability} last`,
  )
}

function lognormalQuantile(p50Ms: number, p99Ms: number, probability: number): number {
  const sigma = Math.log(p99Ms / p50Ms) / NORMAL_P99
  const place = normalPlace(insideOf(probability))
  return Math.min(p50Ms * Math.exp(sigma * place), LATENCY_MS_MAX)
}

function insideOf(probability: number): number {
  return Math.min(Math.max(probability, TAIL_PROBABILITY_MIN), 1 - TAIL_PROBABILITY_MIN)
}

function interpolated(quantiles: readonly LatencyQuantile[], probability: number): number {
  const at = quantiles.findIndex((quantile) => quantile.probability >= probability)
  const upper = quantiles[at] as LatencyQuantile
  const lower = quantiles[at - 1]
  if (lower === undefined) return upper.latencyMs
  const share = (probability - lower.probability) / (upper.probability - lower.probability)
  return lower.latencyMs + share * (upper.latencyMs - lower.latencyMs)
}

/**
 * Place of a share of the standard normal distribution: P. J. Acklam's rational approximation (2003),
 * relative error below 1.2e-9. The exact one of `odds/devig` takes forty digits and a thousand times
 * as long, for a latency that is rounded to a millisecond.
 */
function normalPlace(probability: number): number {
  if (probability > 1 - TAIL_FROM) return -normalPlace(1 - probability)
  if (probability < TAIL_FROM) {
    const root = Math.sqrt(-2 * Math.log(probability))
    return polynomial(TAIL_OVER, root) / (polynomial(TAIL_UNDER, root) * root + 1)
  }
  const centred = probability - 0.5
  const square = centred * centred
  return (
    (polynomial(CENTRE_OVER, square) * centred) / (polynomial(CENTRE_UNDER, square) * square + 1)
  )
}

const TAIL_FROM = 0.02425
const CENTRE_OVER = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
]
const CENTRE_UNDER = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
]
const TAIL_OVER = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
]
const TAIL_UNDER = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416]

/** Horner's scheme, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}
