/** `arb run --dry-run` killed at any moment: what it said of paper trades is in its database, and goes on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { createSeededRng } from '@arbkit/core/testing'
import { checkParity, openReplay } from '@arbkit/engine'
import { openDatabase } from '@arbkit/store'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshName, startSimulatedWorld, type SimulatedWorld } from './support/simulated-world.ts'

const KILLS = process.env['ARBKIT_LONG'] === '1' ? 50 : 3
const PROGRAM = path.resolve(import.meta.dirname, '../packages/cli/src/bin.ts')
/** A run that is not ready after this hangs. */
const READY_MS = 180_000
/** Most of the wait between the first word of a trade and the kill. */
const LIFE_MS = 4_000

/** A line of the log, as far as it is looked at. */
interface Line {
  readonly event: string
  readonly msg: string
  readonly decision?: { readonly tag: string; readonly trade?: string }
}

let folder = ''
let world: SimulatedWorld
let running: ChildProcess | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'arbkit-crash-'))
  world = await startSimulatedWorld({
    seed: 5,
    // As many games as kills need: an opportunity that is held is not traded again.
    leagues: KILLS > 10 ? ['nhl', 'nba'] : ['nhl'],
    gamesPerDay: 6,
    activity: 0.05,
    startMs: Date.now() - 600_000,
    startsWithinMs: 3 * 3_600_000,
  })
})
afterEach(async () => {
  running?.kill('SIGKILL')
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts a run, and hands over what it says until it is gone. */
function begin(environment: Readonly<Record<string, string>>) {
  const flags = ['--log-format', 'json', '--log-level', 'debug', '--record', '--logs', 'logs']
  const pace = ['--kalshi-delay', '30ms..60ms', '--book-delay', '300ms..600ms']
  const limits = ['--max-per-game', '$1000000', '--max-at-risk', '$1000000']
  const child = spawn(
    process.execPath,
    [
      '--conditions=@arbkit/source',
      '--disable-warning=ExperimentalWarning',
      PROGRAM,
      'run',
      '--dry-run',
      '--profile',
      'aggressive',
      '--max-per-day',
      '$1000000',
      ...flags,
      ...pace,
      ...limits,
    ],
    { cwd: folder, env: { PATH: process.env['PATH'], ...environment }, stdio: 'pipe' },
  )
  running = child
  const lines: Line[] = []
  let errors = ''
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line)
  })
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const isOver = (): boolean => child.exitCode !== null
  return { child, lines, gone, isOver, errors: () => errors }
}

/** Waits until it is so. @throws the run ended, or nothing came of it. */
async function until(isSo: () => boolean, run: ReturnType<typeof begin>): Promise<void> {
  const lastMs = performance.now() + READY_MS
  while (!isSo()) {
    if (run.isOver() || performance.now() > lastMs) {
      const said = run.lines.slice(-5).map(({ msg }) => msg)
      throw new Error(`nothing came of the run: ${run.errors()} ${said.join(' / ')}`)
    }
    await pause(20)
  }
}

const tradesOf = (lines: readonly Line[]) =>
  lines.flatMap(({ decision }) =>
    decision?.trade !== undefined && decision.tag.startsWith('paper-') ? [decision] : [],
  )

/** The decisions of a trade that the journal has. */
async function journalOf(
  trades: readonly string[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const database = await openDatabase(
    { sqliteFile: path.join(folder, 'arb.sqlite') },
    { clock: { now: () => Date.now() }, ids: { next: freshName } },
  )
  const all = new Map<string, readonly unknown[]>()
  for (const trade of trades) {
    const entries = await database.journal.ofPlan(trade)
    all.set(
      trade,
      entries.map(({ body }) => body),
    )
  }
  await database.close()
  return all
}

it(`loses nothing that it acknowledged, ${KILLS} kills`, { timeout: KILLS * 120_000 }, async () => {
  const environment = await world.environment(folder)
  const rng = createSeededRng(11)
  const said: Line['decision'][] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let plant = 0; plant < 3; plant += 1) world.plant(kill * 3 + plant)
    const run = begin(environment)
    await until(() => tradesOf(run.lines).length > 0, run)
    await pause(Math.floor(rng.next() * LIFE_MS))
    run.child.kill('SIGKILL')
    await run.gone
    said.push(...tradesOf(run.lines))
    const kept = await journalOf([...new Set(said.map((each) => each?.trade ?? ''))])
    for (const decision of said) expect(kept.get(decision?.trade ?? '')).toContainEqual(decision)
  }
  expect(said.length).toBeGreaterThanOrEqual(KILLS)
  const sessions = await readdir(path.join(folder, 'logs'))
  expect(sessions).toHaveLength(KILLS)
  for (const name of sessions) {
    const parity = await checkParity(await openReplay(path.join(folder, 'logs', name), name))
    expect(parity.difference).toBeUndefined()
  }
})
