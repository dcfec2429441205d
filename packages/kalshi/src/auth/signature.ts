/**
 * The three headers that say who asks: key id, time and signature. Signed are the time, the method and
 * the path from the root, so that a signature fits no other call; the query is not.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { SigningKey } from './signing-key.ts'

/** What stands before every REST path, and is signed with it. */
export const REST_PREFIX = '/trade-api/v2'

/** Path of the WebSocket handshake. */
export const STREAM_PATH = '/trade-api/ws/v2'

/** Who asks. Prints and serialises without the key id. */
export interface Credentials {
  /** The id that the venue gave the key, sent with every signature. */
  readonly keyId: string
  readonly key: SigningKey
}

/** What is signed of a call. */
export interface SignedCall {
  /** Unix milliseconds, whole. */
  readonly timestampMs: number
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From the root, `/trade-api/v2` included; a query behind it is left out. */
  readonly path: string
}

/** Headers of a signed call. */
export type SignatureHeaders = Readonly<
  Record<'KALSHI-ACCESS-KEY' | 'KALSHI-ACCESS-TIMESTAMP' | 'KALSHI-ACCESS-SIGNATURE', string>
>

/** Letters, digits, hyphen and underscore: what can not break a header. */
const KEY_ID = /^[A-Za-z0-9_-]{1,128}$/

/** @throws {InvalidInputError} for a key id that can not stand in a header; it is not shown. */
export function createCredentials(keyId: string, key: SigningKey): Credentials {
  assertInput(KEY_ID.test(keyId), 'key id: expected 1 to 128 letters, digits, hyphens')
  const shown = (): { readonly key: SigningKey } => ({ key })
  return Object.freeze({
    keyId,
    key,
    toJSON: shown,
    [Symbol.for('nodejs.util.inspect.custom')]: () => `Credentials ${key.toString()}`,
  })
}

/**
 * Returns the text that is signed: time, method and path without query, nothing between them
 * (docs.kalshi.com/getting_started/api_keys, 2026-10-02; full path 200 and bare path 401, query unsigned
 * 200 and signed 401 in a live test of 2026-08-06).
 * @throws {InvalidInputError} for a time that is not whole milliseconds, a path not from the root.
 */
export function textToSign({ timestampMs, method, path }: SignedCall): string {
  assertInput(
    Number.isSafeInteger(timestampMs) && timestampMs > 0,
    'timestamp: expected Unix milliseconds',
    { timestampMs },
  )
  assertInput(path.startsWith('/trade-api/'), 'path: expected one from the root', { path })
  return `${timestampMs}${method}${path.split('?', 1)[0] ?? ''}`
}

/** Returns the headers of a call. @throws {InvalidInputError} as {@link textToSign}. */
export function signCall({ keyId, key }: Credentials, call: SignedCall): SignatureHeaders {
  return {
    'KALSHI-ACCESS-KEY': keyId,
    'KALSHI-ACCESS-TIMESTAMP': String(call.timestampMs),
    'KALSHI-ACCESS-SIGNATURE': key.sign(textToSign(call)),
  }
}

/** Returns the headers of a WebSocket handshake; every connection needs them (docs.kalshi.com/websockets, 2026-08-22). */
export function signStreamHandshake(
  credentials: Credentials,
  timestampMs: number,
): SignatureHeaders {
  return signCall(credentials, { timestampMs, method: 'GET', path: STREAM_PATH })
}
