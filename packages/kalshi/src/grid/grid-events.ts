/**
 * Where grids come from: listings over REST, and the stream's word that a market was created or its
 * price levels changed (AsyncAPI of 2026-08-22, `market_lifecycle_v2`).
 * @module
 */
import {
  checkWire,
  type ContractMarket,
  insideWire,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import * as z from 'zod'
import type { PriceGrid } from '@arbkit/core'
import type { GridEvent } from './grid-book.ts'
import { priceGridOfRanges } from './price-ranges.ts'

const frameSchema = z.looseObject({
  type: z.string(),
  sending_ts_ms: z.int().nullish(),
  msg: z.unknown().optional(),
})

const lifecycleSchema = z.looseObject({
  market_ticker: z.string().min(1),
  event_type: z.string(),
  price_ranges: z.unknown().optional(),
})

const LIFECYCLE_TYPES: readonly string[] = ['market_lifecycle_v2', 'multivariate_market_lifecycle']

/** The one word that says that the levels changed, whatever comes with it. */
const LEVELS_CHANGED = 'price_level_structure_updated'

/** Returns the grids of markets that were asked for at `askedMs` (Unix ms). */
export function gridEventsOfMarkets(
  markets: readonly ContractMarket[],
  askedMs: number,
): readonly GridEvent[] {
  return markets.map(({ listing, priceGrid }) => ({
    marketId: listing.marketId,
    grid: priceGrid,
    atMs: askedMs,
  }))
}

/** What a lifecycle message says about its market's grid. */
export interface GridChange {
  /** Undefined where a change was announced without a grid that can be read: the old one is wrong. */
  readonly grid: PriceGrid | undefined
  /** When the venue sent it, Unix ms, where it says. */
  readonly sentMs: number | undefined
}

/**
 * Returns what the payload of a lifecycle message says about a grid; undefined where it says nothing.
 * Any event with `price_ranges` counts (`created`, `metadata_updated`, and whatever comes). A change
 * whose ranges are missing or can not be read makes the grid unknown.
 * @throws {WireFormatError} a message that names no market or no event type.
 */
export function gridChangeOf(payload: unknown, at: WireLocation): GridChange | undefined {
  const frame = checkWire(frameSchema, payload, at)
  const msg = checkWire(lifecycleSchema, frame.msg, insideWire(at, 'msg'))
  const hasRanges = msg.price_ranges !== undefined && msg.price_ranges !== null
  if (!hasRanges && msg.event_type !== LEVELS_CHANGED) return undefined
  return {
    grid: readableGrid(msg.price_ranges, insideWire(at, 'msg', 'price_ranges')),
    sentMs: frame.sending_ts_ms ?? undefined,
  }
}

/**
 * Returns what a stream message says about a grid; undefined for a message that says nothing.
 * @param receivedMs Unix ms; used where the message does not say when it was sent.
 * @throws {WireFormatError} a lifecycle message that names no market or no event type.
 */
export function gridEventOfMessage(
  payload: unknown,
  at: WireLocation,
  receivedMs: number,
): GridEvent | undefined {
  const frame = checkWire(frameSchema, payload, at)
  if (!LIFECYCLE_TYPES.includes(frame.type)) return undefined
  const gridChange = gridChangeOf(payload, at)
  const { market_ticker: marketId } = checkWire(lifecycleSchema, frame.msg, insideWire(at, 'msg'))
  return gridEventOfLifecycle({ marketId, gridChange }, receivedMs)
}

/**
 * Returns what a parsed lifecycle message says about a grid, as the stream tells it to its listener;
 * undefined where it says nothing.
 * @param receivedMs Unix ms; used where the message does not say when it was sent.
 */
export function gridEventOfLifecycle(
  message: { readonly marketId: string; readonly gridChange?: GridChange | undefined },
  receivedMs: number,
): GridEvent | undefined {
  const { marketId, gridChange } = message
  if (gridChange === undefined) return undefined
  return { marketId, grid: gridChange.grid, atMs: gridChange.sentMs ?? receivedMs }
}

function readableGrid(ranges: unknown, at: WireLocation): GridEvent['grid'] {
  try {
    return priceGridOfRanges(ranges, at)
  } catch (error) {
    if (error instanceof WireFormatError) return undefined
    throw error
  }
}
