/**
 * The exchange: commands in, results and events out. It holds everything in memory and touches
 * nothing else: no clock, no chance, no I/O. The same commands give the same answers.
 * @module
 */
import { assertInput, type Ids } from '@arbkit/core'
import { amendOrder, cancelAll, cancelOrder, decreaseOrder } from './change-orders.ts'
import type { ExchangeEvent } from './events.ts'
import { type ExchangeViews, viewsOf } from './exchange-views.ts'
import { changeEventFees, changeSeriesFees } from './fee-changes.ts'
import { deposit, openAccount, setNetting, transfer } from './funds.ts'
import { changeGroup, createGroup } from './groups.ts'
import { listMarket, moveMarket } from './lifecycle.ts'
import { placeOrder } from './place-order.ts'
import type { CommandResult, ExchangeCommand } from './protocol.ts'
import { Recent } from './recent.ts'
import { accept } from './refusal.ts'
import { limitsOf } from './retention.ts'
import { scheduleMaintenance, setExchangeStatus } from './shard-status.ts'
import type { State } from './state.ts'
import { Timers } from './timers.ts'
import { toBalanceView } from './to-view.ts'

export {
  HISTORY_MAX,
  SETTLED_MARKETS_MAX,
  TRADES_MAX,
} from './retention.ts'

/** Shards that exist where none are named: those of the venue (facts, 2026-11-21). */
export const EXCHANGE_INDEXES: readonly number[] = [0, 1, 2, 3]

/** How an exchange is set up. */
export interface ExchangeOptions {
  /** Shards that exist, whole numbers of 0 or more; default {@link EXCHANGE_INDEXES}. */
  readonly exchangeIndexes?: readonly number[] | undefined
  /** Ids of trades; default `trade-1`, `trade-2`, … */
  readonly tradeIds?: Ids | undefined
  /** Resting orders an account may have; default {@link RESTING_ORDERS_MAX}. */
  readonly restingOrdersMax?: number | undefined
  /** Entries remembered of each history, 1 or more; default {@link HISTORY_MAX}. */
  readonly historyMax?: number | undefined
  /** Another bound for some accounts: those that nobody looks at. */
  readonly historyMaxOf?: ((accountId: string) => number | undefined) | undefined
  /** Trades remembered of all markets together, 1 or more; default {@link TRADES_MAX}. */
  readonly tradesMax?: number | undefined
  /** Paid markets remembered, 1 or more; default {@link SETTLED_MARKETS_MAX}. */
  readonly settledMarketsMax?: number | undefined
}

/** What one command came to. */
export interface CommandOutcome {
  readonly result: CommandResult
  /** In order; those of time that passed come first, and stand even where the command was refused. */
  readonly events: readonly ExchangeEvent[]
}

/** An exchange in memory. */
export interface Exchange extends ExchangeViews {
  /** Carries a command out. @throws {InvalidInputError} its time is before the last one's. */
  apply(command: ExchangeCommand): CommandOutcome
}

/** Returns an exchange without markets and accounts. @throws {InvalidInputError} options that can not be. */
export function createExchange(options: ExchangeOptions = {}): Exchange {
  const state = newState(options)
  let isStarted = false
  return {
    apply(command) {
      const { nowMs } = command
      assertInput(Number.isSafeInteger(nowMs), `time must be whole ms, got ${nowMs}`)
      assertInput(nowMs >= state.nowMs, `time went back from ${state.nowMs} to ${nowMs}`)
      if (!isStarted) {
        isStarted = true
        state.nowMs = nowMs
        scheduleMaintenance(state)
      }
      passTime(state, nowMs)
      const result = carryOut(state, command)
      tellBalances(state)
      const { events } = state
      state.events = []
      return { result, events }
    },
    ...viewsOf(state),
  }
}

function newState(options: ExchangeOptions): State {
  const limits = limitsOf(options)
  const indexes = options.exchangeIndexes ?? EXCHANGE_INDEXES
  assertInput(
    indexes.length > 0 && indexes.every((index) => Number.isInteger(index) && index >= 0),
    'shards must be whole numbers of 0 or more, at least one',
  )
  return {
    nowMs: 0,
    shards: new Map(
      indexes.map((exchangeIndex) => [
        exchangeIndex,
        { exchangeIndex, isActive: true, isTrading: true },
      ]),
    ),
    accounts: new Map(),
    markets: new Map(),
    exclusiveEvents: new Map(),
    orders: new Map(),
    trades: new Recent(limits.tradesMax),
    settledMarkets: new Recent(limits.settledMarketsMax),
    timers: new Timers(),
    tradeIds: options.tradeIds ?? countingIds(),
    limits,
    historyMaxOf: (accountId) => options.historyMaxOf?.(accountId) ?? limits.historyMax,
    events: [],
    touched: [],
    orderCount: 0,
    deposits: 0,
    fees: 0,
    returned: 0,
    shortfall: 0,
  }
}

function countingIds(): Ids {
  let count = 0
  return {
    next() {
      count += 1
      return `trade-${count}`
    },
  }
}

/** Does what has come due, each at its own time. */
function passTime(state: State, nowMs: number): void {
  for (;;) {
    const due = state.timers.takeDue(nowMs)
    if (due === undefined) break
    state.nowMs = Math.max(state.nowMs, due.atMs)
    due.run()
  }
  state.nowMs = nowMs
}

function carryOut(state: State, command: ExchangeCommand): CommandResult {
  switch (command.kind) {
    case 'list-market':
      return listMarket(state, command)
    case 'open-market':
    case 'pause-market':
    case 'close-market':
    case 'determine-market':
    case 'settle-market':
      return moveMarket(state, command)
    case 'open-account':
      return openAccount(state, command)
    case 'deposit':
      return deposit(state, command)
    case 'transfer':
      return transfer(state, command)
    case 'set-netting':
      return setNetting(state, command)
    case 'place':
      return placeOrder(state, command)
    case 'cancel':
      return cancelOrder(state, command)
    case 'amend':
      return amendOrder(state, command)
    case 'decrease':
      return decreaseOrder(state, command)
    case 'cancel-all':
      return cancelAll(state, command)
    case 'create-group':
      return createGroup(state, command)
    case 'reset-group':
    case 'trigger-group':
    case 'limit-group':
    case 'delete-group':
      return changeGroup(state, command)
    case 'change-series-fees':
      return changeSeriesFees(state, command)
    case 'change-event-fees':
      return changeEventFees(state, command)
    case 'set-exchange-status':
      return setExchangeStatus(state, command)
    case 'tick':
      return accept()
  }
}

function tellBalances(state: State): void {
  const { touched } = state
  if (touched.length === 0) return
  for (const purse of touched) {
    purse.isTouched = false
    if (purse.cash === purse.toldCash && purse.reserved === purse.toldReserved) continue
    purse.toldCash = purse.cash
    purse.toldReserved = purse.reserved
    const balance = toBalanceView(purse)
    state.events.push({ kind: 'balance-changed', balance, atMs: state.nowMs })
  }
  state.touched = []
}
