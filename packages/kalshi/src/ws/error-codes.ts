/**
 * What each error code of the stream means and what is done about it (AsyncAPI of 2026-08-22; 6, 16
 * and 17 are retired since 2026-09-10, and still answered to).
 * @module
 */

/**
 * `resubscribe`: the subscription is over. `retry`: the same command may be sent again later.
 * `reconnect`: this connection can not go on. `refuse`: the command was wrong; it is not repeated.
 */
export type ErrorPolicy = 'resubscribe' | 'retry' | 'reconnect' | 'refuse'

/** A code by name. */
export interface ErrorMeaning {
  readonly name: string
  readonly policy: ErrorPolicy
}

const MEANINGS: ReadonlyMap<number, ErrorMeaning> = new Map([
  [1, { name: 'unable-to-process', policy: 'retry' }],
  [2, { name: 'params-required', policy: 'refuse' }],
  [3, { name: 'channels-required', policy: 'refuse' }],
  [4, { name: 'subscriptions-required', policy: 'refuse' }],
  [5, { name: 'unknown-command', policy: 'refuse' }],
  [6, { name: 'already-subscribed', policy: 'reconnect' }],
  [7, { name: 'unknown-subscription', policy: 'resubscribe' }],
  [8, { name: 'unknown-channel', policy: 'refuse' }],
  [9, { name: 'authentication-required', policy: 'reconnect' }],
  [10, { name: 'channel-error', policy: 'resubscribe' }],
  [11, { name: 'invalid-parameter', policy: 'refuse' }],
  [12, { name: 'one-subscription-required', policy: 'refuse' }],
  [13, { name: 'unsupported-action', policy: 'refuse' }],
  [14, { name: 'market-required', policy: 'refuse' }],
  [15, { name: 'action-required', policy: 'refuse' }],
  [16, { name: 'market-not-found', policy: 'refuse' }],
  [17, { name: 'internal-error', policy: 'resubscribe' }],
  [18, { name: 'command-timeout', policy: 'retry' }],
  [19, { name: 'shard-factor-not-positive', policy: 'refuse' }],
  [20, { name: 'shard-factor-required', policy: 'refuse' }],
  [21, { name: 'shard-key-out-of-range', policy: 'refuse' }],
  [22, { name: 'shard-factor-too-large', policy: 'refuse' }],
  [23, { name: 'match-ids-required', policy: 'refuse' }],
  [24, { name: 'index-ids-required', policy: 'refuse' }],
  [25, { name: 'buffer-overflow', policy: 'resubscribe' }],
  [26, { name: 'market-limit-exceeded', policy: 'refuse' }],
  [27, { name: 'too-many-requests', policy: 'retry' }],
  [28, { name: 'underlyings-required', policy: 'refuse' }],
])

/** What a code means that the venue had not published by 2026-10-10: nobody can say, so start anew. */
const UNKNOWN: ErrorMeaning = { name: 'unknown-code', policy: 'reconnect' }

/** Returns what a code means. */
export function meaningOfError(code: number): ErrorMeaning {
  return MEANINGS.get(code) ?? UNKNOWN
}
