/**
 * A decision as text: one line of JSON in a log, one entry in an export. Whatever is read is checked,
 * field by field, and the first that is wrong is named.
 * @module
 */
import {
  checkWire,
  DECISION_ACTIONS,
  insideWire,
  isRecord,
  ORIENTATIONS,
  type PairDecision,
  pairDecisionProblem,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import * as z from 'zod'

const recordSchema = z.object({
  id: z.string(),
  action: z.enum(DECISION_ACTIONS),
  subject: z.object({
    contract: z.object({
      venue: z.enum(['kalshi', 'polymarket']),
      marketId: z.string().optional(),
      eventId: z.string(),
    }),
    odds: z.object({ feed: z.literal('the-odds-api'), eventId: z.string() }).optional(),
    orientation: z.enum(ORIENTATIONS).optional(),
  }),
  atMs: z.int(),
  by: z.string(),
  reason: z.string(),
})

/** Known keys of each object of a record: what is not known may change what a decision means. */
const KEYS: readonly { readonly path: readonly string[]; readonly keys: readonly string[] }[] = [
  { path: [], keys: ['id', 'action', 'subject', 'atMs', 'by', 'reason'] },
  { path: ['subject'], keys: ['contract', 'odds', 'orientation'] },
  { path: ['subject', 'contract'], keys: ['venue', 'marketId', 'eventId'] },
  { path: ['subject', 'odds'], keys: ['feed', 'eventId'] },
]

/**
 * Returns a value as the decision it says it is.
 * @throws {WireFormatError} a field is missing, unknown, of another type or out of its bounds.
 */
export function readPairDecision(value: unknown, at: WireLocation): PairDecision {
  for (const { path, keys } of KEYS) {
    const inner = path.reduce<unknown>((own, key) => (isRecord(own) ? own[key] : undefined), value)
    if (isRecord(inner)) refuseOtherKeys(inner, keys, insideWire(at, ...path))
  }
  const decision = checkWire(recordSchema, value, at)
  const problem = pairDecisionProblem(decision)
  if (problem !== undefined) throw new WireFormatError(insideWire(at, ...problem.path), problem)
  return decision
}

/** @throws {WireFormatError} an object has a key that is none of those. */
export function refuseOtherKeys(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  at: WireLocation,
): void {
  const other = Object.keys(value).find((key) => !keys.includes(key))
  if (other === undefined) return
  const expected = `no such key (known: ${keys.join(', ')})`
  throw new WireFormatError(insideWire(at, other), { expected, got: value[other] })
}

/** Returns a decision as one line of JSON without its end, keys in a fixed order. */
export function pairDecisionLine(decision: PairDecision): string {
  const { id, action, subject, atMs, by, reason } = decision
  const { contract, odds, orientation } = subject
  const { venue, marketId, eventId } = contract
  return JSON.stringify({
    id,
    action,
    subject: {
      contract: { venue, marketId, eventId },
      odds: odds && { feed: odds.feed, eventId: odds.eventId },
      orientation,
    },
    atMs,
    by,
    reason,
  })
}
