import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { ContractCosts } from '../fees/contract-costs.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import { centicontracts, microdollars, priceTicks } from '../units/money.ts'
import { ladderCostOf } from './ladder-cost.ts'
import type { ContractPart } from './portfolio/portfolio.ts'
import { bestTwoLadder } from './two-ladder.ts'
import type { TwoLadderOutcome, TwoLadderProblem } from './two-ladder-problem.ts'

/** Ticks and centicontracts. */
type Levels = readonly (readonly [ticks: number, size: number])[]

/** A ladder in plain numbers. */
interface Plain {
  readonly levels: Levels
  /** Fee of a hundredth, microdollars. */
  readonly fee: number
  readonly totalStep: number
  readonly step: number
  readonly sizeMax?: number
}

function partOf(id: string, { levels, fee, totalStep, step, sizeMax }: Plain): ContractPart {
  const costs: ContractCosts = {
    perCenticontract: (price) => price + fee,
    totalStepMicrodollars: totalStep,
  }
  const ladder = levels.map(([ticks, size]) => ({
    price: priceTicks(ticks),
    size: centicontracts(size),
  }))
  return {
    tag: 'contract',
    id,
    account: id,
    cost: ladderCostOf(ladder, costs),
    step: centicontracts(step),
    payoutStepMicrodollars: 100,
    ...(sizeMax === undefined ? {} : { sizeMax: centicontracts(sizeMax) }),
  }
}

const SIDES: readonly TwoLadderOutcome[] = [
  { id: 'yes', first: WIN, second: LOSE },
  { id: 'no', first: LOSE, second: WIN },
]
const WITH_TIE = [...SIDES, { id: 'tie', first: HALF, second: HALF }]
/** The second is a wider claim: both may pay. */
const WITH_BOTH = [...SIDES, { id: 'both', first: WIN, second: WIN }]

function problemOf(
  first: Plain,
  second: Plain,
  more: { readonly bankroll?: number; readonly outcomes?: readonly TwoLadderOutcome[] } = {},
): TwoLadderProblem {
  return {
    first: partOf('first', first),
    second: partOf('second', second),
    bankroll: microdollars(more.bankroll ?? 1e12),
    outcomes: more.outcomes ?? SIDES,
  }
}

const free = (levels: Levels): Plain => ({ levels, fee: 0, totalStep: 1, step: 100 })

describe('two ladders', () => {
  const first = free([
    [4500, 1000],
    [4800, 2000],
    [5200, 1000],
  ])
  const second = free([
    [5000, 1500],
    [5100, 5000],
  ])

  it('are walked as long as a contract of each costs less than a dollar', () => {
    // 10 at .45 + .50, 5 at .48 + .50, 15 at .48 + .51; .52 + .51 is too dear.
    const solution = bestTwoLadder(problemOf(first, second))
    expect([solution?.first, solution?.second]).toEqual([3000, 3000])
    expect(solution?.position.guaranteed).toBe(10 * 50_000 + 5 * 20_000 + 15 * 10_000)
    expect(solution?.isProvenBest).toBe(true)
  })

  it('are left where the next contract of each costs just the dollar it pays', () => {
    const level = free([
      [4500, 1000],
      [5000, 1000],
    ])
    expect(bestTwoLadder(problemOf(level, free([[5000, 2000]])))?.first).toBe(1000)
  })

  it('with fees stop sooner', () => {
    const solution = bestTwoLadder(problemOf({ ...first, fee: 150 }, second))
    expect(solution?.first).toBe(1500)
  })

  it('a tie that pays half of each, and an outcome in which both pay, change nothing', () => {
    const sizes = [SIDES, WITH_TIE, WITH_BOTH].map((outcomes) => {
      const solution = bestTwoLadder(problemOf(first, second, { outcomes }))
      return [solution?.first, solution?.position.guaranteed]
    })
    expect(new Set(sizes.map(String)).size).toBe(1)
  })

  it('whose steps differ are covered by the least of the other', () => {
    const solution = bestTwoLadder(problemOf({ ...first, step: 700 }, { ...second, step: 300 }))
    expect([solution?.first, solution?.second]).toEqual([2100, 2100])
    const coarse = bestTwoLadder(problemOf({ ...first, step: 1100 }, { ...second, step: 1 }))
    expect([coarse?.first, coarse?.second]).toEqual([2200, 2200])
  })

  it('keep to limits and bankroll', () => {
    expect(bestTwoLadder(problemOf({ ...first, sizeMax: 450 }, second))?.first).toBe(400)
    const poor = bestTwoLadder(problemOf(first, second, { bankroll: 5_000_000 }))
    expect([poor?.first, poor?.second]).toEqual([500, 500])
  })

  it('come to nothing where not one contract of each fits', () => {
    expect(bestTwoLadder(problemOf(first, second, { bankroll: 949_999 }))).toBeUndefined()
    expect(bestTwoLadder(problemOf(first, second, { bankroll: 950_000 }))?.first).toBe(100)
    expect(bestTwoLadder(problemOf(first, free([[5000, 99]])))).toBeUndefined()
  })

  it('show how near they were where nothing gains', () => {
    const solution = bestTwoLadder(problemOf(free([[5500, 1000]]), second))
    expect([solution?.first, solution?.position.guaranteed]).toEqual([100, -50_000])
  })

  it('say so when the search is cut short', () => {
    const p = problemOf(first, { ...second, step: 99 })
    expect(bestTwoLadder(p, 1)?.isProvenBest).toBe(false)
    expect(bestTwoLadder(p)?.isProvenBest).toBe(true)
  })
})

describe('ladders that the closed form does not know', () => {
  const plain = free([[4000, 1000]])
  const outcome = (first: Payoff, second: Payoff) => ({ id: 'x', first, second })
  it.each([
    ['both may lose', [...SIDES, outcome(LOSE, HALF)]],
    ['a refund', [...SIDES, outcome(REFUND, WIN)]],
    ['the first never is needed', [SIDES[1] as TwoLadderOutcome, outcome(HALF, HALF)]],
    ['the second never is needed', [SIDES[0] as TwoLadderOutcome, outcome(HALF, WIN)]],
  ])('%s', (_what, outcomes) => {
    expect(() => bestTwoLadder(problemOf(plain, plain, { outcomes }))).toThrow(InvalidInputError)
  })

  it('payouts that are floored to more than half a cent', () => {
    const p = problemOf(plain, plain)
    const coarse = { ...p, first: { ...p.first, payoutStepMicrodollars: 10_000 } }
    expect(() => bestTwoLadder(coarse)).toThrow(InvalidInputError)
  })
})

/** Every pair of sizes, priced by adding up one hundredth after the other. */
function bruteForce(
  first: Plain,
  second: Plain,
  { bankroll, isTied }: { readonly bankroll: number; readonly isTied: boolean },
): number | undefined {
  const costs = [first, second].map(({ levels, fee, totalStep }) => {
    const sums = [0]
    for (const [ticks, size] of levels) {
      for (let n = 0; n < size; n += 1) sums.push((sums.at(-1) as number) + ticks + fee)
    }
    return sums.map((sum) => Math.ceil(sum / totalStep) * totalStep)
  })
  let best: number | undefined
  const most = (plain: Plain, at: number) =>
    Math.min((costs[at]?.length as number) - 1, plain.sizeMax ?? 1e9)
  for (let x = first.step; x <= most(first, 0); x += first.step) {
    for (let y = second.step; y <= most(second, 1); y += second.step) {
      const cost = (costs[0]?.[x] as number) + (costs[1]?.[y] as number)
      if (cost > bankroll) break
      const payouts = [x * 10_000, y * 10_000, ...(isTied ? [(x + y) * 5000] : [])]
      const worst = Math.min(...payouts) - cost
      if (best === undefined || worst > best) best = worst
    }
  }
  return best
}

const plain = (first: number): fc.Arbitrary<Plain> =>
  fc
    .record({
      first: fc.integer({ min: first - 900, max: first + 500 }),
      gaps: fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 3 }),
      sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 }),
      fee: fc.integer({ min: 0, max: 200 }),
      totalStep: fc.constantFrom(1, 100, 10_000),
      step: fc.integer({ min: 1, max: 25 }),
      sizeMax: fc.oneof(fc.constant(1000), fc.integer({ min: 0, max: 150 })),
    })
    .map(({ first: from, gaps, sizes, ...rest }) => {
      let ticks = from
      const prices = [from, ...gaps.map((gap) => (ticks += gap))]
      return { ...rest, levels: prices.map((price, n) => [price, sizes[n] as number] as const) }
    })

describe('properties', () => {
  prop.prop([plain(4800), plain(5000), fc.integer({ min: 1, max: 200 }), fc.boolean()], {
    numRuns: 300,
  })(
    'no whole steps of both within depth, limits and bankroll are better',
    (a, b, cents, isTied) => {
      const bankroll = cents * 20_000
      const outcomes = isTied ? WITH_TIE : SIDES
      const solution = bestTwoLadder(problemOf(a, b, { bankroll, outcomes }))
      expect(solution?.position.guaranteed).toBe(bruteForce(a, b, { bankroll, isTied }))
      expect(solution?.isProvenBest ?? true).toBe(true)
      expect(solution?.position.totalCost ?? 0).toBeLessThanOrEqual(bankroll)
    },
  )

  prop.prop([plain(4800), plain(5000)])('which ladder is first does not matter', (a, b) => {
    const [one, other] = [bestTwoLadder(problemOf(a, b)), bestTwoLadder(problemOf(b, a))]
    expect(one?.position.guaranteed).toBe(other?.position.guaranteed)
    expect(one?.position.totalCost).toBe(other?.position.totalCost)
  })
})
