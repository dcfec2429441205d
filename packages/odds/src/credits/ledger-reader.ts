/**
 * The ledgers of the months in use, kept level with their logs: each entry is read and taken once.
 * @module
 */
import type { CreditMonth } from './credit-calendar.ts'
import { CreditLedger } from './credit-ledger.ts'
import type { CreditPosition, CreditStore } from './credit-store.ts'
import type { CreditShortfall } from './credits-exhausted-error.ts'

/** Months kept at once; a call concerns two at most. */
const MONTHS_MAX = 2

/** A ledger after everything that is in its log. */
export interface LevelLedger {
  readonly ledger: CreditLedger
  /** Reservations that were read just now and do not hold, by identifier. */
  readonly refused: ReadonlyMap<string, CreditShortfall>
}

/** Reads logs on. Calls must not overlap. */
export class LedgerReader {
  private readonly store: CreditStore
  private readonly months = new Map<
    CreditMonth,
    { readonly ledger: CreditLedger; readonly next: CreditPosition }
  >()

  constructor(store: CreditStore) {
    this.store = store
  }

  /** @throws {ArbError} the log can not be read, or says what can not be: then nothing of it counts. */
  async level(month: CreditMonth): Promise<LevelLedger> {
    const { ledger, next: from } = this.months.get(month) ?? {
      ledger: new CreditLedger(month),
      next: 0,
    }
    // Forgotten until all is taken: what is taken half is read anew.
    this.months.delete(month)
    const { entries, next } = await this.store.read(month, from)
    const refused = new Map<string, CreditShortfall>()
    for (const entry of entries) {
      const shortfall = ledger.apply(entry)
      if (shortfall !== undefined) refused.set(entry.id, shortfall)
    }
    this.months.set(month, { ledger, next })
    const [oldest] = this.months.keys()
    if (this.months.size > MONTHS_MAX && oldest !== undefined) this.months.delete(oldest)
    return { ledger, refused }
  }
}
