import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { kalshiTakerTable } from '../../fees/all-in-table.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { HALF_LOSE, HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { ladderCostOf } from '../../sizing/ladder-cost.ts'
import { bestPortfolio } from '../../sizing/portfolio/best-portfolio.ts'
import type { PortfolioPart, PortfolioProblem } from '../../sizing/portfolio/portfolio.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { createStatePriceBound } from './state-price-bound.ts'
import { betUnitCost, contractUnitCost, FREE_BET_UNIT_COST } from './unit-cost.ts'

const RUNS = 150

const TABLE = kalshiTakerTable({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

const BET_PAYOFFS: readonly (readonly Payoff[])[] = [
  [WIN],
  [LOSE],
  [WIN],
  [LOSE],
  [REFUND],
  [HALF_WIN],
  [HALF_LOSE],
  [LOSE, REFUND, WIN],
]
const CONTRACT_PAYOFFS: readonly (readonly Payoff[])[] = [
  [WIN],
  [LOSE],
  [WIN],
  [LOSE],
  [HALF],
  [LOSE, WIN],
]

/** What a claim is worth where each outcome has one price, in dollars for a dollar. */
function worth(column: readonly (readonly Payoff[])[], prices: readonly number[]): number {
  let [pays, back] = [0, 0]
  for (const [outcome, possible] of column.entries()) {
    const { quantity, cost } = possible[0] as Payoff
    pays += ((prices[outcome] as number) * quantity.numerator) / quantity.denominator
    back += ((prices[outcome] as number) * cost.numerator) / cost.denominator
  }
  return back >= 0.99 ? 0.5 : Math.min(0.97, Math.max(0.02, pays / (1 - back)))
}

interface Claim {
  readonly column: readonly (readonly Payoff[])[]
  readonly isContract: boolean
  readonly isFree: boolean
  /** Permille above what it is worth. */
  readonly off: number
  readonly sizes: readonly number[]
}

const claim = (outcomes: number): fc.Arbitrary<Claim> =>
  fc.boolean().chain((isContract) => {
    const kinds = isContract ? CONTRACT_PAYOFFS : BET_PAYOFFS
    const one = fc
      .tuple(fc.nat(outcomes - 1), fc.boolean())
      .map(([wins, isYes]) =>
        Array.from({ length: outcomes }, (_, o): readonly Payoff[] =>
          (o === wins) === isYes ? [WIN] : [LOSE],
        ),
      )
    return fc.record({
      column: fc.oneof(
        one,
        one,
        fc.array(fc.constantFrom(...kinds), { minLength: outcomes, maxLength: outcomes }),
      ),
      isContract: fc.constant(isContract),
      isFree: fc.integer({ min: 0, max: 19 }).map((n) => n === 0 && !isContract),
      off: fc.integer({ min: -60, max: 20 }),
      sizes: fc.array(fc.integer({ min: 100, max: 30_000 }), { minLength: 1, maxLength: 3 }),
    })
  })

const scene = fc.integer({ min: 2, max: 4 }).chain((outcomes) =>
  fc.record({
    claims: fc.array(claim(outcomes), { minLength: 2, maxLength: 5 }),
    raw: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: outcomes, maxLength: outcomes }),
  }),
)

function partOf(
  { isContract, isFree, off, sizes }: Claim,
  fair: number,
  id: string,
): PortfolioPart {
  const price = fair * (1 + off / 1000)
  if (isContract) {
    const first = Math.min(99, Math.max(1, Math.round(price * 100 - 1.5)))
    const levels = sizes
      .map((size, level) => ({ price: (first + level) * 100, size }))
      .filter((level) => level.price < 10_000)
      .map((level) => ({ price: priceTicks(level.price), size: centicontracts(level.size) }))
    return {
      tag: 'contract',
      id,
      account: 'kalshi',
      cost: ladderCostOf(levels, TABLE),
      step: centicontracts(100),
      payoutStepMicrodollars: 100,
    }
  }
  return {
    tag: 'bet',
    id,
    account: 'book',
    returnRatio: rational(Math.max(1050, Math.round(1000 / price)), 1000),
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(20_000),
    isFreeBet: isFree,
  }
}

function unitCostOf(part: PortfolioPart): number {
  if (part.tag === 'contract') return contractUnitCost(TABLE, part.cost.segments[0]?.price)
  return part.isFreeBet ? FREE_BET_UNIT_COST : betUnitCost(part.returnRatio)
}

describe('the quick bound and portfolios of several legs', () => {
  const seen = { rejected: 0, paying: 0 }

  prop.prop([scene], { numRuns: RUNS })(
    'what it rejects guarantees nothing, pushes, halves, free bets and open rules included',
    ({ claims, raw }) => {
      const sum = raw.reduce((a, b) => a + b, 0)
      const prices = raw.map((price) => price / sum)
      const parts = claims.map((c, index) => partOf(c, worth(c.column, prices), `part ${index}`))
      const outcomes = prices.map((_, o) => ({
        id: `outcome ${o}`,
        payoffs: claims.map(({ column }) => column[o] as readonly Payoff[]),
      }))
      const problem: PortfolioProblem = {
        parts,
        outcomes,
        cash: new Map(),
        bankroll: microdollars(1e12),
        capitalReturns: [],
      }
      const bound = createStatePriceBound(outcomes.map(({ payoffs }) => payoffs))
      for (const [index, part] of parts.entries()) bound.update(index, unitCostOf(part))
      const isRejected = bound.refresh()
      const guaranteed = bestPortfolio(problem, { candidatesMax: 300 })?.position.guaranteed ?? 0
      if (isRejected) expect(guaranteed).toBeLessThanOrEqual(0)
      seen.rejected += isRejected ? 1 : 0
      seen.paying += guaranteed > 0 ? 1 : 0
    },
  )

  it('both came up often enough to mean something', () => {
    expect(seen.rejected).toBeGreaterThan(RUNS / 10)
    expect(seen.paying).toBeGreaterThan(RUNS / 10)
  })
})
