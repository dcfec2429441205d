/**
 * A simulator by a real clock: the world goes on as time does, in steps that are bounded, so that its
 * sockets are served while it catches up.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type { Simulator } from '../simulator.ts'

/** How a simulator runs. */
export interface RunOptions {
  /** How long it rests between two steps, ms, 1 or more. */
  readonly everyMs: number
  /** When it ends by itself, by its own clock, Unix ms; never where it is left out. */
  readonly untilMs?: number | undefined
  readonly signal: AbortSignal
  readonly sleep: Sleep
  /** The real time, Unix ms. Where it is set back, the simulator's stands still. */
  readonly nowMs: () => number
}

/** How a run ended. */
export interface RunOutcome {
  readonly because: 'over' | 'aborted'
  /** Farthest that the simulator's clock was behind at the beginning of a step, ms. */
  readonly behindMsMax: number
}

/** Time that is gone through at once, ms: a longer gap, after a stall, is made up piece by piece. */
export const PIECE_MS_MAX = 1000

/**
 * Runs until it is over or aborted. A simulator begins at its own start, whatever the time is: one that
 * starts in the past catches up first.
 * @throws {InvalidInputError} `everyMs` below 1. What `sleep` throws without having been aborted.
 */
export async function runSimulator(
  simulator: Pick<Simulator, 'clock' | 'advance'>,
  options: RunOptions,
): Promise<RunOutcome> {
  const { everyMs, untilMs = Infinity, signal, nowMs } = options
  assertInput(everyMs >= 1, `everyMs must be 1 or more, got ${everyMs}`)
  const { clock } = simulator
  let behindMsMax = 0
  while (!signal.aborted) {
    const targetMs = Math.min(Math.floor(nowMs()), untilMs)
    behindMsMax = Math.max(behindMsMax, targetMs - clock.now())
    const toMs = Math.min(targetMs, clock.now() + PIECE_MS_MAX)
    if (toMs > clock.now()) simulator.advance(toMs)
    if (clock.now() >= untilMs) return { because: 'over', behindMsMax }
    // Even where there is more to do at once, whoever waits for an answer comes first.
    const restMs = toMs < targetMs ? 0 : Math.min(everyMs, untilMs - clock.now())
    if (!(await rests(restMs, options))) break
  }
  return { because: 'aborted', behindMsMax }
}

/** Returns false where it was aborted meanwhile. */
async function rests(ms: number, { sleep, signal }: RunOptions): Promise<boolean> {
  try {
    await sleep(ms, signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
