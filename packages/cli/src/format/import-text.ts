/**
 * The text of `arb import`.
 * @module
 */
import type { ImportPlan } from '@arbkit/engine'
import { left, right } from './columns.ts'
import { utcText } from './values.ts'

/** Returns what was imported, a line a file. */
export function importText(plan: ImportPlan, out: string): string {
  const files = plan.imports.map(({ file, shape, frames, lastMs, timeSource }) => {
    const time = lastMs === undefined ? '' : utcText(new Date(lastMs).toISOString())
    return `  ${left(file, 34)} ${left(shape, 17)} ${right(String(frames), 4)}  ${time}${note(timeSource)}`
  })
  return [
    `${plan.frames.length} frames into ${out}`,
    ...files,
    ...plan.unrecognised.map((name) => `  ${left(name, 34)} not recognised, left out`),
    ...[...plan.unknownSports].map(
      ([sport, count]) =>
        `  unknown sport ${sport}: no team registry, its ${count} events will not be paired`,
    ),
    '',
  ].join('\n')
}

function note(timeSource: string): string {
  return timeSource === 'file' ? '' : ` (${timeSource})`
}
