/**
 * Whether a result of matching is right: every contract in its own game, on its own outcome, with
 * exactly the books that sell it. What books sell is looked up in the slate, market by market.
 * @module
 */
import { createHash } from 'node:crypto'
import type { MatchResult, MarketPair, OddsListing } from '@arbkit/core'
import type { MatchingSlate, Truth } from './slate.ts'

/** What came of a slate. */
export interface Verdict {
  /** Contracts that are paired as they must be. */
  readonly right: number
  /** Contracts that have to be paired: of a known game that the feed lists, on an outcome that a book sells. */
  readonly expected: number
  /** Games behind them. */
  readonly games: number
  /** Pairs with another game, another outcome or other books; one line each. */
  readonly wrong: readonly string[]
  /** Contracts that have to be paired and are not. */
  readonly missed: readonly string[]
  /** Contracts suggested with their own event, and suggestions of another one. */
  readonly suggested: number
  readonly suggestedOther: number
}

/** Returns the verdict on a result. */
export function judge(
  { contracts, odds, truths }: Pick<MatchingSlate, 'contracts' | 'odds' | 'truths'>,
  { pairs, suggestions }: MatchResult,
): Verdict {
  const eventOf = new Map(odds.map((event) => [event.eventId, event]))
  const soldOf = (truth: Truth): number => {
    const event = truth.eventId === undefined ? undefined : eventOf.get(truth.eventId)
    return event === undefined ? 0 : marketsSelling(event, truth)
  }
  const wrong: string[] = []
  const paired = new Set<string>()
  for (const pair of pairs) {
    const { marketId } = pair.contract
    const truth = truths.get(marketId)
    const problem = truth === undefined ? 'no such contract' : problemOf(pair, truth, soldOf(truth))
    if (problem !== undefined || paired.has(marketId))
      wrong.push(`${marketId}: ${problem ?? 'twice'}`)
    paired.add(marketId)
  }
  const isOwn = ({ contract, odds: event }: MarketPair): boolean =>
    truths.get(contract.marketId)?.eventId === event.eventId
  const suggestedOwn = new Set(suggestions.filter(isOwn).map(({ contract }) => contract.marketId))
  const expected = contracts.filter(({ marketId }) => {
    const truth = truths.get(marketId)
    return truth?.isKnown === true && soldOf(truth) > 0
  })
  const missed = expected.filter(({ marketId }) => !paired.has(marketId))
  return {
    right: paired.size - wrong.length,
    expected: expected.length,
    games: new Set(expected.map(({ marketId }) => truths.get(marketId)?.eventId)).size,
    wrong,
    missed: missed.map(({ marketId }) => marketId),
    suggested: suggestedOwn.size,
    suggestedOther: suggestions.filter((pair) => !isOwn(pair)).length,
  }
}

function problemOf(
  { odds, target, quotes }: MarketPair,
  { eventId, sought, isKnown }: Truth,
  sold: number,
): string | undefined {
  if (eventId === undefined || sought === undefined) return 'paired, though nobody else lists it'
  if (!isKnown) return 'paired, though the registry does not know its teams'
  if (odds.eventId !== eventId) return `paired with ${odds.eventId}, not ${eventId}`
  const isSame =
    target.side === 'yes' &&
    target.outcome === sought.name &&
    target.point === (sought.point ?? null) &&
    target.participant === (sought.participant ?? null)
  if (!isSame) return `paired with ${target.outcome} ${target.point ?? ''}, not ${sought.name}`
  return quotes.length === sold ? undefined : `${quotes.length} books, not ${sold}`
}

/** How many markets of an event sell the outcome that a contract is on. */
function marketsSelling({ markets }: OddsListing, { sought }: Truth): number {
  return markets.filter(
    ({ marketType, period, outcomes }) =>
      marketType === sought?.marketType &&
      period === sought?.period &&
      outcomes.some(
        ({ name, point, participant }) =>
          name === sought?.name && point === sought?.point && participant === sought?.participant,
      ),
  ).length
}

/** Returns a text that is equal for equal results, whatever process they come from. */
export function digestOf({ pairs, suggestions, unpaired }: MatchResult): string {
  const hash = createHash('sha256')
  for (const { contract, odds, target, quotes, confidence } of [...pairs, ...suggestions]) {
    const { marketKey, outcome, point, participant, side } = target
    const told = [marketKey, outcome, point, participant, side, quotes.length, confidence]
    hash.update([contract.marketId, odds.eventId, ...told].join('|'))
  }
  for (const { contract, reason } of unpaired) hash.update(`${contract.marketId}|${reason}`)
  return hash.digest('hex')
}
