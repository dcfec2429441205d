/**
 * Orders of the account as they stand.
 * @module
 */
import {
  type Centicontracts,
  checkWire,
  type Microdollars,
  type PriceTicks,
  type WireLocation,
} from '@arbkit/core'
import type { BookSide } from '../orders/yes-book.ts'
import { itemsOf } from '../wire/envelope.ts'
import { orderSchema } from '../wire/order.ts'
import { readCount, readDollars } from './read.ts'
import { presentText, readDirection, readOptionalInstant, readYesPrice } from './read-account.ts'

/** One order. Money is exact. */
export interface AccountOrder {
  readonly orderId: string
  /** The id that whoever placed it gave it; undefined where there was none. */
  readonly clientOrderId: string | undefined
  readonly marketId: string
  readonly exchangeIndex: number | undefined
  /** `resting`, `canceled`, `executed`; open. */
  readonly status: string
  /** `bid` wants YES, `ask` wants NO. */
  readonly bookSide: BookSide
  /** Of YES, whichever side was meant. */
  readonly yesPrice: PriceTicks
  readonly initialCount: Centicontracts
  readonly filledCount: Centicontracts
  /** What still rests; 0 once it is cancelled. */
  readonly remainingCount: Centicontracts
  readonly takerCost: Microdollars
  readonly makerCost: Microdollars
  readonly takerFees: Microdollars
  readonly makerFees: Microdollars
  /** Unix ms; undefined where it does not expire. */
  readonly expiresMs: number | undefined
  readonly createdMs: number | undefined
  readonly updatedMs: number | undefined
  readonly orderGroupId: string | undefined
  readonly subaccount: number | undefined
}

/**
 * Parses orders: `{orders: […], cursor}`, `{order: …}`, a bare list, or a bare one.
 * @throws {WireFormatError} a field missing or of another type, or a direction or a price that
 *   contradicts itself.
 */
export function parseOrders(payload: unknown, at: WireLocation): readonly AccountOrder[] {
  return itemsOf(payload, at, { many: 'orders', one: 'order' }).map((item) => {
    const place = item.at
    const wire = checkWire(orderSchema, item.value, place)
    const direction = { bookSide: wire.book_side, side: wire.outcome_side }
    return {
      orderId: wire.order_id,
      clientOrderId: presentText(wire.client_order_id),
      marketId: wire.ticker,
      exchangeIndex: wire.exchange_index ?? undefined,
      status: wire.status,
      bookSide: readDirection(place, 'book_side', direction),
      yesPrice: readYesPrice(place, wire),
      initialCount: readCount(place, 'initial_count_fp', wire.initial_count_fp),
      filledCount: readCount(place, 'fill_count_fp', wire.fill_count_fp),
      remainingCount: readCount(place, 'remaining_count_fp', wire.remaining_count_fp),
      takerCost: readDollars(place, 'taker_fill_cost_dollars', wire.taker_fill_cost_dollars),
      makerCost: readDollars(place, 'maker_fill_cost_dollars', wire.maker_fill_cost_dollars),
      takerFees: readDollars(place, 'taker_fees_dollars', wire.taker_fees_dollars),
      makerFees: readDollars(place, 'maker_fees_dollars', wire.maker_fees_dollars),
      expiresMs: readOptionalInstant(place, 'expiration_time', wire.expiration_time),
      createdMs: readOptionalInstant(place, 'created_time', wire.created_time),
      updatedMs: readOptionalInstant(place, 'last_update_time', wire.last_update_time),
      orderGroupId: presentText(wire.order_group_id),
      subaccount: wire.subaccount_number ?? undefined,
    }
  })
}
