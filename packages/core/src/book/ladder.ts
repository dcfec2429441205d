/**
 * An ask ladder: what can be bought, cheapest first. One shape for a Kalshi side, a Polymarket
 * token and anything else that is sold in contracts of one dollar.
 * @module
 */
import type { Centicontracts, PriceTicks } from '../units/money.ts'

/** What is offered at one price. */
export interface PriceLevel {
  /** Price of one contract. */
  readonly price: PriceTicks
  /** Size offered at that price, above 0. */
  readonly size: Centicontracts
}

/** Levels to buy from, strictly ascending in price; empty where nothing is offered. */
export type AskLadder = readonly PriceLevel[]

/** Returns everything offered, in centicontracts. */
export function ladderSize(ladder: AskLadder): number {
  return ladder.reduce((sum, level) => sum + level.size, 0)
}
