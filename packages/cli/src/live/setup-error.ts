/**
 * What is missing before a venue can be asked at all, with what can be done without it.
 * @module
 */
import { ArbError } from '@arbkit/core'

/** Nothing was sent: something has to be set up first. One line. */
export class SetupError extends ArbError {
  override readonly name = 'SetupError'
  override readonly resend = 'never'
}

/** What works without a venue. */
export const WITHOUT_VENUES =
  'without it: arb scan --demo, arb scan --from <session>, arb relations, arb calc'
