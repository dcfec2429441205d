import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import {
  RISK_ASSUMPTIONS,
  type RiskAssumptions,
  type RiskInput,
  type RiskScore,
  riskScoreOf,
} from './risk-score.ts'

/** Two dollars sure on a hundred. */
const BASE: RiskInput = {
  guaranteed: microdollars(2_000_000),
  capital: microdollars(100_000_000),
  quoteAgeMs: 0,
}
const partsOf = (score: RiskScore) =>
  [
    score.scoreDollars,
    score.guaranteedDollars,
    score.tailCostDollars,
    score.mispairCostDollars,
    score.fadeCostDollars,
  ].map((part) => part.toFixed())

describe('riskScoreOf', () => {
  it('is the guarantee where nothing can go wrong', () => {
    expect(partsOf(riskScoreOf(BASE))).toEqual(['2', '2', '0', '0', '0'])
  })

  it('takes off what each thing that goes wrong costs, times its probability', () => {
    const score = riskScoreOf({
      ...BASE,
      worstTail: microdollars(-48_000_000),
      confidence: 0.95,
      quoteAgeMs: 20_000,
    })
    // 0.01 × 50; 0.1 × 0.05 × 102; 20/80 × 2.
    expect(partsOf(score)).toEqual(['0.49', '2', '0.5', '0.51', '0.5'])
    expect(score.irregularProbability.toFixed()).toBe('0.01')
    expect(score.mispairProbability.toFixed()).toBe('0.005')
    expect(score.fadeProbability.toFixed()).toBe('0.25')
  })

  it('has a quote gone half of the times at its half-life', () => {
    expect(riskScoreOf({ ...BASE, quoteAgeMs: 60_000 }).scoreDollars.toFixed()).toBe('1')
    const brief = { ...RISK_ASSUMPTIONS, quoteHalfLifeMs: 1000 }
    expect(riskScoreOf({ ...BASE, quoteAgeMs: 1000 }, brief).fadeProbability.toFixed()).toBe('0.5')
  })

  it('takes a tail above the guarantee for no gain', () => {
    const worstTail = microdollars(50_000_000)
    expect(partsOf(riskScoreOf({ ...BASE, worstTail }))).toEqual(['2', '2', '0', '0', '0'])
  })

  it('believes the assumptions it is given', () => {
    const own: RiskAssumptions = {
      irregularProbability: new Decimal('0.02'),
      mispairProbability: new Decimal(1),
      mispairLossShare: new Decimal('0.5'),
      quoteHalfLifeMs: 60_000,
    }
    const worstTail = microdollars(-98_000_000)
    const score = riskScoreOf({ ...BASE, worstTail, confidence: 0.9 }, own)
    // 0.02 × 100; 0.1 × (2 + 50).
    expect(partsOf(score)).toEqual(['-5.2', '2', '2', '5.2', '0'])
  })

  it('makes no loss smaller by doubts', () => {
    const losing = { ...BASE, guaranteed: microdollars(-3_000_000) }
    expect(partsOf(riskScoreOf({ ...losing, quoteAgeMs: 60_000 }))).toEqual([
      '-3',
      '-3',
      '0',
      '0',
      '0',
    ])
    const ruined = { ...losing, capital: microdollars(1_000_000), confidence: 0 }
    expect(riskScoreOf(ruined).mispairCostDollars.toFixed()).toBe('0')
  })

  it.each([
    ['capital', { capital: microdollars(0) }],
    ['confidence', { confidence: 1.01 }],
    ['confidence', { confidence: -0.01 }],
    ['confidence', { confidence: Number.NaN }],
    ['age', { quoteAgeMs: -1 }],
    ['age', { quoteAgeMs: 0.5 }],
    ['age', { quoteAgeMs: Number.POSITIVE_INFINITY }],
  ])('refuses a %s out of range: %j', (message, change) => {
    expect(() => riskScoreOf({ ...BASE, ...change })).toThrow(InvalidInputError)
    expect(() => riskScoreOf({ ...BASE, ...change })).toThrow(new RegExp(message))
  })

  it.each(['irregularProbability', 'mispairProbability', 'mispairLossShare'] as const)(
    'refuses an assumption that is no share: %s',
    (name) => {
      for (const share of ['-0.01', '1.01', 'NaN']) {
        const wrong = { ...RISK_ASSUMPTIONS, [name]: new Decimal(share) }
        expect(() => riskScoreOf(BASE, wrong)).toThrow(new RegExp(name))
      }
      for (const share of [0, 1]) {
        const right = { ...RISK_ASSUMPTIONS, [name]: new Decimal(share) }
        expect(riskScoreOf(BASE, right).scoreDollars.toFixed()).toBe('2')
      }
    },
  )

  it('refuses a half-life of nothing', () => {
    for (const quoteHalfLifeMs of [0, -1, 0.5, Number.NaN]) {
      expect(() => riskScoreOf(BASE, { ...RISK_ASSUMPTIONS, quoteHalfLifeMs })).toThrow(/half-life/)
    }
  })

  const input = fc.record({
    guaranteed: fc.integer({ min: -5_000_000, max: 50_000_000 }).map(microdollars),
    capital: fc.integer({ min: 1, max: 1_000_000_000 }).map(microdollars),
    worstTail: fc.integer({ min: -1_000_000_000, max: 60_000_000 }).map(microdollars),
    confidence: fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
    quoteAgeMs: fc.integer({ min: 0, max: 300_000 }),
  })
  prop.prop([input])('a score is its guarantee less costs of 0 or more', (each) => {
    const score = riskScoreOf(each)
    const { tailCostDollars, mispairCostDollars, fadeCostDollars, guaranteedDollars } = score
    const costs = [tailCostDollars, mispairCostDollars, fadeCostDollars]
    expect(costs.every((cost) => cost.gte(0))).toBe(true)
    expect(guaranteedDollars.times(1_000_000).eq(each.guaranteed)).toBe(true)
    expect(
      score.scoreDollars
        .minus(guaranteedDollars.minus(Decimal.sum(...costs)))
        .abs()
        .lt('1e-30'),
    ).toBe(true)
  })

  prop.prop([input, fc.integer({ min: 0, max: 1_000_000 })])(
    'a worse tail, more doubt, an older quote or more capital at stake never raises a score',
    (each, more) => {
      const score = riskScoreOf(each).scoreDollars
      const worse: readonly RiskInput[] = [
        { ...each, worstTail: microdollars(each.worstTail - more) },
        { ...each, confidence: Math.max(each.confidence - more / 1e6, 0) },
        { ...each, quoteAgeMs: each.quoteAgeMs + more },
        { ...each, capital: microdollars(each.capital + more) },
      ]
      for (const one of worse) expect(riskScoreOf(one).scoreDollars.lte(score)).toBe(true)
    },
  )
})
