/**
 * What the exchange says happened, in order. Types only. The book deltas of a market, added up from
 * its listing, are its book.
 * @module
 */
import type { Centicontracts, ContractSide, KalshiFeeRate, PriceTicks } from '@arbkit/core'
import type { MarketResult } from './protocol.ts'
import type {
  BalanceView,
  FillView,
  MarketStatus,
  OrderView,
  PositionView,
  SettlementView,
  TradeView,
} from './views.ts'

/** A change of the size resting at one price. */
export interface BookDeltaEvent {
  readonly kind: 'book-delta'
  readonly marketId: string
  /** `yes` for bids, `no` for asks: the venue shows both as bids. */
  readonly side: ContractSide
  /** Of that side: an ask at p of YES is a NO bid at 1 − p. */
  readonly price: PriceTicks
  readonly delta: Centicontracts
  /** Whose order changed: the venue tells the owner its client id. */
  readonly accountId: string
  readonly clientOrderId: string | undefined
  readonly atMs: number
}

/** Two orders met. */
export interface TradeEvent {
  readonly kind: 'trade'
  readonly trade: TradeView
}

/** An account's part in a trade; one for each of the two, the taker's first. */
export interface FillEvent {
  readonly kind: 'fill'
  readonly fill: FillView
}

/** An order after it changed. */
export interface OrderUpdatedEvent {
  readonly kind: 'order-updated'
  readonly order: OrderView
}

/** A position after it changed. */
export interface PositionChangedEvent {
  readonly kind: 'position-changed'
  readonly position: PositionView
}

/** A balance after the command, once for each that differs. */
export interface BalanceChangedEvent {
  readonly kind: 'balance-changed'
  readonly balance: BalanceView
  readonly atMs: number
}

/** A market came into another state. */
export interface LifecycleEvent {
  readonly kind: 'lifecycle'
  readonly marketId: string
  readonly eventId: string
  readonly exchangeIndex: number
  /** `schedule` where the time came, not a command: the venue tells nobody of a scheduled opening. */
  readonly cause: 'command' | 'schedule'
  readonly status: MarketStatus
  readonly result: MarketResult | undefined
  readonly settlementValue: PriceTicks | undefined
  readonly atMs: number
}

/** A market paid one account. */
export interface SettledEvent {
  readonly kind: 'settled'
  readonly settlement: SettlementView
}

/** Another fee is in force, or an event's own override begins or ends: once for each change. */
export interface FeeUpdatedEvent {
  readonly kind: 'fee-updated'
  readonly marketId: string
  readonly eventId: string
  readonly rate: KalshiFeeRate
  readonly atMs: number
}

/** An order group changed. */
export interface GroupUpdatedEvent {
  readonly kind: 'group-updated'
  readonly accountId: string
  readonly groupId: string
  readonly change: 'created' | 'triggered' | 'reset' | 'deleted' | 'limit_updated'
  readonly limit: Centicontracts
  readonly atMs: number
}

/** A shard was paused or resumed. */
export interface ExchangeStatusEvent {
  readonly kind: 'exchange-status'
  readonly exchangeIndex: number
  readonly isActive: boolean
  readonly isTrading: boolean
  readonly atMs: number
}

/** Everything the exchange can say. */
export type ExchangeEvent =
  | BookDeltaEvent
  | TradeEvent
  | FillEvent
  | OrderUpdatedEvent
  | PositionChangedEvent
  | BalanceChangedEvent
  | LifecycleEvent
  | SettledEvent
  | FeeUpdatedEvent
  | GroupUpdatedEvent
  | ExchangeStatusEvent
