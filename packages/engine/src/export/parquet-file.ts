/**
 * One Parquet file while it is written: rows go in one by one and leave memory with every row group, the file
 * bears its name only once it is whole. Snappy; whole numbers only, so that nothing is rounded.
 * @module
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { assertInvariant, SessionError } from '@arbkit/core'
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer'

/** Rows of a row group at most: what is held in memory before it is written. */
export const ROW_GROUP_ROWS_MAX = 20_000
/** Characters of text in a row group after which it is written however few its rows are: 16 Mi. */
export const ROW_GROUP_CHARACTERS_MAX = 16 * 1024 * 1024

/** What a column holds. `int64` takes safe integers. */
export type ColumnKind = 'int32' | 'int64' | 'text' | 'flag'

/** A column. Its name ends in the unit of what it holds. */
export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** True where a row may hold null. */
  readonly isOptional?: boolean
}

/** A value of a row. */
export type Cell = string | number | boolean | null

/** How a file is written. */
export interface ParquetFileOptions {
  /** Where it will stand; ends in `.parquet`. */
  readonly path: string
  readonly columns: readonly Column[]
  /** Random letters and digits: tells the file's temporary name from others. */
  readonly tempId: string
  /** Program and version. */
  readonly createdBy: string
  /** For tests. */
  readonly rowGroupRows?: number
  readonly rowGroupCharacters?: number
}

/** A file being written. */
export interface ParquetFile {
  /** Adds a row, its cells in the order of the columns. */
  append(row: readonly Cell[]): Promise<void>
  /** Finishes the file under its temporary name, durably; returns its size in bytes. */
  finish(): Promise<number>
  /** Gives the finished file its name, in place of any that bears it. */
  publish(): Promise<void>
  /** Leaves nothing behind, unless it was published. */
  abort(): Promise<void>
  /** Rows so far. */
  rows(): number
}

const TYPES: Readonly<Record<ColumnKind, Partial<SchemaElement>>> = {
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  flag: { type: 'BOOLEAN' },
}

/** Begins a file. @throws {SessionError} it can not be created. */
export async function createParquetFile(options: ParquetFileOptions): Promise<ParquetFile> {
  const { path, columns, tempId, createdBy } = options
  const { rowGroupRows = ROW_GROUP_ROWS_MAX, rowGroupCharacters = ROW_GROUP_CHARACTERS_MAX } =
    options
  const tempPath = join(dirname(path), `.${basename(path)}.${tempId}.tmp`)
  const handle = await openNew(tempPath, path)
  const bytes = new ByteWriter()
  const parquet = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy })
  let group: unknown[][] = columns.map(() => [])
  let [groupRows, groupCharacters, rows] = [0, 0, 0]
  let isOpen = true

  const writeGroup = async (): Promise<void> => {
    if (groupRows === 0) return
    const columnData = columns.map((column, index) => sourceOf(column, group[index] ?? []))
    await parquet.write({ columnData, rowGroupSize: groupRows })
    group = columns.map(() => [])
    groupRows = 0
    groupCharacters = 0
    await drain(bytes, handle, path)
  }
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close()
    isOpen = false
  }

  return {
    async append(row) {
      assertInvariant(row.length === columns.length, 'a row has a cell for each column')
      for (const [index, column] of columns.entries()) {
        const cell = row[index] ?? null
        if (typeof cell === 'string') groupCharacters += cell.length
        group[index]?.push(valueOf(cell, column))
      }
      groupRows += 1
      rows += 1
      if (groupRows >= rowGroupRows || groupCharacters >= rowGroupCharacters) await writeGroup()
    },
    async finish() {
      await writeGroup()
      await parquet.finish()
      await drain(bytes, handle, path)
      await handle.sync()
      await close()
      return bytes.offset
    },
    publish: () => rename(tempPath, path),
    async abort() {
      await close()
      await rm(tempPath, { force: true })
    },
    rows: () => rows,
  }
}

async function openNew(tempPath: string, path: string): Promise<FileHandle> {
  try {
    return await open(tempPath, 'wx')
  } catch (error) {
    throw writeError(path, error)
  }
}

/** Empties what was encoded so far into the file. */
async function drain(bytes: ByteWriter, handle: FileHandle, path: string): Promise<void> {
  const encoded = bytes.getBytes()
  try {
    for (let from = 0; from < encoded.length; ) {
      from += (await handle.write(encoded, from)).bytesWritten
    }
  } catch (error) {
    throw writeError(path, error)
  }
  bytes.index = 0
}

function writeError(path: string, error: unknown): SessionError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new SessionError(`${basename(path)}: can not be written: ${code}`, { cause: error })
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const fields = columns.map(
    ({ name, kind, isOptional = false }): SchemaElement => ({
      name,
      ...TYPES[kind],
      repetition_type: isOptional ? 'OPTIONAL' : 'REQUIRED',
    }),
  )
  return [{ name: 'root', num_children: fields.length }, ...fields]
}

function sourceOf({ name, isOptional = false }: Column, data: unknown[]): ColumnSource {
  return { name, data, nullable: isOptional }
}

const INT32_MAX = 2 ** 31 - 1

/** A value that does not fit its column is a fault of ours, and never written as another one. */
function valueOf(cell: Cell, { name, kind, isOptional = false }: Column): unknown {
  if (cell === null) {
    assertInvariant(isOptional, `${name} may not be null`)
    return undefined
  }
  switch (kind) {
    case 'int32':
      assertInvariant(isWithin(cell, INT32_MAX), `${name} must be a 32-bit integer`)
      return cell
    case 'int64':
      assertInvariant(isWithin(cell, Number.MAX_SAFE_INTEGER), `${name} must be a safe integer`)
      return BigInt(cell)
    case 'flag':
      assertInvariant(typeof cell === 'boolean', `${name} must be true or false`)
      return cell
    default:
      assertInvariant(typeof cell === 'string', `${name} must be text`)
      return cell
  }
}

function isWithin(cell: Cell, max: number): boolean {
  return typeof cell === 'number' && Number.isSafeInteger(cell) && Math.abs(cell) <= max
}
