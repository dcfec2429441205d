/**
 * Gathers the paper trades of a session as they end: their records, and what is told of each.
 * @module
 */
import { isPaperTradeOver, tradeRecordOf, type TradeRecord } from '@arbkit/core'
import type { PaperDecision } from '../paper/paper-decision.ts'
import type { PaperTradeView } from '../paper/paper-trade-view.ts'
import type { TradeNotes } from '../report/backtest-report.ts'
import { NotedTrade, type Opportunity } from './trade-notes.ts'

/** Most trades that a backtest keeps: a few thousand bytes each. Those beyond are counted. */
export const BACKTEST_TRADES_MAX = 20_000
/** Most trades of which it is kept how their opportunity was computed. */
export const EXPLAINED_TRADES_MAX = 2_000

/** A trade, and what is told of it. */
export interface BacktestTrade {
  readonly record: TradeRecord
  readonly notes: TradeNotes
}

/** What was gathered. */
export interface CollectedTrades {
  /** In the order in which they ended; then those that are not over, in the order they were started. */
  readonly trades: readonly BacktestTrade[]
  /** Trades beyond {@link BACKTEST_TRADES_MAX}. */
  readonly droppedTrades: number
  /** Opportunities that were not traded, by why. */
  readonly skips: Readonly<Record<string, number>>
  /** True where a leg of some trade had a result. */
  readonly hasResults: boolean
}

/** How much is kept. */
export interface TradeBounds {
  readonly tradesMax?: number | undefined
  readonly explainedMax?: number | undefined
}

/** Gathers trades. What it holds beside them is what is not over. */
export class TradeCollector {
  private readonly tradesMax: number
  private readonly explainedMax: number
  private readonly trades: BacktestTrade[] = []
  private readonly noted = new Map<string, NotedTrade>()
  private readonly skips: Record<string, number> = {}
  private explained = 0
  private dropped = 0
  private hasResults = false

  constructor({
    tradesMax = BACKTEST_TRADES_MAX,
    explainedMax = EXPLAINED_TRADES_MAX,
  }: TradeBounds = {}) {
    this.tradesMax = tradesMax
    this.explainedMax = explainedMax
  }

  /**
   * Takes a decision about a paper trade.
   * @param view the trade as it stands after it; undefined where there is none.
   * @param opportunityOf asked where a trade begins of which all is to be told.
   */
  take(
    decision: PaperDecision,
    view: PaperTradeView | undefined,
    opportunityOf: (id: string) => Opportunity | undefined,
  ): void {
    if (decision.tag === 'paper-skipped') {
      this.skips[decision.code] = (this.skips[decision.code] ?? 0) + 1
      return
    }
    if (decision.tag === 'paper-settled') this.hasResults = true
    const { trade: id } = decision
    if (decision.tag === 'paper-started') {
      const isExplained = this.explained < this.explainedMax && this.hasRoom()
      if (isExplained) this.explained += 1
      this.noted.set(
        id,
        new NotedTrade(decision, isExplained ? opportunityOf(decision.id) : undefined),
      )
    } else {
      const known = this.noted.get(id) ?? new NotedTrade(undefined, undefined)
      known.note(decision)
      this.noted.set(id, known)
    }
    if (view !== undefined && isPaperTradeOver(view.trade)) this.end(view)
  }

  /** Ends the session; takes the trades that are not over. */
  finish(open: readonly PaperTradeView[]): CollectedTrades {
    for (const view of open) this.end(view)
    const { trades, dropped: droppedTrades, skips, hasResults } = this
    return { trades, droppedTrades, skips, hasResults }
  }

  private hasRoom(): boolean {
    return this.trades.length + this.noted.size < this.tradesMax
  }

  private end({ trade, labels, opportunityId }: PaperTradeView): void {
    const { id } = trade.plan
    const noted = this.noted.get(id) ?? new NotedTrade(undefined, undefined)
    this.noted.delete(id)
    if (this.trades.length >= this.tradesMax) {
      this.dropped += 1
      return
    }
    const record = tradeRecordOf(trade, { ...labels, candidateId: opportunityId })
    this.trades.push({ record, notes: noted.notes() })
  }
}
