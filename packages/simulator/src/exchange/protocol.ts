/**
 * What the exchange is told and what it answers: commands, refusals, results, and the configuration
 * of a market. Types only. What it says happened stands in `events.ts`, what can be read in `views.ts`.
 *
 * Every command carries its time; times never go backwards. Orders stand on the single YES book:
 * `bid` buys YES at `price`, `ask` buys NO at 1 − `price` (docs.kalshi.com, order direction,
 * 2026-10-09). Facts of the venue are of OpenAPI 3.28.0, 2026-08-22, unless another source is named.
 * @module
 */
import type {
  Centicontracts,
  KalshiFeeRecord,
  KalshiFeeSources,
  Membership,
  Microdollars,
  PriceGrid,
  PriceTicks,
} from '@arbkit/core'

/** Side of the YES book: `bid` wants YES, `ask` wants NO. */
export type BookSide = 'bid' | 'ask'

/** How long an order stands. An expiry is `good_till_canceled` with `expiresMs`. */
export type TimeInForce = 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill'

/**
 * What happens when an order would trade with one of the same owner: `taker_at_cross` stops the
 * taker and keeps what was filled, `maker` cancels the resting one and goes on.
 */
export type SelfTradePrevention = 'taker_at_cross' | 'maker'

/** A market, as it is listed. */
export interface MarketConfig {
  /** The ticker. */
  readonly marketId: string
  readonly eventId: string
  readonly seriesId: string
  /** Prices that orders may have. */
  readonly grid: PriceGrid
  /** Unix ms: trading begins (included). At or before the listing: at once. */
  readonly opensMs: number
  /** Unix ms: trading ends (that moment is closed already); later than `opensMs`. */
  readonly closesMs: number
  /** The shard: whose cash pays. A whole number of 0 or more. */
  readonly exchangeIndex: number
  /** What is known of the fee; records with a later `knownFromMs` take effect then. */
  readonly fees: KalshiFeeSources
  /** True where at most one market of the event ends YES: what `set-netting` is about. */
  readonly isMutuallyExclusive: boolean
  /** Milliseconds from determination to payment; undefined: paid when `settle-market` comes. */
  readonly settlementTimerMs?: number | undefined
}

/** How a market ended. `scalar` pays `value` a YES contract and 1 − `value` a NO; a tie is 0.50. */
export type MarketResult =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'scalar'; readonly value: PriceTicks }

interface At {
  /** Unix ms, whole; at least that of the command before. */
  readonly nowMs: number
}
interface OfMarket extends At {
  readonly marketId: string
}
interface OfAccount extends At {
  readonly accountId: string
}
interface OfOrder extends OfAccount {
  readonly orderId: string
  /** Where the order is looked for; undefined: anywhere. Another shard does not know it. */
  readonly exchangeIndex?: number | undefined
}
interface OfGroup extends OfAccount {
  readonly groupId: string
  readonly exchangeIndex?: number | undefined
}

/** Lists a market: `initialized`, or `active` where `opensMs` has come. */
export interface ListMarket extends At {
  readonly kind: 'list-market'
  readonly market: MarketConfig
}
/** Starts or restarts trading. A restart cancels every resting order (facts, 2026-11-21). */
export interface OpenMarket extends OfMarket {
  readonly kind: 'open-market'
}
/** Stops trading: nothing is placed or amended; cancelling goes on. */
export interface PauseMarket extends OfMarket {
  readonly kind: 'pause-market'
}
/** Ends trading for good: resting orders are cancelled, further cancels fail. */
export interface CloseMarket extends OfMarket {
  readonly kind: 'close-market'
}
/** Says how the market ended; closes it first where that has not come. May be corrected until paid. */
export interface DetermineMarket extends OfMarket {
  readonly kind: 'determine-market'
  readonly result: MarketResult
}
/** Pays a determined market, once. */
export interface SettleMarket extends OfMarket {
  readonly kind: 'settle-market'
}
/** Opens an account; a deposit does so too, as a direct member that owns itself. */
export interface OpenAccount extends OfAccount {
  readonly kind: 'open-account'
  readonly membership: Membership
  /** Accounts of one owner (subaccounts) never trade with each other; undefined: the account itself. */
  readonly ownerId?: string | undefined
}
/** Pays cash in. */
export interface Deposit extends OfAccount {
  readonly kind: 'deposit'
  readonly exchangeIndex: number
  /** Above 0. */
  readonly amount: Microdollars
}
/**
 * Moves free cash between shards, or to another account of the same owner. The same `transferId` of the
 * account again changes nothing, as long as fewer than `TRANSFER_IDS_MAX` came after it.
 */
export interface Transfer extends OfAccount {
  readonly kind: 'transfer'
  readonly transferId: string
  readonly fromIndex: number
  readonly toIndex: number
  /** Undefined: the account itself. */
  readonly toAccountId?: string | undefined
  /** Above 0. */
  readonly amount: Microdollars
}
/**
 * Chooses whether collateral of markets that exclude each other is given back; off for a new account.
 * It holds for events that the account has no position and no order in.
 */
export interface SetNetting extends OfAccount {
  readonly kind: 'set-netting'
  readonly isNetting: boolean
}
/** Places an order. */
export interface PlaceOrder extends OfAccount {
  readonly kind: 'place'
  /** The venue's id; fresh. */
  readonly orderId: string
  /**
   * The client's id; empty or undefined: none. Another order's of the account is refused while that
   * order rests and for as long as it is remembered (`HISTORY_MAX` ended orders of the account).
   */
  readonly clientOrderId?: string | undefined
  readonly marketId: string
  readonly exchangeIndex?: number | undefined
  readonly side: BookSide
  /** Of YES, on the grid. */
  readonly price: PriceTicks
  /** 0.01 contract or more. */
  readonly count: Centicontracts
  readonly timeInForce: TimeInForce
  readonly selfTradePrevention: SelfTradePrevention
  /** Refused where it would trade at once. Only `good_till_canceled`. */
  readonly isPostOnly?: boolean | undefined
  /** Cut to what closes the position. Only `immediate_or_cancel`. */
  readonly isReduceOnly?: boolean | undefined
  readonly isCancelledOnPause?: boolean | undefined
  /** Unix ms from which the order is gone (included); later than `nowMs`. */
  readonly expiresMs?: number | undefined
  readonly groupId?: string | undefined
}
/** Takes back what rests of an order. */
export interface CancelOrder extends OfOrder {
  readonly kind: 'cancel'
}
/** Changes a resting order. Less size, or another expiry alone, keeps its place in the queue. */
export interface AmendOrder extends OfOrder {
  readonly kind: 'amend'
  /** Must be the order's. */
  readonly marketId: string
  /** Must be the order's. */
  readonly side: BookSide
  readonly price: PriceTicks
  /** Filled so far + what is to rest. */
  readonly count: Centicontracts
  /** Where given, must be the order's. */
  readonly clientOrderId?: string | undefined
  readonly updatedClientOrderId?: string | undefined
  /** Undefined keeps the expiry, null clears it. */
  readonly expiresMs?: number | null | undefined
}
/** Makes a resting order smaller; to nothing cancels it. */
export interface DecreaseOrder extends OfOrder {
  readonly kind: 'decrease'
  readonly by: { readonly reduceBy: Centicontracts } | { readonly reduceTo: Centicontracts }
}
/** Cancels every resting order of an account, or of it in one market. */
export interface CancelAll extends OfAccount {
  readonly kind: 'cancel-all'
  readonly marketId?: string | undefined
}
/** Makes an order group: past `limit` contracts matched in 15 s its orders are cancelled. */
export interface CreateGroup extends OfAccount {
  readonly kind: 'create-group'
  /** Fresh. */
  readonly groupId: string
  readonly exchangeIndex: number
  /** Above 0. */
  readonly limit: Centicontracts
}
/** Takes orders again; what was matched before no longer counts. */
export interface ResetGroup extends OfGroup {
  readonly kind: 'reset-group'
}
/** Cancels the group's orders and takes no more until a reset. */
export interface TriggerGroup extends OfGroup {
  readonly kind: 'trigger-group'
}
/** Changes the limit; one that is reached already triggers the group. */
export interface LimitGroup extends OfGroup {
  readonly kind: 'limit-group'
  readonly limit: Centicontracts
}
/** Cancels the group's orders and forgets the group. */
export interface DeleteGroup extends OfGroup {
  readonly kind: 'delete-group'
}
/** Adds a fee record to every market of a series; a `knownFromMs` to come is a scheduled change. */
export interface ChangeSeriesFees extends At {
  readonly kind: 'change-series-fees'
  readonly seriesId: string
  readonly record: KalshiFeeRecord
}
/** Sets or clears (undefined) what overrides the series' fee in every market of an event. */
export interface ChangeEventFees extends At {
  readonly kind: 'change-event-fees'
  readonly eventId: string
  readonly override: KalshiFeeRecord | undefined
}
/** Pauses or resumes a shard, or all. Not active: nothing works; not trading: only cancels do. */
export interface SetExchangeStatus extends At {
  readonly kind: 'set-exchange-status'
  /** Undefined: every shard. */
  readonly exchangeIndex?: number | undefined
  readonly isActive: boolean
  readonly isTrading: boolean
}
/** Lets time pass: expiries, opening, closing, fee changes and payments that have come due. */
export interface Tick extends At {
  readonly kind: 'tick'
}

/** Everything the exchange can be told. */
export type ExchangeCommand =
  | ListMarket
  | OpenMarket
  | PauseMarket
  | CloseMarket
  | DetermineMarket
  | SettleMarket
  | OpenAccount
  | Deposit
  | Transfer
  | SetNetting
  | PlaceOrder
  | CancelOrder
  | AmendOrder
  | DecreaseOrder
  | CancelAll
  | CreateGroup
  | ResetGroup
  | TriggerGroup
  | LimitGroup
  | DeleteGroup
  | ChangeSeriesFees
  | ChangeEventFees
  | SetExchangeStatus
  | Tick

/**
 * Why a command was refused. The venue's codes where facts or logs of bots name them (2026-11-21;
 * the killed FOK and both pauses are HTTP 409, and so is `order_already_exists`); ours, in the same form,
 * are `order_group_triggered`, `too_many_orders`, `already_exists` and `invalid_state`.
 */
export type RefusalCode =
  | 'insufficient_balance'
  | 'available_balance_too_low'
  | 'invalid_order'
  | 'invalid_order_size'
  | 'order_id_and_client_order_id_mismatch'
  | 'order_side_mismatch'
  | 'order_ticker_mismatch'
  | 'market_not_found'
  | 'not_found'
  | 'MARKET_INACTIVE'
  | 'order_already_exists'
  | 'fill_or_kill_insufficient_resting_volume'
  | 'trading_is_paused'
  | 'exchange_is_paused'
  | 'order_group_triggered'
  | 'too_many_orders'
  | 'already_exists'
  | 'invalid_state'
  | 'invalid_parameters'

/** A command that changed nothing. */
export interface Refusal {
  readonly code: RefusalCode
  /** For people: what the venue puts into `message` or `details`, as in "post only cross". */
  readonly message: string
}

/** What became of an order that was placed or amended. */
export interface OrderOutcome {
  readonly orderId: string
  readonly clientOrderId: string | undefined
  /** Filled by this command. */
  readonly fillCount: Centicontracts
  /** What rests afterwards; 0 where the rest was cancelled. */
  readonly remainingCount: Centicontracts
  /** Sum of yes price × count of this command's fills; ÷ `fillCount` is the average price. */
  readonly yesValue: Microdollars
  /** Fees of this command's fills; ÷ `fillCount` is the average a contract. */
  readonly fees: Microdollars
}

/** One order that was cancelled. */
export interface CancelledOrder {
  readonly orderId: string
  readonly clientOrderId: string | undefined
  readonly reducedBy: Centicontracts
}

/** What a command that was carried out came to. */
export type CommandOk =
  | { readonly kind: 'done' }
  | { readonly kind: 'order'; readonly order: OrderOutcome }
  | { readonly kind: 'cancelled'; readonly orders: readonly CancelledOrder[] }
  | {
      readonly kind: 'decreased'
      readonly orderId: string
      readonly clientOrderId: string | undefined
      readonly remainingCount: Centicontracts
    }

/** What the exchange answers to one command. */
export type CommandResult = { readonly ok: CommandOk } | { readonly refused: Refusal }
