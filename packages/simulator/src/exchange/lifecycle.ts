/**
 * The life of a market, from its listing to its payment.
 * @module
 */
import {
  checkPriceGrid,
  InvalidInputError,
  kalshiFeeRateAt,
  kalshiRoundingAt,
  priceTicks,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import { joinEvent } from './collateral-return.ts'
import { settleInEvent } from './event-settlement.ts'
import type { LifecycleEvent } from './events.ts'
import { scheduleFees, whyFeesInvalid } from './fee-changes.ts'
import { fillFeesOf } from './fill-fees.ts'
import { bookSettlement } from './ledger.ts'
import { marketOf } from './lookup.ts'
import { MarketBook } from './market-book.ts'
import type {
  CloseMarket,
  CommandResult,
  DetermineMarket,
  ListMarket,
  MarketConfig,
  MarketResult,
  OpenMarket,
  PauseMarket,
  SettleMarket,
} from './protocol.ts'
import { Recent } from './recent.ts'
import { accept, isRefusal, refuse } from './refusal.ts'
import { cancelEach } from './resting.ts'
import { rememberSettled } from './retention.ts'
import type { Holding, Market, State } from './state.ts'
import { toPositionView } from './to-view.ts'
import type { MarketStatus, SettlementView } from './views.ts'

/** What a game that ends in a tie pays: $0.50 a contract of either side (facts, 2026-11-21). */
export const TIE_VALUE: PriceTicks = priceTicks(TICKS_PER_DOLLAR / 2)

/** What moves a listed market on. */
export type LifecycleCommand =
  | OpenMarket
  | PauseMarket
  | CloseMarket
  | DetermineMarket
  | SettleMarket

type Cause = LifecycleEvent['cause']

/** Carries out `list-market`. */
export function listMarket(state: State, { market: config, nowMs }: ListMarket): CommandResult {
  if (state.markets.has(config.marketId)) return refuse('already_exists', 'market already exists')
  const wrong = whyConfigInvalid(state, config, nowMs)
  if (wrong !== undefined) return refuse('invalid_parameters', wrong)
  const rate = kalshiFeeRateAt(config.fees, nowMs)
  const rounding = kalshiRoundingAt(nowMs)
  const market: Market = {
    config,
    event: joinEvent(state, config),
    fees: config.fees,
    feeTimes: new Set(),
    rate,
    rounding,
    fillFees: fillFeesOf(rate, rounding),
    status: 'initialized',
    result: undefined,
    settlementValue: undefined,
    lastPrice: undefined,
    lastCount: undefined,
    volume: 0,
    openInterest: 0,
    closedMs: undefined,
    determinedMs: undefined,
    settledMs: undefined,
    updatedMs: nowMs,
    book: new MarketBook(),
    trades: new Recent(state.limits.historyMax),
    holdings: new Set(),
  }
  state.markets.set(config.marketId, market)
  tellLifecycle(state, market, 'command')
  scheduleFees(state, market)
  if (config.opensMs <= nowMs) enter(state, market, 'active', 'command')
  else state.timers.set(config.opensMs, () => openAsPlanned(state, market))
  state.timers.set(
    config.closesMs,
    () => closeMarket(state, market, 'schedule'),
    () => market.closedMs === undefined,
  )
  return accept()
}

/** Carries out what moves a market on. */
export function moveMarket(state: State, command: LifecycleCommand): CommandResult {
  const market = marketOf(state, { marketId: command.marketId })
  if (isRefusal(market)) return { refused: market }
  switch (command.kind) {
    case 'open-market':
      return openMarket(state, market)
    case 'pause-market':
      return pauseMarket(state, market)
    case 'close-market':
      return closeMarket(state, market, 'command') ? accept() : refuseState(market)
    case 'determine-market':
      return determineMarket(state, market, command.result)
    case 'settle-market':
      return settleMarket(state, market, 'command') ? accept() : refuseState(market)
  }
}

function whyConfigInvalid(state: State, config: MarketConfig, nowMs: number): string | undefined {
  const { marketId, opensMs, closesMs, exchangeIndex, grid, settlementTimerMs } = config
  if (marketId === '') return 'a market needs an id'
  if (!(Number.isInteger(opensMs) && closesMs > Math.max(opensMs, nowMs))) {
    return 'a market must close after it opens, and later than now'
  }
  if (!state.shards.has(exchangeIndex)) return 'no such shard'
  if (settlementTimerMs !== undefined && !(settlementTimerMs >= 0)) {
    return 'the settlement timer must be 0 or more'
  }
  try {
    checkPriceGrid(grid)
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message
    throw error
  }
  return whyFeesInvalid(config.fees)
}

function openAsPlanned(state: State, market: Market): void {
  if (market.status === 'initialized') enter(state, market, 'active', 'schedule')
}

function openMarket(state: State, market: Market): CommandResult {
  if (market.status !== 'initialized' && market.status !== 'inactive') return refuseState(market)
  cancelEach(state, market.book.orders(), 'reopened')
  enter(state, market, 'active', 'command')
  return accept()
}

function pauseMarket(state: State, market: Market): CommandResult {
  if (market.status !== 'active') return refuseState(market)
  enter(state, market, 'inactive', 'command')
  cancelForPause(state, market)
  return accept()
}

/** Cancels the orders of a market whose owners asked for that in a pause. */
export function cancelForPause(state: State, market: Market): void {
  const orders = market.book.orders().filter(({ placed }) => placed.isCancelledOnPause === true)
  cancelEach(state, orders, 'pause')
}

function closeMarket(state: State, market: Market, cause: Cause): boolean {
  const { status } = market
  if (status !== 'initialized' && status !== 'active' && status !== 'inactive') return false
  cancelEach(state, market.book.orders(), 'market-closed')
  market.closedMs = state.nowMs
  enter(state, market, 'closed', cause)
  return true
}

function determineMarket(state: State, market: Market, result: MarketResult): CommandResult {
  const value = valueOf(result)
  if (!(Number.isInteger(value) && value >= 0 && value <= TICKS_PER_DOLLAR)) {
    return refuse('invalid_parameters', 'a value is a price from 0 to 1')
  }
  if (market.status === 'finalized') return refuseState(market)
  closeMarket(state, market, 'command')
  const determinedMs = state.nowMs
  market.result = result
  market.settlementValue = value
  market.determinedMs = determinedMs
  enter(state, market, 'determined', 'command')
  const { settlementTimerMs } = market.config
  if (settlementTimerMs !== undefined) {
    state.timers.set(determinedMs + settlementTimerMs, () => {
      // A correction in between begins the wait anew.
      if (market.determinedMs === determinedMs) settleMarket(state, market, 'schedule')
    })
  }
  return accept()
}

/** Returns what a YES contract pays, in ticks. */
function valueOf(result: MarketResult): number {
  if (result.kind === 'scalar') return result.value
  return result.kind === 'yes' ? TICKS_PER_DOLLAR : 0
}

function settleMarket(state: State, market: Market, cause: Cause): boolean {
  const { status, result, settlementValue } = market
  if (status !== 'determined' || result === undefined || settlementValue === undefined) return false
  market.settledMs = state.nowMs
  enter(state, market, 'finalized', cause)
  for (const holding of market.holdings) {
    const { position, cost, feesPaid, account } = holding
    const revenue = bookSettlement(state, holding, settlementValue)
    if (position === 0) continue
    const settlement = settlementOf(holding, { position, cost, revenue, feeCost: feesPaid })
    account.settlements.push(settlement)
    state.events.push({ kind: 'settled', settlement })
    state.events.push({ kind: 'position-changed', position: toPositionView(holding) })
  }
  settleInEvent(state, market, settlementValue)
  rememberSettled(state, market)
  return true
}

interface Paid {
  readonly position: number
  readonly cost: number
  readonly revenue: number
  readonly feeCost: number
}

function settlementOf({ account, market }: Holding, paid: Paid): SettlementView {
  const { marketId, eventId, exchangeIndex } = market.config
  const { position, cost } = paid
  return {
    accountId: account.accountId,
    marketId,
    eventId,
    exchangeIndex,
    result: market.result as MarketResult,
    value: market.settlementValue as PriceTicks,
    yesCount: Math.max(0, position) as SettlementView['yesCount'],
    noCount: Math.max(0, -position) as SettlementView['noCount'],
    yesCost: (position > 0 ? cost : 0) as SettlementView['yesCost'],
    noCost: (position < 0 ? cost : 0) as SettlementView['noCost'],
    revenue: paid.revenue as SettlementView['revenue'],
    feeCost: paid.feeCost as SettlementView['feeCost'],
    settledMs: market.settledMs as number,
  }
}

function enter(state: State, market: Market, status: MarketStatus, cause: Cause): void {
  market.status = status
  market.updatedMs = state.nowMs
  tellLifecycle(state, market, cause)
}

function tellLifecycle(state: State, market: Market, cause: Cause): void {
  const { marketId, eventId, exchangeIndex } = market.config
  state.events.push({
    kind: 'lifecycle',
    marketId,
    eventId,
    exchangeIndex,
    cause,
    status: market.status,
    result: market.result,
    settlementValue: market.settlementValue as PriceTicks | undefined,
    atMs: state.nowMs,
  })
}

function refuseState({ status }: Market): CommandResult {
  return refuse('invalid_state', `a market that is ${status} can not do that`)
}
