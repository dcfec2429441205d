/**
 * Whose request it is: the three headers against the public keys of the accounts. Signed are the time
 * in ms, the method and the path from the root without its query (docs.kalshi.com/getting_started/
 * api_keys, 2026-10-02): RSA-PSS with SHA-256 and a salt as long as the digest, or Ed25519.
 * @module
 */
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'

/** A key and the account that it speaks for, before it was read. */
export interface KeyHolder {
  /** As `KALSHI-ACCESS-KEY` names it. */
  readonly keyId: string
  /** RSA or Ed25519; PEM or read already. */
  readonly publicKey: string | KeyObject
}

/** What is looked at of a request. */
export interface SignedParts {
  readonly method: string
  /** From the root, `/trade-api/…`; a query behind it is not signed. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * How far a signature's time may be from the venue's, ms. Ours: the venue refuses old ones with
 * `header_timestamp_expired` but does not publish a bound.
 */
export const SIGNATURE_AGE_MS_MAX = 30_000

/** What a request proves. */
export type Identity<Holder> =
  | { readonly tag: 'known'; readonly holder: Holder }
  /** It carries no signature at all. */
  | { readonly tag: 'none' }
  | { readonly tag: 'refused'; readonly reason: 'key' | 'signature' | 'expired' }

/** Returns a function that tells whose a request is. @throws where a public key can not be read. */
export function createSignatureCheck<Holder extends KeyHolder>(
  holders: readonly Holder[],
): (parts: SignedParts, nowMs: number) => Identity<Holder> {
  const known = new Map(
    holders.map((holder) => [holder.keyId, { holder, key: publicKeyOf(holder.publicKey) }]),
  )
  return ({ method, path, headers }, nowMs) => {
    const keyId = headers['kalshi-access-key']
    const time = headers['kalshi-access-timestamp']
    const signature = headers['kalshi-access-signature']
    if (keyId === undefined && time === undefined && signature === undefined) return { tag: 'none' }
    const found = known.get(String(keyId))
    if (found === undefined) return { tag: 'refused', reason: 'key' }
    const isWhole = typeof time === 'string' && /^\d{1,15}$/.test(time)
    if (!isWhole || typeof signature !== 'string') return { tag: 'refused', reason: 'signature' }
    const text = `${time}${method}${path.split('?', 1)[0] ?? ''}`
    const isSigned = isSignatureOf(found.key, Buffer.from(text), Buffer.from(signature, 'base64'))
    if (!isSigned) return { tag: 'refused', reason: 'signature' }
    const isFresh = Math.abs(nowMs - Number(time)) <= SIGNATURE_AGE_MS_MAX
    return isFresh ? { tag: 'known', holder: found.holder } : { tag: 'refused', reason: 'expired' }
  }
}

function publicKeyOf(key: string | KeyObject): KeyObject {
  if (typeof key === 'string') return createPublicKey(key)
  return key.type === 'private' ? createPublicKey(key) : key
}

function isSignatureOf(key: KeyObject, text: Buffer, signature: Buffer): boolean {
  if (key.asymmetricKeyType === 'ed25519') return verify(null, text, key, signature)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
  return verify('sha256', text, { key, padding, saltLength }, signature)
}
