import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { CONFIG_PATHS, configKeyOf } from './config-keys.ts'
import { isSecretName, looksSecret } from './secret-text.ts'

it.each([
  '0123456789abcdef0123456789abcdef',
  'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEA7',
  'MC4CAQAwBQYDK2Vw',
  'postgres://me:hunter2@db/arb',
  'https://user:pass@proxy.example',
  'https://x.example/v4?apiKey=abc',
  'https://x.example/v4?a=1&token=abc',
  'a952bcbe-ec3b-4b5b-b8f9-11dae589608c',
  'sk-live12345678',
  'Bearer abcdefgh1',
  'key is 9fK2mQ7xW4vB8nZ3pL6t here',
  'x9_k2-m7_q4-w8_v3-b6_n1-z5',
])('%s looks like a secret', (text) => {
  expect(looksSecret(text)).toBe(true)
})

it.each([
  '',
  'production',
  'https://external-api.kalshi.com/trade-api/v2',
  'http://127.0.0.1:8080/trade-api/v2',
  'postgres://me@localhost:5432/arb',
  'postgres://localhost/arb?sslmode=require',
  'sqlite:arb.sqlite',
  '~/.kalshi/private_key_2026.pem',
  'logs/2026-11-21T10-15-00/session-1',
  'logs/very_long_name_of_a_folder_without_numbers',
  'draftkings,fanduel,betmgm,williamhill_us,hardrockbet_az',
  'nfl,nba,nhl,mlb,ncaaf,ncaamb',
  '$1,000,000,000,000,000.00',
  '10000000000000000000000000000000000',
  '120ms..600ms',
])('%j does not', (text) => {
  expect(looksSecret(text)).toBe(false)
})

it('no default looks like one', () => {
  const texts = CONFIG_PATHS.flatMap((path) => {
    const { initial, sample, text } = configKeyOf(path)
    return [initial, sample, text].flatMap((each) =>
      typeof each === 'object' ? Object.values(each) : (each ?? []),
    )
  })
  expect(texts.length).toBeGreaterThan(80)
  expect(texts.filter(looksSecret)).toEqual([])
})

test.prop([
  fc.string({ minLength: 32, maxLength: 64, unit: fc.constantFrom(...'0123456789abcdef') }),
])('keys of hexadecimal digits are seen', (key) => {
  fc.pre(/[a-f]\d|\d[a-f]/.test(key))
  expect(looksSecret(key)).toBe(true)
  expect(looksSecret(`--${key}`)).toBe(true)
})

it('knows names of secrets', () => {
  const names = [
    'key',
    'apiKey',
    'api_key',
    'ODDS_API_KEY',
    'oddsApiKey',
    'privateKey',
    'password',
    'secret',
  ]
  expect(names.filter((name) => !isSecretName(name))).toEqual([])
  const others = [
    'keyId',
    'keyFile',
    'keys_file',
    'monkey',
    'minProfit',
    'host',
    'tokenise',
    'store',
  ]
  expect(others.filter(isSecretName)).toEqual([])
})
