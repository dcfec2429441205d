/**
 * Faults in words.
 * @module
 */
import { durationTextOf } from './duration-text.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import type { FaultItem, FaultSchedule } from './fault-schedule.ts'
import { itemTextOf, RANDOM } from './item-text.ts'
import { OUTAGE_MS_MAX, OUTAGE_MS_MIN } from './outages.ts'

/** Returns one line for each fault: as it can be asked for, and what it does. Nothing where there is none. */
export function describeFaults({ items, outagesPerHour }: FaultSchedule): readonly string[] {
  const rows = items.map((item): readonly [string, string] => [itemTextOf(item), wordsOf(item)])
  if (outagesPerHour > 0) {
    const lengths = `${durationTextOf(OUTAGE_MS_MIN)} to ${durationTextOf(OUTAGE_MS_MAX)}`
    rows.push([
      `${RANDOM}=${outagesPerHour}`,
      `outages an hour of the stream, of REST and of the feed each, ${lengths} long`,
    ])
  }
  const width = Math.max(0, ...rows.map(([text]) => text.length))
  return rows.map(([text, words]) => `${text.padEnd(width)}  ${words}`)
}

function wordsOf({ name, times, path, method, type }: FaultItem): string {
  const conditions = [
    ...(type === undefined ? [] : [`of type ${type}`]),
    ...(method === undefined && path === undefined
      ? []
      : [[method, path].filter(Boolean).join(' ')]),
    ...(times === undefined ? [] : [`at most ${times} times`]),
  ]
  const says = FAULT_KINDS.get(name)?.says ?? name
  return conditions.length === 0 ? says : `${says} (${conditions.join(', ')})`
}
