import { describe, expect, it } from 'vitest'
import { customHost, DEMO_HOST, PRODUCTION_HOST } from './hosts.ts'

const REST = 'https://api.elections.kalshi.com/trade-api/v2'
const STREAM = 'wss://api.elections.kalshi.com/trade-api/ws/v2'

describe('hosts', () => {
  it('are the documented ones', () => {
    expect(PRODUCTION_HOST.restUrl).toBe('https://external-api.kalshi.com/trade-api/v2')
    expect(PRODUCTION_HOST.streamUrl).toBe('wss://external-api-ws.kalshi.com/trade-api/ws/v2')
    expect(DEMO_HOST.restUrl).toBe('https://external-api.demo.kalshi.co/trade-api/v2')
    expect(DEMO_HOST.streamUrl).toBe('wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2')
  })

  it.each([PRODUCTION_HOST, DEMO_HOST])('$name would pass the check of a custom one', (host) => {
    expect(customHost(host)).toEqual({ ...host, name: 'custom' })
  })
})

describe('customHost', () => {
  it.each([
    [REST, STREAM],
    ['http://localhost:8080/trade-api/v2', 'ws://localhost:8081/trade-api/ws/v2'],
    ['http://127.0.0.1:1/trade-api/v2', 'ws://[::1]:2/trade-api/ws/v2'],
  ])('takes %s', (restUrl, streamUrl) => {
    expect(customHost({ restUrl, streamUrl })).toEqual({ name: 'custom', restUrl, streamUrl })
  })

  it('leaves a slash at the end out', () => {
    const host = customHost({ restUrl: `${REST}/`, streamUrl: `${STREAM}/` })
    expect([host.restUrl, host.streamUrl]).toEqual([REST, STREAM])
  })

  it.each([
    ['http://example.com/trade-api/v2', STREAM, 'expected https://'],
    ['http://localhost.example.com/trade-api/v2', STREAM, 'expected https://'],
    ['ftp://localhost/trade-api/v2', STREAM, 'expected https://'],
    [REST, 'ws://example.com/trade-api/ws/v2', 'expected wss://'],
    [REST, 'https://example.com/trade-api/ws/v2', 'expected wss://'],
    ['https://example.com', STREAM, 'expected the path /trade-api/v2'],
    ['https://example.com/proxy/trade-api/v2', STREAM, 'expected the path /trade-api/v2'],
    [`${REST}?a=b`, STREAM, 'expected the path'],
    [`${REST}#a`, STREAM, 'expected the path'],
    [REST, REST.replace('https', 'wss'), 'expected the path /trade-api/ws/v2'],
    ['kalshi', STREAM, 'REST address: expected a URL'],
    [REST, '', 'stream address: expected a URL'],
  ])('refuses %s with %s', (restUrl, streamUrl, problem) => {
    expect(() => customHost({ restUrl, streamUrl })).toThrow(problem)
  })

  it('refuses a password without showing it', () => {
    const restUrl = 'http://me:hunter2@example.com/trade-api/v2'
    expect(() => customHost({ restUrl, streamUrl: STREAM })).toThrow(
      /^REST address: expected no user, no password$/,
    )
  })
})
