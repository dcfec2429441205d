/**
 * What the commands need from the outside, as arguments: only `bin.ts` knows the process.
 * @module
 */
import type { InputFile } from '@arbkit/engine'

/** The outside of the program. */
export interface Host {
  /** Writes to standard output. */
  write(text: string): void
  /** Writes to standard error. */
  writeError(text: string): void
  /** True where standard output may be coloured. */
  readonly isColoured: boolean
  /** Version of the program. */
  readonly version: string
  /** Unix ms. */
  now(): number
  /** Random letters and digits. */
  randomId(): string
  /** The files of the demo session. */
  demoFiles(): Promise<readonly InputFile[]>
}
