/**
 * Searches groups of related contracts for a portfolio that pays whatever happens. Prices that are
 * not to be believed never make an opportunity: what they would come to is shown with the reasons.
 * @module
 */
import {
  findRelationArbitrage,
  formatMicrodollars,
  type Microdollars,
  type PortfolioFinding,
  type PortfolioFound,
  type PortfolioMargin,
  type Rational,
  rationalToDecimal,
} from '@arbkit/core'
import { NEAR_MISS_RETURN } from '../scan/options.ts'
import { byPrecedence, type Reason } from '../scan/reasons.ts'
import type { QuotedMarket } from './relation-market.ts'
import type { RelationGroup } from './session-groups.ts'

/** What a search of relations may be told. */
export interface RelationOptions {
  /** Most capital of one opportunity. */
  readonly bankroll: Microdollars
  /** Least guaranteed profit. */
  readonly minProfit: Microdollars
  /** Largest return believed, a share. */
  readonly maxReturn: Rational
}

/** A group in which a portfolio pays. */
export interface RelationOpportunity {
  readonly group: RelationGroup
  readonly finding: Exclude<PortfolioFinding, { readonly tag: 'miss' }>
  /** Empty for an opportunity. */
  readonly reasons: readonly Reason[]
}

/** A group in which none does. */
export interface RelationMiss {
  readonly group: RelationGroup
  readonly cause: string
  /** At the best prices; undefined where nothing is offered. */
  readonly margin: PortfolioMargin | undefined
}

/** What a search found. */
export interface RelationResult {
  /** By guaranteed profit, highest first. */
  readonly opportunities: readonly RelationOpportunity[]
  /** What would pay if its prices were to be believed. */
  readonly rejected: readonly RelationOpportunity[]
  /** Misses by no more than a near miss, best first. */
  readonly nearMisses: readonly RelationMiss[]
  /** Groups further from paying. */
  readonly farFromPaying: number
}

/** Searches every group, each by itself. */
export function findRelations(
  groups: readonly RelationGroup[],
  options: RelationOptions,
): RelationResult {
  const opportunities: RelationOpportunity[] = []
  const rejected: RelationOpportunity[] = []
  const nearMisses: RelationMiss[] = []
  let farFromPaying = 0
  for (const group of groups) {
    const believed = search(group, options, ({ reasons }) => reasons.length === 0)
    const all = group.quotes.some(({ reasons }) => reasons.length > 0)
      ? search(group, options, () => true)
      : believed
    if (believed.tag !== 'miss') {
      const reasons = profitReasons(believed, options)
      const found = { group, finding: believed, reasons }
      if (reasons.length === 0) opportunities.push(found)
      else rejected.push(found)
    }
    if (all !== believed && all.tag !== 'miss') {
      const reasons = byPrecedence([...quoteReasons(group, all), ...profitReasons(all, options)])
      if (reasons.length > 0) rejected.push({ group, finding: all, reasons })
    }
    if (all.tag === 'miss') {
      const { cause, margin } = all
      if (margin?.returnOnCost.gte(NEAR_MISS_RETURN) === true) {
        nearMisses.push({ group, cause, margin })
      } else farFromPaying += 1
    }
  }
  return {
    opportunities: opportunities.toSorted(byGuarantee),
    rejected: rejected.toSorted(byGuarantee),
    nearMisses: nearMisses.toSorted(byMargin),
    farFromPaying,
  }
}

/** Markets that are left out keep their place: what can happen does not depend on what is for sale. */
function search(
  { event, quotes }: RelationGroup,
  { bankroll }: RelationOptions,
  isUsed: (quote: QuotedMarket) => boolean,
): PortfolioFinding {
  const markets = event.markets.map((market, index) => {
    const quote = quotes[index]
    return quote !== undefined && isUsed(quote)
      ? market
      : { ...market, yesLadder: [], noLadder: [] }
  })
  return findRelationArbitrage({ ...event, markets, venue: 'kalshi', cash: new Map(), bankroll })
}

/** What speaks against the prices of the markets that are held, each named. */
function quoteReasons({ quotes }: RelationGroup, { legs }: PortfolioFound): Reason[] {
  const held = new Set(legs.map(({ claim }) => claim.statement))
  return quotes.flatMap(({ market, reasons }, index) =>
    held.has(index)
      ? reasons.map(({ code, detail }) => ({ code, detail: `${market.id}: ${detail}` }))
      : [],
  )
}

function profitReasons(
  { position, returnOnCost }: PortfolioFound,
  { minProfit, maxReturn }: RelationOptions,
): Reason[] {
  const reasons: Reason[] = []
  if (returnOnCost?.gt(rationalToDecimal(maxReturn)) === true) {
    const percent = returnOnCost.times(100).toFixed(2)
    const most = rationalToDecimal(maxReturn).times(100).toFixed()
    reasons.push({ code: 'too-good', detail: `return ${percent} % is above ${most} %` })
  }
  if (position.guaranteed < minProfit) {
    reasons.push({
      code: 'below-min-profit',
      detail: `guaranteed $${formatMicrodollars(position.guaranteed)}`,
    })
  }
  return reasons
}

function byGuarantee(a: RelationOpportunity, b: RelationOpportunity): number {
  const difference = b.finding.position.guaranteed - a.finding.position.guaranteed
  return difference || (a.group.id < b.group.id ? -1 : 1)
}

function byMargin(a: RelationMiss, b: RelationMiss): number {
  const [left, right] = [a.margin?.returnOnCost, b.margin?.returnOnCost]
  const byReturn = left === undefined || right === undefined ? 0 : right.cmp(left)
  return byReturn || (a.group.id < b.group.id ? -1 : 1)
}
