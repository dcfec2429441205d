/**
 * Calls for events.
 * @module
 */
import { type ContractEvent, insideWire, isRecord, type WireLocation } from '@arbkit/core'
import { parseEvents } from '../../to-core/event.ts'
import { type Milestone, parseMilestones } from '../../to-core/milestone.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  checkSame,
  type CursorParams,
  type Page,
  pageReader,
  readRequest,
  theOnly,
} from './call.ts'
import {
  checkCursor,
  checkId,
  checkLimit,
  checkWord,
  commaSeparated,
  optional,
  queryOf,
  secondsBefore,
  segmentOf,
} from './parameters.ts'

/** Most events of a page (OpenAPI 3.28.0). */
export const EVENTS_PAGE_MAX = 200

/** Words by which events are filtered; never an event's own status. */
export const EVENT_FILTERS = ['unopened', 'open', 'closed', 'settled'] as const

/** Which events. Combos are never among them. */
export interface EventsParams extends CursorParams {
  /** 1 to {@link EVENTS_PAGE_MAX}, which is also the venue's default. */
  readonly limit?: number | undefined
  readonly status?: (typeof EVENT_FILTERS)[number] | undefined
  readonly seriesId?: string | undefined
  /** At most 100. */
  readonly eventIds?: readonly string[] | undefined
  /** With a market that closes after this, Unix ms. */
  readonly minCloseMs?: number | undefined
  /** Changed after this, Unix ms. */
  readonly minUpdatedMs?: number | undefined
  /** True to get the markets of each event along. */
  readonly withMarkets?: boolean | undefined
  /** True to get the milestones of the page along. */
  readonly withMilestones?: boolean | undefined
}

/** A page of events. */
export interface EventsPage extends Page<ContractEvent> {
  /** Empty where they were not asked for. */
  readonly milestones: readonly Milestone[]
}

/** Returns the call `GET /events`. @throws {InvalidInputError} */
export function getEventsRequest(params: EventsParams): KalshiRequest {
  const query = queryOf({
    limit: checkLimit(params.limit, EVENTS_PAGE_MAX),
    cursor: checkCursor(params.cursor),
    with_nested_markets: params.withMarkets,
    with_milestones: params.withMilestones,
    status: optional(params.status, (word) => checkWord('status', word, EVENT_FILTERS)),
    series_ticker: optional(params.seriesId, (id) => checkId('seriesId', id)),
    tickers: commaSeparated('eventIds', params.eventIds),
    min_close_ts: secondsBefore('minCloseMs', params.minCloseMs),
    min_updated_ts: secondsBefore('minUpdatedMs', params.minUpdatedMs),
  })
  return readRequest('/events', { query, isSigned: false })
}

const readEventList = pageReader(parseEvents, 'events')

function readEvents(payload: unknown, at: WireLocation): EventsPage {
  const milestones = isRecord(payload) ? (payload['milestones'] ?? []) : []
  return {
    ...readEventList(payload, at),
    milestones: parseMilestones(milestones, insideWire(at, 'milestones')),
  }
}

/**
 * Returns a page of events. Markets that come along may not be all of an event's (one report of
 * 2026-09-17): {@link getMarkets} by event is the whole. @throws as {@link answerOf}.
 */
export async function getEvents(
  send: Send,
  params: EventsParams,
  options?: SendOptions,
): Promise<EventsPage> {
  return answerOf(send, getEventsRequest(params), readEvents, options)
}

/** Which event. */
export interface EventParams {
  readonly eventId: string
}

/** Returns the call `GET /events/{event_ticker}`, its markets inside. @throws {InvalidInputError} */
export function getEventRequest({ eventId }: EventParams): KalshiRequest {
  const path = `/events/${segmentOf('eventId', eventId)}`
  return readRequest(path, { query: queryOf({ with_nested_markets: true }), isSigned: false })
}

/** Returns one event with its markets. @throws as {@link answerOf}. */
export async function getEvent(
  send: Send,
  params: EventParams,
  options?: SendOptions,
): Promise<ContractEvent> {
  return answerOf(
    send,
    getEventRequest(params),
    (payload, at) => {
      const event = theOnly(parseEvents(payload, at), at)
      checkSame(at, 'event', event.eventId, params.eventId)
      return event
    },
    options,
  )
}
