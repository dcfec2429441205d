import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { evaluatePortfolio } from './evaluate-portfolio.ts'
import type { BetPart, CapitalReturn, ContractPart, PortfolioProblem } from './portfolio.ts'

const KALSHI = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

function contract(
  id: string,
  levels: readonly (readonly [ticks: number, contracts: number])[],
  more: Partial<ContractPart> & { readonly isFree?: boolean } = {},
): ContractPart {
  const { isFree = true, ...rest } = more
  return {
    tag: 'contract',
    id,
    account: 'kalshi/0',
    cost: ladderCostOf(
      levels.map(([ticks, size]) => ({
        price: priceTicks(ticks),
        size: centicontracts(size * 100),
      })),
      isFree ? FREE_OF_FEES : KALSHI,
    ),
    step: centicontracts(1),
    payoutStepMicrodollars: 100,
    ...rest,
  }
}

function bet(id: string, returns: readonly [number, number], more: Partial<BetPart> = {}): BetPart {
  return {
    tag: 'bet',
    id,
    account: 'draftkings',
    returnRatio: rational(...returns),
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(100_000),
    isFreeBet: false,
    ...more,
  }
}

function problem(
  parts: PortfolioProblem['parts'],
  outcomes: Readonly<Record<string, readonly (Payoff | readonly Payoff[])[]>>,
  capitalReturns: readonly CapitalReturn[] = [],
): PortfolioProblem {
  return {
    parts,
    outcomes: Object.entries(outcomes).map(([id, payoffs]) => ({
      id,
      payoffs: payoffs.map((payoff) => ('quantity' in payoff ? [payoff] : payoff)),
    })),
    cash: new Map(),
    bankroll: microdollars(1e12),
    capitalReturns,
  }
}

const profitsOf = (p: PortfolioProblem, quantities: readonly number[]) =>
  evaluatePortfolio(p, quantities).outcomes.map(({ profit }) => profit)

describe('the worked example of two legs', () => {
  const p = problem([contract('yes', [[6000, 100]], { isFree: false }), bet('no', [27, 10])], {
    yes: [WIN, LOSE],
    no: [LOSE, WIN],
    tie: [HALF, REFUND],
  })
  const position = evaluatePortfolio(p, [10_000, 3704])

  it('100 YES at .60 against $37.04 at 2.70 makes $1.28 either way and loses $11.68 on a tie', () => {
    expect(position.holdings).toEqual([
      { quantity: 10_000, cost: 60_000_000, fees: 1_680_000, winPayout: 100_000_000 },
      { quantity: 3704, cost: 37_040_000, fees: 0, winPayout: 100_000_000 },
    ])
    expect(position.totalCost).toBe(98_720_000)
    expect(position.outcomes).toEqual([
      { id: 'yes', payouts: [100_000_000, 0], profit: 1_280_000 },
      { id: 'no', payouts: [0, 100_000_000], profit: 1_280_000 },
      { id: 'tie', payouts: [50_000_000, 37_040_000], profit: -11_680_000 },
    ])
    expect(position.guaranteed).toBe(-11_680_000)
  })

  it('needs the cash of each account', () => {
    expect(position.capital).toBe(98_720_000)
    expect([...position.capitalByAccount]).toEqual([
      ['kalshi/0', 61_680_000],
      ['draftkings', 37_040_000],
    ])
  })
})

describe('payouts are floored', () => {
  it("a book's to the cent, twice where it pays half", () => {
    // 333 cents at 21/11 return 635.7 cents; half of 635 and half of 333 are 484.
    const p = problem([bet('a', [21, 11])], { win: [WIN], half: [HALF_WIN] })
    expect(evaluatePortfolio(p, [333]).outcomes.map(({ payouts }) => payouts[0])).toEqual([
      6_350_000, 4_840_000,
    ])
  })

  it("a contract's to its venue's step", () => {
    const THIRD: Payoff = { quantity: rational(1, 3), cost: rational(0) }
    const parts = [
      contract('a', [[5000, 1]]),
      contract('b', [[5000, 1]], { payoutStepMicrodollars: 1 }),
    ]
    const p = problem(parts, { third: [THIRD, THIRD] })
    expect(evaluatePortfolio(p, [1, 1]).outcomes[0]?.payouts).toEqual([3300, 3333])
  })

  it('a refund gives back the price, not the fee', () => {
    const p = problem([contract('a', [[6000, 100]], { isFree: false })], { void: [REFUND] })
    expect(profitsOf(p, [10_000])).toEqual([-1_680_000])
  })
})

describe('several payoffs in one outcome', () => {
  it('the worst of each part counts, which is the worst joint choice', () => {
    const parts = [contract('a', [[4000, 10]]), bet('b', [3, 1])]
    const p = problem(parts, {
      unclear: [
        [WIN, HALF, REFUND],
        [WIN, REFUND],
      ],
    })
    // 10 contracts at .40: $10, $5 or $4; $2 at 3.0: $6 or $2.
    expect(evaluatePortfolio(p, [1000, 200]).outcomes[0]).toEqual({
      id: 'unclear',
      payouts: [4_000_000, 2_000_000],
      profit: 0,
    })
  })

  it('which of them is worst can depend on the price paid', () => {
    const parts = [
      contract('a', [
        [4000, 10],
        [9000, 90],
      ]),
    ]
    const p = problem(parts, { unclear: [[HALF, REFUND]] })
    expect(evaluatePortfolio(p, [1000]).outcomes[0]?.payouts).toEqual([4_000_000])
    expect(evaluatePortfolio(p, [10_000]).outcomes[0]?.payouts).toEqual([50_000_000])
  })
})

describe('a free bet', () => {
  const p = problem([bet('free', [3, 2], { isFreeBet: true })], {
    win: [WIN],
    lose: [LOSE],
    void: [REFUND],
  })
  it('costs nothing, and its stake never comes back', () => {
    expect(evaluatePortfolio(p, [1000])).toMatchObject({ totalCost: 0, capital: 0, guaranteed: 0 })
    expect(profitsOf(p, [1000])).toEqual([15_000_000, 0, 0])
  })
})

describe('capital that comes back at once', () => {
  const yes = contract('yes', [[4500, 100]])
  const no = contract('no', [[5200, 100]])
  const outcomes = { yes: [WIN, LOSE], no: [LOSE, WIN], level: [HALF, HALF] }
  const pair: CapitalReturn = { tag: 'pair', yes: 0, no: 1 }

  it('a dollar for each YES with its NO', () => {
    const netted = evaluatePortfolio(problem([yes, no], outcomes, [pair]), [1000, 700])
    // $4.50 and $3.64 less $7.
    expect(netted.capital).toBe(1_140_000)
    expect(netted.totalCost).toBe(8_140_000)
    expect(netted.capitalByAccount.get('kalshi/0')).toBe(1_140_000)
  })

  it('changes the profit of no outcome', () => {
    const quantities = [1000, 700]
    const apart = evaluatePortfolio(problem([yes, no], outcomes), quantities)
    const netted = evaluatePortfolio(problem([yes, no], outcomes, [pair]), quantities)
    expect(netted.outcomes).toEqual(apart.outcomes)
    expect(apart.capital).toBe(apart.totalCost)
  })

  it('can be more than was paid', () => {
    expect(evaluatePortfolio(problem([yes, no], outcomes, [pair]), [1000, 1000]).capital).toBe(
      -300_000,
    )
  })

  const [no2, no3] = [contract('no2', [[6000, 100]]), contract('no3', [[7000, 100]])]
  const exclusive = (...noParts: number[]): CapitalReturn => ({ tag: 'exclusive', noParts })
  const threeOutcomes = { a: [LOSE, WIN, WIN], b: [WIN, LOSE, WIN], c: [WIN, WIN, LOSE] }

  it('of exclusive markets: a dollar for each NO but those of the largest holding', () => {
    const p = problem([no, no2, no3], threeOutcomes, [exclusive(0, 1, 2)])
    // 5.20 + 3.00 + 5.60 less 5 and 8.
    expect(evaluatePortfolio(p, [1000, 500, 800]).capital).toBe(13_800_000 - 13_000_000)
    // 5.20 + 6.00 + 7.00 less 2 × 10.
    expect(evaluatePortfolio(p, [1000, 1000, 1000]).capital).toBe(18_200_000 - 20_000_000)
  })

  it('counts a NO that left with its YES no second time', () => {
    const parts = [yes, no, no2]
    const both = { a: [WIN, LOSE, WIN], b: [LOSE, WIN, LOSE] }
    const of = (capitalReturns: readonly CapitalReturn[], sizes = [1000, 1000, 1000]) =>
      evaluatePortfolio(problem(parts, both, capitalReturns), sizes).capital
    // Every pair is gone: of the group only the second NO is left, and it may lose.
    expect(of([exclusive(1, 2), pair])).toBe(of([pair]))
    expect(of([exclusive(1, 2)])).toBe(of([pair]))
    // 600 pairs are gone; of the 400 and 1000 that are left 400 come back.
    expect(of([pair, exclusive(1, 2)], [600, 1000, 1000])).toBe(
      of([], [600, 1000, 1000]) - 6_000_000 - 4_000_000,
    )
  })

  it('goes to the account of its parts', () => {
    const there = contract('no', [[5200, 100]], { account: 'kalshi/3' })
    const p = problem([yes, there], outcomes, [pair])
    expect(() => evaluatePortfolio(p, [100, 100])).toThrow(/one account/)
  })
})

describe('quantities that can not be held', () => {
  const p = problem(
    [
      contract('c', [[4000, 10]], { step: centicontracts(100), sizeMax: centicontracts(700) }),
      bet('b', [2, 1], { stakeStep: cents(100), stakeMin: cents(300), stakeMax: cents(1000) }),
    ],
    { a: [WIN, LOSE] },
  )
  it.each([
    ['too few', [100], /needs as many quantities, got 1/],
    ['no whole step', [50, 0], /quantity of "c" must be a multiple of 100, got 50/],
    ['more than may be held', [800, 0], /quantity of "c" must be at most 700, got 800/],
    ['below 0', [-100, 0], /quantity of "c" must be a whole number of at least 0/],
    ['no number', [Number.NaN, 0], /quantity of "c" must be a whole number/],
    ['a stake above the limit', [0, 1100], /quantity of "b" must be at most 1000/],
    ['a stake below the least', [0, 200], /quantity of "b" must be 0 or at least 300, got 200/],
  ])('%s', (_what, quantities, message) => {
    expect(() => evaluatePortfolio(p, quantities)).toThrow(InvalidInputError)
    expect(() => evaluatePortfolio(p, quantities)).toThrow(message)
  })

  it('more than the ladder holds', () => {
    const deep = problem([contract('c', [[4000, 10]])], { a: [WIN] })
    expect(profitsOf(deep, [1000])).toEqual([6_000_000])
    expect(() => evaluatePortfolio(deep, [1001])).toThrow(/at most 1000/)
  })

  it('nothing at all is held at no cost', () => {
    expect(evaluatePortfolio(p, [0, 0])).toMatchObject({ totalCost: 0, guaranteed: 0 })
    expect(evaluatePortfolio(p, [700, 300]).totalCost).toBe(5_800_000)
  })

  it('nothing at all costs nothing where an order has a fee of its own', () => {
    const ladder = contract('c', [[4000, 10]])
    const cost = {
      ...ladder.cost,
      segments: ladder.cost.segments.map((segment) => ({ ...segment, costBefore: 50_000 })),
    }
    const withFee = problem([{ ...ladder, cost }], { a: [WIN] })
    expect(evaluatePortfolio(withFee, [100]).totalCost).toBe(450_000)
    expect(evaluatePortfolio(withFee, [0]).totalCost).toBe(0)
  })

  it('sums past a billion dollars', () => {
    const huge = problem([bet('b', [1_000_000, 1], { stakeMax: cents(1e10) })], { a: [WIN] })
    expect(() => evaluatePortfolio(huge, [1e10])).toThrow(InvalidInputError)
  })
})
