/**
 * Says which response of The Odds API a parsed JSON file holds, by structure alone, and takes it out
 * of whatever wrapper a person recorded it in. Looks at the first element of a list only.
 * @module
 */
import { InvalidInputError, isRecord } from '@arbkit/core'
import { instantMs } from './to-core/read.ts'
import { valuesUnder } from './walk.ts'

/** Which response a payload is. One parser reads all three. */
export type OddsShape = 'odds-list' | 'odds-event' | 'odds-historical'

/** One response. */
export interface OddsFrame {
  readonly shape: OddsShape
  /** The response as the feed sent it. */
  readonly payload: unknown
  /** Where it stood in the file, `events`; `$` for the whole. */
  readonly path: string
  /** When it was received, Unix ms, where the file says so for each. Never so far. */
  readonly atMs: number | undefined
}

/** A recognised file. */
export interface OddsRecognition {
  readonly shape: OddsShape
  readonly frames: readonly OddsFrame[]
  /** When the file says it was captured, Unix ms; of a historical envelope, the snapshot's time. */
  readonly capturedMs: number | undefined
  /** The newest `last_update` inside, Unix ms: a lower bound of the capture. */
  readonly newestMs: number | undefined
}

type Json = Readonly<Record<string, unknown>>

/** Keys under which people kept the response beside notes of their own. */
const WRAPPER_KEYS = ['payload', 'events', 'data', 'response', 'body']

/** Wrappers taken off at most, one inside the other. */
const WRAPPERS_MAX = 2

/** Returns what a parsed JSON file holds, or undefined where it is no odds response. */
export function recogniseOdds(file: unknown): OddsRecognition | undefined {
  const frame = frameOf(file, '$', WRAPPERS_MAX)
  if (frame === undefined) return undefined
  return {
    shape: frame.shape,
    frames: [frame],
    capturedMs: capturedMsOf(frame.payload) ?? capturedMsOf(file),
    newestMs: newestUpdateMs(frame.payload),
  }
}

function frameOf(value: unknown, path: string, wrappers: number): OddsFrame | undefined {
  const shape = shapeOf(value)
  if (shape !== undefined) return { shape, payload: value, path, atMs: undefined }
  if (wrappers === 0 || !isRecord(value)) return undefined
  const key = WRAPPER_KEYS.find((candidate) => candidate in value)
  if (key === undefined) return undefined
  return frameOf(value[key], path === '$' ? key : `${path}.${key}`, wrappers - 1)
}

function shapeOf(value: unknown): OddsShape | undefined {
  if (Array.isArray(value)) return isEvent(value[0]) ? 'odds-list' : undefined
  if (!isRecord(value)) return undefined
  if (isEvent(value)) return 'odds-event'
  return isHistorical(value) ? 'odds-historical' : undefined
}

function isEvent(value: unknown): boolean {
  return (
    isRecord(value) && 'sport_key' in value && 'commence_time' in value && 'bookmakers' in value
  )
}

/** An empty snapshot is known by its neighbours' times. */
function isHistorical(value: Json): boolean {
  if (!('timestamp' in value) || !('data' in value)) return false
  const { data } = value
  if (Array.isArray(data))
    return data.length === 0 ? 'previous_timestamp' in value : isEvent(data[0])
  return isEvent(data)
}

function capturedMsOf(value: unknown): number | undefined {
  if (!isRecord(value)) return undefined
  const { captured_ms: ms, captured_at: at, timestamp } = value
  if (typeof ms === 'number' && Number.isSafeInteger(ms)) return ms
  return momentOf(at) ?? momentOf(timestamp)
}

function newestUpdateMs(value: unknown): number | undefined {
  let newest: number | undefined
  for (const update of valuesUnder('last_update', value)) {
    const ms = momentOf(update)
    if (ms !== undefined && (newest === undefined || ms > newest)) newest = ms
  }
  return newest
}

function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  try {
    return instantMs(value)
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}
