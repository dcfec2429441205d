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
import { fillFeesOf } from './fill-fees.ts'
import { feeBudgetOf } from './ledger.ts'
import type { ChangeEventFees, ChangeSeriesFees, CommandResult } from './protocol.ts'
import { accept, refuse } from './refusal.ts'
import { cancelUncovered, release, reserve } from './resting.ts'
import { FEE_RECORDS_MAX } from './retention.ts'
import type { Market, Order, State } from './state.ts'

/** Carries out `change-series-fees`. */
export function changeSeriesFees(state: State, command: ChangeSeriesFees): CommandResult {
  const { seriesId, record } = command
  const markets = [...state.markets.values()].filter(({ config }) => config.seriesId === seriesId)
  return changeFees(state, markets, (fees) => ({
    ...fees,
    series: [...(fees.series ?? []), record].slice(-FEE_RECORDS_MAX),
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
  if (isPaid(market)) return
  const { feeTimes } = market
  const times = [...changesOf(market.fees), ...KALSHI_ROUNDINGS.map((r) => r.effectiveFromMs)]
  for (const atMs of times) {
    if (atMs <= state.nowMs || feeTimes.has(atMs)) continue
    feeTimes.add(atMs)
    const apply = (): void => {
      feeTimes.delete(atMs)
      applyFees(state, market)
    }
    state.timers.set(atMs, apply, () => !isPaid(market))
  }
}

function isOverride({ origin }: Market['rate']): boolean {
  return origin === 'event-override'
}

function isPaid({ settledMs }: Market): boolean {
  return settledMs !== undefined
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
  // What a paid market would charge changes no more.
  if (isPaid(market)) return
  const rate = kalshiFeeRateAt(market.fees, state.nowMs)
  const rounding = kalshiRoundingAt(state.nowMs)
  const isSameRate =
    rate.feeType === market.rate.feeType && rate.multiplier.eq(market.rate.multiplier)
  // An override is news even where it says what the series does.
  const isTold = !isSameRate || isOverride(rate) !== isOverride(market.rate)
  if (!isTold && rounding === market.rounding) return
  market.rate = rate
  market.rounding = rounding
  market.fillFees = fillFeesOf(rate, rounding)
  market.updatedMs = state.nowMs
  const orders = market.book.orders()
  for (const order of orders) budgetAnew(state, order)
  cancelUncovered(state, orders)
  if (!isTold) return
  const { marketId, eventId } = market.config
  state.events.push({ kind: 'fee-updated', marketId, eventId, rate, atMs: state.nowMs })
}

function budgetAnew(state: State, order: Order): void {
  release(state, order)
  order.feeBudget = feeBudgetOf(order, order.price, order.remaining)
  reserve(state, order)
}
