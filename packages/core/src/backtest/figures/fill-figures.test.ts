import { describe, expect, it } from 'vitest'
import { copiesOf, TRADE } from '../../testing/made-up-records.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import { centicontracts, microdollars } from '../../units/money.ts'
import { fillFiguresOf, hasBothLegs } from './fill-figures.ts'
import type { TradeRecord } from './records.ts'

const figuresOf = (trades: readonly TradeRecord[]) =>
  fillFiguresOf(trades, { rng: createSeededRng(1), resamples: 200 })

const NOTHING = microdollars(0)
const DROPPED: TradeRecord = {
  ...TRADE,
  id: 'dropped',
  stage: 'dropped',
  dropReason: 'not-filled',
  filled: centicontracts(0),
  paid: NOTHING,
  guaranteed: NOTHING,
  realised: NOTHING,
}
const NAKED: TradeRecord = {
  ...TRADE,
  id: 'naked',
  stage: 'unwound',
  filled: centicontracts(5_000),
  naked: centicontracts(5_000),
  priceSlippage: microdollars(400_000),
  oddsSlippage: microdollars(200_000),
  nakedCost: microdollars(2_000_000),
  paid: microdollars(30_000_000),
  guaranteed: microdollars(-2_000_000),
  realised: microdollars(-2_000_000),
}
const OPEN: TradeRecord = { ...TRADE, id: 'open', stage: 'both', realised: undefined }

describe('the figures of trades', () => {
  const figures = figuresOf([TRADE, DROPPED, { ...DROPPED, dropReason: 'not-quoted' }, NAKED, OPEN])

  it('count what became of them', () => {
    expect(figures).toMatchObject({
      trades: 5,
      filled: 3,
      both: 2,
      naked: 1,
      open: 1,
      dropped: { 'not-filled': 1, 'not-quoted': 1 },
    })
    expect(figures.fillRate.mean).toBeCloseTo(0.4, 12)
    expect(figures.filledShare).toBeCloseTo(0.5, 12)
  })

  it('add up exact money', () => {
    expect(figures).toMatchObject({
      priceSlippage: 400_000,
      oddsSlippage: 200_000,
      nakedCost: 2_000_000,
      paid: 227_440_000,
      plannedGuaranteed: 6_400_000,
      realised: -720_000,
      openGuaranteed: OPEN.guaranteed,
    })
    const two = figuresOf([OPEN, { ...OPEN, id: 'naked', guaranteed: microdollars(-5) }, TRADE])
    expect(two.openGuaranteed).toBe(OPEN.guaranteed - 5)
  })

  it('take means of those that they are about', () => {
    expect(figures.slippage).toMatchObject({ count: 3, mean: 200_000 })
    expect(figures.nakedCostMean).toMatchObject({ count: 1, mean: 2_000_000 })
    expect(figures.realisedMean).toMatchObject({ count: 2, mean: -360_000 })
  })

  it('have intervals where there are games enough', () => {
    expect(figures.fillRate.interval).toBeUndefined()
    const many = figuresOf(
      copiesOf(TRADE, 20, (index) => (index < 10 ? { filled: centicontracts(0) } : {})),
    )
    expect(many.fillRate.interval).toMatchObject({ clusters: 20 })
    expect(many.fillRate.interval?.low).toBeGreaterThan(0.1)
    expect(many.fillRate.interval?.high).toBeLessThan(0.9)
  })

  it('are zero of nothing', () => {
    expect(figuresOf([])).toMatchObject({
      trades: 0,
      both: 0,
      filledShare: undefined,
      realised: 0,
      dropped: {},
      fillRate: { count: 0, mean: undefined },
    })
  })
})

it('has both legs only where something was bought, nothing is naked, and the book has answered', () => {
  expect(hasBothLegs(TRADE)).toBe(true)
  expect(hasBothLegs(OPEN)).toBe(true)
  expect([DROPPED, NAKED, { ...OPEN, stage: 'committing' as const }].map(hasBothLegs)).toEqual([
    false,
    false,
    false,
  ])
})
