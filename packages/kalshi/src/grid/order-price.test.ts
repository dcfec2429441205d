import { isOnGrid, type PriceGrid, type PriceTicks, priceTicks } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { checkOrderPrice, nearestPrices } from './order-price.ts'
import { priceGridOfRanges } from './price-ranges.ts'

const gridOf = (...ranges: readonly (readonly [string, string, string])[]): PriceGrid =>
  priceGridOfRanges(
    ranges.map(([start, end, step]) => ({ start, end, step })),
    { source: 'test', path: '$' },
  )
const CENTS = gridOf(['0', '1', '0.01'])
/** `tapered_deci_cent`: tenths of a cent below 0.10 and above 0.90 (facts of 2026-08). */
const TAPERED = gridOf(['0', '0.1', '0.001'], ['0.1', '0.9', '0.01'], ['0.9', '1', '0.001'])
/** `center_half_edge_half_cent`. */
const HALVES = gridOf(['0', '1', '0.005'])

const known = (grid: PriceGrid) => ({ tag: 'known', grid, sinceMs: 0 }) as const
const check = (grid: PriceGrid, ticks: number) => checkOrderPrice(known(grid), priceTicks(ticks))

describe('a price against the grid', () => {
  it.each([
    [CENTS, 4300],
    [TAPERED, 990],
    [TAPERED, 10],
    [TAPERED, 9990],
    [HALVES, 50],
  ])('%j takes %s', (grid, ticks) => {
    expect(check(grid, ticks)).toEqual({ tag: 'on-grid' })
  })

  it.each([
    [CENTS, 4350, 4300, 4400],
    [CENTS, 4301, 4300, 4400],
    [CENTS, 50, undefined, 100],
    [CENTS, 9950, 9900, undefined],
    [TAPERED, 995, 990, 1000],
    [TAPERED, 1010, 1000, 1100],
    [TAPERED, 8999, 8900, 9000],
    [TAPERED, 9005, 9000, 9010],
    [TAPERED, 5, undefined, 10],
    [TAPERED, 9995, 9990, undefined],
    [HALVES, 4349, 4300, 4350],
    [CENTS, 0, undefined, 100],
    [CENTS, 10_000, 9900, undefined],
  ])('%j does not take %s: %s below, %s above', (grid, ticks, below, above) => {
    expect(check(grid, ticks)).toEqual({ tag: 'off-grid', below, above })
  })

  it('of which nothing is known says so, with the whole cents beside it', () => {
    const unknown = { tag: 'unknown', because: 'never-seen' } as const
    expect(checkOrderPrice(unknown, priceTicks(4350))).toEqual({
      tag: 'unknown-grid',
      because: 'never-seen',
      isWholeCent: false,
      below: 4300,
      above: 4400,
    })
    expect(checkOrderPrice(unknown, priceTicks(4300))).toMatchObject({
      tag: 'unknown-grid',
      isWholeCent: true,
    })
  })
})

const step = fc.constantFrom('0.0001', '0.0010', '0.0020', '0.0050', '0.0100', '0.0333')
const anyGrid = fc.oneof(
  step.map((one) => gridOf(['0', '1', one])),
  fc.tuple(step, step, step).map(([a, b, c]) => {
    return gridOf(['0', '0.1', a], ['0.1', '0.9', b], ['0.9', '1', c])
  }),
  step.map((one) => gridOf(['0.0307', '0.4411', one])),
)

prop.prop([anyGrid, fc.integer({ min: 0, max: 10_000 }).map(priceTicks)])(
  'the nearest prices are what a search over every price finds',
  (grid, price) => {
    const search = (from: number, by: 1 | -1): PriceTicks | undefined => {
      for (let ticks = from + by; ticks > 0 && ticks < 10_000; ticks += by) {
        if (isOnGrid(grid, ticks as PriceTicks)) return ticks as PriceTicks
      }
      return undefined
    }
    expect(nearestPrices(grid, price)).toEqual({
      below: search(price, -1),
      above: search(price, 1),
    })
  },
)
