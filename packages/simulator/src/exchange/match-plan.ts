/**
 * What an order would do to the book, before anything is done: whom it meets, in price-time order and
 * at the resting orders' prices, and where prevention of self-trades steps in. Changes nothing.
 * @module
 */
import type { MarketBook } from './market-book.ts'
import type { BookSide, SelfTradePrevention, TimeInForce } from './protocol.ts'
import type { Order } from './state.ts'

/** The part of an order that matching needs. */
export interface Taker {
  readonly side: BookSide
  readonly price: number
  /** What is to be matched. */
  readonly count: number
  readonly ownerId: string
  readonly timeInForce: TimeInForce
  readonly selfTradePrevention: SelfTradePrevention
}

/** One step: a trade with a resting order, or the cancelling of one's own. */
export type PlanStep =
  | { readonly kind: 'trade'; readonly maker: Order; readonly count: number }
  | { readonly kind: 'cancel-own'; readonly maker: Order }

/** All an order would do. */
export interface MatchPlan {
  readonly steps: readonly PlanStep[]
  /** Matched by the steps. */
  readonly fillCount: number
  /** True where it met an order of its own owner and stopped there. */
  readonly isStopped: boolean
}

const NOTHING: MatchPlan = { steps: [], fillCount: 0, isStopped: false }

/**
 * Returns what the order would do; a fill-or-kill that can not be filled does nothing. One's own
 * resting orders count as liquidity for a fill-or-kill that stops at them: it keeps what was filled
 * before ("a FOK that self-crosses keeps partial fills", facts 2026-11-21).
 */
export function planMatch(book: MarketBook<Order>, taker: Taker): MatchPlan {
  const steps: PlanStep[] = []
  let left = taker.count
  let isStopped = false
  for (const maker of book.met(taker.side, taker.price)) {
    if (left === 0) break
    if (maker.account.ownerId !== taker.ownerId) {
      const count = Math.min(left, maker.remaining)
      steps.push({ kind: 'trade', maker, count })
      left -= count
    } else if (taker.selfTradePrevention === 'maker') {
      steps.push({ kind: 'cancel-own', maker })
    } else {
      isStopped = true
      break
    }
  }
  if (taker.timeInForce === 'fill_or_kill' && left > 0) {
    if (!isStopped || sizeMet(book, taker) < taker.count) return NOTHING
  }
  return { steps, fillCount: taker.count - left, isStopped }
}

/** Size of everything the order would meet, its owner's included. */
function sizeMet(book: MarketBook<Order>, { side, price, count }: Taker): number {
  let size = 0
  for (const maker of book.met(side, price)) {
    size += maker.remaining
    if (size >= count) break
  }
  return size
}
