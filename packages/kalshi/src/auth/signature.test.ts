import { constants, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Configuration, MarketApi } from 'kalshi-typescript'
import { describe, expect, it } from 'vitest'
import {
  createCredentials,
  REST_PREFIX,
  signCall,
  type SignatureHeaders,
  signStreamHandshake,
  STREAM_PATH,
  textToSign,
} from './signature.ts'
import { parseSigningKey } from './signing-key.ts'

const KEY_ID = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c'
const NOW = 1_790_000_000_123

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')
const pemOf = (key: KeyObject, type: 'pkcs1' | 'pkcs8'): string =>
  String(key.export({ type, format: 'pem' }))

const KEYS = [
  ['rsa', pemOf(rsa.privateKey, 'pkcs1'), rsa.publicKey],
  ['ed25519', pemOf(ed25519.privateKey, 'pkcs8'), ed25519.publicKey],
] as const

/** What the venue does with the three headers. */
function isAccepted(headers: SignatureHeaders, publicKey: KeyObject, rest: string): boolean {
  const text = Buffer.from(`${headers['KALSHI-ACCESS-TIMESTAMP']}${rest}`)
  const signature = Buffer.from(headers['KALSHI-ACCESS-SIGNATURE'], 'base64')
  if (publicKey.asymmetricKeyType === 'ed25519') return verify(null, text, publicKey, signature)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return verify('sha256', text, { key: publicKey, padding, saltLength: 32 }, signature)
}

describe.each(KEYS)('headers signed by %s', (_type, pem, publicKey) => {
  const credentials = createCredentials(KEY_ID, parseSigningKey(pem))
  const path = `${REST_PREFIX}/portfolio/events/orders`

  it('hold the key id, the time in ms, and a signature of time, method and whole path', () => {
    const headers = signCall(credentials, { timestampMs: NOW, method: 'POST', path })
    expect(headers).toMatchObject({
      'KALSHI-ACCESS-KEY': KEY_ID,
      'KALSHI-ACCESS-TIMESTAMP': '1790000000123',
    })
    expect(Object.keys(headers)).toHaveLength(3)
    expect(isAccepted(headers, publicKey, `POST${path}`)).toBe(true)
  })

  it.each([
    ['another method', `GET${path}`],
    ['another path', `POST${path}/batched`],
    ['the bare path', 'POST/portfolio/events/orders'],
    ['the path with its query', `POST${path}?subaccount=1`],
  ])('do not fit %s', (_name, rest) => {
    const asked = `${path}?subaccount=1`
    const headers = signCall(credentials, { timestampMs: NOW, method: 'POST', path: asked })
    expect(isAccepted(headers, publicKey, rest)).toBe(false)
    expect(isAccepted(headers, publicKey, `POST${path}`)).toBe(true)
  })

  it('open the stream', () => {
    const headers = signStreamHandshake(credentials, NOW)
    expect(isAccepted(headers, publicKey, 'GET/trade-api/ws/v2')).toBe(true)
    expect(isAccepted(headers, publicKey, 'GET/trade-api/v2')).toBe(false)
    expect(STREAM_PATH).toBe('/trade-api/ws/v2')
  })

  it('fit exactly what was signed', () => {
    const method = fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const)
    const segment = fc.stringMatching(/^[A-Z0-9-]{1,12}$/)
    fc.assert(
      fc.property(method, segment, segment, fc.nat(), (verb, id, other, timestampMs) => {
        const call = {
          method: verb,
          path: `${REST_PREFIX}/markets/${id}`,
          timestampMs: 1 + timestampMs,
        }
        const headers = signCall(credentials, call)
        expect(isAccepted(headers, publicKey, `${verb}${call.path}`)).toBe(true)
        const isSame = id === other
        expect(isAccepted(headers, publicKey, `${verb}${REST_PREFIX}/markets/${other}`)).toBe(
          isSame,
        )
      }),
      { numRuns: 50 },
    )
  })
})

describe('the official SDK', () => {
  it('signs the same text and sends it under the same names', async () => {
    const [, pem, publicKey] = KEYS[0]
    const basePath = 'http://localhost:1/trade-api/v2'
    const api = new MarketApi(new Configuration({ apiKey: KEY_ID, privateKeyPem: pem, basePath }))
    const sent: { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[] =
      []
    await api.getMarketOrderbooks(['KXNFLGAME-26SEP17SYRPITT-SYR', 'B'], {
      adapter: async (config) => {
        sent.push({ path: new URL(String(config.url)).pathname, headers: { ...config.headers } })
        return { data: {}, status: 200, statusText: 'OK', headers: {}, config }
      },
    })
    const { path, headers } = sent[0]!
    const credentials = createCredentials(KEY_ID, parseSigningKey(pem))
    const timestampMs = Number(headers['KALSHI-ACCESS-TIMESTAMP'])
    const ours = signCall(credentials, { timestampMs, method: 'GET', path })
    // A signature is never the same twice: the salt is of chance.
    const theirs = Object.fromEntries(Object.keys(ours).map((name) => [name, headers[name]]))
    expect(theirs).toEqual({ ...ours, 'KALSHI-ACCESS-SIGNATURE': expect.any(String) })
    expect(isAccepted(theirs as SignatureHeaders, publicKey, `GET${path}`)).toBe(true)
    expect(isAccepted(ours, publicKey, `GET${path}`)).toBe(true)
  })
})

describe('textToSign', () => {
  it('is time, method and path, with nothing between', () => {
    const path = '/trade-api/v2/portfolio/orders?limit=5&cursor=a?b'
    expect(textToSign({ timestampMs: 1703123456789, method: 'GET', path })).toBe(
      '1703123456789GET/trade-api/v2/portfolio/orders',
    )
  })

  it.each([
    ['a time in seconds and parts', 1_790_000_000.5, '/trade-api/v2/markets', 'timestamp'],
    ['no time', Number.NaN, '/trade-api/v2/markets', 'timestamp'],
    ['a time before 1970', -1, '/trade-api/v2/markets', 'timestamp'],
    ['a bare path', NOW, '/markets', 'path'],
    ['a whole address', NOW, 'https://example.com/trade-api/v2/markets', 'path'],
  ])('refuses %s', (_name, timestampMs, path, what) => {
    expect(() => textToSign({ timestampMs, method: 'GET', path })).toThrow(`${what}: expected`)
  })
})

describe('createCredentials', () => {
  const key = parseSigningKey(KEYS[1][1])

  it.each(['', ' ', `${KEY_ID}\r\nx: y`, 'ключ', 'a'.repeat(129)])(
    'refuses key id %j without showing it',
    (keyId) => {
      expect(() => createCredentials(keyId, key)).toThrow(/^key id: expected 1 to 128 letters/)
    },
  )

  it('are printed without the key id', () => {
    const credentials = createCredentials(KEY_ID, key)
    const printed = `${inspect({ credentials })} ${JSON.stringify(credentials)}`
    expect(printed).not.toContain(KEY_ID)
    expect(printed).toContain(key.fingerprint)
  })
})
