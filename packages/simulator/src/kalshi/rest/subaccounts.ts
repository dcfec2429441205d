/**
 * Subaccounts of one's own: made, listed, paid from one to another, and whether collateral of markets
 * that exclude each other is given back to them (OpenAPI 3.28.0 of 2026-08-22).
 * @module
 */
import { MICRODOLLARS_PER_CENT, MICRODOLLARS_MAX, microdollars } from '@arbkit/core'
import type { AccountState, DoneTransfer, VenueContext } from '../venue-state.ts'
import { dollarsText, secondsOf } from '../wire-text.ts'
import { centsOf } from './account-row.ts'
import { type Answer, done, invalid, type WireRow } from './answer.ts'
import { Fields, SUBACCOUNT_MAX } from './fields.ts'
import { accountAt, allAccounts, nameOf, subaccountOf } from './own-accounts.ts'
import { pageOf } from './page.ts'
import { carryOut } from './write-orders.ts'

/** Transfers of an account that are listed, and whose ids are known again. */
export const TRANSFERS_MAX = 10_000

/** `POST /portfolio/subaccounts`: the next number, on every shard. From the Advanced tier on. */
export function createSubaccount(
  context: VenueContext,
  account: AccountState,
  body: unknown,
): Answer {
  if (body !== undefined) new Fields(body).optionalWhole('exchange_index', 0, 100)
  if (account.tier === 'basic') throw invalid('subaccounts begin with the advanced tier')
  const number = allAccounts(context, account).length
  if (number > SUBACCOUNT_MAX) throw invalid(`at most ${SUBACCOUNT_MAX} subaccounts`)
  const { ownerId = account.accountId, membership = 'direct' } =
    context.exchange.accountOf(account.accountId) ?? {}
  const accountId = nameOf(account, number)
  carryOut(context, { kind: 'open-account', accountId, ownerId, membership })
  return done({ subaccount_number: number }, 201)
}

/** `GET /portfolio/subaccounts/balances`: what orders do not hold back, by shard. */
export function readSubaccountBalances(context: VenueContext, account: AccountState): Answer {
  const updatedTs = secondsOf(context.toldMs())
  const rows = allAccounts(context, account).flatMap((accountId) =>
    context.exchange.balancesOf(accountId).map(({ exchangeIndex, available }) => ({
      subaccount_number: subaccountOf(accountId),
      exchange_index: exchangeIndex,
      balance: dollarsText(available),
      updated_ts: updatedTs,
    })),
  )
  return done({ subaccount_balances: rows })
}

/** `POST /portfolio/subaccounts/transfer`; the same client id again is the same transfer. */
export function createSubaccountTransfer(
  context: VenueContext,
  account: AccountState,
  body: unknown,
): Answer {
  const fields = new Fields(body)
  const transferId = fields.text('client_transfer_id')
  const fromSubaccount = fields.whole('from_subaccount', 0, SUBACCOUNT_MAX)
  const toSubaccount = fields.whole('to_subaccount', 0, SUBACCOUNT_MAX)
  const cents = fields.whole('amount_cents', 1, MICRODOLLARS_MAX / MICRODOLLARS_PER_CENT)
  const amount = microdollars(cents * MICRODOLLARS_PER_CENT)
  const index = fields.optionalWhole('exchange_index', 0, 100) ?? 0
  if (knownTransfer(account, transferId) !== undefined) return done({})
  carryOut(context, {
    kind: 'transfer',
    transferId,
    accountId: accountAt(context, account, fromSubaccount),
    toAccountId: accountAt(context, account, toSubaccount),
    fromIndex: index,
    toIndex: index,
    amount,
  })
  const between = { fromSubaccount, toSubaccount, fromIndex: index, toIndex: index }
  rememberTransfer(account, { transferId, ...between, amount, createdMs: context.toldMs() })
  return done({})
}

/** Returns a transfer by its id, undefined for none. */
export function knownTransfer(
  { transfers }: AccountState,
  transferId: string,
): DoneTransfer | undefined {
  return transfers.find((each) => each.transferId === transferId)
}

/** Remembers a transfer; the oldest is forgotten past {@link TRANSFERS_MAX}. */
export function rememberTransfer({ transfers }: AccountState, transfer: DoneTransfer): void {
  transfers.push(transfer)
  if (transfers.length > TRANSFERS_MAX) transfers.shift()
}

/** `GET /portfolio/subaccounts/transfers`, newest first. */
export function readSubaccountTransfers(
  { transfers }: AccountState,
  query: URLSearchParams,
): Answer {
  const between = transfers.filter(({ fromSubaccount }) => fromSubaccount !== undefined)
  const { rows, cursor } = pageOf(query, { most: 1000, usual: 100 }, between.toReversed())
  return done({ transfers: rows.map(subaccountTransferRow), cursor })
}

function subaccountTransferRow(transfer: DoneTransfer): WireRow {
  return {
    transfer_id: transfer.transferId,
    from_subaccount: transfer.fromSubaccount,
    to_subaccount: transfer.toSubaccount,
    amount_cents: centsOf(transfer.amount),
    created_ts: secondsOf(transfer.createdMs),
    exchange_index: transfer.fromIndex,
  }
}

/** `GET /portfolio/subaccounts/netting`: one choice for all shards of a subaccount. */
export function readNetting(context: VenueContext, account: AccountState): Answer {
  const { exchange } = context
  const rows = allAccounts(context, account).flatMap((accountId) =>
    exchange.shards().map(({ exchangeIndex }) => ({
      subaccount_number: subaccountOf(accountId),
      enabled: exchange.accountOf(accountId)?.isNetting ?? false,
      exchange_index: exchangeIndex,
    })),
  )
  return done({ netting_configs: rows })
}

/** `PUT /portfolio/subaccounts/netting`: for events that the subaccount comes into later. */
export function setNetting(context: VenueContext, account: AccountState, body: unknown): Answer {
  const fields = new Fields(body)
  const number = fields.whole('subaccount_number', 0, SUBACCOUNT_MAX)
  const isNetting = fields.requiredFlag('enabled')
  const accountId = accountAt(context, account, number)
  carryOut(context, { kind: 'set-netting', accountId, isNetting })
  return { status: 200, body: undefined }
}
