/**
 * What the other processes of the tests do with a database. Each prints a line for what it was told is
 * done, and only then.
 * @module
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { hostname } from 'node:os'
import type { Readable } from 'node:stream'
import { centicontracts, costMicrodollars, microdollars, priceTicks } from '@arbkit/core'
import { LeaseHeldError, type LeaseHolder } from '../database-error.ts'
import { migrateDatabase } from '../maintenance.ts'
import { openDatabase } from '../open-database.ts'
import type { DatabasePorts } from '../scope.ts'

/** What a child is told. */
export interface ChildTask {
  readonly task: keyof typeof TASKS
  readonly location: string
  /** Unique among the children of a test. */
  readonly who: string
  /** How often. */
  readonly count: number
}

/** What a child gets from its process. */
export interface ChildWorld {
  readonly pid: number
  print(line: string): void
  isRunning(pid: number): boolean
}

const TASKS = { hammer, migrate, acknowledge, hold }

/**
 * Does what it is told. Called by the process that {@link startChild} starts.
 * @public
 */
export async function runChild(task: ChildTask, world: ChildWorld): Promise<void> {
  await TASKS[task.task](task, world)
}

/** The account that {@link acknowledge} writes for. */
export const CHILD_ACCOUNT = { mode: 'live', account: 'main' } as const

function portsOf({ who }: ChildTask, world: ChildWorld): DatabasePorts {
  let made = 0
  return {
    clock: { now: () => Date.now() },
    ids: {
      next: () => {
        made += 1
        return `${who}-${made}`
      },
    },
    processes: { host: hostname(), isRunning: ({ pid }) => world.isRunning(pid) },
  }
}

const holderOf = ({ pid }: ChildWorld): LeaseHolder => ({
  pid,
  host: hostname(),
  command: 'arb run',
})

/** Transactions as fast as they go, each of two statements. */
async function hammer(task: ChildTask, world: ChildWorld): Promise<void> {
  const database = await openDatabase(task.location, portsOf(task, world))
  for (let atMs = 1; atMs <= task.count; atMs += 1) {
    await database.balances.record({
      mode: 'live',
      account: task.who,
      venue: 'kalshi',
      shard: '',
      atMs,
      cash: microdollars(atMs),
    })
    world.print(`${atMs}`)
  }
  await database.close()
}

/** Brings the schema up to date, and prints what was applied. */
async function migrate(task: ChildTask, world: ChildWorld): Promise<void> {
  const database = await openDatabase(task.location, portsOf(task, world))
  const applied = await migrateDatabase(database)
  world.print(applied.join(' ') || 'nothing')
  await database.close()
}

/** Writes groups of the journal, each with a fill, for as long as it lives. */
async function acknowledge(task: ChildTask, world: ChildWorld): Promise<void> {
  const database = await openDatabase(task.location, portsOf(task, world))
  const lease = await database.leases.acquire({ holder: holderOf(world) })
  const last = await database.journal.last(CHILD_ACCOUNT)
  world.print(`resumed ${last?.seq ?? 0}`)
  const [price, count] = [priceTicks(4_300), centicontracts(100)]
  for (let group = 1; group <= task.count; group += 1) {
    const id = `${task.who}-${group}`
    const of = 1 + (group % 3)
    const { firstSeq } = await database.transact(async (inside) => {
      await inside.fills.record({
        mode: 'live',
        account: 'main',
        venue: 'kalshi',
        venueFillId: id,
        instrumentId: 'kalshi:TEST',
        side: 'yes',
        action: 'buy',
        atMs: group,
        priceTicks: price,
        countCenticontracts: count,
        cashMicrodollars: costMicrodollars(price, count),
        feeMicrodollars: microdollars(1),
      })
      const entries = Array.from({ length: of }, (_none, index) => ({
        atMs: group,
        kind: 'intent',
        body: { id, index, of },
      }))
      return inside.journal.append(CHILD_ACCOUNT, entries, lease)
    })
    world.print(`${firstSeq} ${of} ${id}`)
  }
  await database.close()
}

/** Holds the engine's lease until it is killed; prints why where it can not. */
async function hold(task: ChildTask, world: ChildWorld): Promise<void> {
  const database = await openDatabase(task.location, portsOf(task, world))
  try {
    const lease = await database.leases.acquire({ holder: holderOf(world) })
    world.print(`holds ${lease.fence}`)
    if (task.count === 0) return
    // Until its input ends or it is killed.
    await new Promise((resolve) => setTimeout(resolve, 600_000))
  } catch (error) {
    if (!(error instanceof LeaseHeldError)) throw error
    world.print(`refused ${error.message}`)
  } finally {
    await database.close()
  }
}

/** A child that runs. */
export interface Child {
  readonly pid: number
  /** Whole lines printed so far. */
  lines(): readonly string[]
  /** Resolves once so many lines are there, or it has ended. */
  printed(count: number): Promise<void>
  /** Resolves with all whole lines once it has ended, however it did. */
  ended(): Promise<{ readonly lines: readonly string[]; readonly problem: string }>
  kill(): void
}

/** Starts a process of this Node on the sources. */
export function startChild(node: string, task: ChildTask): Child {
  const script = `
    import { runChild } from ${JSON.stringify(new URL(import.meta.url).href)}
    await runChild(${JSON.stringify(task)}, {
      pid: process.pid,
      print: (line) => process.stdout.write(line + '\\n'),
      isRunning: (pid) => { try { return process.kill(pid, 0) } catch { return false } },
    })`
  const args = ['--conditions=@arbkit/source', '--input-type=module', '-e', script]
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  return watch(child)
}

function watch(child: ChildProcessByStdio<null, Readable, Readable>): Child {
  const now = { out: '', problem: '', isOver: false }
  const lines = () => now.out.split('\n').slice(0, -1)
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
  return {
    pid: child.pid ?? 0,
    lines,
    async printed(count) {
      while (!now.isOver && lines().length < count) await changed()
    },
    async ended() {
      while (!now.isOver) await changed()
      return { lines: lines(), problem: now.problem }
    },
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
