/**
 * What a paper desk needs to go on after a restart.
 * @module
 */
import type { Migration } from './migration.ts'

export const DESKS: Migration = {
  name: '0002-desks',
  statements: [
    `create table desks (
      mode text not null check (mode in ('dry-run', 'paper', 'manual', 'live')),
      account text not null,
      revision bigint not null check (revision >= 1),
      body text not null,
      updated_at_ms bigint not null,
      primary key (mode, account)
    )`,
  ],
}
