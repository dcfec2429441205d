/**
 * What every benchmark is given, and what it is.
 * @module
 */
import type { Rng } from '@arbkit/core'
import type { Report } from './runner/report.ts'

/** What a benchmark is given. */
export interface Context {
  /** Draws the inputs; another sequence for every benchmark of a run. */
  readonly rng: Rng
  readonly report: Report
}

/** One benchmark: measures, checks what was measured, and prints both. */
export interface Benchmark {
  /** What `--only` takes. */
  readonly name: string
  readonly run: (context: Context) => Promise<void>
}
