/**
 * Which shard of the exchange a call goes to. It is always said: the venue would take a missing one for
 * shard 0 or look it up on every shard (docs.kalshi.com, exchange sharding, 2026-10-02).
 * @module
 */
import { assertInput } from '@arbkit/core'
import { checkExchangeIndex, checkId } from './parameters.ts'

/**
 * The shard's number, as the market says it; or `auto`, to let the venue look it up by the market:
 * slower, and the write bucket of every shard pays.
 */
export type ExchangeRoute = number | 'auto'

/** How `auto` is written (OpenAPI 3.28.0, create order V2). */
export const AUTO_EXCHANGE_INDEX = -1

/** Returns the route as it is sent. @throws {InvalidInputError} no number of a shard. */
export function exchangeIndexOf(route: ExchangeRoute): number {
  return route === 'auto' ? AUTO_EXCHANGE_INDEX : checkExchangeIndex(route)
}

/** Where an order that is known by its id is looked for. */
export interface OrderPlace {
  readonly exchangeIndex: ExchangeRoute
  /** Ticker of its market; needed where the route is `auto`. */
  readonly marketId?: string | undefined
}

/** Returns the place as it is sent. @throws {InvalidInputError} `auto` without a market. */
export function orderPlaceOf({ exchangeIndex, marketId }: OrderPlace): {
  readonly exchange_index: number
  readonly market_ticker: string | undefined
} {
  assertInput(
    exchangeIndex !== 'auto' || marketId !== undefined,
    'marketId must be given where exchangeIndex is auto',
    { parameter: 'marketId' },
  )
  return {
    exchange_index: exchangeIndexOf(exchangeIndex),
    market_ticker: marketId === undefined ? undefined : checkId('marketId', marketId),
  }
}
