/**
 * From an event of an odds feed to a game between two known teams, or the named reason why not.
 * @module
 */
import { easternDateOf } from '../fixtures/eastern-time.ts'
import type { EasternDate } from '../fixtures/fixture.ts'
import { leagueOfOddsApiSport, type LeagueId } from '../fixtures/league.ts'
import type { OddsListing } from '../fixtures/listing.ts'
import type { Team } from '../fixtures/team.ts'
import { resolveTeamName } from '../fixtures/team-registry.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { isStartMs } from './contract-start.ts'
import { bookMarketTypeOf } from './book-market-type.ts'
import { meetsOnceADay } from './venue-games.ts'
import type { OddsRejectionReason, RejectedOdds } from './rejection.ts'

/** An odds event whose game is known. */
export interface ResolvedOdds {
  readonly tag: 'resolved'
  readonly odds: OddsListing
  readonly league: LeagueId
  readonly away: Team
  readonly home: Team
  /** Day of its start in US Eastern time. */
  readonly easternDate: EasternDate
  /** Unix ms. */
  readonly startMs: number
  readonly evidence: readonly MatchEvidence[]
}

/** Returns the game that an odds event is about, or a named rejection. */
export function resolveOdds(odds: OddsListing): ResolvedOdds | RejectedOdds {
  const { league, sportKey, awayName, homeName, startMs } = odds
  if (league === undefined) return rejected(odds, 'unknown-sport', sportKey)
  const problem = oddsProblemOf(odds, league)
  if (problem !== undefined) return problem
  if (isOfOtherMarkets(odds) && meetsOnceADay({ league })) {
    return rejected(odds, 'other-market', odds.markets.map(({ marketKey }) => marketKey).join(', '))
  }
  const away = resolveTeamName(league, awayName)
  const home = resolveTeamName(league, homeName)
  if (away.tag !== 'team' || home.tag !== 'team') {
    const isShared = away.tag !== 'unknown' && home.tag !== 'unknown'
    const names = `${awayName} @ ${homeName}`
    return rejected(odds, isShared ? 'ambiguous-team' : 'unknown-team', names)
  }
  if (away.team === home.team) {
    return rejected(odds, 'conflicting-evidence', `${awayName} plays itself`)
  }
  const isFull = [away.via, home.via].every((via) => via === 'full-name' || via === 'alias')
  const kind = isFull ? 'certain' : 'oddsShortName'
  return {
    tag: 'resolved',
    odds,
    league,
    away: away.team,
    home: home.team,
    easternDate: easternDateOf(startMs),
    startMs,
    evidence: [evidenceOf('odds-teams', kind, `${awayName} @ ${homeName}`)],
  }
}

/** Returns why a listing can be no game of its league, whoever meets; undefined where it may be. */
export function oddsProblemOf(odds: OddsListing, league: LeagueId): RejectedOdds | undefined {
  const { sportKey, startMs } = odds
  if (leagueOfOddsApiSport(sportKey)?.id !== league) {
    return rejected(odds, 'conflicting-evidence', `${sportKey} is not a sport key of ${league}`)
  }
  if (!isStartMs(startMs)) return rejected(odds, 'no-start', `not a time: ${startMs}`)
  return undefined
}

/**
 * True where everything that is quoted is something else: who advances, say. Where two may meet twice a
 * day such an event still counts as one of their games.
 */
function isOfOtherMarkets({ markets }: OddsListing): boolean {
  return markets.length > 0 && markets.every((market) => bookMarketTypeOf(market) === undefined)
}

function rejected(odds: OddsListing, reason: OddsRejectionReason, detail: string): RejectedOdds {
  return { tag: 'rejected', odds, reason, detail }
}
