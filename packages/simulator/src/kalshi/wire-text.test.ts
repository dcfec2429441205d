import { fc, test } from '@fast-check/vitest'
import { microdollars, parseMicrodollars } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { structureOf } from './rest/market-row.ts'
import { dollarsText, uuidOf } from './wire-text.ts'

describe('numbers on the wire', () => {
  it.each([
    [0, '0.0000'],
    [999_462_500, '999.4625'],
    [1, '0.000001'],
    [64_780, '0.06478'],
    [-1_280_000, '-1.2800'],
  ])('%i microdollars are %s', (amount, text) => {
    expect(dollarsText(microdollars(amount))).toBe(text)
  })

  test.prop([fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })])(
    'sums come back exactly, with four to six decimals',
    (amount) => {
      const text = dollarsText(microdollars(amount))
      expect(text).toMatch(/\.\d{4,6}$/)
      expect(parseMicrodollars(text)).toBe(amount)
    },
  )

  it('ids look like UUIDs and differ', () => {
    const ids = new Set(Array.from({ length: 1000 }, (_, index) => uuidOf(`KXA-${index}`)))
    expect(ids.size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)
  })

  it.each([
    [[[0, 10_000, 100]], 'linear_cent'],
    [[[0, 10_000, 10]], 'deci_cent'],
    [
      [
        [0, 1000, 10],
        [1000, 9000, 100],
        [9000, 10_000, 10],
      ],
      'tapered_deci_cent',
    ],
    [[[0, 10_000, 50]], 'center_half_edge_half_cent'],
    [
      [
        [0, 100, 1],
        [100, 9900, 10],
        [9900, 10_000, 1],
      ],
      'center_deci_edge_centi_cent',
    ],
  ])('the grid %j is named %s', (ranges, name) => {
    const grid = ranges.map(([start, end, step]) => ({ start, end, step }))
    expect(structureOf(grid as never)).toBe(name)
  })
})
