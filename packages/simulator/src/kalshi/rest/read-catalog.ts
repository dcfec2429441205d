/**
 * Reads that the catalog answers: milestones, structured targets, live data, fee changes.
 * @module
 */
import { isRecord } from '@arbkit/core'
import type { Catalog } from '../catalog.ts'
import { type Answer, done, invalid, notFound, textIn, type WireRow } from './answer.ts'
import { flagOf, momentMsOf } from './fields.ts'
import { pageOf } from './page.ts'

/** Milestones of live data in one batch (OpenAPI 3.28.0). */
export const LIVE_DATA_MAX = 100

/** Targets of one page, and ids that one call may name (OpenAPI 3.28.0). */
export const TARGETS_MAX = 2000

/** Where the details of games and competitors say what they belong to (OpenAPI 3.28.0). */
const COMPETITION_KEYS = ['competition', 'league', 'conference', 'division', 'tour'] as const

/** `GET /milestones`; the venue refuses one without `limit` in a form of its own. */
export function readMilestones(catalog: Catalog, query: URLSearchParams): Answer {
  if (query.get('limit') === null) {
    const msg = 'Query argument limit is required, but not found'
    return { status: 400, body: { msg } }
  }
  const related = query.get('related_event_ticker')
  const competition = query.get('competition')
  const source = query.get('source_id')
  const startsFrom = instantOf(query, 'minimum_start_date')
  const updatedAfter = momentMsOf(query, 'min_updated_ts') ?? -Infinity
  const rows = (catalog.milestones ?? []).filter(
    (row) =>
      isSame(query, row, 'type') &&
      isSame(query, row, 'category') &&
      (related === null || textsOf(row['related_event_tickers']).includes(related)) &&
      (competition === null || isOfCompetition(row, competition)) &&
      (source === null || Object.values(row['source_ids'] ?? {}).includes(source)) &&
      Date.parse(textIn(row, 'start_date')) >= startsFrom &&
      Date.parse(textIn(row, 'last_updated_ts')) > updatedAfter,
  )
  const page = pageOf(query, { most: 500, usual: 100 }, rows)
  return done({ milestones: page.rows, cursor: page.cursor })
}

/** `GET /milestones/{id}` */
export function readMilestone(catalog: Catalog, id: string): Answer {
  return done({ milestone: theOne(catalog.milestones ?? [], id) })
}

/** `GET /structured_targets` */
export function readTargets(catalog: Catalog, query: URLSearchParams): Answer {
  const ids = query.getAll('ids')
  if (ids.length > TARGETS_MAX) throw invalid(`ids must be at most ${TARGETS_MAX}`)
  const competition = query.get('competition')
  const rows = (catalog.structuredTargets ?? []).filter(
    (row) =>
      isSame(query, row, 'type') &&
      (competition === null || isOfCompetition(row, competition)) &&
      (ids.length === 0 || ids.includes(textIn(row, 'id'))),
  )
  const page = pageOf(query, { most: TARGETS_MAX, usual: 100, limit: 'page_size' }, rows)
  return done({ structured_targets: page.rows, cursor: page.cursor })
}

/** `GET /structured_targets/{id}` */
export function readTarget(catalog: Catalog, id: string): Answer {
  return done({ structured_target: theOne(catalog.structuredTargets ?? [], id) })
}

/** `GET /live_data/milestone/{id}` */
export function readLiveData(catalog: Catalog, id: string): Answer {
  return done({ live_data: liveDataOf(catalog, id) ?? gone() })
}

/** `GET /live_data/batch`; milestones without live data are left out. */
export function readLiveDatas(catalog: Catalog, query: URLSearchParams): Answer {
  const ids = query.getAll('milestone_ids')
  if (ids.length === 0 || ids.length > LIVE_DATA_MAX) {
    throw invalid(`milestone_ids must be 1 to ${LIVE_DATA_MAX}`)
  }
  return done({ live_datas: ids.flatMap((id) => liveDataOf(catalog, id) ?? []) })
}

/** `GET /live_data/events/{event_ticker}`: that of the first milestone that names the event. */
export function readEventLiveData(catalog: Catalog, ticker: string): Answer {
  const milestone = (catalog.milestones ?? []).find((row) =>
    textsOf(row['related_event_tickers']).includes(ticker),
  )
  const { type, details } = liveDataOf(catalog, textIn(milestone ?? {}, 'id')) ?? gone()
  return done({ live_data: { type, details } })
}

/** `GET /series/fee_changes`; past ones only on demand. */
export function readSeriesFeeChanges(
  catalog: Catalog,
  query: URLSearchParams,
  nowMs: number,
): Answer {
  const withPast = flagOf(query, 'show_historical') ?? false
  const rows = (catalog.seriesFeeChanges ?? []).filter(
    (row) =>
      isSame(query, row, 'series_ticker') &&
      (withPast || Date.parse(textIn(row, 'scheduled_ts')) > nowMs),
  )
  return done({ series_fee_change_arr: rows })
}

/** `GET /events/fee_changes` */
export function readEventFeeChanges(catalog: Catalog, query: URLSearchParams): Answer {
  const rows = (catalog.eventFeeChanges ?? []).filter((row) => isSame(query, row, 'event_ticker'))
  const page = pageOf(query, { most: 1000, usual: 100 }, rows)
  return done({ event_fee_changes: page.rows, cursor: page.cursor })
}

function liveDataOf(catalog: Catalog, id: string): WireRow | undefined {
  const details = catalog.liveData?.[id]
  const milestone = (catalog.milestones ?? []).find((row) => row['id'] === id)
  if (details === undefined || milestone === undefined) return undefined
  return { type: textIn(milestone, 'type'), milestone_id: id, details }
}

function theOne(rows: readonly WireRow[], id: string): WireRow {
  return rows.find((row) => row['id'] === id) ?? gone()
}

function gone(): never {
  throw notFound()
}

function isSame(query: URLSearchParams, row: WireRow, key: string): boolean {
  const wanted = query.get(key)
  return wanted === null || row[key] === wanted
}

function isOfCompetition({ details }: WireRow, competition: string): boolean {
  if (!isRecord(details)) return false
  const named = COMPETITION_KEYS.map((key) => details[key])
  return [...named, ...textsOf(details['leagues'])].includes(competition)
}

/** A moment of a query in ISO 8601; before everything where it is left out. @throws {Refusal} */
function instantOf(query: URLSearchParams, name: string): number {
  const text = query.get(name)
  if (text === null || text === '') return -Infinity
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw invalid(`${name} must be a time`)
  return ms
}

function textsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? (list as readonly unknown[]) : []
}
