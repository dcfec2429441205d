/**
 * Fills: what was really bought, sold and settled, each once by the venue's own id, however often the
 * venue says it. A fill and the position it changes are written in one transaction. A settlement is a
 * fill too: contracts leave for what they pay.
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  centicontracts,
  type ContractSide,
  costMicrodollars,
  InvalidInputError,
  type Microdollars,
  microdollars,
  type PriceTicks,
  priceTicks,
} from '@arbkit/core'
import type { Queries, Scope } from '../scope.ts'
import type { FillRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, columnsOf, differingKeys, withoutNulls } from './columns.ts'
import { addToPosition, type PositionSums } from './positions.ts'

/** A fill as the venue told it. */
export interface FillRecord {
  readonly mode: TradingMode
  readonly account: string
  readonly venue: string
  /** The venue's own; of a settlement, `settlement:<market>`. */
  readonly venueFillId: string
  readonly clientOrderId?: string | undefined
  readonly instrumentId: string
  readonly side: ContractSide
  readonly action: 'buy' | 'sell' | 'settle'
  readonly liquidity?: 'maker' | 'taker' | undefined
  readonly priceTicks: PriceTicks
  readonly countCenticontracts: Centicontracts
  /** Paid for a buy, received for a sale or a settlement; without the fee. Price × count, but for a settlement. */
  readonly cashMicrodollars: Microdollars
  /** Paid; below 0 where the venue gives back. */
  readonly feeMicrodollars: Microdollars
  readonly atMs: number
}

/** What makes two records one fill. */
const FIGURES = [
  'account',
  'instrumentId',
  'side',
  'action',
  'priceTicks',
  'countCenticontracts',
  'cashMicrodollars',
  'feeMicrodollars',
] as const
const COLUMNS = [
  'mode',
  'venue',
  'venueFillId',
  'clientOrderId',
  'liquidity',
  'atMs',
  ...FIGURES,
] as const

/** The fills of a database. */
export interface Fills {
  /**
   * Records a fill once, and what it does to its position with it.
   * @returns `known` where it was recorded before: then nothing was changed.
   * @throws {InvalidInputError} recorded before with other figures, or cash that is not price × count.
   */
  record(fill: FillRecord): Promise<'recorded' | 'known'>
  ofOrder(clientOrderId: string): Promise<readonly FillRecord[]>
  /** Returns fills at or after a time, in the order of their times. */
  since(mode: TradingMode, sinceMs: number): Promise<readonly FillRecord[]>
}

/** Returns the fills of a database. */
export function createFills(scope: Scope): Fills {
  return {
    record: (fill) => scope.write((queries) => record(queries, scope, fill)),
    async ofOrder(clientOrderId) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('fills')
          .selectAll()
          .where('clientOrderId', '=', clientOrderId)
          .orderBy('atMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(fillOf)
    },
    async since(mode, sinceMs) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('fills')
          .selectAll()
          .where('mode', '=', mode)
          .where('atMs', '>=', sinceMs)
          .orderBy('atMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(fillOf)
    },
  }
}

async function record(
  queries: Queries,
  { ports }: Scope,
  fill: FillRecord,
): Promise<'recorded' | 'known'> {
  checkFill(fill)
  const { mode, account, venue, venueFillId, instrumentId, side } = fill
  const recordedAtMs = ports.clock.now()
  const added = await queries
    .insertInto('fills')
    .values({ id: ports.ids.next(), ...columnsOf(fill, COLUMNS), recordedAtMs })
    .onConflict((conflict) => conflict.columns(['mode', 'venue', 'venueFillId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) {
    const kept = await queries
      .selectFrom('fills')
      .selectAll()
      .where('mode', '=', mode)
      .where('venue', '=', venue)
      .where('venueFillId', '=', venueFillId)
      .executeTakeFirstOrThrow()
    const [other] = differingKeys(fillOf(kept), fill, FIGURES)
    if (other === undefined) return 'known'
    throw new InvalidInputError(
      `fill ${venueFillId} of ${venue} was recorded with another ${other}`,
    )
  }
  const key = { mode, account, venue, instrumentId, side }
  await addToPosition(queries, key, { sums: sumsOf(fill), atMs: recordedAtMs })
  return 'recorded'
}

function checkFill(fill: FillRecord): void {
  const { priceTicks: price, countCenticontracts: count, cashMicrodollars: cash } = fill
  checkText(fill.venueFillId, 'fill: venueFillId')
  checkText(fill.account, 'fill: account')
  checkTime(fill.atMs, 'fill: atMs')
  if (fill.action === 'settle') return
  const cost = costMicrodollars(price, count)
  assertInput(
    cash === cost,
    `fill ${fill.venueFillId}: cash must be price × count, ${cost} microdollars, got ${cash}`,
  )
}

function sumsOf({
  action,
  countCenticontracts: count,
  cashMicrodollars: cash,
  feeMicrodollars,
}: FillRecord): Partial<PositionSums> {
  switch (action) {
    case 'buy':
      return { boughtCenticontracts: count, boughtMicrodollars: cash, feeMicrodollars }
    case 'sell':
      return { soldCenticontracts: count, soldMicrodollars: cash, feeMicrodollars }
    case 'settle':
      return { settledCenticontracts: count, settledMicrodollars: cash, feeMicrodollars }
  }
}

function fillOf({ id: _id, recordedAtMs: _recorded, ...row }: FillRow): FillRecord {
  return {
    ...withoutNulls(row),
    mode: row.mode as TradingMode,
    side: row.side as ContractSide,
    action: row.action as FillRecord['action'],
    liquidity: (row.liquidity ?? undefined) as FillRecord['liquidity'],
    priceTicks: priceTicks(row.priceTicks),
    countCenticontracts: centicontracts(row.countCenticontracts),
    cashMicrodollars: microdollars(row.cashMicrodollars),
    feeMicrodollars: microdollars(row.feeMicrodollars),
  }
}
