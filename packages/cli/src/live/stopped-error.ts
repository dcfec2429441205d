/**
 * The person stopped what was under way.
 * @module
 */
import { ArbError } from '@arbkit/core'

/** Nothing is wrong, and nothing is to be shown. */
export class StoppedError extends ArbError {
  override readonly name = 'StoppedError'
  override readonly resend = 'safe'
}
