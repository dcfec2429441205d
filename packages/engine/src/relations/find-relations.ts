/**
 * Searches groups of related contracts for a portfolio that pays whatever happens. Prices that are
 * not to be believed never make an opportunity: what they would come to is shown with the reasons.
 * @module
 */
import {
  Decimal,
  findRelationArbitrage,
  formatMicrodollars,
  InvariantError,
  isArbError,
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

/**
 * Why a finding is no opportunity. `decided`: the declared relations leave no choice on what is held,
 * so that one of them is likelier wrong than the market.
 */
export interface RelationReason {
  readonly code: Reason['code'] | 'decided'
  /** One line for a person. */
  readonly detail: string
}

/** A group in which a portfolio pays. */
export interface RelationOpportunity {
  readonly group: RelationGroup
  readonly finding: Exclude<PortfolioFinding, { readonly tag: 'miss' }>
  /** Empty for an opportunity. */
  readonly reasons: readonly RelationReason[]
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
  /** Groups that could not be searched, one line each: the others are not held up. */
  readonly notSearched: readonly string[]
}

/** Searches every group, each by itself. */
export function findRelations(
  groups: readonly RelationGroup[],
  options: RelationOptions,
): RelationResult {
  const opportunities: RelationOpportunity[] = []
  const rejected: RelationOpportunity[] = []
  const nearMisses: RelationMiss[] = []
  const notSearched: string[] = []
  let farFromPaying = 0
  for (const group of groups) {
    const found = searchedOr(group, options, notSearched)
    if (found === undefined) continue
    const { believed, all } = found
    if (believed.tag !== 'miss') {
      const reasons = [...decidedReasons(group, believed), ...profitReasons(believed, options)]
      const found = { group, finding: believed, reasons }
      if (reasons.length === 0) opportunities.push(found)
      else rejected.push(found)
    }
    if (all !== believed && all.tag !== 'miss') {
      const reasons = [
        ...decidedReasons(group, all),
        ...byPrecedence([...quoteReasons(group, all), ...profitReasons(all, options)]),
      ]
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
    notSearched,
  }
}

/** What a group comes to with the prices that are believed, and with all of them. */
function searchedOr(
  group: RelationGroup,
  options: RelationOptions,
  notSearched: string[],
): { readonly believed: PortfolioFinding; readonly all: PortfolioFinding } | undefined {
  try {
    const believed = search(group, options, ({ reasons }) => reasons.length === 0)
    const isBelieved = group.quotes.every(({ reasons }) => reasons.length === 0)
    return { believed, all: isBelieved ? believed : search(group, options, () => true) }
  } catch (error) {
    if (!isArbError(error) || error instanceof InvariantError) throw error
    notSearched.push(`not searched: ${group.id}: ${error.message}`)
    return undefined
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

/** Where relations leave no choice, what looks like a sure win is more likely a wrong relation. */
function decidedReasons(
  { quotes, decided }: RelationGroup,
  { legs }: PortfolioFound,
): RelationReason[] {
  const held = new Set(legs.map(({ claim }) => claim.statement))
  return quotes.flatMap(({ market }, index): RelationReason[] =>
    held.has(index) && decided.has(index)
      ? [{ code: 'decided', detail: `${market.id} can end in one way only, as declared` }]
      : [],
  )
}

/**
 * A long list costs much for each dollar it can win, so its return on cost hides a price that can not
 * be: the guarantee is held against the largest single payout too.
 */
function profitReasons(
  { position, returnOnCost }: PortfolioFound,
  { minProfit, maxReturn }: RelationOptions,
): Reason[] {
  const reasons: Reason[] = []
  const largest = Math.max(...position.holdings.map(({ winPayout }) => winPayout))
  const onPayout = new Decimal(position.guaranteed).div(largest)
  const highest = returnOnCost === undefined ? onPayout : Decimal.max(onPayout, returnOnCost)
  if (highest.gt(rationalToDecimal(maxReturn))) {
    const percent = highest.times(100).toFixed(2)
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
