/**
 * How much of the past the exchange remembers, and how it forgets: every list that grows with what
 * happens has its bound here. Sums and counts (volume, deposits, fees) stay.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { leaveEvent } from './collateral-return.ts'
import type { Limits, Market, State } from './state.ts'
import type { TradeView } from './views.ts'

/** Resting orders an account may have where nothing else is said. */
export const RESTING_ORDERS_MAX = 200_000

/** Ended orders, fills and settlements remembered per account, and trades per market. */
export const HISTORY_MAX = 5000

/** Trades remembered of all markets together. */
export const TRADES_MAX = 100_000

/** Markets that were paid and are remembered, with what every account had in them. */
export const SETTLED_MARKETS_MAX = 5000

/** Transfers of an account whose ids are known again. */
export const TRANSFER_IDS_MAX = 10_000

/** Fee records kept of a market's series: the ones in force last, and those to come. */
export const FEE_RECORDS_MAX = 64

/** Returns the bounds, defaults filled in. @throws {InvalidInputError} one below 1. */
export function limitsOf(given: { readonly [Name in keyof Limits]?: number | undefined }): Limits {
  const limits: Limits = {
    restingOrdersMax: given.restingOrdersMax ?? RESTING_ORDERS_MAX,
    historyMax: given.historyMax ?? HISTORY_MAX,
    tradesMax: given.tradesMax ?? TRADES_MAX,
    settledMarketsMax: given.settledMarketsMax ?? SETTLED_MARKETS_MAX,
  }
  const { restingOrdersMax: _, ...histories } = limits
  for (const [name, bound] of Object.entries(histories)) {
    assertInput(bound >= 1, `${name} must be 1 or more, got ${bound}`)
  }
  return limits
}

/** Remembers a trade, and forgets the oldest of all markets past the bound. */
export function rememberTrade(state: State, market: Market, trade: TradeView): void {
  market.trades.push(trade)
  const forgotten = state.trades.push(trade)
  if (forgotten === undefined) return
  // Its own market may have forgotten it before.
  state.markets.get(forgotten.marketId)?.trades.forgetOldest(forgotten)
}

/** Remembers a market that was paid, and forgets the one that was paid longest ago past the bound. */
export function rememberSettled(state: State, market: Market): void {
  const forgotten = state.settledMarkets.push(market)
  if (forgotten === undefined) return
  const { marketId } = forgotten.config
  state.markets.delete(marketId)
  leaveEvent(state, forgotten)
  for (const { account } of forgotten.holdings) account.holdings.delete(marketId)
}
