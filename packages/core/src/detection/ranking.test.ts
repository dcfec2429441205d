import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import {
  DAY_MS,
  LOCK_MS_MIN,
  type Rankable,
  type RankBy,
  rankOpportunities,
  returnOnCapitalOf,
  returnPerDayOf,
} from './ranking.ts'
import { RISK_ASSUMPTIONS, riskScoreOf } from './risk-score.ts'

/** In dollars and hours. */
function item(
  id: string,
  guaranteed: number,
  capital: number,
  hours: number,
  more: Partial<Rankable> = {},
): Rankable {
  return {
    id,
    guaranteed: microdollars(Math.round(guaranteed * 1e6)),
    capital: microdollars(Math.round(capital * 1e6)),
    lockedMs: hours * 3_600_000,
    quoteAgeMs: 0,
    ...more,
  }
}
const idsOf = (items: readonly Rankable[], by: RankBy) =>
  rankOpportunities(items, by)
    .map(({ id }) => id)
    .join(' ')

const ALL: readonly RankBy[] = [
  'guaranteed',
  'return-on-capital',
  'return-per-day',
  'risk-adjusted',
]

describe('rankOpportunities', () => {
  const large = item('large', 10, 1000, 24 * 20)
  const rich = item('rich', 4, 100, 24 * 8)
  const quick = item('quick', 1, 80, 12)
  const sure = item('sure', 6, 900, 24 * 30)
  const items = [quick, { ...large, confidence: 0.9 }, rich, sure]

  it.each([
    ['guaranteed', 'large sure rich quick'],
    // 4 %, 1.25 %, 1 %, 0.67 %
    ['return-on-capital', 'rich quick large sure'],
    // 2.5 %, 0.5 %, 0.05 %, 0.02 % a day
    ['return-per-day', 'quick rich large sure'],
    // 6, 4, 1, and 10 − 0.01 × 1010
    ['risk-adjusted', 'sure rich quick large'],
  ] as const)('by %s: %s', (by, expected) => {
    expect(idsOf(items, by)).toBe(expected)
  })

  it('ranks by the assumptions it is given', () => {
    const trusting = { ...RISK_ASSUMPTIONS, mispairProbability: new Decimal(0) }
    const ranked = rankOpportunities(items, 'risk-adjusted', trusting)
    expect(ranked.map(({ id }) => id)).toEqual(['large', 'sure', 'rich', 'quick'])
  })

  it('puts equal ones in the order of their ids, by code unit', () => {
    const ids = ['b', 'a10', 'a9', 'B', 'ä', 'a']
    for (const by of ALL) {
      expect(
        idsOf(
          ids.map((id) => item(id, 1, 100, 24)),
          by,
        ),
      ).toBe('B a a10 a9 b ä')
    }
    // Equal ratios of different figures.
    expect(idsOf([item('b', 1, 3, 24), item('a', 3, 9, 24)], 'return-on-capital')).toBe('a b')
    expect(idsOf([item('b', 1, 3, 24), item('a', 3, 4.5, 48)], 'return-per-day')).toBe('a b')
  })

  it('tells apart what 40 digits can not', () => {
    // x·(x + 4)·(x + 5) is below (x + 1)·(x + 2)·(x + 6) by 12.
    const x = 900_000_000_000_000
    const base = { quoteAgeMs: 0 }
    const worse = {
      ...base,
      id: 'a',
      guaranteed: microdollars(x),
      capital: microdollars(x + 1),
      lockedMs: x + 2,
    }
    const better = {
      ...base,
      id: 'b',
      guaranteed: microdollars(x + 6),
      capital: microdollars(x + 4),
      lockedMs: x + 5,
    }
    expect(idsOf([worse, better], 'return-per-day')).toBe('b a')
    const close = { ...worse, guaranteed: microdollars(x - 2), capital: microdollars(x - 1) }
    const closer = { ...better, guaranteed: microdollars(x - 1), capital: microdollars(x) }
    expect(idsOf([close, closer], 'return-on-capital')).toBe('b a')
  })

  it('counts a lock of an hour at least', () => {
    for (const lockedMs of [0, -1000, 1, LOCK_MS_MIN]) {
      const short = { ...item('b', 1, 100, 0), lockedMs }
      expect(returnPerDayOf(short).toFixed()).toBe('0.24')
      expect(idsOf([short, item('a', 1, 100, 1)], 'return-per-day')).toBe('a b')
    }
    const longer = { ...item('a', 1, 100, 0), lockedMs: LOCK_MS_MIN + 1 }
    expect(idsOf([longer, item('b', 1, 100, 0)], 'return-per-day')).toBe('b a')
  })

  it('leaves the list alone, and an empty one empty', () => {
    const before = [...items]
    rankOpportunities(items, 'guaranteed')
    expect(items).toEqual(before)
    for (const by of ALL) expect(rankOpportunities([], by)).toEqual([])
  })

  it('refuses an id twice, no capital, and a lock that is no time', () => {
    for (const by of ALL) {
      expect(() => rankOpportunities([rich, rich], by)).toThrow(InvalidInputError)
      expect(() => rankOpportunities([item('a', 1, 0, 1)], by)).toThrow(/capital/)
    }
    for (const lockedMs of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => rankOpportunities([{ ...rich, lockedMs }], 'return-per-day')).toThrow(/lock/)
      expect(() => returnPerDayOf({ ...rich, lockedMs })).toThrow(/lock/)
    }
    expect(() => returnOnCapitalOf(item('a', 1, 0, 1))).toThrow(/capital/)
  })

  const rankable = fc.record({
    guaranteed: fc.integer({ min: -3, max: 12 }).map((n) => microdollars(n * 250_000)),
    capital: fc.integer({ min: 1, max: 8 }).map((n) => microdollars(n * 5_000_000)),
    lockedMs: fc.integer({ min: -1, max: 5 }).map((n) => n * 20_000_000),
    worstTail: fc.integer({ min: -4, max: 2 }).map((n) => microdollars(n * 2_000_000)),
    confidence: fc.constantFrom(0.85, 0.9, 1),
    quoteAgeMs: fc.constantFrom(0, 5000, 60_000),
  })
  const several = fc
    .array(rankable, { maxLength: 12 })
    .map((all): Rankable[] => all.map((each, index) => ({ id: `id-${index}`, ...each })))
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))

  prop.prop([several, fc.constantFrom(...ALL)])(
    'the order of the list does not matter, and nothing is lost',
    ([all, shuffled], by) => {
      const ranked = rankOpportunities(all, by)
      expect(rankOpportunities(shuffled, by)).toEqual(ranked)
      expect(new Set(ranked)).toEqual(new Set(all))
      expect(ranked).toHaveLength(all.length)
    },
  )

  prop.prop([several, fc.constantFrom(...ALL)])(
    'figures never rise down the list, and where they are equal ids do',
    ([all], by) => {
      const figureOf = (each: Rankable): Decimal =>
        ({
          guaranteed: () => new Decimal(each.guaranteed),
          'return-on-capital': () => returnOnCapitalOf(each),
          'return-per-day': () => returnPerDayOf(each),
          'risk-adjusted': () => riskScoreOf(each).scoreDollars,
        })[by]()
      const ranked = rankOpportunities(all, by)
      for (const [index, next] of ranked.slice(1).entries()) {
        const before = ranked[index]!
        const fall = figureOf(before).minus(figureOf(next))
        expect(fall.gte('-1e-30')).toBe(true)
        if (fall.isZero()) expect(before.id < next.id).toBe(true)
      }
    },
  )

  it('defines a return a day as simple: return over days', () => {
    expect(returnOnCapitalOf(rich).toFixed()).toBe('0.04')
    expect(returnPerDayOf(rich).toFixed()).toBe('0.005')
    expect(returnPerDayOf({ ...rich, lockedMs: DAY_MS }).toFixed()).toBe('0.04')
  })
})
