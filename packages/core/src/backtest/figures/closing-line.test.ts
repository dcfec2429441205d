import { describe, expect, it } from 'vitest'
import { CANDIDATE, copiesOf } from '../../testing/made-up-records.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import { priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { closingLinesOf, oddsClosingValue } from './closing-line.ts'

const linesOf = (candidates: Parameters<typeof closingLinesOf>[0]) =>
  closingLinesOf(candidates, { rng: createSeededRng(1), resamples: 200 })

it('is by how much the return when found beats the closing one', () => {
  const value = (odds: number, closing: number) =>
    oddsClosingValue({ odds: rational(odds, 100), closingOdds: rational(closing, 100) })
  expect(value(270, 250)).toBeCloseTo(0.08, 12)
  expect(value(250, 250)).toBe(0)
  expect(value(240, 250)).toBeCloseTo(-0.04, 12)
  expect(oddsClosingValue({ odds: rational(2), closingOdds: undefined })).toBeUndefined()
})

describe('closing-line values', () => {
  const taken = copiesOf(CANDIDATE, 12, (index) => ({
    closingOdds: rational(index < 9 ? 250 : 270, 100),
  }))
  const rejected = copiesOf(CANDIDATE, 4, (index) => ({
    id: `rejected-${index}`,
    state: { tag: 'rejected' as const, reason: 'stale' },
    closingOdds: index === 0 ? undefined : rational(3),
    closingPrice: index < 3 ? undefined : priceTicks(5_900),
  }))
  const lines = linesOf([...taken, ...rejected])

  it('are told of what was taken', () => {
    expect(lines.taken.odds).toMatchObject({ count: 12, beatShare: 0.75, missing: 0 })
    expect(lines.taken.odds.mean).toBeCloseTo(0.06, 12)
    expect(lines.taken.odds.interval).toMatchObject({ clusters: 12 })
    expect(lines.taken.priceTicks).toMatchObject({ mean: 150, beatShare: 1 })
  })

  it('are told of what was rejected, without those that have no closing price', () => {
    expect(lines.rejected.odds).toMatchObject({ count: 3, missing: 1, beatShare: 0 })
    expect(lines.rejected.odds.mean).toBeCloseTo(-0.1, 12)
    expect(lines.rejected.odds.interval).toBeUndefined()
    expect(lines.rejected.priceTicks).toMatchObject({ count: 1, mean: -100, missing: 3 })
  })

  it('are none of nothing', () => {
    expect(linesOf([]).taken.odds).toEqual({
      count: 0,
      mean: undefined,
      interval: undefined,
      beatShare: undefined,
      missing: 0,
    })
  })
})
