/**
 * Numbers and moments as the venue prints them: prices with four decimals, counts with two, sums with
 * as many as they need from four to six, times in ISO 8601 (OpenAPI 3.28.0, 2026-08-22).
 * @module
 */
import {
  type Centicontracts,
  formatCenticontracts,
  formatMicrodollars,
  formatPriceTicks,
  type Microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'

/** `0.4300` */
export const priceText = (price: PriceTicks): string => formatPriceTicks(price)

/** `12.50`; a change may be negative. */
export const countText = (count: Centicontracts): string => formatCenticontracts(count)

/** `999.4625`: four decimals, or up to six where they say something. */
export function dollarsText(amount: Microdollars): string {
  return formatMicrodollars(amount).replace(/0{1,2}$/, '')
}

/** `2026-11-21T21:30:00.123Z` */
export const timeText = (ms: number): string => new Date(ms).toISOString()

/** Unix seconds, rounded down. */
export const secondsOf = (ms: number): number => Math.floor(ms / 1000)

/** The price of the other side of the contract. */
export function otherPrice(price: PriceTicks): PriceTicks {
  return (TICKS_PER_DOLLAR - price) as PriceTicks
}

/** The side of the book that a side of the contract is bought on. */
export const bookSideOf = (outcome: 'yes' | 'no'): 'bid' | 'ask' =>
  outcome === 'yes' ? 'bid' : 'ask'

/** The side of the contract that a side of the book buys. */
export const outcomeOf = (side: 'bid' | 'ask'): 'yes' | 'no' => (side === 'bid' ? 'yes' : 'no')

/** Returns an id that looks like the venue's, the same for the same name at any time. */
export function uuidOf(name: string): string {
  let hex = ''
  for (let part = 0; hex.length < 32; part += 1) {
    let mixed = (0x81_1c_9d_c5 ^ part) >>> 0
    for (const char of name) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01_00_01_93)
    hex += (mixed >>> 0).toString(16).padStart(8, '0')
  }
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
