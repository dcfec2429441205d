import { existsSync, readFileSync } from 'node:fs'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { parsePriceTicks } from '../units/fixed-point.ts'
import { priceTicks } from '../units/money.ts'
import { checkPriceGrid, isOnGrid, PRICE_RANGES_MAX, type PriceGrid } from './price-grid.ts'

function gridOf(
  ...ranges: readonly (readonly [start: string, end: string, step: string])[]
): PriceGrid {
  return ranges.map(([start, end, step]) => ({
    start: parsePriceTicks(start),
    end: parsePriceTicks(end),
    step: parsePriceTicks(step),
  }))
}

const CENT = gridOf(['0', '1', '0.01'])
const TAPERED = gridOf(['0', '0.1', '0.001'], ['0.1', '0.9', '0.01'], ['0.9', '1', '0.001'])
const HALF_CENT_EDGES = gridOf(['0', '0.1', '0.005'], ['0.1', '0.9', '0.01'], ['0.9', '1', '0.005'])

describe('isOnGrid', () => {
  it.each([
    ['whole cents', CENT, ['0.01', '0.50', '0.99'], ['0.015', '0.501', '0.0001']],
    [
      'tenths of a cent at the edges',
      TAPERED,
      ['0.001', '0.099', '0.1', '0.11', '0.9', '0.901', '0.999'],
      ['0.0005', '0.101', '0.505', '0.899', '0.9005', '0.9999'],
    ],
    [
      'half cents at the edges',
      HALF_CENT_EDGES,
      ['0.005', '0.095', '0.5', '0.905', '0.995'],
      ['0.001', '0.105', '0.895', '0.9999'],
    ],
  ])('%s', (_name, grid, on, off) => {
    expect(on.filter((text) => !isOnGrid(grid, parsePriceTicks(text)))).toEqual([])
    expect(off.filter((text) => isOnGrid(grid, parsePriceTicks(text)))).toEqual([])
  })

  it('never takes 0 or 1', () => {
    for (const grid of [CENT, TAPERED, HALF_CENT_EDGES]) {
      expect(isOnGrid(grid, priceTicks(0)) || isOnGrid(grid, priceTicks(10_000))).toBe(false)
    }
  })

  it('takes a whole cent even where the ranges leave it out', () => {
    expect(isOnGrid(gridOf(['0.1', '0.9', '0.02']), parsePriceTicks('0.05'))).toBe(true)
    expect(isOnGrid(gridOf(['0.1', '0.9', '0.02']), parsePriceTicks('0.11'))).toBe(true)
  })

  it('counts steps from the start of the range', () => {
    const shifted = gridOf(['0.003', '0.5', '0.005'])
    expect(isOnGrid(shifted, parsePriceTicks('0.008'))).toBe(true)
    expect(isOnGrid(shifted, parsePriceTicks('0.005'))).toBe(false)
  })

  prop.prop([
    fc.integer({ min: 1, max: 9999 }).map(priceTicks),
    fc.constantFrom(1, 2, 5, 10, 20, 25, 50, 100).map(priceTicks),
  ])('of one range is what the step divides', (price, step) => {
    const grid = [{ start: priceTicks(0), end: priceTicks(10_000), step }]
    expect(isOnGrid(grid, price)).toBe(Number.isInteger(price / step))
  })
})

describe('checkPriceGrid', () => {
  it('passes what the venue publishes', () => {
    expect(checkPriceGrid(TAPERED)).toBe(TAPERED)
  })

  it.each([
    ['nothing', gridOf(), /empty/],
    ['a step of zero', gridOf(['0', '1', '0']), /step must be above 0/],
    ['a range that ends where it starts', gridOf(['0.5', '0.5', '0.01']), /out of order/],
    ['a range that runs backwards', gridOf(['0.9', '0.1', '0.01']), /out of order/],
    ['ranges that overlap', gridOf(['0', '0.5', '0.01'], ['0.4', '1', '0.01']), /out of order/],
  ])('refuses %s', (_what, grid, message) => {
    expect(() => checkPriceGrid(grid)).toThrow(InvalidInputError)
    expect(() => checkPriceGrid(grid)).toThrow(message)
  })

  it('refuses more ranges than any market has', () => {
    const ranges = Array.from({ length: PRICE_RANGES_MAX + 1 }, (_, index) => ({
      start: priceTicks(index * 100),
      end: priceTicks(index * 100 + 100),
      step: priceTicks(1),
    }))
    expect(checkPriceGrid(ranges.slice(0, -1))).toHaveLength(PRICE_RANGES_MAX)
    expect(() => checkPriceGrid(ranges)).toThrow(/more than 32 ranges/)
  })
})

const recordedFile = new URL('../../../../../shared/data/kalshi/price_grids.json', import.meta.url)
const hasRecorded = existsSync(recordedFile)
if (!hasRecorded) console.warn('SKIPPED: ../shared/data/kalshi/price_grids.json is absent')
const recorded: { price_ranges: { start: string; end: string; step: string }[] }[] = hasRecorded
  ? JSON.parse(readFileSync(recordedFile, 'utf8')).grids
  : []

describe.skipIf(!hasRecorded)('recorded grids', () => {
  it(`accepts every one of ${recorded.length}, and the whole cents on it`, () => {
    expect(recorded.length).toBeGreaterThanOrEqual(1)
    for (const { price_ranges: ranges } of recorded) {
      const grid = gridOf(...ranges.map(({ start, end, step }) => [start, end, step] as const))
      expect(checkPriceGrid(grid)).toBe(grid)
      const cents = Array.from({ length: 99 }, (_, index) => priceTicks((index + 1) * 100))
      expect(cents.every((price) => isOnGrid(grid, price))).toBe(true)
    }
  })
})
