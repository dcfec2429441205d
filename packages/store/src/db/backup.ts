/**
 * A copy of a SQLite database, made while it is used, and looked through before it counts.
 * @module
 */
import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { InvalidInputError } from '@arbkit/core'
import type { Database } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { sqliteQueries } from './homes/open-sqlite.ts'
import { rowCountsOf, sqliteProblems } from './status.ts'
import { TABLE_NAMES, type TableName } from './tables.ts'

/** A backup that was verified. */
export interface BackupReport {
  readonly file: string
  readonly sizeBytes: number
  /** Rows of each table, counted in the backup. */
  readonly rowCounts: Readonly<Record<TableName, number>>
}

/** Only its owner reads a backup. */
const FILE_MODE = 0o600

/**
 * Copies a SQLite database into a new file: a state between two transactions, whole or not at all. The
 * copy is read back: its integrity, and that no table has fewer rows than before or more than after it
 * was made (nothing is ever deleted). Until then it is called `<file>.partial`.
 * @throws {InvalidInputError} there is such a file already, or no such folder.
 * @throws {DatabaseError} PostgreSQL (the message says which command to use), or the copy is not whole.
 */
export async function backupDatabase(database: Database, file: string): Promise<BackupReport> {
  if (database.dialect !== 'sqlite') {
    throw new DatabaseError(`${database.name}: back it up with \`${dumpCommand(database, file)}\``)
  }
  await claim(file)
  const partial = `${file}.partial`
  try {
    await claim(partial)
    try {
      const before = await database.scope.read(rowCountsOf)
      await database.scope.read((queries) => sql`vacuum into ${partial}`.execute(queries))
      const after = await database.scope.read(rowCountsOf)
      const rowCounts = await verified(partial, { before, after })
      const sizeBytes = await synced(partial)
      await rename(partial, file)
      await syncFolder(dirname(file))
      return { file, sizeBytes, rowCounts }
    } catch (error) {
      await unlink(partial).catch(() => undefined)
      throw error
    }
  } catch (error) {
    await unlink(file).catch(() => undefined)
    throw error
  }
}

/** Returns the command that backs up a PostgreSQL database; it asks for the password by itself. */
function dumpCommand({ name }: Database, file: string): string {
  const quoted = `'${file.replaceAll("'", String.raw`'\''`)}'`
  return `pg_dump --format=custom --file=${quoted} '${name}'`
}

/** Makes an empty file that only its owner reads, so that nothing is ever written over. */
async function claim(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', FILE_MODE)).close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reasons: Readonly<Record<string, string>> = {
      EEXIST: 'there is such a file already',
      ENOENT: 'no such folder',
      EACCES: 'no permission',
    }
    throw new InvalidInputError(`${file}: can not be written: ${reasons[code] ?? code}`, {
      cause: error,
    })
  }
}

type Counts = Readonly<Record<TableName, number>>

async function verified(
  file: string,
  { before, after }: { readonly before: Counts; readonly after: Counts },
): Promise<Counts> {
  const address = { tag: 'sqlite' as const, name: file, file }
  const copy = sqliteQueries(address, { mustExist: true, isCopy: true, plugins: [] })
  try {
    const [problem] = await sqliteProblems(copy)
    if (problem !== undefined) throw new DatabaseError(`${file}: the copy is not whole: ${problem}`)
    const counts = await rowCountsOf(copy)
    checkCounts(file, counts, { before, after })
    return counts
  } finally {
    await copy.destroy()
  }
}

/** @throws {DatabaseError} a table has fewer rows than before the copy, or more than after it. */
export function checkCounts(
  file: string,
  counts: Counts,
  { before, after }: { readonly before: Counts; readonly after: Counts },
): void {
  for (const table of TABLE_NAMES) {
    if (counts[table] >= before[table] && counts[table] <= after[table]) continue
    throw new DatabaseError(
      `${file}: the copy has ${counts[table]} rows of ${table}, expected ${before[table]} to ${after[table]}`,
    )
  }
}

/** Puts a file on the disk; returns its size. */
async function synced(path: string): Promise<number> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** Makes the new name survive a power loss, where the system can do so. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
