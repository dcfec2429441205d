import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import {
  type Centicontracts,
  centicontracts,
  cents,
  microdollars,
  priceTicks,
} from '../units/money.ts'
import { rational } from '../units/rational.ts'
import { ladderCostOf } from './ladder-cost.ts'
import { bestTwoLeg, largestCovered, twoLegAt } from './two-leg.ts'
import type { TwoLegPosition } from './two-leg-position.ts'
import type { TwoLegOutcome, TwoLegProblem } from './two-leg-problem.ts'

const TWO_SIDED: readonly TwoLegOutcome[] = [
  { id: 'yes', contract: WIN, bet: LOSE },
  { id: 'no', contract: LOSE, bet: WIN },
]
const WITH_TIE: readonly TwoLegOutcome[] = [
  ...TWO_SIDED,
  { id: 'tie', contract: HALF, bet: REFUND },
]

/** Ladders of several levels, some with a price that costs more all in than a later one. */
const problem: fc.Arbitrary<TwoLegProblem> = fc
  .record({
    first: fc.integer({ min: 1, max: 60 }),
    levels: fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 4 }), size: fc.integer({ min: 1, max: 300 }) }),
      { minLength: 1, maxLength: 7 },
    ),
    bumps: fc.array(fc.constantFrom(0, 0, 0, 99, 250), { minLength: 7, maxLength: 7 }),
    off: fc.integer({ min: -60, max: 150 }),
    step: fc.constantFrom(1, 10, 100),
    stakeStep: fc.constantFrom(1, 1, 7, 100),
    stakeMax: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 3000 })),
    bankrollDollars: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 40 })),
    outcomes: fc.constantFrom(TWO_SIDED, WITH_TIE),
  })
  .map((p) => {
    let price = p.first
    const ladder = p.levels.map(({ gap, size }, index) => {
      price += index === 0 ? 0 : gap
      return { price: priceTicks(price * 100), size: centicontracts(size) }
    })
    const bumpOf = new Map(ladder.map((level, index) => [level.price, p.bumps[index] as number]))
    return {
      contracts: ladderCostOf(ladder, {
        perCenticontract: (at) => at + (bumpOf.get(at) ?? 0),
        totalStepMicrodollars: 100,
      }),
      contractStep: centicontracts(p.step),
      betReturn: rational(Math.max(1001, Math.round((1000 + p.off) / (1 - p.first / 100))), 1000),
      stakeStep: cents(p.stakeStep),
      stakeMax: cents(p.stakeMax),
      bankroll: microdollars(p.bankrollDollars * 1_000_000),
      outcomes: p.outcomes,
    }
  })

/** Ascending profits, then the cost from the dear to the cheap: the larger list is the better one. */
const rankOf = (position: TwoLegPosition): readonly number[] => [
  ...position.outcomes.map(({ profit }) => profit).toSorted((a, b) => a - b),
  -position.totalCost,
]

function isAbove(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index])
  return at >= 0 && (a[at] as number) > (b[at] as number)
}

/** Every size one after the other, without any thought. */
function everySize(p: TwoLegProblem): readonly TwoLegPosition[] {
  const steps = Math.floor(p.contracts.depth / p.contractStep)
  return Array.from({ length: steps }, (_, n) => ((n + 1) * p.contractStep) as Centicontracts)
    .map((size) => twoLegAt(p, size))
    .filter((position) => position !== undefined)
}

describe('the search over sizes', () => {
  prop.prop([problem], { numRuns: 200 })(
    'skips nothing: no size ranks above what it returns, in any outcome or by cost',
    (p) => {
      const all = everySize(p)
      const found = bestTwoLeg(p)?.position
      if (found === undefined) {
        expect(all).toEqual([])
        return
      }
      expect(twoLegAt(p, found.size)).toEqual(found)
      expect(all.filter((position) => isAbove(rankOf(position), rankOf(found)))).toEqual([])
    },
  )

  prop.prop([problem], { numRuns: 200 })(
    'the largest covered size is the last one that is, halving',
    (p) => {
      const isCovered = (position: TwoLegPosition) =>
        position.betWinPayout >= position.size - p.stakeStep
      const found = largestCovered(p)
      if (found === undefined) return
      expect(isCovered(found)).toBe(true)
      expect(twoLegAt(p, found.size)).toEqual(found)
      const next = twoLegAt(p, centicontracts(found.size + p.contractStep))
      const isLast = found.size + p.contractStep > p.contracts.depth
      expect(isLast || next === undefined || !isCovered(next)).toBe(true)
    },
  )
})

describe('the search cut short', () => {
  prop.prop([problem, fc.integer({ min: 1, max: 5 })], { numRuns: 100 })(
    'says so, and what it returns is a position all the same',
    (p, candidatesMax) => {
      const cut = bestTwoLeg(p, candidatesMax)
      const whole = bestTwoLeg(p)
      if (cut === undefined || whole === undefined) return
      expect(twoLegAt(p, cut.position.size)).toEqual(cut.position)
      if (cut.isProvenBest) expect(rankOf(cut.position)).toEqual(rankOf(whole.position))
    },
  )
})

describe('ladders without fees', () => {
  prop.prop([fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 400 })])(
    'a cent of edge on each of some contracts is found whole',
    (price, contracts) => {
      const p: TwoLegProblem = {
        contracts: ladderCostOf(
          [{ price: priceTicks(price * 100), size: centicontracts(contracts * 100) }],
          FREE_OF_FEES,
        ),
        contractStep: centicontracts(100),
        // A dollar back for one cent less than the contract leaves of it, a whole number of cents.
        betReturn: rational(100, Math.max(1, 99 - price)),
        stakeStep: cents(1),
        stakeMax: cents(10_000_000),
        bankroll: microdollars(1e12),
        outcomes: TWO_SIDED,
      }
      const found = bestTwoLeg(p)?.position
      if (price >= 99) return
      expect([found?.size, found?.guaranteed]).toEqual([contracts * 100, contracts * 10_000])
    },
  )
})
