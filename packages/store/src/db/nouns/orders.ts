/**
 * Orders at an exchange, by the id that we gave them. What was ordered never changes; how far it is only
 * goes forward: the count filled never shrinks and what has ended stays ended.
 * @module
 */
import {
  type Centicontracts,
  centicontracts,
  type ContractSide,
  InvalidInputError,
  type PriceTicks,
  priceTicks,
} from '@arbkit/core'
import type { Queries, Scope } from '../scope.ts'
import type { OrderRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, columnsOf, differingKeys, withoutNulls } from './columns.ts'

/** `intended`: in the journal, not known to have left; `unknown`: sent, no answer that can be believed. */
export type OrderStatus =
  | 'intended'
  | 'sent'
  | 'unknown'
  | 'resting'
  | 'filled'
  | 'cancelled'
  | 'rejected'
  | 'expired'

/** An order as it is kept. */
export interface OrderRecord {
  /** Derived from plan and leg: the venue takes it once. */
  readonly clientOrderId: string
  readonly mode: TradingMode
  readonly account: string
  readonly venue: string
  readonly venueOrderId?: string | undefined
  readonly planId?: string | undefined
  readonly leg?: number | undefined
  readonly instrumentId: string
  readonly side: ContractSide
  readonly action: 'buy' | 'sell'
  /** As the venue calls it. */
  readonly timeInForce: string
  readonly priceTicks: PriceTicks
  readonly countCenticontracts: Centicontracts
  readonly filledCenticontracts: Centicontracts
  readonly status: OrderStatus
  readonly reason?: string | undefined
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

/** Statuses after which nothing more happens. */
const ENDED: ReadonlySet<string> = new Set(['filled', 'cancelled', 'rejected', 'expired'])

/** What an order is; everything else is how far it is. */
const TERMS = [
  'mode',
  'account',
  'venue',
  'planId',
  'leg',
  'instrumentId',
  'side',
  'action',
  'timeInForce',
  'priceTicks',
  'countCenticontracts',
  'createdAtMs',
] as const
const PROGRESS = [
  'venueOrderId',
  'filledCenticontracts',
  'status',
  'reason',
  'updatedAtMs',
] as const

/** The orders of a database. */
export interface Orders {
  /**
   * Adds an order, or takes over how far it is.
   * @returns `stale` where what is kept is further: then nothing was changed.
   * @throws {InvalidInputError} it was recorded with other terms.
   */
  upsert(order: OrderRecord): Promise<'added' | 'updated' | 'stale'>
  read(clientOrderId: string): Promise<OrderRecord | undefined>
  ofPlan(planId: string): Promise<readonly OrderRecord[]>
  /** Returns orders that have not ended, the oldest first: what a restart asks the venue about. */
  open(mode: TradingMode): Promise<readonly OrderRecord[]>
}

/** Returns the orders of a database. */
export function createOrders(scope: Scope): Orders {
  return {
    upsert: (order) => scope.write((queries) => upsert(queries, scope, order)),
    async read(clientOrderId) {
      const row = await scope.read((queries) => byId(queries, clientOrderId).executeTakeFirst())
      return row === undefined ? undefined : orderOf(row)
    },
    async ofPlan(planId) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('orders')
          .selectAll()
          .where('planId', '=', planId)
          .orderBy('createdAtMs')
          .orderBy('clientOrderId')
          .execute(),
      )
      return rows.map(orderOf)
    },
    async open(mode) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('orders')
          .selectAll()
          .where('mode', '=', mode)
          .where('status', 'in', ['intended', 'sent', 'unknown', 'resting'])
          .orderBy('createdAtMs')
          .orderBy('clientOrderId')
          .execute(),
      )
      return rows.map(orderOf)
    },
  }
}

const byId = (queries: Queries, clientOrderId: string) =>
  queries.selectFrom('orders').selectAll().where('clientOrderId', '=', clientOrderId)

async function upsert(
  queries: Queries,
  { dialect }: Scope,
  order: OrderRecord,
): Promise<'added' | 'updated' | 'stale'> {
  const { clientOrderId } = order
  checkText(clientOrderId, 'order: clientOrderId')
  checkTime(order.createdAtMs, 'order: createdAtMs')
  checkTime(order.updatedAtMs, 'order: updatedAtMs')
  const added = await queries
    .insertInto('orders')
    .values({ clientOrderId, ...columnsOf(order, TERMS), ...columnsOf(order, PROGRESS) })
    .onConflict((conflict) => conflict.column('clientOrderId').doNothing())
    .returning('clientOrderId')
    .executeTakeFirst()
  if (added !== undefined) return 'added'
  const query = byId(queries, clientOrderId)
  const kept = orderOf(
    await (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow(),
  )
  const [other] = differingKeys(kept, order, TERMS)
  if (other !== undefined) {
    throw new InvalidInputError(`order ${clientOrderId} was recorded with another ${other}`)
  }
  if (isBehind(order, kept)) return 'stale'
  await queries
    .updateTable('orders')
    .set({
      ...columnsOf(order, PROGRESS),
      venueOrderId: order.venueOrderId ?? kept.venueOrderId ?? null,
    })
    .where('clientOrderId', '=', clientOrderId)
    .execute()
  return 'updated'
}

function isBehind(order: OrderRecord, kept: OrderRecord): boolean {
  if (order.updatedAtMs < kept.updatedAtMs) return true
  if (order.filledCenticontracts < kept.filledCenticontracts) return true
  return ENDED.has(kept.status) && !ENDED.has(order.status)
}

function orderOf(row: OrderRow): OrderRecord {
  return {
    ...withoutNulls(row),
    mode: row.mode as TradingMode,
    side: row.side as ContractSide,
    action: row.action as OrderRecord['action'],
    status: row.status as OrderStatus,
    priceTicks: priceTicks(row.priceTicks),
    countCenticontracts: centicontracts(row.countCenticontracts),
    filledCenticontracts: centicontracts(row.filledCenticontracts),
  }
}
