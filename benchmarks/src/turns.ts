/**
 * Turns of the engine that live, dry run and backtest are: the whole slate told anew in one turn, and one
 * update after another at the pace of a busy stream, from the text of the frame to the decision.
 *
 * Checked: what the engine says in the end, against a scan of everything that remembers nothing.
 * @module
 */
import { performance } from 'node:perf_hooks'
import type { TurnEngine } from '@arbkit/engine'
import type { Benchmark, Context } from './benchmark.ts'
import { loadOurEngine, type OurEngine } from './engine/arbkit.ts'
import { createSlateFrames, type SlateFrame, type SlateFrames } from './engine/slate-frames.ts'
import { quantile } from './runner/measure.ts'

const GAMES = 2500
const BOOKS = 10
/** Turns of everything, timed one by one after one that warms up. */
const CYCLES = 30
const POLLS = 7
const UPDATES = 100_000
const FRAMES_PER_SECOND = 5000
const CYCLE_TARGET_MS = 50
const UPDATE_TARGET_US = 1000
/** A market as it is, and one where most games pay. */
const SHARES_OFF = [0.01, 0.6] as const

/** The turns benchmark. */
export const turnsBenchmark: Benchmark = {
  name: 'turns',
  run: async (context) => {
    const ours = await loadOurEngine()
    for (const shareOff of SHARES_OFF) runSlate(ours, shareOff, context)
  },
}

function runSlate(ours: OurEngine, shareOff: number, { rng, report }: Context): void {
  const slate = createSlateFrames(rng, { games: GAMES, books: BOOKS, shareOff })
  const engine = ours.create()
  take(engine, slate.opening())
  report.title(
    `turns, ${slate.marketIds.length} markets x ${BOOKS} books, ${shareOff * 100} % of games off`,
  )
  report.say(
    `${engine.candidates().length} candidates pay or nearly do. Checked: every opportunity in the ` +
      'end, against a scan of everything. By the clock.',
  )
  const cycles = timesOf(CYCLES, () => slate.deltasOfAll(), engine)
  const polls = timesOf(POLLS, () => slate.odds(), engine)
  const delays = updateDelays(engine, slate)
  report.figure('a change of every book in one turn, median', quantile(cycles, 0.5), 'ms')
  report.figure('all odds told anew in one turn, median', quantile(polls, 0.5), 'ms')
  for (const [what, share] of QUANTILES) {
    report.figure(`one update, from text to decision: ${what}`, quantile(delays, share), 'us')
  }
  const isUsual = shareOff === SHARES_OFF[0]
  if (isUsual) {
    const value = quantile(cycles, 0.5)
    report.target({ what: 'a cycle', value, unit: 'ms', bound: 'most', goal: CYCLE_TARGET_MS })
  }
  report.target({
    what: `update to decision at ${FRAMES_PER_SECOND} frames/s, p99`,
    value: quantile(delays, 0.99),
    unit: 'us',
    bound: 'most',
    goal: UPDATE_TARGET_US,
  })
  for (const text of differencesOf(ours, engine)) report.wrong(`turns: ${text}`)
}

const QUANTILES = [
  ['median', 0.5],
  ['99 in 100 within', 0.99],
  ['999 in 1000 within', 0.999],
] as const

function take(engine: TurnEngine, frames: readonly SlateFrame[]): void {
  for (const frame of frames) engine.note(frame)
  engine.endTurn()
}

function timesOf(
  count: number,
  next: () => readonly SlateFrame[],
  engine: TurnEngine,
): readonly number[] {
  take(engine, next())
  return Array.from({ length: count }, () => {
    const frames = next()
    const before = performance.now()
    take(engine, frames)
    return performance.now() - before
  })
}

/**
 * Microseconds from a frame's arrival to the end of its turn, where one comes every 200 µs and waits while
 * the one before it is at work.
 */
function updateDelays(engine: TurnEngine, slate: SlateFrames): Float64Array {
  const texts = Array.from({ length: UPDATES }, () => JSON.stringify(slate.delta()))
  const apartUs = 1_000_000 / FRAMES_PER_SECOND
  const delays = new Float64Array(texts.length)
  let waitUs = 0
  for (const [index, text] of texts.entries()) {
    const before = performance.now()
    engine.note(JSON.parse(text) as SlateFrame)
    engine.endTurn()
    const delayUs = waitUs + (performance.now() - before) * 1000
    delays[index] = delayUs
    waitUs = Math.max(0, delayUs - apartUs)
  }
  return delays
}

function differencesOf({ engine, scan }: OurEngine, ours: TurnEngine): readonly string[] {
  const { state } = ours
  const whole = engine.scanMarkets({ state, nowMs: state.nowMs, options: scan })
  const followed = ours.result()
  const lineOf = ({ id, finding }: (typeof whole.opportunities)[number]): string =>
    `${id} ${finding.tag} ${finding.position?.guaranteed ?? ''}`
  const [a, b] = [followed, whole].map(({ opportunities, rejected }) =>
    [...opportunities, ...rejected].map(lineOf),
  )
  const wrong = b?.findIndex((line, index) => line !== a?.[index]) ?? -1
  return [
    ...(a?.length === b?.length ? [] : [`${a?.length} candidates followed, ${b?.length} there`]),
    ...(wrong < 0 ? [] : [`candidate ${wrong}: ${a?.[wrong]}, not ${b?.[wrong]}`]),
  ]
}
