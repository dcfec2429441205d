import { generateKeyPairSync } from 'node:crypto'
import { InvalidInputError } from '@arbkit/core'
import { DEMO_HOST, PRODUCTION_HOST } from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const ODDS_KEY = '0123456789abcdef0123456789abcdef'
const KEY_ID = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c'

/** The message with which settings are refused. */
function refusal(environment: Record<string, string>): string {
  try {
    readSettings(environment, '/srv/me')
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message
    throw error
  }
  throw new Error('was not refused')
}

const kalshiKey = (file: string) => ({ KALSHI_KEY_ID: KEY_ID, KALSHI_PRIVATE_KEY_FILE: file })

describe('the place of a venue', () => {
  it.each([
    [{}, PRODUCTION_HOST],
    [{ KALSHI_HOST: ' production ' }, PRODUCTION_HOST],
    [{ KALSHI_HOST: 'demo' }, DEMO_HOST],
    [
      { KALSHI_HOST: 'http://127.0.0.1:9/trade-api/v2' },
      {
        name: 'custom',
        restUrl: 'http://127.0.0.1:9/trade-api/v2',
        streamUrl: 'ws://127.0.0.1:9/trade-api/ws/v2',
      },
    ],
    [
      { KALSHI_HOST: 'https://x.example/trade-api/v2/' },
      {
        name: 'custom',
        restUrl: 'https://x.example/trade-api/v2',
        streamUrl: 'wss://x.example/trade-api/ws/v2',
      },
    ],
  ])('of %o', (environment, host) => {
    expect(readSettings(environment, '/srv/me').kalshi.host).toEqual(host)
  })

  it.each([
    'https://user:hunter2secret@x.example/trade-api/v2',
    'https://user:hunter2secret@x.example/v1',
    'https://x.example/?apiKey=hunter2secret',
    'https://x.example/?apiKey=hunter2secret/trade-api/v2',
    'https://x.example/#hunter2secret/trade-api/v2',
    'https://user:12/hunter2secret@x.example/trade-api/v2',
    'hunter2secret',
    'hunter2secret/trade-api/v2',
    'hunter2secret://x/trade-api/v2',
    'https:hunter2secret/trade-api/v2',
    ' HTTPS://user:hunter2secret@x.example',
  ])('%s is refused at either venue, and what may be a secret is not shown', (text) => {
    for (const name of ['KALSHI_HOST', 'ODDS_API_URL']) {
      expect(refusal({ [name]: text })).toMatch(new RegExp(`^${name}: .*expected`))
      expect(refusal({ [name]: text })).not.toMatch(/hunter2|secret/)
    }
  })

  it('says what it was in so far as it is an address', () => {
    expect(refusal({ KALSHI_HOST: 'https://x.example/v1?k=1' })).toBe(
      'KALSHI_HOST: REST address: expected the path /trade-api/v2 and nothing behind it, got "https://x.example/v1"',
    )
    expect(refusal({ KALSHI_HOST: ODDS_KEY })).toBe(
      'KALSHI_HOST: expected production, demo, or an address that ends in /trade-api/v2, got none of them',
    )
    expect(refusal({ ODDS_API_URL: `https://api.the-odds-api.com/?apiKey=${ODDS_KEY}` })).toBe(
      'ODDS_API_URL: The Odds API address: expected the path / and nothing behind it, got "https://api.the-odds-api.com/"',
    )
  })
})

describe('the key of Kalshi', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const ed25519 = generateKeyPairSync('ed25519').privateKey
  const der = (key: typeof rsa, type: 'pkcs1' | 'pkcs8'): string =>
    key.export({ type, format: 'der' }).toString('base64')
  const pem = String(rsa.export({ type: 'pkcs8', format: 'pem' }))
  const lines = pem.split('\n').slice(1, -2)

  it.each([
    ['a whole PEM file', pem],
    ['a PEM file with its line ends spelled out', pem.replaceAll('\n', String.raw`\n`)],
    ['a PEM file on one line', pem.replaceAll('\n', ' ')],
    ['PKCS#8 without its header', der(rsa, 'pkcs8')],
    ['PKCS#1 without its header', der(rsa, 'pkcs1')],
    ['Ed25519 without its header', der(ed25519, 'pkcs8')],
    ['the beginning of one', 'MIIEvQIBADANBgkq'],
    ['the beginning of one with dots', 'MIIEvQIBADANBgkqhkiG9w0BAQ...'],
    ['one in quotes', `"${der(rsa, 'pkcs8')}"`],
    ['the lines of one, spaces between', lines.join(' ')],
    ['a line', 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6'],
    ['a line with slashes', 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg/MGFiY2RlZmdoaWprbG1/b3BxcnN0dXZ3eHl6'],
    ['the key of The Odds API', ODDS_KEY],
    ['the id of the key', KEY_ID],
  ])('is refused where its file should be named, and not shown: %s', (_what, text) => {
    const problem =
      'KALSHI_PRIVATE_KEY_FILE: expected the name of a file, got what looks like a key'
    expect(refusal(kalshiKey(text))).toBe(problem)
    expect(refusal({ KALSHI_PRIVATE_KEY_FILE: text })).toBe(problem)
  })

  it.each([
    'kalshi.pem',
    'kalshi',
    '/srv/me/.kalshi/private-key.pem',
    '/srv/Me/Documents/Kalshi/Trading2026/production/private/key1',
    '~/keys/kalshi-production-private-key-of-mine-2026',
    String.raw`D:\Me\Documents\Kalshi\new\rsa-private-key.txt`,
    `./${ODDS_KEY}`,
    `./${KEY_ID}`,
    './MIIEvQ',
    'MII.pem',
    `/tmp/${KEY_ID}.pem`,
    'abcdefghijklmnopqrstuvwxyz01234',
  ])('may stand in %s', (file) => {
    expect(readSettings(kalshiKey(file), '/srv/me').kalshi.key).toEqual({ id: KEY_ID, file })
  })

  it('is an id and a file', () => {
    expect(readSettings({ KALSHI_KEY_ID: ' ' }, '/srv/me').kalshi.key).toBeUndefined()
    expect(refusal({ KALSHI_KEY_ID: KEY_ID })).toBe(
      'KALSHI_PRIVATE_KEY_FILE: not set, and KALSHI_KEY_ID is; a key needs both',
    )
    expect(refusal({ KALSHI_PRIVATE_KEY_FILE: 'a.pem' })).toBe(
      'KALSHI_KEY_ID: not set, and KALSHI_PRIVATE_KEY_FILE is; a key needs both',
    )
  })
})

it('does not show what is no key of The Odds API', () => {
  expect(refusal({ ODDS_API_KEY: 'hunter2 secret' })).toMatch(/^ODDS_API_KEY: /)
  expect(refusal({ ODDS_API_KEY: 'hunter2 secret' })).not.toMatch(/hunter2|secret/)
})

it('keeps the log of credits in the home of arb', () => {
  const folderOf = (environment: Record<string, string>) =>
    readSettings(environment, '/srv/me').odds.creditsFolder
  expect(folderOf({})).toBe('/srv/me/.arbkit/credits')
  expect(folderOf({ ARBKIT_HOME: '/x' })).toBe('/x/credits')
})
