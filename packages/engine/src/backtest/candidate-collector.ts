/**
 * Gathers the candidates of a session turn by turn. It looks at nothing but the turn that has ended.
 * @module
 */
import type { Candidate } from '../scan/priced-candidate.ts'
import type { MarketState } from '../session/market-state.ts'
import type { EndedTurn } from '../turns/turn-engine.ts'
import { type BacktestCandidate, CandidateLife } from './candidate-life.ts'
import { ClosingBook } from './closing-quotes.ts'

/** Most candidates that a backtest keeps: a few hundred bytes each. Those beyond are counted. */
export const BACKTEST_CANDIDATES_MAX = 200_000

/** What was gathered. */
export interface CollectedCandidates {
  /** In the order in which they were found; one that paid after it was turned down stands where it paid. */
  readonly candidates: readonly BacktestCandidate[]
  /** Candidates beyond {@link BACKTEST_CANDIDATES_MAX}. */
  readonly dropped: number
  /** False where most books were known at their best price only. */
  readonly hasDepth: boolean
}

/** Gathers candidates. */
export class CandidateCollector {
  private readonly lives = new Map<string, CandidateLife>()
  private readonly closing = new ClosingBook()
  private readonly droppedIds = new Set<string>()
  private readonly max: number
  private dropped = 0
  private deep = 0

  constructor(max = BACKTEST_CANDIDATES_MAX) {
    this.max = max
  }

  /** Takes a turn that has ended. */
  take({ t, work }: EndedTurn, state: MarketState): void {
    this.closing.endTurn(work.changes, state)
    if (work.pairs.length === 0) return
    const there = new Set<string>()
    for (const { after } of work.pairs) {
      for (const candidate of after) {
        if (there.has(candidate.id)) continue
        there.add(candidate.id)
        this.see(candidate, t, state)
      }
    }
    for (const { before, beforeAsOfMs: asOfMs } of work.pairs) {
      for (const candidate of before) {
        if (there.has(candidate.id)) continue
        this.lives.get(candidate.id)?.miss(t, { candidate, asOfMs })
      }
    }
  }

  /** Ends the session: what is there now was seen until now. */
  finish(candidatesNow: readonly Candidate[], atMs: number): CollectedCandidates {
    for (const candidate of candidatesNow) this.lives.get(candidate.id)?.see(candidate, atMs)
    return {
      candidates: [...this.lives.values()].map((life) => life.summary()),
      dropped: this.dropped,
      hasDepth: this.deep * 2 > this.lives.size,
    }
  }

  private see(candidate: Candidate, atMs: number, state: MarketState): void {
    const { id, pair, side, market, outcome, commission, reasons, contract } = candidate
    const life = this.lives.get(id)
    const startMs = Math.min(pair.fixture.startMs, pair.odds.startMs)
    const isFirstPaid = life !== undefined && !life.isTaken && reasons.length === 0
    if (life !== undefined && !isFirstPaid) {
      life.see(candidate, atMs)
      this.closing.move(id, startMs)
      return
    }
    const price = contract.book?.levels.bestAsk(side)
    if (price === undefined) return
    if (life === undefined && this.lives.size >= this.max) {
      this.drop(id)
      return
    }
    this.lives.delete(id)
    this.lives.set(id, new CandidateLife(candidate, price, atMs))
    if (life === undefined && contract.book?.origin !== 'best-quotes') this.deep += 1
    const claims = {
      marketId: pair.contract.marketId,
      side,
      oddsEventId: pair.odds.eventId,
      book: market.book,
      marketKey: market.marketKey,
      outcome: outcome.name,
      point: outcome.point,
      commission,
    }
    const onClose = (quotes: Parameters<CandidateLife['close']>[0]): void => {
      this.lives.get(id)?.close(quotes)
    }
    this.closing.follow(id, { claims, startMs }, { state, onClose })
  }

  /** Counted once each while as many are remembered as are kept; after that once a sighting. */
  private drop(id: string): void {
    if (this.droppedIds.has(id)) return
    this.dropped += 1
    if (this.droppedIds.size < this.max) this.droppedIds.add(id)
  }
}
