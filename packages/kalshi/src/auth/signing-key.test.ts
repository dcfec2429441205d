import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
  constants,
} from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parseSigningKey, RSA_BITS_MIN } from './signing-key.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')

const pemOf = (key: KeyObject, type: 'pkcs1' | 'pkcs8'): string =>
  String(key.export({ type, format: 'pem' }))

const FORMS = [
  ['RSA in PKCS#1', 'rsa', pemOf(rsa.privateKey, 'pkcs1'), rsa.publicKey],
  ['RSA in PKCS#8', 'rsa', pemOf(rsa.privateKey, 'pkcs8'), rsa.publicKey],
  ['Ed25519 in PKCS#8', 'ed25519', pemOf(ed25519.privateKey, 'pkcs8'), ed25519.publicKey],
] as const

describe.each(FORMS)('a key of %s', (_form, type, pem, publicKey) => {
  const key = parseSigningKey(pem)

  it('is known by the type that parsing finds and by its public half', () => {
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
    const fingerprint = `SHA256:${createHash('sha256').update(der).digest('base64')}`
    expect(key.toJSON()).toEqual({ type, fingerprint })
    expect([key.type, key.fingerprint]).toEqual([type, fingerprint])
  })

  it('signs so that the public half verifies, and nothing else does', () => {
    const signature = Buffer.from(key.sign('1700000000000GET/trade-api/v2/portfolio'), 'base64')
    const isOf = (text: string): boolean =>
      type === 'ed25519'
        ? verify(null, Buffer.from(text), publicKey, signature)
        : verify(
            'sha256',
            Buffer.from(text),
            { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
            signature,
          )
    expect(isOf('1700000000000GET/trade-api/v2/portfolio')).toBe(true)
    expect(isOf('1700000000001GET/trade-api/v2/portfolio')).toBe(false)
    expect(isOf('1700000000000POST/trade-api/v2/portfolio')).toBe(false)
  })

  it('shows nothing of itself, however it is printed', () => {
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('---'))
    const nested = { deep: { credentials: [key] } }
    const options = { depth: 9, showHidden: true, getters: true }
    const printed = [
      inspect(nested, options),
      inspect(key, { ...options, customInspect: false }),
      JSON.stringify(nested),
      String(key),
      Object.values(Object.getOwnPropertyDescriptors(key)).map(String).join(' '),
    ].join('\n')
    expect(lines.filter((line) => printed.includes(line))).toEqual([])
    expect(printed).toContain(key.fingerprint)
    expect(printed).not.toMatch(/PRIVATE|KeyObject/)
  })
})

describe('parseSigningKey', () => {
  const encrypted = rsa.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'open sesame',
  })
  const short = generateKeyPairSync('rsa', { modulusLength: 2047 }).privateKey
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
  const publicPem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }))

  it.each([
    ['an elliptic curve', pemOf(curve, 'pkcs8'), 'of type rsa or ed25519, got ec'],
    ['RSA for PSS only', pemOf(pss, 'pkcs8'), 'of type rsa or ed25519, got rsa-pss'],
    ['a short modulus', pemOf(short, 'pkcs1'), `at least ${RSA_BITS_MIN} bits, got 2047`],
    ['an encrypted key', String(encrypted), 'got an encrypted one'],
    ['a public key', publicPem, 'got something else'],
    ['nothing', '', 'got something else'],
    ['any text', 'hunter2', 'got something else'],
  ])('refuses %s by name', (_name, pem, problem) => {
    const refusal = refusalOf(() => parseSigningKey(pem))
    expect(refusal).toMatchObject({ name: 'InvalidInputError', context: {} })
    expect(refusal.message).toContain(problem)
    expect(refusal.cause).toBeUndefined()
    const lines = pem.split('\n').filter((line) => line !== '')
    expect(lines.filter((line) => inspect(refusal).includes(line))).toEqual([])
  })
})

function refusalOf(act: () => unknown): Error {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was refused')
}
