import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import { americanOdds } from '../odds/american.ts'
import { gameSpace } from '../outcomes/game-space.ts'
import type { GameStatement } from '../outcomes/game-statement.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import {
  findMiddle,
  findMiddles,
  MIDDLE_CLAIMS_MAX,
  type MiddleFinding,
  type MiddleInput,
} from './middle.ts'
import { middleWidthOf } from './middle-width.ts'
import type { PortfolioClaim } from './portfolio-question.ts'

const total = (direction: 'over' | 'under', line: number): GameStatement => ({
  tag: 'total',
  period: 'full-game',
  direction,
  line,
})
const spread = (team: 'home' | 'away', line: number): GameStatement => ({
  tag: 'spread',
  period: 'full-game',
  team,
  line,
})

function bet(
  venue: string,
  american: number,
  statement: number,
  {
    stakeStep = 1,
    stakeMax = 11_000,
    marketType = 'total',
    stakeMin = 1,
  }: {
    stakeStep?: number
    stakeMax?: number
    stakeMin?: number
    marketType?: 'total' | 'spread'
  } = {},
): PortfolioClaim {
  return {
    claim: { venue, instrument: 'bet', scope: 'nba', marketType, statement, side: 'yes' },
    part: {
      tag: 'bet',
      id: `${venue} ${statement}`,
      account: venue,
      returnRatio: americanOdds(american).returnRatio,
      stakeStep: cents(stakeStep),
      stakeMin: cents(stakeMin),
      stakeMax: cents(stakeMax),
      isFreeBet: false,
    },
  }
}

function contract(ticks: number, statement: number, sizes: readonly number[]): PortfolioClaim {
  const ladder = sizes.map((size, level) => ({
    price: priceTicks(ticks + level * 1000),
    size: centicontracts(size * 100),
  }))
  return {
    claim: {
      venue: 'kalshi',
      instrument: 'contract',
      scope: 'nba',
      marketType: 'total',
      statement,
      side: 'yes',
    },
    part: {
      tag: 'contract',
      id: `kalshi ${statement}`,
      account: 'kalshi/3',
      cost: ladderCostOf(ladder, FREE_OF_FEES),
      step: centicontracts(100),
      payoutStepMicrodollars: 100,
    },
  }
}

function inputOf(
  statements: readonly GameStatement[],
  claims: readonly [PortfolioClaim, PortfolioClaim],
  over: Partial<MiddleInput> = {},
): MiddleInput & { space: ReturnType<typeof gameSpace> } {
  return {
    claims,
    cash: new Map(),
    bankroll: microdollars(1e12),
    capitalReturns: [],
    ...over,
    space: gameSpace({ statements, canTie: false }),
  }
}

const middleOf = (finding: MiddleFinding) => {
  if (finding.tag !== 'middle') throw new Error(`no middle: ${finding.cause}`)
  return finding
}
const causeOf = (finding: MiddleFinding) => (finding.tag === 'middle' ? finding.tag : finding.cause)

const WIDE = [total('over', 44.5), total('under', 47.5)]

describe('a middle', () => {
  const input = inputOf(WIDE, [bet('draftkings', -110, 0), bet('fanduel', -110, 1)])

  it('costs the vig outside and pays both inside', () => {
    const middle = middleOf(findMiddle(input))
    expect(middle.position.holdings.map(({ quantity }) => quantity)).toEqual([11_000, 11_000])
    expect(middle.cost).toBe(10_000_000)
    expect(middle.gain).toEqual({ least: 200_000_000, most: 200_000_000 })
    expect(middle.lossShare.toFixed(6)).toBe('0.045455')
    expect(middle.breakEvenProbability.toFixed(6)).toBe('0.047619')
    expect(middle.gainOutcomes).toEqual(middle.doubleWins)
    expect(middleWidthOf(input.space, middle.gainOutcomes).total).toEqual({ low: 45, high: 47 })
    expect(middle.expected).toBeUndefined()
    expect(middle.tail?.states.map(({ state }) => state)).toContain('cancelled')
  })

  it('of spreads is a range of margins', () => {
    const spreads = [spread('home', 3.5), spread('away', -2.5)]
    const at = (venue: string, statement: number) =>
      bet(venue, -110, statement, { marketType: 'spread' })
    const wide = inputOf(spreads, [at('draftkings', 0), at('fanduel', 1)])
    const middle = middleOf(findMiddle(wide))
    expect(middleWidthOf(wide.space, middle.gainOutcomes).margin).toEqual({ low: -3, high: -3 })
  })

  it('is half a middle where one side only comes back', () => {
    const half = inputOf([total('over', 45), total('under', 45.5)], input.claims)
    const middle = middleOf(findMiddle(half))
    expect(middleWidthOf(half.space, middle.gainOutcomes).total).toEqual({ low: 45, high: 45 })
    expect(middle.doubleWins).toEqual([])
    expect(middle.gain.least).toBe(100_000_000)
    expect(middle.breakEvenProbability.toFixed(6)).toBe('0.090909')
  })

  it('is wider by half where the number next to it pushes', () => {
    const wide = inputOf([total('over', 44), total('under', 46.5)], input.claims)
    const middle = middleOf(findMiddle(wide))
    expect(middleWidthOf(wide.space, middle.gainOutcomes).total).toEqual({ low: 44, high: 46 })
    expect(middleWidthOf(wide.space, middle.doubleWins).total).toEqual({ low: 45, high: 46 })
    expect(middle.gain).toEqual({ least: 100_000_000, most: 200_000_000 })
  })

  it('equalises the loss at different odds', () => {
    const uneven = inputOf(WIDE, [bet('draftkings', 120, 0), bet('fanduel', -140, 1)])
    const { position, gainOutcomes } = middleOf(findMiddle(uneven))
    const outside = position.outcomes.filter(({ id }) => !gainOutcomes.includes(id))
    const losses = outside.map(({ profit }) => profit)
    expect(Math.max(...losses) - Math.min(...losses)).toBeLessThanOrEqual(30_000)
    expect(position.holdings[1]?.quantity).toBe(11_000)
  })

  it('expects only what a named model says', () => {
    const [low, inside, high] = input.space.outcomes.map(({ id }) => id)
    const probabilities = new Map(
      [low, inside, high].map((id, n) => [id as string, new Decimal(n === 1 ? '0.1' : '0.45')]),
    )
    const { expected } = middleOf(findMiddle({ ...input, model: { name: 'mine', probabilities } }))
    expect(expected?.model).toBe('mine')
    expect(expected?.microdollars.toFixed()).toBe('11000000')
    const refused = (change: (map: Map<string, Decimal>) => void) => () => {
      const map = new Map(probabilities)
      change(map)
      findMiddle({ ...input, model: { name: 'mine', probabilities: map } })
    }
    expect(refused((map) => map.delete(low as string))).toThrow(/no probability/)
    expect(refused((map) => map.set('x', new Decimal(0)))).toThrow(/4 outcomes/)
    expect(refused((map) => map.set(low as string, new Decimal('0.46')))).toThrow(/sum to 1/)
    expect(
      refused((map) => {
        map.set(low as string, new Decimal('-0.1'))
        map.set(high as string, new Decimal(1))
      }),
    ).toThrow(/0 to 1/)
  })
})

describe('its size', () => {
  it('keeps to steps, bankroll and cash', () => {
    const claims = [
      bet('draftkings', -110, 0, { stakeStep: 500 }),
      bet('fanduel', -110, 1, { stakeStep: 100 }),
    ] as const
    const bankroll = microdollars(100_000_000)
    const { position } = middleOf(findMiddle(inputOf(WIDE, claims, { bankroll })))
    expect(position.holdings.map(({ quantity }) => quantity)).toEqual([5000, 5000])
    const cash = new Map([['fanduel', microdollars(42_000_000)]])
    const short = middleOf(findMiddle(inputOf(WIDE, claims, { cash })))
    expect(short.position.holdings.map(({ quantity }) => quantity)).toEqual([4000, 4000])
  })

  it('goes no deeper into a ladder than the loss share allows', () => {
    const claims = [
      contract(5200, 0, [50, 50]),
      bet('fanduel', -110, 1, { stakeMax: 50_000 }),
    ] as const
    const shallow = middleOf(
      findMiddle(inputOf(WIDE, claims, { lossShareMax: new Decimal('0.05') })),
    )
    expect(shallow.lossShare.lte('0.05')).toBe(true)
    expect(shallow.position.holdings[0]?.quantity).toBeLessThan(6000)
    expect(shallow.position.holdings[0]?.quantity).toBeGreaterThan(4900)
    const deep = middleOf(findMiddle(inputOf(WIDE, claims)))
    expect(deep.position.holdings[0]?.quantity).toBe(10_000)
  })
})

describe('is none', () => {
  const claims = [bet('draftkings', -110, 0), bet('fanduel', -110, 1)] as const

  it.each([
    ['no-gain', [total('over', 44.5), total('under', 44.5)], claims],
    ['no-gain', [total('over', 44.5), total('over', 47.5)], claims],
    ['no-gain', [total('over', 47.5), total('under', 44.5)], claims],
    ['dear', WIDE, [bet('draftkings', -200, 0), bet('fanduel', -200, 1)]],
    // A cent pays a cent.
    [
      'dear',
      WIDE,
      [bet('draftkings', -110, 0, { stakeMax: 1 }), bet('fanduel', -110, 1, { stakeMax: 1 })],
    ],
    ['locked', WIDE, [bet('draftkings', 110, 0), bet('fanduel', 110, 1)]],
    ['unaffordable', WIDE, [claims[0], bet('fanduel', -110, 1, { stakeMax: 500, stakeMin: 1000 })]],
    ['unaffordable', WIDE, [contract(5200, 0, []), claims[1]]],
  ] as const)('%s', (cause, statements, both) => {
    expect(causeOf(findMiddle(inputOf(statements, both)))).toBe(cause)
  })

  it('where bankroll buys no step', () => {
    const bankroll = microdollars(10_000)
    expect(causeOf(findMiddle(inputOf(WIDE, claims, { bankroll })))).toBe('unaffordable')
  })

  it('where a share below zero or a free bet is asked for', () => {
    const negative = { lossShareMax: new Decimal('-0.01') }
    expect(() => findMiddle(inputOf(WIDE, claims, negative))).toThrow(/loss share/)
    const [first, second] = claims
    const free = { ...first, part: { ...first.part, isFreeBet: true } } as PortfolioClaim
    expect(() => findMiddle(inputOf(WIDE, [free, second]))).toThrow(/free bet/)
  })
})

describe('among several claims', () => {
  it('all middles, the cheapest first', () => {
    const claims = [
      bet('draftkings', -110, 0),
      bet('fanduel', -115, 1),
      bet('betmgm', -105, 1),
      bet('caesars', -400, 1),
    ]
    const { claims: _, capitalReturns: __, ...rest } = inputOf(WIDE, [claims[0]!, claims[1]!])
    const middles = findMiddles({ ...rest, claims })
    expect(middles.map(({ legs }) => legs.map(({ part }) => part.account))).toEqual([
      ['draftkings', 'betmgm'],
      ['draftkings', 'fanduel'],
    ])
    expect(() => findMiddles({ ...rest, claims: [claims[0]!] })).toThrow(/2 to 100/)
    const many = Array.from({ length: MIDDLE_CLAIMS_MAX + 1 }, () => claims[0]!)
    expect(() => findMiddles({ ...rest, claims: many })).toThrow(/got 101/)
  })

  it('refuses a width of nothing and of unknown outcomes', () => {
    const space = gameSpace({ statements: WIDE, canTie: false })
    expect(() => middleWidthOf(space, [])).toThrow(/at least one/)
    expect(() => middleWidthOf(space, ['x'])).toThrow(/no outcome/)
  })
})
