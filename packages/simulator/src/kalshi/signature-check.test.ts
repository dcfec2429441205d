import { generateKeyPairSync } from 'node:crypto'
import { fc, test } from '@fast-check/vitest'
import { createCredentials, parseSigningKey, signCall } from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import { createSignatureCheck, SIGNATURE_AGE_MS_MAX } from './signature-check.ts'

const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: generateKeyPairSync('ed25519'),
}
const credentials = {
  rsa: createCredentials(
    'rsa',
    parseSigningKey(keys.rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()),
  ),
  ed25519: createCredentials(
    'ed25519',
    parseSigningKey(keys.ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
  ),
}
const identify = createSignatureCheck([
  { keyId: 'rsa', publicKey: keys.rsa.publicKey },
  // A private key says the public one as well.
  { keyId: 'ed25519', publicKey: keys.ed25519.privateKey },
])

const kinds = fc.constantFrom('rsa' as const, 'ed25519' as const)
const calls = fc.record({
  timestampMs: fc.integer({ min: SIGNATURE_AGE_MS_MAX, max: 4_000_000_000_000 }),
  method: fc.constantFrom('GET' as const, 'POST' as const, 'DELETE' as const),
  path: fc.stringMatching(/^\/trade-api\/v2(?:\/[A-Za-z0-9_.~%-]{1,20}){1,4}$/),
})

/** The headers as a server has them. */
function headersOf(kind: keyof typeof keys, call: Parameters<typeof signCall>[1]): Headers {
  const signed = Object.entries({ ...signCall(credentials[kind], call) })
  return Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value]))
}
type Headers = Record<string, string>

describe('a signature', () => {
  test.prop([kinds, calls, fc.integer({ min: -SIGNATURE_AGE_MS_MAX, max: SIGNATURE_AGE_MS_MAX })], {
    numRuns: 50,
  })('says whose a request is, for a while, whatever is asked of it', (kind, call, ageMs) => {
    const { timestampMs, method, path } = call
    const headers = headersOf(kind, call)
    const parts = { method, path: `${path}?limit=1`, headers }
    const known = { tag: 'known', holder: { keyId: kind } }
    expect(identify(parts, timestampMs + ageMs)).toMatchObject(known)
    for (const nowMs of [-1, 1].map((side) => timestampMs + side * (SIGNATURE_AGE_MS_MAX + 1))) {
      expect(identify(parts, nowMs)).toEqual({ tag: 'refused', reason: 'expired' })
    }
  })

  test.prop([kinds, calls], { numRuns: 50 })('is of this request alone', (kind, call) => {
    const { timestampMs, method, path } = call
    const headers = headersOf(kind, call)
    const parts = { method, path, headers }
    const other = kind === 'rsa' ? 'ed25519' : 'rsa'
    const text = headers['kalshi-access-signature'] ?? ''
    for (const change of [
      { method: method === 'GET' ? 'POST' : 'GET' },
      { path: `${path}x` },
      { headers: { ...headers, 'kalshi-access-timestamp': String(timestampMs + 1) } },
      { headers: { ...headers, 'kalshi-access-timestamp': `${timestampMs}.0` } },
      { headers: { ...headers, 'kalshi-access-key': other } },
      { headers: { ...headers, 'kalshi-access-signature': text.slice(4) } },
      { headers: { ...headers, 'kalshi-access-signature': '' } },
    ]) {
      const identity = identify({ ...parts, ...change }, timestampMs)
      expect(identity).toEqual({ tag: 'refused', reason: 'signature' })
    }
    const stranger = { ...headers, 'kalshi-access-key': 'nobody' }
    expect(identify({ ...parts, headers: stranger }, timestampMs)).toEqual({
      tag: 'refused',
      reason: 'key',
    })
  })

  it('may be missing, but not in part', () => {
    expect(identify({ method: 'GET', path: '/', headers: {} }, 0)).toEqual({ tag: 'none' })
    const headers = { 'kalshi-access-key': 'rsa' }
    const half = identify({ method: 'GET', path: '/', headers }, 0)
    expect(half).toEqual({ tag: 'refused', reason: 'signature' })
    expect(() => createSignatureCheck([{ keyId: 'a', publicKey: 'no key' }])).toThrow(/./)
  })
})
