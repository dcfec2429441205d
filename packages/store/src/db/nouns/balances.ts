/**
 * Balances as the venues stated them: snapshots, the last of which counts.
 * @module
 */
import { type Microdollars, microdollars } from '@arbkit/core'
import type { Scope } from '../scope.ts'
import type { BalanceRow, TradingMode } from '../tables.ts'
import { checkText, checkTime } from './columns.ts'
import { takeNumbers } from './sequence.ts'

/** Cash at a venue at a moment. */
export interface BalanceRecord {
  readonly mode: TradingMode
  readonly account: string
  readonly venue: string
  /** The exchange shard that the cash is on; empty where a venue has none. */
  readonly shard: string
  readonly atMs: number
  readonly cash: Microdollars
  /** What the venue says its positions are worth; absent where it does not. */
  readonly positions?: Microdollars | undefined
}

/** The balances of a database. */
export interface Balances {
  record(balance: BalanceRecord): Promise<void>
  /** Returns the last snapshot of each account, venue and shard. */
  latest(mode: TradingMode): Promise<readonly BalanceRecord[]>
  /** Returns the snapshots at or after a time, in the order in which they were recorded. */
  since(mode: TradingMode, sinceMs: number): Promise<readonly BalanceRecord[]>
}

/** Returns the balances of a database. */
export function createBalances(scope: Scope): Balances {
  return {
    async record({ mode, account, venue, shard, atMs, cash, positions }) {
      const row = {
        mode,
        account: checkText(account, 'balance: account'),
        venue,
        shard,
        atMs: checkTime(atMs, 'balance: atMs'),
        cashMicrodollars: cash,
        positionsMicrodollars: positions ?? null,
      }
      await scope.write(async (queries) => {
        const seq = await takeNumbers(queries, 'balances')
        await queries
          .insertInto('balances')
          .values({ seq, ...row })
          .execute()
      })
    },
    async latest(mode) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('balances')
          .selectAll()
          .where('seq', 'in', (inner) =>
            inner
              .selectFrom('balances')
              .select(({ fn }) => fn.max('seq').as('seq'))
              .where('mode', '=', mode)
              .groupBy(['account', 'venue', 'shard']),
          )
          .orderBy('venue')
          .orderBy('account')
          .orderBy('shard')
          .execute(),
      )
      return rows.map(balanceOf)
    },
    async since(mode, sinceMs) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('balances')
          .selectAll()
          .where('mode', '=', mode)
          .where('atMs', '>=', sinceMs)
          .orderBy('seq')
          .execute(),
      )
      return rows.map(balanceOf)
    },
  }
}

function balanceOf(row: BalanceRow): BalanceRecord {
  const { account, venue, shard, atMs, cashMicrodollars, positionsMicrodollars } = row
  return {
    mode: row.mode as TradingMode,
    account,
    venue,
    shard,
    atMs,
    cash: microdollars(cashMicrodollars),
    ...(positionsMicrodollars === null ? {} : { positions: microdollars(positionsMicrodollars) }),
  }
}
