/**
 * A venue, or several, that could not be read, as one line with what helps.
 * @module
 */
import { ArbError } from '@arbkit/core'
import { OddsApiError } from '@arbkit/odds'
import type { LiveVenue } from './progress.ts'

/** A venue that could not be read. */
export interface VenueFailure {
  readonly venue: LiveVenue
  readonly error: ArbError
}

/** What was read is told; what was not read is not in it. */
export class VenuesFailedError extends ArbError {
  override readonly name = 'VenuesFailedError'
  override readonly resend = 'safe'
  readonly failures: readonly VenueFailure[]

  /** @param hint what can be done meanwhile */
  constructor(failures: readonly VenueFailure[], hint?: string) {
    super([failures.map(failureText).join('; and '), hint ?? []].flat().join('; '))
    this.failures = failures
  }
}

/** Returns one line: which venue, what happened, the cure where one is known. */
export function failureText({ venue, error }: VenueFailure): string {
  const isCureSaid = !(error instanceof OddsApiError) || error.message.includes(error.cure)
  const cure = isCureSaid ? '' : `: ${error.cure}`
  return `${venue} could not be read: ${error.message}${cure}`
}
