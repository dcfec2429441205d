import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type ContractCosts, kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { AGREEMENT_PANEL } from '../odds/agreement.ts'
import { DEVIG_METHODS } from '../odds/devig/devig-all.ts'
import { parseOdds } from '../odds/parse-odds.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../units/money.ts'
import { type TradingProfile, tradingProfile } from './profile.ts'
import { findValue, type ValueFinding, type ValueInput } from './value.ts'

/** How often each property is tried. */
const RUNS = { numRuns: 35 }

function costsOf(multiplierPercent: number): ContractCosts {
  return kalshiTakerCosts({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(multiplierPercent).div(100),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: 'direct',
  })
}

/** A question in plain numbers. */
interface Case {
  /** Each book's probability of the outcome and its margin, in tenths of a percent. */
  readonly books: readonly (readonly [permille: number, marginPermille: number])[]
  /** Ticks and centicontracts. */
  readonly levels: readonly (readonly [ticks: number, size: number])[]
  readonly multiplierPercent: number
  readonly step: number
  readonly bankrollDollars: number
  readonly spendMaxDollars: number | undefined
  readonly method: keyof typeof DEVIG_METHODS
  readonly edgeTicks: number
  readonly agreementMin: number
  readonly lambdaPercent: number
}

function profileOf(c: Pick<Case, 'edgeTicks' | 'agreementMin' | 'lambdaPercent'>): TradingProfile {
  return tradingProfile({
    edgeDollars: new Decimal(c.edgeTicks).div(10_000),
    agreementMin: c.agreementMin,
    lambda: new Decimal(c.lambdaPercent).div(100),
  })
}

/** A percentage with its share of the margin on top. */
const quoted = (permille: number, marginPermille: number) =>
  parseOdds(
    `${new Decimal(permille)
      .times(1000 + marginPermille)
      .div(10_000)
      .toFixed()}%`,
  )

function inputOf(c: Case): ValueInput {
  return {
    books: {
      market: {
        type: 'moneyline',
        outcomes: [
          { name: 'A', line: undefined },
          { name: 'B', line: undefined },
        ],
      },
      quotes: c.books.map(([permille, margin], index) => ({
        book: AGREEMENT_PANEL[index]!,
        ageMs: 0,
        prices: [
          { name: 'A', line: undefined, price: quoted(permille, margin) },
          { name: 'B', line: undefined, price: quoted(1000 - permille, margin) },
        ],
      })),
      devig: DEVIG_METHODS[c.method],
    },
    outcomeIndex: 0,
    contract: {
      ladder: c.levels.map(([ticks, size]) => ({
        price: priceTicks(ticks),
        size: centicontracts(size),
      })),
      costs: costsOf(c.multiplierPercent),
      step: centicontracts(c.step),
    },
    profile: profileOf(c),
    bankroll: microdollars(c.bankrollDollars * 1_000_000),
    ...(c.spendMaxDollars === undefined
      ? {}
      : { spendMax: microdollars(c.spendMaxDollars * 1_000_000) }),
  }
}

const offsets = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: -12, max: 12 }), { minLength, maxLength })

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    center: fc.integer({ min: 150, max: 850 }),
    offsets: fc.oneof(
      { arbitrary: offsets(1, 4), weight: 1 },
      { arbitrary: offsets(4, 4), weight: 3 },
    ),
    margin: fc.constantFrom(0, 20, 45, 60),
    // How far the best ask lies below the centre, in ticks.
    below: fc.integer({ min: -50, max: 1000 }),
    gaps: fc.array(fc.constantFrom(1, 50, 100, 100, 300), { maxLength: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 5, maxLength: 5 }),
    multiplierPercent: fc.constantFrom(0, 50, 100, 200),
    step: fc.constantFrom(100, 100, 100, 1, 500),
    bankrollDollars: fc.integer({ min: 1, max: 3000 }),
    spendMaxDollars: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    method: fc.constantFrom(...(Object.keys(DEVIG_METHODS) as (keyof typeof DEVIG_METHODS)[])),
    edgeTicks: fc.integer({ min: 0, max: 500 }),
    agreementMin: fc.integer({ min: 1, max: 4 }),
    lambdaPercent: fc.integer({ min: 5, max: 100 }),
  })
  .map(({ center, offsets, margin, below, gaps, sizes, ...rest }) => {
    // Whole cents lie on the grid of the balance; others pay for it.
    let ticks = Math.max(Math.round((center * 10 - below) / 50) * 50, 50)
    const prices = [ticks, ...gaps.map((gap) => (ticks += gap))].filter((price) => price < 10_000)
    return {
      books: offsets.map((offset) => [center + offset, margin] as const),
      levels: prices.map((price, index) => [price, sizes[index]!] as const),
      ...rest,
    }
  })

describe('whatever the prices', () => {
  prop.prop(
    [
      anyCase,
      fc.record({
        edgeTicks: fc.integer({ min: 0, max: 300 }),
        agreementMin: fc.integer({ min: 0, max: 3 }),
        lambdaPercent: fc.integer({ min: 0, max: 95 }),
      }),
    ],
    RUNS,
  )('a stricter profile never finds value where a looser finds none', (c, more) => {
    const stricter = {
      ...c,
      edgeTicks: c.edgeTicks + more.edgeTicks,
      agreementMin: Math.min(c.agreementMin + more.agreementMin, 4),
      lambdaPercent: Math.max(c.lambdaPercent - more.lambdaPercent, 1),
    }
    if (findValue(inputOf(stricter)).tag === 'value') {
      expect(findValue(inputOf(c)).tag).toBe('value')
    }
  })

  prop.prop([anyCase, fc.constantFrom(1, 10, 50, 100, 300)], RUNS)(
    'raising the fee never turns a miss into value',
    (c, percent) => {
      const dearer = { ...c, multiplierPercent: c.multiplierPercent + percent }
      if (findValue(inputOf(dearer)).tag === 'value') {
        expect(findValue(inputOf(c)).tag).toBe('value')
      }
    },
  )

  prop.prop([anyCase], RUNS)('what is bought keeps to every limit', (c) => {
    const input = inputOf(c)
    const finding = findValue(input)
    if (finding.tag === 'miss') return
    const { position, probability, edgeDollars, profile, agreement, uncertainty } = finding
    const { size, spend, levels } = position
    expect([size % c.step, size > 0]).toEqual([0, true])
    expect(levels.reduce((sum, { count }) => sum + count, 0)).toBe(size)
    let edgeMost = edgeDollars
    for (const [index, { price, count }] of levels.entries()) {
      expect([price, c.levels[index]![1] >= count]).toEqual([c.levels[index]![0], true])
      const allIn = new Decimal(input.contract.costs.perCenticontract(price)).div(10_000)
      expect(probability.minus(allIn).gte(profile.edgeDollars)).toBe(true)
      edgeMost = Decimal.max(edgeMost, probability.minus(allIn))
    }
    expect(spend).toBeLessThanOrEqual(input.spendMax ?? input.bankroll)
    expect(new Decimal(spend).lt(profile.lambda.times(input.bankroll))).toBe(true)
    expect(edgeDollars.gte(profile.edgeDollars)).toBe(true)
    expect(agreement.count).toBeGreaterThanOrEqual(profile.agreementMin)
    expect(position.expectedProfitDollars.gt(0)).toBe(true)
    // The order's rounding only costs; what is left over is what 40 digits leave.
    expect(position.averageEdgeDollars.minus(edgeMost).lt('1e-35')).toBe(true)
    expect(position.breakEvenProbability.lt(probability)).toBe(true)
    const { lowest, highest, expectedProfitAtLowestDollars } = uncertainty
    expect(lowest.lte(probability) && highest.gte(probability)).toBe(true)
    expect(expectedProfitAtLowestDollars.lte(position.expectedProfitDollars)).toBe(true)
  })

  prop.prop([anyCase], RUNS)('a miss shows a figure that failed', (c) => {
    const finding = findValue(inputOf(c))
    if (finding.tag === 'value') return
    const { cause } = finding
    if (cause === 'no-ask' || cause === 'too-few-books') {
      expect(cause === 'no-ask' ? c.levels.length : Math.min(c.books.length, 1)).toBe(
        cause === 'no-ask' ? 0 : 1,
      )
      return
    }
    const { profile, edgeDollars, agreement } = finding
    const isEdge = edgeDollars.gte(profile.edgeDollars)
    const isAgreed = agreement.count >= profile.agreementMin
    expect([isEdge, isEdge && isAgreed]).toEqual([cause !== 'edge', cause === 'size'])
    if (cause === 'size') return
    expect(finding.shortEdgeDollars.eq(isEdge ? 0 : profile.edgeDollars.minus(edgeDollars))).toBe(
      true,
    )
    expect(finding.shortBooks).toBe(Math.max(profile.agreementMin - agreement.count, 0))
  })
})

/** All-in cost of a centicontract in tenths of a microdollar and up: price, fee rounded up, and what rounding keeps. */
function unitCostOf(ticks: number, multiplierPercent: number): number {
  const fee = 7n * BigInt(multiplierPercent) * BigInt(ticks) * BigInt(10_000 - ticks)
  const roundedFee = Number((fee + 99_999_999n) / 100_000_000n)
  return ticks + roundedFee + (ticks % 100 === 0 ? 0 : 99)
}

/** The verdict over books without margin, in whole numbers: n books, probabilities in permille. */
function plainVerdict(c: Case): { cause: string } | { size: number; growth: number } {
  const count = c.books.length
  const sum = c.books.reduce((total, [permille]) => total + permille, 0)
  if (count < 2) return { cause: 'too-few-books' }
  const unit = (ticks: number) => unitCostOf(ticks, c.multiplierPercent)
  const ask = unit(c.levels[0]![0])
  // In ten-thousandths of a dollar, times the number of books.
  if (sum * 10 - ask * count < c.edgeTicks * count) return { cause: 'edge' }
  const agreeing = c.books.filter(([permille]) => permille * 10 - ask >= c.edgeTicks).length
  if (agreeing < c.agreementMin) return { cause: 'agreement' }
  const played = Math.floor((c.lambdaPercent * c.bankrollDollars * 1_000_000) / 100)
  const limit = Math.min(c.bankrollDollars, c.spendMaxDollars ?? c.bankrollDollars) * 1_000_000
  const p = sum / count / 1000
  let [size, cost, growth, best] = [0, 0, 0, 0]
  outer: for (const [ticks, offered] of c.levels) {
    if (sum * 10 - unit(ticks) * count < c.edgeTicks * count) break
    for (let left = offered; left > 0; left -= 1) {
      size += 1
      cost += unit(ticks)
      const rounded = Math.ceil(cost / 100) * 100
      if (rounded > limit || rounded >= played) break outer
      if (size % c.step !== 0) continue
      const lost = played - rounded
      const log = p * Math.log((lost + size * 10_000) / played) + (1 - p) * Math.log(lost / played)
      // Far above the error of these floats; ties go to the smaller size in both.
      if (log > growth + 1e-13) [growth, best] = [log, size]
    }
  }
  return best === 0 ? { cause: 'size' } : { size: best, growth }
}

/** How both verdicts differ; undefined where they are one. */
function differenceOf(c: Case, finding: ValueFinding): unknown {
  const expected = plainVerdict(c)
  if (finding.tag === 'miss') {
    return 'cause' in expected && expected.cause === finding.cause ? undefined : expected
  }
  const { growth, size, spend } = finding.position
  // The float search can not tell growth below 1e-13 from none.
  if ('cause' in expected) {
    return expected.cause === 'size' && growth.lt('1e-12') ? undefined : expected
  }
  const played = Math.floor((c.lambdaPercent * c.bankrollDollars * 1_000_000) / 100)
  const p = finding.probability
  const reached = p
    .times(new Decimal(played - spend + size * 10_000).div(played).ln())
    .plus(new Decimal(1).minus(p).times(new Decimal(played - spend).div(played).ln()))
  const isAsFast = reached.gte(expected.growth - 1e-13)
  return isAsFast && (size === expected.size || reached.lt(expected.growth + 1e-12))
    ? undefined
    : { ...expected, reached }
}

describe('against a plain search over books without margin', () => {
  it('finds the same values, the same causes, and sizes that grow as fast', () => {
    const seen: Record<string, number> = {}
    fc.assert(
      fc.property(anyCase, (any) => {
        const c: Case = { ...any, books: any.books.map(([permille]) => [permille, 0] as const) }
        const finding = findValue(inputOf(c))
        const key = finding.tag === 'value' ? 'value' : finding.cause
        seen[key] = (seen[key] ?? 0) + 1
        expect(differenceOf(c, finding)).toBeUndefined()
      }),
      { numRuns: 400 },
    )
    // Each verdict often enough to mean something.
    for (const key of ['value', 'size', 'edge', 'agreement', 'too-few-books']) {
      expect([key, (seen[key] ?? 0) > 2]).toEqual([key, true])
    }
  })
})
