/**
 * What a database is to the rest of the program, as types: a connection, and what can be asked of it.
 * @module
 */
import type { Repositories } from './repositories.ts'
import type { Dialect, Scope } from './scope.ts'

/** Where a database is: a file, or an address. */
export type DatabaseLocation = string | { readonly sqliteFile: string }

/** How to open one. */
export interface OpenDatabaseOptions {
  /** Refuse a SQLite file that is not there, instead of making it; default false. */
  readonly mustExist?: boolean
  /** Bring the schema up to date at once; default false. */
  readonly migrate?: boolean
}

/** An open database. */
export interface Database extends Repositories {
  readonly dialect: Dialect
  /** File or address, never with a password. */
  readonly name: string
  readonly scope: Scope
  /**
   * Does several things in one transaction: all of them, durably, or none. Inside, only what is passed
   * to `work` may be used; what fails inside makes all of it fail, even where the error is caught.
   * @throws {InvalidInputError} the database itself was used inside.
   */
  transact<Result>(work: (inside: Repositories) => Promise<Result>): Promise<Result>
  /** Ends all connections. */
  close(): Promise<void>
}
