import { describe, expect, it } from 'vitest'
import {
  ageText,
  costText,
  countText,
  easternText,
  percentText,
  priceText,
  profitText,
  utcText,
} from './values.ts'

describe('money is rounded against the reader', () => {
  it.each([
    ['1.289999', '+$1.28'],
    ['0.009999', '+$0.00'],
    ['0.00', '+$0.00'],
    ['-0.000001', '-$0.01'],
    ['-11.675', '-$11.68'],
    ['1234567.891', '+$1,234,567.89'],
  ])('a profit of %s is %s', (amount, text) => {
    expect(profitText(amount)).toBe(text)
  })

  it.each([
    ['98.720001', '$98.73'],
    ['98.72', '$98.72'],
    ['0.00', '$0.00'],
    ['1000.00', '$1,000.00'],
  ])('a cost of %s is %s', (amount, text) => {
    expect(costText(amount)).toBe(text)
  })

  it.each([
    ['0.012999', '1.29 %'],
    ['0.000000', '0.00 %'],
    ['-0.000000', '0.00 %'],
    ['-0.000001', '-0.01 %'],
    ['1.5', '150.00 %'],
  ])('a share of %s is %s', (share, text) => {
    expect(percentText(share)).toBe(text)
  })
})

describe('other values', () => {
  it.each([
    ['0.4300', '0.43'],
    ['0.4000', '0.40'],
    ['0.4350', '0.435'],
    ['0.4351', '0.4351'],
  ])('a price of %s is %s', (price, text) => {
    expect(priceText(price)).toBe(text)
  })

  it.each([
    ['100.00', '100'],
    ['0.50', '0.50'],
    ['12345.00', '12,345'],
    ['0.00', '0'],
  ])('a count of %s is %s', (count, text) => {
    expect(countText(count)).toBe(text)
  })

  it.each([
    ['2026-08-08T01:45:00.000Z', 'Fri Aug 7 21:45 ET'],
    ['2026-01-01T05:00:00.000Z', 'Thu Jan 1 00:00 ET'],
    ['2026-11-01T06:30:00.000Z', 'Sun Nov 1 01:30 ET'],
  ])('%s is %s', (iso, text) => {
    expect(easternText(iso)).toBe(text)
  })

  it('a moment in UTC is to the second', () => {
    expect(utcText('2026-08-07T13:49:13.999Z')).toBe('2026-08-07 13:49:13Z')
  })

  it.each([
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_599_999, '59m'],
    [25_260_000, '7h01m'],
    [86_399_999, '23h59m'],
    [1_159_200_000, '13d10h'],
    [8_639_999_999, '99d23h'],
    [8_640_000_000, '100d'],
  ])('an age of %i ms is %s', (ms, text) => {
    expect(ageText(ms)).toBe(text)
    expect(ageText(ms).length).toBeLessThanOrEqual(6)
  })
})
