/**
 * `arb export --parquet`: a recorded session as tables, one Parquet file each, in memory that does not grow
 * with the session's length. All files appear once all are whole; one that is there is replaced only when
 * that was asked for.
 * @module
 */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, isRecord } from '@arbkit/core'
import { describeSessionProblem, type Frame, openSession, type Session } from '@arbkit/store'
import { makeFolder } from '../make-folder.ts'
import { MarketState } from '../session/market-state.ts'
import { decisionRows } from './decision-lines.ts'
import { EXPORT_COLUMNS, EXPORT_TABLES, type ExportTable } from './export-columns.ts'
import { oddsRows } from './odds-rows.ts'
import { type Cell, createParquetFile, type ParquetFile } from './parquet-file.ts'
import { QuoteChanges } from './quote-changes.ts'

/** What to export, and where to. */
export interface ExportOptions {
  /** The session's folder. */
  readonly session: string
  /** Folder of the files; made where it is not there. */
  readonly dir: string
  /** Replace files that are there. */
  readonly isForced: boolean
  /** Program and version. */
  readonly createdBy: string
  /** Random letters and digits. */
  readonly tempId: string
  /** For tests. */
  readonly rowGroupRows?: number
}

/** What was exported. */
export interface ExportReport {
  readonly files: readonly {
    /** Base name. */
    readonly name: string
    readonly rows: number
    readonly bytes: number
  }[]
  /** What was incomplete about the session, one line each. */
  readonly problems: readonly string[]
}

/**
 * Exports a session.
 * @throws {SessionError} no session, a damaged one, a frame that can not be read, a file that can not be
 *   written.
 * @throws {WireFormatError} a payload that is not of its shape.
 * @throws {InvalidInputError} a file that is there already.
 */
export async function exportSession(options: ExportOptions): Promise<ExportReport> {
  const session = await openSession(options.session)
  await checkFree(options)
  await makeFolder(options.dir)
  const files = new Map<ExportTable, ParquetFile>()
  try {
    for (const table of EXPORT_TABLES) files.set(table, await fileOf(table, options))
    const write = async (table: ExportTable, rows: Rows): Promise<void> => {
      const file = files.get(table)
      for await (const row of rows) await file?.append(row)
    }
    await writeFrames(session, write)
    const problems: string[] = []
    await write('decisions', decisionRows(options.session, problems))
    const finished: { name: string; rows: number; bytes: number }[] = []
    for (const [table, file] of files) {
      const bytes = await file.finish()
      finished.push({ name: fileName(table), rows: file.rows(), bytes })
    }
    // It was long ago that they were looked for.
    await checkFree(options)
    for (const file of files.values()) await file.publish()
    const incomplete = session.problems().map((problem) => describeSessionProblem(problem))
    return { files: finished, problems: [...incomplete, ...problems] }
  } catch (error) {
    for (const file of files.values()) await file.abort()
    throw error
  }
}

type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
type Write = (table: ExportTable, rows: Rows) => Promise<void>

function fileName(table: ExportTable): string {
  return `${table}.parquet`
}

async function fileOf(table: ExportTable, options: ExportOptions): Promise<ParquetFile> {
  const { dir, tempId, createdBy, rowGroupRows } = options
  return createParquetFile({
    path: join(dir, fileName(table)),
    columns: EXPORT_COLUMNS[table],
    tempId,
    createdBy,
    ...(rowGroupRows === undefined ? {} : { rowGroupRows }),
  })
}

async function checkFree({ dir, isForced }: ExportOptions): Promise<void> {
  if (isForced) return
  for (const table of EXPORT_TABLES) {
    const isThere = await access(join(dir, fileName(table))).then(
      () => true,
      () => false,
    )
    if (!isThere) continue
    throw new InvalidInputError(
      `${join(dir, fileName(table))}: already there; --force replaces it, nothing was written`,
    )
  }
}

async function writeFrames(session: Session, write: Write): Promise<void> {
  const state = new MarketState()
  const quotes = new QuoteChanges(state)
  let turn: number | undefined
  for await (const frame of session.frames()) {
    if (frame.turn !== turn) await write('quotes', quotes.take())
    turn = frame.turn
    state.apply(frame)
    await write('frames', [frameRow(frame)])
    if ('body' in frame) await write('odds', oddsRows(frame))
    if (quotes.note(frame)) await write('quotes', quotes.take())
  }
  await write('quotes', quotes.take())
}

function frameRow(frame: Frame): readonly Cell[] {
  const { seq, turn, t, source, request } = frame
  const payload = 'text' in frame ? frame.text : JSON.stringify(frame.body)
  const said = ['shape', 'file', 'path'].map((key) => {
    const value: unknown = isRecord(request) ? request[key] : undefined
    return typeof value === 'string' ? value : null
  })
  return [seq, turn, t, source, ...said, Buffer.byteLength(payload)]
}
