/**
 * A paper order that rests: where it stands in the queue at its price, and what of it fills. A pure
 * reducer over what the market shows; constant size, whatever happens.
 *
 * The rule is conservative and named `behind-us`: a level that shrinks without a trade shrank behind
 * us, until it is smaller than what was ahead; only then were the cancelled ones ahead. Price and time
 * alone decide who is next. Never assumed: that an offer which crosses our price without a trade being
 * reported would have met us. A trade and the shrinking of its level come as two messages in either
 * order; each is counted once (see {@link TRADE_REPORT_LAG_MS}). The order moves nobody: those whose
 * place it takes go on as recorded.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import { feeOfFill, type KalshiFeeAccumulator, NEW_ORDER } from '../fees/kalshi.ts'
import {
  type Centicontracts,
  centicontracts,
  costMicrodollars,
  type Microdollars,
  microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'
import type { OrderAction, PaperFees } from './taking.ts'

/** An order as it reaches the book. */
export interface RestingOrderInput {
  readonly action: OrderAction
  /** Strictly between 0 and 1. */
  readonly price: PriceTicks
  /** Above 0. */
  readonly count: Centicontracts
  /** What rests at that price, on our side, when the order arrives: all of it is ahead. */
  readonly levelSize: Centicontracts
  /** Unix ms. */
  readonly atMs: number
  readonly fees: PaperFees
}

/** An order in the queue, or what became of it. */
export interface RestingOrder {
  readonly action: OrderAction
  readonly price: PriceTicks
  readonly count: Centicontracts
  readonly fees: PaperFees
  readonly status: 'resting' | 'filled' | 'cancelled'
  /** What has to trade at our price before the first of ours does. */
  readonly ahead: Centicontracts
  readonly filled: Centicontracts
  /** Price times what was filled. */
  readonly value: Microdollars
  /** Maker fees charged so far. */
  readonly fee: Microdollars
  readonly accumulator: KalshiFeeAccumulator
  /** By how much the queue ahead shrank last, and when: a trade reported soon after explains it. */
  readonly shrunk: { readonly count: Centicontracts; readonly atMs: number }
  /** Time of the last event. */
  readonly atMs: number
}

/** What happened at the order's market; in the order of times. */
export type RestingEvent =
  /** So much of others rests at our price now; 0 where the level is gone. */
  | { readonly tag: 'level'; readonly atMs: number; readonly size: Centicontracts }
  /** Somebody traded against our side of the book, at this price of the same side of the contract. */
  | {
      readonly tag: 'traded'
      readonly atMs: number
      readonly price: PriceTicks
      readonly count: Centicontracts
    }
  /** Our cancellation reached the book. */
  | { readonly tag: 'cancelled'; readonly atMs: number }

/** One fill of a resting order. */
export interface RestingFill {
  readonly atMs: number
  readonly price: PriceTicks
  readonly count: Centicontracts
  readonly fee: Microdollars
}

/** The order after an event, and what filled by it. */
export interface RestingStep {
  readonly order: RestingOrder
  readonly fill: RestingFill | undefined
}

/** Up to so long after a level shrank, a trade at its price is taken for the cause of it. */
export const TRADE_REPORT_LAG_MS = 1_000

/** Returns the order at the end of the queue. @throws {InvalidInputError} count or price out of range. */
export function placeRestingOrder(input: RestingOrderInput): RestingOrder {
  const { action, price, count, levelSize, atMs, fees } = input
  assertInput(
    price > 0 && price < TICKS_PER_DOLLAR,
    `a limit must lie between 0 and 1, got ${price} ticks`,
  )
  assertInput(count > 0, `an order's count must be above 0, got ${count}`)
  assertInput(levelSize >= 0, `a level's size must be 0 or more, got ${levelSize}`)
  return {
    action,
    price,
    count,
    fees,
    status: 'resting',
    ahead: levelSize,
    filled: centicontracts(0),
    value: microdollars(0),
    fee: microdollars(0),
    accumulator: NEW_ORDER,
    shrunk: { count: centicontracts(0), atMs },
    atMs,
  }
}

/**
 * Returns the order after an event. An order that is filled or cancelled stays as it is.
 * @throws {InvalidInputError} an event before the last one, or a size below 0.
 */
export function stepRestingOrder(order: RestingOrder, event: RestingEvent): RestingStep {
  const { atMs } = event
  assertInput(
    atMs >= order.atMs,
    `events come in the order of time, got ${atMs} after ${order.atMs}`,
  )
  if (order.status !== 'resting') return { order, fill: undefined }
  const now = { ...order, atMs }
  switch (event.tag) {
    case 'level':
      return { order: levelChanged(now, event.size), fill: undefined }
    case 'traded':
      return traded(now, event)
    case 'cancelled':
      return { order: { ...now, status: 'cancelled' }, fill: undefined }
    default:
      return assertNever(event)
  }
}

function levelChanged(order: RestingOrder, size: Centicontracts): RestingOrder {
  assertInput(size >= 0, `a level's size must be 0 or more, got ${size}`)
  if (size >= order.ahead) return order
  const unexplained = shrunkLately(order) + order.ahead - size
  return {
    ...order,
    ahead: size,
    shrunk: { count: centicontracts(unexplained), atMs: order.atMs },
  }
}

/** What shrank before that is a cancellation for good: no trade came to explain it. */
function shrunkLately({ shrunk, atMs }: RestingOrder): number {
  return atMs - shrunk.atMs <= TRADE_REPORT_LAG_MS ? shrunk.count : 0
}

function traded(
  order: RestingOrder,
  { price, count }: { readonly price: PriceTicks; readonly count: Centicontracts },
): RestingStep {
  assertInput(count > 0, `a trade's count must be above 0, got ${count}`)
  const beyond = order.action === 'buy' ? order.price - price : price - order.price
  // Somebody who offered more than we do was met: that has nothing to do with our queue.
  if (beyond < 0) return { order, fill: undefined }
  // Traded through: everyone at our price was served before.
  if (beyond > 0) return filledBy({ ...order, ahead: centicontracts(0) }, count)
  const known = Math.min(shrunkLately(order), count)
  const news = count - known
  const ahead = Math.max(order.ahead - news, 0)
  const moved = {
    ...order,
    ahead: centicontracts(ahead),
    shrunk: { ...order.shrunk, count: centicontracts(order.shrunk.count - known) },
  }
  return filledBy(moved, news - (order.ahead - ahead))
}

function filledBy(order: RestingOrder, reached: number): RestingStep {
  const count = Math.min(reached, order.count - order.filled)
  if (count <= 0) return { order, fill: undefined }
  const { action, price, fees, atMs } = order
  const filled = centicontracts(order.filled + count)
  const charge =
    fees.tag === 'kalshi'
      ? feeOfFill(fees.terms, order.accumulator, {
          action,
          liquidity: 'maker',
          price,
          count: centicontracts(count),
        })
      : { netFee: microdollars(0), accumulator: order.accumulator }
  return {
    order: {
      ...order,
      status: filled === order.count ? 'filled' : 'resting',
      filled,
      value: microdollars(order.value + costMicrodollars(price, centicontracts(count))),
      fee: microdollars(order.fee + charge.netFee),
      accumulator: charge.accumulator,
    },
    fill: { atMs, price, count: centicontracts(count), fee: charge.netFee },
  }
}
