/**
 * Positions: sums over fills and bets, stored, and written in the transaction that writes the fill or
 * the bet. They are plain sums, so that neither the order of fills nor a rounding matters; what a
 * position earned is for its reader to say. {@link Positions.differences} adds everything up anew.
 * @module
 */
import {
  type Centicontracts,
  centicontracts,
  type Cents,
  cents,
  type Microdollars,
  microdollars,
} from '@arbkit/core'
import { sql } from 'kysely'
import type { Queries, Scope } from '../scope.ts'
import type { PositionRow, TradingMode } from '../tables.ts'

/** Which position. */
export interface PositionKey {
  readonly mode: TradingMode
  readonly account: string
  readonly venue: string
  readonly instrumentId: string
  /** `back`: bets at a book. */
  readonly side: 'yes' | 'no' | 'back'
}

/** A position: what was bought, sold, settled, staked and returned so far. */
export interface PositionRecord extends PositionKey {
  readonly bought: Centicontracts
  /** Paid for what was bought, without fees. */
  readonly boughtFor: Microdollars
  readonly sold: Centicontracts
  readonly soldFor: Microdollars
  readonly settled: Centicontracts
  readonly settledFor: Microdollars
  readonly fees: Microdollars
  /** Bought, and neither sold nor settled; below 0 where more was sold than bought. */
  readonly open: Centicontracts
  /** Bets placed, or of unknown fate, that are not settled. */
  readonly openBets: number
  readonly openStake: Cents
  /** Stake included. */
  readonly openReturn: Cents
  readonly settledStake: Cents
  readonly settledReturn: Cents
  readonly updatedAtMs: number
}

/** A sum that is not what its fills and bets add up to. */
export interface PositionDifference extends PositionKey {
  readonly column: string
  readonly stored: number
  readonly derived: number
}

/** The positions of a database. */
export interface Positions {
  read(key: PositionKey): Promise<PositionRecord | undefined>
  /** Returns positions, by venue and instrument; `open`: only those of which something is left. */
  list(query: {
    readonly mode: TradingMode
    readonly account?: string
    readonly open?: boolean
  }): Promise<readonly PositionRecord[]>
  /** Adds up all fills and bets, and returns every sum that is stored otherwise: none, always. */
  differences(): Promise<readonly PositionDifference[]>
}

/** Columns that are sums, with 0 for nothing. */
export const NO_SUMS = {
  boughtCenticontracts: 0,
  boughtMicrodollars: 0,
  soldCenticontracts: 0,
  soldMicrodollars: 0,
  settledCenticontracts: 0,
  settledMicrodollars: 0,
  feeMicrodollars: 0,
  openBets: 0,
  openStakeCents: 0,
  openReturnCents: 0,
  settledStakeCents: 0,
  settledReturnCents: 0,
}

/** What a fill or a bet adds to a position. */
export type PositionSums = typeof NO_SUMS

/** Returns the positions of a database. */
export function createPositions(scope: Scope): Positions {
  return {
    async read(key) {
      const row = await scope.read((queries) =>
        queries
          .selectFrom('positions')
          .selectAll()
          .where('mode', '=', key.mode)
          .where('account', '=', key.account)
          .where('venue', '=', key.venue)
          .where('instrumentId', '=', key.instrumentId)
          .where('side', '=', key.side)
          .executeTakeFirst(),
      )
      return row === undefined ? undefined : positionOf(row)
    },
    async list({ mode, account, open = false }) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('positions')
          .selectAll()
          .where('mode', '=', mode)
          .$if(account !== undefined, (query) => query.where('account', '=', account ?? ''))
          .orderBy('venue')
          .orderBy('account')
          .orderBy('instrumentId')
          .orderBy('side')
          .execute(),
      )
      const positions = rows.map(positionOf)
      return open ? positions.filter((one) => one.open !== 0 || one.openBets !== 0) : positions
    },
    differences: () => scope.read((queries) => differences(queries)),
  }
}

/** Adds to a position; inside the transaction of what is added. */
export async function addToPosition(
  queries: Queries,
  key: PositionKey,
  { sums, atMs }: { readonly sums: Partial<PositionSums>; readonly atMs: number },
): Promise<void> {
  const added = Object.entries(sums)
  await queries
    .insertInto('positions')
    .values({ ...keyColumns(key), ...NO_SUMS, ...sums, updatedAtMs: atMs })
    .onConflict((conflict) =>
      conflict.columns(['mode', 'account', 'venue', 'instrumentId', 'side']).doUpdateSet({
        ...Object.fromEntries(
          added.map(([column, sum]) => [column, sql`${sql.ref(`positions.${column}`)} + ${sum}`]),
        ),
        updatedAtMs: atMs,
      }),
    )
    .execute()
}

const keyColumns = ({ mode, account, venue, instrumentId, side }: PositionKey) => ({
  mode,
  account,
  venue,
  instrumentId,
  side,
})

/** Bets of unknown fate count as open: their stake may be gone. */
const DERIVED = sql<PositionKey & PositionSums>`
  select mode, account, venue, instrument_id, side,
    cast(sum(bought) as bigint) as bought_centicontracts,
    cast(sum(bought_for) as bigint) as bought_microdollars,
    cast(sum(sold) as bigint) as sold_centicontracts,
    cast(sum(sold_for) as bigint) as sold_microdollars,
    cast(sum(settled) as bigint) as settled_centicontracts,
    cast(sum(settled_for) as bigint) as settled_microdollars,
    cast(sum(fee) as bigint) as fee_microdollars,
    cast(sum(bets) as bigint) as open_bets,
    cast(sum(stake) as bigint) as open_stake_cents,
    cast(sum(to_return) as bigint) as open_return_cents,
    cast(sum(settled_stake) as bigint) as settled_stake_cents,
    cast(sum(returned) as bigint) as settled_return_cents
  from (
    select mode, account, venue, instrument_id, side,
      case action when 'buy' then count_centicontracts else 0 end as bought,
      case action when 'buy' then cash_microdollars else 0 end as bought_for,
      case action when 'sell' then count_centicontracts else 0 end as sold,
      case action when 'sell' then cash_microdollars else 0 end as sold_for,
      case action when 'settle' then count_centicontracts else 0 end as settled,
      case action when 'settle' then cash_microdollars else 0 end as settled_for,
      fee_microdollars as fee,
      0 as bets, 0 as stake, 0 as to_return, 0 as settled_stake, 0 as returned
    from fills
    union all
    select mode, account, venue, instrument_id, 'back', 0, 0, 0, 0, 0, 0, 0,
      case when status in ('placed', 'unknown') then 1 else 0 end,
      case when status in ('placed', 'unknown') then stake_cents else 0 end,
      case when status in ('placed', 'unknown') then to_return_cents else 0 end,
      case when returned_cents is null then 0 else stake_cents end,
      coalesce(returned_cents, 0)
    from bets
  ) parts
  group by mode, account, venue, instrument_id, side`

async function differences(queries: Queries): Promise<readonly PositionDifference[]> {
  const { rows: derived } = await DERIVED.execute(queries)
  const stored = await queries.selectFrom('positions').selectAll().execute()
  const derivedByKey = new Map(derived.map((row) => [keyText(row), row]))
  const storedByKey = new Map(stored.map((row) => [keyText(row as PositionKey), row]))
  const keys = [...new Set([...derivedByKey.keys(), ...storedByKey.keys()])].toSorted()
  return keys.flatMap((key) => {
    const one = storedByKey.get(key)
    const other = derivedByKey.get(key)
    const place = keyColumns((one ?? other) as PositionKey)
    return (Object.keys(NO_SUMS) as (keyof PositionSums)[]).flatMap((column) => {
      const [storedSum, derivedSum] = [one?.[column] ?? 0, other?.[column] ?? 0]
      if (storedSum === derivedSum) return []
      return [{ ...place, column, stored: storedSum, derived: derivedSum }]
    })
  })
}

const keyText = (key: PositionKey): string => JSON.stringify(Object.values(keyColumns(key)))

function positionOf(row: PositionRow): PositionRecord {
  const { boughtCenticontracts, soldCenticontracts, settledCenticontracts } = row
  return {
    mode: row.mode as TradingMode,
    account: row.account,
    venue: row.venue,
    instrumentId: row.instrumentId,
    side: row.side as PositionKey['side'],
    bought: centicontracts(boughtCenticontracts),
    boughtFor: microdollars(row.boughtMicrodollars),
    sold: centicontracts(soldCenticontracts),
    soldFor: microdollars(row.soldMicrodollars),
    settled: centicontracts(settledCenticontracts),
    settledFor: microdollars(row.settledMicrodollars),
    fees: microdollars(row.feeMicrodollars),
    open: centicontracts(boughtCenticontracts - soldCenticontracts - settledCenticontracts),
    openBets: row.openBets,
    openStake: cents(row.openStakeCents),
    openReturn: cents(row.openReturnCents),
    settledStake: cents(row.settledStakeCents),
    settledReturn: cents(row.settledReturnCents),
    updatedAtMs: row.updatedAtMs,
  }
}
