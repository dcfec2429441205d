/**
 * How likely a planned trade is to become one with both legs, before anything is sent: an estimate to
 * rank by and to show, never part of a guarantee.
 *
 * Assumed: a price and a quote each vanish at a constant rate (exponential, by the half-lives of the
 * models), independently of each other and of how long things take; what has not vanished is as it was.
 * @module
 */
import { assertInput } from '../assert.ts'
import { acceptanceProbability, type PaperQuote } from './bet-acceptance.ts'
import type { FillModels } from './fill-assumptions.ts'
import { type LatencyModel, latencyQuantileMs } from './latency.ts'
import { type PaperPlan, paperReserveOf } from './paper-plan.ts'

/** Probabilities in [0, 1]. `both` = `contract` × `bet`. */
export interface FillProbability {
  /** That the contracts are still there when the order arrives. */
  readonly contract: number
  /** That the bet is then taken, at odds that are still quoted and not worsened or cut. */
  readonly bet: number
  readonly both: number
}

/** Quantiles over which a latency is averaged. */
export const LATENCY_SAMPLES = 200

/**
 * Returns the estimate. @param quote what the book quotes now.
 * @throws {InvalidInputError} a half-life that is not above 0.
 */
export function fillProbability(
  plan: PaperPlan,
  models: FillModels,
  quote: PaperQuote,
): FillProbability {
  const { prepareLatency, orderLatency, commitLatency, acceptance } = models
  const { contractHalfLifeMs, oddsHalfLifeMs } = models
  const contract =
    survivalOver(prepareLatency, contractHalfLifeMs) *
    survivalOver(orderLatency, contractHalfLifeMs)
  const taken = acceptanceProbability(
    {
      model: acceptance,
      seenReturnRatio: plan.bet.returnRatio,
      stakeCents: paperReserveOf(plan).stakeCents,
      stakeStepCents: plan.bet.stakeStepCents,
    },
    quote,
  )
  const asAsked = (1 - acceptance.changeProbability) * (1 - acceptance.capProbability)
  const bet =
    [prepareLatency, orderLatency, commitLatency].reduce(
      (product, latency) => product * survivalOver(latency, oddsHalfLifeMs),
      1,
    ) *
    taken *
    asAsked
  return { contract, bet, both: contract * bet }
}

/** Mean of 2^(−t ÷ half-life) over a latency, by the midpoints of equal shares. */
function survivalOver(latency: LatencyModel, halfLifeMs: number): number {
  assertInput(halfLifeMs > 0, `a half-life must be above 0, got ${halfLifeMs}`)
  let sum = 0
  for (let index = 0; index < LATENCY_SAMPLES; index += 1) {
    const latencyMs = latencyQuantileMs(latency, (index + 0.5) / LATENCY_SAMPLES)
    sum += 2 ** (-latencyMs / halfLifeMs)
  }
  return sum / LATENCY_SAMPLES
}
