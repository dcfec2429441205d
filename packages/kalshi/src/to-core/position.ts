/**
 * What the account holds, by market and by event.
 * @module
 */
import { type Centicontracts, checkWire, type Microdollars, type WireLocation } from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { eventPositionSchema, marketPositionSchema } from '../wire/position.ts'
import { readCount, readCountChange, readDollars, readInstant } from './read.ts'

/** What is held of one market. */
export interface MarketPosition {
  readonly marketId: string
  /** The shard that holds its collateral; undefined where the venue does not say. */
  readonly exchangeIndex: number | undefined
  /** Signed: above 0 YES, below 0 NO. */
  readonly count: Centicontracts
  /** What the contracts that are held cost. */
  readonly exposure: Microdollars
  /** What was spent on the market in all. */
  readonly traded: Microdollars
  readonly realizedProfit: Microdollars
  readonly fees: Microdollars
  readonly updatedMs: number
}

/** What is held of one event. */
export interface EventPosition {
  readonly eventId: string
  readonly cost: Microdollars
  /** Contracts that were bought in all, of either side. */
  readonly costCount: Centicontracts
  readonly exposure: Microdollars
  readonly realizedProfit: Microdollars
  readonly fees: Microdollars
}

/** Parses positions of markets: `{market_positions: […]}` or a list. @throws {WireFormatError} */
export function parseMarketPositions(
  payload: unknown,
  at: WireLocation,
): readonly MarketPosition[] {
  return itemsOf(payload, at, { many: 'market_positions' }).map(({ value, at: place }) => {
    const wire = checkWire(marketPositionSchema, value, place)
    return {
      marketId: wire.ticker,
      exchangeIndex: wire.exchange_index ?? undefined,
      count: readCountChange(place, 'position_fp', wire.position_fp),
      exposure: readDollars(place, 'market_exposure_dollars', wire.market_exposure_dollars),
      traded: readDollars(place, 'total_traded_dollars', wire.total_traded_dollars),
      realizedProfit: readDollars(place, 'realized_pnl_dollars', wire.realized_pnl_dollars),
      fees: readDollars(place, 'fees_paid_dollars', wire.fees_paid_dollars),
      updatedMs: readInstant(place, 'last_updated_ts', wire.last_updated_ts),
    }
  })
}

/** Parses positions of events: `{event_positions: […]}` or a list. @throws {WireFormatError} */
export function parseEventPositions(payload: unknown, at: WireLocation): readonly EventPosition[] {
  return itemsOf(payload, at, { many: 'event_positions' }).map(({ value, at: place }) => {
    const wire = checkWire(eventPositionSchema, value, place)
    return {
      eventId: wire.event_ticker,
      cost: readDollars(place, 'total_cost_dollars', wire.total_cost_dollars),
      costCount: readCount(place, 'total_cost_shares_fp', wire.total_cost_shares_fp),
      exposure: readDollars(place, 'event_exposure_dollars', wire.event_exposure_dollars),
      realizedProfit: readDollars(place, 'realized_pnl_dollars', wire.realized_pnl_dollars),
      fees: readDollars(place, 'fees_paid_dollars', wire.fees_paid_dollars),
    }
  })
}
