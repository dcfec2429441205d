import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { pageOf } from './page.ts'

describe('pages', () => {
  test.prop([fc.array(fc.nat()), fc.integer({ min: 1, max: 10 })])(
    'hold every row once and end without a cursor',
    (rows, limit) => {
      const seen: number[] = []
      let cursor = ''
      let pages = 0
      do {
        const query = new URLSearchParams({ limit: String(limit), cursor })
        const page = pageOf(query, { most: 10, usual: 5 }, rows)
        expect(page.rows.length).toBeLessThanOrEqual(limit)
        seen.push(...page.rows)
        cursor = page.cursor
        pages += 1
      } while (cursor !== '')
      expect(seen).toEqual(rows)
      expect(pages).toBe(Math.max(1, Math.ceil(rows.length / limit)))
    },
  )

  test.each(['0', '11', '-1', '1.5', 'x', '1e1'])('refuse a limit of %s', (limit) => {
    const query = new URLSearchParams({ limit })
    expect(() => pageOf(query, { most: 10, usual: 5 }, [])).toThrow('limit must be from 1 to 10')
  })

  test.each(['x', 'YXQ6', Buffer.from('at:-1').toString('base64url')])(
    'refuse the cursor %s',
    (cursor) => {
      expect(() => pageOf(new URLSearchParams({ cursor }), { most: 10, usual: 5 }, [])).toThrow(
        'cursor is not valid',
      )
    },
  )
})
