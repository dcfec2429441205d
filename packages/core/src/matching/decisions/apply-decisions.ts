/**
 * The matcher's result with people's decisions applied. Decisions beat the score in both directions
 * and never touch the evidence. What can not be told apart is not traded: no odds event ever serves
 * two games, and no game two odds events, because of a decision.
 * @module
 */
import type { MatchResult } from '../match-result.ts'
import type { MarketPair } from '../pair-markets.ts'
import type {
  ConflictReason,
  DecidedMatch,
  DecidedPair,
  DecisionConflict,
  DroppedPair,
} from './decided-match.ts'
import { oddsIdOf, pauseOf, rankOf, wordsOf } from './decided-words.ts'
import type { MarketWords, WordsOf } from './decided-words.ts'
import type { DecisionState, StandingDecision } from './decision-state.ts'
import { type AcceptedPair, settleLinks } from './link-conflicts.ts'
import { type Orientation, type PairDecision, decisionSubjectKey } from './pair-decision.ts'
import { type PinnedMarket, pinnedMarketsOf } from './pinned-games.ts'

/** Returns the result as the decisions leave it. Without decisions it says what it said before. */
export function applyDecisions(result: MatchResult, state: DecisionState): DecidedMatch {
  const words = wordsOf(state)
  const pinned = pinnedMarketsOf(result, words)
  const sorted = sortCandidates(result, words, pinned)
  const { standing, refused } = settleLinks(sorted.accepted, pinned)
  const decided = standing.map(
    ({ pair, word }): DecidedPair =>
      word === undefined ? pair : { ...pair, decision: word.decision },
  )
  const pairs: DecidedPair[] = []
  const paused: DecidedPair[] = []
  for (const pair of decided) {
    const pause = pauseOf(words(pair.contract), pair.odds.eventId)
    if (pause === undefined) pairs.push(pair)
    else paused.push({ ...pair, pause: pause.decision })
  }
  const conflicts = [...sorted.conflicts, ...refused]
  return {
    ...result,
    pairs: pairs.toSorted(byPair),
    paused: paused.toSorted(byPair),
    suggestions: [...sorted.suggestions, ...refused.map(({ pair }) => pair)].toSorted(byPair),
    rejectedByPerson: sorted.rejected.toSorted(byPair),
    dropped: sorted.dropped.toSorted((a, b) => byPair(a.pair, b.pair)),
    conflicts: conflicts.toSorted((a, b) => byPair(a.pair, b.pair)),
    unused: unusedOf(state, result, [
      ...sorted.dropped.map(({ decision }) => decision),
      ...conflicts.flatMap(({ against }) => against ?? []),
    ]),
  }
}

interface SortedCandidates {
  readonly accepted: AcceptedPair[]
  readonly suggestions: MarketPair[]
  readonly rejected: DecidedPair[]
  readonly dropped: DroppedPair[]
  readonly conflicts: DecisionConflict[]
}

function sortCandidates(
  { pairs, suggestions }: MatchResult,
  wordsOfMarket: WordsOf,
  pinned: readonly PinnedMarket[],
): SortedCandidates {
  const sorted: SortedCandidates = {
    accepted: [],
    suggestions: [],
    rejected: [],
    dropped: [],
    conflicts: [],
  }
  const pinsOn = byOddsEvent(pinned)
  const automatic = new Set(pairs)
  for (const pair of [...pairs, ...suggestions]) {
    const words = wordsOfMarket(pair.contract)
    const own = words.verdicts.get(pair.odds.eventId)
    if (own?.decision.action === 'reject') {
      sorted.rejected.push({ ...pair, decision: own.decision })
      continue
    }
    const said = own !== undefined && rankOf(own) === words.positiveRank ? own : undefined
    const onOdds = pinsOn.get(pair.odds.eventId) ?? []
    const pin = pinAgainst(
      pair,
      words,
      onOdds.filter((other) => !isStronger(said, other.pin)),
    )
    if (pin !== undefined) {
      sorted.dropped.push({ pair, reason: 'pinned-elsewhere', decision: pin.decision })
      if (said !== undefined) {
        sorted.conflicts.push(conflictOf('pinned-elsewhere', pair, said.decision, pin.decision))
      }
      continue
    }
    const isOriented = said === undefined || isOrientedAs(pair, said.decision)
    if (!isOriented) {
      sorted.conflicts.push(conflictOf('orientation-differs', pair, said.decision, undefined))
    }
    const word = isOriented ? said : undefined
    if (word !== undefined || automatic.has(pair)) sorted.accepted.push({ pair, word })
    else sorted.suggestions.push(pair)
  }
  return sorted
}

function byOddsEvent(
  pinned: readonly PinnedMarket[],
): ReadonlyMap<string, readonly PinnedMarket[]> {
  const lists = new Map<string, PinnedMarket[]>()
  for (const market of pinned) {
    const list = lists.get(market.oddsEventId)
    if (list === undefined) lists.set(market.oddsEventId, [market])
    else list.push(market)
  }
  return lists
}

/** An override is the last word: no pin of the log stands against it. */
function isStronger(said: StandingDecision | undefined, pin: StandingDecision): boolean {
  return said?.origin === 'override' && pin.origin === 'log'
}

/** The pin that puts the contract, or the odds event, elsewhere. */
function pinAgainst(
  { odds, fixture }: MarketPair,
  { pin }: MarketWords,
  onOdds: readonly PinnedMarket[],
): StandingDecision | undefined {
  if (pin !== undefined) return oddsIdOf(pin) === odds.eventId ? undefined : pin
  const [first] = onOdds
  return onOdds.some(({ fixtureId }) => fixtureId === fixture.id) ? undefined : first?.pin
}

function conflictOf(
  reason: ConflictReason,
  pair: MarketPair,
  decision: PairDecision,
  against: PairDecision | undefined,
): DecisionConflict {
  const detail =
    against === undefined
      ? `home and away are ${orientationOf(pair)} now, and were ${decision.subject.orientation} then`
      : `the pin ${against.id} puts it elsewhere: ${against.reason}`
  return { reason, pair, decision, against, detail }
}

/** Returns whether contract and odds event name the same home team, by the pair's evidence. */
export function orientationOf({ evidence }: MarketPair): Orientation {
  const isSwapped = evidence.some(({ part, agrees }) => part === 'home-away' && !agrees)
  return isSwapped ? 'swapped' : 'same'
}

function isOrientedAs(pair: MarketPair, { subject }: PairDecision): boolean {
  return subject.orientation === undefined || subject.orientation === orientationOf(pair)
}

/** A resumption changes nothing by itself, so that it is never missed. */
function unusedOf(
  { verdicts, pauses }: DecisionState,
  { pairs, suggestions }: MatchResult,
  effective: readonly PairDecision[],
): readonly PairDecision[] {
  const used = new Set(effective)
  const subjects = new Set([...pairs, ...suggestions].flatMap(subjectKeysOf))
  return [...verdicts, ...pauses]
    .toSorted((a, b) => a.order - b.order)
    .map(({ decision }) => decision)
    .filter((decision) => decision.action !== 'resume' && !used.has(decision))
    .filter(({ subject }) => !subjects.has(decisionSubjectKey(subject)))
}

/** Every subject that names a candidate. */
function subjectKeysOf({ contract, odds }: MarketPair): readonly string[] {
  const { venue, marketId, eventId } = contract
  const names = [
    { venue, marketId, eventId },
    { venue, eventId },
  ]
  return names.flatMap((contract) => [
    decisionSubjectKey({ contract }),
    decisionSubjectKey({ contract, odds: { feed: odds.feed, eventId: odds.eventId } }),
  ])
}

function byPair(a: MarketPair, b: MarketPair): number {
  return (
    compareText(a.contract.marketId, b.contract.marketId) ||
    compareText(a.odds.eventId, b.odds.eventId)
  )
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
