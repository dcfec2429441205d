/**
 * What the registries can not place, by league: persons' contracts, and those of teams that no
 * registry has, beside the odds events that may be theirs. A likeness of teams is never more than a
 * suggestion.
 * @module
 */
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { NamedLeague } from './by-name/match-named.ts'
import { type Found, type UnpairedContract, unpairedByRejection } from './match-result.ts'
import type { RejectedContract } from './rejection.ts'

/** A contract whose competitors the registry does not know. */
export interface UnplacedContract {
  readonly contract: ContractListing
  /** Why it was not understood; undefined for persons, who are in no registry. */
  readonly why: RejectedContract | undefined
}

interface NameRoom {
  readonly contracts: Map<string, UnplacedContract>
  readonly named: NamedLeague
  /** Undefined until it is asked for. */
  known: Found | undefined
}

/** Everything that goes by name, a room for each league. */
export class NameRooms {
  private readonly rooms = new Map<LeagueId, NameRoom>()
  private readonly leagueOfContract = new Map<string, LeagueId>()
  private readonly leagueOfOdds = new Map<string, LeagueId>()

  addContract(league: LeagueId, unplaced: UnplacedContract): void {
    const { marketId } = unplaced.contract
    const room = this.roomOf(league)
    room.contracts.set(marketId, unplaced)
    room.named.addContract(unplaced.contract)
    room.known = undefined
    this.leagueOfContract.set(marketId, league)
  }

  addOdds(league: LeagueId, listing: OddsListing): void {
    const room = this.roomOf(league)
    room.named.addOdds(listing)
    room.known = undefined
    this.leagueOfOdds.set(listing.eventId, league)
  }

  dropContract(marketId: string): void {
    const league = this.leagueOfContract.get(marketId)
    if (league === undefined) return
    const room = this.roomOf(league)
    room.contracts.delete(marketId)
    room.named.dropContract(marketId)
    room.known = undefined
    this.leagueOfContract.delete(marketId)
  }

  dropOdds(eventId: string): void {
    const league = this.leagueOfOdds.get(eventId)
    if (league === undefined) return
    const room = this.roomOf(league)
    room.named.dropOdds(eventId)
    room.known = undefined
    this.leagueOfOdds.delete(eventId)
  }

  /** Says that something of a league changed that decides which odds events are free. */
  touch(league: LeagueId): void {
    const room = this.rooms.get(league)
    if (room !== undefined) room.known = undefined
  }

  leagueOf(marketId: string): LeagueId | undefined {
    return this.leagueOfContract.get(marketId)
  }

  leagues(): readonly LeagueId[] {
    return [...this.rooms.keys()].toSorted()
  }

  /**
   * What the names of a league came to.
   * @param pairedOdds asked only where it decides: ids of odds events that are other games'.
   */
  found(league: LeagueId, pairedOdds: () => ReadonlySet<string>): Found {
    const room = this.roomOf(league)
    room.known ??= foundIn(league, room, pairedOdds)
    return room.known
  }

  private roomOf(league: LeagueId): NameRoom {
    const known = this.rooms.get(league)
    if (known !== undefined) return known
    const made: NameRoom = {
      contracts: new Map(),
      named: new NamedLeague(league),
      known: undefined,
    }
    this.rooms.set(league, made)
    return made
  }
}

const NONE: ReadonlySet<string> = new Set()
const NOTHING: Found = { candidates: [], unpaired: [], rejectedMarkets: [] }

function foundIn(
  league: LeagueId,
  { contracts, named }: NameRoom,
  pairedOdds: () => ReadonlySet<string>,
): Found {
  if (contracts.size === 0) return NOTHING
  const found = named.found(LEAGUES[league].competitors === 'persons' ? NONE : pairedOdds())
  const candidates = new Set(found.candidates.map(({ contract }) => contract.marketId))
  const told = new Map(found.unpaired.map((entry) => [entry.contract.marketId, entry]))
  const unpaired = [...contracts.values()].flatMap(({ contract, why }): UnpairedContract[] => {
    if (candidates.has(contract.marketId)) return []
    if (why !== undefined) return [unpairedByRejection(why)]
    return [told.get(contract.marketId) ?? unnamed(contract)]
  })
  return { ...found, unpaired }
}

const unnamedOf = new WeakMap<ContractListing, UnpairedContract>()

/** The same object each time, so that what did not change is not taken for new. */
function unnamed(contract: ContractListing): UnpairedContract {
  const known = unnamedOf.get(contract)
  if (known !== undefined) return known
  const detail = 'the feed lists no game of these names on this day'
  const made: UnpairedContract = {
    contract,
    reason: 'no-odds-event',
    detail,
    nearest: undefined,
    quotedLines: [],
  }
  unnamedOf.set(contract, made)
  return made
}
