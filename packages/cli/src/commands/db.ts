/**
 * `arb db`: brings the database up to date, says how it is, and copies it. Parses flags, calls the store,
 * prints.
 * @module
 */
import { InvalidInputError, reveal } from '@arbkit/core'
import type { StorePlace } from '@arbkit/engine'
import {
  backupDatabase,
  type Database,
  type DatabaseLocation,
  type DatabaseStatus,
  databaseStatus,
  migrateDatabase,
  openDatabase,
  type OpenDatabaseOptions,
} from '@arbkit/store'
import { Command } from 'commander'
import { configFlagsOf, withConfigFlags } from '../config/config-flags.ts'
import { openConfig } from '../config/open-config.ts'
import { backupText, databaseStatusText, migratedText } from '../format/db-text.ts'
import type { Host } from '../host.ts'
import { subcommand } from './pairs/subcommand.ts'

interface DbFlags {
  readonly config?: string
  readonly json?: boolean
}

/** Returns the command. */
export function dbCommand(host: Host): Command {
  return new Command('db')
    .description('The database of journal, orders, fills, bets and decisions.')
    .addCommand(migrateCommand(host))
    .addCommand(statusCommand(host))
    .addCommand(backupCommand(host))
}

function withDatabase(command: Command): Command {
  return withConfigFlags(command, { paths: ['store'] })
    .option('--config <file>', 'the file (default: arb.config.yaml, if there is one)')
    .option('--json', 'print data')
}

function migrateCommand(host: Host): Command {
  return withDatabase(
    subcommand('migrate', host).description('Make the database, or bring it up to date.'),
  ).action(async (flags: DbFlags, command: Command) => {
    await withOpen({ host, command, flags, options: {} }, async (database) => {
      const applied = await migrateDatabase(database)
      const done = { schema: 'arbkit.db-migrate/1', database: database.name, applied }
      host.write(flags.json === true ? jsonText(done) : migratedText(database.name, applied))
    })
  })
}

function statusCommand(host: Host): Command {
  return withDatabase(
    subcommand('status', host).description('Say what is in the database, and whether it is whole.'),
  ).action(async (flags: DbFlags, command: Command) => {
    await withOpen({ host, command, flags, options: MUST_EXIST }, async (database) => {
      const status = await databaseStatus(database)
      host.write(flags.json === true ? jsonText(statusJson(status)) : databaseStatusText(status))
      const [problem] = status.problems
      if (problem !== undefined) throw new InvalidInputError(`${database.name}: ${problem}`)
    })
  })
}

function backupCommand(host: Host): Command {
  return withDatabase(
    subcommand('backup', host)
      .description('Copy a SQLite database, also while it is used; the copy is checked.')
      .argument('<file>', 'the copy; never overwritten'),
  ).action(async (file: string, flags: DbFlags, command: Command) => {
    await withOpen({ host, command, flags, options: MUST_EXIST }, async (database) => {
      const report = await backupDatabase(database, file)
      const done = { schema: 'arbkit.db-backup/1', database: database.name, ...report }
      host.write(flags.json === true ? jsonText(done) : backupText(database.name, report))
    })
  })
}

const MUST_EXIST: OpenDatabaseOptions = { mustExist: true }

async function withOpen(
  {
    host,
    command,
    flags,
    options,
  }: {
    readonly host: Host
    readonly command: Command
    readonly flags: DbFlags
    readonly options: OpenDatabaseOptions
  },
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const { store } = openConfig({ file: flags.config, flags: configFlagsOf(command) }, host)
  const ports = { clock: { now: () => host.now() }, ids: { next: () => host.randomId() } }
  const database = await openDatabase(locationOf(store), ports, options)
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

function locationOf(place: StorePlace): DatabaseLocation {
  return place.tag === 'sqlite' ? { sqliteFile: place.file } : reveal(place.url)
}

const jsonText = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`

function statusJson(status: DatabaseStatus) {
  const { applied, pending, ...rest } = status
  return { schema: 'arbkit.db-status/1', ...rest, applied, pending }
}
