import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { bestTwoLadder } from '../two-ladder.ts'
import { bestTwoLeg } from '../two-leg.ts'
import { bestPortfolio, type PortfolioSolution } from './best-portfolio.ts'
import { evaluatePortfolio } from './evaluate-portfolio.ts'
import { RelaxationError } from './linear-program.ts'
import type { BetPart, ContractPart, PortfolioPart, PortfolioProblem } from './portfolio.ts'
import { relaxPortfolio } from './relax-portfolio.ts'

const vectorsFile = new URL('../../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')

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

type Levels = readonly (readonly [ticks: number, contracts: number])[]

function contract(
  id: string,
  levels: Levels,
  { hasFees = false, ...more }: Partial<ContractPart> & { readonly hasFees?: boolean } = {},
): ContractPart {
  const ladder = levels.map(([ticks, size]) => ({
    price: priceTicks(ticks),
    size: centicontracts(size * 100),
  }))
  return {
    tag: 'contract',
    id,
    account: 'kalshi/0',
    cost: ladderCostOf(ladder, hasFees ? KALSHI : FREE_OF_FEES),
    step: centicontracts(100),
    payoutStepMicrodollars: 100,
    ...more,
  }
}

function bet(id: string, decimal: string, more: Partial<BetPart> = {}): BetPart {
  return {
    tag: 'bet',
    id,
    account: id,
    returnRatio: exactDecimalOdds(decimal).returnRatio,
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(10_000_000),
    isFreeBet: false,
    ...more,
  }
}

/** Each outcome by what each part pays in it. */
function problem(
  parts: readonly PortfolioPart[],
  outcomes: readonly (readonly (Payoff | readonly Payoff[])[])[],
  more: Partial<PortfolioProblem> = {},
): PortfolioProblem {
  return {
    parts,
    outcomes: outcomes.map((payoffs, n) => ({
      id: `outcome ${n}`,
      payoffs: payoffs.map((payoff) => ('quantity' in payoff ? [payoff] : payoff)),
    })),
    cash: new Map(),
    bankroll: microdollars(1e11),
    capitalReturns: [],
    ...more,
  }
}

/** One part for each outcome. */
const book = (parts: readonly PortfolioPart[], more: Partial<PortfolioProblem> = {}) =>
  problem(
    parts,
    parts.map((_, n) => parts.map((__, part) => (part === n ? WIN : LOSE))),
    more,
  )
const dollars = (amount: number) => microdollars(Math.round(amount * 1e6))
const best = (p: PortfolioProblem) => bestPortfolio(p) as PortfolioSolution
const guaranteed = (p: PortfolioProblem) => best(p).position.guaranteed / 1e6

describe.skipIf(!hasVectors)('published cases of two books', () => {
  interface TwoBooks {
    readonly type: string
    readonly decimal: readonly number[]
    readonly total: number
    readonly rounded: {
      readonly increments: readonly number[]
      readonly stakes: readonly number[]
      readonly outcome_profit: readonly number[]
      readonly guaranteed: number
    }
  }
  const rows: readonly TwoBooks[] = (
    hasVectors ? JSON.parse(readFileSync(vectorsFile, 'utf8')).arbitrage : []
  ).filter((row: TwoBooks) => row.type === 'two_book_equal_payout')

  it('were found', () => {
    expect(rows.length).toBeGreaterThanOrEqual(3)
  })

  it.each(rows.map((row) => [row.decimal[0], row.decimal[1], row.total, row] as const))(
    '%d and %d with %d dollars',
    (_first, _second, total, { decimal, rounded }) => {
      const { increments, stakes } = rounded
      const parts = decimal.map((odds, n) =>
        bet(`book ${n}`, String(odds), {
          stakeStep: cents(Math.round((increments[n] ?? 0) * 100)),
        }),
      )
      const spare = increments.reduce((sum, each) => sum + each, 0)
      const p = book(parts, { bankroll: dollars(total + spare) })
      const quantities = stakes.map((stake) => Math.round(stake * 100))
      const theirs = evaluatePortfolio(p, quantities)
      for (const [n, { profit }] of theirs.outcomes.entries()) {
        // The file does not floor a payout to the cent; a book does.
        const kept = (rounded.outcome_profit[n] as number) * 1e6 - profit
        expect(kept).toBeGreaterThanOrEqual(-1)
        expect(kept).toBeLessThan(10_000)
      }
      const ours = best(p)
      expect(ours.position.guaranteed).toBeGreaterThanOrEqual(theirs.guaranteed)
      expect(ours.isProvenBest).toBe(true)
    },
  )
})

describe('a book of three outcomes at 2.2, 3.9 and 4.6', () => {
  const odds = ['2.2', '3.9', '4.6']
  const bets = (stakeStep: number, more: Partial<BetPart> = {}) =>
    odds.map((each) => bet(each, each, { stakeStep: cents(stakeStep), ...more }))
  it('pays 7.71 % to the cent', () => {
    const solution = best(book(bets(1), { bankroll: dollars(100) }))
    // 100 / (1/2.2 + 1/3.9 + 1/4.6) − 100 = 7.71834…
    expect(solution.position.guaranteed).toBe(7_710_000)
    expect(solution.relaxedGuarantee).toBeGreaterThanOrEqual(7_718_340)
    expect(solution.relaxedGuarantee).toBeLessThanOrEqual(7_718_345)
    expect(solution.isProvenBest).toBe(true)
  })

  it('is as large as the smallest limit lets it be', () => {
    const [first, second, third] = bets(1)
    const capped = { ...(second as BetPart), stakeMax: cents(1000) }
    const solution = best(book([first as BetPart, capped, third as BetPart]))
    // $10 at 3.9 returns $39: 17.73 and 8.48 cover it.
    expect(solution.quantities).toEqual([1773, 1000, 848])
    expect(solution.position.guaranteed).toBe(39_000_000 - 36_210_000)
  })

  it('stakes nothing where the least stake is beyond what the others can match', () => {
    const [first, second, third] = bets(1)
    const small = { ...(third as BetPart), stakeMax: cents(100) }
    const shy = { ...(first as BetPart), stakeMin: cents(5000) }
    const of = (least: BetPart) => best(book([least, second as BetPart, small]))
    expect(of(first as BetPart).position.guaranteed).toBeGreaterThan(0)
    expect(of(shy).quantities).toEqual([0, 0, 0])
    const met = of({ ...shy, stakeMin: cents(209) })
    expect(met.quantities[0]).toBeGreaterThanOrEqual(209)
    expect(met.position.guaranteed).toBeGreaterThan(0)
  })

  it('a limit far beyond what the others match makes no difference', () => {
    const [first, second, third] = bets(1)
    const small = { ...(third as BetPart), stakeMax: cents(1234) }
    const of = (stakeMax: number) =>
      best(book([{ ...(first as BetPart), stakeMax: cents(stakeMax) }, second as BetPart, small]))
    expect(of(10_000_000_000).quantities).toEqual(of(10_000).quantities)
  })
})

describe('stakes in coarse steps', () => {
  /** The best of all triples of whole steps, microdollars. */
  function tried(hundredths: readonly number[], step: number, bankrollCents: number): number {
    const [first = 0, second = 0, third = 0] = hundredths
    const pays = (stake: number, odds: number) => Math.floor((stake * odds) / 100)
    let found = 0
    for (let a = 0; a <= bankrollCents; a += step) {
      for (let b = 0; a + b <= bankrollCents; b += step) {
        for (let c = 0; a + b + c <= bankrollCents; c += step) {
          const worst = Math.min(pays(a, first), pays(b, second), pays(c, third)) - a - b - c
          found = Math.max(found, worst)
        }
      }
    }
    return found * 10_000
  }

  it.each([
    [100, 60, ['2.20', '3.90', '4.60']],
    [500, 300, ['2.20', '3.90', '4.60']],
    // The first portfolio that is dived to is not the best of these.
    [700, 51, ['2.36', '4.50', '5.11']],
    [700, 76, ['2.52', '4.03', '4.20']],
    [500, 59, ['2.24', '4.37', '4.77']],
    [500, 69, ['2.14', '3.88', '5.23']],
    [500, 55, ['2.28', '4.39', '4.50']],
    [100, 40, ['2.32', '4.45', '5.44']],
  ])('of %i cents with %i dollars are the best of all triples', (step, bankroll, odds) => {
    const bets = odds.map((each) => bet(each, each, { stakeStep: cents(step) }))
    const solution = best(book(bets, { bankroll: dollars(bankroll) }))
    expect(solution.quantities.every((stake) => stake % step === 0)).toBe(true)
    const hundredths = odds.map((each) => Math.round(Number(each) * 100))
    expect(solution.position.guaranteed).toBe(tried(hundredths, step, bankroll * 100))
    expect(solution.isProvenBest).toBe(true)
  })
})

describe('capital', () => {
  const yes = contract('yes', [[4500, 1000]])
  const no = contract('no', [[5200, 1000]])
  const pair = { tag: 'pair', yes: 0, no: 1 } as const

  it('that YES and NO give back at once buys more of them', () => {
    const poor = { bankroll: dollars(10) }
    expect(guaranteed(book([yes, no], poor))).toBe(10 * 0.03)
    expect(guaranteed(book([yes, no], { ...poor, capitalReturns: [pair] }))).toBe(1000 * 0.03)
  })

  it('given back is spent on other legs too', () => {
    const other = problem(
      [yes, no, contract('third', [[9000, 1000]])],
      [
        [WIN, LOSE, WIN],
        [LOSE, WIN, WIN],
      ],
      { bankroll: dollars(90), capitalReturns: [pair] },
    )
    // 100 of the third for the $90, and one for each 90¢ of the $30 that come back: 33.
    expect(best(other).quantities).toEqual([100_000, 100_000, 13_300])
    expect(guaranteed({ ...other, capitalReturns: [] })).toBe(100 * 0.1)
  })

  it('of a basket of NO on exclusive markets comes back but for one dollar', () => {
    const basket = [6000, 6200, 6500].map((ticks, n) => contract(`no ${n}`, [[ticks, 500]]))
    const outcomes = [
      [LOSE, WIN, WIN],
      [WIN, LOSE, WIN],
      [WIN, WIN, LOSE],
      [WIN, WIN, WIN],
    ]
    // 1.87 buys what pays 2 at least.
    const p = problem(basket, outcomes, { bankroll: dollars(20) })
    expect(best(p).quantities).toEqual([1000, 1000, 1000])
    const exclusive = { tag: 'exclusive', noParts: [0, 1, 2] } as const
    const returned = best({ ...p, capitalReturns: [exclusive] })
    expect(returned.position.guaranteed).toBe(500 * 130_000)
    expect(returned.position.capital).toBe(500 * -130_000)
  })

  it('a NO that left with its YES frees no cash in its basket', () => {
    const parts = [
      contract('yes', [[4500, 1000]]),
      contract('no', [[6000, 1000]]),
      contract('no of another', [[4000, 1000]]),
      contract('sure', [[9000, 1000]]),
    ]
    // Either way only what is sure gains: ten of it.
    const p = problem(
      parts,
      [
        [WIN, LOSE, WIN, WIN],
        [LOSE, WIN, LOSE, WIN],
      ],
      {
        bankroll: dollars(9),
        capitalReturns: [pair, { tag: 'exclusive', noParts: [1, 2] }],
      },
    )
    const { relaxedGuarantee, position } = best(p)
    expect(position.guaranteed).toBe(1_000_000)
    expect(relaxedGuarantee).toBeLessThanOrEqual(1_000_005)
  })

  it('a basket that costs N − 1 or more is left alone', () => {
    const basket = [6600, 6700, 6700].map((ticks, n) => contract(`no ${n}`, [[ticks, 500]]))
    const p = problem(basket, [
      [LOSE, WIN, WIN],
      [WIN, LOSE, WIN],
      [WIN, WIN, LOSE],
    ])
    expect(best(p)).toMatchObject({ quantities: [0, 0, 0], position: { guaranteed: 0 } })
  })

  it('must lie where it is spent', () => {
    const there = contract('no', [[5200, 1000]], { account: 'kalshi/3' })
    const cash = new Map([
      ['kalshi/0', dollars(100)],
      ['kalshi/3', dollars(5.2)],
    ])
    const solution = best(book([yes, there], { cash }))
    expect(solution.quantities).toEqual([1000, 1000])
    expect(solution.position.capitalByAccount.get('kalshi/3')).toBe(5_200_000)
    const third = contract('level', [[100, 1000]], { account: 'kalshi/7' })
    expect(best(book([yes, there, third], { cash })).quantities).toEqual([1000, 1000, 1000])
  })
})

describe('parts that do not help', () => {
  it('are not bought', () => {
    const dear = contract('dear', [[9900, 1000]], { hasFees: true })
    const p = problem(
      [contract('yes', [[4000, 10]]), bet('no', '2.5'), dear],
      [
        [WIN, LOSE, WIN],
        [LOSE, WIN, LOSE],
      ],
    )
    expect(best(p).quantities).toEqual([1000, 400, 0])
  })

  it('come to nothing where none gains', () => {
    const p = book(['1.9', '3.1', '4.0'].map((odds) => bet(odds, odds)))
    expect(best(p)).toMatchObject({
      quantities: [0, 0, 0],
      position: { guaranteed: 0, totalCost: 0 },
    })
  })

  it('are not bought where they only give back what they cost', () => {
    const idle = bet('idle', '2', { returnRatio: rational(1), stakeMax: cents(500) })
    const p = problem(
      [contract('yes', [[4000, 10]]), bet('no', '2.5'), idle],
      [
        [WIN, LOSE, WIN],
        [LOSE, WIN, WIN],
      ],
    )
    expect(best(p).quantities).toEqual([1000, 400, 0])
  })

  it('are not called disproved where the bound is nothing but its margin', () => {
    // Paid for in whole microdollars: no profit is too small for it.
    const p = book([contract('a', [[4000, 10]]), contract('b', [[4000, 10]]), bet('c', '5')])
    expect(best(p)).toMatchObject({ quantities: [0, 0, 0], isProvenBest: false })
  })

  it('nothing on offer is no portfolio', () => {
    const parts = ['2.2', '3.9', '4.6'].map((odds) => bet(odds, odds))
    expect(bestPortfolio(book(parts, { bankroll: microdollars(9999) }))).toBeUndefined()
    expect(
      bestPortfolio(book(parts.map((part) => ({ ...part, stakeMax: cents(0) })))),
    ).toBeUndefined()
    expect(bestPortfolio(book(parts, { bankroll: microdollars(10_000) }))).toBeDefined()
    const shy = parts.map((part) => ({ ...part, stakeMin: cents(2000) }))
    expect(bestPortfolio(book(shy, { bankroll: dollars(19.99) }))).toBeUndefined()
    expect(bestPortfolio(book(shy, { bankroll: dollars(20) }))).toBeDefined()
  })
})

describe('free bets', () => {
  it('are turned into cash by bets on the other outcomes', () => {
    // $50 at 3.0 returns $100 without the stake; $62.50 at 1.6 covers that.
    const free = bet('free', '2.0', { isFreeBet: true, stakeMax: cents(5000) })
    const solution = best(book([free, bet('cash', '1.6')]))
    expect(solution.quantities).toEqual([5000, 6250])
    expect(solution.position.guaranteed).toBe(37_500_000)
  })

  it('are used where they only lift what is not the worst', () => {
    const free = bet('free', '2.0', { isFreeBet: true, stakeMax: cents(5000) })
    const p = problem(
      [contract('sure', [[9000, 10]]), free],
      [
        [WIN, LOSE],
        [WIN, WIN],
      ],
    )
    expect(best(p).quantities).toEqual([1000, 5000])
    expect(guaranteed(p)).toBe(1)
    // Stride by stride, and no further than it may.
    expect(bestPortfolio(p, { candidatesMax: 200 })?.quantities).toEqual([1000, 5000])
    expect(bestPortfolio(p, { candidatesMax: 4 })?.quantities[1]).toBeLessThan(100)
  })
})

describe('payoffs that are not known', () => {
  it('the worst of them is guaranteed', () => {
    const p = problem(
      [contract('yes', [[4000, 100]]), bet('no', '2.5', { stakeMax: cents(3000) })],
      [
        [WIN, LOSE],
        [LOSE, WIN],
        [
          [WIN, HALF],
          [REFUND, LOSE],
        ],
      ],
    )
    expect(best(p).quantities).toEqual([0, 0])
    const covered = problem(
      [...p.parts, contract('fair', [[500, 100]])],
      [
        [WIN, LOSE, LOSE],
        [LOSE, WIN, LOSE],
        [[WIN, HALF], [REFUND, LOSE], WIN],
      ],
    )
    const { position } = best(covered)
    expect(position.guaranteed).toBeGreaterThan(0)
    expect(position.outcomes[2]?.payouts[1]).toBe(0)
  })

  it('which of them is worst may change with the price paid', () => {
    const bent = contract('bent', [
      [3000, 100],
      [8000, 100],
    ])
    const p = problem(
      [bent, contract('rest', [[5500, 200]])],
      [
        [[HALF, REFUND], WIN],
        [WIN, LOSE],
      ],
    )
    const solution = best(p)
    expect(solution.isProvenBest).toBe(true)
    // Up to 166 of the first the price paid is less than half of what it wins, from there on the half.
    // 168 cost 30 + 54.4 and pay 168, or 84 beside 84 of the second at .55.
    expect(solution.quantities).toEqual([16_800, 8400])
    expect(solution.position.guaranteed).toBe(37_400_000)
  })
})

describe('two legs that a closed form knows', () => {
  const ladder = contract(
    'yes',
    [
      [4000, 50],
      [4600, 100],
    ],
    { hasFees: true },
  )
  const rival = bet('no', '2.2', { stakeStep: cents(100) })
  const legs = (contracts: ContractPart) =>
    bestTwoLeg({
      contracts: contracts.cost,
      contractStep: contracts.step,
      betReturn: rival.returnRatio,
      stakeStep: rival.stakeStep,
      stakeMax: rival.stakeMax,
      bankroll: microdollars(1e11),
      outcomes: [
        { id: 'a', contract: WIN, bet: LOSE },
        { id: 'b', contract: LOSE, bet: WIN },
      ],
    })

  it('come to what it gives, whichever is first', () => {
    const closed = legs(ladder)
    const expected = [closed?.position.size, closed?.position.stake]
    expect(best(book([ladder, rival])).quantities).toEqual(expected)
    expect(best(book([rival, ladder])).quantities).toEqual(expected.toReversed())
    expect(best(book([ladder, rival])).position.guaranteed).toBe(closed?.position.guaranteed)
    expect(closed?.position.guaranteed).toBeGreaterThan(0)
  })

  it('show how near they were, where others hold nothing', () => {
    const dear = contract('yes', [[6000, 50]], { hasFees: true })
    const near = best(book([dear, rival]))
    expect(near.position.guaranteed).toBe(legs(dear)?.position.guaranteed)
    expect(near.position.guaranteed).toBeLessThan(0)
    expect(near.relaxedGuarantee).toBeGreaterThanOrEqual(0)
    const third = contract('third', [[9999, 1]])
    expect(best(book([dear, rival, third])).position.totalCost).toBe(0)
  })

  it('keep to the cash of each account, to a largest size and a least stake', () => {
    const of = (more: Partial<PortfolioProblem>, part = ladder, other: BetPart = rival) =>
      best(book([part, other], more)).position
    const cash = new Map([['kalshi/0', dollars(12)]])
    expect(of({ cash }).capitalByAccount.get('kalshi/0')).toBeLessThanOrEqual(12_000_000)
    expect(of({ cash }).holdings[0]?.quantity).toBe(2800)
    const book20 = new Map([['no', dollars(20.5)]])
    expect(of({ cash: book20 }).holdings[1]?.quantity).toBe(2000)
    const shared = of({ cash }, ladder, { ...rival, account: 'kalshi/0' })
    expect(shared.totalCost).toBeLessThanOrEqual(12_000_000)
    expect(of({}, { ...ladder, sizeMax: centicontracts(950) }).holdings[0]?.quantity).toBe(900)
    const least = of({ cash }, ladder, { ...rival, stakeMin: cents(2000) }).holdings
    expect(least.map(({ quantity }) => quantity)).toEqual([0, 0])
  })

  it('two ladders come to what theirs gives', () => {
    const other = contract(
      'no',
      [
        [5000, 30],
        [5300, 500],
      ],
      { account: 'polymarket' },
    )
    const closed = bestTwoLadder({
      first: ladder,
      second: other,
      bankroll: microdollars(1e11),
      outcomes: [
        { id: 'a', first: WIN, second: LOSE },
        { id: 'b', first: LOSE, second: WIN },
      ],
    })
    expect(best(book([ladder, other])).quantities).toEqual([closed?.first, closed?.second])
    expect(closed?.position.guaranteed).toBeGreaterThan(0)
    const cash = new Map([['polymarket', dollars(10)]])
    expect(best(book([ladder, other], { cash })).quantities).toEqual([2000, 2000])
  })
})

describe('how far the search goes', () => {
  const p = book(
    ['2.23', '3.91', '4.61'].map((odds) => bet(odds, odds, { stakeStep: cents(700) })),
    { bankroll: dollars(500) },
  )

  it('is told: cut short it claims no proof, and never does worse than rounding down', () => {
    const down = evaluatePortfolio(
      p,
      relaxPortfolio(p).quantities.map((stake) => Math.floor(stake / 700) * 700),
    )
    const full = best(p)
    for (const options of [{ candidatesMax: 1 }, { boxesMax: 0 }, { boxesMax: 1 }]) {
      const cut = bestPortfolio(p, options) as PortfolioSolution
      expect(cut.isProvenBest).toBe(false)
      expect(cut.position.guaranteed).toBeGreaterThanOrEqual(down.guaranteed)
      expect(cut.position.guaranteed).toBeLessThanOrEqual(full.position.guaranteed)
    }
    expect(full.isProvenBest).toBe(true)
    expect(full.position.guaranteed).toBeGreaterThan(down.guaranteed)
  })

  it('a solver without enough pivots is an error by name, not a figure', () => {
    expect(() => bestPortfolio(p, { pivotsMax: 1 })).toThrow(RelaxationError)
    expect(() => relaxPortfolio(p, { pivotsMax: 1 })).toThrow(/cycled/)
    expect(relaxPortfolio(p, { pivotsMax: 50 })).toEqual(relaxPortfolio(p))
  })

  it('has to be far enough for anything', () => {
    expect(() => bestPortfolio(p, { candidatesMax: 0 })).toThrow(InvalidInputError)
    expect(() => bestPortfolio(p, { boxesMax: -1 })).toThrow(InvalidInputError)
    expect(() => bestPortfolio(p, { pivotsMax: 0 })).toThrow(InvalidInputError)
    expect(() => relaxPortfolio(p, { pivotsMax: 0 })).toThrow(InvalidInputError)
  })

  it('payouts past a billion dollars are refused, and no limit that large is', () => {
    const huge = { stakeMax: cents(4e10) }
    const rich = { bankroll: microdollars(1e15) }
    const books = (...odds: string[]) =>
      book(
        odds.map((each, n) => bet(`${each} ${n}`, each, huge)),
        rich,
      )
    expect(() => bestPortfolio(books('2.1', '2.1', '9'))).toThrow(/below a billion dollars/)
    const p = book(
      [bet('a', '2.2', huge), contract('b', [[5000, 100]]), bet('c', '40', huge)],
      rich,
    )
    expect(guaranteed(p)).toBeGreaterThan(0)
  })
})
