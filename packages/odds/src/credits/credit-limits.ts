/**
 * How many credits may be spent: what the user allows, beside what the account has.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Limits in whole credits, 0 or more; one that is left out does not limit. */
export interface CreditLimits {
  /** In a day of UTC, by everybody who shares the store. */
  readonly perDay?: number | undefined
  /** In a month of UTC, by the whole account as far as its headers tell, other machines too. */
  readonly perMonth?: number | undefined
  /**
   * Never spent: kept back of what the account has left, for other programs and for the user. Holds from
   * the first answer of a month on, which is the first to say what is left. 0 where it is left out.
   */
  readonly reserve?: number | undefined
}

/** Most credits of any limit, cost or charge: far above the largest plan (15M a month). */
export const CREDITS_MAX = 1_000_000_000

/** True for whole credits that can be counted. */
export const isCredits = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= CREDITS_MAX

/** @throws {InvalidInputError} a limit that is no whole number from 0 to {@link CREDITS_MAX}. */
export function checkCreditLimits({ perDay, perMonth, reserve }: CreditLimits): void {
  for (const [name, value] of Object.entries({ perDay, perMonth, reserve })) {
    assertInput(
      value === undefined || isCredits(value),
      `credits: ${name}: expected a whole number from 0 to ${CREDITS_MAX}, got ${value}`,
    )
  }
}
