/**
 * Both homes of a database, for tests that hold on both: SQLite in a folder, PostgreSQL on a server of
 * its own.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database, OpenDatabaseOptions } from '../database.ts'
import type { LeaseHolder } from '../database-error.ts'
import type { Lease } from '../nouns/leases.ts'
import { openDatabase } from '../open-database.ts'
import type { DatabasePorts, Dialect } from '../scope.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

/** Where databases of tests are. */
export interface Home {
  readonly name: 'SQLite' | 'PostgreSQL'
  readonly dialect: Dialect
  /** Before the first place. */
  start(): Promise<void>
  /** Returns where a database can be that is not there yet. */
  place(): Promise<string>
  stop(): Promise<void>
}

/** Name of the variable that leaves PostgreSQL out where a machine can not run it. */
export const NO_POSTGRES = 'ARBKIT_NO_POSTGRES'

/** Returns both homes; PostgreSQL is missing only where the environment says so. */
export function homesOf(
  environment: Readonly<Record<string, string | undefined>>,
): readonly Home[] {
  const isLeftOut = (environment[NO_POSTGRES] ?? '') !== ''
  return isLeftOut ? [sqliteHome()] : [sqliteHome(), postgresHome()]
}

/** A home in files. */
export function sqliteHome(): Home {
  let folder = ''
  let made = 0
  return {
    name: 'SQLite',
    dialect: 'sqlite',
    async start() {
      folder = await mkdtemp(path.join(tmpdir(), 'arbkit-sqlite-'))
    },
    place() {
      made += 1
      return Promise.resolve(path.join(folder, `test-${made}.db`))
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A home on a server. */
export function postgresHome(): Home {
  let server: PostgresServer | undefined
  return {
    name: 'PostgreSQL',
    dialect: 'postgres',
    async start() {
      server = await startPostgres()
    },
    place() {
      if (server === undefined) throw new Error('the home was not started')
      return server.createDatabase()
    },
    async stop() {
      await server?.stop()
    },
  }
}

/** The beginning of time in these tests. */
export const T0 = Date.UTC(2026, 7, 7, 18)

/** Ports with a clock that a test moves and ids that count. */
export interface TestPorts extends DatabasePorts {
  readonly clock: { now(): number; advance(ms: number): void }
}

/** Returns ports whose ids begin with `prefix`. */
export function portsOf(prefix = 'id'): TestPorts {
  let [now, made] = [T0, 0]
  return {
    clock: {
      now: () => now,
      advance: (ms) => {
        now += ms
      },
    },
    ids: {
      next: () => {
        made += 1
        return `${prefix}-${String(made).padStart(6, '0')}`
      },
    },
  }
}

/** An open database of a test. */
export interface TestDatabase {
  readonly location: string
  readonly ports: TestPorts
  readonly database: Database
}

/** Opens a new, migrated database. */
export async function openNew(
  home: Home,
  options: OpenDatabaseOptions = { migrate: true },
): Promise<TestDatabase> {
  const location = await home.place()
  const ports = portsOf()
  return { location, ports, database: await openDatabase(location, ports, options) }
}

/** Who holds leases in these tests. */
export const HOLDER: LeaseHolder = { pid: 4_321, host: 'here', command: 'arb run' }

/** Acquires the engine's lease. */
export async function leaseOf(database: Database, ttlMs = 60_000): Promise<Lease> {
  return database.leases.acquire({ holder: HOLDER, ttlMs })
}

/** Makes a lease end now, by whatever clock it goes. */
export async function ageLease({ scope }: Database, name = 'engine'): Promise<void> {
  await scope.write((queries) =>
    queries.updateTable('leases').set({ expiresAtMs: 1 }).where('name', '=', name).execute(),
  )
}
