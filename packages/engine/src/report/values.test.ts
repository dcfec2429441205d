import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  axisCents,
  axisDollars,
  axisPercent,
  contractsText,
  costText,
  countText,
  decimalOf,
  durationText,
  exactText,
  millionthsOf,
  percentText,
  plural,
  profitText,
  utcText,
} from './values.ts'

describe('values for people', () => {
  it.each([
    ['1.289999', '+$1.28', '$1.29'],
    ['-0.000001', '−$0.01', '$0.00'],
    ['-11.680000', '−$11.68', '−$11.68'],
    ['1234567.890000', '+$1,234,567.89', '$1,234,567.89'],
    ['0.00', '+$0.00', '$0.00'],
  ])('%s is a profit of %s, a cost of %s: rounded against the reader', (text, profit, cost) => {
    expect([profitText(text), costText(text)]).toEqual([profit, cost])
  })

  it('are exact where asked, with cents at least', () => {
    expect(['1.280000', '-0.012966', '5.100000', '1000.000001'].map(exactText)).toEqual([
      '$1.28',
      '−$0.012966',
      '$5.10',
      '$1,000.000001',
    ])
  })

  test.prop([fc.integer({ min: -1e14, max: 1e14 })])('are read back exactly', (millionths) => {
    expect(millionthsOf(decimalOf(millionths))).toBe(millionths)
    const shown = exactText(decimalOf(millionths)).replaceAll(/[$,]/g, '').replace('−', '-')
    expect(millionthsOf(shown)).toBe(millionths)
  })

  it('of shares are per cent, of counts grouped', () => {
    expect(['0.012966', '-0.000049', '1.000000'].map(percentText)).toEqual([
      '1.30 %',
      '0.00 %',
      '100.00 %',
    ])
    expect(contractsText('1000.00')).toBe('1,000')
    expect(contractsText('0.50')).toBe('0.50')
    expect(countText(12_345)).toBe('12,345')
    expect([plural(1, 'trade'), plural(0, 'trade')]).toEqual(['1 trade', '0 trades'])
  })

  it.each([
    [450, '450 ms'],
    [1_500, '1.5 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [12_000_000, '3 h 20 min'],
    [90_000_000, '1 d 1 h'],
  ])('of %i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })

  it('of moments are in UTC to the second', () => {
    expect(utcText('2031-05-06T14:00:01.250Z')).toBe('2031-05-06 14:00:01 UTC')
  })
})

describe('values of an axis', () => {
  it('have as many decimals as the step needs', () => {
    expect(axisDollars(1_200_000_000, 100_000_000)).toBe('$1,200')
    expect(axisDollars(-500_000, 500_000)).toBe('−$0.50')
    expect(axisDollars(4_000, 2_000)).toBe('$0.004')
    expect(axisDollars(250_000, 0)).toBe('$0.25')
    expect(axisPercent(15_000, 5_000)).toBe('1.5 %')
    expect(axisPercent(-10_000, 10_000)).toBe('−1 %')
    expect(axisPercent(1_000_000, 200_000)).toBe('100 %')
    expect(axisCents(2_500, 500)).toBe('0.25¢')
    expect(axisCents(0, 0)).toBe('0¢')
  })
})
