/**
 * What the books quote on one odds event, by proposition: each two-sided market becomes two quotes,
 * one for either side. A market whose outcomes do not mirror each other quotes nothing here and is
 * named.
 * @module
 */
import type { BookMarket, BookOutcome } from '../fixtures/listing.ts'
import {
  checkLine,
  LINE_ABS_MAX,
  type MarketType,
  oppositeOf,
  type Proposition,
  propositionKey,
} from '../fixtures/proposition.ts'
import type { HomeAway, Team } from '../fixtures/team.ts'
import { resolveTeamName } from '../fixtures/team-registry.ts'
import { isDrawSold } from '../settlement/scope.ts'
import type { MarketRejectionReason, RejectedMarket } from './rejection.ts'
import type { ResolvedOdds } from './resolve-odds.ts'

/** A book's market that quotes a proposition and its opposite. */
export interface PairedQuote {
  readonly market: BookMarket
  /** Pays when the contract's YES does. */
  readonly yesOutcome: BookOutcome
  /** Pays when the contract's NO does. */
  readonly noOutcome: BookOutcome
}

/** All that the books quote on one event. */
export interface BookQuotes {
  /** By {@link propositionKey}, home and away as the odds event has them. */
  readonly byProposition: ReadonlyMap<string, readonly PairedQuote[]>
  readonly rejected: readonly RejectedMarket[]
}

/** Most outcomes of one market that are looked at: an alternate ladder has some dozens. */
export const OUTCOMES_MAX = 400

const LAY_MARKET_TYPES: Readonly<Record<string, MarketType>> = {
  h2h_lay: 'moneyline',
  spreads_lay: 'spread',
  totals_lay: 'total',
}

/** An outcome read as one side of the market. */
interface ReadOutcome {
  readonly outcome: BookOutcome
  readonly proposition: Proposition
}

/** Returns what the books quote on an odds event, in an order that does not depend on the feed's. */
export function bookQuotesOf(odds: ResolvedOdds): BookQuotes {
  const byProposition = new Map<string, PairedQuote[]>()
  const rejected: RejectedMarket[] = []
  for (const market of odds.odds.markets.toSorted(byBook)) {
    const marketType = market.marketType ?? LAY_MARKET_TYPES[market.marketKey]
    if (marketType === undefined || market.period !== 'full-game') continue
    const reject = (reason: MarketRejectionReason, detail: string): void => {
      rejected.push({ oddsEventId: odds.odds.eventId, market, marketType, reason, detail })
    }
    // A soccer market that lists two teams only is three-way with a price taken down, or draw no bet.
    const isThreeWay = marketType === 'moneyline' && isDrawSold(odds.league)
    if (isThreeWay || market.outcomes.some(({ name }) => isDraw(name))) {
      reject('three-way-market', isThreeWay ? 'the draw is sold' : 'a draw is offered')
      continue
    }
    const read = readOutcomes(odds, market, marketType)
    if (read === undefined) {
      reject('malformed-market', `not the outcomes of a ${marketType}: ${namesOf(market)}`)
      continue
    }
    const problem = addQuotes(byProposition, market, read)
    if (problem !== undefined) reject('malformed-market', problem)
  }
  return { byProposition, rejected }
}

/** Adds what mirrors; says what does not. */
function addQuotes(
  byProposition: Map<string, PairedQuote[]>,
  market: BookMarket,
  read: readonly ReadOutcome[],
): string | undefined {
  const own = new Map<string, ReadOutcome[]>()
  for (const item of read) {
    const key = propositionKey(item.proposition)
    push(own, key, item)
  }
  let problem: string | undefined
  for (const { outcome, proposition } of read) {
    const key = propositionKey(proposition)
    const [opposite, ...more] = own.get(propositionKey(oppositeOf(proposition))) ?? []
    if (opposite === undefined || more.length > 0 || own.get(key)?.length !== 1) {
      problem ??= `${outcome.name} ${outcome.point ?? ''} has no single opposite: ${namesOf(market)}`
      continue
    }
    const quote = { market, yesOutcome: outcome, noOutcome: opposite.outcome }
    push(byProposition, key, quote)
  }
  return problem
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function readOutcomes(
  odds: ResolvedOdds,
  market: BookMarket,
  marketType: MarketType,
): readonly ReadOutcome[] | undefined {
  if (market.outcomes.length < 2 || market.outcomes.length > OUTCOMES_MAX) return undefined
  const read = market.outcomes.map((outcome) => readOutcome(odds, outcome, marketType))
  return read.every((item) => item !== undefined) ? read : undefined
}

function readOutcome(
  odds: ResolvedOdds,
  outcome: BookOutcome,
  marketType: MarketType,
): ReadOutcome | undefined {
  const { name, point } = outcome
  const period = 'full-game'
  if (marketType === 'moneyline') {
    const team = sideOfName(odds, name)
    if (team === undefined || point !== undefined) return undefined
    return { outcome, proposition: { tag: 'moneyline', period, team } }
  }
  if (point === undefined || !isLine(point)) return undefined
  const line = checkLine(point)
  if (marketType === 'spread') {
    const team = sideOfName(odds, name)
    return team && { outcome, proposition: { tag: 'spread', period, team, line } }
  }
  const direction = name.trim().toLowerCase()
  if (direction !== 'over' && direction !== 'under') return undefined
  return { outcome, proposition: { tag: 'total', period, direction, line } }
}

function isLine(point: number): boolean {
  return Number.isInteger(point * 4) && Math.abs(point) <= LINE_ABS_MAX
}

function sideOfName(
  { odds, league, home, away }: ResolvedOdds,
  name: string,
): HomeAway | undefined {
  if (name === odds.homeName) return 'home'
  if (name === odds.awayName) return 'away'
  const found = resolveTeamName(league, name)
  return found.tag === 'team' ? sideOfTeam(found.team, home, away) : undefined
}

function sideOfTeam(team: Team, home: Team, away: Team): HomeAway | undefined {
  if (team === home) return 'home'
  return team === away ? 'away' : undefined
}

function isDraw(name: string): boolean {
  return /^(?:draw|tie)$/i.test(name.trim())
}

function namesOf({ outcomes }: BookMarket): string {
  const names = outcomes.slice(0, 4).map(({ name, point }) => `${name} ${point ?? ''}`.trim())
  return outcomes.length > 4 ? `${names.join(', ')}, …` : names.join(', ')
}

/** By book and market; one book lists a market once (126,000 recorded markets), more are told apart by their text. */
function byBook(a: BookMarket, b: BookMarket): number {
  const keys = [a, b].map((market) => `${market.book}|${market.marketKey}|${market.updatedMs}`)
  const [keyA = '', keyB = ''] = keys
  if (keyA === keyB) return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
  return keyA < keyB ? -1 : 1
}
