import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import type { ConfidenceInterval } from './bootstrap.ts'
import { type CandidateLife, edgeSurvivalOf } from './edge-survival.ts'

const FOUND_MS = 1_000_000
const options = () => ({ rng: createSeededRng(1), resamples: 200 })

/** A life by when it was last seen and when it was missed, after it was found. */
const life = (lastSeen: number, missed: number | undefined, fixtureId = 'game'): CandidateLife => ({
  foundMs: FOUND_MS,
  lastSeenMs: FOUND_MS + lastSeen,
  endedMs: missed === undefined ? undefined : FOUND_MS + missed,
  fixtureId,
})

const sharesOf = (lives: readonly CandidateLife[], reading: 'earliest' | 'latest') =>
  edgeSurvivalOf(lives, options()).horizons.map((horizon) => horizon[reading].share)

describe('survival', () => {
  // Followed closely: missed within a millisecond of being last seen.
  const lives = [life(50, 50), life(700, 700), life(5_000, 5_000), life(90_000, 90_000)]

  it('is told at 100 ms, 1 s, 10 s and a minute', () => {
    const { horizons } = edgeSurvivalOf(lives, options())
    expect(horizons.map(({ horizonMs }) => horizonMs)).toEqual([100, 1_000, 10_000, 60_000])
    expect(sharesOf(lives, 'latest')).toEqual([0.75, 0.5, 0.25, 0.25])
  })

  it('does not count as ended what was there when the data ended', () => {
    // Of three at risk after 200 ms one ends: 2/3.
    const open = [
      life(200, undefined),
      life(50, undefined),
      life(300, 300),
      life(70_000, undefined),
    ]
    expect(sharesOf(open, 'latest').map((share) => share?.toFixed(4))).toEqual([
      '1.0000',
      '0.5000',
      '0.5000',
      '0.5000',
    ])
    expect(edgeSurvivalOf(open, options())).toMatchObject({ total: 4, censored: 3 })
  })

  it('has a half-life, unless more than half outlast the data', () => {
    expect(edgeSurvivalOf(lives, options()).halfLifeMs).toEqual({ earliest: 700, latest: 700 })
    const open = [life(10, 10), life(20, undefined), life(20, undefined)]
    expect(edgeSurvivalOf(open, options()).halfLifeMs.latest).toBeUndefined()
  })

  it('is not known where nobody was followed that long', () => {
    const short = [life(300, 300), life(800, undefined)]
    expect(sharesOf(short, 'latest')).toEqual([1, undefined, undefined, undefined])
    const { horizons } = edgeSurvivalOf(short, options())
    expect(horizons[3]?.latest.interval).toBeUndefined()
  })
})

describe('looks that are far apart', () => {
  const polled = [life(0, 5_000), life(5_000, 10_000), life(0, 5_000), life(20_000, 25_000)]

  it('give two readings: ended when last seen, ended when missed', () => {
    expect(sharesOf(polled, 'earliest')).toEqual([0.5, 0.5, 0.25, 0])
    expect(sharesOf(polled, 'latest')).toEqual([1, 1, 0.25, 0])
    expect(edgeSurvivalOf(polled, options()).halfLifeMs).toEqual({ earliest: 0, latest: 5_000 })
  })

  it('support no claim about a shorter time', () => {
    const { gapMs, horizons } = edgeSurvivalOf(polled, options())
    expect(gapMs).toBe(5_000)
    expect(horizons.map(({ isSupported }) => isSupported)).toEqual([false, false, true, true])
    const exact = edgeSurvivalOf([life(0, 1_000)], options())
    expect(exact.horizons.map(({ isSupported }) => isSupported)).toEqual([false, true, true, true])
  })

  it('support nothing where nothing ended', () => {
    const { gapMs, horizons } = edgeSurvivalOf([life(90_000, undefined)], options())
    expect(gapMs).toBeUndefined()
    expect(horizons.some(({ isSupported }) => isSupported)).toBe(false)
  })
})

it('draws its intervals game by game', () => {
  const games = (per: number) =>
    Array.from({ length: 200 }, (_, index) => {
      const game = Math.floor(index / per)
      const lasts = game % 2 === 0 ? 50 : 500
      return life(lasts, lasts, `game-${game}`)
    })
  const at100 = (lives: readonly CandidateLife[]) =>
    edgeSurvivalOf(lives, options()).horizons[0]?.latest
  const apart = at100(games(1))
  const together = at100(games(10))
  expect([apart?.share, together?.share]).toEqual([0.5, 0.5])
  const width = ({ low, high }: ConfidenceInterval) => high - low
  const [narrow, wide] = [apart?.interval, together?.interval]
  expect(narrow).toMatchObject({ clusters: 200 })
  expect(wide).toMatchObject({ clusters: 20 })
  expect(width(wide as ConfidenceInterval)).toBeGreaterThan(2 * width(narrow as ConfidenceInterval))
  // A share of one half of 200 has a standard error of 0.035.
  expect(width(narrow as ConfidenceInterval)).toBeGreaterThan(0.09)
  expect(width(narrow as ConfidenceInterval)).toBeLessThan(0.19)
})

it('has intervals without width where every game is like every other', () => {
  const lives = Array.from({ length: 12 }, (_, game) => [
    life(100, 100, `game-${game}`),
    life(300, undefined, `game-${game}`),
    life(1_000, 1_000, `game-${game}`),
    life(8_000, undefined, `game-${game}`),
    life(60_000, 60_000, `game-${game}`),
    life(90_000, 90_000, `game-${game}`),
  ]).flat()
  const { horizons } = edgeSurvivalOf(lives, options())
  // 5/6 at 100 ms; of four at risk one ends at 1 s, of two one at a minute.
  const expected = [5 / 6, 5 / 8, 5 / 8, 5 / 16]
  for (const [index, { latest }] of horizons.entries()) {
    expect(latest.share).toBeCloseTo(expected[index] as number, 12)
    expect(latest.interval?.low).toBeCloseTo(expected[index] as number, 12)
    expect(latest.interval?.high).toBeCloseTo(expected[index] as number, 12)
  }
})

it('takes horizons of one’s own', () => {
  const survival = edgeSurvivalOf([life(5, 5)], { ...options(), horizonsMs: [4, 5] })
  expect(survival.horizons.map(({ latest }) => latest.share)).toEqual([1, 0])
})

it.each([life(-1, 5), life(10, 5)])('refuses a life out of order (%#)', (wrong) => {
  expect(() => edgeSurvivalOf([wrong], options())).toThrow(InvalidInputError)
})

const anyLife = fc
  .tuple(fc.nat(80_000), fc.nat(9_000), fc.boolean(), fc.nat(30))
  .map(([seen, gap, isEnded, game]) => life(seen, isEnded ? seen + gap : undefined, `g${game}`))

prop.prop([fc.array(anyLife, { minLength: 1, maxLength: 60 })])(
  'does not rise from one horizon to the next; intervals are shares around it',
  (lives) => {
    const { horizons, curves, total, censored } = edgeSurvivalOf(lives, options())
    expect(total).toBe(lives.length)
    expect(censored).toBe(lives.filter(({ endedMs }) => endedMs === undefined).length)
    expect(curves.latest.total).toBe(total)
    for (const reading of ['earliest', 'latest'] as const) {
      let before = 1
      for (const horizon of horizons) {
        const { share, interval } = horizon[reading]
        if (share === undefined) break
        expect(share).toBeLessThanOrEqual(before)
        before = share
        if (interval === undefined) continue
        expect(interval.low).toBeGreaterThanOrEqual(0)
        expect(interval.low).toBeLessThanOrEqual(interval.high)
        expect(interval.high).toBeLessThanOrEqual(1)
      }
    }
  },
)

prop.prop([fc.array(fc.tuple(fc.nat(80_000), fc.nat(9_000)), { minLength: 1, maxLength: 40 })])(
  'lies between its two readings where nothing is censored',
  (ends) => {
    const truth = ends.map(([seen, gap]) => seen + Math.floor(gap / 2))
    const lives = ends.map(([seen, gap]) => life(seen, seen + gap))
    for (const { horizonMs, earliest, latest } of edgeSurvivalOf(lives, options()).horizons) {
      const share = truth.filter((ms) => ms > horizonMs).length / truth.length
      expect(earliest.share).toBeLessThanOrEqual(share + 1e-12)
      expect(latest.share).toBeGreaterThanOrEqual(share - 1e-12)
    }
  },
)
