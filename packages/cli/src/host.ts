/**
 * What the commands need from the outside, as arguments: only `bin.ts` knows the process.
 * @module
 */
import type { Fetch, Ids, Rng } from '@arbkit/core'
import type { DoctorMachine, FrameSource } from '@arbkit/engine'
import type { Sleep } from '@arbkit/http'
import type { KeyFiles } from '@arbkit/kalshi'

/** The outside of the program. */
export interface Host {
  /** Writes to standard output. */
  write(text: string): void
  /** Writes to standard error. */
  writeError(text: string): void
  /** True where standard output may be coloured. */
  readonly isColoured: boolean
  /** True where standard error is a terminal: a line may be written over. */
  readonly isInteractive?: boolean
  /** Version of the program. */
  readonly version: string
  /** Unix ms. */
  now(): number
  /** Random letters and digits. */
  randomId(): string
  /** Name of the user at this machine, to sign decisions with; undefined where it is not known. */
  userName?(): string | undefined
  /** Calls `run` again and again until the returned function is called: recordings reach the disk by it. */
  every?(intervalMs: number, run: () => void): () => void
  /** The session of the demo. */
  openDemo(): Promise<FrameSource>
  /** Asks the person and returns the answer, undefined at its end; not there without a terminal. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined
  /** This machine, for `arb doctor`. */
  readonly machine?: DoctorMachine | undefined
  /** The venues; undefined where there is no network to use. */
  readonly network?: Network | undefined
}

/** What talking to venues needs. */
export interface Network {
  /** Variables of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The user's own folder. */
  readonly userHome: string
  readonly fetch: Fetch
  readonly sleep: Sleep
  readonly rng: Rng
  /** Unique among all processes. */
  readonly ids: Ids
  readonly keyFiles: KeyFiles
  /** Aborted when the person asks to stop. */
  readonly stop: AbortSignal
}
