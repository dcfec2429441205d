/**
 * `@arbkit/kalshi`: Kalshi's wire formats, checked and turned into the nouns of `@arbkit/core`, and the
 * client: signed REST calls within the account's limits, orders on the YES book, the price grid and fees
 * as of a time, and the canary that refuses to trade when the venue is no longer what this was built
 * for. Clock, randomness, fetch and files are arguments. Wire schemas are private, so a change of the
 * wire stays in here.
 * @module
 */
export {
  type KalshiFrame,
  type KalshiRecognition,
  type KalshiShape,
  recogniseKalshi,
} from './recognise.ts'
export { seriesOfLeague, subjectOfSeries } from './series-table.ts'
export { type GameCode, parseTicker, type Ticker, type WallClock } from './ticker.ts'
export {
  type Candlestick,
  type MarketCandlesticks,
  type Ohlc,
  parseCandlesticks,
} from './to-core/candlestick.ts'
export { parseEvents } from './to-core/event.ts'
export { listingOfTicker } from './to-core/listing.ts'
export { parseMarkets } from './to-core/market.ts'
export {
  type Milestone,
  parseMilestones,
  parseStructuredTargets,
  type StructuredTarget,
  withMilestone,
} from './to-core/milestone.ts'
export { type MarketBook, parseOrderBooks } from './to-core/order-book.ts'
export { type FeeChange, parseFeeChanges, parseSeries } from './to-core/series.ts'
export { parseSettlements, type Settlement } from './to-core/settlement.ts'
export type {
  FillMessage,
  PositionMessage,
  TickerMessage,
  TradeMessage,
  UserOrderMessage,
} from './to-core/stream-channels.ts'
export { parseStreamMessage, type StreamMessage, type StreamOptions } from './to-core/stream.ts'
export { createKeyFiles } from './auth/key-files.ts'
export {
  KEY_FILE_BYTES_MAX,
  type OpenKeyFile,
  type KeyFiles,
  type LoadedKey,
  loadPrivateKey,
} from './auth/private-key.ts'
export {
  REST_PREFIX,
  STREAM_PATH,
  type Credentials,
  type SignedCall,
  type SignatureHeaders,
  createCredentials,
  textToSign,
  signCall,
  signStreamHandshake,
} from './auth/signature.ts'
export {
  type SigningKeyType,
  RSA_BITS_MIN,
  type PublicFacts,
  type SigningKey,
  parseSigningKey,
} from './auth/signing-key.ts'
export type { KnownTerms } from './client/account-terms.ts'
export type { CanaryState } from './client/canary-runner.ts'
export {
  createKalshiClient,
  type KalshiClient,
  type KalshiClientOptions,
} from './client/kalshi-client.ts'
export { needsOpenGate } from './client/order-guard.ts'
export { TradingRefusedError } from './client/trading-refused-error.ts'
export {
  CANARY_CHECK_IDS,
  type CanaryCheckId,
  type Answer,
  type Observation,
  type Judgement,
  type CanaryPorts,
  type CanaryCheck,
} from './drift/canary-check.ts'
export {
  CANARY_INTERVAL_MS,
  CANARY_JITTER_SHARE,
  CANARY_RETRY_MS_MIN,
  CANARY_RETRY_MS_MAX,
  CANARY_RUN_MS_MAX,
  type CanarySchedule,
  type CanaryScheduleEvent,
  type CanaryScheduleStep,
  newCanarySchedule,
  stepCanarySchedule,
} from './drift/canary-schedule.ts'
export {
  type CanaryOptions,
  CANARY_SERIES,
  CANARY_SERIES_MAX,
  type CanaryResult,
  type CanaryReport,
  canaryChecks,
  runCanary,
  dateReader,
} from './drift/canary.ts'
export {
  CLOCK_ANSWER_MS_MAX,
  CLOCK_SKEW_MS_MAX,
  CLOCK_SKEW_MS_WARN,
  type ClockSkew,
  clockSkewOf,
} from './drift/checks/clock.ts'
export {
  CANARY_AGE_MS_MAX,
  REQUIRED_CHECKS,
  type TradingGate,
  tradingGate,
  isCanaryHealthy,
} from './drift/trading-gate.ts'
export {
  type ChargedFill,
  type FeeCheck,
  type ChargedOrder,
  checkOrderFees,
  feeFillOf,
} from './fees/charged-fee.ts'
export {
  checkFills,
  type FillsCheck,
  type FillsToCheck,
  type OrderFeeCheck,
} from './fees/check-fills.ts'
export { driftCausesOf } from './fees/drift-causes.ts'
export { type FeeMarket, type FeeAsOf, feeAsOf } from './fees/fee-as-of.ts'
export { type SeriesFeeDrift, type FeeDriftReport, feeDriftOf } from './fees/fee-drift.ts'
export {
  type StatedFee,
  type FeeEvent,
  type FeeFact,
  type FeeRecords,
  NO_FEE_RECORDS,
  feeRecordsOf,
  forgetFeesBefore,
} from './fees/fee-records.ts'
export {
  type GridEvent,
  type GridBook,
  type GridAsOf,
  NO_GRIDS,
  noteGrids,
  gridAsOf,
  forgetGridsBefore,
} from './grid/grid-book.ts'
export {
  type GridChange,
  gridEventOfLifecycle,
  gridEventOfMessage,
  gridEventsOfMarkets,
} from './grid/grid-events.ts'
export {
  type NearestPrices,
  type OrderPriceCheck,
  checkOrderPrice,
  nearestPrices,
} from './grid/order-price.ts'
export { priceGridOfRanges, missingWholeCents } from './grid/price-ranges.ts'
export { AUTO_ROUTED } from './limits/buckets.ts'
export { PUBLISHED_COSTS } from './limits/endpoint-costs.ts'
export { type NotSentReason, RequestNotSentError } from './limits/not-sent-error.ts'
export { QUEUE_LENGTH_MAX } from './limits/queue-reducer.ts'
export {
  type QueuedCall,
  type AccountTerms,
  type RequestQueue,
  type RequestQueueOptions,
  createRequestQueue,
} from './limits/request-queue.ts'
export { type TokenLimits, type UsageTier, TIER_LIMITS, usageTierOf } from './limits/tiers.ts'
export {
  type TradeAction,
  type BookSide,
  type ContractTrade,
  type YesBookQuote,
  ORDER_COUNT_MIN,
  toYesBook,
  fromYesBook,
  outcomeSideOf,
  collateralOf,
  checkOnGrid,
  checkOrderCount,
} from './orders/yes-book.ts'
export type { CursorParams, Page } from './rest/endpoints/call.ts'
export {
  getAccountLimitsRequest,
  getAccountLimits,
  getEndpointCostsRequest,
  getEndpointCosts,
  getVolumeProgressRequest,
  getVolumeProgress,
} from './rest/endpoints/account.ts'
export {
  EVENTS_PAGE_MAX,
  EVENT_FILTERS,
  type EventsParams,
  type EventsPage,
  getEventsRequest,
  getEvents,
  type EventParams,
  getEventRequest,
  getEvent,
} from './rest/endpoints/events.ts'
export {
  type ExchangeRoute,
  AUTO_EXCHANGE_INDEX,
  exchangeIndexOf,
  type OrderPlace,
  orderPlaceOf,
} from './rest/endpoints/exchange-route.ts'
export {
  getExchangeStatusRequest,
  getExchangeStatus,
  getExchangeScheduleRequest,
  getExchangeSchedule,
} from './rest/endpoints/exchange.ts'
export {
  LIVE_DATA_PER_CALL,
  LIVE_DATA_MAX,
  type LiveDataParams,
  getLiveDataRequest,
  getLiveData,
  type LiveDataBatchParams,
  getLiveDataBatchRequests,
  getLiveDataBatch,
  type EventLiveDataParams,
  getEventLiveDataRequest,
  getEventLiveData,
} from './rest/endpoints/live-data.ts'
export {
  MARKETS_PAGE_MAX,
  MARKET_FILTERS,
  COMBO_FILTERS,
  type MarketsParams,
  getMarketsRequest,
  getMarkets,
  type MarketParams,
  getMarketRequest,
  getMarket,
} from './rest/endpoints/markets.ts'
export {
  MILESTONES_PAGE_MAX,
  TARGETS_PAGE_MAX,
  type MilestonesParams,
  getMilestonesRequest,
  getMilestones,
  type MilestoneParams,
  getMilestoneRequest,
  getMilestone,
  type StructuredTargetsParams,
  getStructuredTargetsRequest,
  getStructuredTargets,
  type StructuredTargetParams,
  getStructuredTargetRequest,
  getStructuredTarget,
} from './rest/endpoints/milestones.ts'
export {
  TIMES_IN_FORCE,
  type TimeInForce,
  SELF_TRADE_PREVENTIONS,
  type SelfTradePrevention,
  type OrderTerms,
  type NewOrder,
  termsOf,
  newOrderBody,
} from './rest/endpoints/new-order.ts'
export {
  BATCH_ORDERS_MAX,
  type CreateOrdersParams,
  createOrdersRequest,
  createOrders,
  type CancelOrdersParams,
  cancelOrdersRequest,
  cancelOrders,
  type CancelAllParams,
  cancelAllOrdersRequest,
  cancelAllOrders,
} from './rest/endpoints/order-batches.ts'
export {
  ORDER_BOOK_DEPTH_MAX,
  ORDER_BOOKS_PER_CALL,
  ORDER_BOOKS_MAX,
  type OrderBookParams,
  getOrderBookRequest,
  getOrderBook,
  type OrderBooksParams,
  getOrderBooksRequests,
  getOrderBooks,
} from './rest/endpoints/order-books.ts'
export {
  type NewOrderGroup,
  createOrderGroupRequest,
  createOrderGroup,
  type OrderGroupsParams,
  getOrderGroupsRequest,
  getOrderGroups,
  type OrderGroupParams,
  getOrderGroupRequest,
  getOrderGroup,
  type ChangeOrderGroupParams,
  deleteOrderGroupRequest,
  deleteOrderGroup,
  resetOrderGroupRequest,
  resetOrderGroup,
  triggerOrderGroupRequest,
  triggerOrderGroup,
  type OrderGroupLimitParams,
  setOrderGroupLimitRequest,
  setOrderGroupLimit,
} from './rest/endpoints/order-groups.ts'
export {
  createOrderRequest,
  createOrder,
  checkPlaced,
  type CancelParams,
  cancelOrderRequest,
  cancelOrder,
  type AmendParams,
  amendOrderRequest,
  amendOrder,
  type DecreaseParams,
  decreaseOrderRequest,
  decreaseOrder,
} from './rest/endpoints/order-writes.ts'
export {
  ORDERS_PAGE_MAX,
  ORDERS_EVENTS_MAX,
  ORDER_FILTERS,
  type OrdersParams,
  getOrdersRequest,
  getOrders,
  type OrderParams,
  getOrderRequest,
  getOrder,
} from './rest/endpoints/orders.ts'
export {
  PORTFOLIO_PAGE_MAX,
  type BalanceParams,
  getBalanceRequest,
  getBalance,
  POSITION_FILTERS,
  POSITION_COUNTS,
  type PositionsParams,
  type PositionsPage,
  getPositionsRequest,
  getPositions,
  type FillsParams,
  getFillsRequest,
  getFills,
  type SettlementsParams,
  getSettlementsRequest,
  getSettlements,
} from './rest/endpoints/portfolio.ts'
export {
  type SeriesListParams,
  getSeriesListRequest,
  getSeriesList,
  type SeriesParams,
  getSeriesRequest,
  getSeries,
  type SeriesFeeChangesParams,
  getSeriesFeeChangesRequest,
  getSeriesFeeChanges,
  FEE_CHANGES_PAGE_MAX,
  type EventFeeChangesParams,
  getEventFeeChangesRequest,
  getEventFeeChanges,
} from './rest/endpoints/series.ts'
export {
  TRADES_PAGE_MAX,
  type TradesParams,
  getTradesRequest,
  getTrades,
  CANDLESTICK_MINUTES,
  type CandlesticksParams,
  getCandlesticksRequest,
  getCandlesticks,
} from './rest/endpoints/trades.ts'
export {
  TRANSFER_STEP_MICRODOLLARS,
  TRANSFERS_PAGE_MAX,
  ALLOCATION_PERCENT,
  type NewTransfer,
  transferRequest,
  transfer,
  type TransferParams,
  getTransferRequest,
  getTransfer,
  type TransfersParams,
  getTransfersRequest,
  getTransfers,
  getAllocationRequest,
  getAllocation,
  type AllocationParams,
  setAllocationRequest,
  setAllocation,
} from './rest/endpoints/transfers.ts'
export { type KalshiHost, PRODUCTION_HOST, DEMO_HOST, customHost } from './rest/hosts.ts'
export {
  PAGES_MAX,
  RepeatedCursorError,
  TooManyPagesError,
  type PagesOptions,
  type AskForPage,
  allItems,
  eachItem,
  eachPage,
} from './rest/pages.ts'
export type { Query, RequestCost, KalshiRequest, SendOptions, Send } from './rest/request.ts'
export {
  ANSWER_TIMEOUT_MS,
  type ReceivedAnswer,
  type TransportOptions,
  createTransport,
} from './rest/transport.ts'
export type { AccountLimits, EndpointCosts, VolumeProgress } from './to-core/account.ts'
export type { ShardBalance, Balance } from './to-core/balance.ts'
export {
  type ShardStatus,
  type ExchangeStatus,
  type ExchangeSchedule,
  parseExchangeStatus,
} from './to-core/exchange.ts'
export type { AccountFill } from './to-core/fill.ts'
export type { MilestoneLiveData, EventLiveData } from './to-core/live-data.ts'
export type { OrderRefusal, BatchResult } from './to-core/order-batch.ts'
export type { CreatedOrderGroup, OrderGroup, OrderGroupDetail } from './to-core/order-group.ts'
export type {
  PlacedOrder,
  AmendedOrder,
  DecreasedOrder,
  CancelledOrder,
} from './to-core/order-result.ts'
export type { AccountOrder } from './to-core/order.ts'
export type { MarketPosition, EventPosition } from './to-core/position.ts'
export type { Trade } from './to-core/trade.ts'
export type { ShardTransfer, ShardAllocation } from './to-core/transfer.ts'
export { RECONNECT_MAX_MS, RECONNECT_MIN_MS, reconnectDelayMs } from './ws/backoff.ts'
export { BOOK_CHANNEL, BookSync } from './ws/book-sync.ts'
export type { ChannelRequest } from './ws/channel-subscriptions.ts'
export {
  commandText,
  MARKETS_PER_COMMAND_MAX,
  MARKETS_PER_CONNECTION_MAX,
  type StreamChannel,
  type StreamCommand,
  type StreamShard,
  USES_YES_PRICES,
} from './ws/commands.ts'
export { decodeFrame, type Unreadable } from './ws/decode-frame.ts'
export { type ErrorMeaning, type ErrorPolicy, meaningOfError } from './ws/error-codes.ts'
export type { OpenSocket, SocketHandlers, SocketRequest, StreamSocket } from './ws/socket-port.ts'
export { openUndiciSocket } from './ws/socket-port.ts'
export {
  createKalshiStream,
  createSystemTimers,
  EVENTS_QUEUED_MAX,
  type KalshiStream,
  type KalshiStreamOptions,
  type StreamListener,
  type Timers,
} from './ws/socket-shell.ts'
export type {
  BookStatus,
  BookView,
  CloseCause,
  IgnoredCause,
  ResyncCause,
  StreamCounts,
  StreamEffect,
  StreamEvent,
  StreamFault,
} from './ws/stream-effect.ts'
export {
  bookStatusOf,
  countsOf,
  createStreamState,
  DATA_TIMEOUT_MS,
  HEARTBEAT_TIMEOUT_MS,
  reduceStream,
  type StreamState,
} from './ws/stream-reducer.ts'
