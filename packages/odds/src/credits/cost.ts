/**
 * What a call costs, in credits, by the rules of the guide (the-odds-api.com, guide of 2025-09-10): a
 * credit a market and region, ten for history, nothing where nothing came.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** What a call can cost. Whole credits, 0 <= `min` <= `max`. */
export interface CreditCost {
  /** Where nothing that is charged comes back. */
  readonly min: number
  /** Where everything that was asked for comes back: what a budget sets aside. */
  readonly max: number
}

/** Lists and events: never charged. */
export const FREE: CreditCost = { min: 0, max: 0 }

/** Bookmakers asked for by name that count as one region. */
export const BOOKMAKERS_PER_REGION = 10

/** Credits of history for one of today's. */
export const HISTORY_FACTOR = 10

/** Whose prices are asked for: regions, or bookmakers, which then stand in their place. */
export type BookScope =
  | { readonly regions: readonly string[] }
  | { readonly bookmakers: readonly string[] }

/** Returns how many regions a call pays for. @throws {InvalidInputError} none named. */
export function regionCountOf(scope: BookScope): number {
  const names = new Set('bookmakers' in scope ? scope.bookmakers : scope.regions)
  assertInput(names.size > 0, 'odds: expected a region or a bookmaker')
  return 'bookmakers' in scope ? Math.ceil(names.size / BOOKMAKERS_PER_REGION) : names.size
}

/** What of odds is asked for. */
export interface OddsScope {
  /** Distinct market keys. */
  readonly markets: readonly string[]
  readonly books: BookScope
}

/**
 * Returns the cost of odds, of a sport or of one event: markets times regions. Of a sport it is charged
 * whole unless no event comes back; of one event by the markets that do come back.
 * @throws {InvalidInputError} no market, region or bookmaker named.
 */
export function oddsCost({ markets, books }: OddsScope): CreditCost {
  const count = new Set(markets).size
  assertInput(count > 0, 'odds: expected a market')
  return { min: 0, max: count * regionCountOf(books) }
}

/** Returns the cost of past odds: ten times today's. @throws {InvalidInputError} as {@link oddsCost}. */
export function pastOddsCost(scope: OddsScope): CreditCost {
  return { min: 0, max: HISTORY_FACTOR * oddsCost(scope).max }
}

/** Past events: 1, and 0 where there were none. */
export const PAST_EVENTS_COST: CreditCost = { min: 0, max: 1 }

/** Market keys of one event, and participants: 1. */
export const LISTING_COST: CreditCost = { min: 1, max: 1 }

/** Returns the cost of scores: 1, and 2 where finished games are asked for. */
export function scoresCost(hasDaysFrom: boolean): CreditCost {
  const credits = hasDaysFrom ? 2 : 1
  return { min: credits, max: credits }
}
