/**
 * Matching by names as a whole, for one league: games and odds events in, pairs and what went nowhere
 * out.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../../fixtures/listing.ts'
import { confidenceOf, evidenceOf, MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import type { Found } from '../match-result.ts'
import { unpairedByRejection } from '../match-result.ts'
import { pairFixtures } from '../pair-fixtures.ts'
import { matchByName, type NamedLink, namedOddsOf } from './match-by-name.ts'
import { namedFixtureOf } from './named-pairs.ts'
import { namedGamesOf } from './named-game.ts'

/** What names alone found; contracts in none of its lists have no candidate. */
export function matchNamed(
  league: LeagueId,
  contracts: readonly ContractListing[],
  odds: readonly OddsListing[],
): Found {
  const events = odds.toSorted(byId).flatMap((listing) => namedOddsOf(listing) ?? [])
  const links = matchByName(namedGamesOf(league, contracts), events)
  const fixtures = links.map((link) => namedFixtureOf(capped(link)))
  const found = pairFixtures(fixtures.map(({ link }) => link))
  const rejected = fixtures.flatMap((fixture) => fixture.rejected.map(unpairedByRejection))
  return { ...found, unpaired: [...found.unpaired, ...rejected] }
}

/** Teams that the registry could not tell are never certain, whatever their names say. */
function capped(link: NamedLink): NamedLink {
  const isPersons = LEAGUES[link.game.league].competitors === 'persons'
  if (isPersons || confidenceOf(link.evidence) < MATCH_CONFIDENCE_MIN) return link
  const open = evidenceOf('name', 'unknownName', 'the registry could not read this contract')
  return { ...link, evidence: [...link.evidence, open] }
}

function byId(a: OddsListing, b: OddsListing): number {
  return a.eventId < b.eventId ? -1 : 1
}
