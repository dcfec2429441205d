/**
 * All migrations, in order. New ones go to the end; none is ever changed, moved or removed.
 * @module
 */
import { DESKS } from './desks.ts'
import { FIRST_SCHEMA } from './first-schema.ts'
import type { Migration } from './migration.ts'

export const MIGRATIONS: readonly Migration[] = [FIRST_SCHEMA, DESKS]
