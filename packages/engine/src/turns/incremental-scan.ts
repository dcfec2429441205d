/**
 * A scan that goes on with its session: at each turn it looks again at what frames have changed, and at
 * what time alone may have changed. It says what a scan of everything says.
 * @module
 */
import {
  createMatcher,
  type DecidedMatch,
  type DecidedPair,
  type DecisionState,
  KALSHI_ROUNDINGS,
  NO_DECISIONS,
  type OddsListing,
} from '@arbkit/core'
import { decideMatch } from '../decisions/match-with-decisions.ts'
import type { ScanContext } from '../scan/candidate.ts'
import type { ScanOptions } from '../scan/options.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import { type ScanResult, scanResultOf } from '../scan/scan.ts'
import type { MarketState } from '../session/market-state.ts'
import type { StateChanges } from '../session/state-changes.ts'
import {
  evaluateKept,
  evaluationNow,
  judgeKept,
  keptPair,
  type KeptPair,
  timeWorkOf,
} from './kept-pair.ts'

/** What a pair came to before a turn and after it. */
export interface PairChange {
  /** None where the pair is new. */
  readonly before: readonly Candidate[]
  /** Until when the book was right that `before` was bought from, Unix ms. */
  readonly beforeAsOfMs: number | undefined
  /** None where the pair is gone. */
  readonly after: readonly Candidate[]
}

/** What a turn looked at. */
export interface TurnWork {
  /** Pairs and suggestions that were evaluated. */
  readonly evaluated: number
  /** Pairs and suggestions judged again, their prices being the same. */
  readonly judged: number
  /** True where listings or odds events went through matching. */
  readonly isMatched: boolean
  /** What frames have changed. */
  readonly changes: StateChanges
  /** What those that have candidates, or had, came to; each in full, whatever is the same. */
  readonly pairs: readonly PairChange[]
  /** Of what was evaluated: candidates further from paying than a near miss, and without a price. */
  readonly farFromPaying: number
  readonly unpriceable: number
}

/** A scan that goes on. It takes the state's changes: a state has one such scan. */
export class IncrementalScan {
  private readonly state: MarketState
  private readonly options: ScanOptions
  private decisions: DecisionState
  private areDecisionsNew = false
  private readonly matcher = createMatcher()
  private readonly oddsKnown = new Set<string>()
  private matching: DecidedMatch
  /** Pairs, then suggestions, in matching's order. */
  private kept: readonly KeptPair[] = []
  private readonly byMarket = new Map<string, KeptPair[]>()
  private readonly byOddsEvent = new Map<string, KeptPair[]>()
  /** Those that have candidates. */
  private readonly near = new Set<KeptPair>()
  /** Those that time alone may make something else, and the first moment at which it does. */
  private readonly timed = new Set<KeptPair>()
  private nextMs = Infinity
  /** Those that may come to something else when their book is confirmed. */
  private readonly awaiting = new Set<KeptPair>()
  private lastMs = -Infinity
  /** Since when no fee has changed. */
  private feesMs = -Infinity

  constructor(state: MarketState, options: ScanOptions, decisions: DecisionState = NO_DECISIONS) {
    this.state = state
    this.options = options
    this.decisions = decisions
    this.matching = decideMatch(this.matcher.result(), { contracts: [], odds: [] }, decisions)
  }

  /** Takes what people have decided now: pairs are made anew at the next turn. */
  setDecisions(decisions: DecisionState): void {
    this.decisions = decisions
    this.areDecisionsNew = true
  }

  /** Brings everything to the moment of the session's last frame, and returns what that took. */
  turn(): TurnWork {
    const changes = this.state.takeChanges()
    const context = this.context()
    const isMatched =
      changes.contractListings.size > 0 || changes.oddsEvents.size > 0 || this.areDecisionsNew
    this.areDecisionsNew = false
    const gone = isMatched ? this.match(changes) : []
    const { evaluate, judge } = this.workOf(changes, context)
    const pairs: PairChange[] = gone.map((kept) => ({
      before: kept.evaluation.candidates,
      beforeAsOfMs: this.beforeMsOf(kept, changes),
      after: [],
    }))
    let [farFromPaying, unpriceable] = [0, 0]
    const look = (kept: KeptPair, work: typeof evaluateKept): void => {
      const before = kept.evaluation.candidates
      work(kept, this.feesMs, context)
      const after = kept.evaluation.candidates
      if (before.length > 0 || after.length > 0) {
        pairs.push({ before, beforeAsOfMs: this.beforeMsOf(kept, changes), after })
      }
      this.watch(kept)
    }
    for (const kept of evaluate) {
      look(kept, evaluateKept)
      farFromPaying += kept.evaluation.farFromPaying
      unpriceable += kept.evaluation.unpriceable.length
    }
    for (const kept of judge) look(kept, judgeKept)
    this.lastMs = context.nowMs
    const [evaluated, judged] = [evaluate.length, judge.length]
    return { evaluated, judged, isMatched, changes, pairs, farFromPaying, unpriceable }
  }

  /** Returns what a scan of everything would say at the last turn, if no frame has come since. */
  result(): ScanResult {
    const context = this.context()
    return scanResultOf(
      this.matching,
      this.kept.map((kept) => evaluationNow(kept, context)),
    )
  }

  /** Returns the pairs and the suggestions of the last matching. */
  matched(): DecidedMatch {
    return this.matching
  }

  /** Returns what a pair's candidates are now, of those that have any. */
  candidatesNow(): readonly Candidate[] {
    const context = this.context()
    return [...this.near].flatMap((kept) => evaluationNow(kept, context).candidates)
  }

  private context(): ScanContext {
    return { state: this.state, nowMs: this.state.nowMs, options: this.options }
  }

  /** What has to be looked at, in an order that the frames alone give. */
  private workOf(changes: StateChanges, context: ScanContext): Work {
    const { contracts, oddsEvents, areFeesNew, isTradingNew } = changes
    const { unseen } = this
    this.unseen = NO_PAIRS
    const feesMs = Math.max(this.state.lastFeeChangeMs(), lastRoundingMs(context.nowMs))
    const areAll = areFeesNew || feesMs !== this.feesMs
    this.feesMs = feesMs
    const isTime = this.awaiting.size > 0 || context.nowMs >= this.nextMs
    const isOneBook = contracts.size <= 1 && oddsEvents.size === 0 && unseen.length === 0
    if (isOneBook && !areAll && !isTradingNew && !isTime) {
      const [marketId] = contracts.keys()
      const pairs = marketId === undefined ? undefined : this.byMarket.get(marketId)
      return { evaluate: pairs ?? NO_PAIRS, judge: NO_PAIRS }
    }
    return this.allWorkOf(changes, { context, unseen, areAll })
  }

  private allWorkOf(
    changes: StateChanges,
    {
      context,
      unseen,
      areAll,
    }: {
      readonly context: ScanContext
      readonly unseen: readonly KeptPair[]
      readonly areAll: boolean
    },
  ): Work {
    const { feesMs } = this
    const evaluate = new Set<KeptPair>(unseen)
    if (areAll) for (const kept of this.kept) evaluate.add(kept)
    for (const marketId of changes.contracts.keys()) {
      for (const kept of this.byMarket.get(marketId) ?? []) evaluate.add(kept)
    }
    for (const eventId of changes.oddsEvents) {
      for (const kept of this.byOddsEvent.get(eventId) ?? []) evaluate.add(kept)
    }
    const judge = new Set<KeptPair>()
    if (changes.isTradingNew) {
      for (const kept of this.near) if (!evaluate.has(kept)) judge.add(kept)
    }
    for (const kept of this.due(context.nowMs)) {
      if (evaluate.has(kept)) continue
      const work = timeWorkOf(kept, { lastMs: this.lastMs, feesMs, context })
      if (work === 'evaluate') {
        judge.delete(kept)
        evaluate.add(kept)
      } else if (work === 'judge') judge.add(kept)
      else this.watch(kept)
    }
    return { evaluate: [...evaluate], judge: [...judge] }
  }

  /** Those that time asks for, or may. */
  private due(nowMs: number): readonly KeptPair[] {
    const due = [...this.awaiting]
    if (nowMs < this.nextMs) return due
    this.nextMs = Infinity
    for (const kept of this.timed) {
      if (nowMs >= kept.nextMs) due.push(kept)
      else this.nextMs = Math.min(this.nextMs, kept.nextMs)
    }
    return due
  }

  /** Puts a pair where it is found when it has to be looked at again. */
  private watch(kept: KeptPair): void {
    const isNear = kept.evaluation.candidates.length > 0
    const isToWatch = isNear || kept.nextMs < Infinity || kept.awaitsBook
    if (!isToWatch && !kept.isWatched) return
    kept.isWatched = isToWatch
    setIn(this.near, kept, isNear)
    setIn(this.timed, kept, kept.nextMs < Infinity)
    setIn(this.awaiting, kept, kept.awaitsBook)
    this.nextMs = Math.min(this.nextMs, kept.nextMs)
  }

  /** Until when a pair's book was right before this turn. */
  private beforeMsOf({ book }: KeptPair, { booksBeforeMs }: StateChanges): number | undefined {
    const { marketId } = book
    return booksBeforeMs.has(marketId) ? booksBeforeMs.get(marketId) : book.asOfMs()
  }

  /** Pairs of the last matching that nobody has looked at. */
  private unseen: readonly KeptPair[] = NO_PAIRS

  /** Matches what was listed otherwise, and returns pairs that are gone. */
  private match(changes: StateChanges): readonly KeptPair[] {
    const { state, matcher, decisions } = this
    const odds: OddsListing[] = []
    const goneOdds: string[] = []
    for (const eventId of changes.oddsEvents) {
      const listing = state.oddsEventOf(eventId)?.listing
      if (listing !== undefined) odds.push(listing)
      else if (this.oddsKnown.delete(eventId)) goneOdds.push(eventId)
    }
    for (const { eventId } of odds) this.oddsKnown.add(eventId)
    const contracts = [...changes.contractListings].flatMap(
      (marketId) => state.contractListingOf(marketId) ?? [],
    )
    matcher.update({ contracts, odds, goneOdds })
    this.matching = decideMatch(matcher.result(), listingsOf(state), decisions)
    return this.keep()
  }

  private keep(): readonly KeptPair[] {
    const known = new Map(
      this.kept.map((kept) => [keyOf(kept.prepared.pair, kept.prepared.isPaired), kept]),
    )
    const unseen: KeptPair[] = []
    const keptOf = (pair: DecidedPair, isPaired: boolean): KeptPair => {
      const key = keyOf(pair, isPaired)
      const before = known.get(key)
      if (before !== undefined && isSamePair(before.prepared.pair, pair)) {
        known.delete(key)
        before.prepared = { ...before.prepared, pair }
        return before
      }
      const made = keptPair(pair, isPaired, this.context())
      unseen.push(made)
      return made
    }
    this.kept = [
      ...this.matching.pairs.map((pair) => keptOf(pair, true)),
      ...this.matching.suggestions.map((pair) => keptOf(pair, false)),
    ]
    this.unseen = unseen
    this.byMarket.clear()
    this.byOddsEvent.clear()
    for (const kept of this.kept) {
      const { contract, odds } = kept.prepared.pair
      addTo(this.byMarket, contract.marketId, kept)
      addTo(this.byOddsEvent, odds.eventId, kept)
    }
    const gone = [...known.values()]
    for (const kept of gone)
      for (const set of [this.near, this.timed, this.awaiting]) set.delete(kept)
    return gone.filter(({ evaluation }) => evaluation.candidates.length > 0)
  }
}

/** What a turn has to look at, each once. */
interface Work {
  readonly evaluate: readonly KeptPair[]
  readonly judge: readonly KeptPair[]
}

const NO_PAIRS: readonly KeptPair[] = []

function setIn(set: Set<KeptPair>, kept: KeptPair, isIn: boolean): void {
  if (isIn) set.add(kept)
  else set.delete(kept)
}

/** When the rounding of fees last changed. */
function lastRoundingMs(nowMs: number): number {
  return KALSHI_ROUNDINGS.reduce(
    (lastMs, { effectiveFromMs }) =>
      effectiveFromMs <= nowMs ? Math.max(lastMs, effectiveFromMs) : lastMs,
    -Infinity,
  )
}

function keyOf({ contract, odds }: DecidedPair, isPaired: boolean): string {
  return `${contract.marketId} ${odds.eventId} ${isPaired}`
}

/** True where every part is the same object: decisions put old parts together anew. */
function isSamePair(a: DecidedPair, b: DecidedPair): boolean {
  if (a === b) return true
  const keys = Object.keys(a) as (keyof DecidedPair)[]
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

function addTo(lists: Map<string, KeptPair[]>, key: string, kept: KeptPair): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [kept])
  else list.push(kept)
}

/** Everything there is to match, made only if somebody asks: a pin of two listings does. */
function listingsOf(state: MarketState) {
  return {
    get contracts() {
      return state.contractListings()
    },
    get odds() {
      return state.oddsListings()
    },
  }
}
