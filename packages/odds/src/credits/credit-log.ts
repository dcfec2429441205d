/**
 * The text of a month's log: a line for each entry. A write that was cut off leaves a line without an end;
 * it is named, and nothing before or after it is lost. What is lost in it never counts as less: a
 * reservation that was cut off was never acted on, and one whose settlement was cut off stays set aside.
 * @module
 */
import { WireFormatError } from '@arbkit/core'
import { type CreditEntry, creditEntryLine, readCreditEntry } from './credit-entry.ts'

/** Ends a line that a later append found cut off. No JSON ends like this. */
const TORN_MARK = ' ~torn'
const NEWLINE = 0x0a

/** Entries of a part of a log. */
export interface CreditLines {
  readonly entries: readonly CreditEntry[]
  /** One line each: what was cut off. */
  readonly problems: readonly string[]
  /** Bytes up to the end of the last line that has one: an end that is not there yet is waited for. */
  readonly bytes: number
  /** Lines that have an end. */
  readonly lines: number
}

/**
 * Reads a part of a log that begins with a line, of which so many stand before it.
 * @throws {WireFormatError} naming file and line: a whole line that is no entry.
 */
export function readCreditLines(
  bytes: Uint8Array,
  { path, linesBefore }: { readonly path: string; readonly linesBefore: number },
): CreditLines {
  const entries: CreditEntry[] = []
  const problems: string[] = []
  let start = 0
  for (let lines = 0; ; lines += 1) {
    const end = bytes.indexOf(NEWLINE, start)
    if (end === -1) return { entries, problems, bytes: start, lines }
    const source = `${path}:${linesBefore + lines + 1}`
    const read = readLine(bytes.subarray(start, end), source)
    if (read === 'torn') {
      problems.push(`${source}: a write was cut off here; the entry in it is lost`)
    } else if (read !== 'blank') entries.push(read)
    start = end + 1
  }
}

/** Returns what to append to a log that ends in `tail` (its last line, if that has no end). */
export function appendedLines(tail: Uint8Array, entries: readonly CreditEntry[]): string {
  const text = entries.map((entry) => `${creditEntryLine(entry)}\n`).join('')
  if (tail.length === 0) return text
  return `${valueOf(textOf(tail)) === undefined ? TORN_MARK : ''}\n${text}`
}

function readLine(bytes: Uint8Array, source: string): CreditEntry | 'torn' | 'blank' {
  const text = textOf(bytes)
  // Two found the same end missing, and both marked it.
  if (text === '' || text === TORN_MARK) return 'blank'
  if (text.endsWith(TORN_MARK)) return 'torn'
  const value = valueOf(text)
  if (value !== undefined) return readCreditEntry(value, { source, path: '$' })
  throw new WireFormatError({ source, path: '$' }, { expected: 'one line of JSON', got: text })
}

/** Bytes that are not UTF-8 become such that no JSON of ours has. */
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).trimEnd()

/** Undefined where it is not JSON; no JSON is undefined. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
