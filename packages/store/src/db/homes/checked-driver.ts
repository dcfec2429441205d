/**
 * What both databases have in common at the driver: numbers that go in are whole and safe, and errors
 * that come out are ours.
 * @module
 */
import { InvalidInputError, printable } from '@arbkit/core'
import type { CompiledQuery, DatabaseConnection, Driver } from 'kysely'
import { databaseErrorOf } from './driver-error.ts'

/** Returns a driver that checks what goes into `inner` and names what comes out. */
export function checkedDriver(inner: Driver, name: string): Driver {
  const seen = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const own = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const named = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw databaseErrorOf(error, name)
    }
  }
  const wrap = (connection: DatabaseConnection): DatabaseConnection => {
    const known = seen.get(connection)
    if (known !== undefined) return known
    const wrapped: DatabaseConnection = {
      executeQuery: (query) => named(() => connection.executeQuery(checked(query))),
      streamQuery: (query, chunkSize) => connection.streamQuery(checked(query), chunkSize),
    }
    seen.set(connection, wrapped)
    own.set(wrapped, connection)
    return wrapped
  }
  const innerOf = (wrapped: DatabaseConnection): DatabaseConnection => own.get(wrapped) ?? wrapped
  return {
    init: () => named(() => inner.init()),
    acquireConnection: () => named(async () => wrap(await inner.acquireConnection())),
    beginTransaction: (connection, settings) =>
      named(() => inner.beginTransaction(innerOf(connection), settings)),
    commitTransaction: (connection) => named(() => inner.commitTransaction(innerOf(connection))),
    rollbackTransaction: (connection) =>
      named(() => inner.rollbackTransaction(innerOf(connection))),
    releaseConnection: (connection) => named(() => inner.releaseConnection(innerOf(connection))),
    destroy: () => named(() => inner.destroy()),
  }
}

/** @throws {InvalidInputError} a number that is not whole or not exact, text that can not be kept. */
function checked<Query extends CompiledQuery>(query: Query): Query {
  for (const value of query.parameters) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new InvalidInputError(`a database keeps whole, exact numbers, got ${value}`)
    }
    if (typeof value === 'string' && value.includes('\0')) {
      throw new InvalidInputError(`a database keeps no text with a NUL, got ${printable(value)}`)
    }
  }
  return query
}
