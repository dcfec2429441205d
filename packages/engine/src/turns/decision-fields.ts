/**
 * Fields that decisions of every kind are made of: money, prices and counts as decimal strings, exact;
 * shares and odds as decimal strings of six digits.
 * @module
 */
import { z } from 'zod'

/** Digits of a share after the point. */
export const SHARE_DIGITS = 6

/** Dollars, two digits at least. */
export const dollars = z.string().regex(/^-?\d+\.\d{2,6}$/)
/** A share, a chance, or odds as the return per 1 staked. */
export const share = z.string().regex(/^-?\d+\.\d{6}$/)
/** Price of a contract. */
export const price = z.string().regex(/^[01]\.\d{4}$/)
/** A count of contracts. */
export const contracts = z.string().regex(/^\d+\.\d{2}$/)

/** When it was decided. */
export const when = {
  /** Number of the turn in its session. */
  turn: z.int(),
  /** Session time at the end of the turn, Unix ms. */
  t: z.int(),
}
