/**
 * Times contenders against each other in one process: warm-up first, then rounds in which each one
 * runs for a while, in an order drawn anew. What is reported is the median round. It never decides
 * whether a result is right: a benchmark checks that itself, and says how.
 *
 * Time is what the thread spent on a processor, so that figures depend little on what else the
 * machine was doing; on an idle machine it is the time by the clock, less what the collector's
 * helpers do meanwhile. Systems count it in steps of some milliseconds: hence the long runs.
 * @module
 */
import { performance } from 'node:perf_hooks'
import type { Rng } from '@arbkit/core'

/** One thing to time. */
export interface Contender {
  readonly name: string
  /** How many operations one call of `run` does. */
  readonly operations: number
  /** Does them all; the number returned keeps the work from being optimised away. */
  readonly run: () => number
}

/** How long one operation of a contender took. */
export interface Timing {
  readonly name: string
  /** Nanoseconds an operation, median of the rounds. */
  readonly nanoseconds: number
  /** Time over that of the first contender in the same round, median of the rounds. */
  readonly ratio: number
}

/** Rounds that count. */
export const ROUNDS = 11
/** Before them each contender runs at least so long, and so often. */
const WARM_UP_MS = 150
const WARM_UP_CALLS = 3
/** `run` is called as often as it takes for a round to last so long. */
const ROUND_MS = 100

/** What ran is added up here, so that no compiler can leave it out. */
let sink = 0

/** Returns the timings, in the order of the contenders. */
export function measure(
  contenders: readonly Contender[],
  rng: Rng,
  rounds: number = ROUNDS,
): readonly Timing[] {
  const calls = contenders.map(callsOfRound)
  const spent = contenders.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const index of shuffled(contenders.length, rng)) {
      const { run, operations } = contenders[index] as Contender
      const count = calls[index] as number
      const before = processorMs()
      for (let call = 0; call < count; call += 1) sink += run()
      const ms = processorMs() - before
      spent[index]?.push((ms * 1e6) / (count * operations))
    }
  }
  const first = spent[0] ?? []
  return contenders.map(({ name }, index) => {
    const own = spent[index] ?? []
    const ratios = own.map((nanoseconds, round) => nanoseconds / (first[round] ?? Number.NaN))
    return { name, nanoseconds: quantile(own, 0.5), ratio: quantile(ratios, 0.5) }
  })
}

/** Warms a contender up and returns how often it has to be called for one round. */
function callsOfRound({ run }: Contender): number {
  const began = performance.now()
  let shortest = Number.POSITIVE_INFINITY
  for (let call = 0; call < WARM_UP_CALLS || performance.now() - began < WARM_UP_MS; call += 1) {
    const before = performance.now()
    sink += run()
    shortest = Math.min(shortest, performance.now() - before)
  }
  return Math.max(1, Math.round(ROUND_MS / shortest))
}

/** Processor time of this thread; of the process where Node does not tell them apart (before 23.9). */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage()
  return (user + system) / 1e3
}

/** Returns the value below which a share of the samples lies; `share` from 0 to 1. */
export function quantile(samples: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(samples).toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function shuffled(length: number, rng: Rng): number[] {
  const order = Array.from({ length }, (_, index) => index)
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(rng.next() * (last + 1))
    const kept = order[last] as number
    order[last] = order[other] as number
    order[other] = kept
  }
  return order
}
