/**
 * The stop: a call would cost more credits than are left.
 * @module
 */
import { ArbError } from '@arbkit/core'
import type { OddsEndpoint } from '../rest/request.ts'

/** Which limit a call would break: two of the user's, or what the account has. */
export type CreditLimitName = 'day' | 'month' | 'account'

/** What is missing. Whole credits. */
export interface CreditShortfall {
  readonly limit: CreditLimitName
  /** The limit itself; of the account, what is kept back. */
  readonly limitCredits: number
  /** 0 or more. */
  readonly leftCredits: number
  readonly neededCredits: number
  /** When it is free again, Unix ms; undefined where the call costs more than the whole limit. */
  readonly freesAtMs: number | undefined
}

/** What is left, and of what. */
const LEFT: Readonly<Record<CreditLimitName, (left: number, limit: number) => string>> = {
  day: (left, limit) => `the limit of a day (${limit}) leaves ${left}`,
  month: (left, limit) => `the limit of a month (${limit}) leaves ${left}`,
  account: (left, kept) =>
    `the account leaves ${left}${kept === 0 ? '' : `, ${kept} being kept back`}`,
}

/** Nothing was sent. It stays so until the limit is free again, or the user raises it. */
export class CreditsExhaustedError extends ArbError {
  override readonly name = 'CreditsExhaustedError'
  override readonly resend = 'never'
  readonly shortfall: CreditShortfall

  constructor(endpoint: OddsEndpoint, shortfall: CreditShortfall) {
    const { limit, limitCredits, leftCredits, neededCredits, freesAtMs } = shortfall
    const when =
      freesAtMs === undefined
        ? 'it is never enough'
        : `free again at ${new Date(freesAtMs).toISOString()}`
    super(
      `${endpoint}: not sent: it may cost ${countOf(neededCredits)}, and ` +
        `${LEFT[limit](leftCredits, limitCredits)}; ${when}`,
      { context: { endpoint, ...shortfall } },
    )
    this.shortfall = shortfall
  }
}

function countOf(credits: number): string {
  return `${credits} credit${credits === 1 ? '' : 's'}`
}
