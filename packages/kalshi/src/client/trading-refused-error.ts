/**
 * The error of an order that was held back: the canary does not vouch for the venue.
 * @module
 */
import { ArbError } from '@arbkit/core'

/** Not sent, so nothing happened. Cancelling is never held back. */
export class TradingRefusedError extends ArbError {
  override readonly name = 'TradingRefusedError'
  override readonly resend = 'safe'
  /** One line each: which check, what it found, the cure. At least one. */
  readonly reasons: readonly string[]

  constructor(
    call: { readonly method: string; readonly path: string },
    reasons: readonly string[],
  ) {
    const { method, path } = call
    super(`${method} ${path}: not sent, the canary allows no trading: ${reasons.join('; ')}`, {
      context: { method, path, reasons },
    })
    this.reasons = reasons
  }
}
