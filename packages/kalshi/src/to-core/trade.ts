/**
 * Trades that happened, of everybody.
 * @module
 */
import { type Centicontracts, checkWire, type PriceTicks, type WireLocation } from '@arbkit/core'
import type { BookSide } from '../orders/yes-book.ts'
import { itemsOf } from '../wire/envelope.ts'
import { tradeSchema } from '../wire/trade.ts'
import { readCount, readInstant } from './read.ts'
import { readDirection, readYesPrice } from './read-account.ts'

/** One trade. */
export interface Trade {
  readonly tradeId: string
  readonly marketId: string
  readonly count: Centicontracts
  readonly yesPrice: PriceTicks
  /** Of who took: `bid` gained YES, `ask` gained NO. */
  readonly takerBookSide: BookSide
  readonly tradedMs: number
  /** True where it was agreed outside the book. */
  readonly isBlockTrade: boolean
}

/**
 * Parses trades: `{trades: […], cursor}`, a bare list, or a bare one.
 * @throws {WireFormatError} a field missing or of another type, or a contradiction within one.
 */
export function parseTrades(payload: unknown, at: WireLocation): readonly Trade[] {
  return itemsOf(payload, at, { many: 'trades' }).map(({ value, at: place }) => {
    const wire = checkWire(tradeSchema, value, place)
    const direction = { bookSide: wire.taker_book_side, side: wire.taker_outcome_side }
    return {
      tradeId: wire.trade_id,
      marketId: wire.ticker,
      count: readCount(place, 'count_fp', wire.count_fp),
      yesPrice: readYesPrice(place, wire),
      takerBookSide: readDirection(place, 'taker_book_side', direction),
      tradedMs: readInstant(place, 'created_time', wire.created_time),
      isBlockTrade: wire.is_block_trade,
    }
  })
}
