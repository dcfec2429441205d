/**
 * Shards that are paused and resumed, by command and by the Thursday maintenance.
 * @module
 */
import { cancelForPause } from './lifecycle.ts'
import { isMaintenance, MAINTENANCE_MS, nextMaintenanceMs } from './maintenance.ts'
import type { CommandResult, SetExchangeStatus } from './protocol.ts'
import { accept, refuse } from './refusal.ts'
import type { Shard, State } from './state.ts'
import type { ShardStatus } from './views.ts'

/** Carries out `set-exchange-status`. */
export function setExchangeStatus(state: State, command: SetExchangeStatus): CommandResult {
  const { exchangeIndex, isActive, isTrading } = command
  const shards = [...state.shards.values()].filter(
    (shard) => exchangeIndex === undefined || shard.exchangeIndex === exchangeIndex,
  )
  if (shards.length === 0) return refuse('invalid_parameters', 'no such shard')
  for (const shard of shards) {
    shard.isActive = isActive
    shard.isTrading = isTrading
    if (!isActive || !isTrading) cancelOnShard(state, shard)
    tellShard(state, shard)
  }
  return accept()
}

/** Returns whether a shard works now. */
export function shardStatusOf(state: State, shard: Shard): ShardStatus {
  const { exchangeIndex, isActive, isTrading } = shard
  const isPaused = !isActive || !isTrading || isMaintenance(state.nowMs)
  return { exchangeIndex, isActive, isTrading: !isPaused }
}

/** Sets the next maintenance, and after it the one of the week after. */
export function scheduleMaintenance(state: State): void {
  const startMs = nextMaintenanceMs(state.nowMs)
  state.timers.set(startMs, () => {
    for (const shard of state.shards.values()) {
      cancelOnShard(state, shard)
      tellShard(state, shard)
    }
    scheduleMaintenance(state)
  })
  state.timers.set(startMs + MAINTENANCE_MS, () => {
    for (const shard of state.shards.values()) tellShard(state, shard)
  })
}

function cancelOnShard(state: State, { exchangeIndex }: Shard): void {
  for (const market of state.markets.values()) {
    if (market.config.exchangeIndex === exchangeIndex) cancelForPause(state, market)
  }
}

function tellShard(state: State, shard: Shard): void {
  const status = shardStatusOf(state, shard)
  state.events.push({ kind: 'exchange-status', ...status, atMs: state.nowMs })
}
