/**
 * What a frame says about itself, in its `request`: its shape, where it came from (the base name of an
 * imported file, or the call that was made), where in that, how its time and odds format are known, and
 * what was asked for.
 * @module
 */
import { InvalidInputError, isRecord, printable } from '@arbkit/core'
import type { KalshiShape } from '@arbkit/kalshi'
import type { OddsShape } from '@arbkit/odds'
import { z } from 'zod'

/** Shapes of payloads that a session may hold; those without a name in the venues' packages are kept only. */
export type PayloadShape = KalshiShape | OddsShape | UnreadShape | LiveShape

/** Answers that are recorded and tell a scan nothing. */
export type UnreadShape = 'odds-sports' | 'odds-events'

/** Frames of a live session only: the exchange's state, an event that is gone, the time of a scan. */
export type LiveShape = 'kalshi-exchange-status' | 'odds-gone' | 'tick' | EngineShape

/**
 * Frames of a running engine that say nothing of the markets: with what it began (options, decisions, seed,
 * paper money), what people decided since, and the commands that a stream was sent.
 */
export type EngineShape = 'engine-start' | 'pair-decisions' | 'kalshi-ws-command'

/** How the time of an imported frame is known. */
export type ImportedTimeSource = 'file' | 'flag' | 'inferred'

/** How the time of a frame is known; `received` by this machine's clock when it arrived. */
export type TimeSource = ImportedTimeSource | 'received'

const TIME_SOURCES = ['file', 'flag', 'inferred', 'received'] as const

const askedSchema = z.strictObject({
  sportKey: z.string(),
  markets: z.array(z.string()),
  /** Regions or bookmakers; whose quotes an answer could have held. */
  regions: z.array(z.string()).optional(),
  bookmakers: z.array(z.string()).optional(),
  /** Present where only some events were asked for. */
  eventIds: z.array(z.string()).optional(),
})

/** What a call for odds asked for: what of it is not in the answer is not quoted any more. */
export type AskedOdds = z.infer<typeof askedSchema>

const requestSchema = z.looseObject({
  shape: z.string(),
  file: z.string(),
  path: z.string(),
  timeSource: z.enum(TIME_SOURCES),
  oddsFormat: z.enum(['american', 'decimal']).optional(),
  /** A stream that was subscribed to with `use_yes_price`: NO bids stand at YES prices. */
  usesYesPrices: z.boolean().optional(),
  /** The market of an order book whose answer does not name it. */
  marketId: z.string().optional(),
  asked: askedSchema.optional(),
  /** The series whose open markets were asked for, and whether from the beginning. */
  openMarketsOf: z.strictObject({ seriesId: z.string(), isFirst: z.boolean() }).optional(),
})

/** The `request` of a frame. */
export type FrameRequest = z.infer<typeof requestSchema>

/** Source of frames that hold Kalshi's REST responses. */
export const KALSHI_REST = 'kalshi/rest'
/** Source of frames that hold messages of Kalshi's WebSocket. */
export const KALSHI_WS = 'kalshi/ws'
/** Source of frames that an engine writes about itself. */
export const ENGINE = 'arbkit/engine'
/** Source of frames that say what time it is. */
export const CLOCK = 'arbkit/clock'
/** Source of frames that hold responses of The Odds API. */
export const ODDS_API = 'the-odds-api/rest'

/** Reads a frame's request. @throws {InvalidInputError} one that is not ours. */
export function parseFrameRequest(request: unknown): FrameRequest {
  if (isPlainRequest(request)) return request
  const parsed = requestSchema.safeParse(request)
  if (parsed.success) return parsed.data
  throw new InvalidInputError(`frame without a readable request: ${printable(request)}`)
}

/** What a stream's frame says. */
const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'shape',
  'file',
  'path',
  'timeSource',
  'usesYesPrices',
])

/**
 * True for what the schema takes as it is, looked at by hand: nearly every frame of a stream is such, and
 * the schema would cost more than the message. What is not is left to the schema.
 */
function isPlainRequest(request: unknown): request is FrameRequest {
  if (!isRecord(request)) return false
  for (const key in request) if (!PLAIN_KEYS.has(key)) return false
  const { shape, file, path, timeSource, usesYesPrices } = request
  return (
    typeof shape === 'string' &&
    typeof file === 'string' &&
    typeof path === 'string' &&
    (TIME_SOURCES as readonly unknown[]).includes(timeSource) &&
    (usesYesPrices === undefined || typeof usesYesPrices === 'boolean')
  )
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
