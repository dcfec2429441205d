import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { type Database, databaseStatus, openDatabase, openSession } from '@arbkit/store'
import { databaseDecisionStore, storeBesideLog, DECISIONS_APPENDED_MAX } from '@arbkit/engine'
import type { PairDecision } from '@arbkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Network } from '../packages/cli/src/host.ts'
import { runProgram } from '../packages/cli/src/program.ts'
import { TEST_PASSWORD } from '../packages/store/src/db/test-support/postgres-server.ts'
import { homesOf, openNew, portsOf } from '../packages/store/src/db/test-support/two-homes.ts'
import {
  lifecycle,
  lists,
  odds,
  TICK,
  TICKER,
} from '../packages/engine/src/paper/test-support/made-up-desk.ts'
import type { LedgerChild } from '../packages/engine/src/ledger/test-support/ledger-child.ts'
import { openLedger } from '../packages/engine/src/ledger/test-support/made-up-ledger.ts'

const IS_LONG = process.env['ARBKIT_LONG'] === '1'
const KILLS = IS_LONG ? 20 : 3
/** Longest time from a child's first acknowledged turn until it is killed. */
const KILL_AFTER_MS_MAX = 150
/** Starting processes takes a busy machine its time. */
const TIMEOUT = { timeout: 60_000 + KILLS * 30_000 }
const MODE = 'dry-run'

const CHILD = new URL('../packages/engine/src/ledger/test-support/ledger-child.ts', import.meta.url)

interface Child {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  lines(): readonly string[]
  until(isThere: (lines: readonly string[]) => boolean): Promise<void>
  ended(): Promise<{ readonly lines: readonly string[]; readonly problem: string }>
}

function start(task: Pick<LedgerChild, 'location' | 'parent' | 'who'>): Child {
  const script = `
    import { hostname } from 'node:os'
    import { runLedgerChild } from ${JSON.stringify(CHILD.href)}
    await runLedgerChild({
      ...${JSON.stringify(task)},
      pid: process.pid, host: hostname(), now: () => Date.now(),
      print: (line) => process.stdout.write(line + '\\n'),
      isRunning: (pid) => { try { return process.kill(pid, 0) } catch { return false } },
    })`
  const args = ['--conditions=@arbkit/source', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const now = { out: '', problem: '', isOver: false }
  const waiting: (() => void)[] = []
  const look = () => {
    for (const wake of waiting.splice(0)) wake()
  }
  const changed = () => new Promise<void>((resolve) => waiting.push(resolve))
  child.stdout.on('data', (text: Buffer) => {
    now.out += text.toString()
    look()
  })
  child.stderr.on('data', (text: Buffer) => {
    now.problem += text.toString()
  })
  child.on('close', () => {
    now.isOver = true
    look()
  })
  const lines = () => now.out.split('\n').slice(0, -1)
  return {
    process: child,
    lines,
    async until(isThere) {
      while (!now.isOver && !isThere(lines())) await changed()
    },
    async ended() {
      while (!now.isOver) await changed()
      return { lines: lines(), problem: now.problem }
    },
  }
}

const isNoise = (problem: string): boolean =>
  problem.split('\n').every((line) => line === '' || /Warning|--trace-warnings/.test(line))

describe.each(homesOf(process.env))('a ledger on $name', (home) => {
  let parent = ''
  beforeAll(async () => {
    await home.start()
    parent = await mkdtemp(path.join(tmpdir(), 'arbkit-ledger-'))
  })
  afterAll(async () => {
    await home.stop()
    await rm(parent, { recursive: true, force: true })
  })

  it('writes a trade with everything that belongs to it', async () => {
    const { database } = await openNew(home)
    const open = await openLedger(database)
    const { run, ledger } = open
    await open.take(0, lists(), odds(108), run.book(54))
    await open.take(6_000, TICK)
    const restored = await openedDesk(database)
    expect(restored).toEqual(JSON.parse(JSON.stringify(run.desk.snapshot())))
    await open.take(
      7_000,
      lifecycle(TICKER, 'determined', { result: 'yes', settlement_value: '1.0000' }),
      lifecycle(TICKER, 'settled'),
    )
    await ledger.close()
    const rows = (await databaseStatus(database)).rowCounts
    expect(rows).toMatchObject({
      journal: 6,
      plans: 1,
      orders: 1,
      fills: 2,
      bets: 1,
      positions: 2,
      opportunities: 1,
      desks: 1,
      daily_figures: 1,
    })
    expect((await databaseStatus(database)).problems).toEqual([])
    await database.close()
  })

  it(
    `killed ${KILLS} times loses nothing that was acknowledged, and goes on`,
    TIMEOUT,
    async () => {
      const location = await home.place()
      const acknowledged: string[] = []
      for (let round = 1; round <= KILLS; round += 1) {
        const child = start({ location, parent, who: `round-${round}` })
        await child.until((lines) => lines.some((line) => line.startsWith('turn ')))
        if (round === 1) await expectRefused(location, parent, child.process.pid)
        await new Promise((resolve) => setTimeout(resolve, Math.random() * KILL_AFTER_MS_MAX))
        child.process.kill('SIGKILL')
        const { lines, problem } = await child.ended()
        expect(isNoise(problem) ? '' : problem).toBe('')
        const resumed = lines.find((line) => line.startsWith('resumed ')) ?? ''
        const [, finished, open, dir = ''] = resumed.split(' ')
        // Every trade that was ever started is over or open, and none is both.
        const started = acknowledgedOf(acknowledged, 'paper-started')
        expect(Number(finished) + Number(open)).toBeGreaterThanOrEqual(started)
        expect(Number(finished) + Number(open) - started).toBeLessThanOrEqual(round - 1)
        // Once a killed one has been silent for long enough, and nothing else is ever told.
        const notes = lines.filter((line) => line.startsWith('note '))
        expect(notes.filter((line) => !line.startsWith('note a process was killed'))).toEqual([])
        acknowledged.push(...lines.filter((line) => line.startsWith('ack ')))
        await expectTornSession(dir)
      }
      const database = await openDatabase(location, portsOf())
      await expectWhole(database, acknowledged)
      await database.close()
    },
  )
})

const acknowledgedOf = (lines: readonly string[], tag: string): number =>
  lines.filter((line) => line.startsWith(`ack ${tag} `)).length

/** What a restart would begin with: read as it stands, without taking anything over. */
async function openedDesk(database: Database): Promise<unknown> {
  const desk = await database.desks.read(MODE, 'paper')
  if (desk === undefined) return undefined
  const { snapshot, tradeIds } = desk.body as {
    snapshot: Record<string, unknown>
    tradeIds: readonly string[]
  }
  const plans = new Map((await database.plans.open(MODE)).map(({ id, body }) => [id, body]))
  const trades = tradeIds.map((id) => (plans.get(id) as { trade: unknown }).trade)
  return { ...snapshot, trades }
}

async function expectRefused(
  location: string,
  parent: string,
  pid: number | undefined,
): Promise<void> {
  const second = await start({ location, parent, who: 'second' }).ended()
  expect(second.lines).toHaveLength(1)
  expect(second.lines[0]).toContain(`refused \`arb run\` (process ${pid} on ${hostname()}) holds`)
}

/** Frames up to the tear, decisions up to the tear, and none without its frames. */
async function expectTornSession(dir: string): Promise<void> {
  const session = await openSession(dir)
  let [frames, lastTurn] = [0, 0]
  for await (const { turn } of session.frames()) {
    frames += 1
    lastTurn = turn
  }
  expect(frames).toBeGreaterThan(0)
  for await (const line of session.decisions()) {
    expect((JSON.parse(line) as { turn: number }).turn).toBeLessThanOrEqual(lastTurn)
  }
  const tags = session.problems().map(({ tag }) => tag)
  expect(tags).toContain('not-closed')
  expect(tags).not.toContain('decisions-ahead')
}

/** Every acknowledged decision stands in the journal, once and in order, with its rows. */
async function expectWhole(database: Database, acknowledged: readonly string[]): Promise<void> {
  const entries = await database.journal.read({ mode: MODE, account: 'paper' })
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_none, index) => index + 1))
  const stood = entries.map(({ kind, planId, atMs }) => `ack ${kind} ${planId} ${atMs}`)
  let at = 0
  for (const line of acknowledged) {
    const found = stood.indexOf(line, at)
    expect(found === -1 ? line : 'found').toBe('found')
    at = found + 1
  }
  // One turn a round may be there that the child did not live to tell.
  const bodies = entries.map(
    ({ body }) => body as { tag: string; fill?: { levels: unknown[] } | null },
  )
  const levels = bodies.flatMap(({ fill }) => fill?.levels ?? [])
  expect(await database.fills.since(MODE, 0)).toHaveLength(levels.length)
  const started = bodies.filter(({ tag }) => tag === 'paper-started').length
  const { rowCounts, problems } = await databaseStatus(database)
  expect([rowCounts['plans'], problems]).toEqual([started, []])
  const desk = (await database.desks.read(MODE, 'paper'))?.body as
    | { readonly snapshot: { readonly finished: number }; readonly tradeIds: readonly string[] }
    | undefined
  if (desk === undefined) throw new Error('there is no desk')
  expect(desk.snapshot.finished + desk.tradeIds.length).toBe(started)
  const open = await database.plans.open(MODE)
  expect(open.map(({ id }) => id).toSorted()).toEqual([...desk.tradeIds].toSorted())
  expect(levels.length).toBeGreaterThan(0)
}

describe.each(homesOf(process.env))("people's decisions on $name", (home) => {
  beforeAll(() => home.start())
  afterAll(() => home.stop())

  const decision = (id: string, atMs = 1): PairDecision => ({
    id,
    action: 'pause',
    subject: { contract: { venue: 'kalshi', marketId: 'KXA-1-X', eventId: 'KXA-1' } },
    atMs,
    by: 'user1',
    reason: 'a reason',
  })
  const storeAt = (location: string, isThere = true) =>
    databaseDecisionStore({ location, ports: portsOf(), isThere: async () => isThere })

  it('are appended all or none, however many, to a database that is made for them', async () => {
    const store = storeAt(await home.place())
    const many = Array.from({ length: DECISIONS_APPENDED_MAX + 2 }, (_none, n) => decision(`d${n}`))
    await store.append(many)
    expect(await store.read()).toEqual(many)
    const wrong = [
      ...many.map(({ id }) => decision(`e${id}`)),
      { ...decision('d0'), reason: 'other' },
    ]
    await expect(store.append(wrong)).rejects.toThrow('another one has this id already')
    expect(await store.read()).toHaveLength(many.length)
    await store.append([])
  })

  it('are decided and listed at a terminal, and no password is shown', async () => {
    const location = await home.place()
    const place = home.dialect === 'sqlite' ? `sqlite:${location}` : location
    let said = ''
    const say = (text: string) => {
      said += text
    }
    const arb = async (...args: readonly string[]) =>
      runProgram(args, {
        write: say,
        writeError: say,
        isColoured: false,
        version: '1.2.3',
        now: () => 1,
        randomId: () => 'id',
        userName: () => 'user1',
        openDemo: () => Promise.reject(new Error('there is none')),
        network: {
          environment: { ARBKIT_STORE: place },
          userHome: '/nowhere',
        } as unknown as Network,
      })
    // A server is set up by whoever has it; a file is made when something is first decided.
    const setUp = home.dialect === 'postgres' ? await arb('db', 'migrate') : 0
    expect(setUp).toBe(0)
    const decided = ['pause', 'KXA-1-X', '--force', '--reason', 'a reason']
    expect([await arb('pairs', ...decided), said.includes('error')]).toEqual([0, false])
    expect(await arb('pairs', ...decided, '--json')).toBe(0)
    expect(await arb('pairs', 'export')).toBe(0)
    expect(await arb('pairs', 'withdraw', 'KXB-1-X', '--reason', 'r')).toBe(2)
    expect(said).toContain('"reason":"a reason"')
    expect(said).toContain(home.dialect === 'sqlite' ? place : 'postgres://arbkit@127.0.0.1')
    for (const form of [TEST_PASSWORD, encodeURIComponent(TEST_PASSWORD)]) {
      expect(said).not.toContain(form)
    }
  })

  it('are none where there is no database yet, and none is made by reading', async () => {
    expect(await storeAt(path.join(tmpdir(), 'nowhere', 'x.sqlite'), false).read()).toEqual([])
  })

  it('of a log beside it count until they are moved', async () => {
    const [store, log] = [storeAt(await home.place()), storeAt(await home.place())]
    await store.append([decision('a')])
    await log.append([decision('a'), decision('b')])
    const both = storeBesideLog(store, log)
    expect((await both.read()).map(({ id }) => id).toSorted()).toEqual(['a', 'b'])
    expect(both.unmoved().map(({ id }) => id)).toEqual(['b'])
    await both.append([decision('b')])
    expect((await log.read()).length).toBe(2)
    expect((await both.read()).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(both.unmoved()).toEqual([])
  })
})
