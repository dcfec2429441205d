/**
 * A joined table as frames: JSON lines in order of time, `.gz` or not, each a game at a moment. Read line by
 * line, so that a table of any length takes the memory of one line.
 * @module
 */
import {
  type Centicontracts,
  formatCenticontracts,
  InvalidInputError,
  WireFormatError,
} from '@arbkit/core'
import { type ImportRecord, TIME_MS_MAX } from '@arbkit/store'
import { type FrameRequest, KALSHI_REST, ODDS_API } from '../session/frame-request.ts'
import { isNestedTooDeeply, NESTING_MAX, parseNumbersAsText } from './exact-json.ts'
import type { ImportHints, PlannedFrame } from './import-plan.ts'
import { type JoinedRow, looksLikeJoinedRow, readJoinedRow } from './joined-row.ts'
import { firstLine, textLines } from './text-lines.ts'

/** What the manifest calls it. */
export const JOINED_TABLE = 'joined-table'

/**
 * A game is quoted at a moment if it has a row then, or had one no longer ago than this: rows of one look at
 * the venues may be seconds apart. What is not quoted any more is withdrawn, never carried forward.
 */
export const MOMENT_SPAN_MS = 60_000

/** A joined table to import. */
export interface JoinedTable {
  readonly path: string
  /** Base name, unique among the files. */
  readonly name: string
  readonly assumedSize: Centicontracts | undefined
}

/** Frames of a table, and what is known of it once they were all read. */
export interface TableReading {
  /** In order of time; turns are not given. */
  frames(): AsyncGenerator<PlannedFrame>
  record(): ImportRecord
}

/** True for a plain file that begins as a joined table does. */
export async function isJoinedTable(path: string, name: string): Promise<boolean> {
  const line = await firstLine(path, name)
  return line !== undefined && looksLikeJoinedRow(line)
}

/** Says that no hint contradicts what a table says by itself. @throws {InvalidInputError} */
export function checkTableHints(name: string, hints: ImportHints): void {
  if (hints.atByFile.has(name)) {
    throw new InvalidInputError(`${name}: each line says when it was captured; leave --at out`)
  }
  if (hints.oddsFormats.get(name) === 'decimal') {
    throw new InvalidInputError(`${name}: a joined table holds American odds`)
  }
  if (hints.yesPrices?.has(name) === true) {
    throw new InvalidInputError(`${name}: holds no stream; leave --yes-prices out`)
  }
}

/**
 * Begins to read a table. Its frames throw {@link WireFormatError} with file, line and field where a row is
 * broken or earlier than the one before, {@link InvalidInputError} where a line is no JSON or the file can
 * not be read.
 */
export function readJoinedTable(table: JoinedTable): TableReading {
  const tally: Tally = { frames: 0, rows: 0, rowsWithoutSizes: 0 }
  return {
    async *frames() {
      const quoted = new Map<string, Quoted>()
      for await (const { number, text } of textLines(table.path, table.name)) {
        const at = { source: table.name, path: `line ${number}` }
        const row = readJoinedRow(parseLine(text, at), at, table.assumedSize)
        note(tally, row, at)
        const place = { file: table.name, path: at.path, timeSource: 'file' as const }
        const frames = [
          ...withdrawals(quoted, row, place),
          ...framesOf(row, { place, assumedSize: table.assumedSize }),
        ]
        const [eventId = ''] = row.asked.eventIds ?? []
        quoted.set(eventId, { sportKey: row.asked.sportKey, atMs: row.capturedMs })
        tally.frames += frames.length
        yield* frames
      }
    },
    record: () => recordOf(table, tally),
  }
}

type Place = Pick<FrameRequest, 'file' | 'path' | 'timeSource'>

/** An odds event that was quoted, and when last. */
interface Quoted {
  readonly sportKey: string
  readonly atMs: number
}

/** Says of games without a row at this moment that nobody quotes them, a frame a sport; forgets them. */
function withdrawals(
  quoted: Map<string, Quoted>,
  { capturedMs }: JoinedRow,
  place: Place,
): readonly PlannedFrame[] {
  const gone = new Map<string, string[]>()
  for (const [eventId, { sportKey, atMs }] of quoted) {
    if (atMs >= capturedMs - MOMENT_SPAN_MS) continue
    gone.set(sportKey, [...(gone.get(sportKey) ?? []), eventId])
    quoted.delete(eventId)
  }
  return [...gone].map(([sportKey, eventIds]) => {
    const asked = { sportKey, markets: ['h2h'], eventIds }
    const request: FrameRequest = { shape: 'odds-gone', ...place, asked }
    return {
      frame: { turn: 0, t: capturedMs, source: ODDS_API, request, payload: '{}' },
      body: {},
    }
  })
}

interface Tally {
  frames: number
  rows: number
  rowsWithoutSizes: number
  firstMs?: number
  lastMs?: number
  oddsAgeMs?: { readonly least: number; readonly most: number }
}

function note(
  tally: Tally,
  { capturedMs, polledMs, quotesWithoutSize }: JoinedRow,
  at: { readonly source: string; readonly path: string },
): void {
  const { lastMs = 0 } = tally
  if (capturedMs < lastMs || capturedMs > TIME_MS_MAX) {
    const expected = `a time from ${new Date(lastMs).toISOString()} on, as the lines before it`
    throw new WireFormatError(
      { source: at.source, path: `${at.path}.captured_at` },
      { expected, got: new Date(capturedMs).toISOString() },
    )
  }
  tally.rows += 1
  if (quotesWithoutSize > 0) tally.rowsWithoutSizes += 1
  tally.firstMs ??= capturedMs
  tally.lastMs = capturedMs
  const ageMs = capturedMs - polledMs
  const { least, most } = tally.oddsAgeMs ?? { least: ageMs, most: ageMs }
  tally.oddsAgeMs = { least: Math.min(least, ageMs), most: Math.max(most, ageMs) }
}

function parseLine(text: string, at: { readonly source: string; readonly path: string }): unknown {
  const place = `${at.source}: ${at.path}`
  if (isNestedTooDeeply(text))
    throw new InvalidInputError(`${place}: nested deeper than ${NESTING_MAX}`)
  try {
    return parseNumbersAsText(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const why = error.message.replaceAll(/\s+/g, ' ')
    throw new InvalidInputError(`${place}: not valid JSON, perhaps cut off: ${why}`, {
      cause: error,
    })
  }
}

/** Contracts first: an odds quote never meets a contract of the moment before. */
function framesOf(
  { quotesWithoutSize, asked, capturedMs, ...row }: JoinedRow,
  {
    place,
    assumedSize,
  }: { readonly place: Place; readonly assumedSize: Centicontracts | undefined },
): readonly PlannedFrame[] {
  const sizes =
    quotesWithoutSize === 0
      ? {}
      : {
          quotesWithoutSize,
          ...(assumedSize === undefined ? {} : { assumedSize: formatCenticontracts(assumedSize) }),
        }
  const kalshi: FrameRequest = { shape: 'kalshi-events', ...place, ...sizes }
  const odds: FrameRequest = { shape: 'odds-event', ...place, oddsFormat: 'american', asked }
  const made = [
    { source: KALSHI_REST, request: kalshi, payload: row.kalshi },
    { source: ODDS_API, request: odds, payload: row.odds },
  ]
  return made.map((frame) => ({
    frame: { turn: 0, t: capturedMs, ...frame },
    body: JSON.parse(frame.payload) as unknown,
  }))
}

function recordOf({ name, assumedSize }: JoinedTable, tally: Tally): ImportRecord {
  const { frames, firstMs, lastMs } = tally
  const notes = [sizeNote(tally, assumedSize), ageNote(tally)].filter((each) => each !== undefined)
  return {
    file: name,
    shape: JOINED_TABLE,
    frames,
    ...(firstMs === undefined || lastMs === undefined ? {} : { firstMs, lastMs }),
    timeSource: 'file',
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  }
}

function sizeNote(
  { rows, rowsWithoutSizes }: Tally,
  assumedSize: Centicontracts | undefined,
): string | undefined {
  if (rowsWithoutSizes === 0) return undefined
  const taken =
    assumedSize === undefined
      ? 'no depth: nothing can be bought there'
      : `${formatCenticontracts(assumedSize)} contracts assumed there`
  return `${rowsWithoutSizes} of ${rows} rows say no sizes, ${taken}`
}

function ageNote({ oddsAgeMs }: Tally): string | undefined {
  if (oddsAgeMs === undefined) return undefined
  const [least, most] = [oddsAgeMs.least, oddsAgeMs.most].map((ms) => Math.floor(ms / 1000))
  return `books last polled ${least} to ${most} s before`
}
