/**
 * Faults of a venue as a whole, by name: its clock, its trading, the account.
 * @module
 */
import type { Occasion } from '@arbkit/http/testing'
import type { OddsFault } from '@arbkit/odds/testing'
import type { Fault } from '../kalshi/faults/fault.ts'
import type { SpanName } from './fault-names.ts'
import type { FaultItem } from './fault-schedule.ts'

/** Returns when and how often, as the venues take it. */
export function occasionOf({ share, fromMs, untilMs, times }: FaultItem): Occasion {
  return {
    ...(share === undefined ? {} : { probability: share }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(times === undefined ? {} : { times }),
  }
}

/** Returns a fault of Kalshi as a whole. */
export function kalshiSpan(name: Extract<SpanName, `kalshi.${string}`>, item: FaultItem): Fault {
  const span = occasionOf(item)
  if (name === 'kalshi.clock') return { on: 'clock', ...span, ms: item.ms ?? 0 }
  return { on: 'exchange', ...span, isClosed: name === 'kalshi.closed' }
}

/** Returns a fault of the feed as a whole. */
export function oddsSpan(name: Extract<SpanName, `odds.${string}`>, item: FaultItem): OddsFault {
  const span = occasionOf(item)
  const { ms = 0 } = item
  switch (name) {
    case 'odds.clock':
      return { on: 'clock', ...span, ms }
    case 'odds.date':
      return { on: 'clock', ...span, ms, shows: 'date' }
    case 'odds.last-update':
      return { on: 'clock', ...span, ms, shows: 'last-update' }
    case 'odds.key':
      return { on: 'account', ...span, state: 'deactivated' }
    case 'odds.credits':
      return { on: 'account', ...span, state: 'out-of-credits' }
  }
}
