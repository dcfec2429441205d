/**
 * Ends every run with one plain line, `N passed, N failed`, alone on a line: for readers that are
 * programs. A file that could not be loaded and an error outside of a test count as failed.
 * @module
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** How many tests ended in which way. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Returns the closing line. */
export const closingLine = ({ passed, failed }: Tally): string =>
  `${passed} passed, ${failed} failed`

/** Counts tests, files that failed without a failed test, and errors outside of both. */
export function tallyOf(
  modules: readonly TestModule[],
  unhandledErrors: readonly SerializedError[],
): Tally {
  let passed = 0
  let failed = unhandledErrors.length
  let skipped = 0
  for (const module of modules) {
    let failedHere = 0
    for (const { state } of [...module.children.allTests()].map((each) => each.result())) {
      if (state === 'passed') passed += 1
      else if (state === 'failed') failedHere += 1
      else skipped += 1
    }
    if (failedHere === 0 && module.state() === 'failed') failedHere = 1
    failed += failedHere
  }
  return { passed, failed, skipped }
}

/** The recordings that some tests read; they are beside the checkout, not in it. */
const RECORDINGS = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

const NO_RECORDINGS =
  'WARNING: no recordings beside this checkout (../shared/data): the tests that read them were skipped'

/** Prints the closing line when a run has ended, after the summary of the default reporter. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tally = tallyOf(modules, errors)
    const lines = [
      ...(existsSync(RECORDINGS) ? [] : [NO_RECORDINGS]),
      ...(tally.skipped > 0 ? [`${tally.skipped} skipped`] : []),
      closingLine(tally),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}
