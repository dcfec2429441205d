/**
 * Matching by names as a whole, for one league: games and odds events in, pairs and what went nowhere
 * out. Told of a change, it compares only what the change touches.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../../fixtures/listing.ts'
import { confidenceOf, evidenceOf, MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import { type Found, unpairedByRejection } from '../match-result.ts'
import { pairFixtures } from '../pair-fixtures.ts'
import { matchByName, namedOddsOf } from './match-by-name.ts'
import { byMarketId, gameKeyOf, type NamedGame, namedGameOf } from './named-game.ts'
import { NameMemory } from './name-memory.ts'
import type { NamedLink, NamedOdds } from './named-link.ts'
import { namedFixtureOf } from './named-pairs.ts'

/** The contracts of one game. */
interface Group {
  readonly contracts: Map<string, ContractListing>
  /** Null where they say too little; undefined until it is asked for. */
  game: NamedGame | null | undefined
}

/** Matches one league by names. */
export class NamedLeague {
  private readonly league: LeagueId
  private readonly groups = new Map<string, Group>()
  private readonly groupOf = new Map<string, string>()
  private readonly listings = new Map<string, OddsListing>()
  /** By id; undefined until it is asked for. */
  private events: readonly NamedOdds[] | undefined
  private readonly eventOf = new WeakMap<OddsListing, { readonly event: NamedOdds | undefined }>()
  private readonly memory = new NameMemory()
  private readonly foundOf = new WeakMap<NamedLink, Found>()

  constructor(league: LeagueId) {
    this.league = league
  }

  addContract(contract: ContractListing): void {
    const key = gameKeyOf(contract)
    const group = this.groups.get(key) ?? { contracts: new Map(), game: undefined }
    group.contracts.set(contract.marketId, contract)
    group.game = undefined
    this.groups.set(key, group)
    this.groupOf.set(contract.marketId, key)
  }

  dropContract(marketId: string): void {
    const key = this.groupOf.get(marketId)
    const group = key === undefined ? undefined : this.groups.get(key)
    if (key === undefined || group === undefined) return
    group.contracts.delete(marketId)
    group.game = undefined
    if (group.contracts.size === 0) this.groups.delete(key)
    this.groupOf.delete(marketId)
  }

  addOdds(listing: OddsListing): void {
    this.listings.set(listing.eventId, listing)
    this.events = undefined
  }

  dropOdds(eventId: string): void {
    this.listings.delete(eventId)
    this.events = undefined
  }

  /**
   * What names alone find; contracts in none of its lists have no candidate.
   * @param isTaken ids of odds events that are other games'.
   */
  found(isTaken: ReadonlySet<string>): Found {
    this.events ??= this.readEvents()
    const events = this.events.filter(({ odds }) => !isTaken.has(odds.eventId))
    const found = matchByName(this.games(), events, this.memory).map((link) => this.foundBy(link))
    return {
      candidates: found.flatMap(({ candidates }) => candidates),
      unpaired: found.flatMap(({ unpaired }) => unpaired),
      rejectedMarkets: found.flatMap(({ rejectedMarkets }) => rejectedMarkets),
    }
  }

  private games(): readonly NamedGame[] {
    const games: NamedGame[] = []
    for (const key of [...this.groups.keys()].toSorted()) {
      const group = this.groups.get(key)
      if (group === undefined) continue
      if (group.game === undefined) group.game = this.read(group.contracts)
      if (group.game !== null) games.push(group.game)
    }
    return games
  }

  private read(contracts: ReadonlyMap<string, ContractListing>): NamedGame | null {
    return namedGameOf(this.league, [...contracts.values()].toSorted(byMarketId)) ?? null
  }

  private readEvents(): readonly NamedOdds[] {
    return [...this.listings.values()].toSorted(byId).flatMap((listing) => {
      const known = this.eventOf.get(listing) ?? { event: namedOddsOf(listing) }
      this.eventOf.set(listing, known)
      return known.event ?? []
    })
  }

  private foundBy(link: NamedLink): Found {
    const known = this.foundOf.get(link)
    if (known !== undefined) return known
    const fixture = namedFixtureOf(capped(link))
    const found = pairFixtures([fixture.link])
    const rejected = fixture.rejected.map(unpairedByRejection)
    const made: Found = { ...found, unpaired: [...found.unpaired, ...rejected] }
    this.foundOf.set(link, made)
    return made
  }
}

/** Returns what names alone find in some listings of a league. */
export function matchNamed(
  league: LeagueId,
  contracts: readonly ContractListing[],
  odds: readonly OddsListing[],
): Found {
  const own = new NamedLeague(league)
  for (const contract of contracts) own.addContract(contract)
  for (const listing of odds) own.addOdds(listing)
  return own.found(new Set())
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
