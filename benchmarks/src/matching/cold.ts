/**
 * A program of its own: matches one slate as the first thing it does, and prints how long that took
 * and what came of it. Registries are not built, caches are empty, nothing is compiled. Then the same
 * once more, as another matcher would in the same process.
 * @module
 */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { deserialize } from 'node:v8'
import { matchMarkets, type MatchInput } from '@arbkit/core'
import { type ColdRun, isMatchInput } from './cold-run.ts'
import { digestOf } from './judge.ts'

const [file = ''] = process.argv.slice(2)
const input: unknown = deserialize(readFileSync(file))
if (!isMatchInput(input)) throw new Error(`no slate: ${file}`)
const first = timed(input)
const second = timed(input)
const run: ColdRun = { first, second }
process.stdout.write(JSON.stringify(run))

function timed(listings: MatchInput): ColdRun['first'] {
  const before = { clock: performance.now(), processor: processorMs() }
  const result = matchMarkets(listings)
  const processor = processorMs() - before.processor
  return {
    clockMs: performance.now() - before.clock,
    processorMs: processor,
    digest: digestOf(result),
  }
}

/** Processor time of this thread; of the process where Node does not tell them apart (before 23.9). */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage()
  return (user + system) / 1e3
}
