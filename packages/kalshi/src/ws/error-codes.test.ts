import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { meaningOfError } from './error-codes.ts'

const SPEC = new URL('../../../../../shared/spec/kalshi-asyncapi-2026-08-22.yaml', import.meta.url)
const isHere = existsSync(SPEC)
if (!isHere) {
  console.warn('\nSKIPPED: no AsyncAPI in ../shared/spec, error codes were not held against it\n')
}

describe('meaningOfError', () => {
  it('subscribes again after the errors that end a subscription', () => {
    for (const code of [10, 17, 25]) expect(meaningOfError(code).policy).toBe('resubscribe')
  })

  it.each([
    [8, 'unknown-channel', 'refuse'],
    [7, 'unknown-subscription', 'resubscribe'],
    [9, 'authentication-required', 'reconnect'],
    [18, 'command-timeout', 'retry'],
    [26, 'market-limit-exceeded', 'refuse'],
    [27, 'too-many-requests', 'retry'],
  ])('reads code %d as %s: %s', (code, name, policy) => {
    expect(meaningOfError(code)).toEqual({ name, policy })
  })

  it.each([0, -1, 29, 999, 1.5])('connects anew at code %d, which nobody published', (code) => {
    expect(meaningOfError(code)).toEqual({ name: 'unknown-code', policy: 'reconnect' })
  })
})

describe.skipIf(!isHere)('error codes against the AsyncAPI', () => {
  it('knows every code that the venue lists', () => {
    const text = isHere ? readFileSync(SPEC, 'utf8') : ''
    const rows = [...text.matchAll(/^\s*\| (\d+) \| (.+?) \|/gm)]
    const codes = new Set(rows.map(([, code]) => Number(code)))
    expect(codes.size).toBe(28)
    const unknown = [...codes].filter((code) => meaningOfError(code).name === 'unknown-code')
    expect(unknown).toEqual([])
  })
})
