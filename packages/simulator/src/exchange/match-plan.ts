/**
 * What an order would do to the book, before anything is done: whom it meets, in price-time order and
 * at the resting orders' prices, where prevention of self-trades steps in, and where the limit of an
 * order group is reached. Changes nothing.
 * @module
 */
import { roomOf } from './group-limit.ts'
import type { MarketBook } from './market-book.ts'
import { groupOf } from './order-group.ts'
import type { PlaceOrder } from './protocol.ts'
import type { Group, Order } from './state.ts'

/** One step: a trade with a resting order, the cancelling of one's own, or a group that is stopped. */
export type PlanStep =
  | { readonly kind: 'trade'; readonly maker: Order; readonly count: number }
  | { readonly kind: 'cancel-own'; readonly maker: Order }
  | { readonly kind: 'trigger'; readonly group: Group }

/** Why an order goes no further, though it might. */
export type PlanStop = 'self-trade' | 'group-triggered'

/** All an order would do. */
export interface MatchPlan {
  readonly steps: readonly PlanStep[]
  /** Matched by the steps. */
  readonly fillCount: number
  /** What stopped it: nothing of it comes to rest. */
  readonly stop: PlanStop | undefined
}

/** The terms an order is planned at: of YES, and what is to be matched. */
export interface PlanTerms {
  readonly price: number
  readonly count: number
  readonly nowMs: number
}

const NOTHING: MatchPlan = { steps: [], fillCount: 0, stop: undefined }

/**
 * Returns what the order would do; a fill-or-kill that can not be filled does nothing. One's own
 * resting orders count as liquidity for a fill-or-kill that stops at them: it keeps what was filled
 * before ("a FOK that self-crosses keeps partial fills", facts 2026-11-21).
 */
export function planMatch(
  book: MarketBook<Order>,
  order: Order,
  { price, count, nowMs }: PlanTerms,
): MatchPlan {
  const { placed, account } = order
  if (!book.wouldMeet(placed.side, price)) return NOTHING
  const rooms = new Rooms(nowMs)
  const own = groupOf(order)
  const steps: PlanStep[] = []
  let left = count
  let stop: PlanStop | undefined
  for (const maker of book.met(placed.side, price)) {
    if (left === 0 || stop !== undefined) break
    if (maker.account.ownerId === account.ownerId) {
      if (placed.selfTradePrevention === 'maker') steps.push({ kind: 'cancel-own', maker })
      else stop = 'self-trade'
      continue
    }
    const group = groupOf(maker)
    const matched = Math.min(left, maker.remaining, rooms.of(group), rooms.of(own))
    // Its group was stopped by an order before it.
    if (matched === 0) continue
    steps.push({ kind: 'trade', maker, count: matched })
    left -= matched
    if (rooms.take(group, matched)) steps.push({ kind: 'trigger', group })
    if (rooms.take(own, matched)) {
      steps.push({ kind: 'trigger', group: own })
      stop = 'group-triggered'
    }
  }
  if (left > 0 && isKilled(book, placed, { price, count, stop })) return NOTHING
  return { steps, fillCount: count - left, stop }
}

/** What may still be matched in each group that is met. */
class Rooms {
  private readonly left = new Map<Group, number>()
  private readonly nowMs: number

  constructor(nowMs: number) {
    this.nowMs = nowMs
  }

  of(group: Group | undefined): number {
    if (group === undefined) return Infinity
    return this.left.get(group) ?? roomOf(group, this.nowMs)
  }

  /** Returns true where nothing is left. */
  take(group: Group | undefined, count: number): group is Group {
    if (group === undefined) return false
    const left = this.of(group) - count
    this.left.set(group, left)
    return left === 0
  }
}

function isKilled(
  book: MarketBook<Order>,
  { side, timeInForce }: PlaceOrder,
  { price, count, stop }: { price: number; count: number; stop: PlanStop | undefined },
): boolean {
  if (timeInForce !== 'fill_or_kill') return false
  if (stop !== 'self-trade') return true
  // Size of everything the order would meet, its owner's included.
  let size = 0
  for (const maker of book.met(side, price)) {
    size += maker.remaining
    if (size >= count) return false
  }
  return true
}
