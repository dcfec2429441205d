/**
 * What a person decided about a pair: one appended record, never changed and never removed. What was
 * said before is taken back by saying something else.
 * @module
 */
import { InvalidInputError, printable } from '../../errors.ts'
import type { ContractListing, OddsListing } from '../../fixtures/listing.ts'

/** What may be said about a pair. */
export const DECISION_ACTIONS = [
  /** It is a pair, whatever its score. */
  'approve',
  /** It is none, and no suggestion either. */
  'reject',
  /** It is a pair, and neither the contract nor the odds event belongs anywhere else. */
  'pin',
  /** It stays a pair and is not traded. */
  'pause',
  /** It is traded again. */
  'resume',
  /** Whatever stands for this very subject is taken back. */
  'withdraw',
] as const

/** One of {@link DECISION_ACTIONS}. */
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

/** Whether contract and odds event name the same team as the home team. */
export const ORIENTATIONS = ['same', 'swapped'] as const

/** One of {@link ORIENTATIONS}. */
export type Orientation = (typeof ORIENTATIONS)[number]

/** One market of a venue or, without `marketId`, all markets of one of its events. */
export interface DecidedContract {
  readonly venue: ContractListing['venue']
  readonly marketId?: string | undefined
  readonly eventId: string
}

/** What a decision is about. */
export interface DecisionSubject {
  readonly contract: DecidedContract
  /** Left out only by pause, resume and withdraw: then the contract is meant wherever it is paired. */
  readonly odds?: { readonly feed: OddsListing['feed']; readonly eventId: string } | undefined
  /** What approve and pin were said of: where home and away have changed since, they do not apply. */
  readonly orientation?: Orientation | undefined
}

/** One decision. */
export interface PairDecision {
  /** Unique; two records with one id are one decision. */
  readonly id: string
  readonly action: DecisionAction
  readonly subject: DecisionSubject
  /** When it was said, Unix ms. */
  readonly atMs: number
  /** Who said it; 1 to {@link DECISION_BY_MAX} characters. */
  readonly by: string
  /** Why; 1 to {@link DECISION_REASON_MAX} characters. */
  readonly reason: string
}

/** Longest reason, characters. */
export const DECISION_REASON_MAX = 500
/** Longest name of who decides, characters. */
export const DECISION_BY_MAX = 100
/** Longest id of a decision, a market or an event, characters. */
export const DECISION_ID_MAX = 200
/** Last moment of a decision, Unix ms: the end of the year 9999. */
export const DECISION_AT_MS_MAX = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** True where an action says that two records are the same thing, or that they are not. */
export function needsOddsEvent(action: DecisionAction): boolean {
  return action === 'approve' || action === 'reject' || action === 'pin'
}

/** A field of a decision that is out of its bounds. */
export interface DecisionProblem {
  /** Keys from the decision down to the field. */
  readonly path: readonly string[]
  readonly expected: string
  readonly got: unknown
}

/** Returns the first field of a decision that is out of its bounds. */
export function pairDecisionProblem(decision: PairDecision): DecisionProblem | undefined {
  const { id, action, subject, atMs, by, reason } = decision
  const { contract, odds } = subject
  const texts = [
    { path: ['id'], text: id, most: DECISION_ID_MAX },
    { path: ['subject', 'contract', 'eventId'], text: contract.eventId, most: DECISION_ID_MAX },
    { path: ['subject', 'contract', 'marketId'], text: contract.marketId, most: DECISION_ID_MAX },
    { path: ['subject', 'odds', 'eventId'], text: odds?.eventId, most: DECISION_ID_MAX },
    { path: ['by'], text: by, most: DECISION_BY_MAX },
    { path: ['reason'], text: reason, most: DECISION_REASON_MAX },
  ]
  for (const { path, text, most } of texts) {
    if (text === undefined || (text.trim() !== '' && text.length <= most)) continue
    return { path, expected: `1 to ${most} characters that are not all blank`, got: text }
  }
  if (odds === undefined && needsOddsEvent(action)) {
    const expected = `an odds event, which ${action} needs`
    return { path: ['subject', 'odds'], expected, got: undefined }
  }
  if (Number.isInteger(atMs) && atMs >= 0 && atMs <= DECISION_AT_MS_MAX) return undefined
  return { path: ['atMs'], expected: 'whole Unix milliseconds until the year 9999', got: atMs }
}

/**
 * Returns a decision whose every field is within its bounds, as it was given.
 * @throws {InvalidInputError} naming the first field that is not.
 */
export function checkPairDecision(decision: PairDecision): PairDecision {
  const problem = pairDecisionProblem(decision)
  if (problem === undefined) return decision
  const { path, expected, got } = problem
  throw new InvalidInputError(
    `decision: ${path.join('.')}: expected ${expected}, got ${printable(got)}`,
  )
}

/** Returns a key equal for subjects that name the same market, or the same event. */
export function decidedContractKey({ venue, marketId, eventId }: DecidedContract): string {
  return JSON.stringify(marketId === undefined ? [venue, 'event', eventId] : [venue, marketId])
}

/** Returns a key equal for subjects of which a later decision takes the place of an earlier one. */
export function decisionSubjectKey({ contract, odds }: DecisionSubject): string {
  return `${decidedContractKey(contract)}${JSON.stringify(odds === undefined ? [] : [odds.feed, odds.eventId])}`
}

/** True where a decision about `subject` speaks of a market. */
export function isDecisionAbout(
  { contract }: DecisionSubject,
  market: Pick<ContractListing, 'venue' | 'marketId' | 'eventId'>,
): boolean {
  if (contract.venue !== market.venue) return false
  return contract.marketId === undefined
    ? contract.eventId === market.eventId
    : contract.marketId === market.marketId
}
