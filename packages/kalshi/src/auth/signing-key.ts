/**
 * A private key that can sign and nothing else: what it is made of can not be read back, printed or
 * serialised. Only its type and the fingerprint of its public half are seen.
 * @module
 */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
} from 'node:crypto'
import { assertInput, InvalidInputError } from '@arbkit/core'

/** Key types that the venue takes (docs.kalshi.com/getting_started/api_keys, 2026-10-02). */
export type SigningKeyType = 'rsa' | 'ed25519'

/** Shortest RSA modulus taken, in bits: shorter ones can be factored. */
export const RSA_BITS_MIN = 2048

/** What may be seen of a key. */
export interface PublicFacts {
  readonly type: SigningKeyType
  /** `SHA256:` and the base64 of the SHA-256 of the public key's SPKI DER; the same for any file form. */
  readonly fingerprint: string
}

/** Signs texts. Prints and serialises as its {@link PublicFacts}. */
export interface SigningKey extends PublicFacts {
  /**
   * Returns the base64 signature of the UTF-8 text: RSA-PSS with SHA-256 and a salt as long as the
   * digest, or Ed25519 of the text itself (api_keys, 2026-10-02).
   */
  sign(text: string): string
  toJSON(): PublicFacts
  toString(): string
}

/**
 * Returns the key of an unencrypted PEM text, PKCS#1 or PKCS#8. The type is the one that parsing finds,
 * not the one that the header claims.
 * @throws {InvalidInputError} for anything else; the message never holds any of the text.
 */
export function parseSigningKey(pem: string): SigningKey {
  const key = parsePem(pem)
  const type = key.asymmetricKeyType
  if (type === 'ed25519') return seal(key, type)
  assertInput(type === 'rsa', `expected a private key of type rsa or ed25519, got ${String(type)}`)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  assertInput(
    bits >= RSA_BITS_MIN,
    `expected an RSA key of at least ${RSA_BITS_MIN} bits, got ${bits}`,
  )
  return seal(key, type)
}

function parsePem(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    // OpenSSL's own text goes no further: what stands in it is not ours to promise.
    const got = pem.includes('ENCRYPTED') ? 'an encrypted one' : 'something else'
    throw new InvalidInputError(
      `expected an unencrypted private key in PEM, PKCS#1 or PKCS#8, got ${got}`,
    )
  }
}

/** Keeps the key in a closure: no property, own or inherited, leads to it. */
function seal(key: KeyObject, type: SigningKeyType): SigningKey {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const fingerprint = `SHA256:${createHash('sha256').update(der).digest('base64')}`
  const facts = (): PublicFacts => ({ type, fingerprint })
  const name = (): string => `SigningKey ${type} ${fingerprint}`
  return Object.freeze({
    type,
    fingerprint,
    sign: (text: string) => signatureOf(key, type, text),
    toJSON: facts,
    toString: name,
    [Symbol.for('nodejs.util.inspect.custom')]: name,
  })
}

function signatureOf(key: KeyObject, type: SigningKeyType, text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  if (type === 'ed25519') return sign(null, bytes, key).toString('base64')
  const padding = constants.RSA_PKCS1_PSS_PADDING
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
  return sign('sha256', bytes, { key, padding, saltLength }).toString('base64')
}
