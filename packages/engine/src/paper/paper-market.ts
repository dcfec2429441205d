/**
 * The market as paper trades meet it: the state as it stands, less what paper orders have taken.
 * @module
 */
import {
  type AskLadder,
  assertNever,
  type ContractSide,
  type OrderBook,
  type PaperEvent,
  type PaperTrade,
  type PriceLevel,
  type Taking,
} from '@arbkit/core'
import { asksAt, bidsAt, type Moment, quoteAt } from './market-then.ts'
import type { PaperTradeView } from './paper-trade-view.ts'
import { type TakenLevel, TakenLevels } from './taken-levels.ts'

/** What a trade waits for. */
export type AwaitedEvent = Exclude<PaperEvent, { tag: 'leg-settled' }>

/** Markets with what was taken of them. */
export class PaperMarket {
  private readonly taken: TakenLevels

  constructor(taken: readonly TakenLevel[] = []) {
    this.taken = new TakenLevels(taken)
  }

  /** Returns what a side can be bought at, as a book shows it and no paper order took it. */
  ladderOf(marketId: string, side: ContractSide, book: OrderBook): AskLadder {
    return this.taken.left({ marketId, side, action: 'buy' }, book.askLadder(side))
  }

  /** Returns what happens now to a trade that waits. */
  eventFor(view: PaperTradeView, moment: Moment): AwaitedEvent {
    const { atMs } = moment
    const { stage } = view.trade
    switch (stage) {
      case 'preparing':
        return { tag: 'bet-prepared', atMs, quote: quoteAt(view, moment) }
      case 'sent':
        return { tag: 'order-arrived', atMs, asks: this.left(view, 'buy', asksAt(view, moment)) }
      case 'committing':
        return { tag: 'bet-asked', atMs, quote: quoteAt(view, moment) }
      case 'unwinding':
        return { tag: 'unwind-arrived', atMs, bids: this.left(view, 'sell', bidsAt(view, moment)) }
      case 'both':
      case 'unwound':
      case 'held':
      case 'settled':
      case 'dropped':
        throw new TypeError(`a trade that is ${stage} waits for nothing`)
      default:
        return assertNever(stage)
    }
  }

  /** Notes what a step took of the book of its moment. */
  noteTaken(before: PaperTrade, after: PaperTradeView, moment: Moment): void {
    const { trade, contract } = after
    const note = (action: 'buy' | 'sell', shown: readonly PriceLevel[], taking: Taking): void => {
      this.taken.note({ ...contract, action }, shown, taking)
    }
    if (before.taking === undefined && trade.taking !== undefined) {
      note('buy', asksAt(after, moment), trade.taking)
    }
    const sale = trade.unwinds[before.unwinds.length]
    if (sale !== undefined) note('sell', bidsAt(after, moment), sale)
  }

  /** Returns what was taken, the level taken from longest ago first. */
  takenLevels(): readonly TakenLevel[] {
    return this.taken.list()
  }

  private left(
    { contract }: PaperTradeView,
    action: 'buy' | 'sell',
    shown: readonly PriceLevel[],
  ): readonly PriceLevel[] {
    return this.taken.left({ ...contract, action }, shown)
  }
}
