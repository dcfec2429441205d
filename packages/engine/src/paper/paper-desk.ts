/**
 * A desk that trades opportunities on paper: against the books as they stand when each thing arrives, with
 * the models' delays and chances. No clock, no I/O; chance is drawn per trade, from the seed and the trade's
 * id, so that neither other trades nor other frames change how one goes.
 *
 * Assumed: one trade an opportunity at a time; what is set aside counts as at stake; a trade that an earlier
 * run left under way goes on once the markets had time to become known again.
 * @module
 */
import {
  Decimal,
  isPaperTradeOver,
  openPaperLegs,
  type PaperAccounts,
  paperGuaranteedOf,
  type PaperLeg,
  type Payoff,
  microdollars,
  stepPaperTrade,
} from '@arbkit/core'
import type { PaperView } from '../run/engine-view.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { MarketState } from '../session/market-state.ts'
import type { MarketResult } from '../session/result-book.ts'
import type { PaperWord } from './paper-decision.ts'
import { PaperMoney } from './paper-money.ts'
import { PaperMarket } from './paper-market.ts'
import type { PaperDeskOptions } from './paper-options.ts'
import { PAPER_SNAPSHOT_FORM, type PaperSnapshot, type Resumed } from './paper-snapshot.ts'
import {
  isSameBet,
  type PaperTradeView,
  stakeOf,
  type TradedBet,
  tradeAccountsOf,
} from './paper-trade-view.ts'
import { settledWord, startedWord, stepWord, undecidedWord } from './paper-words.ts'
import { betPayoffOf, contractPayoffOf } from './results.ts'
import { savedTrade, savedTrades } from './saved-trade.ts'
import type { Skip } from './trade-size.ts'
import { type BegunTrade, beginTrade } from './trade-start.ts'

/** Something that a desk has to tell. */
export interface PaperNews {
  readonly word: PaperWord
  /** The trade as it stands after it; undefined where there is none. */
  readonly trade: PaperTradeView | undefined
}

/** A turn that ends. */
export interface DeskTurn {
  readonly turn: number
  /** Session time, Unix ms. */
  readonly t: number
  /** Opportunities that began, or came back, in this turn. */
  readonly opened: readonly Candidate[]
}

/** A desk. */
export interface PaperDesk {
  /** When the next thing happens, Unix ms; Infinity where nothing waits, -Infinity before the first frame of a desk that goes on. */
  readonly nextDueMs: number
  /**
   * Works off everything due until then, in order of time, each at its own time against the state as it
   * stands. To be called before a frame of that time is applied.
   */
  advance(untilMs: number, state: MarketState): readonly PaperNews[]
  /** Settles what has a result, then starts trades of what began: the best return first. */
  endTurn(turn: DeskTurn, state: MarketState): readonly PaperNews[]
  /** Returns the trades that are not over, oldest first. One that ends is in the news, and kept nowhere. */
  trades(): readonly PaperTradeView[]
  view(): PaperView
  accounts(): PaperAccounts
  /** Returns all of it, for another desk to go on from. */
  snapshot(): PaperSnapshot
}

/** Most trades that are not over. */
export const PAPER_TRADES_MAX = 5_000

/** How long trades of an earlier run wait after the first frame: for lists, books and odds to come in, ms. */
export const RESUME_WAIT_MS = 30_000

/** Returns a desk. @throws {WireFormatError} a snapshot that is none. */
export function createPaperDesk(options: PaperDeskOptions): PaperDesk {
  return new Desk(options)
}

class Desk implements PaperDesk {
  private readonly options: PaperDeskOptions
  private readonly money: PaperMoney
  private readonly market: PaperMarket
  /** Not over, by id. */
  private readonly open = new Map<string, PaperTradeView>()
  /** The same by opportunity. */
  private readonly byOpportunity = new Map<string, string>()
  /** Those that wait for a moment. */
  private readonly waiting = new Set<string>()
  private resultsSeen = -1
  private nowMs: number
  private finished: number
  private startedNow: readonly string[]
  private resumed: Resumed | undefined
  private isFresh: boolean
  private nextMs = Infinity

  constructor(options: PaperDeskOptions) {
    const { from } = options
    this.options = options
    this.money = new PaperMoney(options.cash, from?.accounts, from?.stakedByDay)
    this.market = new PaperMarket(from?.taken)
    this.nowMs = from?.atMs ?? 0
    this.finished = from?.finished ?? 0
    this.startedNow = from?.startedNow ?? []
    this.resumed = from?.resumed
    for (const view of savedTrades(from?.trades ?? [], {
      source: 'paper desk',
      path: '$.trades',
    })) {
      this.keep(view)
    }
    this.isFresh = this.waiting.size > 0
    this.findNext()
  }

  get nextDueMs(): number {
    return this.isFresh ? -Infinity : this.nextMs
  }

  advance(untilMs: number, state: MarketState): readonly PaperNews[] {
    if (this.isFresh) this.resume(untilMs, state)
    const news: PaperNews[] = []
    while (this.nextMs <= untilMs) {
      const next = this.earliest()
      if (next === undefined) break
      news.push(...this.happen(next, state))
      this.findNext()
    }
    return news
  }

  endTurn({ t, opened }: DeskTurn, state: MarketState): readonly PaperNews[] {
    if (t > this.nowMs) this.startedNow = []
    this.nowMs = Math.max(this.nowMs, t)
    const news = [...this.settle(state)]
    const best = opened.toSorted((a, b) => returnOf(b).cmp(returnOf(a)) || (a.id < b.id ? -1 : 1))
    for (const candidate of best) news.push(this.start(candidate))
    if (news.length > 0) this.findNext()
    return news
  }

  trades(): readonly PaperTradeView[] {
    return [...this.open.values()]
  }

  view(): PaperView {
    let [guaranteedOpen, naked] = [0, 0]
    for (const { trade } of this.open.values()) {
      if (trade.stage === 'both' && openPaperLegs(trade).length === 2) {
        guaranteedOpen += paperGuaranteedOf(trade)
      }
      if (trade.naked > 0 && trade.settled.contract === undefined) naked += 1
    }
    return {
      finished: this.finished,
      underWay: this.waiting.size,
      open: this.open.size - this.waiting.size,
      ...this.money.earned(this.nowMs),
      guaranteedOpen: microdollars(guaranteedOpen),
      naked,
    }
  }

  accounts(): PaperAccounts {
    return this.money.accounts
  }

  snapshot(): PaperSnapshot {
    const { nowMs, money, finished, startedNow, resumed } = this
    return {
      schema: PAPER_SNAPSHOT_FORM,
      atMs: nowMs,
      accounts: money.accounts,
      trades: this.trades().map(savedTrade),
      stakedByDay: money.stakedByDay(),
      finished,
      taken: this.market.takenLevels(),
      startedNow,
      ...(resumed === undefined ? {} : { resumed }),
    }
  }

  /** Before its first frame an engine knows no market: nothing could be bought, bet or sold. */
  private resume(firstMs: number, state: MarketState): void {
    this.isFresh = false
    if (state.frames > 0) return
    this.resumed = { firstMs, untilMs: firstMs + RESUME_WAIT_MS }
    this.findNext()
  }

  private dueOf({ trade }: PaperTradeView): number {
    const { dueMs = Infinity, atMs } = trade
    const { resumed } = this
    return resumed !== undefined && atMs < resumed.firstMs
      ? Math.max(dueMs, resumed.untilMs)
      : dueMs
  }

  private findNext(): void {
    const next = this.earliest()
    this.nextMs = next === undefined ? Infinity : this.dueOf(next)
  }

  /** Of several due at once the one that was started first. */
  private earliest(): PaperTradeView | undefined {
    let earliest: PaperTradeView | undefined
    for (const id of this.waiting) {
      const view = this.open.get(id)
      if (view === undefined) continue
      if (earliest === undefined || this.dueOf(view) < this.dueOf(earliest)) earliest = view
    }
    return earliest
  }

  /** What a trade waits for happens. */
  private happen(view: PaperTradeView, state: MarketState): readonly PaperNews[] {
    const { trade } = view
    const atMs = Math.max(this.dueOf(view), this.money.lastMs)
    const moment = { state, atMs, bookAgeMsMax: this.options.bookAgeMsMax }
    const event = this.market.eventFor(view, moment)
    const after = { ...view, trade: stepPaperTrade(trade, event).trade }
    this.market.noteTaken(trade, after, moment)
    this.money.step({ before: trade, after: after.trade }, tradeAccountsOf(view))
    this.keep(after)
    // What is bought may have its result already.
    const settled = this.settleTrade(after.trade.plan.id, state)
    return [{ word: stepWord(after, event, trade), trade: after }, ...settled]
  }

  /** Settles what has a result now. */
  private settle(state: MarketState): readonly PaperNews[] {
    const { version } = state.results
    if (version === this.resultsSeen) return []
    this.resultsSeen = version
    return [...this.open.keys()].flatMap((id) => this.settleTrade(id, state))
  }

  private settleTrade(id: string, { results }: MarketState): readonly PaperNews[] {
    const view = this.open.get(id)
    const result = view && results.resultOf(view.contract.marketId)
    return view === undefined || result?.isFinal !== true ? [] : this.settleLegs(view, result)
  }

  private settleLegs(view: PaperTradeView, result: MarketResult): readonly PaperNews[] {
    const pays = contractPayoffOf(view, result)
    const news: PaperNews[] = []
    let now = view
    for (const leg of openPaperLegs(view.trade)) {
      const payoff = leg === 'contract' ? pays : betPayoffOf(view, pays)
      if (payoff !== undefined) {
        now = this.settleLeg(now, leg, payoff)
        news.push({ word: settledWord(now, leg, payoff), trade: now })
      } else if (!now.isBetUndecided) {
        now = { ...now, isBetUndecided: true }
        const atMs = Math.max(this.nowMs, now.trade.atMs)
        news.push({ word: undecidedWord(now, atMs), trade: now })
      }
    }
    this.keep(now)
    return news
  }

  private settleLeg(view: PaperTradeView, leg: PaperLeg, payoff: Payoff): PaperTradeView {
    const atMs = Math.max(this.nowMs, view.trade.atMs, this.money.lastMs)
    const { trade } = stepPaperTrade(view.trade, { tag: 'leg-settled', atMs, leg, payoff })
    this.money.step({ before: view.trade, after: trade }, tradeAccountsOf(view), payoff)
    return { ...view, trade }
  }

  private start(candidate: Candidate): PaperNews {
    const begun = this.begun(candidate)
    if ('code' in begun) {
      const word: PaperWord = { tag: 'paper-skipped', id: candidate.id, ...begun }
      return { word, trade: undefined }
    }
    const { view } = begun
    this.money.begin(view.trade, tradeAccountsOf(view))
    this.startedNow = [...this.startedNow, view.trade.plan.id]
    this.keep(view)
    return { word: startedWord(view, begun), trade: view }
  }

  private begun(candidate: Candidate): BegunTrade | Skip {
    const { id, pair, side, contract } = candidate
    const atMs = Math.max(this.nowMs, this.money.lastMs)
    const tradeId = `${id}@${atMs}`
    if (this.byOpportunity.has(id) || this.startedNow.includes(tradeId)) {
      const detail = `trade ${this.byOpportunity.get(id) ?? tradeId} is not over`
      return { code: 'already-open', detail }
    }
    if (this.open.size >= PAPER_TRADES_MAX) {
      return { code: 'too-many', detail: `${this.open.size} trades are not over` }
    }
    const { marketId } = pair.contract
    const ladder = contract.book && this.market.ladderOf(marketId, side, contract.book.levels)
    return beginTrade(candidate, {
      tradeId,
      atMs,
      ladder: ladder ?? [],
      stakedOn: (bet) => this.stakedOn(bet),
      options: this.options,
      standingOf: (accounts) => this.money.standing(accounts, this.underWay(), atMs),
    })
  }

  /** A book's limit is of a bet, however many contracts it is set against. */
  private stakedOn(bet: TradedBet): number {
    let staked = 0
    for (const view of this.open.values()) {
      if (isSameBet(view.bet, bet)) staked += stakeOf(view)
    }
    return staked
  }

  private underWay(): readonly { readonly tradeId: string; readonly fixtureId: string }[] {
    return [...this.waiting].flatMap((tradeId) => {
      const { fixtureId } = this.open.get(tradeId)?.labels ?? {}
      return fixtureId === undefined ? [] : [{ tradeId, fixtureId }]
    })
  }

  /** Puts a trade where it is found; one that is over is forgotten. */
  private keep(view: PaperTradeView): void {
    const { trade, opportunityId } = view
    const { id } = trade.plan
    this.waiting.delete(id)
    if (isPaperTradeOver(trade)) {
      this.open.delete(id)
      this.byOpportunity.delete(opportunityId)
      this.finished += 1
      return
    }
    this.open.set(id, view)
    this.byOpportunity.set(opportunityId, id)
    if (trade.dueMs !== undefined) this.waiting.add(id)
  }
}

const NOTHING = new Decimal(0)

function returnOf({ finding }: Candidate): Decimal {
  return finding.tag === 'miss' ? NOTHING : finding.returnOnCost
}
