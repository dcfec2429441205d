/**
 * Pages of a list. A cursor is the place where the next page begins, unreadable on purpose; the last
 * page's is empty.
 * @module
 */
import { invalid, type WireRow } from './answer.ts'

/** Bounds of a list's page. */
export interface PageShape {
  /** Items of a page at most, and where none is asked. */
  readonly most: number
  readonly usual: number
  /** Least that may be asked for: 0 for markets, else 1. */
  readonly least?: number
  /** Name of the parameter; `limit` by default. */
  readonly limit?: string
}

/** A page. */
export interface WirePage<Row = WireRow> {
  readonly rows: readonly Row[]
  readonly cursor: string
}

const MARK = 'at:'

/** Returns the page that a query asks for. @throws {Refusal} a limit out of range, an unknown cursor. */
export function pageOf<Row>(
  query: URLSearchParams,
  { most, usual, least = 1, limit = 'limit' }: PageShape,
  rows: readonly Row[],
): WirePage<Row> {
  const asked = query.get(limit)
  const isWhole = asked === null || /^\d{1,6}$/.test(asked)
  const size = Number(asked ?? usual)
  if (!isWhole || size < least || size > most) {
    throw invalid(`${limit} must be from ${least} to ${most}`)
  }
  const count = size === 0 ? usual : size
  const from = placeOf(query.get('cursor') ?? '')
  const end = from + count
  return {
    rows: rows.slice(from, end),
    cursor: end < rows.length ? Buffer.from(`${MARK}${end}`).toString('base64url') : '',
  }
}

function placeOf(cursor: string): number {
  if (cursor === '') return 0
  const text = Buffer.from(cursor, 'base64url').toString()
  const digits = text.startsWith(MARK) ? text.slice(MARK.length) : ''
  if (!/^\d{1,9}$/.test(digits)) throw invalid('cursor is not valid')
  return Number(digits)
}
