/**
 * The list of faults as it is written behind `--faults`: levels, `random` and single faults, with commas
 * between them.
 * @module
 */
import { FAULT_LEVELS, type FaultLevel, isFaultLevel } from './fault-levels.ts'
import type { FaultItem, FaultSchedule } from './fault-schedule.ts'
import { itemOf, kindOf, RANDOM, refusal } from './item-text.ts'

/** Entries of a list at most. */
export const FAULT_ENTRIES_MAX = 200

/** Outages an hour where none are said, and at most. */
export const OUTAGES_PER_HOUR_USUAL = 6
/** See {@link OUTAGES_PER_HOUR_USUAL}. */
export const OUTAGES_PER_HOUR_MAX = 60

/** What a message begins with: the flag or the file. */
export interface FaultSource {
  readonly where: string
}

/** One entry of a list. */
export type FaultEntry =
  | { readonly tag: 'level'; readonly level: FaultLevel }
  | { readonly tag: 'random'; readonly perHour: number }
  /** None of this name, though the level has it. */
  | { readonly tag: 'off'; readonly name: string }
  | { readonly tag: 'item'; readonly item: FaultItem }

/**
 * Returns the trouble that a list asks for: at most one level (`none`, `light`, `heavy`), then `random`
 * (`random=12` for 12 outages an hour) and faults such as `odds.429=0.05`, `kalshi.stream.gap=1%`,
 * `kalshi.rest.latency=50ms..200ms`, `odds.wrong=stale:0.1`, `kalshi.pause=10m+2m`, `kalshi.clock=+3s`,
 * each with `@5m..7m` behind it where it is not to last. What is said by itself stands in place of what
 * the level has of the same name; `odds.429=off` leaves it out.
 * @throws {InvalidInputError} one line: what was expected, and the nearest name.
 */
export function parseFaults(text: string, source: FaultSource): FaultSchedule {
  const entries = text.split(',').map((entry) => entryOf(entry.trim(), source.where))
  return scheduleOf(entries, source)
}

/** Returns an entry. @throws {InvalidInputError} */
export function entryOf(text: string, where: string): FaultEntry {
  if (text === '') {
    throw refusal(`${where}: expected none, light, heavy, random or a fault such as odds.429=0.05`)
  }
  if (isFaultLevel(text)) return { tag: 'level', level: text }
  const [name = '', value, ...others] = text.split('=')
  if (name === RANDOM)
    return { tag: 'random', perHour: perHourOf(others.length > 0 ? '' : value, where) }
  if (value === 'off' && others.length === 0) {
    kindOf(name, where)
    return { tag: 'off', name }
  }
  return { tag: 'item', item: itemOf(text, where) }
}

/** Returns what a list of entries comes to. @throws {InvalidInputError} two levels, too many entries. */
export function scheduleOf(entries: readonly FaultEntry[], { where }: FaultSource): FaultSchedule {
  if (entries.length > FAULT_ENTRIES_MAX) {
    throw refusal(`${where}: expected at most ${FAULT_ENTRIES_MAX} faults; got ${entries.length}`)
  }
  const levels = entries.flatMap((entry) => (entry.tag === 'level' ? [entry.level] : []))
  if (levels.length > 1) {
    throw refusal(`${where}: expected one of none, light and heavy; got ${levels.join(' and ')}`)
  }
  const [level = 'none'] = levels
  const usual = FAULT_LEVELS[level].map((text) => entryOf(text, where))
  const said = new Set(entries.flatMap((entry) => nameOf(entry) ?? []))
  const all = [...usual.filter((entry) => !said.has(nameOf(entry) ?? '')), ...entries]
  return {
    items: all.flatMap((entry) => (entry.tag === 'item' ? [entry.item] : [])),
    outagesPerHour: all.reduce(
      (perHour, entry) => (entry.tag === 'random' ? entry.perHour : perHour),
      0,
    ),
  }
}

function nameOf(entry: FaultEntry): string | undefined {
  switch (entry.tag) {
    case 'level':
      return undefined
    case 'random':
      return RANDOM
    case 'off':
      return entry.name
    case 'item':
      return entry.item.name
  }
}

function perHourOf(value: string | undefined, where: string): number {
  if (value === undefined) return OUTAGES_PER_HOUR_USUAL
  if (value === 'off') return 0
  const perHour = /^\d{1,3}$/.test(value) ? Number(value) : Infinity
  if (perHour > OUTAGES_PER_HOUR_MAX) {
    throw refusal(
      `${where}: ${RANDOM}: expected outages an hour, 0 to ${OUTAGES_PER_HOUR_MAX}; got '${value}'`,
    )
  }
  return perHour
}
