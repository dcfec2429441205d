/**
 * Links that a person ordered although matching found no candidate: a game that moved to another day,
 * or names that nothing reads alike. What each contract then says is still read from the listings: an
 * order never makes up a side or a line.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import { linkByOrder } from './by-name/match-by-name.ts'
import { namedGamesOf } from './by-name/named-game.ts'
import { namedFixtureOf } from './by-name/named-pairs.ts'
import { evidenceOf } from './confidence.ts'
import { type FixtureLink, linkOf } from './fixture-link.ts'
import { pairFixtures } from './pair-fixtures.ts'
import type { MarketPair } from './pair-markets.ts'
import { resolveContract, type ResolvedContract } from './resolve-contract.ts'
import { resolveOdds } from './resolve-odds.ts'
import { meetingKey, venueGamesOf } from './venue-games.ts'

/** A contract, or all of one of a venue's events, and the odds event that it is said to belong to. */
export type LinkOrder =
  | { readonly marketId: string; readonly oddsEventId: string }
  | { readonly contractEventId: string; readonly oddsEventId: string }

/**
 * Returns the candidates that orders make, each below the threshold of a pair: the decision itself
 * has to carry it. Only where registry or names tell that both are about the same two competitors;
 * an order about other teams makes none.
 */
export function orderedCandidates(
  orders: readonly LinkOrder[],
  listings: {
    readonly contracts: readonly ContractListing[]
    readonly odds: readonly OddsListing[]
  },
): readonly MarketPair[] {
  const ofOdds = new Map<string, LinkOrder[]>()
  for (const order of orders) {
    const known = ofOdds.get(order.oddsEventId)
    if (known === undefined) ofOdds.set(order.oddsEventId, [order])
    else known.push(order)
  }
  const meetings = lazily(() => meetingsOf(listings.contracts))
  return listings.odds.flatMap((odds) => {
    const own = ofOdds.get(odds.eventId)
    return own === undefined ? [] : candidatesOf(odds, isOrderedBy(own), listings, meetings)
  })
}

type IsOrdered = (contract: ContractListing) => boolean

function isOrderedBy(orders: readonly LinkOrder[]): IsOrdered {
  const markets = new Set(orders.flatMap((order) => ('marketId' in order ? order.marketId : [])))
  const events = new Set(
    orders.flatMap((order) => ('contractEventId' in order ? order.contractEventId : [])),
  )
  return ({ marketId, eventId }) => markets.has(marketId) || events.has(eventId)
}

/** Contracts that are understood, by the two teams that meet. */
type Meetings = ReadonlyMap<string, readonly ResolvedContract[]>

function meetingsOf(contracts: readonly ContractListing[]): Meetings {
  const meetings = new Map<string, ResolvedContract[]>()
  for (const contract of contracts) {
    const resolved = resolveContract(contract)
    if (resolved.tag === 'rejected') continue
    const key = meetingKey(resolved.league, resolved.away, resolved.home)
    const known = meetings.get(key)
    if (known === undefined) meetings.set(key, [resolved])
    else known.push(resolved)
  }
  return meetings
}

function lazily<T>(make: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: make() }
    return known.value
  }
}

function candidatesOf(
  listing: OddsListing,
  isOrdered: IsOrdered,
  { contracts }: { readonly contracts: readonly ContractListing[] },
  meetings: () => Meetings,
): readonly MarketPair[] {
  const { league } = listing
  if (league === undefined) return []
  const links =
    LEAGUES[league].competitors === 'persons'
      ? linksByName(league, contracts, listing, isOrdered)
      : linksByTeams(meetings(), listing, isOrdered)
  const { candidates } = pairFixtures(links)
  return candidates.filter(({ contract }) => isOrdered(contract))
}

/** Whole games, with the contracts that no order is about: or one game would seem to be two. */
function linksByTeams(
  meetings: Meetings,
  listing: OddsListing,
  isOrdered: IsOrdered,
): readonly FixtureLink[] {
  const odds = resolveOdds(listing)
  if (odds.tag === 'rejected') return []
  const resolved = meetings.get(meetingKey(odds.league, odds.away, odds.home)) ?? []
  return venueGamesOf(resolved)
    .filter((game) => game.contracts.some(({ contract }) => isOrdered(contract)))
    .map((game) => {
      const detail = `${game.easternDate}, odds ${odds.easternDate}: another time, by order`
      return linkOf(game, odds, [evidenceOf('start', 'startMoved', detail)])
    })
}

function linksByName(
  league: LeagueId,
  contracts: readonly ContractListing[],
  listing: OddsListing,
  isOrdered: IsOrdered,
): readonly FixtureLink[] {
  const own = contracts.filter(({ subject }) => subject.tag === 'game' && subject.league === league)
  return namedGamesOf(league, own)
    .filter((game) => game.contracts.some(isOrdered))
    .flatMap((game) => linkByOrder(game, listing))
    .map((link) => namedFixtureOf(link).link)
}
