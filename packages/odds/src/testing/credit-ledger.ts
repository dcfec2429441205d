/**
 * Credits as the account has them.
 * @module
 */
import type { CreditUsage } from '../rest/usage-headers.ts'

/** Credits that are spent and told. */
export interface CreditLedger {
  readonly usage: () => CreditUsage
  readonly charge: (cost: number) => void
  readonly reset: (remaining: number) => void
}

/** Returns a ledger with so many credits left. */
export function createCreditLedger(credits: number): CreditLedger {
  let usage: CreditUsage = { remaining: credits, used: 0, last: 0 }
  return {
    usage: () => usage,
    charge: (cost) => {
      usage = { remaining: usage.remaining - cost, used: usage.used + cost, last: cost }
    },
    reset: (remaining) => {
      usage = { remaining, used: 0, last: 0 }
    },
  }
}
