/**
 * How a database is: its schema, its size, how it keeps what it is given, and whether it is whole.
 * @module
 */
import { stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { LeaseRecord } from './database-error.ts'
import { readSchema, type SchemaState } from './migrations/migrate.ts'
import type { PositionDifference } from './nouns/positions.ts'
import type { Dialect, Queries } from './scope.ts'
import { TABLE_NAMES, type TableName } from './tables.ts'

/** Most problems of one check that are named. */
export const PROBLEMS_MAX = 20

/** A database at a moment. */
export interface DatabaseStatus extends SchemaState {
  readonly dialect: Dialect
  /** File or address, without a password. */
  readonly name: string
  /** `SQLite 3.53.4`. */
  readonly engine: string
  /** Name of the last migration; undefined before the first. */
  readonly schemaVersion: string | undefined
  /** Rows of each table; empty before the first migration. */
  readonly rowCounts: Readonly<Partial<Record<TableName, number>>>
  /** With its write-ahead log. */
  readonly sizeBytes: number
  /** `wal` at SQLite. */
  readonly journalMode: string
  /** True where a commit is on the disk before it is acknowledged. */
  readonly isDurable: boolean
  /** What is wrong, one line each: none where it is whole. */
  readonly problems: readonly string[]
  /** What was looked at to say so. */
  readonly integrityCheck: string
  /** Who trades with it. */
  readonly engineLease: LeaseRecord | undefined
}

/**
 * Returns how a database is. A large file takes a while: all of it is read.
 * @throws {DatabaseError} it can not be read at all.
 */
export async function databaseStatus(database: Database): Promise<DatabaseStatus> {
  const { dialect, name, scope } = database
  const schema = await scope.read((queries) => readSchema(queries, { dialect, name }))
  const isMigrated = schema.pending.length === 0
  const home = await scope.read((queries) =>
    dialect === 'sqlite' ? sqliteHome(queries, name) : postgresHome(queries),
  )
  const differences = isMigrated ? await database.positions.differences() : []
  return {
    dialect,
    name,
    ...schema,
    schemaVersion: schema.applied.at(-1)?.name,
    rowCounts: isMigrated ? await scope.read(rowCountsOf) : {},
    ...home,
    problems: [...home.problems, ...differences.slice(0, PROBLEMS_MAX).map(differenceText)],
    engineLease: isMigrated ? await database.leases.read() : undefined,
  }
}

/** Returns the number of rows of every table. */
export async function rowCountsOf(queries: Queries): Promise<Record<TableName, number>> {
  const counted = sql.join(
    TABLE_NAMES.map(
      (table) => sql`select ${sql.lit(table)} as name, count(*) as found
      from ${sql.table(table)}`,
    ),
    sql` union all `,
  )
  const { rows } = await sql<{ name: TableName; found: number }>`${counted}`.execute(queries)
  return Object.fromEntries(rows.map(({ name, found }) => [name, found])) as Record<
    TableName,
    number
  >
}

type Home = Pick<
  DatabaseStatus,
  'engine' | 'sizeBytes' | 'journalMode' | 'isDurable' | 'problems' | 'integrityCheck'
>

/** `pragma synchronous`: 2 is FULL, 3 EXTRA. */
const SYNCHRONOUS_FULL = 2

async function sqliteHome(queries: Queries, file: string): Promise<Home> {
  const version = await firstText(queries, 'select sqlite_version() as value')
  const journalMode = await firstText(
    queries,
    'select journal_mode as value from pragma_journal_mode',
  )
  const synchronous = await firstText(
    queries,
    'select synchronous as value from pragma_synchronous',
  )
  return {
    engine: `SQLite ${version}`,
    journalMode,
    isDurable: journalMode === 'wal' && Number(synchronous) >= SYNCHRONOUS_FULL,
    sizeBytes: (await sizeOf(file)) + (await sizeOf(`${file}-wal`)),
    problems: await sqliteProblems(queries),
    integrityCheck: 'integrity_check, foreign_key_check, positions against fills and bets',
  }
}

/** Returns what SQLite finds wrong with a file; nothing where it is whole. */
export async function sqliteProblems(queries: Queries): Promise<readonly string[]> {
  const found = await sql<{ problem: string }>`select integrity_check as problem
    from pragma_integrity_check limit ${PROBLEMS_MAX}`.execute(queries)
  const orphans = await sql<{ problem: string }>`select
    "table" || ': row ' || coalesce(rowid, 0) || ' refers to none of ' || parent as problem
    from pragma_foreign_key_check limit ${PROBLEMS_MAX}`.execute(queries)
  return [...found.rows, ...orphans.rows]
    .map(({ problem }) => problem)
    .filter((problem) => problem !== 'ok')
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    return 0
  }
}

async function postgresHome(queries: Queries): Promise<Home> {
  const [fsync, commit, pages] = await Promise.all([
    firstText(queries, `select current_setting('fsync') as value`),
    firstText(queries, `select current_setting('synchronous_commit') as value`),
    firstText(queries, `select current_setting('full_page_writes') as value`),
  ])
  const version = await firstText(queries, `select current_setting('server_version') as value`)
  const size = await firstText(queries, `select pg_database_size(current_database()) as value`)
  return {
    engine: `PostgreSQL ${version}`,
    journalMode: `synchronous_commit=${commit} fsync=${fsync} full_page_writes=${pages}`,
    isDurable: fsync === 'on' && commit !== 'off' && pages === 'on',
    sizeBytes: Number(size),
    problems: [],
    integrityCheck: 'positions against fills and bets (the server: pg_amcheck, data checksums)',
  }
}

async function firstText(queries: Queries, text: string): Promise<string> {
  const { rows } = await sql.raw<{ value: unknown }>(text).execute(queries)
  return String(rows[0]?.value)
}

function differenceText(difference: PositionDifference): string {
  const { mode, account, venue, instrumentId, side, column, stored, derived } = difference
  return `position ${mode} ${account} ${venue} ${instrumentId} ${side}: ${column} is ${stored}, its fills and bets make ${derived}`
}
