/**
 * Which game each pinned odds event belongs to, and which pins the matcher has to be told of because
 * it sees no candidate for them.
 * @module
 */
import type { ContractListing } from '../../fixtures/listing.ts'
import type { MatchResult } from '../match-result.ts'
import { resolveContract } from '../resolve-contract.ts'
import { venueGamesOf } from '../venue-games.ts'
import type { DecisionState, StandingDecision } from './decision-state.ts'
import { isPositive, oddsIdOf, rankOf, speaksOf, type WordsOf } from './decided-words.ts'
import { decidedContractKey, isDecisionAbout } from './pair-decision.ts'

/** A market of the session that is pinned. */
export interface PinnedMarket {
  readonly pin: StandingDecision
  readonly oddsEventId: string
  /** Its game; undefined where no pair or suggestion tells. */
  readonly fixtureId: string | undefined
}

/** Returns every market of the session that is pinned, with its game, by the order of the pins. */
export function pinnedMarketsOf(result: MatchResult, wordsOf: WordsOf): readonly PinnedMarket[] {
  const pinned = contractsOf(result).flatMap((contract) => {
    const { pin } = wordsOf(contract)
    const oddsEventId = pin && oddsIdOf(pin)
    return pin === undefined || oddsEventId === undefined ? [] : [{ contract, pin, oddsEventId }]
  })
  if (pinned.length === 0) return []
  const fixtureIds = fixtureIdsOf(
    result,
    pinned.map(({ contract }) => contract),
  )
  return pinned
    .map(({ contract, pin, oddsEventId }) => ({
      pin,
      oddsEventId,
      fixtureId: fixtureIds.get(decidedContractKey(contract)),
    }))
    .toSorted((a, b) => a.pin.order - b.pin.order)
}

/** Each market of the session once. */
function contractsOf({ pairs, suggestions, unpaired }: MatchResult): readonly ContractListing[] {
  const contracts = new Map<string, ContractListing>()
  for (const { contract } of [...pairs, ...suggestions, ...unpaired]) {
    contracts.set(decidedContractKey(contract), contract)
  }
  return [...contracts.values()]
}

/** A market without a candidate of its own belongs to the game that its venue lists it under. */
function fixtureIdsOf(
  { pairs, suggestions }: MatchResult,
  asked: readonly ContractListing[],
): ReadonlyMap<string, string> {
  const candidates = [...pairs, ...suggestions]
  const known = new Map(
    candidates.map(({ contract, fixture }) => [decidedContractKey(contract), fixture.id]),
  )
  const open = asked.filter((contract) => !known.has(decidedContractKey(contract)))
  if (open.length === 0) return known
  const resolved = [...candidates.map(({ contract }) => contract), ...open].flatMap((contract) => {
    const outcome = resolveContract(contract)
    return outcome.tag === 'resolved' ? [outcome] : []
  })
  const fixtureIds = new Map(known)
  for (const { contracts } of venueGamesOf(resolved)) {
    const keys = contracts.map(({ contract }) => decidedContractKey(contract))
    const fixtureId = keys.map((key) => known.get(key)).find((id) => id !== undefined)
    if (fixtureId === undefined) continue
    for (const key of keys) if (!known.has(key)) fixtureIds.set(key, fixtureId)
  }
  return fixtureIds
}

/** A pin that nothing in the session is a candidate for. */
export type ForcedPin =
  | { readonly marketId: string; readonly oddsEventId: string }
  | { readonly contractEventId: string; readonly oddsEventId: string }

/**
 * Returns the pins of which the matcher found no candidate, by order: links for it to be told of.
 * What a closer decision overrules is left out.
 */
export function forcedPinsOf(state: DecisionState, result: MatchResult): readonly ForcedPin[] {
  const candidates = [...result.pairs, ...result.suggestions]
  return state.verdicts.flatMap((word): ForcedPin[] => {
    const { action, subject } = word.decision
    const oddsEventId = oddsIdOf(word)
    if (action !== 'pin' || oddsEventId === undefined) return []
    if (candidates.some(({ contract, odds }) => speaksOf(word, contract, odds.eventId))) return []
    if (state.verdicts.some((other) => overrules(other, word))) return []
    const { marketId, eventId } = subject.contract
    return marketId === undefined
      ? [{ contractEventId: eventId, oddsEventId }]
      : [{ marketId, oddsEventId }]
  })
}

/** True where another decision speaks of all that a pin is about, is meant closer, and says otherwise. */
function overrules(other: StandingDecision, pin: StandingDecision): boolean {
  const { contract } = pin.decision.subject
  const { venue, marketId, eventId } = contract
  const isAll =
    marketId === undefined
      ? decidedContractKey(other.decision.subject.contract) === decidedContractKey(contract)
      : isDecisionAbout(other.decision.subject, { venue, marketId, eventId })
  if (!isAll || rankOf(other) <= rankOf(pin)) return false
  const isSameOdds = oddsIdOf(other) === oddsIdOf(pin)
  return isSameOdds ? !isPositive(other) : isPositive(other)
}
