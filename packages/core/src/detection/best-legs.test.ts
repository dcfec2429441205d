import { describe, expect, it } from 'vitest'
import { FREE_OF_FEES } from '../fees/contract-costs.ts'
import { americanOdds } from '../odds/american.ts'
import { gameSpace } from '../outcomes/game-space.ts'
import { ladderCostOf } from '../sizing/ladder-cost.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import { findBestLegs } from './best-legs.ts'
import { dominatedBetsOf } from './dominance.ts'
import { type FindPortfolioInput, findPortfolio } from './portfolio-finding.ts'
import { type PortfolioClaim, portfolioQuestionOf } from './portfolio-question.ts'

interface BetTerms {
  readonly side?: 'yes' | 'no'
  readonly stakeMax?: number
  readonly stakeStep?: number
  readonly stakeMin?: number
  readonly isFreeBet?: boolean
}

function bet(
  venue: string,
  american: number,
  {
    side = 'yes',
    stakeMax = 50_000,
    stakeStep = 1,
    stakeMin = 1,
    isFreeBet = false,
  }: BetTerms = {},
): PortfolioClaim {
  return {
    claim: { venue, instrument: 'bet', scope: 'mlb', marketType: 'moneyline', statement: 0, side },
    part: {
      tag: 'bet',
      id: venue,
      account: venue,
      returnRatio: americanOdds(american).returnRatio,
      stakeStep: cents(stakeStep),
      stakeMin: cents(stakeMin),
      stakeMax: cents(stakeMax),
      isFreeBet,
    },
  }
}

const KALSHI_NO: PortfolioClaim = {
  claim: {
    venue: 'kalshi',
    instrument: 'contract',
    scope: 'mlb',
    marketType: 'moneyline',
    statement: 0,
    side: 'no',
  },
  part: {
    tag: 'contract',
    id: 'kalshi',
    account: 'kalshi/3',
    cost: ladderCostOf([{ price: priceTicks(4800), size: centicontracts(200_000) }], FREE_OF_FEES),
    step: centicontracts(100),
    payoutStepMicrodollars: 100,
  },
}

function inputOf(
  claims: readonly PortfolioClaim[],
  {
    bankroll = 400_000_000,
    ...rest
  }: { bankroll?: number } & Partial<Omit<FindPortfolioInput, 'bankroll'>> = {},
): FindPortfolioInput {
  return {
    space: gameSpace({
      statements: [{ tag: 'moneyline', period: 'full-game', team: 'home' }],
      canTie: false,
    }),
    claims,
    cash: new Map(),
    bankroll: microdollars(bankroll),
    capitalReturns: [],
    ...rest,
  }
}

describe('the best leg of each outcome', () => {
  const claims = [bet('draftkings', 105), bet('fanduel', 120), bet('betmgm', 110), KALSHI_NO]

  it('is the cheapest over books and contracts', () => {
    const { cheapest } = findBestLegs(inputOf(claims))
    expect(cheapest.map(({ leg, costOfDollar }) => [leg, costOfDollar.toFixed(4)])).toEqual([
      ['fanduel', '0.4545'],
      ['kalshi', '0.4800'],
    ])
  })

  it('is left out where nothing covers the outcome; a free bet is never the cheapest', () => {
    const { cheapest, finding } = findBestLegs(
      inputOf([bet('draftkings', 105), bet('fanduel', 500, { isFreeBet: true })]),
    )
    expect(cheapest.map(({ leg }) => leg)).toEqual(['draftkings'])
    expect(finding.tag).toBe('miss')
  })

  it('is all that is used where its limit does not bind', () => {
    const { finding, dominated } = findBestLegs(inputOf(claims))
    expect(dominated).toEqual([
      { leg: 'draftkings', by: 'fanduel' },
      { leg: 'betmgm', by: 'fanduel' },
    ])
    if (finding.tag !== 'locked') throw new Error(finding.tag)
    expect(finding.legs.map(({ part }) => part.id)).toEqual(['fanduel', 'kalshi'])
    expect(finding.margin.mix.map(({ part }) => part)).toEqual([1, 3])
  })

  it('is joined by the next best where it does', () => {
    const { finding, dominated } = findBestLegs(
      inputOf(
        [
          bet('draftkings', 105),
          bet('fanduel', 120, { stakeMax: 5000 }),
          bet('betmgm', 112),
          KALSHI_NO,
        ],
        {
          bankroll: 1e12,
        },
      ),
    )
    expect(dominated).toEqual([])
    if (finding.tag !== 'locked') throw new Error(finding.tag)
    expect(finding.legs.map(({ part }) => part.id)).toEqual([
      'draftkings',
      'fanduel',
      'betmgm',
      'kalshi',
    ])
  })

  it('falls back on two of the legs where the search over all of them was cut short', () => {
    // +104 less 2 % commission.
    const returnRatio = rational(20_192, 10_000)
    const taxed = bet('fanduel', 104, { stakeStep: 100, stakeMin: 1000, stakeMax: 5890 })
    const claims = [
      bet('draftkings', 104, { side: 'no', stakeMin: 1000, stakeMax: 2740 }),
      { ...taxed, part: { ...taxed.part, returnRatio } },
      bet('betmgm', 104, { stakeStep: 100 }),
    ]
    const input = { ...inputOf(claims, { bankroll: 37_806_076 }), candidatesMax: 1 }
    expect(findPortfolio(input).tag).toBe('miss')
    const { finding } = findBestLegs(input)
    if (finding.tag !== 'locked') throw new Error(finding.tag)
    expect(finding.legs).toHaveLength(2)
    expect(finding.margin.mix.map(({ part }) => claims[part]?.part.id)).toEqual(
      finding.legs.map(({ part }) => part.id),
    )
    expect(finding.isProvenBest).toBe(false)
  })

  it('keeps the indices of a miss those of the input', () => {
    const dear = [
      bet('draftkings', -120),
      bet('fanduel', -110),
      bet('betmgm', -110, { side: 'no' }),
    ]
    const { finding, dominated } = findBestLegs(inputOf(dear))
    expect(dominated.map(({ leg }) => leg)).toEqual(['draftkings'])
    expect(finding.tag).toBe('miss')
    expect(finding.margin?.mix.map(({ part }) => part)).toEqual([1, 2])
  })
})

describe('a bet is left out only where another one does as well', () => {
  const dropped = (
    claims: readonly PortfolioClaim[],
    over: Partial<Omit<FindPortfolioInput, 'bankroll'>> & { bankroll?: number } = {},
  ) =>
    dominatedBetsOf(portfolioQuestionOf(inputOf(claims, over)).problem).map(({ part, by }) => [
      part,
      by,
    ])
  const [worse, better] = [bet('draftkings', 105), bet('fanduel', 120)]

  it('at any stake there is money for', () => {
    expect(dropped([worse, better])).toEqual([[0, 1]])
    expect(dropped([worse, bet('fanduel', 120, { stakeMax: 39_999 })])).toEqual([])
    expect(dropped([worse, bet('fanduel', 120, { stakeMax: 40_000 })])).toEqual([[0, 1]])
  })

  it('on the same side', () => {
    expect(dropped([worse, bet('fanduel', 120, { side: 'no' })])).toEqual([])
  })

  it('in its steps and from its least stake on', () => {
    expect(dropped([worse, bet('fanduel', 120, { stakeStep: 100 })])).toEqual([])
    expect(
      dropped([
        bet('draftkings', 105, { stakeStep: 500 }),
        bet('fanduel', 120, { stakeStep: 100 }),
      ]),
    ).toEqual([[0, 1]])
    expect(dropped([worse, bet('fanduel', 120, { stakeMin: 100 })])).toEqual([])
  })

  it('from an account whose cash is not short', () => {
    const cash = new Map([['fanduel', microdollars(100_000_000)]])
    expect(dropped([worse, better], { cash })).toEqual([])
    expect(dropped([worse, better], { cash: new Map([['draftkings', microdollars(0)]]) })).toEqual([
      [0, 1],
    ])
  })

  it('for money, where no capital returns early', () => {
    expect(dropped([worse, bet('fanduel', 120, { isFreeBet: true })])).toEqual([])
    expect(dropped([bet('draftkings', 105, { isFreeBet: true }), better])).toEqual([])
    const capitalReturns = [{ tag: 'pair', yes: 2, no: 3 }] as const
    const yes = {
      claim: { ...KALSHI_NO.claim, side: 'yes' },
      part: { ...KALSHI_NO.part, id: 'yes' },
    } as PortfolioClaim
    expect(dropped([worse, better, yes, KALSHI_NO], { capitalReturns })).toEqual([])
  })

  it('of equals the first stays', () => {
    expect(dropped([bet('a', 110), bet('b', 110), bet('c', 110)])).toEqual([
      [1, 0],
      [2, 0],
    ])
  })
})
