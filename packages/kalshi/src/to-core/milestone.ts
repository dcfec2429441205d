/**
 * Milestones: which events are about one physical game, when it starts and who plays. The only clock
 * that football, basketball, hockey and soccer contracts have.
 * @module
 */
import {
  type ContractListing,
  checkWire,
  easternDateOf,
  LEAGUES,
  type ScheduledStart,
  type WireLocation,
} from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { milestoneSchema } from '../wire/milestone.ts'
import { structuredTargetSchema } from '../wire/structured-target.ts'
import type { TeamNames } from './labels.ts'
import { readInstant } from './read.ts'

/** One physical game, match or fight, or another occasion: `type` says which. */
export interface Milestone {
  readonly id: string
  /** `Syracuse vs Pittsburgh`. */
  readonly title: string
  /** The venue's word, `football_game`; open. */
  readonly type: string
  /** The venue's name of the league, `NCAAFB`; undefined where it gives none. */
  readonly league: string | undefined
  /** The venue's word, `scheduled`; open. */
  readonly status: string | undefined
  /** Scheduled start, Unix ms. */
  readonly startMs: number
  /** Structured target of the home side; of the first named where there is no home. */
  readonly homeTargetId: string | undefined
  readonly awayTargetId: string | undefined
  /** The event of the game's winner. */
  readonly mainEventId: string | undefined
  /** Every event about it, each once: the main one, those on its outcome, related ones. */
  readonly eventIds: readonly string[]
}

/** A team, a player, or whatever else a contract may be about. */
export interface StructuredTarget {
  readonly id: string
  /** As the venue prints it. */
  readonly name: string
  /** The venue's word, `football_team`; open. */
  readonly type: string
}

/**
 * Parses milestones: `{milestones: […], cursor}` (also beside events that were asked for with their
 * milestones), `{milestone: …}`, a bare list, or a bare one.
 * @throws {WireFormatError} a field missing or of another type, a start that is no time.
 */
export function parseMilestones(payload: unknown, at: WireLocation): readonly Milestone[] {
  return itemsOf(payload, at, { many: 'milestones', one: 'milestone' }).map((item) => {
    const wire = checkWire(milestoneSchema, item.value, item.at)
    const { primary_event_tickers: primary, related_event_tickers: related } = wire
    const details = wire.details ?? {}
    const mainEventId = details.main_game_event_ticker ?? undefined
    const eventIds = [mainEventId ?? [], primary ?? [], related ?? []].flat()
    return {
      id: wire.id,
      title: wire.title,
      type: wire.type,
      league: details.league ?? undefined,
      status: details.status ?? undefined,
      startMs: readInstant(item.at, 'start_date', wire.start_date),
      homeTargetId: details.home_team_id ?? details.first_competitor_id ?? undefined,
      awayTargetId: details.away_team_id ?? details.second_competitor_id ?? undefined,
      mainEventId,
      eventIds: [...new Set(eventIds)],
    }
  })
}

/**
 * Parses structured targets: `{structured_targets: […], cursor}`, `{structured_target: …}`, a bare list,
 * or a bare one.
 * @throws {WireFormatError} a field missing or of another type.
 */
export function parseStructuredTargets(
  payload: unknown,
  at: WireLocation,
): readonly StructuredTarget[] {
  const keys = { many: 'structured_targets', one: 'structured_target' }
  return itemsOf(payload, at, keys).map((item) => {
    const { id, name, type } = checkWire(structuredTargetSchema, item.value, item.at)
    return { id, name, type }
  })
}

/** Where the start was read. */
const SOURCE = 'milestone'
/** Moments outside are no start of a game; a time that was never set is printed as the year 1. */
const START_MIN_MS = Date.UTC(2008, 0, 1)
const START_MAX_MS = Date.UTC(2099, 0, 1)

/**
 * Returns the listing with what a milestone says of its game: one more statement of the start, and the
 * two sides' names in the order of its league's tickers where the listing had none. A milestone about
 * other events changes nothing. Statements are added, never replaced: two milestones that disagree stay
 * visible as a conflict.
 */
export function withMilestone(
  listing: ContractListing,
  milestone: Milestone,
  targetsById: ReadonlyMap<string, StructuredTarget>,
): ContractListing {
  if (!milestone.eventIds.includes(listing.eventId)) return listing
  const start = startOf(milestone)
  const isKnown = listing.otherStarts.some(
    ({ source, startMs }) => source === SOURCE && startMs === milestone.startMs,
  )
  return {
    ...listing,
    otherStarts:
      start === undefined || isKnown ? listing.otherStarts : [...listing.otherStarts, start],
    teamNames: listing.teamNames ?? namesOf(listing, milestone, targetsById),
  }
}

function startOf({ startMs }: Milestone): ScheduledStart | undefined {
  if (startMs < START_MIN_MS || startMs > START_MAX_MS) return undefined
  return { easternDate: easternDateOf(startMs), startMs, source: SOURCE }
}

/** Names of a game's sides; a league without a rule of order takes them as they come. */
function namesOf(
  { subject }: ContractListing,
  { homeTargetId, awayTargetId }: Milestone,
  targetsById: ReadonlyMap<string, StructuredTarget>,
): TeamNames | undefined {
  if (subject.tag !== 'game') return undefined
  const home = homeTargetId === undefined ? undefined : targetsById.get(homeTargetId)
  const away = awayTargetId === undefined ? undefined : targetsById.get(awayTargetId)
  if (home === undefined || away === undefined) return undefined
  return LEAGUES[subject.league].namedFirst === 'away'
    ? [away.name, home.name]
    : [home.name, away.name]
}
