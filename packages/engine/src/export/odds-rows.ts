/**
 * The quotes of an odds answer as rows.
 * @module
 */
import {
  type BookMarket,
  type BookOutcome,
  InvalidInputError,
  type OddsListing,
  parseFixedPoint,
} from '@arbkit/core'
import { parseOdds } from '@arbkit/odds'
import type { JsonFrame } from '@arbkit/store'
import { parseFrameRequest } from '../session/frame-request.ts'
import type { Cell } from './parquet-file.ts'

/** Digits of a point after the decimal point. */
const POINT_DIGITS = 3

const ODDS_SHAPES: ReadonlySet<string> = new Set(['odds-list', 'odds-event', 'odds-historical'])

/**
 * Returns the rows of a frame, none where it holds no odds.
 * @throws {WireFormatError} a payload that is not of its shape.
 * @throws {InvalidInputError} a point finer than a thousandth.
 */
export function oddsRows(frame: JsonFrame): readonly (readonly Cell[])[] {
  const { shape, file, path, oddsFormat } = parseFrameRequest(frame.request)
  if (!ODDS_SHAPES.has(shape)) return []
  const at = { source: file, path }
  const format = oddsFormat === undefined ? {} : { format: oddsFormat }
  return parseOdds(frame.body, at, format).flatMap((listing) =>
    listing.markets.flatMap((market) =>
      market.outcomes.map((outcome) => [
        frame.seq,
        frame.t,
        ...eventCells(listing),
        ...quoteCells(market, outcome, frame.seq),
      ]),
    ),
  )
}

function eventCells(listing: OddsListing): readonly Cell[] {
  const { sportKey, eventId, homeName, awayName, startMs } = listing
  return [sportKey, eventId, homeName, awayName, startMs]
}

function quoteCells(market: BookMarket, outcome: BookOutcome, seq: number): readonly Cell[] {
  const { name, participant, point, price, betLimit } = outcome
  return [
    market.book,
    market.marketKey,
    name,
    participant ?? null,
    point === undefined ? null : pointOf(point, `frame ${seq}: ${market.book} ${market.marketKey}`),
    price.format === 'american' ? wholeOf(price.original) : null,
    price.original,
    price.format,
    market.updatedMs,
    betLimit ?? null,
  ]
}

function pointOf(point: number, place: string): number {
  try {
    return parseFixedPoint(String(point), POINT_DIGITS)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const message = `${place}: expected a point in whole thousandths, got ${point}`
    throw new InvalidInputError(message, { cause: error })
  }
}

/** American odds as a whole number; null where the feed printed a finer one. */
function wholeOf(original: string): number | null {
  const whole = /^\+?(-?\d+)(?:\.0+)?$/.exec(original)?.[1]
  return whole === undefined ? null : parseFixedPoint(whole, 0)
}
