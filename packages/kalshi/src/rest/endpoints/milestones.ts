/**
 * Calls for milestones (physical games) and structured targets (who plays).
 * @module
 */
import {
  type Milestone,
  parseMilestones,
  parseStructuredTargets,
  type StructuredTarget,
} from '../../to-core/milestone.ts'
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
  checkIds,
  checkMoment,
  checkText,
  checkWhole,
  optional,
  queryOf,
  secondsBefore,
  segmentOf,
} from './parameters.ts'

/** Most milestones of a page (OpenAPI 3.28.0). */
export const MILESTONES_PAGE_MAX = 500
/** Most targets of a page, and most ids of one call (OpenAPI 3.28.0). */
export const TARGETS_PAGE_MAX = 2_000

/** Which milestones. */
export interface MilestonesParams extends CursorParams {
  /** 1 to {@link MILESTONES_PAGE_MAX}; the venue has no default. */
  readonly limit: number
  /** Start at or after this, Unix ms. */
  readonly minStartMs?: number | undefined
  /** `Sports`. */
  readonly category?: string | undefined
  /** The venue's name; one live test of 2026-09-17 found nothing by it. */
  readonly competition?: string | undefined
  /** Id of a source of the venue's. */
  readonly sourceId?: string | undefined
  /** `football_game`. */
  readonly type?: string | undefined
  readonly relatedEventId?: string | undefined
  /** Changed after this, Unix ms. */
  readonly minUpdatedMs?: number | undefined
}

/** Returns the call `GET /milestones`. @throws {InvalidInputError} */
export function getMilestonesRequest(params: MilestonesParams): KalshiRequest {
  const query = queryOf({
    limit: checkWhole('limit', params.limit, { min: 1, max: MILESTONES_PAGE_MAX }),
    minimum_start_date: optional(params.minStartMs, (ms) =>
      new Date(checkMoment('minStartMs', ms)).toISOString(),
    ),
    category: checkText('category', params.category),
    competition: checkText('competition', params.competition),
    source_id: checkText('sourceId', params.sourceId),
    type: checkText('type', params.type),
    related_event_ticker: optional(params.relatedEventId, (id) => checkId('relatedEventId', id)),
    cursor: checkCursor(params.cursor),
    min_updated_ts: secondsBefore('minUpdatedMs', params.minUpdatedMs),
  })
  return readRequest('/milestones', { query, isSigned: false })
}

const readMilestones = pageReader(parseMilestones, 'milestones')

/** Returns a page of milestones. @throws as {@link answerOf}. */
export async function getMilestones(
  send: Send,
  params: MilestonesParams,
  options?: SendOptions,
): Promise<Page<Milestone>> {
  return answerOf(send, getMilestonesRequest(params), readMilestones, options)
}

/** Which milestone. */
export interface MilestoneParams {
  readonly milestoneId: string
}

/** Returns the call `GET /milestones/{milestone_id}`. @throws {InvalidInputError} */
export function getMilestoneRequest({ milestoneId }: MilestoneParams): KalshiRequest {
  return readRequest(`/milestones/${segmentOf('milestoneId', milestoneId)}`, { isSigned: false })
}

/** Returns one milestone. @throws as {@link answerOf}. */
export async function getMilestone(
  send: Send,
  params: MilestoneParams,
  options?: SendOptions,
): Promise<Milestone> {
  return answerOf(
    send,
    getMilestoneRequest(params),
    (payload, at) => {
      const milestone = theOnly(parseMilestones(payload, at), at)
      checkSame(at, 'milestone', milestone.id, params.milestoneId)
      return milestone
    },
    options,
  )
}

/** Which targets. */
export interface StructuredTargetsParams extends CursorParams {
  /** At most {@link TARGETS_PAGE_MAX}. */
  readonly targetIds?: readonly string[] | undefined
  /** `football_team`. */
  readonly type?: string | undefined
  /** `NBA`: league, conference, division or tour. */
  readonly competition?: string | undefined
  /** 1 to {@link TARGETS_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
}

/** Returns the call `GET /structured_targets`. @throws {InvalidInputError} */
export function getStructuredTargetsRequest(params: StructuredTargetsParams): KalshiRequest {
  const range = { min: 1, max: TARGETS_PAGE_MAX }
  const query = queryOf({
    ids: optional(params.targetIds, (ids) => checkIds('targetIds', ids, TARGETS_PAGE_MAX)),
    type: checkText('type', params.type),
    competition: checkText('competition', params.competition),
    page_size: optional(params.limit, (limit) => checkWhole('limit', limit, range)),
    cursor: checkCursor(params.cursor),
  })
  return readRequest('/structured_targets', { query, isSigned: false })
}

const readTargets = pageReader(parseStructuredTargets, 'structured_targets')

/** Returns a page of targets. @throws as {@link answerOf}. */
export async function getStructuredTargets(
  send: Send,
  params: StructuredTargetsParams,
  options?: SendOptions,
): Promise<Page<StructuredTarget>> {
  return answerOf(send, getStructuredTargetsRequest(params), readTargets, options)
}

/** Which target. */
export interface StructuredTargetParams {
  readonly targetId: string
}

/** Returns the call `GET /structured_targets/{structured_target_id}`. @throws {InvalidInputError} */
export function getStructuredTargetRequest({ targetId }: StructuredTargetParams): KalshiRequest {
  return readRequest(`/structured_targets/${segmentOf('targetId', targetId)}`, { isSigned: false })
}

/** Returns one target. @throws as {@link answerOf}. */
export async function getStructuredTarget(
  send: Send,
  params: StructuredTargetParams,
  options?: SendOptions,
): Promise<StructuredTarget> {
  return answerOf(
    send,
    getStructuredTargetRequest(params),
    (payload, at) => {
      const target = theOnly(parseStructuredTargets(payload, at), at)
      checkSame(at, 'structured_target', target.id, params.targetId)
      return target
    },
    options,
  )
}
