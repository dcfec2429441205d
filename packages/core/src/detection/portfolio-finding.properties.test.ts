import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { returnAfterCommission } from '../fees/commission.ts'
import { kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { americanOdds } from '../odds/american.ts'
import { gameSpace } from '../outcomes/game-space.ts'
import type { ThreeWayResult } from '../fixtures/proposition.ts'
import type { GameStatement } from '../outcomes/game-statement.ts'
import type { GradedSpace } from '../outcomes/graded-space.ts'
import { oneOfSpace } from '../outcomes/one-of-space.ts'
import type { TableClaim } from '../outcomes/payoff-table.ts'
import type { Relation } from '../outcomes/relation.ts'
import { relationSpace } from '../outcomes/relation-space.ts'
import { strikeSpace } from '../outcomes/strike-space.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { bestPortfolio } from '../sizing/portfolio/best-portfolio.ts'
import type { CapitalReturn } from '../sizing/portfolio/portfolio.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import { findBestLegs } from './best-legs.ts'
import { findMiddle, type MiddleInput } from './middle.ts'
import { type FindPortfolioInput, findPortfolio, type PortfolioLeg } from './portfolio-finding.ts'
import { portfolioMarginOf } from './portfolio-margin.ts'
import { type PortfolioClaim, portfolioQuestionOf } from './portfolio-question.ts'

/** How many random cases are looked at. */
const CASES = 300

/** How a statement ends in one world, by the words of the market. */
type End = 'won' | 'lost' | 'level' | 'half won' | 'half lost'

/** One way the world can go, found without the outcome spaces. */
interface World {
  readonly isTied: boolean
  readonly ends: readonly End[]
}

interface Statement {
  readonly marketType: TableClaim['marketType']
  /** False where it can be hit exactly or by a quarter: exchanges list no such line. */
  readonly hasContract: boolean
}

interface Universe {
  readonly kind: string
  readonly scope: TableClaim['scope']
  readonly space: GradedSpace
  readonly statements: readonly Statement[]
  readonly worlds: readonly World[]
}

/** One claim in plain numbers: everything that decides what it costs and pays. */
type PlainClaim = {
  readonly venue: string
  readonly account: string
  readonly statement: number
  readonly side: 'yes' | 'no'
} & (
  | {
      readonly tag: 'contract'
      readonly levels: readonly (readonly [ticks: number, size: number])[]
      readonly multiplierPercent: number
      readonly isDirect: boolean
      readonly step: number
    }
  | {
      readonly tag: 'bet'
      readonly american: number
      readonly commissionPercent: number
      readonly stakeStep: number
      readonly stakeMin: number
      readonly stakeMax: number
      readonly isFree: boolean
    }
)

interface Case {
  readonly universe: Universe
  readonly claims: readonly PlainClaim[]
  readonly cash: readonly (readonly [account: string, microdollars: number])[]
  readonly bankroll: number
  readonly netsPairs: boolean
}

// ---- The independent evaluator: whole numbers, from the venues' own words. ----

const ceil = (value: bigint, by: bigint): bigint => (value + by - 1n) / by

/** The venue's most for `size` hundredths: price, and each hundredth's fee by itself rounded up. */
function contractCost(claim: Extract<PlainClaim, { tag: 'contract' }>, size: number): bigint {
  const precision = claim.isDirect ? 100n : 10_000n
  let [left, sum] = [size, 0n]
  for (const [ticks, offered] of claim.levels) {
    const count = Math.min(left, offered)
    const price = BigInt(ticks)
    // 0.07 × multiplier × 0.01 contract × P × (1 − P), in millionths of a dollar, up.
    const fee = ceil(7n * BigInt(claim.multiplierPercent) * price * (10_000n - price), 100_000_000n)
    const kept = price % precision === 0n ? 0n : precision - 1n
    sum += (price + fee + kept) * BigInt(count)
    left -= count
  }
  if (left > 0) throw new Error('more than the ladder has')
  return ceil(sum, precision) * precision
}

/** What a winning bet returns for a stake in cents: American odds, commission on what is won. */
function winningCents(claim: Extract<PlainClaim, { tag: 'bet' }>, stake: number): bigint {
  const n = BigInt(Math.abs(claim.american))
  const [up, down] = claim.american > 0 ? [n, 100n] : [100n, n]
  const won = BigInt(stake) * up * BigInt(100 - claim.commissionPercent)
  const base = claim.isFree ? 0n : BigInt(stake) * down * 100n
  return (base + won) / (down * 100n)
}

const opposite: Readonly<Record<End, End>> = {
  won: 'lost',
  lost: 'won',
  level: 'level',
  'half won': 'half lost',
  'half lost': 'half won',
}

/** What one claim pays in one world, millionths of a dollar. */
function paid(universe: Universe, claim: PlainClaim, quantity: number, world: World): bigint {
  const of = universe.statements[claim.statement] as Statement
  const stated = world.ends[claim.statement] as End
  const end = claim.side === 'yes' ? stated : opposite[stated]
  if (claim.tag === 'contract') {
    const full = BigInt(quantity) * 10_000n
    if (world.isTied && of.marketType === 'moneyline') return (full / 2n / 100n) * 100n
    if (end !== 'won' && end !== 'lost') throw new Error('no exchange lists that')
    return end === 'won' ? full : 0n
  }
  const stake = claim.isFree ? 0n : BigInt(quantity)
  const win = winningCents(claim, quantity)
  const cents = {
    won: win,
    lost: 0n,
    level: stake,
    'half won': (win + stake) / 2n,
    'half lost': stake / 2n,
  }[end]
  return cents * 10_000n
}

function spent(claim: PlainClaim, quantity: number): bigint {
  if (claim.tag === 'contract') return contractCost(claim, quantity)
  return claim.isFree ? 0n : BigInt(quantity) * 10_000n
}

/** What a portfolio earns in each world. */
function profits(c: Case, quantities: readonly number[], worlds = c.universe.worlds): bigint[] {
  const held = c.claims.flatMap((claim, index) => {
    const quantity = quantities[index] as number
    return quantity === 0 ? [] : [{ claim, quantity, cost: spent(claim, quantity) }]
  })
  return worlds.map((world) =>
    held.reduce(
      (sum, { claim, quantity, cost }) => sum + paid(c.universe, claim, quantity, world) - cost,
      0n,
    ),
  )
}

const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a))

// ---- From plain numbers to what is asked. ----

function claimOf(universe: Universe, claim: PlainClaim, index: number): PortfolioClaim {
  const { venue, account, statement, side } = claim
  const { marketType } = universe.statements[statement] as Statement
  const table = { venue, scope: universe.scope, marketType, statement, side }
  const id = `${index}`
  if (claim.tag === 'bet') {
    const { american, commissionPercent, stakeStep, stakeMin, stakeMax, isFree } = claim
    const gross = americanOdds(american).returnRatio
    const ratio = returnAfterCommission(gross, rational(commissionPercent, 100))
    return {
      claim: { ...table, instrument: 'bet' },
      part: {
        tag: 'bet',
        id,
        account,
        returnRatio: isFree
          ? rational(ratio.numerator - ratio.denominator, ratio.denominator)
          : ratio,
        stakeStep: cents(stakeStep),
        stakeMin: cents(stakeMin),
        stakeMax: cents(stakeMax),
        isFreeBet: isFree,
      },
    }
  }
  const costs = kalshiTakerCosts({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(claim.multiplierPercent).div(100),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: claim.isDirect ? 'direct' : 'non-direct',
  })
  const ladder = claim.levels.map(([ticks, size]) => ({
    price: priceTicks(ticks),
    size: centicontracts(size),
  }))
  return {
    claim: { ...table, instrument: 'contract' },
    part: {
      tag: 'contract',
      id,
      account,
      cost: ladderCostOf(ladder, costs),
      step: centicontracts(claim.step),
      payoutStepMicrodollars: 100,
    },
  }
}

/** YES and NO of one market at one account, each in one pair. */
function pairsOf(claims: readonly PlainClaim[]): CapitalReturn[] {
  const taken = new Set<number>()
  return claims.flatMap((a, yes): CapitalReturn[] => {
    if (a.tag !== 'contract' || a.side !== 'yes') return []
    const no = claims.findIndex(
      (b, index) =>
        b.tag === 'contract' &&
        b.side === 'no' &&
        b.statement === a.statement &&
        b.account === a.account &&
        !taken.has(index),
    )
    taken.add(no)
    return no < 0 ? [] : [{ tag: 'pair', yes, no }]
  })
}

function inputOf(c: Case): FindPortfolioInput {
  return {
    space: c.universe.space,
    claims: c.claims.map((claim, index) => claimOf(c.universe, claim, index)),
    cash: new Map(c.cash.map(([account, amount]) => [account, microdollars(amount)])),
    bankroll: microdollars(c.bankroll),
    capitalReturns: c.netsPairs ? pairsOf(c.claims) : [],
  }
}

function quantitiesOf(c: Case, legs: readonly PortfolioLeg[]): number[] {
  const quantities = c.claims.map(() => 0)
  for (const { part, holding } of legs) quantities[Number(part.id)] = holding.quantity
  return quantities
}

// ---- Universes: each enumerates its worlds in its own way. ----

const truth = (isTrue: boolean): End => (isTrue ? 'won' : 'lost')

const beyond = (value: number): End =>
  value === 0
    ? 'level'
    : value === 0.25
      ? 'half won'
      : value === -0.25
        ? 'half lost'
        : truth(value > 0)

function endOfGame(statement: GameStatement, home: number, away: number): End {
  const forTeam = (team: 'home' | 'away') => (team === 'home' ? home - away : away - home)
  const endsAs = (result: ThreeWayResult): boolean => {
    if (result === 'draw') return home === away
    if (result === 'home' || result === 'away') return forTeam(result) > 0
    return !endsAs(result.slice('not-'.length) as ThreeWayResult)
  }
  switch (statement.tag) {
    case 'moneyline':
    case 'draw-no-bet':
      return beyond(forTeam(statement.team))
    case 'spread':
      return beyond(forTeam(statement.team) + statement.line)
    case 'three-way':
      return truth(endsAs(statement.result))
    case 'total':
      return beyond((home + away - statement.line) * (statement.direction === 'over' ? 1 : -1))
    case 'team-total': {
      const points = statement.team === 'home' ? home : away
      return beyond((points - statement.line) * (statement.direction === 'over' ? 1 : -1))
    }
    default:
      throw new Error('no such statement')
  }
}

const POINTS = [0, 1, 2, 3, 4, 5, 6, 7]

function gameUniverse(
  kind: string,
  scope: TableClaim['scope'],
  { statements, canTie }: { statements: readonly GameStatement[]; canTie: boolean },
): Universe {
  const scores = POINTS.flatMap((home) => POINTS.map((away) => [home, away] as const))
  return {
    kind,
    scope,
    space: gameSpace({ statements, canTie }),
    statements: statements.map((statement) => ({
      marketType: statement.tag,
      hasContract:
        statement.tag === 'moneyline' ||
        statement.tag === 'three-way' ||
        ('line' in statement && Math.abs(statement.line % 1) === 0.5),
    })),
    worlds: scores
      .filter(([home, away]) => canTie || home !== away)
      .map(([home, away]) => ({
        isTied: home === away,
        ends: statements.map((statement) => endOfGame(statement, home, away)),
      })),
  }
}

const full = { period: 'full-game' } as const
const homeWins: GameStatement = { tag: 'moneyline', ...full, team: 'home' }

const anyLine: fc.Arbitrary<GameStatement> = fc.oneof(
  fc
    .record({ team: fc.constantFrom('home', 'away'), quarters: fc.integer({ min: -8, max: 8 }) })
    .map(({ team, quarters }) => ({ tag: 'spread', ...full, team, line: quarters / 4 }) as const),
  fc
    .record({
      direction: fc.constantFrom('over', 'under'),
      quarters: fc.constantFrom(6, 8, 10, 10, 12, 14, 14, 15, 18),
    })
    .map(
      ({ direction, quarters }) =>
        ({ tag: 'total', ...full, direction, line: quarters / 4 }) as const,
    ),
  fc
    .record({
      team: fc.constantFrom('home', 'away'),
      direction: fc.constantFrom('over', 'under'),
      halves: fc.constantFrom(1, 2, 3, 5),
    })
    .map(
      ({ team, direction, halves }) =>
        ({ tag: 'team-total', ...full, team, direction, line: halves / 2 }) as const,
    ),
)

const plain = { hasContract: true, marketType: 'outright' } as const

const anyUniverse: fc.Arbitrary<Universe> = fc.oneof(
  fc.constant(gameUniverse('two-way', 'mlb', { statements: [homeWins], canTie: false })),
  fc.constant(gameUniverse('tie', 'nfl', { statements: [homeWins], canTie: true })),
  fc.boolean().map((hasDrawNoBet) =>
    gameUniverse('three-way', 'soccer', {
      statements: [
        { tag: 'three-way', ...full, result: 'home' },
        { tag: 'three-way', ...full, result: 'draw' },
        { tag: 'three-way', ...full, result: 'away' },
        ...(hasDrawNoBet ? [{ tag: 'draw-no-bet', ...full, team: 'home' } as const] : []),
      ],
      canTie: true,
    }),
  ),
  fc
    .record({ lines: fc.array(anyLine, { minLength: 1, maxLength: 4 }), isNfl: fc.boolean() })
    .map(({ lines, isNfl }) =>
      gameUniverse('grid', isNfl ? 'nfl' : 'nba', {
        statements: [homeWins, ...lines],
        canTie: isNfl,
      }),
    ),
  fc
    .array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 5 })
    .map((strikes): Universe => {
      const at = (index: number) => strikes[index] as number
      const kinds = strikes.map((_, index) => index % 3)
      const isTrue = (index: number, value: number) =>
        [value > at(index), value < at(index), value >= at(index) && value <= at(index) + 1][
          kinds[index] as number
        ] as boolean
      return {
        kind: 'strikes',
        scope: 'baseball',
        space: strikeSpace({
          decimals: 0,
          statements: strikes.map((strike, index) => {
            const value = new Decimal(strike)
            if (kinds[index] === 2) {
              const ends = { includesFloor: true, includesCap: true }
              return { tag: 'between', floor: value, cap: value.plus(1), ...ends } as const
            }
            return { tag: kinds[index] === 0 ? 'greater' : 'less', strike: value } as const
          }),
        }),
        statements: strikes.map(() => ({ hasContract: true, marketType: 'player-prop' })),
        worlds: Array.from({ length: 13 }, (_, index) => ({
          isTied: false,
          ends: strikes.map((_, which) => truth(isTrue(which, index - 1))),
        })),
      }
    }),
  fc
    .record({ count: fc.integer({ min: 2, max: 5 }), isExact: fc.boolean() })
    .map(({ count, isExact }): Universe => {
      const names = Array.from({ length: count }, (_, index) => `n${index}`)
      const winners = isExact ? [...names.keys()] : [...names.keys(), -1]
      return {
        kind: 'one of',
        scope: 'golf',
        space: oneOfSpace({ names, kind: isExact ? 'exactly' : 'at-most' }),
        statements: names.map(() => plain),
        worlds: winners.map((winner) => ({
          isTied: false,
          ends: names.map((_, index) => truth(index === winner)),
        })),
      }
    }),
  fc
    .array(
      fc.record({
        tag: fc.constantFrom('subset', 'disjoint', 'exhaustive', 'complement'),
        pair: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).filter(([a, b]) => a !== b),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((declared) => {
      const names = ['a', 'b', 'c', 'd']
      const holds = (bits: number) =>
        declared.every(({ tag, pair: [x, y] }) => {
          const [p, q] = [((bits >> x) & 1) === 1, ((bits >> y) & 1) === 1]
          if (tag === 'subset') return !p || q
          if (tag === 'disjoint') return !(p && q)
          return tag === 'exhaustive' ? p || q : p !== q
        })
      const consistent = Array.from({ length: 16 }, (_, bits) => bits).filter(holds)
      const relations = declared.map(({ tag, pair: [x, y] }): Relation => {
        const [p, q] = [names[x] as string, names[y] as string]
        return tag === 'subset' ? { tag, narrow: p, wide: q } : { tag, propositions: [p, q] }
      })
      return { names, relations, consistent }
    })
    .filter(({ consistent }) => consistent.length > 0)
    .map(
      ({ names, relations, consistent }): Universe => ({
        kind: 'relations',
        scope: 'golf',
        space: relationSpace({ propositions: names, relations }),
        statements: names.map(() => plain),
        worlds: consistent.map((bits) => ({
          isTied: false,
          ends: names.map((_, index) => truth(((bits >> index) & 1) === 1)),
        })),
      }),
    ),
)

/** Odds or price near what a statement is worth if every world is as likely, give or take. */
interface Quote {
  readonly statement: number
  readonly side: 'yes' | 'no'
  readonly tag: 'contract' | 'bet'
  /** Cents of a dollar below the fair price; negative is dearer. */
  readonly edge: number
  readonly gaps: readonly number[]
  readonly sizes: readonly number[]
  readonly book: string
  readonly pick: number
}

const anyQuote: fc.Arbitrary<Quote> = fc.record({
  statement: fc.nat({ max: 20 }),
  side: fc.constantFrom('yes', 'no'),
  tag: fc.constantFrom('contract', 'bet'),
  edge: fc.integer({ min: -6, max: 6 }),
  gaps: fc.array(fc.constantFrom(1, 50, 100, 200), { maxLength: 3 }),
  sizes: fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 4, maxLength: 4 }),
  book: fc.constantFrom('draftkings', 'fanduel', 'betmgm'),
  pick: fc.nat({ max: 999 }),
})

function plainClaimOf(universe: Universe, quote: Quote): PlainClaim {
  const statement = quote.statement % universe.statements.length
  const ends = universe.worlds.map(({ ends: all }) => {
    const end = all[statement] as End
    return quote.side === 'yes' ? end : opposite[end]
  })
  const worth = ends.reduce(
    (sum, end) => sum + { won: 1, lost: 0, level: 0.5, 'half won': 0.75, 'half lost': 0.25 }[end],
    0,
  )
  const dollars = Math.min(Math.max(worth / ends.length - quote.edge / 100, 0.02), 0.97)
  const { pick, side } = quote
  const isContract =
    quote.tag === 'contract' && (universe.statements[statement] as Statement).hasContract
  if (isContract) {
    let ticks = Math.round(dollars * (pick % 3 === 0 ? 10_000 : 100)) * (pick % 3 === 0 ? 1 : 100)
    const prices = [ticks, ...quote.gaps.map((gap) => (ticks += gap))]
    return {
      tag: 'contract',
      venue: 'kalshi',
      account: pick % 2 === 0 ? 'kalshi/0' : 'kalshi/3',
      statement,
      side,
      levels: prices
        .filter((price) => price < 10_000)
        .map((price, index) => [price, quote.sizes[index] as number] as const),
      multiplierPercent: [100, 100, 50, 0, 200][pick % 5] as number,
      isDirect: pick % 7 < 4,
      step: [100, 100, 1][pick % 3] as number,
    }
  }
  const profit = Math.max(1 / dollars - 1, 0.01)
  const stakeStep = [1, 1, 100, 500][pick % 4] as number
  return {
    tag: 'bet',
    venue: quote.book,
    account: quote.book,
    statement,
    side,
    american: profit >= 1 ? Math.round(profit * 100) : -Math.round(100 / profit),
    commissionPercent: pick % 11 === 0 ? 2 : 0,
    stakeStep,
    stakeMin: pick % 5 === 0 ? 1000 : 1,
    stakeMax: pick % 3 === 0 ? 50_000 : 500 + pick * 7,
    isFree: pick % 29 === 0,
  }
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    universe: anyUniverse,
    quotes: fc.array(anyQuote, { minLength: 1, maxLength: 7 }),
    cash: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('kalshi/0', 'kalshi/3', 'draftkings', 'fanduel'),
        fc.integer({ min: 0, max: 60_000_000 }),
      ),
      { maxLength: 2, selector: ([account]) => account },
    ),
    bankroll: fc.oneof(fc.constant(1e10), fc.integer({ min: 100_000, max: 200_000_000 })),
    netsPairs: fc.boolean(),
  })
  .map(({ universe, quotes, ...rest }) => {
    const claims = quotes.map((quote) => plainClaimOf(universe, quote))
    return { ...rest, universe, claims }
  })

// ---- What must hold. ----

const seen = new Map<string, number>()
const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1)

describe('a portfolio that detection found', () => {
  prop.prop([anyCase], { numRuns: CASES })(
    'never loses in any regular outcome where it is called locked, and only where it says where it is conditional',
    (c) => {
      const finding = findPortfolio({ ...inputOf(c), candidatesMax: 300 })
      count(finding.tag)
      count(`${finding.tag} ${c.universe.kind}`)
      if (finding.tag === 'miss') return
      const quantities = quantitiesOf(c, finding.legs)
      const all = profits(c, quantities)
      expect(Number(least(all))).toBe(
        Math.min(...finding.position.outcomes.map(({ profit }) => profit)),
      )
      if (finding.tag === 'locked') {
        expect(least(all)).toBeGreaterThan(0n)
        expect(finding.position.guaranteed).toBe(Number(least(all)))
        return
      }
      const decided = c.universe.worlds.filter(({ isTied }) => !isTied)
      expect(finding.position.guaranteed).toBe(Number(least(profits(c, quantities, decided))))
      expect(finding.position.guaranteed).toBeGreaterThan(0)
      expect(finding.exceptions.length).toBeGreaterThan(0)
      expect(c.universe.scope).toBe('nfl')
    },
  )

  prop.prop([anyCase], { numRuns: 50 })('keeps to depth, limits, steps, cash and bankroll', (c) => {
    const finding = findPortfolio(inputOf(c))
    if (finding.tag === 'miss') return
    const { position, legs } = finding
    expect(position.capital).toBeLessThanOrEqual(c.bankroll)
    for (const [account, amount] of c.cash) {
      expect(position.capitalByAccount.get(account) ?? 0).toBeLessThanOrEqual(amount)
    }
    for (const [index, quantity] of quantitiesOf(c, legs).entries()) {
      const claim = c.claims[index] as PlainClaim
      if (claim.tag === 'contract') {
        expect(quantity % claim.step).toBe(0)
        expect(quantity).toBeLessThanOrEqual(claim.levels.reduce((sum, [, size]) => sum + size, 0))
      } else if (quantity > 0) {
        expect(quantity % claim.stakeStep).toBe(0)
        expect(quantity).toBeGreaterThanOrEqual(claim.stakeMin)
        expect(quantity).toBeLessThanOrEqual(claim.stakeMax)
      }
    }
    expect(legs.every(({ holding }) => holding.quantity > 0)).toBe(true)
    const cost = legs.reduce((sum, { holding }) => sum + holding.cost + holding.fees, 0)
    expect(position.totalCost).toBe(cost)
  })

  prop.prop([anyCase], { numRuns: 50 })('returns no more on its cost than the margin says', (c) => {
    const finding = findPortfolio(inputOf(c))
    const isPaid = c.claims.every((claim) => claim.tag === 'contract' || !claim.isFree)
    if (finding.tag === 'miss' || !isPaid) return
    const { returnOnCost, margin } = finding
    expect(returnOnCost?.lte(margin.returnOnCost.plus(1e-9))).toBe(true)
    const shares = Decimal.sum(...margin.mix.map(({ share }) => share))
    expect(shares.minus(1).abs().lt(1e-20)).toBe(true)
  })
})

describe('a finding', () => {
  prop.prop([anyCase, fc.nat()], { numRuns: 50 })(
    'that is locked is no miss with an outcome less',
    (c, pick) => {
      const input = inputOf(c)
      const { outcomes, grades } = input.space
      if (findPortfolio(input).tag !== 'locked' || outcomes.length < 2) return
      const gone = pick % outcomes.length
      const space = { outcomes: outcomes.toSpliced(gone, 1), grades: grades.toSpliced(gone, 1) }
      expect(findPortfolio({ ...input, space }).tag).toBe('locked')
    },
  )

  prop.prop([anyCase], { numRuns: 50 })('that is a miss is not locked with a fee more', (c) => {
    if (findPortfolio(inputOf(c)).tag !== 'miss') return
    const dearer = c.claims.map((claim) =>
      claim.tag === 'contract'
        ? { ...claim, multiplierPercent: claim.multiplierPercent + 50 }
        : { ...claim, commissionPercent: claim.commissionPercent + 1 },
    )
    expect(findPortfolio(inputOf({ ...c, claims: dearer })).tag).not.toBe('locked')
  })

  prop.prop([anyCase], { numRuns: 50 })('does not turn on the order of the claims', (c) => {
    // Which YES nets with which NO would turn on it.
    const forward = findPortfolio(inputOf({ ...c, netsPairs: false }))
    const claims = c.claims.toReversed()
    const backward = findPortfolio(inputOf({ ...c, claims, netsPairs: false }))
    expect(backward.tag).toBe(forward.tag)
    if (forward.tag === 'miss' || backward.tag === 'miss') return
    if (forward.isProvenBest && backward.isProvenBest) {
      expect(backward.position.guaranteed).toBe(forward.position.guaranteed)
    }
  })

  prop.prop([anyCase], { numRuns: 50 })(
    'is rejected by the margin only where sizing finds nothing',
    (c) => {
      const { problem } = portfolioQuestionOf(inputOf(c))
      const margin = portfolioMarginOf(problem)
      if (margin === undefined || margin.canPay) return
      expect(bestPortfolio(problem)?.position.guaranteed ?? 0).toBeLessThanOrEqual(0)
    },
  )
})

describe('several books at once', () => {
  prop.prop([anyCase], { numRuns: 30 })('guarantee no less than any two of the claims', (c) => {
    const input = inputOf({ ...c, netsPairs: false })
    const { finding } = findBestLegs(input)
    const best = finding.tag === 'locked' ? finding.position.guaranteed : 0
    for (const [index, first] of input.claims.entries()) {
      for (const second of input.claims.slice(index + 1)) {
        const pair = findPortfolio({ ...input, claims: [first, second] })
        if (pair.tag === 'locked') expect(pair.position.guaranteed).toBeLessThanOrEqual(best)
      }
    }
  })

  prop.prop([anyCase], { numRuns: 50 })('do so even where the search was cut short', (c) => {
    const input = { ...inputOf({ ...c, netsPairs: false }), candidatesMax: 1 }
    const { finding } = findBestLegs(input)
    const best = finding.tag === 'locked' ? finding.position.guaranteed : 0
    for (const [index, first] of input.claims.entries()) {
      for (const second of input.claims.slice(index + 1)) {
        const pair = findPortfolio({ ...input, claims: [first, second] })
        if (pair.tag === 'locked') expect(pair.position.guaranteed).toBeLessThanOrEqual(best)
      }
    }
  })

  prop.prop([anyCase], { numRuns: 50 })('lose nothing by what is left out', (c) => {
    const input = inputOf({ ...c, netsPairs: false, cash: [] })
    const [all, best] = [findPortfolio(input), findBestLegs(input).finding]
    expect(best.tag).toBe(all.tag)
    if (all.tag === 'miss' || best.tag === 'miss') return
    if (best.isProvenBest) {
      expect(best.position.guaranteed).toBeGreaterThanOrEqual(all.position.guaranteed)
    }
  })
})

/** An over and an under some points above it, or the like of spreads, at some vig. */
const anyMiddleCase: fc.Arbitrary<Case> = fc
  .record({
    low: fc.integer({ min: 6, max: 14 }),
    width: fc.integer({ min: 0, max: 8 }),
    isTotal: fc.boolean(),
    quotes: fc.tuple(anyQuote, anyQuote),
    vigs: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
    bankroll: fc.oneof(fc.constant(1e10), fc.integer({ min: 1_000_000, max: 200_000_000 })),
  })
  .map(({ low, width, isTotal, quotes, vigs, bankroll }): Case => {
    const [under, over] = [(low + width) / 4, low / 4]
    const statements: readonly GameStatement[] = isTotal
      ? [
          { tag: 'total', ...full, direction: 'over', line: over },
          { tag: 'total', ...full, direction: 'under', line: under },
        ]
      : [
          { tag: 'spread', ...full, team: 'home', line: under - 2.5 },
          { tag: 'spread', ...full, team: 'away', line: 2.5 - over },
        ]
    const universe = gameUniverse('middle', 'nba', { statements, canTie: false })
    // Priced as if the middle itself were worth nothing.
    const claims = quotes.map((quote, statement) => {
      const worth = plainClaimOf(universe, { ...quote, statement, side: 'yes', edge: 0 })
      const american = (vigs[statement] as number) * -5 - 100
      const priced = worth.tag === 'bet' ? { ...worth, american, isFree: false } : worth
      return priced.tag === 'contract'
        ? {
            ...priced,
            levels: priced.levels.map(([, size], level) => [5200 + level * 100, size] as const),
          }
        : priced
    })
    return { universe, claims, cash: [], bankroll, netsPairs: false }
  })

describe('a middle', () => {
  prop.prop([anyMiddleCase], { numRuns: 100 })(
    'loses in the worst outcome what it says, and gains where it says',
    (c) => {
      const input = inputOf(c)
      const finding = findMiddle({ ...input, claims: input.claims as MiddleInput['claims'] })
      count(finding.tag === 'middle' ? 'middle' : `no middle: ${finding.cause}`)
      if (finding.tag !== 'middle') return
      const all = profits(c, quantitiesOf(c, finding.legs))
      expect(finding.cost).toBe(Math.max(0, -Number(least(all))))
      expect(finding.lossShare.lte('0.1')).toBe(true)
      expect(finding.position.capital).toBeLessThanOrEqual(c.bankroll)
      const gains = all.filter((profit) => profit > 0n).map(Number)
      expect(finding.gain).toEqual({ least: Math.min(...gains), most: Math.max(...gains) })
      const probability = finding.breakEvenProbability
      const atBreakEven = probability
        .times(finding.gain.least)
        .minus(new Decimal(1).minus(probability).times(finding.cost))
      expect(atBreakEven.abs().lt(1e-6)).toBe(true)
    },
  )
})

describe('the cases', () => {
  it('were of every kind often enough to mean something', () => {
    const of = (key: string) => seen.get(key) ?? 0
    expect(of('locked')).toBeGreaterThan(CASES / 20)
    expect(of('miss')).toBeGreaterThan(CASES / 20)
    expect(of('conditional')).toBeGreaterThan(0)
    expect(of('middle')).toBeGreaterThan(CASES / 20)
    for (const kind of ['two-way', 'three-way', 'grid', 'strikes', 'one of', 'relations']) {
      expect([kind, of(`locked ${kind}`) > 0]).toEqual([kind, true])
    }
  })
})
