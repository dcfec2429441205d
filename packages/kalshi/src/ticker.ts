/**
 * The grammar of Kalshi's tickers: `<SERIES>-<YY><MON><DD>[HHMM]<TEAMS>[-<OUTCOME>]` for a game,
 * `<SERIES>-<anything>-<OUTCOME>` for the rest (exchange-wide snapshot of 2026-08-02).
 * Teams are never guessed here: codes have no fixed length, so their split needs the league's
 * registry. Pure text; no league knowledge.
 * @module
 */
import {
  easternToMs,
  formatEasternDate,
  InvalidInputError,
  type EasternDate,
  type ScheduledStart,
} from '@arbkit/core'

/** A wall clock in US Eastern time. */
export interface WallClock {
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
}

/** What the event part of a game's ticker says. */
export interface GameCode {
  readonly easternDate: EasternDate
  /** Scheduled start, US Eastern; baseball and esports tickers have one. */
  readonly clock: WallClock | undefined
  /**
   * Everything behind date and clock: both codes glued, `TBSEA`. It may hold a hyphen (`M-OHWMU`) or,
   * in tickers of 2025, a doubleheader's number (`BALDETG1`).
   */
  readonly teamCodes: string
}

/** A market's ticker, taken apart. */
export interface Ticker {
  readonly seriesId: string
  readonly eventId: string
  /** Undefined where the event part is not a dated game: futures, awards, parlays. */
  readonly game: GameCode | undefined
  /** What follows the event's ticker, `SEA2`; empty where the event has one market of its own name. */
  readonly outcomeCode: string
  /** False where the market's ticker does not begin with the event's, or that with the series'. */
  readonly isConsistent: boolean
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const GAME_CODE = /^(\d{2})([A-Z]{3})(\d{2})(\d{4})?([A-Z0-9-]+)$/

/**
 * Takes a market's ticker apart.
 * @param known the event's and the series' ticker where the venue names them. Without the event the
 *   last `-` segment is taken for the outcome, which is wrong where an outcome holds a hyphen.
 */
export function parseTicker(
  marketTicker: string,
  known: { readonly eventTicker?: string; readonly seriesTicker?: string } = {},
): Ticker {
  const eventId = known.eventTicker ?? eventIdOf(marketTicker)
  const seriesId = known.seriesTicker ?? seriesIdOf(eventId)
  const isOfEvent = isWithin(marketTicker, eventId)
  return {
    seriesId,
    eventId,
    game: parseGameCode(eventId.slice(seriesId.length + 1)),
    outcomeCode: isOfEvent
      ? marketTicker.slice(eventId.length + 1)
      : marketTicker.slice(marketTicker.lastIndexOf('-') + 1),
    isConsistent: isOfEvent && isWithin(eventId, seriesId),
  }
}

/** Returns the series of an event or market: what stands before the first hyphen. */
function seriesIdOf(ticker: string): string {
  const end = ticker.indexOf('-')
  return end < 0 ? ticker : ticker.slice(0, end)
}

function isWithin(ticker: string, group: string): boolean {
  return ticker === group || ticker.startsWith(`${group}-`)
}

/** With fewer than two hyphens there is no outcome: the market is its event's only one. */
function eventIdOf(marketTicker: string): string {
  const end = marketTicker.lastIndexOf('-')
  return end > marketTicker.indexOf('-') ? marketTicker.slice(0, end) : marketTicker
}

function parseGameCode(code: string): GameCode | undefined {
  const match = GAME_CODE.exec(code)
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hhmm, teamCodes = ''] = match
  const date = { year: 2000 + Number(year), month: MONTHS.indexOf(month) + 1, day: Number(day) }
  const clock =
    hhmm === undefined
      ? undefined
      : { hour: Number(hhmm.slice(0, 2)), minute: Number(hhmm.slice(2)) }
  if (easternMs({ ...date, ...(clock ?? { hour: 12, minute: 0 }) }) === undefined) return undefined
  return { easternDate: formatEasternDate(date.year, date.month, date.day), clock, teamCodes }
}

/** Returns the start that a game's ticker states, with a time only where it gives a clock. */
export function startOfGameCode(game: GameCode): ScheduledStart {
  const { easternDate, clock } = game
  return scheduledStart({ easternDate, clock, source: 'ticker' })
}

/** Returns a start in US Eastern time, with its moment where a clock is known. */
export function scheduledStart(stated: {
  readonly easternDate: EasternDate
  readonly clock: WallClock | undefined
  readonly source: string
}): ScheduledStart {
  const { easternDate, clock, source } = stated
  if (clock === undefined) return { easternDate, source }
  const [year = 0, month = 0, day = 0] = easternDate.split('-').map(Number)
  const startMs = easternMs({ year, month, day, ...clock })
  return startMs === undefined ? { easternDate, source } : { easternDate, startMs, source }
}

/** The moment of a wall clock, or undefined where there is no such date or time. */
function easternMs(civil: Parameters<typeof easternToMs>[0]): number | undefined {
  try {
    return easternToMs(civil)
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}
