/**
 * `pnpm eval:day [--seed N] [--markets N] [--hours N] [--activity X]`: a simulated trading day with faults
 * on. Ends with 1 where a book that was in sync is not the exchange's, or books do not heal. Needs
 * `--expose-gc`.
 * @module
 */
import { parseArgs } from 'node:util'
import { type DayFigures, runSimulatedDay } from './simulated-day.ts'

/** Hours at the beginning that do not count for how flat memory is. */
const WARM_UP_HOURS = 1
const MEGABYTE = 1e6

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    markets: { type: 'string', default: '2000' },
    hours: { type: 'string', default: '24' },
    activity: { type: 'string', default: '1' },
  },
})

const startedMs = performance.now()
const figures = await runSimulatedDay({
  seed: Number(values.seed),
  markets: Number(values.markets),
  hours: Number(values.hours),
  activity: Number(values.activity),
  heapBytes,
  onHour: (hour, now) => say(hourText(hour, now)),
})
const seconds = (performance.now() - startedMs) / 1000
say(summaryText(figures, seconds))
const isGood =
  figures.divergenceCount === 0 &&
  figures.healedMs !== undefined &&
  figures.rest?.diverged.length === 0
if (!isGood) process.exitCode = 1

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function hourText(hour: number, now: DayFigures): string {
  const { worldCommands, messages, synced, comparisons, divergenceCount, heap } = now
  return [
    `hour ${String(hour).padStart(2)}`,
    `${elapsed()} s`,
    `commands ${worldCommands}`,
    `messages ${messages}`,
    `synced ${synced}`,
    `compared ${comparisons}`,
    `diverged ${divergenceCount}`,
    `heap ${megabytes(heap.at(-1) ?? 0)} MB`,
  ].join('  ')
}

function elapsed(): string {
  return ((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1)
}

function summaryText(day: DayFigures, seconds: number): string {
  const { rest, heap, healedMs } = day
  const warm = heap.slice(1 + WARM_UP_HOURS)
  const first = warm[0] ?? 0
  const last = warm.at(-1) ?? 0
  const looks = day.comparisons + day.unheard + day.resyncing
  return [
    `${day.markets} markets, ${day.worldCommands} commands of the world, ${day.messages} messages`,
    `in ${seconds.toFixed(0)} s: ${(day.worldCommands / seconds).toFixed(0)} commands and ${(day.messages / seconds).toFixed(0)} messages a second`,
    `met: ${listText(day.met)}`,
    `books that came into sync: ${day.synced}`,
    `looks at a book: ${looks}; compared ${day.comparisons}, not all heard ${day.unheard}, known not to be in sync ${day.resyncing}`,
    `over REST: ${rest?.calls ?? 0} calls, compared ${rest?.compared ?? 0}, came back: ${listText(rest?.met ?? new Map())}; failed after repeats: ${listText(rest?.failures ?? new Map())}`,
    `diverged: ${day.divergenceCount} of the stream, ${rest?.diverged.length ?? 0} over REST ${day.divergences.join(', ')}`,
    healedMs === undefined ? 'NOT HEALED' : `healed ${healedMs / 1000} s after the last fault`,
    `heap after the warm-up ${megabytes(first)} MB, at most ${megabytes(Math.max(...warm, 0))} MB, at the end ${megabytes(last)} MB`,
  ].join('\n')
}

function listText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ')
}
