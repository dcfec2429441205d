/**
 * Accounts and their cash: opened, paid in, moved between shards.
 * @module
 */
import { type Membership, MICRODOLLARS_MAX } from '@arbkit/core'
import { availableOf, touch } from './ledger.ts'
import { accountOf, purseOf, whyInactive } from './lookup.ts'
import type { CommandResult, Deposit, OpenAccount, SetNetting, Transfer } from './protocol.ts'
import { Recent, rememberId } from './recent.ts'
import { accept, isRefusal, refuse } from './refusal.ts'
import { TRANSFER_IDS_MAX } from './retention.ts'
import type { Account, Purse, State } from './state.ts'

/** Carries out `open-account`. */
export function openAccount(state: State, command: OpenAccount): CommandResult {
  const { accountId, membership, ownerId } = command
  if (accountId === '') return refuse('invalid_parameters', 'an account needs an id')
  if (state.accounts.has(accountId)) return refuse('already_exists', 'account already exists')
  addAccount(state, { accountId, membership, ownerId: ownerId ?? accountId })
  return accept()
}

/** Carries out `deposit`. */
export function deposit(state: State, command: Deposit): CommandResult {
  const { accountId, exchangeIndex, amount } = command
  if (accountId === '' || !state.shards.has(exchangeIndex) || !isAmount(amount)) {
    return refuse('invalid_parameters', 'no account, no such shard, or no amount above 0')
  }
  // Sums stay exact as long as all the money there is does.
  if (state.deposits + amount > MICRODOLLARS_MAX) {
    return refuse('invalid_parameters', 'more than a billion dollars in all')
  }
  const account =
    state.accounts.get(accountId) ??
    addAccount(state, { accountId, ownerId: accountId, membership: 'direct' })
  const purse = purseOf(account, exchangeIndex)
  touch(state, purse)
  purse.cash += amount
  state.deposits += amount
  return accept()
}

/** Carries out `transfer`. */
export function transfer(state: State, command: Transfer): CommandResult {
  const account = accountOf(state, command.accountId)
  if (isRefusal(account)) return { refused: account }
  const { transferId, fromIndex, toIndex, amount, toAccountId = command.accountId } = command
  if (account.transferIds.has(transferId)) return accept()
  const receiver = accountOf(state, toAccountId)
  if (isRefusal(receiver) || receiver.ownerId !== account.ownerId) {
    return refuse('not_found', 'no such account of the same owner')
  }
  const isKnown = state.shards.has(fromIndex) && state.shards.has(toIndex)
  const isSame = receiver === account && fromIndex === toIndex
  if (!isKnown || isSame || !isAmount(amount)) {
    return refuse('invalid_parameters', 'two shards and an amount above 0 are needed')
  }
  const refused = whyInactive(state, fromIndex) ?? whyInactive(state, toIndex)
  if (refused !== undefined) return { refused }
  const from = purseOf(account, fromIndex)
  const to = purseOf(receiver, toIndex)
  if (availableOf(from) < amount) {
    return refuse('available_balance_too_low', 'available balance is below the amount')
  }
  touch(state, from)
  touch(state, to)
  from.cash -= amount
  to.cash += amount
  rememberId(account.transferIds, transferId, TRANSFER_IDS_MAX)
  return accept()
}

/** Carries out `set-netting`; events that the account is in keep the choice before. */
export function setNetting(state: State, command: SetNetting): CommandResult {
  const account = accountOf(state, command.accountId)
  if (isRefusal(account)) return { refused: account }
  account.isNetting = command.isNetting
  return accept()
}

function isAmount(amount: number): boolean {
  return Number.isInteger(amount) && amount > 0
}

interface NewAccount {
  readonly accountId: string
  readonly ownerId: string
  readonly membership: Membership
}

function addAccount(state: State, who: NewAccount): Account {
  const historyMax = state.historyMaxOf(who.accountId)
  const purses = new Map<number, Purse>()
  const account: Account = {
    ...who,
    isNetting: false,
    nets: new Map(),
    purses,
    holdings: new Map(),
    resting: new Set(),
    ended: new Recent(historyMax),
    clientIds: new Set(),
    fills: new Recent(historyMax),
    settlements: new Recent(historyMax),
    groups: new Map(),
    transferIds: new Set(),
  }
  for (const exchangeIndex of state.shards.keys()) {
    purses.set(exchangeIndex, {
      account,
      exchangeIndex,
      cash: 0,
      reserved: 0,
      toldCash: 0,
      toldReserved: 0,
      isTouched: false,
    })
  }
  state.accounts.set(who.accountId, account)
  return account
}
