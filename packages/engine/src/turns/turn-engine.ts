/**
 * The engine without its surroundings: frames go in, decisions come out at the end of each turn. No clock,
 * no randomness, no I/O: live, dry run and backtest are this, and the same frames give the same decisions.
 * @module
 */
import {
  type DecidedMatch,
  type DecisionState,
  type Emission,
  EMISSION_RULES,
  type EmissionEvent,
  EmissionBook,
  type EmissionRules,
  NO_DECISIONS,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { type PaperDecision, paperDecisionOf } from '../paper/paper-decision.ts'
import type { PaperDesk, PaperNews } from '../paper/paper-desk.ts'
import { pairDecisionsOf } from '../replay/pair-decisions-frame.ts'
import { candidateNow } from '../scan/candidate.ts'
import type { ScanOptions } from '../scan/options.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { ScanResult } from '../scan/scan.ts'
import { ENGINE } from '../session/frame-request.ts'
import { MarketState } from '../session/market-state.ts'
import { type Decision, describedCandidate } from './decision.ts'
import { IncrementalScan, type PairChange, type TurnWork } from './incremental-scan.ts'
import { fingerprintOf, quoteAgesOf } from './sighting.ts'

/** What a turn engine is made of. */
export interface TurnEngineOptions {
  readonly options: ScanOptions
  /** What people decided about pairs; nothing where left out. */
  readonly decisions?: DecisionState | undefined
  /** What is worth telling; core's own where left out. */
  readonly rules?: EmissionRules | undefined
  /** Trades opportunities on paper; nothing is traded where left out. */
  readonly paper?: PaperDesk | undefined
  /** Told of each turn's end before its decisions are made. */
  readonly onTurn?: ((turn: EndedTurn) => void) | undefined
  /** Told of what paper trades did in a turn, as far as it is in the turn's decisions; not of nothing. */
  readonly onPaper?:
    | ((news: readonly PaperNews[], turn: Omit<EndedTurn, 'work'>) => void)
    | undefined
}

/** A turn that is over. */
export interface EndedTurn {
  readonly turn: number
  /** Session time, Unix ms. */
  readonly t: number
  readonly work: TurnWork
}

/** Takes frames and decides. */
export interface TurnEngine {
  readonly state: MarketState
  /**
   * Takes the next frame of this turn. What paper trades wait for until its time happens before it.
   * @throws {WireFormatError} its payload is not of the shape it was recorded as.
   * @throws {SessionError} a frame this version can not read.
   */
  note(frame: Frame): void
  /** Takes what people have decided about pairs: they are made anew when the turn ends. */
  setDecisions(decisions: DecisionState): void
  /** Ends the turn, and returns what was decided: ends before beginnings, each by id; then paper trades. */
  endTurn(): readonly Decision[]
  /** Returns what a scan of everything would say at the end of the last turn. */
  result(): ScanResult
  /** Returns what pays or nearly does at the end of the last turn, in no order. */
  candidates(): readonly Candidate[]
  /** Returns pairs and suggestions as they were matched last. */
  matched(): DecidedMatch
}

/** Returns an engine that has seen nothing. */
export function createTurnEngine(given: TurnEngineOptions): TurnEngine {
  return new DecidingEngine(given)
}

interface Live {
  readonly candidate: Candidate
  heardMs: number
}

class DecidingEngine implements TurnEngine {
  readonly state = new MarketState()
  private readonly scan: IncrementalScan
  private readonly options: ScanOptions
  private readonly rules: EmissionRules
  private readonly onTurn: TurnEngineOptions['onTurn']
  private readonly onPaper: TurnEngineOptions['onPaper']
  private readonly desk: PaperDesk | undefined
  /** What paper trades did since the last turn. */
  private news: PaperNews[] = []
  /** Opportunities that began in the turn that ends. */
  private opened: Candidate[] = []
  private readonly told: EmissionBook
  /** Opportunities whose end was not told, by id: at most as many as can be kept in mind. */
  private readonly live = new Map<string, Live>()
  /** Reasons last told, by id, of what is still a near miss. */
  private readonly nearMisses = new Map<string, string>()
  private nextSilentMs = -Infinity
  private turn = 0
  private hasFrames = false

  constructor(given: TurnEngineOptions) {
    const { options, decisions = NO_DECISIONS, rules, onTurn, onPaper, paper } = given
    this.scan = new IncrementalScan(this.state, options, decisions)
    this.options = options
    this.rules = rules ?? EMISSION_RULES
    this.told = new EmissionBook(this.rules)
    this.onTurn = onTurn
    this.onPaper = onPaper
    this.desk = paper
  }

  note(frame: Frame): void {
    const { desk, state } = this
    const decisions = frame.source === ENGINE ? pairDecisionsOf(frame) : undefined
    if (desk !== undefined) {
      const t = Math.max(frame.t, state.nowMs)
      if (t >= desk.nextDueMs) this.news.push(...desk.advance(t, state))
    }
    state.apply(frame)
    if (decisions !== undefined) this.setDecisions(decisions)
    this.turn = frame.turn
    this.hasFrames = true
  }

  setDecisions(decisions: DecisionState): void {
    this.scan.setDecisions(decisions)
  }

  endTurn(): readonly Decision[] {
    if (!this.hasFrames) return []
    this.hasFrames = false
    const when = { turn: this.turn, t: this.state.nowMs }
    const work = this.scan.turn()
    this.onTurn?.({ ...when, work })
    const told = this.decidedOn(work.pairs, when)
    const { evaluated, farFromPaying, unpriceable } = work
    const isCounted = farFromPaying + unpriceable > 0
    if (this.desk === undefined && told.length === 0 && !isCounted) return NONE
    const counted: Decision[] = isCounted
      ? [{ tag: 'counted', ...when, evaluated, farFromPaying, unpriceable }]
      : []
    return [...told, ...counted, ...this.paperDecisions(when)]
  }

  /** What is to be said of candidates; of most turns nothing, as no pair that was looked at has any. */
  private decidedOn(pairs: readonly PairChange[], when: When): readonly Decision[] {
    if (pairs.length === 0) {
      const silent = this.silent(when.t)
      return silent.length === 0 ? NONE : silent.flatMap((each) => this.seen(each, when))
    }
    const { there, gone } = sorted(pairs)
    const ended = [
      ...gone.flatMap((id) => this.missed(id, when)),
      ...there.flatMap((candidate) =>
        candidate.reasons.length === 0 ? [] : this.turnedDown(candidate, when),
      ),
    ]
    const paying = there.filter(({ reasons }) => reasons.length === 0)
    const begun = [...paying, ...this.silent(when.t)].flatMap((each) => this.seen(each, when))
    const near = there.flatMap((candidate) => this.nearMiss(candidate, when))
    return [...ended, ...begun, ...near]
  }

  /** What paper trades did since the last turn, and do now. */
  private paperDecisions(when: When): readonly PaperDecision[] {
    if (this.desk === undefined) return NONE
    const { opened, state } = this
    const news = [...this.news, ...this.desk.endTurn({ ...when, opened }, state)]
    this.news = []
    this.opened = []
    if (news.length > 0) this.onPaper?.(news, when)
    return news.map(({ word }) => paperDecisionOf(word, when))
  }

  result(): ScanResult {
    return this.scan.result()
  }

  candidates(): readonly Candidate[] {
    return this.scan.candidatesNow()
  }

  matched(): DecidedMatch {
    return this.scan.matched()
  }

  /** What was looked for and is not there. */
  private missed(id: string, when: When): readonly Decision[] {
    this.nearMisses.delete(id)
    if (!this.live.has(id)) return []
    return this.step({ tag: 'gone', atMs: when.t, id, decisionAgeMs: 0 }, when)
  }

  /** What is there, but not as an opportunity. */
  private turnedDown(candidate: Candidate, when: When): readonly Decision[] {
    const { id, reasons } = candidate
    if (!this.live.has(id)) return []
    const opportunity = reasons[0]?.code === 'stale' ? fingerprintOf(candidate) : undefined
    const quoteAges = quoteAgesOf(candidate, this.options)
    const at = { atMs: when.t, decisionAgeMs: 0 }
    return this.step(
      opportunity === undefined
        ? { tag: 'gone', id, ...at }
        : { tag: 'seen', opportunity, quoteAges, ...at },
      when,
      candidate,
    )
  }

  private seen(candidate: Candidate, when: When): readonly Decision[] {
    const opportunity = fingerprintOf(candidate)
    if (opportunity === undefined) return []
    this.nearMisses.delete(candidate.id)
    this.live.set(candidate.id, { candidate, heardMs: when.t })
    const quoteAges = quoteAgesOf(candidate, this.options)
    return this.step(
      { tag: 'seen', atMs: when.t, opportunity, decisionAgeMs: 0, quoteAges },
      when,
      candidate,
    )
  }

  /** Opportunities that stand unchanged for so long that they would be forgotten. */
  private silent(nowMs: number): readonly Candidate[] {
    if (nowMs < this.nextSilentMs) return NONE
    this.nextSilentMs = nowMs + this.rules.memoryMs / 4
    const context = { state: this.state, nowMs, options: this.options }
    return [...this.live.values()]
      .filter(({ heardMs }) => nowMs - heardMs > this.rules.memoryMs / 4)
      .map(({ candidate }) => candidateNow(candidate, context))
      .filter(({ reasons }) => reasons.length === 0)
  }

  private nearMiss(candidate: Candidate, when: When): readonly Decision[] {
    const { id, reasons } = candidate
    if (reasons.length === 0) return []
    const key = reasons.map(({ code }) => code).join(' ')
    if (this.nearMisses.get(id) === key) return []
    this.nearMisses.set(id, key)
    const said = reasons.map(({ code, detail }) => ({ code, detail }))
    return [{ tag: 'near-miss', ...when, ...describedCandidate(candidate), reasons: said }]
  }

  private step(event: EmissionEvent, when: When, candidate?: Candidate): readonly Decision[] {
    const { emissions } = this.told.step(event)
    return emissions.map((emission) => this.decisionOf(emission, when, candidate))
  }

  private decisionOf(emission: Emission, when: When, candidate: Candidate | undefined): Decision {
    const { id } = emission
    if (emission.tag === 'opportunity' && candidate !== undefined) {
      // Its end may have been told a moment ago, for want of a word of it.
      this.live.set(id, { candidate, heardMs: when.t })
      const described = describedCandidate(candidate)
      const [first] = emission.reasons
      if (first === 'new' || first === 'returned') {
        if (this.desk !== undefined && candidate.reasons.length === 0) this.opened.push(candidate)
        return { tag: 'opened', ...when, ...described, reasons: [first] }
      }
      const reasons = emission.reasons.filter((each) => each !== 'new' && each !== 'returned')
      return { tag: 'updated', ...when, ...described, reasons }
    }
    this.live.delete(id)
    const isOwn = candidate?.id === id
    const reasons = isOwn ? candidate.reasons.map(({ code }) => code) : []
    const cause = emission.tag === 'expired' ? emission.cause : 'gone'
    return { tag: 'expired', ...when, id, cause, reasons }
  }
}

const NONE: readonly never[] = []

interface When {
  readonly turn: number
  readonly t: number
}

/** What is there and what is not any more, each by id; what two pairs have is there once. */
function sorted(pairs: readonly PairChange[]): {
  readonly there: readonly Candidate[]
  readonly gone: readonly string[]
} {
  const there = new Map<string, Candidate>()
  const gone = new Set<string>()
  for (const { before, after } of pairs) {
    for (const { id } of before) gone.add(id)
    for (const candidate of after) if (!there.has(candidate.id)) there.set(candidate.id, candidate)
  }
  return {
    there: [...there.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    gone: [...gone].filter((id) => !there.has(id)).toSorted(),
  }
}
