/**
 * What the doctor looks at, as arguments: the machine, the settings and the venues.
 * @module
 */
import type { Clock, Fetch, Rng } from '@arbkit/core'
import type { KalshiHost, KeyFiles, TransportOptions } from '@arbkit/kalshi'
import type { CreditState, OddsApiHost, OddsApiKey } from '@arbkit/odds'

/** A setting as it was read. Neither the problem nor the cure of a wrong one shows its value. */
export type Setting<T> =
  | { readonly tag: 'set'; readonly value: T }
  | { readonly tag: 'unset' }
  | { readonly tag: 'wrong'; readonly problem: string; readonly cure: string }

/** A variable of the environment: its name, and whether it holds anything. */
export interface Variable {
  readonly name: string
  readonly isSet: boolean
}

/** The settings, each read by itself, so that a wrong one does not hide the others. */
export interface DoctorSettings {
  readonly variables: {
    readonly oddsKey: Variable
    readonly oddsUrl: Variable
    readonly kalshiKeyId: Variable
    readonly kalshiKeyFile: Variable
    readonly kalshiHost: Variable
    readonly home: Variable
  }
  /** The venue's own where the variable is not set. */
  readonly oddsHost: Exclude<Setting<OddsApiHost>, { tag: 'unset' }>
  readonly oddsKey: Setting<OddsApiKey>
  /** The venue's own where the variable is not set. */
  readonly kalshiHost: Exclude<Setting<KalshiHost>, { tag: 'unset' }>
  readonly kalshiKey: Setting<{ readonly id: string; readonly file: string }>
}

/** What is known of a place on a disk. */
export interface DiskFacts {
  /** The folder that was looked at: the one asked for, or the nearest above it that is there. */
  readonly folder: string
  /** Bytes that this user may still write. */
  readonly freeBytes: number
  /** Whether this user may write into it. */
  readonly isWritable: boolean
}

/** The machine. */
export interface DoctorMachine {
  /** `24.1.0`, as `process.versions.node` has it. */
  readonly nodeVersion: string
  /** Looks at where a folder is or would be. @throws {InvalidInputError} it can not be looked at. */
  readonly lookAtDisk: (folder: string) => Promise<DiskFacts>
}

/** Everything the doctor needs. */
export interface DoctorPorts {
  readonly machine: DoctorMachine
  readonly settings: DoctorSettings
  readonly clock: Clock
  readonly fetch: Fetch
  readonly sleep: TransportOptions['sleep']
  readonly rng: Rng
  readonly keyFiles: KeyFiles
  /**
   * Tries whether the folder of the log of credits can be made and written to; leaves nothing behind.
   * @throws {InvalidInputError} it can not.
   */
  readonly tryCreditsFolder: () => Promise<void>
  /** Returns what this machine's log of credits says. @throws {ArbError} it can not be read. */
  readonly creditLog: () => Promise<CreditState>
  /** Aborted when the person asks to stop. */
  readonly stop?: AbortSignal | undefined
}

/** What is to be looked at. */
export interface DoctorOptions {
  /** Where recordings go. */
  readonly logFolder: string
  /** Whether the canary may send what is no order to the order endpoints. */
  readonly probesOrders: boolean
}
