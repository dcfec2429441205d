/**
 * A list of faults from a file: the value of its JSON or YAML, read by whoever has it.
 * @module
 */
import { isRecord } from '@arbkit/core'
import { durationOf } from './duration-text.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import type { FaultItem, FaultSchedule } from './fault-schedule.ts'
import { refusal } from './item-text.ts'
import { nearestWord } from './nearest-word.ts'
import { entryOf, type FaultEntry, type FaultSource, scheduleOf } from './parse-faults.ts'

/** Fields of an entry that is more than a text. */
const FIELDS = ['fault', 'from', 'until', 'times', 'path', 'method', 'type'] as const

/**
 * Returns the trouble that a file asks for: a list, or an object with the list as `faults`. An entry is a
 * text as {@link parseFaults} takes it, without a comma, or an object: `fault`, that text; `from` and
 * `until`, lengths after the start (`5m`); `times`, hits at most; `path`, the start of a request's path;
 * `method`, of Kalshi's requests; `type`, of the stream's messages.
 * @param value the file, parsed
 * @throws {InvalidInputError} one line: where it stands, and what was expected.
 */
export function parseFaultFile(value: unknown, source: FaultSource): FaultSchedule {
  const { where } = source
  const [field] = isRecord(value) ? Object.keys(value).filter((key) => key !== 'faults') : []
  if (field !== undefined) throw refusal(`${where}: unknown field '${field}'; expected faults`)
  const list = isRecord(value) ? value['faults'] : value
  if (!Array.isArray(list)) {
    throw refusal(`${where}: expected a list of faults, or an object with the list as faults`)
  }
  const entries = list.map((entry: unknown, index) =>
    fileEntryOf(entry, `${where}: faults[${index}]`),
  )
  return scheduleOf(entries, source)
}

function fileEntryOf(value: unknown, where: string): FaultEntry {
  if (typeof value === 'string') return entryOf(value.trim(), where)
  if (!isRecord(value)) throw refusal(`${where}: expected a text or an object`)
  const unknown = Object.keys(value).find((key) => !FIELDS.some((field) => field === key))
  if (unknown !== undefined) {
    const nearest = nearestWord(unknown, FIELDS)
    const hint = nearest === undefined ? FIELDS.join(', ') : `Did you mean ${nearest}?`
    throw refusal(`${where}: unknown field '${unknown}' (${hint})`)
  }
  const { fault, from, until, ...rest } = value
  if (typeof fault !== 'string') throw refusal(`${where}.fault: expected a text such as odds.429`)
  const entry = entryOf(fault.trim(), where)
  if (entry.tag !== 'item') throw refusal(`${where}.fault: expected a single fault; got '${fault}'`)
  const { item } = entry
  const times = { ...momentOf('from', from, where), ...momentOf('until', until, where) }
  if (item.fromMs !== undefined && Object.keys(times).length > 0) {
    throw refusal(`${where}: when it happens is said twice`)
  }
  const whole = { ...item, ...times, ...conditionsOf(item, rest, where) }
  if ((whole.fromMs ?? 0) >= (whole.untilMs ?? Infinity)) {
    throw refusal(`${where}: expected until to be later than from`)
  }
  return { tag: 'item', item: whole }
}

function momentOf(field: 'from' | 'until', value: unknown, where: string): object {
  if (value === undefined) return {}
  const ms = typeof value === 'string' ? durationOf(value) : undefined
  if (ms === undefined) throw refusal(`${where}.${field}: expected a length such as 5m`)
  return field === 'from' ? { fromMs: ms } : { untilMs: ms }
}

/** What `path`, `method` and `type` look like. */
const TEXTS: Readonly<Record<string, readonly [form: RegExp, expected: string]>> = {
  path: [/^\/[!-~]*$/, 'the start of a path, such as /markets'],
  method: [/^(?:GET|POST|PUT|DELETE)$/, 'GET, POST, PUT or DELETE'],
  type: [/^[a-z][a-z0-9_]*$/, 'a type of message, such as orderbook_delta'],
}

function conditionsOf(
  { name }: FaultItem,
  rest: Readonly<Record<string, unknown>>,
  where: string,
): Pick<FaultItem, 'times' | 'path' | 'method' | 'type'> {
  const allowed: readonly string[] = FAULT_KINDS.get(name)?.conditions ?? []
  for (const [field, value] of Object.entries(rest)) {
    if (!allowed.includes(field)) throw refusal(`${where}.${field}: ${name} has no ${field}`)
    const [form, expected] = TEXTS[field] ?? [/^$/, 'a whole number, 1 or more']
    const isGood =
      field === 'times'
        ? Number.isSafeInteger(value) && Number(value) >= 1
        : typeof value === 'string' && form.test(value)
    if (!isGood) throw refusal(`${where}.${field}: expected ${expected}`)
  }
  return rest
}
