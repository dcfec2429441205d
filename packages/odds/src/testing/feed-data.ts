/**
 * What the stand-in of The Odds API answers from: events, scores and names in the API's own shape, prices in
 * American odds, times in ISO text.
 * @module
 */

/** One outcome. */
export interface ApiOutcome {
  readonly name: string
  /** American odds. */
  readonly price: number
  readonly point?: number
  /** A player, or the team of a team total. */
  readonly description?: string
  readonly link?: string | null
  readonly sid?: string | null
  /** Dollars. */
  readonly bet_limit?: number | null
  readonly multiplier?: number | null
}

/** One market of one book. */
export interface ApiMarket {
  readonly key: string
  readonly last_update: string
  readonly link?: string | null
  readonly sid?: string | null
  readonly outcomes: readonly ApiOutcome[]
}

/** One book. Its region is that of the package's own list of bookmakers. */
export interface ApiBookmaker {
  readonly key: string
  readonly title: string
  readonly last_update: string
  readonly link?: string | null
  readonly sid?: string | null
  readonly markets: readonly ApiMarket[]
}

/** One event with everything that is known of it; answers show what was asked for. */
export interface ApiEvent {
  /** 32 hexadecimal digits. */
  readonly id: string
  readonly sport_key: string
  readonly sport_title: string
  readonly commence_time: string
  readonly home_team: string | null
  readonly away_team: string | null
  readonly home_rotation?: number | null
  readonly away_rotation?: number | null
  readonly bookmakers: readonly ApiBookmaker[]
}

/** One sport. */
export interface ApiSport {
  readonly key: string
  readonly group: string
  readonly title: string
  readonly description: string
  readonly active: boolean
  readonly has_outrights: boolean
}

/** How one event stands. */
export interface ApiScore {
  readonly id: string
  readonly sport_key: string
  readonly sport_title: string
  readonly commence_time: string
  readonly completed: boolean
  readonly home_team: string | null
  readonly away_team: string | null
  readonly scores: readonly { readonly name: string; readonly score: string }[] | null
  readonly last_update: string | null
}

/** A team or a person of a sport. */
export interface ApiParticipant {
  readonly sport_key: string
  readonly id: string
  readonly full_name: string
}

/** The feed as it stood at a moment. */
export interface ApiSnapshot {
  readonly timestamp: string
  readonly events: readonly ApiEvent[]
}

/** Everything that is answered from. What is left out is empty. */
export interface OddsApiData {
  /** Those of the events, in season, where it is left out. */
  readonly sports?: readonly ApiSport[] | undefined
  readonly events?: readonly ApiEvent[] | undefined
  readonly scores?: readonly ApiScore[] | undefined
  readonly participants?: readonly ApiParticipant[] | undefined
  /** Oldest first. */
  readonly snapshots?: readonly ApiSnapshot[] | undefined
}

/** Returns the sports that are listed. */
export function sportsOf({ sports, events = [] }: OddsApiData): readonly ApiSport[] {
  if (sports !== undefined) return sports
  const titles = new Map(events.map((event) => [event.sport_key, event.sport_title]))
  return [...titles].map(([key, title]) => ({
    key,
    group: title,
    title,
    description: title,
    active: true,
    has_outrights: false,
  }))
}
