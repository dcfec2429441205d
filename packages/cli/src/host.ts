/**
 * What the commands need from the outside, as arguments: only `bin.ts` knows the process.
 * @module
 */
import type { Fetch, Ids, Rng } from '@arbkit/core'
import type { DoctorMachine, FrameSource } from '@arbkit/engine'
import type { Sleep } from '@arbkit/http'
import type { KeyFiles } from '@arbkit/kalshi'
import type { OpenEngine } from './run/open-engine.ts'

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
  /** Standard output, where it is a terminal. */
  readonly terminal?: Terminal | undefined
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
  /** Which process this is, for others that want the same database, and whether another one still runs. */
  readonly holder?: ProcessHolder | undefined
  /** Makes an engine that runs against the venues. */
  readonly openEngine?: OpenEngine | undefined
  /** Asks the person and returns the answer, undefined at its end; not there without a terminal. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined
  /** This machine, for `arb doctor`. */
  readonly machine?: DoctorMachine | undefined
  /** The venues; undefined where there is no network to use. */
  readonly network?: Network | undefined
}

/** A terminal that is written to. */
export interface Terminal {
  /** Its size now, in cells. */
  size(): { readonly columns: number; readonly rows: number }
  /**
   * Takes its screen until the returned function is called. `leave` puts it back as it was: it is called
   * then, and wherever else the program ends or is put aside; `enter` is called at once, and when the
   * program is taken up again. Neither may throw.
   */
  hold(enter: () => void, leave: () => void): () => void
}

/** A process among others of its machine. */
export interface ProcessHolder {
  readonly pid: number
  readonly host: string
  /** True where a process of this machine runs, or where nobody can say. */
  isRunning(pid: number): boolean
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
