/**
 * Exact money as integers. `PriceTicks` × `Centicontracts` = `Microdollars`, exactly: prices have
 * four decimals, counts two, sums six (Kalshi "fixed point migration", 2026-04-02).
 * Values are range-checked where they are made, so that arithmetic behind stays inside the safe
 * integers. No floats: every conversion between units stands in this folder.
 * @module
 */
import { InvalidInputError } from '../errors.ts'

declare const unit: unique symbol
type Unit<Name extends string> = number & { readonly [unit]: Name }

/** Integer 1/10,000 dollar; a contract's price, 0 to 10,000 (included). */
export type PriceTicks = Unit<'PriceTicks'>
/** Integer 1/100 contract; 0 or more for a size, signed for a change. */
export type Centicontracts = Unit<'Centicontracts'>
/** Integer 1/1,000,000 dollar, signed. */
export type Microdollars = Unit<'Microdollars'>
/** Integer cent, signed; what a sportsbook takes and pays. */
export type Cents = Unit<'Cents'>

/** Ticks in one dollar. */
export const TICKS_PER_DOLLAR = 10_000
/** Hundredths of a contract in one contract. */
export const CENTICONTRACTS_PER_CONTRACT = 100
/** Microdollars in one dollar. */
export const MICRODOLLARS_PER_DOLLAR = 1_000_000
/** Microdollars in one cent; also what one centicontract pays when it wins. */
export const MICRODOLLARS_PER_CENT = 10_000
/** Cents in one dollar. */
export const CENTS_PER_DOLLAR = 100
/** Largest size accepted, 100 million contracts: its cost still is a safe integer of microdollars. */
export const CENTICONTRACTS_MAX = 10_000_000_000
/** Largest absolute sum accepted, a billion dollars. */
export const MICRODOLLARS_MAX = 1_000_000_000_000_000

/** Asked before a message is made: these checks stand behind every sum of a hot path. */
function isWholeWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= -most && value <= most
}

/** @throws {InvalidInputError} not an integer of 0 to 10,000. */
export function priceTicks(value: number): PriceTicks {
  if (!(isWholeWithin(value, TICKS_PER_DOLLAR) && value >= 0)) {
    throw new InvalidInputError(
      `price must be a whole number of ticks from 0 to ${TICKS_PER_DOLLAR}, got ${value}`,
    )
  }
  return value as PriceTicks
}

/** @throws {InvalidInputError} not an integer, or larger than {@link CENTICONTRACTS_MAX} either way. */
export function centicontracts(value: number): Centicontracts {
  if (!isWholeWithin(value, CENTICONTRACTS_MAX)) {
    throw new InvalidInputError(
      `count must be a whole number of centicontracts within ±${CENTICONTRACTS_MAX}, got ${value}`,
    )
  }
  return value as Centicontracts
}

/** @throws {InvalidInputError} not an integer, or larger than {@link MICRODOLLARS_MAX} either way. */
export function microdollars(value: number): Microdollars {
  if (!isWholeWithin(value, MICRODOLLARS_MAX)) {
    throw new InvalidInputError(
      `sum must be a whole number of microdollars within ±${MICRODOLLARS_MAX}, got ${value}`,
    )
  }
  return value as Microdollars
}

/** @throws {InvalidInputError} not an integer, or more than a billion dollars either way. */
export function cents(value: number): Cents {
  if (!isWholeWithin(value, MICRODOLLARS_MAX / MICRODOLLARS_PER_CENT)) {
    throw new InvalidInputError(`amount must be a whole number of cents, got ${value}`)
  }
  return value as Cents
}

/** Returns what `count` contracts cost at `price`: exact, no rounding. */
export function costMicrodollars(price: PriceTicks, count: Centicontracts): Microdollars {
  return microdollars(price * count)
}

/** Returns the price of the other side of a one-dollar contract: 1 − price, exactly. */
export function complementTicks(price: PriceTicks): PriceTicks {
  return (TICKS_PER_DOLLAR - price) as PriceTicks
}

/** Returns the cents as microdollars, exactly. */
export function centsToMicrodollars(amount: Cents): Microdollars {
  return microdollars(amount * MICRODOLLARS_PER_CENT)
}

/** Returns whole cents, rounded towards minus infinity: what a book pays out. */
export function floorToCents(amount: Microdollars): Cents {
  return cents(Math.floor(amount / MICRODOLLARS_PER_CENT))
}
