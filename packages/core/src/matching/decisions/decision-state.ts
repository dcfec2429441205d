/**
 * What stands, of everything that was ever said about pairs. The last word on a subject wins; the
 * order in which records arrive does not matter, only their own times do.
 * @module
 */
import {
  decidedContractKey,
  type DecisionSubject,
  type PairDecision,
  decisionSubjectKey,
} from './pair-decision.ts'

/** Where a decision was written down: an override beats whatever is in the log. */
export type DecisionOrigin = 'log' | 'override'

/** A decision that nothing has taken back. */
export interface StandingDecision {
  readonly decision: PairDecision
  readonly origin: DecisionOrigin
  /** Place among everything that was said, from 0; overrides come last. */
  readonly order: number
}

/** What stands. Make it with {@link decisionStateOf}. */
export interface DecisionState {
  /** Approvals, rejections and pins, one a subject, by order. */
  readonly verdicts: readonly StandingDecision[]
  /** Pauses and resumptions, one a subject, by order. */
  readonly pauses: readonly StandingDecision[]
}

/** Nothing was ever decided. */
export const NO_DECISIONS: DecisionState = { verdicts: [], pauses: [] }

/**
 * Returns what stands.
 * @param log decisions in any order, repeated or not; they count by time, then by id.
 * @param overrides have no time of their own: they count in the order given, after the log.
 */
export function decisionStateOf(
  log: readonly PairDecision[],
  overrides: readonly PairDecision[] = [],
): DecisionState {
  const verdicts = new Map<string, StandingDecision>()
  const pauses = new Map<string, StandingDecision>()
  const placements: Placements = new Map()
  const said = [
    ...decisionsInOrder(log).map((decision) => ({ decision, origin: 'log' as const })),
    ...overrides.map((decision) => ({ decision, origin: 'override' as const })),
  ]
  for (const [order, { decision, origin }] of said.entries()) {
    const standing = { decision, origin, order }
    const key = keyOf(origin, decision.subject)
    switch (decision.action) {
      case 'withdraw':
        verdicts.delete(key)
        pauses.delete(key)
        break
      case 'pause':
      case 'resume':
        pauses.set(key, standing)
        break
      case 'pin':
        takeBackElsewhere(verdicts, placements, standing)
        verdicts.set(key, standing)
        notePlacement(placements, standing)
        break
      case 'approve':
        verdicts.set(key, standing)
        notePlacement(placements, standing)
        break
      case 'reject':
        verdicts.set(key, standing)
        break
    }
  }
  return { verdicts: inOrder(verdicts), pauses: inOrder(pauses) }
}

/** Returns each decision once, by time and then by id. */
export function decisionsInOrder(log: readonly PairDecision[]): readonly PairDecision[] {
  const byId = new Map<string, PairDecision>()
  for (const decision of log) {
    const known = byId.get(decision.id)
    if (known === undefined || compare(decision, known) < 0) byId.set(decision.id, decision)
  }
  return [...byId.values()].toSorted(compare)
}

/**
 * Keys of what approved or pinned a contract since it was last pinned, by the contract. Some may have
 * been rejected or withdrawn since.
 */
type Placements = Map<string, Set<string>>

function notePlacement(placements: Placements, { decision, origin }: StandingDecision): void {
  const contract = contractKeyOf(origin, decision.subject)
  const key = keyOf(origin, decision.subject)
  const keys = placements.get(contract)
  if (keys === undefined) placements.set(contract, new Set([key]))
  else keys.add(key)
}

/** A contract is pinned to one odds event: what put it elsewhere before is taken back. */
function takeBackElsewhere(
  verdicts: Map<string, StandingDecision>,
  placements: Placements,
  { decision: pin, origin }: StandingDecision,
): void {
  const contract = contractKeyOf(origin, pin.subject)
  for (const key of placements.get(contract) ?? []) {
    if (verdicts.get(key)?.decision.action !== 'reject') verdicts.delete(key)
  }
  placements.delete(contract)
}

function contractKeyOf(origin: DecisionOrigin, { contract }: DecisionSubject): string {
  return `${origin}${decidedContractKey(contract)}`
}

function keyOf(origin: DecisionOrigin, subject: DecisionSubject): string {
  return `${origin}${decisionSubjectKey(subject)}`
}

function inOrder(standing: ReadonlyMap<string, StandingDecision>): readonly StandingDecision[] {
  return [...standing.values()].toSorted((a, b) => a.order - b.order)
}

/** By time, then id; records that share an id by their text, so that any order gives one result. */
function compare(a: PairDecision, b: PairDecision): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs
  return compareText(a.id, b.id) || compareText(textOf(a), textOf(b))
}

function textOf({ action, subject, by, reason }: PairDecision): string {
  const { contract, orientation } = subject
  return JSON.stringify([
    action,
    decisionSubjectKey(subject),
    contract.eventId,
    orientation ?? '',
    by,
    reason,
  ])
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
