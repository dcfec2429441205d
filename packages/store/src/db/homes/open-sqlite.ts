/**
 * Opens a file as a SQLite database that loses nothing that it acknowledged.
 * @module
 */
import { access, open } from 'node:fs/promises'
import type { DatabaseSync } from 'node:sqlite'
import {
  Kysely,
  type KyselyPlugin,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { DatabaseError } from '../database-error.ts'
import type { FileAddress } from '../database-url.ts'
import type { Tables } from '../tables.ts'
import { checkedDriver } from './checked-driver.ts'
import { BUSY_SLICE_MS, createSqliteDriver, whileBusy } from './sqlite-driver.ts'

/** Only its owner reads a new file: it says what somebody owns. */
const FILE_MODE = 0o600

/** Every commit is on the disk before it is acknowledged; on macOS that takes `fullfsync`. */
const SETTINGS = [
  'pragma synchronous = full',
  'pragma fullfsync = on',
  'pragma checkpoint_fullfsync = on',
  'pragma foreign_keys = on',
  'pragma trusted_schema = off',
]

interface SqliteOptions {
  readonly mustExist: boolean
  /** Only to be looked at: its mode stays what it is. */
  readonly isCopy?: boolean
  readonly plugins: KyselyPlugin[]
}

/** Returns queries on a file; the file is opened with the first of them. */
export function sqliteQueries({ file, name }: FileAddress, options: SqliteOptions): Kysely<Tables> {
  const driver = createSqliteDriver(() => openFile(file, options))
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => checkedDriver(driver, name),
      createIntrospector: (queries) => new SqliteIntrospector(queries),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    plugins: options.plugins,
  })
}

async function openFile(file: string, options: SqliteOptions): Promise<DatabaseSync> {
  const { mustExist, isCopy = false } = options
  if (file !== ':memory:') await makeReady(file, mustExist)
  // Node 22 says here, once, that its SQLite is experimental; 24 and later do not.
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file, { timeout: BUSY_SLICE_MS, readOnly: isCopy })
  if (isCopy) return database
  try {
    // Changing into this mode takes the file alone; a file that is in it already stays as it is.
    await whileBusy(() => {
      const mode = database.prepare('pragma journal_mode = wal').get()?.['journal_mode']
      if (mode === 'wal' || file === ':memory:') return
      throw new DatabaseError(
        `${file}: its disk can not hold a write-ahead log (journal: ${String(mode)})`,
      )
    })
    for (const setting of SETTINGS) database.exec(setting)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

async function makeReady(file: string, mustExist: boolean): Promise<void> {
  try {
    if (mustExist) await access(file)
    else await (await open(file, 'a', FILE_MODE)).close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: mustExist
        ? 'there is no such database; `arb db migrate` makes one'
        : 'no such folder',
      EISDIR: 'it is a folder',
      EACCES: 'no permission',
      EROFS: 'its disk can not be written',
      ENOSPC: 'the disk is full',
    }
    throw new DatabaseError(`${file}: can not be opened: ${reasons[code] ?? code}`, {
      cause: error,
    })
  }
}
