/**
 * What everything that keeps something stands on: which database it is, what it needs from the world,
 * and how to read and write.
 * @module
 */
import type { Clock, Ids } from '@arbkit/core'
import type { Kysely } from 'kysely'
import type { LeaseHolder } from './database-error.ts'
import type { Tables } from './tables.ts'

/** Which database it is. */
export type Dialect = 'sqlite' | 'postgres'

/** What a database needs from the world. */
export interface DatabasePorts {
  readonly clock: Clock
  readonly ids: Ids
  /**
   * Says whether a process of this host still runs; only asked about holders on `host`. Without it
   * a lease of a process that was killed lasts until its end.
   */
  readonly processes?: {
    readonly host: string
    isRunning(holder: LeaseHolder): boolean
  }
}

/** Anything that takes queries: the database, or a transaction. */
export type Queries = Kysely<Tables>

/** What the repositories stand on. */
export interface Scope {
  readonly dialect: Dialect
  readonly ports: DatabasePorts
  /** Queries by themselves, each in a transaction of its own. */
  read<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>
  /** All of it or nothing: in the transaction that is open, or in one of its own. */
  write<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>
}
