/**
 * Fills of the account's own orders: the only exact statement of what was paid.
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
import { fillSchema } from '../wire/fill.ts'
import { readCount, readDollars } from './read.ts'
import {
  readDirection,
  readOptionalInstant,
  readUnixSeconds,
  readYesPrice,
} from './read-account.ts'

/** One fill. */
export interface AccountFill {
  readonly fillId: string
  readonly orderId: string
  readonly marketId: string
  readonly exchangeIndex: number | undefined
  /** `bid` gained YES, `ask` gained NO. */
  readonly bookSide: BookSide
  /** Of YES, whichever side was meant. */
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  readonly isTaker: boolean
  /** What was charged for this fill; exact. */
  readonly fee: Microdollars
  /** Unix ms; undefined where the venue does not say. */
  readonly filledMs: number | undefined
  readonly subaccount: number | undefined
}

/**
 * Parses fills: `{fills: […], cursor}`, a bare list, or a bare one.
 * @throws {WireFormatError} a field missing or of another type, or a direction or a price that
 *   contradicts itself.
 */
export function parseFills(payload: unknown, at: WireLocation): readonly AccountFill[] {
  return itemsOf(payload, at, { many: 'fills' }).map(({ value, at: place }) => {
    const wire = checkWire(fillSchema, value, place)
    const direction = { bookSide: wire.book_side, side: wire.outcome_side }
    return {
      fillId: wire.fill_id,
      orderId: wire.order_id,
      marketId: wire.ticker,
      exchangeIndex: wire.exchange_index ?? undefined,
      bookSide: readDirection(place, 'book_side', direction),
      yesPrice: readYesPrice(place, wire),
      count: readCount(place, 'count_fp', wire.count_fp),
      isTaker: wire.is_taker,
      fee: readDollars(place, 'fee_cost', wire.fee_cost),
      filledMs:
        readOptionalInstant(place, 'created_time', wire.created_time) ??
        (typeof wire.ts === 'number' ? readUnixSeconds(place, 'ts', wire.ts) : undefined),
      subaccount: wire.subaccount_number ?? undefined,
    }
  })
}
