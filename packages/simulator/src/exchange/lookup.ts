/**
 * Finding what a command names, or the refusal where it is not there or does not take it now.
 * @module
 */
import { netOf } from './collateral-return.ts'
import { isMaintenance } from './maintenance.ts'
import type { Refusal } from './protocol.ts'
import { refusal } from './refusal.ts'
import type { Account, Group, Holding, Market, Order, Purse, State } from './state.ts'

/** Returns the account. */
export function accountOf(state: State, accountId: string): Account | Refusal {
  return state.accounts.get(accountId) ?? refusal('not_found', 'no such account')
}

/** Returns the market, looked for on a shard where one is named. */
export function marketOf(
  state: State,
  { marketId, exchangeIndex }: { marketId: string; exchangeIndex?: number | undefined },
): Market | Refusal {
  const market = state.markets.get(marketId)
  const isHere =
    market !== undefined &&
    (exchangeIndex === undefined || market.config.exchangeIndex === exchangeIndex)
  return isHere ? market : refusal('market_not_found', 'market not found')
}

/** Returns a resting order of an account, looked for on a shard where one is named. */
export function restingOrderOf(
  state: State,
  {
    accountId,
    orderId,
    exchangeIndex,
  }: { accountId: string; orderId: string; exchangeIndex?: number | undefined },
): Order | Refusal {
  const order = state.orders.get(orderId)
  if (order === undefined || order.placed.accountId !== accountId) {
    return refusal('not_found', 'order not found')
  }
  const { config, status } = order.market
  if (exchangeIndex !== undefined && config.exchangeIndex !== exchangeIndex) {
    return refusal('not_found', 'order not found')
  }
  // After the close even cancelling fails (facts, 2026-11-21).
  if (status !== 'active' && status !== 'inactive' && status !== 'initialized') {
    return refusal('MARKET_INACTIVE', 'market is closed')
  }
  return order.status === 'resting' ? order : refusal('not_found', 'order not found')
}

/** Returns a group of an account, looked for on a shard where one is named. */
export function groupNamed(
  state: State,
  {
    accountId,
    groupId,
    exchangeIndex,
  }: { accountId: string; groupId: string; exchangeIndex?: number | undefined },
): Group | Refusal {
  const group = state.accounts.get(accountId)?.groups.get(groupId)
  const isHere =
    group !== undefined && (exchangeIndex === undefined || group.exchangeIndex === exchangeIndex)
  return isHere ? group : refusal('not_found', 'order group not found')
}

/** Returns why a shard does nothing for accounts now; undefined: it does. */
export function whyInactive(state: State, exchangeIndex: number): Refusal | undefined {
  const shard = state.shards.get(exchangeIndex)
  return shard?.isActive === true ? undefined : refusal('exchange_is_paused', 'exchange is paused')
}

/** Returns why nothing can be placed or amended in a market now; undefined: it can. */
export function whyNotTrading(state: State, { config, status }: Market): Refusal | undefined {
  const inactive = whyInactive(state, config.exchangeIndex)
  if (inactive !== undefined) return inactive
  const isTrading = state.shards.get(config.exchangeIndex)?.isTrading === true
  if (!isTrading || isMaintenance(state.nowMs) || status === 'inactive') {
    return refusal('trading_is_paused', 'trading is paused')
  }
  return status === 'active' ? undefined : refusal('MARKET_INACTIVE', 'market is not open')
}

/** Returns an account's cash on a shard that exists. */
export function purseOf(account: Account, exchangeIndex: number): Purse {
  return account.purses.get(exchangeIndex) as Purse
}

/** Returns what an account has in a market; the first time, nothing. */
export function holdingOf(account: Account, market: Market): Holding {
  const { marketId, exchangeIndex } = market.config
  const known = account.holdings.get(marketId)
  if (known !== undefined) return known
  const net = netOf(account, market)
  const holding: Holding = {
    account,
    market,
    purse: purseOf(account, exchangeIndex),
    net,
    position: 0,
    cost: 0,
    totalTraded: 0,
    realizedPnl: 0,
    feesPaid: 0,
    isSettled: false,
    updatedMs: 0,
    bidCount: 0,
    bidCost: 0,
    askCount: 0,
    askCost: 0,
    reserved: 0,
  }
  account.holdings.set(marketId, holding)
  market.holdings.add(holding)
  net?.holdings.push(holding)
  return holding
}
