import { describe, expect, it } from 'vitest'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import type { LeagueId } from '../fixtures/league.ts'
import { americanOdds } from '../odds/american.ts'
import { gameSpace } from '../outcomes/game-space.ts'
import type { GameStatement } from '../outcomes/game-statement.ts'
import type { TableClaim } from '../outcomes/payoff-table.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { EXCEPTION_EVENTS_MAX } from './exceptions.ts'
import {
  type FindPortfolioInput,
  findPortfolio,
  type PortfolioFinding,
} from './portfolio-finding.ts'
import { type PortfolioClaim, PORTFOLIO_CLAIMS_MAX } from './portfolio-question.ts'
import { findTwoLeg } from './two-leg.ts'

const KALSHI: ContractCosts = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

const HOME = { tag: 'moneyline', period: 'full-game', team: 'home' } as const

type About = Pick<TableClaim, 'scope' | 'marketType' | 'statement' | 'side'>

const about = (over: Partial<About> = {}): About => ({
  scope: 'mlb',
  marketType: 'moneyline',
  statement: 0,
  side: 'yes',
  ...over,
})

function contract(
  id: string,
  levels: readonly (readonly [ticks: number, contracts: number])[],
  { costs = KALSHI, ...over }: Partial<About> & { costs?: ContractCosts } = {},
): PortfolioClaim {
  const ladder = levels.map(([ticks, contracts]) => ({
    price: priceTicks(ticks),
    size: centicontracts(contracts * 100),
  }))
  return {
    claim: { ...about(over), venue: 'kalshi', instrument: 'contract' },
    part: {
      tag: 'contract',
      id,
      account: 'kalshi/0',
      cost: ladderCostOf(ladder, costs),
      step: centicontracts(100),
      payoutStepMicrodollars: 100,
    },
  }
}

function bet(
  venue: string,
  american: number,
  {
    stakeStep = 1,
    stakeMin = 1,
    stakeMax = 50_000,
    isFreeBet = false,
    ...over
  }: Partial<About> & {
    stakeStep?: number
    stakeMin?: number
    stakeMax?: number
    isFreeBet?: boolean
  } = {},
): PortfolioClaim {
  return {
    claim: { ...about(over), venue, instrument: 'bet' },
    part: {
      tag: 'bet',
      id: `${venue} ${american}`,
      account: venue,
      returnRatio: americanOdds(american).returnRatio,
      stakeStep: cents(stakeStep),
      stakeMin: cents(stakeMin),
      stakeMax: cents(stakeMax),
      isFreeBet,
    },
  }
}

function inputOf(
  claims: readonly PortfolioClaim[],
  {
    statements = [HOME],
    canTie = false,
    bankroll = 1e12,
    ...rest
  }: { statements?: readonly GameStatement[]; canTie?: boolean; bankroll?: number } & Partial<
    Omit<FindPortfolioInput, 'bankroll'>
  > = {},
): FindPortfolioInput {
  return {
    space: gameSpace({ statements, canTie }),
    claims,
    cash: new Map(),
    bankroll: microdollars(bankroll),
    capitalReturns: [],
    ...rest,
  }
}

const found = (finding: PortfolioFinding) => {
  if (finding.tag === 'miss') throw new Error(`a miss: ${finding.cause}`)
  return finding
}

const missed = (finding: PortfolioFinding) => {
  if (finding.tag !== 'miss') throw new Error(`found: ${finding.tag}`)
  return finding
}

const profitsOf = (finding: PortfolioFinding) =>
  Object.fromEntries(found(finding).position.outcomes.map(({ id, profit }) => [id, profit]))

describe('two legs', () => {
  it.each<[LeagueId, number, number]>([
    ['mlb', 4800, 130],
    ['mlb', 4500, -105],
    ['nba', 3000, -180],
    ['nfl', 4800, 130],
    ['nfl', 6000, 170],
  ])('come to what the closed form says: %s at %i ticks against %i', (league, ticks, american) => {
    const levels = [
      [ticks, 70],
      [ticks + 200, 300],
    ] as const
    const expected = findTwoLeg({
      league,
      question: HOME,
      contract: {
        venue: 'kalshi',
        side: 'yes',
        ladder: levels.map(([price, size]) => ({
          price: priceTicks(price),
          size: centicontracts(size * 100),
        })),
        costs: KALSHI,
        step: centicontracts(100),
      },
      bet: {
        book: 'draftkings',
        returnRatio: americanOdds(american).returnRatio,
        stakeMax: cents(50_000),
        stakeStep: cents(1),
      },
      bankroll: microdollars(1e12),
    })
    const actual = findPortfolio(
      inputOf(
        [
          contract('yes', levels, { scope: league }),
          bet('draftkings', american, { scope: league, side: 'no' }),
        ],
        { canTie: league === 'nfl' },
      ),
    )
    expect(actual.tag).toBe(expected.tag)
    if (expected.tag === 'miss') throw new Error('each of these pays')
    const { position, tail, margin } = found(actual)
    expect(position.guaranteed).toBe(expected.position.guaranteed)
    expect(position.totalCost).toBe(expected.position.totalCost)
    // The closed form's margin leaves a tie out of account.
    const isSameMargin = margin.returnOnCost.minus(expected.margin.returnOnCost).abs().lt(1e-9)
    expect(isSameMargin || actual.tag === 'locked').toBe(true)
    expect(isSameMargin || league === 'nfl').toBe(true)
    expect(tail?.worst).toBe(expected.tail?.worst)
    expect(tail?.atFairPrice).toBe(expected.tail?.atFairPrice)
  })
})

describe('locked', () => {
  const threeWay = (result: 'home' | 'draw' | 'away') =>
    ({ tag: 'three-way', period: 'full-game', result }) as const
  const soccer = { scope: 'soccer', marketType: 'three-way' } as const
  const statements = [threeWay('home'), threeWay('draw'), threeWay('away')]

  it('over three ways at three books, each paid the same', () => {
    // 1/2.9 + 1/3.6 + 1/3.0 = 0.95594: 4.6 % of what is staked.
    const finding = found(
      findPortfolio(
        inputOf(
          [
            bet('draftkings', 190, { ...soccer, statement: 0, stakeMax: 10_000 }),
            bet('fanduel', 260, { ...soccer, statement: 1 }),
            bet('betmgm', 200, { ...soccer, statement: 2 }),
          ],
          { statements, canTie: true },
        ),
      ),
    )
    expect(finding.tag).toBe('locked')
    const { position } = finding
    // $100 pays $290.00, $80.56 pays $290.01, $96.67 pays $290.01; a cent less of two pays as little less.
    expect(position.guaranteed).toBe(290_000_000 - 277_230_000)
    expect(finding.returnOnCost?.toFixed(4)).toBe('0.0461')
    expect(finding.isProvenBest).toBe(true)
  })

  it('a position that loses on a draw is no arbitrage where draws are sold', () => {
    const claims = [
      bet('draftkings', 190, { ...soccer, statement: 0 }),
      bet('betmgm', 200, { ...soccer, statement: 2 }),
    ]
    const finding = missed(findPortfolio(inputOf(claims, { statements, canTie: true })))
    expect(finding.cause).toBe('price')
    expect(finding.margin?.returnOnCost.toFixed()).toBe('-1')
  })

  it('spreads that lose on a tie are no arbitrage because somebody quotes the winner too', () => {
    const spreadOf = (team: 'home' | 'away') =>
      ({ tag: 'spread', period: 'full-game', team, line: -0.5 }) as const
    const asked = [spreadOf('home'), spreadOf('away'), HOME]
    const nfl = { scope: 'nfl', marketType: 'spread' } as const
    const spreads = [
      bet('draftkings', 210, { ...nfl, statement: 0 }),
      bet('fanduel', 210, { ...nfl, statement: 1 }),
    ]
    const winner = bet('betmgm', -1000, { scope: 'nfl', marketType: 'moneyline', statement: 2 })
    for (const claims of [spreads, [...spreads, winner]]) {
      const finding = findPortfolio(inputOf(claims, { statements: asked, canTie: true }))
      expect(finding.tag).toBe('miss')
    }
  })

  it('leaves out what is not held', () => {
    const claims = [
      bet('fanduel', -300, { side: 'yes' }),
      bet('betmgm', 120, { side: 'yes', stakeMax: 5000 }),
      bet('draftkings', 115, { side: 'no' }),
    ]
    const { legs, position, margin } = found(findPortfolio(inputOf(claims)))
    expect(legs.map(({ part }) => part.id)).toEqual(['betmgm 120', 'draftkings 115'])
    expect(legs.map(({ holding }) => holding)).toEqual(position.holdings)
    expect(margin.mix.map(({ part }) => part)).toEqual([1, 2])
    expect([...position.capitalByAccount.keys()].toSorted()).toEqual(['betmgm', 'draftkings'])
  })

  it('turns a free bet into money', () => {
    const claims = [
      bet('draftkings', 200, { isFreeBet: true, stakeMax: 10_000, stakeMin: 10_000 }),
      bet('fanduel', -190, { side: 'no' }),
    ]
    const { position } = found(findPortfolio(inputOf(claims)))
    expect(position.holdings[0]?.cost).toBe(0)
    expect(position.guaranteed).toBeGreaterThan(50_000_000)
  })
})

describe('conditional', () => {
  const nfl = { scope: 'nfl' } as const
  const claims = [
    contract('yes', [[6000, 100]], { ...nfl, costs: FREE_OF_FEES }),
    bet('draftkings', 170, { ...nfl, side: 'no' }),
  ]

  it('pays either way and loses on the tie, which it names', () => {
    const finding = findPortfolio(inputOf(claims, { canTie: true }))
    expect(finding.tag).toBe('conditional')
    // 100 YES at 0.60 pay $0.50 each on a tie, and the stake of $37.04 comes back.
    const { position } = found(finding)
    expect(position.holdings.map(({ quantity }) => quantity)).toEqual([10_000, 3704])
    expect(Object.values(profitsOf(finding)).toSorted((a, b) => a - b)).toEqual([
      -10_000_000, 2_960_000, 2_960_000,
    ])
    expect(position.guaranteed).toBe(2_960_000)
    expect(finding.tag === 'conditional' && finding.exceptions).toEqual([
      { outcome: expect.any(String), profit: -10_000_000 },
    ])
  })

  it('an event that the caller names may be left open, and nothing else', () => {
    const total = (direction: 'over' | 'under', line: number): GameStatement => ({
      tag: 'total',
      period: 'full-game',
      direction,
      line,
    })
    const statements = [total('over', 47.5), total('under', 46.5)]
    const totals = { marketType: 'total', scope: 'nba' } as const
    const both = [
      bet('draftkings', 110, { ...totals, statement: 0 }),
      bet('fanduel', 110, { ...totals, statement: 1 }),
    ]
    const input = inputOf(both, { statements })
    const hole = input.space.outcomes.find((_, row) =>
      input.space.grades[row]?.every((grade) => grade === 'lose'),
    )?.id as string
    expect(findPortfolio(input).tag).toBe('miss')
    const open = findPortfolio({ ...input, mayExcept: [{ name: '47', outcomes: [hole] }] })
    expect(open.tag === 'conditional' && open.exceptions.map(({ outcome }) => outcome)).toEqual([
      hole,
    ])
  })

  it('is locked where nothing needs to be left open, whatever may be', () => {
    const even = [bet('draftkings', 110), bet('fanduel', 110, { side: 'no' })]
    const input = inputOf(even)
    const [first] = input.space.outcomes
    const mayExcept = [{ name: 'home', outcomes: [first?.id as string] }]
    expect(findPortfolio({ ...input, mayExcept }).tag).toBe('locked')
  })
})

describe('a miss', () => {
  it('says that the price is too high, and by how much', () => {
    const finding = missed(
      findPortfolio(inputOf([bet('draftkings', -110), bet('fanduel', -110, { side: 'no' })])),
    )
    expect(finding.cause).toBe('price')
    expect(finding.margin?.returnOnCost.toFixed(6)).toBe('-0.045455')
    expect(finding.margin?.mix.map(({ share }) => share.toFixed(6))).toEqual([
      '0.500000',
      '0.500000',
    ])
  })

  it('says that fees eat it', () => {
    const claims = [contract('yes', [[4950, 500]]), contract('no', [[4950, 500]], { side: 'no' })]
    expect(missed(findPortfolio(inputOf(claims))).cause).toBe('fees')
  })

  it('says that only rounding stands in the way', () => {
    const claims = [
      bet('draftkings', 101, { stakeMax: 100, stakeStep: 100 }),
      bet('fanduel', 101, { side: 'no', stakeStep: 37, stakeMax: 74 }),
    ]
    const finding = missed(findPortfolio(inputOf(claims)))
    expect(finding.cause).toBe('rounding')
    expect(finding.margin?.returnOnCost.toFixed(6)).toBe('0.005000')
  })

  it('says that cash and bankroll do not reach', () => {
    const claims = [
      bet('draftkings', 110, { stakeMin: 1000 }),
      bet('fanduel', 110, { side: 'no', stakeMin: 1000 }),
    ]
    expect(missed(findPortfolio(inputOf(claims, { bankroll: 15_000_000 }))).cause).toBe(
      'unaffordable',
    )
    const cash = new Map([['fanduel', microdollars(9_990_000)]])
    expect(missed(findPortfolio(inputOf(claims, { cash }))).cause).toBe('unaffordable')
    expect(findPortfolio(inputOf(claims, { bankroll: 20_000_000 })).tag).toBe('locked')
  })

  it('has no margin where nothing is offered', () => {
    const claims = [contract('yes', []), bet('fanduel', 110, { side: 'no', stakeMax: 0 })]
    expect(findPortfolio(inputOf(claims))).toEqual({
      tag: 'miss',
      cause: 'price',
      margin: undefined,
    })
  })
})

describe('the tail', () => {
  it('is that of what is held: the worst joint choice and the fair price, with every rule', () => {
    const claims = [
      contract('yes', [[4800, 100]], { costs: FREE_OF_FEES }),
      bet('draftkings', 130, { side: 'no' }),
      bet('fanduel', -200, { side: 'no' }),
    ]
    const { tail, position } = found(findPortfolio(inputOf(claims)))
    const [contractCost, stake] = position.holdings.map(({ cost }) => cost as number) as [
      number,
      number,
    ]
    const cancelled = tail?.states.find(({ state }) => state === 'cancelled')
    // Kalshi sets a price, at worst nothing; the book gives the stake back.
    expect(cancelled?.worst).toBe(stake - position.totalCost)
    expect(cancelled?.atFairPrice).toBe(contractCost + stake - position.totalCost)
    expect(cancelled?.rules.map(({ leg, rule }) => [leg, rule.effect])).toEqual([
      ['yes', 'fair-price'],
      ['draftkings 130', 'void'],
    ])
    expect(tail?.worst).toBe(Math.min(...(tail?.states.map(({ worst }) => worst) ?? [])))
    expect(tail?.states.find(({ state }) => state === tail.worstState)?.worst).toBe(tail?.worst)
    expect(tail?.atFairPrice).toBe(
      Math.min(...(tail?.states.map(({ atFairPrice }) => atFairPrice) ?? [])),
    )
  })
})

describe('refuses', () => {
  const one = bet('draftkings', 110)

  it('no claims, too many, and two of one id', () => {
    expect(() => findPortfolio(inputOf([]))).toThrow(/at least one claim/)
    expect(() => findPortfolio(inputOf([one, one]))).toThrow(/id of its own/)
    const many = Array.from({ length: PORTFOLIO_CLAIMS_MAX + 1 }, () => one)
    expect(() => findPortfolio(inputOf(many))).toThrow(/at most 2000 claims/)
  })

  it('events that are no regular outcomes, unnamed apart, or too many', () => {
    const input = inputOf([one])
    const outcomes = [input.space.outcomes[0]?.id as string]
    const withEvents = (mayExcept: FindPortfolioInput['mayExcept'] & {}) => () =>
      findPortfolio({ ...input, mayExcept })
    expect(withEvents([{ name: 'x', outcomes: ['cancelled'] }])).toThrow(/no regular outcome/)
    expect(withEvents([{ name: 'x', outcomes: [] }])).toThrow(/no outcome/)
    expect(withEvents([{ name: 'tie', outcomes }])).toThrow(/twice/)
    const many = Array.from({ length: EXCEPTION_EVENTS_MAX + 1 }, (_, n) => ({
      name: `${n}`,
      outcomes,
    }))
    expect(withEvents(many)).toThrow(/at most 4 events/)
    expect(withEvents(many.slice(1))).not.toThrow()
  })
})
