import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../fees/contract-costs.ts'
import type { KalshiFeeTerms } from '../fees/kalshi.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { type Finding, findTwoLeg, returnOf } from './two-leg.ts'

const TERMS: KalshiFeeTerms = {
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
}
const COSTS = kalshiTakerCosts(TERMS)

const MONEYLINE: Proposition = { tag: 'moneyline', period: 'full-game', team: 'home' }
const SPREAD: Proposition = { tag: 'spread', period: 'full-game', team: 'home', line: -1.5 }

interface Case {
  readonly league?: LeagueId
  readonly question?: Proposition
  readonly side?: 'yes' | 'no'
  /** Price in ticks and whole contracts, cheapest first. */
  readonly levels?: readonly (readonly [ticks: number, contracts: number])[]
  readonly odds?: string
  readonly step?: number
  readonly costs?: ContractCosts
  readonly stakeMax?: number
  readonly bankrollDollars?: number
}

/** The design's example unless told otherwise: 100 YES at .60 against 2.70. */
function find(c: Case = {}): Finding {
  return findTwoLeg({
    league: c.league ?? 'mlb',
    question: c.question ?? MONEYLINE,
    contract: {
      venue: 'kalshi',
      side: c.side ?? 'yes',
      ladder: (c.levels ?? [[6000, 100]]).map(([ticks, contracts]) => ({
        price: priceTicks(ticks),
        size: centicontracts(contracts * 100),
      })),
      costs: c.costs ?? COSTS,
      step: centicontracts(c.step ?? 100),
    },
    bet: {
      book: 'draftkings',
      returnRatio: exactDecimalOdds(c.odds ?? '2.70').returnRatio,
      stakeMax: cents(c.stakeMax ?? 50_000),
      stakeStep: cents(1),
    },
    bankroll: microdollars((c.bankrollDollars ?? 10_000) * 1_000_000),
  })
}

function expectTag<T extends Finding['tag']>(
  finding: Finding,
  tag: T,
): Extract<Finding, { tag: T }> {
  expect(finding.tag).toBe(tag)
  return finding as Extract<Finding, { tag: T }>
}

const profits = ({ position }: Extract<Finding, { tag: 'locked' | 'conditional' }>) =>
  position.outcomes.map(({ id, profit }) => [id, profit])

describe('locked: pays in every regular outcome', () => {
  it('100 YES at .60 against $37.04 at 2.70, where no game ends level', () => {
    const found = expectTag(find(), 'locked')
    // 100.00 − 60.00 − 1.68 − 37.04 = 1.28 either way, on 98.72.
    expect(profits(found)).toEqual([
      ['yes', 1_280_000],
      ['no', 1_280_000],
    ])
    expect([found.position.guaranteed, found.position.stake]).toEqual([1_280_000, 3704])
    expect(found.returnOnCost.toFixed(8)).toBe('0.01296596')
    expect(found.returnOnCost.eq(returnOf(found.position))).toBe(true)
    expect(found.margin.unit.toFixed(6)).toBe('0.012830')
    expect([found.limitedBy, found.isProvenBest]).toEqual(['depth', true])
  })

  it('a spread of the NFL too: a level score falls on one side of it', () => {
    const found = expectTag(find({ league: 'nfl', question: SPREAD }), 'locked')
    expect(profits(found).map(([id]) => id)).toEqual(['yes', 'no'])
  })

  it('an NFL moneyline whose contracts cost less than the half that a tie pays', () => {
    // 100 YES at .30: 30.00 + 1.47 fee. $55.55 at 1.80 returns 99.99; a cent more gains nothing.
    const found = expectTag(find({ league: 'nfl', levels: [[3000, 100]], odds: '1.80' }), 'locked')
    expect(profits(found)).toEqual([
      ['yes', 12_980_000],
      ['no', 12_970_000],
      // 50.00 + 55.55 − 87.02
      ['tie', 18_530_000],
    ])
  })

  it('with NO contracts the bet is the one that wins on YES', () => {
    const found = expectTag(find({ side: 'no' }), 'locked')
    const paid = found.position.outcomes.map((o) => [o.id, o.contractPayout, o.betPayout])
    expect(paid).toEqual([
      ['yes', 0, 100_000_000],
      ['no', 100_000_000, 0],
    ])
  })

  it('carries its tail', () => {
    const found = expectTag(find(), 'locked')
    expect([found.tail?.worst, found.tail?.worstState]).toEqual([-98_720_000, 'shortened'])
  })
})

describe('conditional: pays except in a named regular outcome', () => {
  it.each(['yes', 'no'] as const)("the design's example in the NFL, bought on %s", (side) => {
    const found = expectTag(find({ league: 'nfl', side }), 'conditional')
    // A tie pays 50.00 at Kalshi and gives 37.04 back: 87.04 − 98.72 = −11.68.
    expect(found.exceptions).toEqual([{ outcome: 'tie', profit: -11_680_000 }])
    expect([found.position.guaranteed, found.limitedBy]).toEqual([1_280_000, 'depth'])
    expect(profits(found).map(([id]) => id)).toEqual(['yes', 'no', 'tie'])
  })

  it('an exception that comes out even is one too', () => {
    // Without fees 100 YES at .50 cost the 50.00 that a tie pays.
    const found = find({ league: 'nfl', costs: FREE_OF_FEES, levels: [[5000, 100]], odds: '2.10' })
    expect(expectTag(found, 'conditional').exceptions).toEqual([{ outcome: 'tie', profit: 0 }])
  })
})

describe('a miss and its cause', () => {
  it('price: the two do not cross even without fees', () => {
    // .60 and 1 / 2.40 = .4167 make 1.0167.
    const found = expectTag(find({ odds: '2.40' }), 'miss')
    expect([found.cause, found.margin.unit.isNegative()]).toEqual(['price', true])
  })

  it('fees: the prices cross by less than the fee', () => {
    // .60 and 1 / 2.55 = .3922 leave .0078 of a dollar; the fee is .0168.
    const found = expectTag(find({ odds: '2.55' }), 'miss')
    expect(found.cause).toBe('fees')
    // The whole level: 100.00 − 61.68 − 39.22 = −0.90.
    expect(found.position?.guaranteed).toBe(-900_000)
    expect([found.position?.size, found.position?.stake]).toEqual([10_000, 3922])
  })

  it('rounding: what is left of a dollar is less than whole cents take', () => {
    // One contract, all in .6168, against 2.62: 1 − .6168 − .3817 = .0015. A stake of .39 covers
    // and loses .0068; .38 returns .99 and loses as much.
    const found = expectTag(find({ levels: [[6000, 1]], odds: '2.62' }), 'miss')
    expect([found.cause, found.margin.unit.toFixed(4)]).toEqual(['rounding', '0.0015'])
    expect(found.position?.guaranteed).toBe(-6_800)
    // With more of them it pays.
    expectTag(find({ levels: [[6000, 100]], odds: '2.62' }), 'locked')
  })

  it.each<[string, Case]>([
    ['a bankroll below one contract', { bankrollDollars: 0.5 }],
    ['a limit that covers no contract', { stakeMax: 10 }],
    ['no whole contract on offer', { levels: [[6000, 0.5]] }],
  ])('unaffordable: %s', (_what, c) => {
    const found = expectTag(find(c), 'miss')
    expect([found.cause, found.position, found.tail]).toEqual([
      'unaffordable',
      undefined,
      undefined,
    ])
    expect(found.margin.unit.gt(0)).toBe(true)
  })

  it('the position shown is the best price level, cut to what limit and bankroll allow', () => {
    const levels = [
      [6000, 100],
      [6100, 900],
    ] as const
    const whole = expectTag(find({ odds: '2.40', levels }), 'miss')
    expect(whole.position?.size).toBe(10_000)
    // $20.00 at 2.40 cover 48 contracts; $50 pay for 48 as well: 29.61 + 20.00, and no 49th.
    for (const limit of [{ stakeMax: 2000 }, { bankrollDollars: 50 }]) {
      const { position, tail } = expectTag(find({ odds: '2.40', levels, ...limit }), 'miss')
      expect(position?.size).toBe(4800)
      expect(tail?.worst).toBe(0 - (position?.totalCost ?? 0))
    }
  })
})

describe('what a position is limited by', () => {
  const deep = [
    [6000, 100],
    [7000, 100],
  ] as const
  it.each<[string, Case]>([
    ['depth', {}],
    ['price', { levels: deep }],
    ['stake-limit', { stakeMax: 1234 }],
    ['bankroll', { bankrollDollars: 50 }],
  ])('%s', (limitedBy, c) => {
    expect(expectTag(find(c), 'locked').limitedBy).toBe(limitedBy)
    expect(expectTag(find({ ...c, league: 'nfl' }), 'conditional').limitedBy).toBe(limitedBy)
  })
})

describe('a ladder whose best price costs more than the next one, all in', () => {
  it('is no miss', () => {
    // Without a fee .8699 still may keep 99 microdollars a hundredth; .87 keeps nothing.
    const terms = { ...TERMS, rate: { ...TERMS.rate, multiplier: new Decimal(0) } }
    const levels = [
      [8699, 0.01],
      [8700, 7.93],
    ] as const
    const c: Case = { levels, odds: '7.70', step: 1, costs: kalshiTakerCosts(terms) }
    expect(expectTag(find(c), 'locked').position.size).toBeGreaterThan(700)
  })
})

describe('what is refused', () => {
  it('a ladder without a price, and a line that can push', () => {
    expect(() => find({ levels: [] })).toThrow(InvalidInputError)
    expect(() => find({ question: { ...SPREAD, line: -3 } as Proposition })).toThrow(
      /half-point line/,
    )
  })
})
