/**
 * Opens a database. What it takes (Kysely, `node:sqlite` or `pg`) is loaded here and not before, so that
 * whoever only reads recorded sessions does not pay for it.
 * @module
 */
import type { Database, DatabaseLocation, OpenDatabaseOptions } from './database.ts'
import { databaseAddressOf } from './database-url.ts'
import type { DatabasePorts } from './scope.ts'

/**
 * Opens `sqlite:<file>`, a file, or `postgres://user:password@host:port/name`. A SQLite file is made
 * where there is none, readable by its owner only; its folder has to be there, on a disk of this machine
 * (not a network share). Close it at the end.
 *
 * On Node 22 the first use of SQLite prints Node's ExperimentalWarning.
 * @throws {InvalidInputError} neither a file nor such an address.
 * @throws {DatabaseError} can not be opened, or was migrated by a newer program.
 */
export async function openDatabase(
  location: DatabaseLocation,
  ports: DatabasePorts,
  options: OpenDatabaseOptions = {},
): Promise<Database> {
  const address = databaseAddressOf(location)
  const { connect } = await import('./connect.ts')
  return connect(address, ports, options)
}
