/**
 * A new order as it is sent, alone or in a batch. What the venue would reject by its own rules is
 * refused before anything is sent.
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  formatCenticontracts,
  formatPriceTicks,
  type PriceGrid,
} from '@arbkit/core'
import {
  checkOnGrid,
  checkOrderCount,
  type ContractTrade,
  toYesBook,
} from '../../orders/yes-book.ts'
import { type ExchangeRoute, exchangeIndexOf } from './exchange-route.ts'
import {
  bodyOf,
  checkId,
  checkSubaccount,
  checkWord,
  optional,
  secondsBefore,
} from './parameters.ts'

/** How long an order may work (OpenAPI 3.28.0; `GTT` is no value: it is the second with an expiry). */
export const TIMES_IN_FORCE = ['fill_or_kill', 'good_till_canceled', 'immediate_or_cancel'] as const
/** How long an order may work. */
export type TimeInForce = (typeof TIMES_IN_FORCE)[number]

/** Who gives way where an order would meet one of our own (OpenAPI 3.28.0). */
export const SELF_TRADE_PREVENTIONS = ['taker_at_cross', 'maker'] as const
/** `taker_at_cross`: the new order is cancelled; `maker`: the resting one. */
export type SelfTradePrevention = (typeof SELF_TRADE_PREVENTIONS)[number]

/** What is to be traded: side, price and count. */
export interface OrderTerms extends ContractTrade {
  readonly marketId: string
  /** 0.01 or more. */
  readonly count: Centicontracts
  /** Of the market; the order's price must be on it. */
  readonly priceGrid: PriceGrid
}

/** A new order. */
export interface NewOrder extends OrderTerms {
  /** Our own id, never used before: the venue refuses a second order under the same (409). */
  readonly clientOrderId: string
  readonly timeInForce: TimeInForce
  readonly selfTradePrevention: SelfTradePrevention
  /** The market's own shard, or `auto`. */
  readonly exchangeIndex: ExchangeRoute
  /** When a `good_till_canceled` order ends, Unix ms; sent in whole seconds, never later. */
  readonly expiresMs?: number | undefined
  /** True for an order that must rest, never take. */
  readonly postOnly?: boolean | undefined
  /** True to be cancelled where trading pauses. */
  readonly cancelOnPause?: boolean | undefined
  /** True never to go beyond closing the position; only with `immediate_or_cancel`. */
  readonly reduceOnly?: boolean | undefined
  /** 0 (the primary one, default) to 63. */
  readonly subaccount?: number | undefined
  /** On the same shard. */
  readonly orderGroupId?: string | undefined
}

/**
 * Returns the terms as they are sent, on the YES book.
 * @throws {InvalidInputError} a price off the grid, a count below 0.01.
 */
export function termsOf({ marketId, action, side, price, count, priceGrid }: OrderTerms): {
  readonly ticker: string
  readonly side: 'bid' | 'ask'
  readonly price: string
  readonly count: string
} {
  const quote = checkOnGrid(toYesBook({ action, side, price }), priceGrid)
  return {
    ticker: checkId('marketId', marketId),
    side: quote.bookSide,
    price: formatPriceTicks(quote.yesPrice),
    count: formatCenticontracts(checkOrderCount(count)),
  }
}

/** Returns the order as it is sent. @throws {InvalidInputError} naming the parameter. */
export function newOrderBody(order: NewOrder): Readonly<Record<string, unknown>> {
  checkLifetime(order)
  return bodyOf({
    ...termsOf(order),
    client_order_id: checkId('clientOrderId', order.clientOrderId),
    expiration_time: secondsBefore('expiresMs', order.expiresMs),
    time_in_force: order.timeInForce,
    post_only: order.postOnly,
    self_trade_prevention_type: checkWord(
      'selfTradePrevention',
      order.selfTradePrevention,
      SELF_TRADE_PREVENTIONS,
    ),
    cancel_order_on_pause: order.cancelOnPause,
    reduce_only: order.reduceOnly,
    subaccount: checkSubaccount(order.subaccount),
    order_group_id: optional(order.orderGroupId, (id) => checkId('orderGroupId', id)),
    exchange_index: exchangeIndexOf(order.exchangeIndex),
  })
}

/** What goes together (OpenAPI 3.28.0 and 3.34.0, create order V2). */
function checkLifetime(order: NewOrder): void {
  const { timeInForce } = order
  checkWord('timeInForce', timeInForce, TIMES_IN_FORCE)
  const rests = timeInForce === 'good_till_canceled'
  assertInput(
    order.expiresMs === undefined || rests,
    `expiresMs must be given with good_till_canceled only, not with ${timeInForce}`,
    { parameter: 'expiresMs' },
  )
  assertInput(
    order.postOnly !== true || rests,
    `postOnly must be given with good_till_canceled only, not with ${timeInForce}`,
    { parameter: 'postOnly' },
  )
  assertInput(
    order.reduceOnly !== true || timeInForce === 'immediate_or_cancel',
    `reduceOnly must be given with immediate_or_cancel only, not with ${timeInForce}`,
    { parameter: 'reduceOnly' },
  )
}
