/**
 * Whether the exchange works, and when it does: always but for the maintenance on Thursdays from 3 to
 * 5 in New York (schedule of 2026).
 * @module
 */
import type { VenueContext } from '../venue-state.ts'
import { type Answer, done } from './answer.ts'

const SHARD_NAMES: Readonly<Record<number, string>> = {
  0: 'default',
  1: 'combos',
  2: 'crypto and commodities',
  3: 'tennis, baseball, basketball',
}

/** `GET /exchange/status`; above the list stands the default shard, the first (OpenAPI 3.28.0). */
export function readStatus({ exchange }: VenueContext): Answer {
  const shards = exchange.shards()
  const isActive = shards[0]?.isActive ?? false
  return done({
    exchange_active: isActive,
    trading_active: shards[0]?.isTrading ?? false,
    intra_exchange_transfers_active: isActive,
    exchange_index_statuses: shards.map((shard) => ({
      exchange_index: shard.exchangeIndex,
      description: SHARD_NAMES[shard.exchangeIndex] ?? `shard ${shard.exchangeIndex}`,
      exchange_active: shard.isActive,
      trading_active: shard.isTrading,
      intra_exchange_transfers_active: shard.isActive,
    })),
  })
}

const ALL_DAY = [{ open_time: '00:00', close_time: '24:00' }]
const THURSDAY = [
  { open_time: '00:00', close_time: '03:00' },
  { open_time: '05:00', close_time: '24:00' },
]

/** `GET /exchange/schedule` */
export function readSchedule(): Answer {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const hours = {
    start_time: '2026-01-01T00:00:00Z',
    end_time: '2030-01-01T00:00:00Z',
    ...Object.fromEntries(days.map((day) => [day, day === 'thursday' ? THURSDAY : ALL_DAY])),
  }
  return done({ schedule: { standard_hours: [hours], maintenance_windows: [] } })
}
