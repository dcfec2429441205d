/**
 * Fees that change while orders rest: told when they come into force, and orders whose account no
 * longer covers them are cancelled, the newest first, so that no balance ever falls below 0.
 * @module
 */
import {
  InvalidInputError,
  KALSHI_ROUNDINGS,
  kalshiFeeRateAt,
  type KalshiFeeSources,
  kalshiRoundingAt,
} from '@arbkit/core'
import { availableOf, feeBudgetOf, release, reserve } from './ledger.ts'
import type { ChangeEventFees, ChangeSeriesFees, CommandResult } from './protocol.ts'
import { accept, refuse } from './refusal.ts'
import { cancelResting } from './resting.ts'
import type { Market, Order, State } from './state.ts'

/** Carries out `change-series-fees`. */
export function changeSeriesFees(state: State, command: ChangeSeriesFees): CommandResult {
  const { seriesId, record } = command
  const markets = [...state.markets.values()].filter(({ config }) => config.seriesId === seriesId)
  return changeFees(state, markets, (fees) => ({
    ...fees,
    series: [...(fees.series ?? []), record],
  }))
}

/** Carries out `change-event-fees`. */
export function changeEventFees(state: State, command: ChangeEventFees): CommandResult {
  const { eventId, override } = command
  const markets = [...state.markets.values()].filter(({ config }) => config.eventId === eventId)
  return changeFees(state, markets, (fees) => ({ ...fees, eventOverride: override }))
}

function changeFees(
  state: State,
  markets: readonly Market[],
  change: (fees: KalshiFeeSources) => KalshiFeeSources,
): CommandResult {
  if (markets.length === 0) return refuse('market_not_found', 'no market of that series or event')
  const changed = markets.map((market) => ({ market, fees: change(market.fees) }))
  for (const { fees } of changed) {
    const wrong = whyFeesInvalid(fees)
    if (wrong !== undefined) return refuse('invalid_parameters', wrong)
  }
  for (const { market, fees } of changed) {
    market.fees = fees
    applyFees(state, market)
    scheduleFees(state, market)
  }
  return accept()
}

/** Sets when the fee of a market may change by itself: records to come, a waiver that ends, rounding. */
export function scheduleFees(state: State, market: Market): void {
  const times = [...changesOf(market.fees), ...KALSHI_ROUNDINGS.map((r) => r.effectiveFromMs)]
  for (const atMs of new Set(times)) {
    if (atMs > state.nowMs) state.timers.set(atMs, () => applyFees(state, market))
  }
}

function changesOf({ waiverUntilMs, eventOverride, series }: KalshiFeeSources): number[] {
  const records = [...(eventOverride === undefined ? [] : [eventOverride]), ...(series ?? [])]
  const times = records.map((record) => record.knownFromMs)
  return waiverUntilMs === undefined ? times : [...times, waiverUntilMs]
}

/** Returns what is wrong with fee records, each of which must be readable when its time comes. */
export function whyFeesInvalid(fees: KalshiFeeSources): string | undefined {
  try {
    for (const atMs of [0, ...changesOf(fees)]) kalshiFeeRateAt(fees, atMs)
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message
    throw error
  }
  return undefined
}

function applyFees(state: State, market: Market): void {
  const rate = kalshiFeeRateAt(market.fees, state.nowMs)
  const rounding = kalshiRoundingAt(state.nowMs)
  const isSameRate =
    rate.feeType === market.rate.feeType && rate.multiplier.eq(market.rate.multiplier)
  if (isSameRate && rounding === market.rounding) return
  market.rate = rate
  market.rounding = rounding
  market.updatedMs = state.nowMs
  const orders = market.book.orders()
  for (const order of orders) budgetAnew(state, order)
  cancelUncovered(state, orders)
  if (isSameRate) return
  const { marketId, eventId } = market.config
  state.events.push({ kind: 'fee-updated', marketId, eventId, rate, atMs: state.nowMs })
}

function budgetAnew(state: State, order: Order): void {
  release(state, order)
  order.feeBudget = feeBudgetOf(order, order.price, order.remaining)
  reserve(state, order)
}

function cancelUncovered(state: State, orders: readonly Order[]): void {
  for (const order of orders.toSorted((a, b) => b.createdMs - a.createdMs)) {
    if (availableOf(order.holding.purse) < 0) cancelResting(state, order, 'balance-too-low')
  }
}
