/**
 * What buying a contract of the catalog costs at a moment, fees included.
 * @module
 */
import {
  type ContractCosts,
  kalshiFeeRateAt,
  kalshiRoundingAt,
  kalshiTakerTable,
} from '@arbkit/core'
import type { CatalogMarket } from '../games/catalog.ts'

/** Returns the costs of taking in a market, for a direct member, at a time in Unix ms. */
export function takerCostsOf(market: CatalogMarket, nowMs: number): ContractCosts {
  return kalshiTakerTable({
    rate: kalshiFeeRateAt(market.config.fees, nowMs),
    rounding: kalshiRoundingAt(nowMs),
    membership: 'direct',
  })
}
