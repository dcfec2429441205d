/**
 * How far a replay is, as one line that is written over: bytes read, rate, and when it will be done.
 * @module
 */
import type { ReadPosition } from '@arbkit/engine'
import { bytesText } from '../format/bytes-text.ts'
import { spanText } from '../format/span-text.ts'
import type { Host } from '../host.ts'

/** Least time between two lines, ms. */
export const PROGRESS_LINE_MS = 100
/** No end is foretold before so much time has passed, ms. */
export const ETA_AFTER_MS = 1000

/** How far one session is. */
export interface Advance {
  readonly frames: number
  /** Session time, Unix ms. */
  readonly t: number
  readonly position: ReadPosition | undefined
}

/** Returns the line without its end. `elapsedMs` is since reading this session began. */
export function advanceLine(
  session: string,
  { frames, t, position }: Advance,
  elapsedMs: number,
): string {
  const rate = Math.round(frames / (Math.max(1, elapsedMs) / 1000))
  const at = `${frames} frames, ${rate}/s, at ${new Date(t).toISOString().slice(0, 19)}Z`
  if (position === undefined) return `${session}: ${at}`
  const { readBytes, totalBytes } = position
  const share = totalBytes === 0 ? 1 : readBytes / totalBytes
  const left =
    share > 0 && elapsedMs >= ETA_AFTER_MS
      ? `, ${spanText((elapsedMs * (1 - share)) / share)} left`
      : ''
  const read = `${bytesText(readBytes)} of ${bytesText(totalBytes)} (${Math.floor(share * 100)} %)`
  return `${session}: ${read}${left}, ${at}`
}

/** Writes lines over each other, where there is a terminal to see them. */
export interface ProgressLine {
  /** Writes what is returned, not more often than {@link PROGRESS_LINE_MS}. */
  write(line: (elapsedMs: number) => string): void
  /** Begins to count time anew. */
  restart(): void
  end(): void
}

/** Returns a line that has not been written yet. */
export function createProgressLine(host: Host): ProgressLine {
  const isShown = host.isInteractive === true
  let startedMs = host.now()
  let writtenMs = -Infinity
  return {
    write(line) {
      if (!isShown) return
      const nowMs = host.now()
      if (nowMs - writtenMs < PROGRESS_LINE_MS) return
      writtenMs = nowMs
      host.writeError(`\r${line(nowMs - startedMs)}\u001b[K`)
    },
    restart() {
      startedMs = host.now()
    },
    end() {
      if (isShown) host.writeError('\r\u001b[K')
    },
  }
}
