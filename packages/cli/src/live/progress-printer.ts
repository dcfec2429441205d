/**
 * Progress on standard error: one line that is written over on a terminal, a line for each finished step
 * elsewhere.
 * @module
 */
import type { LiveProgress, OnProgress } from '@arbkit/engine'
import { WIDTH } from '../format/columns.ts'

/** Erases the line that the cursor stands in. */
const ERASE = '\r\u001b[K'

/** What shows progress. */
export interface ProgressPrinter {
  readonly onProgress: OnProgress
  /** Takes the line away that is written over, before something else is written. */
  clear(): void
  /** Says nothing more where lines are not written over: a watch would repeat itself. */
  quieten(): void
}

/** Returns a printer. */
export function createProgressPrinter(
  write: (text: string) => void,
  isInteractive: boolean,
): ProgressPrinter {
  let isShown = false
  let isQuiet = false
  return {
    onProgress: (progress) => {
      const line = progressText(progress)
      if (isInteractive) {
        write(`${ERASE}${line.slice(0, WIDTH - 1)}`)
        isShown = true
      } else if (!isQuiet && isStep(progress)) write(`${line}\n`)
    },
    clear: () => {
      if (isShown) write(ERASE)
      isShown = false
    },
    quieten: () => {
      isQuiet = true
    },
  }
}

/** A list of known length is said when it is done, another page by page. */
function isStep({ done, total }: LiveProgress): boolean {
  return total === undefined || done === total
}

/** Returns a step as text, `kalshi: series 12 of 48`. */
export function progressText({ venue, what, done, total, creditsLeft }: LiveProgress): string {
  const count = total === undefined ? (done === 0 ? '' : ` ${done}`) : ` ${done} of ${total}`
  const credits = creditsLeft === undefined ? '' : `, ${creditsLeft} credits left`
  return `${venue}: ${what}${count}${credits}`
}
