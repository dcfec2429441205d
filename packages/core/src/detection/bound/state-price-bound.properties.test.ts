import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { solve } from 'yalps'
import { HALF_LOSE, HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import type { BoundPayoffs } from './bound-matrix.ts'
import { createStatePriceBound } from './state-price-bound.ts'

const RUNS = 500

const KINDS: readonly (readonly Payoff[])[] = [
  [WIN],
  [LOSE],
  [WIN],
  [LOSE],
  [REFUND],
  [HALF],
  [HALF_WIN],
  [HALF_LOSE],
  [LOSE, WIN],
  [LOSE, REFUND, WIN],
  [HALF, REFUND],
]

interface Market {
  readonly payoffs: BoundPayoffs
  readonly unitCosts: readonly number[]
}

/** A claim's worth under some prices of states, at a choice of its payoffs and a cost of its own. */
function fairCost(column: readonly (readonly Payoff[])[], prices: readonly number[]): number {
  let [pays, back] = [0, 0]
  for (const [outcome, possible] of column.entries()) {
    const { quantity, cost } = possible[0] as Payoff
    pays += ((prices[outcome] as number) * quantity.numerator) / quantity.denominator
    back += ((prices[outcome] as number) * cost.numerator) / cost.denominator
  }
  return back >= 1 ? 1 : pays / (1 - back)
}

/** At most one of N is all YES and NO of single outcomes; anything is any payoff anywhere. */
const columns = (outcomes: number) => {
  const anything = fc.array(fc.constantFrom(...KINDS), { minLength: outcomes, maxLength: outcomes })
  const single = fc
    .tuple(fc.nat(outcomes - 1), fc.boolean())
    .map(([wins, isYes]) =>
      Array.from({ length: outcomes }, (_, o): readonly Payoff[] =>
        (o === wins) === isYes ? [WIN] : [LOSE],
      ),
    )
  return fc.array(fc.oneof(anything, single, single), { minLength: 1, maxLength: 5 })
}

/** Costs near what prices of states make of the claims: a little below and a little above. */
const market: fc.Arbitrary<Market> = fc.integer({ min: 2, max: 4 }).chain((outcomes) =>
  fc
    .tuple(
      columns(outcomes),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: outcomes, maxLength: outcomes }),
      fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 5, maxLength: 5 }),
    )
    .map(([claims, raw, off]) => {
      const sum = raw.reduce((a, b) => a + b, 0)
      const prices = raw.map((price) => price / sum)
      const unitCosts = claims.map((column, claim) =>
        Math.max(
          0,
          Math.round(1e6 * fairCost(column, prices) * (1 + (off[claim] as number) / 1000)),
        ),
      )
      const payoffs = prices.map((_, outcome) =>
        claims.map((column) => column[outcome] as readonly Payoff[]),
      )
      return { payoffs, unitCosts }
    }),
)

const isRejected = ({ payoffs, unitCosts }: Market): boolean => {
  const bound = createStatePriceBound(payoffs)
  for (const [claim, cost] of unitCosts.entries()) bound.update(claim, cost)
  return bound.refresh()
}

/** Twice the profit of some dollars of each claim in an outcome, at the worst joint choice. */
function doubledProfit(
  possible: readonly (readonly Payoff[])[],
  unitCosts: readonly number[],
  dollars: readonly number[],
): number {
  let profit = 0
  for (const [claim, payoffs] of possible.entries()) {
    const cost = unitCosts[claim] as number
    const each = payoffs.map(
      ({ quantity: q, cost: c }) =>
        (2 * q.numerator * 1e6) / q.denominator +
        (2 * c.numerator * cost) / c.denominator -
        2 * cost,
    )
    profit += (dollars[claim] as number) * Math.min(...each)
  }
  return profit
}

/** A portfolio of up to so many dollars of each claim that pays everywhere, if there is one. */
function payingPortfolio(
  { payoffs, unitCosts }: Market,
  most: number,
): readonly number[] | undefined {
  const dollars = unitCosts.map(() => 0)
  for (;;) {
    let claim = 0
    while (claim < dollars.length && dollars[claim] === most) dollars[claim++] = 0
    if (claim === dollars.length) return undefined
    dollars[claim] = (dollars[claim] as number) + 1
    if (payoffs.every((row) => doubledProfit(row, unitCosts, dollars) > 0)) return dollars
  }
}

describe('what the bound rejects', () => {
  prop.prop([market], { numRuns: RUNS })('has no portfolio that pays in every outcome', (m) => {
    if (isRejected(m)) expect(payingPortfolio(m, m.unitCosts.length > 3 ? 4 : 8)).toBeUndefined()
  })

  prop.prop([market.filter(({ payoffs }) => payoffs.flat().every((set) => set.length === 1))], {
    numRuns: RUNS,
  })('is everything that no portfolio of fractions profits from', ({ payoffs, unitCosts }) => {
    // The most that is sure to be left of a dollar of turnover, by another solver.
    type Coefficients = [string, number][]
    const solution = solve({
      objective: 'left',
      constraints: [
        ['turnover', { max: 1 }],
        ...payoffs.map((_, o): [string, { min: number }] => [`o${o}`, { min: 0 }]),
      ],
      variables: [
        ['left', [['left', 1], ...payoffs.map((_, o): [string, number] => [`o${o}`, -1])]],
        ...unitCosts.map((_, claim): [string, Coefficients] => [
          `c${claim}`,
          [
            ['turnover', 1],
            ...payoffs.map((row, o): [string, number] => {
              const only = unitCosts.map((_unused, other) => (other === claim ? 1 : 0))
              return [`o${o}`, doubledProfit(row, unitCosts, only) / 2e6]
            }),
          ],
        ]),
      ] as [string, Coefficients][],
    })
    const left = solution.status === 'optimal' ? solution.result : 0
    if (left > 1e-5) expect(isRejected({ payoffs, unitCosts })).toBe(false)
    if (left < 1e-9) {
      // A microdollar dearer, so that no cost stands on the border itself.
      const dearer = unitCosts.map((cost) => cost + 2)
      expect(isRejected({ payoffs, unitCosts: dearer })).toBe(true)
    }
  })
})

const updates = fc.array(
  fc.tuple(fc.nat(4), fc.oneof(fc.integer({ min: -80, max: 80 }), fc.constant(Infinity))),
  { maxLength: 30 },
)

describe('after any updates', () => {
  prop.prop([market, updates], { numRuns: RUNS })(
    'a bound rejects whatever a new one does, and only what costs at their thresholds allow',
    ({ payoffs, unitCosts }, sequence) => {
      const bound = createStatePriceBound(payoffs)
      const now = [...unitCosts]
      for (const [claim, cost] of now.entries()) bound.update(claim, cost)
      for (const [of, permille] of sequence) {
        const claim = of % now.length
        now[claim] =
          permille === Infinity
            ? Infinity
            : Math.round((unitCosts[claim] as number) * (1 + permille / 1000))
        const isQuick = bound.update(claim, now[claim] ?? Infinity)
        const isBelow = now.some((cost, index) => cost < bound.thresholdOf(index))
        expect(isQuick).toBe(!isBelow)
      }
      expect(now.map((_, claim) => bound.unitCostOf(claim))).toEqual(now)
      const incremental = bound.refresh()
      const fresh = isRejected({ payoffs, unitCosts: now })
      if (fresh) expect(incremental).toBe(true)
      if (incremental)
        expect(now.every((cost, claim) => cost >= bound.thresholdOf(claim))).toBe(true)
    },
  )

  prop.prop(
    [fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 0, max: 1_100_000 })), { maxLength: 40 })],
    {
      numRuns: RUNS,
    },
  )('of two sides it is the sum of the cheapest two, to the microdollar', (sequence) => {
    const payoffs: BoundPayoffs = [0, 1].map((outcome) =>
      Array.from({ length: 6 }, (_, claim) => [claim % 2 === outcome ? WIN : LOSE]),
    )
    const bound = createStatePriceBound(payoffs)
    const costs = Array.from({ length: 6 }, () => Infinity)
    for (const [claim, cost] of sequence) {
      costs[claim] = cost
      bound.update(claim, cost)
      const cheapest = [0, 1].map((side) => Math.min(...costs.filter((_, c) => c % 2 === side)))
      expect(bound.refresh()).toBe((cheapest[0] as number) + (cheapest[1] as number) >= 1_000_000)
    }
  })
})
