import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { type AddressRule, checkedAddress } from './address.ts'

const REST: AddressRule = { what: 'REST', protocol: 'https', path: '/v4' }
const STREAM: AddressRule = { what: 'stream', protocol: 'wss', path: '' }

describe('checkedAddress', () => {
  it.each([
    ['https://api.example.com/v4', REST, 'https://api.example.com/v4'],
    ['https://api.example.com:8443/v4/', REST, 'https://api.example.com:8443/v4'],
    ['HTTPS://API.example.com/v4', REST, 'https://api.example.com/v4'],
    ['http://127.0.0.1:9000/v4', REST, 'http://127.0.0.1:9000/v4'],
    ['http://localhost/v4', REST, 'http://localhost/v4'],
    ['http://[::1]:1/v4', REST, 'http://[::1]:1/v4'],
    ['wss://stream.example.com/', STREAM, 'wss://stream.example.com'],
    ['ws://localhost:1', STREAM, 'ws://localhost:1'],
  ])('takes %s', (text, rule, address) => {
    expect(checkedAddress(text, rule)).toBe(address)
  })

  it.each([
    ['not one', REST, 'expected a URL'],
    ['http://api.example.com/v4', REST, 'expected https:// (http:// on this machine only)'],
    ['http://localhost.example.com/v4', REST, 'expected https://'],
    ['http://127.0.0.1.example.com/v4', REST, 'expected https://'],
    ['ws://127.0.0.1/v4', REST, 'expected https://'],
    ['file:///v4', REST, 'expected https://'],
    ['ws://example.com', STREAM, 'expected wss:// (ws:// on this machine only)'],
    ['https://example.com', STREAM, 'expected wss://'],
    ['https://api.example.com/v3', REST, 'expected the path /v4'],
    ['https://api.example.com/', REST, 'expected the path /v4'],
    ['https://api.example.com/v4//', REST, 'expected the path /v4'],
    ['https://api.example.com/v4?a=1', REST, 'nothing behind it'],
    ['https://api.example.com/v4#a', REST, 'nothing behind it'],
    ['wss://example.com/a', STREAM, 'expected the path /'],
  ])('refuses %s', (text, rule, problem) => {
    expect(() => checkedAddress(text, rule)).toThrow(InvalidInputError)
    expect(() => checkedAddress(text, rule)).toThrow(`${rule.what} address: `)
    expect(() => checkedAddress(text, rule)).toThrow(problem)
  })

  it.each([
    ['https://api.example.com/?apiKey=secret', ', got "https://api.example.com/"'],
    ['https://api.example.com/v4?apiKey=secret', ', got "https://api.example.com/v4"'],
    ['https://api.example.com/v4#secret', ', got "https://api.example.com/v4"'],
    ['http://api.example.com/?secret', ', got "http://api.example.com/"'],
  ])('shows of %s no more than host and path', (text, shown) => {
    expect(() => checkedAddress(text, REST)).toThrow(shown)
    expect(() => checkedAddress(text, REST)).not.toThrow('secret')
  })

  it.each([
    'secret',
    'secret:more',
    'https:secret',
    'https:/secret',
    'file:///secret',
    'https://user:12/secret@api.example.com/',
    'https://user:12?secret@api.example.com/',
  ])('shows nothing of %s, which may be a secret', (text) => {
    expect(() => checkedAddress(text, REST)).toThrow('REST address: expected')
    expect(() => checkedAddress(text, REST)).not.toThrow(/secret|got/)
  })

  it.each([
    'https://me:secret@api.example.com/v4',
    'http://secret@api.example.com/v4',
    'https://:secret@x/v4',
  ])('refuses %s without saying what stands in it', (text) => {
    expect(() => checkedAddress(text, REST)).toThrow('expected no user, no password')
    expect(() => checkedAddress(text, REST)).not.toThrow('secret')
  })
})
