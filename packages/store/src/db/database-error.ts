/**
 * What can go wrong with a database. A message names the database without its password.
 * @module
 */
import { ArbError, type ErrorContext, type Resend } from '@arbkit/core'

/** The database refused, is not there, or is not one of ours. What was not acknowledged was rolled back. */
export class DatabaseError extends ArbError {
  override readonly name = 'DatabaseError'
  /** `reconcile-first`: the connection broke, so the last transaction may or may not stand. */
  override readonly resend: Resend

  constructor(
    message: string,
    options: {
      readonly resend?: Resend
      readonly context?: ErrorContext
      readonly cause?: unknown
    } = {},
  ) {
    super(message, options)
    this.resend = options.resend ?? 'never'
  }
}

/** Who holds a lease, as it said of itself. */
export interface LeaseHolder {
  readonly pid: number
  readonly host: string
  /** What runs there, `arb run`. */
  readonly command: string
}

/** A lease as it stands. */
export interface LeaseRecord {
  readonly name: string
  /** Grows with every acquisition, from 1. */
  readonly fence: number
  /** Undefined where nobody holds it. */
  readonly holder: LeaseHolder | undefined
  /** Times of the last acquisition and renewal and of the end, Unix ms, by the lease's clock. */
  readonly acquiredAtMs: number
  readonly renewedAtMs: number
  readonly expiresAtMs: number
}

/** Somebody else holds the lease: nothing was changed. */
export class LeaseHeldError extends ArbError {
  override readonly name = 'LeaseHeldError'
  override readonly resend = 'safe'
  readonly lease: LeaseRecord

  constructor(message: string, lease: LeaseRecord) {
    super(message)
    this.lease = lease
  }
}

/** The lease is no longer ours: the transaction was rolled back and nothing may be sent any more. */
export class LeaseLostError extends ArbError {
  override readonly name = 'LeaseLostError'
  override readonly resend = 'never'
}
