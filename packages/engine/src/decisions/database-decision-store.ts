/**
 * Decisions in a database, as the port has them. The database is opened for each call and closed after it,
 * so that nobody has to know how long it is needed; it is made when something is first decided.
 * @module
 */
import type { PairDecision } from '@arbkit/core'
import {
  type Database,
  type DatabaseLocation,
  type DatabasePorts,
  openDatabase,
  type OpenDatabaseOptions,
} from '@arbkit/store'
import type { DecisionStore } from './decision-store.ts'

/** Decisions that a database takes at once. */
export const DECISIONS_APPENDED_MAX = 1_000

/** Where the database is, and what it needs. */
export interface DatabaseDecisions {
  readonly location: DatabaseLocation
  readonly ports: DatabasePorts
  /** False where the file is not there yet: then nothing is decided. A server is always there. */
  readonly isThere: () => Promise<boolean>
}

/** Returns the store. A database that is too old for this program is brought up to date when written to. */
export function databaseDecisionStore({
  location,
  ports,
  isThere,
}: DatabaseDecisions): DecisionStore {
  const withOpen = async <Result>(
    options: OpenDatabaseOptions,
    work: (database: Database) => Promise<Result>,
  ): Promise<Result> => {
    const database = await openDatabase(location, ports, options)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  return {
    async read() {
      if (!(await isThere())) return []
      return withOpen({ mustExist: true }, (database) => database.pairDecisions.read())
    },
    async append(decisions) {
      if (decisions.length === 0) return
      await withOpen({ migrate: true }, (database) =>
        // All of them or none, however many there are.
        database.transact(async ({ pairDecisions }) => {
          for (let first = 0; first < decisions.length; first += DECISIONS_APPENDED_MAX) {
            await pairDecisions.append(decisions.slice(first, first + DECISIONS_APPENDED_MAX))
          }
        }),
      )
    },
  }
}

/** A store, and a log of an earlier time beside it. */
export interface StoreBesideLog extends DecisionStore {
  /** Decisions of the log that the store did not have at the last {@link DecisionStore.read}. */
  unmoved(): readonly PairDecision[]
}

/**
 * Returns a store to which the decisions of a log belong too until they are moved there: a rejection must
 * not go unread because it was written down elsewhere. What is decided from now on goes to the store.
 */
export function storeBesideLog(store: DecisionStore, log: DecisionStore): StoreBesideLog {
  let unmoved: readonly PairDecision[] = []
  return {
    async read() {
      const own = await store.read()
      const known = new Set(own.map(({ id }) => id))
      unmoved = (await log.read()).filter(({ id }) => !known.has(id))
      return unmoved.length === 0 ? own : [...unmoved, ...own]
    },
    append: (decisions) => store.append(decisions),
    unmoved: () => unmoved,
  }
}
