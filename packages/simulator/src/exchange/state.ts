/**
 * What the exchange knows while it runs: accounts, markets, orders, as mutable records. Only the files
 * of this folder touch them; outside there are views.
 * @module
 */
import type { Ids, KalshiFeeRate, KalshiFeeSources, KalshiRounding, Membership } from '@arbkit/core'
import type { ExchangeEvent } from './events.ts'
import type { FillFees } from './fill-fees.ts'
import type { MarketBook } from './market-book.ts'
import type { MarketConfig, MarketResult, PlaceOrder } from './protocol.ts'
import type { Recent } from './recent.ts'
import type { Timers } from './timers.ts'
import type {
  FillView,
  MarketStatus,
  OrderReason,
  OrderStatus,
  SettlementView,
  TradeView,
} from './views.ts'

/** An order; its numbers are the integers of the core's units. */
export interface Order {
  /** Counts orders as they come: the older has the lower. */
  readonly serial: number
  readonly account: Account
  readonly market: Market
  readonly holding: Holding
  readonly placed: PlaceOrder
  clientOrderId: string | undefined
  price: number
  /** Filled + remaining + cancelled. */
  initialCount: number
  fillCount: number
  remaining: number
  expiresMs: number | undefined
  /** What its timer knows it by; undefined: it has none. */
  expiry: { readonly atMs: number } | undefined
  status: OrderStatus
  reason: OrderReason
  /** Rounding that its fills overpaid and did not get back, microdollars. */
  overpaid: number
  /** Cash kept for the fees of what remains, microdollars; 0 unless it rests. */
  feeBudget: number
  takerFillCost: number
  makerFillCost: number
  takerFees: number
  makerFees: number
  readonly createdMs: number
  updatedMs: number
}

/** Cash of one account on one shard, microdollars. */
export interface Purse {
  readonly account: Account
  readonly exchangeIndex: number
  cash: number
  reserved: number
  /** As they were told last. */
  toldCash: number
  toldReserved: number
  /** True where the command at hand changed it. */
  isTouched: boolean
}

/** Markets of one event and shard of which at most one ends YES. */
export interface ExclusiveEvent {
  readonly key: string
  /** Those that are remembered. */
  marketCount: number
  /** What its markets that were paid gave a YES contract, together, ticks. */
  settledValue: number
}

/** What an account has in such an event, together. */
export interface EventNet {
  readonly event: ExclusiveEvent
  holdings: Holding[]
  isNetting: boolean
  /** Given back beforehand, microdollars; 0 unless it is netting. */
  returned: number
}

/** What an account has in one market. */
export interface Holding {
  readonly account: Account
  readonly market: Market
  readonly purse: Purse
  /** Undefined where markets do not exclude each other. */
  readonly net: EventNet | undefined
  /** Above 0 YES, below 0 NO. */
  position: number
  cost: number
  totalTraded: number
  realizedPnl: number
  feesPaid: number
  isSettled: boolean
  updatedMs: number
  /** Resting counts and their cost with fee budgets. */
  bidCount: number
  bidCost: number
  askCount: number
  askCost: number
  /** The part of the purse's reserve that these orders make. */
  reserved: number
}

/** Orders that are stopped together. */
export interface Group {
  readonly groupId: string
  readonly account: Account
  readonly exchangeIndex: number
  limit: number
  isTriggered: boolean
  readonly resting: Set<Order>
  /** What was matched lately, oldest first. */
  matches: { readonly atMs: number; count: number }[]
}

/** A customer, or one subaccount of a customer. */
export interface Account {
  readonly accountId: string
  readonly ownerId: string
  readonly membership: Membership
  /** Whether collateral of exclusive markets is to be given back. */
  isNetting: boolean
  readonly nets: Map<ExclusiveEvent, EventNet>
  readonly purses: ReadonlyMap<number, Purse>
  readonly holdings: Map<string, Holding>
  readonly resting: Set<Order>
  readonly ended: Recent<Order>
  readonly clientIds: Set<string>
  readonly fills: Recent<FillView>
  readonly settlements: Recent<SettlementView>
  readonly groups: Map<string, Group>
  readonly transferIds: Set<string>
}

/** A market and its book. */
export interface Market {
  readonly config: MarketConfig
  readonly event: ExclusiveEvent | undefined
  fees: KalshiFeeSources
  /** Times to come at which the fee is looked at again. */
  readonly feeTimes: Set<number>
  rate: KalshiFeeRate
  rounding: KalshiRounding
  /** Made of the two before. */
  fillFees: Readonly<Record<Membership, FillFees>>
  status: MarketStatus
  result: MarketResult | undefined
  settlementValue: number | undefined
  lastPrice: number | undefined
  lastCount: number | undefined
  volume: number
  openInterest: number
  closedMs: number | undefined
  determinedMs: number | undefined
  settledMs: number | undefined
  updatedMs: number
  readonly book: MarketBook<Order>
  readonly trades: Recent<TradeView>
  /** Of everyone who ever traded or ordered here. */
  readonly holdings: Set<Holding>
}

/** Whether a shard works, maintenance left aside. */
export interface Shard {
  readonly exchangeIndex: number
  isActive: boolean
  isTrading: boolean
}

/** Bounds of memory. */
export interface Limits {
  readonly restingOrdersMax: number
  readonly historyMax: number
  readonly tradesMax: number
  readonly settledMarketsMax: number
}

/** Everything. */
export interface State {
  nowMs: number
  readonly shards: ReadonlyMap<number, Shard>
  readonly accounts: Map<string, Account>
  readonly markets: Map<string, Market>
  readonly exclusiveEvents: Map<string, ExclusiveEvent>
  /** Resting and remembered. */
  readonly orders: Map<string, Order>
  /** Of every market. */
  readonly trades: Recent<TradeView>
  /** Paid and remembered. */
  readonly settledMarkets: Recent<Market>
  readonly timers: Timers
  readonly tradeIds: Ids
  readonly limits: Limits
  /** Entries remembered of each history of an account. */
  readonly historyMaxOf: (accountId: string) => number
  /** Of the command at hand. */
  events: ExchangeEvent[]
  /** Purses that the command at hand changed, in that order. */
  touched: Purse[]
  /** Orders so far. */
  orderCount: number
  deposits: number
  fees: number
  /** Collateral that accounts have back. */
  returned: number
  /** What accounts could not pay back. */
  shortfall: number
}
