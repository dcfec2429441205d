import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import { microdollars } from '@arbkit/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCounts } from './backup.ts'
import type { Database } from './database.ts'
import { backupDatabase, databaseStatus, migrateDatabase } from './maintenance.ts'
import { DESKS } from './migrations/desks.ts'
import { FIRST_SCHEMA } from './migrations/first-schema.ts'
import { migrate } from './migrations/migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { BalanceRecord } from './nouns/balances.ts'
import { openDatabase } from './open-database.ts'
import { TEST_PASSWORD } from './test-support/postgres-server.ts'
import {
  HOLDER,
  homesOf,
  leaseOf,
  NO_POSTGRES,
  openNew,
  portsOf,
  sqliteHome,
  T0,
} from './test-support/two-homes.ts'
import { TABLE_NAMES, type TableName } from './tables.ts'

const HOMES = homesOf(process.env)
/** Migrations of this program. */
const NAMES = ['0001-first-schema', '0002-desks']

const balance = (account: string, atMs = T0): BalanceRecord => ({
  mode: 'live',
  account,
  venue: 'kalshi',
  shard: '',
  atMs,
  cash: microdollars(5),
})
const accounts = async (database: Database) =>
  (await database.balances.since('live', 0)).map(({ account }) => account)

it('runs on PostgreSQL too, unless this machine can not have it', () => {
  if (HOMES.length === 1)
    process.stderr.write(`\nWARNING: ${NO_POSTGRES} is set: nothing ran on PostgreSQL\n`)
  const isLeftOut = (process.env[NO_POSTGRES] ?? '') !== ''
  expect(HOMES.map(({ name }) => name)).toEqual(isLeftOut ? ['SQLite'] : ['SQLite', 'PostgreSQL'])
})

describe.each(HOMES)('a database on $name', (home) => {
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  it('is migrated once, and says so', async () => {
    const { database, location } = await openNew(home, {})
    const before = await databaseStatus(database)
    expect(before).toMatchObject({ applied: [], pending: NAMES, rowCounts: {} })
    expect(before.schemaVersion).toBeUndefined()
    await expect(database.journal.last({ mode: 'live', account: 'a' })).rejects.toThrow(
      'its tables are not there; run `arb db migrate`',
    )
    expect(await migrateDatabase(database)).toEqual(NAMES)
    expect(await migrateDatabase(database)).toEqual([])
    expect(await databaseStatus(database)).toMatchObject({
      dialect: home.dialect,
      applied: NAMES.map((name) => ({ name, appliedAtMs: T0 })),
      pending: [],
      schemaVersion: '0002-desks',
      isDurable: true,
      problems: [],
      engineLease: undefined,
    })
    await database.close()
    const again = await openDatabase(location, portsOf(), { mustExist: true })
    expect(await migrateDatabase(again)).toEqual([])
    await again.close()
  })

  it('has every table counted, and no other', async () => {
    const { database } = await openNew(home)
    const { rows } = await database.scope.read((queries) =>
      (home.dialect === 'sqlite'
        ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
        : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
      ).execute(queries),
    )
    expect(rows.map(({ name }) => name).toSorted()).toEqual(TABLE_NAMES.toSorted())
    const { rowCounts } = await databaseStatus(database)
    expect(Object.keys(rowCounts).toSorted()).toEqual(TABLE_NAMES.toSorted())
    await database.close()
  })

  it('goes from one schema to the next and keeps what is there', async () => {
    const { database, location } = await openNew(home)
    await database.balances.record(balance('before'))
    const next = {
      name: '0003-next',
      statements: [
        'create table next_one (id bigint not null primary key)',
        'insert into next_one values (1)',
      ],
    }
    expect(await migrate(database, [...MIGRATIONS, next])).toEqual(['0003-next'])
    expect(await migrate(database, [...MIGRATIONS, next])).toEqual([])
    expect(await accounts(database)).toEqual(['before'])
    // Refused from now on by a program that does not know it, by name of both.
    await expect(openDatabase(location, portsOf())).rejects.toThrow(
      'its schema is 0003-next, newer than this program, which knows up to 0002-desks; use a newer arbkit',
    )
    await expect(migrateDatabase(database)).rejects.toThrow('newer than this program')
    await database.close()
  })

  it('brings a database of the first schema up to date, and keeps what is there', async () => {
    const { database } = await openNew(home, {})
    expect(await migrate(database, [FIRST_SCHEMA])).toEqual(['0001-first-schema'])
    await database.balances.record(balance('before'))
    expect(await migrateDatabase(database)).toEqual(['0002-desks'])
    expect(await accounts(database)).toEqual(['before'])
    await database.close()
  })

  it('refuses a migration that is not the one that was applied', async () => {
    const { database } = await openNew(home)
    const changed = { ...FIRST_SCHEMA, statements: [...FIRST_SCHEMA.statements, 'select 1'] }
    await expect(migrate(database, [changed, DESKS])).rejects.toThrow(
      'migration 0001-first-schema was not applied by this program',
    )
    await expect(
      migrate(database, [{ ...FIRST_SCHEMA, name: '0001-other' }, DESKS]),
    ).rejects.toThrow(
      'migration 0001-first-schema was not applied by this program: 0001-other here is another one',
    )
    await database.close()
  })

  it('applies a migration whole or not at all', async () => {
    const { database } = await openNew(home)
    const torn = {
      name: '0003-torn',
      statements: ['create table half (id bigint)', 'create nonsense'],
    }
    await expect(migrate(database, [...MIGRATIONS, torn])).rejects.toMatchObject({
      name: 'DatabaseError',
    })
    expect((await databaseStatus(database)).applied).toHaveLength(NAMES.length)
    const whole = { name: '0003-whole', statements: ['create table half (id bigint)'] }
    expect(await migrate(database, [...MIGRATIONS, whole])).toEqual(['0003-whole'])
    await database.close()
  })

  it('does several things in one transaction, or none of them', async () => {
    const { database } = await openNew(home)
    const result = await database.transact(async (inside) => {
      await inside.balances.record(balance('one'))
      await inside.balances.record(balance('two'))
      return 'done'
    })
    expect(result).toBe('done')
    const failing = database.transact(async (inside) => {
      await inside.balances.record(balance('three'))
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    // What failed inside fails all of it, even where somebody caught it.
    const swallowing = database.transact(async (inside) => {
      await inside.balances.record(balance('four'))
      await inside.alerts.acknowledge('none', { atMs: T0, by: 'user1' }).catch(() => undefined)
      return 'unharmed'
    })
    await expect(swallowing).rejects.toThrow('there is none that nobody has acknowledged')
    expect(await accounts(database)).toEqual(['one', 'two'])
    await database.close()
  })

  it('refuses to be used inside of its own transaction, and not afterwards', async () => {
    const { database } = await openNew(home)
    const later: (() => Promise<unknown>)[] = []
    await database.transact(async (inside) => {
      await inside.balances.record(balance('inside'))
      await expect(database.balances.record(balance('outside'))).rejects.toThrow(
        'inside of transact, use only what is passed to its work',
      )
      await expect(database.balances.latest('live')).rejects.toThrow('inside of transact')
      later.push(() => database.balances.record(balance('later')))
    })
    await later[0]?.()
    expect(await accounts(database)).toEqual(['inside', 'later'])
    await database.close()
  })

  it('keeps transactions apart that run at the same time', async () => {
    const { database } = await openNew(home)
    const names = Array.from({ length: 20 }, (_none, index) => `account-${index}`)
    await Promise.all(names.map((name) => database.balances.record(balance(name))))
    expect((await accounts(database)).toSorted()).toEqual(names.toSorted())
    await database.close()
  })

  it('keeps whole numbers exactly and refuses others', async () => {
    const { database } = await openNew(home)
    const most = Number.MAX_SAFE_INTEGER
    await database.balances.record(balance('most', most))
    expect((await database.balances.since('live', 0)).at(-1)?.atMs).toBe(most)
    const write = (value: number) =>
      database.scope.write((queries) =>
        queries
          .insertInto('counters')
          .values({ name: `n${value}`, value })
          .execute(),
      )
    await expect(write(0.5)).rejects.toThrow('a database keeps whole, exact numbers, got 0.5')
    await expect(write(most + 1)).rejects.toThrow('a database keeps whole, exact numbers')
    await expect(write(Number.NaN)).rejects.toThrow('got NaN')
    await expect(database.balances.record(balance('a\0b'))).rejects.toThrow('no text with a NUL')
    // What somebody else has put there is not rounded either.
    await database.scope.write((queries) =>
      sql`insert into counters (name, value) values ('large', 9007199254740993)`.execute(queries),
    )
    const large = database.scope.read((queries) =>
      queries.selectFrom('counters').selectAll().where('name', '=', 'large').execute(),
    )
    await expect(large).rejects.toThrow(/a number in (it|the database) is too large/)
    await database.close()
  })

  it('keeps to the types of its columns', async () => {
    const { database } = await openNew(home)
    const wrong = database.scope.write((queries) =>
      sql`insert into counters (name, value) values ('a', 'many')`.execute(queries),
    )
    await expect(wrong).rejects.toMatchObject({ name: 'DatabaseError', resend: 'never' })
    await database.close()
  })

  it.each([
    ['journal', 'kind'],
    ['fills', 'action'],
    ['pair_decisions', 'reason'],
    ['kill_switch', 'reason'],
    ['opportunity_events', 'tag'],
  ])('keeps rows of %s from being changed or removed', async (table, column) => {
    const { database } = await openNew(home)
    await database.killSwitch.set({
      state: 'engaged',
      actor: 'person',
      by: 'user1',
      reason: 'test',
      atMs: T0,
    })
    const lease = await leaseOf(database)
    await database.journal.append(
      { mode: 'live', account: 'a' },
      [{ atMs: T0, kind: 'intent', body: {} }],
      lease,
    )
    await seedAppendOnly(database)
    for (const text of [`update ${table} set ${column} = ${column}`, `delete from ${table}`]) {
      const change = database.scope.write((queries) => sql.raw(text).execute(queries))
      await expect(change).rejects.toThrow(`${table} is append only`)
    }
    await database.close()
  })

  it('says nothing of a password, whatever goes wrong', async () => {
    const { database, location } = await openNew(home)
    const status = await databaseStatus(database)
    const problem: unknown = await database.scope
      .read((queries) => sql`select nonsense`.execute(queries))
      .catch((error: unknown) => error)
    const port = new RegExp(String.raw`:\d+/`)
    const refused: unknown =
      home.dialect === 'sqlite'
        ? undefined
        : await openDatabase(
            location.replace(encodeURIComponent(TEST_PASSWORD), 'wr0ng-s3cret'),
            portsOf(),
          ).catch((error: unknown) => error)
    const gone: unknown =
      home.dialect === 'sqlite'
        ? undefined
        : await openDatabase(location.replace(port, ':1/'), portsOf()).catch(
            (error: unknown) => error,
          )
    const said = inspect([database, status, problem, refused, gone], {
      depth: 12,
      showHidden: true,
    })
    expect(said.length).toBeGreaterThan(500)
    for (const secret of [TEST_PASSWORD, encodeURIComponent(TEST_PASSWORD), 'wr0ng-s3cret']) {
      expect(said).not.toContain(secret)
    }
    const messageOf = (error: unknown) => (error instanceof Error ? error.message : 'nothing')
    const answers = [refused, gone].map(messageOf).join('; ')
    expect(answers).toMatch(
      home.dialect === 'sqlite'
        ? /^nothing; nothing$/
        : /refused the user or the password; .*can not be reached \(ECONNREFUSED\)/,
    )
    await database.close()
  })

  it('refuses work once it is closed', async () => {
    const { database } = await openNew(home)
    await database.close()
    await expect(database.balances.record(balance('a'))).rejects.toThrow('it was closed')
    await expect(database.balances.latest('live')).rejects.toThrow('it was closed')
    await database.close()
  })

  it('finds a position that its fills do not make', async () => {
    const { database } = await openNew(home)
    await seedAppendOnly(database)
    expect((await databaseStatus(database)).problems).toEqual([])
    await database.scope.write((queries) =>
      queries.updateTable('positions').set({ boughtMicrodollars: 1 }).execute(),
    )
    expect((await databaseStatus(database)).problems).toEqual([
      'position live main kalshi kalshi:T yes: boughtMicrodollars is 1, its fills and bets make 0',
    ])
    await database.close()
  })
})

describe('a file', () => {
  const home = sqliteHome()
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  it('is made for its owner alone, in WAL mode, and loses nothing it acknowledged', async () => {
    const { database, location } = await openNew(home)
    expect((await stat(location)).mode & 0o777).toBe(0o600)
    expect(await databaseStatus(database)).toMatchObject({
      journalMode: 'wal',
      isDurable: true,
      name: location,
      integrityCheck: expect.stringContaining('integrity_check'),
    })
    const settings = await database.scope.read((queries) =>
      sql<Record<string, number>>`select
        (select foreign_keys from pragma_foreign_keys) as foreign_keys,
        (select synchronous from pragma_synchronous) as synchronous,
        (select timeout from pragma_busy_timeout) as busy,
        (select trusted_schema from pragma_trusted_schema) as trusted`.execute(queries),
    )
    expect(settings.rows).toEqual([{ foreignKeys: 1, synchronous: 2, busy: 100, trusted: 0 }])
    await database.close()
  })

  it('is not made where it must be there, nor in a folder that is not', async () => {
    const location = await home.place()
    await expect(openDatabase(location, portsOf(), { mustExist: true })).rejects.toThrow(
      `${location}: can not be opened: there is no such database; \`arb db migrate\` makes one`,
    )
    expect(await readdir(path.dirname(location))).not.toContain(path.basename(location))
    await expect(openDatabase(`${location}/x/y.db`, portsOf())).rejects.toThrow('no such folder')
    await expect(openDatabase(path.dirname(location), portsOf())).rejects.toThrow('it is a folder')
  })

  it("that is no database, or somebody else's, is left as it is", async () => {
    const text = await home.place()
    await writeFile(
      text,
      'these are notes, and longer than the header of a database file is, by far'.repeat(9),
    )
    await expect(openDatabase(text, portsOf())).rejects.toThrow(`${text}: it is no SQLite database`)
    const other = await home.place()
    const file = new DatabaseSync(other)
    file.exec('create table notes (id integer)')
    file.close()
    await expect(openDatabase(other, portsOf(), { migrate: true })).rejects.toThrow(
      'it holds the tables of another program; name another file',
    )
    expect((await readFile(text, 'utf8')).startsWith('these are notes')).toBe(true)
  })

  it('may be in memory', async () => {
    const database = await openDatabase('sqlite::memory:', portsOf(), { migrate: true })
    await database.balances.record(balance('a'))
    expect(await accounts(database)).toEqual(['a'])
    await database.close()
  })

  it('gives up on a writer that never ends, and says so', { timeout: 120_000 }, async () => {
    const { database, location } = await openNew(home)
    const other = new DatabaseSync(location)
    other.exec('begin immediate')
    await expect(database.balances.record(balance('a'))).rejects.toMatchObject({
      name: 'DatabaseError',
      resend: 'safe',
      message: `${location}: another process has been writing to it for too long`,
    })
    other.exec('rollback')
    await database.balances.record(balance('b'))
    expect(await accounts(database)).toEqual(['b'])
    other.close()
    await database.close()
  })

  it('waits for a writer that ends', async () => {
    const { database, location } = await openNew(home)
    const other = new DatabaseSync(location)
    other.exec('begin immediate')
    const writing = database.balances.record(balance('a'))
    setTimeout(() => {
      other.exec('commit')
    }, 300)
    await writing
    expect(await accounts(database)).toEqual(['a'])
    other.close()
    await database.close()
  })

  it('that is damaged says so', async () => {
    const { database, location } = await openNew(home)
    for (let n = 0; n < 400; n += 1) await database.balances.record(balance(`account-${n}`))
    await database.close()
    const bytes = await readFile(location)
    bytes.fill(0xa5, 4096 * 3, bytes.length - 4096)
    await writeFile(location, bytes)
    const damaged = await openDatabase(location, portsOf()).catch((error: unknown) => error)
    const problems =
      damaged instanceof Error ? [damaged.message] : await problemsOf(damaged as Database)
    expect(problems.join('\n')).toMatch(/damaged|malformed|Tree|page|integrity/i)
  })
})

describe('a backup', () => {
  const home = sqliteHome()
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  it('is whole, private, and opens as the database it was made of', async () => {
    const { database } = await openNew(home)
    await seedAppendOnly(database)
    await leaseOf(database)
    const file = `${await home.place()}.backup`
    const report = await backupDatabase(database, file)
    expect(report.rowCounts).toEqual((await databaseStatus(database)).rowCounts)
    expect(report).toMatchObject({ file, sizeBytes: (await stat(file)).size })
    expect(report.rowCounts.fills).toBe(1)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const names = (await readdir(path.dirname(file))).filter((name) =>
      name.startsWith(path.basename(file)),
    )
    expect(names).toEqual([path.basename(file)])
    // It has all of it without a log beside it.
    const copy = await openDatabase(file, portsOf(), { mustExist: true })
    expect((await copy.fills.since('live', 0)).length).toBe(1)
    expect((await databaseStatus(copy)).problems).toEqual([])
    expect(await copy.leases.read()).toMatchObject({ holder: HOLDER })
    await copy.close()
    await database.close()
  })

  it('is made while another connection writes', async () => {
    const { database, location } = await openNew(home)
    const writer = await openDatabase(location, portsOf('writer'))
    const backup = { isDone: false }
    const writing = (async () => {
      let written = 0
      while (!backup.isDone || written < 50) {
        await writer.balances.record(balance(`account-${written}`))
        written += 1
      }
      return written
    })()
    const file = `${location}.backup`
    const { rowCounts } = await backupDatabase(database, file)
    backup.isDone = true
    expect(rowCounts.balances).toBeLessThanOrEqual(await writing)
    await writer.close()
    await database.close()
  })

  it.each([4, 8])('with %i rows where there were 5 to 7 does not count', (found) => {
    const counts = (fills: number) =>
      Object.fromEntries(TABLE_NAMES.map((name) => [name, name === 'fills' ? fills : 1])) as Record<
        TableName,
        number
      >
    const bounds = { before: counts(5), after: counts(7) }
    checkCounts('x', counts(5), bounds)
    checkCounts('x', counts(7), bounds)
    expect(() => {
      checkCounts('x', counts(found), bounds)
    }).toThrow(`x: the copy has ${found} rows of fills, expected 5 to 7`)
  })

  it('never writes over anything, and leaves nothing behind', async () => {
    const { database, location } = await openNew(home)
    const file = `${location}.backup`
    await writeFile(file, 'precious')
    await expect(backupDatabase(database, file)).rejects.toThrow(
      `${file}: can not be written: there is such a file already`,
    )
    expect(await readFile(file, 'utf8')).toBe('precious')
    await writeFile(`${location}.second.partial`, 'precious')
    await expect(backupDatabase(database, `${location}.second`)).rejects.toThrow('already')
    expect(await readFile(`${location}.second.partial`, 'utf8')).toBe('precious')
    await expect(stat(`${location}.second`)).rejects.toThrow('ENOENT')
    await expect(backupDatabase(database, `${location}/none/x`)).rejects.toMatchObject({
      name: 'InvalidInputError',
    })
    await database.close()
    await expect(backupDatabase(database, `${location}.third`)).rejects.toThrow('it was closed')
    await expect(stat(`${location}.third`)).rejects.toThrow('ENOENT')
    await expect(stat(`${location}.third.partial`)).rejects.toThrow('ENOENT')
  })
})

describe.runIf(HOMES.length > 1)('PostgreSQL alone', () => {
  const home = HOMES[1] ?? sqliteHome()
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  it('is backed up by its own program, whose command is named', async () => {
    const { database } = await openNew(home)
    await expect(backupDatabase(database, "it's here.dump")).rejects.toThrow(
      `${database.name}: back it up with \`pg_dump --format=custom --file='it'\\''s here.dump' '${database.name}'\``,
    )
    await database.close()
  })

  it('waits for the disk with every commit, whatever its default is', async () => {
    const { database, location } = await openNew(home)
    await database.scope.read((queries) =>
      sql
        .raw(`alter database ${path.basename(location)} set synchronous_commit = off`)
        .execute(queries),
    )
    await database.close()
    const again = await openDatabase(location, portsOf())
    expect(await databaseStatus(again)).toMatchObject({
      isDurable: true,
      journalMode: 'synchronous_commit=on fsync=on full_page_writes=on',
    })
    await again.close()
  })

  it('survives that the server ends its connections', async () => {
    const { database } = await openNew(home)
    const { database: other } = await openNew(home)
    await other.scope.read((queries) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'arbkit' and pid <> pg_backend_pid()`.execute(queries),
    )
    await expect
      .poll(
        () =>
          database.balances.record(balance('after')).then(
            () => 'written',
            () => 'failed',
          ),
        { timeout: 20_000 },
      )
      .toBe('written')
    expect((await accounts(database)).at(-1)).toBe('after')
    await other.close()
    await database.close()
  })

  it('says that a commit may stand where the connection broke on the way', async () => {
    const { database } = await openNew(home)
    const broken = database.transact(async (inside) => {
      await inside.balances.record(balance('a'))
      const { database: other } = await openNew(home)
      await other.scope.read((queries) =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'arbkit' and pid <> pg_backend_pid()`.execute(queries),
      )
      await other.close()
      await inside.balances.record(balance('b'))
    })
    await expect(broken).rejects.toMatchObject({ name: 'DatabaseError', resend: 'reconcile-first' })
    expect(await accounts(database)).toEqual([])
    await database.close()
  })
})

async function problemsOf(database: Database): Promise<readonly string[]> {
  try {
    return (await databaseStatus(database)).problems
  } catch (error) {
    return [String(error)]
  } finally {
    await database.close()
  }
}

/** A row in each table that only grows, but for the journal and the kill switch. */
async function seedAppendOnly(database: Database): Promise<void> {
  await database.scope.write(async (queries) => {
    await sql`insert into fills (id, mode, account, venue, venue_fill_id, instrument_id, side, action,
      price_ticks, count_centicontracts, cash_microdollars, fee_microdollars, at_ms, recorded_at_ms)
      values ('f', 'live', 'main', 'kalshi', 'v', 'kalshi:T', 'yes', 'buy', 0, 100, 0, 0, 1, 1)`.execute(
      queries,
    )
    await sql`insert into positions values ('live', 'main', 'kalshi', 'kalshi:T', 'yes',
      100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)`.execute(queries)
    await sql`insert into pair_decisions (seq, id, action, venue, event_id, at_ms, decided_by, reason)
      values (1, 'd', 'pause', 'kalshi', 'E', 1, 'user1', 'r')`.execute(queries)
    await sql`insert into opportunities (mode, id, kind, status, profit_microdollars,
      capital_microdollars, return_on_capital, legs, body, first_seen_ms, last_seen_ms, updates,
      appearances, best_edge_dollars, best_at_ms, last_edge_dollars)
      values ('live', 'o', 'locked', 'open', 1, 1, '1', '[]', '{}', 1, 1, 0, 1, '1', 1, '1')`.execute(
      queries,
    )
    await sql`insert into opportunity_events (mode, opportunity_id, seq, tag, at_ms,
      profit_microdollars, detail) values ('live', 'o', 1, 'opened', 1, 1, '[]')`.execute(queries)
  })
}
