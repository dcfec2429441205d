/**
 * The log of credits in memory: for one process, and gone with it.
 * @module
 */
import type { CreditMonth } from './credit-calendar.ts'
import { type CreditEntry, creditEntryLine } from './credit-entry.ts'
import type { CreditStore } from './credit-store.ts'

/** Returns an empty store. */
export function memoryCreditStore(): CreditStore {
  const logs = new Map<CreditMonth, readonly CreditEntry[]>()
  return {
    read: async (month, from) => {
      const log = logs.get(month) ?? []
      return { entries: log.slice(from), next: log.length }
    },
    append: async (month, entries) => {
      for (const entry of entries) creditEntryLine(entry)
      logs.set(month, [...(logs.get(month) ?? []), ...entries])
    },
  }
}
