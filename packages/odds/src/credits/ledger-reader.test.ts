import { expect, it } from 'vitest'
import type { CreditEntry } from './credit-entry.ts'
import type { CreditStore } from './credit-store.ts'
import { LedgerReader } from './ledger-reader.ts'
import { memoryCreditStore } from './memory-credit-store.ts'

const NOVEMBER = Date.parse('2026-11-30T23:59:00Z')
const reserve = (id: string): CreditEntry => ({
  v: 1,
  id,
  atMs: NOVEMBER,
  kind: 'reserve',
  credits: 3,
  endpoint: 'odds',
  limits: { perDay: 5 },
})

/** A store that tells from where it was read. */
function bench() {
  const inner = memoryCreditStore()
  const froms: string[] = []
  const store: CreditStore = {
    ...inner,
    read: async (month, from) => {
      froms.push(`${month} ${from}`)
      return inner.read(month, from)
    },
  }
  return { inner, froms, reader: new LedgerReader(store) }
}

it('takes each entry once, of two months at a time, and says which do not hold', async () => {
  const { inner, froms, reader } = bench()
  for (const month of ['2026-11', '2026-12']) {
    await inner.append(month, [reserve('a'), reserve('b')])
    const { ledger, refused } = await reader.level(month)
    expect([ledger.holds('a'), ledger.holds('b'), [...refused.keys()]]).toEqual([
      true,
      false,
      ['b'],
    ])
  }
  expect((await reader.level('2026-11')).refused.size).toBe(0)
  await reader.level('2026-12')
  await reader.level('2027-01')
  await reader.level('2026-11')
  expect(froms).toEqual([
    '2026-11 0',
    '2026-12 0',
    '2026-11 2',
    '2026-12 2',
    '2027-01 0',
    '2026-11 0',
  ])
})

it('takes nothing of a log that can not be believed, however often it looks', async () => {
  const { inner, reader } = bench()
  await inner.append('2026-11', [reserve('a')])
  await reader.level('2026-11')
  await inner.append('2026-11', [reserve('b'), reserve('a')])
  for (let look = 0; look < 3; look += 1) {
    await expect(reader.level('2026-11')).rejects.toThrow('among all processes, got a')
  }
})
