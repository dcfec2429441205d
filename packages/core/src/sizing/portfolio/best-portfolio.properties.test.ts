import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { bestTwoLadder } from '../two-ladder.ts'
import { bestTwoLeg } from '../two-leg.ts'
import { bestPortfolio } from './best-portfolio.ts'
import type { BetPart, CapitalReturn, ContractPart, PortfolioProblem } from './portfolio.ts'
import { preparePortfolio } from './prepare-portfolio.ts'
import { relaxAll, relaxPortfolio } from './relax-portfolio.ts'
import { relaxationFrameOf } from './relaxation-frame.ts'
import { ROUNDING_BOXES_MAX, ROUNDING_CANDIDATES_MAX, roundPortfolio } from './round-portfolio.ts'
import { PIVOTS_MAX } from './linear-program.ts'

// ---- Problems in plain numbers: everything that decides what they cost and pay. ----

/** How a part may end. */
type End = 'win' | 'lose' | 'half' | 'third' | 'refund' | 'half-win'

type PlainPart = { readonly account: string } & (
  | {
      readonly tag: 'contract'
      readonly levels: readonly (readonly [ticks: number, size: number])[]
      /** Of the fee of 0.07 × P × (1 − P). */
      readonly feePercent: number
      /** What an order's total is rounded up to, microdollars. */
      readonly precision: number
      readonly step: number
      readonly sizeMax: number | undefined
    }
  | {
      readonly tag: 'bet'
      /** Hundredths. */
      readonly odds: number
      readonly stakeStep: number
      readonly stakeMin: number
      readonly stakeMax: number
      readonly isFree: boolean
    }
)

interface Plain {
  readonly parts: readonly PlainPart[]
  /** By outcome, then by part: what it may end in. */
  readonly ends: readonly (readonly (readonly End[])[])[]
  readonly cash: readonly (readonly [account: string, microdollars: number])[]
  readonly bankroll: number
  readonly returns: readonly CapitalReturn[]
}

const PAYOFFS: Readonly<Record<End, Payoff>> = {
  win: WIN,
  lose: LOSE,
  half: HALF,
  third: { quantity: rational(1, 3), cost: rational(0) },
  refund: REFUND,
  'half-win': HALF_WIN,
}

const feeOf = (feePercent: number, ticks: number) =>
  Math.ceil((7 * feePercent * ticks * (10_000 - ticks)) / 1e8)

function problemOf(plain: Plain): PortfolioProblem {
  return {
    parts: plain.parts.map((part, n): ContractPart | BetPart => {
      if (part.tag === 'bet') {
        const { odds, stakeStep, stakeMin, stakeMax, isFree, account } = part
        return {
          tag: 'bet',
          id: `part ${n}`,
          account,
          returnRatio: rational(odds, 100),
          stakeStep: cents(stakeStep),
          stakeMin: cents(stakeMin),
          stakeMax: cents(stakeMax),
          isFreeBet: isFree,
        }
      }
      const { levels, feePercent, precision, step, sizeMax, account } = part
      const ladder = levels.map(([ticks, size]) => ({
        price: priceTicks(ticks),
        size: centicontracts(size),
      }))
      const costs = {
        perCenticontract: (ticks: number) => ticks + feeOf(feePercent, ticks),
        totalStepMicrodollars: precision,
      }
      return {
        tag: 'contract',
        id: `part ${n}`,
        account,
        cost: ladderCostOf(ladder, costs),
        step: centicontracts(step),
        payoutStepMicrodollars: 100,
        ...(sizeMax === undefined ? {} : { sizeMax: centicontracts(sizeMax) }),
      }
    }),
    outcomes: plain.ends.map((ends, n) => ({
      id: `outcome ${n}`,
      payoffs: ends.map((possible) => possible.map((end) => PAYOFFS[end])),
    })),
    cash: new Map(plain.cash.map(([account, amount]) => [account, microdollars(amount)])),
    bankroll: microdollars(plain.bankroll),
    capitalReturns: plain.returns,
  }
}

/** Whether sizes are a few steps, so that every portfolio can be tried, or as large as they come. */
type Size = 'tiny' | 'wide'

const anyPart = (size: Size) =>
  fc.record({
    isContract: fc.boolean(),
    account: fc.constantFrom('a', 'b', 'c'),
    wins: fc.array(fc.nat({ max: 4 }), { minLength: 5, maxLength: 5 }),
    // How much less than it is worth the part costs, per mille.
    edge: fc.integer({ min: -120, max: 160 }),
    isWholeCents: fc.boolean(),
    gaps: fc.array(fc.constantFrom(1, 10, 50, 100, 100, 300), {
      maxLength: size === 'tiny' ? 1 : 12,
    }),
    sizes: fc.array(fc.integer({ min: 1, max: size === 'tiny' ? 2 : 20_000 }), {
      minLength: 13,
      maxLength: 13,
    }),
    feePercent: fc.constantFrom(0, 100, 100, 50),
    precision: fc.constantFrom(1, 100, 10_000),
    step: size === 'tiny' ? fc.constant(100) : fc.constantFrom(1, 100, 100, 500),
    stakeStep: size === 'tiny' ? fc.constantFrom(25, 40, 100) : fc.constantFrom(1, 1, 100, 500),
    stakeSteps: size === 'tiny' ? fc.nat({ max: 5 }) : fc.nat({ max: 40_000 }),
    leastSteps: fc.constantFrom(0, 0, 0, 1, 2),
    // One in so many is unusual.
    freeRoll: fc.nat({ max: 9 }),
    limitRoll: fc.nat({ max: 4 }),
    endRolls: fc.array(fc.nat({ max: 40 }), { minLength: 5, maxLength: 5 }),
  })

type RawPart = typeof anyPart extends (size: Size) => fc.Arbitrary<infer Raw> ? Raw : never

function partOf(raw: RawPart, winShare: number, size: Size): PlainPart {
  const { account } = raw
  const worth = Math.min(0.95, Math.max(0.03, winShare * 0.97 * (1 - raw.edge / 1000)))
  if (!raw.isContract) {
    const stakeMax = raw.stakeSteps * (size === 'tiny' ? raw.stakeStep : 1)
    return {
      tag: 'bet',
      account,
      odds: Math.max(101, Math.round(100 / worth)),
      stakeStep: raw.stakeStep,
      stakeMin: raw.leastSteps * raw.stakeStep,
      stakeMax,
      isFree: raw.freeRoll === 0,
    }
  }
  let ticks =
    Math.round((worth * 10_000) / (raw.isWholeCents ? 100 : 1)) * (raw.isWholeCents ? 100 : 1)
  const prices = [ticks, ...raw.gaps.map((gap) => (ticks += gap))].filter((p) => p < 10_000)
  const unit = size === 'tiny' ? 100 : 1
  return {
    tag: 'contract',
    account,
    levels: prices.map((price, n) => [price, (raw.sizes[n] as number) * unit] as const),
    feePercent: raw.feePercent,
    precision: raw.precision,
    step: raw.step,
    sizeMax: raw.limitRoll === 0 ? (raw.sizes[0] as number) * unit : undefined,
  }
}

const UNUSUAL: Readonly<Record<'contract' | 'bet', readonly (readonly End[])[]>> = {
  contract: [['half'], ['third'], ['win', 'half'], ['half', 'refund']],
  bet: [['refund'], ['half-win'], ['win', 'refund'], ['lose', 'refund', 'win']],
}

const anyPlain = (size: Size, { partsMax }: { readonly partsMax: number }): fc.Arbitrary<Plain> =>
  fc
    .record({
      outcomes: fc.integer({ min: 2, max: 4 }),
      parts: fc.array(anyPart(size), { minLength: 2, maxLength: partsMax }),
      cash: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 10, max: 900 })), {
        maxLength: 2,
      }),
      bankroll: fc.oneof(fc.constant(1e11), fc.integer({ min: 10, max: 2000 })),
      netting: fc.nat({ max: 3 }),
    })
    .map(({ outcomes, parts, cash, bankroll, netting }) => {
      const dollar = size === 'tiny' ? 10_000 : 1_000_000
      const wins = parts.map((raw, part) =>
        Array.from({ length: outcomes }, (_, n) => n === part % outcomes || raw.wins[n] === 0),
      )
      const plainParts = parts.map((raw, part) => {
        const share = (wins[part] as boolean[]).filter(Boolean).length / outcomes
        return partOf(raw, share, size)
      })
      const contracts = plainParts.flatMap(({ tag }, n) => (tag === 'contract' ? [n] : []))
      const [first = 0, second = 0] = contracts
      const canNet = contracts.length >= 2 && netting > 0
      const returns: CapitalReturn[] = []
      if (canNet && netting !== 2) returns.push({ tag: 'pair', yes: first, no: second })
      const group = contracts.slice(1, 4)
      if (canNet && netting >= 2 && group.length >= 2) {
        returns.push({ tag: 'exclusive', noParts: group })
      }
      return {
        parts: plainParts.map((part) =>
          canNet && part.tag === 'contract' ? { ...part, account: 'a' } : part,
        ),
        ends: Array.from({ length: outcomes }, (_, n) =>
          plainParts.map(({ tag }, part) => {
            const roll = parts[part]?.endRolls[n] as number
            return UNUSUAL[tag][roll] ?? [(wins[part]?.[n] ?? false) ? 'win' : 'lose']
          }),
        ),
        cash: cash.map(([account, amount]) => [account, amount * dollar] as const),
        bankroll: bankroll === 1e11 ? bankroll : bankroll * dollar,
        returns,
      }
    })

// ---- The independent evaluator: whole numbers of microdollars, in big integers. ----

const upTo = (value: bigint, step: bigint) => ((value + step - 1n) / step) * step
const downTo = (value: bigint, step: bigint) => (value / step) * step

/** What is paid for a part without fees, and in all. */
function spent(part: PlainPart, quantity: number): { price: bigint; allIn: bigint } {
  if (part.tag === 'bet') {
    const stake = part.isFree ? 0n : BigInt(quantity) * 10_000n
    return { price: stake, allIn: stake }
  }
  let [price, allIn, left] = [0n, 0n, quantity]
  for (const [ticks, size] of part.levels) {
    const count = BigInt(Math.min(left, size))
    price += count * BigInt(ticks)
    allIn += count * BigInt(ticks + feeOf(part.feePercent, ticks))
    left -= Number(count)
  }
  expect(left).toBe(0)
  return { price, allIn: upTo(allIn, BigInt(part.precision)) }
}

function paid(part: PlainPart, quantity: number, end: End): bigint {
  const { price } = spent(part, quantity)
  const isBet = part.tag === 'bet'
  const full = isBet
    ? downTo(BigInt(quantity) * BigInt(part.odds) * 100n, 10_000n)
    : BigInt(quantity) * 10_000n
  const raw = {
    win: full,
    lose: 0n,
    half: full / 2n,
    third: full / 3n,
    refund: price,
    'half-win': full / 2n + price / 2n,
  }[end]
  return downTo(raw, isBet ? 10_000n : 100n)
}

function profits({ parts, ends }: Plain, quantities: readonly number[]): number[] {
  const cost = parts.reduce((sum, part, n) => sum + spent(part, quantities[n] as number).allIn, 0n)
  return ends.map((outcome) => {
    const payout = outcome.reduce((sum, possible, n) => {
      const each = possible.map((end) => paid(parts[n] as PlainPart, quantities[n] as number, end))
      return sum + each.reduce((least, one) => (one < least ? one : least))
    }, 0n)
    return Number(payout - cost)
  })
}

/** Capital by account: pairs leave, then of each group all but the largest holding come back. */
function capitalOf({ parts, returns }: Plain, quantities: readonly number[]): Map<string, number> {
  const capital = new Map<string, number>()
  const add = (account: string, amount: number) =>
    capital.set(account, (capital.get(account) ?? 0) + amount)
  for (const [n, part] of parts.entries()) {
    add(part.account, Number(spent(part, quantities[n] as number).allIn))
  }
  const left = [...quantities]
  for (const each of returns) {
    if (each.tag !== 'pair') continue
    const pairs = Math.min(left[each.yes] as number, left[each.no] as number)
    for (const n of [each.yes, each.no]) left[n] = (left[n] as number) - pairs
    add(parts[each.yes]?.account as string, -pairs * 10_000)
  }
  for (const each of returns) {
    if (each.tag !== 'exclusive') continue
    const sizes = each.noParts.map((n) => left[n] as number).toSorted((a, b) => b - a)
    for (const size of sizes.slice(1))
      add(parts[each.noParts[0] as number]?.account as string, -size * 10_000)
  }
  return capital
}

function isAffordable(plain: Plain, quantities: readonly number[]): boolean {
  const capital = capitalOf(plain, quantities)
  const sum = [...capital.values()].reduce((total, amount) => total + amount, 0)
  return (
    sum <= plain.bankroll &&
    plain.cash.every(
      ([account, limit]) => (capital.get(account) ?? 0) <= lastOf(plain, account, limit),
    )
  )
}

/** An account that is named twice has the cash that was named last. */
function lastOf({ cash }: Plain, account: string, limit: number): number {
  return cash.findLast(([name]) => name === account)?.[1] ?? limit
}

/** Every quantity that a part can be held in. */
function quantitiesOf(part: PlainPart): number[] {
  const [step, least, most] =
    part.tag === 'bet'
      ? [part.stakeStep, part.stakeMin, part.stakeMax]
      : [
          part.step,
          0,
          Math.min(
            part.levels.reduce((sum, [, size]) => sum + size, 0),
            part.sizeMax ?? 1e9,
          ),
        ]
  const all = Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step)
  return all.filter((quantity) => quantity === 0 || quantity >= least)
}

/** The highest guarantee of all portfolios; 0 where none gains. */
function bruteForce(plain: Plain): number {
  const tables = plain.parts.map((part, n) =>
    quantitiesOf(part).map((quantity) => ({
      quantity,
      cost: Number(spent(part, quantity).allIn),
      payouts: plain.ends.map((ends) =>
        Math.min(...(ends[n] as readonly End[]).map((end) => Number(paid(part, quantity, end)))),
      ),
    })),
  )
  let best = 0
  const visit = (n: number, quantities: readonly number[], sums: readonly number[]): void => {
    const table = tables[n]
    if (table === undefined) {
      const worst = Math.min(...sums)
      if (worst > best && isAffordable(plain, quantities)) best = worst
      return
    }
    for (const { quantity, cost, payouts } of table) {
      visit(
        n + 1,
        [...quantities, quantity],
        sums.map((sum, o) => sum + (payouts[o] as number) - cost),
      )
    }
  }
  visit(
    0,
    [],
    plain.ends.map(() => 0),
  )
  return best
}

const combinations = ({ parts }: Plain) =>
  parts.reduce((product, part) => product * quantitiesOf(part).length, 1)

/** One part in a thousand million of the largest figure, and two microdollars: the solver's tolerance. */
const MARGIN = (plain: Plain) => {
  const { unit } = relaxationFrameOf(preparePortfolio(problemOf(plain)))
  return 2 + unit * 1e-9
}

/** A part that is cut to what the others can match is cut to a whole cent, or to a whole hundredth. */
const CUT_MICRODOLLARS = 20_000

const RUNS = 100
/** Enough for nearly every proof, and quick where there is none. */
const OPTIONS = { boxesMax: 50 }
const seen = { gains: 0, proven: 0, all: 0 }

describe('what is found', () => {
  prop.prop([anyPlain('wide', { partsMax: 5 })], { numRuns: RUNS })(
    'is what an independent evaluation of every outcome gives, within every limit',
    (plain) => {
      const problem = problemOf(plain)
      const solution = bestPortfolio(problem, OPTIONS)
      seen.all += 1
      if (solution === undefined) return
      const { position, quantities, relaxedGuarantee, isProvenBest } = solution
      expect(position.outcomes.map(({ profit }) => profit)).toEqual(profits(plain, quantities))
      expect(position.guaranteed).toBe(Math.min(...profits(plain, quantities)))
      expect(position.capitalByAccount).toEqual(capitalOf(plain, quantities))
      expect(isAffordable(plain, quantities)).toBe(true)
      for (const [n, part] of plain.parts.entries()) {
        expect(quantitiesOf(part)).toContain(quantities[n])
      }
      expect(position.guaranteed).toBeLessThanOrEqual(relaxedGuarantee)
      if (position.guaranteed > 0) seen.gains += 1
      if (isProvenBest) seen.proven += 1
    },
  )

  it('gained, and was proven, often enough to mean something', () => {
    expect(seen.gains).toBeGreaterThan(seen.all / 10)
    expect(seen.proven).toBeGreaterThan(seen.all / 3)
  })

  prop.prop([anyPlain('tiny', { partsMax: 4 })], { numRuns: RUNS })(
    'is the best of all portfolios of a small problem',
    (plain) => {
      fc.pre(combinations(plain) <= 3000)
      const best = bruteForce(plain)
      const solution = bestPortfolio(problemOf(plain))
      expect(Math.max(0, solution?.position.guaranteed ?? 0)).toBe(best)
      expect(solution?.relaxedGuarantee ?? best).toBeGreaterThanOrEqual(best)
    },
  )

  prop.prop([anyPlain('wide', { partsMax: 5 })], { numRuns: RUNS })(
    'is never worse than the unrounded quantities rounded down',
    (plain) => {
      const problem = problemOf(plain)
      const solution = bestPortfolio(problem, OPTIONS)
      if (solution === undefined) return
      const down = relaxPortfolio(problem).quantities.map(
        (quantity, n) =>
          // What the solver brought within a ten-thousandth of a whole step is whole.
          quantitiesOf(plain.parts[n] as PlainPart).findLast(
            (each) => each <= quantity + stepOf(plain, n) * 1e-4,
          ) ?? 0,
      )
      if (!isAffordable(plain, down) || solution.position.guaranteed < 0) return
      expect(solution.position.guaranteed).toBeGreaterThanOrEqual(Math.min(...profits(plain, down)))
    },
  )
})

const stepOf = ({ parts }: Plain, n: number) => {
  const part = parts[n] as PlainPart
  return part.tag === 'bet' ? part.stakeStep : part.step
}

/** The figures that must not fall from one problem to a better one. */
function neverLess(plain: Plain, better: Plain): void {
  const [p, q] = [problemOf(plain), problemOf(better)]
  const margin = MARGIN(plain) + MARGIN(better)
  expect(relaxPortfolio(q).relaxedGuarantee).toBeGreaterThanOrEqual(
    relaxPortfolio(p).relaxedGuarantee - margin,
  )
  const [before, after] = [bestPortfolio(p, OPTIONS), bestPortfolio(q, OPTIONS)]
  // Unproven, a search may stop short of what the other one found.
  if (after?.isProvenBest === false) return
  const least = Math.max(0, before?.position.guaranteed ?? 0)
  expect(Math.max(0, after?.position.guaranteed ?? 0)).toBeGreaterThanOrEqual(least)
}

describe('the guarantee', () => {
  const plains = anyPlain('wide', { partsMax: 4 })

  prop.prop([plains, fc.nat()], { numRuns: RUNS })(
    'without an outcome is never lower',
    (plain, n) => {
      const ends = plain.ends.filter((_, index) => index !== n % plain.ends.length)
      neverLess(plain, { ...plain, ends })
    },
  )

  prop.prop([plains], { numRuns: RUNS })('with a fee is never higher', (plain) => {
    const parts = plain.parts.map((part) =>
      part.tag === 'contract' ? { ...part, feePercent: 0 } : part,
    )
    neverLess(plain, { ...plain, parts })
  })

  prop.prop([plains], { numRuns: RUNS })('with a part more is never lower', (plain) => {
    const fewer = { ...plain, returns: [] }
    const shorter = {
      ...fewer,
      parts: plain.parts.slice(0, -1),
      ends: plain.ends.map((ends) => ends.slice(0, -1)),
    }
    neverLess(shorter, fewer)
  })

  prop.prop([plains], { numRuns: RUNS })(
    'with capital returned at once is never lower',
    (plain) => {
      neverLess({ ...plain, returns: [] }, plain)
    },
  )

  prop.prop([plains, fc.integer({ min: 2, max: 5 })], { numRuns: RUNS })(
    'grows with everything that limits it',
    (plain, factor) => {
      const parts = plain.parts.map((part) =>
        part.tag === 'bet'
          ? { ...part, stakeMax: part.stakeMax * factor }
          : {
              ...part,
              levels: part.levels.map(([ticks, size]) => [ticks, size * factor] as const),
              sizeMax: part.sizeMax && part.sizeMax * factor,
            },
      )
      const grown: Plain = {
        ...plain,
        parts,
        cash: plain.cash.map(([account, amount]) => [account, amount * factor]),
        bankroll: plain.bankroll * factor,
      }
      neverLess(plain, grown)
    },
  )

  prop.prop([plains], { numRuns: RUNS })(
    'doubled in whole steps, with everything that limits it, is twice the unrounded one',
    (plain) => {
      // In steps of one and with nothing rounded up, limits are the same before and after.
      const fine = plain.parts.map((part) =>
        part.tag === 'bet'
          ? { ...part, stakeStep: 1, stakeMin: 0 }
          : { ...part, step: 1, precision: 1 },
      )
      const once = { ...plain, parts: fine, bankroll: 1e11, cash: [] }
      const twice = {
        ...once,
        parts: fine.map((part) =>
          part.tag === 'bet'
            ? { ...part, stakeMax: part.stakeMax * 2 }
            : {
                ...part,
                levels: part.levels.map(([ticks, size]) => [ticks, size * 2] as const),
                sizeMax: part.sizeMax && part.sizeMax * 2,
              },
        ),
      }
      const [one, two] = [once, twice].map(
        (each) => relaxPortfolio(problemOf(each)).relaxedGuarantee,
      )
      expect(Math.abs((two as number) - 2 * (one as number))).toBeLessThanOrEqual(
        twice.parts.length * CUT_MICRODOLLARS,
      )
    },
  )
})

describe('two legs', () => {
  const twoParts = anyPlain('wide', { partsMax: 2 }).map(
    (plain): Plain => ({
      ...plain,
      cash: [],
      returns: [],
      ends: [
        [['win'], ['lose']],
        [['lose'], ['win']],
      ],
      parts: plain.parts.map((part) =>
        part.tag === 'bet' ? { ...part, stakeMin: 0, isFree: false } : part,
      ),
    }),
  )

  prop.prop([twoParts], { numRuns: RUNS })(
    'come to what their closed form gives, and the search of many legs to the same',
    (plain) => {
      const problem = problemOf(plain)
      const closed = closedForm(problem)
      if (closed === 'none') return
      const solution = bestPortfolio(problem, OPTIONS)
      expect(solution?.position.guaranteed).toBe(closed?.guaranteed)
      expect(solution?.quantities).toEqual(closed?.quantities)
      if (closed === undefined) return
      const prepared = preparePortfolio(problem)
      const frame = relaxationFrameOf(prepared)
      const root = relaxAll(frame)
      const searched = roundPortfolio({
        prepared,
        frame,
        root,
        candidatesMax: ROUNDING_CANDIDATES_MAX,
        boxesMax: ROUNDING_BOXES_MAX,
        pivotsMax: PIVOTS_MAX,
      })
      // The linear program is never below the closed form, which only is rounded.
      expect(solution?.relaxedGuarantee).toBeGreaterThanOrEqual(closed.guaranteed)
      expect(searched.best.guaranteed).toBeLessThanOrEqual(Math.max(0, closed.guaranteed))
      if (searched.isProvenBest) {
        expect(searched.best.guaranteed).toBe(Math.max(0, closed.guaranteed))
      }
    },
  )

  /** The closed form asked directly. */
  function closedForm(problem: PortfolioProblem) {
    const [first, second] = problem.parts as [ContractPart | BetPart, ContractPart | BetPart]
    const { bankroll } = problem
    if (first.tag === 'bet' && second.tag === 'bet') return 'none'
    if (first.tag === 'contract' && second.tag === 'contract') {
      const outcomes = [
        { id: 'first', first: WIN, second: LOSE },
        { id: 'second', first: LOSE, second: WIN },
      ]
      const solution = bestTwoLadder({ first, second, bankroll, outcomes })
      if (solution === undefined) return undefined
      const { position } = solution
      return { guaranteed: position.guaranteed, quantities: [solution.first, solution.second] }
    }
    const [contract, bet] = (first.tag === 'bet' ? [second, first] : [first, second]) as [
      ContractPart,
      BetPart,
    ]
    if (contract.sizeMax !== undefined) return 'none'
    const solution = bestTwoLeg({
      contracts: contract.cost,
      contractStep: contract.step,
      betReturn: bet.returnRatio,
      stakeStep: bet.stakeStep,
      stakeMax: bet.stakeMax,
      bankroll,
      outcomes: [
        { id: 'contract', contract: WIN, bet: LOSE },
        { id: 'bet', contract: LOSE, bet: WIN },
      ],
    })
    if (solution === undefined) return undefined
    const { size, stake, guaranteed } = solution.position
    return { guaranteed, quantities: first === contract ? [size, stake] : [stake, size] }
  }
})
