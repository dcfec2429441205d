/**
 * `pnpm eval:books [--seeds N]`: prints how near simulated books come to recorded ones, of the exchange and
 * of the odds feed.
 * @module
 */
import { parseArgs } from 'node:util'
import { compareSamples } from './compare.ts'
import { hasRecordedBooks, recordedSamples } from './recorded.ts'
import { simulatedSamples } from './simulated.ts'

const NO_RECORDINGS_EXIT_CODE = 3
const SEEDS_MAX = 100
const COLUMNS = [40, 8, 12, 12, 8] as const

function main(): number {
  const { values } = parseArgs({ options: { seeds: { type: 'string', default: '3' } } })
  const count = Math.min(SEEDS_MAX, Math.max(1, Math.trunc(Number(values.seeds)) || 1))
  if (!hasRecordedBooks) {
    process.stderr.write('no recordings beside this checkout: nothing to compare with\n')
    return NO_RECORDINGS_EXIT_CODE
  }
  const seeds = Array.from({ length: count }, (_, index) => index + 1)
  print(['measure', '', 'recorded', 'simulated', 'ratio'])
  let last = ''
  for (const row of compareSamples(recordedSamples(), simulatedSamples(seeds))) {
    const { measure, statistic, recorded, simulated, ratio } = row
    const shown = [recorded, simulated].map(numberText)
    print([measure === last ? '' : measure, statistic, ...shown, ratio.toFixed(2)])
    last = measure
  }
  return 0
}

function print(cells: readonly string[]): void {
  const padded = cells.map((cell, index) =>
    index < 2 ? cell.padEnd(COLUMNS[index] ?? 0) : cell.padStart(COLUMNS[index] ?? 0),
  )
  process.stdout.write(`${padded.join(' ').trimEnd()}\n`)
}

function numberText(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 1 ? 1 : 3)
}

process.exitCode = main()
