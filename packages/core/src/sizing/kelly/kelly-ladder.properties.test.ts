import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt, type Membership } from '../../fees/kalshi-schedule.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import { type LadderCost, ladderCostOf } from '../ladder-cost.ts'
import { kellyLadder } from './kelly-ladder.ts'
import type { KellyContractPlan } from './kelly-plan.ts'
import type { KellyLadder } from './ladder-growth.ts'

function kalshiCosts(membership: Membership): ContractCosts {
  const rounding = kalshiRoundingAt(Date.UTC(2026, 10, 21))
  const multiplier = new Decimal(1)
  const rate = {
    feeType: 'quadratic',
    multiplier,
    origin: 'series',
    assumedBecause: undefined,
  } as const
  return kalshiTakerCosts({ rate, rounding, membership })
}
const DIRECT = kalshiCosts('direct')
const NON_DIRECT = kalshiCosts('non-direct')

/** Levels as ticks and whole contracts. */
type Levels = readonly (readonly [ticks: number, contracts: number])[]

function contractsOf(levels: Levels, costs: ContractCosts): LadderCost {
  return ladderCostOf(
    levels.map(([ticks, contracts]) => ({
      price: priceTicks(ticks),
      size: centicontracts(Math.round(contracts * 100)),
    })),
    costs,
  )
}
function ladderOf(probability: string, levels: Levels, costs = DIRECT): KellyLadder {
  return { contracts: contractsOf(levels, costs), probability: new Decimal(probability) }
}
function planOf(dollars: number, more: Partial<KellyContractPlan> = {}): KellyContractPlan {
  return {
    bankroll: microdollars(Math.round(dollars * 1e6)),
    contractStep: centicontracts(100),
    ...more,
  }
}

interface Brute {
  readonly levels: Levels
  readonly costs: ContractCosts
  readonly probability: Decimal
  readonly plan: KellyContractPlan
}

/** All-in cost, microdollars, of `size` centicontracts taken one by one off the levels. */
function plainCost({ levels, costs }: Pick<Brute, 'levels' | 'costs'>, size: number): number {
  let left = size
  let total = 0
  for (const [ticks, contracts] of levels) {
    const taken = Math.min(left, Math.round(contracts * 100))
    total += taken * costs.perCenticontract(priceTicks(ticks))
    left -= taken
  }
  const rest = total % costs.totalStepMicrodollars
  return rest === 0 ? total : total + costs.totalStepMicrodollars - rest
}

/** Every affordable number of steps, each evaluated: the first with the highest growth. */
function brute({ levels, costs, probability, plan }: Brute): { size: number; growth: Decimal } {
  const played = Math.floor(
    Number((plan.lambda ?? new Decimal(1)).times(plan.bankroll).toFixed(0, Decimal.ROUND_DOWN)),
  )
  const depth = levels.reduce((sum, [, contracts]) => sum + Math.round(contracts * 100), 0)
  let best = { size: 0, growth: new Decimal(0) }
  for (let size: number = plan.contractStep; size <= depth; size += plan.contractStep) {
    const cost = plainCost({ levels, costs }, size)
    if (cost >= played || cost > (plan.spendMax ?? played)) break
    const ifNot = new Decimal(played - cost).div(played)
    const ifPaid = new Decimal(played - cost + size * 10_000).div(played)
    const growth = probability
      .times(ifPaid.ln())
      .plus(new Decimal(1).minus(probability).times(ifNot.ln()))
    if (growth.gt(best.growth.plus('1e-33'))) best = { size, growth }
  }
  return best
}

describe('against trying every number', () => {
  it('stops on the level where the next contract costs more than it adds', () => {
    const levels: Levels = [
      [5000, 50],
      [5200, 50],
      [5400, 1000],
      [5900, 1000],
    ]
    const size = kellyLadder(ladderOf('0.6', levels), planOf(1000))
    expect(size.size).toBe(
      brute({ levels, costs: DIRECT, probability: new Decimal('0.6'), plan: planOf(1000) }).size,
    )
    expect(size.size).toBeGreaterThan(10_000)
    expect(size.size).toBeLessThan(110_000)
  })

  it('goes past levels that fees make dearer all in than a later one', () => {
    // At 0.5050 each fill may keep 99 microdollars: 0.5324 a contract. At 0.51 it is 0.5275.
    const levels: Levels = [
      [5050, 3],
      [5060, 3],
      [5100, 400],
    ]
    const probability = new Decimal('0.531')
    const size = kellyLadder(ladderOf('0.531', levels), planOf(10_000))
    expect(size.size).toBe(brute({ levels, costs: DIRECT, probability, plan: planOf(10_000) }).size)
    expect(size.size).toBeGreaterThan(300)
  })

  it('buys many where the rounding of the order makes a few a bad bet', () => {
    // At 1.07 cents all in, in whole cents: one contract costs two, a hundred cost 107.
    const costs = { perCenticontract: () => 107, totalStepMicrodollars: 10_000 }
    const levels: Levels = [[100, 500]]
    const plan = planOf(1000)
    const probability = new Decimal('0.0115')
    const size = kellyLadder(ladderOf('0.0115', levels, costs), plan)
    expect(size.size).toBe(brute({ levels, costs, probability, plan }).size)
    expect(size.size).toBeGreaterThan(5000)
    const one = kellyLadder(ladderOf('0.0115', [[100, 1]], costs), plan)
    expect([one.size, one.edge?.toFixed()]).toEqual([0, '-0.425'])
  })
})

const levels: fc.Arbitrary<Levels> = fc
  .record({
    start: fc.integer({ min: 2, max: 180 }).map((n) => n * 50),
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 900 })), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ start, steps }) => {
    let ticks = start
    return steps.map(
      ([up, centi]) => [(ticks = Math.min(ticks + up * 50, 9950)), centi / 100] as const,
    )
  })
  .filter((all) => new Set(all.map(([ticks]) => ticks)).size === all.length)

const question = fc
  .record({
    levels,
    edgeTicks: fc.integer({ min: -150, max: 900 }),
    dollars: fc.integer({ min: 5, max: 500 }),
    lambda: fc.constantFrom('1', '0.5', '0.15'),
    costs: fc.constantFrom(DIRECT, NON_DIRECT, FREE_OF_FEES),
    contractStep: fc.constantFrom(100, 100, 100, 25, 7),
    spendShare: fc.constantFrom(1, 1, 0.2, 0.02),
  })
  .map(({ levels, edgeTicks, dollars, lambda, costs, contractStep, spendShare }): Brute => {
    const ticks = Math.min((levels[0]?.[0] as number) + edgeTicks, 9990)
    const bankroll = dollars * 1_000_000
    return {
      levels,
      costs,
      probability: new Decimal(Math.max(ticks, 10)).div(10_000),
      plan: {
        bankroll: microdollars(bankroll),
        contractStep: centicontracts(contractStep),
        lambda: new Decimal(lambda),
        spendMax: microdollars(Math.floor(bankroll * spendShare)),
      },
    }
  })

const sizeOf = ({ levels, costs, probability, plan }: Brute) =>
  kellyLadder({ contracts: contractsOf(levels, costs), probability }, plan)

describe('properties of whole contracts', () => {
  prop.prop([question])('is what trying every number gives', (asked) => {
    const found = sizeOf(asked)
    expect(found.size).toBe(brute(asked).size)
    expect(found.isProvenBest).toBe(true)
  })

  prop.prop([question])('spends within bankroll and limit, what the contracts cost', (asked) => {
    const { size, spend, fraction, growth, edge } = sizeOf(asked)
    const { bankroll, contractStep, spendMax } = asked.plan
    expect(size % contractStep).toBe(0)
    expect(spend).toBe(plainCost(asked, size))
    expect(spend).toBeLessThanOrEqual(spendMax as number)
    expect(spend).toBeLessThan(bankroll)
    expect(fraction.eq(new Decimal(spend).div(bankroll))).toBe(true)
    expect(growth.gt(0)).toBe(size > 0)
    if (size > 0) expect(edge?.gt(0)).toBe(true)
  })

  prop.prop([question])('a fee never raises growth, nor the number bought', (asked) => {
    const [free, charged] = [FREE_OF_FEES, DIRECT].map((costs) => sizeOf({ ...asked, costs }))
    expect(charged?.growth.lte(free?.growth.plus('1e-33') as Decimal)).toBe(true)
    // Without the rounding of the total, which may favour any one number by chance.
    const unrounded = { ...DIRECT, totalStepMicrodollars: 1 }
    expect(sizeOf({ ...asked, costs: unrounded }).size).toBeLessThanOrEqual(free?.size as number)
  })

  prop.prop([question, fc.integer({ min: 1, max: 500 })])(
    'a likelier contract is never bought less, a larger limit never lowers growth',
    (asked, more) => {
      const likelier = Decimal.min(asked.probability.plus(new Decimal(more).div(10_000)), '0.9999')
      const free = { ...asked, costs: FREE_OF_FEES }
      expect(sizeOf({ ...free, probability: likelier }).size).toBeGreaterThanOrEqual(
        sizeOf(free).size,
      )
      const { spendMax: _limit, ...unlimited } = asked.plan
      const better = sizeOf({ ...asked, plan: { ...unlimited, lambda: new Decimal(1) } }).growth
      expect(better.plus('1e-33').gte(sizeOf(asked).growth)).toBe(true)
    },
  )
})
