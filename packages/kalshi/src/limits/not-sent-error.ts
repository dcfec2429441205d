/**
 * The error of a call that never left: the venue knows nothing of it.
 * @module
 */
import { ArbError, type ErrorContext } from '@arbkit/core'

/** Why a call was not sent. `cost`: it costs more than its bucket can ever hold. */
export type NotSentReason = 'deadline' | 'aborted' | 'queue-full' | 'cost'

const WHY: Readonly<Record<NotSentReason, string>> = {
  deadline: 'its deadline passed',
  aborted: 'it was aborted',
  'queue-full': 'too many calls wait',
  cost: 'it costs more tokens than its bucket holds',
}

/** Not sent, so nothing happened; whether it is still worth sending is the caller's to say. */
export class RequestNotSentError extends ArbError {
  override readonly name = 'RequestNotSentError'
  override readonly resend = 'safe'
  readonly reason: NotSentReason

  constructor(
    call: { readonly method: string; readonly path: string },
    reason: NotSentReason,
    context: ErrorContext = {},
  ) {
    const { method, path } = call
    super(`${method} ${path}: not sent, ${WHY[reason]}`, {
      context: { method, path, reason, ...context },
    })
    this.reason = reason
  }
}
