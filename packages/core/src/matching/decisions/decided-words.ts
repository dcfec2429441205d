/**
 * What the standing decisions say of one market: a market's own decision beats its event's, an
 * override beats the log, and of what is left the later one counts.
 * @module
 */
import type { ContractListing } from '../../fixtures/listing.ts'
import type { DecisionState, StandingDecision } from './decision-state.ts'
import { decidedContractKey } from './pair-decision.ts'

/** What is said of a market. */
export interface MarketWords {
  /** The verdict that counts for each odds event, by the event's id. */
  readonly verdicts: ReadonlyMap<string, StandingDecision>
  /** Every pause and resumption, by order. */
  readonly pauses: readonly StandingDecision[]
  /** Rank of the approvals and pins that count, −1 without any; those of a lower rank do not. */
  readonly positiveRank: number
  /** The pin that counts: the market belongs to its odds event and nowhere else. */
  readonly pin: StandingDecision | undefined
}

/** Looks up what is said of a market. */
export type WordsOf = (contract: ContractListing) => MarketWords

/** Returns how closely a decision is meant: 0 to 3. */
export function rankOf({ decision, origin }: StandingDecision): number {
  const isOwn = decision.subject.contract.marketId !== undefined
  return (origin === 'override' ? 2 : 0) + (isOwn ? 1 : 0)
}

/** Returns the id of the odds event that a decision names. */
export function oddsIdOf({ decision }: StandingDecision): string | undefined {
  return decision.subject.odds?.eventId
}

/** True where a decision says that two records are the same thing. */
export function isPositive({ decision }: StandingDecision): boolean {
  return decision.action === 'approve' || decision.action === 'pin'
}

/** Returns the look-up; decisions are indexed once, and each listing's are put together once. */
export function wordsOf(state: DecisionState): WordsOf {
  const verdictsBy = byContract(state.verdicts)
  const pausesBy = byContract(state.pauses)
  const known = new Map<ContractListing, MarketWords>()
  return (contract) => {
    const own = known.get(contract)
    if (own !== undefined) return own
    const verdicts = wordsAbout(verdictsBy, contract)
    const words = marketWordsOf(verdicts, wordsAbout(pausesBy, contract))
    known.set(contract, words)
    return words
  }
}

function marketWordsOf(
  said: readonly StandingDecision[],
  pauses: readonly StandingDecision[],
): MarketWords {
  const verdicts = new Map<string, StandingDecision>()
  for (const word of said) {
    const odds = oddsIdOf(word)
    if (odds === undefined) continue
    const rival = verdicts.get(odds)
    if (rival === undefined || rankOf(word) > rankOf(rival)) verdicts.set(odds, word)
  }
  const positive = [...verdicts.values()].filter(isPositive)
  const positiveRank = positive.reduce((rank, word) => Math.max(rank, rankOf(word)), -1)
  const pin = positive.find(
    (word) => rankOf(word) === positiveRank && word.decision.action === 'pin',
  )
  return { verdicts, pauses, positiveRank, pin }
}

/** Returns the pause that holds for a market and an odds event; undefined where it may be traded. */
export function pauseOf(
  { pauses }: MarketWords,
  oddsEventId: string,
): StandingDecision | undefined {
  let last: StandingDecision | undefined
  for (const word of pauses) {
    const odds = oddsIdOf(word)
    if (odds !== undefined && odds !== oddsEventId) continue
    if (last === undefined || rankOf(word) >= rankOf(last)) last = word
  }
  return last?.decision.action === 'pause' ? last : undefined
}

type ByContract = ReadonlyMap<string, readonly StandingDecision[]>

function byContract(words: readonly StandingDecision[]): ByContract {
  const lists = new Map<string, StandingDecision[]>()
  for (const word of words) {
    const key = decidedContractKey(word.decision.subject.contract)
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [word])
    else list.push(word)
  }
  return lists
}

/** By order: of the event's and the market's own words. */
function wordsAbout(
  lists: ByContract,
  { venue, marketId, eventId }: ContractListing,
): readonly StandingDecision[] {
  const ofEvent = lists.get(decidedContractKey({ venue, eventId })) ?? []
  const own = lists.get(decidedContractKey({ venue, marketId, eventId })) ?? []
  return [...ofEvent, ...own].toSorted((a, b) => a.order - b.order)
}
