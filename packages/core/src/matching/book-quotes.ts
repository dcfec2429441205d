/**
 * What the books quote on one odds event, by proposition. Each outcome is a quote on what it says, and
 * the other side of the quote on its opposite. A market whose outcomes do not fit together quotes
 * nothing here and is named.
 * @module
 */
import type { BookMarket, BookOutcome } from '../fixtures/listing.ts'
import {
  areOpposite,
  type MarketType,
  oppositeOf,
  propositionKey,
} from '../fixtures/proposition.ts'
import { isDrawSold } from '../settlement/scope.ts'
import { bookMarketTypeOf } from './book-market-type.ts'
import { isDrawName, type ReadOutcome, readOutcome, type TypedMarket } from './read-outcome.ts'
import type { MarketRejectionReason, RejectedMarket } from './rejection.ts'
import type { ResolvedOdds } from './resolve-odds.ts'

/** A book's market that quotes a proposition, its opposite, or both: at least one of the two. */
export interface PairedQuote {
  readonly market: BookMarket
  /** Pays when the contract's YES does; undefined where only the other side is sold. */
  readonly yesOutcome: BookOutcome | undefined
  /** Pays when the contract's NO does; undefined where no single outcome does, as against one of three results. */
  readonly noOutcome: BookOutcome | undefined
  /** Every way the question can end, of which exactly one comes true; empty where not all are priced. */
  readonly outcomes: readonly BookOutcome[]
}

/** All that the books quote on one event. */
export interface BookQuotes {
  /** By {@link propositionKey}, home and away as the odds event has them. */
  readonly byProposition: ReadonlyMap<string, readonly PairedQuote[]>
  readonly rejected: readonly RejectedMarket[]
}

/** Most outcomes of one market that are looked at: an alternate ladder has some dozens. */
export const OUTCOMES_MAX = 400

/** Kinds of which books sell one side alone: `player_anytime_td` has no No. */
const MAY_BE_ONE_SIDED: ReadonlySet<MarketType> = new Set(['player-prop', 'three-way'])

/** Returns what the books quote on an odds event, in an order that does not depend on the feed's. */
export function bookQuotesOf(odds: ResolvedOdds): BookQuotes {
  const byProposition = new Map<string, PairedQuote[]>()
  const rejected: RejectedMarket[] = []
  for (const market of odds.odds.markets.toSorted(byBook)) {
    const typed = typedMarket(odds, market)
    if (typed === undefined) continue
    const problem = addMarket(byProposition, odds, typed)
    if (problem === undefined) continue
    const { marketType } = typed
    rejected.push({ oddsEventId: odds.odds.eventId, market, marketType, ...problem })
  }
  return { byProposition, rejected }
}

/** The feed says `h2h` of two outcomes and of three: where the draw is sold it is the three. */
function typedMarket({ league }: ResolvedOdds, market: BookMarket): TypedMarket | undefined {
  const marketType = bookMarketTypeOf(market)
  if (marketType === undefined) return undefined
  if (marketType !== 'moneyline' || !isDrawSold(league)) {
    return isTyped(market) ? market : { ...market, marketType }
  }
  const period = market.period === 'full-game' ? 'regulation' : market.period
  return { ...market, marketType: 'three-way', period }
}

function isTyped(market: BookMarket): market is TypedMarket {
  return market.marketType !== undefined
}

interface MarketProblem {
  readonly reason: MarketRejectionReason
  readonly detail: string
}

function addMarket(
  byProposition: Map<string, PairedQuote[]>,
  odds: ResolvedOdds,
  market: TypedMarket,
): MarketProblem | undefined {
  const { marketType, outcomes } = market
  if (marketType !== 'three-way' && outcomes.some(({ name }) => isDrawName(name))) {
    return { reason: 'three-way-market', detail: 'a draw is offered' }
  }
  const read = readOutcomes(odds, market)
  if (read === undefined) {
    const detail = `not the outcomes of a ${marketType}: ${namesOf(market)}`
    return { reason: 'malformed-market', detail }
  }
  const detail =
    marketType === 'three-way'
      ? addResults(byProposition, market, read)
      : addSides(byProposition, market, read)
  return detail === undefined ? undefined : { reason: 'malformed-market', detail }
}

/** Adds three results, or the three pairs of a double chance; one taken down leaves no market. */
function addResults(
  byProposition: Map<string, PairedQuote[]>,
  market: TypedMarket,
  read: readonly ReadOutcome[],
): string | undefined {
  const keys = new Set(read.map(({ proposition }) => propositionKey(proposition)))
  const results = read.filter(({ proposition }) => isSingleResult(proposition))
  const isComplete = results.length === 3 && read.length === 3
  const isDoubleChance = results.length === 0 && read.length === 3
  if (keys.size !== 3 || !(isComplete || isDoubleChance)) {
    return `not home, draw and away: ${namesOf(market)}`
  }
  const outcomes = isComplete ? market.outcomes : []
  for (const { outcome, proposition } of read) {
    const otherKey = propositionKey(oppositeOf(proposition))
    const own = { market, yesOutcome: outcome, noOutcome: undefined, outcomes }
    push(byProposition, propositionKey(proposition), own)
    push(byProposition, otherKey, { market, yesOutcome: undefined, noOutcome: outcome, outcomes })
  }
  return undefined
}

function isSingleResult(proposition: ReadOutcome['proposition']): boolean {
  return proposition.tag === 'three-way' && !proposition.result.startsWith('not-')
}

interface Keyed {
  readonly outcome: BookOutcome
  readonly key: string
  readonly otherKey: string
}

/** Adds what mirrors, and single sides where a book may sell one; says what does not fit. */
function addSides(
  byProposition: Map<string, PairedQuote[]>,
  market: TypedMarket,
  read: readonly ReadOutcome[],
): string | undefined {
  const keys = read.map(({ proposition }) => propositionKey(proposition))
  if (isLadder(read, keys)) {
    for (let rung = 0; rung < read.length; rung += 2) {
      addRung(byProposition, market, rung, read, keys)
    }
    return undefined
  }
  const keyed = read.map(({ outcome, proposition }, at) => ({
    outcome,
    key: keys[at] ?? '',
    otherKey: propositionKey(oppositeOf(proposition)),
  }))
  const own = new Map<string, Keyed[]>()
  for (const item of keyed) push(own, item.key, item)
  const mayBeOneSided = MAY_BE_ONE_SIDED.has(market.marketType)
  let problem: string | undefined
  for (const { outcome, key, otherKey } of keyed) {
    const opposites = own.get(otherKey) ?? []
    const [opposite] = opposites
    const isSingle = own.get(key)?.length === 1 && opposites.length < 2
    if (!isSingle || (opposite === undefined && !mayBeOneSided)) {
      problem ??= `${outcome.name} ${outcome.point ?? ''} has no single opposite: ${namesOf(market)}`
      continue
    }
    const noOutcome = opposite?.outcome
    const outcomes = noOutcome === undefined ? [] : [outcome, noOutcome]
    push(byProposition, key, { market, yesOutcome: outcome, noOutcome, outcomes })
    if (noOutcome !== undefined) continue
    push(byProposition, otherKey, { market, yesOutcome: undefined, noOutcome: outcome, outcomes })
  }
  return problem
}

/** True where every second outcome is the other side of the one before it, as nearly all markets are listed. */
function isLadder(read: readonly ReadOutcome[], keys: readonly string[]): boolean {
  if (read.length % 2 !== 0) return false
  for (let at = 1; at < read.length; at += 2) {
    const first = read[at - 1]
    const second = read[at]
    if (first === undefined || second === undefined) return false
    if (!areOpposite(first.proposition, second.proposition)) return false
  }
  return keys.length === 2 || new Set(keys).size === keys.length
}

/** Adds both sides of a ladder's rung, which begins at a place. */
function addRung(
  byProposition: Map<string, PairedQuote[]>,
  market: TypedMarket,
  at: number,
  read: readonly ReadOutcome[],
  keys: readonly string[],
): void {
  const first = read[at]?.outcome
  const second = read[at + 1]?.outcome
  if (first === undefined || second === undefined) return
  const isWhole = market.outcomes.length === 2 && market.outcomes[0] === first
  const outcomes = isWhole ? market.outcomes : [first, second]
  const turned = [second, first]
  push(byProposition, keys[at] ?? '', {
    market,
    yesOutcome: first,
    noOutcome: second,
    outcomes,
  })
  push(byProposition, keys[at + 1] ?? '', {
    market,
    yesOutcome: second,
    noOutcome: first,
    outcomes: turned,
  })
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function readOutcomes(odds: ResolvedOdds, market: TypedMarket): readonly ReadOutcome[] | undefined {
  const { outcomes, marketType } = market
  const least = MAY_BE_ONE_SIDED.has(marketType) ? 1 : 2
  if (outcomes.length < least || outcomes.length > OUTCOMES_MAX) return undefined
  const read: ReadOutcome[] = []
  for (const outcome of outcomes) {
    const proposition = readOutcome(odds, market, outcome)
    if (proposition !== undefined) read.push({ outcome, proposition })
  }
  // One player whose name says nothing does not spoil the others.
  const mayDrop = marketType === 'player-prop' && read.length > 0
  return read.length === outcomes.length || mayDrop ? read : undefined
}

function namesOf({ outcomes }: BookMarket): string {
  const names = outcomes.slice(0, 4).map(({ name, point }) => `${name} ${point ?? ''}`.trim())
  return outcomes.length > 4 ? `${names.join(', ')}, …` : names.join(', ')
}

/** By book and market; one book lists a market once (126,000 recorded markets), more are told apart by their text. */
function byBook(a: BookMarket, b: BookMarket): number {
  if (a.book !== b.book) return a.book < b.book ? -1 : 1
  if (a.marketKey !== b.marketKey) return a.marketKey < b.marketKey ? -1 : 1
  if (a.updatedMs !== b.updatedMs) return a.updatedMs - b.updatedMs
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
