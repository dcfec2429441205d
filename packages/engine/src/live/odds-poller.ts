/**
 * What a poller of the feed is told wherever it runs: which request a planned call is, what of an answer
 * are games, what a failure means, and which games are near to paying.
 * @module
 */
import {
  CreditsExhaustedError,
  eventOddsRequest,
  eventsRequest,
  judgeFailure,
  type NearEdge,
  OddsApiError,
  type OddsRequest,
  OddsRequestNotSentError,
  oddsRequest,
  parseEvents,
  type PlannedCall,
  type PollFailure,
  type SeenFixture,
} from '@arbkit/odds'
import type { Candidate } from '../scan/priced-candidate.ts'

/** A refresh of the feed is told of a game this near to paying, hundredths of a percent. */
export const NEAR_EDGE_BPS_MAX = 300

/** Returns the request of a call. */
export function pollRequestOf(call: PlannedCall): OddsRequest {
  switch (call.kind) {
    case 'events':
      return eventsRequest({ sport: call.sportKey })
    case 'sport-odds':
      return oddsRequest({ sport: call.sportKey, markets: call.markets, books: call.books })
    case 'event-odds': {
      const { sportKey: sport, eventId, markets, books } = call
      return eventOddsRequest({ sport, eventId, markets, books })
    }
  }
}

/** What a failure means for polling: a key that is refused ends it, credits that are gone stop what costs. */
export function judgeLiveFailure(error: unknown, nowMs: number): PollFailure {
  if (error instanceof CreditsExhaustedError) {
    const { freesAtMs } = error.shortfall
    const retryAfterMs = freesAtMs === undefined ? undefined : Math.max(0, freesAtMs - nowMs)
    return { cause: 'not-sent', retryAfterMs }
  }
  if (error instanceof OddsRequestNotSentError) return { cause: 'not-sent' }
  if (!(error instanceof OddsApiError)) return judgeFailure(error)
  const { kind, usage } = error
  if (kind === 'out-of-credits') return { cause: 'spent', usage }
  if (kind === 'event-gone') return { cause: 'gone', usage }
  return { cause: kind === 'bad-key' ? 'fatal' : 'retry', usage }
}

/**
 * Returns the games of an answer that begin until then; none of an event's own odds.
 * @throws {WireFormatError} a body that is not of its schema.
 */
export function polledFixtures(
  call: PlannedCall,
  body: unknown,
  untilMs: number,
): readonly SeenFixture[] {
  if (call.kind === 'event-odds') return []
  const events = parseEvents(body, { source: call.sportKey, path: '$' })
  return events.filter(({ startMs }) => startMs <= untilMs)
}

/** Returns how near to paying each odds event is, where it is near at all. */
export function nearEdgesOf(
  candidates: readonly Pick<Candidate, 'pair' | 'finding'>[],
  atMs: number,
): ReadonlyMap<string, NearEdge> {
  const edges = new Map<string, NearEdge>()
  for (const { pair, finding } of candidates) {
    const missBps = Number(finding.margin.returnOnCost.times(-10_000).toFixed(0))
    const { eventId } = pair.odds
    if (missBps > NEAR_EDGE_BPS_MAX || missBps >= (edges.get(eventId)?.missBps ?? Infinity))
      continue
    edges.set(eventId, { atMs, missBps })
  }
  return edges
}
