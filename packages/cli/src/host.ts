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
  /** Name of the user at this machine, to sign decisions with; undefined where it is not known. */
  userName?(): string | undefined
  /** The files of the demo session. */
  demoFiles(): Promise<readonly InputFile[]>
}
