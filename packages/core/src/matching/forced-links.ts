/**
 * Links that a person ordered although matching found no candidate: a game that moved to another day,
 * or names that nothing reads alike. What each contract then says is still read from the listings: an
 * order never makes up a side or a line.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { evidenceOf } from './confidence.ts'
import { linkOf } from './fixture-link.ts'
import { pairFixtures } from './pair-fixtures.ts'
import type { MarketPair } from './pair-markets.ts'
import { resolveContract } from './resolve-contract.ts'
import { resolveOdds } from './resolve-odds.ts'
import { venueGamesOf } from './venue-games.ts'

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
  return orders.flatMap((order) => {
    const odds = listings.odds.find(({ eventId }) => eventId === order.oddsEventId)
    const contracts = listings.contracts.filter((contract) => isOrdered(contract, order))
    return odds === undefined ? [] : candidatesOf(contracts, odds)
  })
}

function isOrdered({ marketId, eventId }: ContractListing, order: LinkOrder): boolean {
  return 'marketId' in order ? marketId === order.marketId : eventId === order.contractEventId
}

function candidatesOf(
  contracts: readonly ContractListing[],
  listing: OddsListing,
): readonly MarketPair[] {
  const odds = resolveOdds(listing)
  if (odds.tag === 'rejected') return []
  const resolved = contracts
    .map(resolveContract)
    .filter((contract) => contract.tag === 'resolved')
    .filter(({ league, away, home }) => {
      const both = new Set([away, home])
      return league === odds.league && both.has(odds.away) && both.has(odds.home)
    })
  const links = venueGamesOf(resolved).map((game) => {
    const detail = `${game.easternDate}, odds ${odds.easternDate}: another time, by order`
    return linkOf(game, odds, [evidenceOf('start', 'startMoved', detail)])
  })
  return pairFixtures(links).candidates
}
