/**
 * Order groups, transfers between shards, and the shares that cash is kept at.
 * @module
 */
import { type Centicontracts, type Microdollars, microdollars } from '@arbkit/core'
import type { GroupView } from '../../exchange/views.ts'
import type { AccountState, DoneTransfer, VenueContext } from '../venue-state.ts'
import { countText, dollarsText, secondsOf } from '../wire-text.ts'
import { groupRow } from './account-row.ts'
import { type Answer, done, invalid, notFound, type WireRow } from './answer.ts'
import { Fields, wholeOf } from './fields.ts'
import { accountInBody, accountInQuery, accountsInQuery, subaccountOf } from './own-accounts.ts'
import { pageOf } from './page.ts'
import { knownTransfer, rememberTransfer } from './subaccounts.ts'
import { carryOut } from './write-orders.ts'

/** Microdollars of the unit that transfers are written in (OpenAPI 3.28.0, centicents). */
const TRANSFER_STEP_MICRODOLLARS = 100
const INSTANCE = 'event_contract'
const LIMIT_CONTRACTS_MAX = 1_000_000_000

/** `POST /portfolio/order_groups/create` */
export function createGroup(context: VenueContext, account: AccountState, body: unknown): Answer {
  const fields = new Fields(body)
  const accountId = accountInBody(context, account, fields)
  const subaccount = subaccountOf(accountId)
  const groupId = context.ids.next()
  const exchangeIndex = fields.optionalWhole('exchange_index', 0, 100) ?? 0
  const limit = limitOf(fields)
  carryOut(context, { kind: 'create-group', accountId, groupId, exchangeIndex, limit })
  const answer = { order_group_id: groupId, subaccount, exchange_index: exchangeIndex }
  return done(answer, 201)
}

function limitOf(fields: Fields): Centicontracts {
  const exact = fields.optionalCount('contracts_limit_fp')
  if (exact !== undefined) return exact
  const whole = fields.whole('contracts_limit', 1, LIMIT_CONTRACTS_MAX)
  return (whole * 100) as Centicontracts
}

/** `GET /portfolio/order_groups` */
export function readGroups(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): Answer {
  const groups = accountsInQuery(context, account, query).flatMap((accountId) =>
    context.exchange.groupsOf(accountId),
  )
  return done({ order_groups: groups.map(groupRow) })
}

/** `GET /portfolio/order_groups/{id}` */
export function readGroup(
  context: VenueContext,
  account: AccountState,
  { groupId, query }: { readonly groupId: string; readonly query: URLSearchParams },
): Answer {
  const group: GroupView | undefined = accountsInQuery(context, account, query)
    .flatMap((accountId) => context.exchange.groupsOf(accountId))
    .find((each) => each.groupId === groupId)
  if (group === undefined) throw notFound('order group not found')
  return done({
    is_auto_cancel_enabled: true,
    contracts_limit_fp: countText(group.limit),
    orders: group.orderIds,
    exchange_index: group.exchangeIndex,
  })
}

/** `DELETE …/{id}`, `PUT …/{id}/reset`, `PUT …/{id}/trigger` */
export function changeGroup(
  context: VenueContext,
  account: AccountState,
  kind: 'delete-group' | 'reset-group' | 'trigger-group',
  { groupId, query }: { readonly groupId: string; readonly query: URLSearchParams },
): Answer {
  const accountId = accountInQuery(context, account, query)
  const exchangeIndex = wholeOf(query, 'exchange_index', 100) ?? 0
  carryOut(context, { kind, accountId, groupId, exchangeIndex })
  return done({})
}

/** `PUT /portfolio/order_groups/{id}/limit` */
export function limitGroup(
  context: VenueContext,
  account: AccountState,
  groupId: string,
  { body, query }: { readonly body: unknown; readonly query: URLSearchParams },
): Answer {
  const limit = limitOf(new Fields(body))
  const accountId = accountInQuery(context, account, query)
  const exchangeIndex = wholeOf(query, 'exchange_index', 100) ?? 0
  carryOut(context, { kind: 'limit-group', accountId, groupId, exchangeIndex, limit })
  return done({})
}

/** `POST /portfolio/intra_exchange_instance_transfer`; the same client id again is the same transfer. */
export function createTransfer(
  context: VenueContext,
  account: AccountState,
  body: unknown,
): Answer {
  const fields = new Fields(body)
  fields.word('source', [INSTANCE])
  fields.word('destination', [INSTANCE])
  const transferId = fields.optionalText('client_transfer_id') ?? context.ids.next()
  const steps = fields.whole('amount', 1, Number.MAX_SAFE_INTEGER / TRANSFER_STEP_MICRODOLLARS)
  const amount: Microdollars = microdollars(steps * TRANSFER_STEP_MICRODOLLARS)
  const fromIndex = fields.optionalWhole('source_exchange_shard', 0, 100) ?? 0
  const toIndex = fields.optionalWhole('destination_exchange_shard', 0, 100) ?? 0
  const accountId = accountInBody(context, account, fields, 'source_subaccount')
  const toAccountId = accountInBody(context, account, fields, 'destination_subaccount')
  if (knownTransfer(account, transferId) !== undefined) return done({ transfer_id: transferId })
  const between = { accountId, toAccountId, fromIndex, toIndex }
  carryOut(context, { kind: 'transfer', transferId, ...between, amount })
  const createdMs = context.toldMs()
  rememberTransfer(account, { transferId, fromIndex, toIndex, amount, createdMs })
  return done({ transfer_id: transferId })
}

/** `GET /portfolio/intra_exchange_instance_transfers`, newest first. */
export function readTransfers({ transfers }: AccountState, query: URLSearchParams): Answer {
  const { rows, cursor } = pageOf(
    query,
    { most: 500, usual: 100 },
    betweenShards(transfers).toReversed(),
  )
  return done({ transfers: rows.map(transferRow), cursor })
}

/** `GET /portfolio/intra_exchange_instance_transfers/{id}` */
export function readTransfer({ transfers }: AccountState, transferId: string): Answer {
  const found = betweenShards(transfers).find((each) => each.transferId === transferId)
  if (found === undefined) throw notFound('transfer not found')
  return done({ transfer: transferRow(found) })
}

function betweenShards(transfers: readonly DoneTransfer[]): readonly DoneTransfer[] {
  return transfers.filter(({ fromSubaccount }) => fromSubaccount === undefined)
}

function transferRow(transfer: DoneTransfer): WireRow {
  return {
    transfer_id: transfer.transferId,
    source: INSTANCE,
    destination: INSTANCE,
    source_exchange_shard: transfer.fromIndex,
    destination_exchange_shard: transfer.toIndex,
    amount: dollarsText(transfer.amount),
    status: 'complete',
    created_ts: secondsOf(transfer.createdMs),
  }
}

/** `GET /portfolio/target_balance_allocation` */
export function readAllocation({ allocations }: AccountState): Answer {
  const rows = allocations.map(({ exchangeIndex, percent }) => ({
    exchange_index: exchangeIndex,
    percent,
  }))
  return done({ allocations: rows })
}

/** `POST /portfolio/target_balance_allocation`: kept and told; no cash is moved for it. */
export function setAllocation(account: AccountState, body: unknown): Answer {
  const allocations = new Fields(body).emptyableList('allocations').map((fields) => ({
    exchangeIndex: fields.whole('exchange_index', 0, 100),
    percent: fields.whole('percent', 0, 100),
  }))
  const sum = allocations.reduce((total, { percent }) => total + percent, 0)
  const shards = new Set(allocations.map(({ exchangeIndex }) => exchangeIndex))
  if (shards.size < allocations.length) throw invalid('allocations must name each shard once')
  if (allocations.length > 0 && sum !== 100) throw invalid('allocations must add up to 100')
  account.allocations = allocations
  return done({})
}
