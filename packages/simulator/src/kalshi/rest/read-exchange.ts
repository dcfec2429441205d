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

/** `GET /exchange/status`; the exchange is active where one of its shards is. */
export function readStatus({ exchange }: VenueContext): Answer {
  const shards = exchange.shards()
  return done({
    exchange_active: shards.some(({ isActive }) => isActive),
    trading_active: shards.some(({ isTrading }) => isTrading),
    intra_exchange_transfers_active: shards.some(({ isActive }) => isActive),
    exchange_index_statuses: shards.map(({ exchangeIndex, isActive, isTrading }) => ({
      exchange_index: exchangeIndex,
      description: SHARD_NAMES[exchangeIndex] ?? `shard ${exchangeIndex}`,
      exchange_active: isActive,
      trading_active: isTrading,
      intra_exchange_transfers_active: isActive,
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
