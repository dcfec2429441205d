import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import type { Relation } from '../../outcomes/relation.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import type { PortfolioFinding } from '../portfolio-finding.ts'
import { declaredRelations } from './declared-relations.ts'
import { exclusiveEvent } from './exclusive-event.ts'
import { findRelationArbitrage } from './relation-arbitrage.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'
import { strikeEvent } from './strike-event.ts'

/** How many random events are searched both ways. */
const CASES = 300

/** Whole contracts held of one side at most, in the search by brute force and in the books. */
const HELD_MAX = 3

/** One side: a price in ticks for each single contract, dearest last. */
type Side = readonly number[]

interface PlainMarket {
  readonly yes: Side
  readonly no: Side
}

interface Plain {
  readonly name: string
  readonly markets: readonly PlainMarket[]
  /** Every way it can end: which markets are YES; enumerated here. */
  readonly worlds: readonly (readonly boolean[])[]
  readonly build: (markets: readonly RelationMarket[]) => RelationEvent
  readonly multiplierPercent: number
  readonly isDirect: boolean
}

const ladderOf = (side: Side) => {
  const counts = new Map<number, number>()
  for (const price of side) counts.set(price, (counts.get(price) ?? 0) + 1)
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([price, size]) => ({ price: priceTicks(price), size: centicontracts(size * 100) }))
}

function searched(plain: Plain): PortfolioFinding {
  const costs = kalshiTakerCosts({
    rate: {
      feeType: 'quadratic',
      multiplier: new Decimal(plain.multiplierPercent).div(100),
      origin: 'series',
      assumedBecause: undefined,
    },
    rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
    membership: plain.isDirect ? 'direct' : 'non-direct',
  })
  const markets = plain.markets.map(
    ({ yes, no }, index): RelationMarket => ({
      id: `m${index}`,
      settledAs: { scope: 'golf', marketType: 'outright' },
      account: 'kalshi/0',
      yesLadder: ladderOf(yes),
      noLadder: ladderOf(no),
      costs,
      step: centicontracts(100),
    }),
  )
  return findRelationArbitrage({
    ...plain.build(markets),
    venue: 'kalshi',
    cash: new Map(),
    bankroll: microdollars(1e12),
  })
}

/** The exact all-in cost of the first `count` contracts, microdollars: fee formula in whole numbers. */
function costOf({ multiplierPercent, isDirect }: Plain, side: Side, count: number): number {
  const precision = isDirect ? 100 : 10_000
  let sum = 0
  for (const price of side.toSorted((a, b) => a - b).slice(0, count)) {
    const fee = Math.ceil((7 * multiplierPercent * price * (10_000 - price)) / 1e8)
    const kept = price % precision === 0 ? 0 : precision - 1
    sum += (price + fee + kept) * 100
  }
  return Math.ceil(sum / precision) * precision
}

/** The best guaranteed profit over every choice of 0 to 3 contracts a side: all of them are tried. */
function bruteForce(plain: Plain): number {
  let best = -Infinity
  const visit = (at: number, worlds: readonly number[]): void => {
    if (at === plain.markets.length * 2) {
      best = Math.max(best, Math.min(...worlds))
      return
    }
    const index = Math.floor(at / 2)
    const isYes = at % 2 === 0
    const side = (plain.markets[index] as PlainMarket)[isYes ? 'yes' : 'no']
    for (let count = 0; count <= Math.min(HELD_MAX, side.length); count += 1) {
      const cost = costOf(plain, side, count)
      visit(
        at + 1,
        worlds.map((profit, world) => {
          const isTrue = (plain.worlds[world] as readonly boolean[])[index] === isYes
          return profit - cost + (isTrue ? count * 1_000_000 : 0)
        }),
      )
    }
  }
  visit(
    0,
    plain.worlds.map(() => 0),
  )
  return best
}

// ---- Events, each with its worlds by enumeration. ----

const anyBits = (count: number) =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_, index) => ((bits >> index) & 1) === 1),
  )

interface Frame {
  readonly name: string
  readonly worlds: Plain['worlds']
  readonly build: Plain['build']
  readonly count: number
}

const anyStrikes: fc.Arbitrary<Frame> = fc
  .array(
    fc.record({
      type: fc.constantFrom('greater', 'less', 'between'),
      at: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 2, maxLength: 3 },
  )
  .map((strikes) => ({
    name: 'strikes',
    count: strikes.length,
    worlds: Array.from({ length: 10 }, (_, value) =>
      strikes.map(({ type, at }) =>
        type === 'greater'
          ? value > at
          : type === 'less'
            ? value < at
            : value >= at && value <= at + 1,
      ),
    ),
    build: (markets) =>
      strikeEvent({
        decimals: 0,
        between: { includesFloor: true, includesCap: true },
        returnsCollateral: false,
        markets: markets.map((market, index) => {
          const { type, at } = strikes[index] as (typeof strikes)[number]
          const floor = type === 'less' ? undefined : `${at}`
          const cap = type === 'greater' ? undefined : type === 'less' ? `${at}` : `${at + 1}`
          return { ...market, strike: { type, floor, cap } }
        }),
      }),
  }))

const anyExclusive: fc.Arbitrary<Frame> = fc
  .record({
    count: fc.integer({ min: 2, max: 3 }),
    kind: fc.constantFrom('exactly', 'at-most'),
    returnsCollateral: fc.boolean(),
  })
  .map(({ count, kind, returnsCollateral }) => ({
    name: kind,
    count,
    worlds: anyBits(count).filter((world) => {
      const trues = world.filter(Boolean).length
      return trues === 1 || (trues === 0 && kind === 'at-most')
    }),
    build: (markets) => exclusiveEvent({ markets, kind, returnsCollateral }),
  }))

const anyRelations: fc.Arbitrary<Frame> = fc
  .array(
    fc.record({
      tag: fc.constantFrom(
        'subset',
        'subset',
        'disjoint',
        'exhaustive',
        'complement',
        'equivalent',
      ),
      pair: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })).filter(([a, b]) => a !== b),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((declared): Frame => {
    const relations = declared.map(
      ({ tag, pair: [a, b] }): Relation =>
        tag === 'subset'
          ? { tag, narrow: `m${a}`, wide: `m${b}` }
          : { tag, propositions: [`m${a}`, `m${b}`] },
    )
    return {
      name: 'relations',
      count: 3,
      worlds: anyBits(3).filter((world) =>
        declared.every(({ tag, pair: [x, y] }) => {
          const [a, b] = [world[x] as boolean, world[y] as boolean]
          return {
            subset: !a || b,
            disjoint: !(a && b),
            exhaustive: a || b,
            complement: a !== b,
            equivalent: a === b,
          }[tag]
        }),
      ),
      build: (markets) => declaredRelations({ markets, relations, collateralGroups: [] }),
    }
  })
  .filter(({ worlds }) => worlds.length > 0)

/** Prices near what each side is worth if every world is as likely; some rounded off the cent. */
const anyPlain: fc.Arbitrary<Plain> = fc
  .record({
    frame: fc.oneof(anyStrikes, anyExclusive, anyRelations),
    edges: fc.array(fc.integer({ min: -700, max: 700 }), { minLength: 6, maxLength: 6 }),
    gaps: fc.array(fc.array(fc.constantFrom(0, 0, 100, 137, 400), { maxLength: 2 }), {
      minLength: 6,
      maxLength: 6,
    }),
    isEmpty: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 }),
    isWholeCents: fc.boolean(),
    multiplierPercent: fc.constantFrom(100, 100, 50, 0),
    isDirect: fc.boolean(),
  })
  .map(({ frame, edges, gaps, isEmpty, isWholeCents, ...rest }) => {
    const sideOf = (market: number, isYes: boolean): Side => {
      const at = market * 2 + (isYes ? 0 : 1)
      if (isEmpty[at] === 0) return []
      const trues = frame.worlds.filter((world) => world[market] === isYes).length
      const fair = (10_000 * trues) / frame.worlds.length - (edges[at] as number)
      const clamped = Math.min(Math.max(Math.round(fair), 100), 9500)
      let price = isWholeCents ? Math.round(clamped / 100) * 100 : clamped
      return [price, ...(gaps[at] as number[]).map((gap) => (price += gap))].filter(
        (p) => p < 10_000,
      )
    }
    const markets = Array.from({ length: frame.count }, (_, market) => ({
      yes: sideOf(market, true),
      no: sideOf(market, false),
    }))
    return { ...frame, ...rest, markets }
  })

const seen = { found: 0, none: 0 }

describe('relationship arbitrage', () => {
  prop.prop([anyPlain], { numRuns: CASES })(
    'is found if and only if trying every holding of up to three contracts finds one',
    (plain) => {
      const best = bruteForce(plain)
      const finding = searched(plain)
      seen[best > 0 ? 'found' : 'none'] += 1
      expect(finding.tag).toBe(best > 0 ? 'locked' : 'miss')
      if (finding.tag !== 'locked') return
      expect(finding.position.guaranteed).toBeLessThanOrEqual(best)
      if (finding.isProvenBest) expect(finding.position.guaranteed).toBe(best)
    },
  )

  it('was there, and was not, often enough to mean something', () => {
    expect(seen.found).toBeGreaterThan(CASES / 20)
    expect(seen.none).toBeGreaterThan(CASES / 20)
  })
})
