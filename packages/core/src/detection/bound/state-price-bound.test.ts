import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { HALF_LOSE } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { rational } from '../../units/rational.ts'
import type { BoundPayoffs } from './bound-matrix.ts'
import {
  BOUND_SEARCH_PAYOFFS_MAX,
  createStatePriceBound,
  type StatePriceBound,
} from './state-price-bound.ts'

/** YES, NO. */
const TWO_SIDED: BoundPayoffs = [
  [[WIN], [LOSE]],
  [[LOSE], [WIN]],
]
const THREE_WAY: BoundPayoffs = [
  [[WIN], [LOSE], [LOSE]],
  [[LOSE], [WIN], [LOSE]],
  [[LOSE], [LOSE], [WIN]],
]

/** Sets every claim's cost in its order, and says what a search then says. */
function rejects(bound: StatePriceBound, unitCosts: readonly number[]): boolean {
  for (const [claim, cost] of unitCosts.entries()) bound.update(claim, cost)
  return bound.refresh()
}

const isRejected = (payoffs: BoundPayoffs, unitCosts: readonly number[]): boolean =>
  rejects(createStatePriceBound(payoffs), unitCosts)

describe('two sides of a question', () => {
  it('are rejected from a dollar on, to the microdollar', () => {
    expect(isRejected(TWO_SIDED, [616_800, 383_200])).toBe(true)
    expect(isRejected(TWO_SIDED, [616_800, 383_199])).toBe(false)
    expect(isRejected(TWO_SIDED, [1_000_000, 0])).toBe(true)
    expect(isRejected(TWO_SIDED, [999_999, 0])).toBe(false)
  })

  it('are rejected while only one of them is offered', () => {
    expect(isRejected(TWO_SIDED, [1, Infinity])).toBe(true)
    expect(isRejected(TWO_SIDED, [Infinity, Infinity])).toBe(true)
    expect(createStatePriceBound(TWO_SIDED).refresh()).toBe(true)
  })

  it('are looked at anew only where a price passes its threshold', () => {
    const bound = createStatePriceBound(TWO_SIDED)
    expect(rejects(bound, [600_000, 420_000])).toBe(true)
    // Halfway: .59 and .41.
    expect([bound.thresholdOf(0), bound.thresholdOf(1)]).toEqual([590_000, 410_000])
    expect(bound.update(0, 590_000)).toBe(true)
    expect(bound.update(0, 589_999)).toBe(false)
    expect(bound.refresh()).toBe(true)
    expect(bound.update(0, 579_999)).toBe(false)
    expect(bound.refresh()).toBe(false)
    expect(bound.update(0, 580_000)).toBe(false)
    expect(bound.refresh()).toBe(true)
  })

  it('are left open while no cost rises, and rejected once one does or is withdrawn', () => {
    const bound = createStatePriceBound(TWO_SIDED)
    expect(rejects(bound, [500_000, 480_000])).toBe(false)
    expect(bound.update(1, 470_000) || bound.refresh()).toBe(false)
    bound.update(1, Infinity)
    expect(bound.refresh()).toBe(true)
    bound.update(1, 500_000)
    expect(bound.refresh()).toBe(true)
  })
})

describe('more outcomes', () => {
  it('three ways are rejected from a dollar on, to the microdollar', () => {
    expect(isRejected(THREE_WAY, [400_000, 350_000, 250_000])).toBe(true)
    expect(isRejected(THREE_WAY, [400_000, 350_000, 249_999])).toBe(false)
  })

  it('see through three legs of which no two pay', () => {
    // NO of each of three exclusive names: two of them are sure to pay, for less than two dollars.
    const payoffs: BoundPayoffs = [
      [[LOSE], [WIN], [WIN]],
      [[WIN], [LOSE], [WIN]],
      [[WIN], [WIN], [LOSE]],
    ]
    expect(isRejected(payoffs, [670_000, 670_000, 660_000])).toBe(true)
    expect(isRejected(payoffs, [670_000, 670_000, 659_000])).toBe(false)
    expect(isRejected(payoffs, [300_000, 300_000, Infinity])).toBe(false)
    expect(isRejected(payoffs, [500_000, 500_000, Infinity])).toBe(true)
  })

  it('twenty exclusive names of which nineteen are sure to be wrong, to the microdollar', () => {
    const names = Array.from({ length: 20 }, (_, name) => name)
    const payoffs = names.map((wins) => names.map((name) => [name === wins ? LOSE : WIN]))
    const unitCosts: readonly number[] = names.map((name) => (name % 2 === 0 ? 940_000 : 960_000))
    expect(isRejected(payoffs, unitCosts)).toBe(true)
    expect(isRejected(payoffs, unitCosts.with(7, 959_999))).toBe(false)
  })

  it('reckon with a stake that comes back', () => {
    // Win, lose or push against a contract that loses, wins or loses: a push costs the contract.
    const payoffs: BoundPayoffs = [
      [[WIN], [LOSE]],
      [[LOSE], [WIN]],
      [[REFUND], [LOSE]],
    ]
    expect(isRejected(payoffs, [100_000, 100_000])).toBe(true)
    expect(
      isRejected(
        [
          [[WIN], [LOSE]],
          [[LOSE], [WIN]],
          [[REFUND], [HALF]],
        ],
        [400_000, 450_000],
      ),
    ).toBe(false)
    expect(
      isRejected(
        [
          [[WIN], [LOSE]],
          [[LOSE], [WIN]],
          [[REFUND], [HALF]],
        ],
        [400_000, 500_000],
      ),
    ).toBe(true)
  })

  it('of a claim that always comes back is nothing gained, at any cost', () => {
    expect(isRejected([[[REFUND]], [[REFUND]], [[REFUND]]], [1])).toBe(true)
  })

  it('find other weights where those that are just right get lost in rounding', () => {
    // In the second outcome neither is ever paid more than it cost; but that a stake comes back
    // there leaves the first weights found nothing to spare for the other claim.
    const payoffs: BoundPayoffs = [
      [[HALF], [WIN]],
      [[HALF_LOSE], [REFUND]],
      [[WIN], [REFUND]],
    ]
    expect(isRejected(payoffs, [400_002, 999_002])).toBe(true)
  })

  it('of a claim that always comes back with something on top is a profit at any cost', () => {
    const more: Payoff = { quantity: rational(1, 2), cost: rational(1) }
    expect(isRejected([[[more]], [[more]], [[REFUND]]], [900_000])).toBe(true)
    expect(isRejected([[[more]], [[more]]], [900_000])).toBe(false)
    expect(isRejected([[[more]], [[more]]], [Infinity])).toBe(true)
  })

  it('of a claim that always pays is a profit below what it pays', () => {
    expect(isRejected([[[WIN]], [[HALF]]], [500_000])).toBe(true)
    expect(isRejected([[[WIN]], [[HALF]]], [499_999])).toBe(false)
    expect(isRejected([[[WIN]]], [999_999])).toBe(false)
    expect(isRejected([[[WIN]]], [1_000_000])).toBe(true)
  })

  it('free bets on every side are never rejected, on all but one they are', () => {
    expect(isRejected(THREE_WAY, [0, 0, 0])).toBe(false)
    expect(isRejected(THREE_WAY, [0, 0, Infinity])).toBe(true)
    expect(isRejected(TWO_SIDED, [0, 0])).toBe(false)
    expect(isRejected(THREE_WAY, [0, 0, 1_000_000])).toBe(true)
  })

  it('shares of a dead heat and a commission are no reason to reject too early', () => {
    const third: Payoff = { quantity: rational(1, 3), cost: rational(0) }
    const kept: Payoff = { quantity: rational(981, 1000), cost: rational(19, 1000) }
    const payoffs: BoundPayoffs = [
      [[kept], [LOSE], [third]],
      [[LOSE], [WIN], [third]],
    ]
    // A third of a dollar for less than a third of a dollar pays by itself.
    expect(isRejected(payoffs, [Infinity, Infinity, 333_333])).toBe(false)
    expect(isRejected(payoffs, [Infinity, Infinity, 333_335])).toBe(true)
    // .981 of a dollar and .019 of a cost of .4: .9886 for .4, so .5954 for the other side.
    expect(isRejected(payoffs, [400_000, 590_000, Infinity])).toBe(false)
    expect(isRejected(payoffs, [400_000, 601_000, Infinity])).toBe(true)
  })

  it('more than can be searched are left to full evaluation unless the first weights reject', () => {
    // Each claim wins in one outcome: so many rows and groups.
    const size = Math.ceil(Math.sqrt(BOUND_SEARCH_PAYOFFS_MAX)) + 1
    const payoffs = Array.from({ length: size }, (_, outcome) =>
      Array.from({ length: size }, (_unused, claim) => [outcome === claim ? WIN : LOSE]),
    )
    const bound = createStatePriceBound(payoffs)
    expect(bound.update(0, 990_000)).toBe(true)
    // Only one claim is offered, so nothing can pay; but that would take other weights to see.
    expect(bound.update(0, 1) || bound.refresh()).toBe(false)
  })
})

describe('what is refused', () => {
  it.each([
    ['a cost that is no number', 0, Number.NaN, /0 or more, got NaN/],
    ['a cost below nothing', 0, -1, /0 or more, got -1/],
    ['a claim that there is not', 2, 1, /below 2, got 2/],
    ['half a claim', 0.5, 1, /below 2, got 0.5/],
  ])('%s, and nothing is changed by it', (_what, claim, cost, message) => {
    const bound = createStatePriceBound(TWO_SIDED)
    rejects(bound, [600_000, 400_000])
    expect(() => bound.update(claim, cost)).toThrow(InvalidInputError)
    expect(() => bound.update(claim, cost)).toThrow(message)
    expect([bound.unitCostOf(0), bound.unitCostOf(1), bound.refresh()]).toEqual([
      600_000,
      400_000,
      true,
    ])
  })
})
