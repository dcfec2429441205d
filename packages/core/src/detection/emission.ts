/**
 * Telling of opportunities once: a pure reducer over what detection sees. A listener is told of an
 * opportunity when it appears, again when it has changed materially, and once when it is no more; in
 * between, silence means that what was last told still holds. What is stale is not told.
 *
 * Always: two messages in a row about one id differ; no message is needed to follow the state but
 * those that were given; the state never holds more than {@link EMISSION_IDS_MAX} ids; the same
 * events give the same messages.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import type {
  DroppedSighting,
  Emission,
  EmissionEvent,
  EmissionReason,
  EmissionState,
  EmissionStep,
  ExpiryCause,
  ToldOpportunity,
} from './emission-event.ts'
import {
  type Fingerprint,
  materialChangesOf,
  MATERIALITY_RULES,
  type MaterialityRules,
} from './material-change.ts'

/** Oldest decision that is still told (included), 2 s, where nothing else is said. */
export const DECISION_AGE_MS_MAX = 2000
/**
 * Longest that an opportunity may go without a word of it, 120 s, where nothing else is said: the
 * oldest that a feed's quote may be before the game. Also how long one that is gone is remembered.
 */
export const EMISSION_MEMORY_MS = 120_000
/** Most ids that can be kept in mind. */
export const EMISSION_IDS_MAX = 1000

/** What counts as a change, and what is kept for how long. */
export interface EmissionRules extends MaterialityRules {
  /** Oldest decision that is told (included), milliseconds, 0 or more. */
  readonly decisionAgeMsMax: number
  /** Silence after which an id is forgotten (included), milliseconds; not below `decisionAgeMsMax`. */
  readonly memoryMs: number
  /** Most ids kept in mind, 1 to {@link EMISSION_IDS_MAX}. */
  readonly idsMax: number
}

/** The rules where nothing else is said. */
export const EMISSION_RULES: EmissionRules = {
  ...MATERIALITY_RULES,
  decisionAgeMsMax: DECISION_AGE_MS_MAX,
  memoryMs: EMISSION_MEMORY_MS,
  idsMax: EMISSION_IDS_MAX,
}

/** The state before any event. */
export const NOTHING_EMITTED: EmissionState = { atMs: Number.NEGATIVE_INFINITY, known: new Map() }

/**
 * Returns the next state and what is to be told. An age that is over its limit, or that is no age,
 * makes a sighting stale; if a listener still holds it for live, its end is told.
 * @throws {InvalidInputError} a time before that of the last event, a decision age below 0, a limit of
 *   an age below 0, or rules out of range.
 */
export function stepEmission(
  state: EmissionState,
  event: EmissionEvent,
  rules: EmissionRules = EMISSION_RULES,
): EmissionStep {
  checkRules(rules)
  const known = new Map(state.known)
  const { emissions, dropped } = applyEmission({ atMs: state.atMs, known, rules }, event)
  return { state: { atMs: event.atMs, known }, emissions, dropped }
}

/**
 * Does what {@link stepEmission} does in the map itself.
 * @throws {InvalidInputError} as that, but for the rules, which are not looked at; ids that silence has put
 *   out are gone then.
 */
export function applyEmission(
  {
    atMs: lastMs,
    known,
    rules,
  }: {
    /** Of the last event. */
    readonly atMs: number
    readonly known: Map<string, ToldOpportunity>
    readonly rules: EmissionRules
  },
  event: EmissionEvent,
): Omit<EmissionStep, 'state'> {
  const { atMs } = event
  assertInput(
    Number.isFinite(atMs) && atMs >= lastMs,
    `events come in the order of time, got ${atMs} after ${lastMs}`,
  )
  const draft: Draft = { atMs, rules, known, emissions: [], dropped: [] }
  forgetSilent(draft)
  switch (event.tag) {
    case 'seen':
      onSeen(draft, event)
      break
    case 'gone':
      onGone(draft, event)
      break
    case 'tick':
      break
    default:
      assertNever(event)
  }
  const { emissions, dropped } = draft
  return { emissions, dropped }
}

/** The next state while it is being made. */
interface Draft {
  readonly atMs: number
  readonly rules: EmissionRules
  readonly known: Map<string, ToldOpportunity>
  readonly emissions: Emission[]
  readonly dropped: DroppedSighting[]
}

function onSeen(draft: Draft, event: Extract<EmissionEvent, { tag: 'seen' }>): void {
  const { atMs, rules, known } = draft
  const { opportunity } = event
  const { id } = opportunity
  const before = known.get(id)
  const decidedAtMs = decidedAt(event)
  if (isSuperseded(draft, id, decidedAtMs)) return
  const detail = stalenessOf(event, rules)
  if (detail !== undefined) {
    draft.dropped.push({ id, atMs, reason: 'stale', detail })
    if (before !== undefined) expire(draft, before, { cause: 'stale', decidedAtMs })
    return
  }
  const reasons = reasonsFor(before, opportunity, rules)
  const told = before === undefined || reasons.length > 0 ? opportunity : before.told
  remember(draft, { told, isLive: true, decidedAtMs, heardAtMs: atMs })
  if (reasons.length === 0) return
  const previous = before?.told
  draft.emissions.push({ tag: 'opportunity', id, atMs, opportunity, reasons, previous })
}

function onGone(draft: Draft, event: Extract<EmissionEvent, { tag: 'gone' }>): void {
  const decidedAtMs = decidedAt(event)
  const before = draft.known.get(event.id)
  if (before === undefined || isSuperseded(draft, event.id, decidedAtMs)) return
  expire(draft, before, { cause: 'gone', decidedAtMs })
}

/** True, and noted, where something decided later is already known of the id. */
function isSuperseded({ atMs, known, dropped }: Draft, id: string, decidedAtMs: number): boolean {
  const before = known.get(id)
  if (before === undefined || decidedAtMs >= before.decidedAtMs) return false
  const detail = `decided ${before.decidedAtMs - decidedAtMs} ms before what is known`
  dropped.push({ id, atMs, reason: 'superseded', detail })
  return true
}

function reasonsFor(
  before: ToldOpportunity | undefined,
  opportunity: Fingerprint,
  rules: EmissionRules,
): readonly EmissionReason[] {
  if (before === undefined) return ['new']
  return before.isLive ? materialChangesOf(before.told, opportunity, rules) : ['returned']
}

/** Tells the end of what is live; what has ended stays as it is, but for the decision. */
function expire(
  draft: Draft,
  before: ToldOpportunity,
  { cause, decidedAtMs }: { readonly cause: ExpiryCause; readonly decidedAtMs: number },
): void {
  const { atMs } = draft
  remember(draft, { told: before.told, isLive: false, decidedAtMs, heardAtMs: atMs })
  if (before.isLive) tellEnd(draft, before.told, cause)
}

function tellEnd({ atMs, emissions }: Draft, previous: Fingerprint, cause: ExpiryCause): void {
  emissions.push({ tag: 'expired', id: previous.id, atMs, cause, previous })
}

/** Puts an id last in the order of hearing, and another out where there is no room. */
function remember(draft: Draft, entry: ToldOpportunity): void {
  const { known, rules } = draft
  const { id } = entry.told
  known.delete(id)
  if (known.size >= rules.idsMax) evictOne(draft)
  known.set(id, entry)
}

/** What has ended goes first, then what was not heard of for longest. */
function evictOne(draft: Draft): void {
  let victim: ToldOpportunity | undefined
  for (const entry of draft.known.values()) {
    victim ??= entry
    if (entry.isLive) continue
    victim = entry
    break
  }
  if (victim === undefined) return
  draft.known.delete(victim.told.id)
  if (victim.isLive) tellEnd(draft, victim.told, 'evicted')
}

/** The order of hearing lets this stop at the first that is not due. */
function forgetSilent(draft: Draft): void {
  for (const [id, { told, isLive, heardAtMs }] of draft.known) {
    if (draft.atMs - heardAtMs <= draft.rules.memoryMs) return
    draft.known.delete(id)
    if (isLive) tellEnd(draft, told, 'unseen')
  }
}

function decidedAt({
  atMs,
  decisionAgeMs,
}: {
  readonly atMs: number
  readonly decisionAgeMs: number
}): number {
  assertInput(
    Number.isFinite(decisionAgeMs) && decisionAgeMs >= 0,
    `a decision's age must be 0 ms or more, got ${decisionAgeMs}`,
  )
  return atMs - decisionAgeMs
}

/** One line on what is too old, or undefined. */
function stalenessOf(
  { decisionAgeMs, quoteAges }: Extract<EmissionEvent, { tag: 'seen' }>,
  { decisionAgeMsMax }: EmissionRules,
): string | undefined {
  for (const { ageMsMax } of quoteAges) {
    assertInput(ageMsMax >= 0, `the oldest age of a quote must be 0 ms or more, got ${ageMsMax}`)
  }
  if (decisionAgeMs > decisionAgeMsMax) {
    return `decided ${decisionAgeMs} ms ago, at most ${decisionAgeMsMax} allowed`
  }
  const old = quoteAges.find(({ ageMs, ageMsMax }) => !(ageMs >= 0 && ageMs <= ageMsMax))
  if (old === undefined) return undefined
  return `${old.venue}'s quote is ${old.ageMs} ms old, at most ${old.ageMsMax} allowed`
}

/** @throws {InvalidInputError} rules out of range. */
export function checkRules({ decisionAgeMsMax, memoryMs, idsMax }: EmissionRules): void {
  assertInput(
    decisionAgeMsMax >= 0,
    `the oldest decision told must be 0 ms or more, got ${decisionAgeMsMax}`,
  )
  assertInput(
    memoryMs >= decisionAgeMsMax,
    `memory must last as long as a decision, ${decisionAgeMsMax} ms, got ${memoryMs}`,
  )
  assertInput(
    Number.isInteger(idsMax) && idsMax >= 1 && idsMax <= EMISSION_IDS_MAX,
    `1 to ${EMISSION_IDS_MAX} ids can be kept in mind, got ${idsMax}`,
  )
}
