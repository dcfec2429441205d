/**
 * A recorded session read to its end: bare decompressing and `JSON.parse`, our reader that checks every
 * frame, and a whole backtest. In turn over the same files, several rounds.
 *
 * Checked: frames read, and the backtest's decisions against those of an engine that was given the same
 * frames in memory.
 * @module
 */
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createZstdDecompress } from 'node:zlib'
import { NO_DECISIONS } from '@arbkit/core'
import type { Benchmark, Context } from './benchmark.ts'
import { loadOurEngine, type OurEngine } from './engine/arbkit.ts'
import { createSlateFrames, type SlateFrame } from './engine/slate-frames.ts'
import { quantile } from './runner/measure.ts'

const SIZE = { games: 150, books: 5, shareOff: 0.01 }
const UPDATES = 100_000
const ROUNDS = 5
/** As often as a recording flushes at 5,000 frames a second. */
const FLUSH_FRAMES = 5000
const TEXT_BYTES = 64 * 1024
/** Of the speed of bare reading. */
const TARGET_SHARE = 0.6

/** The backtest benchmark. */
export const backtestBenchmark: Benchmark = {
  name: 'backtest',
  run: async (context) => {
    const ours = await loadOurEngine()
    const folder = await mkdtemp(join(tmpdir(), 'arbkit-bench-'))
    try {
      await run(ours, join(folder, 'session'), context)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

async function run(ours: OurEngine, dir: string, { rng, report }: Context): Promise<void> {
  const slate = createSlateFrames(rng, SIZE)
  const frames = [...slate.opening(), ...Array.from({ length: UPDATES }, () => slate.delta())]
  await write(ours, dir, frames)
  report.title(`backtest, ${frames.length} frames of ${slate.marketIds.length} markets`)
  report.say(
    `Nearly all are changes of order books, a turn each. ${ROUNDS} rounds in turn, of ` +
      'which the median is told. Checked: frames, and decisions against those made in memory.',
  )
  const contenders = [
    { name: 'bare decompress and JSON.parse', run: () => readBare(dir) },
    { name: '@arbkit/store, every frame checked', run: () => readChecked(ours, dir) },
    { name: '@arbkit/engine, whole backtest', run: () => backtest(ours, dir) },
  ]
  const expected = [frames.length, frames.length, decisionsOf(ours, frames)]
  const spent = contenders.map((): Spent[] => [])
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { name, run: runOnce }] of contenders.entries()) {
      const beforeMs = performance.now()
      const before = process.cpuUsage()
      const got = await runOnce()
      const { user, system } = process.cpuUsage(before)
      const wall = performance.now() - beforeMs
      // The first round warms up.
      if (round > 0) spent[index]?.push({ processor: (user + system) / 1000, wall })
      if (got !== expected[index]) report.wrong(`backtest: ${name}: ${got}, not ${expected[index]}`)
    }
  }
  for (const clock of ['processor', 'wall'] as const) {
    report.say(clock === 'wall' ? 'By the clock:' : 'Processor time of all threads:')
    tell({ clock, contenders, spent, frames: frames.length }, report)
  }
}

/** What a round took, ms. */
interface Spent {
  /** Of all threads. */
  readonly processor: number
  readonly wall: number
}

/** Prints what each took by one clock, and how far a backtest is from bare reading. */
function tell(
  {
    clock,
    contenders,
    spent,
    frames,
  }: {
    readonly clock: keyof Spent
    readonly contenders: readonly { readonly name: string }[]
    readonly spent: readonly (readonly Spent[])[]
    readonly frames: number
  },
  report: Context['report'],
): void {
  const all = spent.map((rounds) => rounds.map((each) => each[clock]))
  const [bare = []] = all
  report.table(
    'bare is',
    contenders.map(({ name }, index) => {
      const own = all[index] ?? []
      const ratios = own.map((ms, round) => ms / (bare[round] ?? Number.NaN))
      const nanoseconds = (quantile(own, 0.5) * 1e6) / frames
      return { name, nanoseconds, ratio: quantile(ratios, 0.5), result: 'right' }
    }),
    'thousand/s',
  )
  const shares = bare.map((ms, round) => ms / (all[2]?.[round] ?? Number.NaN))
  report.target({
    what: `a backtest, of the speed of bare reading, by ${clock === 'wall' ? 'the clock' : 'processor time'}`,
    value: quantile(shares, 0.5),
    unit: 'x',
    bound: 'least',
    goal: TARGET_SHARE,
  })
}

async function write(
  { store }: OurEngine,
  dir: string,
  frames: readonly SlateFrame[],
): Promise<void> {
  const startedAtMs = frames[0]?.t ?? 0
  const writer = await store.createSessionWriter({ dir, createdBy: 'bench', startedAtMs })
  for (const [index, { turn, t, source, request, body }] of frames.entries()) {
    await writer.append({ turn, t, source, request, payload: JSON.stringify(body) })
    if (index % FLUSH_FRAMES === 0) await writer.flush()
  }
  await writer.close()
}

async function readBare(dir: string): Promise<number> {
  let count = 0
  const names = (await readdir(dir)).filter((name) => name.startsWith('frames-')).toSorted()
  for (const name of names) {
    const decompress = createZstdDecompress({ chunkSize: TEXT_BYTES })
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of createReadStream(join(dir, name)).pipe(decompress)) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) count += JSON.parse(line) === null ? 0 : 1
    }
  }
  return count
}

async function readChecked({ store }: OurEngine, dir: string): Promise<number> {
  let count = 0
  for await (const frame of (await store.openSession(dir)).frames()) count += frame.seq > 0 ? 1 : 0
  return count
}

async function backtest({ engine, scan }: OurEngine, dir: string): Promise<number> {
  const settings = { scan, decisions: NO_DECISIONS, isRecorded: false, changed: [] }
  const source = await engine.sessionSource(dir, 'bench')
  const steps = engine.runBacktest(source, { settings: () => settings })
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value.decisions
  }
}

function decisionsOf(ours: OurEngine, frames: readonly SlateFrame[]): number {
  const engine = ours.create()
  let [count, turn] = [0, frames[0]?.turn]
  for (const frame of frames) {
    if (frame.turn !== turn) count += engine.endTurn().length
    turn = frame.turn
    engine.note(frame)
  }
  return count + engine.endTurn().length
}
