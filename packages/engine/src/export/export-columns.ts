/**
 * The tables of an export. Whole numbers with the unit in the name: `_ms` is Unix milliseconds (or a span of
 * them), `_ticks` 1/10,000 dollar, `_centicontracts` 1/100 contract, `_cents` 1/100 dollar.
 * @module
 */
import type { Column } from './parquet-file.ts'

/** Names of the tables; each is a file `<name>.parquet`. */
export const EXPORT_TABLES = ['frames', 'quotes', 'odds', 'decisions'] as const

/** Name of a table. */
export type ExportTable = (typeof EXPORT_TABLES)[number]

const WHEN: readonly Column[] = [
  { name: 'seq', kind: 'int64' },
  { name: 't_ms', kind: 'int64' },
]

/** Columns by table, in order. */
export const EXPORT_COLUMNS: Readonly<Record<ExportTable, readonly Column[]>> = {
  /** One row a frame. `body_bytes` is the payload printed without spaces. */
  frames: [
    { name: 'seq', kind: 'int64' },
    { name: 'turn', kind: 'int64' },
    { name: 't_ms', kind: 'int64' },
    { name: 'source', kind: 'text' },
    { name: 'shape', kind: 'text', isOptional: true },
    { name: 'file', kind: 'text', isOptional: true },
    { name: 'path', kind: 'text', isOptional: true },
    { name: 'body_bytes', kind: 'int64' },
  ],
  /** One row a change of a contract's best quotes. Null: no quote; a fixture that was not known yet. */
  quotes: [
    ...WHEN,
    { name: 'market_id', kind: 'text' },
    { name: 'event_id', kind: 'text' },
    { name: 'league', kind: 'text', isOptional: true },
    { name: 'fixture_id', kind: 'text', isOptional: true },
    { name: 'yes_bid_ticks', kind: 'int32', isOptional: true },
    { name: 'yes_bid_centicontracts', kind: 'int64', isOptional: true },
    { name: 'yes_ask_ticks', kind: 'int32', isOptional: true },
    { name: 'yes_ask_centicontracts', kind: 'int64', isOptional: true },
    { name: 'origin', kind: 'text' },
    { name: 'is_in_sync', kind: 'flag' },
  ],
  /** One row a quote of every answer: what an answer does not hold was withdrawn, or not asked for. */
  odds: [
    ...WHEN,
    { name: 'sport_key', kind: 'text' },
    { name: 'event_id', kind: 'text' },
    { name: 'home', kind: 'text' },
    { name: 'away', kind: 'text' },
    { name: 'start_ms', kind: 'int64' },
    { name: 'book', kind: 'text' },
    { name: 'market_key', kind: 'text' },
    { name: 'outcome', kind: 'text' },
    { name: 'participant', kind: 'text', isOptional: true },
    { name: 'point_thousandths', kind: 'int32', isOptional: true },
    { name: 'american', kind: 'int32', isOptional: true },
    { name: 'price_text', kind: 'text' },
    { name: 'price_format', kind: 'text' },
    { name: 'last_update_ms', kind: 'int64' },
    { name: 'bet_limit_cents', kind: 'int64', isOptional: true },
  ],
  /** One row a line of the session's decisions, if it has any. */
  decisions: [
    { name: 'line', kind: 'int64' },
    { name: 'turn', kind: 'int64' },
    { name: 't_ms', kind: 'int64' },
    { name: 'tag', kind: 'text' },
    { name: 'id', kind: 'text', isOptional: true },
    { name: 'decision_json', kind: 'text' },
  ],
}
