/**
 * Events: groups of markets with the fee override they may carry.
 * @module
 */
import {
  type ContractEvent,
  type WireLocation,
  checkWire,
  insideWire,
  isRecord,
} from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { eventSchema, singleEventSchema, type WireEvent } from '../wire/event.ts'
import type { WireMarket } from '../wire/market.ts'
import { marketOf } from './market.ts'
import { readMultiplier } from './read.ts'

/**
 * Parses events: `{events: […], cursor}`, `{event: …}` with its markets inside or beside it, a bare
 * list, or a bare event. An event that came without markets has none.
 * @throws {WireFormatError} a field missing or of another type, and whatever a market is refused for.
 */
export function parseEvents(payload: unknown, at: WireLocation): readonly ContractEvent[] {
  if (isRecord(payload) && 'event' in payload) return [singleEventOf(payload, at)]
  return itemsOf(payload, at, { many: 'events' }).map((item) => {
    const event = checkWire(eventSchema, item.value, item.at)
    return eventOf(event, item.at, { list: event.markets, at: insideWire(item.at, 'markets') })
  })
}

function singleEventOf(payload: unknown, at: WireLocation): ContractEvent {
  const { event, markets } = checkWire(singleEventSchema, payload, at)
  const place = insideWire(at, 'event')
  return Array.isArray(event.markets)
    ? eventOf(event, place, { list: event.markets, at: insideWire(place, 'markets') })
    : eventOf(event, place, { list: markets, at: insideWire(at, 'markets') })
}

/** The markets that came with an event, and where they stood. */
interface Markets {
  readonly list: readonly WireMarket[] | null | undefined
  readonly at: WireLocation
}

function eventOf(event: WireEvent, at: WireLocation, markets: Markets): ContractEvent {
  return {
    eventId: event.event_ticker,
    seriesId: event.series_ticker,
    title: event.title,
    isMutuallyExclusive: event.mutually_exclusive === true,
    collateralReturnType: event.collateral_return_type ?? undefined,
    feeTypeOverride: event.fee_type_override ?? undefined,
    feeMultiplierOverride: feeMultiplierOf(event, at),
    markets: (markets.list ?? []).map((market, index) =>
      marketOf(market, insideWire(markets.at, index), event),
    ),
  }
}

function feeMultiplierOf(event: WireEvent, at: WireLocation): string | undefined {
  const multiplier = event.fee_multiplier_override
  if (typeof multiplier !== 'number') return undefined
  return readMultiplier(at, 'fee_multiplier_override', multiplier)
}
