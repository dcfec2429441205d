import { hostname } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { databaseStatus, migrateDatabase } from './maintenance.ts'
import { openDatabase } from './open-database.ts'
import { CHILD_ACCOUNT, type ChildTask, startChild } from './test-support/children.ts'
import { homesOf, openNew, portsOf } from './test-support/two-homes.ts'

const IS_LONG = process.env['ARBKIT_LONG'] === '1'
const ROUNDS = IS_LONG ? 50 : 5
/** Longest time from a child's first word until it is killed. */
const KILL_AFTER_MS_MAX = 120
/** A bound on what hangs: a busy machine starts a process in seconds. */
const ROUNDS_TIMEOUT_MS = ROUNDS * 30_000
const TRANSACTIONS = IS_LONG ? 2_000 : 500
/** Starting processes takes a busy machine its time. */
const STARTS_TIMEOUT_MS = 300_000

const start = (task: ChildTask) => startChild(process.execPath, task)
const isNoise = (problem: string): boolean =>
  problem.split('\n').every((line) => line === '' || /Warning|--trace-warnings/.test(line))

describe.each(homesOf(process.env))('processes on one $name', (home) => {
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  it('that migrate at once: one applies all, the others wait, all end well', {
    timeout: STARTS_TIMEOUT_MS,
  }, async () => {
    const location = await home.place()
    const children = ['a', 'b', 'c'].map((who) =>
      start({ task: 'migrate', location, who, count: 1 }),
    )
    const ends = await Promise.all(children.map((child) => child.ended()))
    expect(ends.map(({ problem }) => problem).filter((problem) => !isNoise(problem))).toEqual([])
    const said = ends.flatMap(({ lines }) => lines).toSorted()
    expect(said).toEqual(['0001-first-schema 0002-desks', 'nothing', 'nothing'])
    const database = await openDatabase(location, portsOf())
    expect(await migrateDatabase(database)).toEqual([])
    await database.close()
  })

  it('that write as fast as they can lose nothing and damage nothing', {
    timeout: STARTS_TIMEOUT_MS,
  }, async () => {
    const { database, location } = await openNew(home)
    const children = ['a', 'b'].map((who) =>
      start({ task: 'hammer', location, who, count: TRANSACTIONS }),
    )
    const ends = await Promise.all(children.map((child) => child.ended()))
    expect(ends.map(({ problem }) => problem).filter((problem) => !isNoise(problem))).toEqual([])
    expect(ends.map(({ lines }) => lines.length)).toEqual([TRANSACTIONS, TRANSACTIONS])
    const rows = await database.balances.since('live', 0)
    for (const who of ['a', 'b']) {
      const own = rows.filter(({ account }) => account === who).map(({ atMs }) => atMs)
      expect(own).toEqual(Array.from({ length: TRANSACTIONS }, (_none, index) => index + 1))
    }
    expect(await numbersOf(database)).toEqual({ rows: 2 * TRANSACTIONS, last: 2 * TRANSACTIONS })
    expect((await databaseStatus(database)).problems).toEqual([])
    await database.close()
  })

  it('a second engine is refused in one line: who, since when, and the cure', {
    timeout: STARTS_TIMEOUT_MS,
  }, async () => {
    const { database, location } = await openNew(home)
    const first = start({ task: 'hold', location, who: 'first', count: 1 })
    try {
      await first.printed(1)
      expect(first.lines()).toEqual(['holds 1'])
      const second = await start({ task: 'hold', location, who: 'second', count: 1 }).ended()
      expect(second.lines).toHaveLength(1)
      expect(second.lines[0]).toMatch(
        new RegExp(
          `^refused \`arb run\` \\(process ${first.pid} on ${hostname()}\\) holds this database since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z; stop it, or use another database \\(if it was killed, try again in \\d+ s\\)$`,
        ),
      )
    } finally {
      first.kill()
      await first.ended()
    }
    // Its process is gone, so nobody has to wait for the end of its lease.
    const third = await start({ task: 'hold', location, who: 'third', count: 0 }).ended()
    expect(third.lines).toEqual(['holds 2'])
    await database.close()
  })

  it(`killed ${ROUNDS} times, what was acknowledged is there and the numbers go on`, {
    timeout: ROUNDS_TIMEOUT_MS,
  }, async () => {
    const { database, location } = await openNew(home)
    const acknowledged: string[] = []
    let lastSeq = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const who = `round-${round}`
      const child = start({ task: 'acknowledge', location, who, count: 1_000_000 })
      await child.printed(2)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * KILL_AFTER_MS_MAX))
      child.kill()
      const { lines, problem } = await child.ended()
      expect(isNoise(problem) ? '' : problem).toBe('')
      const [resumed, ...groups] = lines
      // One group more may be there than the child lived to say.
      const from = Number(resumed?.replace('resumed ', ''))
      expect(from).toBeGreaterThanOrEqual(lastSeq)
      expect(from - lastSeq).toBeLessThanOrEqual(3)
      const [firstSeq] = (groups[0] ?? '').split(' ').map(Number)
      expect(firstSeq).toBe(from + 1)
      const [seq = 0, of = 0] = (groups.at(-1) ?? '').split(' ').map(Number)
      lastSeq = seq + of - 1
      acknowledged.push(...groups)
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS)
    await checkWhole(database, acknowledged)
    await database.close()
  })
})

async function numbersOf({ scope }: Database) {
  return scope.read(async (queries) => {
    const { rows, last } = await queries
      .selectFrom('balances')
      .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.max('seq').as('last')])
      .executeTakeFirstOrThrow()
    return { rows, last }
  })
}

/** Every acknowledged group is there, every group is whole, and every group has its fill. */
async function checkWhole(database: Database, acknowledged: readonly string[]): Promise<void> {
  const entries = []
  for (;;) {
    const afterSeq = entries.at(-1)?.seq ?? 0
    const page = await database.journal.read(CHILD_ACCOUNT, { afterSeq, limit: 500 })
    if (page.length === 0) break
    entries.push(...page)
  }
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_none, index) => index + 1))
  const groups = new Map<string, { firstSeq: number; indexes: number[]; of: number }>()
  for (const { seq, body } of entries) {
    const { id, index, of } = body as { id: string; index: number; of: number }
    const group = groups.get(id) ?? { firstSeq: seq, indexes: [], of }
    group.indexes.push(index)
    groups.set(id, group)
  }
  const stood = new Set([...groups].map(([id, { firstSeq, of }]) => `${firstSeq} ${of} ${id}`))
  expect(acknowledged.filter((line) => !stood.has(line))).toEqual([])
  for (const { indexes, of } of groups.values()) {
    expect(indexes).toEqual(Array.from({ length: of }, (_none, index) => index))
  }
  const fills = await database.fills.since('live', 0)
  expect(fills.map(({ venueFillId }) => venueFillId).toSorted()).toEqual(
    [...groups.keys()].toSorted(),
  )
  const [position] = await database.positions.list({ mode: 'live' })
  expect(position?.bought).toBe(100 * groups.size)
  expect((await databaseStatus(database)).problems).toEqual([])
}
