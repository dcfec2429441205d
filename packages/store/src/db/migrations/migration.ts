/**
 * What a migration is: a name and statements of SQL that both databases understand. What was once
 * released is never changed; the checksum over its text is how a change is found out.
 * @module
 */
import { createHash } from 'node:crypto'
import type { Dialect } from '../scope.ts'

/** One statement, or what each database needs in its own words. */
export type MigrationStatement = string | Readonly<Record<Dialect, readonly string[]>>

/** A step from one schema to the next. */
export interface Migration {
  /** `0001-first`: number and word; the order is the list's. */
  readonly name: string
  /** Types are `bigint` and `text` only; a table of SQLite becomes a strict one. */
  readonly statements: readonly MigrationStatement[]
}

/** Returns the SHA-256 of a migration's text, hex; runs of blanks count as one. */
export function checksumOf({ statements }: Migration): string {
  const text = JSON.stringify(statements).replaceAll(/(?:\\n|\s)+/g, ' ')
  return createHash('sha256').update(text).digest('hex')
}

/** Returns the statements of a migration for one database. */
export function statementsFor({ statements }: Migration, dialect: Dialect): readonly string[] {
  return statements.flatMap((statement) => {
    if (typeof statement !== 'string') return statement[dialect]
    return [dialect === 'sqlite' ? strict(statement) : statement]
  })
}

/** SQLite keeps to the types of a table only where it is asked to. */
function strict(statement: string): string {
  if (!/^\s*create table/.test(statement)) return statement
  return `${statement.replaceAll(/\bbigint\b/g, 'integer').trimEnd()} strict`
}
