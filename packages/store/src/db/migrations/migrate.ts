/**
 * Brings a schema up to date: what is missing is applied in one transaction, and of two processes that
 * do so at once one waits and then finds nothing left to do.
 * @module
 */
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { DatabaseError } from '../database-error.ts'
import type { Dialect, Queries } from '../scope.ts'
import type { SchemaMigrationRow } from '../tables.ts'
import { checksumOf, type Migration, statementsFor } from './migration.ts'
import { MIGRATIONS } from './migrations.ts'

/** Taken by whoever migrates a PostgreSQL database; any number that nobody else uses. */
const ADVISORY_LOCK = 4_217_081_933

const SCHEMA_TABLE: Migration = {
  name: '0000-migrations',
  statements: [
    `create table schema_migrations (
      name text not null primary key,
      position bigint not null unique,
      checksum text not null,
      applied_at_ms bigint not null
    )`,
  ],
}

/** A migration that was applied, and when, Unix ms. */
export interface AppliedMigration {
  readonly name: string
  readonly appliedAtMs: number
}

/** How far a database is. */
export interface SchemaState {
  readonly applied: readonly AppliedMigration[]
  /** Names of what is still to be applied, in order. */
  readonly pending: readonly string[]
}

interface Place {
  readonly dialect: Dialect
  readonly name: string
  /** What this program knows; default: all of its own. */
  readonly known?: readonly Migration[]
}

/**
 * Applies what is missing; nothing where the schema is up to date.
 * @returns the names of what was applied, in order.
 * @throws {DatabaseError} newer than this program, changed after it was applied, or another program's.
 */
export async function migrate(
  database: Pick<Database, 'dialect' | 'name' | 'scope'>,
  known: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  const { dialect, name, scope } = database
  return scope.write(async (queries) => {
    if (dialect === 'postgres') {
      // Another one may take long with a large table: wait for it as long as it takes.
      await sql`set local statement_timeout = 0`.execute(queries)
      await sql`set local lock_timeout = 0`.execute(queries)
      await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(queries)
    }
    const state = await readSchema(queries, { dialect, name, known })
    if (state.pending.length === 0) return []
    if (state.applied.length === 0) await makeSchemaTable(queries, { dialect, name })
    for (const [position, migration] of known.entries()) {
      if (!state.pending.includes(migration.name)) continue
      await run(queries, statementsFor(migration, dialect))
      await queries
        .insertInto('schemaMigrations')
        .values({
          name: migration.name,
          position,
          checksum: checksumOf(migration),
          appliedAtMs: scope.ports.clock.now(),
        })
        .execute()
    }
    return state.pending
  })
}

/**
 * Returns how far a database is.
 * @throws {DatabaseError} newer than this program, or one of its migrations was changed since.
 */
export async function readSchema(
  queries: Queries,
  { dialect, name, known = MIGRATIONS }: Place,
): Promise<SchemaState> {
  const rows = await appliedRows(queries, dialect)
  for (const [index, row] of rows.entries()) {
    const migration = known[index]
    if (migration === undefined) {
      throw new DatabaseError(
        `${name}: its schema is ${rows.at(-1)?.name}, newer than this program, which knows up to ${known.at(-1)?.name}; use a newer arbkit`,
      )
    }
    if (migration.name !== row.name || checksumOf(migration) !== row.checksum) {
      throw new DatabaseError(
        `${name}: migration ${row.name} was not applied by this program: ${migration.name} here is another one; use the arbkit that made the database`,
      )
    }
  }
  return {
    applied: rows.map(({ name: applied, appliedAtMs }) => ({ name: applied, appliedAtMs })),
    pending: known.slice(rows.length).map(({ name: pending }) => pending),
  }
}

async function appliedRows(
  queries: Queries,
  dialect: Dialect,
): Promise<readonly SchemaMigrationRow[]> {
  const isThere =
    dialect === 'sqlite'
      ? sql<{ found: number }>`select count(*) as found from sqlite_master
          where type = 'table' and name = 'schema_migrations'`
      : sql<{ found: number }>`select count(*) as found
          where to_regclass('schema_migrations') is not null`
  const { rows } = await isThere.execute(queries)
  if (rows[0]?.found !== 1) return []
  return queries.selectFrom('schemaMigrations').selectAll().orderBy('position').execute()
}

/** @throws {DatabaseError} a SQLite file that already holds tables is somebody else's. */
async function makeSchemaTable(
  queries: Queries,
  { dialect, name }: Omit<Place, 'known'>,
): Promise<void> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{
      found: number
    }>`select count(*) as found from sqlite_master where name not like 'sqlite_%'`.execute(queries)
    if (rows[0]?.found !== 0) {
      throw new DatabaseError(`${name}: it holds the tables of another program; name another file`)
    }
  }
  await run(queries, statementsFor(SCHEMA_TABLE, dialect))
}

async function run(queries: Queries, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(queries)
}
