/**
 * SQLite through `node:sqlite`: one connection of this process to one file. A transaction takes the
 * right to write at its beginning, so that it never fails half way because another process writes.
 * @module
 */
import { setImmediate } from 'node:timers/promises'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely'

/** How long SQLite blocks this process while another one writes, before others get their turn. */
export const BUSY_SLICE_MS = 100
/** Slices until a transaction gives up, about ten seconds. */
export const BUSY_SLICES_MAX = 100
/** Statements kept prepared; all of ours are far fewer. */
export const STATEMENTS_MAX = 256

const SQLITE_BUSY = 5

/** Returns the driver of an open file. */
export function createSqliteDriver(open: () => Promise<DatabaseSync>): Driver {
  let database: DatabaseSync | undefined
  let connection: SqliteConnection | undefined
  const run = (sql: string): void => database?.exec(sql)
  return {
    async init() {
      database = await open()
      connection = createConnection(database)
    },
    acquireConnection() {
      if (connection === undefined) throw new Error('driver has already been destroyed')
      return Promise.resolve(connection)
    },
    async beginTransaction(_connection, settings: TransactionSettings) {
      const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate'
      // SQLite's answers come at once: without this, a row of transactions lets nothing else happen.
      await setImmediate()
      await whileBusy(() => {
        run(begin)
      })
    },
    commitTransaction: () => settled(() => run('commit')),
    rollbackTransaction: () =>
      settled(() => {
        // Some errors (a full disk) have rolled back already.
        if (database?.isTransaction === true) run('rollback')
      }),
    releaseConnection: () => Promise.resolve(),
    destroy: () =>
      settled(() => {
        database?.close()
        database = undefined
        connection = undefined
      }),
  }
}

/**
 * Does something that needs the file to itself, again while another process has it.
 * @throws SQLite's error, once {@link BUSY_SLICES_MAX} slices are over or where it is another.
 */
export async function whileBusy(work: () => void): Promise<void> {
  for (let slice = 1; ; slice += 1) {
    try {
      work()
      return
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && isBusyCode(error.errcode)
      if (!isBusy || slice >= BUSY_SLICES_MAX) throw error
    }
    await setImmediate()
  }
}

const isBusyCode = (code: unknown): boolean =>
  typeof code === 'number' && (code & 0xff) === SQLITE_BUSY

async function settled(work: () => void): Promise<void> {
  await Promise.resolve()
  work()
}

type SqliteConnection = DatabaseConnection

function createConnection(database: DatabaseSync): SqliteConnection {
  const statements = new Map<string, { statement: StatementSync; isReader: boolean }>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    const made = { statement, isReader: statement.columns().length > 0 }
    const [oldest] = statements.keys()
    if (statements.size >= STATEMENTS_MAX && oldest !== undefined) statements.delete(oldest)
    statements.set(sql, made)
    return made
  }
  const execute = <Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> => {
    const { statement, isReader } = prepared(sql)
    const values = parameters.map(sqliteValue)
    if (isReader) return { rows: statement.all(...values) as Row[] }
    const { changes } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }
  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      await Promise.resolve()
      return execute<Row>(query)
    },
    async *streamQuery(query: CompiledQuery) {
      await Promise.resolve()
      const { statement } = prepared(query.sql)
      for (const row of statement.iterate(...query.parameters.map(sqliteValue))) {
        yield { rows: [row as never] }
      }
    },
  }
}

/** Whole numbers go in as integers: `node:sqlite` binds every number as a float. */
function sqliteValue(value: unknown): SQLInputValue {
  return typeof value === 'number' ? BigInt(value) : (value as SQLInputValue)
}
