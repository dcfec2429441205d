import { InvalidInputError } from '@arbkit/core'
import { expect, it, test } from 'vitest'
import { customOddsHost, PRODUCTION_ODDS_HOST, PRODUCTION_ODDS_HOST_IPV6 } from './hosts.ts'

it('knows the service by both its names', () => {
  expect(PRODUCTION_ODDS_HOST).toEqual({ name: 'production', url: 'https://api.the-odds-api.com' })
  expect(PRODUCTION_ODDS_HOST_IPV6.url).toBe('https://ipv6-api.the-odds-api.com')
})

test.each([
  ['https://proxy.example.com/', 'https://proxy.example.com'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:1/', 'http://localhost:1'],
])('takes %s', (text, url) => {
  expect(customOddsHost(text)).toEqual({ name: 'custom', url })
})

test.each([
  'http://proxy.example.com',
  'https://proxy.example.com/v4',
  'https://proxy.example.com/?a=b',
  'https://user:password@proxy.example.com',
  'ftp://127.0.0.1',
  'proxy.example.com',
])('refuses %s', (text) => {
  expect(() => customOddsHost(text)).toThrow(InvalidInputError)
})
