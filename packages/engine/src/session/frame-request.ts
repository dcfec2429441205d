/**
 * What a frame of an imported file says about itself, in its `request`: the shape that was
 * recognised, the file it came from (base name only), where in it, and how its time and odds format
 * are known.
 * @module
 */
import { InvalidInputError, printable } from '@arbkit/core'
import type { KalshiShape } from '@arbkit/kalshi'
import type { OddsShape } from '@arbkit/odds'
import { z } from 'zod'

/** Shapes of payloads that a session may hold. */
export type PayloadShape = KalshiShape | OddsShape

/** How the time of a frame is known. */
export type TimeSource = 'file' | 'flag' | 'inferred'

const requestSchema = z.looseObject({
  shape: z.string(),
  file: z.string(),
  path: z.string(),
  timeSource: z.enum(['file', 'flag', 'inferred']),
  oddsFormat: z.enum(['american', 'decimal']).optional(),
  /** A stream that was subscribed to with `use_yes_price`: NO bids stand at YES prices. */
  usesYesPrices: z.boolean().optional(),
})

/** The `request` of an imported frame. */
export type FrameRequest = z.infer<typeof requestSchema>

/** Source of frames that hold Kalshi's REST responses. */
export const KALSHI_REST = 'kalshi/rest'
/** Source of frames that hold messages of Kalshi's WebSocket. */
export const KALSHI_WS = 'kalshi/ws'
/** Source of frames that hold responses of The Odds API. */
export const ODDS_API = 'the-odds-api/rest'

/** Reads a frame's request. @throws {InvalidInputError} one that an import did not write. */
export function parseFrameRequest(request: unknown): FrameRequest {
  const parsed = requestSchema.safeParse(request)
  if (parsed.success) return parsed.data
  throw new InvalidInputError(`frame without a readable request: ${printable(request)}`)
}

/** Where and when something arrived, for explanations. */
export interface Arrival {
  readonly frameSeq: number
  /** Unix ms. */
  readonly atMs: number
  readonly file: string
  /** Path inside the file. */
  readonly path: string
  readonly timeSource: TimeSource
}
