import { fc, test as prop } from '@fast-check/vitest'
import loadHighs, { type Highs } from 'highs'
import { beforeAll, describe, expect, it } from 'vitest'
import { HALF_WIN } from '../../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../../settlement/payoff.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import type { BetPart, CapitalReturn, ContractPart, PortfolioProblem } from './portfolio.ts'
import { preparePortfolio } from './prepare-portfolio.ts'
import { relaxationMargin, relaxPortfolio } from './relax-portfolio.ts'
import { relaxationFrameOf } from './relaxation-frame.ts'

// ---- Random problems. ----

/** What a random problem is like. */
interface Shape {
  readonly parts: readonly [least: number, most: number]
  readonly outcomes: readonly [least: number, most: number]
  readonly levels: readonly [least: number, most: number]
  /** True where every level is dearer than the one before, and no contract gives its price back. */
  readonly isConvex: boolean
  /** True for more outcomes than a program begins with, and prices to match. */
  readonly isLong: boolean
}

const SMALL: Shape = {
  parts: [2, 6],
  outcomes: [2, 4],
  levels: [1, 5],
  isConvex: true,
  isLong: false,
}
const THIRD: Payoff = { quantity: rational(1, 3), cost: rational(0) }
const ACCOUNTS = ['a', 'b', 'c']

function randomProblem(seed: number, shape: Shape): PortfolioProblem {
  const rng = createSeededRng(seed)
  const int = (least: number, most: number) => least + Math.floor(rng.next() * (most - least + 1))
  const pick = <Item>(items: readonly Item[]) => items[int(0, items.length - 1)] as Item
  const among = ([least, most]: readonly [number, number]) => int(least, most)
  const [count, outcomes] = [among(shape.parts), among(shape.outcomes)]
  const cheapness = (shape.isLong ? 2 : 1) * (0.98 + rng.next() * 0.14)

  const contractOf = (id: string, account: string, price: number): ContractPart => {
    const isWhole = rng.next() < 0.7
    let ticks = Math.min(
      9800,
      Math.max(100, Math.round(isWhole ? price * 100 : price * 1e4) * (isWhole ? 100 : 1)),
    )
    const ladder = Array.from({ length: among(shape.levels) }, () => {
      const level = { price: priceTicks(ticks), size: centicontracts(int(1, 20_000)) }
      ticks = Math.min(9999, ticks + pick([1, 10, 50, 100, 200]))
      return level
    }).filter(({ price }, n, all) => price !== all[n - 1]?.price)
    const precision = shape.isConvex ? 1 : pick([100, 10_000])
    const perCenticontract = (at: number) =>
      at + Math.ceil((7 * at * (10_000 - at)) / 1e6) + (at % precision === 0 ? 0 : precision - 1)
    return {
      tag: 'contract',
      id,
      account,
      cost: ladderCostOf(ladder, { perCenticontract, totalStepMicrodollars: precision }),
      step: centicontracts(pick([1, 100, 500])),
      payoutStepMicrodollars: 100,
      ...(rng.next() < 0.2 ? { sizeMax: centicontracts(int(0, 20_000)) } : {}),
    }
  }
  const betOf = (id: string, account: string, price: number): BetPart => ({
    tag: 'bet',
    id,
    account,
    returnRatio: rational(Math.max(101, Math.round(100 / price)), 100),
    stakeStep: cents(pick([1, 100, 500])),
    stakeMin: cents(0),
    stakeMax: cents(int(100, 50_000)),
    isFreeBet: rng.next() < 0.1,
  })
  // Blocks: those of the last parts come after the outcomes that a program begins with.
  const baseOf = (n: number) => (shape.isLong ? Math.floor((n * count) / outcomes) : n % count)
  const usual = Array.from({ length: count }, (_, part) =>
    Array.from(
      { length: outcomes },
      (_, n) => baseOf(n) === part || part % outcomes === n || rng.next() < 0.2,
    ),
  )
  const isNetting = rng.next() < 0.4
  const parts = usual.map((wins, n) => {
    const share = wins.filter(Boolean).length / outcomes
    const price = Math.min(0.97, (share * (0.85 + 0.3 * rng.next())) / cheapness)
    const id = `part ${n}`
    if (rng.next() < 0.5) return contractOf(id, isNetting ? 'a' : pick(ACCOUNTS), price)
    return betOf(id, pick(ACCOUNTS), price)
  })
  const unusual = {
    contract: [[HALF], [THIRD], [WIN, HALF], shape.isConvex ? [LOSE] : [HALF, REFUND]],
    bet: [[REFUND], [HALF_WIN], [WIN, REFUND], [LOSE, WIN, REFUND]],
  }
  const contracts = parts.flatMap(({ tag }, n) => (tag === 'contract' ? [n] : []))
  return {
    parts,
    outcomes: Array.from({ length: outcomes }, (_, n) => ({
      id: `outcome ${n}`,
      payoffs: parts.map(({ tag }, part) => {
        // The more outcomes, the fewer of them: a guarantee has to be left.
        if (rng.next() < Math.min(0.12, 0.3 / outcomes)) return pick(unusual[tag])
        return [(usual[part]?.[n] ?? false) ? WIN : LOSE]
      }),
    })),
    cash: new Map(
      ACCOUNTS.filter(() => rng.next() < 0.3).map((name) => [
        name,
        microdollars(int(1, 500) * 1e6),
      ]),
    ),
    bankroll: microdollars(rng.next() < 0.5 ? 1e11 : int(5, 2000) * 1e6),
    capitalReturns: isNetting && contracts.length >= 2 ? returnsOver(contracts, int(0, 2)) : [],
  }
}

function returnsOver(contracts: readonly number[], kind: number): readonly CapitalReturn[] {
  const [yes = 0, no = 0] = contracts
  const pair: CapitalReturn = { tag: 'pair', yes, no }
  // The first is a YES where the second is its NO: the group is of others.
  const group: CapitalReturn = { tag: 'exclusive', noParts: contracts.slice(1, 4) }
  if (contracts.length < 3) return [pair]
  return [[pair], [group], [pair, group]][kind] ?? []
}

// ---- The same as text for another solver: one variable for each level, dollars and contracts. ----

type Terms = readonly (readonly [factor: number, name: string])[]
const figure = (value: number) => value.toPrecision(17)
const sum = (terms: Terms) =>
  terms
    .map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${figure(Math.abs(factor))} ${name}`)
    .join(' ')
const share = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  numerator / denominator

interface Variable {
  readonly name: string
  /** What one pays if it wins, its price, and price and fee. */
  readonly win: number
  readonly price: number
  readonly cost: number
  readonly most: number
}

function variablesOf(part: ContractPart | BetPart, n: number, most: number): readonly Variable[] {
  if (part.tag === 'bet') {
    const price = part.isFreeBet ? 0 : 1
    return [{ name: `b${n}`, win: share(part.returnRatio), price, cost: price, most: most / 100 }]
  }
  return part.cost.segments.flatMap(({ price, from, to, unitCost }, level) => {
    const count = Math.min(to, most) - from
    if (count <= 0) return []
    const own = { win: 1, price: price / 10_000, cost: unitCost / 10_000, most: count / 100 }
    return [{ ...own, name: `c${n}l${level}` }]
  })
}

function programOf(problem: PortfolioProblem, most: readonly number[]): string {
  const { parts, outcomes, capitalReturns, cash, bankroll } = problem
  const rows: string[] = []
  const variables = parts.map((part, n) => variablesOf(part, n, most[n] as number))
  const bounds = [
    't free',
    ...variables.flat().map((each) => `0 <= ${each.name} <= ${figure(each.most)}`),
  ]
  const costs = (isHere: (n: number) => boolean): Terms =>
    variables.flatMap((own, n) =>
      isHere(n) ? own.map(({ cost, name }) => [cost, name] as const) : [],
    )
  for (const [o, { payoffs }] of outcomes.entries()) {
    const payouts = payoffs.map((possible, n): readonly [number, string] => {
      const name = `p${o}n${n}`
      bounds.push(`${name} free`)
      for (const { quantity, cost } of possible) {
        const own = (variables[n] ?? []).map(
          (each) => [-(share(quantity) * each.win + share(cost) * each.price), each.name] as const,
        )
        rows.push(`${sum([[1, name], ...own])} <= 0`)
      }
      return [-1, name]
    })
    rows.push(`${sum([[1, 't'], ...payouts, ...costs(() => true)])} <= 0`)
  }
  const sizes = (n: number): Terms => (variables[n] ?? []).map(({ name }) => [-1, name])
  const pairOf = new Map<number, string>()
  for (const [r, each] of capitalReturns.entries()) {
    if (each.tag !== 'pair') continue
    for (const n of [each.yes, each.no]) {
      pairOf.set(n, `r${r}`)
      rows.push(`${sum([[1, `r${r}`], ...sizes(n)])} <= 0`)
    }
  }
  for (const [r, each] of capitalReturns.entries()) {
    if (each.tag !== 'exclusive') continue
    for (const largest of each.noParts) {
      const others = each.noParts.filter((n) => n !== largest)
      const left = others.flatMap((n): Terms => (pairOf.has(n) ? [[1, pairOf.get(n) ?? '']] : []))
      rows.push(`${sum([[1, `r${r}`], ...others.flatMap(sizes), ...left])} <= 0`)
    }
  }
  const budget = (limit: number, isHere: (n: number) => boolean) => {
    const back = capitalReturns.flatMap(
      (each, r): Terms =>
        isHere(each.tag === 'pair' ? each.yes : (each.noParts[0] as number)) ? [[-1, `r${r}`]] : [],
    )
    const spending = costs(isHere)
    if (spending.length > 0) rows.push(`${sum([...spending, ...back])} <= ${figure(limit / 1e6)}`)
  }
  budget(bankroll, () => true)
  for (const [account, limit] of cash) budget(limit, (n) => parts[n]?.account === account)
  const lines = [
    'Maximize',
    ' best: t',
    'Subject To',
    ...rows.map((row, n) => ` row${n}: ${row}`),
    'Bounds',
    ...bounds.map((bound) => ` ${bound}`),
    'End',
  ]
  return `${lines.join('\n')}\n`
}

let highs: Highs
beforeAll(async () => {
  // Its types are those of a CommonJS module, its code is not.
  highs = await (loadHighs as unknown as () => Promise<Highs>)()
})

/** Both optima, microdollars, and how far they may be apart. */
function optimaOf(problem: PortfolioProblem) {
  const prepared = preparePortfolio(problem)
  const theirs = highs.solve(programOf(problem, prepared.most), { output_flag: false })
  expect(theirs.Status).toBe('Optimal')
  const right = theirs.ObjectiveValue * 1e6
  const { relaxedGuarantee, quantities } = relaxPortfolio(problem)
  // Twice our margin, and a millionth for the other solver.
  const margin = 2 * relaxationMargin(relaxationFrameOf(prepared)) + Math.abs(right) * 1e-6
  return { ours: relaxedGuarantee, theirs: right, margin, quantities, most: prepared.most }
}

const seeds = fc.nat({ max: 2 ** 31 })

describe('the unrounded optimum', () => {
  const seen = { count: 0, gains: 0 }

  prop.prop([seeds], { numRuns: 250 })(
    'is what HiGHS finds for a program written apart',
    (seed) => {
      const { ours, theirs, margin } = optimaOf(randomProblem(seed, SMALL))
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(margin)
      seen.count += 1
      if (theirs > 1000) seen.gains += 1
    },
  )

  it('was compared often enough, and often with a gain', () => {
    expect(seen.count).toBeGreaterThanOrEqual(200)
    expect(seen.gains).toBeGreaterThan(seen.count / 5)
  })

  const shapes: readonly (readonly [string, Shape])[] = [
    ['long ladders', { ...SMALL, levels: [20, 60] }],
    ['many outcomes', { ...SMALL, parts: [6, 8], outcomes: [50, 90], isLong: true }],
    ['many parts', { ...SMALL, parts: [10, 14], outcomes: [8, 12], levels: [5, 25] }],
  ]
  for (const [name, shape] of shapes) {
    let gains = 0
    prop.prop([seeds], { numRuns: 25 })(`is what HiGHS finds with ${name}`, (seed) => {
      const { ours, theirs, margin } = optimaOf(randomProblem(seed, shape))
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(margin)
      if (theirs > 1000) gains += 1
    })

    it(`gained with ${name} often enough`, () => {
      expect(gains).toBeGreaterThan(2)
    })
  }

  // Where as many parts as outcomes all begin at nothing, the solver walks in circles or slips, but for
  // the slack: without it these do.
  it.each([116, 177, 197, 247, 345, 538])(
    'is what HiGHS finds from a corner of many, %i',
    (seed) => {
      const shape: Shape = { ...SMALL, parts: [18, 22], outcomes: [18, 22], levels: [1, 4] }
      const { ours, theirs, margin } = optimaOf(randomProblem(seed, shape))
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(margin)
    },
  )

  prop.prop([seeds], { numRuns: 100 })(
    'is never above that of a program which may skip a dear level for a cheaper one behind it',
    (seed) => {
      const { ours, theirs, margin } = optimaOf(randomProblem(seed, { ...SMALL, isConvex: false }))
      expect(ours).toBeLessThanOrEqual(theirs + margin)
    },
  )

  prop.prop([seeds], { numRuns: 100 })('is reached by quantities that are on offer', (seed) => {
    const { quantities, most } = optimaOf(randomProblem(seed, SMALL))
    for (const [n, quantity] of quantities.entries()) {
      expect(quantity).toBeGreaterThanOrEqual(0)
      expect(quantity).toBeLessThanOrEqual((most[n] as number) * (1 + 1e-9))
    }
  })
})

describe('by hand', () => {
  const bet = (id: string, odds: number): BetPart => ({
    tag: 'bet',
    id,
    account: id,
    returnRatio: rational(odds, 100),
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(1_000_000),
    isFreeBet: false,
  })
  const book = (...odds: readonly number[]): PortfolioProblem => ({
    parts: odds.map((each, n) => bet(`${n}`, each)),
    outcomes: odds.map((_, n) => ({
      id: `${n}`,
      payoffs: odds.map((__, part) => [part === n ? WIN : LOSE]),
    })),
    cash: new Map(),
    bankroll: microdollars(1e9),
    capitalReturns: [],
  })

  it('a book below one pays what its inverse is above one', () => {
    const { relaxedGuarantee, quantities } = relaxPortfolio(book(210, 205))
    // 1000 × (1 / (1/2.10 + 1/2.05) − 1) = 37.349397590…
    expect(relaxedGuarantee).toBeGreaterThanOrEqual(37_349_397)
    expect(relaxedGuarantee).toBeLessThanOrEqual(37_349_400)
    expect(quantities.map((stake) => stake.toFixed(2))).toEqual(['49397.59', '50602.41'])
  })

  it('a book at or above one pays nothing, but for the margin', () => {
    for (const p of [book(200, 200), book(190, 190), book(290, 300, 310)]) {
      const { relaxedGuarantee } = relaxPortfolio(p)
      expect(relaxedGuarantee).toBeGreaterThanOrEqual(0)
      expect(relaxedGuarantee).toBeLessThanOrEqual(5)
    }
  })
})
