import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { decaySummaryOf, type MedianHalfLife } from './decay-summary.ts'
import { type EdgeDecay, stepEdgeDecay } from './edge-decay.ts'

const ONE = new Decimal(1)
/** An edge of 1, last seen whole after `lowerMs`, and gone at `upperMs` if given. */
function life(lowerMs: number, upperMs?: number): EdgeDecay {
  const begun = stepEdgeDecay(undefined, { tag: 'seen', atMs: 1000, edgeDollars: ONE })
  const seen = stepEdgeDecay(begun, { tag: 'seen', atMs: 1000 + lowerMs, edgeDollars: ONE })
  return upperMs === undefined ? seen : stepEdgeDecay(seen, { tag: 'gone', atMs: 1000 + upperMs })
}
const shown = (median: MedianHalfLife | undefined) =>
  median && [median.lowerMs.toFixed(), median.upperMs?.toFixed()]

describe('decaySummaryOf', () => {
  it('has nothing to say of nothing', () => {
    expect(decaySummaryOf([])).toEqual({
      halved: 0,
      censored: 0,
      medianOfHalved: undefined,
      medianOfAll: undefined,
    })
  })

  it('takes the median of each bound, the mean of the two in the middle', () => {
    const odd = decaySummaryOf([life(10, 20), life(1, 2), life(50, 90)])
    expect(odd).toMatchObject({ halved: 3, censored: 0 })
    expect(shown(odd.medianOfHalved)).toEqual(['10', '20'])
    expect(odd.medianOfAll).toEqual(odd.medianOfHalved)
    const even = decaySummaryOf([life(10, 20), life(1, 2), life(50, 90), life(11, 25)])
    expect(shown(even.medianOfHalved)).toEqual(['10.5', '22.5'])
  })

  it('counts those that were not halved, and lets them last as long as they were seen', () => {
    const summary = decaySummaryOf([life(10, 20), life(1, 2), life(500), life(3, 4), life(5)])
    expect(summary).toMatchObject({ halved: 3, censored: 2 })
    expect(shown(summary.medianOfHalved)).toEqual(['3', '4'])
    // 1 3 5 10 500, and 2 4 20 ∞ ∞.
    expect(shown(summary.medianOfAll)).toEqual(['5', '20'])
  })

  it('knows no upper bound where half or more were not halved', () => {
    const summary = decaySummaryOf([life(10, 20), life(30), life(40), life(1, 2)])
    expect(shown(summary.medianOfHalved)).toEqual(['5.5', '11'])
    expect(shown(summary.medianOfAll)).toEqual(['20', undefined])
    const none = decaySummaryOf([life(30)])
    expect(none).toMatchObject({ halved: 0, censored: 1, medianOfHalved: undefined })
    expect(shown(none.medianOfAll)).toEqual(['30', undefined])
  })

  const lives = fc.array(
    fc.record({
      lowerMs: fc.nat(50),
      width: fc.nat(20),
      // Where in the interval it truly was halved.
      share: fc.nat(10),
      isHalved: fc.boolean(),
    }),
    { minLength: 1, maxLength: 15 },
  )
  prop.prop([lives])('the true median lies within the bounds, and nothing is lost', (all) => {
    const summary = decaySummaryOf(
      all.map(({ lowerMs, width, isHalved }) =>
        isHalved ? life(lowerMs, lowerMs + width) : life(lowerMs),
      ),
    )
    expect(summary.halved + summary.censored).toBe(all.length)
    const middleOf = (values: readonly number[]) => {
      const sorted = values.toSorted((a, b) => a - b)
      return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
    }
    // What was not halved may last for any time longer than it was seen.
    const truths = all.map(({ lowerMs, width, share, isHalved }) =>
      isHalved ? lowerMs + (width * share) / 10 : lowerMs + share * 100,
    )
    const median = middleOf(truths)
    expect(summary.medianOfAll?.lowerMs.lte(median)).toBe(true)
    expect(summary.medianOfAll?.upperMs?.gte(median) ?? true).toBe(true)
    const halved = truths.filter((_, index) => all[index]!.isHalved)
    if (halved.length === 0) return
    expect(summary.medianOfHalved?.lowerMs.lte(middleOf(halved))).toBe(true)
    expect(summary.medianOfHalved?.upperMs?.gte(middleOf(halved))).toBe(true)
  })
})
