/**
 * Work on a beat, until a signal: the pause is from the end of one round to the beginning of the next.
 * @module
 */
import type { Sleep } from '@arbkit/http'

/** One round; returns how long to wait before the next, ms. */
export type Round = () => Promise<number>

/** Does rounds until the signal is aborted. @throws what a round throws while it is not. */
export async function onBeat(sleep: Sleep, signal: AbortSignal, round: Round): Promise<void> {
  while (!signal.aborted) {
    let pauseMs: number
    try {
      pauseMs = await round()
    } catch (error) {
      if (isAborted(signal)) return
      throw error
    }
    await sleep(pauseMs, signal).catch(() => undefined)
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
