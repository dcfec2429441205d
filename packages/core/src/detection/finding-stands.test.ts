import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { AskLadder } from '../book/ladder.ts'
import { kalshiTakerTable } from '../fees/all-in-table.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { americanOdds } from '../odds/american.ts'
import { Decimal } from '../units/decimal.ts'
import {
  CENTICONTRACTS_MAX,
  centicontracts,
  cents,
  microdollars,
  priceTicks,
} from '../units/money.ts'
import { findingStands, foundBefore } from './finding-stands.ts'
import { findTwoLeg, type TwoLegInput } from './two-leg.ts'

/** Fixed, so that every run is the same; a change of it must not matter. */
const SEED = 20261122
const RUNS = process.env['ARBKIT_LONG'] === '1' ? 200_000 : 4000

const tableOf = (multiplier: string, membership: 'direct' | 'non-direct' = 'direct') =>
  kalshiTakerTable({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(multiplier),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership,
  })
const TABLES = [tableOf('1'), tableOf('0'), tableOf('2', 'non-direct'), tableOf('0.5')]
const [FEES, FREE] = TABLES as [(typeof TABLES)[0], (typeof TABLES)[0]]

type Levels = readonly (readonly [ticks: number, contracts: number])[]

function ladderOf(levels: Levels): AskLadder {
  return levels.map(([ticks, contracts]) => ({
    price: priceTicks(ticks),
    size: centicontracts(Math.round(contracts * 100)),
  }))
}

interface Terms {
  readonly american: number
  readonly stakeDollars?: number
  readonly bankrollDollars?: number
  readonly costs?: (typeof TABLES)[number]
  readonly league?: TwoLegInput['league']
}

function inputOf(levels: Levels, terms: Terms): TwoLegInput {
  const { american, stakeDollars = 1000, bankrollDollars = 1_000_000 } = terms
  return {
    league: terms.league ?? 'nba',
    question: { tag: 'moneyline', period: 'full-game', team: 'home' },
    contract: {
      venue: 'kalshi',
      side: 'yes',
      ladder: ladderOf(levels),
      costs: terms.costs ?? FEES,
      step: centicontracts(100),
    },
    bet: {
      book: 'draftkings',
      returnRatio: americanOdds(american).returnRatio,
      stakeMax: cents(stakeDollars * 100),
      stakeStep: cents(1),
    },
    bankroll: microdollars(bankrollDollars * 1_000_000),
  }
}

function stands(before: Levels, after: Levels, terms: Terms): boolean {
  const input = inputOf(before, terms)
  return findingStands(foundBefore(input, findTwoLeg(input)), ladderOf(after), terms.costs ?? FEES)
}

describe('a finding stands', () => {
  // 0.40 and +180 (a stake of 0.357 for a dollar) pay; a stake of $20 goes with 56 contracts.
  const paying: Levels = [
    [4000, 100],
    [4100, 50],
    [4200, 50],
  ]
  const small = { american: 180, stakeDollars: 20 }

  it.each<[string, Levels]>([
    ['nothing', paying],
    ['a level far beyond', [...paying, [6000, 5]]],
    [
      'the size of a level beyond',
      [
        [4000, 100],
        [4100, 700],
        [4200, 50],
      ],
    ],
    ['every level beyond', [[4000, 100]]],
  ])('where %s changes', (_name, after) => {
    expect(stands(paying, after, small)).toBe(true)
  })

  it.each<[string, Levels]>([
    ['the best price', [[3900, 100], ...paying]],
    [
      'the size at the best price',
      [
        [4000, 99],
        [4100, 50],
        [4200, 50],
      ],
    ],
    [
      'the best level goes',
      [
        [4100, 50],
        [4200, 50],
      ],
    ],
    ['everything goes', []],
  ])('not where %s changes', (_name, after) => {
    expect(stands(paying, after, small)).toBe(false)
  })

  it('not where the position took all that there was, and more has come', () => {
    const all: Levels = [[4000, 20]]
    expect(
      stands(
        all,
        [
          [4000, 20],
          [4100, 30],
        ],
        small,
      ),
    ).toBe(false)
  })

  it('not where the position ends with the last common level: the next step is another', () => {
    const [to, from]: [Levels, Levels] = [
      [
        [4000, 56],
        [9000, 9],
      ],
      [
        [4000, 56],
        [4100, 9],
      ],
    ]
    expect(findTwoLeg(inputOf(from, small))).toMatchObject({ position: { size: 5600 } })
    expect(stands(from, to, small)).toBe(false)
  })

  it('not where sums of the new ladder are out of every bound', () => {
    const huge = CENTICONTRACTS_MAX / 100
    const after: Levels = [
      ...paying,
      ...Array.from({ length: 12 }, (_, index) => [9800 + index * 10, huge] as const),
    ]
    expect(stands(paying, after, small)).toBe(false)
    expect(() => findTwoLeg(inputOf(after, small))).toThrow('sum must be a whole number')
  })

  it('not where what lies beyond is cheaper all in than a level that the position leaves', () => {
    // Off the cent a price is charged up to 99 microdollars more for 0.01 contract: 0.635 does not pay,
    // 0.64 behind it does.
    const before: Levels = [
      [4000, 20],
      [6350, 5],
      [9000, 10],
    ]
    const after: Levels = [
      [4000, 20],
      [6350, 5],
      [6400, 1000],
    ]
    const free: Terms = { american: 180, stakeDollars: 15, costs: FREE }
    expect(findTwoLeg(inputOf(before, free))).toMatchObject({ position: { size: 2100 } })
    expect(findTwoLeg(inputOf(after, free)).position?.size).toBeGreaterThan(2500)
    expect(stands(before, after, free)).toBe(false)
    expect(stands(before, [...before, [9100, 5]], free)).toBe(true)
  })

  it('of a miss while the best level does', () => {
    const far: Levels = [
      [6500, 10],
      [6600, 10],
    ]
    expect(findTwoLeg(inputOf(far, small))).toMatchObject({ tag: 'miss', cause: 'price' })
    expect(
      stands(
        far,
        [
          [6500, 10],
          [6700, 1],
        ],
        small,
      ),
    ).toBe(true)
    expect(
      stands(
        far,
        [
          [6500, 11],
          [6600, 10],
        ],
        small,
      ),
    ).toBe(false)
    expect(stands(far, [[6400, 1], ...far], small)).toBe(false)
  })

  it('not of a miss whose best level is less than a step, or that pays before rounding', () => {
    const crumbs: Levels = [
      [6500, 0.5],
      [6600, 10],
    ]
    expect(
      stands(
        crumbs,
        [
          [6500, 0.5],
          [6700, 10],
        ],
        small,
      ),
    ).toBe(false)
    const thin: Levels = [[6400, 1]]
    const free = { ...small, costs: FREE }
    expect(findTwoLeg(inputOf(thin, free))).toMatchObject({ tag: 'miss', cause: 'rounding' })
    expect(stands(thin, [...thin, [6500, 500]], free)).toBe(false)
  })

  it('not where it is conditional', () => {
    const dear: Levels = [
      [6000, 100],
      [6100, 50],
    ]
    const nfl: Terms = { american: 300, stakeDollars: 20, league: 'nfl' }
    expect(findTwoLeg(inputOf(dear, nfl)).tag).toBe('conditional')
    expect(stands(dear, [...dear, [7000, 1]], nfl)).toBe(false)
  })
})

const anyLevels = fc
  .uniqueArray(
    fc.record({
      ticks: fc.oneof(
        fc.integer({ min: 30, max: 70 }).map((price) => price * 100),
        fc.integer({ min: 3000, max: 7000 }),
      ),
      hundredths: fc.oneof(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 600 }).map((contracts) => contracts * 100),
      ),
    }),
    { minLength: 1, maxLength: 8, selector: ({ ticks }) => ticks },
  )
  .map((levels) =>
    levels
      .toSorted((a, b) => a.ticks - b.ticks)
      .map(({ ticks, hundredths }) => [ticks, hundredths / 100] as const),
  )

describe('whatever changes', () => {
  const seen = { locked: 0, miss: 0, others: 0 }

  prop.prop(
    [
      anyLevels,
      anyLevels,
      fc.nat(7),
      fc.integer({ min: -40, max: 60 }),
      fc.constantFrom(3, 40, 500, 20_000),
      fc.constantFrom(2, 60, 1_000_000),
      fc.constantFrom(...TABLES),
      fc.constantFrom('nba', 'nba', 'nfl'),
    ],
    { seed: SEED, numRuns: RUNS },
  )(
    'a finding that stands is what finding it anew gives',
    (before, other, kept, edge, stakeDollars, bankrollDollars, costs, league) => {
      // The ladders agree on some levels, and the odds lie around the best price.
      const common = before.slice(0, kept)
      const last = common.at(-1)?.[0] ?? 0
      const after = [...common, ...other.filter(([ticks]) => ticks > last)]
      const best = (before[0]?.[0] ?? 0) / 10_000
      const stake = Math.min(0.95, Math.max(0.05, 1 - best - edge / 1000))
      const ratio = stake < 0.5 ? (1 - stake) / stake : -stake / (1 - stake)
      const american = Math.abs(ratio) < 1 ? 100 : Math.round(ratio * 100)
      const terms: Terms = { american, stakeDollars, bankrollDollars, costs, league }
      const input = inputOf(before, terms)
      const finding = findTwoLeg(input)
      const ladder = ladderOf(after)
      if (!findingStands(foundBefore(input, finding), ladder, costs)) return
      if (finding.tag === 'locked' || finding.tag === 'miss') seen[finding.tag] += 1
      else seen.others += 1
      expect(findTwoLeg({ ...input, contract: { ...input.contract, ladder } })).toEqual(finding)
    },
  )

  it('many stood, of both kinds', () => {
    expect(seen.locked).toBeGreaterThan(RUNS / 20)
    expect(seen.miss).toBeGreaterThan(RUNS / 20)
    expect(seen.others).toBe(0)
  })
})
