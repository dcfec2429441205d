/**
 * Makes an open database out of its parts. Loads Kysely and a driver, so it is itself loaded only when a
 * database is opened.
 * @module
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { InvalidInputError } from '@arbkit/core'
import { CamelCasePlugin } from 'kysely'
import type { Database, OpenDatabaseOptions } from './database.ts'
import { DatabaseError } from './database-error.ts'
import type { DatabaseAddress } from './database-url.ts'
import { postgresQueries } from './homes/postgres-queries.ts'
import { sqliteQueries } from './homes/open-sqlite.ts'
import { migrate, readSchema } from './migrations/migrate.ts'
import type { DatabasePorts, Queries, Scope } from './scope.ts'
import { repositoriesOn } from './nouns/repositories-on.ts'

/**
 * Connects, and checks that this program knows the schema.
 * @throws {DatabaseError} not there, not ours, or newer than this program.
 */
export async function connect(
  address: DatabaseAddress,
  ports: DatabasePorts,
  options: OpenDatabaseOptions,
): Promise<Database> {
  const plugins = [new CamelCasePlugin()]
  const queries =
    address.tag === 'sqlite'
      ? sqliteQueries(address, { mustExist: options.mustExist === true, plugins })
      : postgresQueries(address, { plugins })
  const root = rootScope({ dialect: address.tag, name: address.name, queries, ports })
  const { scope } = root
  try {
    await scope.read((open) => readSchema(open, { dialect: address.tag, name: address.name }))
    const database: Database = {
      ...repositoriesOn(scope),
      dialect: address.tag,
      name: address.name,
      scope,
      transact: (work) => root.transact((inside) => work(repositoriesOn(inside))),
      close: () => root.close(),
    }
    if (options.migrate === true) await migrate(database)
    return database
  } catch (error) {
    await root.close().catch(() => undefined)
    throw error
  }
}

interface Root {
  readonly scope: Scope
  transact<Result>(work: (inside: Scope) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Present inside of a transaction, and in whatever was begun there. */
interface Mark {
  isOpen: boolean
}

function rootScope(parts: {
  readonly dialect: Scope['dialect']
  readonly name: string
  readonly ports: DatabasePorts
  readonly queries: Queries
}): Root {
  const { dialect, name, ports, queries } = parts
  const open = new AsyncLocalStorage<Mark>()
  let isClosed = false
  const checkOutside = () => {
    if (isClosed) throw new DatabaseError(`${name}: it was closed`)
    // It would wait for itself (SQLite has one connection), or write outside of the transaction.
    if (open.getStore()?.isOpen !== true) return
    throw new InvalidInputError('inside of transact, use only what is passed to its work')
  }
  const transact: Root['transact'] = async (work) => {
    checkOutside()
    const mark: Mark = { isOpen: true }
    try {
      return await open.run(mark, () =>
        queries.transaction().execute(async (transaction) => {
          const inside = insideScope({ dialect, ports, queries: transaction })
          const result = await work(inside.scope)
          inside.checkWhole()
          return result
        }),
      )
    } finally {
      mark.isOpen = false
    }
  }
  const scope: Scope = {
    dialect,
    ports,
    async read(work) {
      checkOutside()
      return work(queries)
    },
    write: (work) => transact((inside) => inside.write(work)),
  }
  const close = async () => {
    isClosed = true
    await queries.destroy()
  }
  return { scope, transact, close }
}

/** A part that failed must not be committed, even where its error was caught. */
function insideScope(parts: {
  readonly dialect: Scope['dialect']
  readonly ports: DatabasePorts
  readonly queries: Queries
}): { readonly scope: Scope; readonly checkWhole: () => void } {
  const { dialect, ports, queries } = parts
  const failures: unknown[] = []
  const run = async <Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> => {
    try {
      return await work(queries)
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  return {
    scope: { dialect, ports, read: run, write: run },
    checkWhole: () => {
      if (failures.length > 0) throw failures[0]
    },
  }
}
