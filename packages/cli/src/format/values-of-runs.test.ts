import { describe, expect, it } from 'vitest'
import { bytesText } from './bytes-text.ts'
import { recordedLine } from './recorded-line.ts'
import { spanText } from './span-text.ts'
import { receiptText } from './values.ts'

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [-5, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_299_999, '1.2 MB'],
    [80_290_000_000, '80.2 GB'],
    [5e15, '5000.0 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text)
  })
})

describe('spans', () => {
  it.each([
    [-1, '0 s'],
    [450, '0.4 s'],
    [9_999, '9.9 s'],
    [10_000, '10 s'],
    [59_999, '59 s'],
    [125_900, '2 m 5 s'],
    [3_600_000, '1h00m'],
  ])('%d ms are %s', (ms, text) => {
    expect(spanText(ms)).toBe(text)
  })
})

it('what is received is rounded down', () => {
  expect([receiptText('1460.009'), receiptText('0')]).toEqual(['$1,460.00', '$0.00'])
})

describe('what was recorded', () => {
  it.each([
    ['logs/2026-11-21T140322Z', 'arb backtest logs/2026-11-21T140322Z replays it'],
    ["my logs/it's", "arb backtest 'my logs/it'\\''s' replays it"],
  ])('%s is named as a shell takes it', (session, words) => {
    expect(recordedLine(session, 0)).toMatchObject({
      text: `recorded: ${session}; ${words}`,
      fields: { session },
    })
  })
})
