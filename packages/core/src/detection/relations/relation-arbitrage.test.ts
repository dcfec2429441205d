import { PORTFOLIO_PARTS_MAX } from '../../sizing/portfolio/check-portfolio.ts'
import { describe, expect, it } from 'vitest'
import { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from '../../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../../fees/kalshi-schedule.ts'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../../units/money.ts'
import type { PortfolioFinding } from '../portfolio-finding.ts'
import { declaredRelations } from './declared-relations.ts'
import { exclusiveEvent } from './exclusive-event.ts'
import { findRelationArbitrage, type RelationArbitrageInput } from './relation-arbitrage.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'
import { strikeEvent } from './strike-event.ts'

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

/** Prices in whole cents, 100 contracts each; 0 where nothing is offered. */
function market(
  id: string,
  yes: number,
  no: number,
  { costs = FREE_OF_FEES, account = 'kalshi/0' } = {},
): RelationMarket {
  const ladder = (price: number) =>
    price === 0 ? [] : [{ price: priceTicks(price * 100), size: centicontracts(10_000) }]
  return {
    id,
    settledAs: { scope: 'golf', marketType: 'outright' },
    account,
    yesLadder: ladder(yes),
    noLadder: ladder(no),
    costs,
    step: centicontracts(100),
  }
}

const search = (event: RelationEvent, over: Partial<RelationArbitrageInput> = {}) =>
  findRelationArbitrage({
    ...event,
    venue: 'kalshi',
    cash: new Map(),
    bankroll: microdollars(1e12),
    ...over,
  })

const locked = (finding: PortfolioFinding) => {
  if (finding.tag !== 'locked') throw new Error(`not locked: ${finding.tag}`)
  return finding
}
const legs = (finding: PortfolioFinding) =>
  locked(finding).legs.map(({ part, holding }) => `${holding.quantity / 100} ${part.id}`)

const above = (id: string, floor: string, yes: number, no: number, costs = FREE_OF_FEES) => ({
  ...market(id, yes, no, { costs }),
  strike: { type: 'greater', floor, cap: undefined },
})
const WHOLE = {
  decimals: 0,
  between: { includesFloor: true, includesCap: true },
  returnsCollateral: false,
} as const

describe('strikes', () => {
  it('out of order: YES of the lower and NO of the higher', () => {
    const event = strikeEvent({
      ...WHOLE,
      markets: [above('over 2', '2', 40, 62), above('over 4', '4', 47, 55)],
    })
    const finding = search(event)
    expect(legs(finding)).toEqual(['100 over 2 yes', '100 over 4 no'])
    expect(locked(finding).position.guaranteed).toBe(5_000_000)
    // Both come true between the strikes.
    expect(locked(finding).position.outcomes.map(({ profit }) => profit)).toEqual([
      5_000_000, 105_000_000, 5_000_000,
    ])
  })

  it('in order: nothing', () => {
    const markets = [above('over 2', '2', 50, 52), above('over 4', '4', 40, 62)]
    const finding = search(strikeEvent({ ...WHOLE, markets }))
    expect(finding.tag === 'miss' && finding.cause).toBe('price')
  })

  it('fees can eat it', () => {
    const markets = [above('a', '2', 49, 60, KALSHI), above('b', '4', 50, 49, KALSHI)]
    const finding = search(strikeEvent({ ...WHOLE, markets }))
    expect(finding.tag === 'miss' && finding.cause).toBe('fees')
  })

  it('less, at least and between join in', () => {
    const strike = (type: string, floor?: string, cap?: string) => ({ type, floor, cap })
    const markets = [
      { ...market('under 3', 30, 90), strike: strike('less', undefined, '3') },
      { ...market('3 to 5', 30, 90), strike: strike('between', '3', '5') },
      { ...market('6 up', 35, 90), strike: strike('greater_or_equal', '6') },
      { ...market('at most 9', 99, 99), strike: strike('less_or_equal', undefined, '9') },
    ]
    const finding = search(strikeEvent({ ...WHOLE, markets }))
    expect(legs(finding)).toEqual(['100 under 3 yes', '100 3 to 5 yes', '100 6 up yes'])
    // Between 5 and 6 there is a number if there are decimals.
    expect(search(strikeEvent({ ...WHOLE, decimals: 1, markets })).tag).toBe('miss')
    const open = { includesFloor: false, includesCap: true }
    expect(search(strikeEvent({ ...WHOLE, between: open, markets })).tag).toBe('miss')
  })

  it('a strike belongs to the market that says so', () => {
    const cheap = (type: string, floor?: string, cap?: string) => ({
      ...market(type, 45, 60),
      strike: { type, floor, cap },
    })
    const found = (...markets: readonly ReturnType<typeof cheap>[]) =>
      search(strikeEvent({ ...WHOLE, decimals: 'any', markets })).tag
    expect(found(cheap('less_or_equal', undefined, '3'), cheap('greater', '3'))).toBe('locked')
    expect(found(cheap('less', undefined, '3'), cheap('greater_or_equal', '3'))).toBe('locked')
    expect(found(cheap('less', undefined, '3'), cheap('greater', '3'))).toBe('miss')
  })

  it('refuses what is no number', () => {
    const of =
      (strike: { type: string; floor: string | undefined; cap: string | undefined }) => () =>
        strikeEvent({ ...WHOLE, markets: [{ ...market('x', 50, 50), strike }] })
    expect(of({ type: 'structured', floor: undefined, cap: undefined })).toThrow(
      /not about a number/,
    )
    expect(of({ type: 'greater', floor: undefined, cap: '2' })).toThrow(/floor strike/)
    expect(of({ type: 'less', floor: '2', cap: 'two' })).toThrow(/cap strike/)
  })
})

describe('a mutually exclusive event', () => {
  const three = [market('a', 34, 66), market('b', 34, 66), market('c', 35, 66)]
  const cheap = [market('a', 30, 72), market('b', 32, 70), market('c', 33, 69)]

  it('every YES for less than a dollar, only where the list is complete', () => {
    const complete = search(
      exclusiveEvent({ markets: cheap, kind: 'exactly', returnsCollateral: false }),
    )
    expect(locked(complete).position.guaranteed).toBe(5_000_000)
    expect(legs(complete)).toEqual(['100 a yes', '100 b yes', '100 c yes'])
    const incomplete = exclusiveEvent({ markets: cheap, kind: 'at-most', returnsCollateral: false })
    expect(search(incomplete).tag).toBe('miss')
    const open = search(
      exclusiveEvent({ markets: three, kind: 'at-most', returnsCollateral: false }),
    )
    expect(legs(open)).toEqual(['100 a no', '100 b no', '100 c no'])
    // Two of the three pay: 200 − 198.
    expect(locked(open).position.guaranteed).toBe(2_000_000)
  })

  it('names "none of them" as an outcome that may be left open only if the caller says so', () => {
    const yesOnly = [market('a', 30, 0), market('b', 32, 0), market('c', 33, 0)]
    const event = exclusiveEvent({ markets: yesOnly, kind: 'at-most', returnsCollateral: false })
    expect(search(event).tag).toBe('miss')
    const mayExcept = [{ name: 'nobody', outcomes: ['none'] }]
    const finding = search(event, { mayExcept })
    expect(finding.tag === 'conditional' && finding.exceptions).toEqual([
      { outcome: 'none', profit: -95_000_000 },
    ])
  })

  it('takes less capital where collateral comes back, and earns the same', () => {
    const of = (returnsCollateral: boolean) =>
      locked(search(exclusiveEvent({ markets: three, kind: 'at-most', returnsCollateral })))
    const [kept, returned] = [of(false), of(true)]
    expect(returned.position.guaranteed).toBe(kept.position.guaranteed)
    expect(kept.position.capital).toBe(198_000_000)
    expect(returned.position.capital).toBe(-2_000_000)
    expect(returned.returnOnCapital).toBeUndefined()
    expect(kept.returnOnCapital?.toFixed(6)).toBe('0.010101')
    const poor = { bankroll: microdollars(1_000_000) }
    const event = exclusiveEvent({ markets: three, kind: 'at-most', returnsCollateral: false })
    expect(search(event, poor).tag).toBe('miss')
    expect(search({ ...event, collateralGroups: [[0, 1, 2]] }, poor).tag).toBe('locked')
  })

  it('YES and NO of one market net at once', () => {
    const both = exclusiveEvent({
      markets: [market('a', 45, 50)],
      kind: 'at-most',
      returnsCollateral: false,
    })
    const { position } = locked(search(both))
    expect(position.guaranteed).toBe(5_000_000)
    expect(position.capital).toBe(-5_000_000)
  })
})

describe('declared relations', () => {
  it('a subset across events: NO of the narrow one is dearer than it may be', () => {
    const markets = [market('wins the final', 48, 55), market('is in the final', 38, 70)]
    const event = declaredRelations({
      markets,
      relations: [{ tag: 'subset', narrow: 'wins the final', wide: 'is in the final' }],
      collateralGroups: [],
    })
    const finding = search(event)
    expect(legs(finding)).toEqual(['100 wins the final no', '100 is in the final yes'])
    expect(locked(finding).position.guaranteed).toBe(7_000_000)
    expect(
      search({
        ...event,
        space: declaredRelations({ markets, relations: [], collateralGroups: [] }).space,
      }).tag,
    ).toBe('miss')
  })

  it('names groups by id', () => {
    const markets = [market('a', 50, 50), market('b', 50, 50)]
    const relations = [{ tag: 'disjoint', propositions: ['a', 'b'] }] as const
    expect(
      declaredRelations({ markets, relations, collateralGroups: [['b', 'a']] }).collateralGroups,
    ).toEqual([[1, 0]])
    expect(() => declaredRelations({ markets, relations, collateralGroups: [['c']] })).toThrow(
      /unknown market/,
    )
  })
})

describe('an event', () => {
  const markets = [market('a', 45, 50), market('b', 45, 50)]
  const event = exclusiveEvent({ markets, kind: 'at-most', returnsCollateral: false })

  it('without any offer is a miss', () => {
    const empty = [market('a', 0, 0), market('b', 0, 0)]
    expect(search({ ...event, markets: empty })).toEqual({
      tag: 'miss',
      cause: 'price',
      margin: undefined,
    })
  })

  it('needs one market a statement, with an id of its own', () => {
    expect(() => search({ ...event, markets: markets.slice(1) })).toThrow(/2 statements, got 1/)
    expect(() => search({ ...event, markets: [markets[0]!, markets[0]!] })).toThrow(/id of its own/)
  })

  it('returns no collateral of markets that can be true together, twice, or across accounts', () => {
    const nested = strikeEvent({
      ...WHOLE,
      returnsCollateral: true,
      markets: [above('a', '2', 50, 50), above('b', '4', 50, 50)],
    })
    expect(() => search(nested)).toThrow(/not mutually exclusive: "5 or more"/)
    expect(() => search({ ...event, collateralGroups: [[0, 1], [1]] })).toThrow(
      /two collateral groups/,
    )
    expect(() => search({ ...event, collateralGroups: [[0, 2]] })).toThrow(/no market 2/)
    const apart = [markets[0]!, market('b', 45, 50, { account: 'kalshi/3' })]
    expect(() => search({ ...event, markets: apart, collateralGroups: [[0, 1]] })).toThrow(
      /^collateral comes back to one account/,
    )
  })

  it('whose best mix has more legs than a portfolio is searched by the largest of them', () => {
    const field = Array.from({ length: 100 }, (_, n) => market(`m${n}`, 0, n === 0 ? 96 : 98))
    const finding = search(
      exclusiveEvent({ markets: field, kind: 'at-most', returnsCollateral: false }),
    )
    expect(locked(finding).legs.length).toBeLessThanOrEqual(PORTFOLIO_PARTS_MAX)
    expect(locked(finding).isProvenBest).toBe(false)
  })

  it('of more sides than sizing takes is searched by its best mixes', () => {
    const many = Array.from({ length: 50 }, (_, n) =>
      market(`m${n}`, n === 7 ? 40 : 60, n === 7 ? 55 : 60),
    )
    const finding = search(
      exclusiveEvent({ markets: many, kind: 'at-most', returnsCollateral: false }),
    )
    expect(locked(finding).position.guaranteed).toBeGreaterThanOrEqual(5_000_000)
    expect(locked(finding).isProvenBest).toBe(false)
  })
})
