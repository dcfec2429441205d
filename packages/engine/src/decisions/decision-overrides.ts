/**
 * A file of decisions written by hand, YAML: the last word on every pair it names, whatever is in the
 * log. It is read anew each time and never written.
 * @module
 */
import {
  checkWire,
  decisionSubjectKey,
  InvalidInputError,
  insideWire,
  isRecord,
  type PairDecision,
  pairDecisionProblem,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import { parseTicker } from '@arbkit/kalshi'
import { isNode, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import { refuseOtherKeys } from './decision-record.ts'

/** Largest file read, characters: far more than a person decides. */
export const OVERRIDES_CHARACTERS_MAX = 1_000_000

const ENTRY_KEYS = ['contract', 'event', 'venue', 'odds', 'decision', 'reason', 'by']

const entrySchema = z.object({
  contract: z.string().optional(),
  event: z.string().optional(),
  venue: z.enum(['kalshi', 'polymarket']).default('kalshi'),
  odds: z.string().optional(),
  decision: z.enum(['approve', 'reject', 'pin', 'pause']),
  reason: z.string(),
  by: z.string().optional(),
})
type Entry = z.infer<typeof entrySchema>

/** A key with nothing behind it is empty text: all its entries may be comments. */
const fileSchema = z.object({
  by: z.string().optional(),
  pairs: z.preprocess((stated) => (stated === '' ? [] : stated), z.array(z.unknown()).default([])),
})

/** Where a step into the file stands. */
type PlaceOf = (...path: readonly (string | number)[]) => WireLocation

/**
 * Returns the decisions of a file in its order; the id of each is file and line. A file without
 * entries, empty or all comments, says nothing.
 * @param atMs when the file was last written, Unix ms: the file itself has no times.
 * @throws {WireFormatError} not YAML, not of this shape, or two entries about one pair.
 * @throws {InvalidInputError} longer than {@link OVERRIDES_CHARACTERS_MAX}.
 */
export function parseDecisionOverrides(
  text: string,
  { name, atMs }: { readonly name: string; readonly atMs: number },
): readonly PairDecision[] {
  if (text.length > OVERRIDES_CHARACTERS_MAX) {
    throw new InvalidInputError(
      `${name}: expected at most ${OVERRIDES_CHARACTERS_MAX} characters, got ${text.length}`,
    )
  }
  const { value, place } = readYaml(text, name)
  if (isRecord(value)) refuseOtherKeys(value, ['by', 'pairs'], at(value, ['by', 'pairs'], place))
  const file = checkAt(fileSchema, isNothing(value) ? {} : value, place)
  const placesByKey = new Map<string, WireLocation>()
  return file.pairs.map((stated, index) => {
    const entryPlace: PlaceOf = (...path) => place('pairs', index, ...path)
    if (isRecord(stated)) {
      refuseOtherKeys(stated, ENTRY_KEYS, at(stated, ENTRY_KEYS, entryPlace))
    }
    const entry = checkAt(entrySchema, stated, entryPlace)
    const decision = decisionOf(entry, { file: file.by, name, atMs, place: entryPlace })
    const isPause = decision.action === 'pause'
    const key = `${isPause}${decisionSubjectKey(decision.subject)}`
    const earlier = placesByKey.get(key)
    if (earlier !== undefined) {
      const expected = `one decision about a pair (the other is at ${earlier.source})`
      throw new WireFormatError(entryPlace(), { expected, got: entry.decision })
    }
    placesByKey.set(key, entryPlace())
    return decision
  })
}

/** True for a file of blanks and comments, with a line of `---` or without. */
function isNothing(value: unknown): boolean {
  return value === null || value === ''
}

interface EntryContext {
  /** The file's `by`. */
  readonly file: string | undefined
  readonly name: string
  readonly atMs: number
  readonly place: PlaceOf
}

/** Key in the file for a field of a decision. */
const KEY_OF: Readonly<Record<string, keyof Entry>> = {
  'subject.contract.eventId': 'event',
  'subject.contract.marketId': 'contract',
  'subject.odds.eventId': 'odds',
  'subject.odds': 'odds',
  by: 'by',
  reason: 'reason',
}

function decisionOf(entry: Entry, { file, name, atMs, place }: EntryContext): PairDecision {
  const { contract: marketId, venue, odds, decision: action, reason } = entry
  const by = entry.by ?? file ?? name
  const decision: PairDecision = {
    id: place().source,
    action,
    subject: {
      contract: { venue, marketId, eventId: eventIdOf(entry, place) },
      odds: odds === undefined ? undefined : { feed: 'the-odds-api', eventId: odds },
    },
    atMs,
    by: entry.by === undefined && file === undefined ? by.slice(-100) : by,
    reason,
  }
  const problem = pairDecisionProblem({ ...decision, id: 'override' })
  if (problem === undefined) return decision
  const key = KEY_OF[problem.path.join('.')] ?? 'decision'
  const where = key === 'by' && entry.by === undefined ? place() : place(key)
  throw new WireFormatError(where, problem)
}

/** A market's event is what its ticker begins with at Kalshi; elsewhere it has to be said. */
function eventIdOf({ contract, event, venue }: Entry, place: PlaceOf): string {
  if (event !== undefined) return event
  if (contract === undefined) {
    throw new WireFormatError(place(), {
      expected: 'contract (a market), or event (all its markets)',
      got: undefined,
    })
  }
  if (venue === 'kalshi') return parseTicker(contract).eventId
  throw new WireFormatError(place('event'), { expected: `the event at ${venue}`, got: undefined })
}

/** The line of the first key that is none of those, or of the object; the path stays the object's. */
function at(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  place: PlaceOf,
): WireLocation {
  const other = Object.keys(value).find((key) => !keys.includes(key))
  const own = place()
  return other === undefined ? own : { source: place(other).source, path: own.path }
}

/** Checks a value; the line is that of its first problem. */
function checkAt<Output>(schema: z.ZodType<Output>, value: unknown, place: PlaceOf): Output {
  const checked = schema.safeParse(value)
  const steps = (checked.error?.issues[0]?.path ?? []).map((step) =>
    typeof step === 'number' ? step : String(step),
  )
  const own = place()
  return checkWire(schema, value, { source: place(...steps).source, path: own.path })
}

function readYaml(
  text: string,
  name: string,
): { readonly value: unknown; readonly place: PlaceOf } {
  const lines = new LineCounter()
  // Every value is text: an id of digits alone is not a number.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'failsafe',
  })
  const [problem] = document.errors
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0])
    const where = { source: `${name}:${line}`, path: '$' }
    throw new WireFormatError(where, { expected: 'YAML', got: problem.message })
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const place: PlaceOf = (...path) =>
    insideWire({ source: `${name}:${lineOf(path)}`, path: '$' }, ...path)
  try {
    return { value: document.toJS(), place }
  } catch (error) {
    // Aliases that would grow without end.
    const got = error instanceof Error ? error.message : error
    throw new WireFormatError({ source: name, path: '$' }, { expected: 'YAML', got })
  }
}
