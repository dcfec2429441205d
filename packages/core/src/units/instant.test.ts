import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { isInstant, parseInstant } from './instant.ts'

describe('instants', () => {
  it.each([
    ['2026-08-07T13:49:13Z', 1_786_110_553_000],
    ['2026-08-07T09:49:13-04:00', 1_786_110_553_000],
    ['2026-08-07T06:46:28.97871Z', 1_786_085_188_978],
  ])('reads %s as %i', (text, ms) => {
    expect(parseInstant(text)).toBe(ms)
  })

  it.each(['2026-08-07', '2026-08-07T13:49:13', '2026-13-07T13:49:13Z', '1786110553', '', 'now'])(
    'refuses %j',
    (text) => {
      expect(isInstant(text)).toBe(false)
      expect(() => parseInstant(text)).toThrow(/not a time with its zone/)
    },
  )

  prop.prop([fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })])(
    'reads back what was printed',
    (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime())
    },
  )
})
