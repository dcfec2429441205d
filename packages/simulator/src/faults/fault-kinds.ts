/**
 * Every fault that can be asked for by name: what its value says, what it does in words, and the fault
 * of the venue that it is.
 * @module
 */
import { assertInput } from '@arbkit/core'
import {
  ODDS_REWRITES,
  type OddsFault,
  type OddsTrouble,
  type OddsWrong,
} from '@arbkit/odds/testing'
import type { Fault, RestTrouble, StreamTrouble } from '../kalshi/faults/fault.ts'
import {
  type FaultName,
  type FaultValue,
  MESSAGE_ROWS,
  REQUEST_ROWS,
  type RequestTail,
  type Row,
  SPAN_ROWS,
} from './fault-names.ts'
import type { FaultItem } from './fault-schedule.ts'
import { REST_REWRITES, STREAM_REWRITES } from './kalshi-rewrites.ts'
import { kalshiSpan, occasionOf, oddsSpan } from './span-faults.ts'

interface Described {
  readonly value: FaultValue
  /** What it does, in words. */
  readonly says: string
  /** Of `wrong`. */
  readonly words?: readonly string[]
  /** Which conditions beside its time it can have. */
  readonly conditions: readonly ('times' | 'path' | 'method' | 'type')[]
}

/** A fault by name. `make` is given times that are Unix ms. */
export type FaultKind = Described &
  (
    | { readonly venue: 'kalshi'; readonly make: (item: FaultItem) => Fault }
    | { readonly venue: 'odds'; readonly make: (item: FaultItem) => OddsFault }
  )

/** All, by name. */
export const FAULT_KINDS: ReadonlyMap<string, FaultKind> = new Map<FaultName, FaultKind>([
  ...tailsOf(REQUEST_ROWS).map(([tail, [value, says]]): [FaultName, FaultKind] => {
    const words = value === 'wrong' ? { words: Object.keys(REST_REWRITES) } : {}
    const make = (item: FaultItem): Fault => restFault(tail, item)
    const conditions = ['times', 'path', 'method'] as const
    return [`kalshi.rest.${tail}`, { venue: 'kalshi', value, says, make, conditions, ...words }]
  }),
  ...tailsOf(MESSAGE_ROWS).map(([tail, [value, says]]): [FaultName, FaultKind] => {
    const words = value === 'wrong' ? { words: Object.keys(STREAM_REWRITES) } : {}
    const make = (item: FaultItem): Fault => streamFault(tail, item)
    const conditions = ['times', 'type'] as const
    return [`kalshi.stream.${tail}`, { venue: 'kalshi', value, says, make, conditions, ...words }]
  }),
  ...tailsOf(REQUEST_ROWS).map(([tail, [value, says]]): [FaultName, FaultKind] => {
    const words = value === 'wrong' ? { words: Object.keys(ODDS_REWRITES) } : {}
    const make = (item: FaultItem): OddsFault => requestFault(tail, item)
    const conditions = ['times', 'path'] as const
    return [`odds.${tail}`, { venue: 'odds', value, says, make, conditions, ...words }]
  }),
  ...tailsOf(SPAN_ROWS).map(([name, [value, says]]): [FaultName, FaultKind] => {
    const kind = { value, says, conditions: [] }
    return name === 'kalshi.clock' || name === 'kalshi.pause' || name === 'kalshi.closed'
      ? [name, { ...kind, venue: 'kalshi', make: (item) => kalshiSpan(name, item) }]
      : [name, { ...kind, venue: 'odds', make: (item) => oddsSpan(name, item) }]
  }),
])

function tailsOf<Rows extends Readonly<Record<string, Row>>>(
  rows: Rows,
): readonly (readonly [
  Rows extends typeof REQUEST_ROWS ? RequestTail : keyof Rows & string,
  Row,
])[] {
  return Object.entries(rows) as never
}

/** Names in the order in which they are listed. */
export const FAULT_NAMES = [...FAULT_KINDS.keys()] as readonly FaultName[]

function latencyOf({ ms = 0, mostMs = ms }: FaultItem): {
  readonly tag: 'latency'
  readonly ms: number
  readonly jitterMs: number
} {
  return { tag: 'latency', ms, jitterMs: mostMs - ms }
}

function restFault(tail: RequestTail, item: FaultItem): Fault {
  const { path, method } = item
  const trouble =
    requestTrouble(tail, item) ??
    ({ tag: 'wrong', rewrite: REST_REWRITES[wordOf(item, REST_REWRITES)] } as const)
  return {
    on: 'rest',
    ...occasionOf(item),
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method }),
    trouble,
  }
}

function requestFault(tail: RequestTail, item: FaultItem): OddsFault {
  const { path } = item
  const trouble =
    requestTrouble(tail, item) ??
    ({ tag: 'wrong', rewrite: wordOf<OddsWrong>(item, ODDS_REWRITES) } as const)
  return { on: 'request', ...occasionOf(item), ...(path === undefined ? {} : { path }), trouble }
}

/** Returns what is wrong. @throws {InvalidInputError} for an item that was made up, and says nothing known. */
function wordOf<Word extends string>(
  { name, wrong = '' }: FaultItem,
  words: Readonly<Record<Word, unknown>>,
): Word {
  const word = (Object.keys(words) as Word[]).find((each) => each === wrong)
  assertInput(word !== undefined, `${name}: unknown word '${wrong}'`)
  return word
}

/** What both venues have in common; undefined for `wrong`. */
function requestTrouble(
  tail: RequestTail,
  item: FaultItem,
): (RestTrouble & OddsTrouble) | undefined {
  switch (tail) {
    case 'wrong':
      return undefined
    case 'latency':
      return latencyOf(item)
    case 'slow':
      return { tag: 'slow', ms: item.ms ?? 0 }
    case '429':
    case '500':
    case '502':
    case '503':
    case '504':
      return { tag: 'status', status: Number(tail) }
    default:
      return { tag: tail }
  }
}

function streamFault(tail: keyof typeof MESSAGE_ROWS, item: FaultItem): Fault {
  const { type } = item
  const trouble = messageTrouble(tail, item)
  return { on: 'stream', ...occasionOf(item), ...(type === undefined ? {} : { type }), trouble }
}

/** The code of a buffer that ran over. */
const OVERFLOW = 25

function messageTrouble(tail: keyof typeof MESSAGE_ROWS, item: FaultItem): StreamTrouble {
  switch (tail) {
    case 'latency':
      return latencyOf(item)
    case 'end':
      return { tag: 'end', code: OVERFLOW }
    case 'wrong':
      return { tag: 'wrong', rewrite: STREAM_REWRITES[wordOf(item, STREAM_REWRITES)] }
    default:
      return { tag: tail }
  }
}
