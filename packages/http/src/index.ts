/**
 * `@arbkit/http`: what every venue's client needs to ask over HTTP and believe the answer: one request on
 * the wire for one call, no redirect followed, bodies bounded, reads repeated with patience and writes
 * never blindly. Clock, randomness, waiting and fetch are arguments.
 * @module
 */
export { type AddressRule, checkedAddress } from './address.ts'
export { BODY_BYTES_MAX } from './body.ts'
export {
  type Answer,
  connectionProblem,
  exchange,
  type ExchangePorts,
  NoAnswer,
  type Outgoing,
} from './exchange.ts'
export { encodeQuery, type Query } from './query.ts'
export {
  ATTEMPTS_MAX,
  checkPolicy,
  DEFAULT_RETRY,
  mayRepeat,
  NO_RETRY,
  type RetryOptions,
  type RetryPolicy,
  type SendOptions,
  waitBeforeMs,
  withRetry,
} from './retry.ts'
export { type Sleep, sleep } from './sleep.ts'
export { createUndiciFetch } from './undici-fetch.ts'
