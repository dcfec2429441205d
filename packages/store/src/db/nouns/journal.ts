/**
 * The journal: what was meant and what was answered, in order, per account. It only grows; a group of
 * entries is written whole or not at all, by the holder of the lease alone, and is on the disk when
 * {@link Journal.append} returns. Only then may a request leave.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { Scope } from '../scope.ts'
import type { JournalRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText } from './columns.ts'
import { checkFence, type Lease } from './leases.ts'
import { JOURNAL_GROUP_MAX } from './names.ts'
import { takeNumbers } from './sequence.ts'

/** Most entries of one read. */
export const JOURNAL_PAGE_MAX = 10_000

/** Whose journal. */
export interface JournalAddress {
  readonly mode: TradingMode
  readonly account: string
}

/** One entry before it is written. */
export interface NewJournalEntry {
  readonly atMs: number
  /** `intent`, `answer`, `state`: whatever the reader knows. */
  readonly kind: string
  readonly planId?: string | undefined
  /** What JSON can say. */
  readonly body: unknown
}

/** One entry as it stands. */
export interface JournalEntry extends NewJournalEntry, JournalAddress {
  /** From 1, without gaps, in the order of commits. */
  readonly seq: number
  /** By which acquisition of which lease it was written. */
  readonly lease: string
  readonly fence: number
}

/** The journals of a database. */
export interface Journal {
  /**
   * Appends a group; once it returns, the group survives a crash and a power loss.
   * @returns the numbers of the first and the last entry.
   * @throws {LeaseLostError} another process took over: nothing was written, nothing may be sent.
   * @throws {InvalidInputError} none or more than {@link JOURNAL_GROUP_MAX}, or one out of its bounds.
   */
  append(
    address: JournalAddress,
    entries: readonly NewJournalEntry[],
    lease: Lease,
  ): Promise<{ readonly firstSeq: number; readonly lastSeq: number }>
  /** Returns entries after a number (default 0), in order, at most `limit` of them. */
  read(
    address: JournalAddress,
    page?: { readonly afterSeq?: number; readonly limit?: number },
  ): Promise<readonly JournalEntry[]>
  /** Returns the entries of a plan, in order. */
  ofPlan(planId: string): Promise<readonly JournalEntry[]>
  /** Returns the last entry; undefined where there is none. */
  last(address: JournalAddress): Promise<JournalEntry | undefined>
}

/** Returns the journals of a database. */
export function createJournal(scope: Scope): Journal {
  return {
    async append({ mode, account }, entries, lease) {
      assertInput(
        entries.length >= 1 && entries.length <= JOURNAL_GROUP_MAX,
        `a group of the journal must have 1 to ${JOURNAL_GROUP_MAX} entries, got ${entries.length}`,
      )
      checkText(account, 'account')
      const drafts = entries.map((entry) => draftOf(entry))
      return scope.write(async (queries) => {
        await checkFence(queries, scope, lease)
        const firstSeq = await takeNumbers(queries, counterOf(mode, account), drafts.length)
        const rows = drafts.map((draft, index) => ({
          mode,
          account,
          seq: firstSeq + index,
          ...draft,
          lease: lease.name,
          fence: lease.fence,
        }))
        await queries.insertInto('journal').values(rows).execute()
        return { firstSeq, lastSeq: firstSeq + rows.length - 1 }
      })
    },
    async read({ mode, account }, { afterSeq = 0, limit = JOURNAL_PAGE_MAX } = {}) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('journal')
          .selectAll()
          .where('mode', '=', mode)
          .where('account', '=', account)
          .where('seq', '>', afterSeq)
          .orderBy('seq')
          .limit(Math.min(limit, JOURNAL_PAGE_MAX))
          .execute(),
      )
      return rows.map(entryOf)
    },
    async ofPlan(planId) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('journal')
          .selectAll()
          .where('planId', '=', planId)
          .orderBy('mode')
          .orderBy('account')
          .orderBy('seq')
          .execute(),
      )
      return rows.map(entryOf)
    },
    async last({ mode, account }) {
      const row = await scope.read((queries) =>
        queries
          .selectFrom('journal')
          .selectAll()
          .where('mode', '=', mode)
          .where('account', '=', account)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst(),
      )
      return row === undefined ? undefined : entryOf(row)
    },
  }
}

const counterOf = (mode: TradingMode, account: string): string => `journal:${mode}:${account}`

function draftOf({ atMs, kind, planId, body }: NewJournalEntry) {
  return {
    atMs: checkTime(atMs, 'journal: atMs'),
    kind: checkText(kind, 'journal: kind'),
    planId: planId === undefined ? null : checkText(planId, 'journal: planId'),
    body: jsonText(body, 'journal: body'),
  }
}

function entryOf({ planId, body, mode, ...row }: JournalRow): JournalEntry {
  return {
    ...row,
    mode: mode as TradingMode,
    ...(planId === null ? {} : { planId }),
    body: jsonOf(body),
  }
}
