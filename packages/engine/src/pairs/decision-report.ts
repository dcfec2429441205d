/**
 * Decisions as data: what `arb pairs` prints of them with `--json`.
 * @module
 */
import { DECISION_ACTIONS, type DecidedMatch, ORIENTATIONS, type PairDecision } from '@arbkit/core'
import { z } from 'zod'

/** One decision. */
export const decisionSchema = z.strictObject({
  id: z.string(),
  action: z.enum(DECISION_ACTIONS),
  venue: z.string(),
  /** Null where all markets of the event are meant. */
  ticker: z.string().nullable(),
  eventTicker: z.string(),
  /** Null where the contract is meant wherever it is paired. */
  oddsEventId: z.string().nullable(),
  orientation: z.enum(ORIENTATIONS).nullable(),
  /** When it was said; of an override, when its file was last written. */
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  origin: z.enum(['log', 'override']),
})

/** One pair that decisions refuse. */
export const conflictSchema = z.strictObject({
  kalshiTicker: z.string(),
  oddsEventId: z.string(),
  reason: z.enum(['odds-event-shared', 'game-split', 'pinned-elsewhere', 'orientation-differs']),
  detail: z.string(),
  /** What speaks for the pair; null where only its score does. */
  decision: decisionSchema.nullable(),
  /** What speaks against it; null where the pair itself has changed. */
  against: decisionSchema.nullable(),
})

/** See {@link decisionSchema}. */
export type DecisionReport = z.infer<typeof decisionSchema>
/** See {@link conflictSchema}. */
export type ConflictReport = z.infer<typeof conflictSchema>

/** Returns one decision; those that come from overrides are told by being among them. */
export function decisionReportOf(
  decision: PairDecision,
  overrides: readonly PairDecision[],
): DecisionReport {
  const { id, action, subject, atMs, by, reason } = decision
  const { contract, odds, orientation } = subject
  return {
    id,
    action,
    venue: contract.venue,
    ticker: contract.marketId ?? null,
    eventTicker: contract.eventId,
    oddsEventId: odds?.eventId ?? null,
    orientation: orientation ?? null,
    at: new Date(atMs).toISOString(),
    by,
    reason,
    origin: overrides.includes(decision) ? 'override' : 'log',
  }
}

/** Returns every conflict, in the order of the match. */
export function conflictsOf(
  { conflicts }: DecidedMatch,
  overrides: readonly PairDecision[],
): ConflictReport[] {
  return conflicts.map(({ pair, reason, detail, decision, against }) => ({
    kalshiTicker: pair.contract.marketId,
    oddsEventId: pair.odds.eventId,
    reason,
    detail,
    decision: decision === undefined ? null : decisionReportOf(decision, overrides),
    against: against === undefined ? null : decisionReportOf(against, overrides),
  }))
}
