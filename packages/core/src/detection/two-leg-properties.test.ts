import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { americanOdds } from '../odds/american.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { bestTwoLeg } from '../sizing/two-leg.ts'
import type { TwoLegOutcome, TwoLegProblem } from '../sizing/two-leg-problem.ts'
import { TWO_WAY_LEAGUES } from '../testing/leagues.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { type Finding, findTwoLeg, type TwoLegInput } from './two-leg.ts'

/** How many random pairs are looked at. */
const CASES = 10_000

/** One pair of legs in plain numbers; everything that decides it. */
interface Case {
  readonly league: LeagueId
  readonly market: 'moneyline' | 'spread' | 'total'
  readonly side: 'yes' | 'no'
  readonly book: string
  /** Ticks and centicontracts, cheapest first. */
  readonly levels: readonly (readonly [ticks: number, size: number])[]
  readonly american: number
  readonly multiplierPercent: number
  readonly isDirect: boolean
  readonly contractStep: number
  readonly stakeStep: number
  readonly stakeMax: number
  readonly bankroll: number
}

const QUESTIONS: Readonly<Record<Case['market'], Proposition>> = {
  moneyline: { tag: 'moneyline', period: 'full-game', team: 'home' },
  spread: { tag: 'spread', period: 'full-game', team: 'away', line: 2.5 },
  total: { tag: 'total', period: 'full-game', direction: 'over', line: 44.5 },
}

function inputOf(c: Case): TwoLegInput {
  return {
    league: c.league,
    question: QUESTIONS[c.market],
    contract: {
      venue: 'kalshi',
      side: c.side,
      ladder: c.levels.map(([ticks, size]) => ({
        price: priceTicks(ticks),
        size: centicontracts(size),
      })),
      costs: kalshiTakerCosts({
        rate: {
          feeType: 'quadratic',
          multiplier: new Decimal(c.multiplierPercent).div(100),
          origin: 'series',
          assumedBecause: undefined,
        },
        rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
        membership: c.isDirect ? 'direct' : 'non-direct',
      }),
      step: centicontracts(c.contractStep),
    },
    bet: {
      book: c.book,
      returnRatio: americanOdds(c.american).returnRatio,
      stakeMax: cents(c.stakeMax),
      stakeStep: cents(c.stakeStep),
    },
    bankroll: microdollars(c.bankroll),
  }
}

/** The venue's most for `size` hundredths: price, and each hundredth's fee by itself rounded up. */
function contractCost(c: Case, size: number): number | undefined {
  const precision = c.isDirect ? 100 : 10_000
  let [left, sum] = [size, 0n]
  for (const [ticks, offered] of c.levels) {
    const count = Math.min(left, offered)
    const fee = 7n * BigInt(c.multiplierPercent) * BigInt(ticks) * BigInt(10_000 - ticks)
    const roundedFee = (fee + 99_999_999n) / 100_000_000n
    const kept = ticks % precision === 0 ? 0n : BigInt(precision - 1)
    sum += (BigInt(ticks) + roundedFee + kept) * BigInt(count)
    left -= count
  }
  return left > 0 ? undefined : Math.ceil(Number(sum) / precision) * precision
}

/** What the settlement table means: who is paid how much in each way a game regularly ends. */
function profitsOf(c: Case, size: number, stake: number): Record<string, number> {
  const spent = (contractCost(c, size) as number) + stake * 10_000
  const n = Math.abs(c.american)
  // Whole numbers over whole numbers: the floor of the quotient is exact.
  const paidCents = Math.floor(c.american > 0 ? (stake * (100 + n)) / 100 : (stake * (n + 100)) / n)
  const [contractPays, betPays] = [size * 10_000 - spent, paidCents * 10_000 - spent]
  const profits =
    c.side === 'yes' ? { yes: contractPays, no: betPays } : { yes: betPays, no: contractPays }
  // Kalshi pays $0.50 a contract, the book gives the stake back.
  const canTie = c.league === 'nfl' && c.market === 'moneyline'
  return canTie ? { ...profits, tie: size * 5000 + stake * 10_000 - spent } : profits
}

const american = (decimalOdds: number): number => {
  const profit = Math.max(decimalOdds - 1, 0.01)
  return profit >= 1 ? Math.round(profit * 100) : -Math.round(100 / profit)
}

/** A tie pays half of a contract, where there are ties: in CFL and the UFC that is not certain. */
const LEAGUES_OF_HALF_TIES = TWO_WAY_LEAGUES.filter((id) => id !== 'cfl' && id !== 'ufc')

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    league: fc.constantFrom<LeagueId>(...LEAGUES_OF_HALF_TIES, 'nfl'),
    market: fc.constantFrom<Case['market']>('moneyline', 'moneyline', 'spread', 'total'),
    side: fc.constantFrom<Case['side']>('yes', 'no'),
    book: fc.constantFrom('draftkings', 'fanduel', 'a-book-nobody-knows'),
    first: fc.oneof(
      fc.integer({ min: 2, max: 96 }).map((n) => n * 100),
      fc.integer({ min: 100, max: 9800 }),
    ),
    gaps: fc.array(fc.constantFrom(1, 10, 50, 100, 100, 200, 700), { maxLength: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 5, maxLength: 5 }),
    // How far the odds lie beyond the price, in thousandths: crossed and not.
    beyond: fc.integer({ min: -40, max: 300 }),
    multiplierPercent: fc.constantFrom(0, 50, 100, 100, 200),
    isDirect: fc.boolean(),
    contractStep: fc.constantFrom(100, 100, 100, 1, 500),
    stakeStep: fc.constantFrom(1, 1, 1, 25, 100, 500),
    stakeMax: fc.oneof(fc.constant(50_000), fc.integer({ min: 1, max: 20_000 })),
    bankroll: fc.oneof(fc.constant(1e10), fc.integer({ min: 100_000, max: 300_000_000 })),
  })
  .map(({ first, gaps, sizes, beyond, ...rest }) => {
    let ticks = first
    const prices = [first, ...gaps.map((gap) => (ticks += gap))].filter((price) => price < 10_000)
    const levels = prices.map((price, index) => [price, sizes[index] as number] as const)
    return { ...rest, levels, american: american((1 + beyond / 1000) / (1 - first / 10_000)) }
  })

/** Everything that holds of a position, whatever it earns. */
function checkPosition(
  c: Case,
  finding: Exclude<Finding, { tag: 'miss' }>,
): Record<string, number> {
  const { size, stake, outcomes, totalCost, guaranteed } = finding.position
  const depth = c.levels.reduce((sum, [, offered]) => sum + offered, 0)
  expect([size % c.contractStep, stake % c.stakeStep]).toEqual([0, 0])
  expect(size > 0 && size <= depth && stake > 0 && stake <= c.stakeMax).toBe(true)
  expect(totalCost).toBeLessThanOrEqual(c.bankroll)
  const profits = profitsOf(c, size, stake)
  for (const { id, profit } of outcomes) expect([id, profit]).toEqual([id, profits[id]])
  const covered = outcomes.filter(({ id }) => finding.tag === 'locked' || id !== 'tie')
  expect(guaranteed).toBe(Math.min(...covered.map(({ profit }) => profit)))
  expect(outcomes.map(({ id }) => id)).toEqual(Object.keys(profits))
  return profits
}

const DECIDED: Readonly<Record<Case['side'], readonly TwoLegOutcome[]>> = {
  yes: [
    { id: 'yes', contract: WIN, bet: LOSE },
    { id: 'no', contract: LOSE, bet: WIN },
  ],
  no: [
    { id: 'yes', contract: LOSE, bet: WIN },
    { id: 'no', contract: WIN, bet: LOSE },
  ],
}
const TIE: TwoLegOutcome = { id: 'tie', contract: HALF, bet: REFUND }

/** The best that sizing finds over these outcomes; below zero where nothing fits. */
function bestOver(c: Case, outcomes: readonly TwoLegOutcome[]): number {
  const { contract, bet, bankroll } = inputOf(c)
  const problem: TwoLegProblem = {
    contracts: ladderCostOf(contract.ladder, contract.costs),
    contractStep: contract.step,
    betReturn: bet.returnRatio,
    stakeStep: bet.stakeStep,
    stakeMax: bet.stakeMax,
    bankroll,
    outcomes,
  }
  return bestTwoLeg(problem)?.position.guaranteed ?? -1
}

/** A position of a miss that pays both ways by the evaluation of this file; undefined if none does. */
function overlooked(c: Case): unknown {
  const ratio = c.american > 0 ? 1 + c.american / 100 : 1 - 100 / c.american
  for (const steps of [1, 2, 3, 5, 10, 40, 100]) {
    const size = steps * c.contractStep
    const cost = contractCost(c, size)
    if (cost === undefined) return undefined
    const near = Math.round(size / ratio / c.stakeStep)
    for (const stake of [near - 1, near, near + 1].map((n) => n * c.stakeStep)) {
      if (stake <= 0 || stake > c.stakeMax || cost + stake * 10_000 > c.bankroll) continue
      const { yes, no } = profitsOf(c, size, stake) as { yes: number; no: number }
      if (yes > 0 && no > 0) return { size, stake, yes, no }
    }
  }
  return undefined
}

const CHECKS = {
  locked(c: Case, finding: Extract<Finding, { tag: 'locked' }>) {
    const profits = checkPosition(c, finding)
    expect(Math.min(...Object.values(profits))).toBeGreaterThan(0)
    expect(finding.position.outcomes.map(({ id }) => id)).toEqual(Object.keys(profits))
  },
  conditional(c: Case, finding: Extract<Finding, { tag: 'conditional' }>) {
    const profits = checkPosition(c, finding)
    const losing = Object.entries(profits).filter(([, profit]) => profit <= 0)
    expect(losing).toEqual([['tie', profits['tie']]])
    expect(finding.exceptions).toEqual([{ outcome: 'tie', profit: profits['tie'] }])
    expect(bestOver(c, [...DECIDED[c.side], TIE])).toBeLessThanOrEqual(0)
  },
  miss(c: Case) {
    expect(bestOver(c, DECIDED[c.side])).toBeLessThanOrEqual(0)
    expect(overlooked(c)).toBeUndefined()
  },
}

describe(`over ${CASES} random pairs of legs`, () => {
  it('a locked one never loses, a conditional one only on a tie, and nothing is missed', {
    timeout: 60_000,
  }, () => {
    const seen = { locked: 0, conditional: 0, miss: 0 }
    fc.assert(
      fc.property(anyCase, (c) => {
        const finding = findTwoLeg(inputOf(c))
        seen[finding.tag] += 1
        CHECKS[finding.tag](c, finding as never)
      }),
      { numRuns: CASES },
    )
    // Each kind often enough to mean something.
    expect(seen.locked).toBeGreaterThan(CASES / 10)
    expect(seen.conditional).toBeGreaterThan(CASES / 200)
    expect(seen.miss).toBeGreaterThan(CASES / 10)
  })
})
