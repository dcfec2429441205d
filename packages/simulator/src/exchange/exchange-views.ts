/**
 * Reading the exchange: every view is made when it is asked for.
 * @module
 */
import {
  type BookSnapshot,
  type Centicontracts,
  type Microdollars,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import { shardStatusOf } from './shard-status.ts'
import type { State } from './state.ts'
import {
  toAccountView,
  toBalanceView,
  toGroupView,
  toMarketView,
  toOrderView,
  toPositionView,
} from './to-view.ts'
import type {
  AccountView,
  BalanceView,
  FillView,
  GroupView,
  MarketView,
  MoneyTotals,
  OrderView,
  PositionView,
  SettlementView,
  ShardStatus,
  TradeView,
} from './views.ts'

/** What can be read of an exchange. */
export interface ExchangeViews {
  /** Time of the last command, Unix ms; 0 before the first. */
  nowMs(): number
  marketOf(marketId: string): MarketView | undefined
  /** Every market, in the order of listing. */
  markets(): readonly MarketView[]
  /** Bids of YES and of NO, best (highest) first; undefined: no such market. */
  bookOf(marketId: string): BookSnapshot | undefined
  /** Trades, oldest first. */
  tradesOf(marketId: string): readonly TradeView[]
  orderOf(orderId: string): OrderView | undefined
  /** Resting and remembered orders, oldest first. */
  ordersOf(accountId: string): readonly OrderView[]
  /** Contracts that must be matched before the order is; undefined: it does not rest. */
  queuePositionOf(orderId: string): Centicontracts | undefined
  /** Oldest first. */
  fillsOf(accountId: string): readonly FillView[]
  /** Of every market traded, settled ones included. */
  positionsOf(accountId: string): readonly PositionView[]
  /** One for every shard; empty: no such account. */
  balancesOf(accountId: string): readonly BalanceView[]
  /** Oldest first. */
  settlementsOf(accountId: string): readonly SettlementView[]
  groupsOf(accountId: string): readonly GroupView[]
  /** As of the last command, the Thursday maintenance included. */
  shards(): readonly ShardStatus[]
  accountIds(): readonly string[]
  accountOf(accountId: string): AccountView | undefined
  totals(): MoneyTotals
}

/** Returns the views of a state; each reads it as it is then. */
export function viewsOf(state: State): ExchangeViews {
  const { accounts, markets, orders, shards } = state
  return {
    nowMs: () => state.nowMs,
    marketOf(marketId) {
      const market = markets.get(marketId)
      return market === undefined ? undefined : toMarketView(market)
    },
    markets: () => [...markets.values()].map(toMarketView),
    bookOf: (marketId) => markets.get(marketId)?.book.snapshot(),
    tradesOf: (marketId) => markets.get(marketId)?.trades.values() ?? [],
    orderOf(orderId) {
      const order = orders.get(orderId)
      return order === undefined ? undefined : toOrderView(order)
    },
    ordersOf(accountId) {
      const account = accounts.get(accountId)
      if (account === undefined) return []
      return [...account.ended.values(), ...account.resting]
        .toSorted((a, b) => a.serial - b.serial)
        .map(toOrderView)
    },
    queuePositionOf(orderId) {
      const order = orders.get(orderId)
      if (order?.status !== 'resting') return undefined
      return order.market.book.sizeBefore(order) as Centicontracts
    },
    fillsOf: (accountId) => accounts.get(accountId)?.fills.values() ?? [],
    positionsOf: (accountId) =>
      [...(accounts.get(accountId)?.holdings.values() ?? [])]
        .filter(({ totalTraded }) => totalTraded > 0)
        .map(toPositionView),
    balancesOf: (accountId) =>
      [...(accounts.get(accountId)?.purses.values() ?? [])].map(toBalanceView),
    settlementsOf: (accountId) => accounts.get(accountId)?.settlements.values() ?? [],
    groupsOf: (accountId) => [...(accounts.get(accountId)?.groups.values() ?? [])].map(toGroupView),
    shards: () => [...shards.values()].map((shard) => shardStatusOf(state, shard)),
    accountIds: () => [...accounts.keys()],
    accountOf(accountId) {
      const account = accounts.get(accountId)
      return account === undefined ? undefined : toAccountView(account)
    },
    totals: () => totalsOf(state),
  }
}

function totalsOf(state: State): MoneyTotals {
  const { accounts, markets, deposits, fees, returned, shortfall } = state
  let cash = 0
  for (const { purses } of accounts.values())
    for (const purse of purses.values()) cash += purse.cash
  let pairs = 0
  for (const { openInterest } of markets.values()) pairs += openInterest
  return {
    deposits: deposits as Microdollars,
    cash: cash as Microdollars,
    collateral: (pairs * TICKS_PER_DOLLAR - returned) as Microdollars,
    returned: returned as Microdollars,
    shortfall: shortfall as Microdollars,
    fees: fees as Microdollars,
  }
}
