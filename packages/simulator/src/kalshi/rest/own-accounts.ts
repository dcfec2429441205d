/**
 * Subaccounts: each is an account of the exchange of the same owner, named after the primary one and
 * numbered from 1 (OpenAPI 3.28.0, CreateSubaccount). A key speaks for all of them.
 * @module
 */
import type { AccountState, VenueContext } from '../venue-state.ts'
import { notFound } from './answer.ts'
import { type Fields, SUBACCOUNT_MAX, wholeOf } from './fields.ts'

const NUMBERED = /^(.*)#([1-9]\d?)$/s

/** Returns the number of an account: 0 of a primary one. */
export function subaccountOf(accountId: string): number {
  return Number(NUMBERED.exec(accountId)?.[2] ?? 0)
}

/** Returns the primary account of an account: itself, or the one it is named after. */
export function primaryOf(accountId: string): string {
  return NUMBERED.exec(accountId)?.[1] ?? accountId
}

/** Returns the name of a subaccount in the exchange; of 0 the primary account's. */
export function nameOf({ accountId }: AccountState, number: number): string {
  return number === 0 ? accountId : `${accountId}#${number}`
}

/** Returns the account with that number. @throws {Refusal} it was not made. */
export function accountAt(
  { exchange }: VenueContext,
  account: AccountState,
  number: number,
): string {
  const accountId = nameOf(account, number)
  if (number > 0 && exchange.accountOf(accountId) === undefined) {
    throw notFound('subaccount not found')
  }
  return accountId
}

/** Returns every account that a key speaks for, the primary one first. */
export function allAccounts({ exchange }: VenueContext, account: AccountState): readonly string[] {
  const accountIds = [account.accountId]
  for (let number = 1; number <= SUBACCOUNT_MAX; number += 1) {
    const accountId = nameOf(account, number)
    if (exchange.accountOf(accountId) === undefined) break
    accountIds.push(accountId)
  }
  return accountIds
}

/** Returns the account that a query names; the primary one where it names none. @throws {Refusal} */
export function accountInQuery(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): string {
  return accountAt(context, account, wholeOf(query, 'subaccount', SUBACCOUNT_MAX) ?? 0)
}

/** Returns the accounts that a query is about: the one it names, or all. @throws {Refusal} */
export function accountsInQuery(
  context: VenueContext,
  account: AccountState,
  query: URLSearchParams,
): readonly string[] {
  const number = wholeOf(query, 'subaccount', SUBACCOUNT_MAX)
  return number === undefined
    ? allAccounts(context, account)
    : [accountAt(context, account, number)]
}

/** Returns the account that a body names; the primary one where it names none. @throws {Refusal} */
export function accountInBody(
  context: VenueContext,
  account: AccountState,
  fields: Fields,
  name = 'subaccount',
): string {
  return accountAt(context, account, fields.optionalWhole(name, 0, SUBACCOUNT_MAX) ?? 0)
}

/** Puts rows of several accounts into one order, the latest first; of one they stand so reversed. */
export function latestFirst<Row>(
  lists: readonly (readonly Row[])[],
  atMs: (row: Row) => number,
): readonly Row[] {
  const rows = lists.flatMap((list) => list.toReversed())
  return lists.length < 2 ? rows : rows.toSorted((a, b) => atMs(b) - atMs(a))
}
