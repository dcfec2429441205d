/**
 * What `arb db` does with an open database. What it takes is loaded when it is done.
 * @module
 */
import type { BackupReport } from './backup.ts'
import type { Database } from './database.ts'
import type { DatabaseStatus } from './status.ts'

/**
 * Brings the schema up to date; of two processes at once, one waits and finds nothing left to do.
 * @returns the names of the migrations that were applied, in order; none where it was up to date.
 * @throws {DatabaseError} the database is newer than this program, or not one of ours.
 */
export async function migrateDatabase(database: Database): Promise<readonly string[]> {
  const { migrate } = await import('./migrations/migrate.ts')
  return migrate(database)
}

/**
 * Returns schema, size, durability and integrity of a database; all of a SQLite file is read for it.
 * @throws {DatabaseError} it can not be read.
 */
export async function databaseStatus(database: Database): Promise<DatabaseStatus> {
  const { databaseStatus: read } = await import('./status.ts')
  return read(database)
}

/**
 * Copies a SQLite database, also while it is used, into a new file, verified before it has its name.
 * @throws {InvalidInputError} there is such a file already.
 * @throws {DatabaseError} PostgreSQL: the message is the `pg_dump` to use; or the copy is not whole.
 */
export async function backupDatabase(database: Database, file: string): Promise<BackupReport> {
  const { backupDatabase: copy } = await import('./backup.ts')
  return copy(database, file)
}
