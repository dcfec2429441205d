/**
 * An account of the stand-in: a key pair made for the test, and the check of a call's signature with
 * the public half. The check is written apart from the code that signs.
 * @module
 */
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import type { ReceivedRequest } from '@arbkit/http/testing'
import { createCredentials, type Credentials } from '../auth/signature.ts'
import { parseSigningKey } from '../auth/signing-key.ts'

/** Who may ask. */
export interface StandInKey {
  readonly keyId: string
  readonly publicKey: KeyObject
}

/** An account with both halves of its key. */
export interface StandInAccount extends StandInKey {
  readonly credentials: Credentials
  /** The private half as it would stand in a key file. */
  readonly pem: string
}

/** Returns an account with a fresh Ed25519 key. */
export function createStandInAccount(
  keyId = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c',
): StandInAccount {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return {
    keyId,
    publicKey: createPublicKey(privateKey),
    credentials: createCredentials(keyId, parseSigningKey(pem)),
    pem,
  }
}

/** True where a request carries any part of a signature. */
export function hasSignature({ headers }: ReceivedRequest): boolean {
  return headers['kalshi-access-key'] !== undefined
}

/** True where a request is signed by the account: time, method and path without query. */
export function isSignedBy(request: ReceivedRequest, account: StandInKey | undefined): boolean {
  const { headers, method, url } = request
  const timestamp = String(headers['kalshi-access-timestamp'] ?? '')
  if (account === undefined || headers['kalshi-access-key'] !== account.keyId) return false
  if (!/^\d{13}$/.test(timestamp)) return false
  const text = Buffer.from(`${timestamp}${method}${url.split('?', 1)[0] ?? ''}`)
  const signature = Buffer.from(String(headers['kalshi-access-signature'] ?? ''), 'base64')
  const { publicKey } = account
  if (publicKey.asymmetricKeyType === 'ed25519') return verify(null, text, publicKey, signature)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return verify('sha256', text, { key: publicKey, padding, saltLength: 32 }, signature)
}
