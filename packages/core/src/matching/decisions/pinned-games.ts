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
import { isPositive, oddsIdOf, type WordsOf } from './decided-words.ts'
import { type DecidedContract, decidedContractKey } from './pair-decision.ts'

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
  const isCandidate = candidateLookUp(result)
  const isOverruled = overruleLookUp(state)
  return state.verdicts.flatMap((word): ForcedPin[] => {
    const { action, subject } = word.decision
    const oddsEventId = oddsIdOf(word)
    if (action !== 'pin' || oddsEventId === undefined) return []
    if (isCandidate(subject.contract, oddsEventId) || isOverruled(word)) return []
    const { marketId, eventId } = subject.contract
    return marketId === undefined
      ? [{ contractEventId: eventId, oddsEventId }]
      : [{ marketId, oddsEventId }]
  })
}

/** Tells whether a market, or one of an event's markets, is a candidate of an odds event. */
function candidateLookUp({
  pairs,
  suggestions,
}: MatchResult): (contract: DecidedContract, oddsEventId: string) => boolean {
  const oddsOf = new Map<string, Set<string>>()
  for (const { contract, odds } of [...pairs, ...suggestions]) {
    const { venue, marketId, eventId } = contract
    for (const named of [
      { venue, eventId },
      { venue, marketId, eventId },
    ]) {
      const key = decidedContractKey(named)
      const known = oddsOf.get(key)
      if (known === undefined) oddsOf.set(key, new Set([odds.eventId]))
      else known.add(odds.eventId)
    }
  }
  return (contract, oddsEventId) =>
    oddsOf.get(decidedContractKey(contract))?.has(oddsEventId) === true
}

/** What overrides say of one contract: the odds events they approve or pin, and those they reject. */
interface OverriddenOdds {
  readonly positive: Set<string | undefined>
  readonly rejected: Set<string | undefined>
}

/**
 * Tells whether another decision speaks of all that a pin is about, is meant closer, and says
 * otherwise. Only an override can: in one place a market's own word is the closest, and a word on one
 * market does not speak of all its event.
 */
function overruleLookUp({ verdicts }: DecisionState): (pin: StandingDecision) => boolean {
  const overridden = new Map<string, OverriddenOdds>()
  for (const word of verdicts) {
    if (word.origin !== 'override') continue
    const key = decidedContractKey(word.decision.subject.contract)
    const said = overridden.get(key) ?? { positive: new Set(), rejected: new Set() }
    overridden.set(key, said)
    const odds = isPositive(word) ? said.positive : said.rejected
    odds.add(oddsIdOf(word))
  }
  return (pin) => {
    if (pin.origin === 'override') return false
    const { venue, marketId, eventId } = pin.decision.subject.contract
    const own = overridden.get(decidedContractKey({ venue, marketId, eventId }))
    const ofEvent = overridden.get(decidedContractKey({ venue, eventId }))
    const odds = oddsIdOf(pin)
    return [own, ofEvent].some((said) => said !== undefined && saysOtherwise(said, odds))
  }
}

/** True where a pin's odds event is rejected, or another one approved or pinned. */
function saysOtherwise({ positive, rejected }: OverriddenOdds, odds: string | undefined): boolean {
  return rejected.has(odds) || positive.size > (positive.has(odds) ? 1 : 0)
}
