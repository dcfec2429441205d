import { describe, expect, it, test } from 'vitest'
import { type AnswerHeaders, serverMsOf, usageOf } from './usage-headers.ts'

const headers = (values: Readonly<Record<string, string>>): AnswerHeaders => ({
  get: (name) => values[name] ?? null,
})
const GOOD = { 'x-requests-remaining': '480', 'x-requests-used': '20', 'x-requests-last': '3' }

describe('usageOf', () => {
  it('reads the three numbers', () => {
    expect(usageOf(headers(GOOD))).toEqual({ remaining: 480, used: 20, last: 3 })
    expect(usageOf(headers({ ...GOOD, 'x-requests-last': ' 0 ' }))?.last).toBe(0)
    expect(usageOf(headers({ ...GOOD, 'x-requests-used': '20.0' }))?.used).toBe(20)
  })

  test.each(Object.keys(GOOD))('says nothing without %s', (name) => {
    const { [name as keyof typeof GOOD]: _left, ...others } = GOOD
    expect(usageOf(headers(others))).toBeUndefined()
  })

  test.each(['', '-1', '1.5', '1e3', '0x10', 'NaN', '1, 1', '12345678901234567'])(
    'says nothing of %j',
    (value) => {
      for (const name of Object.keys(GOOD)) {
        expect(usageOf(headers({ ...GOOD, [name]: value }))).toBeUndefined()
      }
    },
  )
})

describe('serverMsOf', () => {
  it('reads the date as servers write it', () => {
    const ms = serverMsOf(headers({ date: 'Sat, 21 Nov 2026 18:00:07 GMT' }))
    expect(ms).toBe(Date.UTC(2026, 10, 21, 18, 0, 7))
  })

  test.each([
    '',
    '2026-11-21T18:00:07Z',
    'Sat, 21 Nov 2026 18:00:07',
    'Sat, 99 Xyz 2026 18:00:07 GMT',
  ])('says nothing of %j', (date) => {
    expect(serverMsOf(headers({ date }))).toBeUndefined()
  })

  it('says nothing without one', () => {
    expect(serverMsOf(headers({}))).toBeUndefined()
  })
})
