/**
 * Records of the exchange as views: copies that later commands do not change.
 * @module
 */
import type { Centicontracts, Microdollars, PriceTicks } from '@arbkit/core'
import type { Account, Group, Holding, Market, Order, Purse } from './state.ts'
import type {
  AccountView,
  BalanceView,
  GroupView,
  MarketView,
  OrderView,
  PositionView,
} from './views.ts'

/** Returns an order as it stands. */
export function toOrderView(order: Order): OrderView {
  const { placed, market } = order
  return {
    orderId: placed.orderId,
    clientOrderId: order.clientOrderId,
    accountId: placed.accountId,
    marketId: placed.marketId,
    exchangeIndex: market.config.exchangeIndex,
    side: placed.side,
    price: order.price as PriceTicks,
    timeInForce: placed.timeInForce,
    selfTradePrevention: placed.selfTradePrevention,
    isPostOnly: placed.isPostOnly === true,
    isReduceOnly: placed.isReduceOnly === true,
    isCancelledOnPause: placed.isCancelledOnPause === true,
    expiresMs: order.expiresMs,
    groupId: placed.groupId,
    status: order.status,
    reason: order.reason,
    initialCount: order.initialCount as Centicontracts,
    fillCount: order.fillCount as Centicontracts,
    remainingCount: (order.status === 'resting' ? order.remaining : 0) as Centicontracts,
    takerFillCost: order.takerFillCost as Microdollars,
    makerFillCost: order.makerFillCost as Microdollars,
    takerFees: order.takerFees as Microdollars,
    makerFees: order.makerFees as Microdollars,
    createdMs: order.createdMs,
    updatedMs: order.updatedMs,
  }
}

/** Returns a position as it stands. */
export function toPositionView(holding: Holding): PositionView {
  return {
    accountId: holding.account.accountId,
    marketId: holding.market.config.marketId,
    exchangeIndex: holding.market.config.exchangeIndex,
    position: holding.position as Centicontracts,
    cost: holding.cost as Microdollars,
    totalTraded: holding.totalTraded as Microdollars,
    realizedPnl: holding.realizedPnl as Microdollars,
    feesPaid: holding.feesPaid as Microdollars,
    isSettled: holding.isSettled,
    updatedMs: holding.updatedMs,
  }
}

/** Returns an account. */
export function toAccountView(account: Account): AccountView {
  const { accountId, ownerId, membership, isNetting } = account
  return { accountId, ownerId, membership, isNetting }
}

/** Returns a balance as it stands. */
export function toBalanceView({ account, exchangeIndex, cash, reserved }: Purse): BalanceView {
  return {
    accountId: account.accountId,
    exchangeIndex,
    cash: cash as Microdollars,
    reserved: reserved as Microdollars,
    available: (cash - reserved) as Microdollars,
  }
}

/** Returns a market as it stands. */
export function toMarketView(market: Market): MarketView {
  return {
    config: { ...market.config, fees: market.fees },
    status: market.status,
    feeRate: market.rate,
    result: market.result,
    settlementValue: market.settlementValue as PriceTicks | undefined,
    lastPrice: market.lastPrice as PriceTicks | undefined,
    lastCount: market.lastCount as Centicontracts | undefined,
    volume: market.volume as Centicontracts,
    openInterest: market.openInterest as Centicontracts,
    closedMs: market.closedMs,
    determinedMs: market.determinedMs,
    settledMs: market.settledMs,
    updatedMs: market.updatedMs,
  }
}

/** Returns a group as it stands. */
export function toGroupView(group: Group): GroupView {
  return {
    groupId: group.groupId,
    accountId: group.account.accountId,
    exchangeIndex: group.exchangeIndex,
    limit: group.limit as Centicontracts,
    isTriggered: group.isTriggered,
    orderIds: [...group.resting].map((order) => order.placed.orderId),
  }
}
