/**
 * Runs the benchmarks: `pnpm bench`, all of them or `--only book,devig`, on inputs drawn anew or from
 * `--seed`. Ends with 1 where a result of ours was wrong; never because something was slow.
 * @module
 */
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createSeededRng } from '@arbkit/core/testing'
import { backtestBenchmark } from './backtest.ts'
import type { Benchmark } from './benchmark.ts'
import { bookBenchmark } from './book.ts'
import { decodeBenchmark } from './decode.ts'
import { detectionBenchmark } from './detection.ts'
import { devigBenchmark } from './devig.ts'
import { matchingBenchmark } from './matching.ts'
import { portfolioBenchmark } from './portfolio.ts'
import { scanBenchmark } from './scan.ts'
import { turnsBenchmark } from './turns.ts'
import { createReport } from './runner/report.ts'

const BENCHMARKS: readonly Benchmark[] = [
  bookBenchmark,
  devigBenchmark,
  portfolioBenchmark,
  detectionBenchmark,
  scanBenchmark,
  matchingBenchmark,
  decodeBenchmark,
  turnsBenchmark,
  backtestBenchmark,
]

const SEEDS = 1_000_000_000

const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' } },
})
const names = values.only?.split(',') ?? BENCHMARKS.map(({ name }) => name)
const unknown = names.filter((name) => !BENCHMARKS.some((each) => each.name === name))
const seed = values.seed === undefined ? Math.floor(Math.random() * SEEDS) : Number(values.seed)
const write = (line: string): boolean => process.stdout.write(`${line}\n`)

if (unknown.length > 0 || !Number.isInteger(seed) || seed < 0) {
  const known = BENCHMARKS.map(({ name }) => name).join(',')
  process.stderr.write(`usage: pnpm bench [--only ${known}] [--seed <whole number>]\n`)
  process.exit(2)
}

write(`seed ${seed}; Node ${process.version}, ${availableParallelism()} cores`)
const load = loadavg()[0] ?? 0
if (load > availableParallelism() / 2) {
  write(`the machine is busy (load ${load.toFixed(1)}): times are too long, ratios less so`)
}
const report = createReport(write)
for (const [index, benchmark] of BENCHMARKS.entries()) {
  // Each draws from a sequence of its own, so that --only replays what a whole run had.
  const rng = createSeededRng(seed + index)
  if (names.includes(benchmark.name)) await benchmark.run({ rng, report })
}
report.title('summary')
report.say(
  `${report.missed.length} targets missed, ${report.problems.length} results of ours wrong`,
)
for (const text of [...report.missed, ...report.problems]) report.say(`- ${text}`)
process.exitCode = report.problems.length > 0 ? 1 : 0
