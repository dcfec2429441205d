/**
 * What a check of the doctor finds: a verdict, the facts in one line, and what a person does about it.
 * @module
 */

/** How a check came out. `skip`: it was not made, and why is said. */
export const FINDING_STATUSES = ['pass', 'warn', 'fail', 'skip'] as const
/** One of {@link FINDING_STATUSES}. */
export type FindingStatus = (typeof FINDING_STATUSES)[number]

/** Every check, in the order in which they are told. */
export const CHECK_IDS = [
  'node',
  'disk',
  'settings',
  'odds-key',
  'kalshi-key',
  'kalshi',
  'odds-api',
  'clock-kalshi',
  'clock-odds-api',
  'credits',
  'credit-log',
  'exchange',
  'account',
  'balance',
  'canary',
] as const
/** One of {@link CHECK_IDS}. */
export type CheckId = (typeof CHECK_IDS)[number]

/** One finding. */
export interface Finding {
  readonly status: FindingStatus
  /** The facts found, one line. */
  readonly what: string
  /** What a person does, one line; every `warn` and `fail` has one. */
  readonly cure?: string | undefined
  /** What of the check it is about, where a check finds several things: `price-grids`. */
  readonly part?: string | undefined
}

/** One check. */
export interface DoctorCheck {
  readonly id: CheckId
  /** What it is about, in a word or two. */
  readonly title: string
  /** How long it may take, ms. */
  readonly limitMs: number
  /** Looks; changes nothing and spends nothing. The signal is aborted when its time is over. */
  readonly run: (signal: AbortSignal) => Promise<readonly Finding[]>
}

/** Returns a finding with nothing to do about it. */
export const pass = (what: string): Finding => ({ status: 'pass', what })

/** Returns a finding that a person should know of. */
export const warn = (what: string, cure: string): Finding => ({ status: 'warn', what, cure })

/** Returns a finding that keeps something from working. */
export const fail = (what: string, cure: string): Finding => ({ status: 'fail', what, cure })

/** Returns why a check was not made. */
export const skip = (what: string, cure?: string): Finding => ({ status: 'skip', what, cure })
