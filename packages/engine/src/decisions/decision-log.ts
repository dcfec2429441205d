/**
 * The text of a log of decisions: a line each. A write that was cut off leaves a line without an end;
 * it is named and nothing before or after it is lost.
 * @module
 */
import { type PairDecision, WireFormatError } from '@arbkit/core'
import { pairDecisionLine, readPairDecision } from './decision-record.ts'

/** Ends a line that a later append found cut off. No JSON ends like this. */
const TORN_MARK = ' ~torn'
const NEWLINE = 0x0a

/** What a log holds. */
export interface DecisionLog {
  /** In the order of the lines. */
  readonly decisions: readonly PairDecision[]
  /** One line each: what was cut off. */
  readonly problems: readonly string[]
}

/**
 * Reads a log.
 * @throws {WireFormatError} naming file and line: a whole line that is no decision.
 */
export function readDecisionLog(bytes: Uint8Array, name: string): DecisionLog {
  const decisions: PairDecision[] = []
  const problems: string[] = []
  let start = 0
  for (let line = 1; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    const read = readLine(bytes.subarray(start, end), {
      source: `${name}:${line}`,
      isEnded: newline !== -1,
    })
    if (read === 'torn') {
      problems.push(`${name}:${line}: a write was cut off here; the decision in it is lost`)
    } else if (read !== 'blank') decisions.push(read)
    start = end + 1
  }
  return { decisions, problems }
}

/** Returns what to append to a log that ends in `tail` (its last line, if that has no end). */
export function appendedText(tail: Uint8Array, decisions: readonly PairDecision[]): string {
  const text = decisions.map((decision) => `${pairDecisionLine(decision)}\n`).join('')
  if (tail.length === 0) return text
  const isTorn = readLine(tail, { source: '', isEnded: false }) === 'torn'
  return `${isTorn ? TORN_MARK : ''}\n${text}`
}

function readLine(
  bytes: Uint8Array,
  { source, isEnded }: { readonly source: string; readonly isEnded: boolean },
): PairDecision | 'torn' | 'blank' {
  const text = textOf(bytes)
  if (text === '' || text === TORN_MARK) return 'blank'
  if (text?.endsWith(TORN_MARK) === true) return 'torn'
  const at = { source, path: '$' }
  const value = text === undefined ? undefined : valueOf(text)
  if (value !== undefined) return readPairDecision(value, at)
  if (!isEnded) return 'torn'
  throw new WireFormatError(at, { expected: 'one line of JSON', got: text ?? 'bytes, not UTF-8' })
}

/** Undefined where it is not UTF-8: a cut may fall within a character. */
function textOf(bytes: Uint8Array): string | undefined {
  const isMarked = new TextDecoder().decode(bytes).endsWith(TORN_MARK)
  try {
    return new TextDecoder('utf-8', { fatal: !isMarked }).decode(bytes).trimEnd()
  } catch {
    return undefined
  }
}

/** Undefined where it is not JSON; no JSON is undefined. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
