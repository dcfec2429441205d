/**
 * The life of one candidate as a backtest's report tells it: what it was when it was found, when it was last
 * known to be there, when it was missed, and how its edge went.
 * @module
 */
import {
  type CandidateRecord,
  type EdgeDecay,
  edgePpmOf,
  type PriceTicks,
  stepEdgeDecay,
} from '@arbkit/core'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { ReasonCode } from '../scan/reasons.ts'
import type { ClosingQuotes } from './closing-quotes.ts'

/** A candidate's record with what only a backtest knows. */
export interface BacktestCandidate {
  readonly record: CandidateRecord
  /** The highest of its edges, millionths. */
  readonly bestEdgePpm: number
  /** How its edge went; undefined of one that never paid. */
  readonly decay: EdgeDecay | undefined
}

/** A quote that is this old, or out of order, says nothing of whether an edge is still there. */
const UNSEEN_CODES: ReadonlySet<ReasonCode> = new Set(['stale', 'clock-skew', 'out-of-sync'])

/** One life while it lasts. */
export class CandidateLife {
  private readonly found: Omit<CandidateRecord, 'lastSeenMs' | 'endedMs'>
  private lastSeenMs: number
  private endedMs: number | undefined
  private bestEdgePpm: number
  private decay: EdgeDecay | undefined
  private closing: ClosingQuotes = { price: undefined, odds: undefined }

  /** Begins a life at its first sighting, `atMs`, Unix ms. */
  constructor(candidate: Candidate, price: PriceTicks, atMs: number) {
    const { id, pair, market, reasons, contractAgeMs, betAgeMs, returnRatio } = candidate
    const [first] = reasons
    const edgePpm = edgeOf(candidate)
    this.found = {
      id,
      league: pair.fixture.league,
      book: market.book,
      marketType: pair.yes.tag,
      fixtureId: pair.fixture.id,
      foundMs: atMs,
      edgePpm,
      state: first === undefined ? { tag: 'taken' } : { tag: 'rejected', reason: first.code },
      quoteAgeMs: Math.max(0, contractAgeMs, betAgeMs),
      odds: returnRatio,
      closingOdds: undefined,
      price,
      closingPrice: undefined,
    }
    this.lastSeenMs = atMs
    this.bestEdgePpm = edgePpm
    this.step(candidate, atMs)
  }

  /** True where it was taken, as one would who acts at first sight. */
  get isTaken(): boolean {
    return this.found.state.tag === 'taken'
  }

  /** It is there at a turn's end, in whatever state. */
  see(candidate: Candidate, atMs: number): void {
    const { reasons } = candidate
    if (reasons.some(({ code }) => UNSEEN_CODES.has(code))) return
    if (this.isTaken && reasons.length > 0) {
      this.miss(atMs)
      return
    }
    this.bestEdgePpm = Math.max(this.bestEdgePpm, edgeOf(candidate))
    this.step(candidate, atMs)
    this.confirm(Math.min(confirmedMs(candidate, candidate.contract.book?.asOfMs), atMs))
  }

  /**
   * It was looked for and is not there.
   * @param before what it was until then, and until when the book was right that it was bought from.
   */
  miss(
    atMs: number,
    before?: { readonly candidate: Candidate; readonly asOfMs: number | undefined },
  ): void {
    if (
      before !== undefined &&
      before.candidate.reasons.every(({ code }) => !UNSEEN_CODES.has(code))
    ) {
      this.confirm(Math.min(confirmedMs(before.candidate, before.asOfMs), atMs))
    }
    if (this.decay !== undefined) this.decay = stepEdgeDecay(this.decay, { tag: 'gone', atMs })
    this.endedMs ??= atMs
  }

  /** Its game begins. */
  close(quotes: ClosingQuotes): void {
    this.closing = quotes
  }

  /** Returns what is known of it. */
  summary(): BacktestCandidate {
    const { found, lastSeenMs, endedMs, closing, bestEdgePpm, decay } = this
    const { price: closingPrice, odds: closingOdds } = closing
    const record = { ...found, lastSeenMs, endedMs, closingPrice, closingOdds }
    return { record, bestEdgePpm, decay }
  }

  /** An end is the first end: what comes back lives another life, of which only the edge is told. */
  private confirm(atMs: number): void {
    if (this.endedMs === undefined) this.lastSeenMs = Math.max(this.lastSeenMs, atMs)
  }

  private step({ finding, reasons }: Candidate, atMs: number): void {
    if (finding.tag === 'miss' || reasons.length > 0) return
    this.decay = stepEdgeDecay(this.decay, { tag: 'seen', atMs, edgeDollars: finding.margin.unit })
  }
}

/** Until when both quotes are known to have stood together, Unix ms. */
function confirmedMs({ oddsArrival }: Candidate, asOfMs: number | undefined): number {
  return Math.min(asOfMs ?? -Infinity, oddsArrival?.atMs ?? -Infinity)
}

/** Guaranteed profit over cost; of what can not be afforded, that of one contract before rounding. */
function edgeOf({ finding }: Candidate): number {
  const { position, margin } = finding
  if (position !== undefined) return edgePpmOf(position.guaranteed, position.totalCost)
  return Number(margin.returnOnCost.times(1_000_000).floor().toFixed())
}
