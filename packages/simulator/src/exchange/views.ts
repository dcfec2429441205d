/**
 * What can be read of the exchange: markets, orders, fills, positions, balances, settlements, groups.
 * Types only; every view is a copy or never changes.
 * @module
 */
import type {
  Centicontracts,
  KalshiFeeRate,
  Membership,
  Microdollars,
  PriceTicks,
} from '@arbkit/core'
import type {
  BookSide,
  MarketConfig,
  MarketResult,
  SelfTradePrevention,
  TimeInForce,
} from './protocol.ts'

/**
 * Where a market is in its life, in the venue's words: `initialized` → `active` ⇄ `inactive` →
 * `closed` → `determined` → `finalized`.
 */
export type MarketStatus =
  | 'initialized'
  | 'active'
  | 'inactive'
  | 'closed'
  | 'determined'
  | 'finalized'

/** A market as it stands. */
export interface MarketView {
  readonly config: MarketConfig
  readonly status: MarketStatus
  /** The fee in force at the last moment told. */
  readonly feeRate: KalshiFeeRate
  readonly result: MarketResult | undefined
  /** What a YES contract pays; undefined until determined. */
  readonly settlementValue: PriceTicks | undefined
  /** Yes price of the last trade. */
  readonly lastPrice: PriceTicks | undefined
  readonly lastCount: Centicontracts | undefined
  /** Contracts traded. */
  readonly volume: Centicontracts
  /** Pairs of YES and NO outstanding: the exchange holds a dollar for each. */
  readonly openInterest: Centicontracts
  readonly closedMs: number | undefined
  readonly determinedMs: number | undefined
  readonly settledMs: number | undefined
  readonly updatedMs: number
}

/** In the venue's words. */
export type OrderStatus = 'resting' | 'canceled' | 'executed'

/** Why an order last changed. */
export type OrderReason =
  | 'placed'
  | 'filled'
  | 'amended'
  | 'decreased'
  | 'cancelled'
  | 'not-filled'
  | 'expired'
  | 'self-trade'
  | 'group-triggered'
  | 'pause'
  | 'reopened'
  | 'market-closed'
  | 'balance-too-low'

/** An order as it stands. */
export interface OrderView {
  readonly orderId: string
  readonly clientOrderId: string | undefined
  readonly accountId: string
  readonly marketId: string
  readonly exchangeIndex: number
  readonly side: BookSide
  /** Of YES. */
  readonly price: PriceTicks
  readonly timeInForce: TimeInForce
  readonly selfTradePrevention: SelfTradePrevention
  readonly isPostOnly: boolean
  readonly isReduceOnly: boolean
  readonly isCancelledOnPause: boolean
  readonly expiresMs: number | undefined
  readonly groupId: string | undefined
  readonly status: OrderStatus
  readonly reason: OrderReason
  /** Filled + resting + cancelled. */
  readonly initialCount: Centicontracts
  readonly fillCount: Centicontracts
  /** 0 unless the order rests. */
  readonly remainingCount: Centicontracts
  /** Price of the side that was bought (a bid YES, an ask NO) × count. */
  readonly takerFillCost: Microdollars
  readonly makerFillCost: Microdollars
  readonly takerFees: Microdollars
  readonly makerFees: Microdollars
  readonly createdMs: number
  readonly updatedMs: number
}

/** An account's part in one trade. */
export interface FillView {
  readonly tradeId: string
  readonly accountId: string
  readonly orderId: string
  readonly clientOrderId: string | undefined
  readonly marketId: string
  readonly exchangeIndex: number
  readonly side: BookSide
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  /** Net fee charged, rounding and rebate included; 0 or more. */
  readonly fee: Microdollars
  readonly isTaker: boolean
  /** Afterwards: above 0 YES, below 0 NO. */
  readonly postPosition: Centicontracts
  readonly atMs: number
}

/** One trade, as everyone sees it. */
export interface TradeView {
  readonly tradeId: string
  readonly marketId: string
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  readonly takerSide: BookSide
  readonly atMs: number
}

/** What an account holds in a market, or held. */
export interface PositionView {
  readonly accountId: string
  readonly marketId: string
  readonly exchangeIndex: number
  /** Above 0 YES, below 0 NO. */
  readonly position: Centicontracts
  /** What the open contracts cost, average cost, fees not included; 0 or more. */
  readonly cost: Microdollars
  /** Cost of everything ever bought, on either side. */
  readonly totalTraded: Microdollars
  /** Earned by closing and by settlement, fees not included. */
  readonly realizedPnl: Microdollars
  readonly feesPaid: Microdollars
  readonly isSettled: boolean
  readonly updatedMs: number
}

/** An account's cash on one shard: `available` = `cash` − `reserved`, never below 0. */
export interface BalanceView {
  readonly accountId: string
  readonly exchangeIndex: number
  readonly cash: Microdollars
  /** What resting orders may come to cost, fees included. */
  readonly reserved: Microdollars
  readonly available: Microdollars
}

/** What one market paid an account. */
export interface SettlementView {
  readonly accountId: string
  readonly marketId: string
  readonly eventId: string
  readonly exchangeIndex: number
  readonly result: MarketResult
  /** What a YES contract paid. */
  readonly value: PriceTicks
  readonly yesCount: Centicontracts
  readonly noCount: Centicontracts
  readonly yesCost: Microdollars
  readonly noCost: Microdollars
  /** Paid out, exactly value × count. */
  readonly revenue: Microdollars
  /** Fees of all the account's fills in this market. */
  readonly feeCost: Microdollars
  readonly settledMs: number
}

/** An order group as it stands. */
export interface GroupView {
  readonly groupId: string
  readonly accountId: string
  readonly exchangeIndex: number
  readonly limit: Centicontracts
  /** True where it takes no orders until a reset. */
  readonly isTriggered: boolean
  /** Resting orders, oldest first. */
  readonly orderIds: readonly string[]
}

/** Whether a shard works, the Thursday maintenance included. */
export interface ShardStatus {
  readonly exchangeIndex: number
  readonly isActive: boolean
  readonly isTrading: boolean
}

/** An account, as it was opened. */
export interface AccountView {
  readonly accountId: string
  /** Orders of one owner never trade with each other. */
  readonly ownerId: string
  readonly membership: Membership
  /** Whether collateral of exclusive markets is given back in events it comes into. */
  readonly isNetting: boolean
}

/** Where all money is: deposits + shortfall = cash + collateral + fees, to the microdollar. */
export interface MoneyTotals {
  readonly deposits: Microdollars
  /** Of every account and shard, reserved included. */
  readonly cash: Microdollars
  /** A dollar for each pair of contracts outstanding, less what was given back. */
  readonly collateral: Microdollars
  /** Collateral of exclusive markets that accounts have back already. */
  readonly returned: Microdollars
  /** Of it, what accounts could not pay back: 0 unless exclusive markets paid more than a dollar. */
  readonly shortfall: Microdollars
  /** Fees the exchange has earned. */
  readonly fees: Microdollars
}
