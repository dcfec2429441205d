import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { quoteOf, rngOf, TAKES_ALL } from '../testing/made-up-trades.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import { cents } from '../units/money.ts'
import { compareRational, floorTimes, rational } from '../units/rational.ts'
import {
  acceptanceProbability,
  answerPaperBet,
  BET_CHANCES,
  type BetAcceptanceModel,
  type BetChances,
  checkBetAcceptance,
  type PaperBetRequest,
  placePaperBet,
} from './bet-acceptance.ts'
import { FILL_ASSUMPTIONS } from './fill-assumptions.ts'

const HALF_CHANCES: BetChances = { accept: 0.5, change: 0.5, cap: 0.5 }
const REQUEST: PaperBetRequest = {
  model: TAKES_ALL,
  quoteThen: quoteOf(270),
  seenReturnRatio: rational(27, 10),
  minimumOdds: rational(26, 10),
  stakeCents: cents(3_704),
  stakeStepCents: cents(1),
}
const model = (changes: Partial<BetAcceptanceModel>) => ({ ...TAKES_ALL, ...changes })
const answer = (changes: Partial<PaperBetRequest>, chances = HALF_CHANCES) =>
  answerPaperBet({ ...REQUEST, ...changes }, chances)

describe('a bet that is taken', () => {
  it('stands at what is quoted then, with the stake asked for', () => {
    expect(answer({})).toEqual({
      tag: 'accepted',
      returnRatio: rational(27, 10),
      stakeCents: 3_704,
      payoutCents: 10_000,
      isChanged: false,
      isCapped: false,
    })
  })

  it('stands at better odds too', () => {
    expect(answer({ quoteThen: quoteOf(290) })).toMatchObject({
      returnRatio: rational(29, 10),
      payoutCents: 10_741,
    })
  })

  it('stands at the minimum, and not below it', () => {
    expect(answer({ quoteThen: quoteOf(260) })).toMatchObject({ tag: 'accepted' })
    expect(answer({ quoteThen: quoteOf(259) })).toEqual({
      tag: 'refused',
      reason: 'odds-below-minimum',
      offered: rational(259, 100),
    })
  })
})

describe('a bet that is not', () => {
  it('was of a selection that is gone', () => {
    expect(answer({ quoteThen: undefined })).toEqual({
      tag: 'refused',
      reason: 'not-quoted',
      offered: undefined,
    })
  })

  it('was turned down by chance, at the probability itself already', () => {
    const request = { model: model({ acceptProbability: 0.5 }) }
    expect(answer(request, { ...HALF_CHANCES, accept: 0.4999 })).toMatchObject({ tag: 'accepted' })
    expect(answer(request)).toMatchObject({ tag: 'refused', reason: 'not-accepted' })
  })

  it('is below the least stake once it is cut', () => {
    expect(answer({ model: model({ stakeMinCents: cents(3_705) }) })).toMatchObject({
      reason: 'stake-below-minimum',
    })
    expect(answer({ quoteThen: quoteOf(270, 0) })).toMatchObject({ reason: 'stake-below-minimum' })
  })
})

describe('changed odds', () => {
  const changing = model({ changeProbability: 0.6 })

  it('are so much of the winnings worse, floored to four decimals', () => {
    // 1.70 less 5 % is 1.615; 2.3333 − 1 = 1.3333 less 5 % is 1.26663.
    expect(answer({ model: changing })).toMatchObject({
      returnRatio: rational(26_150, 10_000),
      isChanged: true,
      payoutCents: 9_685,
    })
    const third = { returnRatio: rational(7, 3), ageMs: 0, stakeMaxCents: cents(50_000) }
    expect(answer({ model: changing, quoteThen: third, minimumOdds: rational(2) })).toMatchObject({
      returnRatio: rational(22_666, 10_000),
    })
  })

  it('are refused below the minimum', () => {
    expect(answer({ model: changing, minimumOdds: rational(262, 100) })).toEqual({
      tag: 'refused',
      reason: 'odds-changed',
      offered: rational(26_150, 10_000),
    })
  })

  it('are refused where nothing is left to win', () => {
    const all = model({ changeProbability: 1, changeBasisPoints: 10_000 })
    expect(answer({ model: all })).toEqual({
      tag: 'refused',
      reason: 'odds-changed',
      offered: undefined,
    })
  })
})

describe('the stake', () => {
  it('is cut to the limit and to whole steps', () => {
    const step = cents(100)
    expect(answer({ quoteThen: quoteOf(270, 2_050), stakeStepCents: step })).toMatchObject({
      stakeCents: 2_000,
      isCapped: true,
    })
  })

  it('is cut by chance to a share of what the limit allows', () => {
    const capping = model({ capProbability: 0.6 })
    expect(answer({ model: capping })).toMatchObject({ stakeCents: 1_852, isCapped: true })
    expect(answer({ model: capping, quoteThen: quoteOf(270, 1_000) })).toMatchObject({
      stakeCents: 500,
    })
    expect(answer({ model: capping }, { ...HALF_CHANCES, cap: 0.6 })).toMatchObject({
      isCapped: false,
    })
  })
})

describe('the probability of being taken', () => {
  const banded = model({
    acceptProbability: 0.8,
    byDrift: { bands: [{ upTo: 0.02, factor: 0.5 }], beyond: 0.25 },
    byAgeMs: { bands: [{ upTo: 5_000, factor: 1 }], beyond: 0.5 },
    byStakeShare: { bands: [{ upTo: 0.5, factor: 1 }], beyond: 0.1 },
  })
  const at = (quote = quoteOf(270), stakeCents = 3_704) =>
    acceptanceProbability({ ...REQUEST, model: banded, stakeCents: cents(stakeCents) }, quote)

  it('is the product of its factors', () => {
    expect(at()).toBeCloseTo(0.4, 12)
    expect(at({ ...quoteOf(270), ageMs: 5_001 })).toBeCloseTo(0.2, 12)
    expect(at(quoteOf(270), 25_000)).toBeCloseTo(0.4, 12)
    expect(at(quoteOf(270), 25_001)).toBeCloseTo(0.04, 12)
    expect(at(quoteOf(270, 0))).toBeCloseTo(0.04, 12)
  })

  it('falls with drift either way', () => {
    expect(at(quoteOf(275))).toBeCloseTo(0.4, 12)
    expect(at(quoteOf(276))).toBeCloseTo(0.2, 12)
    expect(at(quoteOf(264))).toBeCloseTo(0.2, 12)
  })

  it('is how often bets are taken', () => {
    const rng = createSeededRng(3)
    const taken = Array.from({ length: 20_000 }, () =>
      placePaperBet({ ...REQUEST, model: banded, rng }),
    ).filter(({ tag }) => tag === 'accepted')
    expect(taken.length / 20_000).toBeCloseTo(0.4, 1)
  })
})

it('takes its random numbers in the order accept, change, cap, whatever the answer', () => {
  const rng = rngOf(0.1, 0.2, 0.3)
  placePaperBet({ ...REQUEST, quoteThen: undefined, rng })
  expect(rng.taken()).toBe(BET_CHANCES)
  const changing = model({ changeProbability: 0.25, capProbability: 0.25 })
  expect(placePaperBet({ ...REQUEST, model: changing, rng })).toMatchObject({
    isChanged: true,
    isCapped: false,
  })
  expect(rng.taken()).toBe(2 * BET_CHANCES)
})

it('has a default table that is valid and says that it was assumed', () => {
  const { acceptance, isAssumed } = FILL_ASSUMPTIONS
  expect(checkBetAcceptance(acceptance)).toBe(acceptance)
  expect(isAssumed).toBe(true)
  expect(acceptance.source).toContain('assumed')
})

it.each<Partial<BetAcceptanceModel>>([
  { acceptProbability: 1.1 },
  { changeProbability: -0.1 },
  { changeBasisPoints: 10_001 },
  { changeBasisPoints: 0.5 },
  { capProbability: Number.NaN },
  { capShare: 2 },
  { stakeMinCents: cents(0) },
  { byDrift: { bands: [], beyond: 1.5 } },
  { byAgeMs: { bands: [{ upTo: 1, factor: 2 }], beyond: 1 } },
  {
    byStakeShare: {
      bands: [
        { upTo: 1, factor: 1 },
        { upTo: 1, factor: 1 },
      ],
      beyond: 1,
    },
  },
])('refuses a model with %j', (changes) => {
  expect(() => answer({ model: model(changes) })).toThrow(InvalidInputError)
})

it.each([{ stakeCents: cents(0) }, { stakeStepCents: cents(0) }])('refuses %j', (changes) => {
  expect(() => answer(changes)).toThrow(InvalidInputError)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const chance = fc.double({ min: 0, max: 0.999, noNaN: true })

prop.prop([
  fc.record({ accept: chance, change: chance, cap: chance }),
  fc.record({
    acceptProbability: share,
    changeProbability: share,
    capProbability: share,
    capShare: share,
  }),
  fc.integer({ min: 101, max: 900 }),
  fc.integer({ min: 101, max: 900 }),
  fc.integer({ min: 1, max: 60_000 }),
  fc.constantFrom(1, 50, 100),
  fc.nat(60_000),
])(
  'never stands below the minimum, above the stake, or between two steps',
  (chances, changes, quoted, least, stake, step, limit) => {
    const minimumOdds = rational(least, 100)
    const receipt = answer(
      {
        model: model(changes),
        quoteThen: quoteOf(quoted, limit),
        minimumOdds,
        stakeCents: cents(stake),
        stakeStepCents: cents(step),
      },
      chances,
    )
    if (receipt.tag === 'refused') {
      expect(receipt.reason).not.toBe('not-quoted')
      return
    }
    expect(compareRational(receipt.returnRatio, minimumOdds)).toBeGreaterThanOrEqual(0)
    expect(compareRational(receipt.returnRatio, rational(quoted, 100))).toBeLessThanOrEqual(0)
    expect(receipt.stakeCents).toBeLessThanOrEqual(Math.min(stake, limit))
    expect(receipt.stakeCents % step).toBe(0)
    expect(receipt.stakeCents).toBeGreaterThan(0)
    expect(receipt.payoutCents).toBe(floorTimes(receipt.stakeCents, receipt.returnRatio))
    expect(receipt.isCapped).toBe(receipt.stakeCents < stake)
  },
)
