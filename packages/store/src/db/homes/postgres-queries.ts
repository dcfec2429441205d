/**
 * PostgreSQL through `pg`: a small pool, whole numbers as numbers, and commits that wait for the disk
 * whatever the server's default is.
 * @module
 */
import {
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { CustomTypesConfig, Pool } from 'pg'
import { DatabaseError } from '../database-error.ts'
import type { Encryption, ServerAddress } from '../database-url.ts'
import type { Tables } from '../tables.ts'
import { checkedDriver } from './checked-driver.ts'

/** Connections of one process; one engine rarely needs two at a time. */
export const CONNECTIONS_MAX = 4
/** How long to wait for a connection before the server counts as not there. */
export const CONNECT_TIMEOUT_MS = 10_000
/** How long one statement may take. */
export const STATEMENT_TIMEOUT_MS = 30_000

/** Of every connection: a server may be set to acknowledge before the disk has it. */
const SESSION_SETTINGS = {
  synchronous_commit: 'on',
  statement_timeout: STATEMENT_TIMEOUT_MS,
  lock_timeout: STATEMENT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
}

const TLS: Readonly<Record<Encryption, boolean | { readonly rejectUnauthorized: boolean }>> = {
  none: false,
  verify: true,
  'no-verify': { rejectUnauthorized: false },
}

/** Returns queries on a server; the first connection is made with the first of them. */
export function postgresQueries(
  address: ServerAddress,
  options: { readonly plugins: KyselyPlugin[] },
): Kysely<Tables> {
  const driver = new PostgresDriver({
    pool: () => openPool(address),
  })
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => checkedDriver(driver, address.name),
      createIntrospector: (queries) => new PostgresIntrospector(queries),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: options.plugins,
  })
}

async function openPool(address: ServerAddress): Promise<Pool> {
  const { Pool, types } = (await import('pg')).default
  const { host, port, user, database, password, encryption } = address
  const custom: CustomTypesConfig = {
    getTypeParser: ((oid: Parameters<typeof types.getTypeParser>[0], format?: 'text' | 'binary') =>
      oid === types.builtins.INT8 ? wholeNumber : types.getTypeParser(oid, format)) as never,
  }
  const pool = new Pool({
    host,
    port,
    user,
    database,
    ...(password === undefined ? {} : { password }),
    ssl: TLS[encryption],
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'arbkit',
    options: Object.entries(SESSION_SETTINGS)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
    keepAlive: true,
    types: custom,
  })
  // A connection that breaks between two queries, in a transaction or not: the next query fails and
  // says so. Without a listener the error would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  return pool
}

/** @throws {DatabaseError} larger than a number can hold exactly. */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new DatabaseError(`a number in the database is too large: ${text}`)
}
